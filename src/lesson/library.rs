//! The built-in lessons, and the decks whose scenes they bring to life.

use super::{Lesson, parse};
use std::rc::Rc;
use std::sync::LazyLock;

/// A lecturer's deck of slides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deck {
    /// Its key in lessons and links.
    pub key: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Whose it is.
    pub by: &'static str,
    /// Its scenes, in the order of the slides.
    pub scenes: Vec<Scene>,
}

/// A scene of a deck: a slide, or the run that a series of slides shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scene {
    /// Its id, unique among all decks.
    pub id: &'static str,
    /// Whether there is something to run.
    pub kind: SceneKind,
    /// What it is about.
    pub title: &'static str,
}

/// Whether a scene shows a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SceneKind {
    /// It shows a run, so a lesson must expect something of it.
    Executable,
    /// It only says something.
    Concept,
}

/// The sources of the built-in lessons by slug, in the order in which they are taught.
pub const BUILT_IN: [(&str, &str); 5] = [
    ("first-minute", include_str!("../../static/lessons/first-minute.md")),
    ("agents", include_str!("../../static/lessons/agents.md")),
    ("one-proposer", include_str!("../../static/lessons/one-proposer.md")),
    ("two-proposers", include_str!("../../static/lessons/two-proposers.md")),
    ("duel", include_str!("../../static/lessons/duel.md")),
];

thread_local! {
    static LIBRARY: Rc<[Rc<Lesson>]> = BUILT_IN
        .iter()
        .map(|(slug, source)| Rc::new(parse(slug, source).expect("the built-in lessons are tested")))
        .collect();
}

static DECKS: LazyLock<Vec<Deck>> = LazyLock::new(|| read(include_str!("../../static/lessons/scenes.txt")));

/// The built-in lessons, in the order in which they are taught.
pub fn library() -> Rc<[Rc<Lesson>]> {
    LIBRARY.with(Rc::clone)
}

/// The decks, in the order in which they are taught.
pub fn decks() -> &'static [Deck] {
    &DECKS
}

/// Reads the list of scenes, a file of our own: lines `[key] title / author` and `id kind title`.
fn read(scenes: &'static str) -> Vec<Deck> {
    let mut decks: Vec<Deck> = Vec::new();
    for line in scenes.lines().filter(|line| !line.starts_with('#')) {
        if let Some((key, name)) = line.strip_prefix('[').and_then(|line| line.split_once("] ")) {
            let (title, by) = name.split_once(" / ").expect("a deck has an author");
            decks.push(Deck { key, title, by, scenes: Vec::new() });
        } else if let Some((id, rest)) = line.split_once(' ') {
            let (kind, title) = rest.trim_start().split_once(' ').expect("a scene has a title");
            let deck = decks.last_mut().expect("a scene belongs to a deck");
            deck.scenes.push(Scene {
                id,
                kind: if kind == "concept" { SceneKind::Concept } else { SceneKind::Executable },
                title: title.trim_start(),
            });
        }
    }
    decks
}
