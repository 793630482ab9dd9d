//! What the tools do.

use super::{Errand, Job, Picture, Reply, Writing, parse_request, read_run, write_reply};
use crate::lesson::{self, record};
use crate::picture::{Subject, export};
use crate::scene::Lanes;
use crate::share::{
    LinkError, OWN, Qr, Run, RunError, pack_own_lesson, parse_own_link, parse_packed, write_events,
    write_file, write_itf, write_own_link, write_packed, write_shiviz,
};
use crate::text::say;

/// What comes of a request at once.
pub enum Begun {
    /// The answer; none to what can't be understood.
    Answered(Option<String>),
    /// It takes a while.
    Job(Box<Job>),
}

/// Begins to do what is requested.
pub fn begin(request: &str) -> Begun {
    crate::text::know_all();
    let Some((id, Some(Errand::Check(check)))) = parse_request(request) else {
        return Begun::Answered(answer(request));
    };
    match Job::begin(id, &check) {
        Ok(job) => Begun::Job(Box::new(job)),
        Err(words) => Begun::Answered(Some(write_reply(Reply::Failed(id, &words)))),
    }
}

/// Answers a request that takes no time. One that can't be understood has no number to answer to, or comes from another build.
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
        Errand::Record(title, run) => recorded(title, run),
        Errand::Lesson(source) => played(source),
        Errand::OwnLink(source) => write_own_link(source).ok_or_else(|| say("own-too-long", &[])),
        Errand::OwnSource(code) => parse_own_link(code).ok_or_else(|| say("own-bad-link", &[])),
        // It takes a while: `begin` begins it.
        Errand::Check(_) => Err(say("problem-tools-other", &[])),
        Errand::Open(text) => match read_run(text) {
            Ok(run) => Ok(write_packed(&run)),
            Err(error) => Err(error.words()),
        },
    }
}

fn recorded(title: &str, run: &str) -> Result<String, String> {
    let run = unpack(run)?;
    let history = run.history().map_err(RunError::words)?;
    let step = |step| say("record-ambiguous", &[("step", u32::try_from(step).unwrap_or(u32::MAX).into())]);
    record(title, &history, run.terms).map_err(step)
}

/// A lesson, packed; or its first mistake, as `line:column: words`.
fn played(source: &str) -> Result<String, String> {
    let lesson = lesson::parse(OWN, source).map_err(|error| error.to_string())?;
    let run = lesson::run(&lesson).map_err(|error| error.to_string())?;
    Ok(pack_own_lesson(&lesson, &run))
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
