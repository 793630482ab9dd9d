//! What a run has cost so far: messages between servers, and round trips that a leader began.

use crate::protocol::{Effects, MessageKind, NodeId, Role, Setup};

/// What a run has cost so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Costs {
    /// Messages between servers. What clients send and are told is not among them, since every protocol needs that.
    pub messages: u32,
    /// How often somebody asked the others for promises: one round trip each.
    pub prepares: u32,
    /// How often somebody asked the others to accept something: one round trip each. What is sent again is another one.
    pub accepts: u32,
    /// How often somebody had to wait for stable storage.
    pub writes: u32,
}

impl Costs {
    /// Adds what a node sent in one go.
    pub(super) fn add(&mut self, setup: &Setup, from: NodeId, effects: &Effects) {
        self.writes += effects.writes;
        if effects.sends.is_empty() || setup.role(from) == Role::Client {
            return;
        }
        let mut kinds = effects.sends.iter().filter(|(to, _)| setup.role(*to) != Role::Client);
        let Some((_, first)) = kinds.next() else { return };
        self.messages += 1 + u32::try_from(kinds.count()).unwrap_or(u32::MAX);
        match first.kind() {
            MessageKind::Prepare => self.prepares += 1,
            MessageKind::Accept => self.accepts += 1,
            _ => {}
        }
    }

    /// How many round trips a leader began.
    pub fn round_trips(self) -> u32 {
        self.prepares + self.accepts
    }
}
