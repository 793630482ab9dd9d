//! Where a visit starts: the lessons that exist, and how far each was read.

use super::Progress;
use super::progress::Reached;
use crate::lesson::{decks, library, run};
use crate::share::Route;

/// The home page.
#[derive(Clone, Debug, PartialEq)]
pub struct Home {
    /// Where to go on, if a lesson was left in the middle: its title and its address.
    pub resume: Option<(String, Route)>,
    /// The decks that have lessons.
    pub decks: Vec<DeckView>,
    /// Clusters to start from in the sandbox.
    pub starts: Vec<Start>,
}

/// A cluster to start from.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// Its key in the catalogue, behind `start-`.
    pub key: &'static str,
    /// Its address.
    pub address: String,
}

/// The clusters to start from, by key, as they stand in addresses.
const STARTS: [(&str, &str); 5] = [
    ("two-proposers", "proposers=foo:1,bar:2&acceptors=3&learners=1"),
    ("five-acceptors", "proposers=foo:1,bar:2&acceptors=5&learners=2&rejections=answered"),
    ("told-by-proposer", "proposers=foo:8,bar:9&acceptors=3&learners=3&learning=proposer"),
    ("crowd", "proposers=foo:1,bar:2,baz:3&acceptors=9&learners=1&eager=yes"),
    ("split-quorums", "proposers=foo:1,bar:2&acceptors=4&learners=1&quorums=2,2"),
];

/// A deck and its lessons.
#[derive(Clone, Debug, PartialEq)]
pub struct DeckView {
    /// The deck's key; styles draw its picture by it.
    pub key: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Whose lecture it follows.
    pub by: &'static str,
    /// How many scenes the lecture has.
    pub scenes: u32,
    /// Its lessons.
    pub lessons: Vec<LessonEntry>,
}

/// A lesson in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct LessonEntry {
    /// Its title.
    pub title: String,
    /// One line about it.
    pub summary: String,
    /// Where it begins, or where it was left.
    pub route: Route,
    /// How far it was read.
    pub reading: Reading,
}

/// How far a lesson was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Not at all.
    New,
    /// It was left in the middle.
    Begun,
    /// To the end.
    Done,
}

/// The home page, for somebody who has got this far.
pub fn home(progress: &Progress) -> Home {
    let entry = |lesson: &std::rc::Rc<crate::lesson::Lesson>| {
        let reached = progress.lessons.get(&lesson.slug).copied().unwrap_or_default();
        LessonEntry {
            title: lesson.title.clone(),
            summary: lesson.summary.clone(),
            route: Route::Lesson { slug: lesson.slug.clone(), stop: 0 },
            reading: reading(reached),
        }
    };
    let lessons = library();
    let views = decks().iter().map(|deck| DeckView {
        key: deck.key,
        title: deck.title,
        by: deck.by,
        scenes: u32::try_from(deck.scenes.len()).unwrap_or(u32::MAX),
        lessons: lessons.iter().filter(|lesson| lesson.deck == Some(deck)).map(entry).collect(),
    });
    let resume = progress.latest.as_ref().and_then(|(slug, stop)| {
        let lesson = lessons.iter().find(|lesson| lesson.slug == *slug)?;
        let is_done = progress.lessons.get(slug).is_some_and(|reached| reached.is_done);
        // The lesson may have become shorter since.
        let last = run(lesson).ok()?.stops.len() - 1;
        let route = Route::Lesson { slug: slug.clone(), stop: last.min(*stop) };
        (!is_done && *stop > 0).then(|| (lesson.title.clone(), route))
    });
    let starts = STARTS.map(|(key, query)| Start { key, address: format!("#/sandbox?{query}") });
    Home { resume, decks: views.filter(|deck| !deck.lessons.is_empty()).collect(), starts: starts.to_vec() }
}

fn reading(reached: Reached) -> Reading {
    match reached {
        Reached { is_done: true, .. } => Reading::Done,
        Reached { stop: 0, .. } => Reading::New,
        Reached { .. } => Reading::Begun,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::share::parse_route;

    #[test]
    fn what_was_left_beyond_the_end_goes_on_at_the_last_stop() {
        let slug = library()[0].slug.clone();
        let progress = Progress { latest: Some((slug.clone(), 100_000)), ..Progress::default() };
        let (_, route) = home(&progress).resume.expect("it was left in the middle");
        let last = run(&library()[0]).expect("it runs").stops.len() - 1;
        assert_eq!(route, Route::Lesson { slug, stop: last });
    }

    #[test]
    fn every_start_leads_to_a_cluster() {
        for start in home(&Progress::default()).starts {
            assert!(matches!(parse_route(&start.address), Ok(Route::Sandbox(_))), "{}", start.address);
        }
    }
}
