//! The cluster and the options of single-decree Paxos.

use super::{Switch, Switches};
use crate::protocol::{Ballot, ConfigError, ConfigWarning, Member, NodeId, NodeSet, Numbering, Value};

/// A cluster of single-decree Paxos, and which of the decks' variants it runs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// Whether the roles are played by nodes of their own.
    pub layout: Layout,
    /// The proposers, 1 to 5; of servers, all.
    pub proposers: Vec<ProposerConfig>,
    /// The names of the acceptors, 1 to 9; of servers, the same as those of the proposers.
    pub acceptors: Vec<String>,
    /// The names of the learners, 0 to 3.
    pub learners: Vec<String>,
    /// How proposal numbers are compared.
    pub numbering: Numbering,
    /// Whether an acceptor answers what it refuses.
    pub rejections: Rejections,
    /// How learners find out.
    pub learning: Learning,
    /// Which value a proposer with a quorum of promises proposes.
    pub adoption: Adoption,
    /// How many promises open phase 2; `None` is a majority.
    pub promise_quorum: Option<u32>,
    /// How many acceptances choose; `None` is a majority.
    pub accept_quorum: Option<u32>,
    /// Which other rules are switched off.
    pub switches: Switches,
    /// Whether a proposer's accept and success are sent at once, without a step of their own.
    pub eager: bool,
}

/// One proposer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ProposerConfig {
    /// Its name on the page and in lessons.
    pub name: String,
    /// The value it wants, if somebody asked it for one.
    pub wants: Option<Value>,
    /// The number of its first proposal.
    pub first: u32,
}

/// Who plays the roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layout {
    /// Each node has one role (Marshall, Javed).
    Apart,
    /// Servers: each is proposer and acceptor at once, and writes to itself as to any other (Helwer).
    Together,
}

/// What an acceptor does with a prepare or an accept that it refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rejections {
    /// Nothing: the proposer must find out by itself (Marshall).
    Silent,
    /// It says so and tells its promise: an optimisation (Paxos Made Simple §2.2, last paragraphs).
    Answered,
}

/// How learners find out what was chosen (Paxos Made Simple §2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Learning {
    /// Acceptors answer the proposer; it tells the learners (Marshall, Example 1).
    ViaProposer,
    /// Every acceptor tells every learner, and the proposer that asked.
    Direct,
}

/// Which value a proposer with a quorum of promises proposes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Adoption {
    /// The value of the highest-numbered proposal reported, or its own if there is none (P2c).
    Highest,
    /// Always its own. Not Paxos: the deck of the failing attempts shows what this breaks.
    Own,
    /// Wrongly, the value of the report that came first.
    First,
    /// Wrongly, the value that most acceptors report; of equally many, the one that came first.
    MostFrequent,
}

impl Config {
    /// The largest number of proposers.
    pub const PROPOSERS_MAX: usize = 5;
    /// The largest number of acceptors.
    pub const ACCEPTORS_MAX: usize = 9;
    /// The largest first number of a proposer.
    pub const FIRST_MAX: u32 = 999_999;
    /// The largest number that a proposer may prepare with: far above what any run reaches, and far below overflow.
    pub const ROUND_MAX: u32 = 1_000_000_000;
    /// The largest number of learners.
    pub const LEARNERS_MAX: usize = 3;

    /// Servers that are proposer and acceptor at once; each wants a value, or none.
    pub fn servers(members: &[Member], adoption: Adoption) -> Self {
        let mut config = Config {
            layout: Layout::Together,
            proposers: Vec::new(),
            acceptors: Vec::new(),
            learners: Vec::new(),
            numbering: Numbering::Pairs,
            rejections: Rejections::Answered,
            learning: Learning::ViaProposer,
            adoption,
            promise_quorum: None,
            accept_quorum: None,
            switches: Switches::default(),
            eager: false,
        };
        config.set_servers(members);
        config
    }

    /// Replaces the servers.
    pub fn set_servers(&mut self, members: &[Member]) {
        let proposer = |member: &Member| ProposerConfig {
            name: member.name.clone(),
            wants: member.wants.clone(),
            first: 1,
        };
        self.proposers = members.iter().map(proposer).collect();
        self.acceptors = members.iter().map(|member| member.name.clone()).collect();
    }

    /// The servers with what they want.
    pub fn members(&self) -> Vec<Member> {
        let member = |p: &ProposerConfig| Member { name: p.name.clone(), wants: p.wants.clone() };
        self.proposers.iter().map(member).collect()
    }

    /// Checks the cluster: an error if it can't be built, else what is unwise about it.
    pub fn validate(&self) -> Result<Vec<ConfigWarning>, ConfigError> {
        self.check_sizes()?;
        self.check_words()?;
        let mut warnings = Vec::new();
        if !self.quorums_meet() {
            warnings.push(ConfigWarning::QuorumsDoNotMeet);
        }
        if self.numbering == Numbering::Plain && !self.sequences_are_disjoint() {
            warnings.push(ConfigWarning::NumbersNotUnique);
        }
        if self.adoption == Adoption::Own {
            warnings.push(ConfigWarning::NoAdoption);
        } else if self.adoption != Adoption::Highest {
            warnings.push(ConfigWarning::RuleOff("adoption"));
        }
        warnings.extend(self.switches.unsafe_ones().map(|switch| ConfigWarning::RuleOff(switch.key())));
        Ok(warnings)
    }

    fn check_sizes(&self) -> Result<(), ConfigError> {
        if self.layout == Layout::Together {
            Member::check(&self.members(), 1..=Self::ACCEPTORS_MAX)?;
        } else if !(1..=Self::PROPOSERS_MAX).contains(&self.proposers.len()) {
            return Err(ConfigError::Proposers(self.proposers.len()));
        }
        if !(1..=Self::ACCEPTORS_MAX).contains(&self.acceptors.len()) {
            return Err(ConfigError::Acceptors(self.acceptors.len()));
        }
        if self.learners.len() > Self::LEARNERS_MAX {
            return Err(ConfigError::Learners(self.learners.len()));
        }
        for quorum in [self.promise_quorum(), self.accept_quorum()] {
            if quorum == 0 || quorum > self.acceptor_count() {
                return Err(ConfigError::Quorum(quorum));
            }
        }
        Ok(())
    }

    fn check_words(&self) -> Result<(), ConfigError> {
        let names: crate::protocol::Set<&str> = self.names().collect();
        if names.len() != self.size() || names.contains("") {
            return Err(ConfigError::Names);
        }
        if self.proposers.iter().any(|p| !(1..=Self::FIRST_MAX).contains(&p.first)) {
            return Err(ConfigError::FirstNumber);
        }
        let sound = |value: &Value| (1..=Value::LENGTH_MAX).contains(&value.as_str().chars().count());
        if !self.proposers.iter().filter_map(|p| p.wants.as_ref()).all(sound) {
            return Err(ConfigError::Value);
        }
        Ok(())
    }

    fn sequences_are_disjoint(&self) -> bool {
        let residues: crate::protocol::Set<u32> =
            self.proposers.iter().map(|p| p.first % self.stride()).collect();
        residues.len() == self.proposers.len()
    }

    /// The number of nodes.
    pub fn size(&self) -> usize {
        self.first_acceptor() + self.acceptors.len() + self.learners.len()
    }

    /// The names of all nodes, by id.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let proposers = self.proposers.iter().map(|p| p.name.as_str()).take(self.first_acceptor());
        proposers
            .chain(self.acceptors.iter().map(String::as_str))
            .chain(self.learners.iter().map(String::as_str))
    }

    /// The id of the first acceptor: servers are acceptors from the first one on.
    fn first_acceptor(&self) -> usize {
        match self.layout {
            Layout::Apart => self.proposers.len(),
            Layout::Together => 0,
        }
    }

    /// The ids of the proposers.
    pub fn proposer_ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        ids(0, self.proposers.len())
    }

    /// The ids of the acceptors.
    pub fn acceptor_ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        ids(self.first_acceptor(), self.acceptors.len())
    }

    /// The ids of the learners.
    pub fn learner_ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        ids(self.first_acceptor() + self.acceptors.len(), self.learners.len())
    }

    /// How many acceptors there are.
    pub fn acceptor_count(&self) -> u32 {
        u32::try_from(self.acceptors.len()).expect("at most 9 acceptors")
    }

    /// How many promises open phase 2.
    pub fn promise_quorum(&self) -> u32 {
        self.promise_quorum.unwrap_or(self.acceptor_count() / 2 + 1)
    }

    /// How many acceptances of one proposal choose it.
    pub fn accept_quorum(&self) -> u32 {
        self.accept_quorum.unwrap_or(self.acceptor_count() / 2 + 1)
    }

    /// Whether every set that opens phase 2 has an acceptor in common with every set that chooses.
    pub fn quorums_meet(&self) -> bool {
        self.promise_quorum() + self.accept_quorum() > self.acceptor_count()
    }

    /// Whether these promises open phase 2.
    pub fn may_lead(&self, promises: NodeSet) -> bool {
        promises.len() >= self.promise_quorum()
    }

    /// Whether a rule is another than that of Paxos.
    pub fn is_off(&self, switch: Switch) -> bool {
        self.switches.is_off(switch)
    }

    /// Whether these acceptances of one proposal choose it.
    pub fn chooses(&self, acceptances: NodeSet) -> bool {
        acceptances.len() >= self.accept_quorum()
    }

    /// The distance between two numbers of one proposer: as many as there are proposers, so that proposers which
    /// start at neighbouring numbers never use the same one. A server, whose numbers are its own by its name, takes
    /// the next.
    pub fn stride(&self) -> u32 {
        match self.layout {
            Layout::Apart => u32::try_from(self.proposers.len()).expect("at most 5 proposers"),
            Layout::Together => 1,
        }
    }

    /// The proposer's smallest own number above `floor`; none if that would be above [`Config::ROUND_MAX`].
    pub fn next_round(&self, proposer: NodeId, floor: u32) -> Option<u32> {
        let first = self.proposers[proposer.index()].first;
        let next =
            if floor < first { first } else { first + ((floor - first) / self.stride() + 1) * self.stride() };
        (next <= Self::ROUND_MAX).then_some(next)
    }

    /// Whether number `a` is higher than `b`; every number is higher than none.
    pub fn is_above(&self, a: Ballot, b: Option<Ballot>) -> bool {
        b.is_none_or(|b| self.numbering.compare(a, b).is_gt())
    }
}

fn ids(start: usize, count: usize) -> impl Iterator<Item = NodeId> {
    let id = |index: usize| NodeId(u8::try_from(index).expect("at most 17 nodes"));
    (start..start + count).map(id)
}
