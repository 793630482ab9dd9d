//! Writing lessons in the page: recorded, typed, dropped, linked; with the tools on the other side.

use paxoscope::app::{Action, AppState, AuthorAction, Page, Problem, Progress, Shelf, ToolsAction};
use paxoscope::share::{OWN_LINK, parse_own_link, parse_route, write_own_link};
use paxoscope::tools::{Reply, answer, parse_reply};
use std::rc::Rc;

const SMALL: &str = "---\ntitle: Mine\nsummary: s\nproposers: A wants foo from 8\nacceptors: top mid bot\n---\n\n\
    ## One\n\nAsk.\n\n```run\nA prepares 8\ndeliver prepare A -> top\n```\n";

fn opened(hash: &str) -> AppState {
    let mut state = AppState { shelf: Shelf::full(), ..AppState::new(Progress::default()) };
    state.reduce(Action::Go(parse_route(hash).expect(hash)));
    serve(&mut state);
    state
}

/// Lets the tools answer until nothing is asked any more.
fn serve(state: &mut AppState) {
    while let Some(waiting) = state.errands.waiting().first().cloned() {
        let reply = answer(&waiting.request).expect("an answer");
        let reply = match parse_reply(&reply).expect("our own words") {
            Reply::Done(id, text) => ToolsAction::Reply(id, Ok(Rc::from(text))),
            Reply::Failed(id, words) => ToolsAction::Reply(id, Err(Rc::from(words))),
            other => panic!("{other:?}"),
        };
        state.reduce(Action::Tools(reply));
    }
}

fn write(state: &mut AppState, action: AuthorAction) {
    state.reduce(Action::Author(action));
    serve(state);
}

fn lesson(state: &AppState) -> &paxoscope::app::LessonPage {
    match &state.page {
        Page::Lesson(page) => page,
        other => panic!("not a lesson: {other:?}"),
    }
}

#[test]
fn what_was_done_by_hand_becomes_a_lesson_that_is_open_to_be_written() {
    let mut state = opened("#/sandbox");
    (0..9).for_each(|_| state.reduce(Action::Step));
    let events: Vec<_> = state.session().expect("a run").history.events().cloned().collect();
    write(&mut state, AuthorAction::Record(Rc::from("My own run")));
    assert_eq!(state.problem, None);
    assert_eq!(lesson(&state).course.lesson.title, "My own run");
    assert_eq!(lesson(&state).course.run.events, events);
    assert!(state.is_writing());
    assert_eq!(state.route(), parse_route("#/lesson/own/0").expect("an address"));
    state.reduce(Action::Step);
    assert_eq!(lesson(&state).stop, 1);
}

#[test]
fn what_is_typed_is_played_and_a_mistake_leaves_the_lesson_that_was_sound() {
    let mut state = opened("#/");
    state.reduce(Action::OpenText(Rc::from(SMALL)));
    serve(&mut state);
    assert_eq!(lesson(&state).course.run.events.len(), 2);
    write(&mut state, AuthorAction::Toggle);
    state.reduce(Action::Last);
    let stop = lesson(&state).stop;
    let longer = SMALL.replace("-> top", "-> top, mid");
    write(&mut state, AuthorAction::Edit(Rc::from(&*longer)));
    assert_eq!((lesson(&state).course.run.events.len(), lesson(&state).stop), (3, stop), "the step stays");
    let broken = SMALL.replace("deliver prepare A -> top", "deliver prepare A -> nobody");
    write(&mut state, AuthorAction::Edit(Rc::from(&*broken)));
    assert!(state.author.mistake.starts_with("14:"), "{}", state.author.mistake);
    assert!(state.author.mistake.contains("nobody"), "{}", state.author.mistake);
    assert_eq!(lesson(&state).course.run.events.len(), 3);
    assert_eq!((&*state.author.source, &state.problem), (&*broken, &None), "nothing that was typed is lost");
    write(&mut state, AuthorAction::Edit(Rc::from(SMALL)));
    assert_eq!((&*state.author.mistake, lesson(&state).course.run.events.len()), ("", 2));
}

#[test]
fn a_dropped_lesson_that_is_not_sound_says_so_and_what_is_open_stays() {
    let mut state = opened("#/lesson/duel/4");
    state.reduce(Action::OpenText(Rc::from("---\ntitle: x\n---\n")));
    serve(&mut state);
    assert!(
        matches!(&state.problem, Some(Problem::Refused(words)) if words.starts_with("1:1: ")),
        "{:?}",
        state.problem
    );
    assert_eq!(lesson(&state).course.lesson.slug, "duel");
}

#[test]
fn a_lesson_goes_into_a_link_and_comes_out_of_it() {
    let mut state = opened("#/");
    state.reduce(Action::OpenText(Rc::from(SMALL)));
    serve(&mut state);
    write(&mut state, AuthorAction::Link);
    let link = state.author.link.clone().expect("a link");
    assert!(link.starts_with(OWN_LINK) && link.len() < 220, "{link}");
    let other = opened(&link);
    assert_eq!(lesson(&other).course.lesson.title, "Mine");
    assert!(!other.is_writing(), "whoever follows a link reads");
    write(&mut state, AuthorAction::Edit(Rc::from(SMALL.replace("Mine", "Yours"))));
    assert_eq!(state.author.link, None, "the link to what it was is no link to what it is");
}

#[test]
fn what_was_written_is_there_again_after_a_visit() {
    let mut state = AppState { shelf: Shelf::full(), ..AppState::new(Progress::default()) };
    state.author.source = Rc::from(SMALL);
    state.reduce(Action::Go(parse_route("#/lesson/own/2").expect("an address")));
    serve(&mut state);
    assert_eq!((lesson(&state).course.lesson.title.as_str(), lesson(&state).stop), ("Mine", 2));
    let state = opened("#/lesson/own/0");
    assert_eq!(state.problem, Some(Problem::NoSuchLesson("own".to_owned())), "nobody has written one here");
}

#[test]
fn a_broken_link_is_refused_and_a_small_one_fills_no_memory() {
    for code in ["", "x", "AAAA", "!!!!", "7VzNchu3lqaY"] {
        assert_eq!(parse_own_link(code), None, "{code}");
        let state = opened(&format!("{OWN_LINK}{code}"));
        assert!(state.problem.is_some() || code.is_empty(), "{code}");
        assert!(matches!(state.page, Page::Home), "{code}");
    }
    let bomb = write_own_link(&"a".repeat(5_000_000)).expect("it compresses well");
    assert_eq!(parse_own_link(bomb.trim_start_matches(OWN_LINK)), None);
    let mut state = 1_u64;
    let mut letter = |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(33 + u8::try_from((state >> 33) % 90).unwrap_or(0))
    };
    let random: String = (0..20_000).map(&mut letter).collect();
    assert_eq!(write_own_link(&random), None, "too long");
}

#[test]
fn what_a_lesson_brings_stays_text() {
    let hostile = SMALL.replace("Ask.", "[x](javascript:alert(1)) & more");
    let mut state = opened("#/");
    state.reduce(Action::OpenText(Rc::from(&*hostile)));
    serve(&mut state);
    assert!(matches!(state.problem, Some(Problem::Refused(_))), "{:?}", state.problem);
    let hostile = SMALL.replace("title: Mine", "title: <img src=x onerror=alert(1)>");
    state.reduce(Action::OpenText(Rc::from(&*hostile)));
    serve(&mut state);
    assert_eq!(lesson(&state).course.lesson.title, "<img src=x onerror=alert(1)>", "a title is a text");
}
