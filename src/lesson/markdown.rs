//! Markdown, as far as lessons use it, into plain data. Raw HTML, images and unsafe links are refused, so nothing
//! that a lesson supplies can reach the page as anything but text.
//!
//! The reader is our own: a Markdown library brings the whole language and its tables along, more code than the rest
//! of a lesson needs. `tests/markdown.rs` holds it against such a library. What it understands means the same as in
//! `CommonMark`; what it leaves out, and how it answers to that, stands in `docs/lessons.md`.

use super::blocks::Blocks;
use super::source::Placed;
use super::{Block, Inline, LessonError};

/// What a lesson's body consists of, in order.
pub(super) enum Piece<'a> {
    /// A heading: a part begins.
    Heading(Placed<'a>, String),
    /// A fenced block in a language: `run`, `ask` or `figure`.
    Fence(Placed<'a>, String),
    /// Prose.
    Prose(Block),
}

/// How deep lists and quotations may nest: more is a mistake, and would exhaust the stack.
pub(super) const DEPTH_MAX: usize = 8;

/// Reads the source from this byte on.
pub(super) fn parse(source: &str, start: usize) -> Result<Vec<Piece<'_>>, LessonError> {
    Blocks::read(source, start)
}

/// Reads text that must be a single paragraph.
pub(super) fn paragraph(text: Placed<'_>) -> Result<Vec<Inline>, LessonError> {
    let mut pieces = parse(text.text, 0).unwrap_or_default();
    match (pieces.pop(), pieces.is_empty()) {
        (Some(Piece::Prose(Block::Paragraph(content))), true) => Ok(content),
        _ => Err(text.complaint("lesson-paragraph")),
    }
}
