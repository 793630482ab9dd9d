//! The rules: every construction as a pure, deterministic state machine.
//!
//! [`Setup`], [`Node`], [`Message`] and [`Rule`] list the constructions. World, history, lessons and the interface use
//! these enums and stay concrete; a construction's author implements [`Cluster`], [`Replica`], [`Letter`] and names
//! rules with `rules!`. Nothing here imports another room, reads a clock or draws a random number.

#[macro_use]
mod rules;

pub mod attempts;
pub mod bank;
mod chunks;
mod cluster;
pub mod commit;
pub mod election;
mod fields;
mod ids;
pub mod ladder;
mod letters;
mod message;
mod node;
pub mod pmmc;
mod replica;
mod sequence;
mod settings;
mod setup;
mod sorted;
mod state;
pub mod store;
pub mod synod;
mod vocabulary;

pub use chunks::{Chunks, Slots};
pub use cluster::{Cluster, ConfigError, ConfigWarning, Link, Quorums};
pub use fields::{Count, Field, FieldKey, FieldValue, LearnEntry, SlotEntry};
pub use ids::{Ballot, NodeId, NodeSet, Numbering, Proposal, Role, Value};
pub use letters::{is_letter, is_letter_or_digit};
pub use message::{Content, Letter, Message, Rule};
pub use node::{Effects, Input, Node};
pub use replica::{Context, Observation, Out, Replica, Standing, TimerChange};
pub use rules::Cited;
pub use sequence::Sequence;
pub use settings::{Member, SettingError};
pub use setup::Setup;
pub use sorted::{Map, Set};
pub use state::{NodeState, Outcome};
pub use vocabulary::{Act, Fact, MessageKind, Phase, Timer};
