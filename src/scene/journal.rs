//! The journal: what happened, step by step, in words.

use super::diagram::Stretch;
use super::{Target, View, spoken};
use crate::sim::{History, Mark, MomentId};
use crate::text::Terms;

/// A step in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalRow {
    /// Its place on the line.
    pub at: usize,
    /// The moment it led to.
    pub moment: MomentId,
    /// What it was, from afar.
    pub mark: Mark,
    /// What happened.
    pub words: String,
    /// The message it was about, if it was about one.
    pub target: Option<Target>,
}

/// The steps of a stretch of the line, in order.
pub fn journal(history: &History, terms: Terms, stretch: Stretch) -> Vec<JournalRow> {
    let last = history.line().len() - 1;
    let row = |at: usize| {
        let moment = history.line()[at];
        let view = View::at(history, moment, terms);
        let message = view.step.and_then(|step| step.event.message());
        let mark = history.glance(moment).mark;
        JournalRow { at, moment, mark, words: spoken(&view), target: message.map(Target::Message) }
    };
    (stretch.from.max(1)..=stretch.to.min(last)).map(row).collect()
}
