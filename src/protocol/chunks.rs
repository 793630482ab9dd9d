//! A list that is kept in many states at once: copies share whole chunks, and a change copies one.

use std::rc::Rc;

/// A list whose copies share what they have in common, by chunks of `N`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Chunks<T, const N: usize> {
    /// All full but the last.
    chunks: Vec<Rc<Vec<T>>>,
}

impl<T, const N: usize> Default for Chunks<T, N> {
    fn default() -> Self {
        Chunks { chunks: Vec::new() }
    }
}

impl<T: Clone, const N: usize> Chunks<T, N> {
    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.chunks.last().map_or(0, |last| (self.chunks.len() - 1) * N + last.len())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.chunks.is_empty()
    }

    /// The entry at a place, if there is one.
    pub fn get(&self, place: usize) -> Option<&T> {
        self.chunks.get(place / N)?.get(place % N)
    }

    /// The entry at a place, to be changed.
    pub fn get_mut(&mut self, place: usize) -> Option<&mut T> {
        Rc::make_mut(self.chunks.get_mut(place / N)?).get_mut(place % N)
    }

    /// Adds an entry at the end.
    pub fn push(&mut self, entry: T) {
        match self.chunks.last_mut() {
            Some(last) if last.len() < N => Rc::make_mut(last).push(entry),
            _ => {
                let mut chunk = Vec::with_capacity(N);
                chunk.push(entry);
                self.chunks.push(Rc::new(chunk));
            }
        }
    }

    /// The entries in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.chunks.iter().flat_map(|chunk| chunk.iter())
    }
}

/// Entries of a log by their sequence numbers, counted from 1; any may be missing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slots<T>(Chunks<Option<T>, 16>);

impl<T> Default for Slots<T> {
    fn default() -> Self {
        Slots(Chunks::default())
    }
}

impl<T: Clone> Slots<T> {
    /// What stands under a sequence number.
    pub fn get(&self, slot: u32) -> Option<&T> {
        self.0.get((slot as usize).checked_sub(1)?)?.as_ref()
    }

    /// Puts something under a sequence number, in place of what stood there.
    pub fn set(&mut self, slot: u32, entry: T) {
        let place = slot as usize - 1;
        while self.0.len() <= place {
            self.0.push(None);
        }
        if let Some(old) = self.0.get_mut(place) {
            *old = Some(entry);
        }
    }

    /// Empties a sequence number, and says what stood there.
    pub fn take(&mut self, slot: u32) -> Option<T> {
        self.get(slot)?;
        self.0.get_mut((slot as usize).checked_sub(1)?)?.take()
    }

    /// The highest sequence number that was ever taken, or 0.
    pub fn highest(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    /// Whether nothing stands anywhere.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The lowest sequence number from this one on under which nothing stands.
    pub fn free_from(&self, slot: u32) -> u32 {
        (slot..=self.highest()).find(|&slot| self.get(slot).is_none()).unwrap_or(slot.max(self.highest() + 1))
    }

    /// Sequence numbers with what stands there, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (u32, &T)> {
        let numbered = (1..=self.highest()).map(|slot| (slot, self.get(slot)));
        numbered.filter_map(|(slot, entry)| Some((slot, entry?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_keep_what_they_had() {
        let mut list: Chunks<u32, 4> = Chunks::default();
        (0..10).for_each(|number| list.push(number));
        let before = list.clone();
        *list.get_mut(5).expect("it is there") = 50;
        list.push(10);
        assert_eq!(before.iter().copied().collect::<Vec<_>>(), (0..10).collect::<Vec<_>>());
        assert_eq!((list.get(5), list.get(10), list.get(11), list.len()), (Some(&50), Some(&10), None, 11));
        assert_eq!((before.len(), before.is_empty(), Chunks::<u32, 4>::default().len()), (10, false, 0));
    }

    #[test]
    fn slots_are_counted_from_one_and_may_be_missing() {
        let mut slots = Slots::default();
        slots.set(3, 'c');
        slots.set(1, 'a');
        assert_eq!((slots.get(0), slots.get(1), slots.get(2), slots.get(4)), (None, Some(&'a'), None, None));
        assert_eq!((slots.highest(), slots.free_from(1), slots.free_from(3)), (3, 2, 4));
        slots.set(3, 'd');
        assert_eq!(slots.iter().collect::<Vec<_>>(), [(1, &'a'), (3, &'d')]);
    }
}
