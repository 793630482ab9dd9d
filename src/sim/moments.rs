//! The moments of a history, kept so that a long one can be copied at once: every action of a person makes a new
//! state of the page, and with it a copy of the history.

use super::history::{Moment, MomentId};
use super::{Event, Step};
use crate::protocol::{Chunks, MessageKind};

/// How many moments share a chunk: what a step copies, against what a copy of the whole counts.
const CHUNK: usize = 64;

/// The moments of a history.
#[derive(Clone, Debug)]
pub(super) struct Moments {
    list: Chunks<Moment, CHUNK>,
    glances: Vec<Glance>,
    /// The moment before each; the start is its own.
    parents: Vec<MomentId>,
}

/// What there is to know of a moment without looking at it. Glances lie side by side, so that a scrubber over ten
/// thousand steps touches fifty kilobytes and not ten thousand worlds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Glance {
    /// What led to the moment.
    pub mark: Mark,
    /// Whether more than one moment follows it.
    pub forks: bool,
    /// Whether any moment follows it.
    pub goes_on: bool,
    /// Whether it belongs to a branch that was deleted.
    pub is_hidden: bool,
}

/// What a step looks like from afar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// A node's own step, or none at all.
    #[default]
    Act,
    /// A message of this kind arrived.
    Arrival(MessageKind),
    /// Something failed: a message was lost, a node crashed, a link was cut.
    Fault,
    /// A proposal became chosen.
    Chosen,
}

impl Mark {
    /// The mark of a step.
    pub fn of(step: &Step) -> Self {
        match (&step.event, &step.consumed) {
            _ if step.chosen > 0 => Mark::Chosen,
            (Event::Drop(_) | Event::Crash(_) | Event::Cut(_) | Event::Partition(_), _) => Mark::Fault,
            (Event::Deliver(_), Some(packet)) => Mark::Arrival(packet.message.kind()),
            _ => Mark::Act,
        }
    }

    /// The mark's key in styles.
    pub fn key(self) -> &'static str {
        match self {
            Mark::Act => "act",
            Mark::Arrival(kind) => kind.key(),
            Mark::Fault => "fault",
            Mark::Chosen => "chosen",
        }
    }
}

impl Moments {
    /// The start, and nothing after it.
    pub(super) fn new(start: Moment) -> Self {
        let mut list = Chunks::default();
        list.push(start);
        Moments { list, glances: vec![Glance::default()], parents: vec![MomentId(0)] }
    }

    pub(super) fn len(&self) -> usize {
        self.glances.len()
    }

    pub(super) fn get(&self, id: MomentId) -> &Moment {
        self.list.get(id.index()).expect("a moment of this history")
    }

    pub(super) fn glance(&self, id: MomentId) -> Glance {
        self.glances[id.index()]
    }

    /// The moment before; none at the start.
    pub(super) fn parent(&self, id: MomentId) -> Option<MomentId> {
        (id != MomentId(0)).then(|| self.parents[id.index()])
    }

    /// The moments at which nothing follows, in order.
    pub(super) fn leaves(&self) -> impl Iterator<Item = MomentId> {
        let ids = (0..).map(MomentId).zip(&self.glances);
        ids.filter(|(_, glance)| !glance.goes_on && !glance.is_hidden).map(|(id, _)| id)
    }

    /// Adds a moment, which becomes the last child of its parent.
    pub(super) fn push(&mut self, moment: Moment) {
        let id = MomentId(u32::try_from(self.len()).expect("fewer than four billion moments"));
        let mark = moment.step.as_deref().map_or(Mark::Act, Mark::of);
        if let Some(parent) = moment.parent {
            self.change_children(parent, |children| children.push(id));
        }
        self.parents.push(moment.parent.unwrap_or_default());
        self.list.push(moment);
        self.glances.push(Glance { mark, ..Glance::default() });
    }

    /// Takes a moment off its parent's children, and returns which of them it was. It must not be hidden yet.
    pub(super) fn hide(&mut self, id: MomentId) -> usize {
        let parent = self.parents[id.index()];
        let index = self.get(parent).children.iter().position(|&child| child == id);
        let index = index.expect("what is not hidden is among its parent's children");
        self.change_children(parent, |children| {
            children.remove(index);
        });
        self.mark_hidden(id, true);
        index
    }

    /// Puts a moment that was hidden back among its parent's children.
    pub(super) fn show(&mut self, id: MomentId, index: usize) {
        let parent = self.parents[id.index()];
        self.change_children(parent, |children| children.insert(index.min(children.len()), id));
        self.mark_hidden(id, false);
    }

    fn change_children(&mut self, parent: MomentId, change: impl FnOnce(&mut Vec<MomentId>)) {
        let children = &mut self.list.get_mut(parent.index()).expect("a moment of this history").children;
        change(children);
        let glance = &mut self.glances[parent.index()];
        (glance.forks, glance.goes_on) = (children.len() > 1, !children.is_empty());
    }

    /// Marks a moment and what follows it. A branch of it that was deleted before stays so: it is no child any more.
    fn mark_hidden(&mut self, id: MomentId, is_hidden: bool) {
        let mut rest = vec![id];
        while let Some(id) = rest.pop() {
            self.glances[id.index()].is_hidden = is_hidden;
            rest.extend_from_slice(&self.get(id).children);
        }
    }
}
