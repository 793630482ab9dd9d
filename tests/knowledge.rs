//! "What does it know?": a node knows its causal past, and nothing else.

mod common;

use common::{ALL, Run, two};
use paxoscope::protocol::NodeId;
use paxoscope::scene::Knowledge;
use paxoscope::sim::History;
use std::rc::Rc;

fn ask(run: &Run, name: &str) -> Knowledge {
    let mut history = History::new(Rc::clone(run.world.setup()));
    for event in &run.events {
        history.act(event).expect("it happened before");
    }
    Knowledge::of(&history, run.node(name))
}

fn stale(run: &Run, name: &str) -> Vec<NodeId> {
    ask(run, name).stale.into_iter().map(|(node, _)| node).collect()
}

#[test]
fn a_node_that_heard_nothing_knows_only_itself() {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "A>top prepare"]);
    assert_eq!(stale(&run, "B"), [run.node("A"), run.node("top")]);
    assert_eq!(stale(&run, "top"), [], "it has A's prepare, and A did nothing since");
    assert_eq!(stale(&run, "A"), [run.node("top")], "top's answer is on its way");
    assert_eq!(ask(&run, "A").unheard.len(), 1, "A knows what it sent, and not that top has answered");
    run.play(&["top>A promise"]);
    assert_eq!(stale(&run, "A"), []);
}

#[test]
fn what_a_node_did_after_it_was_heard_of_is_unknown() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).play(&["B prepares 2", "B>top prepare"]);
    let known = ask(&run, "A");
    let top = known.stale.iter().find(|(node, _)| *node == run.node("top")).expect("top has gone on");
    assert_eq!(top.1, 2, "A has heard of top's promise, made at step 2");
}

/// A value is chosen before anybody knows: the last acceptor knows of its own acceptance only.
#[test]
fn a_choice_is_known_to_who_can_know_of_every_acceptance() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).play(&["A accepts?", "A>top accept", "A>mid accept"]);
    let chosen_at = run.world.ledger().chosen.get(0).expect("chosen").step as usize;
    for name in ["A", "B", "top", "mid", "bot", "l1"] {
        assert!(!ask(&run, name).knows_choice(chosen_at), "{name} can't know yet");
    }
    run.play(&["top>A accepted"]);
    assert!(!ask(&run, "A").knows_choice(chosen_at), "one of two");
    run.play(&["mid>A accepted"]);
    assert!(ask(&run, "A").knows_choice(chosen_at));
    run.play(&["A tells", "A>l1 success"]);
    assert!(ask(&run, "l1").knows_choice(chosen_at), "told by one who knew");
    assert!(!ask(&run, "B").knows_choice(chosen_at));
}
