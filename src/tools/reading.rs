//! Reading what somebody brought.

use crate::share::{FileError, Route, RouteError, Run, TraceError, parse_file, parse_itf, parse_route};

/// Why there is no run in a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Unreadable {
    /// It is a link that leads nowhere.
    Route(RouteError),
    /// It is a file that can't be opened.
    File(FileError),
    /// It is a trace that can't be opened.
    Trace(TraceError),
}

impl Unreadable {
    /// What is wrong, in a sentence.
    pub fn words(&self) -> String {
        match self {
            Unreadable::Route(error) => error.words(),
            Unreadable::File(error) => error.words(),
            Unreadable::Trace(error) => error.words(),
        }
    }
}

/// A run in a text that somebody brought: a file, a trace, or a link.
pub fn read_run(text: &str) -> Result<Run, Unreadable> {
    let start = text.trim_start();
    if let Some(at) = start.find("#/run/").filter(|_| !start.starts_with('{')) {
        return match parse_route(start[at..].trim_end()) {
            Ok(Route::Run(run)) => Ok(*run),
            Ok(_) => Err(Unreadable::File(FileError::NotOurs)),
            Err(error) => Err(Unreadable::Route(error)),
        };
    }
    parse_file(text).or_else(|error| match parse_itf(text) {
        Ok(run) => Ok(run),
        // Whatever it is, it is no trace: what is wrong with it as a file says more.
        Err(TraceError::NotItf | TraceError::NotJson(_) | TraceError::TooLarge(_)) => {
            Err(Unreadable::File(error))
        }
        Err(trace) => Err(Unreadable::Trace(trace)),
    })
}
