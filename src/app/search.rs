//! Searching the catalogue: every word that is typed must be found, in whichever text.
//!
//! Which parts and scenes a lesson has, the page does not know until somebody searches: a search begins without them, and
//! finds more when they have come. If they can't be had, it goes on without.

use super::{AppState, Page};
use crate::lesson::{CONTENTS_FINGERPRINT, Deck, Entry, learn_contents};

/// What somebody looks for.
pub(super) struct Search {
    /// In small letters.
    words: Vec<String>,
}

/// A lesson or start that is found.
pub(super) struct Found {
    /// The part in which a word stands that the entry itself does not show.
    pub part: Option<&'static str>,
}

impl Search {
    /// Looks for all of these words; for everything if there is none.
    pub fn new(text: &str) -> Self {
        Search { words: text.split_whitespace().map(str::to_ascii_lowercase).collect() }
    }

    /// Whether everything is found.
    pub fn is_for_all(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether every word stands somewhere in these texts.
    pub fn is_in(&self, texts: &[&str]) -> bool {
        self.words.iter().all(|word| texts.iter().any(|text| contains(text, word)))
    }

    /// Whether a lesson or start of this deck is found.
    pub fn finds(&self, entry: Entry, deck: Option<&Deck>) -> Option<Found> {
        let (title, by) = deck.map_or(("", ""), |deck| (deck.title, deck.by));
        let shown = [entry.title, entry.summary, entry.chapter, title, by];
        let mut found = Found { part: None };
        for word in &self.words {
            let is_shown = shown.iter().any(|text| contains(text, word))
                || entry.fails().any(|property| contains(property, word))
                || entry.scenes().any(|id| id.to_ascii_lowercase().starts_with(word));
            if !is_shown {
                let part = entry.parts().find(|part| contains(part, word))?;
                found.part = found.part.or(Some(part));
            }
        }
        Some(found)
    }
}

fn contains(text: &str, word: &str) -> bool {
    text.to_ascii_lowercase().contains(word)
}

/// Where the text of what lessons cover lies, seen from the page. The address changes with the text.
pub fn address_of_contents() -> String {
    ["text/contents.txt?v=", CONTENTS_FINGERPRINT].concat()
}

impl AppState {
    /// Whether what lessons cover is to be fetched: as soon as somebody begins to search.
    pub fn wants_contents(&self) -> bool {
        let is_searching = self.asked_to_search > 0 || !self.wanted.is_empty();
        !self.has_contents && is_searching && matches!(self.page, Page::Home)
    }

    pub(super) fn receive_contents(&mut self, text: Option<&str>) {
        self.has_contents = text.is_some_and(learn_contents);
    }
}
