//! The rules of two-phase and three-phase commit, one by one.

mod common;

use common::{Run, kinds};
use paxoscope::check::{Property, Verdict, judge};
use paxoscope::protocol::{ConfigError, NodeId, NodeSet, SettingError, Setup, Value};
use paxoscope::sim::{Event, NotEnabled};

/// A coordinator C and two participants, of which P2 may vote no.
fn run(protocol: &str, participants: &str) -> Run {
    let mut setup = Setup::usual(protocol).expect("a protocol");
    setup.cluster_mut().set("participants", participants).expect("they can be read");
    Run::of(setup)
}

fn two() -> Run {
    run("two-phase-commit", "P1; P2")
}

fn three() -> Run {
    run("three-phase-commit", "P1; P2")
}

/// Both are asked and vote; the votes are on their way.
fn voted(mut run: Run) -> Run {
    run.play(&["C asks"]).every("C>*");
    run
}

/// The votes have arrived too.
fn counted(run: Run) -> Run {
    let mut run = voted(run);
    run.every("*>C vote");
    run
}

fn verdict(run: &Run, property: Property) -> Verdict {
    judge(property, &run.world)
}

fn set(nodes: &[u8]) -> NodeSet {
    nodes.iter().copied().map(NodeId).collect()
}

#[test]
fn a_yes_is_logged_before_it_is_said() {
    let mut run = two();
    run.is("P1", "state=INIT; log=none; vote=yes");
    run.play(&["C asks"]).is("C", "state=WAIT; log=none");
    assert_eq!(run.rules("C>P1 prepare"), "vote-yes");
    run.is("P1", "state=READY; log=READY");
    assert_eq!(run.says("P1>C"), "vote yes");
}

#[test]
fn everybody_yes_is_commit() {
    let mut run = voted(two());
    assert_eq!(run.rules("P1>C vote"), "count-yes");
    assert_eq!(run.rules("P2>C vote"), "decide-commit");
    run.is("C", "state=COMMIT; log=COMMIT; yes-votes=2/2");
    assert_eq!(run.count("*>*"), 0, "the decision is told in a step of its own");
    assert_eq!(run.rules("C commits"), "tell-decision");
    assert_eq!(kinds(run.step.as_ref().expect("a step")), "commit commit");
    assert_eq!(run.rules("C>P1 commit"), "obey-decision");
    run.play(&["C>P2 commit"]).is("P1", "state=COMMIT; log=COMMIT").is("P2", "state=COMMIT");
    assert!(run.world.timers().is_empty());
    run.assert_safe();
}

#[test]
fn one_no_is_abort() {
    let mut run = run("two-phase-commit", "P1; P2 wants no");
    run.play(&["C asks"]).is("P2", "vote=no");
    assert_eq!(run.rules("C>P2 prepare"), "vote-no");
    run.is("P2", "state=ABORT; log=ABORT");
    assert_eq!(run.rules("P2>C vote"), "decide-abort");
    run.play(&["C>P1 prepare"]);
    assert_eq!(run.rules("P1>C vote"), "late-vote");
    run.play(&["C aborts"]);
    assert_eq!(run.rules("C>P2 abort"), "know-decision");
    assert_eq!(run.rules("C>P1 abort"), "obey-decision");
    run.assert_safe();
}

#[test]
fn a_participant_votes_once_and_counts_once() {
    let mut run = two();
    run.play(&["C asks", "twice C>P1 prepare", "C>P1 prepare"]);
    assert_eq!(run.rules("C>P1 prepare"), "vote-once");
    run.play(&["twice P1>C vote", "P1>C vote", "P1>C vote"]).is("C", "state=WAIT; yes-votes=1/2");
}

#[test]
fn a_vote_can_be_changed_until_it_is_given() {
    let mut run = two();
    assert_eq!(run.rules("ask P1 no"), "change-vote");
    run.is("P1", "vote=no");
    let ask = |value: &str| Event::Request(NodeId(1), Value::new(value));
    assert_eq!(run.apply(&ask("perhaps")), Err(NotEnabled::NoVote));
    run.play(&["C asks", "C>P1 prepare"]);
    assert_eq!(run.apply(&ask("yes")), Err(NotEnabled::TakesNoRequests));
    assert_eq!(run.apply(&Event::Request(NodeId(0), Value::new("yes"))), Err(NotEnabled::TakesNoRequests));
}

#[test]
fn whoever_has_not_voted_may_abort() {
    let mut run = two();
    assert_eq!(run.rules("fire P1"), "abort-unasked");
    run.play(&["C asks"]);
    assert_eq!(run.rules("C>P1 prepare"), "vote-aborted");
    assert_eq!(run.says("P1>C"), "vote no");
}

#[test]
fn a_coordinator_may_give_up_waiting() {
    let mut run = two();
    run.play(&["C asks", "C>P1 prepare", "P1>C vote"]);
    assert_eq!(run.rules("fire C"), "abort-unanswered");
    run.is("C", "state=ABORT; log=ABORT");
    run.play(&["C>P2 prepare"]);
    assert_eq!(run.rules("P2>C vote"), "late-vote");
}

#[test]
fn in_ready_two_phase_commit_asks_and_waits() {
    let mut run = counted(two());
    run.play(&["crash C"]);
    assert_eq!(verdict(&run, Property::NonBlocking), Verdict::Holds, "nobody has asked yet");
    assert_eq!(run.rules("fire P1"), "ask-around");
    assert_eq!(run.rules("P1>P2 inquire"), "tell-doubt");
    assert_eq!(run.says("P2>P1 state"), "state READY");
    assert_eq!(run.rules("P2>P1 state"), "note-doubt");
    run.is("P1", "state=READY; undecided=1/2");
    assert_eq!(verdict(&run, Property::NonBlocking), Verdict::WaitForDown(set(&[1]), set(&[0])));
    run.play(&["fire P2", "P2>P1 inquire", "P1>P2 state"]);
    assert_eq!(verdict(&run, Property::NonBlocking), Verdict::WaitForDown(set(&[1, 2]), set(&[0])));
    assert_eq!(run.rules("fire P1"), "ask-around", "it asks again, and that is all");
}

#[test]
fn a_coordinator_that_returns_ends_the_wait() {
    let mut run = counted(two());
    run.play(&["crash C", "fire P1", "P1>P2 inquire", "P2>P1 state"]);
    assert_eq!(run.rules("restart C"), "recover-decision");
    assert_eq!(verdict(&run, Property::NonBlocking), Verdict::Holds);
    run.play(&["C commits"]).every("C>*").is("P1", "state=COMMIT").is("P2", "state=COMMIT");
    run.assert_safe();
}

#[test]
fn a_coordinator_without_a_decision_aborts_when_it_returns() {
    for mut run in [voted(two()), voted(three())] {
        run.play(&["crash C"]).is("C", "state=INIT; log=none");
        assert_eq!(run.rules("restart C"), "presume-abort");
        assert_eq!(run.rules("P1>C vote"), "late-vote");
        run.play(&["C aborts"]).every("C>*").is("P1", "state=ABORT").is("P2", "state=ABORT");
        run.assert_safe();
    }
}

#[test]
fn the_others_help_who_is_in_doubt() {
    // One has heard the decision.
    let mut run = counted(two());
    run.play(&["C commits", "C>P1 commit", "drop C>P2 commit", "crash C", "fire P2"]);
    assert_eq!(run.rules("P2>P1 inquire"), "tell-state");
    assert_eq!(run.rules("P1>P2 state"), "obey-decision");
    run.is("P2", "state=COMMIT").assert_safe();
    // One has not voted.
    let mut run = two();
    run.play(&["C asks", "C>P1 prepare", "crash C", "fire P1"]);
    assert_eq!(run.rules("P1>P2 inquire"), "abort-when-asked");
    assert_eq!(run.rules("P2>P1 state"), "obey-decision");
    run.is("P1", "state=ABORT").assert_safe();
    assert_eq!(run.rules("C>P2 prepare"), "vote-aborted");
}

#[test]
fn a_message_on_its_way_is_hope() {
    let mut run = counted(two());
    run.play(&["C commits", "crash C", "drop C>P1 commit", "fire P1", "P1>P2 inquire", "P2>P1 state"]);
    assert_eq!(verdict(&run, Property::NonBlocking), Verdict::Holds);
    run.play(&["drop C>P2 commit"]);
    assert_eq!(verdict(&run, Property::NonBlocking), Verdict::WaitForDown(set(&[1]), set(&[0])));
}

#[test]
fn whoever_is_cut_off_waits_too() {
    let mut run = counted(two());
    run.play(&["split C P1,P2", "C commits", "fire P1", "P1>P2 inquire"]);
    run.play(&["P2>P1 state"]);
    assert_eq!(verdict(&run, Property::NonBlocking), Verdict::WaitForCutOff(set(&[1]), set(&[0])));
    run.play(&["heal"]);
    assert_eq!(verdict(&run, Property::NonBlocking), Verdict::Holds);
    run.play(&["fire P1", "P1>C inquire", "C>P1 state"]).is("P1", "state=COMMIT");
}

#[test]
fn a_participant_goes_by_its_log() {
    let mut run = counted(two());
    run.play(&["crash P1"]).is("P1", "state=READY; log=READY");
    assert_eq!(run.rules("restart P1"), "recover-in-doubt");
    assert_eq!(run.rules("P1>C inquire"), "tell-state");
    run.play(&["C>P1 state"]).is("P1", "state=COMMIT");
    run.play(&["crash P1"]);
    assert_eq!(run.rules("restart P1"), "recover-decision");
    let mut run = two();
    run.play(&["C asks", "crash P1"]);
    assert_eq!(run.rules("restart P1"), "recover-unvoted");
    run.is("P1", "state=ABORT").assert_safe();
}

#[test]
fn a_crash_forgets_how_somebody_was_told_to_vote() {
    let mut run = two();
    run.play(&["ask P1 no", "crash P1"]).is("P1", "vote=yes");
}

#[test]
fn three_phase_commit_tells_before_it_decides() {
    let mut run = voted(three());
    run.play(&["P1>C vote"]);
    assert_eq!(run.rules("P2>C vote"), "send-pre-commit");
    run.is("C", "state=PRECOMMIT; log=PRECOMMIT");
    assert_eq!(run.rules("C>P1 pre-commit"), "take-pre-commit");
    run.is("P1", "state=PRECOMMIT; log=PRECOMMIT");
    assert_eq!(run.rules("P1>C ack"), "count-ack");
    run.play(&["C>P2 pre-commit"]);
    assert_eq!(run.rules("P2>C ack"), "acks-suffice");
    run.is("C", "state=COMMIT; acks=2/2");
    run.play(&["C commits"]).every("C>*");
    run.is("P1", "state=COMMIT").is("P2", "state=COMMIT").assert_safe();
}

#[test]
fn three_phase_commit_goes_by_time_outs() {
    let mut run = counted(three());
    run.play(&["C>P1 pre-commit"]);
    assert_eq!(run.rules("fire P1"), "commit-pre-committed");
    assert_eq!(run.rules("fire P2"), "abort-ready");
    assert!(!verdict(&run, Property::SameDecision).holds());
    assert_eq!(run.rules("C>P2 pre-commit"), "ignore-pre-commit");
    assert_eq!(run.rules("P1>C ack"), "count-ack");
    assert_eq!(run.rules("fire C"), "commit-unacknowledged");
    run.play(&["C commits"]);
    assert_eq!(run.rules("C>P2 commit"), "keep-decision");
    run.is("P2", "state=ABORT");
}

#[test]
fn after_a_crash_no_time_out_counts_in_three_phase_commit() {
    let mut run = counted(three());
    run.play(&["crash P2"]);
    assert_eq!(run.rules("restart P2"), "recover-in-doubt");
    assert_eq!(run.rules("fire P2"), "ask-around");
    run.play(&["crash C"]);
    assert_eq!(run.rules("restart C"), "recover-in-doubt");
    run.play(&["C>P1 pre-commit"]);
    assert_eq!(run.rules("P1>C ack"), "late-ack");
    run.play(&["fire P1", "P2>P1 inquire", "P1>P2 state", "C>P1 inquire", "P1>C state"]);
    run.is("C", "state=COMMIT").is("P2", "state=COMMIT").assert_safe();
}

#[test]
fn an_answer_that_nobody_waits_for_changes_nothing() {
    let mut run = counted(two());
    run.play(&["fire P1", "P1>P2 inquire", "twice P2>P1 state", "P2>P1 state", "crash P1", "restart P1"]);
    run.play(&["P1>C inquire", "C>P1 state"]).is("P1", "state=COMMIT");
    assert_eq!(run.rules("P2>P1 state"), "stale-answer");
}

#[test]
fn a_cluster_is_checked() {
    let mut setup = Setup::usual("two-phase-commit").expect("a protocol");
    let mut set = |key: &str, value: &str| setup.cluster_mut().set(key, value);
    assert_eq!(set("participants", "P1; P2 wants maybe"), Err(SettingError::Bad));
    assert_eq!(set("coordinator", "C wants no"), Err(SettingError::Bad));
    assert_eq!(set("coordinator", "C; D"), Err(SettingError::Bad));
    assert_eq!(set("acceptors", "A"), Err(SettingError::Unknown));
    assert_eq!(set("coordinator", "P1"), Ok(()));
    assert_eq!(setup.cluster().validate(), Err(ConfigError::Names));
    setup.cluster_mut().set("participants", "Q").expect("it can be read");
    assert_eq!(setup.cluster().validate(), Err(ConfigError::Members(1)));
}
