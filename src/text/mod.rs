//! Words: the one catalogue of everything the page says, and the notation in which each deck writes numbers.
//!
//! Code elsewhere emits keys and facts; sentences live in `static/text/en/*.ftl`, so that a second language is a
//! second set of files.

mod catalogue;
mod notation;

pub use catalogue::{Arg, has, keys, say, say_as};
pub use notation::{Notation, Terms, node_label};
