//! In which order a module's functions compress best.
//!
//! gzip finds what stood within the last 32 KB. So a function should come soon after those that are like it: next is
//! always the one that has most in common with what was written last.

use std::collections::VecDeque;

/// So many bytes make a piece. Shorter ones stand everywhere and say nothing.
const PIECE: usize = 7;
/// A piece that more functions have than this is near wherever one is.
const FUNCTIONS_MAX: usize = 100;
/// How far gzip looks back, less what it needs for the function itself.
const WINDOW: usize = 30_000;
/// Added to each function's size, so that the smallest do not come first only because little is missing to them.
const SIZE_MIN: usize = 20;

/// The pieces that stand in several functions.
struct Pieces {
    /// Of each function, the pieces.
    of: Vec<Vec<usize>>,
    /// Of each piece, the functions.
    functions: Vec<Vec<usize>>,
}

impl Pieces {
    fn find(bodies: &[&[u8]]) -> Self {
        let mut found: Vec<(&[u8], usize)> = Vec::new();
        for (function, body) in bodies.iter().enumerate() {
            found.extend(body.windows(PIECE).map(|piece| (piece, function)));
        }
        found.sort_unstable();
        found.dedup();
        let mut pieces = Pieces { of: vec![Vec::new(); bodies.len()], functions: Vec::new() };
        for same in found.chunk_by(|a, b| a.0 == b.0) {
            if (2..=FUNCTIONS_MAX).contains(&same.len()) {
                for (_, function) in same {
                    pieces.of[*function].push(pieces.functions.len());
                }
                pieces.functions.push(same.iter().map(|(_, function)| *function).collect());
            }
        }
        pieces
    }
}

/// What was written last.
struct Window<'a> {
    pieces: &'a Pieces,
    functions: VecDeque<(usize, usize)>,
    size: usize,
    /// How often each piece is in it.
    times: Vec<u32>,
    /// How many of its pieces are in it, for each function.
    common: Vec<u64>,
}

impl<'a> Window<'a> {
    fn new(pieces: &'a Pieces) -> Self {
        let (times, common) = (vec![0; pieces.functions.len()], vec![0; pieces.of.len()]);
        Window { pieces, functions: VecDeque::new(), size: 0, times, common }
    }

    fn push(&mut self, function: usize, size: usize) {
        self.functions.push_back((function, size));
        self.size += size;
        for &piece in &self.pieces.of[function] {
            self.times[piece] += 1;
            if self.times[piece] == 1 {
                self.pieces.functions[piece].iter().for_each(|&other| self.common[other] += 1);
            }
        }
        while self.size > WINDOW && self.functions.len() > 1 {
            self.pop();
        }
    }

    fn pop(&mut self) {
        let Some((function, size)) = self.functions.pop_front() else { return };
        self.size -= size;
        for &piece in &self.pieces.of[function] {
            self.times[piece] -= 1;
            if self.times[piece] == 0 {
                self.pieces.functions[piece].iter().for_each(|&other| self.common[other] -= 1);
            }
        }
    }
}

/// The functions with these bodies, by index, in an order in which they compress well. It begins with the largest.
pub fn order(bodies: &[&[u8]]) -> Vec<usize> {
    let pieces = Pieces::find(bodies);
    let mut window = Window::new(&pieces);
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let mut order = Vec::with_capacity(bodies.len());
    let mut next = left.iter().copied().max_by_key(|&function| bodies[function].len());
    while let Some(function) = next {
        left.retain(|&other| other != function);
        order.push(function);
        window.push(function, bodies[function].len());
        // By the square of what is common for each byte: what is large and much the same goes before what is small
        // and wholly the same, which loses less by standing elsewhere.
        let worth = |function: &usize| {
            let size = (bodies[*function].len() + SIZE_MIN) as u64;
            window.common[*function].pow(2) * 1024 / size
        };
        next = left.iter().copied().rev().max_by_key(worth);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_alike_stands_together() {
        let bodies: [&[u8]; 5] =
            [b"abcdefghijkl", b"0123456789", b"abcdefghijklm", b"0123456789.", b"nothing like it"];
        let order = order(&bodies);
        let at = |function: usize| order.iter().position(|&other| other == function).unwrap();
        assert_eq!(order.len(), 5);
        assert_eq!((at(0).abs_diff(at(2)), at(1).abs_diff(at(3))), (1, 1), "{order:?}");
    }
}
