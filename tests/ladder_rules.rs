//! The ladder, rung by rung: what each changes about the one below it, in the deck's words. Slides are those of
//! "Paxos Explained from Scratch" (OPODIS 2013).

mod common;

use common::Run;
use common::rungs::{accepted, executed, heard, offers, sent};
use paxoscope::sim::{Event, NotEnabled};

// Slide 4.
#[test]
fn a_single_server_executes_in_the_order_in_which_it_hears() {
    let mut run = sent("single-server", "");
    assert_eq!(run.rules("C2>S1 request"), "hear-request-alone");
    run.play(&["C1>S1 request"]);
    assert_eq!(run.rules("S1 executes"), "execute-first");
    assert_eq!(executed(&run, "S1"), "m2");
    run.play(&["S1 executes"]);
    assert_eq!(executed(&run, "S1"), "m2 m1");
}

// A reply tells the state after the request that it answers, not the latest one.
#[test]
fn a_request_that_was_executed_is_answered_again() {
    let mut run = heard("single-server", "");
    run.play(&["S1 executes", "S1 replies", "drop S1>C1", "S1 executes", "S1 replies", "fire C1"]);
    assert_eq!(run.rules("C1>S1 request"), "know-executed");
    assert_eq!(run.rules("S1 replies"), "reply-state");
    assert_eq!(run.rules("S1>C1"), "see-state");
    run.is("C1", "waits-for=none");
}

// Slide 8.
#[test]
fn two_servers_execute_in_two_orders() {
    let mut run = sent("two-servers", "");
    run.play(&["C1>S1 request", "C2>S2 request", "S1 executes", "S2 executes"]);
    run.play(&["C2>S1 request", "C1>S2 request", "S1 executes", "S2 executes"]);
    assert_eq!((executed(&run, "S1"), executed(&run, "S2")), ("m1 m2".into(), "m2 m1".into()));
}

// Slides 10 to 12.
#[test]
fn a_follower_executes_accepts_in_the_order_in_which_they_arrive() {
    for rung in ["send-accept", "sequence-numbers"] {
        let mut run = heard(rung, "");
        assert_eq!(offers(&run, "S2"), 0, "a follower waits for the leader's accept");
        run.play(&["S1 orders m1", "S1 orders m2", "hold S1>S2 accept"]);
        let later = run.flying("S1>S2 accept")[1].id;
        run.apply(&Event::Deliver(later)).expect("it is in flight");
        run.play(&["S2 executes", "S1>S2 accept", "S2 executes"]);
        assert_eq!(executed(&run, "S2"), "m2 m1", "{rung}");
    }
}

/// The leader orders m1 and m2, and the second accept arrives first.
fn overtaken(rung: &str) -> (Run, String) {
    let mut run = heard(rung, "");
    run.play(&["S1 orders m1", "S1 orders m2"]);
    let later = run.flying("S1>S2 accept")[1].id;
    run.apply(&Event::Deliver(later)).expect("it is in flight");
    let keys: Vec<_> = run.step.as_ref().expect("it was").rules.iter().map(|(_, rule)| rule.key()).collect();
    let keys = keys.join(" ");
    (run, keys)
}

// Slides 14 and 15.
#[test]
fn a_follower_on_discard_drops_number_2_before_number_1() {
    let (mut run, rules) = overtaken("discard");
    assert_eq!(rules, "discard-order");
    assert_eq!(run.rules("S1>S2 accept"), "accept-order");
    run.play(&["S2 executes"]);
    assert_eq!((executed(&run, "S2"), offers(&run, "S2")), ("m1".into(), 1), "it replies, and that is all");
}

// Slide 16, the first answer.
#[test]
fn a_follower_on_buffer_keeps_number_2_until_number_1_has_come() {
    let (mut run, rules) = overtaken("buffer");
    assert_eq!(rules, "buffer-order");
    assert_eq!(offers(&run, "S2"), 0);
    run.play(&["S1>S2 accept", "S2 executes", "S2 executes"]);
    assert_eq!(executed(&run, "S2"), "m1 m2");
}

// Slides 16 and 19, the second answer.
#[test]
fn an_accept_is_sent_again_until_a_learn_comes() {
    let mut run = heard("retransmit", "");
    run.play(&["S1 orders m1", "drop S1>S2 accept"]);
    assert_eq!(run.rules("again S1"), "retransmit-order");
    run.play(&["S1>S2 accept", "drop S2>S1 accepted", "again S1"]);
    assert_eq!(run.rules("S1>S2 accept"), "know-order", "it has that one already, and answers all the same");
    assert_eq!(run.rules("S2>S1 accepted"), "note-learn");
    assert_eq!(run.world.check(&run.event("again S1")), Err(NotEnabled::TimerNotSet));
}

// Slides 20 to 22.
#[test]
fn the_next_accept_waits_for_the_learn_of_the_last() {
    let mut run = heard("retrans-accept", "");
    run.play(&["S1 orders m1"]);
    assert_eq!(offers(&run, "S1"), 1, "it may execute at once, but not order");
    run.play(&["S1 executes", "S1>S2 accept", "S2>S1 accepted", "S1 orders m2"]);
    assert_eq!(executed(&run, "S1"), "m1");
}

// Slides 25 to 28: the single-server rule.
#[test]
fn who_is_left_alone_executes_what_was_ordered_first_and_then_what_it_likes() {
    let mut run = heard("single-server-rule", "");
    run.play(&["S1 orders m2", "S1>S2 accept", "crash S1"]);
    assert_eq!(run.rules("suspect S2"), "go-on-alone");
    assert_eq!(offers(&run, "S2"), 1);
    assert_eq!(run.rules("S2 executes"), "execute-alone");
    run.play(&["S2 executes m1"]);
    assert_eq!(executed(&run, "S2"), "m2 m1");
    let mut free = heard("single-server-rule", "");
    free.play(&["crash S1", "suspect S2"]);
    assert_eq!(offers(&free, "S2"), 2, "nothing was ordered: it takes any");
}

// Slides 31 to 38.
#[test]
fn the_leader_waits_for_a_learn_and_the_accept_is_the_followers() {
    let mut run = heard("wait-for-learn", "");
    run.play(&["S1 orders m1"]);
    assert_eq!(offers(&run, "S1"), 0);
    run.play(&["S1>S2 accept"]);
    assert_eq!(run.rules("S2 executes"), "execute-ordered");
    run.play(&["S2>S1 accepted"]);
    assert_eq!(run.rules("S1 executes"), "execute-after-learn");
}

// Slide 44: the other one may be down.
#[test]
fn of_three_servers_one_learn_is_enough() {
    let mut run = heard("wait-for-learn-3", "");
    run.play(&["crash S3", "S1 orders m1", "S1>S2 accept", "S2>S1 accepted", "S1 executes"]);
    assert_eq!(executed(&run, "S1"), "m1");
}

// Slides 49 to 53, where the deck gives no rule: the first accept under a number wins, or the last.
#[test]
fn a_second_leaders_accept_is_refused_or_replaces_the_first() {
    for (conflict, rule, holds) in
        [("first", "refuse-order", "m1@0"), ("last", "replace-order accept-order", "m2@0")]
    {
        let mut run = heard("wait-for-learn-3", &format!("conflict={conflict}"));
        run.play(&["S1 orders m1", "S1>S2 accept"]);
        assert_eq!(run.rules("suspect S3"), "start-leading");
        run.play(&["S3 orders m2"]);
        let found = run.rules("S3>S2 accept");
        assert!(rule.starts_with(&found), "{conflict}: {found}");
        assert_eq!(accepted(&run, "S2", 1), holds, "{conflict}");
    }
    let mut run = heard("wait-for-learn-3", "conflict=last");
    run.play(&["S1 orders m1", "S1>S2 accept", "S2 executes", "suspect S3", "S3 orders m2"]);
    assert_eq!(run.rules("S3>S2 accept"), "refuse-order", "what is executed stays");
}
