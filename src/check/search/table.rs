//! A set of words: what a search has seen.

use super::word::Word;

/// A set of words by open addressing: a word stands where its hash says, or behind.
pub struct Table<W> {
    slots: Vec<W>,
    len: usize,
    has_zero: bool,
}

impl<W: Word> Default for Table<W> {
    fn default() -> Self {
        Table { slots: vec![W::ZERO; 1 << 10], len: 0, has_zero: false }
    }
}

impl<W: Word> Table<W> {
    /// Adds a word; whether it is new.
    #[inline]
    pub fn insert(&mut self, word: W) -> bool {
        if word == W::ZERO {
            // Nought stands for an empty place.
            return !std::mem::replace(&mut self.has_zero, true);
        }
        // Fuller than three quarters, it would be slow.
        if (self.len + 1) * 4 > self.slots.len() * 3 {
            self.grow();
        }
        let is_new = place(&mut self.slots, word);
        self.len += usize::from(is_new);
        is_new
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.len + usize::from(self.has_zero)
    }

    /// How many bytes it takes.
    pub fn bytes(&self) -> usize {
        self.slots.capacity() * size_of::<W>()
    }

    #[cold]
    fn grow(&mut self) {
        let mut larger = vec![W::ZERO; self.slots.len() * 2];
        for &word in self.slots.iter().filter(|word| **word != W::ZERO) {
            place(&mut larger, word);
        }
        self.slots = larger;
    }
}

#[inline]
fn place<W: Word>(slots: &mut [W], word: W) -> bool {
    let mask = slots.len() - 1;
    let mut at = usize::try_from(word.spread() >> 32).unwrap_or(0) & mask;
    loop {
        let slot = slots[at];
        if slot == W::ZERO {
            slots[at] = word;
            return true;
        }
        if slot == word {
            return false;
        }
        at = (at + 1) & mask;
    }
}
