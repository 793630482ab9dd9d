//! The search over all schedules: exact counts, shortest counterexamples, bounds.

use paxoscope::check::{Bounds, Goal, Outcome, Progress, Property, Search, judge, properties};
use paxoscope::protocol::Setup;
use paxoscope::sim::World;
use std::rc::Rc;

fn start(key: &str, settings: &[(&str, &str)]) -> World {
    let mut setup = Setup::usual(key).expect("a construction");
    for (key, value) in settings {
        setup.cluster_mut().set(key, value).expect("a setting");
    }
    setup.cluster().validate().expect("a cluster that can be built");
    World::new(Rc::new(setup))
}

/// Everything that is shown live for this construction.
fn all_properties(world: &World) -> Vec<Goal> {
    properties(world.setup()).iter().copied().map(Goal::Breaks).collect()
}

fn check(world: World, bounds: &str) -> (Outcome, Progress) {
    let goals = all_properties(&world);
    Search::new(world, Bounds::parse(bounds).expect("bounds"), goals).run()
}

/// What is found breaks what it says, in as many steps as it says.
#[track_caller]
fn broken(world: &World, bounds: &str, property: Property, steps: usize) {
    let (outcome, _) = check(world.clone(), bounds);
    let Outcome::Found(goal, events) = outcome else { panic!("{outcome:?}") };
    assert_eq!((goal, events.len()), (Goal::Breaks(property), steps), "{events:?}");
    let mut end = world.clone();
    for event in &events {
        assert!(judge(property, &end).holds(), "not before the last step");
        end.apply(event).expect("what was found can happen");
    }
    assert!(!judge(property, &end).holds());
}

#[test]
fn try_out() {
    for (key, bounds) in [
        ("synod", "proposals=1"),
        ("attempt-1", "proposals=1"),
        ("attempt-2", "proposals=1"),
        ("attempt-3", "proposals=1"),
        ("attempt-4", "proposals=1"),
        ("attempt-4-continued", "proposals=1"),
        ("two-phase-commit", "proposals=1 crashes=1"),
        ("three-phase-commit", "proposals=1 crashes=1 timers=3"),
        ("election", "timers=6"),
        ("bank", "proposals=2"),
        ("two-servers", "proposals=2"),
        ("send-accept", "proposals=2"),
        ("multi-paxos", "proposals=1"),
        ("paxos", "proposals=1"),
        ("pmmc", "proposals=1"),
    ] {
        let begun = std::time::SystemTime::now();
        let world = start(key, &[]);
        let (outcome, progress) = check(world, bounds);
        println!("{key} {bounds}: {outcome:?} {progress:?} {:?}", begun.elapsed().unwrap());
    }
}
