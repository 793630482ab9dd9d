//! What can go wrong, said so that a person can put it right.

use crate::lesson::LessonError;
use crate::protocol::Setup;
use crate::protocol::synod::{ConfigError, ConfigWarning};
use crate::share::{
    BadMember, ClusterError, EVENTS_MAX, FILE_MAX, FileError, LINK_MAX, LinkError, LinkTooLong, NotJson,
    RouteError, RunError, STATES_MAX, TraceError,
};
use crate::sim::NotEnabled;
use crate::text::{Arg, say};

/// Something that went wrong. The running state is as it was.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// An address leads nowhere.
    Route(RouteError),
    /// There is no such lesson.
    NoSuchLesson(String),
    /// The lesson has no such stop.
    NoSuchStop {
        /// The stop that was asked for.
        stop: usize,
        /// The last one there is.
        last: usize,
    },
    /// The lesson with this title can't be read or does not hold.
    Lesson(String, LessonError),
    /// That can't happen now.
    NotEnabled(NotEnabled),
    /// A goal, in words, was not reached in this many steps.
    NeverCame(String, u32),
    /// A goal, in words, was not reached before the run ended.
    GoalEnded(String),
    /// A goal, in words, can't be run to: the run has ended.
    NoWay(String),
    /// What was typed is no predicate; why, in a sentence.
    Predicate(String),
    /// The first branch can't be deleted.
    FirstBranch,
    /// The lesson's own branch can't be deleted.
    LessonBranch,
    /// There are not two proposers that could duel.
    NoDuel,
    /// The run is too long for a link.
    Link(LinkTooLong),
    /// A file can't be opened.
    File(FileError),
    /// A trace can't be opened.
    Trace(TraceError),
}

impl Problem {
    /// What is wrong with the run of a link, if reading it as a file has found it.
    pub(super) fn of_link(self) -> Self {
        match self {
            Problem::File(FileError::Run(error)) => Problem::Route(RouteError::Link(LinkError::Run(error))),
            other => other,
        }
    }

    /// Whether it is the address that leads nowhere.
    pub fn is_about_address(&self) -> bool {
        matches!(self, Problem::Route(_) | Problem::NoSuchLesson(_) | Problem::NoSuchStop { .. })
    }

    /// The problem in a sentence.
    pub fn words(&self) -> String {
        match self {
            Problem::Route(error) => route_words(error),
            Problem::NoSuchLesson(slug) => say("problem-no-such-lesson", &[("slug", shortened(slug).into())]),
            Problem::NoSuchStop { stop, last } => {
                let args = [("stop", Arg::from(stop.to_string())), ("last", last.to_string().into())];
                say("problem-no-such-stop", &args)
            }
            Problem::Lesson(title, error) => {
                let args = [
                    ("title", Arg::from(title.as_str())),
                    ("line", Arg::from(error.line.to_string())),
                    ("column", Arg::from(error.column.to_string())),
                    ("message", Arg::from(error.message.as_str())),
                ];
                say("problem-lesson", &args)
            }
            Problem::NotEnabled(reason) => say(&format!("refused-{}", reason.key()), &[]),
            Problem::NeverCame(goal, count) => {
                say("problem-never-came", &[("goal", goal.as_str().into()), ("count", (*count).into())])
            }
            Problem::GoalEnded(goal) => say("problem-ended", &[("goal", goal.as_str().into())]),
            Problem::NoWay(goal) => say("problem-no-way", &[("goal", goal.as_str().into())]),
            Problem::Predicate(message) => message.clone(),
            Problem::FirstBranch => say("problem-first-branch", &[]),
            Problem::LessonBranch => say("problem-lesson-branch", &[]),
            Problem::NoDuel => say("problem-no-duel", &[]),
            Problem::Link(LinkTooLong { length }) => {
                say("problem-link-too-long", &lengths(*length, LINK_MAX))
            }
            Problem::File(error) => file_words(error),
            Problem::Trace(error) => trace_words(error),
        }
    }
}

/// What somebody wrote, quoted so that it can be recognised: a whole novel in an address helps nobody.
fn shortened(text: &str) -> String {
    const LENGTH_MAX: usize = 60;
    match text.char_indices().nth(LENGTH_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn route_words(error: &RouteError) -> String {
    match error {
        RouteError::Page(page) => say("problem-page", &[("page", shortened(page).into())]),
        RouteError::Stop(stop) => say("problem-stop", &[("stop", shortened(stop).into())]),
        RouteError::Cluster(error) => cluster_words(error),
        RouteError::Link(error) => link_words(*error),
    }
}

/// How long something is, and how long it may be.
fn lengths(length: usize, max: usize) -> [(&'static str, Arg); 2] {
    [("length", length.to_string().into()), ("max", max.to_string().into())]
}

fn link_words(error: LinkError) -> String {
    match error {
        LinkError::TooLong(length) => say("problem-link-long", &lengths(length, LINK_MAX)),
        LinkError::Damaged => say("problem-link-damaged", &[]),
        LinkError::Newer => say("problem-link-newer", &[]),
        LinkError::Cluster(error) => config_words(error),
        LinkError::Run(error) => run_words(error),
    }
}

fn file_words(error: &FileError) -> String {
    match error {
        // In megabytes, rounded up: a file that is too large has more than it may.
        FileError::TooLarge(bytes) => {
            let megabytes = |bytes: usize| bytes.div_ceil(1_000_000);
            say("problem-file-large", &lengths(megabytes(*bytes), megabytes(FILE_MAX)))
        }
        FileError::TooManyEvents(count) => say("problem-file-events", &lengths(*count, EVENTS_MAX)),
        FileError::NotJson(NotJson { line, column }) => {
            let args = [("line", Arg::from(line.to_string())), ("column", column.to_string().into())];
            say("problem-file-json", &args)
        }
        FileError::NotOurs => say("problem-file-not-ours", &[]),
        FileError::Newer(version) => say("problem-file-newer", &[("version", version.to_string().into())]),
        FileError::Member { event, bad } => member_words(*event, bad),
        FileError::Cluster(error) => config_words(*error),
        FileError::Run(error) => run_words(*error),
    }
}

fn trace_words(error: &TraceError) -> String {
    let at = |key: &str, index: usize| say(key, &[("index", index.to_string().into())]);
    match error {
        TraceError::TooLarge(bytes) => file_words(&FileError::TooLarge(*bytes)),
        TraceError::TooManyStates(count) => say("problem-trace-states", &lengths(*count, STATES_MAX)),
        TraceError::NotJson(place) => file_words(&FileError::NotJson(*place)),
        TraceError::NotItf => say("problem-trace-not-itf", &[]),
        TraceError::Cluster(error) => file_words(error),
        TraceError::Unknown(index) => at("problem-trace-unknown", *index),
        TraceError::Unexplained(0) => say("problem-trace-start", &[]),
        TraceError::Unexplained(index) => at("problem-trace-unexplained", *index),
        TraceError::TooHard(index) => at("problem-trace-too-hard", *index),
        TraceError::Run(error) => run_words(*error),
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

fn run_words(error: RunError) -> String {
    let event = |event: u32| ("event", Arg::from(event.to_string()));
    match error {
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

/// Why a cluster can't be read or built, in a sentence.
pub fn cluster_words(error: &ClusterError) -> String {
    match error {
        ClusterError::Protocol(name) => say("problem-protocol", &[("name", shortened(name).into())]),
        ClusterError::Setting(name) => say("problem-setting", &[("name", shortened(name).into())]),
        ClusterError::Value { setting, value } => {
            say("problem-value", &[("setting", setting.as_str().into()), ("value", shortened(value).into())])
        }
        ClusterError::Config(error) => config_words(*error),
    }
}

fn config_words(error: ConfigError) -> String {
    let count = |key: &str, count: usize| say(key, &[("count", count.to_string().into())]);
    match error {
        ConfigError::Proposers(found) => count("config-proposers", found),
        ConfigError::Acceptors(found) => count("config-acceptors", found),
        ConfigError::Learners(found) => count("config-learners", found),
        ConfigError::Quorum(quorum) => say("config-quorum", &[("quorum", quorum.into())]),
        ConfigError::Names => say("config-names", &[]),
        ConfigError::FirstNumber => say("config-first-number", &[]),
        ConfigError::Value => say("config-value", &[]),
    }
}

/// What is unwise about a cluster, in sentences.
pub fn warnings_of(setup: &Setup) -> Vec<String> {
    let Setup::Synod(config) = setup;
    config.validate().unwrap_or_default().into_iter().map(warning_words).collect()
}

fn warning_words(warning: ConfigWarning) -> String {
    let key = match warning {
        ConfigWarning::QuorumsDoNotMeet => "warning-quorums-do-not-meet",
        ConfigWarning::NumbersNotUnique => "warning-numbers-not-unique",
        ConfigWarning::NoAdoption => "warning-no-adoption",
    };
    say(key, &[])
}
