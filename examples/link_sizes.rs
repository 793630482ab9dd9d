//! How many characters links have, by the number of events, and how long it takes to write and read files.
//!
//! `cargo run --profile tool --no-default-features --example link_sizes`
#![expect(clippy::disallowed_methods, reason = "a measurement reads the clock; it is no part of the page")]

use paxoscope::protocol::Setup;
use paxoscope::protocol::synod::Config;
use paxoscope::share::{Run, default_cluster, parse_file, parse_link, write_file, write_link};
use paxoscope::sim::{History, RandomSchedule, Schedule};
use paxoscope::text::Terms;
use std::rc::Rc;
use std::time::Instant;

fn main() {
    let usual = default_cluster().apart().expect("roles are apart").clone();
    let five = Config { acceptors: (1..=5).map(|index| format!("A{index}")).collect(), ..usual.clone() };
    for (name, config) in [("3 acceptors", usual), ("5 acceptors", five)] {
        for events in [60, 200, 1000] {
            let mut lengths: Vec<usize> =
                (0..100).map(|seed| length(&stormy(&config, seed, events))).collect();
            lengths.sort_unstable();
            let (median, most) = (lengths[lengths.len() / 2], lengths[lengths.len() - 1]);
            println!("{name}, {events} events: {median} characters (median of 100 runs), at most {most}");
        }
    }
    let run = stormy(&default_config(), 1, 10_000);
    let start = Instant::now();
    let text = write_file(&run);
    let written = start.elapsed();
    let start = Instant::now();
    parse_file(&text).expect("it was just written");
    let read = start.elapsed();
    println!(
        "file of {} events: {} bytes, written in {written:?}, read in {read:?}",
        run.events.len(),
        text.len()
    );
}

fn default_config() -> Config {
    default_cluster().apart().expect("roles are apart").clone()
}

/// A run of so many events. A storm ends when all has been said, so somebody asks for something new then.
fn stormy(config: &Config, seed: u64, events: usize) -> Run {
    let mut history = History::new(Rc::new(Setup::Synod(config.clone())));
    let mut schedule = Schedule::Random(RandomSchedule::stormy(seed));
    while history.position() < events {
        let event = schedule.next(history.world()).unwrap_or_else(|| {
            schedule = Schedule::Random(RandomSchedule::stormy(seed + u64::from(history.world().steps())));
            let acts = history.world().progress();
            acts.into_iter().next().expect("a proposer can always prepare again")
        });
        history.act(&event).expect("it can happen");
    }
    Run::of(&history, Terms::Standard, None)
}

/// The length of a run's link, whether it is too long for one or not.
fn length(run: &Run) -> usize {
    match write_link(run) {
        Ok(link) => {
            assert!(parse_link(&link).is_ok(), "it was just written");
            link.len()
        }
        Err(error) => error.length,
    }
}
