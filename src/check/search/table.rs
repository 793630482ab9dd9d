//! A set of 64-bit words: what a search has seen.

/// A set of words by open addressing: a word stands where its own bits say, or behind.
pub struct Table {
    slots: Vec<u64>,
    len: usize,
    has_zero: bool,
}

impl Default for Table {
    fn default() -> Self {
        Table { slots: vec![0; 1 << 10], len: 0, has_zero: false }
    }
}

impl Table {
    /// Adds a word; whether it is new.
    pub fn insert(&mut self, word: u64) -> bool {
        if word == 0 {
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
        self.slots.capacity() * 8
    }

    fn grow(&mut self) {
        let mut larger = vec![0; self.slots.len() * 2];
        for &word in self.slots.iter().filter(|word| **word != 0) {
            place(&mut larger, word);
        }
        self.slots = larger;
    }
}

fn place(slots: &mut [u64], word: u64) -> bool {
    let mask = slots.len() - 1;
    let mut at = usize::try_from(word & mask as u64).unwrap_or(0);
    loop {
        match slots[at] {
            0 => {
                slots[at] = word;
                return true;
            }
            other if other == word => return false,
            _ => at = (at + 1) & mask,
        }
    }
}
