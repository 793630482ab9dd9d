//! Random play from a seed: the same seed from the same world gives the same run, on every machine.

use super::schedule::spontaneous;
use super::{Event, Packet, World};
use crate::protocol::NodeId;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A seeded schedule. Rates are in thousandths: 50 means one time in twenty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RandomSchedule {
    /// Where the chance comes from.
    pub seed: u64,
    /// A message is in flight for at least this many steps.
    pub latency_min: u32,
    /// A message that has been in flight for this many steps goes before anything else.
    pub latency_max: u32,
    /// How many of a thousand messages are lost.
    pub loss: u32,
    /// How many of a thousand messages are duplicated.
    pub duplication: u32,
    /// How often in a thousand steps a node crashes.
    pub crash: u32,
    /// How often in a thousand steps a crashed node restarts.
    pub restart: u32,
    /// No more nodes than this are down at once.
    pub crashed_max: u32,
    /// A timer may fire when it has run for this many steps.
    pub patience: u32,
}

impl RandomSchedule {
    /// Play in which messages take their time and overtake each other, but nothing fails.
    pub fn calm(seed: u64) -> Self {
        RandomSchedule {
            seed,
            latency_min: 0,
            latency_max: 25,
            loss: 0,
            duplication: 0,
            crash: 0,
            restart: 0,
            crashed_max: 0,
            patience: 60,
        }
    }

    /// Play in which everything fails now and then.
    pub fn stormy(seed: u64) -> Self {
        RandomSchedule {
            loss: 80,
            duplication: 60,
            crash: 15,
            restart: 60,
            crashed_max: 2,
            patience: 30,
            ..RandomSchedule::calm(seed)
        }
    }

    /// The event that chance chooses in this world.
    pub fn next(&self, world: &World) -> Option<Event> {
        let mut chance = Chance::new(self.seed, world.steps());
        self.fault(world, &mut chance)
            .or_else(|| self.progress(world, &mut chance))
            .or_else(|| world.down().iter().next().map(Event::Restart))
    }

    fn fault(&self, world: &World, chance: &mut Chance) -> Option<Event> {
        let down = world.down();
        if down.len() < self.crashed_max && chance.strikes(self.crash) {
            let up: Vec<NodeId> = world.setup().nodes().filter(|&node| !world.is_down(node)).collect();
            return chance.pick(&up).copied().map(Event::Crash);
        }
        if !down.is_empty() && chance.strikes(self.restart) {
            let down: Vec<NodeId> = down.iter().collect();
            return chance.pick(&down).copied().map(Event::Restart);
        }
        None
    }

    fn progress(&self, world: &World, chance: &mut Chance) -> Option<Event> {
        let age = |since: u32| world.steps() - since;
        let free = || world.in_flight().iter().filter(|packet| !packet.is_held);
        if let Some(overdue) = free().find(|packet| age(packet.sent_at) >= self.latency_max) {
            return Some(self.fate(overdue, chance));
        }
        let ripe: Vec<&Packet> =
            free().filter(|packet| age(packet.sent_at) >= self.latency_min).map(|packet| &**packet).collect();
        let mut others: Vec<Event> = spontaneous(world).collect();
        let fires = world.timers().iter().filter(|pending| age(pending.set_at) >= self.patience);
        others.extend(fires.map(|pending| Event::Fire(pending.node, pending.timer)));
        match chance.below(ripe.len() + others.len()) {
            Some(index) if index < ripe.len() => Some(self.fate(ripe[index], chance)),
            Some(index) => Some(others.swap_remove(index - ripe.len())),
            // Nothing is due: time passes until the first thing is.
            None => free().next().map(|packet| self.fate(packet, chance)).or_else(|| {
                let first = world.timers().iter().min_by_key(|pending| pending.set_at)?;
                Some(Event::Fire(first.node, first.timer))
            }),
        }
    }

    fn fate(&self, packet: &Packet, chance: &mut Chance) -> Event {
        if chance.strikes(self.loss) {
            Event::Drop(packet.id)
        } else if packet.copy_of.is_none() && chance.strikes(self.duplication) {
            Event::Duplicate(packet.id)
        } else {
            Event::Deliver(packet.id)
        }
    }
}

/// The chance of one step: a stream of its own for every step, so that it does not matter how a world was reached.
struct Chance(ChaCha8Rng);

impl Chance {
    fn new(seed: u64, step: u32) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let mut rng = ChaCha8Rng::from_seed(bytes);
        rng.set_stream(u64::from(step));
        Chance(rng)
    }

    /// A number below `bound`; none if there is no such number.
    fn below(&mut self, bound: usize) -> Option<usize> {
        if bound == 0 {
            return None;
        }
        let scaled = (u64::from(self.0.next_u32()) * bound as u64) >> 32;
        Some(usize::try_from(scaled).expect("below a usize"))
    }

    fn strikes(&mut self, per_thousand: u32) -> bool {
        per_thousand > 0 && self.below(1000).is_some_and(|roll| roll < per_thousand as usize)
    }

    fn pick<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        self.below(choices.len()).map(|index| &choices[index])
    }
}
