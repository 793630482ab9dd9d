//! What is kept in the browser between visits: how far each lesson was read, and the theme.

use crate::protocol::Map;
use base64::Engine;
use base64::prelude::BASE64_STANDARD_NO_PAD;
use serde::{Deserialize, Serialize};

/// What is kept between visits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The furthest stop that was reached in each lesson, and whether it was the last one.
    pub lessons: Map<String, Reached>,
    /// The lesson that was open last, and its stop.
    pub latest: Option<(String, usize)>,
    /// The theme.
    pub theme: Theme,
}

/// How far a lesson was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reached {
    /// The furthest stop.
    pub stop: usize,
    /// Whether it was the last one.
    pub is_done: bool,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Theme {
    /// As the system is set.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Progress {
    /// As text, to be kept by the browser. The text is for this version of the page: postcard is positional, so a
    /// field added later goes to the end, and the browser's key for it carries a version.
    pub fn to_text(&self) -> String {
        BASE64_STANDARD_NO_PAD.encode(postcard::to_allocvec(self).unwrap_or_default())
    }

    /// Reads what [`Progress::to_text`] wrote; nothing if it is something else.
    pub fn from_text(text: &str) -> Option<Self> {
        postcard::from_bytes(&BASE64_STANDARD_NO_PAD.decode(text).ok()?).ok()
    }
}

impl Theme {
    /// The theme after this one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::System,
        }
    }

    /// The theme's key in the catalogue and in styles.
    pub fn key(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

impl Progress {
    /// Notes that a stop of a lesson is shown.
    pub(super) fn note(&mut self, slug: &str, stop: usize, last: usize) {
        let reached = self.lessons.get_or_insert(slug.to_owned(), Reached::default());
        reached.stop = reached.stop.max(stop);
        reached.is_done |= stop == last;
        self.latest = Some((slug.to_owned(), stop));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_survives_being_kept() {
        let mut progress = Progress { theme: Theme::Dark, ..Progress::default() };
        progress.note("duel", 7, 40);
        progress.note("agents", 12, 12);
        assert_eq!(Progress::from_text(&progress.to_text()), Some(progress));
    }

    #[test]
    fn what_cannot_be_read_is_nothing() {
        for text in ["", "!", "AAAA====", "{\"theme\":\"dark\"}", "/////////w"] {
            let _ = Progress::from_text(text);
        }
        assert_eq!(Progress::from_text("not base64!"), None);
    }

    /// What a browser has kept must be read by every later version.
    #[test]
    fn golden_progress_is_read() {
        let mut progress = Progress { theme: Theme::Light, ..Progress::default() };
        progress.note("duel", 7, 40);
        assert_eq!(progress.to_text(), "AQRkdWVsBwABBGR1ZWwHAQ");
    }
}
