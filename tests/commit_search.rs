//! Two-phase and three-phase commit in every schedule of a small cluster, and in many random ones of larger clusters.

mod common;

use common::search::{Found, Move, search};
use paxoscope::check::{Property, Verdict, judge};
use paxoscope::protocol::{MessageKind, NodeId, NodeSet, Outcome, Setup};
use paxoscope::sim::{Event, RandomSchedule, World};
use std::ops::Range;
use std::rc::Rc;

const COORDINATOR: NodeId = NodeId(0);

fn start(protocol: &str, participants: &str) -> World {
    let mut setup = Setup::usual(protocol).expect("a protocol");
    setup.cluster_mut().set("participants", participants).expect("they can be read");
    World::new(Rc::new(setup))
}

/// What may go wrong in a search.
#[derive(Clone, Debug, Hash)]
struct Trouble {
    /// How many crashes there may still be.
    crashes: u32,
    /// Who may crash.
    mortals: NodeSet,
    /// Whether who has crashed may restart.
    may_restart: bool,
    /// Whether time-outs may be wrong; otherwise they happen only once the coordinator is down.
    are_timeouts_wrong: bool,
}

/// Nothing fails, and time-outs happen only for a reason, of which there is none.
fn calm() -> Trouble {
    Trouble { crashes: 0, mortals: NodeSet::default(), may_restart: false, are_timeouts_wrong: false }
}

/// The coordinator may crash, for good.
fn mortal_coordinator() -> Trouble {
    Trouble { crashes: 1, mortals: [COORDINATOR].into_iter().collect(), ..calm() }
}

/// One of these may crash and restart, and every time-out may be wrong.
fn anything(mortals: &[u8]) -> Trouble {
    Trouble {
        crashes: 1,
        mortals: mortals.iter().copied().map(NodeId).collect(),
        may_restart: true,
        are_timeouts_wrong: true,
    }
}

/// What may happen next. A message may be slow for ever, which is as good as lost. Asking again while the last question
/// or its answers are under way would bring only copies.
fn moves(world: &World, trouble: &Trouble) -> Vec<Move<Trouble>> {
    let is_asking = |node: NodeId| {
        world.in_flight().iter().any(|packet| match packet.message.kind() {
            MessageKind::Inquire => packet.from == node,
            MessageKind::State => packet.to == node,
            _ => false,
        })
    };
    let is_considered = |event: &Event| match event {
        Event::Fire(node, _) => {
            (trouble.are_timeouts_wrong || world.is_down(COORDINATOR)) && !is_asking(*node)
        }
        _ => true,
    };
    let progress = world.progress().into_iter().filter(is_considered);
    let mut moves: Vec<Move<Trouble>> = progress.map(|event| Move::step(event, trouble.clone())).collect();
    if trouble.crashes > 0 {
        let left = Trouble { crashes: trouble.crashes - 1, ..trouble.clone() };
        let mortals = trouble.mortals.iter().filter(|&node| !world.is_down(node));
        moves.extend(mortals.map(|node| Move::step(Event::Crash(node), left.clone())));
    }
    if trouble.may_restart {
        moves.extend(world.down().iter().map(|node| Move::step(Event::Restart(node), trouble.clone())));
    }
    moves
}

fn breaks(property: Property) -> impl Fn(&World) -> bool {
    move |world| !judge(property, world).holds()
}

fn is_unsafe(world: &World) -> bool {
    breaks(Property::SameDecision)(world) || breaks(Property::UnanimousCommit)(world)
}

fn look(protocol: &str, participants: &str, trouble: Trouble, goal: impl Fn(&World) -> bool) -> Found {
    search(start(protocol, participants), trouble, moves, goal)
}

fn length(found: &Found) -> Option<usize> {
    found.run.as_ref().map(|(steps, _)| *steps)
}

/// The number of worlds, where the goal is never reached.
#[track_caller]
fn exhausted(found: &Found) -> usize {
    assert_eq!(found.run, None);
    found.worlds
}

/// Two participants that vote alike can stand for each other, so it is enough if the first one crashes.
#[test]
fn two_phase_commit_is_never_split_by_its_coordinator() {
    assert_eq!(exhausted(&look("two-phase-commit", "P1; P2", anything(&[0]), is_unsafe)), 55_310);
}

#[test]
fn two_phase_commit_is_never_split_by_a_participant() {
    assert_eq!(exhausted(&look("two-phase-commit", "P1; P2", anything(&[1]), is_unsafe)), 185_571);
}

#[test]
fn two_phase_commit_is_never_split_by_a_no() {
    let no = |mortals| look("two-phase-commit", "P1; P2 wants no", anything(mortals), is_unsafe);
    assert_eq!(exhausted(&no(&[0, 1, 2])), 10_376);
}

#[test]
fn two_phase_commit_blocks_when_the_coordinator_dies() {
    let blocked = look("two-phase-commit", "P1; P2", mortal_coordinator(), breaks(Property::NonBlocking));
    let (steps, events) = blocked.run.expect("it blocks");
    assert_eq!(steps, 7, "{events:?}");
    let mut world = start("two-phase-commit", "P1; P2");
    for event in &events {
        world.apply(event).expect("it was found");
    }
    let (one, coordinator) =
        (|node| [NodeId(node)].into_iter().collect(), [COORDINATOR].into_iter().collect());
    let verdict = judge(Property::NonBlocking, &world);
    assert!(
        verdict == Verdict::WaitForDown(one(1), coordinator)
            || verdict == Verdict::WaitForDown(one(2), coordinator),
        "{verdict:?}"
    );
}

#[test]
fn two_phase_commit_does_not_block_while_all_are_up() {
    let trouble = Trouble { are_timeouts_wrong: true, ..calm() };
    let never = look("two-phase-commit", "P1; P2", trouble, breaks(Property::NonBlocking));
    assert_eq!(exhausted(&never), 14_967);
}

/// The table of the deck's scene: nine events, with time-outs only once the coordinator is down.
#[test]
fn three_phase_commit_is_split_in_nine_events() {
    let is_split = breaks(Property::SameDecision);
    let split = look("three-phase-commit", "P1; P2", mortal_coordinator(), &is_split);
    assert_eq!(length(&split), Some(9), "{:?}", split.run);
    // A time-out that is wrong makes the crash needless.
    let trouble = Trouble { are_timeouts_wrong: true, ..calm() };
    let wrong = look("three-phase-commit", "P1; P2", trouble, &is_split);
    assert_eq!(length(&wrong), Some(7), "{:?}", wrong.run);
}

#[test]
fn three_phase_commit_is_sound_as_long_as_no_time_out_is_wrong() {
    let calm = look("three-phase-commit", "P1; P2", calm(), breaks(Property::SameDecision));
    assert_eq!(exhausted(&calm), 22);
    // When the coordinator dies, whoever waits hears first what it has sent.
    let patient = |world: &World, trouble: &Trouble| {
        let is_silent = world.in_flight().is_empty();
        let mut moves = moves(world, trouble);
        moves.retain(|considered| is_silent || !matches!(considered.event, Event::Fire(..)));
        moves
    };
    let world = start("three-phase-commit", "P1; P2");
    let patient = search(world, mortal_coordinator(), patient, breaks(Property::SameDecision));
    assert_eq!(exhausted(&patient), 56);
}

#[test]
fn three_phase_commit_does_not_block_when_the_coordinator_dies() {
    let never = look("three-phase-commit", "P1; P2", mortal_coordinator(), breaks(Property::NonBlocking));
    assert_eq!(exhausted(&never), 135);
    let unanimous =
        look("three-phase-commit", "P1; P2 wants no", anything(&[0]), breaks(Property::UnanimousCommit));
    assert_eq!(exhausted(&unanimous), 563);
}

/// Everything fails now and then, and nobody waits long.
fn storm(seed: u64) -> RandomSchedule {
    RandomSchedule {
        crash: 40,
        restart: 150,
        crashed_max: 3,
        cut: 20,
        mend: 150,
        patience: 12,
        ..RandomSchedule::stormy(seed)
    }
}

fn play(protocol: &str, seed: u64, steps: usize) -> World {
    let participants = if seed.is_multiple_of(8) { "P1; P2; P3 wants no" } else { "P1; P2; P3" };
    let mut world = start(protocol, participants);
    let schedule = storm(seed);
    for _ in 0..steps {
        let Some(event) = schedule.next(&world) else { break };
        world.apply(&event).expect("a schedule chooses what is enabled");
    }
    world
}

/// Plays these seeds, and counts in how many somebody commits, somebody aborts, and somebody is blocked at the end. A
/// decision is in the log for good, so it is enough to look at the end of each run.
fn weather(seeds: Range<u64>) -> (usize, usize, usize) {
    let (mut commits, mut aborts, mut blocked) = (0, 0, 0);
    for seed in seeds {
        let world = play("two-phase-commit", seed, 30);
        assert!(!is_unsafe(&world), "seed {seed}: {:?}", world.ledger().decisions);
        let decided = |outcome| usize::from(world.ledger().deciders(outcome).next().is_some());
        commits += decided(Outcome::Commit);
        aborts += decided(Outcome::Abort);
        blocked += usize::from(breaks(Property::NonBlocking)(&world));
    }
    (commits, aborts, blocked)
}

#[test]
fn two_phase_commit_is_never_split_by_chance() {
    assert_eq!(weather(0..50_000), (20_575, 29_269, 113));
}

#[test]
fn two_phase_commit_is_never_split_by_more_chance() {
    assert_eq!(weather(50_000..100_000), (20_603, 29_270, 134));
}

#[test]
fn three_phase_commit_is_split_by_chance() {
    let is_split =
        |seed: &u64| !judge(Property::SameDecision, &play("three-phase-commit", *seed, 60)).holds();
    assert_eq!((0..1000).find(is_split), Some(5));
}
