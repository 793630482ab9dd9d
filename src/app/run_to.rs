//! Running on to a goal, and back from there in one go.

use super::{Action, AppState, Goal, Page, Problem};
use crate::lesson::Predicate;
use crate::sim::{History, MomentId};

/// A run to a goal gives up after this many steps: it may never come.
pub const GOAL_STEPS_MAX: u32 = 5_000;

/// Where somebody is: the moment and, in a lesson, the stop.
type Place = (MomentId, usize);

/// A run to a goal that has just ended: the next step back takes it back as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leap {
    from: Place,
    to: Place,
}

impl AppState {
    /// On to a goal, or until there is nothing left to do or a lesson asks something.
    pub(super) fn run_to(&mut self, goal: &Goal) {
        let Some(from) = self.place() else { return };
        self.pause();
        if !self.can_step() {
            self.problem = self.goal_words(goal).map(Problem::NoWay);
            return;
        }
        if let Some(session) = self.session_mut() {
            session.history.remember();
        }
        let has_ended = self.run_until(goal);
        let Some(to) = self.place() else { return };
        if let Some(session) = self.session_mut() {
            session.leap = Some(Leap { from, to });
        }
        self.problem = match (has_ended, self.goal_words(goal)) {
            (Some(true), Some(goal)) => Some(Problem::GoalEnded(goal)),
            (Some(false), Some(goal)) => Some(Problem::NeverCame(goal, GOAL_STEPS_MAX)),
            _ => None,
        };
    }

    /// On to what somebody has typed.
    pub(super) fn run_to_typed(&mut self, text: &str) {
        let parsed = self.session().map(|session| Predicate::parse(&session.view().notation(), text));
        match parsed {
            Some(Ok(predicate)) => self.run_to(&Goal::Predicate(predicate)),
            Some(Err(error)) => self.problem = Some(Problem::Predicate(error.message)),
            None => {}
        }
    }

    /// Takes a run to a goal back, if that is what has just happened. Any other action ends the chance.
    pub(super) fn leap_back(&mut self, action: &Action) -> bool {
        let place = self.place();
        let Some(session) = self.session_mut() else { return false };
        if !(action.goes_on() || matches!(action, Action::Tick)) {
            return false;
        }
        let Some(leap) = session.leap.take() else { return false };
        if !matches!(action, Action::Back) || place != Some(leap.to) {
            return false;
        }
        let (moment, stop) = leap.from;
        session.history.travel(moment);
        session.drop_stale_selection();
        if let Page::Lesson(page) = &mut self.page {
            page.stop = stop;
        }
        true
    }

    /// Runs on; none if the goal is reached, or else whether the run has ended before.
    fn run_until(&mut self, goal: &Goal) -> Option<bool> {
        for _ in 0..GOAL_STEPS_MAX {
            let history = &self.session()?.history;
            let (cursor, position) = (history.cursor(), history.position());
            let has_stepped = match &mut self.page {
                Page::Home | Page::Ladder => false,
                Page::Lesson(page) => page.step(),
                Page::Sandbox(sandbox) => sandbox.session.step(),
            };
            if !has_stepped {
                return Some(true);
            }
            let history = &self.session()?.history;
            // At some stops of a lesson nothing happens, and to some several events lead.
            let has_arrived = history.cursor() != cursor && reaches(history, position, goal);
            if has_arrived || matches!(&self.page, Page::Lesson(page) if page.waits_for_answer()) {
                return None;
            }
        }
        Some(false)
    }

    fn place(&self) -> Option<Place> {
        let stop = if let Page::Lesson(page) = &self.page { page.stop } else { 0 };
        self.session().map(|session| (session.history.cursor(), stop))
    }

    fn can_step(&self) -> bool {
        match &self.page {
            Page::Lesson(page) if page.is_on_path() => page.stop < page.course.last_stop(),
            _ => self.session().is_some_and(|session| session.next_event().is_some()),
        }
    }

    fn goal_words(&self, goal: &Goal) -> Option<String> {
        self.session().map(|session| goal.words(&session.view().notation()))
    }
}

/// Whether a goal was reached on the line since this position.
fn reaches(history: &History, position: usize, goal: &Goal) -> bool {
    let line = &history.line()[position..=history.position()];
    line.windows(2).any(|pair| {
        let (before, now) = (history.moment(pair[0]), history.moment(pair[1]));
        now.step.as_ref().is_some_and(|step| goal.is_reached(&before.world, step, &now.world))
    })
}
