//! The attempts before Paxos that have no proposal numbers: Andrew Helwer's deck, slides 10 to 12. Each is real, and
//! each fails; lessons show how.
//!
//! A server is proposer and acceptor at once and writes to itself as to any other. The attempts differ in what an
//! acceptor does with a second value, and in whether a proposer looks first:
//!
//! 1. acceptors keep the first value that they receive;
//! 2. acceptors take every value that they receive;
//! 3. as 2, but a proposer first asks a majority whether anything has been accepted.
//!
//! Attempt #4 brings numbers, and with them single-decree Paxos: [`super::synod`], played by servers.

mod cluster;
mod rule;
mod server;

pub use rule::Rule;
pub use server::Server;

use super::{Content, Letter, Member, MessageKind, Proposal, Value};

/// A cluster of an attempt.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// Which attempt it is.
    pub attempt: Attempt,
    /// The servers, 2 to 9.
    pub servers: Vec<Member>,
}

/// Which attempt it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attempt {
    /// One round; acceptors keep the first value (#1).
    First,
    /// One round; acceptors take every value (#2).
    Every,
    /// Two rounds; proposers look first (#3).
    Check,
}

/// What the servers of an attempt tell each other. Proposals have no numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Message {
    /// Have you accepted a value?
    Check,
    /// The answer to that.
    Found(Option<Value>),
    /// Accept this.
    Accept(Proposal),
    /// Accepted.
    Accepted(Proposal),
}

impl Letter for Message {
    fn kind(&self) -> MessageKind {
        match self {
            Message::Check => MessageKind::Check,
            Message::Found(_) => MessageKind::Found,
            Message::Accept(_) => MessageKind::Accept,
            Message::Accepted(_) => MessageKind::Accepted,
        }
    }

    fn content(&self) -> Content<'_> {
        match self {
            Message::Check => Content::Nothing,
            Message::Found(value) => Content::Found(value.as_ref()),
            Message::Accept(proposal) | Message::Accepted(proposal) => Content::Proposal(proposal),
        }
    }
}
