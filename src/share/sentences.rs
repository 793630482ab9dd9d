//! What is wrong with what was brought here, in sentences. Links and clusters are read in the page, files and traces by
//! the tools: the words of each are used where it is read.

use super::{
    BadMember, ClusterError, EVENTS_MAX, FILE_MAX, FileError, LINK_MAX, LinkError, LinkTooLong, NotJson,
    RouteError, RunError, STATES_MAX, TraceError,
};
use crate::protocol::ConfigError;
use crate::text::{Arg, say};

/// What somebody wrote, quoted so that it can be recognised: a whole novel in an address helps nobody.
pub fn shortened(text: &str) -> String {
    const LENGTH_MAX: usize = 60;
    match text.char_indices().nth(LENGTH_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl RouteError {
    /// What is wrong, in a sentence.
    pub fn words(&self) -> String {
        match self {
            RouteError::Page(page) => say("problem-page", &[("page", shortened(page).into())]),
            RouteError::Stop(stop) => say("problem-stop", &[("stop", shortened(stop).into())]),
            RouteError::Cluster(error) => error.words(),
            RouteError::Link(error) => error.words(),
        }
    }
}

/// How long something is, and how long it may be.
fn lengths(length: usize, max: usize) -> [(&'static str, Arg); 2] {
    [("length", length.to_string().into()), ("max", max.to_string().into())]
}

impl LinkError {
    /// What is wrong, in a sentence.
    pub fn words(self) -> String {
        match self {
            LinkError::TooLong(length) => say("problem-link-long", &lengths(length, LINK_MAX)),
            LinkError::Damaged => say("problem-link-damaged", &[]),
            LinkError::Newer => say("problem-link-newer", &[]),
            LinkError::Cluster(error) => config_words(error),
            LinkError::Run(error) => error.words(),
        }
    }
}

impl FileError {
    /// What is wrong, in a sentence.
    pub fn words(&self) -> String {
        match self {
            FileError::TooLarge(bytes) => too_large_words(*bytes),
            FileError::TooManyEvents(count) => say("problem-file-events", &lengths(*count, EVENTS_MAX)),
            FileError::NotJson(NotJson { line, column }) => {
                let args = [("line", Arg::from(line.to_string())), ("column", column.to_string().into())];
                say("problem-file-json", &args)
            }
            FileError::NotOurs => say("problem-file-not-ours", &[]),
            FileError::Newer(version) => {
                say("problem-file-newer", &[("version", version.to_string().into())])
            }
            FileError::Member { event, bad } => member_words(*event, bad),
            FileError::Cluster(error) => config_words(*error),
            FileError::Run(error) => error.words(),
        }
    }
}

impl TraceError {
    /// What is wrong, in a sentence.
    pub fn words(&self) -> String {
        let at = |key: &str, index: usize| say(key, &[("index", index.to_string().into())]);
        match self {
            TraceError::TooLarge(bytes) => too_large_words(*bytes),
            TraceError::TooManyStates(count) => say("problem-trace-states", &lengths(*count, STATES_MAX)),
            TraceError::NotJson(place) => FileError::NotJson(*place).words(),
            TraceError::NotItf => say("problem-trace-not-itf", &[]),
            TraceError::Cluster(error) => error.words(),
            TraceError::Unknown(index) => at("problem-trace-unknown", *index),
            TraceError::Unexplained(0) => say("problem-trace-start", &[]),
            TraceError::Unexplained(index) => at("problem-trace-unexplained", *index),
            TraceError::TooHard(index) => at("problem-trace-too-hard", *index),
            TraceError::Run(error) => error.words(),
        }
    }
}

fn member_words(event: Option<u32>, bad: &BadMember) -> String {
    // No event has the number 0: what stands elsewhere stands in the file.
    let mut args = vec![("event", event.unwrap_or(0).into()), ("key", Arg::from(bad.key))];
    match &bad.found {
        Some(found) => {
            args.push(("found", shortened(found).into()));
            say("problem-file-member", &args)
        }
        None => say("problem-file-missing", &args),
    }
}

impl RunError {
    /// What is wrong, in a sentence.
    pub fn words(self) -> String {
        let event = |event: u32| ("event", Arg::from(event.to_string()));
        match self {
            RunError::NotEnabled { moment, why } => {
                let why = say(&format!("refused-{}", why.key()), &[]);
                say("problem-run-refused", &[event(moment), ("why", why.into())])
            }
            RunError::Parent(moment) => say("problem-run-parent", &[event(moment)]),
            RunError::Twice(moment) => say("problem-run-twice", &[event(moment)]),
            RunError::Moment(moment) => say("problem-run-moment", &[("moment", moment.to_string().into())]),
            RunError::TooLarge(moment) => say("problem-run-too-large", &[event(moment)]),
        }
    }
}

impl ClusterError {
    /// What is wrong, in a sentence.
    pub fn words(&self) -> String {
        match self {
            ClusterError::Protocol(name) => say("problem-protocol", &[("name", shortened(name).into())]),
            ClusterError::Setting(name) => say("problem-setting", &[("name", shortened(name).into())]),
            ClusterError::Value { setting, value } => say(
                "problem-value",
                &[("setting", setting.as_str().into()), ("value", shortened(value).into())],
            ),
            ClusterError::Config(error) => config_words(*error),
        }
    }
}

fn config_words(error: ConfigError) -> String {
    let count = |key: &str, count: usize| say(key, &[("count", count.to_string().into())]);
    match error {
        ConfigError::Proposers(found) => count("config-proposers", found),
        ConfigError::Acceptors(found) => count("config-acceptors", found),
        ConfigError::Learners(found) => count("config-learners", found),
        ConfigError::Members(found) => count("config-members", found),
        ConfigError::Quorum(quorum) => say("config-quorum", &[("quorum", quorum.into())]),
        ConfigError::Names => say("config-names", &[]),
        ConfigError::FirstNumber => say("config-first-number", &[]),
        ConfigError::Value => say("config-value", &[]),
        ConfigError::Switches(key) => {
            say("config-switches", &[("setting", say(&format!("cluster-{key}"), &[]).into())])
        }
    }
}

impl LinkTooLong {
    /// What is wrong, in a sentence.
    pub fn words(self) -> String {
        say("problem-link-too-long", &lengths(self.length, LINK_MAX))
    }
}

/// That a file has so many bytes, more than [`FILE_MAX`]: in megabytes, rounded up, since it has more than it may.
pub fn too_large_words(bytes: usize) -> String {
    let megabytes = |bytes: usize| bytes.div_ceil(1_000_000);
    say("problem-file-large", &lengths(megabytes(bytes), megabytes(FILE_MAX)))
}
