//! The run that is open, as the browser keeps it: a closed tab loses nothing.

use super::{AppState, Course, LessonPage, Page, Problem, Sandbox, Session, find_lesson};
use crate::share::{Route, Run, parse_file, parse_route, write_file, write_route};
use crate::sim::{MomentId, Schedule};
use std::rc::Rc;

impl Session {
    /// A run that was carried here, taken up again.
    pub(super) fn of_run(run: &Run) -> Result<Self, Problem> {
        let mut history =
            run.history().map_err(|error| Problem::File(crate::share::FileError::Run(error)))?;
        for (id, name) in &run.names {
            history.load_name(*id, name);
        }
        let mut session = Session::with_history(history, run.terms);
        session.player = run.schedule.clone().unwrap_or(Schedule::InOrder);
        Ok(session)
    }
}

impl AppState {
    /// What the browser keeps of the run that is open: its address, and below it the run as a file. Nothing if there
    /// is nothing that would be lost.
    pub fn to_save(&self) -> Option<String> {
        let session = self.session()?;
        let own = match &self.page {
            // The lesson's own steps are in the lesson.
            Page::Lesson(page) => session.history.len() - 1 - page.course.run.events.len(),
            _ => session.history.len() - 1,
        };
        let is_named = session.history.names().next().is_some();
        (own > 0 || is_named)
            .then(|| format!("{}\n{}", write_route(&self.home_of_run()), write_file(&session.run())))
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
        if let Some(page) = read_page(saved) {
            self.kept.put(page);
        }
    }
}

fn read_page(saved: &str) -> Option<Page> {
    let (address, file) = saved.split_once('\n')?;
    let run = parse_file(file).ok()?;
    match parse_route(address).ok()? {
        Route::Sandbox(_) => Some(Page::Sandbox(Sandbox::new(Session::of_run(&run).ok()?, None))),
        Route::Explore { slug, stop } => {
            let lesson = lesson_page(&slug, stop)?;
            Some(Page::Sandbox(Sandbox::new(Session::of_run(&run).ok()?, Some(Rc::new(lesson)))))
        }
        Route::Lesson { slug, stop } => {
            let mut lesson = lesson_page(&slug, stop)?;
            // The lesson may have been rewritten since: then its old run is another one.
            let own = lesson.course.run.events.iter();
            let is_its = own.enumerate().all(|(at, event)| {
                let parent = MomentId(u32::try_from(at).unwrap_or(u32::MAX));
                run.events.get(at).is_some_and(|kept| kept.0 == parent && kept.1 == *event)
            });
            if !is_its {
                return None;
            }
            lesson.session = Session::of_run(&run).ok()?;
            Some(Page::Lesson(lesson))
        }
        Route::Home | Route::Run(_) => None,
    }
}

fn lesson_page(slug: &str, stop: usize) -> Option<LessonPage> {
    let course = Course::new(find_lesson(slug)?).ok()?;
    (stop <= course.last_stop()).then(|| LessonPage::new(Rc::new(course), stop))
}
