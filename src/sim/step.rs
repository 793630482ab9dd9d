//! What one event did to the world.

use super::{Event, Packet};
use crate::protocol::{NodeId, Rule};
use std::rc::Rc;

/// What one event did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The event.
    pub event: Event,
    /// The rules that nodes applied, in order.
    pub rules: Vec<(NodeId, Rule)>,
    /// The messages that are in flight because of it.
    pub sent: Vec<Rc<Packet>>,
    /// The messages that were sent across a cut link, and so lost at once.
    pub lost: Vec<Rc<Packet>>,
    /// The message that it took out of flight.
    pub consumed: Option<Rc<Packet>>,
    /// What the network or a crash made of it, where no rule of a node did.
    pub notice: Option<Notice>,
    /// How many proposals it made chosen.
    pub chosen: usize,
}

impl Step {
    /// A step of which nothing has come yet.
    pub(super) fn of(event: Event) -> Self {
        Step {
            event,
            rules: Vec::new(),
            sent: Vec::new(),
            lost: Vec::new(),
            consumed: None,
            notice: None,
            chosen: 0,
        }
    }
}

/// What happened without any node's rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The message reached a crashed node and was lost.
    LostAtCrashedNode,
    /// A message was dropped by the network.
    Dropped,
    /// A message was duplicated.
    Duplicated,
    /// A message is held back.
    Held,
    /// A held message was released.
    Released,
    /// A node crashed.
    Crashed,
    /// A node restarted.
    Restarted,
    /// A link was cut.
    Cut,
    /// A link was mended.
    Mended,
    /// The network was split.
    Partitioned,
    /// All links were mended.
    Healed,
}
