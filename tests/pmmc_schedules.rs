//! That Paxos Made Moderately Complex is safe with any mixture of its harmless switches, in whatever weather: both are drawn
//! anew for every run, and runs are judged on their way as well as at their end.

mod common;

use common::pmmc::{cluster, holds};
use common::weather::Dice;
use paxoscope::check::{Property, judge};
use paxoscope::protocol::{Node, NodeId, Role, pmmc};
use paxoscope::sim::{Event, RandomSchedule, World};

/// What must hold in every run.
const SAFETY: [Property; 4] =
    [Property::SlotAgreement, Property::LogsAgree, Property::PromisesKept, Property::Linearizable];

/// One of these words.
fn pick<'a>(dice: &mut Dice, words: &[&'a str]) -> &'a str {
    let place = dice.below(words.len() as u64);
    words[usize::try_from(place).expect("few")]
}

/// Settings by chance, after what all runs of a test have in common.
fn mixture(common: &str, keeps: &[&str], dice: &mut Dice) -> String {
    let drawn = [
        ("clients", ["1", "2", "2", "3"].as_slice()),
        ("replicas", &["2", "2", "3"]),
        ("leaders", &["1", "2", "2", "3"]),
        ("acceptors", &["3", "3", "3", "4", "5"]),
        ("window", &["1", "2", "5"]),
        ("accept", &["equal", "at-least"]),
        ("office", &["by-hand", "at-once", "ping"]),
        ("phase-1", &["once", "once", "every-slot"]),
        ("pvalues", &["all", "latest"]),
        ("first-slot", &["1", "0"]),
        ("requests", &["2", "4"]),
    ];
    let mut words: Vec<String> = Vec::new();
    for (key, values) in drawn {
        words.push(format!("{key}={}", pick(dice, values)));
    }
    words.push(pick(dice, keeps).to_owned());
    words.push(common.to_owned());
    words.join(" ")
}

/// Weather by chance: now and then nothing is lost, and now and then a lot.
fn weather(seed: u64, dice: &mut Dice) -> RandomSchedule {
    let mut rate = |rates: &[&str]| pick(dice, rates).parse().expect("a number");
    RandomSchedule {
        loss: rate(&["0", "30", "150"]),
        duplication: rate(&["0", "60", "300"]),
        reordering: rate(&["1000", "1000", "200"]),
        crash: rate(&["0", "10", "40"]),
        restart: rate(&["60", "300"]),
        crashed_max: rate(&["1", "2", "4"]),
        cut: rate(&["0", "0", "30"]),
        mend: rate(&["60", "200"]),
        patience: rate(&["3", "15", "60"]),
        latency_max: rate(&["25", "120"]),
        ..RandomSchedule::calm(seed)
    }
}

/// Some leader runs for office, if one may: nothing may depend on good manners.
fn usurp(world: &World, dice: &mut Dice) -> Option<Event> {
    let leaders: Vec<NodeId> = world.setup().with_role(Role::Leader).collect();
    let node = leaders[usize::try_from(dice.below(leaders.len() as u64)).expect("few")];
    world.acts(node).first().map(|&act| Event::Act(node, act))
}

/// What the properties say nothing of: no replica executes anything twice, and whoever has executed the same is in the same
/// state; and no two of them hold different decisions for a slot.
fn check_replicas(world: &World, place: &str) {
    let mut replicas: Vec<&pmmc::Replica> = Vec::new();
    for node in world.setup().with_role(Role::Replica) {
        let Node::Pmmc(pmmc::Node::Replica(replica)) = world.node(node) else { panic!("a replica") };
        let mut values = replica.executed.values();
        values.sort_unstable();
        let all = values.len();
        values.dedup();
        assert_eq!(values.len(), all, "{place}: {node:?} has executed something twice");
        replicas.push(replica);
    }
    for (index, a) in replicas.iter().enumerate() {
        for b in &replicas[..index] {
            let is_same = a.slot_out != b.slot_out
                || (a.executed == b.executed
                    && a.store == b.store
                    && a.answers == b.answers
                    && a.configurations == b.configurations);
            assert!(is_same, "{place}: replicas differ after the same slots");
            let differs = |(slot, command): (u32, &pmmc::Command)| {
                b.decisions.get(slot).is_some_and(|other| other != command)
            };
            assert!(!a.decisions.iter().any(differs), "{place}: two decisions for a slot");
        }
    }
}

/// Plays so many runs. How many slots were decided, how many calls were answered, in how many runs something was decided.
fn play(common: &str, keeps: &[&str], seeds: u64, steps: u32) -> (usize, usize, u64) {
    let (mut decided, mut answered, mut runs) = (0, 0, 0);
    // Each test has seeds of its own.
    let first: u64 = common.bytes().map(u64::from).sum::<u64>() * 1_000_000;
    for seed in first..first + seeds {
        let mut dice = Dice::new(seed);
        let settings = mixture(common, keeps, &mut dice);
        let schedule = weather(seed, &mut dice);
        let usurps = dice.below(60);
        let mut world = cluster(&settings);
        for step in 0..steps {
            let event = if dice.below(1000) < usurps { usurp(&world, &mut dice) } else { None };
            let Some(event) = event.or_else(|| schedule.next(&world)) else { break };
            world.apply(&event).expect("a schedule chooses what is enabled");
            if step % 50 == 49 {
                assert!(holds(Property::LogsAgree, &world), "{settings}, seed {seed}, step {step}");
                check_replicas(&world, &format!("{settings}, seed {seed}, step {step}"));
            }
        }
        for property in SAFETY {
            let verdict = judge(property, &world);
            assert!(verdict.holds(), "{settings}, seed {seed}: {verdict:?} with {schedule:?}");
        }
        check_replicas(&world, &format!("{settings}, seed {seed}"));
        let slots = world.ledger().slots.pages().filter(|page| !page.chosen.is_empty()).count();
        decided += slots;
        runs += u64::from(slots > 0);
        answered += world.ledger().calls.iter().filter(|call| call.answer.is_some()).count();
    }
    (decided, answered, runs)
}

/// Asserts that no run breaks anything, and that there was something to break.
#[track_caller]
fn are_safe(common: &str, keeps: &[&str], seeds: u64, steps: u32) {
    let (decided, answered, runs) = play(common, keeps, seeds, steps);
    assert!(runs * 2 > seeds, "{common}: something was decided in {runs} of {seeds} runs only");
    assert!(decided as u64 > seeds && answered as u64 > seeds / 2, "{common}: {decided}, {answered}");
}

/// What may be on stable storage and what need not be.
const KEEPS: [&str; 5] = [
    "",
    "keep-decisions=no",
    "keep-requests=yes",
    "keep-leader-proposals=yes",
    "keep-decisions=no keep-requests=yes keep-leader-proposals=yes",
];

#[test]
fn mixtures_are_safe() {
    are_safe("", &KEEPS, 12_000, 200);
}

/// This one once decided nothing and told it: a refusal was taken for an acceptance.
#[test]
fn elections_for_every_slot_at_odds_are_safe() {
    are_safe("office=at-once leaders=2 acceptors=3 phase-1=every-slot window=1", &KEEPS, 12_000, 200);
}

#[test]
fn mixtures_that_collect_are_safe() {
    are_safe("collect=yes", &["", "keep-requests=yes", "keep-leader-proposals=yes"], 12_000, 220);
}

#[test]
fn mixtures_with_two_leaders_at_odds_are_safe() {
    are_safe("office=at-once leaders=2 acceptors=3", &KEEPS, 12_000, 200);
}

#[test]
fn long_runs_are_safe() {
    are_safe("requests=9", &KEEPS, 2_000, 1_000);
}

const RECONFIGURES: &str = "operations=Put%k%1;Reconfigure%2;Get%k;Append%k%2;Reconfigure%1;Get%k";

#[test]
fn mixtures_with_two_configurations_are_safe() {
    let common = format!("configurations=2 requests=4 {RECONFIGURES}");
    are_safe(
        &common,
        &["", "keep-decisions=no", "keep-requests=yes", "keep-leader-proposals=yes"],
        10_000,
        300,
    );
}

#[test]
fn mixtures_with_two_configurations_that_collect_are_safe() {
    let common = format!("configurations=2 collect=yes requests=4 {RECONFIGURES}");
    are_safe(&common, &["", "keep-requests=yes"], 8_000, 300);
}

/// The first one serves again at the end.
#[test]
fn mixtures_with_three_configurations_are_safe() {
    let common = "configurations=3 requests=5 leaders=2 acceptors=3 operations=Reconfigure%2;Put%k%1;Reconfigure%3;Append%k%x;Reconfigure%1";
    are_safe(common, &["", "keep-decisions=no"], 4_000, 500);
}
