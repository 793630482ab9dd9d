//! The run that the browser keeps: what would be lost is kept, what is kept comes back.

use paxoscope::app::{Action, AppState, Progress, Shelf, first_sandbox};
use paxoscope::share::{Route, parse_route};

fn at(route: Route) -> AppState {
    let mut state = AppState { shelf: Shelf::full(), ..AppState::new(Progress::default()) };
    state.reduce(Action::Go(route));
    state
}

fn play(state: &mut AppState, actions: &[Action]) {
    for action in actions {
        state.reduce(action.clone());
        assert_eq!(state.problem, None, "{action:?}");
    }
}

/// The next visit of somebody whose browser kept this.
fn next_visit(saved: &str, route: Route) -> AppState {
    let mut state = AppState { shelf: Shelf::full(), ..AppState::new(Progress::default()) };
    state.take_up(saved);
    state.reduce(Action::Go(route));
    state
}

#[test]
fn a_run_comes_back_with_its_branches_and_names() {
    let mut state = at(first_sandbox());
    assert_eq!(state.to_save(), None, "nothing has happened yet");
    play(&mut state, &[Action::Choose(1), Action::Step, Action::Back, Action::Choose(4)]);
    let saved = state.to_save().expect("something to lose");
    let (before, after) = (state, next_visit(&saved, first_sandbox()));
    let (was, is) = (&before.session().expect("a run").history, &after.session().expect("a run").history);
    assert_eq!((is.len(), is.cursor(), is.line()), (was.len(), was.cursor(), was.line()));
    assert_eq!(is.world(), was.world());
}

#[test]
fn a_lessons_side_way_comes_back_and_its_own_steps_are_not_kept() {
    let lesson = || Route::Lesson { slug: "duel".to_owned(), stop: 3 };
    let mut state = at(lesson());
    assert_eq!(state.to_save(), None, "the lesson has its steps itself");
    let drop = state.session().expect("a run").history.world().in_flight()[0].id;
    play(&mut state, &[Action::Do(paxoscope::sim::Event::Drop(drop))]);
    let saved = state.to_save().expect("the side way");
    let after = next_visit(&saved, lesson());
    assert_eq!(after.session().expect("a run").history.len(), state.session().expect("a run").history.len());
}

/// To look at somebody's run must not cost one's own.
#[test]
fn a_link_that_is_only_looked_at_is_not_kept() {
    let mut state = at(first_sandbox());
    play(&mut state, &[Action::Choose(1), Action::Step]);
    let link = state.session().expect("a run").link().expect("short");
    let mut friend = at(parse_route(&link).expect("a link"));
    play(&mut friend, &[Action::Back, Action::Step]);
    assert_eq!(friend.to_save(), None);
    play(&mut friend, &[Action::Step]);
    assert!(friend.to_save().is_some(), "now it is a run of one's own");
}

#[test]
fn what_cannot_be_read_is_left_alone() {
    for saved in ["", "#/sandbox", "#/sandbox\n{}", "nowhere\n{\"paxoscope\":1}", "#/lesson/duel/999\n{}"] {
        let state = next_visit(saved, first_sandbox());
        assert!(state.problem.is_none() && state.session().expect("a run").history.is_empty(), "{saved}");
    }
}
