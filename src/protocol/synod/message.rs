//! What the nodes of single-decree Paxos tell each other (Paxos Made Simple §2.2, §2.3).

use crate::protocol::{Ballot, Content, Letter, MessageKind, Proposal};

/// A message of single-decree Paxos.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Message {
    /// Phase 1a: promise not to accept anything below this number, and tell what you accepted.
    Prepare(Ballot),
    /// Phase 1b: the promise, with the highest-numbered proposal that the sender accepted, if any.
    Promise(Ballot, Option<Proposal>),
    /// Phase 2a: accept this proposal.
    Accept(Proposal),
    /// Phase 2b: accepted.
    Accepted(Proposal),
    /// This proposal is chosen.
    Success(Proposal),
    /// The number in question is too low: the sender has promised the second one.
    Reject(Ballot, Ballot),
}

impl Letter for Message {
    fn kind(&self) -> MessageKind {
        match self {
            Message::Prepare(_) => MessageKind::Prepare,
            Message::Promise(..) => MessageKind::Promise,
            Message::Accept(_) => MessageKind::Accept,
            Message::Accepted(_) => MessageKind::Accepted,
            Message::Success(_) => MessageKind::Success,
            Message::Reject(..) => MessageKind::Reject,
        }
    }

    fn content(&self) -> Content<'_> {
        match self {
            Message::Prepare(ballot) => Content::Number(*ballot),
            Message::Promise(ballot, accepted) => Content::Report(*ballot, accepted.as_ref()),
            Message::Accept(proposal) | Message::Accepted(proposal) | Message::Success(proposal) => {
                Content::Proposal(proposal)
            }
            Message::Reject(ballot, promised) => Content::Refusal(*ballot, *promised),
        }
    }
}
