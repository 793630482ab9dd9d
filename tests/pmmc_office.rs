//! The chart of the lesson about running again at once: how many ballots it takes until something is decided, measured.

mod common;

use common::pmmc::cluster;
use paxoscope::scene::{OFFICE_BOUNDS, OFFICE_COUNTS};
use paxoscope::sim::{Latency, RandomSchedule, World};

const SEEDS: u64 = 1_000;
/// Whoever has decided nothing after so many steps is counted as "more".
const STEPS: u32 = 3_000;

/// How many ballots were used until the first command was decided.
fn ballots(start: &World, seed: u64) -> u32 {
    let mut world = start.clone();
    let schedule = RandomSchedule {
        latency: Latency::Uniform,
        latency_min: 1,
        latency_max: 12,
        patience: 12,
        ..RandomSchedule::calm(seed)
    };
    // All three run at the start.
    let mut ballots = 3;
    for _ in 0..STEPS {
        if !world.ledger().chosen.is_empty() {
            return ballots;
        }
        let event = schedule.next(&world).expect("clients and leaders are not done");
        let step = world.apply(&event).expect("a schedule chooses what is enabled");
        let runs = step.rules.iter().filter(|(_, rule)| rule.key() == "run-for-office").count();
        ballots += u32::try_from(runs).expect("few");
    }
    u32::MAX
}

fn counts(office: &str) -> Vec<u32> {
    let start = cluster(&format!("clients=1 requests=1 leaders=3 office={office}"));
    let mut counts = vec![0; OFFICE_BOUNDS.len() + 1];
    for seed in 0..SEEDS {
        let ballots = ballots(&start, seed);
        counts[OFFICE_BOUNDS.iter().position(|&bound| ballots <= bound).unwrap_or(OFFICE_BOUNDS.len())] += 1;
    }
    counts
}

#[test]
fn the_chart_shows_what_a_thousand_seeds_give() {
    assert_eq!([counts("at-once"), counts("ping")], OFFICE_COUNTS.map(|counts| counts.to_vec()));
    let slow = |counts: [u32; 6]| counts[3..].iter().sum::<u32>();
    assert!(slow(OFFICE_COUNTS[0]) > 2 * slow(OFFICE_COUNTS[1]), "waiting helps");
}
