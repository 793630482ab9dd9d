//! What clients and servers tell each other.

use super::Accepted;
use crate::protocol::{Ballot, Content, Letter, MessageKind, NodeId, Sequence, Slots, Value};

/// What a client asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Request {
    /// The request itself, which no other request equals.
    pub value: Value,
    /// Who waits for the reply; nobody if it was given to a server by hand.
    pub client: Option<NodeId>,
}

/// What clients and servers tell each other. The round is [`Ballot::UNNUMBERED`] where leaders are not told apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Message {
    /// A client asks for something.
    Request(Request),
    /// The state of a server after it has executed what the client asked for.
    Reply(Sequence, NodeId),
    /// ⟨Acc, rnd, m, seqno⟩: the leader of a round orders a request.
    Accept(Ballot, Request, u32),
    /// ⟨Lrn, rnd, m⟩: a server has accepted that. (Phase 2b, not the act of a learner.)
    Learn(Ballot, Request, u32),
    /// ⟨Cmt, rnd, m⟩: the leader has executed that.
    Commit(Ballot, Request, u32),
    /// ⟨Prep, rnd⟩: a server takes over.
    Prepare(Ballot),
    /// ⟨Prom, rnd, (vrnd, vval)⟩: another one promises to obey it, and tells what it has accepted and how far it has
    /// executed, if promises do.
    Promise(Ballot, Option<(Slots<Accepted>, u32)>),
}

impl Message {
    /// What a promise tells by sequence number: in which round, and which request.
    fn reported(&self) -> Vec<(u32, Ballot, &Value)> {
        match self {
            Message::Promise(_, Some((accepted, _))) => {
                accepted.iter().map(|(slot, entry)| (slot, entry.round, &entry.request.value)).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl Letter for Message {
    fn kind(&self) -> MessageKind {
        match self {
            Message::Request(_) => MessageKind::Request,
            Message::Reply(..) => MessageKind::Reply,
            Message::Accept(..) => MessageKind::Accept,
            Message::Learn(..) => MessageKind::Accepted,
            Message::Commit(..) => MessageKind::Commit,
            Message::Prepare(_) => MessageKind::Prepare,
            Message::Promise(..) => MessageKind::Promise,
        }
    }

    fn content(&self) -> Content<'_> {
        match self {
            Message::Request(request) => Content::Command(&request.value),
            Message::Reply(state, server) => Content::Sequence(state, *server),
            // Where accepts have no sequence numbers it is 0.
            Message::Accept(round, request, slot) => {
                Content::Order(*round, &request.value, Some(*slot).filter(|slot| *slot > 0))
            }
            Message::Learn(round, request, _) | Message::Commit(round, request, _) => {
                Content::Order(*round, &request.value, None)
            }
            Message::Prepare(round) | Message::Promise(round, None) => Content::Number(*round),
            Message::Promise(round, Some(_)) => Content::Reports(*round, self.reported()),
        }
    }
}
