//! A lesson, played to the end once, so that every stop of it is a moment of one history.

use crate::lesson::{Lesson, LessonError, Run, library, run};
use crate::sim::{History, MomentId};
use std::rc::Rc;

/// A lesson that is ready to be stepped through.
#[derive(Clone, Debug)]
pub struct Course {
    /// The lesson.
    pub lesson: Rc<Lesson>,
    /// Its stops and events.
    pub run: Run,
    /// Its run; the cursor is at the start. The moment after `n` events has the number `n`.
    pub history: History,
}

impl Course {
    /// Plays a lesson. Its expectations are checked on the way.
    pub fn new(lesson: Rc<Lesson>) -> Result<Self, LessonError> {
        let run = run(&lesson)?;
        let mut history = History::new(Rc::clone(&lesson.setup));
        for event in &run.events {
            history.act(event).expect("the lesson has just been run with these events");
        }
        history.seek(0);
        Ok(Course { lesson, run, history })
    }

    /// The moment of a stop.
    pub fn moment(&self, stop: usize) -> MomentId {
        MomentId(u32::try_from(self.run.stops[stop].events).expect("fewer than four billion events"))
    }

    /// Whether a moment of a history that started as this lesson's is on the lesson's path.
    pub fn is_on_path(&self, moment: MomentId) -> bool {
        moment.0 as usize <= self.run.events.len()
    }

    /// The number of the last stop.
    pub fn last_stop(&self) -> usize {
        self.run.stops.len() - 1
    }
}

/// The built-in lesson with this name in addresses.
pub fn find_lesson(slug: &str) -> Option<Rc<Lesson>> {
    library().iter().find(|lesson| lesson.slug == slug).cloned()
}
