//! The state of the whole application.

use super::{
    Author, Checker, Course, Errands, Guess, Hall, LessonPage, Problem, Progress, RulesText, Session, Sheet,
    Shelf, TimeView,
};
use crate::scene::{Size, Target};
use crate::share::{Route, Run, default_cluster};
use crate::text::Terms;
use std::rc::Rc;

/// The state of the whole application.
#[derive(Clone, Debug)]
pub struct AppState {
    /// What is shown.
    pub page: Page,
    /// What is kept between visits.
    pub progress: Progress,
    /// How fast it plays: each step doubles or halves; 0 is normal.
    pub speed: i8,
    /// The sheet that is open, if one is.
    pub sheet: Option<Sheet>,
    /// What is looked for in the catalogue; empty for nothing.
    pub wanted: String,
    /// How often somebody has asked to type that: the field takes the focus each time.
    pub asked_to_search: u32,
    /// What went wrong last, until it is closed.
    pub problem: Option<Problem>,
    /// What the pointer or the focus is at: it lights up wherever it is shown.
    pub highlight: Option<Target>,
    /// The size of the stage.
    pub stage_size: Size,
    /// How the region Space–time is set.
    pub time: TimeView,
    /// Pages that were left.
    pub kept: Kept,
    /// The lessons whose texts are here.
    pub shelf: Shelf,
    /// Whether the text of rules is here.
    pub rules: RulesText,
    /// Whether what lessons cover is here, which the search looks at.
    pub has_contents: bool,
    /// What the tools are asked for.
    pub errands: Errands,
    /// Checking every schedule.
    pub checker: Checker,
    /// The lesson that somebody writes.
    pub author: Author,
    /// The question about the next step that somebody has before them.
    pub guess: Option<Guess>,
    /// What a hall sees.
    pub hall: Hall,
}

/// What is shown.
#[derive(Clone, Debug)]
pub enum Page {
    /// Where a visit starts.
    Home,
    /// All rungs of the ladder.
    Ladder,
    /// A lesson.
    Lesson(LessonPage),
    /// The sandbox.
    Sandbox(Sandbox),
}

/// The sandbox.
#[derive(Clone, Debug)]
pub struct Sandbox {
    /// The run.
    pub session: Session,
    /// The lesson that it was opened from, as it was left.
    pub origin: Option<Rc<LessonPage>>,
    /// The sandbox before this run was started, which undo brings back.
    pub previous: Option<Rc<Sandbox>>,
    /// The run that undo took back, which redo brings back.
    pub next: Option<Rc<Sandbox>>,
    /// The start that it was opened from.
    pub start: Option<Rc<Course>>,
    /// The run in the address that it was opened by: the address stays as it was.
    pub link: Option<Box<Run>>,
}

impl Sandbox {
    /// A start, at its end and with the run that led there.
    pub(super) fn of_start(course: Course) -> Self {
        let session = Session::with_history(course.history.clone(), course.lesson.terms);
        Sandbox { start: Some(Rc::new(course)), ..Sandbox::new(session, None) }
    }

    /// How many events were there when it was opened, in the start or the link that it was opened from.
    pub fn given(&self) -> usize {
        let start = self.start.as_ref().map(|start| start.run.events.len());
        start.or_else(|| self.link.as_ref().map(|link| link.events.len())).unwrap_or(0)
    }

    /// A run that comes after no other.
    pub(super) fn new(session: Session, origin: Option<Rc<LessonPage>>) -> Self {
        Sandbox { session, origin, previous: None, next: None, start: None, link: None }
    }
}

impl Page {
    /// The address of the page.
    pub fn route(&self) -> Route {
        match self {
            Page::Home => Route::Home,
            Page::Ladder => Route::Ladder,
            Page::Lesson(page) => Route::Lesson { slug: page.course.lesson.slug.clone(), stop: page.stop },
            Page::Sandbox(Sandbox { origin: Some(lesson), .. }) => {
                Route::Explore { slug: lesson.course.lesson.slug.clone(), stop: lesson.stop }
            }
            Page::Sandbox(Sandbox { start: Some(start), .. }) => {
                Route::Start { slug: start.lesson.slug.clone() }
            }
            Page::Sandbox(Sandbox { link: Some(run), .. }) => Route::Run(run.clone()),
            Page::Sandbox(sandbox) => Route::Sandbox((**sandbox.session.history.world().setup()).clone()),
        }
    }
}

/// Pages that were left, with their runs: whoever comes back finds them as they were.
#[derive(Clone, Debug, Default)]
pub struct Kept(Vec<Page>);

impl Kept {
    /// More pages than this are not kept.
    const PAGES_MAX: usize = 8;

    /// Keeps a page that is left. Home has nothing to keep.
    pub(super) fn put(&mut self, mut page: Page) {
        match &mut page {
            Page::Home | Page::Ladder => return,
            Page::Lesson(lesson) => lesson.session.is_playing = false,
            Page::Sandbox(sandbox) => sandbox.session.is_playing = false,
        }
        self.0.retain(|kept| !is_same_page(&kept.route(), &page.route()));
        if self.0.len() == Self::PAGES_MAX {
            self.0.remove(0);
        }
        self.0.push(page);
    }

    /// The address of the run in the sandbox that was left last, and how many steps its line has.
    pub fn latest_run(&self) -> Option<(Route, usize)> {
        self.0.iter().rev().find_map(|page| match page {
            // A start that was only looked at is nobody's run yet.
            Page::Sandbox(Sandbox { start: Some(start), session, .. })
                if session.history.len() == start.history.len() =>
            {
                None
            }
            Page::Sandbox(sandbox) if !sandbox.session.history.is_empty() => {
                Some((page.route(), sandbox.session.history.line().len() - 1))
            }
            _ => None,
        })
    }

    /// The page that was left at this address, if it is kept. A lesson goes to the stop that is asked for.
    pub(super) fn take(&mut self, route: &Route) -> Option<Page> {
        let index = self.0.iter().position(|kept| is_same_page(&kept.route(), route))?;
        let mut page = self.0.remove(index);
        if let (Page::Lesson(lesson), Route::Lesson { stop, .. }) = (&mut page, route) {
            // A stop that is not there is a mistake in the address, and said.
            if *stop > lesson.course.last_stop() {
                self.0.push(page);
                return None;
            }
            if lesson.stop != *stop {
                lesson.go(*stop);
            }
        }
        Some(page)
    }
}

/// Whether two addresses are of one page: of a lesson at whichever stop, or of the same place in the sandbox.
fn is_same_page(a: &Route, b: &Route) -> bool {
    match (a, b) {
        (Route::Lesson { slug: a, .. }, Route::Lesson { slug: b, .. }) => a == b,
        _ => a == b,
    }
}

impl AppState {
    /// How many times the normal speed can be doubled: 64×.
    pub const SPEED_MAX: i8 = 6;
    /// How many times it can be halved, as a negative number: 1/8×.
    pub const SPEED_MIN: i8 = -3;

    /// The state at the start of a visit.
    pub fn new(progress: Progress) -> Self {
        AppState {
            page: Page::Home,
            progress,
            speed: 0,
            wanted: String::new(),
            asked_to_search: 0,
            sheet: None,
            problem: None,
            highlight: None,
            stage_size: Size { width: 808.0, height: 620.0 },
            time: TimeView::default(),
            kept: Kept::default(),
            shelf: Shelf::default(),
            rules: RulesText::default(),
            has_contents: false,
            errands: Errands::default(),
            checker: Checker::default(),
            author: Author::default(),
            guess: None,
            hall: Hall::default(),
        }
    }

    /// The run that is looked at, if there is one.
    pub fn session(&self) -> Option<&Session> {
        match &self.page {
            Page::Home | Page::Ladder => None,
            Page::Lesson(page) => Some(&page.session),
            Page::Sandbox(sandbox) => Some(&sandbox.session),
        }
    }

    /// The run that is looked at, to be changed.
    pub fn session_mut(&mut self) -> Option<&mut Session> {
        match &mut self.page {
            Page::Home | Page::Ladder => None,
            Page::Lesson(page) => Some(&mut page.session),
            Page::Sandbox(sandbox) => Some(&mut sandbox.session),
        }
    }

    /// The address of what is shown.
    pub fn route(&self) -> Route {
        self.page.route()
    }

    /// How long a step lasts while playing, in milliseconds.
    pub fn step_ms(&self) -> u32 {
        let factor = 2_f64.powi(i32::from(-self.speed));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 12 and 6,400")]
        let ms = (800.0 * factor) as u32;
        ms
    }

    /// The page of an address.
    pub(super) fn open(&self, route: &Route) -> Result<Page, Problem> {
        match route {
            // The tools have to read a lesson that is not built in first (`AppState::go_to_own`).
            Route::Home | Route::Own(_) => Ok(Page::Home),
            Route::Ladder => Ok(Page::Ladder),
            Route::Lesson { slug, stop } => self.open_lesson(slug, *stop).map(Page::Lesson),
            Route::Explore { slug, stop } => {
                let lesson = self.open_lesson(slug, *stop)?;
                let history = lesson.session.history.until_cursor();
                let session = Session::with_history(history, lesson.session.terms);
                Ok(Page::Sandbox(Sandbox::new(session, Some(Rc::new(lesson)))))
            }
            Route::Start { slug } => Ok(Page::Sandbox(Sandbox::of_start(self.open_start(slug)?))),
            Route::Sandbox(setup) => {
                let session = Session::new(Rc::new(setup.clone()), Terms::usual(setup));
                Ok(Page::Sandbox(Sandbox::new(session, None)))
            }
            Route::Run(run) => {
                let session = Session::of_run(run).map_err(Problem::of_link)?;
                Ok(Page::Sandbox(Sandbox { link: Some(run.clone()), ..Sandbox::new(session, None) }))
            }
        }
    }
}

/// The address of the sandbox as it is first opened.
pub fn first_sandbox() -> Route {
    Route::Sandbox(default_cluster())
}
