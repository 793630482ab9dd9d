//! The scrubber: a tick for every step of the line, where branches leave it, and where a value was chosen.

use crate::sim::{Event, History, Step};

/// The scrubber.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// How many steps the line has.
    pub length: usize,
    /// Where the cursor is, from 0 to the length.
    pub position: usize,
    /// The ticks, thinned out where there are too many to see; choices and faults all stay.
    pub ticks: Vec<Tick>,
    /// The places at which other branches leave the line.
    pub forks: Vec<usize>,
}

impl Timeline {
    /// The same on another scale: a lesson's stops, of which there is one more at each part.
    #[must_use]
    pub fn rescaled(self, position: usize, length: usize, place: impl Fn(usize) -> usize) -> Self {
        let ticks = self.ticks.into_iter().map(|tick| Tick { at: place(tick.at), ..tick }).collect();
        Timeline { length, position, ticks, forks: self.forks.into_iter().map(place).collect() }
    }
}

/// A step on the scrubber.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Where it is, from 1 to the length.
    pub at: usize,
    /// What it was: a message kind's key, `act`, `fault` or `chosen`.
    pub kind: &'static str,
}

/// More ticks than this can't be told apart.
const TICKS_MAX: usize = 240;

/// The scrubber of a history.
pub fn timeline(history: &History) -> Timeline {
    let line = history.line();
    let length = line.len() - 1;
    let stride = length.div_ceil(TICKS_MAX).max(1);
    let tick = |at: usize| {
        let kind = kind(history.moment(line[at]).step.as_ref()?);
        let is_kept = (at - 1).is_multiple_of(stride) || matches!(kind, "chosen" | "fault");
        is_kept.then_some(Tick { at, kind })
    };
    let ticks = (1..=length).filter_map(tick).collect();
    let mut forks: Vec<usize> = history.forks().map(|(at, _)| at).collect();
    forks.truncate(TICKS_MAX);
    Timeline { length, position: history.position(), ticks, forks }
}

fn kind(step: &Step) -> &'static str {
    if step.chosen > 0 {
        return "chosen";
    }
    match (&step.event, &step.consumed) {
        (Event::Drop(_) | Event::Crash(_) | Event::Cut(_) | Event::Partition(_), _) => "fault",
        (Event::Deliver(_), Some(packet)) => packet.message.kind().key(),
        _ => "act",
    }
}
