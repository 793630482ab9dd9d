//! What the tools do.

use super::{Errand, Picture, Reply, Writing, parse_request, read_run, write_reply};
use crate::picture::{Subject, export};
use crate::scene::Lanes;
use crate::share::{
    LinkError, Qr, Run, RunError, parse_packed, write_events, write_file, write_itf, write_packed,
    write_shiviz,
};
use crate::text::say;

/// Answers a request. One that can't be understood has no number to answer to, or comes from another build.
pub fn answer(request: &str) -> Option<String> {
    crate::text::know_all();
    let (id, errand) = parse_request(request)?;
    let done = errand.ok_or_else(|| say("problem-tools-other", &[])).and_then(|errand| perform(&errand));
    Some(match done {
        Ok(text) => write_reply(Reply::Done(id, &text)),
        Err(words) => write_reply(Reply::Failed(id, &words)),
    })
}

/// The text that was asked for, or why it can't be had.
fn perform(errand: &Errand<'_>) -> Result<String, String> {
    match errand {
        // A text that is too long for a code has none.
        Errand::Code(text) => Ok(Qr::of(text).map(|code| code.write()).unwrap_or_default()),
        Errand::Write(writing, run) => {
            let write = match writing {
                Writing::File => write_file,
                Writing::Itf => write_itf,
                Writing::ShiViz => write_shiviz,
                Writing::Events => write_events,
            };
            unpack(run).map(|run| write(&run))
        }
        Errand::Draw(picture) => draw(picture),
        Errand::Open(text) => match read_run(text) {
            Ok(run) => Ok(write_packed(&run)),
            Err(error) => Err(error.words()),
        },
    }
}

fn unpack(run: &str) -> Result<Run, String> {
    parse_packed(run).map_err(LinkError::words)
}

fn draw(picture: &Picture<'_>) -> Result<String, String> {
    let run = unpack(picture.run)?;
    let history = run.history().map_err(RunError::words)?;
    let lanes = Lanes::parse(picture.lanes).unwrap_or_default();
    let subject = Subject { history: &history, terms: run.terms, lanes: &lanes, title: picture.title };
    Ok(export(subject, picture.wanted))
}
