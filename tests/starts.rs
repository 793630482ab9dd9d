//! Starts: what they expect holds, they open at their end with their past, and what is kept of them.

use paxoscope::app::{Action, AppState, Page, Problem, Progress, Shelf};
use paxoscope::check::{judge, properties};
use paxoscope::lesson::{BUILT_IN_STARTS, Entry, report, run, start_library, starts};
use paxoscope::scene;
use paxoscope::share::{Route, pack_lesson, parse_route, write_route};
use paxoscope::text;

fn start(slug: &str) -> Route {
    Route::Start { slug: slug.to_owned() }
}

/// A visit that begins at a start.
fn at(slug: &str) -> AppState {
    let mut state = AppState { shelf: Shelf::full(), ..AppState::new(Progress::default()) };
    state.reduce(Action::Go(start(slug)));
    assert_eq!(state.problem, None, "{slug}");
    state
}

#[test]
fn the_starts_hold() {
    let report = report::check_starts(BUILT_IN_STARTS);
    assert_eq!(report.text, "44 starts, 593 steps, 130 expectations: all hold");
    assert!(report.holds);
}

#[test]
fn a_start_of_another_shape_is_reported() {
    let head = "---\ntitle: T\nsummary: S\nproposers: A\nacceptors: top\n---\n";
    let run = "```run\ncrash top\n```\n";
    let asks = "```ask\nIs it?\n+ yes\n- no\n= So.\n```\n";
    for body in [
        "## P\n\nonly prose\n".to_owned(),
        format!("## P\n{run}"),
        format!("## P\nx\n{run}## Q\n"),
        format!("## P\nx\n{run}{asks}"),
    ] {
        let report = report::check_starts(&[("odd.md", &format!("{head}{body}"))]);
        assert!(!report.holds && report.text.starts_with("odd.md: a start has one part"), "{}", report.text);
    }
    assert!(report::check_starts(&[("fine.md", &format!("{head}## P\nx\n{run}"))]).holds);
}

#[test]
fn the_index_of_starts_says_what_they_say() {
    let library = start_library();
    let said: Vec<_> = library
        .iter()
        .map(|start| (start.slug.as_str(), start.title.as_str(), start.summary.as_str()))
        .collect();
    let listed: Vec<_> = starts().map(|entry| (entry.slug, entry.title, entry.summary)).collect();
    assert_eq!(listed, said);
    assert!(listed.len() >= 24);
    for entry in starts() {
        assert!(text::has(&format!("starts-{}", entry.chapter)), "{}", entry.chapter);
        assert_eq!(Entry::find(entry.slug), Some(entry));
        assert!(Shelf::address(&entry).starts_with(&format!("lessons/{}.txt?v=", entry.slug)));
    }
}

#[test]
fn a_start_opens_at_its_end_and_back_shows_how_it_came_about() {
    for lesson in start_library().iter() {
        let mut state = at(&lesson.slug);
        assert_eq!(state.route(), start(&lesson.slug));
        assert_eq!(parse_route(&write_route(&state.route())), Ok(state.route()));
        let history = &state.session().expect("a run").history;
        let steps = history.len() - 1;
        assert_eq!((history.position(), history.line().len()), (steps, steps + 1), "{}", lesson.slug);
        state.reduce(Action::Back);
        assert_eq!(state.session().expect("a run").history.position(), steps - 1);
        state.reduce(Action::First);
        assert_eq!(state.session().expect("a run").history.position(), 0);
        assert_eq!(state.to_save(), None, "it was only looked at");
        assert_eq!(state.route(), start(&lesson.slug));
    }
}

/// What the list says of a start is so in the world at its end.
#[test]
fn what_fails_at_the_end_of_a_start_is_said() {
    for entry in starts() {
        let state = at(entry.slug);
        let world = state.session().expect("a run").history.world().clone();
        let broken: Vec<&str> = properties(world.setup())
            .iter()
            .filter(|property| !judge(**property, &world).holds())
            .map(|property| property.key())
            .collect();
        assert_eq!(entry.fails().collect::<Vec<_>>(), broken, "{}", entry.slug);
    }
}

#[test]
fn where_nothing_can_go_on_the_page_says_why() {
    let why = |slug: &str| {
        let state = at(slug);
        let standstill = scene::safety(&state.session().expect("a run").view()).standstill;
        standstill.map(|standstill| (standstill.short, standstill.words))
    };
    let (short, words) = why("majority-crash").expect("a standstill");
    assert_eq!(short, "2 of 5 up, 3 needed");
    assert!(words.starts_with("Only 2 of 5 that vote are up; 3 are needed"), "{words}");
    let (short, words) = why("partition-3-3-3").expect("a standstill");
    assert_eq!(short, "3 of 9 in reach, 5 needed");
    assert!(words.starts_with("No proposer reaches more than 3 of 9"), "{words}");
    assert_eq!(why("even-cluster").expect("a standstill").0, "2 of 4 in reach, 3 needed");
    assert_eq!(why("single-acceptor").expect("a standstill").0, "0 of 1 up, 1 needed");
    for slug in ["minority-crash", "minority-island", "stale-leader-returns", "nine-four-down"] {
        assert_eq!(why(slug), None, "{slug}");
    }
    let mut state = at("leader-dies-before");
    let b = state.session().expect("a run").history.world().setup().node_named("B").expect("B");
    state.reduce(Action::Do(paxoscope::sim::Event::Crash(b)));
    let standstill =
        scene::safety(&state.session().expect("a run").view()).standstill.expect("nobody proposes");
    assert_eq!(standstill.short, "nobody proposes");
}

#[test]
fn a_run_of_ones_own_from_a_start_is_kept_and_comes_back() {
    let mut state = at("lost-success");
    state.reduce(Action::Step);
    let saved = state.to_save().expect("something to lose");
    let mut later = AppState { shelf: Shelf::full(), ..AppState::new(Progress::default()) };
    later.take_up(&saved);
    assert_eq!(later.kept.latest_run().map(|(route, _)| route), Some(start("lost-success")));
    later.reduce(Action::Go(start("lost-success")));
    assert_eq!(later.to_save(), Some(saved.clone()));
    // A run that begins otherwise is not this start's: it was rewritten since.
    let mut other = AppState { shelf: Shelf::full(), ..AppState::new(Progress::default()) };
    other.take_up(&saved.replace("lost-success", "two-routes"));
    assert_eq!(other.kept.latest_run(), None);
}

#[test]
fn a_start_that_was_only_looked_at_is_no_run_to_continue() {
    let mut state = at("duel-begins");
    state.reduce(Action::Go(Route::Home));
    assert_eq!(state.kept.latest_run(), None);
    state.reduce(Action::Go(start("duel-begins")));
    state.reduce(Action::Step);
    state.reduce(Action::Go(Route::Home));
    assert_eq!(state.kept.latest_run().map(|(route, _)| route), Some(start("duel-begins")));
}

#[test]
fn a_new_cluster_is_no_longer_the_start_and_undo_brings_it_back() {
    let mut state = at("duel-begins");
    let setup = (**state.session().expect("a run").history.world().setup()).clone();
    state.reduce(Action::Rebuild(setup.clone()));
    assert_eq!(state.route(), Route::Sandbox(setup));
    state.reduce(Action::Undo);
    assert_eq!(state.route(), start("duel-begins"));
}

#[test]
fn what_is_no_start_is_said() {
    let mut state = AppState { shelf: Shelf::full(), ..AppState::new(Progress::default()) };
    for slug in ["nowhere", "duel"] {
        state.reduce(Action::Go(start(slug)));
        assert_eq!(state.problem, Some(Problem::NoSuchStart(slug.to_owned())));
        assert!(state.problem.as_ref().is_some_and(Problem::is_about_address));
    }
    state.reduce(Action::Go(Route::Lesson { slug: "duel-begins".to_owned(), stop: 0 }));
    assert_eq!(state.problem, Some(Problem::NoSuchLesson("duel-begins".to_owned())));
    assert!(matches!(state.page, Page::Home));
}

#[test]
fn a_start_is_fetched_when_it_is_opened() {
    let mut state = AppState::new(Progress::default());
    state.reduce(Action::Go(start("duel-begins")));
    assert_eq!(state.shelf.missing().map(|entry| entry.slug), Some("duel-begins"));
    let starts = start_library();
    let lesson = starts.iter().find(|lesson| lesson.slug == "duel-begins").expect("a start");
    let entry = Entry::find("duel-begins").expect("it is in the list");
    let text = pack_lesson(lesson, &run(lesson).expect("it holds"), &entry.fingerprint());
    state.reduce(Action::Receive { slug: "duel-begins".to_owned(), text: Some(text) });
    assert_eq!((state.route(), state.problem.clone()), (start("duel-begins"), None));
}
