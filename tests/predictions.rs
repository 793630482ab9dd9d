//! Questions about the next step, made from the rules: what is right is what happens, and what is wrong is not.

use paxoscope::app::{Action, AppState, Problem, Progress, Shelf};
use paxoscope::scene::{Prediction, prediction};
use paxoscope::share::{default_cluster, parse_route};
use paxoscope::sim::{Event, History};
use paxoscope::text::{Terms, know_all};
use std::rc::Rc;

fn opened(hash: &str) -> AppState {
    know_all();
    let mut state = AppState { shelf: Shelf::full(), ..AppState::new(Progress::default()) };
    state.reduce(Action::Go(parse_route(hash).expect(hash)));
    assert_eq!(state.problem, None, "{hash}");
    state
}

/// The question about each step of a lesson about which there is one.
fn asked_in(slug: &str) -> Vec<Prediction> {
    let mut state = opened(&format!("#/lesson/{slug}/0"));
    let mut all = Vec::new();
    let length = state.session().expect("a run").history.line().len();
    for _ in 0..length * 2 {
        let session = state.session().expect("a run");
        let event = session.next_event();
        all.extend(event.and_then(|event| prediction(&session.history, session.terms, &event)));
        state.reduce(Action::Step);
    }
    all
}

fn words(asked: &Prediction) -> Vec<&str> {
    asked.answers.iter().map(|answer| answer.words.as_str()).collect()
}

#[test]
fn every_question_has_one_right_answer_and_each_wrong_one_says_what_was_missed() {
    for slug in ["duel", "two-proposers", "phase-two", "pmmc-phases", "multi-paxos", "paxos-commit", "bank"] {
        let all = asked_in(slug);
        assert!(!all.is_empty(), "{slug}");
        for asked in all {
            assert!((2..=4).contains(&asked.answers.len()), "{slug}: {asked:?}");
            assert!(!asked.question.is_empty() && !asked.why.is_empty(), "{slug}: {asked:?}");
            for (index, answer) in asked.answers.iter().enumerate() {
                assert_eq!(answer.missed.is_empty(), index == asked.right, "{slug}: {asked:?}");
                let others = asked.answers.iter().filter(|other| other.words == answer.words).count();
                assert_eq!(others, 1, "{slug}: {asked:?}");
                assert!(!answer.words.contains("{$") && !answer.missed.contains("{$"), "{answer:?}");
            }
        }
    }
}

#[test]
fn too_late_an_accept_is_ignored_and_whoever_expects_it_accepted_has_missed_the_promise() {
    let all = asked_in("duel");
    let asked = all.iter().find(|asked| asked.question == "What does top do with accept (8,A) foo from A?");
    let asked = asked.expect("the decisive message of the lesson");
    assert_eq!(asked.answers[asked.right].words, "nothing: it changes nothing and sends nothing");
    let accepts = asked.answers.iter().find(|answer| answer.words.contains("sends accepted"));
    let accepts = accepts.unwrap_or_else(|| panic!("{:?}", words(asked)));
    assert_eq!(accepts.missed, "It would do that without this rule: Keep promises.");
    let refuses = asked.answers.iter().find(|answer| answer.words.contains("sends reject"));
    assert!(refuses.is_some(), "{:?}", words(asked));
}

#[test]
fn the_right_answer_stands_in_every_place() {
    let places: Vec<usize> = asked_in("duel").iter().map(|asked| asked.right).collect();
    for place in 0..2 {
        assert!(places.contains(&place), "{places:?}");
    }
}

#[test]
fn an_answer_lets_the_step_happen_and_is_told_until_somebody_goes_on() {
    let mut state = opened("#/lesson/duel/3");
    let before = state.session().expect("a run").history.position();
    state.reduce(Action::Guess);
    let right = state.guess.as_ref().expect("a question").prediction.right;
    state.reduce(Action::Choose(right + 1));
    let guess = state.guess.as_ref().expect("it is told");
    assert_eq!((guess.given, guess.is_told), (Some(right), true));
    assert_eq!(state.session().expect("a run").history.position(), before + 1);
    state.reduce(Action::Step);
    assert_eq!(state.guess, None);
}

#[test]
fn a_step_without_an_answer_reveals_it_and_going_elsewhere_puts_the_question_away() {
    let mut state = opened("#/lesson/duel/3");
    state.reduce(Action::Guess);
    state.reduce(Action::Step);
    let guess = state.guess.as_ref().expect("it is told");
    assert_eq!((guess.given, guess.is_told), (None, true));
    state.reduce(Action::Back);
    assert_eq!(state.guess, None);
    state.reduce(Action::Guess);
    assert!(state.guess.is_some());
    state.reduce(Action::Last);
    assert_eq!(state.guess, None);
}

#[test]
fn where_no_node_has_anything_to_decide_that_is_said_and_nothing_else_changes() {
    let mut state = opened("#/lesson/duel/0");
    state.reduce(Action::Last);
    state.reduce(Action::Guess);
    assert_eq!((state.guess.is_none(), state.problem), (true, Some(Problem::NothingToGuess)));
}

#[test]
fn hands_are_counted_for_a_guess_too() {
    let mut state = opened("#/lesson/duel/3");
    state.reduce(Action::Guess);
    state.reduce(Action::Hands { item: None, choice: 1, by: 1 });
    state.reduce(Action::Hands { item: None, choice: 0, by: -1 });
    state.reduce(Action::Hands { item: None, choice: 9, by: 1 });
    let hands = &state.guess.as_ref().expect("a question").hands;
    assert_eq!(hands[..2], [0, 1]);
}

#[test]
fn asking_changes_nothing_in_the_run() {
    let mut history = History::new(Rc::new(default_cluster()));
    for _ in 0..12 {
        let world = Rc::clone(history.world());
        let Some(event) = world.progress().first().cloned() else { break };
        let _ = prediction(&history, Terms::Standard, &event);
        assert!(Rc::ptr_eq(history.world(), &world));
        history.act(&event).expect("it was offered");
    }
    assert!(matches!(history.events().last(), Some(Event::Deliver(_) | Event::Act(..))));
}
