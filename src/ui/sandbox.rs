//! The sandbox's panel: the start that it was opened from, the cluster, who plays, and the way back to the lesson.

use super::check::check_panel;
use super::cluster::{ClusterProps, cluster_form};
use super::prose;
use super::schedule::schedule_form;
use super::store::{Dispatch, send};
use super::words::{button, leaf, phrase, word};
use crate::app::{Action, AppState, Course, Sandbox};
use crate::lesson::Item;
use crate::protocol::Setup;
use crate::text::say;
use std::rc::Rc;
use yew::prelude::*;

/// The sandbox's panel.
pub fn sandbox_region(dispatch: &Dispatch, state: &AppState, sandbox: &Sandbox) -> Html {
    let setup = sandbox.session.history.world().setup();
    html! {
        <section class="panel sandbox" aria-label={phrase("region-lesson")}>
            if let Some(origin) = &sandbox.origin {
                <div class="aside-note">
                    { leaf("p", "", say("sandbox-from", &[("title", origin.course.lesson.title.as_str().into())])) }
                    <button type="button" class="line" onclick={send(dispatch, Action::Return)}>
                        { word("command-return") }<kbd aria-hidden="true">{ "R" }</kbd>
                    </button>
                </div>
            }
            if state.checker.is_open {
                { check_panel(dispatch, state, setup) }
            } else if let Some(start) = &sandbox.start {
                { start_notes(dispatch, sandbox, start) }
            } else {
                { leaf("h2", "", word("sandbox-title")) }
            }
            if !state.checker.is_open {
                { settings(dispatch, state, sandbox) }
            }
        </section>
    }
}

/// Who plays, and the cluster.
fn settings(dispatch: &Dispatch, state: &AppState, sandbox: &Sandbox) -> Html {
    let setup = sandbox.session.history.world().setup();
    html! {
        <>
            { leaf("p", "quiet", word("sandbox-lead")) }
            { check_panel(dispatch, state, setup) }
            if !matches!(**setup, Setup::Ladder(_) | Setup::Pmmc(_)) {
                <p class="actions">
                    { button("line", word("keep-duelling"), send(dispatch, Action::KeepDuelling)) }
                </p>
            }
            { schedule_form(dispatch, &sandbox.session.player) }
            { cluster_form(ClusterProps { setup: Rc::clone(setup) }) }
        </>
    }
}

/// What happened before the start, what to look at, and what to try.
fn start_notes(dispatch: &Dispatch, sandbox: &Sandbox, start: &Course) -> Html {
    let end = start.moment(start.last_stop());
    html! {
        <div class="lesson">
            { leaf("p", "eyebrow", word("start-eyebrow")) }
            { leaf("h2", "", &start.lesson.title) }
            { prose::blocks(&start.lesson.intro) }
            for part in &start.lesson.parts {
                { leaf("h3", "", &part.title) }
                for item in &part.items {
                    if let Item::Prose(block) = item {
                        { prose::block(block) }
                    }
                }
            }
            if sandbox.session.history.cursor() != end {
                { leaf("p", "actions", button("line", word("start-return"), send(dispatch, Action::Travel(end)))) }
            }
        </div>
    }
}
