//! Schedules: who chooses the next event when no person does. Each is a pure function of the world, so a schedule
//! can be looked ahead of, stopped, and taken up again at any moment.

use super::{Event, RandomSchedule, World, duel};
use crate::protocol::{Link, NodeId, Phase, Timer};

/// A way to choose the next event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// Nothing fails, the oldest message goes first, and proposers take turns.
    InOrder,
    /// In rounds, and nothing fails: what is in flight when a round begins is delivered in the order in which it was
    /// sent, then the nodes take their steps, and only then the next round begins.
    Synchronous,
    /// The nodes take turns, and nothing fails: each receives the oldest message to it or, if there is none, takes a
    /// step of its own. Whoever can do neither is passed over.
    RoundRobin,
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
            Schedule::Synchronous => synchronous(world),
            Schedule::RoundRobin => round_robin(world),
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
        .or_else(|| first_timer(world))
}

/// Where nothing fails, patience ends only when nothing else is left to happen, and failure detectors speak only where
/// they are right.
fn first_timer(world: &World) -> Option<Event> {
    let is_right = |node: NodeId| {
        let is_cut = |other: NodeId| world.cuts().contains(&Link::new(node, other));
        let up =
            world.setup().nodes().filter(|&other| other == node || !(world.is_down(other) || is_cut(other)));
        // Who has promised to obey somebody else does not listen to a leader from before.
        let is_minded = |leader: &NodeId| world.node(*leader).promised() >= world.node(node).promised();
        let leaders = world.leaders().iter().filter(is_minded).collect();
        world.node(node).suspects(world.setup(), node, up.collect(), leaders)
    };
    let mut due = world.timers().iter().filter(|due| due.timer != Timer::Detector || is_right(due.node));
    due.next().map(|pending| Event::Fire(pending.node, pending.timer))
}

fn synchronous(world: &World) -> Option<Event> {
    let oldest = || world.in_flight().iter().find(|packet| !packet.is_held);
    oldest()
        .filter(|packet| world.is_of_round(packet.id))
        .map(|packet| Event::Deliver(packet.id))
        .or_else(|| spontaneous(world).next())
        .or_else(|| oldest().map(|packet| Event::Deliver(packet.id)))
        .or_else(|| first_timer(world))
}

fn round_robin(world: &World) -> Option<Event> {
    let size = world.setup().size();
    let first = world.last_to_move().map_or(0, |node| node.index() + 1);
    let turn = |offset: usize| {
        let index = (first + offset) % size;
        let mut to_it = world.in_flight().iter().filter(|packet| packet.to.index() == index);
        let oldest = to_it.find(|packet| !packet.is_held).map(|packet| Event::Deliver(packet.id));
        let is_its_own = |event: &Event| matches!(event, Event::Act(node, _) if node.index() == index);
        oldest.or_else(|| spontaneous(world).find(is_its_own))
    };
    (0..size).find_map(turn).or_else(|| first_timer(world))
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
