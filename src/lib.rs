//! Paxoscope: Paxos, one message at a time.
#[cfg(feature = "ui")]
pub mod ui;
