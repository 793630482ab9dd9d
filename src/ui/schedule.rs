//! Who plays: in order, by chance from a seed, or the duel.

use super::store::Dispatch;
use super::words::{button, leaf, word};
use crate::app::Action;
use crate::sim::{Latency, RandomSchedule, Schedule};
use crate::text::say;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Who plays, and with which rates.
pub fn schedule_form(dispatch: &Dispatch, player: &Schedule) -> Html {
    let choose = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
            let player = match select.map(|select| select.value()).as_deref() {
                Some("calm") => Schedule::Random(RandomSchedule::calm(new_seed())),
                Some("stormy") => Schedule::Random(RandomSchedule::stormy(new_seed())),
                Some("duel") => Schedule::Duel,
                Some("synchronous") => Schedule::Synchronous,
                Some("round-robin") => Schedule::RoundRobin,
                _ => Schedule::InOrder,
            };
            dispatch.dispatch(Action::SetPlayer(player));
        })
    };
    let current = match player {
        Schedule::InOrder => "in-order",
        Schedule::Duel => "duel",
        Schedule::Synchronous => "synchronous",
        Schedule::RoundRobin => "round-robin",
        Schedule::Random(random) if random.crash == 0 && random.loss == 0 => "calm",
        Schedule::Random(_) => "stormy",
    };
    html! {
        <div class="schedule">
            { leaf("h3", "", word("schedule-title")) }
            <label class="field">{ leaf("span", "", word("schedule-player")) }
                <select onchange={choose}>
                    for option in ["in-order", "synchronous", "round-robin", "calm", "stormy", "duel"] {
                        <option value={option} selected={option == current}>{ say(&format!("schedule-{option}"), &[]) }</option>
                    }
                </select>
            </label>
            if let Schedule::Random(random) = player {
                { rates(dispatch, random) }
            }
        </div>
    }
}

/// A number of the schedule that can be changed: its key, its value, its greatest value, and how to set it.
type Rate = (&'static str, u32, u32, fn(&mut RandomSchedule, u32));

/// How a number that was typed changes the schedule.
type Apply = Box<dyn Fn(&mut RandomSchedule, u64)>;

fn rates(dispatch: &Dispatch, random: &RandomSchedule) -> Html {
    let change = move |shown: String, apply: Apply| {
        let (dispatch, random) = (dispatch.clone(), random.clone());
        Callback::from(move |event: Event| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            let Some(input) = input else { return };
            let Ok(value) = input.value().trim().parse::<u64>() else {
                // Not a number: the field says again what holds.
                return input.set_value(&shown);
            };
            // The number as it was understood: "+2" is 2.
            input.set_value(&value.to_string());
            let mut next = random.clone();
            apply(&mut next, value);
            dispatch.dispatch(Action::SetPlayer(Schedule::Random(next)));
        })
    };
    let rates: [Rate; 11] = [
        ("shortest", random.latency_min, 200, |random, value| random.latency_min = value),
        ("latency", random.latency_max, 200, |random, value| random.latency_max = value),
        ("reordering", random.reordering, 1000, |random, value| random.reordering = value),
        ("loss", random.loss, 1000, |random, value| random.loss = value),
        ("duplication", random.duplication, 1000, |random, value| random.duplication = value),
        ("crash", random.crash, 1000, |random, value| random.crash = value),
        ("restart", random.restart, 1000, |random, value| random.restart = value),
        ("crashed", random.crashed_max, 17, |random, value| random.crashed_max = value),
        ("cut", random.cut, 1000, |random, value| random.cut = value),
        ("mend", random.mend, 1000, |random, value| random.mend = value),
        ("patience", random.patience, 1000, |random, value| random.patience = value),
    ];
    let renew = {
        let (dispatch, random) = (dispatch.clone(), random.clone());
        Callback::from(move |_: MouseEvent| {
            let player = Schedule::Random(RandomSchedule { seed: new_seed(), ..random.clone() });
            dispatch.dispatch(Action::SetPlayer(player));
        })
    };
    html! {
        <>
            <div class="field">
                <label for="seed">{ word("schedule-seed") }</label>
                <span class="stepper">
                    { button("line small", word("schedule-new-seed"), renew) }
                    <input id="seed" type="text" inputmode="numeric" value={random.seed.to_string()}
                        onchange={change(random.seed.to_string(), Box::new(|random, value| random.seed = value))} />
                </span>
            </div>
            { delays(dispatch, random) }
            for (key, value, max, set) in rates {
                <label class="field"><span>{ say(&format!("rate-{key}"), &[]) }</span>
                    <input type="number" min="0" max={max.to_string()} value={value.to_string()}
                        onchange={change(value.to_string(), Box::new(move |random, value| set(random, u32::try_from(value).unwrap_or(max).min(max))))} />
                </label>
            }
        </>
    }
}

/// How long messages take.
fn delays(dispatch: &Dispatch, random: &RandomSchedule) -> Html {
    let current = random.latency;
    let onchange = {
        let (dispatch, random) = (dispatch.clone(), random.clone());
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let chosen = Latency::ALL.into_iter().find(|latency| latency.key() == select.value());
            let latency = chosen.unwrap_or(random.latency);
            let player = Schedule::Random(RandomSchedule { latency, ..random.clone() });
            dispatch.dispatch(Action::SetPlayer(player));
        })
    };
    html! {
        <label class="field">{ leaf("span", "", word("rate-delay")) }
            <select {onchange}>
                for latency in Latency::ALL {
                    <option value={latency.key()} selected={latency == current}>{ say(&format!("delay-{}", latency.key()), &[]) }</option>
                }
            </select>
        </label>
    }
}

/// A seed that nobody has thought of, short enough to be read out.
fn new_seed() -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 10,000")]
    let seed = (js_sys::Math::random() * 10_000.0) as u64;
    seed
}
