//! What comes of switching off a rule of single-decree Paxos: for each unsafe one a run that goes wrong, and seeded random
//! searches, which find nothing in the harmless ones.

mod common;

use common::Run;
use common::weather::Dice;
use paxoscope::check::{EXPERIMENTS, Experiment, Property, Trouble, Verdict, judge};
use paxoscope::protocol::{Act, NodeId};
use paxoscope::sim::{Event, World};
use paxoscope::text::has;
use std::rc::Rc;

/// Runs that go wrong, without their deliveries in vain. The bounds of the experiment suffice.
const RUNS: &[(&str, &str)] = &[
    (
        "without-promises",
        "P A 1 A1 A2; P B 2 A2 A3; B accepts?; B>A2 accept; B>A3 accept; A accepts?; A>A1 accept; A>A2 accept",
    ),
    (
        "accept-below-promise",
        "P A 1 A1 A2; P B 2 A2 A3; B accepts?; B>A2 accept; B>A3 accept; A accepts?; A>A1 accept; A>A2 accept",
    ),
    (
        "without-adopting",
        "P A 1 A1 A2; A accepts?; A>A1 accept; A>A2 accept; P B 2 A2 A3; B accepts?; B>A2 accept; B>A3 accept",
    ),
    ("adopt-first", TWICE),
    ("adopt-most-frequent", TWICE),
    ("minority-quorums", "P A 1 A1; A accepts?; A>A1 accept; P B 2 A2; B accepts?; B>A2 accept"),
    ("quorums-apart", "P A 1 A1 A2; A accepts?; A>A1 accept; P B 2 A2 A3; B accepts?; B>A2 accept"),
    (
        "shared-numbers",
        "P A 1 A1 A2; P B 1 A1 A2; A accepts?; B accepts?; A>A1 accept; A>A2 accept; B>A1 accept; B>A2 accept",
    ),
    (
        "forgotten-number",
        "P A 1 A1 A2; A accepts?; A>A1 accept; B prepares 2; B>A1 prepare; B>A2 prepare; B>A3 prepare; twice A2>B promise; \
         A2>B promise; A3>B promise; B accepts?; B>A2 accept; B>A3 accept; crash B; restart B; B prepares 2; A1>B promise; \
         A2>B promise; B accepts?; drop B>A1 accept; B>A1 accept; drop B>A2 prepare; B>A2 accept",
    ),
    (
        "forgotten-promise",
        "P A 1 A1 A2; P B 2 A2 A3; A accepts?; crash A2; restart A2; A>A1 accept; A>A2 accept; B accepts?; B>A2 accept; B>A3 accept",
    ),
    (
        "forgotten-acceptance",
        "P A 1 A1 A2; A accepts?; A>A1 accept; A>A2 accept; crash A2; restart A2; P B 2 A2 A3; B accepts?; B>A2 accept; B>A3 accept",
    ),
    (
        "equal-values",
        "P A 1 A1 A2; A accepts?; A>A1 accept; P B 2 A1 A3; B accepts?; B>A2 accept; A1>L accepted; A2>L accepted",
    ),
    (
        "without-waiting",
        "P A 1 A1 A2; A accepts?; A>A1 accept; A>A2 accept; B prepares 2; B accepts?; B>A2 accept; B>A3 accept",
    ),
    (
        "report-the-last",
        "P A 1 A1 A3; A accepts?; P B 2 A2 A3; B accepts?; B>A1 accept; B>A2 accept; A>A1 accept 1; P A 3 A1 A3; A accepts?; \
         A>A1 accept 3; A>A3 accept 3",
    ),
];

/// A proposal that is accepted once, a choice, and a proposer that hears of both.
const TWICE: &str = "P A 1 A1 A3; A accepts?; A>A3 accept; P B 2 A1 A2; B accepts?; B>A1 accept; B>A2 accept; P A 3 A3 A1; \
                     A accepts?; A>A3 accept 3; A>A1 accept 3";

fn experiment(key: &str) -> &'static Experiment {
    Experiment::named(key).expect("an experiment")
}

fn start(experiment: &Experiment) -> World {
    let setup = experiment.setup().expect("settings that it has");
    setup.cluster().validate().expect("a sound cluster");
    World::new(Rc::new(setup))
}

fn is_broken(property: Property, world: &World) -> bool {
    judge(property, world) != Verdict::Holds
}

/// Plays a run; `P A 1 A1 A2` is phase 1 with these acceptors.
fn play(run: &mut Run, words: &str) {
    for word in words.split("; ").map(str::trim) {
        if let Some(phase) = word.strip_prefix("P ") {
            let mut words = phase.splitn(3, ' ');
            let mut next = || words.next().expect("proposer, number, acceptors");
            let (proposer, round) = (next(), next().parse().expect("a number"));
            run.phase1(proposer, round, next());
        } else {
            run.play(&[word]);
        }
    }
}

fn run(key: &str, words: &str) -> Run {
    let mut run = Run::of(experiment(key).setup().expect("settings that it has"));
    play(&mut run, words);
    run
}

#[test]
fn every_unsafe_switch_has_a_run_that_goes_wrong_within_its_bounds() {
    for (key, words) in RUNS {
        let experiment = experiment(key);
        let run = run(key, words);
        let property = experiment.breaks.expect("it is unsafe");
        assert!(is_broken(property, &run.world), "{key}: {property:?} holds");
        let count = |is_it: fn(&Event) -> bool| {
            u32::try_from(run.events.iter().filter(|event| is_it(event)).count()).expect("few")
        };
        let needs = Trouble {
            proposals: count(|event| matches!(event, Event::Act(_, Act::Prepare { .. }))),
            crashes: count(|event| matches!(event, Event::Crash(_))),
            duplicates: count(|event| matches!(event, Event::Duplicate(_))),
        };
        assert_eq!(needs, experiment.trouble, "{key}");
    }
    let shown = RUNS.iter().map(|(key, _)| *key);
    let unsafe_ones = EXPERIMENTS.iter().filter(|experiment| experiment.breaks.is_some());
    assert!(shown.eq(unsafe_ones.map(|experiment| experiment.key)), "one run for each, in their order");
}

/// What may happen next: steps and deliveries, and what is left of the bounds.
fn next(world: &World, left: &mut Trouble, dice: &mut Dice) -> Option<Event> {
    let may = |event: &Event| match event {
        Event::Act(_, Act::Prepare { .. }) => left.proposals > 0,
        Event::Act(..) | Event::Deliver(_) | Event::Restart(_) => true,
        Event::Crash(_) => left.crashes > 0,
        Event::Duplicate(_) => left.duplicates > 0,
        _ => false,
    };
    let events: Vec<Event> = world.enabled().into_iter().filter(may).collect();
    if events.is_empty() {
        return None;
    }
    let place = dice.below(events.len() as u64);
    let event = events[usize::try_from(place).expect("few")].clone();
    match event {
        Event::Act(_, Act::Prepare { .. }) => left.proposals -= 1,
        Event::Crash(_) => left.crashes -= 1,
        Event::Duplicate(_) => left.duplicates -= 1,
        _ => {}
    }
    Some(event)
}

/// In how many of these random runs a property breaks.
fn count(experiment: &Experiment, property: Property, seeds: u64) -> u32 {
    let goes_wrong = |seed: &u64| {
        let (mut world, mut left, mut dice) = (start(experiment), experiment.trouble, Dice::new(*seed));
        while let Some(event) = next(&world, &mut left, &mut dice) {
            world.apply(&event).expect("it is enabled");
            if is_broken(property, &world) {
                return true;
            }
        }
        false
    };
    u32::try_from((0..seeds).filter(goes_wrong).count()).expect("few")
}

#[test]
fn random_search_finds_what_two_proposals_break_and_nothing_in_what_is_harmless() {
    for experiment in &EXPERIMENTS {
        // What needs three proposals, or a crash at the right moment, chance finds too rarely; `experiments.rs` searches.
        let is_rare = experiment.trouble.proposals > 2 || experiment.trouble.crashes > 0;
        match experiment.breaks {
            Some(property) if !is_rare => {
                assert!(count(experiment, property, 300) > 0, "{}: nothing was found", experiment.key);
            }
            Some(_) => {}
            None => assert_eq!(count(experiment, Property::Agreement, 300), 0, "{}", experiment.key),
        }
    }
}

#[test]
fn the_same_schedules_break_nothing_while_all_rules_hold() {
    for (key, trouble) in [("promise-again", Trouble { proposals: 3, crashes: 2, duplicates: 2 })] {
        let paxos = Experiment { settings: &[], trouble, ..*experiment(key) };
        for property in [Property::Agreement, Property::Validity, Property::PromisesKept] {
            assert_eq!(count(&paxos, property, 300), 0, "{property:?}");
        }
    }
}

#[test]
fn every_experiment_is_explained_and_changes_its_cluster() {
    for experiment in &EXPERIMENTS {
        for key in [experiment.name_key(), experiment.why_key(), experiment.source_key()] {
            assert!(has(&key), "{key}");
        }
        let setup = experiment.setup().expect("settings that it has");
        let usual = Experiment { settings: &[], shares_numbers: false, ..*experiment }.setup();
        assert_ne!(Ok(setup), usual, "{}", experiment.key);
    }
}

#[test]
fn a_crash_takes_what_is_not_on_stable_storage() {
    let mut run = run("forgotten-promise", "P A 1 A1 A2; A accepts?; A>A1 accept; crash A1");
    let acceptor = NodeId(2);
    assert_eq!(run.world.node(acceptor).promised(), None);
    assert!(run.world.node(acceptor).accepted().is_some());
    play(&mut run, "restart A1; crash A");
    assert!(run.world.node(NodeId(0)).last_ballot(NodeId(0)).is_some());
}
