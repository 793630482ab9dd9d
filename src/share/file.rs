//! Files: a run with all its branches, as JSON that people can read. docs/files.md describes them.

use super::json::{Json, NotJson};
use super::words::{
    BadMember, cluster_json, member, optional, read_cluster, read_event, read_schedule, read_terms,
    schedule_json, short_text, terms_json, write_event,
};
use super::{Run, RunError};
use crate::protocol::{ConfigError, Setup};
use crate::sim::MomentId;
use std::rc::Rc;

/// The largest file that is read, in bytes.
pub const FILE_MAX: usize = 16_000_000;

/// The most events that a file may have.
pub const EVENTS_MAX: usize = 200_000;

/// The longest name of a moment that is read, in characters.
pub const MOMENT_NAME_MAX: usize = 80;

/// The version of files that this writes, and the highest that it reads.
const VERSION: u32 = 1;

/// Why a file can't be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// It has this many bytes, more than [`FILE_MAX`].
    TooLarge(usize),
    /// It has this many events, more than [`EVENTS_MAX`].
    TooManyEvents(usize),
    /// It is not JSON.
    NotJson(NotJson),
    /// It is JSON, but no run of this page.
    NotOurs,
    /// It was written by a newer version of the page, of this number.
    Newer(u32),
    /// A member is missing, or can't be what it is.
    Member {
        /// The event that it stands in, from 1; none if it stands elsewhere.
        event: Option<u32>,
        /// What is wrong.
        bad: BadMember,
    },
    /// The cluster can't be built.
    Cluster(ConfigError),
    /// What it tells can't have happened.
    Run(RunError),
}

impl From<BadMember> for FileError {
    fn from(bad: BadMember) -> Self {
        FileError::Member { event: None, bad }
    }
}

/// Writes a run as a file. The same run is written the same way everywhere, byte for byte.
pub fn write_file(run: &Run) -> String {
    let event = |(id, (parent, event)): (u32, &(MomentId, _))| {
        write_event(Json::object([("id", id.into()), ("parent", parent.0.into())]), &run.setup, event)
    };
    let name = |(moment, name): &(MomentId, String)| {
        Json::object([("moment", moment.0.into()), ("name", Json::text(&**name))])
    };
    Json::object([
        ("paxoscope", VERSION.into()),
        ("cluster", cluster_json(&run.setup)),
        ("terms", terms_json(run.terms)),
        ("schedule", run.schedule.as_ref().map_or(Json::Null, schedule_json)),
        ("events", Json::list((1..).zip(&run.events).map(event))),
        ("names", Json::list(run.names.iter().map(name))),
        ("cursor", run.cursor.0.into()),
        ("end", run.end.0.into()),
    ])
    .write_lines(&["events", "names"])
}

/// Reads a file. Every event has been let happen, so [`Run::history`] will not fail.
pub fn parse_file(text: &str) -> Result<Run, FileError> {
    if text.len() > FILE_MAX {
        return Err(FileError::TooLarge(text.len()));
    }
    // Some editors put a byte order mark before the text.
    let json = Json::parse(text.trim_start_matches('\u{feff}')).map_err(FileError::NotJson)?;
    match json.get("paxoscope").and_then(Json::as_number::<u32>) {
        Some(VERSION) => {}
        Some(newer) if newer > VERSION => return Err(FileError::Newer(newer)),
        _ => return Err(FileError::NotOurs),
    }
    let setup = Rc::new(read_setup(&json)?);
    let events = read_events(&json, &setup)?;
    let last = MomentId(u32::try_from(events.len()).unwrap_or(u32::MAX));
    let moment = |value: &Json| value.as_number().map(MomentId);
    let cursor = optional(&json, "cursor", moment)?;
    let end = optional(&json, "end", moment)?.or(cursor).unwrap_or(last);
    let run = Run {
        terms: read_terms(&json)?,
        schedule: optional(&json, "schedule", Some)?.map(read_schedule).transpose()?,
        events,
        names: read_names(&json)?,
        cursor: cursor.unwrap_or(end),
        end,
        setup,
    };
    run.history().map_err(FileError::Run)?;
    Ok(run)
}

/// The cluster of a file or a trace.
pub(super) fn read_setup(json: &Json) -> Result<Setup, FileError> {
    let setup = read_cluster(member(json, "cluster", Some)?)?;
    setup.cluster().validate().map_err(FileError::Cluster)?;
    Ok(setup)
}

fn read_events(json: &Json, setup: &Setup) -> Result<Vec<(MomentId, crate::sim::Event)>, FileError> {
    let list = member(json, "events", Json::as_list)?;
    if list.len() > EVENTS_MAX {
        return Err(FileError::TooManyEvents(list.len()));
    }
    let read = |(id, event): (u32, &Json)| {
        let bad = |bad| FileError::Member { event: Some(id), bad };
        // An id says where the event stands, so that its children can be found by eye. It can't say otherwise.
        optional(event, "id", |value| value.as_number().filter(|&number: &u32| number == id)).map_err(bad)?;
        let parent = optional(event, "parent", Json::as_number).map_err(bad)?.unwrap_or(id - 1);
        Ok((MomentId(parent), read_event(event, setup).map_err(bad)?))
    };
    (1..).zip(list).map(read).collect()
}

fn read_names(json: &Json) -> Result<Vec<(MomentId, String)>, BadMember> {
    let names = optional(json, "names", Json::as_list)?.unwrap_or_default();
    let read = |name: &Json| {
        let text = member(name, "name", |value| short_text(value, MOMENT_NAME_MAX))?;
        Ok((MomentId(member(name, "moment", Json::as_number)?), text))
    };
    names.iter().map(read).collect()
}
