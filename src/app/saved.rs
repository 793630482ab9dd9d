//! The run that is open, as the browser keeps it: a closed tab loses nothing.

use super::{AppState, Page, Problem, Sandbox, Session};
use crate::share::{Route, Run, parse_packed, parse_route, write_packed, write_route};
use crate::sim::{Event, MomentId, Schedule};
use std::rc::Rc;

impl Session {
    /// A run that was carried here, taken up again.
    pub(super) fn of_run(run: &Run) -> Result<Self, Problem> {
        let history = run.history().map_err(Problem::Run)?;
        let mut session = Session::with_history(history, run.terms);
        session.player = run.schedule.clone().unwrap_or(Schedule::InOrder);
        Ok(session)
    }
}

impl AppState {
    /// What the browser keeps of the run that is open: its address, and below it the run, packed. Nothing if there
    /// is nothing that would be lost.
    pub fn to_save(&self) -> Option<String> {
        let session = self.session()?;
        let given = match &self.page {
            // The lesson's own steps are in the lesson, and those of a link or a start in that: to look at somebody's run
            // must not cost one's own.
            Page::Lesson(page) => page.course.run.events.len(),
            Page::Sandbox(sandbox) => sandbox.given(),
            Page::Home | Page::Ladder => 0,
        };
        let own = session.history.len() - 1 - given;
        let is_named = session.history.names().next().is_some();
        (own > 0 || is_named)
            .then(|| format!("{}\n{}", write_route(&self.home_of_run()), write_packed(&session.run())))
    }

    /// The address of the page, without the run.
    fn home_of_run(&self) -> Route {
        match self.route() {
            Route::Run(run) => Route::Sandbox((*run.setup).clone()),
            other => other,
        }
    }

    /// Takes up what the browser kept: the page waits as if it had just been left. What can't be read is left alone:
    /// it may be from a newer version of the page.
    pub fn take_up(&mut self, saved: &str) {
        // Earlier versions of the page kept the run as a file.
        if let Some((address, file)) = saved.split_once('\n').filter(|(_, file)| file.starts_with('{')) {
            return self.take_up_file(address, file);
        }
        if address(saved).is_some_and(|route| self.shelf.lacks(&route)) {
            self.shelf.keep(saved);
        } else if let Some(page) = self.read_page(saved) {
            self.kept.put(page);
        }
    }

    fn read_page(&self, saved: &str) -> Option<Page> {
        let (_, packed) = saved.split_once('\n')?;
        let run = parse_packed(packed).ok()?;
        match address(saved)? {
            Route::Sandbox(_) => Some(Page::Sandbox(Sandbox::new(Session::of_run(&run).ok()?, None))),
            Route::Explore { slug, stop } => {
                let lesson = self.open_lesson(&slug, stop).ok()?;
                Some(Page::Sandbox(Sandbox::new(Session::of_run(&run).ok()?, Some(Rc::new(lesson)))))
            }
            Route::Start { slug } => {
                let mut start = Sandbox::of_start(self.open_start(&slug).ok()?);
                begins_with(&run, &start.start.as_ref()?.run.events).then_some(())?;
                start.session = Session::of_run(&run).ok()?;
                Some(Page::Sandbox(start))
            }
            Route::Lesson { slug, stop } => {
                let mut lesson = self.open_lesson(&slug, stop).ok()?;
                begins_with(&run, &lesson.course.run.events).then_some(())?;
                lesson.session = Session::of_run(&run).ok()?;
                Some(Page::Lesson(lesson))
            }
            Route::Home | Route::Ladder | Route::Run(_) | Route::Own(_) => None,
        }
    }
}

/// Whether a run goes on from these events. A lesson may have been rewritten since: then its old run is another one.
fn begins_with(run: &Run, events: &[Event]) -> bool {
    events.iter().enumerate().all(|(at, event)| {
        let parent = MomentId(u32::try_from(at).unwrap_or(u32::MAX));
        run.events.get(at).is_some_and(|kept| kept.0 == parent && kept.1 == *event)
    })
}

/// The address of the page in what the browser kept.
pub(super) fn address(saved: &str) -> Option<Route> {
    parse_route(saved.split_once('\n')?.0).ok()
}
