//! The toolbar Transport: step, play, speed, the scrubber, and what comes next.

use super::icons::icon;
use super::memo::memo;
use super::run_to::run_to_menu;
use super::store::{Dispatch, send};
use super::words::{icon_button, phrase, word};
use crate::app::{Action, AppState, Goal, Page, Session, is_enabled};
use crate::picture::{decimal, number};
use crate::scene::{self, Tick, Timeline};
use crate::text::{Arg, Terms, say};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The scrubber: over the steps of a run, or over the stops of a lesson while it keeps to its path.
fn timeline(state: &AppState, session: &Session) -> Timeline {
    let timeline = scene::timeline(&session.history, session.terms);
    match &state.page {
        Page::Lesson(page) if page.is_on_path() => {
            timeline.rescaled(page.stop, page.course.last_stop(), |events| page.stop_after(events))
        }
        _ => timeline,
    }
}

/// The toolbar Transport.
pub fn transport(dispatch: &Dispatch, state: &AppState, session: &Session) -> Html {
    let timeline = timeline(state, session);
    let controls = (dispatch.clone(), session.is_playing, state.speed, session.terms);
    html! {
        <footer class="transport" role="toolbar" aria-label={phrase("region-transport")}>
            { memo(0, controls, buttons) }
            <input type="checkbox" class="more" aria-label={phrase("transport-more")} title={phrase("transport-more")} />
            { scrubber(dispatch, &timeline) }
            <div class="next">
                { icon_button(phrase("command-undo"), "↶".into(), !is_enabled(state, "undo"), send(dispatch, Action::Undo)) }
                { icon_button(phrase("command-redo"), "↷".into(), !is_enabled(state, "redo"), send(dispatch, Action::Redo)) }
                { icon_button(phrase("command-guess"), icon("help"), false, send(dispatch, Action::Guess)) }
                <button type="button" class="next-step" onclick={send(dispatch, Action::Step)}>
                    <span class="quiet">{ word("next-label") }</span>{ " " }<b>{ state.next_words() }</b><kbd aria-hidden="true">{ "→" }</kbd>
                </button>
            </div>
        </footer>
    }
}

fn buttons((dispatch, is_playing, speed, terms): &(Dispatch, bool, i8, Terms)) -> Html {
    let button = |name: &'static str, id: &'static str, action: Action| {
        icon_button(phrase(&format!("command-{id}")), icon(name), false, send(dispatch, action))
    };
    let (play_icon, play_label) =
        if *is_playing { ("pause", "transport-pause") } else { ("play", "command-play") };
    html! {
        <div class="buttons">
            { button("first", "first", Action::First) }
            { button("back", "back", Action::Back) }
            <button type="button" class="play" aria-label={say(play_label, &[])} title={say(play_label, &[])}
                onclick={send(dispatch, Action::Play)}>{ icon(play_icon) }</button>
            { button("step", "step", Action::Step) }
            { button("last", "last", Action::Last) }
            { button("decide", "decide", Action::RunTo(Goal::Decision)) }
            { run_to_menu(dispatch, *terms) }
            <span class="speed" role="group" aria-label={phrase("speed-label")}>
                <button type="button" class="icon" aria-label={phrase("command-slower")} onclick={send(dispatch, Action::Slower)}>{ "−" }</button>
                <output>{ speed_words(*speed) }</output>
                <button type="button" class="icon" aria-label={phrase("command-faster")} onclick={send(dispatch, Action::Faster)}>{ "+" }</button>
            </span>
        </div>
    }
}

fn speed_words(speed: i8) -> String {
    if speed < 0 { format!("1/{}×", 1 << -speed) } else { format!("{}×", 1 << speed) }
}

/// The scrubber: a slider for hand and key, with the steps and the branches drawn behind it.
fn scrubber(dispatch: &Dispatch, timeline: &Timeline) -> Html {
    let (forks, dispatch) = (dispatch.clone(), dispatch.clone());
    let oninput = Callback::from(move |event: InputEvent| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(place) = input.and_then(|input| input.value().parse().ok()) {
            dispatch.dispatch(Action::Seek(place));
        }
    });
    let (at, last) = (timeline.position, timeline.length);
    let words = [("at", Arg::from(at.to_string())), ("last", Arg::from(last.to_string()))];
    html! {
        <div class="scrubber">
            <i class="done" aria-hidden="true" style={format!("transform:scaleX({})", decimal(share(at, last), 3))}></i>
            { memo(0, (timeline.length, timeline.ticks.clone()), track) }
            <input type="range" min="0" max={last.to_string()} value={at.to_string()} {oninput}
                aria-label={phrase("scrubber-label")} aria-valuetext={say("scrubber-place", &words)} />
            for fork in &timeline.forks {
                <button type="button" class="fork" style={percent(fork.at, last)}
                    aria-label={fork.label.clone()} title={fork.label.clone()} key={fork.at}
                    onclick={send(&forks, Action::Travel(fork.to))}></button>
            }
            for flag in &timeline.flags {
                <button type="button" class="flag" style={percent(flag.at, last)}
                    aria-label={flag.label.clone()} title={flag.label.clone()} key={format!("f{}", flag.at)}
                    onclick={send(&forks, Action::Travel(flag.to))}>{ icon("flag") }</button>
            }
            <span class="place">{ format!("{at} / {last}") }</span>
        </div>
    }
}

/// The style of what stands on the scrubber.
fn percent(at: usize, of: usize) -> String {
    format!("left:{}%", number(share(at, of) * 100.0))
}

fn share(at: usize, of: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a place on a screen")]
    let share = at as f32 / of.max(1) as f32;
    share
}

/// The kinds of ticks: those of messages, a node's own step, a fault, a choice.
const TICKS: [&str; 9] =
    ["prepare", "promise", "accept", "accepted", "success", "reject", "act", "fault", "chosen"];

/// How much longer a line grows until its ticks move together: less than anybody could see, at most one part in this
/// many.
const SCALES: usize = 500;

/// The steps behind the slider: one path for each kind, since hundreds of elements would cost more than all the rest
/// of a step. A tick stands at its step and the picture is scaled, so that a step leaves all ticks before it alone.
fn track((length, ticks): &(usize, Vec<Tick>)) -> Html {
    let path = |kind: &str| {
        let mut path = String::new();
        for tick in ticks.iter().filter(|tick| tick.kind == kind) {
            path.extend(["M", &tick.at.to_string(), " 16v12"]);
        }
        path
    };
    let width = length.max(&1).next_multiple_of(length / SCALES + 1);
    html! {
        <svg class="track" aria-hidden="true" viewBox={format!("0 0 {width} 44")} preserveAspectRatio="none" width="100%" height="44">
            for kind in TICKS {
                <path class="tick" data-kind={kind} d={path(kind)} />
            }
        </svg>
    }
}
