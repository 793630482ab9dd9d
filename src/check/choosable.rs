//! Which values can still become chosen in single-decree Paxos, and why.
//!
//! What is asked is possibility: whether some way of going on chooses the value. Crashed nodes may restart, cut links may
//! be mended, proposers may be asked for other values and prepare as often as they like. Two ways lead to a choice. An old
//! number may get the acceptances that it lacks. Or a new number, above all others, gets its promises from a quorum whose
//! highest-numbered acceptance is of the value, or that has accepted nothing; this is `NoneOtherChoosableAt` of Lamport's
//! *Voting* specification, read the other way round. A number in between can do nothing that a new one can't.

use super::bids::{Bid, bids};
use crate::protocol::synod::{Adoption, Config};
use crate::protocol::{Ballot, NodeId, NodeSet, Proposal, Setup, Value};
use crate::sim::World;

/// What can still become chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosable {
    /// The values that are known so far, each with its prospects.
    pub values: Vec<(Value, Prospect)>,
    /// Why even a value that nobody has asked for yet could become chosen, if that is so.
    pub any: Option<Prospect>,
}

/// Whether a value can become chosen, and why or why not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prospect {
    /// It is chosen: this quorum accepted this proposal.
    Chosen(Proposal, NodeSet),
    /// This proposal lacks only acceptances that it may still get.
    Pending {
        /// The proposal.
        proposal: Proposal,
        /// Who accepted it.
        accepted: NodeSet,
        /// Who may still accept it: an accept is on its way to them, or may still be sent, and they have not promised
        /// above it.
        open: NodeSet,
    },
    /// A new number whose promises come from these acceptors has to adopt it.
    Adoptable {
        /// The proposal that they would report as the highest.
        proposal: Proposal,
        /// The acceptors: none of them accepted under a higher number.
        promises: NodeSet,
        /// Whether one of them has accepted the proposal; if not, it may still do so.
        is_accepted: bool,
    },
    /// A new number whose promises come from these acceptors is free: none of them accepted anything.
    Free(NodeSet),
    /// Proposers don't adopt what is reported, so a new number can always bring any value.
    NoAdoption,
    /// It can't: every quorum of promises meets the one that chose this proposal.
    OtherChosen(Proposal, NodeSet),
    /// It can't: these acceptors accepted something else under numbers that hide it, if it was ever accepted, and without
    /// them there is no quorum of promises.
    Bound(NodeSet),
}

impl Prospect {
    /// Whether the value is chosen or can become so.
    pub fn is_open(&self) -> bool {
        !matches!(self, Prospect::OtherChosen(..) | Prospect::Bound(_))
    }
}

impl Choosable {
    /// Whether a value is chosen or can become so; also asked of values that nobody has named yet.
    pub fn allows(&self, value: &Value) -> bool {
        let known = self.values.iter().find(|(known, _)| known == value);
        known.map_or(self.any.is_some(), |(_, prospect)| prospect.is_open())
    }
}

/// What can still become chosen; none where it is not single-decree Paxos that runs.
pub fn choosable(world: &World) -> Option<Choosable> {
    let Setup::Synod(config) = &**world.setup() else { return None };
    let survey = Survey { world, config, bids: bids(world, config) };
    let any = survey.any();
    let values = survey.values().into_iter().map(|value| {
        let prospect = survey.prospect(&value, any.as_ref());
        (value, prospect)
    });
    Some(Choosable { values: values.collect(), any })
}

/// What the answer is read off.
struct Survey<'a> {
    world: &'a World,
    config: &'a Config,
    bids: Vec<Bid>,
}

impl Survey<'_> {
    /// The values that somebody wants, proposed or accepted, or that are on their way.
    fn values(&self) -> Vec<Value> {
        let ledger = self.world.ledger();
        let mut values: Vec<Value> = Vec::new();
        let wanted = self.config.proposers.iter().filter_map(|proposer| proposer.wants.as_ref());
        let accepted = ledger.acceptances.keys().map(|proposal| &proposal.value);
        let pending = self.bids.iter().filter_map(|bid| bid.value.as_ref());
        for value in wanted.chain(&ledger.proposed).chain(accepted).chain(pending) {
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
        values
    }

    /// The acceptors of whom this is true.
    fn acceptors(&self, is_meant: impl Fn(NodeId) -> bool) -> NodeSet {
        self.config.acceptor_ids().filter(|&id| is_meant(id)).collect()
    }

    /// The acceptors that accepted nothing above this number; with none, those that accepted nothing.
    fn within(&self, ballot: Option<Ballot>) -> NodeSet {
        self.acceptors(|id| {
            let accepted = self.world.node(id).accepted();
            accepted.is_none_or(|accepted| ballot.is_some() && !self.config.is_above(accepted.ballot, ballot))
        })
    }

    /// Why any value at all could become chosen, if that is so.
    fn any(&self) -> Option<Prospect> {
        if self.config.adoption == Adoption::Own {
            return Some(Prospect::NoAdoption);
        }
        let empty = self.within(None);
        if self.config.may_lead(empty) {
            return Some(Prospect::Free(empty));
        }
        // A proposer that was promised by a quorum before anybody accepted may still send any value.
        let mut free = self.bids.iter().filter(|bid| bid.value.is_none());
        let unnamed = Value::new("…");
        free.find_map(|bid| self.of_bid(bid, &unnamed))
    }

    /// What is to be said of a value.
    fn prospect(&self, value: &Value, any: Option<&Prospect>) -> Prospect {
        let chosen = &self.world.ledger().chosen;
        if let Some(choice) = chosen.iter().find(|choice| choice.proposal.value == *value) {
            return Prospect::Chosen(choice.proposal.clone(), choice.quorum);
        }
        let open = self.accepted_prospect(value).or_else(|| {
            let mut bids = self.bids.iter().filter(|bid| bid.value.as_ref().is_none_or(|bid| bid == value));
            bids.find_map(|bid| self.of_bid(bid, value))
        });
        if let Some(prospect) = open.or_else(|| any.cloned()) {
            return prospect;
        }
        match chosen.get(0) {
            Some(choice) => Prospect::OtherChosen(choice.proposal.clone(), choice.quorum),
            None => Prospect::Bound(self.hiders(value)),
        }
    }

    /// What a value owes to the acceptors that have accepted it last.
    fn accepted_prospect(&self, value: &Value) -> Option<Prospect> {
        let nodes = self.config.acceptor_ids().filter_map(|id| self.world.node(id).accepted());
        let accepted: Vec<&Proposal> = nodes.filter(|accepted| accepted.value == *value).collect();
        let pending = accepted.iter().find_map(|proposal| {
            let mut bids = self.bids.iter().filter(|bid| bid.ballot == proposal.ballot);
            bids.find_map(|bid| self.pending(bid, value))
        });
        pending.or_else(|| accepted.iter().find_map(|proposal| self.adoptable(proposal, true)))
    }

    /// What a bid makes of a value, if it can make it chosen.
    fn of_bid(&self, bid: &Bid, value: &Value) -> Option<Prospect> {
        let proposal = Proposal { ballot: bid.ballot, value: value.clone() };
        self.pending(bid, value).or_else(|| self.adoptable(&proposal, false))
    }

    /// Whether those who accepted a bid or still may are a quorum.
    fn pending(&self, bid: &Bid, value: &Value) -> Option<Prospect> {
        if bid.value.as_ref().is_some_and(|bid| bid != value) {
            return None;
        }
        let proposal = Proposal { ballot: bid.ballot, value: value.clone() };
        let ballot = self.config.numbering.canonical(bid.ballot);
        let key = Proposal { ballot, value: value.clone() };
        let accepted = self.world.ledger().acceptances.get(&key).copied().unwrap_or_default();
        let is_enough = self.config.chooses(NodeSet(accepted.0 | bid.reach.0));
        let open = NodeSet(bid.reach.0 & !accepted.0);
        is_enough.then_some(Prospect::Pending { proposal, accepted, open })
    }

    /// Whether a new number may have to adopt a proposal that somebody has accepted or may still accept.
    fn adoptable(&self, proposal: &Proposal, is_accepted: bool) -> Option<Prospect> {
        let promises = self.within(Some(proposal.ballot));
        let can = self.config.may_lead(promises);
        can.then(|| Prospect::Adoptable { proposal: proposal.clone(), promises, is_accepted })
    }

    /// The acceptors that keep a value from being reported as the highest.
    fn hiders(&self, value: &Value) -> NodeSet {
        let accepted = self.config.acceptor_ids().filter_map(|id| self.world.node(id).accepted());
        let of_value = accepted.filter(|accepted| accepted.value == *value).map(|accepted| accepted.ballot);
        let highest = of_value.max_by(|a, b| self.config.numbering.compare(*a, *b));
        let within = self.within(highest);
        self.acceptors(|id| !within.contains(id))
    }
}
