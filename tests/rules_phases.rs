//! *Paxos Made Simple* §2.2 after P2c, sentence by sentence: the two phases, abandoning, ignoring.

mod common;

use common::{ALL, Run, cluster, two};
use paxoscope::protocol::synod::{Config, Rejections};
use paxoscope::sim::NotEnabled;

// §2.2, phase 1: a promise means to accept nothing numbered below n any more, and it reports the last acceptance.
#[test]
fn a_promise_binds_the_acceptor_and_reports_what_it_accepted() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).phase2("A", "top");
    run.play(&["B prepares 2"]);
    assert_eq!(run.rules("B>top prepare"), "promise-report");
    assert_eq!(run.says("top>B promise"), "promise (2,B), ((1,A), foo)");
    assert_eq!(run.rules("B>mid prepare"), "promise-fresh");
    assert_eq!(run.says("mid>B promise"), "promise (2,B)");
    assert_eq!(run.rules("A>mid accept"), "ignore-accept");
    run.is("mid", "promised=(2,B); accepted=none");
}

// §2.2, P1a: an acceptor can accept a proposal numbered n iff it has not responded to a prepare above n.
#[test]
fn an_acceptor_accepts_its_promised_number_and_higher_ones_and_none_below() {
    for (promised, accepted) in [(1, true), (3, true), (5, true), (7, false)] {
        let mut run = Run::new(two());
        run.phase1("B", 5, "mid bot").play(&["B accepts?", "A prepares 1"]);
        if promised > 1 {
            run.play(&[&format!("A prepares {promised}"), &format!("A>top prepare {promised}")]);
        }
        let rule = run.rules("B>top accept");
        assert_eq!(rule, if accepted { "accept" } else { "ignore-accept" }, "{promised}");
    }
}

// §2.2: a proposer that has answers from a majority may issue its proposal; with one less it may not.
#[test]
fn a_proposer_issues_its_proposal_only_with_a_majority_of_answers() {
    let mut run = Run::new(two());
    run.phase1("A", 1, "top");
    let accept = run.event("A accepts?");
    assert_eq!(run.apply(&accept), Err(NotEnabled::ActNotAllowed));
    run.play(&["A>bot prepare"]);
    assert_eq!(run.rules("bot>A promise"), "promise-quorum");
    run.play(&["A accepts?"]);
    let again = run.event("A accepts?");
    assert_eq!(run.apply(&again), Err(NotEnabled::ActNotAllowed), "once per number");
}

// §2.2: the acceptors that are asked to accept need not be those that answered the prepare.
#[test]
fn acceptors_that_did_not_promise_may_accept() {
    let mut run = Run::new(cluster(&[("A", "foo")], &["1", "2", "3", "4", "5"], &[]));
    run.phase1("A", 1, "1 2 3").phase2("A", "3 4 5");
    assert_eq!(run.chosen(), "foo");
}

// §2.2: an acceptor can ignore any request without compromising safety: what it never sees, it ignores.
#[test]
fn ignoring_any_request_is_safe() {
    let mut run = Run::new(two());
    run.phase1("A", 1, "top mid").phase2("A", "top mid");
    run.play(&["drop A>bot prepare", "drop A>bot accept"]);
    run.phase1("B", 2, "bot mid").phase2("B", "bot mid");
    assert_eq!(run.chosen(), "foo");
}

// §2.2: there is no reason to answer a prepare numbered n after one above n, nor one that was answered already.
#[test]
fn a_prepare_that_is_not_above_the_promise_is_ignored() {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "twice A>top prepare", "B prepares 2", "B>mid prepare"]);
    assert_eq!(run.rules("A>mid prepare"), "ignore-prepare");
    assert_eq!(run.rules("A>top prepare"), "promise-fresh");
    assert_eq!(run.rules("A>top prepare"), "ignore-prepare", "a duplicate is not promised twice");
    assert_eq!(run.count("top>A"), 1);
}

// §2.2: an acceptor also ignores a prepare for a proposal that it has accepted already.
#[test]
fn a_prepare_for_an_accepted_proposal_is_ignored() {
    let mut run = Run::new(two());
    run.phase1("A", 1, "top mid").play(&["A accepts?", "A>bot accept"]);
    assert_eq!(run.rules("A>bot prepare"), "ignore-prepare");
}

// §2.2: an acceptor needs to remember only the highest number it promised and the highest proposal it accepted.
#[test]
fn an_acceptor_remembers_one_number_and_one_proposal() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).phase2("A", "top");
    run.phase1("B", 2, "mid bot").play(&["B accepts?", "B>top accept"]);
    run.is("top", "promised=(2,B); accepted=((2,B), bar)");
    assert_eq!(run.world.fields(run.node("top")).len(), 2);
}

// §2.2: it must remember them even if it fails and restarts.
#[test]
fn an_acceptor_remembers_through_a_crash() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).phase2("A", "top").play(&["B prepares 2", "B>top prepare"]);
    run.play(&["crash top", "restart top"]);
    run.is("top", "promised=(2,B); accepted=((1,A), foo)");
    let fields = run.world.fields(run.node("top"));
    assert!(fields.iter().all(|field| field.stable));
}

// §2.2: a proposer can abandon a proposal at any time and forget all about it, but not use its number again.
#[test]
fn a_proposer_may_abandon_a_proposal_at_any_time() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL);
    assert_eq!(run.rules("A prepares 3"), "prepare-again");
    run.is("A", "number=(3,A); phase=preparing; promises=0/3");
    for round in [3, 2, 1, 0] {
        let again = run.event(&format!("A prepares {round}"));
        assert_eq!(run.apply(&again), Err(NotEnabled::ActNotAllowed));
    }
}

// §2.2: it may abandon in the middle of phase 2 too; answers to what it gave up come late and are ignored.
#[test]
fn answers_to_an_abandoned_proposal_are_ignored() {
    let mut run = Run::new(two());
    run.phase1("A", 1, "top mid").play(&["A accepts?", "A>top accept", "A>bot prepare"]);
    run.play(&["A prepares 3"]);
    assert_eq!(run.rules("top>A accepted"), "stale-accepted");
    assert_eq!(run.rules("A>bot prepare 3"), "promise-fresh");
    assert_eq!(run.rules("bot>A promise 1"), "stale-promise");
    run.is("A", "promises=0/3; acceptances=0/3; reported=none; proposing=none");
}

// §2.2: a proposer may make multiple proposals; requests of an abandoned one may still be accepted long after.
#[test]
fn an_abandoned_proposal_may_still_be_chosen() {
    let mut run = Run::new(two());
    run.phase1("A", 1, "top mid").play(&["A accepts?", "A prepares 3"]);
    run.every("A>* accept 1");
    assert_eq!(run.chosen(), "foo");
    run.every("A>* prepare 3").every("*>A promise 3").phase2("A", ALL);
    assert_eq!(run.chosen(), "foo");
}

// §2.2: an acceptor that ignores a request for a higher one should tell; the proposer should then abandon.
#[test]
fn a_rejection_tells_the_higher_number_and_the_next_one_is_above_it() {
    let mut run = Run::new(Config { rejections: Rejections::Answered, ..two() });
    run.play(&["B prepares 8", "B>top prepare", "A prepares 1"]);
    assert_eq!(run.rules("A>top prepare"), "reject-prepare");
    assert_eq!(run.says("top>A"), "reject (1,A) ≤ (8,B)");
    assert_eq!(run.rules("top>A"), "hear-rejection");
    run.play(&["fire A"]).is("A", "number=(9,A)");
    run.phase1("A", 11, "mid bot").play(&["B prepares 12", "B>mid prepare 12"]);
    run.play(&["A accepts?"]);
    assert_eq!(run.rules("A>mid accept"), "reject-accept");
    run.play(&["A prepares 13"]);
    assert_eq!(run.rules("mid>A reject"), "stale-rejection");
}

// §2.2: this is an optimisation that does not affect correctness: the state of the acceptors is the same without.
#[test]
fn rejections_change_no_acceptor() {
    let state = |rejections: Rejections| {
        let mut run = Run::new(Config { rejections, ..two() });
        run.phase1("A", 1, ALL).phase1("B", 2, ALL).play(&["A accepts?"]).every("A>* accept");
        run.phase2("B", ALL);
        ["top", "mid", "bot"].map(|name| run.synod(name).clone())
    };
    assert_eq!(state(Rejections::Silent), state(Rejections::Answered));
}
