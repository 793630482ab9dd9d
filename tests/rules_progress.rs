//! *Paxos Made Simple* §2.3 to §2.5, sentence by sentence: learning, progress, stable storage.

mod common;

use common::{ALL, Run, cluster, two};
use paxoscope::protocol::Numbering;
use paxoscope::protocol::synod::{Adoption, Config, Learning, Node as Synod, Rejections};
use paxoscope::sim::{NotEnabled, Schedule};

fn direct() -> Config {
    Config { learning: Learning::Direct, learners: vec!["l1".to_owned(), "l2".to_owned()], ..two() }
}

// §2.3: the obvious way: each acceptor, whenever it accepts, tells all learners.
#[test]
fn each_acceptor_tells_every_learner_whenever_it_accepts() {
    let mut run = Run::new(direct());
    run.phase1("A", 1, ALL).play(&["A accepts?", "A>top accept"]);
    assert_eq!(run.count("top>l1 accepted"), 1);
    assert_eq!(run.count("top>l2 accepted"), 1);
    assert_eq!(run.count("top>A accepted"), 1);
}

// §2.3: to learn, a learner must find out that a proposal was accepted by a majority.
#[test]
fn a_learner_learns_from_a_majority_and_not_before() {
    let mut run = Run::new(direct());
    run.phase1("A", 1, ALL).play(&["A accepts?"]).every("A>* accept");
    assert_eq!(run.rules("top>l1 accepted"), "count-vote");
    run.is("l1", "learned=none");
    assert_eq!(run.rules("bot>l1 accepted"), "learn-from-quorum");
    run.is("l1", "learned=foo").is("l2", "learned=none");
    assert_eq!(run.rules("mid>l1 accepted"), "know-already");
    run.assert_safe();
}

// §2.3 with §2.2: acceptances of equal values under different numbers don't make a learner learn.
#[test]
fn a_learner_does_not_add_acceptances_of_different_proposals() {
    let config = cluster(&[("A", "foo"), ("B", "foo")], &["top", "mid", "bot"], &["l1"]);
    let mut run = Run::new(Config { learning: Learning::Direct, ..config });
    run.phase1("A", 1, "top mid").phase1("B", 2, "mid bot");
    run.phase2("A", "top").phase2("B", "bot").every("*>l1");
    let Synod::Learner(learner) = run.is("l1", "learned=none").synod("l1") else { panic!("l1 learns") };
    let votes: Vec<u32> = learner.votes.iter().map(|(_, voters)| voters.len()).collect();
    assert_eq!(votes, [1, 1]);
}

// §2.2 with bare numbers: a proposal is a number and a value; who sent it does not matter to those who count.
#[test]
fn with_bare_numbers_a_proposal_is_the_same_from_two_proposers() {
    let config = cluster(&[("A", "foo"), ("B", "foo")], &["top", "mid", "bot"], &["l1"]);
    let mut run = Run::new(Config {
        numbering: Numbering::Plain,
        learning: Learning::Direct,
        promise_quorum: Some(1),
        ..config
    });
    run.phase1("A", 1, "top").phase1("B", 1, "bot");
    run.phase2("A", "top").phase2("B", "bot").every("*>l1");
    assert_eq!(run.chosen(), "foo");
    run.is("l1", "learned=foo");
}

// §2.3 with §2.1: a duplicated acceptance counts once.
#[test]
fn a_duplicated_vote_counts_once() {
    let mut run = Run::new(direct());
    run.phase1("A", 1, ALL).play(&["A accepts?", "A>top accept"]);
    run.play(&["twice top>l1 accepted"]).every("top>l1");
    run.is("l1", "learned=none; votes=((1,A), foo) 1/3");
}

// §2.1: only a single value may be chosen. In a variant that breaks it a learner that hears of both says so, and does
// not change its mind.
#[test]
fn a_learner_that_hears_of_two_chosen_values_says_so() {
    for (learning, hears) in
        [(Learning::Direct, "bot>l1 accepted 2"), (Learning::ViaProposer, "B>l1 success")]
    {
        let mut run = Run::new(Config { adoption: Adoption::Own, learning, ..two() });
        run.phase1("A", 1, ALL).phase2("A", ALL).phase1("B", 2, ALL).phase2("B", ALL);
        match learning {
            Learning::Direct => run.every("*>l1 accepted 1").play(&["top>l1 accepted 2"]),
            Learning::ViaProposer => run.play(&["A tells", "A>l1 success", "B tells"]),
        };
        run.is("l1", "learned=foo");
        let before = run.world.ledger().learned.len();
        assert_eq!(run.rules(hears), "learn-contradiction");
        run.is("l1", "learned=foo");
        assert_eq!(run.world.ledger().learned.len(), before + 1);
    }
}

// §2.3: fewer messages: acceptors tell one distinguished process, which informs the learners.
#[test]
fn via_the_proposer_acceptors_tell_only_the_proposer() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).phase2("A", ALL);
    assert_eq!(run.count("*>l1"), 0);
    assert_eq!(run.rules("A tells"), "announce");
    assert_eq!(run.rules("A>l1 success"), "learn-from-proposer");
    let again = run.event("A tells");
    assert_eq!(run.apply(&again), Err(NotEnabled::ActNotAllowed));
}

// §2.3: because of message loss a value could be chosen and no learner ever find out; then a proposer can issue a
// proposal, by the algorithm as always, and the learner finds out.
#[test]
fn a_learner_finds_out_later_through_a_new_proposal() {
    let mut run = Run::new(direct());
    run.phase1("A", 1, ALL).play(&["A accepts?"]).every("A>* accept");
    let lost = run.flying("*>l1").len();
    for _ in 0..lost {
        run.play(&["drop *>l1"]);
    }
    assert_eq!(run.chosen(), "foo");
    run.is("l1", "learned=none");
    run.phase1("B", 2, ALL).phase2("B", ALL).every("*>l1");
    run.is("l1", "learned=foo");
}

// §2.3: a learner that restarts has forgotten, and can be told again.
#[test]
fn a_learner_that_forgot_is_told_again() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).phase2("A", ALL).play(&["A tells", "twice A>l1", "A>l1"]);
    run.is("l1", "learned=foo");
    run.play(&["crash l1", "restart l1"]).is("l1", "learned=none").assert_safe();
    assert_eq!(run.rules("A>l1 success"), "learn-from-proposer");
    run.is("l1", "learned=foo");
}

// §2.4: p completes phase 1 for n1, q for n2 > n1; p's accepts are ignored; p begins again with n3 > n2, q's accepts
// are ignored, and so on.
#[test]
fn two_proposers_can_duel_for_ever() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL);
    for round in 1..100 {
        let (late, next) = if round % 2 == 1 { ("A", "B") } else { ("B", "A") };
        run.phase1(next, round + 1, ALL).play(&[&format!("{late} accepts?")]);
        for acceptor in ALL.split_whitespace() {
            assert_eq!(run.rules(&format!("{late}>{acceptor} accept {round}")), "ignore-accept");
        }
    }
    assert!(run.world.ledger().acceptances.is_empty());
    assert_eq!(run.count("*>*"), 0);
}

// §2.4: a distinguished proposer that can reach a majority, with a number above all others, has a proposal accepted.
#[test]
fn a_distinguished_proposer_with_a_majority_succeeds() {
    let mut run = Run::new(two());
    run.phase1("B", 8, ALL).play(&["crash B", "crash bot"]);
    run.phase1("A", 9, "top mid").phase2("A", "top mid").play(&["A tells", "A>l1"]);
    run.is("l1", "learned=foo");
    assert_eq!(run.chosen(), "foo");
}

// §2.4: by abandoning and trying again when it learns of a higher number, it eventually chooses one high enough.
#[test]
fn a_proposer_that_tries_again_reaches_a_number_that_is_high_enough() {
    for rejections in [Rejections::Silent, Rejections::Answered] {
        let mut run = Run::new(Config { rejections, ..two() });
        run.phase1("B", 40, ALL).play(&["crash B"]);
        let mut tries = 0;
        while run.chosen().is_empty() {
            let event = Schedule::InOrder.next(&run.world).expect("A goes on");
            tries += usize::from(matches!(event, paxoscope::sim::Event::Fire(..)));
            run.apply(&event).expect("a schedule chooses what is enabled");
        }
        let by_itself = rejections == Rejections::Silent;
        assert_eq!(tries > 15, by_itself, "{tries} tries: a rejection saves most of them");
    }
}

// §2.4: safety does not depend on the election: two that both think they lead do no harm.
#[test]
fn two_leaders_at_once_are_safe() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).phase1("B", 2, ALL).play(&["A accepts?", "B accepts?"]);
    for words in ["A>top", "B>top", "B>mid", "A>mid", "A>bot", "B>bot"] {
        run.play(&[&format!("{words} accept")]);
    }
    run.is("top", "accepted=((2,B), bar)");
    assert_eq!(run.chosen(), "bar");
}

// §2.5: stable storage is what survives: an acceptor's promise binds it after a restart.
#[test]
fn a_promise_binds_after_a_restart() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).phase1("B", 2, ALL);
    run.play(&["crash mid", "restart mid", "A accepts?"]);
    assert_eq!(run.rules("A>mid accept"), "ignore-accept");
}

// §2.5: an acceptor records its answer before it sends it: after an answer left, a crash takes nothing back.
#[test]
fn what_an_acceptor_answered_it_remembers() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).play(&["A accepts?", "A>top accept"]);
    assert_eq!(run.count("top>A accepted"), 1);
    run.play(&["crash top", "restart top"]).is("top", "accepted=((1,A), foo)");
    run.play(&["top>A accepted"]).is("A", "acceptances=1/3");
}

// §2.5: different proposers choose their numbers from disjoint sets, whatever they hear of.
#[test]
fn proposers_draw_from_disjoint_sets_of_numbers() {
    let config = Config {
        numbering: Numbering::Plain,
        ..cluster(&[("A", "1"), ("B", "2"), ("C", "3")], &["top"], &[])
    };
    assert_eq!(config.validate(), Ok(Vec::new()));
    let mut owners = std::collections::BTreeMap::new();
    for proposer in config.proposer_ids() {
        for floor in 0..200 {
            let next = config.next_round(proposer, floor).expect("far below the largest");
            assert!(next > floor);
            assert_eq!(*owners.entry(next).or_insert(proposer), proposer);
        }
    }
}

// §2.5: each proposer remembers, in stable storage, the highest number it used, and begins again above it.
#[test]
fn a_proposer_that_restarts_never_reuses_a_number() {
    let mut run = Run::new(two());
    run.phase1("A", 7, "top").play(&["crash A", "restart A"]);
    run.is("A", "number=(7,A); phase=idle; promises=0/3");
    for round in [1, 6, 7] {
        let event = run.event(&format!("A prepares {round}"));
        assert_eq!(run.apply(&event), Err(NotEnabled::ActNotAllowed), "{round}");
    }
    run.play(&["A prepares 8"]);
}

// §2.5: everything else a proposer forgets, the value that it was asked for later included.
#[test]
fn a_proposer_that_restarts_has_forgotten_everything_but_its_number() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).play(&["ask A other"]).phase2("A", "top mid");
    assert_eq!(run.chosen(), "other");
    run.play(&["crash A", "restart A"]);
    run.is("A", "wants=foo; phase=idle; acceptances=0/3; proposing=none");
    let Synod::Proposer(proposer) = run.synod("A") else { panic!("A proposes") };
    assert!(!proposer.announced);
}
