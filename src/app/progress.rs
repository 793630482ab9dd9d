//! What is kept in the browser between visits: how far each lesson was read, and the theme.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is kept between visits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Progress {
    /// The furthest stop that was reached in each lesson, and whether it was the last one.
    pub lessons: BTreeMap<String, Reached>,
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
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system is set.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
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
        let reached = self.lessons.entry(slug.to_owned()).or_default();
        reached.stop = reached.stop.max(stop);
        reached.is_done |= stop == last;
        self.latest = Some((slug.to_owned(), stop));
    }
}
