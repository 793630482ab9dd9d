//! How pvalues and what goes with them are written, as the deck "Paxos Made Moderately Complex" does.

use super::notation::Notation;
use super::states::braces;
use crate::protocol::{Ballot, Proposal, SlotEntry, Value};

impl Notation<'_> {
    /// A pvalue: `<0.1, 1, A>`; without a ballot, a proposal: `<1, A>`.
    pub(super) fn pvalue(&self, slot: u32, ballot: Ballot, value: &Value) -> String {
        if ballot == Ballot::UNNUMBERED {
            return format!("<{slot}, {value}>");
        }
        format!("<{}, {slot}, {value}>", self.ballot(ballot))
    }

    /// A pvalue that was chosen or accepted.
    pub fn pvalue_of(&self, slot: u32, proposal: &Proposal) -> String {
        self.pvalue(slot, proposal.ballot, &proposal.value)
    }

    /// Pvalues in a list: `[<0.1, 1, A>]`.
    pub(super) fn pvalues(&self, entries: &[SlotEntry]) -> String {
        list(entries.iter().map(|entry| self.pvalue(entry.slot, entry.round, &entry.value)))
    }

    /// What a p1b says: `0.1, [<0.0, 1, A>]`; of many pvalues the last ones.
    pub(super) fn adoption(&self, ballot: Ballot, reports: &[(u32, Ballot, &Value)]) -> String {
        const SHOWN_MAX: usize = 3;
        let skipped = reports.len().saturating_sub(SHOWN_MAX);
        let more = (skipped > 0).then(|| "…".to_owned());
        let shown = reports[skipped..].iter().map(|&(slot, ballot, value)| self.pvalue(slot, ballot, value));
        format!("{}, {}", self.ballot(ballot), list(more.into_iter().chain(shown)))
    }
}

/// A list: `[A, B]`.
pub(super) fn list(entries: impl Iterator<Item = String>) -> String {
    format!("[{}]", entries.collect::<Vec<_>>().join(", "))
}

/// Names with what they have or gave: `{k1: v1}`.
pub(super) fn pairs(pairs: &[(Value, Value)]) -> String {
    braces(pairs.iter().map(|(name, value)| format!("{name}: {value}")))
}
