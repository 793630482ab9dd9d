//! What the author of a construction implements, and what a handler may do.

use super::{Act, Ballot, Field, NodeId, NodeSet, Outcome, Phase, Proposal, Sequence, Timer, Value};

/// What a node knows from the start and never changes.
#[derive(Debug)]
pub struct Context<'a, C> {
    /// The cluster and its options.
    pub config: &'a C,
    /// The node itself.
    pub me: NodeId,
}

impl<C> Clone for Context<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for Context<'_, C> {}

/// One node of a construction: a pure, deterministic state machine.
///
/// Handlers change only `self` and write into [`Out`]; there is no clock and no chance.
pub trait Replica {
    /// The cluster, as this construction sets it up.
    type Config;
    /// What the nodes of this construction tell each other.
    type Message;
    /// The rules of this construction, named by a handler when it applies one.
    type Rule;

    /// The node's own next steps that its state allows now, in a fixed order.
    fn acts(&self, context: Context<'_, Self::Config>) -> Vec<Act>;
    /// Whether the node's state allows this step of its own. At least every step of [`Replica::acts`] is allowed.
    fn allows(&self, context: Context<'_, Self::Config>, act: Act) -> bool {
        self.acts(context).contains(&act)
    }
    /// The step that eager mode takes at once after a handler, if there is one.
    fn eager_act(&self, _context: Context<'_, Self::Config>) -> Option<Act> {
        None
    }
    /// Takes a step of the node's own. The caller has checked [`Replica::allows`].
    fn on_act(
        &mut self,
        context: Context<'_, Self::Config>,
        act: Act,
        out: &mut Out<Self::Message, Self::Rule>,
    );
    /// Whether a person or a client may ask this node to propose a value now.
    fn takes_requests(&self) -> bool {
        false
    }
    /// Whether it understands being asked for this value.
    fn understands(&self, _value: &Value) -> bool {
        true
    }
    /// Is asked by a person or a client to propose a value.
    fn on_request(
        &mut self,
        _context: Context<'_, Self::Config>,
        _value: Value,
        _out: &mut Out<Self::Message, Self::Rule>,
    ) {
    }
    /// Receives a message.
    fn on_message(
        &mut self,
        context: Context<'_, Self::Config>,
        from: NodeId,
        message: &Self::Message,
        out: &mut Out<Self::Message, Self::Rule>,
    );
    /// One of its timers fires.
    fn on_timer(
        &mut self,
        _context: Context<'_, Self::Config>,
        _timer: Timer,
        _out: &mut Out<Self::Message, Self::Rule>,
    ) {
    }
    /// Starts, at the beginning of a run or after a crash.
    fn on_start(&mut self, _context: Context<'_, Self::Config>, _out: &mut Out<Self::Message, Self::Rule>) {}
    /// Crashes: forgets everything that is not on stable storage.
    fn on_crash(&mut self, context: Context<'_, Self::Config>);
    /// Its state as named fields, in the order in which a card shows them.
    fn fields(&self, context: Context<'_, Self::Config>) -> Vec<Field>;

    /// How it stands to a decision that everybody makes; none if it has made it, or there is no such decision.
    fn standing(&self, _context: Context<'_, Self::Config>) -> Option<Standing> {
        None
    }
    /// How far it is with a proposal.
    fn phase(&self) -> Phase {
        Phase::Idle
    }
    /// The last round that it prepared with, if it ever did.
    fn last_round(&self) -> Option<u32> {
        None
    }
    /// The highest number that it promised, if it promises at all.
    fn promised(&self) -> Option<Ballot> {
        None
    }
    /// The proposal that it accepted last, if it accepts at all.
    fn accepted(&self) -> Option<&Proposal> {
        None
    }
    /// Whether a failure detector of its own would be right to speak, if it hears from these nodes and those lead.
    fn suspects(&self, _context: Context<'_, Self::Config>, _hears: NodeSet, _leaders: NodeSet) -> bool {
        true
    }
    /// Whether it considers itself leader.
    fn leads(&self) -> bool {
        false
    }
    /// The commands that it has executed, in the order in which it did, if it executes any.
    fn executed(&self) -> Option<&Sequence> {
        None
    }
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
    /// How often it had to wait for stable storage.
    pub writes: u32,
}

impl<M, R> Default for Out<M, R> {
    fn default() -> Self {
        Out { sends: Vec::new(), timers: Vec::new(), rules: Vec::new(), observations: Vec::new(), writes: 0 }
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

    /// Sets a timer when it is needed and was not, and cancels it when it no longer is. `is_set` remembers which.
    pub fn keep_timer(&mut self, timer: Timer, is_set: &mut bool, is_needed: bool) {
        if is_needed != std::mem::replace(is_set, is_needed) {
            if is_needed {
                self.set_timer(timer);
            } else {
                self.cancel_timer(timer);
            }
        }
    }

    /// Takes over what another handler did, in the words of this one.
    pub fn absorb<N: Into<M>, S: Into<R>>(&mut self, other: Out<N, S>) {
        self.sends.extend(other.sends.into_iter().map(|(to, message)| (to, message.into())));
        self.timers.extend(other.timers);
        self.rules.extend(other.rules.into_iter().map(Into::into));
        self.observations.extend(other.observations);
        self.writes += other.writes;
    }

    /// Cancels a timer, if it is set.
    pub fn cancel_timer(&mut self, timer: Timer) {
        self.timers.push(TimerChange::Cancel(timer));
    }

    /// Names the rule that the handler applies.
    pub fn rule(&mut self, rule: R) {
        self.rules.push(rule);
    }

    /// Writes to stable storage, and goes on when that is done.
    pub fn write(&mut self) {
        self.writes += 1;
    }

    /// Tells the properties what happened.
    pub fn observe(&mut self, observation: Observation) {
        self.observations.push(observation);
    }
}

/// A change to a node's timers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimerChange {
    /// The timer runs from now.
    Set(Timer),
    /// The timer no longer runs.
    Cancel(Timer),
}

/// What a step means for the properties, in words that hold for every construction.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Observation {
    /// A proposer set out to have this value chosen.
    Proposed(Value),
    /// A proposer holds promises for this number from these nodes and goes on to phase 2.
    Led(Ballot, NodeSet),
    /// A proposer asks acceptors to accept this proposal, for this slot where there is a log.
    Issued(Option<u32>, Proposal),
    /// The node promised to accept nothing below this number.
    Promised(Ballot),
    /// The node accepted this proposal.
    Accepted(Proposal),
    /// The node learned that this value is chosen.
    Learned(Value),
    /// The node voted on a transaction: whether with yes.
    Voted(bool),
    /// The node decided how a transaction ends, by itself or because it heard so.
    Decided(Outcome),
    /// A client was told the state of a server.
    Saw(Sequence),
    /// An acceptor accepted this proposal for this slot of a log.
    AcceptedIn(u32, Proposal),
    /// A client asked for a command.
    Called(Value),
    /// A client was told the result of the command that it waits for.
    Answered(Value, Value),
}

/// How a node stands to a decision that it has not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// One of its own rules will let it decide sooner or later, if only by a time-out.
    MayDecide,
    /// It must hear of the decision, and has not asked for it yet.
    MayAsk,
    /// It must hear of the decision, and these nodes have told it that they know of none.
    MustHear(NodeSet),
}
