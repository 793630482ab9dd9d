//! The application without its interface: its state, everything that can be done to it, and the one command table
//! that toolbar, keys, help sheet and a lecturer's remote share. No Yew, no browser.

mod action;
mod checking;
mod command;
mod draft;
mod course;
mod errands;
mod finding;
mod goal;
mod home;
mod ladder;
mod lesson_page;
mod problem;
mod progress;
mod reduce;
mod rules;
mod run_to;
mod runs;
mod saved;
mod search;
mod session;
mod sheet;
mod shelf;
mod state;
mod time_view;

pub use action::Action;
pub use checking::{CheckAction, Checker, Finding};
pub use command::{Command, KeyPress, command_for, commands, is_enabled};
pub use course::Course;
pub use draft::{ApartDraft, Draft, WordsDraft};
pub use errands::{Errands, Finished, ToolsAction, Waiting};
pub use finding::{FindingView, goals};
pub use goal::Goal;
pub use home::{Chapter, DeckView, FIRST_LESSON, Home, HomeEntry, Reading, StartGroup, home};
pub use lesson_page::LessonPage;
pub use problem::{Problem, warnings_of};
pub use progress::{Progress, Theme};
pub use rules::RulesText;
pub use run_to::{GOAL_STEPS_MAX, Leap};
pub use runs::RunsAction;
pub use search::address_of_contents;
pub use session::Session;
pub use sheet::{Parcel, Sheet};
pub use shelf::Shelf;
pub use state::{AppState, Kept, Page, Sandbox, first_sandbox};
pub use time_view::{LaneChange, TimeChange, TimeTab, TimeView};
