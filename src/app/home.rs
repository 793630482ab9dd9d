//! Where a visit starts: the catalogue of decks, lessons and starts, how far each was read, and what a search finds.

use super::Progress;
use super::progress::Reached;
use super::search::Search;
use crate::lesson::{Deck, Entry, decks, index, starts};
use crate::share::{Route, parse_route};
use crate::text::say;

/// The home page.
#[derive(Clone, Debug, PartialEq)]
pub struct Home {
    /// Where to go on, if a lesson was left in the middle: its title and its address.
    pub resume: Option<(&'static str, Route)>,
    /// The decks, and at their end what belongs to none. A search leaves out those in which it finds nothing.
    pub decks: Vec<DeckView>,
    /// Runs to start from in the sandbox, by group; of these too a search leaves out what it does not find.
    pub starts: Vec<StartGroup>,
    /// How many lessons and how many starts a search has found; nothing if nobody searches.
    pub found: Option<(u32, u32)>,
}

/// The lesson that a first visit begins with.
pub const FIRST_LESSON: &str = "first-minute";

/// Starts of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct StartGroup {
    /// Its key in the catalogue, behind `starts-`.
    pub key: &'static str,
    /// The starts.
    pub starts: Vec<HomeEntry>,
}

/// The group of bare clusters.
const BY_HAND: &str = "by-hand";

/// The clusters to start from, by key, as they stand in addresses.
const CLUSTERS: [(&str, &str); 5] = [
    ("two-proposers", "proposers=foo:1,bar:2&acceptors=3&learners=1"),
    ("five-acceptors", "proposers=foo:1,bar:2&acceptors=5&learners=2&rejections=answered"),
    ("told-by-proposer", "proposers=foo:8,bar:9&acceptors=3&learners=3&learning=proposer"),
    ("crowd", "proposers=foo:1,bar:2,baz:3&acceptors=9&learners=1&eager=yes"),
    ("split-quorums", "proposers=foo:1,bar:2&acceptors=4&learners=1&quorums=2,2"),
];

/// A deck and its lessons.
#[derive(Clone, Debug, PartialEq)]
pub struct DeckView {
    /// The deck; nothing where lessons stand that follow none.
    pub deck: Option<&'static Deck>,
    /// Its chapters, in the order of the lessons.
    pub chapters: Vec<Chapter>,
}

/// Lessons that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter {
    /// Its title; empty for lessons that are in no chapter.
    pub title: &'static str,
    /// Its lessons.
    pub lessons: Vec<HomeEntry>,
}

/// A lesson or a start in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct HomeEntry {
    /// Its title.
    pub title: String,
    /// One line about it.
    pub summary: String,
    /// Where it begins.
    pub route: Route,
    /// How far it was read; of a start there is nothing to say.
    pub reading: Option<Reading>,
    /// What is broken at its end, in words.
    pub fails: Vec<String>,
    /// The part in which a search has found something that stands in neither title nor summary.
    pub part: Option<&'static str>,
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

impl Home {
    /// All that is listed, in order.
    pub fn entries(&self) -> impl Iterator<Item = &HomeEntry> {
        let lessons = self.decks.iter().flat_map(DeckView::lessons);
        lessons.chain(self.starts.iter().flat_map(|group| &group.starts))
    }
}

impl DeckView {
    /// Its lessons.
    pub fn lessons(&self) -> impl Iterator<Item = &HomeEntry> {
        self.chapters.iter().flat_map(|chapter| &chapter.lessons)
    }

    /// How many of its lessons were read to the end, and how many there are.
    pub fn read(&self) -> (u32, u32) {
        let done = self.lessons().filter(|lesson| lesson.reading == Some(Reading::Done));
        (count(done), count(self.lessons()))
    }
}

/// The home page, for somebody who has got this far and looks for this; for all where that is empty.
pub fn home(progress: &Progress, wanted: &str) -> Home {
    let search = Search::new(wanted);
    let decks = decks().iter().map(Some).chain([None]).map(|deck| deck_view(deck, progress, &search));
    // A deck without lessons is there, and says so; a search does not find it.
    let is_shown =
        |view: &DeckView| !view.chapters.is_empty() || (search.is_for_all() && view.deck.is_some());
    let mut home = Home {
        resume: resume(progress),
        decks: decks.filter(is_shown).collect(),
        starts: start_groups(&search),
        found: None,
    };
    if !search.is_for_all() {
        let lessons = count(home.decks.iter().flat_map(DeckView::lessons));
        home.found = Some((lessons, count(home.entries()) - lessons));
    }
    home
}

fn count<T>(things: impl Iterator<Item = T>) -> u32 {
    u32::try_from(things.count()).unwrap_or(u32::MAX)
}

fn resume(progress: &Progress) -> Option<(&'static str, Route)> {
    let (slug, stop) = progress.latest.as_ref()?;
    let lesson = Entry::find(slug).filter(|entry| !entry.is_start)?;
    let is_done = progress.lessons.get(slug).is_some_and(|reached| reached.is_done);
    let route = Route::Lesson { slug: slug.clone(), stop: *stop };
    (!is_done && *stop > 0).then_some((lesson.title, route))
}

fn deck_view(deck: Option<&'static Deck>, progress: &Progress, search: &Search) -> DeckView {
    let key = deck.map_or("none", |deck| deck.key);
    let mut view = DeckView { deck, chapters: Vec::new() };
    for entry in index().filter(|entry| entry.deck == key) {
        let Some(mut lesson) = listed(entry, deck, search) else { continue };
        lesson.reading = Some(reading(progress.lessons.get(entry.slug).copied().unwrap_or_default()));
        match view.chapters.iter_mut().find(|chapter| chapter.title == entry.chapter) {
            Some(chapter) => chapter.lessons.push(lesson),
            None => view.chapters.push(Chapter { title: entry.chapter, lessons: vec![lesson] }),
        }
    }
    view
}

/// A lesson or start as it is listed, if the search finds it.
fn listed(entry: Entry, deck: Option<&Deck>, search: &Search) -> Option<HomeEntry> {
    let part = search.finds(entry, deck)?.part;
    let slug = entry.slug.to_owned();
    // Up to the colon stands its name.
    let name = |key: &str| {
        let words = say(&format!("property-{key}"), &[]);
        words.split(':').next().unwrap_or_default().to_owned()
    };
    Some(HomeEntry {
        title: entry.title.to_owned(),
        summary: entry.summary.to_owned(),
        route: if entry.is_start { Route::Start { slug } } else { Route::Lesson { slug, stop: 0 } },
        reading: None,
        fails: entry.fails().map(name).collect(),
        part,
    })
}

fn start_groups(search: &Search) -> Vec<StartGroup> {
    let mut groups: Vec<StartGroup> = Vec::new();
    let prepared = starts().filter_map(|entry| Some((entry.chapter, listed(entry, None, search)?)));
    let clusters = CLUSTERS.into_iter().filter_map(|(key, query)| {
        let entry = HomeEntry {
            title: say(&format!("start-{key}"), &[]),
            summary: say(&format!("start-{key}-summary"), &[]),
            route: parse_route(&format!("sandbox?{query}")).ok()?,
            reading: None,
            fails: Vec::new(),
            part: None,
        };
        search.is_in(&[&entry.title, &entry.summary]).then_some((BY_HAND, entry))
    });
    for (key, entry) in prepared.chain(clusters) {
        match groups.iter_mut().find(|group| group.key == key) {
            Some(group) => group.starts.push(entry),
            None => groups.push(StartGroup { key, starts: vec![entry] }),
        }
    }
    groups
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

    #[test]
    fn every_cluster_can_be_started_from() {
        let home = home(&Progress::default(), "");
        let by_hand = home.starts.iter().find(|group| group.key == BY_HAND).expect("the group");
        assert_eq!(by_hand.starts.len(), CLUSTERS.len());
    }
}
