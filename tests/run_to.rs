//! Running to a goal and back, what can be typed as a goal, and the tree of runs as the application changes it.

mod common;

use common::two;
use paxoscope::app::{Action, AppState, Goal, Page, Problem, Progress, RunsAction, Shelf};
use paxoscope::lesson::{Comparison, Predicate};
use paxoscope::protocol::{MessageKind, Phase, Setup};
use paxoscope::scene::{runs, side_by_side};
use paxoscope::share::parse_route;
use paxoscope::sim::{Event, History, MomentId, MsgId, Schedule, World};
use paxoscope::text::{Notation, Terms};
use std::rc::Rc;

fn opened(hash: &str) -> AppState {
    let mut state = AppState { shelf: Shelf::full(), ..AppState::new(Progress::default()) };
    state.reduce(Action::Go(parse_route(hash).expect(hash)));
    assert_eq!(state.problem, None, "{hash}");
    state
}

fn history(state: &AppState) -> &History {
    &state.session().expect("a run").history
}

fn at(state: &AppState) -> usize {
    history(state).position()
}

fn stop(state: &AppState) -> usize {
    let Page::Lesson(page) = &state.page else { panic!("a lesson") };
    page.stop
}

fn words(state: &AppState) -> String {
    state.problem.as_ref().map(Problem::words).unwrap_or_default()
}

#[test]
fn every_goal_stops_where_it_is_first_reached() {
    let goals = [
        (Goal::Phase, 1),
        (Goal::Message(MessageKind::Promise), 0),
        (Goal::Message(MessageKind::Accepted), 0),
        (Goal::Decision, 0),
    ];
    for (goal, steps) in goals {
        let mut state = opened("#/sandbox");
        state.reduce(Action::RunTo(goal.clone()));
        assert_eq!(state.problem, None, "{goal:?}");
        let (history, reached) = (history(&state), at(&state));
        assert!(steps == 0 || reached == steps, "{goal:?}: {reached}");
        let worlds: Vec<_> = history.line().iter().map(|&id| history.moment(id)).collect();
        for (before, after) in worlds.iter().zip(&worlds[1..]) {
            let step = after.step.as_ref().expect("not the start");
            let is_last = Rc::ptr_eq(&after.world, history.world());
            assert_eq!(goal.is_reached(&before.world, step, &after.world), is_last, "{goal:?}");
        }
    }
}

#[test]
fn back_takes_a_run_to_a_goal_back_as_a_whole_and_only_then() {
    let mut state = opened("#/sandbox");
    state.reduce(Action::Step);
    state.reduce(Action::RunTo(Goal::Decision));
    let reached = at(&state);
    assert!(reached > 5);
    state.reduce(Action::Toggle(paxoscope::app::Sheet::Help));
    state.reduce(Action::Close);
    state.reduce(Action::Back);
    assert_eq!((at(&state), history(&state).line().len()), (1, reached + 1), "nothing is lost");
    state.reduce(Action::Last);
    state.reduce(Action::Back);
    assert_eq!(at(&state), reached - 1, "afterwards a step is a step");
    state.reduce(Action::First);
    state.reduce(Action::RunTo(Goal::Phase));
    state.reduce(Action::Step);
    state.reduce(Action::Back);
    state.reduce(Action::Back);
    assert_eq!(at(&state), 0, "one step each");
    state.reduce(Action::Step);
    state.reduce(Action::RunTo(Goal::Decision));
    state.reduce(Action::Undo);
    assert_eq!(at(&state), 1, "one undo does the same");
    state.reduce(Action::Redo);
    assert_eq!(at(&state), reached);
}

#[test]
fn a_lesson_runs_along_its_path_and_back() {
    let mut state = opened("#/lesson/two-proposers/3");
    state.reduce(Action::RunTo(Goal::Message(MessageKind::Promise)));
    let reached = stop(&state);
    assert!(reached > 3);
    state.reduce(Action::Back);
    assert_eq!(stop(&state), 3);
    state.reduce(Action::Step);
    state.reduce(Action::Back);
    assert_eq!(stop(&state), 3);
    // At a question the run waits, whatever the goal is.
    state.reduce(Action::RunTo(Goal::PropertyBreaks));
    let Page::Lesson(page) = &state.page else { panic!("a lesson") };
    assert!(page.waits_for_answer() && state.problem.is_none());
}

#[test]
fn a_goal_that_never_comes_says_so() {
    let mut state = opened("#/sandbox");
    state.reduce(Action::SetPlayer(Schedule::Duel));
    state.reduce(Action::RunTo(Goal::Decision));
    assert_eq!(words(&state), "The next decision: not in 5000 steps. Back leads to where you were.");
    state.reduce(Action::Back);
    assert_eq!((at(&state), words(&state)), (0, String::new()));
    let mut state = opened("#/sandbox");
    state.reduce(Action::RunTo(Goal::PropertyBreaks));
    assert!(words(&state).starts_with("Until a property breaks: not before there was nothing"));
    let end = at(&state);
    state.reduce(Action::RunTo(Goal::Phase));
    assert!(words(&state).ends_with("there is nothing left to do."), "{}", words(&state));
    assert_eq!(at(&state), end);
}

#[test]
fn a_broken_property_is_found() {
    let mut state = opened("#/sandbox?acceptors=4&quorums=1,1&eager=yes");
    let storm = paxoscope::sim::RandomSchedule::stormy;
    let broken = (0..40).any(|seed| {
        state.reduce(Action::First);
        state.reduce(Action::SetPlayer(Schedule::Random(storm(seed))));
        state.reduce(Action::RunTo(Goal::PropertyBreaks));
        state.problem.is_none()
    });
    assert!(broken, "one of four is no majority");
}

fn parse(text: &str) -> Result<Predicate, String> {
    let setup = Setup::Synod(two());
    let notation = Notation { setup: &setup, terms: Terms::Marshall };
    Predicate::parse(&notation, text).map_err(|error| error.message)
}

/// The worlds of a run in order, with the predicate's truth in each.
fn truths(text: &str) -> Vec<bool> {
    let predicate = parse(text).unwrap_or_else(|why| panic!("{text}: {why}"));
    let mut world = World::new(Rc::new(Setup::Synod(two())));
    let mut truths = vec![predicate.holds(&world)];
    while let Some(event) = Schedule::Synchronous.next(&world) {
        world.apply(&event).expect("enabled");
        truths.push(predicate.holds(&world));
    }
    truths
}

#[test]
fn predicates_are_true_from_some_step_on() {
    for (text, comparison) in [
        ("top.promised >= (2,B)", Comparison::AtLeast),
        ("top.highest proposed>=2", Comparison::AtLeast),
        ("B.state > preparing", Comparison::Above),
        ("l1.learned = bar", Comparison::Equal),
        ("l1.learned != none", Comparison::Unequal),
        ("mid.accepted = bar", Comparison::Equal),
        ("mid.accepted ≥ (2,B)", Comparison::AtLeast),
        ("B.promises >= 2", Comparison::AtLeast),
        ("B.ready = 3/3", Comparison::Equal),
        ("B.wants = bar", Comparison::Equal),
    ] {
        let found = parse(text).map(|predicate| predicate.comparison);
        assert_eq!(found, Ok(comparison), "{text}");
        let truths = truths(text);
        assert!(*truths.last().expect("many"), "{text} at the end");
        assert_eq!(truths[0], text.starts_with("B.wants"), "{text} at the start");
    }
    let led = truths("A.phase = accepting");
    assert!(led.contains(&true) && !led[led.len() - 1], "A leads, and hears that it is too late");
    assert!(truths("mid.accepted = ((2,B), bar)").contains(&true));
    assert!(truths("top.promised < (1,A)")[0], "nothing is below everything");
    assert!(truths("top.promised = none")[0]);
    assert_eq!(parse("A.phase = chosen").map(|it| it.text), Ok("chosen".to_owned()));
}

#[test]
fn what_can_not_be_read_is_explained() {
    for (text, why) in [
        ("", "is not of the form NODE.FIELD = VALUE"),
        ("top promised 3", "is not of the form NODE.FIELD = VALUE"),
        ("promised = 3", "is not of the form NODE.FIELD = VALUE"),
        ("left.promised = 3", "There is no node \"left\". The nodes are: A, B, top, mid, bot, l1"),
        (
            "top.phase = idle",
            "top has no field \"phase\". Its fields are: highest proposed, highest accepted",
        ),
        ("top.promised = ", "After the sign stands"),
        ("top.promised = foo", "“foo” is not a proposal number"),
        ("top.promised = (3,C)", "There is no node \"C\""),
        ("A.promises > many", "“many” is not a number of answers"),
        ("A.phase = busy", "“busy” is none of: idle, preparing, accepting, chosen"),
        ("l1.learned > foo", "“learned” has no order"),
    ] {
        let found = parse(text).expect_err(text);
        assert!(found.contains(why), "{text}: {found}");
    }
    let mut state = opened("#/sandbox");
    state.reduce(Action::RunToTyped("A₁.promised".to_owned()));
    assert!(words(&state).contains("NODE.FIELD"), "{}", words(&state));
    assert_eq!(at(&state), 0);
    state.reduce(Action::RunToTyped("A₁.promised >= (2,B)".to_owned()));
    assert_eq!(words(&state), "");
    let holds = parse("A.phase = idle")
        .expect("sound")
        .words(&Notation { setup: &Setup::Synod(two()), terms: Terms::Standard });
    assert_eq!(holds, "A.state = idle");
    assert!(history(&state).world().node(paxoscope::protocol::NodeId(1)).phase() == Phase::Preparing);
}

#[test]
fn a_branch_is_named_deleted_and_brought_back() {
    let mut state = opened("#/sandbox");
    (0..3).for_each(|_| state.reduce(Action::Step));
    state.reduce(Action::Seek(1));
    state.reduce(Action::Do(Event::Drop(MsgId(0))));
    let lost = history(&state).cursor();
    state.reduce(Action::Runs(RunsAction::Name(lost, "lost".to_owned())));
    let rows = |state: &AppState| runs(history(state), Terms::Standard).rows;
    let found = rows(&state);
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].can_delete(), found[1].can_delete(), found[1].name.as_str()), (false, true, "lost"));
    assert_eq!(
        (found[1].extent.as_str(), found[1].level, found[1].is_here),
        ("one step from step 2", 1, true)
    );
    assert_eq!(found[0].extent, "3 steps");
    state.reduce(Action::Runs(RunsAction::Delete(lost)));
    assert_eq!((rows(&state).len(), at(&state)), (1, 1));
    state.reduce(Action::Undo);
    assert_eq!((rows(&state).len(), history(&state).cursor()), (2, lost));
    state.reduce(Action::Undo);
    assert_eq!(rows(&state)[1].name, "");
    state.reduce(Action::Runs(RunsAction::Delete(MomentId(0))));
    assert_eq!(state.problem, Some(Problem::FirstBranch));
}

#[test]
fn the_steps_of_a_lesson_stay_and_side_ways_go() {
    let mut state = opened("#/lesson/two-proposers/3");
    state.reduce(Action::Runs(RunsAction::Delete(MomentId(2))));
    assert_eq!(state.problem, Some(Problem::LessonBranch));
    state.reduce(Action::Do(Event::Drop(MsgId(2))));
    let aside = history(&state).cursor();
    state.reduce(Action::Runs(RunsAction::Delete(aside)));
    assert_eq!((state.problem.clone(), stop(&state)), (None, 3));
    assert!(history(&state).glance(aside).is_hidden);
}

#[test]
fn two_runs_are_chosen_and_shown_side_by_side() {
    let mut state = opened("#/sandbox");
    (0..4).for_each(|_| state.reduce(Action::Step));
    let one = history(&state).cursor();
    state.reduce(Action::Seek(2));
    state.reduce(Action::Do(Event::Drop(MsgId(1))));
    let other = history(&state).cursor();
    let compared = |state: &AppState| state.session().and_then(paxoscope::app::Session::compared);
    state.reduce(Action::Runs(RunsAction::Compare(one)));
    assert_eq!(compared(&state), None);
    state.reduce(Action::Runs(RunsAction::Compare(other)));
    assert_eq!(compared(&state), Some((one, other)));
    let pair = side_by_side(history(&state), Terms::Standard, one, other);
    assert_eq!(pair.common, "The first 2 steps are the same.");
    assert_eq!((pair.rows.len(), pair.rows[0].step, pair.rows[0].is_first), (2, 3, true));
    assert_eq!(pair.rows[1].sides[1], None, "this run has ended");
    assert_eq!(pair.agreement, "They never look the same again.");
    state.reduce(Action::Runs(RunsAction::Delete(other)));
    assert_eq!(compared(&state), None, "what is deleted is not compared");
    state.reduce(Action::Undo);
    state.reduce(Action::Runs(RunsAction::Compare(one)));
    assert_eq!(compared(&state), None, "chosen again is chosen no longer");
}

/// However many branches there are, the list stays short, and the one that is looked at is on it.
#[test]
fn hundreds_of_branches_are_a_short_list() {
    let mut state = opened("#/sandbox?acceptors=9");
    state.reduce(Action::SetPlayer(Schedule::Random(paxoscope::sim::RandomSchedule::calm(4))));
    for turn in 0..300 {
        state.reduce(Action::Seek(turn % 5 + 1));
        let enabled = history(&state).world().enabled();
        state.reduce(Action::Do(enabled[turn * 7919 % enabled.len()].clone()));
    }
    let found = runs(history(&state), Terms::Standard);
    assert!(found.rows.len() <= 40 && found.hidden > 10, "{} and {}", found.rows.len(), found.hidden);
    assert_eq!(found.rows.iter().filter(|row| row.is_here).count(), 1);
    assert_eq!(found.rows.len() + found.hidden, history(&state).branches().count());
}

/// A run by chance that begins as an older one did must not slip into the older one's future.
#[test]
fn a_seed_plays_its_own_run_wherever_others_have_been() {
    let run = |state: &mut AppState, seed| {
        state.reduce(Action::First);
        state.reduce(Action::SetPlayer(Schedule::Random(paxoscope::sim::RandomSchedule::stormy(seed))));
        (0..40).for_each(|_| state.reduce(Action::Step));
        history(state).events().cloned().collect::<Vec<Event>>()
    };
    let alone = |seed| run(&mut opened("#/sandbox"), seed);
    let mut state = opened("#/sandbox");
    for seed in [7, 8, 9, 7] {
        assert_eq!(run(&mut state, seed), alone(seed), "seed {seed}");
    }
}
