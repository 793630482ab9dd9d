//! All lessons and scenes in full, for the command line and for tests. The page doesn't carry them: it knows the index
//! and fetches what is opened.

use super::{Lesson, parse};
use std::rc::Rc;

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

/// The sources of the lessons by slug, in the order in which they are taught: `static/lessons.txt` lists them.
pub const BUILT_IN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/library.rs"));

/// The sources of the starts by slug, in the order of `static/starts.txt`.
pub const BUILT_IN_STARTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/start_library.rs"));

thread_local! {
    static LIBRARY: Rc<[Rc<Lesson>]> = read(BUILT_IN);
    static START_LIBRARY: Rc<[Rc<Lesson>]> = read(BUILT_IN_STARTS);
}

fn read(sources: &[(&str, &str)]) -> Rc<[Rc<Lesson>]> {
    let lesson =
        |(slug, source): &(&str, &str)| parse(slug, source).expect("the built-in lessons are tested");
    sources.iter().map(|source| Rc::new(lesson(source))).collect()
}

/// The starts, group by group.
pub fn start_library() -> Rc<[Rc<Lesson>]> {
    START_LIBRARY.with(Rc::clone)
}

/// The lessons, in the order in which they are taught.
pub fn library() -> Rc<[Rc<Lesson>]> {
    LIBRARY.with(Rc::clone)
}

/// The scenes of all decks, in their order. They are lines `id kind title` of a file of ours.
pub fn scenes() -> Vec<Scene> {
    let lines = include_str!("../../static/scenes.txt").lines();
    let scenes = lines.filter(|line| !line.starts_with(['#', '[']) && !line.is_empty());
    let scene = |line: &'static str| {
        let (id, rest) = line.split_once(' ').expect("a scene has a kind");
        let (kind, title) = rest.trim_start().split_once(' ').expect("a scene has a title");
        let kind = if kind == "concept" { SceneKind::Concept } else { SceneKind::Executable };
        Scene { id, kind, title: title.trim_start() }
    };
    scenes.map(scene).collect()
}
