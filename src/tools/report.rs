//! What a search reports: how far it has come, and how it ended.
//!
//! | line | |
//! |---|---|
//! | 1 | `searching`, `complete`, `stopped depth`, `stopped memory`, or `found` and the goal |
//! | 2 | worlds found, worlds come to, depth, worlds still to look at, bytes, milliseconds |
//! | 3 | where something is found: the packed run that leads to it, from the start of the run that was given |

use crate::check::{Goal, Limit, Outcome, Progress};
use std::fmt::Write as _;

/// What a search reports.
#[derive(Clone, Debug, PartialEq)]
pub struct Report<'a> {
    /// How it stands.
    pub state: SearchState,
    /// How far it has come.
    pub progress: Progress,
    /// How long it has taken so far, in milliseconds.
    pub ms: u32,
    /// The packed run that leads to what was found.
    pub run: &'a str,
}

/// How a search stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchState {
    /// It goes on.
    Searching,
    /// Nothing is found, and there is nothing more to look at.
    Complete,
    /// A limit stopped it.
    Stopped(Limit),
    /// This is found.
    Found(Goal),
}

impl SearchState {
    /// How a search stands that has this outcome, if it has one.
    pub fn of(outcome: Option<&Outcome>) -> Self {
        match outcome {
            None => SearchState::Searching,
            Some(Outcome::Complete) => SearchState::Complete,
            Some(Outcome::Stopped(limit)) => SearchState::Stopped(*limit),
            Some(Outcome::Found(goal, _)) => SearchState::Found(goal.clone()),
        }
    }
}

/// Writes a report.
pub fn write_report(report: &Report<'_>) -> String {
    let mut text = match &report.state {
        SearchState::Searching => "searching".to_owned(),
        SearchState::Complete => "complete".to_owned(),
        SearchState::Stopped(Limit::Depth) => "stopped depth".to_owned(),
        SearchState::Stopped(Limit::Memory) => "stopped memory".to_owned(),
        SearchState::Found(goal) => format!("found {}", goal.write()),
    };
    let Progress { states, generated, depth, frontier, bytes } = report.progress;
    // Writing to a string cannot fail.
    let _ = write!(text, "\n{states} {generated} {depth} {frontier} {bytes} {}\n{}", report.ms, report.run);
    text
}

/// Reads a report.
pub fn parse_report(text: &str) -> Option<Report<'_>> {
    let mut lines = text.splitn(3, '\n');
    let state = match lines.next()? {
        "searching" => SearchState::Searching,
        "complete" => SearchState::Complete,
        "stopped depth" => SearchState::Stopped(Limit::Depth),
        "stopped memory" => SearchState::Stopped(Limit::Memory),
        found => SearchState::Found(Goal::parse(found.strip_prefix("found ")?)?),
    };
    let mut numbers = lines.next()?.split(' ').map(|number| number.parse::<u64>().ok());
    let mut number = || numbers.next().flatten();
    let progress = Progress {
        states: number()?,
        generated: number()?,
        depth: u32::try_from(number()?).ok()?,
        frontier: number()?,
        bytes: number()?,
    };
    let ms = u32::try_from(number()?).ok()?;
    Some(Report { state, progress, ms, run: lines.next()? })
}
