//! What the page and its tools say to each other: texts, each of which is a line that says what it is, and what belongs
//! to it below.
//!
//! | from the page | means |
//! |---|---|
//! | `7 code⏎text` | the QR code of a text |
//! | `7 file⏎run`, `7 itf⏎run`, `7 shiviz⏎run`, `7 events⏎run` | a run, as such a file |
//! | `7 picture svg light stage 4 0,1,-2⏎title⏎run` | a picture: form, theme, motif, lanes (a dash: not shown) |
//! | `7 open⏎text` | the run in a text that somebody brought: a file, a trace or a link |
//! | `7 record⏎title⏎run` | a run's line as a lesson's file |
//! | `7 lesson⏎source` | a lesson's file, read and played; the answer is packed |
//! | `7 own-link⏎source`, `7 own-source⏎code` | the link to a lesson's file, and back |
//! | `7 check 3 proposals=2 crashes=1⏎goals⏎run` | every schedule from this place of the run's line, within bounds; goals are separated by semicolons, and none means all properties |
//!
//! | from the tools | means |
//! |---|---|
//! | `ready build` | they have started; the build must be the page's own, else neither understands the other |
//! | `7 done⏎text` | the text that was asked for: of `code` its size, a space and its path; of `open` a run |
//! | `7 failed⏎words` | it can't be done; why, in a sentence |
//! | `7 progress⏎report` | how far a search has come (`report.rs`); what is done at the end is a report too |
//!
//! The number is the errand's own, which its answer repeats. A run is packed (`share/packed.rs`). Both sides come from
//! one build, so that nothing here needs to be read by another version.

use crate::picture::{Form, Motif, Theme, Wanted};
use crate::scene::{Lanes, Stretch};
use std::fmt::Write as _;

/// The build that page and tools are of; `host` where there is no page.
pub const BUILD: &str = match option_env!("PAXOSCOPE_BUILD") {
    Some(build) => build,
    None => "host",
};

/// Something that the tools are asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Errand<'a> {
    /// The QR code of a text.
    Code(&'a str),
    /// A packed run as a file.
    Write(Writing, &'a str),
    /// A picture.
    Draw(Picture<'a>),
    /// The run in a text that somebody brought.
    Open(&'a str),
    /// A search through every schedule.
    Check(Check<'a>),
    /// A packed run's line as a lesson's file, under this title.
    Record(&'a str, &'a str),
    /// A lesson's file, read and played.
    Lesson(&'a str),
    /// The link to a lesson's file.
    OwnLink(&'a str),
    /// The lesson's file in the code of a link.
    OwnSource(&'a str),
}

/// A search through every schedule.
#[derive(Clone, Debug, PartialEq)]
pub struct Check<'a> {
    /// From which place of the run's line; 0 is the start.
    pub at: usize,
    /// The bounds, as [`Bounds::write`](crate::check::Bounds::write) has them.
    pub bounds: &'a str,
    /// The goals, separated by semicolons; empty for all properties of the construction.
    pub goals: &'a str,
    /// The run, packed.
    pub run: &'a str,
}

/// In which way a run is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// As this page reads it again.
    File,
    /// The states of its line, for Apalache and Quint.
    Itf,
    /// The line with vector clocks, for `ShiViz`.
    ShiViz,
    /// The line, event by event.
    Events,
}

/// A picture of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture<'a> {
    /// What is wanted.
    pub wanted: Wanted,
    /// The lanes of the diagram, as [`Lanes::write`] has them.
    pub lanes: &'a str,
    /// What the run is called; what follows a line break is not part of it.
    pub title: &'a str,
    /// The run, packed.
    pub run: &'a str,
}

/// What the tools say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply<'a> {
    /// They have started, and are of this build.
    Ready(&'a str),
    /// What was asked for.
    Done(u32, &'a str),
    /// Why it can't be done.
    Failed(u32, &'a str),
    /// How far it has come.
    Progress(u32, &'a str),
}

const WRITINGS: [(&str, Writing); 4] = [
    ("file", Writing::File),
    ("itf", Writing::Itf),
    ("shiviz", Writing::ShiViz),
    ("events", Writing::Events),
];

const FORMS: [(&str, Form); 4] =
    [("svg", Form::Svg), ("tikz", Form::Tikz), ("document", Form::TikzDocument), ("mermaid", Form::Mermaid)];

fn key_of<T: PartialEq>(table: &[(&'static str, T)], wanted: &T) -> &'static str {
    table.iter().find(|(_, other)| other == wanted).map_or("", |(key, _)| key)
}

fn find<T: Copy>(table: &[(&str, T)], key: &str) -> Option<T> {
    table.iter().find(|(other, _)| *other == key).map(|(_, value)| *value)
}

/// Writes an errand.
pub fn write_request(id: u32, errand: &Errand<'_>) -> String {
    let mut request = id.to_string();
    let mut say = |parts: &[&str]| parts.iter().for_each(|part| request.push_str(part));
    match errand {
        Errand::Code(text) => say(&[" code\n", text]),
        Errand::Write(writing, run) => say(&[" ", key_of(&WRITINGS, writing), "\n", run]),
        Errand::Open(text) => say(&[" open\n", text]),
        Errand::Lesson(source) => say(&[" lesson\n", source]),
        Errand::OwnLink(source) => say(&[" own-link\n", source]),
        Errand::OwnSource(code) => say(&[" own-source\n", code]),
        Errand::Record(title, run) => {
            say(&[" record\n", title.split('\n').next().unwrap_or_default(), "\n", run]);
        }
        Errand::Check(Check { at, bounds, goals, run }) => {
            say(&[" check ", &at.to_string(), " ", bounds, "\n", goals, "\n", run]);
        }
        Errand::Draw(Picture { wanted, lanes, title, run }) => {
            let theme = if wanted.theme == Theme::Dark { " dark " } else { " light " };
            say(&[" picture ", key_of(&FORMS, &wanted.form), theme]);
            // Writing to a string cannot fail.
            let _ = match wanted.motif {
                Motif::Stage(at) => write!(request, "stage {at}"),
                Motif::Diagram(Stretch { from, to }) => write!(request, "diagram {from}-{to}"),
            };
            let title = title.split('\n').next().unwrap_or_default();
            for part in [" ", lanes, "\n", title, "\n", run] {
                request.push_str(part);
            }
        }
    }
    request
}

/// Reads an errand: its number, and what is wanted if that is understood.
pub fn parse_request(request: &str) -> Option<(u32, Option<Errand<'_>>)> {
    let (head, rest) = request.split_once('\n')?;
    let (id, what) = head.split_once(' ')?;
    let errand = match what {
        "code" => Some(Errand::Code(rest)),
        "open" => Some(Errand::Open(rest)),
        "lesson" => Some(Errand::Lesson(rest)),
        "own-link" => Some(Errand::OwnLink(rest)),
        "own-source" => Some(Errand::OwnSource(rest)),
        "record" => rest.split_once('\n').map(|(title, run)| Errand::Record(title, run)),
        _ => match find(&WRITINGS, what) {
            Some(writing) => Some(Errand::Write(writing, rest)),
            None => parse_check(what, rest).or_else(|| parse_picture(what, rest).map(Errand::Draw)),
        },
    };
    Some((id.parse().ok()?, errand))
}

fn parse_check<'a>(what: &'a str, rest: &'a str) -> Option<Errand<'a>> {
    let (at, bounds) = what.strip_prefix("check ")?.split_once(' ')?;
    let (goals, run) = rest.split_once('\n')?;
    Some(Errand::Check(Check { at: at.parse().ok()?, bounds, goals, run }))
}

fn parse_picture<'a>(what: &'a str, rest: &'a str) -> Option<Picture<'a>> {
    let (title, run) = rest.split_once('\n')?;
    let mut words = what.strip_prefix("picture ")?.split(' ');
    let form = find(&FORMS, words.next()?)?;
    let theme = find(&[("light", Theme::Light), ("dark", Theme::Dark)], words.next()?)?;
    let (motif, place) = (words.next()?, words.next()?);
    let motif = if motif == "stage" {
        Motif::Stage(place.parse().ok()?)
    } else {
        let (from, to) = place.split_once('-')?;
        Motif::Diagram(Stretch { from: from.parse().ok()?, to: to.parse().ok()? })
    };
    let lanes = words.next()?;
    Lanes::parse(lanes)?;
    Some(Picture { wanted: Wanted { motif, form, theme }, lanes, title, run })
}

/// Writes what the tools say.
pub fn write_reply(reply: Reply<'_>) -> String {
    match reply {
        Reply::Ready(build) => format!("ready {build}"),
        Reply::Done(id, text) => format!("{id} done\n{text}"),
        Reply::Failed(id, words) => format!("{id} failed\n{words}"),
        Reply::Progress(id, report) => format!("{id} progress\n{report}"),
    }
}

/// Reads what the tools say.
pub fn parse_reply(reply: &str) -> Option<Reply<'_>> {
    if let Some(build) = reply.strip_prefix("ready ") {
        return Some(Reply::Ready(build));
    }
    let (head, text) = reply.split_once('\n')?;
    let (id, how) = head.split_once(' ')?;
    let id = id.parse().ok()?;
    match how {
        "done" => Some(Reply::Done(id, text)),
        "failed" => Some(Reply::Failed(id, text)),
        "progress" => Some(Reply::Progress(id, text)),
        _ => None,
    }
}
