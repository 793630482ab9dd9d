//! The list of constructions, and what is asked of whichever one runs.

use super::{
    Cluster, Link, Node, NodeId, NodeSet, Numbering, Quorums, Role, attempts, bank, commit, election, ladder,
    pmmc, synod,
};

/// A cluster: which construction runs, with which nodes and options.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Setup {
    /// Single-decree Paxos, with roles apart or with servers that play all of them.
    Synod(synod::Config),
    /// The attempts before Paxos that have no numbers.
    Attempt(attempts::Config),
    /// Two-phase or three-phase commit.
    Commit(commit::Config),
    /// Leader election by heartbeats.
    Election(election::Config),
    /// A replicated bank account.
    Bank(bank::Config),
    /// A rung of the ladder from one server to Multi-Paxos.
    Ladder(ladder::Config),
    /// Paxos Made Moderately Complex: replicas, leaders, acceptors.
    Pmmc(pmmc::Config),
}

impl Setup {
    /// The keys of all constructions, as lessons and links name them.
    pub const KEYS: [&'static str; 30] = [
        "synod",
        "attempt-1",
        "attempt-2",
        "attempt-3",
        "attempt-4",
        "attempt-4-continued",
        "two-phase-commit",
        "three-phase-commit",
        "election",
        "bank",
        "single-server",
        "two-servers",
        "send-accept",
        "sequence-numbers",
        "discard",
        "buffer",
        "retransmit",
        "retrans-accept",
        "single-server-rule",
        "wait-for-learn",
        "wait-for-learn-3",
        "leader-names",
        "round-numbers",
        "leader-change",
        "five-servers",
        "all-to-all-learn",
        "await-commit",
        "multi-paxos",
        "paxos",
        "pmmc",
    ];

    /// The cluster of a construction that stands for it where nobody says otherwise.
    pub fn usual(key: &str) -> Option<Setup> {
        attempts::Config::usual(key)
            .map(Setup::Attempt)
            .or_else(|| synod::Config::usual(key).map(Setup::Synod))
            .or_else(|| commit::Config::usual(key).map(Setup::Commit))
            .or_else(|| election::Config::usual(key).map(Setup::Election))
            .or_else(|| bank::Config::usual(key).map(Setup::Bank))
            .or_else(|| ladder::Config::usual(key).map(Setup::Ladder))
            .or_else(|| pmmc::Config::usual(key).map(Setup::Pmmc))
    }

    /// What everyone may ask about the cluster.
    pub fn cluster(&self) -> &dyn Cluster {
        match self {
            Setup::Synod(config) => config,
            Setup::Attempt(config) => config,
            Setup::Commit(config) => config,
            Setup::Election(config) => config,
            Setup::Bank(config) => config,
            Setup::Ladder(config) => config,
            Setup::Pmmc(config) => config,
        }
    }

    /// The cluster, to be changed.
    pub fn cluster_mut(&mut self) -> &mut dyn Cluster {
        match self {
            Setup::Synod(config) => config,
            Setup::Attempt(config) => config,
            Setup::Commit(config) => config,
            Setup::Election(config) => config,
            Setup::Bank(config) => config,
            Setup::Ladder(config) => config,
            Setup::Pmmc(config) => config,
        }
    }

    /// The nodes at the start of a run, by id.
    pub fn start(&self) -> Vec<Node> {
        match self {
            Setup::Synod(config) => synod::Node::start(config).into_iter().map(Node::Synod).collect(),
            Setup::Attempt(config) => {
                attempts::Server::start(config).into_iter().map(Node::Attempt).collect()
            }
            Setup::Commit(config) => commit::Node::start(config).into_iter().map(Node::Commit).collect(),
            Setup::Election(config) => {
                election::Process::start(config).into_iter().map(Node::Election).collect()
            }
            Setup::Bank(config) => bank::Replica::start(config).into_iter().map(Node::Bank).collect(),
            Setup::Ladder(config) => ladder::Node::start(config).into_iter().map(Node::Ladder).collect(),
            Setup::Pmmc(config) => pmmc::Node::start(config).into_iter().map(Node::Pmmc).collect(),
        }
    }

    /// The settings of single-decree Paxos with roles apart, if that is what runs. Its addresses, links and files are
    /// older than the settings in words that all others have, and shorter.
    pub fn apart(&self) -> Option<&synod::Config> {
        match self {
            Setup::Synod(config) if config.layout == synod::Layout::Apart => Some(config),
            _ => None,
        }
    }

    /// This construction's key.
    pub fn key(&self) -> &'static str {
        self.cluster().key()
    }

    /// The nodes between which a network can be split: all but clients.
    pub fn splittable(&self) -> impl Iterator<Item = NodeId> {
        self.nodes().filter(|&node| self.role(node) != Role::Client)
    }

    /// How many nodes there are.
    pub fn size(&self) -> usize {
        self.cluster().size()
    }

    /// All nodes by id.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..u8::try_from(self.size()).expect("at most 32 nodes")).map(NodeId)
    }

    /// A node's name.
    pub fn name(&self, node: NodeId) -> &str {
        self.cluster().name(node)
    }

    /// The node with this name.
    pub fn node_named(&self, name: &str) -> Option<NodeId> {
        self.nodes().find(|&node| self.name(node) == name)
    }

    /// What a node is for.
    pub fn role(&self, node: NodeId) -> Role {
        self.cluster().role(node)
    }

    /// The nodes of a role.
    pub fn with_role(&self, role: Role) -> impl Iterator<Item = NodeId> {
        self.nodes().filter(move |&node| self.role(node) == role)
    }

    /// The nodes that may propose something.
    pub fn proposers(&self) -> impl Iterator<Item = NodeId> {
        self.nodes().filter(move |&node| self.cluster().owns_numbers(node))
    }

    /// The pairs of nodes that exchange messages, in ascending order.
    pub fn links(&self) -> Vec<Link> {
        let cluster = self.cluster();
        let pair =
            |low: NodeId| self.nodes().filter(move |&high| low < high).map(move |high| Link { low, high });
        self.nodes().flat_map(pair).filter(|link| cluster.talk(link.low, link.high)).collect()
    }

    /// How proposal numbers are compared and printed.
    pub fn numbering(&self) -> Numbering {
        self.cluster().numbering()
    }

    /// How many answers count; none where nothing is voted on.
    pub fn quorums(&self) -> Option<Quorums> {
        self.cluster().quorums()
    }

    /// Whether these nodes, having accepted one proposal, choose it.
    pub fn chooses(&self, acceptances: NodeSet) -> bool {
        self.quorums().is_some_and(|quorums| acceptances.len() >= quorums.accept)
    }

    /// Whether steps of a node's own that follow from its state are taken at once.
    pub fn is_eager(&self) -> bool {
        self.cluster().is_eager()
    }
}
