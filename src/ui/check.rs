//! The panel that checks every schedule: what is looked for, within which bounds, and what has come of it.

use super::icons::icon;
use super::store::{Dispatch, send};
use super::words::{button, leaf, word};
use crate::app::{Action, AppState, CheckAction, FindingView, goals};
use crate::check::{Bounds, EXPERIMENTS, LOG_EXPERIMENTS};
use crate::protocol::Setup;
use crate::text::say;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

fn act<E>(dispatch: &Dispatch, action: CheckAction) -> Callback<E> {
    send(dispatch, Action::Check(action))
}

/// The panel, or the button that opens it.
pub fn check_panel(dispatch: &Dispatch, state: &AppState, setup: &Setup) -> Html {
    let checker = &state.checker;
    if !checker.is_open {
        return html! {
            <p class="actions">{ button("line", word("check-title"), act(dispatch, CheckAction::Open)) }</p>
        };
    }
    let begin = |is_from_now| act(dispatch, CheckAction::Begin { is_from_now });
    html! {
        <section class="check" aria-labelledby="check-title">
            <h2 id="check-title" tabindex="-1">{ word("check-title") }</h2>
            { leaf("p", "quiet", word("check-lead")) }
            { goal_field(dispatch, setup, &checker.goal) }
            <p class="actions">
                if checker.is_searching() {
                    { button("line", word("check-cancel"), act(dispatch, CheckAction::Cancel)) }
                } else {
                    { button("solid", word("check-from-start"), begin(false)) }
                    { button("line", word("check-from-now"), begin(true)) }
                }
            </p>
            if checker.is_here() {
                { leaf("p", "quiet", word("verdict-here")) }
            }
            // One live region that stays, so that the verdict is heard when it comes.
            <div class="verdict" role="status">
                if let Some(finding) = state.finding() {
                    { verdict(dispatch, &finding) }
                } else if checker.is_searching() {
                    { leaf("p", "", word("verdict-searching")) }
                }
            </div>
            <details open={true}>
                <summary>{ word("check-bounds") }</summary>
                for (key, most) in Bounds::KEYS {
                    { bound_field(dispatch, &checker.bounds, key, most) }
                }
            </details>
            { challenges(dispatch, state) }
            { experiments(dispatch) }
            <p class="actions">{ button("line small", word("check-close"), act(dispatch, CheckAction::Close)) }</p>
        </section>
    }
}

/// "Break it": goals to be reached by hand.
fn challenges(dispatch: &Dispatch, state: &AppState) -> Html {
    html! {
        <>
            { leaf("h3", "", word("challenges-title")) }
            { leaf("p", "quiet", word("challenges-lead")) }
            <ul class="challenges">
                for challenge in state.challenges() {
                    <li key={challenge.key} aria-current={challenge.is_taken_up.then_some("true")}>
                        <p class="challenge-title">{ leaf("b", "", challenge.title) }{ leaf("span", "quiet", challenge.par) }</p>
                        { leaf("p", "", challenge.lead) }
                        if !challenge.status.is_empty() {
                            { leaf("p", "quiet", challenge.status) }
                        }
                        if let Some(hint) = challenge.hint {
                            <p class="hint" role="status">{ hint }</p>
                        }
                        <p class="actions">
                            { button("line small", word("challenge-start"), act(dispatch, CheckAction::TakeUp(challenge.key))) }
                            if challenge.is_taken_up {
                                { button("line small", word("challenge-hint"), act(dispatch, CheckAction::Hint)) }
                            }
                        </p>
                    </li>
                }
            </ul>
        </>
    }
}

/// Rules to be switched off, each with what comes of it and why.
fn experiments(dispatch: &Dispatch) -> Html {
    html! {
        <>
            { leaf("h3", "", word("experiments-title")) }
            { leaf("p", "quiet", word("experiments-lead")) }
            <ul class="challenges">
                for experiment in EXPERIMENTS.iter().chain(&LOG_EXPERIMENTS) {
                    <li key={experiment.key}>
                        <p class="challenge-title">
                            { leaf("b", "", word(&experiment.name_key())) }
                            { leaf("span", "quiet", word(if experiment.breaks.is_some() { "experiment-breaks" } else { "experiment-harmless" })) }
                        </p>
                        { leaf("p", "", word(&experiment.why_key())) }
                        { leaf("p", "quiet", word(&experiment.source_key())) }
                        <p class="actions">{ button("line small", word("experiment-try"), act(dispatch, CheckAction::Try(experiment.key))) }</p>
                    </li>
                }
            </ul>
        </>
    }
}

fn goal_field(dispatch: &Dispatch, setup: &Setup, goal: &str) -> Html {
    let onchange = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            dispatch.dispatch(Action::Check(CheckAction::Look(select.value())));
        })
    };
    html! {
        <label class="field">{ leaf("span", "", word("check-goal")) }
            <select {onchange}>
                for (key, words) in &goals(setup) {
                    <option selected={*key == *goal} value={key.clone()}>{ words }</option>
                }
            </select>
        </label>
    }
}

fn bound_field(dispatch: &Dispatch, bounds: &Bounds, key: &'static str, most: u32) -> Html {
    let shown = bounds.get(key).unwrap_or(0).to_string();
    let onchange = {
        let (dispatch, shown) = (dispatch.clone(), shown.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let typed = input.value();
            if typed.trim().parse::<u32>().is_ok_and(|number| number <= most) {
                input.set_value(typed.trim());
            } else {
                // The field says again what holds.
                input.set_value(&shown);
            }
            dispatch.dispatch(Action::Check(CheckAction::Bound(key, typed)));
        })
    };
    html! {
        <label class="field">{ leaf("span", "", say(&format!("bound-{key}"), &[])) }
            <input type="text" inputmode="numeric" value={shown} {onchange} />
        </label>
    }
}

fn verdict(dispatch: &Dispatch, finding: &FindingView) -> Html {
    let tone = match finding.is_found {
        None => "searching",
        Some(true) => "found",
        Some(false) => "none",
    };
    html! {
        <>
            <p class="verdict-title" data-tone={tone}>
                if finding.is_found.is_some() {
                    { icon(if tone == "found" { "drop" } else { "check" }) }
                }
                <span>{ &finding.title }</span>
            </p>
            if !finding.note.is_empty() {
                { leaf("p", "", &finding.note) }
            }
            <dl class="figures" aria-hidden={(tone == "searching").then_some("true")}>
                for (number, caption) in &finding.figures {
                    <div>{ leaf("dt", "", caption) }{ leaf("dd", "", number) }</div>
                }
            </dl>
            { leaf("p", "quiet", &finding.within) }
            if finding.can_play {
                <p class="actions">{ button("solid", word("check-play"), act(dispatch, CheckAction::Play)) }</p>
            }
        </>
    }
}
