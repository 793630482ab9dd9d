//! The ladder in every schedule of a small cluster: how short a violation can be, and that there is none where the deck
//! says so.
//!
//! Steps are counted as in the table of the lessons' design: after both requests were heard, one is an order, a delivery, an
//! execution with its reply, a crash, or a failure detection (with the prepare that follows). A message may be slow for
//! ever, which is as good as lost.

mod common;

use common::rungs::{asked, cluster, nodes};
use common::search::{Found, Move, search};
use paxoscope::protocol::{Act, MessageKind, Node, NodeId, Role, Timer, ladder};
use paxoscope::sim::{Event, Packet, World};

/// What may happen besides orders, deliveries and executions.
#[derive(Clone, Copy, Debug, Hash)]
struct Budget {
    /// How many servers may crash, for good.
    crashes: u32,
    /// How many failure detections there may be.
    detections: u32,
    /// Whether detectors speak only where every other server is down.
    are_accurate: bool,
    /// How many accepts may be sent again.
    retransmissions: u32,
    /// How many sequence numbers are used.
    slots: u32,
}

const CALM: Budget = Budget { crashes: 0, detections: 0, are_accurate: false, retransmissions: 0, slots: 2 };

fn server(world: &World, id: NodeId) -> &ladder::Server {
    let Node::Ladder(node) = world.node(id) else { panic!("the ladder") };
    node.server().expect("a server")
}

/// What a client is told, it is told at once: nothing that servers do depends on it.
fn telling(world: &World) -> Option<Event> {
    let is_reply = |kind| kind == MessageKind::Reply;
    let reply = world.in_flight().iter().find(|packet| is_reply(packet.message.kind()));
    let owed = |id: NodeId| {
        let act = world.acts(id).into_iter().find(|act| matches!(act, Act::Reply { .. }))?;
        Some(Event::Act(id, act))
    };
    let tell = || nodes(world, Role::Server).into_iter().find_map(owed);
    reply.map(|packet| Event::Deliver(packet.id)).or_else(tell)
}

/// Whether it makes a difference that a message arrives. A learn for the only sequence number there is makes none once its
/// receiver has executed.
fn is_heard(world: &World, packet: &Packet, budget: &Budget) -> bool {
    let is_learn = packet.message.kind() == MessageKind::Accepted;
    let is_late = || is_learn && budget.slots == 1 && server(world, packet.to).done > 0;
    !world.is_down(packet.to) && !is_late()
}

fn moves(world: &World, budget: &Budget) -> Vec<Move<Budget>> {
    if let Some(event) = telling(world) {
        return vec![Move::free(event, *budget)];
    }
    let mut moves = Vec::new();
    let servers = nodes(world, Role::Server);
    for &id in &servers {
        let is_new = |act: &Act| matches!(act, Act::Propose { .. });
        let is_full = server(world, id).accepted.highest() >= budget.slots;
        let acts = world.acts(id).into_iter().filter(|act| !is_full || !is_new(act));
        moves.extend(acts.map(|act| Move::step(Event::Act(id, act), *budget)));
    }
    let arrives = world.in_flight().iter().filter(|packet| is_heard(world, packet, budget));
    moves.extend(arrives.map(|packet| Move::step(Event::Deliver(packet.id), *budget)));
    if budget.crashes > 0 {
        let left = Budget { crashes: budget.crashes - 1, ..*budget };
        let up = servers.iter().filter(|&&id| !world.is_down(id));
        moves.extend(up.map(|&id| Move::step(Event::Crash(id), left)));
    }
    let alone = world.down().len() as usize + 1 == servers.len();
    for due in world.timers() {
        let event = Event::Fire(due.node, due.timer);
        match due.timer {
            Timer::Detector if budget.detections > 0 && (alone || !budget.are_accurate) => {
                let detections = budget.detections - 1;
                moves.push(Move::step(event, Budget { detections, ..*budget }));
            }
            Timer::Retransmit if budget.retransmissions > 0 => {
                let retransmissions = budget.retransmissions - 1;
                moves.push(Move::step(event, Budget { retransmissions, ..*budget }));
            }
            _ => {}
        }
    }
    moves
}

fn do_clients_disagree(world: &World) -> bool {
    world.ledger().contradiction.is_some()
}

fn look(rung: &str, settings: &str, budget: Budget) -> Found {
    search(asked(rung, settings), budget, moves, do_clients_disagree)
}

/// Of five servers S2, S4 and S5 are alike as long as they have heard nothing from the others: it is enough if they hear
/// the first of it in this order. Who takes over is S3, for all but S1 are alike as long as nobody has.
fn moves_of_five(world: &World, start: &World, budget: &Budget) -> Vec<Move<Budget>> {
    let is_untouched = |id: u8| world.node(NodeId(id)) == start.node(NodeId(id));
    let first = [1, 3, 4].into_iter().find(|&id| is_untouched(id));
    let mut moves = moves(world, budget);
    moves.retain(|considered| match considered.event {
        Event::Fire(server, _) => server == NodeId(2),
        Event::Deliver(id) => {
            let to = world.packet(id).expect("it is in flight").to.0;
            ![1, 3, 4].contains(&to) || !is_untouched(to) || Some(to) == first
        }
        _ => true,
    });
    moves
}

#[track_caller]
fn violated(rung: &str, settings: &str, budget: Budget, steps: usize) {
    let found = look(rung, settings, budget);
    assert_eq!(found.run.as_ref().map(|(steps, _)| *steps), Some(steps), "{rung}: {:?}", found.run);
}

/// Where nothing is found, everything has been looked at. How many worlds that are depends on how replies and timers are
/// modelled, so the numbers here only say that it was no small thing.
#[track_caller]
fn holds(rung: &str, settings: &str, budget: Budget, worlds_min: usize) {
    let found = look(rung, settings, budget);
    assert_eq!(found.run, None, "{rung}");
    assert!(found.worlds >= worlds_min, "{rung}: {} worlds", found.worlds);
}

const fn detections(detections: u32) -> Budget {
    Budget { detections, ..CALM }
}

/// V1. Here the deliveries of the requests are among the steps: their order is what goes wrong.
#[test]
fn two_servers_disagree_in_4_steps() {
    let mut start = cluster("two-servers", "");
    for client in nodes(&start, Role::Client) {
        start.apply(&Event::Act(client, Act::Ask)).expect("it has a request");
    }
    let found = search(start, CALM, moves, do_clients_disagree);
    assert_eq!(found.run.map(|(steps, _)| steps), Some(4));
}

/// V2 and V3.
#[test]
fn a_leader_without_numbers_that_are_minded_is_contradicted_in_5_steps() {
    violated("send-accept", "", CALM, 5);
    violated("sequence-numbers", "", CALM, 5);
}

/// V3d, V3b.
#[test]
fn numbers_that_are_minded_keep_two_servers_in_step() {
    holds("discard", "", CALM, 100);
    holds("buffer", "", CALM, 100);
}

/// V4, V5: without crashes, whatever is sent again.
#[test]
fn retransmission_does_no_harm() {
    let twice = Budget { retransmissions: 2, ..CALM };
    holds("retransmit", "", twice, 3_000);
    holds("retrans-accept", "", twice, 3_000);
}

/// V6: 4 steps with a false detection; 5 with a real crash, which is Case 4 of the deck.
#[test]
fn the_single_server_rule_is_violated_in_4_steps_and_in_5_with_a_real_crash() {
    violated("single-server-rule", "", detections(1), 4);
    let crash = Budget { crashes: 1, are_accurate: true, ..detections(1) };
    violated("single-server-rule", "", crash, 5);
}

/// V7.
#[test]
fn a_leader_that_waits_is_safe_unless_both_detectors_err() {
    let accurate = Budget { crashes: 1, are_accurate: true, ..detections(2) };
    holds("wait-for-learn", "", accurate, 500);
    holds("wait-for-learn", "", Budget { crashes: 1, ..detections(1) }, 1_000);
    violated("wait-for-learn", "", detections(2), 4);
}

/// V8: safe with one sequence number if the first accept wins.
#[test]
fn three_servers_are_safe_if_the_first_accept_wins() {
    holds("wait-for-learn-3", "", Budget { slots: 1, crashes: 1, ..detections(2) }, 100_000);
}

#[test]
fn three_servers_are_violated_in_7_steps_if_the_last_accept_wins() {
    violated("wait-for-learn-3", "conflict=last", detections(1), 7);
}

/// V9 and V10.
#[test]
fn promises_that_tell_nothing_are_violated_in_9_steps() {
    violated("leader-names", "", detections(1), 9);
    violated("round-numbers", "", detections(1), 9);
}

/// V11, with one sequence number and one takeover.
#[test]
fn promises_that_tell_what_was_accepted_are_safe() {
    holds("leader-change", "", Budget { slots: 1, ..detections(1) }, 100_000);
}

/// V12, with one sequence number and one takeover.
#[test]
fn five_servers_that_execute_on_accept_are_violated_in_11_steps() {
    let start = asked("five-servers", "");
    let moves = |world: &World, budget: &Budget| moves_of_five(world, &start, budget);
    let found = search(start.clone(), Budget { slots: 1, ..detections(1) }, moves, do_clients_disagree);
    assert_eq!(found.run.as_ref().map(|(steps, _)| *steps), Some(11), "{:?}", found.run);
}

/// V14, with one takeover, without which nobody leads.
#[test]
fn paxos_is_safe() {
    holds("paxos", "", Budget { slots: 1, crashes: 1, ..detections(1) }, 10_000);
}
