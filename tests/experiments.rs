//! What the search says of each rule that is switched off: the shortest run that goes wrong, or that there is none.

use paxoscope::check::{Bounds, EXPERIMENTS, Goal, Outcome, Search};
use paxoscope::sim::World;
use std::rc::Rc;

#[test]
fn every_unsafe_switch_has_its_shortest_counterexample() {
    for experiment in EXPERIMENTS {
        let mut setup = experiment.setup().expect("a cluster");
        setup.cluster_mut().set("eager", "yes").expect("a setting");
        let Some(property) = experiment.breaks else { continue };
        let bounds = Bounds { memory: 2_000, ..experiment.bounds() };
        let world = World::new(Rc::new(setup));
        let (outcome, progress) = Search::new(world, bounds, vec![Goal::Breaks(property)]).run();
        let length = match &outcome {
            Outcome::Found(_, events) => Some(events.len()),
            _ => None,
        };
        println!(
            "{} {length:?} {} {}",
            experiment.key,
            progress.states,
            if length.is_none() { format!("{outcome:?}") } else { String::new() }
        );
    }
}
