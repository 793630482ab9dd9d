//! What a search looks for.

use crate::check::{Property, judge};
use crate::protocol::{Setup, Value};
use crate::sim::{Event, World};

/// What a search looks for. It ends at the first world in which one of its goals is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A property is broken.
    Breaks(Property),
    /// This value is chosen; without one, any.
    Chosen(Option<Value>),
    /// Nothing is chosen or decided, and nothing moves any more unless something fails or somebody asks again.
    Stuck,
    /// A fair loop in which nothing is ever chosen. Once it is found, with the number of steps after which it begins; from
    /// there on the run goes once around it.
    Livelock(Option<u32>),
}

impl Goal {
    /// Reads a property's key, `chosen`, `chosen VALUE`, `stuck`, `livelock`, or `livelock STEPS`.
    pub fn parse(text: &str) -> Option<Goal> {
        match text.split_once(' ') {
            Some(("chosen", value)) => Some(Goal::Chosen(Some(Value::new(value)))),
            Some(("livelock", begin)) => begin.parse().ok().map(|begin| Goal::Livelock(Some(begin))),
            Some(_) => None,
            None if text == "chosen" => Some(Goal::Chosen(None)),
            None if text == "stuck" => Some(Goal::Stuck),
            None if text == "livelock" => Some(Goal::Livelock(None)),
            None => Property::named(text).map(Goal::Breaks),
        }
    }

    /// Writes what [`Goal::parse`] reads.
    pub fn write(&self) -> String {
        match self {
            Goal::Breaks(property) => property.key().to_owned(),
            Goal::Chosen(None) => "chosen".to_owned(),
            Goal::Chosen(Some(value)) => format!("chosen {value}"),
            Goal::Stuck => "stuck".to_owned(),
            Goal::Livelock(None) => "livelock".to_owned(),
            Goal::Livelock(Some(begin)) => format!("livelock {begin}"),
        }
    }

    /// Whether it can be looked for in a cluster: a livelock only where numbers may be renumbered.
    pub fn fits(&self, setup: &Setup) -> bool {
        !matches!(self, Goal::Livelock(_)) || matches!(setup, Setup::Synod(_))
    }

    /// Whether it is reached in a world; a livelock never is, since it takes more than one.
    pub fn is_reached(&self, world: &World) -> bool {
        match self {
            Goal::Breaks(property) => !judge(*property, world).holds(),
            Goal::Chosen(None) => !world.ledger().chosen.is_empty(),
            Goal::Chosen(Some(value)) => {
                world.ledger().chosen.iter().any(|choice| choice.proposal.value == *value)
            }
            Goal::Stuck => is_stuck(world),
            Goal::Livelock(_) => false,
        }
    }
}

fn is_stuck(world: &World) -> bool {
    let ledger = world.ledger();
    let is_moving = |event: &Event| match event {
        Event::Deliver(id) => world.packet(*id).is_some_and(|packet| !world.is_down(packet.to)),
        Event::Fire(..) => false,
        _ => true,
    };
    ledger.chosen.is_empty() && ledger.decisions.is_empty() && !world.progress().iter().any(is_moving)
}
