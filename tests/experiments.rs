//! What the search says of each rule that is switched off: the shortest run that goes wrong, or that there is none.
//! A proposer's accept is sent at once, so steps are what is asked for, what arrives, crashes and restarts.

use paxoscope::check::{Bounds, EXPERIMENTS, Experiment, Goal, Outcome, Property, Search};
use paxoscope::sim::World;
use std::rc::Rc;

fn search(experiment: &Experiment, bounds: Bounds) -> Outcome {
    let mut setup = experiment.setup().expect("a cluster");
    setup.cluster_mut().set("eager", "yes").expect("a setting");
    let goal = Goal::Breaks(experiment.breaks.unwrap_or(Property::Agreement));
    Search::new(World::new(Rc::new(setup)), Bounds { memory: 2_000, ..bounds }, vec![goal]).run().0
}

fn shortest(key: &str) -> Option<usize> {
    let experiment = Experiment::named(key).expect(key);
    match search(experiment, experiment.bounds()) {
        Outcome::Found(_, events) => Some(events.len()),
        _ => None,
    }
}

/// With one proposal of each of two proposers; what needs more of them is found by hand-made runs in `switches.rs`.
#[test]
fn every_unsafe_switch_has_its_shortest_counterexample() {
    let lengths = [
        ("without-promises", 14),
        ("accept-below-promise", 14),
        ("without-adopting", 14),
        ("minority-quorums", 8),
        ("quorums-apart", 12),
        ("shared-numbers", 14),
        ("forgotten-promise", 16),
        ("forgotten-acceptance", 16),
        ("equal-values", 14),
        ("without-waiting", 6),
    ];
    let is_small =
        |experiment: &&Experiment| experiment.breaks.is_some() && experiment.trouble.proposals <= 2;
    assert_eq!(lengths.len(), EXPERIMENTS.iter().filter(is_small).count());
    for (key, length) in lengths {
        assert_eq!(shortest(key), Some(length), "{key}");
    }
}

/// All schedules of one proposal by each proposer, to the end.
#[test]
fn harmless_switches_are_harmless() {
    for key in ["report-the-highest", "promise-again", "read-all-write-one", "read-one-write-all"] {
        let experiment = Experiment::named(key).expect(key);
        assert_eq!(experiment.breaks, None);
        assert_eq!(search(experiment, Bounds::default()), Outcome::Complete, "{key}");
    }
}
