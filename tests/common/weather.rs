//! Random runs by the hundred thousand, with exactly the faults that a cluster claims to survive.
//!
//! The page's own random schedule takes the first step that each node may take, and can't tell a failure detector that
//! errs from one that does not. Here every step may be taken, and what may go wrong is said one by one.

use super::rungs::nodes;
use paxoscope::protocol::{Link, NodeId, Role, Timer};
use paxoscope::sim::{Event, World};

/// What may go wrong, and how often: in a thousand steps, unless something else is said.
#[derive(Clone, Copy, Debug)]
pub struct Weather {
    /// Of a thousand messages.
    pub lost: u64,
    /// Of a thousand messages.
    pub doubled: u64,
    /// How often a server crashes.
    pub crash: u64,
    /// How many crashes there may be in one run.
    pub crashes_max: u32,
    /// How many servers may be down at once.
    pub down_max: u32,
    /// How often one that is down restarts.
    pub restart: u64,
    /// How often a failure detector speaks.
    pub detect: u64,
    /// Whether it speaks only where every other server is down.
    pub is_accurate: bool,
    /// How often a link is cut or mended.
    pub cut: u64,
    /// How often a retransmission timer fires, or a client asks again.
    pub again: u64,
}

impl Weather {
    /// Messages overtake each other, and nothing fails.
    pub const CALM: Weather = Weather {
        lost: 0,
        doubled: 0,
        crash: 0,
        crashes_max: 0,
        down_max: 0,
        restart: 0,
        detect: 0,
        is_accurate: false,
        cut: 0,
        again: 20,
    };
}

/// A source of chance: splitmix64, which needs no crate and is fast without optimisation.
pub struct Dice(u64);

impl Dice {
    /// The dice of a run.
    pub fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0xd134_2543_de82_ef95))
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (((z ^ (z >> 31)) >> 32) * bound) >> 32
    }

    fn pick<T: Clone>(&mut self, choices: &[T]) -> Option<T> {
        let bound = u64::try_from(choices.len()).expect("few choices");
        (bound > 0).then(|| choices[usize::try_from(self.below(bound)).expect("below a usize")].clone())
    }
}

/// Plays so many steps; in some of them nothing happens. What happened, if it is asked for.
pub fn play(world: &mut World, weather: &Weather, seed: u64, steps: u32, mut log: Option<&mut Vec<Event>>) {
    let mut dice = Dice::new(seed);
    let mut crashes = 0;
    for _ in 0..steps {
        let event = fault(world, weather, &mut dice, crashes).or_else(|| progress(world, weather, &mut dice));
        let Some(event) = event else { continue };
        crashes += u32::from(matches!(event, Event::Crash(_)));
        if let Some(log) = &mut log {
            log.push(event.clone());
        }
        world.apply(&event).expect("it was offered");
    }
}

fn fault(world: &World, weather: &Weather, dice: &mut Dice, crashes: u32) -> Option<Event> {
    let rates = [weather.crash, weather.restart, weather.detect, weather.cut, weather.again];
    let mut roll = dice.below(1000);
    let kind = rates.iter().position(|&rate| {
        let is_it = roll < rate;
        roll = roll.saturating_sub(rate);
        is_it
    })?;
    let down = world.down();
    match kind {
        0 => {
            let may_crash = crashes < weather.crashes_max && down.len() < weather.down_max;
            let server =
                dice.pick(&nodes(world, Role::Server)).filter(|&node| may_crash && !world.is_down(node));
            server.map(Event::Crash)
        }
        1 => dice.pick(&down.iter().collect::<Vec<_>>()).map(Event::Restart),
        2 => {
            let others = u32::try_from(nodes(world, Role::Server).len()).expect("few servers") - 1;
            let speaks = !weather.is_accurate || down.len() == others;
            fires(world, dice, |timer| speaks && timer == Timer::Detector)
        }
        3 => {
            let cluster = world.setup().cluster();
            let is_between = |node| cluster.role(node) == Role::Server;
            let links: Vec<Link> = world.setup().links();
            let link = dice.pick(&links).filter(|link| is_between(link.low) && is_between(link.high))?;
            Some(if world.cuts().contains(&link) { Event::Mend(link) } else { Event::Cut(link) })
        }
        _ => fires(world, dice, |timer| timer != Timer::Detector),
    }
}

fn fires(world: &World, dice: &mut Dice, is_it: impl Fn(Timer) -> bool) -> Option<Event> {
    let timers: Vec<_> = world.timers().iter().filter(|pending| is_it(pending.timer)).collect();
    dice.pick(&timers).map(|pending| Event::Fire(pending.node, pending.timer))
}

/// A message arrives, or some node takes some step of its own, whatever is there.
fn progress(world: &World, weather: &Weather, dice: &mut Dice) -> Option<Event> {
    let acts = |dice: &mut Dice| {
        let nodes = world.setup().size();
        let first = dice.below(u64::try_from(nodes).expect("few nodes"));
        let mut turns = (0..nodes).map(|turn| (usize::try_from(first).expect("few nodes") + turn) % nodes);
        turns.find_map(|index| {
            let node = NodeId(u8::try_from(index).expect("few nodes"));
            dice.pick(&world.acts(node)).map(|act| Event::Act(node, act))
        })
    };
    let arrives = |dice: &mut Dice| {
        let packet = dice.pick(world.in_flight())?;
        let roll = dice.below(1000);
        Some(match roll.checked_sub(weather.lost) {
            None => Event::Drop(packet.id),
            Some(roll) if roll < weather.doubled && packet.copy_of.is_none() => Event::Duplicate(packet.id),
            Some(_) => Event::Deliver(packet.id),
        })
    };
    if dice.below(2) == 0 {
        acts(dice).or_else(|| arrives(dice))
    } else {
        arrives(dice).or_else(|| acts(dice))
    }
}
