//! The properties of atomic commitment (Bernstein, Hadzilacos and Goodman, *Concurrency Control and Recovery in Database
//! Systems*, chapter 7), for every construction whose nodes vote and decide.

use super::Verdict;
use crate::protocol::{Link, NodeId, NodeSet, Outcome, Role, Standing};
use crate::sim::{Ledger, World};

/// Everybody who decides decides the same, once and for all.
pub(super) fn same_decision(ledger: &Ledger) -> Verdict {
    let Some(first) = ledger.decisions.first() else {
        return Verdict::Holds;
    };
    let other = ledger.decisions.iter().find(|decision| decision.outcome != first.outcome);
    other.map_or(Verdict::Holds, |other| Verdict::Split(*first, *other))
}

/// Nobody commits before every participant has voted yes.
pub(super) fn unanimous_commit(world: &World) -> Verdict {
    let ledger = world.ledger();
    for decision in ledger.decisions.iter().filter(|decision| decision.outcome == Outcome::Commit) {
        let has_agreed = |node: NodeId| {
            ledger.votes.iter().any(|vote| vote.node == node && vote.is_yes && vote.step <= decision.step)
        };
        let missing = world.setup().with_role(Role::Participant).find(|&node| !has_agreed(node));
        if let Some(missing) = missing {
            return Verdict::CommitWithoutYes(*decision, missing);
        }
    }
    Verdict::Holds
}

/// Nobody who is up waits for those who are down or cut off: that is so for a node that may not decide by its own rules,
/// has asked all whom it reaches and got no decision, when nobody to whom it is connected may decide either and no
/// message to any of them brings a decision.
pub(super) fn non_blocking(world: &World) -> Verdict {
    let mut seen = NodeSet::default();
    for node in world.setup().nodes().filter(|&node| !world.is_down(node)) {
        if seen.contains(node) {
            continue;
        }
        let connected = connected(world, node);
        seen = NodeSet(seen.0 | connected.0);
        let waiting = waiting(world, connected);
        let away: NodeSet = world.setup().nodes().filter(|&other| !connected.contains(other)).collect();
        if !waiting.is_empty() && !away.is_empty() {
            let are_down = away.iter().all(|other| world.is_down(other));
            return if are_down {
                Verdict::WaitForDown(waiting, away)
            } else {
                Verdict::WaitForCutOff(waiting, away)
            };
        }
    }
    Verdict::Holds
}

/// The nodes of a connected group that have asked all around and are none the wiser; nobody if somebody in the group can
/// still come by a decision.
fn waiting(world: &World, group: NodeSet) -> NodeSet {
    let standing = |node: NodeId| world.node(node).standing(world.setup(), node);
    let is_in_doubt = |node: NodeId| matches!(standing(node), Some(Standing::MayAsk | Standing::MustHear(_)));
    let brings_decision = world
        .in_flight()
        .iter()
        .any(|packet| group.contains(packet.to) && packet.message.outcome().is_some());
    if brings_decision || !group.iter().all(is_in_doubt) {
        return NodeSet::default();
    }
    let has_asked_all = |&node: &NodeId| match standing(node) {
        Some(Standing::MustHear(undecided)) => group
            .iter()
            .all(|other| other == node || !reaches(world, node, other) || undecided.contains(other)),
        _ => false,
    };
    group.iter().filter(has_asked_all).collect()
}

/// The nodes that are up and connected to this one, by whatever way, itself among them.
fn connected(world: &World, node: NodeId) -> NodeSet {
    let mut group: NodeSet = [node].into_iter().collect();
    loop {
        let is_next = |&other: &NodeId| {
            !group.contains(other)
                && !world.is_down(other)
                && group.iter().any(|member| reaches(world, member, other))
        };
        match world.setup().nodes().find(is_next) {
            Some(next) => group.insert(next),
            None => return group,
        };
    }
}

fn reaches(world: &World, a: NodeId, b: NodeId) -> bool {
    world.setup().cluster().talk(a, b) && !world.cuts().contains(&Link::new(a, b))
}
