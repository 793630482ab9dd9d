//! The ladder in random runs: a hundred thousand for each rung that the deck calls safe, with the faults that it claims to
//! survive, and a violation found on each rung that it calls broken.

mod common;

use common::rungs::{asked, cluster, lengths};
use common::weather::{Weather, play};
use paxoscope::sim::World;
use std::ops::Range;

/// What breaks the agreement of clients, or that of servers by sequence numbers: that no two execute different requests as
/// their k-th, not even if one is down. Nobody forgets what it has executed, and a contradiction stays one, so it is
/// enough to look at the end of a run.
fn broken(world: &World) -> Option<&'static str> {
    if world.ledger().contradiction.is_some() {
        return Some("clients were told states of which neither is a prefix of the other");
    }
    let executed: Vec<_> = world.setup().nodes().filter_map(|node| world.node(node).executed()).collect();
    let fit = executed.iter().enumerate().all(|(at, a)| executed[..at].iter().all(|b| a.fits(b)));
    (!fit).then_some("two servers executed different requests as their k-th")
}

/// What some random runs came to.
#[derive(Debug, Default)]
struct Tally {
    runs: u64,
    /// In how many of them some server executed two requests, so that there is an order to disagree about.
    ordered: u64,
    /// In how many a client was told something.
    told: u64,
}

/// Plays one run per seed.
#[track_caller]
fn storm(start: &World, weather: &Weather, seeds: Range<u64>, steps: u32) -> Tally {
    let mut tally = Tally::default();
    for seed in seeds {
        let mut world = start.clone();
        play(&mut world, weather, seed, steps, None);
        if let Some(what) = broken(&world) {
            let (mut again, mut events) = (start.clone(), Vec::new());
            play(&mut again, weather, seed, steps, Some(&mut events));
            panic!("{} {seed}: {what}: {events:?}", start.setup().cluster().key());
        }
        tally.runs += 1;
        tally.ordered += u64::from(lengths(&world).into_iter().max() >= Some(2));
        tally.told += u64::from(world.ledger().seen.is_some());
    }
    tally
}

/// A hundred thousand runs without a violation, of which enough come to something.
#[track_caller]
fn survives(start: &World, weather: &Weather, steps: u32) {
    survives_all(start, weather, 0..100_000, steps);
}

#[track_caller]
fn survives_all(start: &World, weather: &Weather, seeds: Range<u64>, steps: u32) {
    let tally = storm(start, weather, seeds, steps);
    let enough = tally.runs / 20;
    assert!(tally.told > enough && tally.ordered > enough, "{tally:?}");
}

/// The first seed whose run breaks something.
fn first_broken(start: &World, weather: &Weather, steps: u32) -> Option<u64> {
    (0..100_000).find(|&seed| {
        let mut world = start.clone();
        play(&mut world, weather, seed, steps, None);
        world.ledger().contradiction.is_some()
    })
}

/// Messages overtake each other in all runs; here they are lost and doubled too, and nothing else fails.
const LOSSY: Weather = Weather { lost: 100, doubled: 60, again: 40, ..Weather::CALM };

/// Nothing is wrong with the network, but servers crash for good, and failure detectors only then speak.
const ACCURATE: Weather =
    Weather { crash: 40, crashes_max: 1, down_max: 1, detect: 150, is_accurate: true, ..LOSSY };

/// Servers crash for good, and failure detectors err.
const CRASH_STOP: Weather = Weather { crash: 20, crashes_max: 1, down_max: 1, detect: 60, ..LOSSY };

/// All that there is: restarts and partitions as well.
const WILD: Weather =
    Weather { crash: 25, crashes_max: 4, restart: 50, cut: 25, lost: 50, doubled: 40, ..CRASH_STOP };

#[test]
fn one_server_never_contradicts_itself() {
    survives(&cluster("single-server", ""), &LOSSY, 18);
}

#[test]
fn sequence_numbers_that_are_minded_keep_two_servers_in_step() {
    survives(&asked("discard", ""), &LOSSY, 16);
    survives(&asked("buffer", ""), &LOSSY, 16);
}

#[test]
fn retransmission_does_no_harm() {
    survives(&asked("retransmit", ""), &LOSSY, 20);
    survives(&asked("retrans-accept", ""), &LOSSY, 24);
}

#[test]
fn two_servers_survive_a_crash_if_the_leader_waits_and_no_detector_errs() {
    survives(&asked("wait-for-learn", ""), &ACCURATE, 24);
}

#[test]
fn three_servers_survive_false_detections_if_the_first_accept_wins() {
    survives(&asked("wait-for-learn-3", ""), &CRASH_STOP, 28);
}

#[test]
fn promises_that_tell_what_was_accepted_survive_a_change_of_leaders() {
    let partitions = Weather { cut: 25, ..CRASH_STOP };
    survives(&asked("leader-change", ""), &partitions, 36);
}

#[test]
fn five_servers_survive_two_crashes_if_they_learn_from_each_other() {
    let two = Weather { crashes_max: 2, down_max: 2, cut: 10, ..CRASH_STOP };
    survives(&asked("all-to-all-learn", ""), &two, 60);
}

#[test]
fn five_servers_survive_two_crashes_if_they_await_the_commit() {
    let two = Weather { crashes_max: 2, down_max: 2, cut: 10, ..CRASH_STOP };
    survives(&asked("await-commit", ""), &two, 50);
}

#[test]
fn multi_paxos_survives_all_that_may_happen_to_three_servers() {
    survives(&asked("multi-paxos", ""), &WILD, 40);
    survives_all(&cluster("multi-paxos", "clients=3 requests=4"), &WILD, 0..10_000, 250);
}

#[test]
fn multi_paxos_survives_all_that_may_happen_to_five_servers() {
    let five = Weather { crashes_max: 6, down_max: 2, ..WILD };
    survives(&asked("multi-paxos", "servers=5"), &five, 60);
    survives_all(&cluster("multi-paxos", "servers=5 clients=3 requests=4"), &five, 0..10_000, 250);
}

/// One instance has nothing to order, so here servers are asked whether they executed the same request.
#[test]
fn paxos_survives_all_that_may_happen() {
    let detects = Weather { detect: 120, ..WILD };
    let tally = storm(&asked("paxos", ""), &detects, 0..100_000, 40);
    assert!(tally.told > tally.runs / 20 && tally.ordered == 0, "{tally:?}");
}

#[test]
fn chance_finds_what_is_broken() {
    let calm = Weather::CALM;
    let partition = Weather { cut: 25, ..CRASH_STOP };
    // Who asks second may be heard first: nobody has been asked yet.
    assert!(first_broken(&cluster("two-servers", ""), &calm, 24).is_some());
    for (rung, settings, weather, steps) in [
        ("send-accept", "", &calm, 16),
        ("sequence-numbers", "", &calm, 16),
        ("single-server-rule", "", &ACCURATE, 20),
        ("wait-for-learn", "", &partition, 30),
        ("wait-for-learn-3", "conflict=last", &CRASH_STOP, 40),
        ("leader-names", "", &partition, 40),
        ("round-numbers", "", &partition, 40),
        ("five-servers", "", &CRASH_STOP, 60),
        // The rungs above, with one of their switches turned back.
        ("multi-paxos", "promises=empty", &WILD, 60),
        ("all-to-all-learn", "execute=accept", &CRASH_STOP, 60),
    ] {
        assert!(first_broken(&asked(rung, settings), weather, steps).is_some(), "{rung} {settings}");
    }
}
