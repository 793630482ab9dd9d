//! What a state machine has executed: the state that a client is told, as a sequence that shares its past.

use super::Value;
use std::cmp::Ordering;
use std::rc::Rc;

/// Values in the order in which they were executed. Copies share their past, so a reply can carry the state of a server
/// that has served thousands of requests.
#[derive(Clone, Debug, Default)]
pub struct Sequence(Option<Rc<Link>>);

#[derive(Debug)]
struct Link {
    value: Value,
    before: Sequence,
    length: u32,
    /// Of all values so far: sequences of equal length and digest are the same.
    digest: u64,
}

impl Sequence {
    /// The sequence that goes on with this value.
    #[must_use]
    pub fn then(&self, value: Value) -> Sequence {
        let (length, digest) = (self.len() + 1, mix(self.digest(), value.as_str()));
        Sequence(Some(Rc::new(Link { value, before: self.clone(), length, digest })))
    }

    /// How many values there are.
    pub fn len(&self) -> u32 {
        self.0.as_ref().map_or(0, |link| link.length)
    }

    /// Whether nothing has been executed.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The values, the latest first.
    pub fn latest_first(&self) -> impl Iterator<Item = &Value> {
        self.links().map(|link| &link.value)
    }

    /// The values in order.
    pub fn values(&self) -> Vec<&Value> {
        let mut values: Vec<&Value> = self.latest_first().collect();
        values.reverse();
        values
    }

    /// Whether a value was executed.
    pub fn contains(&self, value: &Value) -> bool {
        self.latest_first().any(|other| other == value)
    }

    /// The sequence as it was when this value had just been executed.
    pub fn through(&self, value: &Value) -> Option<Sequence> {
        let mut rest = self;
        while let Some(link) = &rest.0 {
            if link.value == *value {
                return Some(rest.clone());
            }
            rest = &link.before;
        }
        None
    }

    /// The first so many values.
    #[must_use]
    pub fn first(&self, length: u32) -> Sequence {
        let mut rest = self;
        while let Some(link) = rest.0.as_ref().filter(|link| link.length > length) {
            rest = &link.before;
        }
        rest.clone()
    }

    /// Whether the other one begins with this one.
    pub fn is_prefix_of(&self, other: &Sequence) -> bool {
        other.first(self.len()) == *self
    }

    /// Whether one of the two begins with the other.
    pub fn fits(&self, other: &Sequence) -> bool {
        self.is_prefix_of(other) || other.is_prefix_of(self)
    }

    fn digest(&self) -> u64 {
        self.0.as_ref().map_or(0xcbf2_9ce4_8422_2325, |link| link.digest)
    }

    fn links(&self) -> impl Iterator<Item = &Link> {
        std::iter::successors(self.0.as_deref(), |link| link.before.0.as_deref())
    }
}

/// FNV-1a, with the length of each value so that two can't be taken for one.
fn mix(digest: u64, text: &str) -> u64 {
    let length = u8::try_from(text.len() & 0xff).expect("a byte");
    text.bytes()
        .chain([length])
        .fold(digest, |digest, byte| (digest ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

impl PartialEq for Sequence {
    fn eq(&self, other: &Self) -> bool {
        (self.len(), self.digest()) == (other.len(), other.digest())
    }
}

impl Eq for Sequence {}

impl std::hash::Hash for Sequence {
    fn hash<H: std::hash::Hasher>(&self, hasher: &mut H) {
        (self.len(), self.digest()).hash(hasher);
    }
}

impl PartialOrd for Sequence {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Sequence {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.len(), self.digest()).cmp(&(other.len(), other.digest()))
    }
}

impl FromIterator<Value> for Sequence {
    fn from_iter<I: IntoIterator<Item = Value>>(values: I) -> Self {
        values.into_iter().fold(Sequence::default(), |sequence, value| sequence.then(value))
    }
}

/// One link after the other: dropped through each other, ten thousand of them would need as many frames on the stack.
impl Drop for Sequence {
    fn drop(&mut self) {
        let mut rest = self.0.take();
        while let Some(link) = rest.and_then(|link| Rc::try_unwrap(link).ok()) {
            let mut link = link;
            rest = link.before.0.take();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sequence(text: &str) -> Sequence {
        text.split_whitespace().map(Value::new).collect()
    }

    #[test]
    fn a_sequence_is_its_values_in_order() {
        let both = sequence("m2 m1");
        assert_eq!(both.values(), [&Value::new("m2"), &Value::new("m1")]);
        assert_eq!((both.len(), both.is_empty(), Sequence::default().is_empty()), (2, false, true));
        assert_ne!(both, sequence("m1 m2"));
        assert_ne!(sequence("ab c"), sequence("a bc"));
        assert_eq!(both.through(&Value::new("m2")), Some(sequence("m2")));
        assert_eq!(both.through(&Value::new("m3")), None);
        assert_eq!(both.first(1), sequence("m2"));
    }

    #[test]
    fn prefixes_are_told() {
        assert!(sequence("m2").is_prefix_of(&sequence("m2 m1")));
        assert!(!sequence("m1").is_prefix_of(&sequence("m2 m1")));
        assert!(sequence("m2 m1").fits(&sequence("m2")));
        assert!(!sequence("m2 m1").fits(&sequence("m1")));
        assert!(Sequence::default().fits(&sequence("m1")));
    }

    #[test]
    fn a_long_sequence_is_dropped_without_a_deep_stack() {
        let long: Sequence = (0..200_000).map(|i| Value::new(&i.to_string())).collect();
        let shared = long.clone();
        drop(long);
        assert_eq!(shared.len(), 200_000);
    }
}
