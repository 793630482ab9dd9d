//! Lessons' texts: those that are here, and what waits for one. The page fetches a lesson when it is first opened; what
//! is looked at stays until the text has come.

use super::{AppState, Course, LessonPage, Problem};
use crate::lesson::Entry;
use crate::share::{PACKED_VERSION, Route, unpack_lesson};
use std::rc::Rc;

/// The lessons whose texts are here, and what waits for others.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    courses: Vec<Rc<Course>>,
    /// The address that is gone to as soon as its lesson is here.
    awaited: Option<Route>,
    /// What the browser kept, if it is a run in a lesson that must be here first.
    saved: Option<Rc<str>>,
}

impl Shelf {
    /// All lessons and starts: for tests, and for whoever else has no need to fetch.
    #[cfg(not(target_family = "wasm"))]
    pub fn full() -> Self {
        let course = |lesson: &Rc<crate::lesson::Lesson>| {
            let run = crate::lesson::run(lesson).expect("the built-in lessons are tested");
            Rc::new(Course::new(Rc::clone(lesson), run).expect("it has just been played"))
        };
        let (lessons, starts) = (crate::lesson::library(), crate::lesson::start_library());
        Shelf { courses: lessons.iter().chain(starts.iter()).map(course).collect(), ..Shelf::default() }
    }

    /// The lesson with this name in addresses, if it is here.
    pub fn course(&self, slug: &str) -> Option<&Rc<Course>> {
        self.courses.iter().find(|course| course.lesson.slug == slug)
    }

    /// Where a lesson or a start lies, seen from the page. The address changes with the text, so that no old copy is taken for it.
    pub fn address(entry: &Entry) -> String {
        format!("lessons/{}.txt?v={PACKED_VERSION}-{}", entry.slug, entry.fingerprint())
    }

    /// The address that is gone to as soon as its lesson is here.
    pub fn awaited(&self) -> Option<&Route> {
        self.awaited.as_ref()
    }

    /// The lesson that is to be fetched next.
    pub fn missing(&self) -> Option<Entry> {
        let address_of_run = self.saved.as_deref().and_then(super::saved::address);
        let mut slugs =
            [self.awaited.as_ref(), address_of_run.as_ref()].into_iter().flatten().filter_map(Route::text);
        slugs.find_map(Entry::find)
    }

    /// Whether a page must wait for its lesson.
    pub(super) fn lacks(&self, route: &Route) -> bool {
        route.text().is_some_and(|slug| self.course(slug).is_none() && Entry::find(slug).is_some())
    }

    /// Goes to this address once its lesson is here, or to none.
    pub(super) fn wait_for(&mut self, route: Option<Route>) {
        self.awaited = route;
    }

    /// Puts a lesson on the shelf, instead of that of the same name.
    pub(super) fn put(&mut self, course: Rc<Course>) {
        self.courses.retain(|known| known.lesson.slug != course.lesson.slug);
        self.courses.push(course);
    }

    /// Keeps what the browser kept until its lesson is here.
    pub(super) fn keep(&mut self, saved: &str) {
        self.saved = Some(Rc::from(saved));
    }
}

impl AppState {
    /// A lesson's text has come, or can't be had.
    pub(super) fn receive(&mut self, slug: &str, text: Option<&str>) {
        let Some(entry) = Entry::find(slug) else { return };
        let course = read(entry, text);
        let awaited = self.shelf.awaited.take_if(|route| route.text() == Some(slug));
        match (course, awaited) {
            (Ok(course), awaited) => {
                self.shelf.put(Rc::new(course));
                if let Some(saved) = self.shelf.saved.take() {
                    self.take_up(&saved);
                }
                if let Some(route) = awaited {
                    self.go(&route);
                }
            }
            (Err(problem), Some(_)) => self.problem = Some(problem),
            // Nobody has asked for it: it was for the run that the browser kept, which stays where it is.
            (Err(_), None) => self.shelf.saved = None,
        }
    }

    /// A start, played to its end, where the cursor is.
    pub(super) fn open_start(&self, slug: &str) -> Result<Course, Problem> {
        let course = self.course_of(slug, true).ok_or_else(|| Problem::NoSuchStart(slug.to_owned()))?;
        let mut course = Course::clone(course);
        course.history.travel(course.moment(course.last_stop()));
        Ok(course)
    }

    /// The lesson or start with this name; nothing if it is not here.
    fn course_of(&self, slug: &str, is_start: bool) -> Option<&Rc<Course>> {
        // A start is no lesson: it has nothing to step through.
        let is_other = Entry::find(slug).is_some_and(|entry| entry.is_start != is_start);
        self.shelf.course(slug).filter(|_| !is_other)
    }

    /// A lesson at one of its stops.
    pub(super) fn open_lesson(&self, slug: &str, stop: usize) -> Result<LessonPage, Problem> {
        let course = self.course_of(slug, false).ok_or_else(|| Problem::NoSuchLesson(slug.to_owned()))?;
        let last = course.last_stop();
        // The lesson may have become shorter since it was left there.
        let was_left_there =
            self.progress.latest.as_ref().is_some_and(|left| left.0 == slug && left.1 == stop);
        if stop > last && !was_left_there {
            return Err(Problem::NoSuchStop { stop, last });
        }
        Ok(LessonPage::new(Rc::clone(course), stop))
    }
}

fn read(entry: Entry, text: Option<&str>) -> Result<Course, Problem> {
    let text = text.ok_or(Problem::NotFetched(entry.title))?;
    let read = unpack_lesson(&entry, text).and_then(|(lesson, run)| Course::new(Rc::new(lesson), run).ok());
    // A page that was left open may be handed the text of a newer one.
    read.ok_or(Problem::NotOurText(entry.title))
}
