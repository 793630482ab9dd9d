//! Leader election by heartbeats: the rules one by one, that two may lead at once, and that Paxos bears it.

mod common;

use common::Run;
use paxoscope::check::{Property, judge, properties};
use paxoscope::protocol::synod::Adoption;
use paxoscope::protocol::{Act, NodeId, NodeSet, SettingError, Setup, Timer, Value};
use paxoscope::sim::{Event, NotEnabled, RandomSchedule, Schedule, World};
use std::rc::Rc;

const THREE: &str = "S1 wants foo; S2 wants bar; S3 wants baz";

fn election() -> Run {
    Run::with("election", &[("servers", "S1; S2; S3")])
}

fn paxos() -> Run {
    Run::with("election", &[("servers", THREE), ("drives", "paxos")])
}

fn leaders(run: &Run) -> String {
    let names: Vec<&str> = run.world.leaders().iter().map(|node| run.world.setup().name(node)).collect();
    names.join(" ")
}

/// A tick of everybody who is up, and all heartbeats that follow from it.
fn tick(run: &mut Run) {
    let up: Vec<NodeId> = run.world.setup().nodes().filter(|&node| !run.world.is_down(node)).collect();
    for node in up {
        run.apply(&Event::Fire(node, Timer::Heartbeat)).expect("its clock runs");
    }
    if run.count("*>* heartbeat") > 0 {
        run.every("*>* heartbeat");
    }
}

#[test]
fn everybody_starts_with_a_heartbeat_to_every_other_and_a_clock() {
    let run = election();
    assert_eq!(run.count("*>* heartbeat"), 6);
    for name in ["S1", "S2", "S3"] {
        assert_eq!(run.count(&format!("{name}>{name}")), 0, "nobody needs to tell itself");
        run.is(name, "leads=no; silence=0/2");
    }
    let timers: Vec<_> = run.world.timers().iter().map(|pending| (pending.node, pending.timer)).collect();
    assert_eq!(timers, [0, 1, 2].map(|id| (NodeId(id), Timer::Heartbeat)));
    assert_eq!(leaders(&run), "");
}

#[test]
fn a_tick_sends_a_heartbeat_counts_silence_and_sets_the_clock_again() {
    let mut run = election();
    run.every("*>* heartbeat");
    assert_eq!(run.rules("tick S1"), "beat");
    assert_eq!(run.count("S1>S2 heartbeat") + run.count("S1>S3 heartbeat"), 2);
    run.is("S1", "leads=no; silence=1/2");
    assert_eq!(run.rules("tick S1"), "beat elect");
    run.is("S1", "leads=yes; silence=2/2");
    assert_eq!(run.rules("tick S1"), "beat-as-leader");
    run.is("S1", "leads=yes; silence=2/2");
}

#[test]
fn only_higher_processes_break_the_silence() {
    let mut run = election();
    run.every("*>* heartbeat").play(&["tick S1", "tick S2", "tick S3"]);
    assert_eq!(run.rules("S1>S2 heartbeat"), "hear-lower");
    run.is("S2", "leads=no; silence=1/2");
    assert_eq!(run.rules("S3>S2 heartbeat"), "hear-higher");
    run.is("S2", "leads=no; silence=0/2");
    assert_eq!(run.rules("S2>S3 heartbeat"), "hear-lower");
    run.is("S3", "leads=no; silence=1/2");
}

#[test]
fn a_leader_steps_down_when_it_hears_a_higher_process_and_only_then() {
    let mut run = election();
    run.every("*>* heartbeat").play(&["tick S2", "tick S2", "tick S1", "tick S3"]);
    assert_eq!(leaders(&run), "S2");
    assert_eq!(run.rules("S1>S2 heartbeat"), "hear-lower");
    assert_eq!(leaders(&run), "S2");
    assert_eq!(run.rules("S3>S2 heartbeat"), "step-down");
    run.is("S2", "leads=no; silence=0/2");
}

/// Who leads after each tick, from the start on: crash at `crash`, restart at `restart`.
#[test]
fn the_highest_live_process_leads_after_two_ticks_of_silence() {
    let mut run = Run::with("election", &[]);
    run.every("*>* heartbeat");
    let mut history = vec![leaders(&run)];
    for t in 1..=11 {
        match t {
            4 => drop(run.play(&["crash S5"])),
            // It starts by a heartbeat of its own, and its clock first ticks at t = 10.
            9 => {
                run.play(&["restart S5", "tick S1", "tick S2", "tick S3", "tick S4"]).every("*>* heartbeat");
                history.push(leaders(&run));
                continue;
            }
            _ => {}
        }
        tick(&mut run);
        history.push(leaders(&run));
    }
    assert_eq!(history, ["", "", "S5", "S5", "", "S4", "S4", "S4", "S4", "", "", "S5"]);
}

#[test]
fn a_crash_forgets_leadership_and_stops_the_clock() {
    let mut run = election();
    run.every("*>* heartbeat").play(&["tick S3", "tick S3", "crash S3"]);
    assert_eq!(leaders(&run), "");
    let fire = Event::Fire(NodeId(2), Timer::Heartbeat);
    assert_eq!(run.world.check(&fire), Err(NotEnabled::NodeIsDown));
    assert_eq!(run.rules("restart S3"), "first-beat");
    run.is("S3", "leads=no; silence=0/2");
    assert_eq!(run.rules("tick S3"), "beat");
}

#[test]
fn a_partition_makes_two_leaders_and_its_end_leaves_one() {
    let mut run = Run::with("election", &[]);
    run.every("*>* heartbeat");
    for _ in 1..=3 {
        tick(&mut run);
    }
    run.play(&["split S4,S5 S1,S2,S3"]);
    let verdict = |run: &Run| judge(Property::OneLeader, &run.world).holds();
    tick(&mut run);
    assert_eq!((leaders(&run).as_str(), verdict(&run)), ("S5", true));
    for _ in 5..=7 {
        tick(&mut run);
        assert_eq!((leaders(&run).as_str(), verdict(&run)), ("S3 S5", false));
    }
    run.play(&["heal"]);
    tick(&mut run);
    assert_eq!((leaders(&run).as_str(), verdict(&run)), ("S5", true));
}

#[test]
fn without_paxos_nobody_is_asked_for_anything() {
    let mut run = election();
    run.every("*>* heartbeat").play(&["tick S3", "tick S3"]);
    let request = Event::Request(NodeId(2), Value::new("foo"));
    assert_eq!(run.world.check(&request), Err(NotEnabled::TakesNoRequests));
    assert_eq!(run.world.acts(NodeId(2)), []);
    assert_eq!(run.count("*>* prepare"), 0);
    assert_eq!(run.world.setup().quorums(), None);
    assert_eq!(properties(run.world.setup()), [Property::OneLeader]);
}

#[test]
fn a_leader_opens_phase_1_at_once_and_nobody_else_does() {
    let mut run = paxos();
    for node in run.world.setup().nodes() {
        let prepare = Event::Act(node, Act::Prepare { round: 1 });
        assert_eq!(run.world.check(&prepare), Err(NotEnabled::ActNotAllowed));
    }
    run.every("*>* heartbeat");
    assert_eq!(run.rules("tick S3"), "beat");
    assert_eq!(run.rules("tick S3"), "beat elect prepare");
    assert_eq!(run.count("S3>* prepare"), 3, "to itself too");
    run.every("S3>* prepare").every("*>S3 promise").play(&["S3 accepts?"]);
    run.every("S3>* accept").every("*>S3 accepted");
    assert_eq!(run.chosen(), "baz");
    assert_eq!(run.rules("tick S3"), "beat-as-leader", "it knows that its value is chosen");
}

#[test]
fn a_leader_that_wants_nothing_serves_the_first_request_at_once() {
    let mut run = Run::with("election", &[("servers", "S1; S2; S3"), ("drives", "paxos")]);
    run.every("*>* heartbeat").play(&["tick S3"]);
    assert_eq!(run.rules("tick S3"), "beat elect");
    assert_eq!(run.rules("ask S1 foo"), "want", "a follower keeps it for later");
    assert_eq!(run.rules("ask S3 baz"), "want prepare");
    assert_eq!(run.rules("ask S3 foo"), "want", "it is at work already");
}

#[test]
fn one_that_steps_down_stops_trying_and_one_that_leads_again_goes_on() {
    let mut run = paxos();
    run.every("*>* heartbeat").play(&["tick S2", "tick S2"]);
    run.every("S2>* prepare").every("*>S2 promise").play(&["tick S3", "S3>S2 heartbeat"]);
    assert_eq!(leaders(&run), "");
    let s2 = NodeId(1);
    assert_eq!(run.world.check(&Event::Act(s2, Act::SendAccept)), Err(NotEnabled::ActNotAllowed));
    assert_eq!(run.world.check(&Event::Fire(s2, Timer::Retry)), Err(NotEnabled::TimerNotSet));
    assert_eq!(run.world.acts(s2), []);
    run.play(&["tick S2"]);
    assert_eq!(run.rules("tick S2"), "beat elect prepare-again");
    run.is("S2", "number=(2,S₂); phase=preparing; promises=0/3");
}

#[test]
fn a_leader_that_knows_the_choice_does_not_ask_again() {
    let mut run = paxos();
    run.every("*>* heartbeat").play(&["tick S2", "tick S2"]);
    run.every("S2>* prepare").every("*>S2 promise").play(&["S2 accepts?"]);
    run.every("S2>* accept").every("*>S2 accepted").play(&["tick S3", "S3>S2 heartbeat", "tick S2"]);
    assert_eq!(run.rules("tick S2"), "beat elect");
    run.play(&["crash S2", "restart S2", "tick S2"]);
    assert_eq!(run.rules("tick S2"), "beat elect prepare-again", "a crash made it forget");
}

#[test]
fn settings_are_read_as_they_are_written() {
    for drives in ["nothing", "paxos"] {
        let setup = Run::with("election", &[("servers", THREE), ("drives", drives)]).world.setup().clone();
        let mut other = Setup::usual("election").expect("a construction");
        for (key, value) in setup.cluster().settings() {
            other.cluster_mut().set(key, &value).expect("it was written so");
        }
        assert_eq!(*setup, other);
    }
    let mut setup = Setup::usual("election").expect("a construction");
    assert_eq!(setup.cluster_mut().set("drives", "raft"), Err(SettingError::Bad));
    assert_eq!(setup.cluster_mut().set("timeout", "2"), Err(SettingError::Unknown));
    setup.cluster_mut().set("servers", "S1").expect("it can be read");
    assert!(setup.cluster().validate().is_err(), "one process has nobody to hear");
}

/// Where nothing fails, schedules elect the highest process once and for all, and what is in flight stays little.
#[test]
fn schedules_elect_the_highest_process_and_never_come_to_an_end() {
    for schedule in [Schedule::InOrder, Schedule::Synchronous, Schedule::RoundRobin] {
        let mut run = Run::with("election", &[("drives", "paxos")]);
        for _ in 0..2_000 {
            let event = schedule.next(&run.world).expect("clocks never stop");
            let is_tick = matches!(event, Event::Fire(_, Timer::Heartbeat));
            assert!(!is_tick || run.world.in_flight().is_empty(), "{schedule:?}: ticks come last");
            run.apply(&event).expect("a schedule chooses what is enabled");
            assert!(run.world.leaders().0 & !(1 << 4) == 0, "{schedule:?}: only S5 leads");
            assert!(run.world.in_flight().len() <= 30, "{schedule:?}");
            assert!(run.world.enabled().len() <= 160, "{schedule:?}");
        }
        assert_eq!((leaders(&run).as_str(), run.chosen().as_str()), ("S5", "Deposit $50"), "{schedule:?}");
    }
}

/// What some random runs came to.
#[derive(Debug, Default)]
struct Tally {
    runs: u32,
    chose: u32,
    two_led: u32,
    inconsistent: u32,
}

/// Plays one short run per seed, and counts. Consistency is judged wherever something is chosen.
fn storm(setup: &Setup, seeds: std::ops::Range<u64>, steps: u32, rates: &RandomSchedule) -> Tally {
    let setup = Rc::new(setup.clone());
    let start = World::new(Rc::clone(&setup));
    let mut tally = Tally::default();
    for seed in seeds {
        let schedule = RandomSchedule { seed, ..rates.clone() };
        let (mut world, mut two_led) = (start.clone(), false);
        for _ in 0..steps {
            let Some(event) = schedule.next(&world) else { break };
            let step = world.apply(&event).expect("a schedule chooses what is enabled");
            two_led |= world.leaders().len() > 1;
            if step.chosen > 0 && !judge(Property::Consistency, &world).holds() {
                tally.inconsistent += 1;
                break;
            }
        }
        tally.runs += 1;
        tally.chose += u32::from(world.ledger().chosen_value().is_some());
        tally.two_led += u32::from(two_led);
    }
    tally
}

/// Crashes, loss, duplicates, cuts, and clocks that are often too fast for the network.
fn rough() -> RandomSchedule {
    RandomSchedule {
        loss: 60,
        duplication: 40,
        crash: 10,
        restart: 150,
        crashed_max: 1,
        cut: 20,
        mend: 60,
        latency_max: 12,
        patience: 6,
        ..RandomSchedule::calm(0)
    }
}

fn driven(servers: &str, adoption: Adoption) -> Setup {
    let run = Run::with("election", &[("servers", servers), ("drives", "paxos")]);
    let mut setup = Setup::clone(run.world.setup());
    if let Setup::Election(config) = &mut setup {
        config.paxos.adoption = adoption;
    }
    setup
}

fn assert_safe(tally: &Tally) {
    assert_eq!(tally.inconsistent, 0, "{tally:?}");
    assert!(tally.chose > tally.runs / 20, "{tally:?}");
    assert!(tally.two_led > tally.runs / 20, "{tally:?}");
}

/// With the next three tests, a hundred thousand random runs.
#[test]
fn paxos_bears_two_leaders_of_three_in_random_runs() {
    assert_safe(&storm(&driven(THREE, Adoption::Highest), 0..32_000, 45, &rough()));
}

#[test]
fn paxos_bears_two_leaders_of_three_in_more_random_runs() {
    assert_safe(&storm(&driven(THREE, Adoption::Highest), 32_000..64_000, 45, &rough()));
}

#[test]
fn paxos_bears_two_leaders_of_three_where_clocks_run_wild() {
    let wild = RandomSchedule { patience: 2, latency_max: 25, ..rough() };
    let tally = storm(&driven(THREE, Adoption::Highest), 64_000..96_000, 45, &wild);
    assert_eq!((tally.runs, tally.inconsistent), (32_000, 0), "{tally:?}");
    assert!(tally.chose > 300 && tally.two_led > 10_000, "{tally:?}");
}

#[test]
fn paxos_bears_two_leaders_of_four_in_random_runs() {
    let four = driven("S1 wants a; S2 wants b; S3 wants c; S4 wants d", Adoption::Highest);
    assert_safe(&storm(&four, 96_000..100_000, 140, &rough()));
}

/// The same search finds what is wrong where something is: leaders that don't adopt what was accepted.
#[test]
fn the_search_notices_leaders_that_insist_on_their_own_value() {
    let tally = storm(&driven(THREE, Adoption::Own), 0..2_000, 90, &rough());
    assert!(tally.inconsistent > 0, "{tally:?}");
}

#[test]
fn a_random_search_finds_two_leaders_even_where_nothing_fails() {
    let setup = Setup::usual("election").expect("a construction");
    let hasty = RandomSchedule { patience: 5, ..RandomSchedule::calm(0) };
    assert!(storm(&setup, 0..200, 200, &hasty).two_led > 0, "clocks outrun messages");
    // Where T is long, compared with what messages take, one leader is elected and stays.
    let slow = RandomSchedule { patience: 200, ..RandomSchedule::calm(0) };
    assert_eq!(storm(&setup, 0..50, 1_500, &slow).two_led, 0);
}

#[test]
fn calm_play_elects_the_highest_process() {
    for seed in 0..20 {
        let mut run = Run::with("election", &[("drives", "paxos")]);
        for _ in 0..1_500 {
            let event = RandomSchedule { patience: 200, ..RandomSchedule::calm(seed) }.next(&run.world);
            run.apply(&event.expect("clocks never stop")).expect("a schedule chooses what is enabled");
        }
        assert_eq!((leaders(&run).as_str(), run.chosen().as_str()), ("S5", "Deposit $50"), "{seed}");
        assert_eq!(run.world.leaders(), NodeSet(1 << 4));
    }
}
