//! The rules: every construction as a pure, deterministic state machine.
//!
//! This file alone lists the constructions. World, history, lessons and the interface use its enums and stay
//! concrete; a construction's author implements [`Replica`]. Nothing here imports another room, reads a clock or
//! draws a random number.

mod ids;
mod replica;
mod sorted;
pub mod synod;
mod vocabulary;

pub use ids::{Ballot, NodeId, NodeSet, Numbering, Proposal, Role, Value};
pub use replica::{Observation, Out, Replica, TimerChange};
pub use sorted::{Map, Set};
pub use vocabulary::{Act, Count, Fact, Field, FieldKey, FieldValue, MessageKind, Phase, Timer};

/// A cluster: which construction runs, with which nodes and options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Setup {
    /// Single-decree Paxos.
    Synod(synod::Config),
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

impl Setup {
    /// The keys of all constructions, as lessons and links name them.
    pub const KEYS: [&'static str; 1] = ["synod"];

    /// This construction's key.
    pub fn key(&self) -> &'static str {
        match self {
            Setup::Synod(_) => "synod",
        }
    }

    /// How many nodes there are.
    pub fn size(&self) -> usize {
        match self {
            Setup::Synod(config) => config.size(),
        }
    }

    /// All nodes by id.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..u8::try_from(self.size()).expect("at most 17 nodes")).map(NodeId)
    }

    /// A node's name.
    pub fn name(&self, node: NodeId) -> &str {
        match self {
            Setup::Synod(config) => config.names().nth(node.index()).expect("a node of this cluster"),
        }
    }

    /// The node with this name.
    pub fn node_named(&self, name: &str) -> Option<NodeId> {
        self.nodes().find(|&node| self.name(node) == name)
    }

    /// What a node is for.
    pub fn role(&self, node: NodeId) -> Role {
        match self {
            Setup::Synod(config) => {
                let index = node.index();
                let learners = config.proposers.len() + config.acceptors.len();
                match index {
                    _ if index < config.proposers.len() => Role::Proposer,
                    _ if index < learners => Role::Acceptor,
                    _ => Role::Learner,
                }
            }
        }
    }

    /// The nodes of a role.
    pub fn with_role(&self, role: Role) -> impl Iterator<Item = NodeId> {
        self.nodes().filter(move |&node| self.role(node) == role)
    }

    /// The pairs of nodes that exchange messages, in ascending order.
    pub fn links(&self) -> Vec<Link> {
        let Setup::Synod(config) = self;
        let to_learners = match config.learning {
            synod::Learning::ViaProposer => Role::Proposer,
            synod::Learning::Direct => Role::Acceptor,
        };
        let mut links: Vec<Link> = Vec::new();
        for low in self.nodes() {
            for high in self.nodes().filter(|&high| low < high) {
                match (self.role(low), self.role(high)) {
                    (Role::Proposer, Role::Acceptor) => links.push(Link { low, high }),
                    (role, Role::Learner) if role == to_learners => links.push(Link { low, high }),
                    _ => {}
                }
            }
        }
        links
    }

    /// How proposal numbers are compared and printed.
    pub fn numbering(&self) -> Numbering {
        let Setup::Synod(config) = self;
        config.numbering
    }

    /// Whether these nodes, having accepted one proposal, choose it.
    pub fn chooses(&self, acceptances: NodeSet) -> bool {
        let Setup::Synod(config) = self;
        config.chooses(acceptances)
    }

    /// Whether steps of a node's own that follow from its state are taken at once.
    pub fn is_eager(&self) -> bool {
        let Setup::Synod(config) = self;
        config.eager
    }

    /// The nodes at the start of a run, by id.
    pub fn start(&self) -> Vec<Node> {
        let Setup::Synod(config) = self;
        synod::Node::start(config).into_iter().map(Node::Synod).collect()
    }
}

/// A node of whichever construction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A node of single-decree Paxos.
    Synod(synod::Node),
}

/// A message of whichever construction.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Message {
    /// A message of single-decree Paxos.
    Synod(synod::Message),
}

impl Message {
    /// The kind of the message.
    pub fn kind(&self) -> MessageKind {
        let Message::Synod(message) = self;
        message.kind()
    }

    /// The proposal number that the message is about.
    pub fn ballot(&self) -> Ballot {
        let Message::Synod(message) = self;
        message.ballot()
    }

    /// The proposal that the message carries, if any.
    pub fn proposal(&self) -> Option<&Proposal> {
        let Message::Synod(message) = self;
        message.proposal()
    }

    /// The promise that a rejection tells of.
    pub fn promised(&self) -> Option<Ballot> {
        match self {
            Message::Synod(synod::Message::Reject(_, promised)) => Some(*promised),
            Message::Synod(_) => None,
        }
    }
}

/// A rule that a handler applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A rule of single-decree Paxos.
    Synod(synod::Rule),
}

impl Rule {
    /// The rule's key in the text catalogue.
    pub fn key(&self) -> &'static str {
        let Rule::Synod(rule) = self;
        rule.key()
    }

    /// What the rule's sentence mentions.
    pub fn facts(&self) -> Vec<(&'static str, Fact)> {
        let Rule::Synod(rule) = self;
        rule.facts()
    }
}

/// What a handler did, for whichever construction.
pub type Effects = Out<Message, Rule>;

impl Node {
    /// What the node may do by itself now.
    pub fn acts(&self, setup: &Setup, me: NodeId) -> Vec<Act> {
        let (Node::Synod(node), Setup::Synod(config)) = (self, setup);
        node.acts(synod::Context { config, me })
    }

    /// Whether the node's state allows this step of its own.
    pub fn allows(&self, setup: &Setup, me: NodeId, act: Act) -> bool {
        let (Node::Synod(node), Setup::Synod(config)) = (self, setup);
        node.allows(synod::Context { config, me }, act)
    }

    /// The step that eager mode takes at once, if there is one.
    pub fn eager_act(&self, setup: &Setup, me: NodeId) -> Option<Act> {
        let (Node::Synod(node), Setup::Synod(config)) = (self, setup);
        node.eager_act(synod::Context { config, me })
    }

    /// Whether the node may be asked to propose a value.
    pub fn takes_requests(&self) -> bool {
        let Node::Synod(node) = self;
        node.takes_requests()
    }

    /// How far the node is with a proposal; idle if it makes none.
    pub fn phase(&self) -> Phase {
        match self {
            Node::Synod(synod::Node::Proposer(proposer)) => proposer.phase,
            Node::Synod(_) => Phase::Idle,
        }
    }

    /// The last number that the node prepared with, if it ever did.
    pub fn last_ballot(&self, me: NodeId) -> Option<Ballot> {
        match self {
            Node::Synod(synod::Node::Proposer(p)) => p.last.map(|round| Ballot { round, proposer: me }),
            Node::Synod(_) => None,
        }
    }

    /// The highest number that the node promised, if it promises at all.
    pub fn promised(&self) -> Option<Ballot> {
        match self {
            Node::Synod(synod::Node::Acceptor(acceptor)) => acceptor.promised,
            Node::Synod(_) => None,
        }
    }

    /// The proposal that the node accepted last, if it accepts at all.
    pub fn accepted(&self) -> Option<&Proposal> {
        match self {
            Node::Synod(synod::Node::Acceptor(acceptor)) => acceptor.accepted.as_ref(),
            Node::Synod(_) => None,
        }
    }

    /// The node's state as named fields.
    pub fn fields(&self, setup: &Setup, me: NodeId) -> Vec<Field> {
        let (Node::Synod(node), Setup::Synod(config)) = (self, setup);
        node.fields(synod::Context { config, me })
    }

    /// Runs one input of the node and returns what it did.
    pub fn handle(&mut self, setup: &Setup, me: NodeId, input: Input<'_>) -> Effects {
        let (Node::Synod(node), Setup::Synod(config)) = (self, setup);
        let context = synod::Context { config, me };
        let mut out = synod::Out::default();
        match input {
            Input::Act(act) => node.on_act(context, act, &mut out),
            Input::Request(value) => node.on_request(value, &mut out),
            Input::Message(from, Message::Synod(message)) => {
                node.on_message(context, from, message, &mut out);
            }
            Input::Timer(timer) => node.on_timer(context, timer, &mut out),
            Input::Crash => node.on_crash(context),
        }
        Out {
            sends: out.sends.into_iter().map(|(to, message)| (to, Message::Synod(message))).collect(),
            timers: out.timers,
            rules: out.rules.into_iter().map(Rule::Synod).collect(),
            observations: out.observations,
        }
    }
}

/// What happens to one node.
#[derive(Clone, Debug)]
pub enum Input<'a> {
    /// It takes a step of its own.
    Act(Act),
    /// It is asked to propose a value.
    Request(Value),
    /// A message arrives from this node.
    Message(NodeId, &'a Message),
    /// One of its timers fires.
    Timer(Timer),
    /// It crashes.
    Crash,
}
