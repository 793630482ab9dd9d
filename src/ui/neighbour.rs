//! The page Ladder of the region Space–time: the same schedule on the rung above or below, in two diagrams.

use super::memo::memo;
use super::paired::framed;
use super::store::{Dispatch, send};
use super::words::{button, flag, leaf, phrase, word};
use crate::app::{Action, Session, TimeChange, TimeView};
use crate::scene::{self, SCHEDULE_MAX};
use crate::share::{Route, write_route};
use crate::sim::MomentId;
use crate::text::say;
use std::rc::Rc;
use yew::prelude::*;

/// What the page is drawn from. The run is told by its moments; what is in them does not change.
struct Facts {
    dispatch: Dispatch,
    session: Rc<Session>,
    time: TimeView,
}

impl Facts {
    fn stamp(&self) -> (usize, MomentId, usize) {
        let history = &self.session.history;
        (history.len(), history.cursor(), history.line().len())
    }
}

impl PartialEq for Facts {
    fn eq(&self, other: &Self) -> bool {
        let setup = |facts: &Facts| Rc::as_ptr(facts.session.history.world().setup());
        self.stamp() == other.stamp()
            && setup(self) == setup(other)
            && (self.time.looks_up, self.time.column().to_bits(), self.time.size)
                == (other.time.looks_up, other.time.column().to_bits(), other.time.size)
    }
}

/// The same schedule on the rung above or below.
pub fn neighbour_page(dispatch: &Dispatch, session: &Session, time: &TimeView) -> Html {
    let facts = Facts { dispatch: dispatch.clone(), session: Rc::new(session.clone()), time: *time };
    memo(1, facts, page)
}

fn page(facts: &Facts) -> Html {
    let Facts { dispatch, session, time } = facts;
    let setup = session.history.world().setup();
    let choice = |is_above: bool, key: &str| {
        let rung = scene::neighbour_setup(setup, is_above);
        rung.map(|rung| {
            let title = say(&format!("protocol-{}", rung.key()), &[]);
            html! {
                <button type="button" class="small" aria-pressed={flag(time.looks_up == is_above)}
                    onclick={send(dispatch, Action::Time(TimeChange::LookUp(is_above)))}>{ say(key, &[("title", title.into())]) }</button>
            }
        })
    };
    let pair = scene::neighbour(&session.history, session.terms, &session.lanes, time.looks_up);
    html! {
        <div class="runs-page neighbour" tabindex="0" role="group" aria-label={phrase("time-ladder")}>
            <section class="block">
                { leaf("h3", "", word("ladder-same")) }
                <div class="tabs" role="group" aria-label={phrase("ladder-same")}>
                    { choice(false, "ladder-below") }
                    { choice(true, "ladder-above") }
                </div>
                { match &pair {
                    Some(pair) => verdict(dispatch, pair, time.looks_up),
                    None if session.history.position() > SCHEDULE_MAX as usize => {
                        leaf("p", "quiet", say("ladder-too-long", &[("count", SCHEDULE_MAX.into())]))
                    }
                    None => leaf("p", "quiet", word("ladder-end")),
                } }
                <p><a href={write_route(&Route::Ladder)}>{ word("ladder-all") }</a></p>
            </section>
            if let Some(pair) = &pair {
                <div class="pair-diagrams">
                    for (diagram, title) in pair.diagrams.iter().zip(&pair.titles) {
                        { framed(dispatch, time, diagram, title, None) }
                    }
                </div>
            }
        </div>
    }
}

/// What could not happen there, and the way there.
fn verdict(dispatch: &Dispatch, pair: &scene::Neighbour, is_above: bool) -> Html {
    html! {
        <>
            if pair.refused.is_empty() {
                { leaf("p", "", word("ladder-all-apply")) }
            } else {
                { leaf("p", "", say("ladder-some-apply", &[("count", (u32::try_from(pair.refused.len()).unwrap_or(0) + pair.hidden).into())])) }
                <ul>
                    for words in &pair.refused {
                        { leaf("li", "", words) }
                    }
                </ul>
            }
            <p class="actions">{ button("line", word("ladder-go"), send(dispatch, Action::Climb { is_above })) }</p>
        </>
    }
}
