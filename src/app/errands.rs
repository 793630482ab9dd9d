//! What the page has asked its tools for. The state holds each wish until it is answered; `ui/tools.rs` sees it, asks the
//! worker, and brings the answer, or the news that the worker is lost.

use super::{AppState, Page, Parcel, Problem, Sandbox, Session};
use crate::share::{Qr, parse_packed};
use crate::text::say;
use crate::tools::{Errand, write_request};
use std::rc::Rc;

/// What has to do with the tools.
#[derive(Clone, Debug, PartialEq)]
pub enum ToolsAction {
    /// The QR code of a text is wanted.
    Code(Rc<str>),
    /// The run is to be taken away in such a file; what it is called.
    Take(Parcel, Rc<str>),
    /// The tools have answered: the errand's number, and what was asked for, or why it can't be had.
    Reply(u32, Result<Rc<str>, Rc<str>>),
    /// They did not start, or have stopped.
    Lost,
    /// They are of another build.
    Other,
    /// Call them again.
    Again,
    /// The files up to that of this errand have been given to the browser.
    Offered(u32),
}

/// What the tools are asked for, and what they have answered.
#[derive(Clone, Debug, Default)]
pub struct Errands {
    last: u32,
    waiting: Vec<Waiting>,
    pub(super) finished: Vec<Finished>,
    code: Option<(Rc<str>, Rc<Qr>)>,
    is_lost: bool,
    calls: u32,
}

/// An errand that is not answered yet.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Its number.
    pub id: u32,
    /// What the tools are told.
    pub request: Rc<str>,
    purpose: Purpose,
}

/// A file for the browser to save.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The number of the errand.
    pub id: u32,
    /// The file.
    pub parcel: Parcel,
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: Rc<str>,
}

/// What is done with the answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Purpose {
    /// It becomes the lesson that somebody writes.
    Record,
    /// It is the lesson that somebody writes, read and played.
    Own,
    /// It is the link to that.
    OwnLink,
    /// It is the file of a lesson that came by a link.
    OwnSource,
    /// It is shown beside the link.
    Code(Rc<str>),
    /// It is saved under this name.
    Save(Parcel, String),
    /// It is opened.
    Open,
    /// It is what the browser kept of the page at this address.
    TakeUp(Rc<str>),
}

impl Errands {
    /// What is to be told to the tools, in this order; nothing while they are lost.
    pub fn waiting(&self) -> &[Waiting] {
        if self.is_lost { &[] } else { &self.waiting }
    }

    /// The files that are to be given to the browser.
    pub fn finished(&self) -> &[Finished] {
        &self.finished
    }

    /// How often the tools have been called anew: what is waiting is to be told again.
    pub fn calls(&self) -> u32 {
        self.calls
    }

    /// The QR code of a text, if it is here.
    pub fn code(&self, text: &str) -> Option<&Rc<Qr>> {
        self.code.as_ref().filter(|(of, _)| &**of == text).map(|(_, code)| code)
    }

    /// What is being prepared, in a sentence.
    pub fn words(&self) -> Option<String> {
        self.waiting().iter().rev().find_map(|waiting| match &waiting.purpose {
            Purpose::Code(_) => Some(say("tools-code", &[])),
            Purpose::Save(_, name) => Some(say("tools-save", &[("name", name.as_str().into())])),
            Purpose::Open | Purpose::OwnSource => Some(say("tools-open", &[])),
            _ => None,
        })
    }

    pub(super) fn add(&mut self, purpose: Purpose, errand: &Errand<'_>) {
        if self.is_lost {
            // Nobody waits any more for what was asked for before: only the code is still in sight.
            self.waiting.retain(|waiting| matches!(waiting.purpose, Purpose::Code(_)));
            self.call_again();
        }
        let id = self.next_id();
        let request = write_request(id, errand).into();
        self.waiting.push(Waiting { id, request, purpose });
    }

    /// The number of the next errand.
    pub(super) fn next_id(&mut self) -> u32 {
        self.last += 1;
        self.last
    }

    fn call_again(&mut self) {
        self.is_lost = false;
        self.calls += 1;
    }

    fn want_code(&mut self, text: &Rc<str>) {
        let purpose = Purpose::Code(Rc::clone(text));
        let is_asked = self.waiting.iter().any(|waiting| waiting.purpose == purpose);
        if !is_asked && self.code(text).is_none() {
            self.waiting.retain(|waiting| !matches!(waiting.purpose, Purpose::Code(_)));
            self.add(purpose, &Errand::Code(text));
        }
    }

    fn take(&mut self, id: u32) -> Option<Purpose> {
        let at = self.waiting.iter().position(|waiting| waiting.id == id)?;
        Some(self.waiting.remove(at).purpose)
    }
}

impl AppState {
    /// Does what has to do with the tools.
    pub(super) fn use_tools(&mut self, action: &ToolsAction) {
        match action {
            ToolsAction::Code(text) => self.errands.want_code(text),
            ToolsAction::Take(parcel, title) => {
                self.problem = None;
                let Some(session) = self.session() else { return };
                let run = session.packed(*parcel);
                let lanes = session.lanes.write(session.history.world().setup());
                let purpose = Purpose::Save(*parcel, parcel.file_name(title));
                self.errands.add(purpose, &parcel.errand(title, &lanes, &run));
            }
            ToolsAction::Reply(id, answer) => {
                if let Some(purpose) = self.errands.take(*id) {
                    self.hear(*id, purpose, answer);
                }
            }
            ToolsAction::Lost => self.lose_tools(Problem::ToolsLost),
            ToolsAction::Other => self.lose_tools(Problem::OtherTools),
            ToolsAction::Again => {
                self.problem = None;
                self.errands.call_again();
            }
            ToolsAction::Offered(id) => self.errands.finished.retain(|finished| finished.id > *id),
        }
    }

    /// Opens a run in a text that somebody brought, once the tools have read it.
    pub(super) fn open_text(&mut self, text: &str) {
        // A lesson's file begins with its head.
        if text.starts_with("---") {
            return self.play_source(&Rc::from(text));
        }
        self.errands.add(Purpose::Open, &Errand::Open(text));
    }

    /// Has the tools read what an earlier version of the page kept.
    pub(super) fn take_up_file(&mut self, address: &str, file: &str) {
        self.errands.add(Purpose::TakeUp(Rc::from(address)), &Errand::Open(file));
    }

    fn hear(&mut self, id: u32, purpose: Purpose, answer: &Result<Rc<str>, Rc<str>>) {
        if let Purpose::Record | Purpose::Own | Purpose::OwnLink | Purpose::OwnSource = purpose {
            return self.hear_of_lesson(&purpose, answer);
        }
        match (purpose, answer) {
            (Purpose::Code(of), Ok(text)) => {
                self.errands.code = Qr::parse(text).map(|code| (of, Rc::new(code)));
            }
            (Purpose::Save(parcel, name), Ok(text)) => {
                self.errands.finished.push(Finished { id, parcel, name, text: Rc::clone(text) });
            }
            (Purpose::Open, Ok(run)) => {
                let run = parse_packed(run).map_err(|_| Problem::OtherTools);
                match run.and_then(|run| Session::of_run(&run)) {
                    Ok(session) => self.show_run(session),
                    Err(problem) => self.problem = Some(problem),
                }
            }
            (Purpose::TakeUp(address), Ok(run)) => self.take_up(&format!("{address}\n{run}")),
            // It may be from a newer version of the page: it is left alone.
            (Purpose::TakeUp(_), Err(_)) => {}
            (_, Err(words)) => self.problem = Some(Problem::Refused(Rc::clone(words))),
            _ => {}
        }
    }

    /// Shows a run that somebody brought. The run that is looked at is left, not lost.
    fn show_run(&mut self, session: Session) {
        self.sheet = None;
        self.problem = None;
        self.open_run(session);
    }

    /// Opens a run in the sandbox.
    pub(super) fn open_run(&mut self, session: Session) {
        let mut next = Sandbox::new(session, None);
        if let Page::Sandbox(sandbox) = &mut self.page {
            // In the sandbox undo brings the run before it back.
            sandbox.session.is_playing = false;
            next.previous = Some(Rc::new(sandbox.clone()));
            self.page = Page::Sandbox(next);
        } else {
            let left = std::mem::replace(&mut self.page, Page::Sandbox(next));
            self.kept.put(left);
        }
    }

    /// Without tools the page goes on. What was asked for waits until they are called again.
    fn lose_tools(&mut self, problem: Problem) {
        self.errands.is_lost = true;
        // What an earlier version kept is tried at the next visit; nobody is waiting for it.
        self.errands.waiting.retain(|waiting| !matches!(waiting.purpose, Purpose::TakeUp(_)));
        if !self.errands.waiting.is_empty() {
            self.problem = Some(problem);
        }
    }

    /// Whoever has put the loss of the tools aside does not wait any more.
    pub(super) fn forget_lost_errands(&mut self) {
        if self.errands.is_lost && !matches!(self.problem, Some(Problem::ToolsLost)) {
            self.errands.waiting.clear();
        }
    }
}
