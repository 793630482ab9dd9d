//! The safety properties of consensus (Paxos Made Simple §2.1), and the promise that carries them.

use crate::protocol::{Ballot, NodeId, Proposal, Value};
use crate::sim::{BrokenPromise, Ledger, World};

/// A property that is shown live.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Property {
    /// Only a single value is chosen.
    Agreement,
    /// Only a value that has been proposed is accepted, and so chosen.
    Validity,
    /// A learner learns only a value that has been chosen.
    LearnedIsChosen,
    /// No acceptor accepts below what it promised (P1a).
    PromisesKept,
}

impl Property {
    /// Every property, in the order in which they are shown.
    pub const ALL: [Property; 4] =
        [Property::Agreement, Property::Validity, Property::LearnedIsChosen, Property::PromisesKept];

    /// The property's key in the text catalogue and in lessons.
    pub fn key(self) -> &'static str {
        match self {
            Property::Agreement => "agreement",
            Property::Validity => "validity",
            Property::LearnedIsChosen => "learned-is-chosen",
            Property::PromisesKept => "promises-kept",
        }
    }
}

/// Whether a property holds of a run so far, and if not, what breaks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Holds,
    /// Two proposals with different values were chosen.
    TwoChosen(Proposal, Proposal),
    /// A value was accepted that nobody proposed.
    NeverProposed(Value),
    /// A node learned a value that was not chosen at that moment.
    LearnedUnchosen(NodeId, Value),
    /// A node accepted below its promise: what it had promised, what it accepted.
    PromiseBroken(NodeId, Ballot, Ballot),
}

impl Verdict {
    /// Whether the property holds.
    pub fn holds(&self) -> bool {
        *self == Verdict::Holds
    }
}

/// Judges one property of the run that led to this world.
pub fn judge(property: Property, world: &World) -> Verdict {
    let ledger = world.ledger();
    match property {
        Property::Agreement => agreement(ledger),
        Property::Validity => validity(ledger),
        Property::LearnedIsChosen => learned_is_chosen(ledger),
        Property::PromisesKept => promises_kept(ledger),
    }
}

fn agreement(ledger: &Ledger) -> Verdict {
    let Some(first) = ledger.chosen.first() else {
        return Verdict::Holds;
    };
    let other = ledger.chosen.iter().find(|choice| choice.proposal.value != first.proposal.value);
    other.map_or(Verdict::Holds, |other| Verdict::TwoChosen(first.proposal.clone(), other.proposal.clone()))
}

fn validity(ledger: &Ledger) -> Verdict {
    let mut values = ledger.acceptances.keys().map(|proposal| &proposal.value);
    let stray = values.find(|&value| !ledger.proposed.contains(value));
    stray.map_or(Verdict::Holds, |value| Verdict::NeverProposed(value.clone()))
}

fn learned_is_chosen(ledger: &Ledger) -> Verdict {
    let premature = ledger.learned.iter().find(|learning| !learning.was_chosen);
    premature
        .map_or(Verdict::Holds, |learning| Verdict::LearnedUnchosen(learning.node, learning.value.clone()))
}

fn promises_kept(ledger: &Ledger) -> Verdict {
    let broken = |b: &BrokenPromise| Verdict::PromiseBroken(b.node, b.promised, b.accepted);
    ledger.broken_promises.first().map_or(Verdict::Holds, broken)
}
