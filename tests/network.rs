//! What the network, crashes and eager mode do, whatever the protocol: order, loss, duplication, holding, cuts.

mod common;

use common::{ALL, Run, kinds, two};
use paxoscope::protocol::synod::Config;
use paxoscope::sim::{Event, MsgId, NotEnabled, Notice};

fn notice(run: &Run) -> Option<Notice> {
    run.step.as_ref().expect("a step").notice
}

#[test]
fn messages_arrive_in_any_order() {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "A prepares 3"]);
    run.play(&["A>bot prepare 3", "A>top prepare 3", "A>top prepare 1", "A>mid prepare 1"]);
    run.is("top", "promised=(3,A)").is("mid", "promised=(1,A)");
    assert_eq!(run.count("top>A"), 1, "the older prepare was overtaken, and ignored");
}

#[test]
fn nothing_arrives_by_itself() {
    let mut run = Run::new(two());
    run.play(&["A prepares 1"]);
    let waiting = run.world.in_flight().len();
    run.play(&["B prepares 2", "crash mid", "restart mid"]);
    assert_eq!(run.world.in_flight().len(), waiting + 3);
}

#[test]
fn messages_are_numbered_in_the_order_in_which_they_are_sent() {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "A>mid", "twice A>bot"]);
    let ids: Vec<u32> = run.world.in_flight().iter().map(|packet| packet.id.0).collect();
    assert_eq!(ids, [0, 2, 3, 4]);
}

#[test]
fn a_dropped_message_is_gone() {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "drop A>top"]);
    assert_eq!(notice(&run), Some(Notice::Dropped));
    assert_eq!(run.count("A>*"), 2);
    assert_eq!(run.apply(&Event::Deliver(MsgId(0))), Err(NotEnabled::NoSuchMessage));
    run.is("top", "promised=none");
}

#[test]
fn a_delivered_message_does_not_arrive_again() {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "A>top"]);
    assert_eq!(run.apply(&Event::Deliver(MsgId(0))), Err(NotEnabled::NoSuchMessage));
}

#[test]
fn a_duplicate_arrives_on_its_own() {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "twice A>top", "drop A>top prepare"]);
    assert_eq!(run.oldest("A>top").copy_of, Some(MsgId(0)));
    assert_eq!(run.rules("A>top"), "promise-fresh");
}

#[test]
fn a_duplicate_of_a_duplicate_is_a_message_too() {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "twice A>top"]);
    let copy = run.world.in_flight().last().expect("the copy").id;
    run.apply(&Event::Duplicate(copy)).expect("it is in flight");
    assert_eq!(run.count("A>top"), 3);
}

#[test]
fn a_duplicated_promise_counts_once() {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "A>top", "twice top>A"]);
    assert_eq!(run.rules("top>A"), "count-promise");
    assert_eq!(run.rules("top>A"), "repeated-promise");
    run.is("A", "promises=1/3");
    let accept = run.event("A accepts?");
    assert_eq!(run.apply(&accept), Err(NotEnabled::ActNotAllowed));
}

#[test]
fn a_duplicated_acceptance_counts_once() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).play(&["A accepts?", "A>top accept", "twice top>A"]);
    assert_eq!(run.rules("top>A"), "count-accepted");
    assert_eq!(run.rules("top>A"), "repeated-accepted");
    run.is("A", "acceptances=1/3; phase=accepting");
    assert_eq!(run.chosen(), "");
}

#[test]
fn a_duplicated_accept_is_accepted_again_without_harm() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).play(&["A accepts?", "twice A>top accept"]).every("A>top accept");
    run.is("top", "accepted=((1,A), foo)");
    assert_eq!(run.count("top>A accepted"), 2);
    assert_eq!(run.chosen(), "", "one acceptor");
}

#[test]
fn a_held_message_stays_until_it_is_moved() {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "hold A>top"]);
    assert!(run.oldest("A>top").is_held);
    assert_eq!(notice(&run), Some(Notice::Held));
    for seed in 0..20 {
        let calm = paxoscope::sim::Schedule::Random(paxoscope::sim::RandomSchedule::calm(seed));
        for schedule in [calm, paxoscope::sim::Schedule::InOrder] {
            let mut world = run.world.clone();
            for _ in 0..200 {
                let Some(event) = schedule.next(&world) else { break };
                assert_ne!(event.message(), Some(MsgId(0)), "schedules leave it alone");
                world.apply(&event).expect("enabled");
            }
        }
    }
    run.play(&["release A>top"]);
    assert_eq!(notice(&run), Some(Notice::Released));
    assert_eq!(run.rules("A>top"), "promise-fresh");
}

#[test]
fn a_person_may_deliver_a_held_message() {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "hold A>top", "A>top"]).is("top", "promised=(1,A)");
}

#[test]
fn a_copy_of_a_held_message_is_not_held() {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "hold A>top", "twice A>top"]);
    assert!(!run.flying("A>top")[1].is_held);
}

#[test]
fn a_cut_loses_what_is_sent_from_now_on() {
    let mut run = Run::new(two());
    run.play(&["cut A top", "A prepares 1"]);
    assert_eq!((run.count("A>top"), run.count("A>*")), (0, 2));
    let step = run.step.as_ref().expect("a step");
    assert_eq!((step.lost.len(), kinds(step).as_str()), (1, "prepare prepare"));
}

#[test]
fn a_cut_lets_what_is_in_flight_arrive() {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "cut A top", "A>top"]).is("top", "promised=(1,A)");
    assert_eq!(run.count("top>A"), 0, "the answer was sent across the cut");
    run.play(&["mend A top", "A prepares 3", "A>top prepare 3"]);
    assert_eq!(run.count("top>A promise"), 1);
}

#[test]
fn a_partition_cuts_the_links_between_its_groups_and_no_other() {
    let mut run = Run::new(two());
    run.play(&["split A,top B,mid,bot,l1", "A prepares 1", "B prepares 2"]);
    assert_eq!((run.count("A>*"), run.count("B>*")), (1, 2));
    run.every("B>*").every("*>B").phase2("B", "mid bot");
    assert_eq!(run.chosen(), "bar", "the majority's side goes on");
    run.play(&["B tells", "B>l1"]).is("l1", "learned=bar");
}

#[test]
fn a_partition_replaces_the_one_before() {
    let mut run = Run::new(two());
    run.play(&["cut A bot", "split A,top,mid,bot,l1 B"]);
    let names: Vec<u8> = run.world.cuts().iter().map(|link| link.low.0).collect();
    assert_eq!(names, [1, 1, 1, 1], "B to the three acceptors and the learner");
}

#[test]
fn healing_mends_every_link_and_brings_nothing_back() {
    let mut run = Run::new(two());
    run.play(&["split A,top B,mid,bot,l1", "A prepares 1", "heal"]);
    assert!(run.world.cuts().is_empty());
    assert_eq!(run.count("A>*"), 1);
    run.play(&["A prepares 3"]);
    assert_eq!(run.count("A>* prepare 3"), 3);
}

#[test]
fn a_crash_leaves_messages_in_flight() {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "crash A", "A>top", "A>mid", "crash mid"]);
    assert_eq!(run.count("*>*"), 3);
    run.play(&["restart A"]);
    assert_eq!(run.rules("mid>A"), "stale-promise", "A forgot in between");
}

#[test]
fn what_arrives_at_a_crashed_node_is_lost() {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "crash top", "A>top"]);
    assert_eq!(notice(&run), Some(Notice::LostAtCrashedNode));
    run.play(&["restart top"]).is("top", "promised=none");
    assert_eq!(run.count("*>top"), 0);
}

#[test]
fn what_arrives_after_the_restart_is_received() {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "crash top", "restart top", "A>top"]).is("top", "promised=(1,A)");
}

#[test]
fn a_crash_stops_the_timers_of_the_node() {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "B prepares 2", "crash A"]);
    assert_eq!(run.world.timers().len(), 1);
    run.play(&["restart A"]);
    let fire = run.event("fire A");
    assert_eq!(run.apply(&fire), Err(NotEnabled::TimerNotSet));
    run.play(&["fire B"]).is("B", "number=(4,B)");
}

#[test]
fn a_timer_that_fires_makes_a_proposer_prepare_again() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).play(&["A accepts?"]);
    assert_eq!(run.rules("fire A"), "retry");
    run.is("A", "number=(3,A); phase=preparing; promises=0/3");
    assert_eq!(run.world.timers().len(), 1, "it runs again");
}

#[test]
fn a_proposer_that_knows_the_choice_has_no_timer() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).phase2("A", "top mid");
    assert!(run.world.timers().is_empty());
}

#[test]
fn eager_mode_sends_accept_and_success_at_once() {
    let mut run = Run::new(Config { eager: true, ..two() });
    run.play(&["A prepares 1"]).every("A>* prepare");
    assert_eq!(run.rules("top>A"), "count-promise");
    assert_eq!(run.rules("mid>A"), "promise-quorum propose-own");
    assert_eq!(kinds(run.step.as_ref().expect("a step")), "accept accept accept");
    run.every("A>* accept");
    assert_eq!(run.rules("top>A accepted"), "count-accepted");
    assert_eq!(run.rules("mid>A accepted"), "know-chosen announce");
    assert_eq!(run.rules("bot>A promise"), "late-promise");
    assert_eq!(run.rules("bot>A accepted"), "more-accepted");
    assert_eq!(run.count("*>*"), 1);
    run.play(&["A>l1"]).is("l1", "learned=foo");
}

#[test]
fn eager_mode_never_prepares_by_itself() {
    let run = Run::new(Config { eager: true, ..two() });
    assert!(run.world.in_flight().is_empty());
    assert_eq!(run.world.acts(run.node("A")).len(), 1);
}

#[test]
fn a_proposer_with_no_value_does_nothing_until_it_is_asked() {
    let config = common::cluster(&[("A", "")], &["top"], &[]);
    let mut run = Run::new(config);
    assert!(run.world.acts(run.node("A")).is_empty());
    let prepare = run.event("A prepares 1");
    assert_eq!(run.apply(&prepare), Err(NotEnabled::ActNotAllowed));
    assert_eq!(run.rules("ask A foo"), "want");
    run.phase1("A", 1, "top").phase2("A", "top");
    assert_eq!(run.chosen(), "foo");
}
