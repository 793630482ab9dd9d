//! The sandbox's panel: the cluster, who plays, and the way back to the lesson.

use super::cluster::ClusterForm;
use super::schedule::schedule_form;
use super::store::{Dispatch, send};
use super::words::{button, phrase, word};
use crate::app::{Action, Sandbox};
use crate::share::write_cluster;
use crate::text::say;
use std::rc::Rc;
use yew::prelude::*;

/// The sandbox's panel.
pub fn sandbox_region(dispatch: &Dispatch, sandbox: &Sandbox) -> Html {
    let setup = sandbox.session.history.world().setup();
    html! {
        <section class="panel sandbox" aria-label={phrase("region-lesson")}>
            if let Some(origin) = &sandbox.origin {
                <div class="aside-note">
                    <p>{ say("sandbox-from", &[("title", origin.course.lesson.title.as_str().into())]) }</p>
                    <button type="button" class="line" onclick={send(dispatch, Action::Return)}>
                        { word("command-return") }<kbd aria-hidden="true">{ "R" }</kbd>
                    </button>
                </div>
            }
            <h2>{ word("sandbox-title") }</h2>
            <p class="quiet">{ word("sandbox-lead") }</p>
            <p class="actions">
                { button("line", word("keep-duelling"), send(dispatch, Action::KeepDuelling)) }
            </p>
            { schedule_form(dispatch, &sandbox.session.player) }
            <ClusterForm setup={Rc::clone(setup)} key={write_cluster(setup)} />
        </section>
    }
}
