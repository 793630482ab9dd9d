//! Which values can still become chosen: what is read off the acceptors' state and the messages in flight is what a search
//! over everything that can happen finds, in both directions.

use paxoscope::check::{Prospect, choosable};
use paxoscope::protocol::synod::{Adoption, Config, Message};
use paxoscope::protocol::{self, Act, Member, NodeId, Numbering, Phase, Setup, Value};
use paxoscope::sim::{Event, Packet, World};
use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

const VALUES: [&str; 3] = ["foo", "bar", "baz"];

/// The proposer that does nothing before a search begins, so that whatever others have begun stays possible.
const FRESH: NodeId = NodeId(2);

/// More states than this are not searched from one state; then only what was found counts.
const STATES_MAX: usize = 15_000;

/// Numbers by chance, the same ones in every run (a linear congruential generator with Knuth's constants).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % bound as u64).expect("it is below the bound")
    }
}

/// What counts of a world: the nodes, what was accepted, and the messages in flight but for acceptances on their way to
/// whoever asked, which change nothing that acceptors do.
fn key(world: &World) -> String {
    let mut letters: Vec<_> = world
        .in_flight()
        .iter()
        .filter(|packet| is_live(world, packet))
        .map(|packet| format!("{:?}{:?}{:?}", packet.from, packet.to, packet.message))
        .collect();
    letters.sort();
    letters.dedup();
    let nodes: Vec<_> = world.setup().nodes().map(|node| world.node(node)).collect();
    format!("{nodes:?}{letters:?}{:?}", world.ledger().acceptances)
}

/// Whether a message would change anything: what is refused, or comes too late, does not.
fn is_live(world: &World, packet: &Packet) -> bool {
    let numbering = world.setup().numbering();
    let promised = world.node(packet.to).promised();
    match &packet.message {
        protocol::Message::Synod(Message::Prepare(n)) => {
            promised.is_none_or(|promised| numbering.compare(*n, promised).is_gt())
        }
        protocol::Message::Synod(Message::Accept(proposal)) => {
            promised.is_none_or(|promised| numbering.compare(proposal.ballot, promised).is_ge())
        }
        protocol::Message::Synod(Message::Promise(n, _)) => {
            let is_preparing = world.node(packet.to).phase() == Phase::Preparing;
            is_preparing && last_round(world, packet.to) == Some(n.round)
        }
        _ => false,
    }
}

fn is_heard(message: &protocol::Message) -> bool {
    matches!(
        message,
        protocol::Message::Synod(Message::Prepare(_) | Message::Promise(..) | Message::Accept(_))
    )
}

/// The highest number that anybody has used.
fn top(world: &World) -> u32 {
    world.setup().proposers().filter_map(|node| last_round(world, node)).max().unwrap_or(0)
}

/// The last number that a proposer has used.
fn last_round(world: &World, node: NodeId) -> Option<u32> {
    let protocol::Node::Synod(node) = world.node(node) else { return None };
    node.proposer()?.last
}

/// Everything that may come next: deliveries; an accept, for whatever value the proposer is asked for just before; and
/// a new number above all others, by the proposer that has done nothing yet, unless that is above the limit.
fn nexts(world: &World, limit: u32) -> Vec<World> {
    let mut nexts = Vec::new();
    let mut go = |events: &[Event]| {
        let mut next = world.clone();
        if events.iter().all(|event| next.apply(event).is_ok()) {
            nexts.push(next);
        }
    };
    for packet in world.in_flight().iter().filter(|packet| is_live(world, packet)) {
        go(&[Event::Deliver(packet.id)]);
    }
    let round = top(world) + 1;
    for node in world.setup().proposers() {
        if world.node(node).phase() == Phase::Preparing {
            for value in VALUES.map(Value::new) {
                go(&[Event::Request(node, value), Event::Act(node, Act::SendAccept)]);
            }
        }
    }
    if round <= limit {
        go(&[Event::Request(FRESH, Value::new("foo")), Event::Act(FRESH, Act::Prepare { round })]);
    }
    nexts
}

/// The values that some way of going on chooses, found by breadth-first search; and whether it came to its end.
fn reachable(world: &World) -> (BTreeSet<String>, bool) {
    let mut start = world.clone();
    for node in world.setup().nodes().filter(|&node| world.is_down(node)) {
        start.apply(&Event::Restart(node)).expect("it is down");
    }
    let limit = top(&start) + 1;
    let chosen =
        |world: &World| world.ledger().chosen_values().iter().map(ToString::to_string).collect::<Vec<_>>();
    let mut found: BTreeSet<String> = chosen(&start).into_iter().collect();
    let mut seen = BTreeSet::from([key(&start)]);
    let mut queue = VecDeque::from([start]);
    while let Some(world) = queue.pop_front() {
        for next in nexts(&world, limit) {
            if seen.insert(key(&next)) {
                found.extend(chosen(&next));
                queue.push_back(next);
            }
        }
        if VALUES.iter().all(|value| found.contains(*value)) {
            break;
        }
        if seen.len() > STATES_MAX {
            return (found, false);
        }
    }
    (found, true)
}

/// A state that a run by chance reaches: at most two numbers for each of two proposers, messages lost, nodes crashed.
fn walk(config: &Config, seed: u64) -> World {
    let mut chance = Chance(seed);
    let mut world = World::new(Rc::new(Setup::Synod(config.clone())));
    for _ in 0..4 + chance.below(40) {
        let weighed = world.enabled().into_iter().map(|event| (weight(&world, &event), event));
        let events: Vec<Event> = weighed.flat_map(|(weight, event)| vec![event; weight]).collect();
        if events.is_empty() {
            break;
        }
        let (next, _) = world.step(&events[chance.below(events.len())]).expect("it is enabled");
        // States shortly before a choice are the ones worth asking about.
        if next.ledger().chosen.is_empty() || !world.ledger().chosen.is_empty() || chance.below(12) == 0 {
            world = next;
        }
    }
    world
}

/// How likely an event is in a walk: deliveries and accepts are, so that values get chosen at times.
fn weight(world: &World, event: &Event) -> usize {
    match event {
        Event::Act(node, Act::Prepare { round }) => usize::from(node.0 < 2 && *round <= 4),
        Event::Act(..) => 8,
        Event::Restart(_) => 3,
        Event::Crash(_) => usize::from(world.down().is_empty() && world.steps().is_multiple_of(4)),
        Event::Drop(_) => usize::from(world.steps().is_multiple_of(3)),
        Event::Deliver(id) if is_heard(&world.packet(*id).expect("in flight").message) => 5,
        _ => 0,
    }
}

/// Holds the answer against the search in many states; says how many of them were open, bound, and decided.
fn compare(config: &Config, seeds: u64) -> [usize; 3] {
    let (mut counts, mut incomplete) = ([0; 3], 0);
    for seed in 0..seeds {
        let world = walk(config, seed);
        let answer = choosable(&world).expect("it is Paxos");
        let (found, is_complete) = reachable(&world);
        incomplete += u64::from(!is_complete);
        for value in VALUES {
            let says = answer.allows(&Value::new(value));
            assert!(
                says == found.contains(value) || says && !is_complete,
                "seed {seed}, {value}: {answer:#?}\n{world:#?}"
            );
        }
        let kind = match (world.ledger().chosen.is_empty(), answer.any.is_some()) {
            (false, _) => 2,
            (true, true) => 0,
            (true, false) => 1,
        };
        counts[kind] += 1;
    }
    assert!(incomplete * 4 <= seeds, "{incomplete} of {seeds} searches did not end");
    counts
}

/// Two proposers that want something, one more, and three acceptors.
fn two() -> Config {
    Config::apart(3, 3, 0)
}

#[test]
fn with_roles_apart_the_answer_is_what_a_search_finds() {
    let counts = compare(&two(), 250);
    assert!(counts.iter().all(|&count| count >= 3), "open, bound and decided: {counts:?}");
}

#[test]
fn with_bare_numbers_it_is() {
    let counts = compare(&Config { numbering: Numbering::Plain, ..two() }, 250);
    assert!(counts.iter().all(|&count| count >= 2), "{counts:?}");
}

#[test]
fn with_servers_it_is() {
    let members = Member::numbered('S', 3, &[Some("foo"), Some("bar"), None]);
    let counts = compare(&Config::servers(&members, Adoption::Highest), 120);
    assert!(counts.iter().all(|&count| count >= 2), "{counts:?}");
}

#[test]
fn with_quorums_of_different_sizes_it_is() {
    for (promise, accept) in [(3, 1), (3, 2)] {
        let config = Config { promise_quorum: Some(promise), accept_quorum: Some(accept), ..two() };
        let counts = compare(&config, 40);
        assert!(counts[0] + counts[1] + counts[2] == 40 && counts[2] > 0, "{counts:?}");
    }
}

#[test]
fn without_adoption_nothing_is_ever_excluded() {
    compare(&Config { adoption: Adoption::Own, ..two() }, 20);
}

/// Plays a run in which A1 accepts foo, and its accepts to the others are lost.
fn one_accepts() -> World {
    let mut world = World::new(Rc::new(Setup::Synod(two())));
    let a = NodeId(0);
    world.apply(&Event::Act(a, Act::Prepare { round: 1 })).expect("it may");
    for _ in 0..2 {
        while let Some(packet) = world.in_flight().iter().find(|packet| is_heard(&packet.message)) {
            let is_lost = matches!(packet.message, protocol::Message::Synod(Message::Accept(_)))
                && packet.to != NodeId(3);
            let event = if is_lost { Event::Drop(packet.id) } else { Event::Deliver(packet.id) };
            world.apply(&event).expect("it is in flight");
        }
        let _ = world.apply(&Event::Act(a, Act::SendAccept));
    }
    world
}

#[test]
fn reasons_name_the_acceptors_that_carry_them() {
    let world = one_accepts();
    let answer = choosable(&world).expect("it is Paxos");
    let [(foo, of_foo), (bar, of_bar)] = &answer.values[..] else { panic!("{answer:?}") };
    assert_eq!([foo.as_str(), bar.as_str()], ["foo", "bar"]);
    let Prospect::Adoptable { promises, is_accepted: true, .. } = of_foo else { panic!("{of_foo:?}") };
    assert_eq!(promises.len(), 3, "nobody has accepted above it");
    let Prospect::Free(free) = of_bar else { panic!("{of_bar:?}") };
    assert_eq!(free.iter().collect::<Vec<_>>(), [NodeId(4), NodeId(5)]);
}
