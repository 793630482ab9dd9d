//! The stepwise construction of Multi-Paxos from a single server, and of Paxos from that: Hein Meling and Leander Jehl,
//! "Paxos Explained from Scratch" (OPODIS 2013), and the paper of that name.
//!
//! Clients send requests to all servers; servers execute them and reply with the state that they are in then. A [`Rung`]
//! changes as little as it can about the one before it, and `rungs.rs` says what. Every such change is an option of its
//! own, so that a person can change anything on any rung; the pseudo-code of each rung is in `static/rules.txt`.
//!
//! | file | what |
//! |---|---|
//! | `rungs.rs` | the rungs, each as a change of the one before |
//! | `cluster.rs` | the cluster as everyone else asks about it, its settings in words |
//! | `client.rs` | sends requests, hears replies |
//! | `server.rs` | a server's state, and which handler does what |
//! | `requests.rs` | hearing requests, executing and replying |
//! | `leader.rs` | ordering requests, retransmitting, counting learns, committing |
//! | `follower.rs` | accepts as they arrive |
//! | `takeover.rs` | failure detection, prepare and promise |

mod client;
mod cluster;
mod follower;
mod leader;
mod message;
mod requests;
mod rule;
mod rungs;
mod server;
mod takeover;

pub use client::Client;
pub use message::{Message, Request};
pub use rule::Rule;
pub use rungs::Rung;
pub use server::{Accepted, Learned, Server};

use super::{Act, Ballot, Field, NodeId, NodeSet, Sequence, Timer, Value};

/// What a node on the ladder knows.
pub type Context<'a> = super::Context<'a, Config>;
type Out = super::Out<Message, Rule>;

/// A cluster on a rung of the ladder, with its switches.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Config {
    /// The rung that it was set up as. Switches may have been changed since.
    pub rung: Rung,
    /// How many servers there are, 1 to 9. They have the lowest ids.
    pub servers: u8,
    /// How many clients there are, at most 6. Without any, requests are given to servers by hand, and nobody replies.
    pub clients: u8,
    /// How many requests each client has.
    pub requests: u32,
    /// Whether a leader orders the requests. Without one every server executes what it hears, as it hears it.
    pub has_leader: bool,
    /// Whether the first server leads from the beginning.
    pub begins_led: bool,
    /// Whether accepts carry sequence numbers.
    pub has_numbers: bool,
    /// What a follower does with an accept that is out of order.
    pub gaps: Gaps,
    /// Whether accepts are answered by learns, and retransmitted until they are.
    pub has_learns: bool,
    /// Whether the leader sends the next accept only after the learns for the last one.
    pub stops_and_waits: bool,
    /// Whether the leader executes only after learns.
    pub waits_for_learn: bool,
    /// What a server does that believes the others to have failed.
    pub takeover: Takeover,
    /// How the messages of different leaders are told apart.
    pub leaders: Leaders,
    /// Whether a promise tells what was accepted.
    pub promise_carries: bool,
    /// When a server that does not lead executes.
    pub executes: Executes,
    /// Where leaders can't be told apart: whether a second accept for a sequence number replaces the first one, as long as
    /// that has not been executed. The deck leaves it open.
    pub last_wins: bool,
    /// Whether there is but one sequence number: a single instance of consensus.
    pub is_single_decree: bool,
    /// The first request of each client, for the palette.
    firsts: Vec<Value>,
}

/// What a follower does with an accept that is out of order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gaps {
    /// It does not look at sequence numbers and executes in the order of arrival.
    Ignored,
    /// It discards what is not next.
    Discarded,
    /// It keeps what is not next.
    Buffered,
}

/// What a server does that believes the others to have failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Takeover {
    /// Nothing: it has no failure detector.
    Never,
    /// It goes on alone, as a single server (the single-server rule).
    Alone,
    /// It starts to lead.
    Lead,
    /// It sends prepare, and leads once a majority has promised.
    Prepare,
}

/// How the messages of different leaders are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Leaders {
    /// Not at all.
    Alike,
    /// By the leader's own name, and servers are ranked.
    Named,
    /// By round numbers, of which every server has its own: S1 has 1, n + 1, 2n + 1 and so on.
    Rounds,
}

/// When a server that does not lead executes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Executes {
    /// Once it has accepted.
    OnAccept,
    /// Once it has learns from a majority, which everybody sends to everybody.
    OnLearns,
    /// Once the leader says that it has executed.
    OnCommit,
}

impl Config {
    /// The ids of the servers.
    pub fn server_ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.servers).map(NodeId)
    }

    /// The ids of the clients.
    pub fn client_ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (self.servers..self.servers + self.clients).map(NodeId)
    }

    /// The servers but one.
    fn others(&self, me: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        self.server_ids().filter(move |&node| node != me)
    }

    /// More than half of the servers.
    pub fn majority(&self) -> u32 {
        u32::from(self.servers) / 2 + 1
    }

    /// Whether servers keep accepts by their sequence numbers. Otherwise they keep them in a queue.
    fn keeps_slots(&self) -> bool {
        self.has_numbers && self.gaps != Gaps::Ignored
    }

    /// Whether everybody tells everybody of what it has accepted.
    fn learns_from_all(&self) -> bool {
        self.executes == Executes::OnLearns
    }

    /// The number of the first leader's messages.
    fn first_round(&self) -> Ballot {
        match self.leaders {
            Leaders::Alike => Ballot::UNNUMBERED,
            _ => self.round(u32::from(self.begins_led)),
        }
    }

    /// A round with the server whose round it is: of three, S1 has 1, 4, 7, S2 has 2, 5, 8, and S3 has 3, 6, 9.
    fn round(&self, round: u32) -> Ballot {
        let owner = round.checked_sub(1).map_or(0, |before| before % u32::from(self.servers));
        Ballot { round, proposer: NodeId(u8::try_from(owner).expect("at most 9 servers")) }
    }

    /// The number with which a server takes over that obeys this one: its lowest round above it, or its own name, if
    /// that is not outranked.
    fn next_round(&self, me: NodeId, above: Ballot) -> Option<Ballot> {
        match self.leaders {
            Leaders::Alike => None,
            Leaders::Named => Some(self.round(u32::from(me.0) + 1)).filter(|own| *own >= above),
            Leaders::Rounds => {
                let next = above.round + 1..=above.round + u32::from(self.servers);
                next.map(|round| self.round(round)).find(|ballot| ballot.proposer == me)
            }
        }
    }

    /// The request that a client sends after so many others: C1 of two has m1, m3, m5, and C2 has m2, m4, m6.
    fn request(&self, client: NodeId, sent: u32) -> Value {
        let number = u32::from(client.0 - self.servers) + 1 + sent * u32::from(self.clients);
        Value::new(&format!("m{number}"))
    }
}

/// A node on the ladder.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// A server.
    Server(Server),
    /// A client.
    Client(Client),
}

impl Node {
    /// The nodes of a cluster at the start.
    pub fn start(config: &Config) -> Vec<Node> {
        let servers = config.server_ids().map(|id| Node::Server(Server::start(config, id)));
        servers.chain(config.client_ids().map(|_| Node::Client(Client::default()))).collect()
    }

    /// The node as a server, if it is one.
    pub fn server(&self) -> Option<&Server> {
        match self {
            Node::Server(server) => Some(server),
            Node::Client(_) => None,
        }
    }
}

impl Node {
    /// The request that a step is about.
    pub fn act_value(&self, ctx: Context<'_>, act: Act) -> Option<Value> {
        match self {
            Node::Server(server) => server.act_value(ctx, act),
            Node::Client(client) => (act == Act::Ask).then(|| ctx.config.request(ctx.me, client.sent)),
        }
    }
}

impl super::Replica for Node {
    type Config = Config;
    type Message = Message;
    type Rule = Rule;

    fn acts(&self, ctx: Context<'_>) -> Vec<Act> {
        match self {
            Node::Server(server) => server.acts(ctx),
            Node::Client(client) => client.acts(ctx),
        }
    }

    fn on_act(&mut self, ctx: Context<'_>, act: Act, out: &mut Out) {
        match self {
            Node::Server(server) => server.on_act(ctx, act, out),
            Node::Client(client) => client.ask_next(ctx, out),
        }
    }

    fn takes_requests(&self) -> bool {
        true
    }

    fn on_request(&mut self, ctx: Context<'_>, value: Value, out: &mut Out) {
        match self {
            Node::Server(server) => server.hear(ctx, Request { value, client: None }, out),
            Node::Client(client) => client.ask(ctx, value, out),
        }
    }

    fn on_message(&mut self, ctx: Context<'_>, from: NodeId, message: &Message, out: &mut Out) {
        match self {
            Node::Server(server) => server.on_message(ctx, from, message, out),
            Node::Client(client) => client.on_message(from, message, out),
        }
    }

    fn on_timer(&mut self, ctx: Context<'_>, timer: Timer, out: &mut Out) {
        match self {
            Node::Server(server) => server.on_timer(ctx, timer, out),
            Node::Client(client) => client.ask_again(ctx, out),
        }
    }

    fn suspects(&self, ctx: Context<'_>, hears: NodeSet, leaders: NodeSet) -> bool {
        self.server().is_none_or(|server| server.suspects(ctx, hears, leaders))
    }

    fn on_start(&mut self, ctx: Context<'_>, out: &mut Out) {
        if let Node::Server(server) = self {
            server.remember(ctx);
            if ctx.config.takeover != Takeover::Never {
                out.set_timer(Timer::Detector);
            }
        }
    }

    fn on_crash(&mut self, _: Context<'_>) {
        match self {
            Node::Server(server) => server.forget(),
            Node::Client(client) => client.forget(),
        }
    }

    fn fields(&self, ctx: Context<'_>) -> Vec<Field> {
        match self {
            Node::Server(server) => server.fields(ctx),
            Node::Client(client) => client.fields(),
        }
    }

    fn promised(&self) -> Option<Ballot> {
        self.server().map(|server| server.round).filter(|round| *round != Ballot::UNNUMBERED)
    }

    fn leads(&self) -> bool {
        self.server().is_some_and(Server::leads)
    }

    fn executed(&self) -> Option<&Sequence> {
        self.server().map(|server| &server.executed)
    }
}
