//! What acceptors accepted, by slots, counted from 0. Copies share what they have in common, since a history keeps every
//! state and every promise carries all of it.

use super::Command;
use crate::protocol::{Ballot, Slots};

/// What was accepted for a slot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Vote {
    /// On which ballot.
    pub ballot: Ballot,
    /// What.
    pub command: Command,
}

/// Entries by slots, counted from 0, of which the first ones may be forgotten.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Logged<T>(Slots<T>);

impl<T> Default for Logged<T> {
    fn default() -> Self {
        Logged(Slots::default())
    }
}

impl<T: Clone> Logged<T> {
    /// What stands in a slot.
    pub fn get(&self, slot: u32) -> Option<&T> {
        self.0.get(slot + 1)
    }

    /// Puts something into a slot, in place of what stood there.
    pub fn set(&mut self, slot: u32, entry: T) {
        self.0.set(slot + 1, entry);
    }

    /// Empties a slot, and says what stood there.
    pub fn take(&mut self, slot: u32) -> Option<T> {
        self.0.take(slot + 1)
    }

    /// Empties all slots below this one.
    pub fn forget_below(&mut self, slot: u32) {
        for slot in (1..=slot).filter(|&slot| self.0.get(slot).is_some()).collect::<Vec<_>>() {
            self.0.take(slot);
        }
    }

    /// Slots with what stands there, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (u32, &T)> {
        self.0.iter().map(|(slot, entry)| (slot - 1, entry))
    }

    /// The slot after the highest one that is taken.
    pub fn end(&self) -> u32 {
        self.0.highest()
    }
}

/// Pvalues by slots; those of one slot in the order in which they were accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pvalues(Logged<Vec<Vote>>);

impl Pvalues {
    /// Adds a pvalue; true if it is new. If only the latest is kept, it replaces what was accepted for its slot.
    pub fn insert(&mut self, slot: u32, vote: Vote, keeps_latest: bool) -> bool {
        let mut votes = self.0.get(slot).cloned().unwrap_or_default();
        if votes.contains(&vote) {
            return false;
        }
        if keeps_latest {
            // A late pvalue of a lower ballot, which only a broken acceptor accepts, takes the place as well.
            votes.clear();
        }
        votes.push(vote);
        self.0.set(slot, votes);
        true
    }

    /// All pvalues, by slots.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (u32, &Vote)> {
        self.0.iter().flat_map(|(slot, votes)| votes.iter().map(move |vote| (slot, vote)))
    }

    /// `pmax`: for each slot the pvalue with the highest ballot.
    pub fn highest(&self) -> impl Iterator<Item = (u32, &Vote)> {
        self.0.iter().filter_map(|(slot, votes)| Some((slot, votes.iter().max_by_key(|vote| vote.ballot)?)))
    }

    /// Forgets the pvalues of slots below this one.
    pub fn forget_below(&mut self, slot: u32) {
        self.0.forget_below(slot);
    }

    /// How many pvalues there are.
    pub fn len(&self) -> usize {
        self.iter().count()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }
}
