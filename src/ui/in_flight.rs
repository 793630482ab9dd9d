//! The region In flight: own steps, messages and timers, each with what can be done.

use super::icons::icon;
use super::store::{Dispatch, send, target_attribute};
use super::words::{button, flag, leaf, phrase, word};
use crate::app::Action;
use crate::scene::{InFlight, Marks, MessageRow, Target};
use crate::text::say;
use yew::prelude::*;

/// The region In flight: its lists, what is selected, and what lights up.
pub fn in_flight_region(dispatch: &Dispatch, list: &InFlight, marks: Marks, has_digits: bool) -> Html {
    // While a question is open the digits answer it.
    let digit = |at: usize| digit(if has_digits { at } else { usize::MAX });
    let (steps, messages) = (list.steps.len(), list.messages.len());
    let hidden = list.count.saturating_sub(messages);
    html! {
        <section class="block" aria-label={phrase("region-in-flight")}>
            { leaf("h3", "", say("in-flight-title", &[("count", list.count.to_string().into())])) }
            if list.count == 0 {
                { leaf("p", "quiet", word("in-flight-none")) }
            }
            <ul class="rows">
                for (index, offer) in list.steps.iter().enumerate() {
                    <li class="row" key={format!("s{index}")}>
                        { digit(index) }
                        { button("line small", &offer.label, send(dispatch, Action::Do(offer.event.clone()))) }
                    </li>
                }
                for (index, row) in list.messages.iter().enumerate() {
                    { message_item(dispatch, row, digit(steps + index), marks) }
                }
                if hidden > 0 {
                    { leaf("li", "row quiet", say("in-flight-hidden", &[("count", hidden.to_string().into())])) }
                }
                for (index, timer) in list.timers.iter().enumerate() {
                    <li class="row" key={format!("t{index}")}>
                        { digit(steps + list.count + index) }
                        { icon("fire") }{ leaf("span", "row-label", &timer.label) }
                        <span class="go">
                            <button type="button" class="line small" aria-label={say("fire-label", &[("timer", timer.label.as_str().into())])}
                                onclick={send(dispatch, Action::Do(timer.event.clone()))}>{ word("offer-fire") }</button>
                        </span>
                    </li>
                }
            </ul>
        </section>
    }
}

/// The key that lets this happen, for the first nine.
fn digit(at: usize) -> Html {
    if at < 9 {
        html! { <kbd class="digit" aria-hidden="true">{ at + 1 }</kbd> }
    } else {
        html! { <span class="digit"></span> }
    }
}

fn message_item(dispatch: &Dispatch, row: &MessageRow, digit: Html, marks: Marks) -> Html {
    let target = Target::Message(row.id);
    let is_selected = marks.selects(target);
    html! {
        <li class="row message" data-target={target_attribute(target)} data-selected={flag(is_selected)}
            data-lit={flag(marks.lights(target))} data-held={flag(row.is_held)} key={format!("m{}", row.id.0)}>
            { digit }
            <button type="button" class="row-main" aria-pressed={flag(is_selected)}
                onclick={send(dispatch, Action::Select(Some(target)))}>
                { leaf("span", "visually-hidden", &row.spoken) }
                <span class="swatch" data-kind={row.kind.key()} aria-hidden="true"></span>
                <span class="row-label" aria-hidden="true">{ &row.label }
                    if row.is_copy {
                        { leaf("span", "copy", "×2") }
                    }
                    if row.is_held {
                        { leaf("span", "held", word("row-held")) }
                    }
                    { " " }<span class="route" aria-hidden="true">{ &row.route }</span></span>
            </button>
            if !row.offers.is_empty() {
              <span class="go">
                for offer in &row.offers {
                    <button type="button" class="icon" title={offer.label.clone()}
                        aria-label={say("row-verb", &[("verb", offer.label.as_str().into()), ("message", row.spoken.as_str().into())])}
                        onclick={send(dispatch, Action::Do(offer.event.clone()))}>{ icon(offer.verb.name()) }</button>
                }
              </span>
            }
        </li>
    }
}
