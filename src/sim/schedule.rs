//! Schedules: who chooses the next event when no person does. Each is a pure function of the world, so a schedule
//! can be looked ahead of, stopped, and taken up again at any moment.

use super::{Event, RandomSchedule, World, duel};
use crate::protocol::{NodeId, Phase};

/// A way to choose the next event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// Nothing fails, the oldest message goes first, and proposers take turns.
    InOrder,
    /// Chance, from a seed.
    Random(RandomSchedule),
    /// Two proposers keep overtaking each other, so that nothing is ever accepted.
    Duel,
}

impl Schedule {
    /// The event that this schedule chooses in this world; none if it has nothing left to do.
    pub fn next(&self, world: &World) -> Option<Event> {
        match self {
            Schedule::InOrder => in_order(world),
            Schedule::Random(random) => random.next(world),
            Schedule::Duel => duel::next(world),
        }
    }
}

fn in_order(world: &World) -> Option<Event> {
    let oldest = world.in_flight().iter().find(|packet| !packet.is_held);
    oldest
        .map(|packet| Event::Deliver(packet.id))
        .or_else(|| spontaneous(world).next())
        .or_else(|| world.timers().first().map(|pending| Event::Fire(pending.node, pending.timer)))
}

/// The steps that nodes take of their own accord: what their state calls for, and a first prepare by a proposer
/// that wants a value. Preparing again is left to timers and people.
pub(super) fn spontaneous(world: &World) -> impl Iterator<Item = Event> + '_ {
    // Asked for every event of a run, so it does not list what a node may do when only one step is in question.
    let wish = |node: NodeId| match world.node(node).phase() {
        Phase::Idle => world.acts(node).first().copied(),
        _ => world.node(node).eager_act(world.setup(), node),
    };
    let up = world.setup().nodes().filter(|&node| !world.is_down(node));
    up.filter_map(move |node| wish(node).map(|act| Event::Act(node, act)))
}
