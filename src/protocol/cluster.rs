//! What everyone outside a construction asks about one of its clusters.

use super::settings::{self, SettingError};
use super::{NodeId, NodeSet, Numbering, Role, Value};

/// A cluster of one construction: its nodes, who talks to whom, what counts as a quorum, and its settings.
pub trait Cluster {
    /// The construction's key, as lessons and addresses name it.
    fn key(&self) -> &'static str;
    /// How many nodes there are.
    fn size(&self) -> usize;
    /// A node's name.
    fn name(&self, node: NodeId) -> &str;
    /// What a node is for.
    fn role(&self, node: NodeId) -> Role;
    /// Whether a node has numbers of its own, and with them a colour.
    fn owns_numbers(&self, node: NodeId) -> bool {
        self.role(node).proposes()
    }
    /// The roles, in the order in which their columns stand; one role alone stands in a ring.
    fn roles(&self) -> Vec<Role>;
    /// Whether these two nodes exchange messages.
    fn talk(&self, a: NodeId, b: NodeId) -> bool;
    /// How proposal numbers are compared.
    fn numbering(&self) -> Numbering;
    /// How many answers count; none where nothing is voted on.
    fn quorums(&self) -> Option<Quorums>;
    /// Whether steps of a node's own that follow from its state are taken at once.
    fn is_eager(&self) -> bool {
        false
    }
    /// Whether an acceptor keeps for ever what it accepted first.
    fn votes_once(&self) -> bool {
        false
    }
    /// Whether nodes elect a leader.
    fn elects(&self) -> bool {
        false
    }
    /// The values that nodes are set up to want, in the order of the palette.
    fn values(&self) -> Vec<&Value> {
        Vec::new()
    }
    /// Checks the cluster: an error if it can't be built, else what is unwise about it.
    fn validate(&self) -> Result<Vec<ConfigWarning>, ConfigError>;
    /// Every setting with its value in words: those of the form in which [`Cluster::set`] reads them.
    fn settings(&self) -> Vec<(&'static str, String)>;
    /// The settings that have to be told, so that [`Cluster::set`] makes the same cluster of the usual one.
    fn telling_settings(&self) -> Vec<(&'static str, String)> {
        self.settings()
    }
    /// The rules that can be switched off, with their present words. Of [`Cluster::options`] the first is as it should be.
    /// [`Cluster::settings`] has only those that are not.
    fn rules(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
    /// Sets something. The result may still be a cluster that can't be built.
    fn set(&mut self, key: &str, value: &str) -> Result<(), SettingError>;
    /// The values that a setting can have, if they are few.
    fn options(&self, key: &str) -> &'static [&'static str] {
        if key == "eager" { &settings::NO_YES } else { &[] }
    }
}

/// How many answers of how many count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quorums {
    /// How many promises open phase 2.
    pub promise: u32,
    /// How many acceptances of one proposal choose it.
    pub accept: u32,
    /// Who votes.
    pub voters: NodeSet,
}

impl Quorums {
    /// Majorities of these voters.
    pub fn majority(voters: NodeSet) -> Self {
        let need = voters.len() / 2 + 1;
        Quorums { promise: need, accept: need, voters }
    }

    /// Whether every set that opens phase 2 has a node in common with every set that chooses.
    pub fn meet(&self) -> bool {
        self.promise + self.accept > self.voters.len()
    }
}

/// A pair of nodes that exchange messages, in ascending order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link {
    /// The node with the smaller id.
    pub low: NodeId,
    /// The node with the larger id.
    pub high: NodeId,
}

impl Link {
    /// The link between two nodes, whichever comes first.
    pub fn new(a: NodeId, b: NodeId) -> Self {
        Link { low: a.min(b), high: a.max(b) }
    }
}

/// Why a cluster can't be built.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConfigError {
    /// Not 1 to 5 proposers.
    Proposers(usize),
    /// Not 1 to 9 acceptors.
    Acceptors(usize),
    /// More than 3 learners.
    Learners(usize),
    /// Not 2 to 9 servers, or whatever the construction calls its nodes.
    Members(usize),
    /// A quorum of no acceptor, or of more than there are.
    Quorum(u32),
    /// Two nodes have the same name, or one has none.
    Names,
    /// A first proposal number that is 0 or too high.
    FirstNumber,
    /// A value that is empty or longer than [`Value::LENGTH_MAX`].
    Value,
    /// This setting makes no sense as long as the others are as they are.
    Switches(&'static str),
}

/// What is allowed, but unsafe or surprising: shown where the cluster is set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConfigWarning {
    /// A promise quorum and an accept quorum may have no acceptor in common.
    QuorumsDoNotMeet,
    /// Bare numbers, and two proposers may use the same one.
    NumbersNotUnique,
    /// Proposers don't adopt what was accepted.
    NoAdoption,
    /// The rule with this key is switched off, and Paxos needs it.
    RuleOff(&'static str),
}
