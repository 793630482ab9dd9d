//! A node of whichever construction: what it is asked, and what happens to it.

use super::{
    Act, Ballot, Context, Field, Message, NodeId, NodeSet, Out, Phase, Proposal, Replica, Rule, Sequence,
    Setup, Standing, Timer, Value, attempts, bank, commit, election, ladder, pmmc, synod,
};

/// A node of whichever construction.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// A node of single-decree Paxos.
    Synod(synod::Node),
    /// A server of an attempt before Paxos.
    Attempt(attempts::Server),
    /// A node of an atomic commitment.
    Commit(commit::Node),
    /// A process that takes part in an election.
    Election(election::Process),
    /// A replica of a bank account.
    Bank(bank::Replica),
    /// A server or a client on the ladder to Multi-Paxos.
    Ladder(ladder::Node),
    /// A replica, a leader, an acceptor or a client of Paxos Made Moderately Complex.
    Pmmc(pmmc::Node),
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
    /// It starts, or starts again.
    Start,
}

/// What a handler did, for whichever construction.
pub type Effects = Out<Message, Rule>;

/// Does the same with a node of every construction, given its context.
macro_rules! with {
    ($node:expr, $setup:expr, $me:expr, |$inner:ident, $context:ident| $body:expr) => {
        match ($node, $setup) {
            (Node::Synod($inner), Setup::Synod(config)) => {
                let $context = Context { config, me: $me };
                $body
            }
            (Node::Attempt($inner), Setup::Attempt(config)) => {
                let $context = Context { config, me: $me };
                $body
            }
            (Node::Commit($inner), Setup::Commit(config)) => {
                let $context = Context { config, me: $me };
                $body
            }
            (Node::Election($inner), Setup::Election(config)) => {
                let $context = Context { config, me: $me };
                $body
            }
            (Node::Bank($inner), Setup::Bank(config)) => {
                let $context = Context { config, me: $me };
                $body
            }
            (Node::Ladder($inner), Setup::Ladder(config)) => {
                let $context = Context { config, me: $me };
                $body
            }
            (Node::Pmmc($inner), Setup::Pmmc(config)) => {
                let $context = Context { config, me: $me };
                $body
            }
            _ => unreachable!("a node runs in a cluster of its own construction"),
        }
    };
}

/// Does the same with a node of every construction.
macro_rules! each {
    ($node:expr, |$inner:ident| $body:expr) => {
        match $node {
            Node::Synod($inner) => $body,
            Node::Attempt($inner) => $body,
            Node::Commit($inner) => $body,
            Node::Election($inner) => $body,
            Node::Bank($inner) => $body,
            Node::Ladder($inner) => $body,
            Node::Pmmc($inner) => $body,
        }
    };
}

impl Node {
    /// What the node may do by itself now.
    pub fn acts(&self, setup: &Setup, me: NodeId) -> Vec<Act> {
        with!(self, setup, me, |node, context| node.acts(context))
    }

    /// Whether the node's state allows this step of its own.
    pub fn allows(&self, setup: &Setup, me: NodeId, act: Act) -> bool {
        with!(self, setup, me, |node, context| node.allows(context, act))
    }

    /// The step that eager mode takes at once, if there is one.
    pub fn eager_act(&self, setup: &Setup, me: NodeId) -> Option<Act> {
        with!(self, setup, me, |node, context| node.eager_act(context))
    }

    /// Whether a failure detector of the node would be right to speak, if it hears from these nodes and those lead.
    pub fn suspects(&self, setup: &Setup, me: NodeId, hears: NodeSet, leaders: NodeSet) -> bool {
        with!(self, setup, me, |node, context| node.suspects(context, hears, leaders))
    }

    /// Whether the node may be asked to propose a value.
    pub fn takes_requests(&self) -> bool {
        each!(self, |node| node.takes_requests())
    }

    /// How far the node is with a proposal; idle if it makes none.
    pub fn phase(&self) -> Phase {
        each!(self, |node| node.phase())
    }

    /// The last number that the node prepared with, if it ever did.
    pub fn last_ballot(&self, me: NodeId) -> Option<Ballot> {
        each!(self, |node| node.last_round()).map(|round| Ballot { round, proposer: me })
    }

    /// The highest number that the node promised, if it promises at all.
    pub fn promised(&self) -> Option<Ballot> {
        each!(self, |node| node.promised())
    }

    /// The proposal that the node accepted last, if it accepts at all.
    pub fn accepted(&self) -> Option<&Proposal> {
        each!(self, |node| node.accepted())
    }

    /// Whether the node considers itself leader.
    pub fn leads(&self) -> bool {
        each!(self, |node| node.leads())
    }

    /// The commands that the node has executed, in the order in which it did, if it executes any.
    pub fn executed(&self) -> Option<&Sequence> {
        each!(self, |node| node.executed())
    }

    /// The request that a step of its own is about, if it is about one of several.
    pub fn act_value(&self, setup: &Setup, me: NodeId, act: Act) -> Option<Value> {
        match (self, setup) {
            (Node::Ladder(node), Setup::Ladder(config)) => node.act_value(Context { config, me }, act),
            (Node::Pmmc(node), Setup::Pmmc(config)) => node.act_value(Context { config, me }, act),
            _ => None,
        }
    }

    /// The node as a server on the ladder, if it is one.
    pub fn server(&self) -> Option<&ladder::Server> {
        match self {
            Node::Ladder(node) => node.server(),
            _ => None,
        }
    }

    /// Whether the node can take part in a decision by itself, or must hear of it; none if it has decided, or there is
    /// no such decision.
    pub fn standing(&self, setup: &Setup, me: NodeId) -> Option<Standing> {
        with!(self, setup, me, |node, context| node.standing(context))
    }

    /// Whether the node understands being asked for this value.
    pub fn understands(&self, value: &Value) -> bool {
        each!(self, |node| node.understands(value))
    }

    /// The node's state as named fields.
    pub fn fields(&self, setup: &Setup, me: NodeId) -> Vec<Field> {
        with!(self, setup, me, |node, context| node.fields(context))
    }

    /// Runs one input of the node and returns what it did.
    pub fn handle(&mut self, setup: &Setup, me: NodeId, input: Input<'_>) -> Effects {
        with!(self, setup, me, |node, context| drive(node, context, input))
    }
}

/// Runs one input of a node and puts what it did into the words of all constructions.
fn drive<R: Replica>(node: &mut R, context: Context<'_, R::Config>, input: Input<'_>) -> Effects
where
    for<'a> &'a R::Message: TryFrom<&'a Message>,
    Message: From<R::Message>,
    Rule: From<R::Rule>,
{
    let mut out = Out::default();
    match input {
        Input::Act(act) => node.on_act(context, act, &mut out),
        Input::Request(value) => node.on_request(context, value, &mut out),
        Input::Message(from, message) => {
            if let Ok(message) = message.try_into() {
                node.on_message(context, from, message, &mut out);
            }
        }
        Input::Timer(timer) => node.on_timer(context, timer, &mut out),
        Input::Crash => node.on_crash(context),
        Input::Start => node.on_start(context, &mut out),
    }
    Out {
        sends: out.sends.into_iter().map(|(to, message)| (to, message.into())).collect(),
        timers: out.timers,
        rules: out.rules.into_iter().map(Rule::from).collect(),
        observations: out.observations,
        writes: out.writes,
    }
}
