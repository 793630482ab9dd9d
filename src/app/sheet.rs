//! Sheets over the page, and what one can do in the sheet Share.

use super::{AppState, Page, Problem, Sandbox, Session};
use crate::picture::{self, Subject, Wanted};
use crate::share::{
    LinkTooLong, Route, Run, parse_file, parse_itf, parse_route, write_events, write_file, write_itf,
    write_link, write_shiviz,
};
use crate::sim::MomentId;
use std::rc::Rc;

/// A sheet over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// The keys, and how to read the stage.
    Help,
    /// Links, files, pictures, traces.
    Share,
}

/// A file in which a run is taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parcel {
    /// The run with all its branches: what this page opens again.
    Run,
    /// The line, for Apalache and Quint.
    Itf,
    /// The line with vector clocks, for `ShiViz`.
    ShiViz,
    /// The line, event by event.
    Events,
    /// A picture.
    Picture(Wanted),
}

impl Parcel {
    /// The end of the file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Parcel::Run => "json",
            Parcel::Itf => "itf.json",
            Parcel::ShiViz => "log",
            Parcel::Events => "events.json",
            Parcel::Picture(Wanted { form: picture::Form::Svg, .. }) => "svg",
            Parcel::Picture(Wanted { form: picture::Form::Mermaid, .. }) => "mmd",
            Parcel::Picture(_) => "tex",
        }
    }
}

impl Session {
    /// The run with all its branches, as it is carried.
    pub fn run(&self) -> Run {
        let names: Vec<(MomentId, String)> =
            self.history.names().map(|(id, name)| (id, name.to_owned())).collect();
        Run::of(&self.history, self.terms, Some(self.player.clone()), &names)
    }

    /// The line only.
    fn line(&self) -> Run {
        Run::of_line(&self.history, self.terms, Some(self.player.clone()), &[])
    }

    /// The link to the line, from `#` on.
    pub fn link(&self) -> Result<String, LinkTooLong> {
        write_link(&self.line())
    }

    /// A file with the run, as text.
    pub fn parcel(&self, parcel: Parcel, title: &str) -> String {
        match parcel {
            Parcel::Run => write_file(&self.run()),
            Parcel::Itf => write_itf(&self.line()),
            Parcel::ShiViz => write_shiviz(&self.line()),
            Parcel::Events => write_events(&self.line()),
            Parcel::Picture(wanted) => {
                let subject =
                    Subject { history: &self.history, terms: self.terms, lanes: &self.lanes, title };
                picture::export(subject, wanted)
            }
        }
    }
}

/// A run in a text that somebody brought: a file, a trace, or a link.
pub fn read_run(text: &str) -> Result<Run, Problem> {
    let start = text.trim_start();
    if let Some(at) = start.find("#/run/").filter(|_| !start.starts_with('{')) {
        return match parse_route(start[at..].trim_end()) {
            Ok(Route::Run(run)) => Ok(*run),
            Ok(_) => Err(Problem::File(crate::share::FileError::NotOurs)),
            Err(error) => Err(Problem::Route(error)),
        };
    }
    parse_file(text).or_else(|error| match parse_itf(text) {
        Ok(run) => Ok(run),
        // Whatever it is, it is no trace: what is wrong with it as a file says more.
        Err(crate::share::TraceError::NotItf) => Err(Problem::File(error)),
        Err(crate::share::TraceError::NotJson(_) | crate::share::TraceError::TooLarge(_)) => {
            Err(Problem::File(error))
        }
        Err(trace) => Err(Problem::Trace(trace)),
    })
}

impl AppState {
    /// Opens a run in a text that somebody brought. The run that is looked at is left, not lost.
    pub(super) fn open_text(&mut self, text: &str) {
        match read_run(text).and_then(|run| Session::of_run(&run)) {
            Ok(session) => self.show_run(session),
            Err(problem) => self.problem = Some(problem),
        }
    }

    fn show_run(&mut self, session: Session) {
        self.sheet = None;
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
}
