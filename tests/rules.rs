//! *Paxos Made Simple* §2.1 and §2.2 to P2c, sentence by sentence: the problem, and when a value is chosen. The two
//! phases are in `rules_phases.rs`, §2.3 to §2.5 in `rules_progress.rs`.

mod common;

use common::{ALL, Run, cluster, two};
use paxoscope::protocol::synod::{Adoption, Config};
use paxoscope::sim::NotEnabled;

// §2.1: only a value that has been proposed may be chosen.
#[test]
fn only_a_proposed_value_is_chosen() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).phase2("A", "top");
    assert_eq!(run.chosen(), "", "one acceptance of three chooses nothing");
    assert!(run.world.ledger().proposed.iter().all(|v| v.as_str() == "foo"), "B proposed nothing");
    run.play(&["A>mid accept"]);
    assert_eq!(run.chosen(), "foo");
}

// §2.1: a value that a proposer merely wants is not proposed yet, and only a single value is chosen.
#[test]
fn only_a_single_value_is_chosen() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).phase2("A", "top mid");
    run.phase1("B", 2, "mid bot").phase2("B", "mid bot");
    assert_eq!(run.chosen(), "foo");
    assert_eq!(run.world.ledger().chosen.len(), 2, "two proposals, one value");
}

// §2.1: a process never learns that a value has been chosen unless it has been.
#[test]
fn nobody_learns_a_value_before_it_is_chosen() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).phase2("A", "top");
    let tells = run.event("A tells");
    assert_eq!(run.apply(&tells), Err(NotEnabled::ActNotAllowed));
    run.play(&["A>mid accept", "mid>A accepted", "A tells", "A>l1 success"]).is("l1", "learned=foo");
    run.assert_safe();
}

// §2.1: agents may fail by stopping and may restart; what is chosen must be remembered even if all of them do.
#[test]
fn what_is_chosen_survives_the_crash_of_everybody() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).phase2("A", "top mid");
    for name in ["A", "B", "top", "mid", "bot", "l1"] {
        run.play(&[&format!("crash {name}")]);
    }
    for name in ["A", "B", "top", "mid", "bot", "l1"] {
        run.play(&[&format!("restart {name}")]);
    }
    run.phase1("B", 2, "mid bot").phase2("B", "mid bot");
    assert_eq!(run.chosen(), "foo");
}

// §2.1: messages can take arbitrarily long, can be duplicated and can be lost, but are not corrupted.
#[test]
fn a_copy_says_exactly_what_the_original_says() {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "twice A>top prepare"]);
    let both = run.flying("A>top prepare");
    assert_eq!(both.len(), 2);
    assert_eq!(both[0].message, both[1].message);
    assert_eq!(both[1].copy_of, Some(both[0].id));
}

// §2.2: the easiest way is a single acceptor, which chooses the first proposed value that it receives.
#[test]
fn a_single_acceptor_chooses_what_it_accepts_first() {
    let mut run = Run::new(cluster(&[("A", "foo"), ("B", "bar")], &["one"], &[]));
    run.phase1("A", 1, "one").phase2("A", "one");
    run.phase1("B", 2, "one").phase2("B", "one");
    assert_eq!(run.chosen(), "foo");
}

// §2.2: but the failure of that acceptor makes any further progress impossible.
#[test]
fn a_single_acceptor_that_fails_stops_everything() {
    let mut run = Run::new(cluster(&[("A", "foo")], &["one"], &[]));
    run.play(&["crash one", "A prepares 1"]).every("A>one");
    assert_eq!(run.count("*>*"), 0);
    let accept = run.event("A accepts?");
    assert_eq!(run.apply(&accept), Err(NotEnabled::ActNotAllowed));
}

// §2.2: the value is chosen when a large enough set has accepted it; a majority is, for every number of acceptors.
#[test]
fn a_majority_chooses_and_one_acceptor_less_does_not() {
    for count in 1..=Config::ACCEPTORS_MAX {
        let names: Vec<String> = (1..=count).map(|i| format!("A{i}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let majority = count / 2 + 1;
        let mut run = Run::new(cluster(&[("P", "foo")], &names, &[]));
        run.phase1("P", 1, &names.join(" ")).phase2("P", &names[..majority - 1].join(" "));
        assert_eq!(run.chosen(), "");
        run.play(&[&format!("P>{} accept", names[majority - 1])]);
        assert_eq!(run.chosen(), "foo");
    }
}

// §2.2: any two majorities have at least one acceptor in common.
#[test]
fn any_two_majorities_meet() {
    for count in 1..=u32::try_from(Config::ACCEPTORS_MAX).expect("small") {
        let majorities: Vec<u32> = (0..1 << count).filter(|set: &u32| set.count_ones() > count / 2).collect();
        for a in &majorities {
            assert!(majorities.iter().all(|b| a & b != 0));
        }
    }
}

// §2.2, P1: an acceptor must accept the first proposal that it receives. It need not have answered a prepare.
#[test]
fn an_acceptor_accepts_the_first_proposal_it_receives() {
    let mut run = Run::new(two());
    run.phase1("A", 1, "top mid").play(&["A accepts?"]);
    run.is("bot", "promised=none; accepted=none");
    assert_eq!(run.rules("A>bot accept"), "accept");
    run.is("bot", "promised=(1,A); accepted=((1,A), foo)");
}

// §2.2: each acceptor could have accepted a value with no single one accepted by a majority; so an acceptor must be
// allowed to accept more than one proposal.
#[test]
fn an_acceptor_may_accept_more_than_one_proposal() {
    let mut run = Run::new(cluster(&[("A", "1"), ("B", "2"), ("C", "3")], &["top", "mid", "bot"], &[]));
    run.phase1("A", 1, "top mid").phase2("A", "top");
    run.phase1("B", 2, "mid bot").phase2("B", "mid");
    run.play(&["C prepares 3"]).every("C>bot").every("bot>C");
    run.play(&["C>mid prepare", "mid>C promise"]).phase2("C", "bot");
    assert_eq!(run.chosen(), "", "three acceptors, three proposals");
    run.phase1("A", 4, ALL).phase2("A", ALL);
    assert_eq!(run.chosen(), "2", "C adopted 2, so A must");
    run.is("top", "accepted=((4,A), 2)");
}

// §2.2: different proposals have different numbers: pairs differ by their proposers.
#[test]
fn equal_rounds_of_two_proposers_are_different_numbers() {
    let mut run = Run::new(two());
    run.phase1("A", 5, "top mid").play(&["B prepares 5"]);
    assert_eq!(run.rules("B>top prepare"), "promise-fresh", "(5,B) is above (5,A)");
    run.play(&["A accepts?"]);
    assert_eq!(run.rules("A>top accept"), "ignore-accept");
}

// §2.2: chosen means that a single proposal was accepted by a majority. Equal values under different numbers aren't.
#[test]
fn equal_values_under_different_numbers_are_not_a_choice() {
    let mut run = Run::new(cluster(&[("A", "foo"), ("B", "foo")], &["top", "mid", "bot"], &[]));
    run.phase1("A", 1, "top mid").phase1("B", 2, "mid bot");
    run.phase2("A", "top").phase2("B", "bot");
    run.is("top", "accepted=((1,A), foo)").is("bot", "accepted=((2,B), foo)");
    assert_eq!(run.chosen(), "");
}

// §2.2, P2: several proposals may be chosen, all with the same value.
#[test]
fn every_higher_numbered_proposal_that_is_chosen_has_the_chosen_value() {
    let mut run = Run::new(two());
    for (round, proposer) in [(1, "A"), (2, "B"), (3, "A"), (4, "B")] {
        run.phase1(proposer, round, ALL).phase2(proposer, ALL);
        assert_eq!(run.chosen(), "foo");
    }
    assert_eq!(run.world.ledger().chosen.len(), 4);
}

// §2.2, P2a: every higher-numbered proposal accepted by any acceptor has the chosen value, even one that slept.
#[test]
fn an_acceptor_that_slept_accepts_nothing_but_the_chosen_value() {
    let mut run = Run::new(two());
    run.phase1("A", 1, "top mid").phase2("A", "top mid");
    run.phase1("B", 2, "bot mid").play(&["B accepts?", "B>bot accept"]);
    run.is("bot", "accepted=((2,B), foo)");
}

// §2.2, P2b: every higher-numbered proposal issued by any proposer has the chosen value.
#[test]
fn a_proposer_issues_the_chosen_value() {
    let mut run = Run::new(two());
    run.phase1("A", 1, "top mid").phase2("A", "top mid");
    run.phase1("B", 2, "bot top").play(&["B accepts?"]);
    assert_eq!(run.says("B>bot accept"), "accept (2,B) foo");
}

// §2.2, P2c (a): if no acceptor of a majority has accepted anything below n, any value may be proposed under n.
#[test]
fn a_proposer_is_free_if_its_majority_accepted_nothing() {
    let mut run = Run::new(two());
    run.phase1("A", 1, "top mid").phase2("A", "top");
    run.phase1("B", 2, "mid bot");
    assert_eq!(run.rules("B accepts?"), "propose-own");
    assert_eq!(run.says("B>mid accept"), "accept (2,B) bar");
}

// §2.2, P2c (b): else the value is that of the highest-numbered proposal that the majority accepted, in whatever
// order the answers come.
#[test]
fn a_proposer_takes_the_value_of_the_highest_numbered_proposal_reported() {
    for order in ["top mid", "mid top", "bot top", "top bot"] {
        let mut run = Run::new(two());
        run.phase1("A", 1, ALL).phase1("B", 2, "mid bot");
        run.phase2("A", "top").phase2("B", "mid bot");
        run.phase1("A", 3, order);
        assert_eq!(run.rules("A accepts?"), "adopt");
        assert_eq!(run.says("A>top accept"), "accept (3,A) bar", "order {order}");
        assert_eq!(run.chosen(), "bar");
    }
}

// §2.2: without P2c agreement breaks. That is what it is for.
#[test]
fn without_adoption_two_values_are_chosen() {
    let mut run = Run::new(Config { adoption: Adoption::Own, ..two() });
    run.phase1("A", 1, "top mid").phase2("A", "top mid");
    run.phase1("B", 2, "mid bot");
    assert_eq!(run.rules("B accepts?"), "propose-own-anyway");
    run.every("B>* accept");
    assert_eq!(run.world.ledger().chosen_values().len(), 2);
}
