//! How a state of the specification is packed into a word.
//!
//! Everything in a state follows from which messages were sent, and of those from few bits:
//!
//! - an acceptor answers (1b) at most once in a ballot, and what it reports is the vote (2b) of the highest ballot below, for
//!   after its answer it votes in no ballot below any more: one bit;
//! - it votes in a ballot for the one value that was proposed there: one bit;
//! - a ballot has begun (1a) or not: one bit; and one value was proposed in it (2a), or none.
//!
//! `maxBal` is the highest ballot in which an acceptor has answered or voted, `maxVBal` that in which it voted.

/// The constants of the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Constants {
    /// How many acceptors there are.
    pub acceptors: u32,
    /// How many values.
    pub values: u32,
    /// How many ballots: 0, 1, and so on.
    pub ballots: u32,
}

/// Why constants can't be searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConstantsError {
    /// There is none of this.
    Nothing(&'static str),
    /// A state has so many bits, and at most 128 can be stored.
    TooLarge(u32),
}

impl Constants {
    /// Checks that the specification has these constants and states fit.
    pub fn check(&self) -> Result<(), ConstantsError> {
        let all = [("acceptors", self.acceptors), ("values", self.values), ("ballots", self.ballots)];
        if let Some((name, _)) = all.into_iter().find(|(_, count)| *count == 0) {
            return Err(ConstantsError::Nothing(name));
        }
        let bits = all.into_iter().map(|(_, count)| u64::from(count)).fold(1_u64, u64::saturating_mul);
        // Only to keep the sums below from running over.
        if bits > 1_000_000 {
            return Err(ConstantsError::TooLarge(u32::MAX));
        }
        if self.bits() > 128 { Err(ConstantsError::TooLarge(self.bits())) } else { Ok(()) }
    }

    /// How many bits a state has.
    pub fn bits(&self) -> u32 {
        self.acceptors * self.column_bits() + self.ballots * self.ballot_bits()
    }

    /// How many acceptors make a quorum: a majority.
    pub fn quorum(&self) -> u32 {
        self.acceptors / 2 + 1
    }

    /// An acceptor's bits: for each ballot whether it has answered, then whether it has voted.
    pub(super) fn column_bits(&self) -> u32 {
        2 * self.ballots
    }

    /// A ballot's bits: whether it has begun, and the value that was proposed, from 1.
    pub(super) fn ballot_bits(&self) -> u32 {
        1 + self.value_bits()
    }

    /// Enough for every value, and for none.
    pub(super) fn value_bits(&self) -> u32 {
        u32::BITS - self.values.leading_zeros()
    }

    /// Where the bits of an acceptor begin.
    pub(super) fn column(&self, acceptor: u32) -> u32 {
        acceptor * self.column_bits()
    }

    /// Where the bits of a ballot begin.
    pub(super) fn ballot(&self, ballot: u32) -> u32 {
        self.acceptors * self.column_bits() + ballot * self.ballot_bits()
    }
}
