//! What can go wrong, said so that a person can put it right.

use crate::protocol::ConfigWarning;
use crate::protocol::Setup;
use crate::share::{LinkError, LinkTooLong, RouteError, RunError, shortened, too_large_words};
use crate::sim::NotEnabled;
use crate::text::{Arg, say};
use std::rc::Rc;

/// Something that went wrong. The running state is as it was.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// An address leads nowhere.
    Route(RouteError),
    /// There is no such lesson.
    NoSuchLesson(String),
    /// There is no such start.
    NoSuchStart(String),
    /// The lesson has no such stop.
    NoSuchStop {
        /// The stop that was asked for.
        stop: usize,
        /// The last one there is.
        last: usize,
    },
    /// The text of the lesson with this title can't be had.
    NotFetched(&'static str),
    /// What came for the lesson with this title is another text than the page was built with.
    NotOurText(&'static str),
    /// The text of rules can't be had, or is not the one that the page was built with.
    NoRules,
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
    /// About the next step there is nothing to guess.
    NothingToGuess,
    /// There are not two proposers that could duel.
    NoDuel,
    /// The run is too long for a link.
    Link(LinkTooLong),
    /// A run can't have happened.
    Run(RunError),
    /// A file has this many bytes, more than is read.
    TooLarge(usize),
    /// The tools can't do what they were asked for; why, in a sentence.
    Refused(Rc<str>),
    /// The tools can't be had: they did not start, or stopped.
    ToolsLost,
    /// The tools that came are those of another build of the page.
    OtherTools,
}

impl Problem {
    /// What is wrong with the run of a link, if letting it happen has found it.
    pub(super) fn of_link(self) -> Self {
        match self {
            Problem::Run(error) => Problem::Route(RouteError::Link(LinkError::Run(error))),
            other => other,
        }
    }

    /// Whether calling the tools again may help.
    pub fn can_be_tried_again(&self) -> bool {
        matches!(self, Problem::ToolsLost)
    }

    /// Whether the address leads nowhere, or not yet.
    pub fn is_about_address(&self) -> bool {
        matches!(
            self,
            Problem::Route(_)
                | Problem::NoSuchLesson(_)
                | Problem::NoSuchStart(_)
                | Problem::NoSuchStop { .. }
                | Problem::NotFetched(_)
                | Problem::NotOurText(_)
        )
    }

    /// The problem in a sentence.
    pub fn words(&self) -> String {
        match self {
            Problem::Route(error) => error.words(),
            Problem::NoSuchLesson(slug) => say("problem-no-such-lesson", &[("slug", shortened(slug).into())]),
            Problem::NoSuchStart(slug) => say("problem-no-such-start", &[("slug", shortened(slug).into())]),
            Problem::NoSuchStop { stop, last } => {
                let args = [("stop", Arg::from(stop.to_string())), ("last", last.to_string().into())];
                say("problem-no-such-stop", &args)
            }
            Problem::NotFetched(title) => say("problem-not-fetched", &[("title", (*title).into())]),
            Problem::NotOurText(title) => say("problem-not-our-text", &[("title", (*title).into())]),
            Problem::NoRules => say("problem-no-rules", &[]),
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
            Problem::NothingToGuess => say("problem-nothing-to-guess", &[]),
            Problem::Link(error) => error.words(),
            Problem::Run(error) => error.words(),
            Problem::TooLarge(bytes) => too_large_words(*bytes),
            Problem::Refused(words) => words.to_string(),
            Problem::ToolsLost => say("problem-tools-lost", &[]),
            Problem::OtherTools => say("problem-tools-other", &[]),
        }
    }
}

/// What is unwise about a cluster, in sentences.
pub fn warnings_of(setup: &Setup) -> Vec<String> {
    setup.cluster().validate().unwrap_or_default().into_iter().map(warning_words).collect()
}

fn warning_words(warning: ConfigWarning) -> String {
    let key = match warning {
        ConfigWarning::QuorumsDoNotMeet => "warning-quorums-do-not-meet",
        ConfigWarning::NumbersNotUnique => "warning-numbers-not-unique",
        ConfigWarning::NoAdoption => "warning-no-adoption",
        ConfigWarning::RuleOff(key) => {
            return say("warning-rule-off", &[("rule", say(&format!("cluster-switch-{key}"), &[]).into())]);
        }
    };
    say(key, &[])
}
