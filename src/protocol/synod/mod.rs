//! Single-decree Paxos: *Paxos Made Simple* §2, with the variants that the decks need as options of one construction.

mod acceptor;
mod cluster;
mod config;
mod learner;
mod message;
mod proposer;
mod rule;
mod server;
mod switches;

pub use acceptor::Acceptor;
pub use config::{Adoption, Config, Layout, Learning, ProposerConfig, Rejections};
pub use learner::Learner;
pub use message::Message;
pub use proposer::Proposer;
pub use rule::Rule;
pub use server::Server;
pub use switches::{Switch, Switches};

use super::{Act, Ballot, Field, NodeId, Phase, Proposal, Replica, Timer, Value};

/// What a handler of single-decree Paxos did.
pub type Out = super::Out<Message, Rule>;

/// What a node of single-decree Paxos knows from the start.
pub type Context<'a> = super::Context<'a, Config>;

/// A node of single-decree Paxos.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// Sends prepare and accept.
    Proposer(Proposer),
    /// Promises and accepts.
    Acceptor(Acceptor),
    /// Finds out what was chosen.
    Learner(Learner),
    /// Proposes, promises and accepts.
    Server(Server),
}

impl Node {
    /// The nodes of a cluster at the start, by id.
    pub fn start(config: &Config) -> Vec<Node> {
        if config.layout == Layout::Together {
            return config.proposers.iter().map(|p| Node::Server(Server::new(p.wants.clone()))).collect();
        }
        let proposers = config.proposers.iter().map(|p| Node::Proposer(Proposer::new(p.wants.clone())));
        let acceptors = config.acceptors.iter().map(|_| Node::Acceptor(Acceptor::default()));
        let learners = config.learners.iter().map(|_| Node::Learner(Learner::default()));
        proposers.chain(acceptors).chain(learners).collect()
    }

    /// Its part as a proposer, if it has one.
    pub fn proposer(&self) -> Option<&Proposer> {
        match self {
            Node::Proposer(proposer) | Node::Server(Server { proposer, .. }) => Some(proposer),
            Node::Acceptor(_) | Node::Learner(_) => None,
        }
    }

    fn proposer_mut(&mut self) -> Option<&mut Proposer> {
        match self {
            Node::Proposer(proposer) | Node::Server(Server { proposer, .. }) => Some(proposer),
            Node::Acceptor(_) | Node::Learner(_) => None,
        }
    }

    fn acceptor(&self) -> Option<&Acceptor> {
        match self {
            Node::Acceptor(acceptor) | Node::Server(Server { acceptor, .. }) => Some(acceptor),
            Node::Proposer(_) | Node::Learner(_) => None,
        }
    }
}

impl Replica for Node {
    type Config = Config;
    type Message = Message;
    type Rule = Rule;

    fn acts(&self, context: Context<'_>) -> Vec<Act> {
        self.proposer().map(|proposer| proposer.acts(context)).unwrap_or_default()
    }

    fn allows(&self, context: Context<'_>, act: Act) -> bool {
        self.proposer().is_some_and(|proposer| proposer.allows(context, act))
    }

    fn eager_act(&self, context: Context<'_>) -> Option<Act> {
        self.proposer()?.eager_act(context)
    }

    fn on_act(&mut self, context: Context<'_>, act: Act, out: &mut Out) {
        if let Some(proposer) = self.proposer_mut() {
            proposer.on_act(context, act, out);
        }
    }

    fn takes_requests(&self) -> bool {
        self.proposer().is_some()
    }

    fn on_request(&mut self, _: Context<'_>, value: Value, out: &mut Out) {
        if let Some(proposer) = self.proposer_mut() {
            proposer.on_request(value, out);
        }
    }

    fn on_message(&mut self, context: Context<'_>, from: NodeId, message: &Message, out: &mut Out) {
        match self {
            Node::Proposer(proposer) => proposer.on_message(context, from, message, out),
            Node::Acceptor(acceptor) => acceptor.on_message(context.config, from, message, out),
            Node::Learner(learner) => learner.on_message(context.config, from, message, out),
            Node::Server(server) => server.on_message(context, from, message, out),
        }
    }

    fn on_timer(&mut self, context: Context<'_>, timer: Timer, out: &mut Out) {
        if let Some(proposer) = self.proposer_mut() {
            proposer.on_timer(context, timer, out);
        }
    }

    fn on_crash(&mut self, context: Context<'_>) {
        match self {
            Node::Proposer(proposer) => proposer.on_crash(context),
            Node::Acceptor(acceptor) => acceptor.on_crash(context.config),
            Node::Learner(learner) => *learner = Learner::default(),
            Node::Server(server) => server.on_crash(context),
        }
    }

    fn fields(&self, context: Context<'_>) -> Vec<Field> {
        match self {
            Node::Proposer(proposer) => proposer.fields(context),
            Node::Acceptor(acceptor) => acceptor.fields(context.config),
            Node::Learner(learner) => learner.fields(context.config),
            Node::Server(server) => server.fields(context),
        }
    }

    fn phase(&self) -> Phase {
        self.proposer().map_or(Phase::Idle, |proposer| proposer.phase)
    }

    fn last_round(&self) -> Option<u32> {
        self.proposer()?.last
    }

    fn promised(&self) -> Option<Ballot> {
        self.acceptor()?.promised
    }

    fn accepted(&self) -> Option<&Proposal> {
        self.acceptor()?.accepted.as_ref()
    }
}
