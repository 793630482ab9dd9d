//! Whether what clients were told is linearizable, judged of runs: with every fault that replicas survive it is, and where a
//! rule is missing clients can be told what no single copy would have said.

mod common;

use common::Run;
use common::pmmc::holds;
use paxoscope::check::{Property, Verdict, judge};
use paxoscope::protocol::Value;
use paxoscope::sim::Event;

/// Delivers everything in flight, and what follows from it.
fn settle(run: &mut Run) {
    while let Some(id) = run.world.in_flight().first().map(|packet| packet.id) {
        run.apply(&Event::Deliver(id)).expect("it is in flight");
    }
}

/// What clients were told, in the order in which they asked: `A=ok B=none C=`.
fn told(run: &Run) -> String {
    let word = |call: &paxoscope::sim::Call| {
        let answer = call.answer.as_ref().map_or("", |(result, _)| result.as_str());
        format!("{}={answer}", call.command.as_str())
    };
    run.world.ledger().calls.iter().map(word).collect::<Vec<_>>().join(" ")
}

fn is_linearizable(run: &Run) -> bool {
    holds(Property::Linearizable, &run.world)
}

/// One leader, elected; both clients ask by hand what they like.
fn served(settings: &[(&str, &str)]) -> Run {
    let mut all = vec![("clients", "2"), ("leaders", "1")];
    all.extend(settings);
    let mut run = Run::with("pmmc", &all);
    run.play(&["L0 prepares 0"]);
    settle(&mut run);
    run
}

#[test]
fn nothing_asked_is_linearizable() {
    assert!(is_linearizable(&served(&[])));
}

#[test]
fn answers_in_the_order_of_the_log_are() {
    let mut run = served(&[]);
    for (client, command) in [("C1", "Put k a"), ("C2", "Get k"), ("C1", "Append k b"), ("C2", "Get k")] {
        run.play(&[&format!("ask {client} {command}")]);
        settle(&mut run);
    }
    assert_eq!(told(&run), "Put k a=ok Get k=a Append k b=ok Get k=ab");
    assert!(is_linearizable(&run));
}

/// A command that its client was never told of may have had its effect, or not.
#[test]
fn a_command_without_an_answer_may_be_seen_or_not() {
    let mut run = served(&[]);
    run.play(&["ask C1 Put k a", "ask C2 Get k", "C2>R1 request", "C2>R2 request"]);
    run.every("R1>* propose").every("L0>* accept").every("*>L0 accepted").every("L0>R1 success");
    run.play(&["R1>C2 reply"]);
    assert_eq!(told(&run), "Put k a= Get k=none");
    assert!(is_linearizable(&run));
    settle(&mut run);
    run.play(&["ask C2 Get k"]);
    settle(&mut run);
    assert_eq!(told(&run), "Put k a=ok Get k=none Get k=a");
    assert!(is_linearizable(&run));
}

/// Replicas that lose their logs ask for decisions again, and clients notice nothing.
#[test]
fn a_log_that_is_lost_and_decided_again_misleads_nobody() {
    let mut run = served(&[("keep-decisions", "no")]);
    run.play(&["ask C1 Append k a"]);
    settle(&mut run);
    run.play(&["crash R1", "crash R2"]);
    assert!(is_linearizable(&run), "although no replica remembers");
    run.play(&["restart R1", "restart R2", "ask C2 Get k"]);
    settle(&mut run);
    // They have proposed it for slot 1, heard what was decided there, and taken it back.
    assert_eq!(told(&run), "Append k a=ok Get k=a");
    assert!(is_linearizable(&run));
}

/// Acceptors that lose what they accepted let another leader begin the log anew: an append that was answered is gone.
#[test]
fn an_answered_command_that_is_gone_is_noticed_at_the_first_answer_without_it() {
    let mut run = Run::with("pmmc", &[("clients", "2"), ("keep-accepted", "no"), ("keep-decisions", "no")]);
    run.play(&["L0 prepares 0"]);
    settle(&mut run);
    run.play(&["ask C1 Append k a", "drop C1>R2", "C1>R1", "R1>L0 propose", "drop R1>L1 propose"]);
    settle(&mut run);
    assert_eq!(told(&run), "Append k a=ok");
    for node in ["a1", "a2", "a3", "R1", "R2", "L0"] {
        run.play(&[&format!("crash {node}")]);
    }
    for node in ["a1", "a2", "a3", "R1", "R2"] {
        run.play(&[&format!("restart {node}")]);
    }
    settle(&mut run);
    run.play(&["L1 prepares 0"]);
    settle(&mut run);
    run.play(&["ask C2 Get k"]);
    assert!(is_linearizable(&run), "nobody was told anything yet");
    settle(&mut run);
    assert_eq!(told(&run), "Append k a=ok Get k=none");
    assert_eq!(judge(Property::Linearizable, &run.world), Verdict::NoOrder(1));
    // It stays so, whatever is told later.
    run.play(&["ask C2 Put k b"]);
    settle(&mut run);
    assert_eq!(judge(Property::Linearizable, &run.world), Verdict::NoOrder(1));
}

/// Of two clients that swap, only one can have been first, and money is taken once: the bank is judged as the store is.
#[test]
fn the_bank_is_judged_as_well() {
    let mut run = served(&[("application", "bank")]);
    for (client, command) in [("C1", "Withdraw $80"), ("C2", "Withdraw $80"), ("C1", "Deposit $10")] {
        run.play(&[&format!("ask {client} {command}")]);
        settle(&mut run);
    }
    assert_eq!(told(&run), "Withdraw $80=$20 Withdraw $80=refused Deposit $10=$30");
    assert!(is_linearizable(&run));
}

/// A client that asks the same words twice has asked for two things.
#[test]
fn the_same_words_twice_are_two_commands() {
    let mut run = served(&[("keep-decisions", "no")]);
    for _ in 0..2 {
        run.play(&["ask C1 Append k a"]);
        settle(&mut run);
    }
    run.play(&["ask C2 Get k"]);
    settle(&mut run);
    assert_eq!(told(&run), "Append k a=ok Append k a=ok Get k=aa");
    assert!(is_linearizable(&run));
    run.play(&["crash R1", "crash R2"]);
    assert!(is_linearizable(&run));
}

/// What was given to a replica by hand may have the same words as what a client asks for.
#[test]
fn what_is_given_by_hand_may_have_a_clients_words() {
    let mut run = served(&[]);
    run.apply(&Event::Request(run.node("R1"), Value::new("Append k a"))).expect("replicas take requests");
    settle(&mut run);
    run.play(&["ask C1 Append k a"]);
    settle(&mut run);
    run.play(&["ask C2 Get k"]);
    settle(&mut run);
    assert_eq!(told(&run).split(' ').next_back(), Some("k=aa"));
    assert!(is_linearizable(&run), "{:?}", judge(Property::Linearizable, &run.world));
}
