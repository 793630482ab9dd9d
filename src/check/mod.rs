//! Properties: what must hold in every run, judged live from what has happened so far; and the search over all schedules
//! that proves them, within bounds, or finds the shortest run that breaks one.

mod atomic;
mod bids;
mod choosable;
mod linear;
mod property;
mod quorums;
mod refinement;
mod search;
pub mod spec;
mod switches;

pub use choosable::{Choosable, Prospect, choosable};
pub use property::{Property, Verdict, judge, properties};
pub use quorums::{QuorumPair, quorum_pairs};
pub use refinement::{
    Breach, Natural, SpecMessage, SpecState, Taken, Vote, enabled_actions, explain, natural,
};
pub use search::{Bounds, BoundsError, Goal, Limit, Outcome, Progress, Search, renumbered_print};
pub use switches::{EXPERIMENTS, Experiment, LOG_EXPERIMENTS, Trouble};
