//! "Paxos Made Moderately Complex": Arvind Krishnamurthy's deck (UW CSE 452) and the paper of that name by Robbert van
//! Renesse and Deniz Altinbuken (ACM Computing Surveys 47, 2015).
//!
//! Clients send commands to replicas. A replica proposes a command for a slot of its log to the leaders. A leader gets
//! elected by a *scout*, who asks the acceptors to adopt its ballot, and then lets a *commander* for each slot ask them to
//! accept a *pvalue*: ballot, slot, command. What a majority accepts is decided; replicas execute decisions in slot order
//! and respond. Scouts and commanders are part of their leader here: what they tell it, `adopted` and `preempted`, takes
//! effect in the step in which the message that they waited for arrives.
//!
//! | file | what |
//! |---|---|
//! | `cluster.rs` | the cluster as everyone else asks about it |
//! | `options.rs` | its settings in words |
//! | `client.rs` | sends commands, hears responses |
//! | `replica.rs` | proposes commands for slots, executes decisions, responds |
//! | `leader.rs` | proposals, scouts, commanders, preemption |
//! | `office.rs` | when a leader runs for office |
//! | `acceptor.rs` | adopts ballots and accepts pvalues |
//! | `pvalues.rs` | what acceptors accepted, by slots |
//! | `waste.rs` | who has executed how far, and what may be forgotten |

mod acceptor;
mod client;
mod cluster;
mod leader;
mod message;
mod office;
mod options;
mod pvalues;
mod replica;
mod rule;
mod waste;

pub use acceptor::Acceptor;
pub use client::Client;
pub use leader::{Commander, Leader, Proposal};
pub use message::{Command, Message, Snapshot};
pub use office::Rival;
pub use pvalues::{Logged, Pvalues, Vote};
pub use replica::Replica;
pub use rule::Rule;

use super::{Act, Ballot, Field, FieldKey, NodeId, NodeSet, Phase, Role, Sequence, Timer, Value, store};

/// What a node knows.
pub type Context<'a> = super::Context<'a, Config>;
type Out = super::Out<Message, Rule>;

/// A cluster of replicas, leaders and acceptors, with its switches.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// How many replicas there are, 1 to 5. They have the lowest ids.
    pub replicas: u8,
    /// How many leaders each configuration has, 1 to 4.
    pub leaders: u8,
    /// How many acceptors each configuration has, 1 to 9.
    pub acceptors: u8,
    /// How many clients there are, at most 6.
    pub clients: u8,
    /// How many commands each client has.
    pub requests: u32,
    /// How many configurations there are, 1 to 3. Each has leaders and acceptors of its own; the first one serves until a
    /// command in the log says otherwise.
    pub configurations: u8,
    /// The first slot of the log: the paper counts from 1, the deck's acceptors have a slot 0.
    pub first_slot: u32,
    /// How many slots a replica may propose for beyond those that it has executed (paper, section 2).
    pub window: u32,
    /// Which pvalues an acceptor accepts.
    pub guard: Guard,
    /// Whether leaders are content with one answer less than a majority. Not the deck's rule: quorums may miss each other.
    pub is_quorum_short: bool,
    /// Whether commanders count every answer, whatever ballot it names. Not the deck's rule: they ignore preemption.
    pub counts_any: bool,
    /// When a leader runs for office.
    pub office: Office,
    /// Whether a leader runs for office anew for every slot: single-decree Paxos, once for each slot.
    pub elects_per_slot: bool,
    /// What is on stable storage.
    pub keeps: Keeps,
    /// Whether an acceptor keeps only the latest pvalue of each slot (paper, section 4.1).
    pub keeps_latest: bool,
    /// Whether pvalues of slots that all replicas have executed are forgotten (paper, section 4.2).
    pub collects: bool,
    /// What the replicas run.
    pub application: store::Application,
    /// The operations that commands stand for in turn, written out; empty for the application's usual ones.
    pub operations: String,
    /// Whether replicas propose as soon as they may.
    pub is_eager: bool,
    /// The first commands, for the palette.
    firsts: Vec<Value>,
}

/// Which pvalues an acceptor accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Guard {
    /// Those of its current ballot (the deck; the paper of 2015).
    Equal,
    /// Those of its current ballot, and of higher ones, which it then adopts (the report of 2011; TLA+).
    AtLeast,
    /// All. Not the deck's rule: it promises nothing.
    Any,
}

/// When a leader runs for office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Office {
    /// When it is told to, or its failure detector speaks.
    ByHand,
    /// At the start and whenever it is preempted, at once (the paper's figure 7): the deck warns of it.
    AtOnce,
    /// At the start; when preempted it pings the other leader, and runs if that is silent for too long. How long is too
    /// long doubles with every preemption, and shrinks with every decision (paper, section 3).
    Ping,
}

/// What is on stable storage, field by field.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Keeps {
    /// An acceptor's `ballot_num`.
    pub ballot_num: bool,
    /// An acceptor's `accepted`.
    pub accepted: bool,
    /// A leader's `ballot_num`, so that it never uses a ballot twice.
    pub leader_ballot: bool,
    /// A leader's `proposals`.
    pub leader_proposals: bool,
    /// A replica's `decisions`, and the state that they led to.
    pub decisions: bool,
    /// A replica's `requests` and `proposals`.
    pub requests: bool,
}

impl Keeps {
    /// What must be kept: what acceptors have promised and accepted, and which ballots were used. A replica keeps its log
    /// to spare the others.
    pub const USUAL: Keeps = Keeps {
        ballot_num: true,
        accepted: true,
        leader_ballot: true,
        leader_proposals: false,
        decisions: true,
        requests: false,
    };
}

impl Config {
    fn range(first: u8, count: u8) -> impl Iterator<Item = NodeId> + use<> {
        (first..first + count).map(NodeId)
    }

    fn first_leader(&self) -> u8 {
        self.replicas
    }

    fn first_acceptor(&self) -> u8 {
        self.first_leader() + self.leaders * self.configurations
    }

    fn first_client(&self) -> u8 {
        self.first_acceptor() + self.acceptors * self.configurations
    }

    /// The ids of the replicas.
    pub fn replica_ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        Self::range(0, self.replicas)
    }

    /// The ids of the leaders of a configuration, counted from 0.
    pub fn leader_ids(&self, configuration: u8) -> impl Iterator<Item = NodeId> + use<> {
        Self::range(self.first_leader() + configuration * self.leaders, self.leaders)
    }

    /// The ids of the acceptors of a configuration.
    pub fn acceptor_ids(&self, configuration: u8) -> impl Iterator<Item = NodeId> + use<> {
        Self::range(self.first_acceptor() + configuration * self.acceptors, self.acceptors)
    }

    /// The ids of the clients.
    pub fn client_ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        Self::range(self.first_client(), self.clients)
    }

    /// The configuration of a leader.
    fn configuration_of(&self, leader: NodeId) -> u8 {
        (leader.0 - self.first_leader()) / self.leaders
    }

    /// The acceptors that a leader asks.
    fn acceptors_of(&self, leader: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        self.acceptor_ids(self.configuration_of(leader))
    }

    /// The other leaders of a leader's configuration.
    fn rivals_of(&self, leader: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        self.leader_ids(self.configuration_of(leader)).filter(move |&other| other != leader)
    }

    /// How many answers are enough: a majority of the acceptors of one configuration.
    pub fn quorum(&self) -> u32 {
        let majority = u32::from(self.acceptors) / 2 + 1;
        majority.saturating_sub(u32::from(self.is_quorum_short)).max(1)
    }

    /// A leader's lowest ballot above this one.
    fn ballot_above(me: NodeId, ballot: Ballot) -> Ballot {
        let round = if me > ballot.proposer { ballot.round } else { ballot.round + 1 };
        Ballot { round, proposer: me }
    }

    /// The command that a client sends after so many others, as one letter or a letter and a number: A, B, …, Z, A2, B2.
    fn command(&self, client: NodeId, sent: u32) -> Value {
        let place = sent * u32::from(self.clients) + u32::from(client.0 - self.first_client());
        store::command_name(place)
    }

    /// A command's name with what it stands for: `A = Put k1 v1`. What stands for itself is its name alone.
    fn in_full(&self, command: &Value) -> Value {
        match store::written(self.application, &self.operations, command) {
            Some(operation) => Value::new(&format!("{command} = {operation}")),
            None => command.clone(),
        }
    }

    /// What a command means to the state machine.
    pub fn operation(&self, command: &Value) -> store::Operation {
        store::operation(self.application, &self.operations, command)
    }
}

/// A node of whichever role.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// A replica.
    Replica(Replica),
    /// A leader with its scout and its commanders.
    Leader(Leader),
    /// An acceptor.
    Acceptor(Acceptor),
    /// A client.
    Client(Client),
}

/// Does the same with a node of whichever role.
macro_rules! each {
    ($node:expr, |$inner:ident| $body:expr) => {
        match $node {
            Node::Replica($inner) => $body,
            Node::Leader($inner) => $body,
            Node::Acceptor($inner) => $body,
            Node::Client($inner) => $body,
        }
    };
}

impl Node {
    /// The nodes of a cluster at the start.
    pub fn start(config: &Config) -> Vec<Node> {
        use super::Cluster;
        let node = |id| match config.role(id) {
            Role::Replica => Node::Replica(Replica::start(config)),
            Role::Leader => Node::Leader(Leader::start(id)),
            Role::Acceptor => Node::Acceptor(Acceptor::default()),
            _ => Node::Client(Client::default()),
        };
        Config::range(0, u8::try_from(config.size()).expect("at most 32 nodes")).map(node).collect()
    }

    fn leader(&self) -> Option<&Leader> {
        match self {
            Node::Leader(leader) => Some(leader),
            _ => None,
        }
    }

    /// The command that a step is about.
    pub fn act_value(&self, ctx: Context<'_>, act: Act) -> Option<Value> {
        match (self, act) {
            (Node::Client(client), Act::Ask) => Some(ctx.config.command(ctx.me, client.sent)),
            (Node::Replica(replica), Act::Propose { .. }) => replica.next_request().cloned(),
            _ => None,
        }
    }
}

impl super::Replica for Node {
    type Config = Config;
    type Message = Message;
    type Rule = Rule;

    fn acts(&self, ctx: Context<'_>) -> Vec<Act> {
        match self {
            Node::Replica(replica) => replica.acts(ctx),
            Node::Leader(leader) => leader.acts(ctx),
            Node::Acceptor(_) => Vec::new(),
            Node::Client(client) => client.acts(ctx),
        }
    }

    fn eager_act(&self, ctx: Context<'_>) -> Option<Act> {
        match self {
            Node::Replica(replica) => replica.acts(ctx).first().copied(),
            _ => None,
        }
    }

    fn on_act(&mut self, ctx: Context<'_>, _: Act, out: &mut Out) {
        match self {
            Node::Replica(replica) => replica.propose_next(ctx, out),
            Node::Leader(leader) => leader.run(ctx, out),
            Node::Acceptor(_) => {}
            Node::Client(client) => client.ask_next(ctx, out),
        }
    }

    fn takes_requests(&self) -> bool {
        matches!(self, Node::Replica(_) | Node::Client(_))
    }

    fn on_request(&mut self, ctx: Context<'_>, value: Value, out: &mut Out) {
        match self {
            Node::Replica(replica) => {
                // Nobody waits for the result, but what clients are told may depend on it.
                out.observe(super::Observation::Called(value.clone()));
                replica.hear(ctx, &Command::by_hand(value), out);
            }
            Node::Client(client) => client.ask(ctx, value, out),
            Node::Leader(_) | Node::Acceptor(_) => {}
        }
    }

    fn on_message(&mut self, ctx: Context<'_>, from: NodeId, message: &Message, out: &mut Out) {
        each!(self, |node| node.on_message(ctx, from, message, out));
    }

    fn on_timer(&mut self, ctx: Context<'_>, timer: Timer, out: &mut Out) {
        match self {
            Node::Replica(replica) => replica.on_timer(ctx, out),
            Node::Leader(leader) => leader.on_timer(ctx, timer, out),
            Node::Acceptor(_) => {}
            Node::Client(client) => client.ask_again(ctx, out),
        }
    }

    fn suspects(&self, ctx: Context<'_>, hears: NodeSet, leaders: NodeSet) -> bool {
        self.leader().is_none_or(|leader| leader.suspects(ctx, hears, leaders))
    }

    fn on_start(&mut self, ctx: Context<'_>, out: &mut Out) {
        match self {
            Node::Replica(replica) => replica.on_start(ctx, out),
            Node::Leader(leader) => leader.on_start(ctx, out),
            Node::Acceptor(_) | Node::Client(_) => {}
        }
    }

    fn on_crash(&mut self, ctx: Context<'_>) {
        each!(self, |node| node.forget(ctx));
    }

    fn fields(&self, ctx: Context<'_>) -> Vec<Field> {
        each!(self, |node| node.fields(ctx))
    }

    fn phase(&self) -> Phase {
        self.leader().map_or(Phase::Idle, Leader::phase)
    }

    fn last_round(&self) -> Option<u32> {
        self.leader().filter(|leader| leader.is_ballot_used).map(|leader| leader.ballot.round)
    }

    fn promised(&self) -> Option<Ballot> {
        match self {
            Node::Acceptor(acceptor) => acceptor.ballot,
            // Who was preempted obeys the other one for now.
            Node::Leader(leader) => Some(leader.seen.unwrap_or(leader.ballot)),
            _ => None,
        }
    }

    fn leads(&self) -> bool {
        self.leader().is_some_and(|leader| leader.is_active)
    }

    fn executed(&self) -> Option<&Sequence> {
        match self {
            Node::Replica(replica) => Some(&replica.executed),
            _ => None,
        }
    }
}

/// A field that a crash leaves alone if it is on stable storage.
fn field(key: FieldKey, value: super::FieldValue, stable: bool) -> Field {
    Field { key, value, stable }
}
