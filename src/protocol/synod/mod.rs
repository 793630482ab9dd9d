//! Single-decree Paxos: *Paxos Made Simple* §2, with the variants that the decks need as options of one construction.

mod acceptor;
mod config;
mod learner;
mod message;
mod proposer;
mod rule;

pub use acceptor::Acceptor;
pub use config::{Adoption, Config, ConfigError, ConfigWarning, Learning, ProposerConfig, Rejections};
pub use learner::Learner;
pub use message::Message;
pub use proposer::Proposer;
pub use rule::Rule;

use super::{Act, Field, NodeId, Replica, Role, Timer, Value};

/// What a handler of single-decree Paxos did.
pub type Out = super::Out<Message, Rule>;

/// What a node of single-decree Paxos knows from the start.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The cluster and its options.
    pub config: &'a Config,
    /// The node itself.
    pub me: NodeId,
}

/// A node of single-decree Paxos.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Sends prepare and accept.
    Proposer(Proposer),
    /// Promises and accepts.
    Acceptor(Acceptor),
    /// Finds out what was chosen.
    Learner(Learner),
}

impl Node {
    /// The nodes of a cluster at the start, by id.
    pub fn start(config: &Config) -> Vec<Node> {
        let proposers = config.proposers.iter().map(|p| Node::Proposer(Proposer::new(p.wants.clone())));
        let acceptors = config.acceptors.iter().map(|_| Node::Acceptor(Acceptor::default()));
        let learners = config.learners.iter().map(|_| Node::Learner(Learner::default()));
        proposers.chain(acceptors).chain(learners).collect()
    }

    /// What the node is for.
    pub fn role(&self) -> Role {
        match self {
            Node::Proposer(_) => Role::Proposer,
            Node::Acceptor(_) => Role::Acceptor,
            Node::Learner(_) => Role::Learner,
        }
    }
}

impl Replica for Node {
    type Context<'a> = Context<'a>;
    type Message = Message;
    type Rule = Rule;

    fn acts(&self, context: Context<'_>) -> Vec<Act> {
        match self {
            Node::Proposer(proposer) => proposer.acts(context),
            Node::Acceptor(_) | Node::Learner(_) => Vec::new(),
        }
    }

    fn allows(&self, context: Context<'_>, act: Act) -> bool {
        matches!(self, Node::Proposer(proposer) if proposer.allows(context, act))
    }

    fn eager_act(&self, context: Context<'_>) -> Option<Act> {
        match self {
            Node::Proposer(proposer) => proposer.eager_act(context),
            Node::Acceptor(_) | Node::Learner(_) => None,
        }
    }

    fn on_act(&mut self, context: Context<'_>, act: Act, out: &mut Out) {
        if let Node::Proposer(proposer) = self {
            proposer.on_act(context, act, out);
        }
    }

    fn takes_requests(&self) -> bool {
        matches!(self, Node::Proposer(_))
    }

    fn on_request(&mut self, value: Value, out: &mut Out) {
        if let Node::Proposer(proposer) = self {
            proposer.on_request(value, out);
        }
    }

    fn on_message(&mut self, context: Context<'_>, from: NodeId, message: &Message, out: &mut Out) {
        match self {
            Node::Proposer(proposer) => proposer.on_message(context, from, message, out),
            Node::Acceptor(acceptor) => acceptor.on_message(context.config, from, message, out),
            Node::Learner(learner) => learner.on_message(context.config, from, message, out),
        }
    }

    fn on_timer(&mut self, context: Context<'_>, timer: Timer, out: &mut Out) {
        if let Node::Proposer(proposer) = self {
            proposer.on_timer(context, timer, out);
        }
    }

    fn on_crash(&mut self, context: Context<'_>) {
        match self {
            Node::Proposer(proposer) => proposer.on_crash(context),
            Node::Acceptor(_) => {}
            Node::Learner(learner) => *learner = Learner::default(),
        }
    }

    fn fields(&self, context: Context<'_>) -> Vec<Field> {
        match self {
            Node::Proposer(proposer) => proposer.fields(context),
            Node::Acceptor(acceptor) => acceptor.fields(),
            Node::Learner(learner) => learner.fields(context.config),
        }
    }
}
