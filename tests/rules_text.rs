//! The text of rules, which the page fetches: what is in it, when it is wanted, and what happens if it does not come.

use paxoscope::app::{Action, AppState, Problem, Progress, RulesText, TimeChange, TimeTab};
use paxoscope::lesson::{index, starts};
use paxoscope::protocol::{Rule, Setup, synod};
use paxoscope::share::Route;
use paxoscope::text::{RULES_TEXT, has, is_in_page, rules_code};

fn sandbox(key: &str) -> Setup {
    Setup::usual(key).expect("a construction")
}

fn visit(setup: Setup) -> AppState {
    let mut state = AppState::new(Progress::default());
    assert!(!state.wants_rules(), "the catalogue needs none");
    state.reduce(Action::Go(Route::Sandbox(setup)));
    state
}

fn receive(state: &mut AppState, text: Option<&str>) {
    state.reduce(Action::ReceiveRules(text.map(str::to_owned)));
}

/// A page that shows a run has said that all its rules are there: of Paxos because they are in the page.
#[test]
fn the_page_itself_has_the_rules_of_paxos_and_the_text_those_of_all_others() {
    for rule in Rule::keys() {
        let is_of_paxos = synod::Rule::KEYS.contains(&rule);
        for key in [format!("rule-{rule}"), format!("source-{rule}")] {
            assert!(has(&key), "{key}");
            assert_eq!(is_in_page(&key), is_of_paxos, "{key} stands in the wrong folder");
        }
    }
}

#[test]
fn only_runs_of_other_constructions_wait_for_the_text() {
    for key in Setup::KEYS {
        let mut state = visit(sandbox(key));
        assert!(state.wants_rules(), "it is fetched with the first run");
        assert_eq!(state.lacks_rules(), !matches!(sandbox(key), Setup::Synod(_)), "{key}");
        receive(&mut state, Some(RULES_TEXT));
        assert!(!state.lacks_rules() && !state.wants_rules(), "{key}");
        assert_eq!((state.rules, state.problem), (RulesText::Here, None));
    }
}

#[test]
fn text_that_does_not_come_is_a_problem_only_where_it_is_needed() {
    for text in [None, Some("00000000\n[synod]"), Some("<!doctype html>")] {
        let mut paxos = visit(sandbox("synod"));
        receive(&mut paxos, text);
        assert_eq!((paxos.rules, &paxos.problem), (RulesText::Lost, &None));
        assert!(!paxos.wants_rules());
        paxos.reduce(Action::Time(TimeChange::Show(TimeTab::Rules)));
        assert!(paxos.wants_rules(), "the pseudo-code is to be shown");
        receive(&mut paxos, text);
        assert_eq!(paxos.problem, Some(Problem::NoRules));
        assert!(!paxos.wants_rules(), "it has been said");

        let mut commit = visit(sandbox("two-phase-commit"));
        receive(&mut commit, text);
        assert_eq!(commit.problem, Some(Problem::NoRules));
        assert!(commit.lacks_rules());
        commit.reduce(Action::Close);
        assert!(commit.wants_rules(), "whoever goes on tries again");
    }
}

#[test]
fn the_text_has_the_code_without_its_comments() {
    assert!(rules_code().starts_with("\n[attempt-1]"), "{:.40}", rules_code());
    assert!(rules_code().lines().all(|line| !line.starts_with('#')));
}

/// The catalogue marks what fails at the end of a lesson, before any text has come.
#[test]
fn the_page_itself_names_every_property_that_the_catalogue_mentions() {
    let fails = index().chain(starts()).flat_map(|entry| entry.fails());
    let missing: Vec<&str> = fails.filter(|key| !is_in_page(&format!("property-{key}"))).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

/// What is said of a run of another construction waits with its rules; of Paxos, nothing does.
#[test]
fn what_is_said_of_other_constructions_only_is_in_the_text() {
    for key in
        ["broken-consistency", "event-begin", "field-balance", "timer-heartbeat", "leaders", "decided-both"]
    {
        assert!(has(key) && !is_in_page(key), "{key}");
    }
    let fields =
        ["promised", "accepted", "learned", "promises", "number", "phase"].map(|key| format!("field-{key}"));
    for key in fields.iter().map(String::as_str).chain(["broken-agreement", "notice-chosen"]) {
        assert!(is_in_page(key), "{key}");
    }
}
