//! The tree of runs: every branch as a row, and two runs side by side.

use super::{event_words, value_slot};
use crate::check::{Property, judge};
use crate::sim::{Branch, History, MomentId, compare};
use crate::text::{Arg, Terms, say};

/// The tree of runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runs {
    /// The branches, each followed by those that leave it.
    pub rows: Vec<RunRow>,
    /// How many more branches there are than rows.
    pub hidden: usize,
    /// The moment that is looked at.
    pub cursor: MomentId,
    /// Its name, or nothing.
    pub cursor_name: String,
}

/// A branch: a path from its fork to its leaf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunRow {
    /// The first moment of its own: what is named and deleted.
    pub head: MomentId,
    /// The last moment: what is gone to and compared.
    pub leaf: MomentId,
    /// How many forks lie between it and the first branch.
    pub level: usize,
    /// Its name, or nothing.
    pub name: String,
    /// How it begins, in words.
    pub words: String,
    /// Where it is from and how long, in words: "from step 3, 12 steps".
    pub extent: String,
    /// Whether the cursor is on a moment of its own.
    pub is_here: bool,
    /// Whether the line goes through it: what step, back and the scrubber move along.
    pub is_on_line: bool,
    /// The places in the palette of the values chosen at its end.
    pub chosen: Vec<usize>,
    /// How it ends, in words; nothing if nothing is chosen or broken.
    pub ending: String,
    /// Whether a property is broken at its end.
    pub is_broken: bool,
    /// Its moments that have names, but for the first one.
    pub named: Vec<NamedMoment>,
}

impl RunRow {
    /// Whether it can be deleted: the first branch can't.
    pub fn can_delete(&self) -> bool {
        self.head != MomentId(0)
    }
}

/// A moment that somebody has named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedMoment {
    /// The moment.
    pub moment: MomentId,
    /// How many steps led to it.
    pub step: usize,
    /// Its name.
    pub name: String,
}

/// More branches than this are not shown: nobody reads them, and a step must stay quick.
const ROWS_MAX: usize = 40;

/// The tree of runs of a history.
pub fn runs(history: &History, terms: Terms) -> Runs {
    let here = history.head_of(history.cursor());
    let mut branches: Vec<Branch> = Vec::new();
    for branch in history.branches() {
        let at = branches.partition_point(|other| other.head < branch.head);
        branches.insert(at, branch);
    }
    let mut rows: Vec<RunRow> = Vec::new();
    for branch in &branches {
        // One place is kept for the branch that is looked at.
        let has_here = branch.head == here || rows.iter().any(|row| row.is_here);
        if rows.len() + usize::from(!has_here) >= ROWS_MAX {
            continue;
        }
        let fork = history.moment(branch.head).parent.map(|fork| history.head_of(fork));
        // A branch whose own branch is not shown stands at the margin.
        let from = rows.iter().position(|row| Some(row.head) == fork);
        let level = from.map_or(0, |from| rows[from].level + 1);
        let after =
            |from: usize| from + 1 + rows[from + 1..].iter().take_while(|row| row.level >= level).count();
        rows.insert(from.map_or(rows.len(), after), row(history, terms, *branch, level, here));
    }
    for (moment, name) in history.names() {
        let head = history.head_of(moment);
        if moment != head
            && let Some(row) = rows.iter_mut().find(|row| row.head == head)
        {
            row.named.push(NamedMoment { moment, step: history.depth(moment), name: name.to_owned() });
        }
    }
    let cursor = history.cursor();
    let cursor_name = history.name(cursor).unwrap_or_default().to_owned();
    Runs { hidden: branches.len() - rows.len(), rows, cursor, cursor_name }
}

fn row(history: &History, terms: Terms, branch: Branch, level: usize, here: MomentId) -> RunRow {
    let Branch { head, leaf } = branch;
    let world = &history.moment(leaf).world;
    let values = world.ledger().chosen_values();
    let is_broken = Property::ALL.into_iter().any(|property| !judge(property, world).holds());
    let first = history.depth(head);
    let length = history.depth(leaf) + 1 - first.max(1);
    let args =
        [("step", Arg::from(first.to_string())), ("count", u32::try_from(length).unwrap_or(u32::MAX).into())];
    let names: Vec<&str> = values.iter().map(|value| value.as_str()).collect();
    let ending = match (is_broken, names.is_empty()) {
        (true, _) => say("runs-broken", &[]),
        (false, true) => String::new(),
        (false, false) => say("chosen-one", &[("value", names.join(", ").into())]),
    };
    RunRow {
        head,
        leaf,
        level,
        name: history.name(head).unwrap_or_default().to_owned(),
        words: step_words(history, terms, head),
        extent: say(if first == 0 { "runs-first" } else { "runs-extent" }, &args),
        is_here: head == here,
        is_on_line: history.is_on_line(head),
        chosen: values.iter().map(|value| value_slot(world, value)).collect(),
        ending,
        is_broken,
        named: Vec::new(),
    }
}

/// What led to a moment, in a few words.
fn step_words(history: &History, terms: Terms, id: MomentId) -> String {
    let moment = history.moment(id);
    match (&moment.step, moment.parent) {
        (Some(step), Some(parent)) => event_words(&history.moment(parent).world, terms, &step.event),
        _ => say("runs-start", &[]),
    }
}

/// What the branch of a moment is called: its name, or how it begins.
pub(super) fn run_title(history: &History, terms: Terms, id: MomentId) -> String {
    let head = history.head_of(id);
    history.name(head).map_or_else(|| step_words(history, terms, head), str::to_owned)
}

/// Two runs side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SideBySide {
    /// What each of the two is called.
    pub titles: [String; 2],
    /// What they have in common, in words.
    pub common: String,
    /// What happened after the fork, step by step.
    pub rows: Vec<PairRow>,
    /// How many more steps there are than rows.
    pub hidden: usize,
    /// Whether they agree again, in words.
    pub agreement: String,
}

/// A step of two runs side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PairRow {
    /// Which step it is, counted from 1 at the start.
    pub step: usize,
    /// What happened in each, and the moment it led to; none where a run has ended.
    pub sides: [Option<(MomentId, String)>; 2],
    /// Whether it is the first difference.
    pub is_first: bool,
}

/// More steps than this are not shown.
const PAIRS_MAX: usize = 60;

/// The runs that lead to two moments, side by side.
pub fn side_by_side(history: &History, terms: Terms, a: MomentId, b: MomentId) -> SideBySide {
    let found = compare(history, a, b);
    let common = history.depth(found.ancestor);
    let length = found.left.len().max(found.right.len());
    let side = |path: &[MomentId], at: usize| path.get(at).map(|&id| (id, step_words(history, terms, id)));
    let row = |at: usize| PairRow {
        step: common + at + 1,
        sides: [side(&found.left, at), side(&found.right, at)],
        is_first: at == 0,
    };
    let title = |id: MomentId| run_title(history, terms, id);
    let count = |count: usize| Arg::from(u32::try_from(count).unwrap_or(u32::MAX));
    let agreement = match found.agreement {
        Some(steps) => say("runs-agree", &[("step", (common + steps).to_string().into())]),
        None => say("runs-agree-never", &[]),
    };
    SideBySide {
        titles: [title(a), title(b)],
        common: say("runs-common", &[("count", count(common))]),
        rows: (0..length.min(PAIRS_MAX)).map(row).collect(),
        hidden: length.saturating_sub(PAIRS_MAX),
        agreement,
    }
}
