//! What each rule of Paxos Made Moderately Complex is for: without it, chance finds a run in which replicas or clients are
//! misled, and with it none.

mod common;

use common::pmmc::{cluster, holds};
use common::weather::Dice;
use paxoscope::check::Property;
use paxoscope::protocol::{NodeId, Role};
use paxoscope::sim::{Event, RandomSchedule, World};

/// What is at stake.
const AT_STAKE: [Property; 3] = [Property::SlotAgreement, Property::LogsAgree, Property::Linearizable];

/// Few slots, and leaders that run all the time.
const USUAL: &str = "clients=2 requests=4 office=at-once";

/// Some leader runs for office, if one may.
fn usurp(world: &World, dice: &mut Dice) -> Option<Event> {
    let leaders: Vec<NodeId> = world.setup().with_role(Role::Leader).collect();
    let node = leaders[usize::try_from(dice.below(leaders.len() as u64)).expect("few")];
    world.acts(node).first().map(|&act| Event::Act(node, act))
}

/// Which of the properties the run of this seed breaks at last, in the order of [`AT_STAKE`].
fn broken(start: &World, seed: u64) -> [bool; 3] {
    let (mut world, mut dice) = (start.clone(), Dice::new(seed));
    let schedule = RandomSchedule {
        duplication: 250,
        crash: 40,
        restart: 400,
        crashed_max: 2,
        patience: 15,
        latency_max: 80,
        ..RandomSchedule::calm(seed)
    };
    for _ in 0..300 {
        let event = if dice.below(1000) < 40 { usurp(&world, &mut dice) } else { None };
        let Some(event) = event.or_else(|| schedule.next(&world)) else { break };
        world.apply(&event).expect("a schedule chooses what is enabled");
    }
    AT_STAKE.map(|property| !holds(property, &world))
}

/// How many of so many seeds break each.
fn count(settings: &str, seeds: u64) -> [u32; 3] {
    let start = cluster(&format!("{USUAL} {settings}"));
    let mut counts = [0; 3];
    for seed in 0..seeds {
        for (count, is_broken) in counts.iter_mut().zip(broken(&start, seed)) {
            *count += u32::from(is_broken);
        }
    }
    counts
}

/// A variant that lacks a rule breaks what is said of slots or of logs, and the same cluster with the rule nothing.
#[track_caller]
fn is_needed(variant: &str, rule: &str) {
    let without = count(variant, SEEDS);
    assert!(without[0] + without[1] > 0, "{variant}: {without:?} of {SEEDS}");
    assert_eq!(count(rule, SEEDS), [0; 3], "{rule}");
}

const SEEDS: u64 = 1_500;

#[test]
fn acceptors_must_refuse_lower_ballots() {
    is_needed("accept=any", "accept=at-least");
}

#[test]
fn leaders_must_wait_for_a_majority() {
    is_needed("quorum=one-less", "quorum=majority");
}

#[test]
fn commanders_must_mind_the_ballot_of_an_answer() {
    is_needed("answers=any", "answers=matching");
}

#[test]
fn acceptors_must_keep_what_they_promised() {
    is_needed("accept=at-least keep-ballot-num=no", "accept=at-least");
}

#[test]
fn acceptors_must_keep_what_they_accepted() {
    is_needed("keep-accepted=no", "");
}

/// One leader is enough: it uses its first ballot again.
#[test]
fn leaders_must_never_use_a_ballot_twice() {
    is_needed("keep-leader-ballot=no leaders=1", "leaders=1");
}
