//! A run that is being looked at: its history, what is selected, and who chooses the next step.

use super::Leap;
use crate::protocol::{NodeId, Setup};
use crate::scene::{Knowledge, Lanes, Target, View};
use crate::sim::{Event, History, MomentId, NotEnabled, Schedule};
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
    /// The node that is asked what it knows, if one is.
    pub knower: Option<NodeId>,
    /// The lanes of the space–time diagram.
    pub lanes: Lanes,
    /// Who chooses the next step.
    pub player: Schedule,
    /// Whether it plays.
    pub is_playing: bool,
    /// The moments that are chosen for comparison, at most two.
    pub chosen_runs: Vec<MomentId>,
    /// The run to a goal that has just ended, which the next step back takes back.
    pub leap: Option<Leap>,
}

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
            knower: None,
            lanes: Lanes::default(),
            player: Schedule::InOrder,
            is_playing: false,
            chosen_runs: Vec::new(),
            leap: None,
        }
    }

    /// The moment that is looked at, as scenes need it.
    pub fn view(&self) -> View<'_> {
        View { hidden: self.lanes.hidden(), ..View::of(&self.history, self.terms) }
    }

    /// What the node that is asked can know, if one is asked.
    pub fn knowledge(&self) -> Option<Knowledge> {
        self.knower.map(|node| Knowledge::of(&self.history, node))
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
        let is_players = self.history.position() + 1 == self.history.line().len();
        let has_stepped = self.act(&event).is_ok();
        if is_players {
            // The player may have chosen what begins an older branch; what comes next is its choice all the same.
            self.history.leave_line();
        }
        has_stepped
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

    /// A message that is no longer in flight can't be selected.
    pub fn drop_stale_selection(&mut self) {
        if let Some(Target::Message(id)) = self.selection
            && self.history.world().packet(id).is_none()
        {
            self.selection = None;
        }
    }
}
