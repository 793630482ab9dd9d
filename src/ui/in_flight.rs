//! The region In flight: own steps, messages and timers, each with what can be done.

use super::icons::Icon;
use super::store::{send, target_attribute, use_dispatch};
use crate::app::Action;
use crate::scene::{InFlight, MessageRow, Target};
use crate::sim::Event;
use crate::text::{Arg, say};
use std::rc::Rc;
use yew::prelude::*;

/// What the region shows.
#[derive(PartialEq, Properties)]
pub struct InFlightProps {
    /// The lists.
    pub list: Rc<InFlight>,
    /// What is selected.
    pub selection: Option<Target>,
}

/// The region In flight.
#[component]
pub fn InFlightRegion(props: &InFlightProps) -> Html {
    let dispatch = use_dispatch();
    let list = &props.list;
    let (steps, messages) = (list.steps.len(), list.messages.len());
    let hidden = list.count.saturating_sub(messages);
    html! {
        <section class="block" aria-label={say("region-in-flight", &[])}>
            <h3>{ say("in-flight-title", &[("count", list.count.to_string().into())]) }</h3>
            if list.count == 0 {
                <p class="quiet">{ say("in-flight-none", &[]) }</p>
            }
            <ul class="rows">
                for (index, offer) in list.steps.iter().enumerate() {
                    <li class="row" key={format!("s{index}")}>
                        <Digit at={index} />
                        <button type="button" class="line small" onclick={send(&dispatch, Action::Do(offer.event.clone()))}>
                            { &offer.label }
                        </button>
                    </li>
                }
                for (index, row) in list.messages.iter().enumerate() {
                    <MessageItem row={row.clone()} at={steps + index} key={format!("m{}", row.id.0)}
                        is_selected={props.selection == Some(Target::Message(row.id))} />
                }
                if hidden > 0 {
                    <li class="row quiet">{ say("in-flight-hidden", &[("count", hidden.to_string().into())]) }</li>
                }
                for (index, timer) in list.timers.iter().enumerate() {
                    <li class="row" key={format!("t{index}")}>
                        <Digit at={steps + list.count + index} />
                        <Icon name="fire" /><span class="row-label">{ &timer.label }</span>
                        <span class="go">
                            <button type="button" class="line small" aria-label={say("fire-label", &[("timer", timer.label.as_str().into())])}
                                onclick={send(&dispatch, Action::Do(timer.event.clone()))}>{ say("offer-fire", &[]) }</button>
                        </span>
                    </li>
                }
            </ul>
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct DigitProps {
    at: usize,
}

/// The key that lets this happen, for the first nine.
#[component]
fn Digit(props: &DigitProps) -> Html {
    if props.at < 9 {
        html! { <kbd class="digit" aria-hidden="true">{ props.at + 1 }</kbd> }
    } else {
        html! { <span class="digit"></span> }
    }
}

#[derive(PartialEq, Properties)]
struct MessageItemProps {
    row: MessageRow,
    at: usize,
    is_selected: bool,
}

#[component]
fn MessageItem(props: &MessageItemProps) -> Html {
    let dispatch = use_dispatch();
    let row = &props.row;
    let target = Target::Message(row.id);
    let hold = if row.is_held { Event::Release(row.id) } else { Event::Hold(row.id) };
    let verbs = [
        ("deliver", "offer-deliver", Event::Deliver(row.id)),
        ("drop", "offer-drop", Event::Drop(row.id)),
        ("duplicate", "offer-duplicate", Event::Duplicate(row.id)),
        ("hold", if row.is_held { "offer-release" } else { "offer-hold" }, hold),
    ];
    html! {
        <li class="row message" data-target={target_attribute(target)} data-selected={props.is_selected.to_string()}
            data-held={row.is_held.to_string()}>
            <Digit at={props.at} />
            <button type="button" class="row-main" aria-label={row.spoken.clone()} aria-pressed={props.is_selected.to_string()}
                onclick={send(&dispatch, Action::Select(Some(target)))}>
                <span class="swatch" data-kind={row.kind.key()} aria-hidden="true"></span>
                <span class="row-label">{ &row.label }
                    if row.is_copy {
                        <span class="copy">{ "×2" }</span>
                    }
                    if row.is_held {
                        <span class="held">{ say("row-held", &[]) }</span>
                    }
                </span>
                <span class="route">{ &row.route }</span>
            </button>
            <span class="go">
                for (icon, label, event) in verbs {
                    <button type="button" class="icon" title={say(label, &[])}
                        aria-label={say("row-verb", &[("verb", Arg::from(say(label, &[]))), ("message", row.spoken.as_str().into())])}
                        onclick={send(&dispatch, Action::Do(event))}><Icon name={icon} /></button>
                }
            </span>
        </li>
    }
}
