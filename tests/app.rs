//! The application without its interface: what actions do to its state, and what they must not do.

use paxoscope::app::{Action, AppState, Goal, Page, Progress, first_sandbox};
use paxoscope::lesson::Item;
use paxoscope::share::{Route, parse_route};
use paxoscope::sim::{Event, MsgId, Schedule};

fn opened(hash: &str) -> AppState {
    let mut state = AppState::new(Progress::default());
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
