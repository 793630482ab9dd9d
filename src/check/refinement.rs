//! Single-decree Paxos seen as the TLA+ specification: each step of a run is one of its four actions, or changes nothing
//! that it speaks of (a stuttering step).
//!
//! The specification's messages are a set that only grows, so a world alone does not say what is in it: it is kept along
//! the run. What was lost was sent all the same. What proposers and learners know, the specification leaves out.

use crate::protocol::synod::{Config, Message};
use crate::protocol::{self, Ballot, Map, NodeId, NodeSet, Numbering, Proposal, Set, Setup, Value};
use crate::sim::{Event, Packet, Step, World};
use std::rc::Rc;

/// A ballot of the specification: a natural number, in the order of the run's proposal numbers.
pub type Natural = u64;

/// A vote: the ballot and the value.
pub type Vote = (Natural, Value);

/// A state of the specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecState {
    /// `maxBal`, by acceptor; none is −1.
    pub max_bal: Vec<Option<Natural>>,
    /// `maxVBal` and `maxVal`, by acceptor; none is −1 and `None`.
    pub max_vote: Vec<Option<Vote>>,
    /// `msgs`.
    pub msgs: Set<SpecMessage>,
}

/// A message of the specification. Acceptors are numbered from 0.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SpecMessage {
    /// `[type |-> "1a", bal |-> …]`
    OneA(Natural),
    /// `[type |-> "1b", acc |-> …, bal |-> …, mbal |-> …, mval |-> …]`
    OneB(NodeId, Natural, Option<Vote>),
    /// `[type |-> "2a", bal |-> …, val |-> …]`
    TwoA(Natural, Value),
    /// `[type |-> "2b", acc |-> …, bal |-> …, val |-> …]`
    TwoB(NodeId, Natural, Value),
}

/// What a step is in the specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Nothing that the specification speaks of has changed.
    Stutter,
    /// `Phase1a(b)`.
    Phase1a(Natural),
    /// `Phase1b(a)`: a "1a" message above what the acceptor has promised.
    Phase1b(NodeId, Natural),
    /// `Phase2a(b)`: with the promises of a quorum.
    Phase2a {
        /// The ballot.
        ballot: Natural,
        /// The value.
        value: Value,
        /// Acceptors whose "1b" messages show that the value is safe.
        quorum: NodeSet,
        /// The highest vote that they report; none if they report none.
        highest: Option<Vote>,
    },
    /// `Phase2b(a)`: a "2a" message not below what the acceptor has promised.
    Phase2b(NodeId, Natural, Value),
}

/// The conjunct of the specification that a step does not satisfy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breach {
    /// More than one message was sent at once, or something changed without one.
    NoAction,
    /// There is no message of the phase before that the step answers.
    NothingToAnswer,
    /// The acceptor has promised as much already, or more.
    NotAbovePromise,
    /// The promise does not report the acceptor's last vote.
    WrongReport,
    /// Another value was sent for this ballot.
    SecondProposal,
    /// No quorum of promises shows that the value is safe.
    NotShownSafe,
    /// A variable changed that the action leaves as it is.
    ElseChanged,
}

impl SpecState {
    /// The state at the start of a run; none where it is not single-decree Paxos that runs.
    pub fn start(world: &World) -> Option<Self> {
        let config = config(world)?;
        Some(SpecState::of(world, config, Set::default()))
    }

    /// The state after a step that led to this world.
    #[must_use]
    pub fn after(&self, world: &World, step: &Step) -> Self {
        let mut next = self.clone();
        next.go_on(world, step);
        next
    }

    /// Goes on by a step that led to this world.
    pub fn go_on(&mut self, world: &World, step: &Step) {
        let Some(config) = config(world) else { return };
        let mut msgs = std::mem::take(&mut self.msgs);
        for message in step.sent.iter().chain(&step.lost).filter_map(|packet| message(config, packet)) {
            msgs.insert(message);
        }
        *self = SpecState::of(world, config, msgs);
    }

    /// Whether the specification's invariant Consistency holds: no two values are chosen, each by the votes of a quorum in
    /// one ballot.
    pub fn is_consistent(&self, config: &Config) -> bool {
        let votes = self.msgs.iter().filter_map(|message| match message {
            SpecMessage::TwoB(acceptor, ballot, value) => Some((*ballot, value, *acceptor)),
            _ => None,
        });
        let mut ballots: Map<(Natural, &Value), NodeSet> = Map::default();
        for (ballot, value, acceptor) in votes {
            ballots.get_or_insert((ballot, value), NodeSet::default()).insert(acceptor);
        }
        let mut chosen =
            ballots.iter().filter(|(_, acceptors)| config.chooses(**acceptors)).map(|((_, value), _)| *value);
        let first = chosen.next();
        chosen.all(|value| Some(value) == first)
    }

    fn of(world: &World, config: &Config, msgs: Set<SpecMessage>) -> Self {
        let promised = |id: NodeId| world.node(id).promised().map(|ballot| natural(config, ballot));
        let accepted = |id: NodeId| world.node(id).accepted().map(|accepted| vote(config, accepted));
        SpecState {
            max_bal: config.acceptor_ids().map(promised).collect(),
            max_vote: config.acceptor_ids().map(accepted).collect(),
            msgs,
        }
    }
}

/// The natural number that stands for a proposal number: order is kept, and what the numbering tells apart stays apart.
pub fn natural(config: &Config, ballot: Ballot) -> Natural {
    match config.numbering {
        Numbering::Pairs | Numbering::Named => {
            let proposers = Natural::try_from(config.proposers.len()).unwrap_or(Natural::MAX);
            Natural::from(ballot.round) * proposers + Natural::from(ballot.proposer.0)
        }
        Numbering::Plain | Numbering::Unnumbered => Natural::from(ballot.round),
    }
}

fn config(world: &World) -> Option<&Config> {
    match &**world.setup() {
        Setup::Synod(config) => Some(config),
        _ => None,
    }
}

fn vote(config: &Config, proposal: &Proposal) -> Vote {
    (natural(config, proposal.ballot), proposal.value.clone())
}

/// What a message is in the specification; none for those that it does not speak of.
fn message(config: &Config, packet: &Rc<Packet>) -> Option<SpecMessage> {
    let protocol::Message::Synod(message) = &packet.message else { return None };
    let first = config.acceptor_ids().next()?;
    let acceptor = NodeId(packet.from.0.saturating_sub(first.0));
    match message {
        Message::Prepare(n) => Some(SpecMessage::OneA(natural(config, *n))),
        Message::Promise(n, accepted) => {
            let reported = accepted.as_ref().map(|accepted| vote(config, accepted));
            Some(SpecMessage::OneB(acceptor, natural(config, *n), reported))
        }
        Message::Accept(proposal) => {
            let (ballot, value) = vote(config, proposal);
            Some(SpecMessage::TwoA(ballot, value))
        }
        Message::Accepted(proposal) => {
            let (ballot, value) = vote(config, proposal);
            Some(SpecMessage::TwoB(acceptor, ballot, value))
        }
        Message::Success(_) | Message::Reject(..) => None,
    }
}

/// What a step from one state to the next is in the specification, or which conjunct it breaks.
pub fn explain(config: &Config, before: &SpecState, after: &SpecState) -> Result<Taken, Breach> {
    let mut new = after.msgs.iter().filter(|message| !before.msgs.contains(*message));
    let (taken, expected) = match (new.next(), new.next()) {
        (None, _) => (Taken::Stutter, before.clone()),
        (Some(message), None) => action(config, before, message)?,
        _ => return Err(Breach::NoAction),
    };
    if (&expected.max_bal, &expected.max_vote) == (&after.max_bal, &after.max_vote) {
        return Ok(taken);
    }
    Err(if taken == Taken::Stutter { Breach::NoAction } else { Breach::ElseChanged })
}

/// The action that sends a message, and what it makes of the acceptors' variables.
fn action(config: &Config, before: &SpecState, message: &SpecMessage) -> Result<(Taken, SpecState), Breach> {
    let mut next = before.clone();
    let taken = match message {
        SpecMessage::OneA(ballot) => Taken::Phase1a(*ballot),
        SpecMessage::OneB(acceptor, ballot, reported) => {
            let at = acceptor.index();
            require(before.msgs.contains(&SpecMessage::OneA(*ballot)), Breach::NothingToAnswer)?;
            require(before.max_bal[at].is_none_or(|promised| *ballot > promised), Breach::NotAbovePromise)?;
            require(before.max_vote[at] == *reported, Breach::WrongReport)?;
            next.max_bal[at] = Some(*ballot);
            Taken::Phase1b(*acceptor, *ballot)
        }
        SpecMessage::TwoA(ballot, value) => {
            let is_other =
                |sent: &SpecMessage| matches!(sent, SpecMessage::TwoA(other, _) if other == ballot);
            require(!before.msgs.iter().any(is_other), Breach::SecondProposal)?;
            let (quorum, highest) = shown_safe(config, before, *ballot, value).ok_or(Breach::NotShownSafe)?;
            Taken::Phase2a { ballot: *ballot, value: value.clone(), quorum, highest }
        }
        SpecMessage::TwoB(acceptor, ballot, value) => {
            let at = acceptor.index();
            let asked = before.msgs.contains(&SpecMessage::TwoA(*ballot, value.clone()));
            require(asked, Breach::NothingToAnswer)?;
            require(before.max_bal[at].is_none_or(|promised| *ballot >= promised), Breach::NotAbovePromise)?;
            next.max_bal[at] = Some(*ballot);
            next.max_vote[at] = Some((*ballot, value.clone()));
            Taken::Phase2b(*acceptor, *ballot, value.clone())
        }
    };
    Ok((taken, next))
}

fn require(condition: bool, breach: Breach) -> Result<(), Breach> {
    if condition { Ok(()) } else { Err(breach) }
}

/// Acceptors whose promises for a ballot show that a value is safe at it, with the highest vote that they report: either
/// they report none, or the highest is of this value.
fn shown_safe(
    config: &Config,
    state: &SpecState,
    ballot: Natural,
    value: &Value,
) -> Option<(NodeSet, Option<Vote>)> {
    let promises: Vec<(NodeId, &Option<Vote>)> = state
        .msgs
        .iter()
        .filter_map(|message| match message {
            SpecMessage::OneB(acceptor, promised, vote) if *promised == ballot => Some((*acceptor, vote)),
            _ => None,
        })
        .collect();
    let of_value = promises.iter().filter_map(|(_, vote)| vote.as_ref()).filter(|vote| vote.1 == *value);
    let mut limits: Vec<Option<Vote>> = of_value.cloned().map(Some).collect();
    limits.sort();
    limits.insert(0, None);
    limits.into_iter().rev().find_map(|highest| {
        let limit = highest.as_ref().map(|vote| vote.0);
        let fits = promises.iter().filter(|(_, vote)| vote.as_ref().map(|vote| vote.0) <= limit);
        let quorum: NodeSet = fits.map(|(acceptor, _)| *acceptor).collect();
        config.may_lead(quorum).then_some((quorum, highest))
    })
}

/// The actions that some event takes now, each with the events that take it.
pub fn enabled_actions(world: &World, state: &SpecState) -> Vec<(Taken, Vec<Event>)> {
    let Some(config) = config(world) else { return Vec::new() };
    let mut actions: Vec<(Taken, Vec<Event>)> = Vec::new();
    for event in world.progress() {
        let Ok((next, step)) = world.step(&event) else { continue };
        match explain(config, state, &state.after(&next, &step)) {
            Ok(Taken::Stutter) | Err(_) => {}
            Ok(taken) => match actions.iter_mut().find(|(known, _)| *known == taken) {
                Some((_, events)) => events.push(event),
                None => actions.push((taken, vec![event])),
            },
        }
    }
    actions
}
