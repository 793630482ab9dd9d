//! Paxoscope: Paxos, one message at a time.
//!
//! The rooms, each importing only from those above it (ARCHITECTURE.md explains them, `tests/architecture.rs`
//! holds them):

pub mod check;
pub mod lesson;
pub mod protocol;
pub mod lesson;
pub mod scene;
pub mod share;
pub mod app;
pub mod sim;
pub mod text;
#[cfg(feature = "ui")]
pub mod ui;
