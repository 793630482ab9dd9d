//! The catalogue on the home page: what it lists, what it says of each lesson, what a search finds.

use paxoscope::app::{Action, AppState, Home, KeyPress, Progress, Reading, Shelf, command_for, home};
use paxoscope::check::{judge, properties};
use paxoscope::lesson::{CONTENTS_TEXT, SceneKind, decks, index, library, report, run, scenes, starts};
use paxoscope::share::{Route, parse_route, write_route};
use paxoscope::sim::World;
use std::collections::BTreeSet;
use std::rc::Rc;

fn all() -> Home {
    home(&Progress::default(), "")
}

/// The titles of what a search finds: lessons, then starts.
fn found(text: &str) -> Vec<String> {
    home(&Progress::default(), text).entries().map(|entry| entry.title.clone()).collect()
}

#[test]
fn every_lesson_and_every_start_is_listed_once() {
    let listed: Vec<Route> = all().entries().map(|entry| entry.route.clone()).collect();
    let mut expected: BTreeSet<String> = index().map(|entry| format!("#/lesson/{}/0", entry.slug)).collect();
    expected.extend(starts().map(|entry| format!("#/start/{}", entry.slug)));
    let clusters = listed.iter().filter(|route| matches!(route, Route::Sandbox(_))).count();
    let addresses: BTreeSet<String> =
        listed.iter().map(write_route).filter(|address| !address.starts_with("#/sandbox")).collect();
    assert_eq!(addresses, expected);
    assert_eq!(listed.len(), expected.len() + clusters);
    assert!(addresses.iter().all(|address| parse_route(address).is_ok()));
}

#[test]
fn every_deck_is_there_with_its_author_and_how_much_of_it_is_covered() {
    let home = all();
    let shown: Vec<_> = home.decks.iter().filter_map(|view| view.deck).map(|deck| deck.key).collect();
    assert_eq!(shown, decks().iter().map(|deck| deck.key).collect::<Vec<_>>());
    let report = report::coverage();
    for view in &home.decks {
        let Some(deck) = view.deck else { continue };
        let is_covered = |line: &&str| {
            let (id, what) = line.split_once("  ").unwrap_or_default();
            deck.scenes().any(|scene| scene == id) && what != "missing"
        };
        assert_eq!(deck.covered as usize, report.text.lines().filter(is_covered).count(), "{}", deck.key);
    }
    assert!(home.decks.last().is_some_and(|view| view.deck.is_none()), "what follows no lecture comes last");
}

/// What the build script read is what the lesson says.
#[test]
fn the_index_knows_chapters_parts_and_scenes() {
    for (lesson, entry) in library().iter().zip(index()) {
        let parts: Vec<&str> = lesson.parts.iter().map(|part| part.title.as_str()).collect();
        assert_eq!(entry.parts().collect::<Vec<_>>(), parts, "{}", lesson.slug);
        assert_eq!(entry.chapter, lesson.chapter.as_deref().unwrap_or_default());
        let scenes: BTreeSet<&str> =
            lesson.parts.iter().flat_map(|part| part.scenes.iter().map(String::as_str)).collect();
        assert_eq!(entry.scenes().collect::<BTreeSet<_>>(), scenes);
        assert_eq!(entry.scenes().count(), scenes.len(), "each once");
    }
}

/// The mark "fails" is what the simulator says of the lesson's end. A lesson that ends with something broken expects it.
#[test]
fn what_fails_at_the_end_of_a_lesson_is_marked() {
    for (lesson, entry) in library().iter().zip(index()) {
        let mut world = World::new(Rc::clone(&lesson.setup));
        for event in run(lesson).expect("it holds").events {
            world.apply(&event).expect("it has just happened");
        }
        let broken: BTreeSet<&str> = properties(&lesson.setup)
            .iter()
            .filter(|property| !judge(**property, &world).holds())
            .map(|property| property.key())
            .collect();
        let marked: BTreeSet<&str> = entry.fails().collect();
        assert_eq!(
            marked, broken,
            "{}: say `expect … broken` of what is broken at the end, and `holds` of what holds again",
            lesson.slug
        );
    }
}

#[test]
fn a_mark_names_the_property_without_its_explanation() {
    let home = home(&Progress::default(), "attempt 1 everybody keeps");
    let fails: Vec<_> = home.entries().flat_map(|entry| entry.fails.clone()).collect();
    assert_eq!(fails, ["3 Durability"]);
}

#[test]
fn lessons_of_a_chapter_stand_together_in_the_order_in_which_they_are_taught() {
    for view in all().decks {
        let titles: BTreeSet<&str> = view.chapters.iter().map(|chapter| chapter.title).collect();
        assert_eq!(titles.len(), view.chapters.len(), "a chapter stands once");
        assert!(
            view.chapters.iter().skip(1).all(|chapter| !chapter.title.is_empty()),
            "no lesson trails behind"
        );
    }
}

#[test]
fn the_catalogue_says_how_far_each_lesson_was_read() {
    let mut state = AppState { shelf: Shelf::full(), ..AppState::new(Progress::default()) };
    for (slug, stop) in [("duel", 3), ("agents", 0), ("one-proposer", 0)] {
        state.reduce(Action::Go(Route::Lesson { slug: slug.to_owned(), stop }));
    }
    state.reduce(Action::Last);
    let home = home(&state.progress, "");
    let reading = |slug: &str| {
        let route = Route::Lesson { slug: slug.to_owned(), stop: 0 };
        home.entries().find(|entry| entry.route == route).and_then(|entry| entry.reading)
    };
    assert_eq!(reading("duel"), Some(Reading::Begun));
    assert_eq!(reading("agents"), Some(Reading::New), "opened, no more");
    assert_eq!(reading("one-proposer"), Some(Reading::Done));
    let marshall = home.decks.iter().find(|view| view.deck.is_some_and(|deck| deck.key == "marshall"));
    assert_eq!(marshall.map(|view| view.read().0), Some(1));
    assert!(home.starts.iter().all(|group| group.starts.iter().all(|start| start.reading.is_none())));
}

#[test]
fn a_search_looks_at_titles_summaries_decks_chapters_scenes_and_parts() {
    assert!(found("two proposers, one value").contains(&"Two proposers, one value".to_owned()));
    assert!(found("CAMPAIGNING").contains(&"Two proposers, one value".to_owned()), "summary, in any letters");
    assert!(found("marshall").contains(&"The duel".to_owned()), "lecturer");
    assert!(found("marshall duel").contains(&"The duel".to_owned()), "words from two texts");
    assert!(found("r-ex2").contains(&"Two proposers, one value".to_owned()), "scene");
    assert!(found("paxos by example").contains(&"Phase 2: who wins?".to_owned()), "deck");
    let home = home(&Progress::default(), "finishes work");
    let hit = home.entries().find(|entry| entry.title == "Phase 2: who wins?").expect("by its part");
    assert_eq!(hit.part, Some("A finishes B's work"));
}

#[test]
fn a_search_finds_starts_and_clusters() {
    assert_eq!(found("3–3–3"), ["Nine acceptors, split 3–3–3", "A crowd"]);
    assert!(found("minority island").contains(&"A minority on an island".to_owned()));
}

#[test]
fn a_search_says_how_much_it_has_found() {
    assert_eq!(all().found, None);
    assert_eq!(home(&Progress::default(), "  ").found, None);
    let hits = home(&Progress::default(), "duel");
    let (lessons, starts) = hits.found.expect("somebody searches");
    assert!(lessons >= 1 && starts >= 2, "{lessons} {starts}");
    assert_eq!((lessons + starts) as usize, hits.entries().count());
    let nothing = home(&Progress::default(), "zebra");
    assert_eq!((nothing.found, nothing.decks.len(), nothing.starts.len()), (Some((0, 0)), 0, 0));
}

/// Every executable scene that is covered is found by its id.
#[test]
fn every_covered_scene_is_found_by_its_id() {
    let covered: BTreeSet<&str> = index().flat_map(|entry| entry.scenes().collect::<Vec<_>>()).collect();
    for scene in scenes().iter().filter(|scene| scene.kind == SceneKind::Executable) {
        assert_eq!(
            covered.contains(scene.id),
            home(&Progress::default(), scene.id)
                .decks
                .iter()
                .any(|view| { view.deck.is_some_and(|deck| deck.scenes().any(|id| id == scene.id)) }),
            "{}",
            scene.id
        );
    }
}

#[test]
fn escape_ends_a_search_and_its_key_begins_one() {
    let mut state = AppState::new(Progress::default());
    let slash = KeyPress { key: "/".to_owned(), ..KeyPress::default() };
    assert_eq!(command_for(&state, &slash, None), Some(Action::AskToSearch));
    state.reduce(Action::AskToSearch);
    assert_eq!(state.asked_to_search, 1);
    state.reduce(Action::Search("duel".to_owned()));
    state.reduce(Action::Close);
    assert_eq!(state.wanted, "");
    let mut lesson = AppState { shelf: Shelf::full(), ..AppState::new(Progress::default()) };
    lesson.reduce(Action::Go(Route::Lesson { slug: "duel".to_owned(), stop: 0 }));
    assert_eq!(command_for(&lesson, &slash, None), None, "in a lesson the key is free");
}

#[test]
fn what_lessons_cover_is_fetched_when_somebody_begins_to_search() {
    for begin in [Action::AskToSearch, Action::Search("d".to_owned())] {
        let mut state = AppState::new(Progress::default());
        assert!(!state.wants_contents(), "the catalogue shows none of it");
        state.reduce(begin);
        assert!(state.wants_contents());
        state.reduce(Action::ReceiveContents(None));
        state.reduce(Action::ReceiveContents(Some("00000000\nduel\t\tA part".to_owned())));
        assert_eq!((state.has_contents, &state.problem), (false, &None), "the search goes on without");
        state.reduce(Action::ReceiveContents(Some(CONTENTS_TEXT.to_owned())));
        assert!(state.has_contents && !state.wants_contents());
    }
}
