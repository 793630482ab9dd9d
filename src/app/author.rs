//! Writing a lesson in the page: recorded from a run, dropped as a file, come by a link, or typed. The tools read and play it
//! with every change; the lesson that was sound last is what is shown.

use super::errands::Purpose;
use super::{AppState, Course, Finished, LessonPage, Page, Parcel, Problem};
use crate::share::{OWN, Route, unpack_own_lesson};
use crate::tools::Errand;
use std::rc::Rc;

/// The lesson that somebody writes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Author {
    /// Its file, as it was typed last; empty for none.
    pub source: Rc<str>,
    /// What is wrong with it, as `line:column: words`; empty for nothing.
    pub mistake: Rc<str>,
    /// Whether its file is shown instead of what it tells.
    pub is_open: bool,
    /// The link to it, if it was asked for and nothing has changed since.
    pub link: Option<Rc<str>>,
}

/// Something that an author does.
#[derive(Clone, Debug, PartialEq)]
pub enum AuthorAction {
    /// Records the run that is looked at, under this title.
    Record(Rc<str>),
    /// Has this file instead.
    Edit(Rc<str>),
    /// Shows the file, or what it tells.
    Toggle,
    /// Saves the file.
    Save,
    /// Wants the link.
    Link,
}

impl AppState {
    /// Does what an author does.
    pub(super) fn write_lesson(&mut self, action: &AuthorAction) {
        match action {
            AuthorAction::Record(title) => {
                let Some(session) = self.session() else { return };
                let run = session.packed(Parcel::Itf);
                self.errands.add(Purpose::Record, &Errand::Record(title, &run));
            }
            AuthorAction::Edit(source) => self.play_source(source),
            AuthorAction::Toggle => self.author.is_open = !self.author.is_open,
            AuthorAction::Save => {
                let (name, text) = ("lesson.md".to_owned(), Rc::clone(&self.author.source));
                self.errands.offer(Parcel::Lesson, name, text);
            }
            AuthorAction::Link => {
                let source = Rc::clone(&self.author.source);
                self.errands.add(Purpose::OwnLink, &Errand::OwnLink(&source));
            }
        }
    }

    /// Has the tools read and play a lesson's file.
    pub(super) fn play_source(&mut self, source: &Rc<str>) {
        self.author.source = Rc::clone(source);
        self.author.link = None;
        self.errands.add(Purpose::Own, &Errand::Lesson(source));
    }

    /// Goes to an address of a lesson that is not built in. The answer is whether it is one.
    pub(super) fn go_to_own(&mut self, route: &Route) -> bool {
        match route {
            Route::Own(code) => self.errands.add(Purpose::OwnSource, &Errand::OwnSource(code)),
            Route::Lesson { slug, .. } if slug == OWN && self.shelf.course(OWN).is_none() => {
                let source = Rc::clone(&self.author.source);
                if source.is_empty() {
                    return false;
                }
                self.shelf.wait_for(Some(route.clone()));
                self.play_source(&source);
            }
            _ => return false,
        }
        true
    }

    /// What the tools say to an author.
    pub(super) fn hear_of_lesson(&mut self, purpose: &Purpose, answer: &Result<Rc<str>, Rc<str>>) {
        match (purpose, answer) {
            (Purpose::Own, Ok(packed)) => match unpack_own_lesson(packed) {
                Some((lesson, run)) => match Course::new(Rc::new(lesson), run) {
                    Ok(course) => self.show_own(Rc::new(course)),
                    Err(reason) => self.problem = Some(Problem::NotEnabled(reason)),
                },
                None => self.problem = Some(Problem::OtherTools),
            },
            (Purpose::Own, Err(mistake)) => {
                self.author.mistake = Rc::clone(mistake);
                // Whoever has the file before them reads it there.
                if !self.is_writing() {
                    self.problem = Some(Problem::Refused(Rc::clone(mistake)));
                    self.shelf.wait_for(None);
                }
            }
            (Purpose::Record, Ok(source)) => {
                self.author.is_open = true;
                self.play_source(source);
            }
            (Purpose::OwnSource, Ok(source)) => self.play_source(source),
            (Purpose::OwnLink, Ok(link)) => self.author.link = Some(Rc::clone(link)),
            (_, Err(words)) => self.problem = Some(Problem::Refused(Rc::clone(words))),
            _ => {}
        }
    }

    /// Whether the file of a lesson is shown.
    pub fn is_writing(&self) -> bool {
        self.author.is_open && matches!(&self.page, Page::Lesson(page) if page.course.lesson.slug == OWN)
    }

    /// Shows the lesson, at the stop at which it was.
    fn show_own(&mut self, course: Rc<Course>) {
        self.author.mistake = Rc::default();
        let awaited = match self.shelf.awaited() {
            Some(Route::Lesson { slug, stop }) if slug == OWN => Some(*stop),
            _ => None,
        };
        self.shelf.wait_for(None);
        let is_shown = matches!(&self.page, Page::Lesson(page) if page.course.lesson.slug == OWN);
        let stop = match &self.page {
            Page::Lesson(page) if is_shown => page.stop,
            _ => awaited.unwrap_or(0),
        };
        self.shelf.put(Rc::clone(&course));
        let stop = stop.min(course.last_stop());
        let left = std::mem::replace(&mut self.page, Page::Lesson(LessonPage::new(course, stop)));
        if !is_shown {
            self.kept.put(left);
            self.sheet = None;
        }
    }
}

impl super::Errands {
    /// Offers a file that is here already to the browser.
    pub(super) fn offer(&mut self, parcel: Parcel, name: String, text: Rc<str>) {
        let id = self.next_id();
        self.finished.push(Finished { id, parcel, name, text });
    }
}
