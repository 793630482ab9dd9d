//! The simulator: the one vocabulary of events, the world they change, schedules that produce them, and the tree
//! of moments that remembers them. It knows no protocol's types beyond the enums of [`crate::protocol`], no clock,
//! and no chance but a seed.

mod branches;
mod causality;
mod chacha;
mod compare;
mod costs;
mod duel;
mod enabled;
mod event;
mod fingerprint;
mod history;
mod issued;
mod ledger;
mod moments;
mod random;
mod schedule;
mod slots;
mod step;
mod transpose;
mod turn;
mod undo;
mod world;

pub use branches::{Branch, NAME_LENGTH_MAX};
pub use causality::Causality;
pub use compare::{Comparison, Difference, compare};
pub use costs::Costs;
pub use event::{Event, MsgId, NotEnabled};
pub use fingerprint::Fingerprint;
pub use history::{History, Moment, MomentId};
pub use issued::{Issued, NumberBreach};
pub use ledger::{BrokenPromise, Call, Choice, Decision, Learning, Ledger, Sight, Vote};
pub use moments::{Glance, Mark};
pub use random::{Latency, RandomSchedule};
pub use schedule::Schedule;
pub use slots::{SlotBook, SlotBreach, SlotPage};
pub use step::{Notice, Step};
pub use transpose::{Transposed, transpose};
pub use world::{Packet, PendingTimer, World};
