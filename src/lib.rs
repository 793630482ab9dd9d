//! Paxoscope: Paxos, one message at a time.
//!
//! The rooms, each importing only from those above it (ARCHITECTURE.md explains them, `tests/architecture.rs`
//! holds them):

pub mod check;
pub mod lesson;
pub mod protocol;
pub mod scene;
pub mod sim;
pub mod text;
#[cfg(feature = "ui")]
pub mod ui;
