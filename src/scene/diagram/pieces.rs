//! A drawing of a diagram in pieces. A step changes what is near it: the message that arrives, those on their way,
//! what holds until now. All else has come to rest, and what came to rest within the same few steps is one piece, which
//! is the same in the next drawing, so that the page can pass over it as a whole.

use crate::scene::drawing::Part;

/// How many steps come to rest in one piece. Fewer make more pieces to compare, more make the piece that grows larger.
pub(super) const STEPS: usize = 8;

/// Parts of a drawing that change together, those behind first.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Tells it apart from the others; those behind have smaller ones.
    pub key: u64,
    /// Its parts.
    pub parts: Vec<Part>,
}

/// The layers between which nothing may change places: the ground, what holds of nodes, messages, values and signs.
fn layer(part: &Part) -> u64 {
    match part.key >> 48 {
        1..=3 => 0,
        4 | 5 | 7 => 1,
        16 => 2,
        _ => 3,
    }
}

/// A drawing's parts in pieces.
pub fn pieces(parts: Vec<Part>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for part in parts {
        // What still changes is in front of its layer, where it hides nothing.
        let block = part.rest.map_or(u64::from(u32::MAX), |step| (step / STEPS) as u64);
        let key = (layer(&part) << 32) | block;
        let at = pieces.partition_point(|piece| piece.key < key);
        if pieces.get(at).is_none_or(|piece| piece.key != key) {
            pieces.insert(at, Piece { key, parts: Vec::new() });
        }
        pieces[at].parts.push(part);
    }
    pieces
}
