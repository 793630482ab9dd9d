//! The acceptances that old numbers may still bring about in single-decree Paxos: by an accept that is on its way, or by a
//! proposer in phase 1 that may still send one. Numbers that nobody has prepared yet are not among them.

use crate::protocol::synod::{Adoption, Config, Message, Proposer};
use crate::protocol::{self, Ballot, NodeId, NodeSet, Phase, Proposal, Value};
use crate::sim::World;

/// What acceptors may still accept under an old number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bid {
    /// The number.
    pub ballot: Ballot,
    /// The value; none stands for any value, since the proposer may be asked for another one before it sends.
    pub value: Option<Value>,
    /// Who may still accept it.
    pub reach: NodeSet,
    /// Whether the accept is on its way; if not, its proposer has yet to send it.
    pub is_sent: bool,
}

/// What an acceptor may report in a promise: what it accepted last, if anything. The value is none for any.
type Report = Option<(Ballot, Option<Value>)>;

/// What one acceptor that has not been counted may still promise.
struct Pledge {
    /// The report that binds least.
    least: Option<Ballot>,
    /// All that it may report.
    reports: Vec<Report>,
}

/// All bids, those of lower numbers first.
pub(super) fn bids(world: &World, config: &Config) -> Vec<Bid> {
    let mut bids = sent(world, config);
    // Whoever prepares may learn of what lower numbers bring about, so these come first.
    let mut preparing: Vec<(Ballot, &Proposer)> = config
        .proposer_ids()
        .filter_map(|id| {
            let proposer = proposer(world, id)?;
            let round = proposer.last.filter(|_| proposer.phase == Phase::Preparing)?;
            Some((Ballot { round, proposer: id }, proposer))
        })
        .collect();
    preparing.sort_by(|(a, _), (b, _)| config.numbering.compare(*a, *b));
    for (ballot, proposer) in preparing {
        let reach: NodeSet =
            config.acceptor_ids().filter(|&id| may_accept(world, config, id, ballot)).collect();
        let pledges = pledges(world, config, ballot, proposer, &bids);
        for value in outcomes(config, proposer, &pledges) {
            let bid = Bid { ballot, value, reach, is_sent: false };
            if !reach.is_empty() && !bids.contains(&bid) {
                bids.push(bid);
            }
        }
    }
    bids
}

/// A node as a proposer, if it is one.
fn proposer(world: &World, id: NodeId) -> Option<&Proposer> {
    match world.node(id) {
        protocol::Node::Synod(node) => node.proposer(),
        _ => None,
    }
}

/// Whether this acceptor has not promised above a number.
fn may_accept(world: &World, config: &Config, id: NodeId, ballot: Ballot) -> bool {
    let promised = world.node(id).promised();
    promised.is_none_or(|promised| !config.is_above(promised, Some(ballot)))
}

/// The messages in flight.
fn letters(world: &World) -> impl Iterator<Item = (NodeId, NodeId, &Message)> {
    world.in_flight().iter().filter_map(|packet| match &packet.message {
        protocol::Message::Synod(message) => Some((packet.from, packet.to, message)),
        _ => None,
    })
}

/// The accepts that are on their way to acceptors that would accept them.
fn sent(world: &World, config: &Config) -> Vec<Bid> {
    let mut bids: Vec<Bid> = Vec::new();
    for (_, to, message) in letters(world) {
        let Message::Accept(Proposal { ballot, value }) = message else { continue };
        if !may_accept(world, config, to, *ballot) {
            continue;
        }
        match bids.iter_mut().find(|bid| bid.ballot == *ballot && bid.value.as_ref() == Some(value)) {
            Some(bid) => _ = bid.reach.insert(to),
            None => bids.push(Bid {
                ballot: *ballot,
                value: Some(value.clone()),
                reach: [to].into_iter().collect(),
                is_sent: true,
            }),
        }
    }
    bids
}

/// What those who have not been counted may still promise to a proposer: a promise on its way says what it says; one that
/// is yet to be given reports what its acceptor has accepted, or will have accepted by then.
fn pledges(world: &World, config: &Config, ballot: Ballot, proposer: &Proposer, bids: &[Bid]) -> Vec<Pledge> {
    let known = |accepted: &Proposal| (accepted.ballot, Some(accepted.value.clone()));
    let mut pledges = Vec::new();
    let mut heard = proposer.promises;
    for (from, to, message) in letters(world) {
        match message {
            Message::Promise(n, accepted) if (to, *n) == (ballot.proposer, ballot) && heard.insert(from) => {
                let least = accepted.as_ref().map(|accepted| accepted.ballot);
                pledges.push(Pledge { least, reports: vec![accepted.as_ref().map(known)] });
            }
            Message::Prepare(n)
                if (from, *n) == (ballot.proposer, ballot)
                    && config.is_above(ballot, world.node(to).promised())
                    && heard.insert(to) =>
            {
                let accepted = world.node(to).accepted();
                let later = bids
                    .iter()
                    .filter(|bid| bid.reach.contains(to) && config.is_above(ballot, Some(bid.ballot)));
                let mut reports = vec![accepted.map(known)];
                reports.extend(later.map(|bid| Some((bid.ballot, bid.value.clone()))));
                pledges.push(Pledge { least: accepted.map(|accepted| accepted.ballot), reports });
            }
            _ => {}
        }
    }
    pledges
}

/// The values that a proposer in phase 1 may come to propose: none for any.
fn outcomes(config: &Config, proposer: &Proposer, pledges: &[Pledge]) -> Vec<Option<Value>> {
    let counted = usize::try_from(proposer.promises.len()).unwrap_or(usize::MAX);
    let missing = usize::try_from(config.promise_quorum()).unwrap_or(0).saturating_sub(counted);
    if config.adoption == Adoption::Own {
        return if pledges.len() >= missing { vec![None] } else { Vec::new() };
    }
    let reported = proposer.reported.as_ref().map(|reported| reported.ballot);
    // How many could join without outbidding this report.
    let within = |highest: Option<Ballot>| {
        let fits = |least: Option<Ballot>| {
            least.is_none_or(|least| highest.is_some() && !config.is_above(least, highest))
        };
        pledges.iter().filter(|pledge| fits(pledge.least)).count()
    };
    let mut values = Vec::new();
    if within(reported) >= missing {
        values.push(proposer.reported.as_ref().map(|reported| reported.value.clone()));
    }
    for (ballot, value) in pledges.iter().flat_map(|pledge| &pledge.reports).flatten() {
        if config.is_above(*ballot, reported) && within(Some(*ballot)) >= missing && !values.contains(value) {
            values.push(value.clone());
        }
    }
    values
}
