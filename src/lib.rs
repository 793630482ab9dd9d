//! Paxoscope: Paxos, one message at a time.
//!
//! The rooms of the crate. Each imports only from those above it; ARCHITECTURE.md explains why, and
//! `tests/architecture.rs` holds it.

pub mod protocol;
pub mod sim;
pub mod check;
pub mod text;
pub mod lesson;
pub mod share;
pub mod scene;
pub mod picture;
pub mod tools;
#[cfg(feature = "ui")]
pub mod worker;
pub mod app;
#[cfg(feature = "ui")]
pub mod ui;
