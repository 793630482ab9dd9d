//! Whose turn it is, and which round: what schedules that go by turns need to know of the past. A world carries it,
//! so that such a schedule is a pure function of the world and can be taken up at any moment.

use super::{Event, MsgId};
use crate::protocol::NodeId;

/// Whose turn it is, and which round. It follows from the events alone, whoever chose them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Turn {
    /// The node that took the last step: by itself, by a timer, or because a message reached it.
    pub last: Option<NodeId>,
    /// How many rounds have begun.
    pub round: u32,
    /// Messages with smaller numbers were in flight when the round began.
    pub round_end: MsgId,
}

impl Turn {
    /// Notes an event before it happens: to whom a delivered message goes, and the number of the next message.
    pub fn note(&mut self, event: &Event, receiver: Option<NodeId>, next: MsgId) {
        match event {
            Event::Act(node, _) | Event::Fire(node, _) => self.last = Some(*node),
            Event::Deliver(id) => {
                self.last = receiver;
                // The first delivery of what was sent in one round begins the next.
                if *id >= self.round_end {
                    self.round += 1;
                    self.round_end = next;
                }
            }
            _ => {}
        }
    }
}
