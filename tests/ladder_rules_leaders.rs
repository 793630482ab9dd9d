//! The ladder's upper rungs, where leaders change: what each changes about the one below it, in the deck's words. Slides
//! are those of "Paxos Explained from Scratch" (OPODIS 2013).

mod common;

use common::Run;
use common::rungs::{accepted, executed, heard, offers, server};
use paxoscope::check::{Property, judge};
use paxoscope::protocol::NodeState;

fn round(run: &Run, name: &str) -> u32 {
    server(run, name).round.round
}

fn leads(run: &Run, name: &str) -> bool {
    server(run, name).duty == NodeState::Leader
}

/// One server takes over with promises of others, which are all delivered.
fn takes_over(run: &mut Run, name: &str, others: &str) {
    run.play(&[&format!("suspect {name}")]);
    for other in others.split_whitespace() {
        run.play(&[&format!("{name}>{other} prepare"), &format!("{other}>{name} promise")]);
    }
    assert!(leads(run, name));
}

// Slide 55.
#[test]
fn a_majority_of_promises_its_own_among_them_makes_a_leader() {
    let mut run = heard("leader-names", "");
    assert_eq!(run.rules("suspect S2"), "take-over-round");
    assert!(!leads(&run, "S2"));
    assert_eq!(run.rules("S2>S3 prepare"), "promise-round");
    assert_eq!(run.rules("S3>S2 promise"), "count-round-promise lead-round");
    assert!(leads(&run, "S1") && leads(&run, "S2"), "nobody has told S1");
    run.play(&["S2>S1 prepare"]);
    assert!(!leads(&run, "S1"));
    assert_eq!(run.rules("S1>S2 promise"), "late-round-promise");
}

// Slides 56 to 58.
#[test]
fn an_accept_of_an_old_round_is_ignored() {
    for rung in ["leader-names", "round-numbers", "multi-paxos"] {
        let mut run = heard(rung, "");
        run.play(&["S1 orders m1"]);
        takes_over(&mut run, "S2", "S3");
        assert_eq!(run.rules("S1>S3 accept"), "ignore-old-leader", "{rung}");
        assert_eq!(accepted(&run, "S3", 1), "", "{rung}");
        run.play(&["S2 orders m2"]);
        assert_eq!(run.rules("S2>S1 accept"), "accept-order", "{rung}: and a new one makes a server obey");
        assert_eq!((round(&run, "S1"), leads(&run, "S1")), (2, false), "{rung}");
        assert_eq!(accepted(&run, "S1", 1), "m2@2", "{rung}: the higher round replaces the lower");
    }
}

// Slides 59 and 60.
#[test]
fn a_name_is_outranked_for_ever_and_a_round_is_not() {
    let mut run = heard("leader-names", "");
    takes_over(&mut run, "S3", "S1 S2");
    assert_eq!(run.rules("suspect S1"), "outranked");
    let mut run = heard("round-numbers", "");
    takes_over(&mut run, "S3", "S1 S2");
    assert_eq!(run.rules("suspect S1"), "take-over-round");
    assert_eq!(round(&run, "S1"), 4, "S1 has 1, 4, 7");
    assert_eq!(run.rules("S1>S3 prepare"), "promise-round");
    run.play(&["suspect S2"]);
    assert_eq!(round(&run, "S2"), 5);
    assert_eq!(run.rules("S2>S3 prepare"), "promise-round");
    assert_eq!(run.rules("S1>S2 prepare"), "ignore-takeover", "of 5 it has promised more than 4");
}

// Slides 70 to 73: a promise that tells nothing lets the new leader order something else.
#[test]
fn without_reports_a_new_leader_contradicts_the_old_one() {
    let mut run = heard("round-numbers", "");
    run.play(&["S1 orders m1", "S1>S2 accept", "S2 executes", "S2 replies", "S2>C1"]);
    takes_over(&mut run, "S3", "S1");
    run.play(&["S3 orders m2", "S3>S1 accept", "S1 executes", "S1 replies", "S1>C2"]);
    assert!(!judge(Property::ClientsAgree, &run.world).holds());
}

// Slides 75 to 79.
#[test]
fn a_promise_reports_what_the_promiser_ordered_itself() {
    let mut run = heard("leader-change", "");
    run.play(&["S1 orders m1", "suspect S3"]);
    assert_eq!(run.rules("S3>S1 prepare"), "promise-with-report");
    assert_eq!(run.rules("S1>S3 promise"), "count-round-promise lead-round must-resend");
    assert_eq!(offers(&run, "S3"), 1, "before anything new");
    run.play(&["S3 resends"]);
    assert_eq!(accepted(&run, "S3", 1), "m1@3", "in its own round");
    assert_eq!(offers(&run, "S3"), 0, "and nothing new before the learn");
    run.play(&["S3>S1 accept", "S1>S3 accepted", "S3 executes", "S3 orders m2"]);
}

// Slide 77, and part (a) of the rules: not even if it leads no more.
#[test]
fn a_demoted_leader_executes_its_own_order_only_after_a_learn_in_that_round() {
    let mut run = heard("leader-change", "");
    run.play(&["S1 orders m1", "S1>S2 accept", "suspect S3", "S3>S1 prepare"]);
    assert_eq!((leads(&run, "S1"), offers(&run, "S1")), (false, 0));
    assert_eq!(run.rules("S2>S1 accepted"), "note-learn");
    assert_eq!(run.rules("S1 executes"), "execute-after-learn");
}

// Slide 56: a learn tells whose accept it is about.
#[test]
fn a_learn_for_another_round_does_not_count() {
    let mut run = heard("round-numbers", "");
    run.play(&["S1 orders m1", "S1>S2 accept"]);
    takes_over(&mut run, "S3", "S2");
    run.play(&["S3 orders m2", "S3>S1 accept"]);
    assert_eq!(run.rules("S2>S1 accepted"), "ignore-learn", "it holds m2 of round 3 now");
}

// The paper, section 7.
#[test]
fn of_two_reports_the_one_of_the_highest_round_wins() {
    let mut run = heard("all-to-all-learn", "");
    run.play(&["S1 orders m1", "S1>S4 accept", "crash S1"]);
    takes_over(&mut run, "S2", "S3 S5");
    run.play(&["S2 orders m2", "S2>S5 accept", "crash S2"]);
    takes_over(&mut run, "S3", "S4 S5");
    run.play(&["S3 resends"]);
    assert_eq!(accepted(&run, "S3", 1), "m2@3");
}

// Slide 78, where the merge comes so late that the others have executed: who promises last may need the most.
#[test]
fn a_late_promise_makes_the_leader_resend() {
    let mut run = heard("leader-change", "");
    run.play(&["S1 orders m1", "S1>S2 accept", "S2>S1 accepted", "S1 executes", "S2 executes"]);
    run.play(&["drop S1>S3 accept"]);
    takes_over(&mut run, "S2", "S1");
    assert_eq!(offers(&run, "S2"), 2, "both who promised have executed m1: it orders m2, or replies");
    run.play(&["drop S2>S3 prepare"]);
    assert_eq!(run.rules("again S2"), "prepare-round-again");
    assert_eq!(run.rules("S2>S3 prepare"), "promise-round");
    assert_eq!(run.rules("S3>S2 promise"), "must-resend");
    run.play(&["S2 resends", "S2>S3 accept", "S3 executes"]);
    assert_eq!(executed(&run, "S3"), "m1");
}

// Slides 83 and 84.
#[test]
fn of_five_servers_the_leader_needs_two_learns_and_a_follower_needs_none() {
    let mut run = heard("five-servers", "");
    run.play(&["S1 orders m1", "S1>S2 accept", "S1>S3 accept", "S2>S1 accepted"]);
    assert_eq!(offers(&run, "S1"), 0);
    run.play(&["S3>S1 accepted", "S1 executes", "S2 executes"]);
    assert_eq!((executed(&run, "S1"), executed(&run, "S2")), ("m1".into(), "m1".into()));
}

// Slide 86.
#[test]
fn everybody_learns_from_everybody_and_the_accept_counts_as_the_leaders_learn() {
    let mut run = heard("all-to-all-learn", "");
    run.play(&["S1 orders m1", "S1>S2 accept", "S1>S3 accept"]);
    assert_eq!(run.count("S2>* accepted"), 4);
    assert_eq!(offers(&run, "S2"), 0, "its own and the leader's are two of five");
    run.play(&["S3>S2 accepted"]);
    assert_eq!(run.rules("S2 executes"), "execute-learned");
    // S5 has not had the accept at all, and learns of it from three.
    run.play(&["S2>S5 accepted", "S3>S5 accepted"]);
    assert_eq!(offers(&run, "S5"), 0);
    run.play(&["S1>S4 accept", "S4>S5 accepted", "S5 executes"]);
    assert_eq!(accepted(&run, "S5", 1), "m1@1", "what it executes is in its log");
}

// Slide 87.
#[test]
fn a_follower_awaits_the_commit() {
    let mut run = heard("await-commit", "");
    run.play(&["S1 orders m1", "S1>S2 accept", "S1>S3 accept", "S2>S1 accepted", "S3>S1 accepted"]);
    assert_eq!(
        (offers(&run, "S1"), offers(&run, "S2")),
        (2, 0),
        "the leader may execute, or order the next one"
    );
    run.play(&["S1 executes", "S1 commits", "S1>S2 commit"]);
    assert_eq!(run.rules("S2 executes"), "execute-committed");
}

// A leader commits what it ordered and a majority learned, and not what it ordered where another one was faster.
#[test]
fn nobody_commits_what_it_has_ordered_and_not_executed() {
    let mut run = heard("await-commit", "servers=3");
    run.play(&["S1 orders m1"]);
    takes_over(&mut run, "S2", "S3");
    run.play(&["S2 orders m2", "S2>S3 accept", "S3>S2 accepted", "S2 executes", "S2 commits"]);
    run.play(&["S2>S1 commit", "S1 executes"]);
    assert_eq!(executed(&run, "S1"), "m2", "although it ordered m1 itself");
    assert_eq!(accepted(&run, "S1", 1), "m2@2", "which it gives up");
    assert!(run.apply(&run.event("S1 commits")).is_err());
}

// Who orders one request at a time has seen to all earlier ones; who orders several has not.
#[test]
fn a_commit_implies_earlier_ones_only_where_one_is_ordered_at_a_time() {
    for (one_at_a_time, offered) in [("yes", 1), ("no", 0)] {
        let mut run = heard("await-commit", &format!("servers=3 one-at-a-time={one_at_a_time}"));
        run.play(&["S1 orders m1", "S1>S2 accept", "S1>S3 accept", "S2>S1 accepted", "S1 executes"]);
        run.play(&["S1 commits", "drop S1>S2 commit", "S1 orders m2", "S1>S2 accept"]);
        run.play(&["S2>S1 accepted", "S1 executes", "S1 commits", "S1>S2 commit"]);
        assert_eq!(offers(&run, "S2"), offered, "{one_at_a_time}");
    }
}

// Slide 89.
#[test]
fn one_promise_is_enough_for_many_numbers() {
    let mut run = heard("multi-paxos", "");
    takes_over(&mut run, "S2", "S3");
    for (request, all) in [("m1", "m1"), ("m2", "m1 m2")] {
        run.play(&[
            &format!("S2 orders {request}"),
            "S2>S3 accept",
            "S3>S2 accepted",
            "S2 executes",
            "S3 executes",
        ]);
        assert_eq!((executed(&run, "S2"), executed(&run, "S3")), (all.into(), all.into()));
    }
    assert_eq!(run.count("S2>* prepare"), 1, "the one to S1, which is slow");
}

// The deck's servers crash for good. Paxos needs no more than this to let them come back.
#[test]
fn a_restart_keeps_rnd_acc_and_what_is_executed() {
    let mut run = heard("multi-paxos", "");
    run.play(&["S1 orders m1", "S1>S2 accept", "S1>S3 accept"]);
    takes_over(&mut run, "S3", "S2");
    run.play(&["crash S2", "restart S2", "crash S1", "restart S1"]);
    assert_eq!((round(&run, "S2"), accepted(&run, "S2", 1)), (3, "m1@1".into()));
    assert_eq!(
        (leads(&run, "S1"), accepted(&run, "S1", 1)),
        (false, "m1@1".into()),
        "nobody comes back as leader"
    );
    assert_eq!(server(&run, "S2").pending.len(), 0, "what it has only heard it forgets");
    // From its log it knows that the leader and it have accepted m1, which are two of three.
    run.play(&["S2 executes", "crash S2", "restart S2"]);
    assert_eq!(executed(&run, "S2"), "m1");
    run.play(&["suspect S1"]);
    assert_eq!(round(&run, "S1"), 4, "and never uses a round twice");
}

// Slides 90 to 92.
#[test]
fn a_single_instance_begins_with_a_prepare_and_orders_one_request() {
    let mut run = heard("paxos", "");
    assert_eq!(run.world.leaders().len(), 0);
    takes_over(&mut run, "S1", "S2");
    run.play(&["S1 orders m1", "S1>S2 accept", "S2>S1 accepted", "S1 executes"]);
    assert_eq!(offers(&run, "S1"), 1, "it replies, and that is all");
}
