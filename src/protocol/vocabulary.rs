//! The words by which everyone outside a construction speaks of it: kinds of messages, steps, timers, facts.

use super::{Ballot, NodeId, NodeState, Proposal, Sequence, Value};

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
    /// Asks whether a value has been accepted (Helwer, attempt #3).
    Check,
    /// Answers that.
    Found,
    /// Asks whether everybody can commit (three-phase commit). In two-phase commit that is `Prepare`.
    CanCommit,
    /// A vote on that, yes or no.
    Vote,
    /// Tells that everybody has voted yes (three-phase commit).
    PreCommit,
    /// Acknowledges that.
    Ack,
    /// Tells that the decision is to commit.
    Commit,
    /// Tells that the decision is to abort.
    Abort,
    /// Asks for the state that somebody is in, who may know the decision.
    Inquire,
    /// Answers that.
    State,
    /// Says that the sender is alive.
    Heartbeat,
    /// Passes a client's command on to the node that numbers it.
    Forward,
    /// Tells an entry of the log.
    Learn,
    /// A client asks for something.
    Request,
    /// A server tells a client its state.
    Reply,
    /// A replica proposes a command for a slot of the log.
    Propose,
    /// Says what is needed no more.
    Collect,
}

impl MessageKind {
    /// Every kind, in the order of the phases.
    pub const ALL: [MessageKind; 23] = [
        MessageKind::Prepare,
        MessageKind::Promise,
        MessageKind::Accept,
        MessageKind::Accepted,
        MessageKind::Success,
        MessageKind::Reject,
        MessageKind::Check,
        MessageKind::Found,
        MessageKind::CanCommit,
        MessageKind::Vote,
        MessageKind::PreCommit,
        MessageKind::Ack,
        MessageKind::Commit,
        MessageKind::Abort,
        MessageKind::Inquire,
        MessageKind::State,
        MessageKind::Heartbeat,
        MessageKind::Forward,
        MessageKind::Learn,
        MessageKind::Request,
        MessageKind::Reply,
        MessageKind::Propose,
        MessageKind::Collect,
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
            MessageKind::Check => "check",
            MessageKind::Found => "found",
            MessageKind::CanCommit => "can-commit",
            MessageKind::Vote => "vote",
            MessageKind::PreCommit => "pre-commit",
            MessageKind::Ack => "ack",
            MessageKind::Commit => "commit",
            MessageKind::Abort => "abort",
            MessageKind::Inquire => "inquire",
            MessageKind::State => "state",
            MessageKind::Heartbeat => "heartbeat",
            MessageKind::Forward => "forward",
            MessageKind::Learn => "learn",
            MessageKind::Request => "request",
            MessageKind::Reply => "reply",
            MessageKind::Propose => "propose",
            MessageKind::Collect => "collect",
        }
    }

    /// Whether it answers a proposer, whose message it then is about.
    pub fn is_answer(self) -> bool {
        matches!(
            self,
            MessageKind::Promise
                | MessageKind::Accepted
                | MessageKind::Reject
                | MessageKind::Found
                | MessageKind::Vote
                | MessageKind::Ack
                | MessageKind::State
        )
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
    /// A proposer asks whether a value has been accepted.
    SendCheck,
    /// A coordinator asks everybody to vote.
    Begin,
    /// A coordinator tells everybody that it has decided to commit.
    SendCommit,
    /// A coordinator tells everybody that it has decided to abort.
    SendAbort,
    /// A client sends its next request.
    Ask,
    /// A leader orders one of the requests that it may order now, by its place among them.
    Propose {
        /// The place, counted from 0.
        place: u32,
    },
    /// A new leader sends again what was reported to it, by the place in what it has to.
    Resend {
        /// The place, counted from 0.
        place: u32,
    },
    /// A server executes one of the requests that it may execute now, by its place among them.
    Execute {
        /// The place, counted from 0.
        place: u32,
    },
    /// A server sends one of the replies that it owes, by its place among them.
    Reply {
        /// The place, counted from 0.
        place: u32,
    },
}

/// A timer that a node may have running.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Timer {
    /// A proposer loses patience and prepares again with a higher number.
    Retry,
    /// A node has waited too long for what it needs next. Whether it has really failed to come, nobody can tell.
    Timeout,
    /// A process's clock has gone on by T: it sends its heartbeat.
    Heartbeat,
    /// A leader has waited too long for a learn.
    Retransmit,
    /// A failure detector says that somebody has failed. It may be wrong.
    Detector,
}

impl Timer {
    /// Every timer.
    pub const ALL: [Timer; 5] =
        [Timer::Retry, Timer::Timeout, Timer::Heartbeat, Timer::Retransmit, Timer::Detector];

    /// The timer with this key.
    pub fn named(key: &str) -> Option<Timer> {
        Timer::ALL.into_iter().find(|timer| timer.key() == key)
    }

    /// The timer's key in the text catalogue and in lessons.
    pub fn key(self) -> &'static str {
        match self {
            Timer::Retry => "retry",
            Timer::Timeout => "timeout",
            Timer::Heartbeat => "heartbeat",
            Timer::Retransmit => "retransmit",
            Timer::Detector => "detector",
        }
    }
}

/// How far a proposer is with its proposal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// It has no proposal under way.
    #[default]
    Idle,
    /// Phase 1: it collects promises, or answers to its check.
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
    /// A state that somebody is in.
    State(NodeState),
    /// What a server has executed, and which server.
    Told((Sequence, NodeId)),
}
