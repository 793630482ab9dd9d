//! What the search says of each rule of Paxos Made Moderately Complex that is switched off, in clusters as small as show it:
//! one acceptor or two, and two replicas whose commands compete for the first slot.

use paxoscope::check::{Experiment, Goal, LOG_EXPERIMENTS, Outcome, Property, Search, judge};
use paxoscope::sim::World;
use paxoscope::text::has;
use std::rc::Rc;

fn start(experiment: &Experiment) -> World {
    let setup = experiment.setup().expect("settings that it has");
    setup.cluster().validate().expect("a sound cluster");
    World::new(Rc::new(setup))
}

fn search(experiment: &Experiment, goals: &[Property]) -> (Outcome, u64) {
    let goals = goals.iter().copied().map(Goal::Breaks).collect();
    let (outcome, progress) = Search::new(start(experiment), experiment.bounds(), goals).run();
    (outcome, progress.states)
}

#[test]
fn every_unsafe_switch_has_its_shortest_counterexample() {
    let lengths = [
        ("no-ballot-check", 12),
        ("one-less", 12),
        ("any-answer", 16),
        ("forgotten-pvalues", 14),
        ("forgotten-ballot", 14),
        ("ballot-again", 12),
    ];
    assert_eq!(
        lengths.len(),
        LOG_EXPERIMENTS.iter().filter(|experiment| experiment.breaks.is_some()).count()
    );
    for (key, length) in lengths {
        let experiment = Experiment::named(key).expect(key);
        let property = experiment.breaks.expect("it is unsafe");
        let (Outcome::Found(_, events), _) = search(experiment, &[property]) else {
            panic!("{key}: nothing")
        };
        assert_eq!(events.len(), length, "{key}: {events:?}");
        let mut world = start(experiment);
        for event in &events {
            world.apply(event).expect("it can happen");
        }
        assert!(!judge(property, &world).holds());
    }
}

/// And the rules as they are: all schedules, to the end.
#[test]
fn harmless_switches_and_the_rules_themselves_break_nothing() {
    let all = [
        Property::SlotAgreement,
        Property::LogsAgree,
        Property::OneValue,
        Property::SafeProposals,
        Property::PromisesKept,
    ];
    let harmless = LOG_EXPERIMENTS.iter().filter(|experiment| experiment.breaks.is_none());
    let usual = Experiment {
        settings: &[("clients", "0"), ("application", "none"), ("acceptors", "1")],
        ..LOG_EXPERIMENTS[0]
    };
    for experiment in harmless.chain([&usual]) {
        assert_eq!(search(experiment, &all), (Outcome::Complete, 132_972), "{}", experiment.key);
    }
}

#[test]
fn every_one_is_explained() {
    for experiment in &LOG_EXPERIMENTS {
        for key in [experiment.name_key(), experiment.why_key(), experiment.source_key()] {
            assert!(has(&key), "{key}");
        }
    }
}
