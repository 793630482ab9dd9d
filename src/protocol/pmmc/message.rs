//! What the nodes tell each other.

use super::Pvalues;
use crate::protocol::store::Store;
use crate::protocol::{Ballot, Content, Letter, Map, MessageKind, NodeId, Sequence, Value};

/// A command ⟨κ, cid, operation⟩: who waits for its result, its number among that client's commands, and what it is called.
/// (What the name stands for, the cluster's settings say.)
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Command {
    /// Its name, or an operation written out.
    pub value: Value,
    /// The client that waits for the result, and which of its commands this is, counted from 1. Nobody, if it was given to
    /// a replica by hand.
    pub asked_by: Option<(NodeId, u32)>,
}

impl Command {
    /// A command that nobody waits for.
    pub fn by_hand(value: Value) -> Self {
        Command { value, asked_by: None }
    }

    /// What fills a slot and does nothing.
    pub(super) fn nothing() -> Self {
        Command::by_hand(Value::new(Self::NOTHING))
    }

    /// Whether it does nothing.
    pub(super) fn is_nothing(&self) -> bool {
        self.value.as_str() == Self::NOTHING
    }

    const NOTHING: &str = "no-op";
}

/// What a replica has executed, for another one that has missed it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Snapshot {
    /// The next slot to be executed.
    pub slot_out: u32,
    /// What was executed.
    pub executed: Sequence,
    /// What that led to.
    pub store: Store,
    /// The last response to each client: the number of its command, and the result.
    pub answers: Map<NodeId, (u32, Value)>,
    /// From which slots on which configuration counts.
    pub configurations: Vec<(u32, u8)>,
}

/// What the nodes tell each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Message {
    /// ⟨request, c⟩: a client asks for a command.
    Request(Command),
    /// ⟨propose, s, c⟩: a replica proposes a command for a slot.
    Propose(u32, Command),
    /// ⟨p1a, b⟩: a scout asks to adopt a ballot.
    P1a(Ballot),
    /// ⟨p1b, b, accepted⟩: the ballot that the acceptor has adopted and what it has accepted; slots below the last number
    /// are executed everywhere and forgotten.
    P1b(Ballot, Pvalues, u32),
    /// ⟨p2a, ⟨b, s, c⟩⟩: a commander asks to accept a pvalue.
    P2a(Ballot, u32, Command),
    /// ⟨p2b, b⟩: the ballot that the acceptor has adopted, to the commander of a slot and of the ballot that comes last. (In the
    /// paper commanders are processes of their own; here a late answer must not be taken for one to a later commander.)
    P2b(Ballot, u32, Ballot),
    /// ⟨decision, s, c⟩.
    Decision(u32, Command),
    /// ⟨response, cid, result⟩, and the command.
    Response(Command, Value),
    /// A leader asks the one that preempted it whether it is still there.
    Ping,
    /// It is.
    Pong,
    /// A replica asks another one for what has been executed from this slot on.
    CatchUp(u32),
    /// The answer.
    State(Box<Snapshot>),
    /// A replica has executed all slots below this one.
    Executed(u32),
    /// All replicas have: nothing below this slot is needed any more.
    Collect(u32),
}

impl Letter for Message {
    fn kind(&self) -> MessageKind {
        match self {
            Message::Request(_) => MessageKind::Request,
            Message::Propose(..) => MessageKind::Propose,
            Message::P1a(_) => MessageKind::Prepare,
            Message::P1b(..) => MessageKind::Promise,
            Message::P2a(..) => MessageKind::Accept,
            Message::P2b(..) => MessageKind::Accepted,
            Message::Decision(..) => MessageKind::Success,
            Message::Response(..) => MessageKind::Reply,
            Message::Ping => MessageKind::Heartbeat,
            Message::Pong => MessageKind::Ack,
            Message::CatchUp(_) => MessageKind::Inquire,
            Message::State(_) => MessageKind::State,
            Message::Executed(_) => MessageKind::Learn,
            Message::Collect(_) => MessageKind::Collect,
        }
    }

    fn content(&self) -> Content<'_> {
        match self {
            Message::Request(command) => Content::Command(&command.value),
            Message::Propose(slot, command) | Message::Decision(slot, command) => {
                Content::Entry(*slot, &command.value)
            }
            Message::P1a(ballot) => Content::Number(*ballot),
            Message::P1b(ballot, accepted, _) => {
                let votes = accepted.iter();
                let reports = votes.map(|(slot, vote)| (slot, vote.ballot, &vote.command.value));
                Content::Reports(*ballot, reports.collect())
            }
            Message::P2a(ballot, slot, command) => Content::Order(*ballot, &command.value, Some(*slot)),
            Message::P2b(ballot, slot, _) => Content::Answered(*ballot, *slot),
            Message::Response(command, result) => Content::Result(&command.value, result),
            Message::Ping | Message::Pong => Content::Nothing,
            Message::CatchUp(slot) | Message::Executed(slot) | Message::Collect(slot) => Content::Slot(*slot),
            Message::State(snapshot) => Content::Slot(snapshot.slot_out),
        }
    }
}
