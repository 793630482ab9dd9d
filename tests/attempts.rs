//! Helwer's attempts: what each rule does, how short a failing run can be, and that chance finds it; and that attempt #4
//! with adoption, which is Paxos, never fails.

mod common;

use common::search::{first_seed, shortest};
use paxoscope::check::{Property, judge, properties};
use paxoscope::lesson::{library, run};
use paxoscope::protocol::{Act, Member, MessageKind, NodeId, Setup, Value};
use paxoscope::sim::{Event, RandomSchedule, World};
use std::rc::Rc;

/// A world of servers, each of which wants a value or nothing.
fn servers(protocol: &str, wishes: &[Option<&str>]) -> World {
    let mut setup = Setup::usual(protocol).expect("a construction");
    let members = Member::write_list(&Member::numbered('S', wishes.len(), wishes));
    setup.cluster_mut().set("servers", &members).expect("members");
    setup.cluster().validate().expect("a sound cluster");
    World::new(Rc::new(setup))
}

const TWO: [Option<&str>; 3] = [Some("red"), None, Some("blue")];
const THREE: [Option<&str>; 3] = [Some("red"), Some("green"), Some("blue")];

/// Each proposer opens once, goes on when it may, and messages arrive. Only what reaches an acceptor counts.
fn moves(world: &World) -> Vec<(Event, bool)> {
    let mut moves = Vec::new();
    for node in world.setup().nodes() {
        let is_idle = world.node(node).phase() == paxoscope::protocol::Phase::Idle;
        let opening = world.acts(node).first().copied().filter(|_| is_idle);
        let next = opening.or_else(|| world.node(node).eager_act(world.setup(), node));
        moves.extend(next.map(|act| (Event::Act(node, act), false)));
    }
    for packet in world.in_flight() {
        let kind = packet.message.kind();
        let reaches_acceptor =
            matches!(kind, MessageKind::Check | MessageKind::Prepare | MessageKind::Accept);
        // That a proposer hears of acceptances changes nothing for anybody.
        if kind != MessageKind::Accepted {
            moves.push((Event::Deliver(packet.id), reaches_acceptor));
        }
    }
    moves
}

fn is_broken(property: Property) -> impl Fn(&World) -> bool {
    move |world| !judge(property, world).holds()
}

/// The lengths of lessons/README, part (b), found by search.
#[test]
fn the_shortest_failing_runs_are_as_short_as_the_table_says() {
    for (protocol, length) in [("attempt-2", 4), ("attempt-3", 8), ("attempt-4", 8)] {
        for property in [Property::Consistency, Property::Immutability] {
            let found = shortest(servers(protocol, &TWO), moves, is_broken(property));
            assert_eq!(found.run.map(|(cost, _)| cost), Some(length), "{protocol}, {property:?}");
        }
    }
}

#[test]
fn attempt_one_is_stuck_after_three_votes_or_after_two_and_a_crash() {
    let stuck = is_broken(Property::Durability);
    let found = shortest(servers("attempt-1", &THREE), moves, &stuck);
    assert_eq!(found.run.map(|(cost, _)| cost), Some(3));
    assert_eq!(
        shortest(servers("attempt-1", &TWO), moves, &stuck).run,
        None,
        "two values, three votes, no crash"
    );
    let with_a_crash = |world: &World| {
        let mut moves = moves(world);
        if world.down().is_empty() {
            moves.extend(world.setup().nodes().map(|node| (Event::Crash(node), false)));
        }
        moves
    };
    let found = shortest(servers("attempt-1", &TWO), with_a_crash, &stuck);
    assert_eq!(found.run.map(|(cost, _)| cost), Some(2));
}

/// All runs of two proposers with one proposal each: nothing is left out.
#[test]
fn attempt_one_is_consistent_and_so_is_paxos_by_servers() {
    for protocol in ["attempt-1", "attempt-4-continued"] {
        let found = shortest(servers(protocol, &TWO), moves, is_broken(Property::Consistency));
        assert_eq!(found.run, None, "{protocol}");
        assert!(found.worlds > 100, "{protocol}: {} worlds", found.worlds);
    }
}

/// The lessons called “shortest” are: as many messages reach acceptors in them as the search needs.
#[test]
fn the_shortest_lessons_are_as_short() {
    for (slug, length) in [
        ("attempt-1-shortest", 2),
        ("attempt-2-shortest", 4),
        ("attempt-3-shortest", 8),
        ("attempt-4-shortest", 8),
    ] {
        let lesson = library().iter().find(|lesson| lesson.slug == slug).cloned().expect("a lesson");
        let run = run(&lesson).expect("it holds");
        let mut world = World::new(Rc::clone(&lesson.setup));
        let mut count = 0;
        for event in &run.events {
            if properties(&lesson.setup).iter().any(|&property| !judge(property, &world).holds()) {
                break;
            }
            let (next, step) = world.step(event).expect("it has happened");
            let kind = step.consumed.map(|packet| packet.message.kind());
            let asks = [MessageKind::Check, MessageKind::Prepare, MessageKind::Accept];
            count += usize::from(kind.is_some_and(|kind| asks.contains(&kind)));
            world = next;
        }
        assert_eq!(count, length, "{slug}");
    }
}

/// What the lessons of the attempts end in: a failing attempt in a broken requirement, a safe one in none.
#[test]
fn lessons_end_as_their_attempts_do() {
    let broken = |slug: &str| {
        let lesson = library().iter().find(|lesson| lesson.slug == slug).cloned().expect("a lesson");
        let mut world = World::new(Rc::clone(&lesson.setup));
        for event in &run(&lesson).expect("it holds").events {
            world.apply(event).expect("it has happened");
        }
        let all = properties(&lesson.setup).iter().copied();
        all.filter(|&property| !judge(property, &world).holds()).collect::<Vec<_>>()
    };
    let both = vec![Property::Consistency, Property::Immutability];
    for (slug, ends) in [
        ("attempt-1", vec![Property::Durability]),
        ("attempt-1-shortest", vec![Property::Durability]),
        ("attempt-2", both.clone()),
        ("attempt-2-shortest", both.clone()),
        ("attempt-3", both.clone()),
        ("attempt-3-shortest", both.clone()),
        ("attempt-4-shortest", both),
        ("attempt-4", Vec::new()),
        ("converge", Vec::new()),
        ("no-progress", Vec::new()),
    ] {
        assert_eq!(broken(slug), ends, "{slug}");
    }
}

#[test]
fn chance_finds_what_is_broken() {
    for (protocol, wishes, property) in [
        ("attempt-1", &THREE, Property::Durability),
        ("attempt-2", &TWO, Property::Consistency),
        ("attempt-3", &TWO, Property::Immutability),
        ("attempt-4", &TWO, Property::Consistency),
    ] {
        let start = servers(protocol, wishes);
        let seed = first_seed(&start, 0..2000, 120, RandomSchedule::stormy, is_broken(property));
        assert!(seed.is_some(), "{protocol}");
    }
}

/// A hundred thousand storms each: crashes, restarts, loss, duplicates, cut links.
#[test]
fn chance_finds_nothing_in_what_is_safe() {
    let start = servers("attempt-1", &THREE);
    let broken = |world: &World| {
        !judge(Property::Consistency, world).holds() || !judge(Property::Immutability, world).holds()
    };
    assert_eq!(first_seed(&start, 0..100_000, 30, RandomSchedule::stormy, broken), None);
    let start = servers("attempt-4-continued", &TWO);
    let broken =
        |world: &World| properties(world.setup()).iter().any(|&property| !judge(property, world).holds());
    assert_eq!(first_seed(&start, 0..100_000, 45, RandomSchedule::stormy, broken), None);
}

#[test]
fn a_server_that_restarts_keeps_what_it_accepted_and_nothing_else() {
    let mut world = servers("attempt-2", &TWO);
    let (first, second) = (NodeId(0), NodeId(1));
    world.apply(&Event::Request(second, Value::new("green"))).expect("a server takes requests");
    world.apply(&Event::Act(second, Act::SendAccept)).expect("it wants a value now");
    let to_first = world.in_flight().iter().find(|packet| packet.to == first).expect("a copy for each").id;
    world.apply(&Event::Deliver(to_first)).expect("it is in flight");
    for node in [first, second] {
        world.apply(&Event::Crash(node)).expect("it is up");
        world.apply(&Event::Restart(node)).expect("it is down");
    }
    assert_eq!(world.node(first).accepted().map(|proposal| proposal.value.as_str()), Some("green"));
    assert!(world.acts(second).is_empty(), "what somebody asked it for by hand is gone");
    assert_eq!(world.acts(first), [Act::SendAccept], "what the settings say it wants is not");
}

#[test]
fn a_server_prepares_above_whatever_it_has_promised() {
    let mut world = servers("attempt-4-continued", &TWO);
    world.apply(&Event::Act(NodeId(0), Act::Prepare { round: 7 })).expect("any round will do");
    let to_third =
        world.in_flight().iter().find(|packet| packet.to == NodeId(2)).expect("a copy for each").id;
    assert_eq!(world.acts(NodeId(2)), [Act::Prepare { round: 1 }]);
    world.apply(&Event::Deliver(to_third)).expect("it is in flight");
    assert_eq!(world.acts(NodeId(2)), [Act::Prepare { round: 8 }]);
    world.apply(&Event::Crash(NodeId(2))).expect("it is up");
    world.apply(&Event::Restart(NodeId(2))).expect("it is down");
    assert_eq!(world.acts(NodeId(2)), [Act::Prepare { round: 8 }], "the promise is on stable storage");
}
