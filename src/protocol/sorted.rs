//! Maps and sets as sorted lists: small ones, of which there are many kinds. Each kind of a tree from the standard
//! library costs the page several kilobytes, and is no faster at the sizes that a run has.

use std::borrow::Borrow;

/// A map by key, in the order of its keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Map<K, V>(Vec<(K, V)>);

/// A set, in the order of its members.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Set<K>(Map<K, ()>);

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Map(Vec::new())
    }
}

impl<K: Ord, V> Map<K, V> {
    fn search<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.0.binary_search_by(|(other, _)| other.borrow().cmp(key))
    }

    /// What stands under a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.search(key).ok().map(|at| &self.0[at].1)
    }

    /// Puts something under a key; what stood there before, if anything did.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.search(&key) {
            Ok(at) => Some(std::mem::replace(&mut self.0[at].1, value)),
            Err(at) => {
                self.0.insert(at, (key, value));
                None
            }
        }
    }

    /// What stands under a key, put there now if nothing did.
    pub fn get_or_insert(&mut self, key: K, value: V) -> &mut V {
        let at = self.search(&key).unwrap_or_else(|at| {
            self.0.insert(at, (key, value));
            at
        });
        &mut self.0[at].1
    }

    /// Takes out what stands under a key.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.search(key).ok().map(|at| self.0.remove(at).1)
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keys with their values, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// The keys in order.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.0.iter().map(|(key, _)| key)
    }

    /// The values in the order of their keys.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }

    /// The values in the order of their keys, without the map.
    pub fn into_values(self) -> impl Iterator<Item = V> {
        self.0.into_iter().map(|(_, value)| value)
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
        let mut map = Map::default();
        for (key, value) in pairs {
            map.insert(key, value);
        }
        map
    }
}

impl<K> Default for Set<K> {
    fn default() -> Self {
        Set(Map::default())
    }
}

impl<K: Ord> Set<K> {
    /// Adds a member; true if it was not in the set before.
    pub fn insert(&mut self, member: K) -> bool {
        self.0.insert(member, ()).is_none()
    }

    /// Takes a member out; true if it was in the set.
    pub fn remove(&mut self, member: &K) -> bool {
        self.0.remove(member).is_some()
    }

    /// Whether this is a member.
    pub fn contains<Q: Ord + ?Sized>(&self, member: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.0.get(member).is_some()
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The members in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &K> {
        self.0.0.iter().map(|(member, ())| member)
    }
}

impl<K> IntoIterator for Set<K> {
    type Item = K;
    type IntoIter = std::iter::Map<std::vec::IntoIter<(K, ())>, fn((K, ())) -> K>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.0.into_iter().map(|(member, ())| member)
    }
}

impl<K: Ord> FromIterator<K> for Set<K> {
    fn from_iter<I: IntoIterator<Item = K>>(members: I) -> Self {
        Set(members.into_iter().map(|member| (member, ())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_keeps_its_keys_in_order_and_each_once() {
        let mut map: Map<u8, char> = [(3, 'c'), (1, 'a'), (2, 'b'), (1, 'z')].into_iter().collect();
        assert_eq!(map.iter().collect::<Vec<_>>(), [(&1, &'z'), (&2, &'b'), (&3, &'c')]);
        assert_eq!((map.insert(2, 'y'), map.insert(0, 'o')), (Some('b'), None));
        assert_eq!((map.get(&2), map.get(&9)), (Some(&'y'), None));
        assert_eq!((map.remove(&3), map.remove(&3)), (Some('c'), None));
        assert_eq!(*map.get_or_insert(1, 'q'), 'z');
        assert_eq!(*map.get_or_insert(5, 'q'), 'q');
        assert_eq!(map.keys().copied().collect::<Vec<_>>(), [0, 1, 2, 5]);
        assert_eq!(map.into_values().collect::<String>(), "ozyq");
    }

    #[test]
    fn a_set_has_each_member_once() {
        let mut set: Set<&str> = ["b", "a", "b"].into_iter().collect();
        assert_eq!((set.len(), set.insert("a"), set.insert("c")), (2, false, true));
        assert_eq!((set.remove(&"b"), set.remove(&"b"), set.contains(&"c")), (true, false, true));
        assert_eq!(set.iter().copied().collect::<String>(), "ac");
        assert!(!set.is_empty());
    }
}
