//! Leader election by heartbeats: Andrew Helwer's deck, slide 8.
//!
//! Processes are numbered from 1 to n. Each sends a heartbeat to every other one every T seconds; one that has heard
//! nothing from any higher-numbered process for 2T considers itself leader. T is a timer here, [`Timer::Heartbeat`]:
//! whoever lets it fire decides how the clocks of the processes run, and nothing keeps them in step.
//!
//! The deck says when a process becomes leader, and not when it stops. That it steps down when it hears a higher one is
//! implied; so is that it forgets its leadership in a crash. At the start nobody leads for 2T.
//!
//! Two may lead at once. What leaders then do must bear that, and single-decree Paxos does: with [`Drives::Paxos`] the
//! processes are its servers, and a leader proposes.
//!
//! [`Timer::Heartbeat`]: super::Timer::Heartbeat

mod cluster;
mod process;
mod rule;

pub use process::Process;
pub use rule::{ElectionRule, Rule};

use super::{Content, Letter, MessageKind, synod};

/// A cluster of processes that elect a leader.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// What the leader is for.
    pub drives: Drives,
    /// The processes, 2 to 9, as servers of single-decree Paxos; a process is higher than all before it.
    pub paxos: synod::Config,
}

/// What the leader is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Drives {
    /// Nothing: only the election is looked at.
    Nothing,
    /// The leader is the proposer of single-decree Paxos.
    Paxos,
}

/// After so many ticks, 2T, without a word from any higher process, a process considers itself leader.
pub const SILENCE_MAX: u32 = 2;

/// What the processes tell each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Message {
    /// The sender is alive.
    Heartbeat,
    /// What servers of single-decree Paxos say.
    Paxos(synod::Message),
}

impl From<synod::Message> for Message {
    fn from(message: synod::Message) -> Self {
        Message::Paxos(message)
    }
}

impl Letter for Message {
    fn kind(&self) -> MessageKind {
        match self {
            Message::Heartbeat => MessageKind::Heartbeat,
            Message::Paxos(message) => message.kind(),
        }
    }

    fn content(&self) -> Content<'_> {
        match self {
            Message::Heartbeat => Content::Nothing,
            Message::Paxos(message) => message.content(),
        }
    }
}
