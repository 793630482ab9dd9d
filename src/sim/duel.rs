//! The livelock, kept going by hand of the adversary: each proposer gets its promises, but before its accepts
//! arrive the other one prepares with a higher number (Paxos Made Simple §2.4).

use super::{Event, Packet, World};
use crate::protocol::{Act, Ballot, MessageKind, NodeId};
use std::rc::Rc;

/// The next event of the duel; none unless two proposers that want values are up.
pub(super) fn next(world: &World) -> Option<Event> {
    let duellists: Vec<NodeId> =
        world.setup().proposers().filter(|&node| prepare_of(world, node).is_some()).collect();
    if duellists.len() < 2 {
        return None;
    }
    deliver_harmless(world).or_else(|| late_accept(world, &duellists)).or_else(|| {
        duellists.iter().min_by_key(|&&node| latest(world, node)).and_then(|&node| prepare_of(world, node))
    })
}

fn prepare_of(world: &World, node: NodeId) -> Option<Event> {
    let prepare = world.acts(node).into_iter().find(|act| matches!(act, Act::Prepare { .. }))?;
    Some(Event::Act(node, prepare))
}

/// The oldest message whose arrival can't make anything accepted.
fn deliver_harmless(world: &World) -> Option<Event> {
    let harmless = |packet: &&Rc<Packet>| {
        let is_too_late = || {
            let (promised, asked) = (world.node(packet.to).promised(), packet.message.ballot());
            let numbers = promised.zip(asked);
            numbers
                .is_some_and(|(promised, asked)| world.setup().numbering().compare(promised, asked).is_gt())
        };
        !packet.is_held && (packet.message.kind() != MessageKind::Accept || is_too_late())
    };
    world.in_flight().iter().find(harmless).map(|packet| Event::Deliver(packet.id))
}

/// A send of accepts that has come too late: some other proposer has prepared with a higher number since.
fn late_accept(world: &World, duellists: &[NodeId]) -> Option<Event> {
    let late = |node: NodeId| duellists.iter().any(|&other| latest(world, other) > latest(world, node));
    let may_send = |node: NodeId| world.acts(node).contains(&Act::SendAccept);
    duellists
        .iter()
        .find(|&&node| late(node) && may_send(node))
        .map(|&node| Event::Act(node, Act::SendAccept))
}

/// The last number that a proposer prepared with, as its acceptors have seen it.
fn latest(world: &World, proposer: NodeId) -> Option<Ballot> {
    world.node(proposer).last_ballot(proposer)
}
