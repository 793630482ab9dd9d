//! The rules of the election; a leader that drives Paxos also applies those of single-decree Paxos.

use crate::protocol::{Cited, Fact, synod};

/// A rule that a handler applied.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// A rule of the election.
    Election(ElectionRule),
    /// A rule of single-decree Paxos.
    Paxos(synod::Rule),
}

impl Rule {
    /// The keys of the election's own rules.
    pub const KEYS: &'static [&'static str] = ElectionRule::KEYS;
}

impl From<ElectionRule> for Rule {
    fn from(rule: ElectionRule) -> Self {
        Rule::Election(rule)
    }
}

impl From<synod::Rule> for Rule {
    fn from(rule: synod::Rule) -> Self {
        Rule::Paxos(rule)
    }
}

impl Cited for Rule {
    fn key(&self) -> &'static str {
        match self {
            Rule::Election(rule) => rule.key(),
            Rule::Paxos(rule) => rule.key(),
        }
    }

    fn facts(&self) -> Vec<(&'static str, Fact)> {
        match self {
            Rule::Election(rule) => rule.facts(),
            Rule::Paxos(rule) => rule.facts(),
        }
    }
}

/// The rules by themselves.
pub use own::Rule as ElectionRule;

mod own {
    use crate::protocol::NodeId;

    rules! {
        /// A process starts, for the first time or after a crash, and sends its first heartbeat.
        FirstBeat {} = "first-beat";
        /// A tick of a process that does not lead: it has heard no higher one for so many ticks.
        Beat { silence: Count(u32), need: Count(u32) } = "beat";
        /// A tick of a leader.
        BeatAsLeader {} = "beat-as-leader";
        /// After 2T of silence from above, a process considers itself leader.
        Elect { silence: Count(u32) } = "elect";
        /// A process hears a higher one, and begins to count anew.
        HearHigher { from: Node(NodeId) } = "hear-higher";
        /// A leader hears a higher process.
        StepDown { from: Node(NodeId) } = "step-down";
        /// A heartbeat from a lower process.
        HearLower { from: Node(NodeId) } = "hear-lower";
    }
}
