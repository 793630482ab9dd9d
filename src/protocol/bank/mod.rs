//! A bank account whose balance is replicated: Andrew Helwer's deck, slides 3 and 6.
//!
//! Every replica is the same deterministic state machine: it starts with the same balance and executes commands, and a
//! withdrawal beyond the balance is refused by all of them alike. So replicas that execute the same commands in the same
//! order have the same balance. The order is that of a log, whose entries are numbered from 0.
//!
//! Who numbers the entries? In a real bank the replicas must agree on every entry even if some of them fail, and that is
//! what Paxos is for, one run of it for each entry. Here the first replica numbers them by itself: the log is taken for
//! granted, and what is shown is what it is good for. While that replica is down nothing is numbered, and an entry that a
//! replica misses stays missing.
//!
//! With [`Order::Arrival`] the replicas execute what reaches them as it comes, and don't look at the numbers: not the
//! deck's rule, but the one that it is there to replace.

mod cluster;
mod command;
mod replica;
mod rule;

pub use command::Command;
pub use replica::Replica;
pub use rule::Rule;

use super::{Content, Letter, MessageKind, Value};

/// A cluster of replicas of an account.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// How many replicas there are, 2 to 9. They are called R1, R2 and so on; the first one numbers the commands.
    pub replicas: usize,
    /// What is on the account at the start, in dollars.
    pub balance: u32,
    /// In which order replicas execute commands.
    pub order: Order,
}

/// In which order replicas execute commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// By their numbers in the log; one that is missing is waited for.
    Log,
    /// As they arrive. Not the deck's rule: replicas diverge.
    Arrival,
}

/// What the replicas tell each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Message {
    /// A client asked the sender for this: give it a number.
    Forward(Value),
    /// The log has this command at this place, counted from 0.
    Learn(u32, Value),
}

impl Letter for Message {
    fn kind(&self) -> MessageKind {
        match self {
            Message::Forward(_) => MessageKind::Forward,
            Message::Learn(..) => MessageKind::Learn,
        }
    }

    fn content(&self) -> Content<'_> {
        match self {
            Message::Forward(command) => Content::Command(command),
            Message::Learn(index, command) => Content::Entry(*index, command),
        }
    }
}
