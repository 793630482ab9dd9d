//! How far a search may go: what may happen how often, and how much of the machine it may use.

use crate::protocol::{Act, NodeId, NodeSet, Role};
use crate::sim::{Event, MsgId, Packet, World};
use std::rc::Rc;

/// More nodes can be cut into two sides in too many ways.
const SPLIT_MAX: usize = 16;

/// How far a search may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// How often each node may open something: a proposal, a transaction, a client's request.
    pub proposals: u8,
    /// How many crashes there may be in all.
    pub crashes: u8,
    /// How many restarts.
    pub restarts: u8,
    /// How many messages are lost for good. Any message may be late for ever all the same, which is as good for everything
    /// but the question whether something still moves.
    pub drops: u8,
    /// How many messages are duplicated.
    pub duplicates: u8,
    /// How many timers fire, those of failure detectors included.
    pub timers: u8,
    /// How often the cluster is cut into two sides; it may be healed again each time. In a cluster of more than 16 nodes it
    /// is not: there would be too many ways.
    pub partitions: u8,
    /// How many steps a run may have.
    pub depth: u32,
    /// How many megabytes of memory (2²⁰ bytes) the search may use.
    pub memory: u32,
}

/// A bound that can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoundsError {
    /// There is no such bound.
    Unknown(String),
    /// It is no number, or too large: the bound, what was written, and the largest that is taken.
    Bad(&'static str, String, u32),
}

impl Default for Bounds {
    fn default() -> Self {
        Bounds {
            proposals: 1,
            crashes: 0,
            restarts: 0,
            drops: 0,
            duplicates: 0,
            timers: 0,
            partitions: 0,
            depth: 100,
            memory: 256,
        }
    }
}

impl Bounds {
    /// The bounds by their keys, with the largest that is taken of each.
    pub const KEYS: [(&'static str, u32); 9] = [
        ("proposals", 9),
        ("crashes", 9),
        ("restarts", 9),
        ("drops", 9),
        ("duplicates", 9),
        ("timers", 9),
        ("partitions", 9),
        ("depth", 1_000),
        ("memory", 2_048),
    ];

    /// What a bound is set to.
    pub fn get(&self, key: &str) -> Option<u32> {
        Some(match key {
            "proposals" => self.proposals.into(),
            "crashes" => self.crashes.into(),
            "restarts" => self.restarts.into(),
            "drops" => self.drops.into(),
            "duplicates" => self.duplicates.into(),
            "timers" => self.timers.into(),
            "partitions" => self.partitions.into(),
            "depth" => self.depth,
            "memory" => self.memory,
            _ => return None,
        })
    }

    /// Sets a bound to a number in words.
    pub fn set(&mut self, key: &str, text: &str) -> Result<(), BoundsError> {
        let unknown = || BoundsError::Unknown(key.to_owned());
        let (key, most) = Self::KEYS.into_iter().find(|(other, _)| *other == key).ok_or_else(unknown)?;
        let bad = || BoundsError::Bad(key, text.to_owned(), most);
        let number = text.trim().parse::<u32>().ok().filter(|number| *number <= most).ok_or_else(bad)?;
        // Small ones are below ten.
        let small = u8::try_from(number).unwrap_or(u8::MAX);
        match key {
            "proposals" => self.proposals = small,
            "crashes" => self.crashes = small,
            "restarts" => self.restarts = small,
            "drops" => self.drops = small,
            "duplicates" => self.duplicates = small,
            "timers" => self.timers = small,
            "partitions" => self.partitions = small,
            "depth" => self.depth = number,
            _ => self.memory = number,
        }
        Ok(())
    }

    /// The bounds in words, as [`Bounds::parse`] reads them.
    pub fn write(&self) -> String {
        let word = |(key, _): &(&str, u32)| format!("{key}={}", self.get(key).unwrap_or(0));
        Self::KEYS.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    /// Reads `proposals=2 crashes=1`; what is not named is as it usually is.
    pub fn parse(text: &str) -> Result<Self, BoundsError> {
        let mut bounds = Bounds::default();
        for word in text.split_whitespace() {
            let (key, value) = word.split_once('=').unwrap_or((word, ""));
            bounds.set(key, value)?;
        }
        Ok(bounds)
    }
}

/// What of the bounds has been used up on the way to a world.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Spent {
    proposals: [u8; 32],
    crashes: u8,
    restarts: u8,
    drops: u8,
    duplicates: u8,
    timers: u8,
    partitions: u8,
}

impl Spent {
    /// What is used up after an event; none if a bound forbids it.
    pub(super) fn after(mut self, event: &Event, bounds: &Bounds) -> Option<Spent> {
        let (count, most) = match event {
            Event::Act(node, act) if opens(*act) => (&mut self.proposals[node.index()], bounds.proposals),
            // A client's or a person's request opens something as well.
            Event::Request(node, _) => (&mut self.proposals[node.index()], bounds.proposals),
            Event::Crash(_) => (&mut self.crashes, bounds.crashes),
            Event::Restart(_) => (&mut self.restarts, bounds.restarts),
            Event::Drop(_) => (&mut self.drops, bounds.drops),
            Event::Duplicate(_) => (&mut self.duplicates, bounds.duplicates),
            Event::Fire(..) => (&mut self.timers, bounds.timers),
            Event::Partition(_) => (&mut self.partitions, bounds.partitions),
            _ => return Some(self),
        };
        *count += 1;
        (*count <= most).then_some(self)
    }
}

/// Whether a step opens something new, rather than going on with what is open.
fn opens(act: Act) -> bool {
    matches!(act, Act::Prepare { .. } | Act::SendCheck | Act::Begin | Act::Ask)
}

/// The events that a search considers in a world, in a fixed order. Arrivals at nodes that are down are left out: a
/// message that stays where it is can do all that a lost one can.
pub(super) fn moves(world: &World, bounds: &Bounds) -> Vec<Event> {
    let arrives = |event: &Event| match event {
        Event::Deliver(id) => {
            let packet = world.packet(*id);
            packet.is_some_and(|packet| !world.is_down(packet.to)) && !is_repeated(world, *id)
        }
        _ => true,
    };
    let mut moves: Vec<Event> = world.progress().into_iter().filter(arrives).collect();
    moves.extend(requests(world));
    let first_of_its_kind = |id: &MsgId| !is_repeated(world, *id);
    let packets = || world.in_flight().iter().map(|packet| packet.id).filter(first_of_its_kind);
    if bounds.drops > 0 {
        moves.extend(packets().map(Event::Drop));
    }
    if bounds.duplicates > 0 {
        moves.extend(packets().map(Event::Duplicate));
    }
    for node in world.setup().nodes() {
        if world.is_down(node) {
            moves.extend((bounds.restarts > 0).then_some(Event::Restart(node)));
        } else if bounds.crashes > 0 {
            moves.push(Event::Crash(node));
        }
    }
    if bounds.partitions > 0 {
        moves.extend(splits(world));
    }
    moves
}

/// The ways to cut the cluster into two sides; of one that is cut, to heal it.
fn splits(world: &World) -> Vec<Event> {
    if !world.cuts().is_empty() {
        return vec![Event::Heal];
    }
    let nodes: Vec<NodeId> = world.setup().splittable().collect();
    if !(2..=SPLIT_MAX).contains(&nodes.len()) {
        return Vec::new();
    }
    let links = world.setup().links();
    // The first node is on the first side, so no two ways are the same.
    let sides = (0..(1_u32 << (nodes.len() - 1)) - 1).map(|mask| {
        let is_first = |place: usize| place == 0 || mask >> (place - 1) & 1 == 1;
        let side = |wanted: bool| -> NodeSet {
            let members = nodes.iter().enumerate().filter(|(place, _)| is_first(*place) == wanted);
            members.map(|(_, node)| *node).collect()
        };
        [side(true), side(false)]
    });
    let cuts_something = |[first, second]: &[NodeSet; 2]| {
        links.iter().any(|link| {
            first.contains(link.low) && second.contains(link.high)
                || second.contains(link.low) && first.contains(link.high)
        })
    };
    sides.filter(cuts_something).map(|sides| Event::Partition(sides.to_vec())).collect()
}

/// What replicas are asked for where no clients are there to do it: each one for a value of its own.
fn requests(world: &World) -> Vec<Event> {
    let setup = world.setup();
    let values = setup.cluster().values();
    let replicas = setup.with_role(Role::Replica);
    let asks =
        replicas.zip(values).filter(|(node, _)| !world.is_down(*node) && world.node(*node).takes_requests());
    asks.map(|(node, value)| Event::Request(node, value.clone())).collect()
}

/// Whether an older message in flight says the same to the same node: then it is enough to move that one.
fn is_repeated(world: &World, id: MsgId) -> bool {
    let Some(packet) = world.packet(id) else { return false };
    let same = |other: &&Rc<Packet>| {
        (other.from, other.to, &other.message) == (packet.from, packet.to, &packet.message)
    };
    world.in_flight().iter().take_while(|other| other.id < id).any(|other| same(&other))
}
