//! That Paxos Made Moderately Complex is safe whatever the network does, with every switch that claims to be harmless, and
//! that each deliberately broken variant is caught.

mod common;

use common::pmmc::{cluster, holds};
use paxoscope::check::{Property, judge};
use paxoscope::protocol::{NodeId, Value};
use paxoscope::sim::{Event, RandomSchedule, World};

/// Loss, duplicates, reordering, crashes, restarts, cut links: everything that the paper claims to survive.
fn storm(seed: u64) -> RandomSchedule {
    let odd = u32::try_from(seed % 4).expect("below 4");
    RandomSchedule {
        loss: 20 * odd,
        duplication: 60,
        crash: 10 * odd,
        restart: 80,
        crashed_max: 3,
        cut: 10,
        mend: 60,
        patience: 15,
        ..RandomSchedule::calm(seed)
    }
}

/// Plays so many steps of each seed's run, and holds the properties against its end. How many slots were decided.
fn survive(settings: &str, seeds: u64, steps: u32) -> usize {
    let start = cluster(settings);
    let mut decided = 0;
    for seed in 0..seeds {
        let mut world = start.clone();
        let schedule = storm(seed);
        for step in 0..steps {
            // Leaders that have been preempted, or wait, run now and then all the same: nothing may depend on manners.
            let event = if step % 40 == 39 { usurp(&world, seed + u64::from(step)) } else { None };
            let Some(event) = event.or_else(|| schedule.next(&world)) else { break };
            world.apply(&event).expect("a schedule chooses what is enabled");
        }
        for property in
            [Property::SlotAgreement, Property::LogsAgree, Property::PromisesKept, Property::Linearizable]
        {
            assert!(holds(property, &world), "{settings}, seed {seed}: {:?}", judge(property, &world));
        }
        decided += world.ledger().slots.pages().filter(|page| !page.chosen.is_empty()).count();
    }
    decided
}

/// Some leader runs for office, if one may.
fn usurp(world: &World, salt: u64) -> Option<Event> {
    let leaders: Vec<NodeId> = world.setup().proposers().collect();
    let node = leaders[usize::try_from(salt).expect("small") % leaders.len()];
    world.acts(node).first().map(|&act| Event::Act(node, act))
}

#[track_caller]
fn is_safe(settings: &str, seeds: u64, steps: u32) {
    let decided = survive(settings, seeds, steps);
    let least = usize::try_from(seeds).expect("few") / 2;
    assert!(decided >= least, "{settings}: only {decided} slots in {seeds} runs");
}

const USUAL: &str = "clients=2 requests=4";

#[test]
fn the_decks_acceptors_are_safe() {
    is_safe(USUAL, 15_000, 160);
}

#[test]
fn acceptors_that_accept_higher_ballots_are_safe() {
    is_safe("clients=2 requests=4 accept=at-least leaders=3", 15_000, 160);
}

#[test]
fn leaders_without_patience_are_safe() {
    is_safe("clients=2 requests=4 office=at-once replicas=3", 15_000, 160);
}

#[test]
fn leaders_that_ping_are_safe() {
    is_safe("clients=2 requests=4 office=ping acceptors=5", 15_000, 160);
}

#[test]
fn an_election_for_every_slot_is_safe() {
    is_safe("clients=2 requests=4 phase-1=every-slot", 10_000, 160);
}

#[test]
fn acceptors_that_keep_the_latest_pvalue_and_forget_old_slots_are_safe() {
    is_safe("clients=2 requests=4 pvalues=latest", 10_000, 160);
    is_safe("clients=2 requests=4 pvalues=latest collect=yes", 10_000, 200);
}

#[test]
fn what_may_be_lost_may_be_lost() {
    is_safe("clients=2 requests=4 keep-decisions=no", 5_000, 160);
    is_safe("clients=2 requests=4 keep-requests=yes keep-leader-proposals=yes", 5_000, 160);
}

/// The second configuration decides from slot 4 on at the earliest.
#[test]
fn reconfiguration_is_safe() {
    let settings = "clients=2 requests=4 configurations=2 window=2 leaders=1 operations=Put%k%1;Reconfigure%2;Get%k;Append%k%2";
    is_safe(settings, 5_000, 220);
    let mut world = cluster(settings);
    let calm = RandomSchedule::calm(1);
    while let Some(event) = calm.next(&world).filter(|_| world.steps() < 3_000) {
        world.apply(&event).expect("a schedule chooses what is enabled");
    }
    let executed = world.node(NodeId(0)).executed().expect("a replica");
    assert!(executed.contains(&Value::new("B")) && executed.len() == 8, "{executed:?}");
}

/// How many of three hundred seeds break what is said of slots, logs or results.
fn broken(settings: &str) -> usize {
    let start = cluster(settings);
    let is_broken = |seed: &u64| {
        let mut world = start.clone();
        // Old messages come late, to nodes that have just been down.
        let schedule = RandomSchedule { crash: 40, restart: 400, duplication: 250, loss: 0, ..storm(*seed) };
        (0..400).any(|step| {
            let event = if step % 25 == 24 { usurp(&world, seed + step) } else { None };
            if let Some(event) = event.or_else(|| schedule.next(&world)) {
                world.apply(&event).expect("a schedule chooses what is enabled");
            }
            step % 20 == 19
                && [Property::SlotAgreement, Property::LogsAgree]
                    .iter()
                    .any(|property| !holds(*property, &world))
        })
    };
    (0..300).filter(is_broken).count()
}

#[test]
fn every_broken_variant_is_caught_by_chance() {
    for variant in [
        "accept=any",
        "quorum=one-less",
        "answers=any",
        "accept=at-least keep-ballot-num=no",
        "keep-accepted=no",
        "keep-leader-ballot=no leaders=1 office=by-hand",
    ] {
        let caught = broken(&format!("clients=2 requests=6 office=at-once {variant}"));
        assert!(caught > 0, "{variant} was never caught");
    }
    assert_eq!(broken("clients=2 requests=6 office=at-once"), 0, "the rules themselves are not to blame");
}
