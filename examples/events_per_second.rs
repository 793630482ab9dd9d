//! How many events per second the simulator runs, with chance choosing them: five acceptors, two proposers.
//!
//! `cargo run --profile tool --no-default-features --example events_per_second`; with `calm` or `stormy` as an
//! argument, and the number of events, which are 5,000,000.
#![expect(clippy::disallowed_methods, reason = "a measurement reads the clock; it is no part of the page")]

use paxoscope::protocol::synod::{Adoption, Config, Layout, Learning, ProposerConfig, Rejections, Switches};
use paxoscope::protocol::{Numbering, Setup, Value};
use paxoscope::sim::{RandomSchedule, World};
use std::rc::Rc;
use std::time::Instant;

fn main() {
    let mut args = std::env::args().skip(1);
    let is_calm = args.next().is_some_and(|weather| weather == "calm");
    let events: u32 = args.next().and_then(|count| count.parse().ok()).unwrap_or(5_000_000);
    let setup = Rc::new(Setup::Synod(cluster()));
    let (mut seed, mut runs) = (0, 0_u32);
    let mut schedule = weather(is_calm, seed);
    let mut world = World::new(Rc::clone(&setup));
    let start = Instant::now();
    for _ in 0..events {
        let event = schedule.next(&world).unwrap_or_else(|| {
            (seed, runs) = (seed + 1, runs + 1);
            schedule = weather(is_calm, seed);
            world = World::new(Rc::clone(&setup));
            schedule.next(&world).expect("something can happen at the start")
        });
        world.apply(&event).expect("a schedule chooses what is enabled");
    }
    let seconds = start.elapsed().as_secs_f64();
    let rate = f64::from(events) / seconds;
    println!("{events} events in {runs} runs: {seconds:.2} s, {rate:.0} events/s");
}

fn weather(is_calm: bool, seed: u64) -> RandomSchedule {
    if is_calm { RandomSchedule::calm(seed) } else { RandomSchedule::stormy(seed) }
}

fn cluster() -> Config {
    let proposer = |(first, name): (u32, &str)| ProposerConfig {
        name: name.to_owned(),
        wants: Some(Value::new(name)),
        first,
    };
    Config {
        layout: Layout::Apart,
        proposers: (1..).zip(["A", "B"]).map(proposer).collect(),
        acceptors: (1..=5).map(|index| format!("A{index}")).collect(),
        learners: vec!["L1".to_owned()],
        numbering: Numbering::Pairs,
        rejections: Rejections::Silent,
        learning: Learning::ViaProposer,
        adoption: Adoption::Highest,
        switches: Switches::default(),
        promise_quorum: None,
        accept_quorum: None,
        eager: false,
    }
}
