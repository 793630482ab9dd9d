//! A lesson that is being stepped through, and the side ways that a person takes from it.

use super::{Course, Session};
use crate::lesson::{Item, Part, Question, Stop, Verdict};
use crate::protocol::Map;
use crate::sim::{Event, NotEnabled};
use std::rc::Rc;

/// A lesson that is being stepped through.
#[derive(Clone, Debug)]
pub struct LessonPage {
    /// The lesson.
    pub course: Rc<Course>,
    /// The stop that is shown, or was when the person left the path.
    pub stop: usize,
    /// The run: the lesson's, and the branches that the person added.
    pub session: Session,
    /// The answers given, by part and item.
    pub answers: Map<(usize, usize), usize>,
    /// Hands counted for answers, by part, item and choice.
    pub hands: Map<(usize, usize, usize), u16>,
}

impl LessonPage {
    /// A lesson, opened at a stop.
    pub fn new(course: Rc<Course>, stop: usize) -> Self {
        let session = Session::with_history(course.history.clone(), course.lesson.terms);
        let mut page =
            LessonPage { course, stop: 0, session, answers: Map::default(), hands: Map::default() };
        page.go(stop);
        page
    }

    /// The stop that is shown.
    pub fn at(&self) -> Stop {
        self.course.run.stops[self.stop]
    }

    /// The part that is shown.
    pub fn part(&self) -> &Part {
        &self.course.lesson.parts[self.at().part]
    }

    /// The items of the part that can be seen at this stop.
    pub fn visible(&self) -> &[Item] {
        let part = self.part();
        &part.items[..self.at().items.min(part.items.len())]
    }

    /// Whether what is looked at is the lesson's own run.
    pub fn is_on_path(&self) -> bool {
        self.course.is_on_path(self.session.history.cursor())
    }

    /// Goes to a stop, past the end to the last one.
    pub fn go(&mut self, stop: usize) {
        self.stop = stop.min(self.course.last_stop());
        self.session.history.travel(self.course.moment(self.stop));
        self.session.drop_stale_selection();
    }

    /// One step: along the lesson, or along the side way. False if there is none.
    pub fn step(&mut self) -> bool {
        if !self.is_on_path() {
            return self.session.step();
        }
        let has_next = self.stop < self.course.last_stop();
        if has_next {
            self.go(self.stop + 1);
        }
        has_next
    }

    /// One step back. Between two stops, where somebody went by himself, it leads to the earlier one.
    pub fn back(&mut self) {
        if self.is_on_path() {
            let is_past = self.session.history.cursor() != self.course.moment(self.stop);
            self.go(if is_past { self.stop } else { self.stop.saturating_sub(1) });
        } else {
            let position = self.session.history.position();
            self.session.seek(position.saturating_sub(1));
            self.follow_cursor();
        }
    }

    /// The stop at which this many events have just happened, or else the last one before that.
    pub fn stop_after(&self, events: usize) -> usize {
        let stops = &self.course.run.stops;
        let exact = stops.iter().position(|stop| stop.events == events);
        exact.or_else(|| stops.iter().rposition(|stop| stop.events < events)).unwrap_or(0)
    }

    /// The first stop of a part.
    pub fn first_stop(&self, part: usize) -> usize {
        self.course.run.stops.iter().position(|stop| stop.part == part).unwrap_or(0)
    }

    /// Lets an event happen. The lesson's own next event keeps to the path.
    pub fn act(&mut self, event: &Event) -> Result<(), NotEnabled> {
        self.session.act(event)?;
        self.follow_cursor();
        Ok(())
    }

    /// After the cursor has moved by itself: shows the stop that belongs to it, if it is on the path.
    pub fn follow_cursor(&mut self) {
        let cursor = self.session.history.cursor();
        if !self.course.is_on_path(cursor) || self.course.moment(self.stop) == cursor {
            return;
        }
        self.stop = self.stop_after(cursor.0 as usize);
    }

    /// The question that digits answer: the last one to be seen that has no answer yet.
    ///
    /// It can still be answered when the lesson has gone on within its part, until the run itself has answered it.
    pub fn open_question(&self) -> Option<(usize, &Question)> {
        let last_first = self.visible().iter().enumerate().rev();
        last_first.filter(|_| self.is_on_path()).find_map(|(index, item)| match item {
            Item::Ask(question) if self.answer(index).is_none() && !self.is_settled(index) => {
                Some((index, question))
            }
            _ => None,
        })
    }

    /// Whether the lesson has just asked and not gone on.
    pub fn waits_for_answer(&self) -> bool {
        self.open_question().is_some_and(|(index, _)| index + 1 == self.visible().len())
    }

    /// The right answer to a question of the part that is shown, whoever says so.
    pub fn right_answer(&self, item: usize) -> Option<usize> {
        let Item::Ask(question) = self.part().items.get(item)? else { return None };
        match self.verdict(item) {
            Some(verdict) => Some(verdict.choice),
            None => question.choices.iter().position(|choice| choice.is_right),
        }
    }

    /// Whether the run still has to show which answer is right.
    pub fn is_undecided(&self, item: usize) -> bool {
        self.verdict(item).is_some_and(|verdict| self.at().events < verdict.events)
    }

    /// Whether the run has shown which answer is right, so that there is nothing left to predict.
    pub fn is_settled(&self, item: usize) -> bool {
        self.verdict(item).is_some_and(|verdict| self.at().events >= verdict.events)
    }

    /// Whether the last event decided a question.
    pub fn has_just_decided(&self) -> bool {
        let (part, events) = (self.at().part, self.at().events);
        let mut verdicts = self.course.run.verdicts.iter();
        verdicts.any(|verdict| (verdict.part, verdict.events) == (part, events))
    }

    fn verdict(&self, item: usize) -> Option<Verdict> {
        self.course.run.verdict(self.at().part, item)
    }

    /// The answer that was given to a question of the part that is shown.
    pub fn answer(&self, item: usize) -> Option<usize> {
        self.answers.get(&(self.at().part, item)).copied()
    }
}
