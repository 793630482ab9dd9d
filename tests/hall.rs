//! Presenting: what a lecturer does with what the hall sees, with a remote alone; and what a speaker's window is told.

use paxoscope::app::{
    Action, AppState, HallAction, HallView, KeyPress, Page, Pointer, Progress, Report, Shelf, TimeTab,
    command_for,
};
use paxoscope::share::parse_route;

fn opened(hash: &str) -> AppState {
    let mut state = AppState { shelf: Shelf::full(), ..AppState::new(Progress::default()) };
    state.reduce(Action::Go(parse_route(hash).expect(hash)));
    assert_eq!(state.problem, None, "{hash}");
    state
}

fn press(state: &mut AppState, key: &str) {
    let press = KeyPress { key: key.to_owned(), ..KeyPress::default() };
    if let Some(action) = command_for(state, &press, None) {
        state.reduce(action);
    }
}

fn stop(state: &AppState) -> usize {
    match &state.page {
        Page::Lesson(page) => page.stop,
        other => panic!("not a lesson: {other:?}"),
    }
}

#[test]
fn a_remote_alone_goes_through_a_whole_lesson_and_back() {
    let mut state = opened("#/lesson/duel/0");
    press(&mut state, "f");
    assert!(state.hall.is_on);
    let last = match &state.page {
        Page::Lesson(page) => page.course.last_stop(),
        _ => unreachable!(),
    };
    for at in 1..=last {
        press(&mut state, "PageDown");
        assert_eq!(stop(&state), at, "questions let a remote pass, too");
    }
    press(&mut state, "PageDown");
    assert_eq!(stop(&state), last);
    for at in (0..last).rev() {
        press(&mut state, "PageUp");
        assert_eq!(stop(&state), at);
    }
}

#[test]
fn the_key_that_blanks_the_screen_shows_it_again_and_so_does_a_step_which_is_not_taken() {
    let mut state = opened("#/lesson/duel/3");
    press(&mut state, ".");
    assert!(!state.hall.is_blank, "outside a hall nothing goes blank");
    press(&mut state, "f");
    for key in [".", "b"] {
        press(&mut state, key);
        assert!(state.hall.is_blank);
        press(&mut state, key);
        assert!(!state.hall.is_blank);
    }
    for key in ["PageDown", "PageUp", "Escape"] {
        press(&mut state, ".");
        press(&mut state, key);
        assert!(!state.hall.is_blank, "{key}");
        assert_eq!(stop(&state), 3, "{key}: a hall that sees nothing misses nothing");
        assert!(state.hall.is_on, "{key}");
    }
}

#[test]
fn escape_puts_the_pointer_away_first_and_then_ends_presenting() {
    let mut state = opened("#/lesson/duel/3");
    press(&mut state, "f");
    press(&mut state, "i");
    assert_eq!(state.hall.pointer, Pointer::Pen);
    press(&mut state, "w");
    assert_eq!(state.hall.pointer, Pointer::Spotlight);
    press(&mut state, "Escape");
    assert_eq!((state.hall.pointer, state.hall.is_on), (Pointer::Hand, true));
    press(&mut state, "Escape");
    assert!(!state.hall.is_on);
}

#[test]
fn f5_is_kept_from_the_browser_only_before_a_hall() {
    let mut state = opened("#/lesson/duel/3");
    let f5 = KeyPress { key: "F5".to_owned(), ..KeyPress::default() };
    assert_eq!(command_for(&state, &f5, None), None);
    press(&mut state, "f");
    assert_eq!(command_for(&state, &f5, None), Some(Action::Hall(HallAction::Stay)));
}

#[test]
fn what_is_large_goes_round_and_the_diagram_is_there_whatever_was_open() {
    let mut state = opened("#/lesson/duel/3");
    state.time.is_open = false;
    state.time.tab = TimeTab::Log;
    press(&mut state, "f");
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push((state.hall.view, state.hall.has_stage(), state.hall.has_diagram()));
        press(&mut state, "v");
    }
    assert_eq!(
        seen,
        [
            (HallView::Stage, true, false),
            (HallView::Diagram, false, true),
            (HallView::Both, true, true),
            (HallView::Stage, true, false),
        ]
    );
    let time = state.time_in_sight();
    assert_eq!((time.is_open, time.tab), (true, TimeTab::Diagram));
    press(&mut state, "f");
    let time = state.time_in_sight();
    assert_eq!((time.is_open, time.tab), (false, TimeTab::Log), "as it was");
}

#[test]
fn leaving_the_full_screen_ends_presenting_but_not_a_frame() {
    let mut state = opened("#/lesson/duel/3");
    state.reduce(Action::Hall(HallAction::Frame));
    press(&mut state, "f");
    state.reduce(Action::Hall(HallAction::Leave));
    assert!(!state.hall.is_on && state.hall.is_seen());
}

#[test]
fn hands_are_counted_for_each_answer_and_never_below_none() {
    let mut state = opened("#/lesson/duel/0");
    while state.question_of_hall().is_none() {
        state.reduce(Action::Step);
    }
    let item = state.question_of_hall().expect("a question");
    for (choice, by) in [(0, 1), (0, 1), (1, 1), (1, -1), (1, -1)] {
        state.reduce(Action::Hands { item: Some(item), choice, by });
    }
    let asked = Report::of(&state).expect("a run").question.expect("a question");
    let hands: Vec<u16> = asked.answers.iter().map(|answer| answer.1).collect();
    assert_eq!(hands, [2, 0, 0]);
    assert_eq!(asked.right, Some(0));
    assert_eq!(asked.text, "How many acceptors will accept foo?");
}

#[test]
fn a_question_is_before_the_hall_until_the_lesson_goes_on() {
    let mut state = opened("#/lesson/duel/0");
    while state.question_of_hall().is_none() {
        state.reduce(Action::Step);
    }
    state.reduce(Action::Choose(2));
    assert!(state.question_of_hall().is_some(), "the answer is looked at");
    state.reduce(Action::Step);
    state.reduce(Action::Step);
    assert_eq!(state.question_of_hall(), None);
}

#[test]
fn a_report_tells_the_moment_its_notes_and_what_comes_next() {
    let state = opened("#/lesson/duel/1");
    let report = Report::of(&state).expect("a run");
    assert_eq!(report.trail.last().map(String::as_str), Some("A opens with (8,A)"));
    assert_eq!((report.at, report.address.as_str()), (1, "#/lesson/duel/1"));
    assert_eq!(report.story, "It begins like any other day: A asks, and everybody is ready.");
    assert_eq!(report.next.last().map(String::as_str), Some("B overtakes with (9,B)"));
    assert_ne!(report.step, "");
    assert_eq!(report.notes.len(), 2, "{:?}", report.notes);
    assert_eq!(Report::of(&opened("#/")), None);
}

#[test]
fn only_steps_can_be_asked_for_from_outside_and_keys_only_by_ourselves() {
    let state = opened("#/lesson/duel/4");
    assert_eq!(state.asked_for("next", 0, None), Some(Action::Step));
    assert_eq!(state.asked_for("goto", 7, None), Some(Action::Seek(7)));
    assert_eq!(state.asked_for("key", 0, None), None);
    assert_eq!(state.asked_for("key", 0, Some("PageUp")), Some(Action::Back));
    for words in ["", "rebuild", "<b>", "Next"] {
        assert_eq!(state.asked_for(words, 0, Some("n")), None, "{words}");
    }
}

#[test]
fn going_far_past_the_end_from_outside_ends_at_the_end() {
    let mut state = opened("#/lesson/duel/0");
    state.reduce(state.asked_for("goto", usize::MAX, None).expect("a step"));
    let report = Report::of(&state).expect("a run");
    assert_eq!(report.at, report.last);
}
