//! Schedules do what they say: rounds are rounds, turns are turns, queues are queues, and rates come out.

mod common;

use common::{cluster, two};
use paxoscope::protocol::synod::Config;
use paxoscope::protocol::{NodeId, Setup};
use paxoscope::sim::{Event, Latency, MsgId, Packet, RandomSchedule, Schedule, Step, World};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

fn start(config: Config) -> World {
    World::new(Rc::new(Setup::Synod(config)))
}

fn five() -> Config {
    cluster(&[("P1", "foo"), ("P2", "bar")], &["A1", "A2", "A3", "A4", "A5"], &["L1", "L2"])
}

/// Plays at most `steps` events, and shows each with the world before it and what it did.
fn watch(schedule: &Schedule, config: Config, steps: usize, mut look: impl FnMut(&World, &Step)) -> World {
    let mut world = start(config);
    for _ in 0..steps {
        let Some(event) = schedule.next(&world) else { break };
        let (next, step) = world.step(&event).expect("a schedule chooses what is enabled");
        look(&world, &step);
        world = next;
    }
    world
}

fn ids(world: &World) -> BTreeSet<MsgId> {
    world.in_flight().iter().map(|packet| packet.id).collect()
}

#[test]
fn a_synchronous_round_delivers_what_was_in_flight_when_it_began_and_then_the_nodes_step() {
    for config in [two(), five()] {
        let (mut round, mut waiting, mut acted) = (0, BTreeSet::new(), false);
        let end = watch(&Schedule::Synchronous, config, 500, |world, step| match &step.event {
            Event::Deliver(id) => {
                if waiting.is_empty() {
                    (waiting, acted, round) = (ids(world), false, round + 1);
                }
                assert_eq!(Some(id), waiting.first(), "in the order in which they were sent");
                assert!(!acted, "first the messages, then the nodes");
                waiting.pop_first();
            }
            Event::Act(..) => {
                assert!(waiting.is_empty(), "a node steps while messages of the round are on their way");
                acted = true;
            }
            Event::Fire(..) => assert!(world.in_flight().is_empty(), "patience ends last"),
            other => panic!("nothing fails: {other:?}"),
        });
        assert_eq!(round, end.round());
        assert!(round >= 4, "prepare, promise, accept, accepted");
        assert!(end.ledger().chosen_value().is_some() && end.in_flight().is_empty());
    }
}

/// The textbook count: with one proposer and nothing failing a value is learned after five message delays.
#[test]
fn one_proposer_needs_five_synchronous_rounds() {
    let one = cluster(&[("A", "foo")], &["top", "mid", "bot"], &["l1", "l2"]);
    let end = watch(&Schedule::Synchronous, one, 500, |_, _| ());
    assert_eq!((end.round(), end.ledger().learned.len()), (5, 2));
}

fn mover(step: &Step) -> Option<NodeId> {
    match &step.event {
        Event::Act(node, _) | Event::Fire(node, _) => Some(*node),
        _ => step.consumed.as_ref().map(|packet| packet.to),
    }
}

#[test]
fn round_robin_gives_everybody_its_turn_and_its_oldest_message() {
    let mut turns = Vec::new();
    let end = watch(&Schedule::RoundRobin, five(), 500, |world, step| {
        let node = mover(step).expect("somebody moves");
        if let Event::Deliver(id) = step.event {
            let oldest = world.in_flight().iter().find(|packet| packet.to == node);
            assert_eq!(oldest.map(|packet| packet.id), Some(id));
        }
        // Who is passed over has nothing to receive.
        let last = turns.last().copied().unwrap_or(NodeId(8));
        let size = u8::try_from(world.setup().size()).expect("small");
        let between = (1..size).map(|offset| NodeId((last.0 + offset) % size)).take_while(|&it| it != node);
        if !matches!(step.event, Event::Fire(..)) {
            for passed in between {
                assert!(world.in_flight().iter().all(|packet| packet.to != passed), "{passed:?} had mail");
            }
        }
        turns.push(node);
    });
    assert_eq!(turns[..4], [NodeId(0), NodeId(1), NodeId(2), NodeId(3)]);
    assert!(end.ledger().chosen_value().is_some() && end.in_flight().is_empty());
}

#[test]
fn schedules_by_turns_leave_alone_what_is_held_and_who_is_down() {
    for schedule in [Schedule::Synchronous, Schedule::RoundRobin] {
        let mut world = start(two());
        world.apply(&Event::Crash(NodeId(0))).expect("it is up");
        let first = schedule.next(&world).expect("B goes on");
        world.apply(&first).expect("enabled");
        let held = world.in_flight()[0].id;
        world.apply(&Event::Hold(held)).expect("in flight");
        while let Some(event) = schedule.next(&world)
            && world.steps() < 300
        {
            assert_ne!(event.message(), Some(held));
            world.apply(&event).expect("enabled");
        }
        assert!(world.ledger().chosen_value().is_some());
        assert!(world.packet(held).is_some());
    }
}

fn storm() -> RandomSchedule {
    RandomSchedule { cut: 20, mend: 100, ..RandomSchedule::stormy(0) }
}

/// Messages of one way that arrive although earlier ones of it are still in flight.
fn overtakings(random: &RandomSchedule, seeds: u64) -> (u32, u32) {
    let (mut overtook, mut delivered) = (0, 0);
    for seed in 0..seeds {
        let schedule = Schedule::Random(RandomSchedule { seed, ..random.clone() });
        watch(&schedule, five(), 300, |world, step| {
            let Some(packet) = &step.consumed else { return };
            let is_earlier = |other: &&Rc<Packet>| {
                (other.from, other.to) == (packet.from, packet.to) && other.id < packet.id
            };
            delivered += 1;
            overtook += u32::from(world.in_flight().iter().any(|other| is_earlier(&other)));
        });
    }
    (overtook, delivered)
}

#[test]
fn without_reordering_every_way_is_a_queue() {
    for latency in Latency::ALL {
        let queue = RandomSchedule { latency, reordering: 0, ..storm() };
        assert_eq!(overtakings(&queue, 60).0, 0, "{latency:?}");
        let loose = RandomSchedule { latency, reordering: 1000, ..storm() };
        let some = overtakings(&loose, 60).0;
        // Times that are all the same let nobody overtake.
        assert_eq!(some > 0, latency != Latency::Fixed, "{latency:?}: {some}");
    }
}

#[test]
fn the_rate_of_reordering_lies_between_none_and_all() {
    let count = |reordering| overtakings(&RandomSchedule { reordering, ..storm() }, 60).0;
    let counts = [count(0), count(200), count(1000)];
    assert!(counts.is_sorted_by(|a, b| a < b), "{counts:?}");
}

/// How often in a thousand something happened.
fn rate(part: u32, of: u32) -> u32 {
    assert!(of > 1500, "{of} are too few to tell");
    part * 1000 / of
}

#[test]
fn rates_are_what_they_say() {
    let random = RandomSchedule {
        loss: 200,
        duplication: 100,
        crash: 30,
        restart: 150,
        crashed_max: 9,
        cut: 40,
        mend: 120,
        ..RandomSchedule::calm(0)
    };
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for seed in 0..120 {
        let schedule = Schedule::Random(RandomSchedule { seed, ..random.clone() });
        watch(&schedule, five(), 200, |world, step| {
            let mut add = |name| *counts.entry(name).or_default() += 1;
            add("steps");
            (!world.down().is_empty()).then(|| add("with somebody down"));
            (!world.cuts().is_empty()).then(|| add("with a cut"));
            match step.event {
                Event::Drop(_) => add("loss"),
                Event::Duplicate(_) => add("duplication"),
                Event::Deliver(_) => add("deliver"),
                Event::Crash(_) => add("crash"),
                Event::Restart(_) => add("restart"),
                Event::Cut(_) => add("cut"),
                Event::Mend(_) => add("mend"),
                _ => {}
            }
        });
    }
    let count = |name| counts[name];
    let fates = count("loss") + count("duplication") + count("deliver");
    let near = |found: u32, wanted: u32, name| {
        assert!(found.abs_diff(wanted) <= wanted / 4, "{name}: {found} and not {wanted} of 1000");
    };
    near(rate(count("loss"), fates), 200, "loss");
    near(rate(count("crash"), count("steps")), 30, "crash");
    near(rate(count("restart"), count("with somebody down")), 150, "restart");
    near(rate(count("cut"), count("steps")), 40, "cut");
    near(rate(count("mend"), count("with a cut")), 120, "mend");
    // A copy is not copied again, and what is lost can't be.
    let copies = rate(count("duplication"), fates);
    assert!((50..=90).contains(&copies), "duplication: {copies}");
}

/// How the times themselves are spread is tested beside them, in `sim/random.rs`.
#[test]
fn messages_that_all_take_the_same_time_arrive_in_their_order() {
    let fixed = RandomSchedule { latency: Latency::Fixed, latency_max: 9, ..RandomSchedule::calm(1) };
    watch(&Schedule::Random(fixed), five(), 300, |world, step| {
        if let Some(packet) = &step.consumed {
            assert_eq!(Some(packet), world.in_flight().first());
        }
    });
}

#[test]
fn a_seed_gives_one_run_under_every_setting() {
    let run = |random: RandomSchedule| {
        let mut events = Vec::new();
        watch(&Schedule::Random(random), five(), 200, |_, step| events.push(step.event.clone()));
        events
    };
    for latency in Latency::ALL {
        let with = |seed| RandomSchedule { seed, latency, reordering: 500, ..storm() };
        assert_eq!(run(with(5)), run(with(5)));
        assert_ne!(run(with(5)), run(with(6)));
    }
}
