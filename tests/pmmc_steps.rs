//! Single steps of Paxos Made Moderately Complex: what each node does with each message, by the rules' keys.

mod common;

use common::Run;
use common::pmmc::holds;
use paxoscope::check::Property;
use paxoscope::protocol::{Node, Value, pmmc};
use paxoscope::sim::Event;

/// The usual cluster with these settings.
fn run(settings: &[(&str, &str)]) -> Run {
    Run::with("pmmc", settings)
}

fn replica<'a>(run: &'a Run, name: &str) -> &'a pmmc::Replica {
    let Node::Pmmc(pmmc::Node::Replica(replica)) = run.world.node(run.node(name)) else { panic!("{name}") };
    replica
}

fn leader<'a>(run: &'a Run, name: &str) -> &'a pmmc::Leader {
    let Node::Pmmc(pmmc::Node::Leader(leader)) = run.world.node(run.node(name)) else { panic!("{name}") };
    leader
}

/// The acceptor's ballot, as round and leader's name, and how many pvalues it has.
fn acceptor(run: &Run, name: &str) -> (Option<(u32, String)>, usize) {
    let Node::Pmmc(pmmc::Node::Acceptor(acceptor)) = run.world.node(run.node(name)) else { panic!("{name}") };
    let name = |ballot: paxoscope::protocol::Ballot| {
        (ballot.round, run.world.setup().name(ballot.proposer).to_owned())
    };
    (acceptor.ballot.map(name), acceptor.accepted.len())
}

/// What a leader is to have decided for a slot.
fn proposal(run: &Run, name: &str, slot: u32) -> Option<(String, bool)> {
    let proposal = leader(run, name).proposals.get(slot)?;
    Some((proposal.command.value.as_str().to_owned(), proposal.is_decided))
}

/// Delivers everything in flight, and what follows from it.
fn settle(run: &mut Run) {
    while let Some(id) = run.world.in_flight().first().map(|packet| packet.id) {
        run.apply(&Event::Deliver(id)).expect("it is in flight");
    }
}

/// Asserts what must hold of a replicated log.
fn is_safe(run: &Run) {
    for property in
        [Property::SlotAgreement, Property::LogsAgree, Property::PromisesKept, Property::Linearizable]
    {
        assert!(holds(property, &run.world), "{property:?} after {:?}", run.events);
    }
}

/// A leader is elected by all acceptors.
fn elect(run: &mut Run, name: &str, round: u32) {
    run.play(&[&format!("{name} prepares {round}")]);
    for acceptor in ["a1", "a2", "a3"] {
        run.play(&[
            &format!("{name}>{acceptor} prepare {round}"),
            &format!("{acceptor}>{name} promise {round}"),
        ]);
    }
}

fn on(round: u32, leader: &str) -> (u32, String) {
    (round, leader.to_owned())
}

#[test]
fn an_acceptor_adopts_higher_ballots_only_and_always_answers_with_its_own() {
    for accept in ["equal", "at-least", "any"] {
        let mut run = run(&[("accept", accept)]);
        run.play(&["L1 prepares 0", "L0 prepares 0", "twice L1>a1 prepare"]);
        assert_eq!(run.rules("L1>a1 prepare"), "adopt-ballot");
        assert_eq!(run.rules("L1>a1 prepare"), "keep-ballot", "the same once more");
        assert_eq!(run.rules("L0>a1 prepare"), "keep-ballot", "a lower one");
        assert_eq!(acceptor(&run, "a1"), (Some(on(0, "L1")), 0));
        let answer = run.oldest("a1>L0 promise").message.ballot().expect("its ballot");
        assert_eq!(answer.proposer, run.node("L1"), "{accept}");
    }
}

/// The paper's and the deck's guard, that of TLA+, and none.
#[test]
fn guards_differ_in_pvalues_of_other_ballots() {
    let tries = |accept: &str| {
        let mut run = run(&[("accept", accept), ("clients", "0"), ("application", "none")]);
        let value = Value::new("A");
        run.apply(&Event::Request(run.node("R1"), value)).expect("replicas take requests");
        run.play(&["R1>L0 propose", "R1>L1 propose"]);
        // L1 is elected by a2 and a3; a1 has adopted nothing when L1's pvalue comes.
        run.play(&["L1 prepares 0", "L1>a2 prepare", "L1>a3 prepare", "a2>L1 promise", "a3>L1 promise"]);
        let unadopted = run.rules("L1>a1 accept");
        let own = run.rules("L1>a2 accept");
        (unadopted, own, acceptor(&run, "a1"))
    };
    assert_eq!(tries("equal"), ("refuse-unadopted".into(), "accept-pvalue".into(), (None, 0)));
    assert_eq!(tries("at-least"), ("accept-pvalue".into(), "accept-pvalue".into(), (Some(on(0, "L1")), 1)));
    assert_eq!(tries("any"), ("accept-pvalue".into(), "accept-pvalue".into(), (Some(on(0, "L1")), 1)));
}

#[test]
fn a_pvalue_of_a_lower_ballot_is_refused_unless_nothing_is_promised() {
    for (accept, rule) in
        [("equal", "refuse-pvalue"), ("at-least", "refuse-pvalue"), ("any", "accept-pvalue")]
    {
        let mut run = run(&[("accept", accept), ("requests", "1")]);
        elect(&mut run, "L0", 0);
        run.play(&["C1 sends", "C1>R1 request", "R1>L0 propose", "L1 prepares 0", "L1>a1 prepare"]);
        assert_eq!(run.rules("L0>a1 accept"), rule, "{accept}");
        assert_eq!(acceptor(&run, "a1").1, usize::from(accept == "any"));
    }
}

/// Slot by slot, what was accepted on the highest ballot goes before what the leader was to propose.
#[test]
fn who_is_elected_takes_over_the_pvalue_of_the_highest_ballot() {
    let mut run = run(&[("clients", "2"), ("requests", "1")]);
    run.play(&["C1 sends", "C1>R1 request", "R1>L0 propose", "C2 sends", "C2>R2 request", "R2>L1 propose"]);
    elect(&mut run, "L0", 0);
    run.play(&["L0>a1 accept 0"]);
    // L1 does not hear from a1 and proposes B; a2 accepts it on a higher ballot.
    run.play(&["L1 prepares 0", "L1>a2 prepare", "L1>a3 prepare", "a2>L1 promise", "a3>L1 promise"]);
    run.play(&["L1>a2 accept 0"]);
    assert_eq!(proposal(&run, "L1", 1), Some(("B".into(), false)));
    // L0 hears from both and takes over B.
    run.play(&["L0>a2 accept 0", "a2>L0 accepted", "L0 prepares 1", "L0>a1 prepare 1", "L0>a2 prepare 1"]);
    assert_eq!(run.rules("a1>L0 promise 1"), "count-adoption");
    assert_eq!(run.rules("a2>L0 promise 1"), "count-adoption adopted take-over-pvalue send-commander");
    assert_eq!(proposal(&run, "L0", 1), Some(("B".into(), false)));
    settle(&mut run);
    assert_eq!(replica(&run, "R1").executed.first(1), replica(&run, "R2").executed.first(1));
    is_safe(&run);
}

#[test]
fn the_first_proposal_for_a_slot_counts() {
    let mut run = run(&[("clients", "2"), ("requests", "1"), ("leaders", "1")]);
    run.play(&["C1 sends", "C1>R1 request", "C2 sends", "C2>R2 request", "twice R1>L0 propose"]);
    assert_eq!(run.rules("R1>L0 propose"), "note-proposal");
    assert_eq!(run.rules("R1>L0 propose"), "know-proposal");
    assert_eq!(run.rules("R2>L0 propose"), "slot-taken");
    assert_eq!(proposal(&run, "L0", 1), Some(("A".into(), false)));
    // It is not forgotten: once A is decided, R2 takes B back and proposes it for the next slot.
    elect(&mut run, "L0", 0);
    run.play(&["L0>a1 accept", "L0>a2 accept", "a1>L0 accepted", "a2>L0 accepted"]);
    assert_eq!(run.rules("L0>R2 success"), "note-decision take-back execute-slot propose-slot");
    assert_eq!((replica(&run, "R2").slot_in, replica(&run, "R2").slot_out), (3, 2));
    // Whoever asks for slot 1 again is told.
    run.play(&["again R1"]);
    assert_eq!(run.rules("R1>L0 propose"), "tell-decided");
    settle(&mut run);
    for name in ["R1", "R2"] {
        assert_eq!(replica(&run, name).executed.values().len(), 2, "{name}");
    }
}

#[test]
fn a_command_that_is_decided_twice_is_executed_once() {
    let mut run = run(&[("clients", "2"), ("requests", "1"), ("leaders", "1")]);
    elect(&mut run, "L0", 0);
    // R1 proposes A for slot 1; R2 proposes B for it, and A for slot 2.
    run.play(&["C1 sends", "C2 sends", "C1>R1 request", "C2>R2 request", "C1>R2 request"]);
    run.play(&["R1>L0 propose", "R2>L0 propose", "R2>L0 propose"]);
    run.every("L0>* accept").every("*>L0 accepted");
    let last = "L0>R1 success";
    run.play(&[last]);
    assert_eq!(run.rules(last), "note-decision skip-slot");
    assert_eq!(replica(&run, "R1").executed.values(), [&Value::new("A")]);
    assert_eq!(replica(&run, "R1").slot_out, 3);
    settle(&mut run);
    is_safe(&run);
}

#[test]
fn a_lost_response_is_given_again_and_is_the_same() {
    let mut run =
        run(&[("requests", "2"), ("operations", "Append k x; Get k"), ("leaders", "1"), ("replicas", "1")]);
    elect(&mut run, "L0", 0);
    run.play(&["C1 sends", "C1>R1 request", "R1>L0 propose"]);
    run.every("L0>* accept").every("*>L0 accepted");
    run.play(&["L0>R1 success", "drop R1>C1 reply", "fire C1"]);
    assert_eq!(run.rules("C1>R1 request"), "respond-again");
    run.play(&["twice R1>C1 reply"]);
    assert_eq!(run.rules("R1>C1 reply"), "take-result");
    assert_eq!(run.rules("R1>C1 reply"), "know-result");
    assert_eq!(replica(&run, "R1").executed.len(), 1, "appended once");
    run.play(&["C1 sends"]);
    settle(&mut run);
    let told: Vec<_> = run.world.ledger().calls.iter().filter_map(|call| call.answer.clone()).collect();
    assert_eq!(told[1].0, Value::new("x"));
}

#[test]
fn who_has_missed_a_decision_waits_and_catches_up() {
    let mut run = run(&[("requests", "2"), ("leaders", "1")]);
    elect(&mut run, "L0", 0);
    for lost in [true, false] {
        run.play(&["C1 sends", "C1>R1 request", "drop C1>R2 request", "R1>L0 propose"]);
        run.every("L0>* accept").every("*>L0 accepted");
        run.play(&["L0>R1 success", "R1>C1 reply"]);
        if lost {
            run.play(&["drop L0>R2 success"]);
        }
    }
    assert_eq!(run.rules("L0>R2 success"), "note-decision await-slot");
    assert_eq!(replica(&run, "R2").slot_out, 1);
    assert_eq!(run.rules("again R2"), "catch-up");
    assert_eq!(run.rules("R2>R1 inquire"), "help-up");
    run.play(&["twice R1>R2 state"]);
    assert_eq!(run.rules("R1>R2 state"), "take-state");
    assert_eq!(run.rules("R1>R2 state"), "know-state");
    let (a, b) = (replica(&run, "R1"), replica(&run, "R2"));
    assert_eq!(
        (&a.executed, &a.store, &a.answers, a.slot_out),
        (&b.executed, &b.store, &b.answers, b.slot_out)
    );
}

/// A configuration begins WINDOW slots after the command, and what comes before is filled with nothing if need be.
#[test]
fn another_configuration_serves_from_a_window_later_on() {
    for window in [1, 2, 5] {
        let mut run = run(&[
            ("requests", "2"),
            ("configurations", "2"),
            ("leaders", "1"),
            ("replicas", "1"),
            ("window", &window.to_string()),
            ("operations", "Reconfigure 2; Get k"),
        ]);
        let first =
            run.world.setup().name(run.world.setup().proposers().next().expect("a leader")).to_owned();
        elect(&mut run, &first, 0);
        run.play(&["C1 sends"]);
        settle(&mut run);
        let replica = replica(&run, "R1");
        assert_eq!(replica.configurations, [(1, 0), (1 + window, 1)], "{window}");
        assert_eq!(replica.slot_out, 1 + window, "{window}: the slots in between are filled");
        run.play(&["C1 sends"]);
        let second = run.world.setup().proposers().nth(1).expect("a leader of the other configuration");
        let request = run.oldest("C1>R1 request").id;
        run.apply(&Event::Deliver(request)).expect("it is in flight");
        let to: Vec<_> = run.world.in_flight().iter().map(|packet| packet.to).collect();
        assert_eq!(to, [second], "{window}: proposed to its leader");
    }
}

/// Of a configuration that there is not, the log says no.
#[test]
fn no_configuration_is_made_up() {
    let mut run = run(&[("requests", "1"), ("leaders", "1"), ("operations", "Reconfigure 2")]);
    elect(&mut run, "L0", 0);
    run.play(&["C1 sends"]);
    settle(&mut run);
    let call = run.world.ledger().calls.get(0).expect("it asked").clone();
    assert_eq!(call.answer.map(|(result, _)| result), Some(Value::new("no")));
    assert_eq!(replica(&run, "R1").configurations, [(1, 0)]);
}
