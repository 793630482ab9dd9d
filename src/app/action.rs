//! Everything that a person, the clock or the address bar can do to the application.

use super::{
    AuthorAction, CheckAction, Goal, HallAction, Problem, Progress, RunsAction, Sheet, TimeChange,
    ToolsAction,
};
use crate::protocol::{NodeId, Setup};
use crate::scene::{Size, Target, Verb};
use crate::share::Route;
use crate::sim::{Event, MomentId, Schedule};
use std::rc::Rc;

/// Something that the application is asked to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Go to the page of an address.
    Go(Route),
    /// Type what is looked for in the catalogue.
    AskToSearch,
    /// Look for this in the catalogue.
    Search(String),
    /// Show that an address leads nowhere, and stay.
    Fail(Problem),
    /// One step forward.
    Step,
    /// One step back.
    Back,
    /// To the start.
    First,
    /// To the end of what has been played.
    Last,
    /// On to a goal.
    RunTo(Goal),
    /// On until what is typed is true of a node's state.
    RunToTyped(String),
    /// Do something with the tree of runs.
    Runs(RunsAction),
    /// To the next part of the lesson.
    NextPart,
    /// To the start of this part of the lesson, or to the previous one.
    PreviousPart,
    /// To a part of the lesson.
    Part(usize),
    /// To a place on the scrubber.
    Seek(usize),
    /// To any moment.
    Travel(MomentId),
    /// To a place on the line, from wherever.
    TravelTo(usize),
    /// Play, or pause.
    Play,
    /// Time for the next step of playing.
    Tick,
    /// Play faster.
    Faster,
    /// Play slower.
    Slower,
    /// Let an event happen.
    Do(Event),
    /// Let the n-th possible event happen, or give the n-th answer; the first is 1.
    Choose(usize),
    /// Do something with what is focused or selected.
    Act(Verb, Option<Target>),
    /// The pointer or the focus is at something now, or at nothing.
    Highlight(Option<Target>),
    /// Select something, or nothing.
    Select(Option<Target>),
    /// Select something in the space–time diagram, which then shows what can be done with it.
    SelectInDiagram(Target),
    /// Answer a question of the lesson's part that is shown.
    Answer {
        /// Which item of the part it is.
        item: usize,
        /// The choice, the first being 0.
        choice: usize,
    },
    /// Count hands for an answer to a question of the part that is shown.
    Hands {
        /// Which item of the part it is; nothing for the question about the next step.
        item: Option<usize>,
        /// The choice, the first being 0.
        choice: usize,
        /// How many more; fewer if negative.
        by: i16,
    },
    /// Write a lesson.
    Author(AuthorAction),
    /// Ask what the next step will do, or put that question away.
    Guess,
    /// Do something with what the hall sees.
    Hall(HallAction),
    /// Take the last action back.
    Undo,
    /// Take the last undo back.
    Redo,
    /// Go on from here in the sandbox.
    Explore,
    /// Return from the sandbox, or from a side way, to where the lesson was left.
    Return,
    /// Start a new run with this cluster.
    Rebuild(Setup),
    /// Go on with the same schedule on the rung above, or below.
    Climb {
        /// Whether above.
        is_above: bool,
    },
    /// Let this player choose the steps.
    SetPlayer(Schedule),
    /// Let the two proposers keep overtaking each other.
    KeepDuelling,
    /// The next theme: as the system, light, dark.
    NextTheme,
    /// Open this sheet, or close it.
    Toggle(Sheet),
    /// Open the run in a text that somebody brought.
    OpenText(Rc<str>),
    /// Do something with the tools, or hear from them.
    Tools(ToolsAction),
    /// Do something with the search through every schedule, or hear from it.
    Check(CheckAction),
    /// The text of a lesson has come; or it can't be had.
    Receive {
        /// The lesson's name in addresses.
        slug: String,
        /// The text.
        text: Option<String>,
    },
    /// The text of rules has come; or it can't be had.
    ReceiveRules(Option<String>),
    /// What lessons cover has come, for the search; or it can't be had.
    ReceiveContents(Option<String>),
    /// Close what is open: help, message, menu.
    Close,
    /// Ask a node what it knows, or nobody.
    Know(Option<NodeId>),
    /// Set how the region Space–time shows things.
    Time(TimeChange),
    /// The stage has this size now.
    Resize(Size),
    /// What was kept from earlier visits.
    Restore(Progress),
}

impl Action {
    /// Whether a person has gone on with this, so that what went wrong before is no longer news.
    pub(super) fn goes_on(&self) -> bool {
        !matches!(
            self,
            Action::Fail(_)
                | Action::Close
                | Action::Toggle(_)
                | Action::NextTheme
                | Action::Highlight(_)
                | Action::Resize(_)
                | Action::Time(_)
                | Action::Restore(_)
                | Action::Receive { .. }
                | Action::ReceiveRules(_)
                | Action::ReceiveContents(_)
                | Action::Tools(_)
                | Action::Check(_)
                | Action::Hall(_)
                | Action::Tick
        )
    }
}
