//! What a search looks for.

use crate::check::{Property, judge};
use crate::protocol::Value;
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
}

impl Goal {
    /// Reads a property's key, `chosen`, `chosen VALUE`, or `stuck`.
    pub fn parse(text: &str) -> Option<Goal> {
        match text.split_once(' ') {
            Some(("chosen", value)) => Some(Goal::Chosen(Some(Value::new(value)))),
            Some(_) => None,
            None if text == "chosen" => Some(Goal::Chosen(None)),
            None if text == "stuck" => Some(Goal::Stuck),
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
        }
    }

    /// Whether it is reached in a world.
    pub fn is_reached(&self, world: &World) -> bool {
        match self {
            Goal::Breaks(property) => !judge(*property, world).holds(),
            Goal::Chosen(None) => !world.ledger().chosen.is_empty(),
            Goal::Chosen(Some(value)) => {
                world.ledger().chosen.iter().any(|choice| choice.proposal.value == *value)
            }
            Goal::Stuck => is_stuck(world),
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
