//! A run as it is carried: the cluster, and every event with the moment that it followed. Worlds are never carried:
//! whoever opens a run lets its events happen again, so that nothing can be smuggled in.

use crate::protocol::Set;
use crate::protocol::{Role, Setup};
use crate::sim::{Event, History, MomentId, NotEnabled, Schedule, Step, World};
use crate::text::Terms;
use std::rc::Rc;

/// A run with all its branches. Moments are numbered in the order of their creation: 0 is the start, and event `n`
/// of [`Run::events`], from 0, leads to moment `n + 1`.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// The cluster.
    pub setup: Rc<Setup>,
    /// Whose words are used.
    pub terms: Terms,
    /// Who chooses the next step, if that is carried.
    pub schedule: Option<Schedule>,
    /// What happened, each event with the moment after which it did: an earlier one.
    pub events: Vec<(MomentId, Event)>,
    /// The moments that somebody named.
    pub names: Vec<(MomentId, String)>,
    /// The moment that is looked at. It is on the path from the start to [`Run::end`].
    pub cursor: MomentId,
    /// The moment at the end of the line.
    pub end: MomentId,
}

/// Why a run can't have happened, or can't be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunError {
    /// The event that leads to this moment is not enabled after the moment before it.
    NotEnabled {
        /// The moment, which is also the number of the event, from 1.
        moment: u32,
        /// Why the event can't happen.
        why: NotEnabled,
    },
    /// This moment follows none that comes before it.
    Parent(u32),
    /// The event that leads to this moment stands there already after the same moment.
    Twice(u32),
    /// There is no such moment, or it is not on the line.
    Moment(u32),
    /// The run takes more memory than a page has: up to this moment it could be opened.
    TooLarge(u32),
}

/// The most that all worlds of a run may hold together: messages in flight, and notes in the ledger that a step
/// changed. A run made by hand has some millions; a file made to harm could ask for any amount.
const WEIGHT_MAX: usize = 16_000_000;

impl Run {
    /// The run of a history.
    pub fn of(history: &History, terms: Terms, schedule: Option<Schedule>) -> Self {
        let all = (0..u32::try_from(history.len()).expect("fewer than four billion moments")).map(MomentId);
        let all = all.filter(|&id| !history.glance(id).is_hidden);
        Self::carrying(history, all, terms, schedule)
    }

    /// The part of a history that its line is: one branch, from the start to the end of the line.
    pub fn of_line(history: &History, terms: Terms, schedule: Option<Schedule>) -> Self {
        Self::carrying(history, history.line().iter().copied(), terms, schedule)
    }

    /// Numbers these moments anew, in their order: the start comes first, and every moment after the one it follows.
    fn carrying(
        history: &History,
        moments: impl Iterator<Item = MomentId>,
        terms: Terms,
        schedule: Option<Schedule>,
    ) -> Self {
        let mut number: Vec<Option<MomentId>> = vec![None; history.len()];
        let mut events = Vec::new();
        for id in moments {
            let moment = history.moment(id);
            match (moment.parent, &moment.step) {
                (Some(parent), Some(step)) => {
                    // What follows a moment that is left out is left out too.
                    let Some(parent) = number[parent.index()] else { continue };
                    events.push((parent, step.event.clone()));
                }
                _ => debug_assert!(events.is_empty(), "only the start follows nothing"),
            }
            let count = u32::try_from(events.len()).expect("fewer than four billion moments");
            number[id.index()] = Some(MomentId(count));
        }
        let carried = |id: MomentId| number[id.index()];
        let end = history.line().last().copied().and_then(carried).unwrap_or(MomentId(0));
        Run {
            setup: Rc::clone(history.world().setup()),
            terms,
            schedule,
            events,
            names: history.names().filter_map(|(id, name)| Some((carried(id)?, name.to_owned()))).collect(),
            cursor: carried(history.cursor()).unwrap_or(end),
            end,
        }
    }

    /// The history of the run: every event happens again.
    pub fn history(&self) -> Result<History, RunError> {
        self.check_moments()?;
        let mut growing = Growing::new(&self.setup);
        for (parent, event) in &self.events {
            growing.grow(*parent, event)?;
        }
        let mut history = growing.history;
        for (id, name) in &self.names {
            history.load_name(*id, name);
        }
        history.travel(self.end);
        history.leave_line();
        history.travel(self.cursor);
        Ok(history)
    }

    /// The events from the start to the end of the line.
    pub fn line(&self) -> Result<Vec<&Event>, RunError> {
        self.check_moments()?;
        Ok(self.path().into_iter().map(|at| &self.events[at.index() - 1].1).collect())
    }

    /// Lets the events of the line happen, from the start, and shows the world and the step after each, as far as they
    /// can happen. Returns the start.
    pub(super) fn play(&self, mut show: impl FnMut(&World, &Step)) -> World {
        let start = World::new(Rc::clone(&self.setup));
        let mut world = start.clone();
        for event in self.line().unwrap_or_default() {
            let Ok(step) = world.apply(event) else { break };
            show(&world, &step);
        }
        start
    }

    /// Where on the line the cursor is; 0 is the start.
    pub fn position(&self) -> usize {
        self.path().iter().position(|&at| at == self.cursor).map_or(0, |index| index + 1)
    }

    /// The moments of the line after the start.
    fn path(&self) -> Vec<MomentId> {
        let mut path = Vec::new();
        let mut at = self.end;
        while at != MomentId(0) {
            path.push(at);
            at = self.events[at.index() - 1].0;
        }
        path.reverse();
        path
    }

    /// That the moments make a tree, and that those which are named are in it.
    pub(super) fn check_moments(&self) -> Result<(), RunError> {
        let mut seen = Set::default();
        for (moment, (parent, event)) in (1..).zip(&self.events) {
            if parent.0 >= moment {
                return Err(RunError::Parent(moment));
            }
            if !seen.insert((parent, event)) {
                return Err(RunError::Twice(moment));
            }
        }
        let named = self.names.iter().map(|(id, _)| *id);
        if let Some(strange) = named.chain([self.end, self.cursor]).find(|id| id.index() > self.events.len())
        {
            return Err(RunError::Moment(strange.0));
        }
        let is_on_line = self.cursor == MomentId(0) || self.path().contains(&self.cursor);
        if is_on_line { Ok(()) } else { Err(RunError::Moment(self.cursor.0)) }
    }
}

/// A history that grows event by event, and no larger than a page bears.
pub(super) struct Growing {
    history: History,
    weight: usize,
}

impl Growing {
    pub fn new(setup: &Rc<Setup>) -> Self {
        Growing { history: History::new(Rc::clone(setup)), weight: 0 }
    }

    /// The world at a moment.
    pub fn world(&self, moment: MomentId) -> &World {
        &self.history.moment(moment).world
    }

    /// Lets an event happen after a moment.
    pub fn grow(&mut self, parent: MomentId, event: &Event) -> Result<(), RunError> {
        let moment = u32::try_from(self.history.len()).unwrap_or(u32::MAX);
        let id = self.history.grow(parent, event).map_err(|why| RunError::NotEnabled { moment, why })?;
        self.weight += weight_of(self.world(parent), event, self.world(id));
        if self.weight > WEIGHT_MAX { Err(RunError::TooLarge(moment)) } else { Ok(()) }
    }
}

/// What a world adds to the memory that a history takes.
fn weight_of(before: &World, event: &Event, after: &World) -> usize {
    let ledger = after.ledger();
    let notes = ledger.acceptances.len() + ledger.led.len() + ledger.learned.len() + ledger.proposed.len();
    let shares_ledger = std::ptr::eq(before.ledger(), ledger);
    let received = event.message().and_then(|id| before.packet(id)).map(|packet| packet.to);
    let counts = received.is_some_and(|node| after.setup().role(node) == Role::Learner);
    after.in_flight().len() + if shares_ledger && !counts { 0 } else { notes }
}
