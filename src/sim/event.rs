//! Everything that can happen. A click, a lesson line, a link, a seeded schedule and the checker all produce these,
//! so whatever one of them did, every other can replay.

use crate::protocol::{Act, Link, NodeId, NodeSet, Timer, Value};

/// A message's number within its run: the first one sent is 0, a duplicate gets a number of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MsgId(pub u32);

/// The only way a world changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// A person or a client asks a node to propose a value.
    Request(NodeId, Value),
    /// A node takes a step of its own.
    Act(NodeId, Act),
    /// A message arrives. At a crashed node it is lost.
    Deliver(MsgId),
    /// A message is lost.
    Drop(MsgId),
    /// The network delivers a message twice: a copy of it joins it in flight.
    Duplicate(MsgId),
    /// A message is held back: schedules leave it alone until it is released or a person moves it.
    Hold(MsgId),
    /// A held message is as any other again.
    Release(MsgId),
    /// A node's timer fires.
    Fire(NodeId, Timer),
    /// A node crashes and forgets what is not on stable storage. Its messages stay in flight.
    Crash(NodeId),
    /// A crashed node starts again from its stable storage.
    Restart(NodeId),
    /// A link is cut: what is sent across it from now on is lost.
    Cut(Link),
    /// A cut link works again.
    Mend(Link),
    /// The nodes are split into groups: links between groups are cut, all others work.
    Partition(Vec<NodeSet>),
    /// All links work again.
    Heal,
}

impl Event {
    /// The message that the event moves, if it is about one.
    pub fn message(&self) -> Option<MsgId> {
        match self {
            Event::Deliver(id)
            | Event::Drop(id)
            | Event::Duplicate(id)
            | Event::Hold(id)
            | Event::Release(id) => Some(*id),
            _ => None,
        }
    }
}

/// Why an event can't happen now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotEnabled {
    /// The cluster has no such node.
    NoSuchNode,
    /// No such message is in flight.
    NoSuchMessage,
    /// The node is down.
    NodeIsDown,
    /// The node is up.
    NodeIsUp,
    /// The node's state does not allow this step.
    ActNotAllowed,
    /// The node takes no requests.
    TakesNoRequests,
    /// The value is empty or too long.
    BadValue,
    /// The node is asked for a vote, and this is none.
    NoVote,
    /// The timer is not set.
    TimerNotSet,
    /// These nodes exchange no messages.
    NoSuchLink,
    /// The link is cut already.
    LinkIsCut,
    /// The link is not cut.
    LinkIsWhole,
    /// No link is cut.
    NothingIsCut,
    /// The message is held already.
    IsHeld,
    /// The message is not held.
    IsNotHeld,
    /// The groups don't split the nodes: each node belongs to exactly one of at least two.
    BadGroups,
}

impl NotEnabled {
    /// The reason's key in the text catalogue.
    pub fn key(self) -> &'static str {
        match self {
            NotEnabled::NoSuchNode => "no-such-node",
            NotEnabled::NoSuchMessage => "no-such-message",
            NotEnabled::NodeIsDown => "node-is-down",
            NotEnabled::NodeIsUp => "node-is-up",
            NotEnabled::ActNotAllowed => "act-not-allowed",
            NotEnabled::TakesNoRequests => "takes-no-requests",
            NotEnabled::BadValue => "bad-value",
            NotEnabled::NoVote => "no-vote",
            NotEnabled::TimerNotSet => "timer-not-set",
            NotEnabled::NoSuchLink => "no-such-link",
            NotEnabled::LinkIsCut => "link-is-cut",
            NotEnabled::LinkIsWhole => "link-is-whole",
            NotEnabled::NothingIsCut => "nothing-is-cut",
            NotEnabled::IsHeld => "is-held",
            NotEnabled::IsNotHeld => "is-not-held",
            NotEnabled::BadGroups => "bad-groups",
        }
    }
}
