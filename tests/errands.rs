//! Errands: what the page asks its tools for, what it does with the answers, and how it goes on without them.

use paxoscope::app::{
    Action, AppState, Page, Parcel, Problem, Progress, Sheet, Shelf, ToolsAction, first_sandbox,
};
use paxoscope::picture::{Form, Motif, Theme, Wanted};
use paxoscope::share::{Route, write_file, write_route};
use paxoscope::sim::MomentId;
use paxoscope::tools::{Reply, answer, parse_reply};
use std::rc::Rc;

/// A sandbox after two steps.
fn sandbox() -> AppState {
    let mut state = AppState { shelf: Shelf::full(), ..AppState::new(Progress::default()) };
    state.reduce(Action::Go(first_sandbox()));
    state.reduce(Action::Choose(1));
    state.reduce(Action::Step);
    state
}

fn tools(state: &mut AppState, action: ToolsAction) {
    state.reduce(Action::Tools(action));
}

fn take(state: &mut AppState, parcel: Parcel) {
    tools(state, ToolsAction::Take(parcel, Rc::from("Two proposers")));
}

/// The worker, without a browser: everything that waits is answered. How many errands there were.
fn work(state: &mut AppState) -> usize {
    let waiting = state.errands.waiting().to_vec();
    for errand in &waiting {
        let reply = answer(&errand.request).expect("an answer");
        let (id, said) = match parse_reply(&reply) {
            Some(Reply::Done(id, text)) => (id, Ok(Rc::from(text))),
            Some(Reply::Failed(id, words)) => (id, Err(Rc::from(words))),
            other => panic!("{other:?}"),
        };
        assert_eq!(id, errand.id);
        tools(state, ToolsAction::Reply(id, said));
    }
    waiting.len()
}

fn place(state: &AppState) -> (usize, MomentId) {
    let history = &state.session().expect("a run").history;
    (history.len(), history.cursor())
}

#[test]
fn a_code_is_asked_for_once_and_is_that_of_its_link() {
    let mut state = sandbox();
    let (link, other): (Rc<str>, Rc<str>) = (Rc::from("https://x.example/#/run/1"), Rc::from("another"));
    tools(&mut state, ToolsAction::Code(Rc::clone(&link)));
    tools(&mut state, ToolsAction::Code(Rc::clone(&link)));
    assert_eq!(state.errands.words().as_deref(), Some("The QR code is being drawn …"));
    assert!(state.errands.code(&link).is_none());
    assert_eq!(work(&mut state), 1);
    assert!(state.errands.code(&link).is_some() && state.errands.code(&other).is_none());
    assert_eq!(state.errands.words(), None);
    tools(&mut state, ToolsAction::Code(link));
    assert_eq!(work(&mut state), 0, "it is here already");
    // The link has changed before its code was drawn: only the new one is wanted.
    tools(&mut state, ToolsAction::Code(Rc::from("third")));
    tools(&mut state, ToolsAction::Code(Rc::clone(&other)));
    assert_eq!(work(&mut state), 1);
    assert!(state.errands.code(&other).is_some());
}

#[test]
fn files_are_prepared_and_given_away_once() {
    let mut state = sandbox();
    let before = place(&state);
    let wanted = Wanted { motif: Motif::Stage(1), form: Form::Svg, theme: Theme::Light };
    let parcels = [
        (Parcel::Run, "two-proposers.json", "{\n  \"paxoscope\": 1,"),
        (Parcel::Itf, "two-proposers.itf.json", "{"),
        (Parcel::ShiViz, "two-proposers.log", "A {"),
        (Parcel::Events, "two-proposers.events.json", "{"),
        (Parcel::Picture(wanted), "two-proposers.svg", "<svg"),
        (Parcel::Png(wanted), "two-proposers.png", "<svg"),
        (Parcel::Picture(Wanted { form: Form::Mermaid, ..wanted }), "two-proposers.mmd", ""),
    ];
    for (parcel, ..) in parcels {
        take(&mut state, parcel);
    }
    assert_eq!(state.errands.words().as_deref(), Some("“two-proposers.mmd” is being prepared …"));
    assert_eq!(work(&mut state), parcels.len());
    assert_eq!(state.errands.finished().len(), parcels.len());
    for (finished, (parcel, name, start)) in state.errands.finished().iter().zip(parcels) {
        assert_eq!((finished.parcel, finished.name.as_str()), (parcel, name));
        assert!(finished.text.starts_with(start), "{name}: {}", finished.text);
    }
    let session = state.session().expect("a run");
    assert_eq!(*state.errands.finished()[0].text, *write_file(&session.run()));
    let second = state.errands.finished()[1].id;
    tools(&mut state, ToolsAction::Offered(second));
    assert_eq!(state.errands.finished().len(), parcels.len() - 2);
    assert_eq!((place(&state), state.problem.clone()), (before, None));
}

#[test]
fn a_run_that_is_brought_is_opened_and_undo_brings_back_the_one_before() {
    let mut state = sandbox();
    take(&mut state, Parcel::Run);
    work(&mut state);
    let file = Rc::clone(&state.errands.finished()[0].text);
    let kept = place(&state);
    state.reduce(Action::Step);
    state.reduce(Action::Step);
    let before = place(&state);
    state.reduce(Action::Toggle(Sheet::Share));
    state.reduce(Action::OpenText(file));
    assert_eq!(place(&state), before, "nothing changes until it is read");
    assert_eq!(state.errands.words().as_deref(), Some("The file is being read …"));
    work(&mut state);
    assert_eq!((place(&state), state.sheet, state.problem.clone()), (kept, None, None));
    state.reduce(Action::Undo);
    assert_eq!(place(&state), before);
}

#[test]
fn what_is_no_run_is_refused_in_a_sentence_and_the_run_stays() {
    let mut state = sandbox();
    let before = place(&state);
    state.reduce(Action::OpenText(Rc::from("<html>")));
    work(&mut state);
    let problem = state.problem.clone().expect("it is refused");
    assert!(matches!(problem, Problem::Refused(_)) && problem.words().starts_with("The file is not JSON"));
    assert!(!problem.can_be_tried_again());
    assert_eq!(place(&state), before);
    state.reduce(Action::Close);
    assert_eq!(state.problem, None);
}

#[test]
fn the_loss_of_the_tools_is_said_and_they_can_be_called_again() {
    let mut state = sandbox();
    let before = place(&state);
    take(&mut state, Parcel::Itf);
    tools(&mut state, ToolsAction::Lost);
    let problem = state.problem.clone().expect("it is said");
    assert_eq!(problem, Problem::ToolsLost);
    assert!(problem.can_be_tried_again() && problem.words().contains("Your run is as it was."));
    assert_eq!((place(&state), work(&mut state), state.errands.words()), (before, 0, None));
    // Neither a pointer that moves nor the clock puts it aside.
    state.reduce(Action::Highlight(None));
    let calls = state.errands.calls();
    tools(&mut state, ToolsAction::Again);
    assert_eq!((state.problem.clone(), state.errands.calls()), (None, calls + 1));
    assert_eq!(work(&mut state), 1, "what was wanted still is");
    assert_eq!(state.errands.finished().len(), 1);
}

#[test]
fn whoever_goes_on_without_the_tools_is_not_surprised_later() {
    for goes_on in [Action::Close, Action::Step] {
        let mut state = sandbox();
        state.reduce(Action::OpenText(Rc::from("#/run/1Hmee6YOAAA")));
        tools(&mut state, ToolsAction::Lost);
        state.reduce(goes_on);
        assert_eq!(state.problem, None);
        let calls = state.errands.calls();
        take(&mut state, Parcel::Itf);
        assert_eq!(state.errands.calls(), calls + 1, "asking for anything calls them again");
        assert_eq!(work(&mut state), 1, "the run that was brought is not opened any more");
    }
    // Asked for again while the loss is said, it is done once; the code beside the link is still in sight.
    let mut state = sandbox();
    tools(&mut state, ToolsAction::Code(Rc::from("link")));
    take(&mut state, Parcel::Itf);
    tools(&mut state, ToolsAction::Lost);
    take(&mut state, Parcel::Itf);
    assert_eq!((work(&mut state), state.errands.finished().len()), (2, 1));
}

#[test]
fn tools_of_another_build_are_not_believed() {
    let mut state = sandbox();
    take(&mut state, Parcel::Itf);
    tools(&mut state, ToolsAction::Other);
    let problem = state.problem.clone().expect("it is said");
    assert!(problem == Problem::OtherTools && problem.words().contains("Reload"));
    // An answer that nobody waits for changes nothing.
    tools(&mut state, ToolsAction::Reply(1, Ok(Rc::from("text"))));
    tools(&mut state, ToolsAction::Reply(99, Ok(Rc::from("text"))));
    assert!(state.errands.finished().is_empty());
    state.reduce(Action::OpenText(Rc::from("x")));
    let id = state.errands.waiting()[0].id;
    tools(&mut state, ToolsAction::Reply(id, Ok(Rc::from("no run"))));
    assert_eq!(state.problem, Some(Problem::OtherTools));
}

/// Earlier versions of the page kept runs as files.
#[test]
fn a_run_that_an_earlier_version_kept_is_taken_up() {
    let before = sandbox();
    let session = before.session().expect("a run");
    let saved = format!("{}\n{}", write_route(&first_sandbox()), write_file(&session.run()));
    let mut state = AppState { shelf: Shelf::full(), ..AppState::new(Progress::default()) };
    state.take_up(&saved);
    assert_eq!((state.kept.latest_run(), state.errands.words()), (None, None));
    assert_eq!(work(&mut state), 1);
    assert_eq!(state.kept.latest_run().map(|(_, steps)| steps), Some(2));
    state.reduce(Action::Go(first_sandbox()));
    assert_eq!(place(&state), place(&before));
    // Without tools, and if it can't be read, the visit begins as any other.
    for fails in [true, false] {
        let mut state = AppState::new(Progress::default());
        state.take_up("#/sandbox\n{}");
        if fails {
            tools(&mut state, ToolsAction::Lost);
        } else {
            work(&mut state);
        }
        assert!(state.problem.is_none() && matches!(state.page, Page::Home));
    }
}

#[test]
fn without_a_run_there_is_nothing_to_take_away() {
    let mut state = AppState::new(Progress::default());
    state.reduce(Action::Go(Route::Home));
    take(&mut state, Parcel::Run);
    assert_eq!(work(&mut state), 0);
}
