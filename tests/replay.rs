//! Runs can be replayed, on every machine and in every release; the history tree loses nothing.

mod common;

use common::{Run, cluster, two};
use paxoscope::protocol::synod::{Config, Learning, Rejections};
use paxoscope::protocol::{Act, NodeId, Phase, Setup};
use paxoscope::sim::{Event, History, Latency, MomentId, MsgId, NotEnabled, RandomSchedule, Schedule, World};
use std::rc::Rc;

fn start(config: Config) -> World {
    World::new(Rc::new(Setup::Synod(config)))
}

fn five() -> Config {
    cluster(&[("P1", "foo"), ("P2", "bar")], &["A1", "A2", "A3", "A4", "A5"], &["L1", "L2"])
}

/// Plays at most `steps` events of a schedule.
fn play(schedule: &Schedule, config: Config, steps: usize) -> (World, Vec<Event>) {
    let mut world = start(config);
    let mut events = Vec::new();
    while events.len() < steps
        && let Some(event) = schedule.next(&world)
    {
        world.apply(&event).expect("a schedule chooses what is enabled");
        events.push(event);
    }
    (world, events)
}

/// A digest (FNV-1a, 64 bits) of what happened, as the events print themselves.
fn digest(events: &[Event]) -> u64 {
    let text = format!("{events:?}");
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Fixed runs: seed in, events out. A change here means that links and lessons which name a seed play differently
/// than before, so it needs a reason and a word in the changes.
#[test]
fn golden_runs_do_not_change() {
    let calm = |seed| Schedule::Random(RandomSchedule::calm(seed));
    let stormy = |seed| Schedule::Random(RandomSchedule::stormy(seed));
    let storm = |latency| {
        let links = RandomSchedule { cut: 20, mend: 100, ..RandomSchedule::stormy(7) };
        Schedule::Random(RandomSchedule { latency, latency_min: 2, reordering: 300, ..links })
    };
    let golden = [
        ("in order", Schedule::InOrder, 50, 0x8d93_f726_805e_dff5),
        ("calm 1", calm(1), 58, 0x9bab_9efc_6718_9ec7),
        ("calm 2026", calm(2026), 56, 0x79ae_29a0_6e49_4d5b),
        ("stormy 1", stormy(1), 71, 0x5500_9dfe_172b_5b1e),
        ("stormy 7", stormy(7), 64, 0xf79c_c4d8_d8a9_8932),
        ("stormy 2026", stormy(2026), 60, 0x65c7_7210_d7ec_f126),
        ("synchronous", Schedule::Synchronous, 67, 0x3d75_108c_552e_27e4),
        ("round-robin", Schedule::RoundRobin, 67, 0x404f_9311_d5f0_83cc),
        ("links 7", storm(Latency::Memoryless), 80, 0xed33_36e0_f0ae_05fe),
        ("fixed 7", storm(Latency::Fixed), 76, 0x6f68_e784_3016_1a30),
        ("uniform 7", storm(Latency::Uniform), 75, 0x6637_d42c_4d35_6f85),
        ("heavy-tailed 7", storm(Latency::HeavyTailed), 76, 0xc330_bfdd_43e7_329f),
        ("duel", Schedule::Duel, 400, 0xea99_edcd_62f7_7dd6),
    ];
    let mut changed = Vec::new();
    for (name, schedule, length, hash) in golden {
        let (_, events) = play(&schedule, five(), 400);
        let found = (events.len(), digest(&events));
        if found != (length, hash) {
            changed.push(format!("{name}: {}, {:#018x}", found.0, found.1));
        }
    }
    assert!(changed.is_empty(), "{changed:#?}");
}

#[test]
fn replaying_the_events_gives_the_same_world() {
    for seed in 0..100 {
        let (world, events) = play(&Schedule::Random(RandomSchedule::stormy(seed)), five(), 500);
        let mut again = start(five());
        for event in &events {
            again.apply(event).expect("it could happen before");
        }
        assert_eq!(again, world, "seed {seed}");
    }
}

#[test]
fn the_same_seed_gives_the_same_run_and_another_seed_another() {
    let run = |seed| play(&Schedule::Random(RandomSchedule::stormy(seed)), five(), 300).1;
    assert_eq!(run(5), run(5));
    assert_ne!(run(5), run(6));
}

#[test]
fn a_schedule_can_be_taken_up_anywhere() {
    let schedule = Schedule::Random(RandomSchedule::stormy(3));
    let (_, events) = play(&schedule, five(), 300);
    let mut history = History::new(Rc::new(Setup::Synod(five())));
    for event in &events[..30] {
        history.act(event).expect("it could happen before");
    }
    for event in &events[30..] {
        assert_eq!(schedule.next(history.world()).as_ref(), Some(event));
        history.act(event).expect("it could happen before");
    }
    assert!(history.events().eq(&events));
}

#[test]
fn in_order_ends_with_the_value_chosen_and_learned() {
    for (rejections, learning) in [
        (Rejections::Silent, Learning::ViaProposer),
        (Rejections::Silent, Learning::Direct),
        (Rejections::Answered, Learning::ViaProposer),
        (Rejections::Answered, Learning::Direct),
    ] {
        for eager in [false, true] {
            let config = Config { rejections, learning, eager, ..five() };
            assert_ends_well(&Schedule::InOrder, &config, 200);
        }
    }
}

#[test]
fn calm_chance_ends_with_the_value_chosen_and_learned() {
    for seed in 0..200 {
        assert_ends_well(&Schedule::Random(RandomSchedule::calm(seed)), &five(), 5000);
    }
}

#[test]
fn stormy_chance_ends_too_since_crashed_nodes_restart() {
    for seed in 0..200 {
        let (world, events) = play(&Schedule::Random(RandomSchedule::stormy(seed)), five(), 20_000);
        assert!(events.len() < 20_000, "seed {seed} goes on for ever");
        assert!(world.ledger().chosen_value().is_some(), "seed {seed}");
    }
}

fn assert_ends_well(schedule: &Schedule, config: &Config, steps: usize) {
    let (world, events) = play(schedule, config.clone(), steps);
    assert!(events.len() < steps, "{schedule:?} goes on for ever");
    let run = Run { world, events, step: None };
    let chosen = run.chosen();
    for learner in &config.learners {
        run.is(learner, &format!("learned={chosen}"));
    }
    assert!(!chosen.is_empty());
}

#[test]
fn a_duel_goes_on_for_ever_and_nothing_is_accepted() {
    let base = [two(), five(), cluster(&[("A", "1"), ("B", "2"), ("C", "3")], &["x", "y"], &[])];
    for eager in [false, true] {
        for rejections in [Rejections::Silent, Rejections::Answered] {
            for config in &base {
                let config = Config { eager, rejections, ..config.clone() };
                assert_duels(config);
            }
        }
    }
}

fn assert_duels(config: Config) {
    let (world, events) = play(&Schedule::Duel, config, 1000);
    assert_eq!(events.len(), 1000);
    assert!(world.ledger().acceptances.is_empty());
    let prepares = events.iter().filter_map(|event| match event {
        Event::Act(_, Act::Prepare { round }) => Some(*round),
        _ => None,
    });
    let rounds: Vec<u32> = prepares.collect();
    assert!(rounds.len() > 30, "{} numbers", rounds.len());
    assert!(rounds.is_sorted_by(|a, b| a < b), "numbers grow: {rounds:?}");
    assert!(world.ledger().led.len() > 10, "phase 1 succeeds again and again");
    let phases = world.setup().nodes().map(|node| world.node(node).phase());
    assert!(phases.into_iter().all(|phase| phase != Phase::Chosen));
}

#[test]
fn a_duel_needs_two_that_want_something() {
    let config = cluster(&[("A", "foo"), ("B", "")], &["top"], &[]);
    assert_eq!(Schedule::Duel.next(&start(config)), None);
}

fn history() -> History {
    History::new(Rc::new(Setup::Synod(two())))
}

fn prepare(node: u8, round: u32) -> Event {
    Event::Act(NodeId(node), Act::Prepare { round })
}

#[test]
fn acting_in_the_past_adds_a_branch_and_the_same_event_follows_the_one_there_is() {
    let mut history = history();
    let a = history.act(&prepare(0, 1)).expect("enabled");
    let delivered = history.act(&Event::Deliver(MsgId(0))).expect("enabled");
    history.seek(1);
    let dropped = history.act(&Event::Drop(MsgId(0))).expect("enabled");
    assert_eq!(history.line(), [MomentId(0), a, dropped]);
    assert_eq!(history.forks().collect::<Vec<_>>(), [(1, 1)]);
    history.seek(1);
    assert_eq!(history.act(&Event::Deliver(MsgId(0))), Ok(delivered));
    assert_eq!(history.line(), [MomentId(0), a, delivered]);
    assert_eq!((history.len(), history.moment(a).children.len()), (4, 2));
    assert_eq!(history.moment(dropped).parent, Some(a), "the other branch is still there");
}

#[test]
fn following_the_line_keeps_what_comes_after() {
    let mut history = history();
    for event in [prepare(0, 1), Event::Deliver(MsgId(0)), Event::Deliver(MsgId(1))] {
        history.act(&event).expect("enabled");
    }
    history.seek(0);
    history.act(&prepare(0, 1)).expect("enabled");
    assert_eq!((history.position(), history.line().len(), history.len()), (1, 4, 4));
    assert_eq!(history.events().count(), 1, "up to the cursor");
}

#[test]
fn what_is_refused_adds_no_moment() {
    let mut history = history();
    let refused = history.act(&Event::Deliver(MsgId(0)));
    assert_eq!(refused, Err(NotEnabled::NoSuchMessage));
    assert!(history.is_empty() && history.position() == 0);
}

#[test]
fn seeking_past_the_end_means_to_the_end() {
    let mut history = history();
    history.act(&prepare(0, 1)).expect("enabled");
    history.seek(99);
    assert_eq!(history.position(), 1);
}

#[test]
fn travelling_to_another_branch_follows_it_to_its_end() {
    let mut history = history();
    let a = history.act(&prepare(0, 1)).expect("enabled");
    let a2 = history.act(&Event::Deliver(MsgId(0))).expect("enabled");
    history.seek(0);
    let b = history.act(&prepare(1, 2)).expect("enabled");
    history.travel(a);
    assert_eq!(history.line(), [MomentId(0), a, a2]);
    assert_eq!(history.position(), 1);
    history.travel(b);
    assert_eq!(history.line(), [MomentId(0), b]);
}

/// Undo returns to where the cursor was, through branches and back; redo likewise, as often as there were actions.
#[test]
fn undo_and_redo_have_no_limit() {
    let mut history = history();
    let mut places = vec![history.cursor()];
    let schedule = Schedule::Duel;
    for turn in 0..10_000_usize {
        history.remember();
        if turn % 1000 == 999 {
            history.seek(turn / 2);
        } else {
            let event = schedule.next(history.world()).expect("a duel goes on for ever");
            history.act(&event).expect("enabled");
        }
        places.push(history.cursor());
    }
    for place in places.iter().rev().skip(1) {
        history.undo();
        assert_eq!(history.cursor(), *place);
    }
    assert!(!history.can_undo() && history.can_redo());
    for place in &places[1..] {
        history.redo();
        assert_eq!(history.cursor(), *place);
    }
    assert!(!history.can_redo());
    history.redo();
    assert_eq!(history.cursor(), *places.last().expect("many"));
}

#[test]
fn an_action_after_an_undo_ends_the_redo_but_loses_no_moment() {
    let mut history = history();
    history.remember();
    let a = history.act(&prepare(0, 1)).expect("enabled");
    history.undo();
    assert_eq!(history.cursor(), MomentId(0));
    history.remember();
    history.act(&prepare(1, 2)).expect("enabled");
    assert!(!history.can_redo());
    history.travel(a);
    assert_eq!(history.cursor(), a);
}

#[test]
fn every_moment_of_a_tree_is_reached_by_its_events() {
    let mut history = history();
    for turn in 0..300_usize {
        let enabled = history.world().enabled();
        history.act(&enabled[turn * 7919 % enabled.len()]).expect("enabled");
        if turn % 17 == 16 {
            history.seek(turn % 11);
        }
    }
    for index in 0..u32::try_from(history.len()).expect("few") {
        history.travel(MomentId(index));
        let mut world = start(two());
        for event in history.events() {
            world.apply(event).expect("it could happen before");
        }
        assert_eq!(world, **history.world(), "moment {index}");
    }
}
