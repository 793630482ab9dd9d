//! The view-model: what stays as it is while a run goes on.

mod common;

use common::{ALL, Run, two};
use paxoscope::protocol::{NodeId, Value};
use paxoscope::scene::{timeline, value_slot};
use paxoscope::sim::{Event, History};
use paxoscope::text::Terms;
use std::rc::Rc;

#[test]
fn a_value_keeps_its_colour_when_others_are_proposed() {
    let mut run = Run::new(two());
    let slot = |run: &Run, value: &str| value_slot(&run.world, &Value::new(value));
    run.play(&["ask A zebra"]).phase1("A", 1, ALL).play(&["A accepts?"]);
    assert_eq!(slot(&run, "zebra"), 2);
    run.play(&["ask B ant"]).phase1("B", 2, "top").play(&["crash A"]);
    run.play(&["B>mid prepare", "mid>B promise", "B accepts?"]);
    let proposed: Vec<&str> = run.world.ledger().proposed.iter().map(Value::as_str).collect();
    assert_eq!(proposed, ["zebra", "ant"]);
    assert_eq!((slot(&run, "zebra"), slot(&run, "ant"), slot(&run, "foo")), (2, 3, 0));
}

#[test]
fn a_long_scrubber_shows_every_choice_and_every_fault() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).phase2("A", ALL);
    let mut history = History::new(Rc::clone(run.world.setup()));
    for event in &run.events {
        history.act(event).expect("it happened before");
    }
    for _ in 0..200 {
        for event in
            [Event::Crash(NodeId(0)), Event::Restart(NodeId(0)), Event::Request(NodeId(1), Value::new("x"))]
        {
            history.act(&event).expect("it can happen");
        }
    }
    let ticks = timeline(&history, Terms::Standard).ticks;
    let count = |kind: &str| ticks.iter().filter(|tick| tick.kind == kind).count();
    assert_eq!((count("chosen"), count("fault")), (1, 200));
    assert!(ticks.len() < 450, "the others are thinned out: {}", ticks.len());
}
