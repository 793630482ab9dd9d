//! Words: the one catalogue of everything the page says, and the notation in which each deck writes numbers.
//!
//! Code elsewhere emits keys and facts; sentences live in `static/text/en/*.ftl`, so that a second language is a
//! second set of files.

mod catalogue;
mod marks;
mod notation;
mod pvalues;
mod states;

#[cfg(not(target_family = "wasm"))]
pub use catalogue::RULES_TEXT;
pub use catalogue::{
    Arg, RULES_FINGERPRINT, has, is_in_page, keys, know_all, learn_rules, rules_code, say, say_as,
};
pub use notation::{Notation, Terms, node_label, state_word};
