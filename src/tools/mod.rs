//! The tools: what a first visit does not need, done in a Web Worker whose module is fetched when something is first asked
//! of it. The page asks in `message.rs`, the worker answers by [`answer()`]; neither knows more of the other.
//!
//! What stands in `answer.rs` and `reading.rs`, and all that they alone use, is in the worker's module and not in the
//! page's. A new tool is an [`Errand`], its words in `message.rs`, and what is done for it in `answer.rs`.

mod answer;
mod check;
mod message;
mod reading;
mod report;

pub use answer::{Begun, answer, begin};
pub use check::{Job, words as words_of_bounds};
pub use message::{
    BUILD, Check, Errand, Picture, Reply, Writing, parse_reply, parse_request, write_reply, write_request,
};
pub use reading::{Unreadable, read_run};
pub use report::{Report, SearchState, parse_report, write_report};
