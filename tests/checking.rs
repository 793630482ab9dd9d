//! Checking in the page: what is asked of the tools, what they report, and what becomes of the run.

use paxoscope::app::{Action, AppState, CheckAction, Page, Problem, Progress};
use paxoscope::protocol::Setup;
use paxoscope::share::{Route, default_cluster};
use paxoscope::tools::{Begun, Reply, SearchState, begin, parse_reply};

fn sandbox(key: &str) -> AppState {
    let mut state = AppState::new(Progress::default());
    state.reduce(Action::Go(Route::Sandbox(Setup::usual(key).expect("a construction"))));
    state.reduce(Action::Check(CheckAction::Open));
    state
}

fn act(state: &mut AppState, action: CheckAction) {
    state.reduce(Action::Check(action));
}

/// Lets the tools do what is asked of them, in slices of so many worlds; how often they reported on the way.
fn serve(state: &mut AppState, slice: u32) -> usize {
    let (id, request) = state.checker.waiting().expect("a search is wanted");
    let Begun::Job(mut job) = begin(&request) else { panic!("a search takes a while") };
    let mut reports = 0;
    loop {
        let goes_on = job.advance(slice);
        let said = job.report(5);
        let Some(Reply::Progress(of, report) | Reply::Done(of, report)) = parse_reply(&said) else {
            panic!("{said}")
        };
        assert_eq!(of, id);
        act(state, CheckAction::Report(id, report.into()));
        if !goes_on {
            return reports;
        }
        reports += 1;
    }
}

#[test]
fn what_is_found_becomes_a_branch_and_plays() {
    let mut state = sandbox("attempt-2");
    state.reduce(Action::Step);
    let before = state.session().expect("a run").history.len();
    act(&mut state, CheckAction::Begin { is_from_now: false });
    assert!(state.checker.is_searching());
    assert!(serve(&mut state, 10) > 2);
    assert!(!state.checker.is_searching());
    let finding = state.checker.finding.clone().expect("a finding");
    assert!(matches!(finding.state, SearchState::Found(_)));
    let (end, steps) = finding.end.expect("it leads somewhere");
    assert_eq!(steps, 6);
    let session = state.session().expect("a run");
    assert_eq!(session.history.cursor(), end);
    assert!(session.history.len() > before, "nothing is lost");
    let view = state.finding().expect("words");
    assert!(view.title.starts_with("Broken in 6 steps, and no fewer"), "{}", view.title);
    assert_eq!((view.is_found, view.can_play), (Some(true), true));
    act(&mut state, CheckAction::Play);
    let session = state.session().expect("a run");
    assert!(session.is_playing && session.history.position() == 0);
    assert_eq!(session.history.line().len() - 1, 6);
}

#[test]
fn it_goes_on_from_the_moment_that_is_looked_at() {
    let mut state = sandbox("attempt-2");
    state.reduce(Action::Step);
    act(&mut state, CheckAction::Begin { is_from_now: true });
    let at = state.session().expect("a run").history.cursor();
    serve(&mut state, 1_000);
    let finding = state.checker.finding.clone().expect("a finding");
    assert_eq!(finding.from, at);
    assert_eq!(finding.end.map(|(_, steps)| steps), Some(5));
}

#[test]
fn a_verdict_says_what_it_stands_on() {
    let mut state = sandbox("paxos");
    act(&mut state, CheckAction::Begin { is_from_now: false });
    serve(&mut state, 50);
    let view = state.finding().expect("words");
    assert!(view.title.starts_with("Complete"), "{}", view.title);
    assert!(view.within.contains("proposals per node 1"), "{}", view.within);
    assert!(view.note.contains("64-bit"));
    assert_eq!(view.figures[0].0, "142");
    act(&mut state, CheckAction::Bound("depth", "3".into()));
    act(&mut state, CheckAction::Begin { is_from_now: false });
    serve(&mut state, 50);
    let view = state.finding().expect("words");
    assert!(view.title.starts_with("Stopped"), "{}", view.title);
}

#[test]
fn a_search_is_cancelled_and_its_late_words_are_not_heard() {
    let mut state = sandbox("attempt-2");
    act(&mut state, CheckAction::Begin { is_from_now: false });
    let (id, _) = state.checker.waiting().expect("a search is wanted");
    let calls = state.checker.calls();
    act(&mut state, CheckAction::Cancel);
    assert_eq!((state.checker.is_searching(), state.checker.waiting()), (false, None));
    assert_eq!(state.checker.calls(), calls + 1, "the worker is ended");
    act(&mut state, CheckAction::Report(id, "complete\n1 1 1 1 1 1\n".into()));
    assert_eq!(state.checker.finding, None);
}

#[test]
fn without_a_worker_it_goes_on_here_and_without_the_module_it_says_so() {
    let mut state = sandbox("attempt-2");
    act(&mut state, CheckAction::Begin { is_from_now: false });
    act(&mut state, CheckAction::Lost);
    assert!(state.checker.is_here() && state.checker.is_searching());
    assert_eq!(state.problem, None);
    serve(&mut state, 100);
    assert!(state.finding().is_some());
    act(&mut state, CheckAction::Begin { is_from_now: false });
    act(&mut state, CheckAction::Lost);
    assert_eq!(state.problem, Some(Problem::ToolsLost));
    assert!(!state.checker.is_searching());
}

#[test]
fn a_bad_bound_is_refused_and_the_old_one_stays() {
    let mut state = sandbox("attempt-2");
    for text in ["", "ten", "-1", "10", "1.5", "<b>9</b>"] {
        act(&mut state, CheckAction::Bound("crashes", text.into()));
        let Some(Problem::Refused(words)) = &state.problem else { panic!("{text}") };
        assert!(words.contains("up to 9"), "{words}");
        assert_eq!(state.checker.bounds.crashes, 0);
    }
    act(&mut state, CheckAction::Bound("crashes", "2".into()));
    assert_eq!((state.checker.bounds.crashes, &state.problem), (2, &None));
}

#[test]
fn what_is_found_for_a_run_that_was_left_is_opened_as_a_run_of_its_own() {
    let mut state = sandbox("attempt-2");
    act(&mut state, CheckAction::Begin { is_from_now: false });
    state.reduce(Action::Go(Route::Sandbox(default_cluster())));
    serve(&mut state, 1_000);
    let Page::Sandbox(sandbox) = &state.page else { panic!("the sandbox") };
    assert_eq!(sandbox.session.history.world().setup().key(), "attempt-2");
    assert_eq!(sandbox.session.history.position(), 6);
    state.reduce(Action::Undo);
}

/// Every experiment on the page sets up its cluster and the search that shows what comes of it.
#[test]
fn an_experiment_is_one_click_from_its_search() {
    use paxoscope::app::{Action, AppState, CheckAction, Progress, Shelf};
    use paxoscope::check::{EXPERIMENTS, LOG_EXPERIMENTS};
    for experiment in EXPERIMENTS.iter().chain(&LOG_EXPERIMENTS) {
        let mut state = AppState { shelf: Shelf::full(), ..AppState::new(Progress::default()) };
        state.reduce(Action::Check(CheckAction::Try(experiment.key)));
        assert_eq!(state.problem, None, "{}", experiment.key);
        let session = state.session().expect("a run");
        let setup = experiment.setup().expect("a cluster");
        assert_eq!(**session.history.world().setup(), setup, "{}", experiment.key);
        assert!(state.checker.is_open);
        let bounds = paxoscope::check::Bounds { memory: 1_024, ..experiment.bounds() };
        assert_eq!(state.checker.bounds, bounds, "{}", experiment.key);
        let goal = experiment.breaks.map(|property| property.key().to_owned()).unwrap_or_default();
        assert_eq!(state.checker.goal, goal, "{}", experiment.key);
    }
}
