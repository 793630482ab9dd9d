//! Worlds of single-decree Paxos up to an order-preserving renaming of numbers: numbers only grow, so no world comes twice
//! as it was, but it may come again with higher ones.
//!
//! The renaming is a bisimulation, as long as all that rules do with numbers is to compare them and to go on to the next
//! one. What is next depends on a proposer's own last number and on its step, not on what is free. So numbers from the
//! lowest that a proposer may still go on from keep their distances, moved by whole steps. Lower ones are only compared any
//! more: they become 1, 2, …, and gaps are closed. Proposers stay who they are, since they break ties. It would be none
//! for a rule that adds two numbers or asks for a certain one, nor where a number must not exceed a bound: the greatest
//! that a proposer may use is left out of account.

use crate::protocol::synod::{Acceptor, Config, Layout, Message, Node, Proposer};
use crate::protocol::{self, Ballot, NodeId, NodeSet, Phase, Proposal, Setup};
use crate::sim::World;
use foldhash::quality::FixedState;
use std::hash::{BuildHasher, Hash};

/// A world's fingerprint up to renumbering; none where it is not single-decree Paxos that runs. Acceptors that are nodes of
/// their own may change places, too.
///
/// Left out is what has no influence on whether something will be chosen: learners, who tell nobody; whom a proposer that
/// asks for acceptance has heard of; timers, since giving up is a step of a proposer's own as well; the past, but for who
/// has accepted what is still on its way.
pub fn print(world: &World) -> Option<u64> {
    let Setup::Synod(config) = &**world.setup() else { return None };
    let ranks = Ranks::of(world, config);
    let are_alike = config.layout == Layout::Apart;
    let letters: Vec<(NodeId, NodeId, &Message)> = letters(world).collect();
    let sum = |parts: &mut dyn Iterator<Item = u64>| parts.fold(0, u64::wrapping_add);
    let of_proposer = |id: NodeId| Some(of(&(id, ranks.proposer(proposer(world, id)?))));
    let of_acceptor = |id: NodeId| {
        let node = world.node(id);
        let own = (
            (!are_alike).then_some(id),
            node.promised().map(|promised| ranks.ballot(promised)),
            node.accepted().map(|accepted| ranks.proposal(accepted)),
        );
        let letters = || letters.iter().filter(|(from, to, _)| *from == id || *to == id);
        let in_flight = sum(&mut letters().map(|(from, to, message)| {
            of(&((*from != id).then_some(*from), (*to != id).then_some(*to), ranks.message(message)))
        }));
        let counted = config.proposer_ids().filter(|&proposer| is_counted(world, proposer, id));
        of(&(
            own,
            in_flight,
            counted.collect::<NodeSet>(),
            accepted(world, config, &ranks, id),
            world.is_down(id),
        ))
    };
    let proposers = sum(&mut config.proposer_ids().filter_map(of_proposer));
    Some(of(&(proposers, sum(&mut config.acceptor_ids().map(of_acceptor)), world.cuts())))
}

/// The messages in flight.
fn letters(world: &World) -> impl Iterator<Item = (NodeId, NodeId, &Message)> {
    world.in_flight().iter().filter_map(|packet| match &packet.message {
        protocol::Message::Synod(message) => Some((packet.from, packet.to, message)),
        _ => None,
    })
}

/// Whether a proposer in phase 1 has counted an acceptor's promise.
fn is_counted(world: &World, id: NodeId, acceptor: NodeId) -> bool {
    proposer(world, id)
        .is_some_and(|proposer| proposer.phase == Phase::Preparing && proposer.promises.contains(acceptor))
}

/// What an acceptor has ever accepted of what is still on its way to somebody.
fn accepted(world: &World, config: &Config, ranks: &Ranks, id: NodeId) -> u64 {
    let mut known: Vec<&Proposal> = Vec::new();
    for (_, _, message) in letters(world) {
        if let Message::Accept(proposal) = message
            && !known.contains(&proposal)
        {
            known.push(proposal);
        }
    }
    let has_accepted = |proposal: &&&Proposal| {
        let ballot = config.numbering.canonical(proposal.ballot);
        let canonical = Proposal { ballot, value: proposal.value.clone() };
        world.ledger().acceptances.get(&canonical).is_some_and(|nodes| nodes.contains(id))
    };
    let parts = known.iter().filter(has_accepted).map(|proposal| of(&ranks.proposal(proposal)));
    parts.fold(0, u64::wrapping_add)
}

fn of(what: &impl Hash) -> u64 {
    FixedState::with_seed(1).hash_one(what)
}

/// The new numbers.
struct Ranks {
    /// The numbers that are only compared any more, in order.
    low: Vec<u32>,
    /// The lowest number that a proposer may still go on from.
    level: u32,
    /// What is taken from it and from all above.
    shift: u32,
}

impl Ranks {
    fn of(world: &World, config: &Config) -> Self {
        // Who has not begun will begin with a number that does not depend on the others'.
        let floor = |proposer: &Proposer| proposer.last.map_or(0, |last| last.max(proposer.heard));
        let floors: Vec<(u32, u32)> = (config.proposers.iter().zip(config.proposer_ids()))
            .filter_map(|(own, id)| Some((own.first, proposer(world, id)?)))
            .filter(|(_, proposer)| proposer.wants.is_some())
            .map(|(first, proposer)| (first, floor(proposer)))
            .collect();
        let level = floors.iter().map(|(_, floor)| *floor).min().unwrap_or(0);
        let mut low = Vec::new();
        let mut note = |ballot: Ballot| low.push(ballot.round);
        for id in world.setup().nodes() {
            let protocol::Node::Synod(own) = world.node(id) else { continue };
            each_of_node(own, &mut note);
        }
        for packet in world.in_flight() {
            let protocol::Message::Synod(message) = &packet.message else { continue };
            map_message(message, &mut |ballot| {
                note(ballot);
                ballot
            });
        }
        low.retain(|round| *round < level);
        low.sort_unstable();
        low.dedup();
        // Nobody comes below a first number, nor what is higher below what is lower.
        let ranks = u32::try_from(low.len()).unwrap_or(u32::MAX);
        let above_first = floors.iter().map(|(first, floor)| floor.saturating_sub(*first)).min().unwrap_or(0);
        let room = above_first.min(level.saturating_sub(ranks.saturating_add(1)));
        let step = config.stride().max(1);
        Ranks { low, level, shift: room / step * step }
    }

    fn round(&self, round: u32) -> u32 {
        if round >= self.level {
            return round - self.shift;
        }
        self.low.binary_search(&round).map_or(0, |place| u32::try_from(place).unwrap_or(u32::MAX) + 1)
    }

    fn ballot(&self, ballot: Ballot) -> Ballot {
        Ballot { round: self.round(ballot.round), ..ballot }
    }

    fn proposal(&self, proposal: &Proposal) -> Proposal {
        Proposal { ballot: self.ballot(proposal.ballot), value: proposal.value.clone() }
    }

    fn message(&self, message: &Message) -> Message {
        map_message(message, &mut |ballot| self.ballot(ballot))
    }

    fn proposer(&self, proposer: &Proposer) -> Proposer {
        let one = |proposal: &Option<Proposal>| proposal.as_ref().map(|proposal| self.proposal(proposal));
        Proposer {
            last: proposer.last.map(|last| self.round(last)),
            // What it has heard counts only above its own last number.
            heard: if proposer.heard > proposer.last.unwrap_or(0) { self.round(proposer.heard) } else { 0 },
            reports: proposer.reports.iter().map(|report| self.proposal(report)).collect(),
            reported: one(&proposer.reported),
            proposal: one(&proposer.proposal),
            promises: NodeSet::default(),
            acceptances: NodeSet::default(),
            ..proposer.clone()
        }
    }
}

/// A node as a proposer, if it is one.
pub(super) fn proposer(world: &World, id: NodeId) -> Option<&Proposer> {
    match world.node(id) {
        protocol::Node::Synod(node) => node.proposer(),
        _ => None,
    }
}

/// Does something with the numbers in a node that are only compared.
fn each_of_node(node: &Node, see: &mut impl FnMut(Ballot)) {
    let of_proposer = |proposer: &Proposer, see: &mut dyn FnMut(Ballot)| {
        // Its own last number is one of them only if it has heard of a higher one; the proposer is none then.
        proposer.last.into_iter().for_each(|round| see(Ballot { round, ..Ballot::UNNUMBERED }));
        let proposals = proposer.reports.iter().chain(&proposer.reported).chain(&proposer.proposal);
        proposals.for_each(|proposal| see(proposal.ballot));
    };
    let of_acceptor = |acceptor: &Acceptor, see: &mut dyn FnMut(Ballot)| {
        acceptor.promised.into_iter().for_each(&mut *see);
        acceptor.accepted.iter().for_each(|accepted| see(accepted.ballot));
    };
    match node {
        Node::Proposer(proposer) => of_proposer(proposer, see),
        Node::Acceptor(acceptor) => of_acceptor(acceptor, see),
        Node::Server(server) => {
            of_proposer(&server.proposer, see);
            of_acceptor(&server.acceptor, see);
        }
        Node::Learner(_) => {}
    }
}

/// A message with other numbers.
fn map_message(message: &Message, to: &mut impl FnMut(Ballot) -> Ballot) -> Message {
    let mut of =
        |proposal: &Proposal| Proposal { ballot: to(proposal.ballot), value: proposal.value.clone() };
    match message {
        Message::Accept(proposal) => Message::Accept(of(proposal)),
        Message::Accepted(proposal) => Message::Accepted(of(proposal)),
        Message::Success(proposal) => Message::Success(of(proposal)),
        Message::Promise(n, accepted) => {
            let accepted = accepted.as_ref().map(of);
            Message::Promise(to(*n), accepted)
        }
        Message::Prepare(n) => Message::Prepare(to(*n)),
        Message::Reject(n, promised) => Message::Reject(to(*n), to(*promised)),
    }
}
