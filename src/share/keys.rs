//! The words by which addresses and files name the options of a cluster and what can happen in it.

use crate::protocol::Numbering;
use crate::protocol::synod::{Adoption, Learning, Rejections};
use crate::text::Terms;

/// Words, and what each stands for.
pub(super) type Table<T, const N: usize> = [(&'static str, T); N];

/// How proposal numbers are compared.
pub(super) const NUMBERS: Table<Numbering, 2> = [("pairs", Numbering::Pairs), ("plain", Numbering::Plain)];

/// What an acceptor does with what it refuses.
pub(super) const REJECTIONS: Table<Rejections, 2> =
    [("silent", Rejections::Silent), ("answered", Rejections::Answered)];

/// How learners find out.
pub(super) const LEARNING: Table<Learning, 2> =
    [("direct", Learning::Direct), ("proposer", Learning::ViaProposer)];

/// Which value a proposer proposes.
pub(super) const ADOPTION: Table<Adoption, 4> = [
    ("highest", Adoption::Highest),
    ("own", Adoption::Own),
    ("first", Adoption::First),
    ("most-frequent", Adoption::MostFrequent),
];

/// Whose words are used.
pub(super) const TERMS: Table<Terms, 6> = [
    ("standard", Terms::Standard),
    ("marshall", Terms::Marshall),
    ("javed", Terms::Javed),
    ("helwer", Terms::Helwer),
    ("meling", Terms::Meling),
    ("krishnamurthy", Terms::Krishnamurthy),
];

/// The word for a thing, and its place in the table, which is its number in links.
pub(super) fn word_of<T: PartialEq, const N: usize>(table: &Table<T, N>, thing: &T) -> (usize, &'static str) {
    let place = table.iter().position(|(_, other)| other == thing).expect("every variant is in its table");
    (place, table[place].0)
}

/// What a word stands for.
pub(super) fn named<T: Copy, const N: usize>(table: &Table<T, N>, word: &str) -> Option<T> {
    table.iter().find(|(other, _)| *other == word).map(|(_, thing)| *thing)
}
