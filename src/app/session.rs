//! A run that is being looked at: its history, what is selected, and who chooses the next step.

use super::Problem;
use crate::protocol::Setup;
use crate::scene::{Lanes, Target, View};
use crate::sim::{Event, History, NotEnabled, Schedule};
use crate::text::Terms;
use std::rc::Rc;

/// A run that is being looked at.
#[derive(Clone, Debug)]
pub struct Session {
    /// What has happened, in all branches.
    pub history: History,
    /// Whose words are used.
    pub terms: Terms,
    /// What is selected.
    pub selection: Option<Target>,
    /// The lanes of the space–time diagram.
    pub lanes: Lanes,
    /// Who chooses the next step.
    pub player: Schedule,
    /// Whether it plays.
    pub is_playing: bool,
}

/// A run to a decision gives up after this many steps: it may never come.
const DECISION_STEPS_MAX: u32 = 500;

impl Session {
    /// A new run.
    pub fn new(setup: Rc<Setup>, terms: Terms) -> Self {
        Self::with_history(History::new(setup), terms)
    }

    /// A run that has a history already.
    pub fn with_history(history: History, terms: Terms) -> Self {
        Session {
            history,
            terms,
            selection: None,
            lanes: Lanes::default(),
            player: Schedule::InOrder,
            is_playing: false,
        }
    }

    /// The moment that is looked at, as scenes need it.
    pub fn view(&self) -> View<'_> {
        View::of(&self.history, self.terms)
    }

    /// The event that a step forward would bring: what happened next before, or what the player chooses.
    pub fn next_event(&self) -> Option<Event> {
        let after = self.history.line().get(self.history.position() + 1);
        let known =
            after.and_then(|&id| self.history.moment(id).step.as_ref().map(|step| step.event.clone()));
        known.or_else(|| self.player.next(self.history.world()))
    }

    /// One step forward. False if there is none.
    pub fn step(&mut self) -> bool {
        let Some(event) = self.next_event() else { return false };
        self.act(&event).is_ok()
    }

    /// Lets an event happen now.
    pub fn act(&mut self, event: &Event) -> Result<(), NotEnabled> {
        self.history.act(event)?;
        self.drop_stale_selection();
        Ok(())
    }

    /// Goes to a place on the line.
    pub fn seek(&mut self, position: usize) {
        self.history.seek(position);
        self.drop_stale_selection();
    }

    /// On until a value is chosen, or until there is nothing left to do. A run in which none is chosen for long says so.
    pub fn run_to_decision(&mut self) -> Result<(), Problem> {
        for _ in 0..DECISION_STEPS_MAX {
            if !self.step() || self.history.current().step.as_ref().is_some_and(|step| step.chosen > 0) {
                return Ok(());
            }
        }
        Err(Problem::NoDecision(DECISION_STEPS_MAX))
    }

    /// A message that is no longer in flight can't be selected.
    pub fn drop_stale_selection(&mut self) {
        if let Some(Target::Message(id)) = self.selection
            && self.history.world().packet(id).is_none()
        {
            self.selection = None;
        }
    }
}
