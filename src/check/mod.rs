//! Properties: what must hold in every run, judged live from what has happened so far. The search over all
//! schedules joins this room later.

mod atomic;
mod bids;
mod choosable;
mod linear;
mod property;
mod refinement;

pub use choosable::{Choosable, Prospect, choosable};
pub use property::{Property, Verdict, judge, properties};
pub use refinement::{
    Breach, Natural, SpecMessage, SpecState, Taken, Vote, enabled_actions, explain, natural,
};
