//! The tree of moments. Acting in the past adds a branch; stepping back loses nothing.

use super::moments::{Glance, Moments};
use super::undo::{Actions, Entry};
use super::{Event, NotEnabled, Step, World};
use crate::protocol::Setup;
use std::rc::Rc;

/// A moment's number in its history, in the order of creation; the start is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MomentId(pub u32);

impl MomentId {
    /// The number as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A world, and how it came to be.
#[derive(Clone, Debug)]
pub struct Moment {
    /// The moment before; none at the start.
    pub parent: Option<MomentId>,
    /// What led here from the moment before; none at the start.
    pub step: Option<Rc<Step>>,
    /// The world.
    pub world: Rc<World>,
    /// The moments that follow, in the order in which they were first reached. Deleted ones are left out.
    pub children: Vec<MomentId>,
}

/// All moments that were reached, and the one that is looked at.
///
/// The *line* is the path from the start through the cursor to the end of the branch that was last followed: what
/// step, back and the scrubber move along.
#[derive(Clone, Debug)]
pub struct History {
    pub(super) moments: Moments,
    line: Vec<MomentId>,
    position: usize,
    pub(super) actions: Actions,
    /// By moment, in ascending order. Few are ever named.
    pub(super) names: Rc<Vec<(MomentId, Rc<str>)>>,
}

impl History {
    /// The history of a run that starts now.
    pub fn new(setup: Rc<Setup>) -> Self {
        Self::from_world(World::new(setup))
    }

    /// A history that starts at this world.
    pub fn from_world(world: World) -> Self {
        let start = Moment { parent: None, step: None, world: Rc::new(world), children: Vec::new() };
        History {
            moments: Moments::new(start),
            line: vec![MomentId(0)],
            position: 0,
            actions: Actions::default(),
            names: Rc::default(),
        }
    }

    /// The moment that is looked at.
    pub fn cursor(&self) -> MomentId {
        self.line[self.position]
    }

    /// A moment.
    pub fn moment(&self, id: MomentId) -> &Moment {
        self.moments.get(id)
    }

    /// The moment that is looked at.
    pub fn current(&self) -> &Moment {
        self.moment(self.cursor())
    }

    /// The world that is looked at.
    pub fn world(&self) -> &Rc<World> {
        &self.current().world
    }

    /// What there is to know of a moment without looking at it.
    pub fn glance(&self, id: MomentId) -> Glance {
        self.moments.glance(id)
    }

    /// The moments of the line, from the start.
    pub fn line(&self) -> &[MomentId] {
        &self.line
    }

    /// Where on the line the cursor is; 0 is the start.
    pub fn position(&self) -> usize {
        self.position
    }

    /// How many moments there are in all branches, deleted ones included.
    pub fn len(&self) -> usize {
        self.moments.len()
    }

    /// Whether nothing has happened yet.
    pub fn is_empty(&self) -> bool {
        self.moments.len() == 1
    }

    /// The places on the line at which other branches leave it, with how many do.
    pub fn forks(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let is_last = |at: usize| at + 1 == self.line.len();
        let may_fork = move |(at, id): &(usize, &MomentId)| is_last(*at) || self.glance(**id).forks;
        self.line.iter().enumerate().filter(may_fork).filter_map(move |(at, id)| {
            let others = self.moment(*id).children.len() - usize::from(!is_last(at));
            (others > 0).then_some((at, others))
        })
    }

    /// Lets an event happen after the cursor's moment, and goes there. The same event again follows the branch that
    /// exists; another one starts a branch of its own.
    pub fn act(&mut self, event: &Event) -> Result<MomentId, NotEnabled> {
        let cursor = self.cursor();
        if let Some(known) = self.child_by(cursor, event) {
            self.follow(known);
            return Ok(known);
        }
        let id = self.grow(cursor, event)?;
        self.line.truncate(self.position + 1);
        self.line.push(id);
        self.position += 1;
        Ok(id)
    }

    /// Adds the moment to which an event leads after another one; the line and the cursor stay as they are. For trees
    /// that were written down: whoever reads one sees to it that no event stands twice after one moment.
    pub fn grow(&mut self, parent: MomentId, event: &Event) -> Result<MomentId, NotEnabled> {
        let (world, step) = self.moment(parent).world.step(event)?;
        let id = MomentId(u32::try_from(self.moments.len()).expect("fewer than four billion moments"));
        let moment = Moment {
            parent: Some(parent),
            step: Some(Rc::new(step)),
            world: Rc::new(world),
            children: Vec::new(),
        };
        self.moments.push(moment);
        Ok(id)
    }

    fn child_by(&self, parent: MomentId, event: &Event) -> Option<MomentId> {
        let is_it = |id: &&MomentId| self.moment(**id).step.as_ref().is_some_and(|step| step.event == *event);
        self.moment(parent).children.iter().find(is_it).copied()
    }

    fn follow(&mut self, child: MomentId) {
        if self.line.get(self.position + 1) == Some(&child) {
            self.position += 1;
        } else {
            self.travel(child);
        }
    }

    /// Goes to a place on the line; past its end means to the end.
    pub fn seek(&mut self, position: usize) {
        self.position = position.min(self.line.len() - 1);
    }

    /// Goes to any moment. If it is not on the line, the line becomes the one through it. What is deleted can't be
    /// gone to.
    pub fn travel(&mut self, id: MomentId) {
        if self.glance(id).is_hidden {
            return;
        }
        if self.is_on_line(id) {
            self.position = self.depth(id);
        } else {
            let mut line = vec![id];
            let mut at = id;
            while let Some(parent) = self.moments.parent(at) {
                line.push(parent);
                at = parent;
            }
            line.reverse();
            self.position = line.len() - 1;
            self.line = line;
            self.extend_line();
        }
    }

    /// Takes the line on from its end along the branch that was started first.
    fn extend_line(&mut self) {
        let mut at = *self.line.last().expect("the start is always there");
        while let Some(&child) = self.moment(at).children.first() {
            self.line.push(child);
            at = child;
        }
    }

    /// After the branches at a moment have changed: the line leaves what is deleted and goes on where it can.
    pub(super) fn mend_line(&mut self, fork: MomentId) {
        let last = *self.line.last().expect("the start is always there");
        if self.glance(last).is_hidden {
            self.line.truncate(self.depth(fork) + 1);
            self.position = self.position.min(self.line.len() - 1);
            self.extend_line();
        } else if last == fork {
            self.extend_line();
        }
    }

    /// Ends the line at the cursor. What followed stays in the tree.
    pub fn leave_line(&mut self) {
        self.line.truncate(self.position + 1);
    }

    /// A history of only what led to the cursor, with the names that moments have on the way.
    #[must_use]
    pub fn until_cursor(&self) -> History {
        let mut history = History::from_world(World::clone(&self.moment(self.line[0]).world));
        for event in self.events() {
            history.act(event).expect("what happened once can happen again");
        }
        let on_way = self.names().filter(|(id, _)| self.is_on_line(*id) && self.depth(*id) <= self.position);
        let names = on_way.map(|(id, name)| (history.line[self.depth(id)], Rc::from(name)));
        history.names = Rc::new(names.collect());
        history
    }

    /// Remembers where the cursor is, so that [`History::undo`] returns here. Called before a person's action.
    pub fn remember(&mut self) {
        self.actions.note(self.cursor(), None);
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.actions.undo.is_empty()
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        !self.actions.redo.is_empty()
    }

    /// Takes the last action back: returns to where the cursor was before it, undeletes, takes names back.
    pub fn undo(&mut self) {
        if let Some(entry) = self.actions.undo.pop() {
            let inverse = self.revert(&entry);
            self.actions.redo.push(inverse);
        }
    }

    /// Takes the last undo back.
    pub fn redo(&mut self) {
        if let Some(entry) = self.actions.redo.pop() {
            let inverse = self.revert(&entry);
            self.actions.undo.push(inverse);
        }
    }

    fn revert(&mut self, entry: &Entry) -> Entry {
        let cursor = self.cursor();
        let change = entry.change.as_ref().map(|change| Rc::new(self.apply(change)));
        self.travel(entry.cursor);
        Entry { cursor, change }
    }

    /// The events that led from the start to the cursor.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.line[1..=self.position]
            .iter()
            .filter_map(|&id| self.moment(id).step.as_ref().map(|step| &step.event))
    }
}
