//! One value for each number, and P2c: never broken while the rules hold, and what breaks them when one is switched off.

mod common;

use common::pmmc::cluster;
use paxoscope::check::{Bounds, EXPERIMENTS, Experiment, Goal, Outcome, Property, Search, judge, properties};
use paxoscope::protocol::Setup;
use paxoscope::protocol::synod::Config;
use paxoscope::sim::{RandomSchedule, World};
use std::rc::Rc;

const OF_NUMBERS: [Property; 2] = [Property::OneValue, Property::SafeProposals];

fn start(experiment: &Experiment) -> World {
    let mut setup = experiment.setup().expect("a cluster");
    setup.cluster_mut().set("eager", "yes").expect("a setting");
    World::new(Rc::new(setup))
}

/// The length of the shortest run that breaks it.
fn shortest(key: &str, property: Property) -> Option<usize> {
    let experiment = Experiment::named(key).expect(key);
    let bounds = Bounds { memory: 2_000, ..experiment.bounds() };
    match Search::new(start(experiment), bounds, vec![Goal::Breaks(property)]).run().0 {
        Outcome::Found(_, events) => Some(events.len()),
        Outcome::Complete => None,
        Outcome::Stopped(limit) => panic!("{key}: {limit:?}"),
    }
}

#[test]
fn every_switch_that_undoes_a_choice_breaks_one_of_them_in_the_fewest_steps() {
    let lengths = [
        ("without-promises", Property::SafeProposals, 12),
        ("accept-below-promise", Property::SafeProposals, 12),
        ("without-adopting", Property::SafeProposals, 12),
        ("minority-quorums", Property::SafeProposals, 7),
        ("quorums-apart", Property::SafeProposals, 11),
        ("shared-numbers", Property::OneValue, 10),
        ("forgotten-promise", Property::SafeProposals, 14),
        ("forgotten-acceptance", Property::SafeProposals, 14),
        ("without-waiting", Property::SafeProposals, 4),
    ];
    let found: Vec<_> =
        lengths.iter().map(|(key, property, _)| (*key, *property, shortest(key, *property))).collect();
    let expected: Vec<_> =
        lengths.into_iter().map(|(key, property, length)| (key, property, Some(length))).collect();
    assert_eq!(found, expected);
}

/// How often a stormy run breaks agreement, and neither of these.
fn unexplained(world: &World, seeds: u64) -> (u32, u32) {
    let (mut broken, mut unexplained) = (0, 0);
    for seed in 0..seeds {
        let schedule = RandomSchedule { patience: 12, ..RandomSchedule::stormy(seed) };
        let mut world = world.clone();
        for _ in 0..150 {
            let Some(event) = schedule.next(&world) else { break };
            world.apply(&event).expect("a schedule chooses what is enabled");
        }
        if !judge(Property::Agreement, &world).holds() {
            broken += 1;
            unexplained += u32::from(OF_NUMBERS.iter().all(|&property| judge(property, &world).holds()));
        }
    }
    (broken, unexplained)
}

/// Together they give agreement, whatever rule is switched off: `sim/issued.rs` has the proof.
#[test]
fn nothing_breaks_agreement_without_breaking_one_of_them() {
    let mut broken = 0;
    for experiment in &EXPERIMENTS {
        let (of_it, unexplained) = unexplained(&start(experiment), 400);
        assert_eq!(unexplained, 0, "{}", experiment.key);
        broken += of_it;
    }
    assert!(broken > 1_000, "{broken}");
}

#[test]
fn storms_break_neither_while_the_rules_hold() {
    let flexible = {
        let mut config = Config::apart(3, 4, 1);
        (config.promise_quorum, config.accept_quorum) = (Some(3), Some(2));
        World::new(Rc::new(Setup::Synod(config)))
    };
    let usual = |key: &str| World::new(Rc::new(Setup::usual(key).expect("a construction")));
    let log = cluster("clients=2 requests=4 office=at-once");
    for world in [flexible, usual("synod"), usual("attempt-4-continued"), log] {
        for seed in 0..150 {
            let schedule = RandomSchedule { patience: 12, ..RandomSchedule::stormy(seed) };
            let mut world = world.clone();
            for _ in 0..300 {
                let Some(event) = schedule.next(&world) else { break };
                world.apply(&event).expect("a schedule chooses what is enabled");
            }
            for property in OF_NUMBERS {
                assert!(judge(property, &world).holds(), "{seed}: {property:?}");
            }
        }
    }
}

/// Every schedule of one proposal by each of two proposers; and they are among what is looked at usually.
#[test]
fn no_schedule_breaks_them_while_the_rules_hold() {
    let paxos = Experiment { settings: &[], ..*Experiment::named("promise-again").expect("it is there") };
    let world = start(&paxos);
    assert!(OF_NUMBERS.iter().all(|property| properties(world.setup()).contains(property)));
    let (outcome, progress) =
        Search::new(world, Bounds::default(), OF_NUMBERS.map(Goal::Breaks).to_vec()).run();
    assert_eq!((outcome, progress.states), (Outcome::Complete, 158_458));
}
