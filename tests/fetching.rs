//! Lessons that are fetched: what is looked at while one is on its way, and what happens when it comes, or does not.

use paxoscope::app::{Action, AppState, Page, Problem, Progress, Shelf, home};
use paxoscope::lesson::{Entry, Item, Question, library, run};
use paxoscope::share::{Route, pack_lesson, unpack_lesson};
use paxoscope::sim::{Event, MsgId};

/// A lesson as the page fetches it.
fn source(slug: &str) -> String {
    let lesson = library().iter().find(|lesson| lesson.slug == slug).cloned().expect("a lesson");
    let entry = Entry::find(slug).expect("a lesson");
    pack_lesson(&lesson, &run(&lesson).expect("it holds"), &entry.fingerprint())
}

fn lesson(slug: &str, stop: usize) -> Route {
    Route::Lesson { slug: slug.to_owned(), stop }
}

/// A visit that begins at an address.
fn visit(route: Route) -> AppState {
    let mut state = AppState::new(Progress::default());
    state.reduce(Action::Go(route));
    state
}

fn receive(state: &mut AppState, slug: &str, text: Option<String>) {
    state.reduce(Action::Receive { slug: slug.to_owned(), text });
}

fn missing(state: &AppState) -> Option<&'static str> {
    state.shelf.missing().map(|entry| entry.slug)
}

#[test]
fn a_lesson_opens_when_its_text_comes() {
    for route in [lesson("duel", 7), Route::Explore { slug: "duel".to_owned(), stop: 7 }] {
        let mut state = visit(route.clone());
        assert!(matches!(state.page, Page::Home), "what was looked at stays until then");
        assert_eq!(state.shelf.awaited(), Some(&route));
        assert_eq!(missing(&state), Some("duel"));
        receive(&mut state, "duel", Some(source("duel")));
        assert_eq!((state.route(), state.problem.clone()), (route, None));
        assert_eq!((state.shelf.awaited(), missing(&state)), (None, None));
    }
}

#[test]
fn a_lesson_is_fetched_once() {
    let mut state = visit(lesson("duel", 7));
    receive(&mut state, "duel", Some(source("duel")));
    state.reduce(Action::Go(Route::Home));
    state.reduce(Action::Go(Route::Explore { slug: "duel".to_owned(), stop: 3 }));
    assert!(matches!(state.page, Page::Sandbox(_)));
}

#[test]
fn a_lesson_that_cannot_be_fetched_is_a_problem_and_can_be_asked_for_again() {
    let mut state = visit(lesson("duel", 7));
    receive(&mut state, "duel", None);
    assert_eq!(state.problem, Some(Problem::NotFetched("The duel")));
    assert!(state.problem.as_ref().is_some_and(Problem::is_about_address), "reloading tries again");
    assert!(matches!(state.page, Page::Home));
    assert_eq!(missing(&state), None);
    state.reduce(Action::Go(lesson("duel", 0)));
    assert_eq!((missing(&state), &state.problem), (Some("duel"), &None));
}

#[test]
fn another_text_than_the_one_of_this_page_is_not_believed() {
    for text in [
        source("agents"),
        source("duel").replace("\u{1}o", "\u{1}o0"),
        String::new(),
        "<!doctype html>".to_owned(),
    ] {
        let mut state = visit(lesson("duel", 0));
        receive(&mut state, "duel", Some(text));
        assert_eq!(state.problem, Some(Problem::NotOurText("The duel")));
        assert!(matches!(state.page, Page::Home));
    }
}

#[test]
fn what_comes_after_somebody_has_gone_elsewhere_opens_nothing() {
    let mut state = visit(lesson("duel", 0));
    state.reduce(Action::Go(lesson("agents", 2)));
    assert_eq!(missing(&state), Some("agents"));
    receive(&mut state, "duel", Some(source("duel")));
    assert!(matches!(state.page, Page::Home));
    receive(&mut state, "agents", Some(source("agents")));
    assert_eq!(state.route(), lesson("agents", 2));
    state.reduce(Action::Go(Route::Home));
    state.reduce(Action::Go(lesson("one-proposer", 0)));
    state.reduce(Action::Go(Route::Home));
    receive(&mut state, "one-proposer", None);
    assert!(matches!((&state.page, &state.problem), (Page::Home, None)), "nobody wants to know any more");
}

#[test]
fn a_lesson_that_does_not_exist_is_not_waited_for() {
    let state = visit(lesson("nowhere", 0));
    assert_eq!(state.problem, Some(Problem::NoSuchLesson("nowhere".to_owned())));
    assert_eq!(missing(&state), None);
}

/// A side way of a lesson, and a run that began in one, as the browser kept them.
fn saved() -> [(Route, String); 2] {
    let at = lesson("two-proposers", 3);
    let shelf = Shelf::full();
    let mut side_way = AppState { shelf: shelf.clone(), ..AppState::new(Progress::default()) };
    side_way.reduce(Action::Go(at.clone()));
    side_way.reduce(Action::Do(Event::Drop(MsgId(2))));
    let mut explored = AppState { shelf, ..AppState::new(Progress::default()) };
    explored.reduce(Action::Go(at));
    explored.reduce(Action::Explore);
    explored.reduce(Action::Do(Event::Drop(MsgId(2))));
    [side_way, explored].map(|state| (state.route(), state.to_save().expect("something to lose")))
}

#[test]
fn a_run_that_was_kept_comes_back_with_its_lesson() {
    for (route, saved) in saved() {
        let mut state = AppState::new(Progress::default());
        state.take_up(&saved);
        assert_eq!(missing(&state), Some("two-proposers"), "it is fetched although nobody has opened it yet");
        state.reduce(Action::Go(lesson("duel", 0)));
        assert_eq!(missing(&state), Some("duel"), "what somebody waits for comes first");
        receive(&mut state, "duel", Some(source("duel")));
        assert_eq!(missing(&state), Some("two-proposers"));
        receive(&mut state, "two-proposers", Some(source("two-proposers")));
        assert_eq!(missing(&state), None);
        state.reduce(Action::Go(route));
        assert_eq!(state.to_save(), Some(saved));
    }
}

#[test]
fn a_run_that_was_kept_waits_in_silence_if_its_lesson_cannot_be_fetched() {
    for (_, saved) in saved() {
        let mut state = AppState::new(Progress::default());
        state.take_up(&saved);
        receive(&mut state, "two-proposers", None);
        assert_eq!((missing(&state), state.problem.clone()), (None, None));
    }
}

#[test]
fn what_was_left_beyond_the_end_goes_on_at_the_last_stop() {
    let progress = Progress { latest: Some(("duel".to_owned(), 100_000)), ..Progress::default() };
    let (title, route) = home(&progress, "").resume.expect("it was left in the middle");
    assert_eq!(Some(title), Entry::find("duel").map(|entry| entry.title));
    let mut state = AppState { shelf: Shelf::full(), ..AppState::new(progress) };
    state.reduce(Action::Go(route));
    let Page::Lesson(page) = &state.page else { panic!("{:?}", state.problem) };
    assert_eq!(page.stop, page.course.last_stop());
}

/// What the page gets is what the command line has checked: all that a reader sees, and all that happens.
#[test]
fn a_packed_lesson_is_the_same_lesson() {
    for lesson in library().iter() {
        let entry = Entry::find(&lesson.slug).expect("it is in the list");
        let before = run(lesson).expect("it holds");
        let (after, played) = unpack_lesson(&entry, &pack_lesson(lesson, &before, &entry.fingerprint()))
            .expect("it was just packed");
        assert_eq!(
            (&played.stops, &played.events, &played.verdicts),
            (&before.stops, &before.events, &before.verdicts)
        );
        assert_eq!((&after.setup, after.terms, &after.intro), (&lesson.setup, lesson.terms, &lesson.intro));
        assert_eq!((&after.title, &after.summary, after.deck), (&lesson.title, &lesson.summary, lesson.deck));
        assert_eq!(after.parts.len(), lesson.parts.len());
        for (new, old) in after.parts.iter().zip(&lesson.parts) {
            assert_eq!(
                (&new.title, &new.scenes, new.items.len()),
                (&old.title, &old.scenes, old.items.len())
            );
            for (new, old) in new.items.iter().zip(&old.items) {
                match (new, old) {
                    (Item::Run(new), Item::Run(_)) => assert!(new.is_empty()),
                    (Item::Ask(new), Item::Ask(old)) => {
                        assert_eq!((&new.text, &new.explanation), (&old.text, &old.explanation));
                        let choices = |q: &Question| {
                            q.choices.iter().map(|c| (c.text.clone(), c.is_right)).collect::<Vec<_>>()
                        };
                        assert_eq!(choices(new), choices(old));
                    }
                    (new, old) => assert_eq!(new, old),
                }
            }
        }
    }
}

#[test]
fn a_packed_lesson_that_was_tampered_with_is_refused() {
    let entry = Entry::find("duel").expect("a lesson");
    let text = source("duel");
    for (good, bad) in [
        ("\u{1}v2", "\u{1}v1"),
        ("\u{1}n0 0 ", "\u{1}n99 0 "),
        ("\u{1}n0 ", "\u{1}n"),
        ("\u{1}r1", "\u{1}r2"),
        ("\u{1}tA opens", "\u{1}zA opens"),
        ("\u{1}p", "\u{1}y"),
        ("\u{2}", ""),
    ] {
        assert!(text.contains(good), "{good:?}");
        assert_eq!(unpack_lesson(&entry, &text.replacen(good, bad, 1)), None, "{bad:?}");
    }
}
