//! How the state of a server on the ladder is written: σ with what was executed, as the deck does.

use super::notation::{Notation, node_label};
use crate::protocol::{Ballot, LearnEntry, NodeId, Sequence, SlotEntry, Value};

/// How many values of a state are written out; of a longer one, the last ones.
const SHOWN_MAX: usize = 9;

impl Notation<'_> {
    /// A state, and whose: σ²¹₂ is what S2 has executed, m2 and then m1. Values with longer numbers are separated, and
    /// values that are no numbers are written out.
    pub fn state(&self, state: &Sequence, server: Option<NodeId>) -> String {
        let latest: Vec<&Value> = state.latest_first().take(SHOWN_MAX).collect();
        let more = if (state.len() as usize) > latest.len() { "…" } else { "" };
        let numbers: Option<Vec<&str>> = latest.iter().rev().map(|value| number(value)).collect();
        let executed = if let Some(numbers) = numbers {
            let dot = if numbers.iter().all(|number| number.len() == 1) { "" } else { "·" };
            raised(&numbers.join(dot))
        } else {
            let values: Vec<&str> = latest.iter().rev().map(|value| value.as_str()).collect();
            format!("({})", values.join(", "))
        };
        let index = server.map(|server| node_label(self.setup.name(server)));
        let index: String =
            index.iter().flat_map(|label| label.chars()).filter(|c| ('₀'..='₉').contains(c)).collect();
        format!("σ{more}{executed}{index}")
    }

    /// States with the servers that told them.
    pub(super) fn states(&self, seen: &[(Sequence, NodeId)]) -> String {
        seen.iter().map(|(state, server)| self.state(state, Some(*server))).collect::<Vec<_>>().join(" ")
    }

    /// Entries by their sequence numbers: `{1:(4,m1), 2:m2}`.
    pub(super) fn slots(&self, entries: &[SlotEntry]) -> String {
        let entry = |entry: &SlotEntry| format!("{}:{}", entry.slot, self.vote(entry.round, &entry.value));
        braces(entries.iter().map(entry))
    }

    /// What was accepted, with its round if there are rounds: `(4,m1)`.
    pub(super) fn vote(&self, round: Ballot, value: &Value) -> String {
        if round == Ballot::UNNUMBERED {
            value.to_string()
        } else {
            format!("({},{value})", self.ballot(round))
        }
    }

    /// Learns by sequence numbers and rounds: `{1@4:S₁+S₂}`.
    pub(super) fn learns(&self, entries: &[LearnEntry]) -> String {
        let entry = |entry: &LearnEntry| {
            let by: Vec<String> = entry.by.iter().map(|node| self.node(node)).collect();
            let round = match entry.round {
                Ballot::UNNUMBERED => String::new(),
                round => format!("@{}", self.ballot(round)),
            };
            format!("{}{round}:{}", entry.slot, by.join("+"))
        };
        braces(entries.iter().filter(|entry| !entry.by.is_empty()).map(entry))
    }
}

/// Requests in the order in which they came: `{m2, m1}`.
pub(super) fn requests(values: &[Value]) -> String {
    braces(values.iter().map(ToString::to_string))
}

pub(super) fn braces(entries: impl Iterator<Item = String>) -> String {
    format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
}

/// The number of a request that is called by one: the 12 of m12.
fn number(value: &Value) -> Option<&str> {
    let digits = value.as_str().strip_prefix('m')?;
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// Digits as superscripts.
fn raised(text: &str) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    text.chars().map(|c| c.to_digit(10).map_or(c, |digit| RAISED[digit as usize])).collect()
}
