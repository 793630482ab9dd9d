//! Drives the built page in real browsers: tests, screenshots, measurements.
//!
//! [`PageServer`] serves the page and notes what is asked of it; [`Session`] is one browser with a fresh profile that
//! ends when it is dropped. Both read their settings from the environment, which `cargo xtask` fills in.

mod axe;
mod driver;
mod keyboard;
mod log;
pub mod measure;
mod pointer;
mod roles;
mod server;
mod session;
pub mod steps;
mod view;

pub use axe::Violation;
pub use driver::Browser;
pub use pointer::Pointer;
pub use server::PageServer;
pub use session::Session;
pub use view::{Scheme, Viewport};
