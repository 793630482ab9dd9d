//! What tells worlds apart, in 64 bits: for a search that must know where it has been.
//!
//! Left out is what has no influence on what can still happen: the numbers of messages, when things happened, what they
//! cost, whether a message is held. Of the ledger only that counts which a property may ask for later.
//!
//! It is a sum of parts, so that a step costs no more than what it changed. Two of a million different worlds are taken
//! for one with a probability of about 3 in 10⁸, two of ten million with about 3 in 10⁶.

use super::{Ledger, Packet, Step, World};
use crate::protocol::Node;
use foldhash::quality::FixedState;
use std::hash::{BuildHasher, Hash};
use std::rc::Rc;

/// A world's fingerprint, with its parts.
#[derive(Clone, Debug)]
pub struct Fingerprint {
    nodes: Vec<u64>,
    in_flight: u64,
    ledger: u64,
}

impl Fingerprint {
    /// Of a world.
    pub fn of(world: &World) -> Self {
        Fingerprint {
            nodes: world.rc_nodes().iter().map(of_node).collect(),
            in_flight: world.in_flight().iter().map(of_packet).fold(0, u64::wrapping_add),
            ledger: of_ledger(world.ledger()),
        }
    }

    /// Of the world that a step from `before`, whose fingerprint this is, led to.
    #[must_use]
    pub fn after(&self, before: &World, step: &Step, after: &World) -> Self {
        let nodes = before.rc_nodes().iter().zip(after.rc_nodes()).zip(&self.nodes);
        let gone = step.consumed.as_ref().map_or(0, of_packet);
        let come = step.sent.iter().map(of_packet).fold(0, u64::wrapping_add);
        Fingerprint {
            nodes: nodes
                .map(|((old, new), print)| if Rc::ptr_eq(old, new) { *print } else { of_node(new) })
                .collect(),
            in_flight: self.in_flight.wrapping_sub(gone).wrapping_add(come),
            ledger: if std::ptr::eq(before.ledger(), after.ledger()) {
                self.ledger
            } else {
                of_ledger(after.ledger())
            },
        }
    }

    /// All of it in 64 bits, with what else counts: what the search has left of its bounds, say.
    pub fn with(&self, world: &World, more: &impl Hash) -> u64 {
        let timers = world.timers().iter().map(|timer| of(&(timer.node, timer.timer)));
        let timers = timers.fold(0, u64::wrapping_add);
        of(&(&self.nodes, self.in_flight, self.ledger, timers, world.down(), world.cuts(), more))
    }
}

/// A hash that is the same in every run.
fn of(what: &impl Hash) -> u64 {
    // Any seed will do, as long as it stays the same.
    FixedState::with_seed(0).hash_one(what)
}

fn of_node(node: &Rc<Node>) -> u64 {
    of(node)
}

fn of_packet(packet: &Rc<Packet>) -> u64 {
    of(&(packet.from, packet.to, &packet.message))
}

fn of_ledger(ledger: &Ledger) -> u64 {
    let sum = |parts: &mut dyn Iterator<Item = u64>| parts.fold(0, u64::wrapping_add);
    let votes = ledger.votes.iter().map(|vote| of(&(vote.node, vote.is_yes)));
    let learned = ledger.learned.iter().filter(|learning| !learning.was_chosen);
    let slots = ledger.slots.pages().map(|page| {
        let votes = sum(&mut page.votes.iter().map(of));
        of(&(votes, sum(&mut page.chosen.iter().map(of)), sum(&mut page.issued.iter().map(of))))
    });
    let of_logs = (
        slots.collect::<Vec<_>>(),
        ledger.slots.breach.is_some(),
        of_calls(ledger),
        ledger.seen.as_ref().map(|sight| &sight.state),
        ledger.contradiction.is_some(),
    );
    let issued = &ledger.issued;
    let of_numbers =
        (sum(&mut issued.proposals.iter().map(of)), issued.twins.is_some(), issued.reckless.is_some());
    of(&(
        sum(&mut ledger.proposed.iter().map(of)),
        &ledger.acceptances,
        sum(&mut ledger.chosen.iter().map(|choice| of(&(choice.slot, &choice.proposal)))),
        sum(&mut learned.map(|learning| of(&(learning.node, &learning.value)))),
        &ledger.promised,
        ledger.broken_promises.is_empty(),
        sum(&mut votes.collect::<Vec<_>>().into_iter()),
        ledger.decisions.iter().map(|decision| (decision.node, decision.outcome)).collect::<Vec<_>>(),
        of_logs,
        of_numbers,
    ))
}

/// Of calls only their order in time counts, which is told by how many had been asked when each was answered.
fn of_calls(ledger: &Ledger) -> u64 {
    let asked_by = |step: u32| ledger.calls.iter().filter(|call| call.asked <= step).count();
    let call = |call: &super::Call| {
        let answer = call.answer.as_ref().map(|(result, step)| (result.clone(), asked_by(*step)));
        of(&(call.client, &call.command, answer))
    };
    of(&ledger.calls.iter().map(call).collect::<Vec<_>>())
}
