//! The nouns every construction shares: nodes, ballots, values, proposals.

use std::cmp::Ordering;
use std::fmt;
use std::rc::Rc;

/// A node's index in its cluster. Where roles are apart, proposers come first, then acceptors, then learners.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u8);

impl NodeId {
    /// The index as a `usize`, for slices of nodes.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// What a node is for. A construction may give one node several of these duties; the role names the main one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Sends prepare and accept (Paxos Made Simple §2.2).
    Proposer,
    /// Promises and accepts (§2.2).
    Acceptor,
    /// Finds out which value was chosen (§2.3).
    Learner,
    /// A server that plays every part: proposer and acceptor at once.
    Server,
    /// Asks everybody to vote, and decides (Gray).
    Coordinator,
    /// Votes, and does what is decided.
    Participant,
    /// A copy of a state machine: executes commands in the order of a log.
    Replica,
    /// Gets elected and proposes commands for the slots of a log.
    Leader,
    /// Asks servers for something and is told their state. Networks are cut between servers, never from clients.
    Client,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 9] = [
        Role::Proposer,
        Role::Acceptor,
        Role::Learner,
        Role::Server,
        Role::Coordinator,
        Role::Participant,
        Role::Replica,
        Role::Leader,
        Role::Client,
    ];

    /// The role's key in the text catalogue, behind `role-`, and in styles.
    pub fn key(self) -> &'static str {
        match self {
            Role::Proposer => "proposer",
            Role::Acceptor => "acceptor",
            Role::Learner => "learner",
            Role::Server => "server",
            Role::Coordinator => "coordinator",
            Role::Participant => "participant",
            Role::Replica => "replica",
            Role::Leader => "leader",
            Role::Client => "client",
        }
    }

    /// The nodes of this role together, as variables of traces are called.
    pub fn plural(self) -> &'static str {
        match self {
            Role::Proposer => "proposers",
            Role::Acceptor => "acceptors",
            Role::Learner => "learners",
            Role::Server => "servers",
            Role::Coordinator => "coordinators",
            Role::Participant => "participants",
            Role::Replica => "replicas",
            Role::Leader => "leaders",
            Role::Client => "clients",
        }
    }

    /// Whether a node of this role proposes something, and so has a colour of its own.
    pub fn proposes(self) -> bool {
        matches!(self, Role::Proposer | Role::Server | Role::Coordinator | Role::Replica | Role::Leader)
    }
}

/// A set of nodes, at most 32.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeSet(pub u32);

impl NodeSet {
    /// Adds a node; true if it was not in the set before.
    pub fn insert(&mut self, node: NodeId) -> bool {
        let before = self.0;
        self.0 |= 1 << node.0;
        self.0 != before
    }

    /// Removes a node.
    pub fn remove(&mut self, node: NodeId) {
        self.0 &= !(1 << node.0);
    }

    /// Whether the node is in the set.
    pub fn contains(self, node: NodeId) -> bool {
        self.0 & (1 << node.0) != 0
    }

    /// How many nodes are in the set.
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether no node is in the set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The nodes that are in both sets.
    #[must_use]
    pub fn intersection(self, other: NodeSet) -> NodeSet {
        NodeSet(self.0 & other.0)
    }

    /// The nodes of the set in ascending order.
    pub fn iter(self) -> impl Iterator<Item = NodeId> {
        (0..32).map(NodeId).filter(move |&node| self.contains(node))
    }
}

impl FromIterator<NodeId> for NodeSet {
    fn from_iter<I: IntoIterator<Item = NodeId>>(nodes: I) -> Self {
        let mut set = NodeSet::default();
        for node in nodes {
            set.insert(node);
        }
        set
    }
}

/// A proposal's number, with the proposer that issued it.
///
/// The derived order is by round, then proposer; whether the proposer counts is the construction's choice
/// ([`Numbering`]), so handlers compare through it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ballot {
    /// The number itself: the 8 of `(8,A)`.
    pub round: u32,
    /// The proposer that issued it: the A of `(8,A)`.
    pub proposer: NodeId,
}

impl Ballot {
    /// What stands in for the number where proposals have none.
    pub const UNNUMBERED: Ballot = Ballot { round: 0, proposer: NodeId(0) };
}

/// How proposal numbers are compared and printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Numbering {
    /// Bare numbers `n` (Marshall, Example 1). Unique only as long as proposers draw from disjoint sets.
    Plain,
    /// Pairs `(n, proposer)`: the proposer breaks ties (Marshall, Example 2).
    Pairs,
    /// The proposer's name alone, and proposers are ranked: a proposer has but one number (Meling, slides 55 to 60).
    Named,
    /// Proposals have no numbers at all (Helwer's first three attempts): two are the same if their values are.
    Unnumbered,
}

impl Numbering {
    /// The order of two proposal numbers.
    pub fn compare(self, a: Ballot, b: Ballot) -> Ordering {
        match self {
            Numbering::Plain => a.round.cmp(&b.round),
            Numbering::Pairs | Numbering::Named => a.cmp(&b),
            Numbering::Unnumbered => Ordering::Equal,
        }
    }

    /// The ballot with everything removed that this numbering does not tell apart.
    #[must_use]
    pub fn canonical(self, ballot: Ballot) -> Ballot {
        match self {
            Numbering::Plain => Ballot { round: ballot.round, proposer: NodeId(0) },
            Numbering::Pairs | Numbering::Named => ballot,
            Numbering::Unnumbered => Ballot::UNNUMBERED,
        }
    }
}

/// A value to be chosen, as short text. Cloning shares the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Value(Rc<str>);

impl Value {
    /// The longest value, in characters: a label must still fit on the stage.
    pub const LENGTH_MAX: usize = 24;

    /// A value with this text.
    pub fn new(text: &str) -> Self {
        Value(Rc::from(text))
    }

    /// The text of the value.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A numbered value: what is accepted, and what is chosen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Proposal {
    /// The proposal's number.
    pub ballot: Ballot,
    /// The proposal's value.
    pub value: Value,
}
