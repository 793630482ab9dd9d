//! The moments of a history, kept so that a long one can be copied at once: every action of a person makes a new
//! state of the page, and with it a copy of the history.

use super::history::{Moment, MomentId};
use super::{Event, Step};
use crate::protocol::MessageKind;
use std::rc::Rc;

/// How many moments share a chunk: what a step copies, against what a copy of the whole counts.
const CHUNK: usize = 64;

/// The moments of a history.
#[derive(Clone, Debug)]
pub(super) struct Moments {
    /// All full but the last.
    chunks: Vec<Rc<Vec<Moment>>>,
    glances: Vec<Glance>,
}

/// What there is to know of a moment without looking at it. Glances lie side by side, so that a scrubber over ten
/// thousand steps touches twenty kilobytes and not ten thousand worlds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Glance {
    /// What led to the moment.
    pub mark: Mark,
    /// Whether more than one moment follows it.
    pub forks: bool,
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
        Moments { chunks: vec![Rc::new(vec![start])], glances: vec![Glance::default()] }
    }

    pub(super) fn len(&self) -> usize {
        self.glances.len()
    }

    pub(super) fn get(&self, id: MomentId) -> &Moment {
        &self.chunks[id.index() / CHUNK][id.index() % CHUNK]
    }

    pub(super) fn glance(&self, id: MomentId) -> Glance {
        self.glances[id.index()]
    }

    /// Adds a moment, which becomes the last child of its parent.
    pub(super) fn push(&mut self, moment: Moment) {
        let id = MomentId(u32::try_from(self.len()).expect("fewer than four billion moments"));
        let mark = moment.step.as_deref().map_or(Mark::Act, Mark::of);
        if let Some(parent) = moment.parent {
            let siblings =
                &mut Rc::make_mut(&mut self.chunks[parent.index() / CHUNK])[parent.index() % CHUNK].children;
            siblings.push(id);
            self.glances[parent.index()].forks = siblings.len() > 1;
        }
        match self.chunks.last_mut() {
            Some(last) if last.len() < CHUNK => Rc::make_mut(last).push(moment),
            _ => self.chunks.push(Rc::new(vec![moment])),
        }
        self.glances.push(Glance { mark, forks: false });
    }
}
