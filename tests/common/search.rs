//! Breadth-first search through worlds: the shortest run to something, or the certainty that there is none.

use paxoscope::protocol::{Node, ladder};
use paxoscope::sim::{Event, RandomSchedule, World};
use std::collections::{BTreeMap, VecDeque};
use std::fmt::{self, Write};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

/// An event that a search considers.
pub struct Move<B> {
    /// The event.
    pub event: Event,
    /// Whether it counts as a step: a shortest run is one with the fewest of them.
    pub counts: bool,
    /// What is left of a budget after it, such as the number of crashes.
    pub left: B,
}

impl<B> Move<B> {
    /// An event that counts.
    pub fn step(event: Event, left: B) -> Self {
        Move { event, counts: true, left }
    }

    /// An event that does not.
    pub fn free(event: Event, left: B) -> Self {
        Move { event, counts: false, left }
    }
}

/// What a search found.
#[derive(Debug)]
pub struct Found {
    /// A shortest run to what was looked for, with its number of steps; none if all worlds were seen and none was it.
    pub run: Option<(usize, Vec<Event>)>,
    /// How many different worlds were seen. Where nothing was found, these are all that there are.
    pub worlds: usize,
}

/// A world that was reached, and how.
struct Reached<B> {
    world: World,
    budget: B,
    print: u128,
    cost: usize,
    way: Option<Rc<Way>>,
}

/// The last event of a way, and the way before it.
struct Way {
    event: Event,
    before: Option<Rc<Way>>,
}

/// More worlds are too many for a test.
const WORLDS_MAX: usize = 1_500_000;

/// Looks for a world in which the goal is reached, through those that moves lead to. From each world `moves` lists what
/// is considered, given what is left of the budget.
///
/// Worlds are the same that have the same future for all that a goal asks: what is said below at [`fingerprint`].
///
/// # Panics
///
/// Where an event is considered that can't happen, or more worlds are found than a test should look at.
pub fn search<B: Clone + Hash>(
    start: World,
    budget: B,
    moves: impl Fn(&World, &B) -> Vec<Move<B>>,
    goal: impl Fn(&World) -> bool,
) -> Found {
    let print = fingerprint(&start, &budget);
    let mut costs = BTreeMap::from([(print, 0)]);
    let mut queue = VecDeque::from([Reached { world: start, budget, print, cost: 0, way: None }]);
    while let Some(Reached { world, budget, print, cost, way }) = queue.pop_front() {
        if costs[&print] < cost {
            continue;
        }
        if goal(&world) {
            return Found { run: Some((cost, unrolled(way.as_ref()))), worlds: costs.len() };
        }
        for Move { event, counts, left } in moves(&world, &budget) {
            let (next, _) = world.step(&event).unwrap_or_else(|why| panic!("{event:?}: {why:?}"));
            let (print, cost) = (fingerprint(&next, &left), cost + usize::from(counts));
            if costs.get(&print).is_some_and(|&known| known <= cost) {
                continue;
            }
            costs.insert(print, cost);
            assert!(costs.len() <= WORLDS_MAX, "too many worlds");
            let way = Some(Rc::new(Way { event, before: way.clone() }));
            let reached = Reached { world: next, budget: left, print, cost, way };
            if counts {
                queue.push_back(reached);
            } else {
                queue.push_front(reached);
            }
        }
    }
    Found { run: None, worlds: costs.len() }
}

/// The same without a budget: each event, and whether it counts.
pub fn shortest(
    start: World,
    moves: impl Fn(&World) -> Vec<(Event, bool)>,
    goal: impl Fn(&World) -> bool,
) -> Found {
    let moves = |world: &World, (): &()| {
        moves(world).into_iter().map(|(event, counts)| Move { event, counts, left: () }).collect()
    };
    search(start, (), moves, goal)
}

fn unrolled(way: Option<&Rc<Way>>) -> Vec<Event> {
    let mut last = way;
    let mut events = Vec::new();
    while let Some(way) = last {
        events.push(way.event.clone());
        last = way.before.as_ref();
    }
    events.reverse();
    events
}

/// What tells worlds apart: nodes, messages without their numbers and their order, timers, who is down, links; and of the
/// past what properties ask for and nodes don't know. It is kept as 128 bits of a hash, so that a million worlds take
/// little room. Two of a million are taken for one with a probability below 10⁻²⁶.
fn fingerprint<B: Hash>(world: &World, budget: &B) -> u128 {
    let mut text = String::with_capacity(2_000);
    let mut write_down = |what: &dyn fmt::Debug| write!(text, "{what:?};").expect("text takes text");
    for id in world.setup().nodes() {
        match world.node(id) {
            // What a client has seen changes nothing that it does, and the ledger knows what comes of it.
            Node::Ladder(ladder::Node::Client(client)) => write_down(&(client.sent, &client.waits_for)),
            other => write_down(other),
        }
    }
    let mut in_flight: Vec<_> = world
        .in_flight()
        .iter()
        .map(|packet| (packet.from, packet.to, &packet.message, packet.copy_of.is_some(), packet.is_held))
        .collect();
    in_flight.sort();
    let mut timers: Vec<_> = world.timers().iter().map(|pending| (pending.node, pending.timer)).collect();
    timers.sort();
    write_down(&(in_flight, timers, world.down(), world.cuts()));
    let ledger = world.ledger();
    let chosen: Vec<_> = ledger.chosen.iter().map(|choice| &choice.proposal).collect();
    let learned: Vec<_> =
        ledger.learned.iter().map(|learning| (learning.node, &learning.value, learning.was_chosen)).collect();
    let seen = ledger.seen.as_ref().map(|sight| &sight.state);
    write_down(&(&ledger.acceptances, chosen, learned, seen, ledger.contradiction.is_some()));
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, &text, budget).hash(&mut hasher);
        u128::from(hasher.finish())
    };
    half(0) << 64 | half(1)
}

/// The first of the seeds whose run comes to something, at most `seeds` of them, each of at most so many steps.
pub fn first_seed(
    start: &World,
    seeds: std::ops::Range<u64>,
    steps: usize,
    schedule: impl Fn(u64) -> RandomSchedule,
    is_found: impl Fn(&World) -> bool,
) -> Option<u64> {
    seeds.into_iter().find(|&seed| {
        let schedule = schedule(seed);
        let mut world = start.clone();
        for _ in 0..steps {
            let Some(event) = schedule.next(&world) else { break };
            world.apply(&event).expect("a schedule chooses what is enabled");
        }
        is_found(&world)
    })
}
