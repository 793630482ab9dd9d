//! The index: what the page knows of every lesson and deck before it has fetched any. The build script writes it.

use super::contents::contents;
use std::sync::LazyLock;

/// A lesson, or a start, that can be fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its key in links; no lesson and no start have the same.
    pub slug: &'static str,
    /// Its title.
    pub title: &'static str,
    /// One line about it.
    pub summary: &'static str,
    /// The key of the deck that it follows, or `none`.
    pub deck: &'static str,
    /// The chapter of the deck that it belongs to, or the group of starts; empty for none.
    pub chapter: &'static str,
    /// Whether it is a start: opened at its end in the sandbox, not stepped through.
    pub is_start: bool,
    fails: &'static str,
    /// The key of the construction that runs in it.
    pub protocol: &'static str,
}

/// A lecturer's deck of slides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deck {
    /// Its key in lessons and links.
    pub key: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Whose it is.
    pub by: &'static str,
    /// How many scenes it has.
    pub scene_count: u32,
    /// How many of them the lessons cover.
    pub covered: u32,
}

static LESSONS: &str = include_str!(concat!(env!("OUT_DIR"), "/lessons.txt"));
static STARTS: &str = include_str!(concat!(env!("OUT_DIR"), "/starts.txt"));
static DECKS: LazyLock<Vec<Deck>> = LazyLock::new(|| {
    let decks = include_str!(concat!(env!("OUT_DIR"), "/decks.txt"));
    decks
        .lines()
        .map(|line| {
            let [key, title, by, scenes, covered] = columns(line);
            let count = |digits: &str| digits.parse().unwrap_or_default();
            Deck { key, title, by, scene_count: count(scenes), covered: count(covered) }
        })
        .collect()
});

/// The lessons, in the order in which they are taught.
pub fn index() -> impl Iterator<Item = Entry> {
    LESSONS.lines().map(|line| entry(columns(line)))
}

/// The starts, group by group. Each has its group's key as its chapter.
pub fn starts() -> impl Iterator<Item = Entry> {
    STARTS.lines().map(|line| {
        let (group, line) = line.split_once('\t').unwrap_or_default();
        Entry { chapter: group, is_start: true, ..entry(columns(line)) }
    })
}

fn entry(columns: [&'static str; 7]) -> Entry {
    let [slug, deck, chapter, title, summary, fails, protocol] = columns;
    Entry { slug, title, summary, deck, chapter, is_start: false, fails, protocol }
}

/// The decks, in the order in which they are taught.
pub fn decks() -> &'static [Deck] {
    &DECKS
}

/// The columns of a line, which the build script has written.
pub(super) fn columns<const N: usize>(line: &'static str) -> [&'static str; N] {
    let mut columns = line.split('\t');
    std::array::from_fn(|_| columns.next().unwrap_or_default())
}

/// The pieces between separators; none of nothing.
fn list(text: &'static str, separator: &'static str) -> impl Iterator<Item = &'static str> {
    text.split(separator).filter(|piece| !piece.is_empty())
}

impl Entry {
    /// The lesson or start with this name in addresses.
    pub fn find(slug: &str) -> Option<Self> {
        index().chain(starts()).find(|entry| entry.slug == slug)
    }

    /// The properties, by key, that are broken when it ends.
    pub fn fails(&self) -> impl Iterator<Item = &'static str> + use<> {
        list(self.fails, ",")
    }

    /// The ids of the scenes that it covers, each once; none where they are not known.
    pub fn scenes(&self) -> impl Iterator<Item = &'static str> + use<> {
        list(contents(self.slug)[0], ",")
    }

    /// The titles of its parts; none where they are not known.
    pub fn parts(&self) -> impl Iterator<Item = &'static str> + use<> {
        list(contents(self.slug)[1], " // ")
    }

    /// What the lesson's file is known by: it changes with the lessons. All have one, for their names cost less than
    /// numbers without any order.
    pub fn fingerprint(&self) -> String {
        [env!("PAXOSCOPE_LESSONS"), "-", self.slug].concat()
    }
}

impl Deck {
    /// The ids of its scenes, in the order of the slides. The page counts them only, and does not carry them.
    pub fn scenes(&self) -> impl Iterator<Item = &'static str> + use<> {
        let lines = include_str!(concat!(env!("OUT_DIR"), "/deck_scenes.txt")).lines();
        let key = self.key;
        let line = lines.filter_map(|line| line.split_once('\t')).find(|(deck, _)| *deck == key);
        list(line.map(|(_, scenes)| scenes).unwrap_or_default(), " ")
    }
}
