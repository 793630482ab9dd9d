//! The specification `static/spec/Paxos.tla`, searched state by state.

mod model;
mod search;
mod shape;
mod steps;

pub use model::tlc_model;
pub use search::{SpecOptions, SpecReport, explore_spec};
pub use shape::{Constants, ConstantsError};
pub use steps::{Action, Broken, Steps};

/// The text of the specification.
pub const SPECIFICATION: &str = include_str!("../../../static/spec/Paxos.tla");
