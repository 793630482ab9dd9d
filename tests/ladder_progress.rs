//! That the ladder's clusters get on: every request is served where nothing fails for ever, whoever lags catches up, and
//! what the deck calls stuck is stuck.

mod common;

use common::rungs::{asked, cluster, lengths, nodes};
use common::weather::{Weather, play};
use paxoscope::protocol::ladder::Rung;
use paxoscope::protocol::{NodeId, Role, Timer, Value};
use paxoscope::sim::{Event, RandomSchedule, Schedule, World};

const ORDERLY: [Schedule; 3] = [Schedule::InOrder, Schedule::Synchronous, Schedule::RoundRobin];

/// Lets a schedule go on to its end, or for so many steps. Whether it came to an end.
fn go_on(world: &mut World, schedule: &Schedule, steps: u32) -> bool {
    for _ in 0..steps {
        let Some(event) = schedule.next(world) else { return true };
        world.apply(&event).expect("a schedule chooses what is enabled");
    }
    schedule.next(world).is_none()
}

/// Ends all faults.
fn repair(world: &mut World) {
    for node in world.down().iter() {
        world.apply(&Event::Restart(node)).expect("it is down");
    }
    if !world.cuts().is_empty() {
        world.apply(&Event::Heal).expect("something is cut");
    }
}

/// Asks for one more request.
fn ask(world: &mut World, value: &str) {
    let client = nodes(world, Role::Client)[0];
    world.apply(&Event::Request(client, Value::new(value))).expect("clients take requests");
}

fn fire(world: &mut World, server: u8) {
    world.apply(&Event::Fire(NodeId(server), Timer::Detector)).expect("its detector runs");
}

/// On the highest rung there is one request to be ordered, and whoever wants another waits for ever.
#[test]
fn every_rung_serves_every_client_if_nothing_fails_and_then_is_done() {
    for (key, rung) in Rung::ALL {
        for schedule in ORDERLY {
            let mut world = cluster(key, "clients=3 requests=20");
            let is_done = go_on(&mut world, &schedule, 3_000);
            let all = if rung == Rung::Paxos { 1 } else { 60 };
            let lengths = lengths(&world);
            assert!(lengths.iter().all(|&length| length == all), "{key} {schedule:?}: {lengths:?}");
            assert_eq!(is_done, rung != Rung::Paxos, "{key} {schedule:?}");
            assert!(world.leaders().len() <= 1, "{key} {schedule:?}: nobody suspects a leader that works");
        }
    }
}

#[test]
fn multi_paxos_serves_every_client_after_the_leader_has_crashed() {
    for servers in ["servers=3", "servers=5"] {
        for schedule in ORDERLY {
            for crash_at in (0..400).step_by(7) {
                let mut world = cluster("multi-paxos", &format!("{servers} clients=3 requests=20"));
                go_on(&mut world, &schedule, crash_at);
                world.apply(&Event::Crash(NodeId(0))).expect("it is up");
                go_on(&mut world, &schedule, 3_000);
                let place = format!("{servers} {schedule:?} {crash_at}");
                assert!(lengths(&world)[1..].iter().all(|&length| length == 60), "{place}");
                assert_eq!(world.leaders().iter().collect::<Vec<_>>(), [NodeId(1)], "{place}");
                // And when it comes back, it catches up.
                repair(&mut world);
                assert!(go_on(&mut world, &schedule, 2_000), "{place}");
                assert!(lengths(&world).iter().all(|&length| length == 60), "{place}: {:?}", lengths(&world));
            }
        }
    }
}

/// Whoever crashes between acceptance and execution has nobody to tell it more until the next request.
#[test]
fn a_follower_that_was_down_catches_up_with_the_next_request() {
    for (rung, servers) in [
        ("leader-change", 3),
        ("all-to-all-learn", 5),
        ("await-commit", 5),
        ("multi-paxos", 3),
        ("multi-paxos", 5),
    ] {
        for crash_at in (0..120).step_by(5) {
            let mut world = cluster(rung, &format!("servers={servers} clients=3 requests=20"));
            go_on(&mut world, &Schedule::Synchronous, crash_at);
            world.apply(&Event::Crash(NodeId(2))).expect("it is up");
            go_on(&mut world, &Schedule::Synchronous, 900);
            repair(&mut world);
            go_on(&mut world, &Schedule::Synchronous, 4_000);
            ask(&mut world, "late");
            assert!(go_on(&mut world, &Schedule::Synchronous, 1_000), "{rung} {crash_at}");
            assert!(
                lengths(&world).iter().all(|&length| length == 61),
                "{rung} {crash_at}: {:?}",
                lengths(&world)
            );
        }
    }
}

#[test]
fn a_server_that_was_cut_off_catches_up() {
    for schedule in ORDERLY {
        let mut world = cluster("multi-paxos", "clients=3 requests=20");
        go_on(&mut world, &schedule, 100);
        let group = |nodes: &[u8]| nodes.iter().copied().map(NodeId).collect();
        world.apply(&Event::Partition(vec![group(&[0]), group(&[1, 2])])).expect("two groups");
        // Detectors are right about the leader: it can't be heard.
        go_on(&mut world, &schedule, 1_500);
        assert_eq!(lengths(&world)[1..], [60, 60], "{schedule:?}: the majority goes on without it");
        assert!(lengths(&world)[0] < 10, "{schedule:?}: and it alone does not");
        repair(&mut world);
        assert!(go_on(&mut world, &schedule, 2_000), "{schedule:?}");
        assert_eq!(lengths(&world), [60; 3], "{schedule:?}");
    }
}

#[test]
fn retransmission_heals_loss() {
    for rung in ["retransmit", "retrans-accept", "wait-for-learn", "leader-change", "multi-paxos"] {
        for seed in 0..20 {
            let mut world = cluster(rung, "clients=3 requests=20");
            let lossy = RandomSchedule { loss: 200, duplication: 50, ..RandomSchedule::calm(seed) };
            for _ in 0..8_000 {
                let Some(event) = Schedule::Random(lossy.clone()).next(&world) else { break };
                // Nobody has failed, so no detector speaks.
                let is_false = matches!(event, Event::Fire(_, Timer::Detector));
                if is_false {
                    break;
                }
                world.apply(&event).expect("a schedule chooses what is enabled");
            }
            go_on(&mut world, &Schedule::Synchronous, 2_000);
            assert!(
                lengths(&world).iter().all(|&length| length == 60),
                "{rung} {seed}: {:?}",
                lengths(&world)
            );
        }
    }
}

/// After whatever weather: once nothing fails any more, all clients are served, and all servers have executed the same.
#[test]
fn whatever_has_happened_multi_paxos_comes_to_rest() {
    let wild = Weather {
        lost: 80,
        doubled: 40,
        crash: 25,
        crashes_max: 6,
        down_max: 2,
        restart: 50,
        detect: 40,
        cut: 25,
        ..Weather::CALM
    };
    for (rung, settings) in [
        ("multi-paxos", "clients=3 requests=3"),
        ("multi-paxos", "servers=5 clients=3 requests=3"),
        ("await-commit", "clients=3 requests=3"),
        ("leader-change", "clients=3 requests=3"),
    ] {
        for seed in 0..1_000 {
            let mut world = cluster(rung, settings);
            play(&mut world, &wild, seed, 150, None);
            repair(&mut world);
            let place = || format!("{rung} {settings} {seed}");
            go_on(&mut world, &Schedule::Synchronous, 2_000);
            ask(&mut world, "late");
            assert!(go_on(&mut world, &Schedule::Synchronous, 1_000), "{}: {:?}", place(), lengths(&world));
            assert!(lengths(&world).iter().all(|&length| length == 10), "{}: {:?}", place(), lengths(&world));
        }
    }
}

/// Slide 17: a lost accept is missed for ever, whether a follower discards what comes after it or keeps it.
#[test]
fn without_retransmission_one_lost_accept_is_too_many() {
    for rung in ["discard", "buffer"] {
        let mut world = asked(rung, "");
        let order = Schedule::Synchronous.next(&world).expect("the leader orders");
        world.apply(&order).expect("it was chosen");
        let accept = world.in_flight()[0].id;
        world.apply(&Event::Drop(accept)).expect("it is in flight");
        go_on(&mut world, &Schedule::Synchronous, 500);
        assert_eq!(lengths(&world), [2, 0], "{rung}");
    }
}

/// Slide 60: once the server of the highest rank has led, nobody else can. With rounds, anybody can.
#[test]
fn names_run_out_and_rounds_do_not() {
    for (rung, leader) in [("leader-names", None), ("round-numbers", Some(NodeId(0)))] {
        let mut world = asked(rung, "");
        fire(&mut world, 2);
        go_on(&mut world, &Schedule::Synchronous, 500);
        assert_eq!(world.leaders().iter().collect::<Vec<_>>(), [NodeId(2)], "{rung}");
        world.apply(&Event::Crash(NodeId(2))).expect("it is up");
        ask(&mut world, "late");
        go_on(&mut world, &Schedule::Synchronous, 500);
        assert_eq!(world.leaders().iter().next(), leader, "{rung}");
        assert_eq!(lengths(&world)[..2], if leader.is_some() { [3, 3] } else { [2, 2] }, "{rung}");
    }
}
