//! Livelock: a loop in which everything goes on and nothing is ever chosen.
//!
//! What is looked for is a loop that is fair: every message that is sent arrives, and every step of a node's own that is
//! possible again and again is taken again and again. Nothing fails. Proposers are patient: who has sent something waits
//! until all that belongs to its number has arrived, and takes the step that is open to it before it tries again. (Else one
//! proposer alone could keep itself busy.) Worlds are the same up to renumbering (`ranks.rs`), so a loop can be gone around
//! for ever.
//!
//! First all worlds are found in which nothing is chosen. Then loops are looked for that begin and end with no message on
//! its way, so that what is sent in a loop arrives in it: the shortest of them, and of those one that begins earliest.

use super::bounds::{Bounds, moves};
use super::engine::{Limit, Outcome, Progress};
use super::goal::Goal;
use super::ranks;
use super::table::Table;
use crate::protocol::synod::{self, Layout};
use crate::protocol::{Act, Message, NodeId, Phase, Setup};
use crate::sim::{Event, Packet, World};
use std::collections::{BTreeMap, VecDeque};

/// About what a fingerprint takes in a map, and a world that is yet to be looked beyond.
const OF_MAP: usize = 24;
const OF_WORLD: usize = 1_000;

/// A search for a livelock.
pub(super) struct LoopSearch {
    root: World,
    bounds: Bounds,
    /// The worlds in which nothing is chosen, by their fingerprints up to renumbering.
    places: BTreeMap<u64, u32>,
    states: Vec<State>,
    /// Where the moves of each state lead to, state after state.
    ways: Vec<Way>,
    frontier: VecDeque<World>,
    /// How many states have been looked beyond, and then from how many loops have been looked for.
    expanded: usize,
    started: usize,
    best: Option<Found>,
    is_cut: bool,
    generated: u64,
}

/// A world that was found.
struct State {
    print: u64,
    parent: u32,
    depth: u32,
    /// Its steps that are possible, a bit for each.
    open: u32,
    /// Whether no message is on its way.
    is_quiet: bool,
    /// Where its ways begin among all.
    first: u32,
}

/// A move: where it leads to, and the bit of the step that it takes; none if it is an arrival.
#[derive(Clone, Copy)]
struct Way {
    to: u32,
    taken: u32,
}

/// A loop: the states that it goes through, from the one after its begin to its begin.
struct Found {
    start: u32,
    around: Vec<u32>,
}

impl LoopSearch {
    pub(super) fn new(root: World, bounds: Bounds) -> Self {
        let mut search = LoopSearch {
            bounds,
            places: BTreeMap::new(),
            states: Vec::new(),
            ways: Vec::new(),
            frontier: VecDeque::new(),
            expanded: 0,
            started: 0,
            best: None,
            is_cut: false,
            generated: 1,
            root,
        };
        if search.root.ledger().chosen.is_empty() {
            search.place(search.root.clone(), 0, 0);
        }
        search
    }

    /// Looks beyond so many worlds, or for loops from so many; how it ended, if it has.
    pub(super) fn advance(&mut self, worlds: u32) -> Option<Outcome> {
        for _ in 0..worlds {
            if let Some(world) = self.frontier.pop_front() {
                self.expand(&world);
                if self.progress().bytes > u64::from(self.bounds.memory) << 20 {
                    return Some(Outcome::Stopped(Limit::Memory));
                }
            } else if self.started < self.states.len() {
                self.look_from(self.started);
                self.started += 1;
            } else {
                return Some(self.outcome());
            }
        }
        None
    }

    pub(super) fn progress(&self) -> Progress {
        let depth = self.states.get(self.expanded.saturating_sub(1)).map_or(0, |state| state.depth);
        let lists = self.states.capacity() * size_of::<State>() + self.ways.capacity() * size_of::<Way>();
        let bytes = lists + self.places.len() * OF_MAP + self.frontier.len() * OF_WORLD;
        Progress {
            states: self.states.len() as u64,
            generated: self.generated,
            depth,
            frontier: self.frontier.len() as u64,
            bytes: bytes as u64,
        }
    }

    /// The place of a world, which may be a new one.
    fn place(&mut self, world: World, parent: u32, depth: u32) -> Option<u32> {
        let print = ranks::print(&world)?;
        if let Some(&place) = self.places.get(&print) {
            return Some(place);
        }
        let place = u32::try_from(self.states.len()).ok()?;
        let open = fair_moves(&world, &self.bounds).iter().fold(0, |open, event| open | bit(event));
        let is_quiet = world.in_flight().is_empty();
        self.places.insert(print, place);
        self.states.push(State { print, parent, depth, open, is_quiet, first: 0 });
        self.frontier.push_back(world);
        Some(place)
    }

    fn expand(&mut self, world: &World) {
        let place = self.expanded;
        self.expanded += 1;
        self.states[place].first = u32::try_from(self.ways.len()).unwrap_or(u32::MAX);
        let depth = self.states[place].depth;
        for event in fair_moves(world, &self.bounds) {
            if depth == self.bounds.depth {
                self.is_cut = true;
                return;
            }
            let Ok((after, _)) = world.step(&event) else { continue };
            self.generated += 1;
            if !after.ledger().chosen.is_empty() {
                continue;
            }
            let parent = u32::try_from(place).unwrap_or(u32::MAX);
            if let Some(to) = self.place(after, parent, depth + 1) {
                self.ways.push(Way { to, taken: bit(&event) });
            }
        }
    }

    fn ways_of(&self, state: u32) -> &[Way] {
        let at = |state: usize| self.states.get(state).map_or(self.ways.len(), |next| next.first as usize);
        &self.ways[at(state as usize)..at(state as usize + 1)]
    }

    /// Looks for a fair loop from a state, shorter than the best so far.
    fn look_from(&mut self, start: usize) {
        if !self.states[start].is_quiet {
            return;
        }
        let most = self.best.as_ref().map_or(usize::MAX, |best| best.around.len() - 1);
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        if let Some(around) = self.fair_loop(start, most) {
            self.best = Some(Found { start, around });
        }
    }

    /// The shortest fair loop from a state, of at most so many moves.
    fn fair_loop(&self, start: u32, most: usize) -> Option<Vec<u32>> {
        struct Step {
            state: u32,
            open: u32,
            taken: u32,
            length: usize,
            before: usize,
        }
        let open = self.states[start as usize].open;
        let mut steps = vec![Step { state: start, open, taken: 0, length: 0, before: 0 }];
        let mut seen = Table::<u128>::default();
        let mut next = 0;
        while let Some(&Step { state, open, taken, length, .. }) = steps.get(next) {
            if length == most {
                return None;
            }
            for way in self.ways_of(state) {
                let (open, taken) = (open | self.states[way.to as usize].open, taken | way.taken);
                let key = u128::from(way.to) << 64 | u128::from(open) << 32 | u128::from(taken);
                if !seen.insert(key) {
                    continue;
                }
                steps.push(Step { state: way.to, open, taken, length: length + 1, before: next });
                if way.to == start && open & !taken == 0 {
                    let mut around = Vec::new();
                    let mut at = steps.len() - 1;
                    while at != 0 {
                        around.push(steps[at].state);
                        at = steps[at].before;
                    }
                    around.reverse();
                    return Some(around);
                }
            }
            next += 1;
        }
        None
    }

    fn outcome(&self) -> Outcome {
        match self.best.as_ref().and_then(|found| self.events(found)) {
            Some((begin, events)) => Outcome::Found(Goal::Livelock(Some(begin)), events),
            None if self.is_cut => Outcome::Stopped(Limit::Depth),
            None => Outcome::Complete,
        }
    }

    /// How many events lead to a loop, and the events, once around it.
    fn events(&self, found: &Found) -> Option<(u32, Vec<Event>)> {
        let mut way = Vec::new();
        let mut at = found.start;
        while at != 0 {
            way.push(at);
            at = self.states[at as usize].parent;
        }
        way.reverse();
        let begin = u32::try_from(way.len()).ok()?;
        way.extend(&found.around);
        let mut world = self.root.clone();
        let mut events = Vec::new();
        for place in way {
            let print = self.states[place as usize].print;
            // Worlds that were taken for one have the same moves but for their numbers.
            let (event, after) = fair_moves(&world, &self.bounds).into_iter().find_map(|event| {
                let (after, _) = world.step(&event).ok()?;
                (ranks::print(&after) == Some(print)).then_some((event, after))
            })?;
            events.push(event);
            world = after;
        }
        Some((begin, events))
    }
}

/// What can happen where nothing fails and proposers are patient. If something can arrive that goes with everything else
/// in any order, it arrives at once: every loop can be put into such an order, and is as long then.
fn fair_moves(world: &World, bounds: &Bounds) -> Vec<Event> {
    if let Some(packet) = world.in_flight().iter().find(|packet| is_free(world, packet)) {
        return vec![Event::Deliver(packet.id)];
    }
    let calm = Bounds { crashes: 0, restarts: 0, drops: 0, duplicates: 0, partitions: 0, ..*bounds };
    let mut all = moves(world, &calm);
    all.retain(|event| match event {
        Event::Act(node, Act::Prepare { .. }) => !is_busy(world, *node),
        Event::Fire(..) => false,
        _ => true,
    });
    all
}

/// Whether a proposer's number may still lead somewhere.
fn is_busy(world: &World, node: NodeId) -> bool {
    let is_its = |ballot: crate::protocol::Ballot| ballot.proposer == node;
    world.in_flight().iter().any(|packet| packet.message.ballot().is_some_and(is_its))
        || world.acts(node).iter().any(|act| !matches!(act, Act::Prepare { .. }))
}

/// Whether a message can arrive at any time with the same effect: one to a learner; of those to a proposer, whose number is
/// not given up before, all but a promise that reports something, which may be among those that are waited for or not.
fn is_free(world: &World, packet: &Packet) -> bool {
    let Setup::Synod(config) = &**world.setup() else { return false };
    let Message::Synod(message) = &packet.message else { return false };
    if config.layout != Layout::Apart || config.eager {
        return false;
    }
    match (message, ranks::proposer(world, packet.to)) {
        (synod::Message::Promise(n, Some(_)), Some(proposer)) => {
            proposer.phase != Phase::Preparing || proposer.last != Some(n.round)
        }
        (synod::Message::Prepare(_) | synod::Message::Accept(_), _) => false,
        _ => true,
    }
}

/// The bit of a step of a node's own; none for an arrival.
fn bit(event: &Event) -> u32 {
    match event {
        Event::Act(node, Act::Prepare { .. }) => 1 << (node.0 * 2 % 32),
        Event::Act(node, _) => 2 << (node.0 * 2 % 32),
        _ => 0,
    }
}
