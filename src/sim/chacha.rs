//! `ChaCha` with eight rounds, the stream cipher by Daniel J. Bernstein, as a source of numbers that look like chance.
//!
//! Written for size: only a few numbers are drawn of each stream, and `rand_chacha`, which the test compares it with,
//! computes four blocks at once.

/// A stream of numbers.
pub(super) struct ChaCha8 {
    /// Constants, key, number of the next block, number of the stream.
    state: [u32; 16],
    /// The latest block.
    block: [u32; 16],
    /// How many of its words were drawn.
    drawn: usize,
}

/// "expand 32-byte k".
const CONSTANTS: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// The words of each quarter round: columns, then diagonals.
const QUARTERS: [[usize; 4]; 8] = [
    [0, 4, 8, 12],
    [1, 5, 9, 13],
    [2, 6, 10, 14],
    [3, 7, 11, 15],
    [0, 5, 10, 15],
    [1, 6, 11, 12],
    [2, 7, 8, 13],
    [3, 4, 9, 14],
];

impl ChaCha8 {
    /// The stream of this number under a key.
    pub fn new(key: [u32; 8], stream: u32) -> Self {
        let mut state = [0; 16];
        state[..4].copy_from_slice(&CONSTANTS);
        state[4..12].copy_from_slice(&key);
        state[14] = stream;
        ChaCha8 { state, block: [0; 16], drawn: 16 }
    }

    /// The next number.
    pub fn next_u32(&mut self) -> u32 {
        if self.drawn == self.block.len() {
            self.refill();
        }
        self.drawn += 1;
        self.block[self.drawn - 1]
    }

    fn refill(&mut self) {
        self.block = self.state;
        for _ in 0..4 {
            for [a, b, c, d] in QUARTERS {
                for (sum, with, mixed, turn) in [(a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)] {
                    self.block[sum] = self.block[sum].wrapping_add(self.block[with]);
                    self.block[mixed] = (self.block[mixed] ^ self.block[sum]).rotate_left(turn);
                }
            }
        }
        for (word, before) in self.block.iter_mut().zip(self.state) {
            *word = word.wrapping_add(before);
        }
        // More blocks than this word can count are drawn of no stream.
        self.state[12] = self.state[12].wrapping_add(1);
        self.drawn = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::{Rng, SeedableRng};

    #[test]
    fn it_is_the_stream_of_rand_chacha() {
        for (key, stream) in [([0; 8], 0), ([1, 2, 3, 4, 5, 6, 7, 8], 9), ([u32::MAX; 8], u32::MAX)] {
            let mut bytes = [0; 32];
            for (place, word) in bytes.chunks_exact_mut(4).zip(key) {
                place.copy_from_slice(&word.to_le_bytes());
            }
            let mut theirs = ChaCha8Rng::from_seed(bytes);
            theirs.set_stream(u64::from(stream));
            let mut ours = ChaCha8::new(key, stream);
            for _ in 0..200 {
                assert_eq!(ours.next_u32(), theirs.next_u32());
            }
        }
    }
}
