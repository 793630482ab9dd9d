//! The breadth-first search through the specification: every state, in one word each.

use super::shape::{Constants, ConstantsError};
use super::steps::{Action, Broken, Steps};
use crate::check::search::{Table, Word};

/// What is searched, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpecOptions {
    /// The constants.
    pub constants: Constants,
    /// Whether states that differ by the names of acceptors and values only count as one.
    pub symmetry: bool,
    /// What is left out.
    pub broken: Broken,
    /// How many states are stored at most.
    pub states_max: usize,
}

/// What a search through the specification came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecReport {
    /// How many different states there are.
    pub distinct: u64,
    /// How many it came to in all, the first one included: TLC's "generated".
    pub generated: u64,
    /// How many states the longest of the shortest runs has: TLC's "depth".
    pub depth: u32,
    /// How many bytes it used.
    pub bytes: u64,
    /// The steps to a state in which two values are chosen, if there is one.
    pub trace: Option<Vec<Action>>,
    /// Whether it was stopped since it may store no more.
    pub is_stopped: bool,
}

/// Searches the specification: until two values are chosen, or there is nothing more to look at, or it is full.
pub fn explore_spec(options: &SpecOptions) -> Result<SpecReport, ConstantsError> {
    options.constants.check()?;
    Ok(if options.constants.bits() <= u64::BITS { explore::<u64>(options) } else { explore::<u128>(options) })
}

fn explore<W: Word>(options: &SpecOptions) -> SpecReport {
    let steps = Steps::new(options.constants, options.broken);
    let named = |state: W| if options.symmetry { steps.canonical(state) } else { state };
    let mut seen = Table::<W>::default();
    // In the order in which they were found, which is by levels: a trace is found by looking through them backwards.
    let mut states = vec![W::ZERO];
    let mut levels = vec![0];
    seen.insert(W::ZERO);
    let mut report =
        SpecReport { distinct: 1, generated: 1, depth: 1, bytes: 0, trace: None, is_stopped: false };
    let mut next = 0;
    let mut bad = None;
    while bad.is_none() && !report.is_stopped && next < states.len() {
        let end = states.len();
        while next < end && bad.is_none() {
            let state = states[next];
            next += 1;
            steps.each(state, |_, after| {
                report.generated += 1;
                let after = named(after);
                if seen.insert(after) {
                    states.push(after);
                    if bad.is_none() && steps.is_inconsistent(after) {
                        bad = Some(after);
                    }
                }
            });
            report.is_stopped = states.len() > options.states_max;
            if report.is_stopped {
                break;
            }
        }
        if states.len() > end {
            report.depth += 1;
            levels.push(end);
        }
    }
    report.distinct = states.len() as u64;
    report.bytes = (seen.bytes() + states.capacity() * size_of::<W>()) as u64;
    report.trace = bad.map(|bad| trace(&steps, &named, &states, &levels, bad));
    report
}

/// The steps that lead to a state: one level back after the other, whichever state there leads on.
fn trace<W: Word>(
    steps: &Steps,
    named: &impl Fn(W) -> W,
    states: &[W],
    levels: &[usize],
    bad: W,
) -> Vec<Action> {
    let mut trace = Vec::new();
    let mut target = bad;
    for level in (0..levels.len() - 1).rev() {
        for &state in &states[levels[level]..levels[level + 1]] {
            let mut action = None;
            steps.each(state, |taken, after| {
                if action.is_none() && named(after) == target {
                    action = Some(taken);
                }
            });
            if let Some(action) = action {
                trace.push(action);
                target = state;
                break;
            }
        }
    }
    trace.reverse();
    trace
}
