//! The scrubber: a tick for every step of the line, where branches leave it, and where a value was chosen.

use super::event_words;
use crate::sim::{History, Mark, MomentId};
use crate::text::{Arg, Terms, say};

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
    pub forks: Vec<Fork>,
    /// The moments of the line that have names.
    pub flags: Vec<Flag>,
}

/// A moment of the line that somebody has named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Where it is, from 0 to the length.
    pub at: usize,
    /// The moment to go to.
    pub to: MomentId,
    /// Its name and place, in words.
    pub label: String,
}

/// The name of a moment and its place, in words.
pub fn flag_words(name: &str, step: usize) -> String {
    say("flag-label", &[("name", name.into()), ("step", step.to_string().into())])
}

impl Timeline {
    /// The same on another scale: a lesson's stops, of which there is one more at each part.
    #[must_use]
    pub fn rescaled(self, position: usize, length: usize, place: impl Fn(usize) -> usize) -> Self {
        let ticks = self.ticks.into_iter().map(|tick| Tick { at: place(tick.at), ..tick }).collect();
        Timeline {
            length,
            position,
            ticks,
            forks: self.forks.into_iter().map(|fork| Fork { at: place(fork.at), ..fork }).collect(),
            flags: self.flags.into_iter().map(|flag| Flag { at: place(flag.at), ..flag }).collect(),
        }
    }
}

/// A place at which another branch leaves the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fork {
    /// Where it is, from 0 to the length.
    pub at: usize,
    /// The first moment of the branch to go to. With several branches, the one after the line's, in turn.
    pub to: MomentId,
    /// What happens there instead.
    pub label: String,
}

fn fork(history: &History, terms: Terms, at: usize) -> Fork {
    let moment = history.moment(history.line()[at]);
    let now = history.line().get(at + 1);
    let index = now.and_then(|now| moment.children.iter().position(|child| child == now));
    let to = moment.children[index.map_or(0, |index| (index + 1) % moment.children.len())];
    let event = history.moment(to).step.as_ref().map(|step| event_words(&moment.world, terms, &step.event));
    let args = [("step", Arg::from((at + 1).to_string())), ("event", event.unwrap_or_default().into())];
    Fork { at, to, label: say("fork-label", &args) }
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
pub fn timeline(history: &History, terms: Terms) -> Timeline {
    let line = history.line();
    let length = line.len() - 1;
    let stride = length.div_ceil(TICKS_MAX).max(1);
    let tick = |at: usize| {
        let mark = history.glance(line[at]).mark;
        let is_kept = (at - 1).is_multiple_of(stride) || matches!(mark, Mark::Chosen | Mark::Fault);
        is_kept.then_some(Tick { at, kind: mark.key() })
    };
    let ticks = (1..=length).filter_map(tick).collect();
    let forks = history.forks().take(TICKS_MAX).map(|(at, _)| fork(history, terms, at)).collect();
    let flag = |(to, name): (MomentId, &str)| {
        let at = history.depth(to);
        Flag { at, to, label: flag_words(name, at) }
    };
    let flags = history.names().filter(|(id, _)| history.is_on_line(*id)).map(flag).collect();
    Timeline { length, position: history.position(), ticks, forks, flags }
}
