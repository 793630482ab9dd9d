//! The search over all schedules: breadth first, within bounds that a person sets.
//!
//! It goes through what [`World::progress`](crate::sim::World::progress) offers and through faults, as far as the bounds
//! allow, and knows where it has been by 64-bit fingerprints ([`Fingerprint`](crate::sim::Fingerprint)).

mod bounds;
mod engine;
mod goal;
mod livelock;
mod ranks;
mod table;
mod word;

pub use bounds::{Bounds, BoundsError};
pub use engine::{Limit, Outcome, Progress, Search};
pub use goal::Goal;
pub use ranks::print as renumbered_print;
pub use table::Table;
pub use word::Word;
