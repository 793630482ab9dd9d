//! The region Safety: every property with its verdict, what is chosen, and where the quorums meet.

use super::icons::icon;
use super::words::{phrase, word};
use crate::scene::Safety;
use crate::text::say;
use yew::prelude::*;

/// The region Safety.
pub fn safety_region(safety: &Safety) -> Html {
    html! {
        <section class="block" aria-label={phrase("region-safety")}>
            <h3>{ word("region-safety") }</h3>
            <ul class="properties">
                for row in &safety.properties {
                    <li data-holds={row.holds.to_string()} key={row.key}>
                        { icon(if row.holds { "check" } else { "drop" }) }
                        <span>
                            <span class="visually-hidden">{ say(if row.holds { "property-holds" } else { "property-broken" }, &[]) }{ " " }</span>
                            { &row.label }
                            if !row.reason.is_empty() {
                                <span class="reason">{ &row.reason }</span>
                            }
                        </span>
                    </li>
                }
            </ul>
            if safety.chosen.is_empty() {
                <p class="quiet">{ &safety.chosen_words }</p>
            }
            for choice in &safety.chosen {
                <p class="chosen"><span class="value" data-value={choice.slot.to_string()} aria-hidden="true"></span>{ &choice.words }</p>
            }
            if let Some(meeting) = &safety.meeting {
                <p class="quiet">{ &meeting.words }</p>
            }
        </section>
    }
}
