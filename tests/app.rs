//! The application without its interface: what actions do to its state, and what they must not do.

use paxoscope::app::{Action, AppState, Goal, Page, Progress, Shelf, first_sandbox};
use paxoscope::lesson::Item;
use paxoscope::share::{Route, parse_route};
use paxoscope::sim::{Event, MsgId, Schedule};

fn opened(hash: &str) -> AppState {
    let mut state = AppState { shelf: Shelf::full(), ..AppState::new(Progress::default()) };
    state.reduce(Action::Go(parse_route(hash).expect(hash)));
    assert_eq!(state.problem, None, "{hash}");
    state
}

fn lesson(state: &AppState) -> &paxoscope::app::LessonPage {
    match &state.page {
        Page::Lesson(page) => page,
        other => panic!("not a lesson: {other:?}"),
    }
}

fn steps(state: &AppState) -> usize {
    state.session().expect("a run").history.position()
}

fn step(state: &mut AppState, times: usize) {
    (0..times).for_each(|_| state.reduce(Action::Step));
}

#[test]
fn a_question_can_be_answered_after_the_lesson_has_gone_on() {
    let mut state = opened("#/lesson/two-proposers/0");
    while !lesson(&state).waits_for_answer() {
        state.reduce(Action::Step);
    }
    let item = lesson(&state).open_question().expect("a question").0;
    state.reduce(Action::Step);
    assert!(!lesson(&state).waits_for_answer(), "the lesson has gone on");
    state.reduce(Action::Choose(2));
    assert_eq!(lesson(&state).answer(item), Some(1), "the digit answers, it does not act");
    assert!(lesson(&state).is_on_path());
    state.reduce(Action::Answer { item, choice: 0 });
    assert_eq!(lesson(&state).answer(item), Some(1), "an answer stands");
    assert!(matches!(lesson(&state).visible()[item], Item::Ask(_)));
}

#[test]
fn playing_waits_at_a_question() {
    let mut state = opened("#/lesson/two-proposers/0");
    state.reduce(Action::Play);
    (0..100).for_each(|_| state.reduce(Action::Tick));
    assert!(lesson(&state).waits_for_answer());
    assert!(!state.session().expect("a run").is_playing);
}

/// As the page's clock does.
fn tick(state: &mut AppState) {
    while state.session().expect("a run").is_playing {
        state.reduce(Action::Tick);
    }
}

/// The lesson on phase 2, where it asks what becomes of A's first accept; the third answer is right.
fn at_a_question_of_the_core() -> (AppState, usize) {
    let mut state = opened("#/lesson/phase-two/0");
    while !lesson(&state).waits_for_answer() {
        state.reduce(Action::Step);
    }
    let item = lesson(&state).open_question().expect("a question").0;
    (state, item)
}

/// What the lesson says of its question: the answer given, and whether it is known which one is right.
fn standing(state: &AppState, item: usize) -> (Option<usize>, bool) {
    let page = lesson(state);
    assert_eq!(page.right_answer(item), Some(2));
    assert_ne!(page.is_settled(item), page.is_undecided(item));
    (page.answer(item), page.is_settled(item))
}

#[test]
fn an_answer_lets_the_event_happen_that_decides_it() {
    for (answer, given) in [(3, 2), (1, 0)] {
        let (mut state, item) = at_a_question_of_the_core();
        let before = lesson(&state).stop;
        assert_eq!(standing(&state, item), (None, false));
        state.reduce(Action::Choose(answer));
        assert_eq!(standing(&state, item), (Some(given), true));
        assert_eq!(lesson(&state).stop, before + 1);
        assert!(!state.session().expect("a run").is_playing, "one event decides it");
        state.reduce(Action::Back);
        assert_eq!(standing(&state, item), (Some(given), false), "back at the question the answer is kept");
        state.reduce(Action::Answer { item, choice: 1 });
        assert_eq!((standing(&state, item).0, lesson(&state).stop), (Some(given), before), "and stands");
    }
}

#[test]
fn who_only_steps_on_is_shown_the_answer_and_may_go_back_to_give_one() {
    let (mut state, item) = at_a_question_of_the_core();
    state.reduce(Action::Choose(4));
    assert_eq!(standing(&state, item), (None, false), "there is no fourth answer");
    state.reduce(Action::Step);
    assert_eq!(standing(&state, item), (None, true));
    assert!(lesson(&state).open_question().is_none());
    state.reduce(Action::Answer { item, choice: 2 });
    assert_eq!(standing(&state, item), (None, true), "there is nothing left to predict");
    state.reduce(Action::Back);
    assert!(lesson(&state).waits_for_answer());
    state.reduce(Action::Answer { item, choice: 2 });
    assert_eq!(standing(&state, item), (Some(2), true));
}

#[test]
fn what_takes_several_events_plays_until_it_is_decided_and_no_further() {
    let mut state = opened("#/lesson/numbers/0");
    let last = lesson(&state).course.lesson.parts.len() - 1;
    state.reduce(Action::Part(last));
    let item = lesson(&state).open_question().expect("a question").0;
    let before = lesson(&state).stop;
    state.reduce(Action::Answer { item, choice: 0 });
    assert!(state.session().expect("a run").is_playing && lesson(&state).is_undecided(item));
    tick(&mut state);
    assert!(lesson(&state).is_settled(item));
    assert_eq!(lesson(&state).right_answer(item), Some(1));
    assert_eq!(lesson(&state).stop, before + 3, "it stops where the third event has decided it");
    assert!(!state.session().expect("a run").is_playing);
}

#[test]
fn playing_waits_at_every_question_and_goes_on_after_each() {
    let mut state = opened("#/lesson/phase-two/0");
    let mut waits = 0;
    for _ in 0..40 {
        state.reduce(Action::Play);
        tick(&mut state);
        if lesson(&state).waits_for_answer() {
            waits += 1;
            state.reduce(Action::Choose(1));
        }
    }
    assert_eq!(waits, 2);
    assert_eq!(lesson(&state).stop, lesson(&state).course.last_stop());
}

#[test]
fn a_side_way_leaves_the_question_alone() {
    let (mut state, item) = at_a_question_of_the_core();
    let event = state.session().expect("a run").history.world().progress().last().cloned().expect("an event");
    state.reduce(Action::Do(event));
    assert!(!lesson(&state).is_on_path());
    let stop = lesson(&state).stop;
    state.reduce(Action::Answer { item, choice: 2 });
    assert_eq!(lesson(&state).stop, stop, "the lesson goes on when the person has returned to it");
    state.reduce(Action::Return);
    assert_eq!(standing(&state, item), (Some(2), false));
}

#[test]
fn what_is_left_is_found_again_as_it_was() {
    let mut state = opened("#/sandbox?acceptors=5");
    step(&mut state, 4);
    state.reduce(Action::Go(Route::Home));
    state.reduce(Action::Go(first_sandbox()));
    assert_eq!(steps(&state), 0, "another cluster is another page");
    state.reduce(Action::Go(parse_route("#/sandbox?acceptors=5").expect("a cluster")));
    assert_eq!(steps(&state), 4);
}

#[test]
fn a_side_way_of_a_lesson_survives_a_visit_home() {
    let mut state = opened("#/lesson/two-proposers/3");
    state.reduce(Action::Do(Event::Drop(MsgId(2))));
    assert!(!lesson(&state).is_on_path());
    let moments = state.session().expect("a run").history.len();
    state.reduce(Action::Go(Route::Home));
    state.reduce(Action::Go(Route::Lesson { slug: "two-proposers".to_owned(), stop: 3 }));
    assert_eq!(state.session().expect("a run").history.len(), moments);
    state.reduce(Action::Return);
    assert!(lesson(&state).is_on_path());
}

#[test]
fn a_new_run_can_be_undone_and_redone() {
    let mut state = opened("#/explore/duel/5");
    let before = steps(&state);
    let Route::Sandbox(setup) = first_sandbox() else { panic!("a sandbox") };
    state.reduce(Action::Rebuild(setup));
    assert_eq!(steps(&state), 0);
    step(&mut state, 2);
    state.reduce(Action::Undo);
    assert_eq!(steps(&state), before);
    assert!(matches!(&state.page, Page::Sandbox(sandbox) if sandbox.origin.is_some()), "R still leads back");
    state.reduce(Action::Redo);
    assert_eq!(steps(&state), 2);
}

#[test]
fn a_problem_is_gone_once_somebody_goes_on() {
    let mut state = opened("#/lesson/duel/2");
    let before = steps(&state);
    state.reduce(Action::Do(Event::Heal));
    assert!(state.problem.is_some());
    assert_eq!(steps(&state), before, "what can't happen changes nothing");
    state.reduce(Action::Step);
    assert_eq!(state.problem, None);
}

#[test]
fn an_address_that_leads_nowhere_leaves_everything_as_it_is() {
    for route in [
        Route::Lesson { slug: "nowhere".to_owned(), stop: 0 },
        Route::Lesson { slug: "duel".to_owned(), stop: 9_999 },
        Route::Explore { slug: "duel".to_owned(), stop: 9_999 },
    ] {
        let mut state = opened("#/lesson/duel/7");
        state.reduce(Action::Go(route));
        assert!(
            state
                .problem
                .as_ref()
                .is_some_and(|problem| problem.is_about_address() && !problem.words().is_empty())
        );
        assert_eq!(lesson(&state).stop, 7);
    }
}

#[test]
fn a_run_to_a_decision_that_never_comes_says_so() {
    let mut state = opened("#/sandbox");
    state.reduce(Action::SetPlayer(Schedule::Duel));
    state.reduce(Action::RunTo(Goal::Decision));
    assert!(state.problem.is_some());
    let mut state = opened("#/sandbox");
    state.reduce(Action::RunTo(Goal::Decision));
    assert_eq!(state.problem, None);
    assert_eq!(state.session().expect("a run").history.world().ledger().chosen.len(), 1);
}

#[test]
fn exploring_keeps_the_past_and_forgets_the_script() {
    let mut state = opened("#/lesson/one-proposer/6");
    state.reduce(Action::Explore);
    let session = state.session().expect("a run");
    assert_eq!(session.history.position() + 1, session.history.line().len());
    assert!(session.history.position() > 0);
    state.reduce(Action::Return);
    assert_eq!(lesson(&state).stop, 6);
}

#[test]
fn the_duel_is_kept_going_from_its_lesson() {
    let mut state = opened("#/lesson/duel/4");
    state.reduce(Action::KeepDuelling);
    assert!(state.session().expect("a run").is_playing);
    (0..300).for_each(|_| state.reduce(Action::Tick));
    let world = state.session().expect("a run").history.world();
    assert!(world.steps() > 300);
    assert!(world.ledger().acceptances.is_empty(), "nothing is ever accepted");
}
