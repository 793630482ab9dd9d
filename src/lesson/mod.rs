//! Lessons: Markdown files that read like lecture notes and run like tests.
//!
//! A lesson is prose with three kinds of fenced blocks: `run` moves the cluster and says what must be seen, `ask` lets
//! the class predict, `figure` draws what no run shows. [`parse()`] reads one into plain data, [`run()`] plays it and
//! checks every expectation, [`report`] says so for the command line. The page carries an [`index()`] and fetches each
//! lesson when it is opened; [`library()`] has them all, for the command line and tests. `docs/lessons.md` is the
//! reference for authors. Nothing here draws, and no lesson brings HTML: prose becomes [`Block`]s.

mod ask;
mod blocks;
mod contents;
mod cursor;
mod document;
mod emphasis;
mod expect;
mod figure;
mod front;
mod index;
mod inlines;
#[cfg(not(target_family = "wasm"))]
mod library;
mod markdown;
mod parse;
mod pattern;
mod predicate;
mod record;
#[cfg(not(target_family = "wasm"))]
pub mod report;
mod run;
mod script;
mod source;
mod verdict;

#[cfg(not(target_family = "wasm"))]
pub use contents::CONTENTS_TEXT;
pub use contents::{CONTENTS_FINGERPRINT, learn_contents};
pub use document::{Block, Choice, Inline, Item, Lesson, Part, Question};
pub use expect::{Expectation, FieldWish, Wish};
pub use figure::Figure;
pub use index::{Deck, Entry, decks, index, starts};
#[cfg(not(target_family = "wasm"))]
pub use library::{BUILT_IN, BUILT_IN_STARTS, Scene, SceneKind, library, scenes, start_library};
pub use parse::parse;
pub use pattern::{Number, Pattern};
pub use predicate::{Comparison, Predicate};
pub use record::record;
pub use run::{Run, Stop, examine, run};
pub use script::{Command, Line, Order, Verb};
pub use source::{LessonError, Place};
pub use verdict::Verdict;
