//! The nouns every construction shares: nodes, ballots, values, proposals.

use std::cmp::Ordering;
use std::fmt;
use std::rc::Rc;

/// A node's index in its cluster: proposers first, then acceptors, then learners.
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

/// How proposal numbers are compared and printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Numbering {
    /// Bare numbers `n` (Marshall, Example 1). Unique only as long as proposers draw from disjoint sets.
    Plain,
    /// Pairs `(n, proposer)`: the proposer breaks ties (Marshall, Example 2).
    Pairs,
}

impl Numbering {
    /// The order of two proposal numbers.
    pub fn compare(self, a: Ballot, b: Ballot) -> Ordering {
        match self {
            Numbering::Plain => a.round.cmp(&b.round),
            Numbering::Pairs => a.cmp(&b),
        }
    }

    /// The ballot with everything removed that this numbering does not tell apart.
    #[must_use]
    pub fn canonical(self, ballot: Ballot) -> Ballot {
        match self {
            Numbering::Plain => Ballot { round: ballot.round, proposer: NodeId(0) },
            Numbering::Pairs => ballot,
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
