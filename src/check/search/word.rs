//! Words that a search stores: fingerprints, or whole states in few bits.

use std::ops::{BitAnd, BitOr, Shl, Shr};

/// A word of bits.
pub trait Word:
    Copy + Ord + BitAnd<Output = Self> + BitOr<Output = Self> + Shl<u32, Output = Self> + Shr<u32, Output = Self>
{
    /// No bit is set.
    const ZERO: Self;
    /// The lowest bit is set.
    const ONE: Self;
    /// How many bits there are.
    const BITS: u32;
    /// The bits well mixed, in 64: the higher half says where the word stands in a table.
    fn spread(self) -> u64;
    /// The lowest 32 bits.
    fn low(self) -> u32;
    /// How many bits are set.
    fn count(self) -> u32;
}

/// 2⁶⁴ divided by the golden ratio (Knuth, volume 3, 6.4): multiplying by it spreads what differs in few bits.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

#[expect(clippy::cast_possible_truncation, reason = "that is what they are for")]
impl Word for u64 {
    const ZERO: Self = 0;
    const ONE: Self = 1;
    const BITS: u32 = u64::BITS;

    #[inline]
    fn spread(self) -> u64 {
        (self ^ (self >> 32)).wrapping_mul(GOLDEN)
    }

    #[inline]
    fn low(self) -> u32 {
        self as u32
    }

    #[inline]
    fn count(self) -> u32 {
        self.count_ones()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "that is what they are for")]
impl Word for u128 {
    const ZERO: Self = 0;
    const ONE: Self = 1;
    const BITS: u32 = u128::BITS;

    #[inline]
    fn spread(self) -> u64 {
        ((self as u64) ^ ((self >> 64) as u64).wrapping_mul(GOLDEN)).spread()
    }

    #[inline]
    fn low(self) -> u32 {
        self as u32
    }

    #[inline]
    fn count(self) -> u32 {
        self.count_ones()
    }
}
