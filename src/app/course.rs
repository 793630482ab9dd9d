//! A lesson, played to the end once, so that every stop of it is a moment of one history.

use crate::lesson::{Lesson, Run};
use crate::sim::{History, MomentId, NotEnabled};
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
    /// A lesson that was played, played again.
    pub fn new(lesson: Rc<Lesson>, run: Run) -> Result<Self, NotEnabled> {
        let mut history = History::new(Rc::clone(&lesson.setup));
        for event in &run.events {
            history.act(event)?;
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
