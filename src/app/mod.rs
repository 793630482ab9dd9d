//! The application without its interface: its state, everything that can be done to it, and the one command table
//! that toolbar, keys, help sheet and a lecturer's remote share. No Yew, no browser.

mod action;
mod command;
mod draft;
mod course;
mod goal;
mod home;
mod lesson_page;
mod problem;
mod progress;
mod reduce;
mod run_to;
mod runs;
mod saved;
mod session;
mod sheet;
mod state;
mod time_view;

pub use action::Action;
pub use command::{Command, KeyPress, command_for, commands, is_enabled};
pub use course::{Course, find_lesson};
pub use draft::Draft;
pub use goal::Goal;
pub use home::{DeckView, Home, LessonEntry, Reading, Start, home};
pub use lesson_page::LessonPage;
pub use problem::{Problem, warnings_of};
pub use progress::{Progress, Theme};
pub use run_to::{GOAL_STEPS_MAX, Leap};
pub use runs::RunsAction;
pub use session::Session;
pub use sheet::{Parcel, Sheet, read_run};
pub use state::{AppState, Kept, Page, Sandbox, first_sandbox};
pub use time_view::{LaneChange, TimeChange, TimeTab, TimeView};
