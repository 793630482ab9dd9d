//! The words by which everyone outside a construction speaks of it: kinds of messages, steps, timers, fields, facts.

use super::{Ballot, NodeId, Proposal, Value};

/// The kind of a message. The interface knows kinds, never one construction's message types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MessageKind {
    /// Phase 1a: asks for a promise.
    Prepare,
    /// Phase 1b: gives it. Marshall's deck says "ready".
    Promise,
    /// Phase 2a: asks to accept a proposal.
    Accept,
    /// Phase 2b: says that it was accepted.
    Accepted,
    /// Tells a learner what was chosen.
    Success,
    /// Says that a prepare or an accept came too late.
    Reject,
}

impl MessageKind {
    /// Every kind, in the order of the phases.
    pub const ALL: [MessageKind; 6] = [
        MessageKind::Prepare,
        MessageKind::Promise,
        MessageKind::Accept,
        MessageKind::Accepted,
        MessageKind::Success,
        MessageKind::Reject,
    ];

    /// The kind's key in the text catalogue, in styles and in lessons.
    pub fn key(self) -> &'static str {
        match self {
            MessageKind::Prepare => "prepare",
            MessageKind::Promise => "promise",
            MessageKind::Accept => "accept",
            MessageKind::Accepted => "accepted",
            MessageKind::Success => "success",
            MessageKind::Reject => "reject",
        }
    }
}

/// A step that a node takes by itself, when its state allows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// A proposer opens phase 1 with this number.
    Prepare {
        /// The number, higher than any it used before.
        round: u32,
    },
    /// A proposer with a quorum of promises opens phase 2.
    SendAccept,
    /// A proposer that knows its proposal is chosen tells the learners.
    SendSuccess,
}

/// A timer that a node may have running.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Timer {
    /// A proposer loses patience and prepares again with a higher number.
    Retry,
}

impl Timer {
    /// The timer's key in the text catalogue and in lessons.
    pub fn key(self) -> &'static str {
        match self {
            Timer::Retry => "retry",
        }
    }
}

/// One named piece of a node's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Which piece it is.
    pub key: FieldKey,
    /// What it holds.
    pub value: FieldValue,
    /// Whether it is on stable storage and survives a crash.
    pub stable: bool,
}

/// The names of the pieces of state. A lesson shows each by its deck's own name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldKey {
    /// The value that a proposer wants chosen.
    Wants,
    /// The last proposal number that a proposer used.
    Number,
    /// How far a proposer is.
    Phase,
    /// The promises that a proposer holds.
    Promises,
    /// The highest-numbered accepted proposal among those promises.
    Reported,
    /// The value that a proposer asked acceptors to accept.
    Proposing,
    /// The acceptances that a proposer has heard of.
    Acceptances,
    /// The highest number that an acceptor promised.
    Promised,
    /// The last proposal that an acceptor accepted.
    Accepted,
    /// What a learner heard so far.
    Votes,
    /// The value that a learner learned.
    Learned,
}

impl FieldKey {
    /// Every field name.
    pub const ALL: [FieldKey; 11] = [
        FieldKey::Wants,
        FieldKey::Number,
        FieldKey::Phase,
        FieldKey::Promises,
        FieldKey::Reported,
        FieldKey::Proposing,
        FieldKey::Acceptances,
        FieldKey::Promised,
        FieldKey::Accepted,
        FieldKey::Votes,
        FieldKey::Learned,
    ];

    /// The field's key in the text catalogue.
    pub fn key(self) -> &'static str {
        match self {
            FieldKey::Wants => "wants",
            FieldKey::Number => "number",
            FieldKey::Phase => "phase",
            FieldKey::Promises => "promises",
            FieldKey::Reported => "reported",
            FieldKey::Proposing => "proposing",
            FieldKey::Acceptances => "acceptances",
            FieldKey::Promised => "promised",
            FieldKey::Accepted => "accepted",
            FieldKey::Votes => "votes",
            FieldKey::Learned => "learned",
        }
    }
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldValue {
    /// A proposal number, if any.
    Ballot(Option<Ballot>),
    /// A proposal, if any.
    Proposal(Option<Proposal>),
    /// A value, if any.
    Value(Option<Value>),
    /// How many of how many, and how many are needed.
    Count(Count),
    /// How far a proposer is.
    Phase(Phase),
    /// Counted proposals: who said so for each.
    Tally(Vec<(Proposal, Count)>),
}

/// Answers counted towards a quorum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Answers so far.
    pub have: u32,
    /// The quorum.
    pub need: u32,
    /// How many could answer.
    pub of: u32,
}

/// How far a proposer is with its proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// It has no proposal under way.
    Idle,
    /// Phase 1: it collects promises.
    Preparing,
    /// Phase 2: it collects acceptances.
    Accepting,
    /// It knows that its proposal is chosen.
    Chosen,
}

impl Phase {
    /// The phase's key in the text catalogue.
    pub fn key(self) -> &'static str {
        match self {
            Phase::Idle => "idle",
            Phase::Preparing => "preparing",
            Phase::Accepting => "accepting",
            Phase::Chosen => "chosen",
        }
    }
}

/// Something that a rule's sentence mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// A proposal number.
    Ballot(Ballot),
    /// A proposal.
    Proposal(Proposal),
    /// A value.
    Value(Value),
    /// A number of answers.
    Count(u32),
    /// A node.
    Node(NodeId),
}
