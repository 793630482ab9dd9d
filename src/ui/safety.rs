//! The region Safety: every property with its verdict, what is chosen, and where the quorums meet.

use super::icons::icon;
use super::words::{leaf, phrase, word};
use crate::scene::Safety;
use crate::text::say;
use yew::prelude::*;

/// The region Safety, with what the run has cost where that is counted.
pub fn safety_region(safety: &Safety, costs: &[String]) -> Html {
    html! {
        <section class="block" aria-label={phrase("region-safety")}>
            { leaf("h3", "", word("region-safety")) }
            if let Some(standstill) = &safety.standstill {
                <p class="standstill">{ icon("pause") }<span>{ &standstill.words }</span></p>
            }
            <ul class="properties">
                for row in &safety.properties {
                    <li data-holds={row.holds.to_string()} key={row.key}>
                        { icon(if row.holds { "check" } else { "drop" }) }
                        <span>
                            <span class="visually-hidden">{ say(if row.holds { "property-holds" } else { "property-broken" }, &[]) }{ " " }</span>
                            { &row.label }
                            if !row.reason.is_empty() {
                                { leaf("span", "reason", &row.reason) }
                            }
                        </span>
                    </li>
                }
            </ul>
            if let Some(leaders) = &safety.leaders_words {
                { leaf("p", "quiet", leaders) }
            }
            if safety.chosen.is_empty() && !safety.chosen_words.is_empty() {
                { leaf("p", "quiet", &safety.chosen_words) }
            }
            for choice in &safety.chosen {
                <p class="chosen"><span class="value" data-value={choice.slot.to_string()} aria-hidden="true"></span>{ &choice.words }</p>
            }
            if let Some(meeting) = &safety.meeting {
                { leaf("p", "quiet", &meeting.words) }
            }
            if !safety.prospects.is_empty() {
                { leaf("h3", "", word("prospects-title")) }
                <ul class="properties prospects">
                    for row in &safety.prospects {
                        <li data-open={row.is_open.to_string()}>
                            { icon(if row.is_open { "check" } else { "drop" }) }
                            { leaf("span", "", &row.words) }
                        </li>
                    }
                </ul>
            }
            if !costs.is_empty() {
                { leaf("h3", "", word("costs-title")) }
                <ul class="costs">
                    for words in costs {
                        { leaf("li", "", words) }
                    }
                </ul>
            }
        </section>
    }
}
