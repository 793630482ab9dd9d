//! Properties: what must hold in every run, judged live from what has happened so far. The search over all
//! schedules joins this room later.

mod atomic;
mod linear;
mod property;
mod switches;

pub use property::{Property, Verdict, judge, properties};
pub use switches::{Bounds, EXPERIMENTS, Experiment};
