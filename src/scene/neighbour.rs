//! The same schedule on the rung above or below: what happens there, and what could not.

use super::diagram::{Diagram, Lanes, Stretch, diagram};
use super::event_words;
use crate::protocol::Setup;
use crate::sim::{History, transpose};
use crate::text::{Terms, say};
use std::rc::Rc;

/// The same schedule on the rung above or below.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbour {
    /// What the two rungs are called: the one that runs, and the other.
    pub titles: [String; 2],
    /// What happens on each.
    pub diagrams: [Diagram; 2],
    /// The steps that could not happen there, in words.
    pub refused: Vec<String>,
    /// How many more of them there are.
    pub hidden: u32,
}

/// A longer schedule is not tried: nobody compares so many steps by eye.
pub const SCHEDULE_MAX: u32 = 400;

/// More steps that could not happen are not listed.
const REFUSED_MAX: usize = 12;

/// The cluster of the rung above or below a rung's, with as many clients and requests.
pub fn neighbour_setup(setup: &Setup, is_above: bool) -> Option<Rc<Setup>> {
    let Setup::Ladder(config) = setup else { return None };
    let rung = if is_above { config.rung.above() } else { config.rung.below() };
    rung.map(|rung| Rc::new(Setup::Ladder(config.on_rung(rung))))
}

/// The schedule that led to a history's cursor, on the rung above or below; none if there is no such rung, or the schedule
/// is too long.
pub fn neighbour(history: &History, terms: Terms, order: &Lanes, is_above: bool) -> Option<Neighbour> {
    let here = history.world().setup();
    let there = neighbour_setup(here, is_above).filter(|_| history.position() <= SCHEDULE_MAX as usize)?;
    let other = transpose(history, &there);
    let title = |setup: &Setup| say(&format!("protocol-{}", setup.key()), &[]);
    let words = |place: &usize| {
        let (before, after) = (history.line()[place - 1], history.line()[*place]);
        let step = history.moment(after).step.as_ref();
        let event = step.map(|step| event_words(&history.moment(before).world, terms, &step.event));
        say(
            "ladder-refused",
            &[("step", place.to_string().into()), ("event", event.unwrap_or_default().into())],
        )
    };
    let now = history.until_cursor();
    Some(Neighbour {
        titles: [title(here), title(&there)],
        diagrams: [
            diagram(&now, terms, order, Stretch::all(&now)),
            diagram(&other.history, terms, &Lanes::default(), Stretch::all(&other.history)),
        ],
        refused: other.refused.iter().take(REFUSED_MAX).map(words).collect(),
        hidden: u32::try_from(other.refused.len().saturating_sub(REFUSED_MAX)).unwrap_or(u32::MAX),
    })
}
