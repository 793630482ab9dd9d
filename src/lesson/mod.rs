//! Lessons: Markdown files that read like lecture notes and run like tests.
//!
//! A lesson is prose with two kinds of fenced blocks: `run` moves the cluster and says what must be seen, `ask` lets
//! the class predict. [`parse()`] reads one into plain data, [`run()`] plays it and checks every expectation, [`report`]
//! says so for the command line. `docs/lessons.md` is the reference for authors. Nothing here draws, and no lesson
//! brings HTML: prose becomes [`Block`]s.

mod ask;
mod blocks;
mod cursor;
mod document;
mod emphasis;
mod expect;
mod front;
mod inlines;
mod library;
mod markdown;
mod parse;
mod pattern;
mod predicate;
pub mod report;
mod run;
mod script;
mod source;

pub use document::{Block, Choice, Inline, Item, Lesson, Part, Question};
pub use expect::{Expectation, FieldWish, Wish};
pub use library::{BUILT_IN, Deck, Scene, SceneKind, decks, library};
pub use parse::parse;
pub use pattern::{Number, Pattern};
pub use predicate::{Comparison, Predicate};
pub use run::{Run, Stop, examine, run};
pub use script::{Command, Line, Order, Verb};
pub use source::{LessonError, Place};
