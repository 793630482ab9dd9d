//! What the author of a construction implements, and what a handler may do.

use super::{Act, Field, NodeId, Proposal, Timer, Value};
use crate::protocol::Ballot;

/// One node of a construction: a pure, deterministic state machine.
///
/// Handlers change only `self` and write into [`Out`]; there is no clock and no chance. The context holds what
/// never changes during a run (the cluster, the node's own id).
pub trait Replica {
    /// What never changes during a run, as this construction needs it.
    type Context<'a>: Copy;
    /// What the nodes of this construction tell each other.
    type Message;
    /// The rules of this construction, named by a handler when it applies one.
    type Rule;

    /// The node's own next steps that its state allows now, in a fixed order.
    fn acts(&self, context: Self::Context<'_>) -> Vec<Act>;
    /// Whether the node's state allows this step of its own. At least every step of [`Replica::acts`] is allowed.
    fn allows(&self, context: Self::Context<'_>, act: Act) -> bool;
    /// The step that eager mode takes at once after a handler, if there is one.
    fn eager_act(&self, context: Self::Context<'_>) -> Option<Act>;
    /// Takes a step of the node's own. The caller has checked [`Replica::allows`].
    fn on_act(&mut self, context: Self::Context<'_>, act: Act, out: &mut Out<Self::Message, Self::Rule>);
    /// Whether a person or a client may ask this node to propose a value now.
    fn takes_requests(&self) -> bool;
    /// Is asked by a person or a client to propose a value.
    fn on_request(&mut self, value: Value, out: &mut Out<Self::Message, Self::Rule>);
    /// Receives a message.
    fn on_message(
        &mut self,
        context: Self::Context<'_>,
        from: NodeId,
        message: &Self::Message,
        out: &mut Out<Self::Message, Self::Rule>,
    );
    /// One of its timers fires.
    fn on_timer(
        &mut self,
        context: Self::Context<'_>,
        timer: Timer,
        out: &mut Out<Self::Message, Self::Rule>,
    );
    /// Crashes: forgets everything that is not on stable storage.
    fn on_crash(&mut self, context: Self::Context<'_>);
    /// Its state as named fields, in the order in which a card shows them.
    fn fields(&self, context: Self::Context<'_>) -> Vec<Field>;
}

/// What a handler did besides changing its own node.
#[derive(Debug)]
pub struct Out<M, R> {
    /// Messages to send, one entry per receiver, in order.
    pub sends: Vec<(NodeId, M)>,
    /// Timers set or cancelled, in order.
    pub timers: Vec<TimerChange>,
    /// The rules applied, in order.
    pub rules: Vec<R>,
    /// What the properties need to know of it.
    pub observations: Vec<Observation>,
}

impl<M, R> Default for Out<M, R> {
    fn default() -> Self {
        Out { sends: Vec::new(), timers: Vec::new(), rules: Vec::new(), observations: Vec::new() }
    }
}

impl<M, R> Out<M, R> {
    /// Sends a message to one node.
    pub fn send(&mut self, to: NodeId, message: M) {
        self.sends.push((to, message));
    }

    /// Sends a copy of a message to each of the nodes.
    pub fn broadcast(&mut self, to: impl Iterator<Item = NodeId>, message: &M)
    where
        M: Clone,
    {
        self.sends.extend(to.map(|node| (node, message.clone())));
    }

    /// Sets a timer; one that is set already starts anew.
    pub fn set_timer(&mut self, timer: Timer) {
        self.timers.push(TimerChange::Set(timer));
    }

    /// Cancels a timer, if it is set.
    pub fn cancel_timer(&mut self, timer: Timer) {
        self.timers.push(TimerChange::Cancel(timer));
    }

    /// Names the rule that the handler applies.
    pub fn rule(&mut self, rule: R) {
        self.rules.push(rule);
    }

    /// Tells the properties what happened.
    pub fn observe(&mut self, observation: Observation) {
        self.observations.push(observation);
    }
}

/// A change to a node's timers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimerChange {
    /// The timer runs from now.
    Set(Timer),
    /// The timer no longer runs.
    Cancel(Timer),
}

/// What a step means for the properties, in words that hold for every construction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Observation {
    /// A proposer set out to have this value chosen.
    Proposed(Value),
    /// A proposer holds promises for this number from these nodes and goes on to phase 2.
    Led(Ballot, super::NodeSet),
    /// The node promised to accept nothing below this number.
    Promised(Ballot),
    /// The node accepted this proposal.
    Accepted(Proposal),
    /// The node learned that this value is chosen.
    Learned(Value),
}
