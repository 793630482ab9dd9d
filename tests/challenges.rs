//! "Break it": every par is what the search needs, every impossible goal is, and hints keep par.

use paxoscope::app::{Action, AppState, CHALLENGES, CheckAction, Progress};
use paxoscope::check::{Outcome, Search};
use paxoscope::protocol::Value;
use paxoscope::share::parse_packed;
use paxoscope::sim::{Event, World};
use paxoscope::tools::{Begun, Reply, begin, parse_reply, parse_report};
use std::rc::Rc;

fn act(state: &mut AppState, action: CheckAction) {
    state.reduce(Action::Check(action));
}

fn serve(state: &mut AppState) {
    let (id, request) = state.checker.waiting().expect("a search is wanted");
    let Begun::Job(mut job) = begin(&request) else { panic!("a search takes a while") };
    while job.advance(10_000) {}
    let said = job.report(5);
    let Some(Reply::Done(_, report)) = parse_reply(&said) else { panic!("{said}") };
    act(state, CheckAction::Report(id, report.into()));
}

/// The event at this place of what the search finds from here.
fn next_of_search(state: &mut AppState, place: usize) -> Event {
    act(state, CheckAction::Begin { is_from_now: true });
    let (_, request) = state.checker.waiting().expect("a search is wanted");
    let Begun::Job(mut job) = begin(&request) else { panic!("a search takes a while") };
    while job.advance(10_000) {}
    let said = job.report(1);
    let Some(Reply::Done(_, report)) = parse_reply(&said) else { panic!("{said}") };
    let run = parse_packed(parse_report(report).expect("a report").run).expect("a run");
    act(state, CheckAction::Cancel);
    run.line().expect("a line")[place].clone()
}

#[test]
fn every_par_is_what_the_search_needs() {
    for challenge in CHALLENGES {
        let setup = challenge.setup().expect("a cluster");
        setup.cluster().validate().expect("one that can be built");
        let goal = challenge.goal().expect("a goal");
        let world = World::new(Rc::new(setup));
        let (outcome, _) = Search::new(world, challenge.bounds(), vec![goal]).run();
        let found = match outcome {
            Outcome::Found(_, events) => u32::try_from(events.len()).ok(),
            Outcome::Complete => None,
            Outcome::Stopped(limit) => panic!("{}: {limit:?}", challenge.key),
        };
        assert_eq!(found, challenge.par, "{}", challenge.key);
    }
}

#[test]
fn there_are_twelve_and_more_each_with_a_name() {
    assert!(CHALLENGES.len() >= 12);
    let state = AppState::new(Progress::default());
    for view in state.challenges() {
        assert!(!view.title.contains("challenge-") && !view.lead.contains("challenge-"), "{view:?}");
    }
}

/// Whoever does what the hints say gets there in par, and the browser keeps it.
#[test]
fn hints_keep_par() {
    let mut state = AppState::new(Progress::default());
    act(&mut state, CheckAction::TakeUp("two-truths"));
    for taken in 0..6 {
        act(&mut state, CheckAction::Hint);
        serve(&mut state);
        let view = state.challenges().into_iter().find(|view| view.is_taken_up).expect("it is tried");
        let hint = view.hint.expect("a hint");
        let left = 5 - taken;
        assert!(
            hint.contains(&format!("{left} steps are left"))
                || hint.contains("one step is left")
                || hint.contains("the goal is reached"),
            "{hint}"
        );
        assert!(state.session().expect("a run").selection.is_some(), "what it is about is selected");
        let next = next_of_search(&mut state, taken);
        state.reduce(Action::Do(next));
    }
    assert_eq!(state.progress.solved.get("two-truths"), Some(&6));
    let view = state.challenges().into_iter().find(|view| view.key == "two-truths").expect("it is there");
    assert_eq!(view.status, "Reached in 6 steps.");
    assert_eq!(Progress::from_text(&state.progress.to_text()), Some(state.progress.clone()));
}

#[test]
fn what_the_search_found_is_nobodys_solution() {
    let mut state = AppState::new(Progress::default());
    act(&mut state, CheckAction::TakeUp("two-truths"));
    act(&mut state, CheckAction::Begin { is_from_now: false });
    serve(&mut state);
    state.reduce(Action::Highlight(None));
    assert_eq!(state.progress.solved.get("two-truths"), None);
}

#[test]
fn an_impossible_goal_is_met_by_its_certificate() {
    let mut state = AppState::new(Progress::default());
    act(&mut state, CheckAction::TakeUp("two-orders"));
    act(&mut state, CheckAction::Begin { is_from_now: false });
    serve(&mut state);
    assert_eq!(state.progress.solved.get("two-orders"), Some(&0));
    let view = state.challenges().into_iter().find(|view| view.is_taken_up).expect("it is tried");
    assert!(view.hint.expect("the certificate").contains("every schedule"));
}

#[test]
fn from_a_dead_end_the_hint_says_so() {
    let mut state = AppState::new(Progress::default());
    act(&mut state, CheckAction::TakeUp("left-waiting"));
    // With a no, nobody is left waiting.
    let p1 = state.session().expect("a run").history.world().setup().node_named("P1").expect("a participant");
    let no = Value::new("no");
    state.reduce(Action::Do(Event::Request(p1, no)));
    act(&mut state, CheckAction::Hint);
    serve(&mut state);
    let view = state.challenges().into_iter().find(|view| view.is_taken_up).expect("it is tried");
    assert!(view.hint.is_some());
}
