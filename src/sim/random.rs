//! Random play from a seed: the same seed from the same world gives the same run, on every machine.

use super::chacha::ChaCha8;
use super::schedule::spontaneous;
use super::{Event, MsgId, Packet, World};
use crate::protocol::{Link, NodeId};

/// How long messages are in flight, between the shortest and the longest time of a [`RandomSchedule`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Latency {
    /// At every step, chance chooses among the messages that may arrive and the steps that nodes may take.
    Memoryless,
    /// Every message takes the longest time.
    Fixed,
    /// Each time from the shortest to the longest is equally likely.
    Uniform,
    /// Most messages are quick and a few very slow: of those that take longer than some time, half take longer than
    /// twice that (a Pareto distribution with exponent 1, cut off at the longest time).
    HeavyTailed,
}

impl Latency {
    /// Every distribution, in the order in which they are shown.
    pub const ALL: [Latency; 4] =
        [Latency::Memoryless, Latency::Fixed, Latency::Uniform, Latency::HeavyTailed];

    /// The distribution's key in the text catalogue.
    pub fn key(self) -> &'static str {
        match self {
            Latency::Memoryless => "memoryless",
            Latency::Fixed => "fixed",
            Latency::Uniform => "uniform",
            Latency::HeavyTailed => "heavy-tailed",
        }
    }
}

/// A seeded schedule. Rates are in thousandths: 50 means one time in twenty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RandomSchedule {
    /// Where the chance comes from.
    pub seed: u64,
    /// How long messages are in flight. All but [`Latency::Memoryless`] say so for each message when it is sent: it
    /// goes before anything else once its time has come.
    pub latency: Latency,
    /// A message is in flight for at least this many steps.
    pub latency_min: u32,
    /// A message that has been in flight for this many steps goes before anything else.
    pub latency_max: u32,
    /// How many of a thousand messages may overtake earlier ones on their way from one node to another. With 0, each
    /// such way is a queue.
    pub reordering: u32,
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
    /// How often in a thousand steps a link is cut.
    pub cut: u32,
    /// How often in a thousand steps a cut link is mended.
    pub mend: u32,
    /// A timer may fire when it has run for this many steps.
    pub patience: u32,
}

impl RandomSchedule {
    /// Play in which messages take their time and overtake each other, but nothing fails.
    pub fn calm(seed: u64) -> Self {
        RandomSchedule {
            seed,
            latency: Latency::Memoryless,
            latency_min: 0,
            latency_max: 25,
            reordering: 1000,
            loss: 0,
            duplication: 0,
            crash: 0,
            restart: 0,
            crashed_max: 0,
            cut: 0,
            mend: 0,
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
            // Clients stand outside of what fails.
            let up: Vec<NodeId> = world.setup().splittable().filter(|&node| !world.is_down(node)).collect();
            return chance.pick(&up).copied().map(Event::Crash);
        }
        if !down.is_empty() && chance.strikes(self.restart) {
            let down: Vec<NodeId> = down.iter().collect();
            return chance.pick(&down).copied().map(Event::Restart);
        }
        // A rate of 0 rolls no dice, so that settings which know nothing of links play as they always have.
        if chance.strikes(self.cut) {
            let is_whole = |link: &Link| !world.cuts().contains(link);
            let whole: Vec<Link> = world.setup().links().into_iter().filter(is_whole).collect();
            return chance.pick(&whole).copied().map(Event::Cut);
        }
        if !world.cuts().is_empty() && chance.strikes(self.mend) {
            let cuts: Vec<Link> = world.cuts().iter().copied().collect();
            return chance.pick(&cuts).copied().map(Event::Mend);
        }
        None
    }

    fn progress(&self, world: &World, chance: &mut Chance) -> Option<Event> {
        let age = |since: u32| world.steps() - since;
        // Where anything may overtake, there is nothing to roll for.
        let in_turn = self.reordering < 1000 && !chance.strikes(self.reordering);
        let mut free: Vec<&Packet> = Vec::new();
        for packet in world.in_flight().iter().filter(|packet| !packet.is_held) {
            let is_behind = |other: &&Packet| (other.from, other.to) == (packet.from, packet.to);
            if !in_turn || !free.iter().any(is_behind) {
                free.push(packet);
            }
        }
        if let Some(due) = self.due(&free, world.steps()) {
            return Some(self.fate(due, chance));
        }
        let is_ripe = |packet: &&&Packet| {
            self.latency == Latency::Memoryless && age(packet.sent_at) >= self.latency_min
        };
        let ripe: Vec<&Packet> = free.iter().filter(is_ripe).copied().collect();
        let mut others: Vec<Event> = spontaneous(world).collect();
        let fires = world.timers().iter().filter(|pending| age(pending.set_at) >= self.patience);
        others.extend(fires.map(|pending| Event::Fire(pending.node, pending.timer)));
        match chance.below(ripe.len() + others.len()) {
            Some(index) if index < ripe.len() => Some(self.fate(ripe[index], chance)),
            Some(index) => Some(others.swap_remove(index - ripe.len())),
            // Nothing is due: time passes until the first thing is.
            None => self.soonest(&free).map(|packet| self.fate(packet, chance)).or_else(|| {
                let first = world.timers().iter().min_by_key(|pending| pending.set_at)?;
                Some(Event::Fire(first.node, first.timer))
            }),
        }
    }

    /// The message whose time has come first, if any has.
    fn due<'a>(&self, free: &[&'a Packet], now: u32) -> Option<&'a Packet> {
        self.soonest(free).filter(|packet| self.arrival(packet) <= now)
    }

    /// The message that arrives before all others.
    fn soonest<'a>(&self, free: &[&'a Packet]) -> Option<&'a Packet> {
        free.iter().min_by_key(|packet| self.arrival(packet)).copied()
    }

    /// The step at which a message arrives, unless others are due before it.
    fn arrival(&self, packet: &Packet) -> u32 {
        let span = self.latency_max.saturating_sub(self.latency_min);
        let delay = match self.latency {
            Latency::Memoryless | Latency::Fixed => self.latency_max,
            Latency::Uniform => self.latency_min + Chance::of(self.seed, packet.id).up_to(span),
            Latency::HeavyTailed => {
                let mut chance = Chance::of(self.seed, packet.id);
                let doublings = chance.0.next_u32().leading_zeros().min(31);
                self.latency_min + chance.up_to((1 << doublings) - 1 + (1 << doublings)).min(span)
            }
        };
        packet.sent_at.saturating_add(delay)
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
struct Chance(ChaCha8);

impl Chance {
    fn new(seed: u64, step: u32) -> Self {
        Self::stream(seed, 0, step)
    }

    /// The chance of one message: what it decides does not depend on when it is asked.
    fn of(seed: u64, message: MsgId) -> Self {
        Self::stream(seed, 1, message.0)
    }

    fn stream(seed: u64, purpose: u8, number: u32) -> Self {
        let [low, high] = [seed & u64::from(u32::MAX), seed >> 32]
            .map(|half| u32::try_from(half).expect("half of the bits"));
        Chance(ChaCha8::new([low, high, u32::from(purpose), 0, 0, 0, 0, 0], number))
    }

    /// A number from 0 to `most`.
    fn up_to(&mut self, most: u32) -> u32 {
        let scaled = (u64::from(self.0.next_u32()) * (u64::from(most) + 1)) >> 32;
        u32::try_from(scaled).expect("at most `most`")
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::synod;
    use crate::protocol::{Ballot, Message};

    /// The times of many messages, shortest first.
    fn times(latency: Latency, latency_min: u32, latency_max: u32) -> Vec<u32> {
        let schedule = RandomSchedule { latency, latency_min, latency_max, ..RandomSchedule::calm(2026) };
        let time = |id| {
            let message = Message::Synod(synod::Message::Prepare(Ballot { round: 1, proposer: NodeId(0) }));
            let (from, to, sent_at) = (NodeId(0), NodeId(1), 50);
            let packet = Packet { id: MsgId(id), from, to, message, sent_at, copy_of: None, is_held: false };
            schedule.arrival(&packet) - sent_at
        };
        let mut times: Vec<u32> = (0..20_000).map(time).collect();
        times.sort_unstable();
        times
    }

    #[test]
    fn fixed_times_are_the_longest() {
        let times = times(Latency::Fixed, 4, 67);
        assert_eq!((times[0], times[19_999]), (67, 67));
    }

    #[test]
    fn uniform_times_are_spread_evenly() {
        let times = times(Latency::Uniform, 4, 67);
        assert_eq!((times[0], times[19_999]), (4, 67));
        for quarter in 1..4_u32 {
            let found = times[20_000 * quarter as usize / 4];
            assert!(found.abs_diff(4 + 16 * quarter) <= 1, "{quarter}/4: {found}");
        }
    }

    #[test]
    fn heavy_tails_halve_as_times_double() {
        let times = times(Latency::HeavyTailed, 4, 1004);
        assert_eq!((times[0], times[19_999]), (4, 1004), "cut off at the longest");
        let beyond = |time: u32| times.iter().filter(|&&found| found >= 4 + time).count();
        for doublings in 1..8 {
            let (once, twice) = (beyond(1 << doublings), beyond(2 << doublings));
            assert!((40..=60).contains(&(twice * 100 / once)), "from {}: {twice} of {once}", 1 << doublings);
        }
        assert!(beyond(2) < 8_000, "most are quick");
    }

    #[test]
    fn a_longest_time_below_the_shortest_does_no_harm() {
        for latency in Latency::ALL {
            assert_eq!(times(latency, 9, 5).len(), 20_000);
        }
    }
}
