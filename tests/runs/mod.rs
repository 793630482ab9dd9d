//! Runs to be carried: lines and trees of every kind.
#![allow(dead_code, reason = "each test crate uses its own part of this")]

use paxoscope::protocol::Setup;
use paxoscope::protocol::synod::Config;
use paxoscope::share::{Run, default_cluster};
use paxoscope::sim::{Event, History, MomentId, RandomSchedule, Schedule};
use paxoscope::text::Terms;
use std::rc::Rc;

/// At most this many events of a schedule, in this cluster.
pub fn line_in(setup: &Rc<Setup>, schedule: &Schedule, events: usize) -> Vec<Event> {
    let mut history = History::new(Rc::clone(setup));
    while history.position() < events
        && let Some(event) = schedule.next(history.world())
    {
        history.act(&event).expect("a schedule chooses what is enabled");
    }
    history.events().cloned().collect()
}

/// The same, in the cluster that the sandbox begins with.
pub fn line(schedule: &Schedule, events: usize) -> Vec<Event> {
    line_in(&Rc::new(default_cluster()), schedule, events)
}

/// A run of one line, at its end.
pub fn line_of(config: Config, terms: Terms, events: &[Event]) -> Run {
    config.validate().expect("a sound cluster");
    let end = MomentId(u32::try_from(events.len()).expect("few"));
    let events = (0..).map(MomentId).zip(events.iter().cloned()).collect();
    let setup = Rc::new(Setup::Synod(config));
    Run { setup, terms, schedule: None, events, names: Vec::new(), cursor: end, end }
}

/// A history with branches: a storm that is taken back to an earlier moment now and then, and looked at somewhere on
/// its line.
pub fn tree(setup: &Rc<Setup>, seed: u64, events: usize) -> History {
    let mut history = History::new(Rc::clone(setup));
    let mut turn = seed;
    while history.len() <= events {
        let schedule = Schedule::Random(RandomSchedule::stormy(turn / 16));
        let next = schedule.next(history.world());
        turn += 1;
        match next {
            Some(event) if turn % 23 != 22 => {
                history.act(&event).expect("a schedule chooses what is enabled");
            }
            // A number of its own for every turn, so that no branch is the one before.
            _ => {
                let ids = u64::try_from(history.len()).expect("few");
                history.travel(MomentId(u32::try_from(turn * 7919 % ids).expect("few")));
                let enabled = history.world().enabled();
                let event = &enabled[usize::try_from(turn).expect("few") % enabled.len()];
                history.act(event).expect("it is enabled");
            }
        }
    }
    let line = u64::try_from(history.line().len()).expect("few");
    history.seek(usize::try_from(seed % line).expect("few"));
    history
}
