//! The search as a tool: an errand that takes a while, and reports on the way.

use super::message::{Check, Reply, write_reply};
use super::report::{Report, SearchState, write_report};
use crate::check::{Bounds, BoundsError, Goal, Outcome, Search, properties};
use crate::share::{LinkError, Run, RunError, parse_packed, write_packed};
use crate::sim::History;
use crate::text::{Terms, say};

/// An errand that takes a while: it is done in slices.
pub struct Job {
    id: u32,
    search: Search,
    before: History,
    terms: Terms,
}

impl Job {
    /// Begins a search; or why it can't be done.
    pub(super) fn begin(id: u32, check: &Check<'_>) -> Result<Job, String> {
        let run = parse_packed(check.run).map_err(LinkError::words)?;
        let mut before = run.history().map_err(RunError::words)?;
        before.seek(check.at);
        // What is found goes on from there, whatever came after it.
        let before = before.until_cursor();
        let world = before.world();
        let bounds = Bounds::parse(check.bounds).map_err(|error| words(&error))?;
        let goals = goals(check.goals)
            .unwrap_or_else(|| properties(world.setup()).iter().copied().map(Goal::Breaks).collect());
        if let Some(goal) = goals.iter().find(|goal| !goal.fits(world.setup())) {
            return Err(say("problem-goal", &[("goal", goal.write().as_str().into())]));
        }
        Ok(Job { id, search: Search::new((**world).clone(), bounds, goals), terms: run.terms, before })
    }

    /// Looks beyond so many worlds; whether the search goes on.
    pub fn advance(&mut self, worlds: u32) -> bool {
        self.search.advance(worlds).is_none()
    }

    /// What the page is told, after so many milliseconds.
    pub fn report(&mut self, ms: u32) -> String {
        let outcome = self.search.outcome();
        let state = SearchState::of(outcome);
        let run = match outcome {
            Some(Outcome::Found(_, events)) => self.run_with(&events.clone()),
            _ => String::new(),
        };
        let is_over = state != SearchState::Searching;
        let report = write_report(&Report { state, progress: self.search.progress(), ms, run: &run });
        write_reply(if is_over { Reply::Done(self.id, &report) } else { Reply::Progress(self.id, &report) })
    }

    fn run_with(&mut self, events: &[crate::sim::Event]) -> String {
        for event in events {
            // It has happened in the search.
            let _ = self.before.act(event);
        }
        write_packed(&Run::of_line(&self.before, self.terms, None))
    }
}

/// The goals that are named, separated by semicolons; none if none is, or one can't be read.
fn goals(text: &str) -> Option<Vec<Goal>> {
    text.split(';').map(|goal| Goal::parse(goal.trim())).collect()
}

/// What is wrong with bounds, in a sentence.
pub fn words(error: &BoundsError) -> String {
    match error {
        BoundsError::Unknown(key) => say("problem-bound-unknown", &[("key", key.as_str().into())]),
        BoundsError::Bad(key, text, most) => {
            let name = say(&format!("bound-{key}"), &[]);
            let facts =
                [("name", name.as_str().into()), ("text", text.as_str().into()), ("most", (*most).into())];
            say("problem-bound", &facts)
        }
    }
}
