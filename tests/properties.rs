//! Safety under every fault, in thousands of random runs; and the same with a rule broken, which must be noticed.

mod common;

use paxoscope::check::{Property, judge};
use paxoscope::protocol::synod::{
    Adoption, Config, Layout, Learning, Message as Synod, Node as SynodNode, ProposerConfig, Rejections,
};
use paxoscope::protocol::{Ballot, Message, Node, NodeId, NodeSet, Numbering, Proposal, Role, Setup, Value};
use paxoscope::sim::{Event, Latency, RandomSchedule, Schedule, World};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Clusters of every size and with every option that the rules of Paxos allow.
fn clusters() -> impl Strategy<Value = Config> {
    let sizes = (1..=5_usize, 1..=9_usize, 0..=3_usize);
    let options = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>(), prop::option::of(0..9_u32));
    let wishes = prop::collection::vec((prop::option::weighted(0.9, 0..3_u8), 0..3_u32), 5);
    (sizes, options, wishes).prop_map(|((proposers, acceptors, learners), options, wishes)| {
        let (pairs, silent, direct, eager, promises) = options;
        let stride = u32::try_from(proposers).expect("small");
        // Whatever numbers the proposers start from, they draw from disjoint sequences.
        let proposer = |(index, (wants, lap)): (u32, &(Option<u8>, u32))| ProposerConfig {
            name: format!("P{index}"),
            wants: wants.map(|value| Value::new(&format!("v{value}"))),
            first: 1 + index + lap * stride,
        };
        let count = u32::try_from(acceptors).expect("small");
        // Quorums of different sizes, as long as every promise quorum meets every accept quorum.
        let promise_quorum = promises.map(|quorum| quorum % count + 1);
        Config {
            layout: Layout::Apart,
            proposers: (0..stride).zip(&wishes).map(proposer).collect(),
            acceptors: names("A", acceptors),
            learners: names("L", learners),
            numbering: if pairs { Numbering::Pairs } else { Numbering::Plain },
            rejections: if silent { Rejections::Silent } else { Rejections::Answered },
            learning: if direct { Learning::Direct } else { Learning::ViaProposer },
            adoption: Adoption::Highest,
            promise_quorum,
            accept_quorum: promise_quorum.map(|quorum| count + 1 - quorum),
            switches: paxoscope::protocol::synod::Switches::default(),
            eager,
        }
    })
}

fn names(letter: &str, count: usize) -> Vec<String> {
    (1..=count).map(|index| format!("{letter}{index}")).collect()
}

fn schedules() -> impl Strategy<Value = RandomSchedule> {
    let rates = (0..300_u32, 0..200_u32, 0..60_u32, 10..200_u32, 0..6_u32);
    let network = (0..4_usize, prop_oneof![Just(0), Just(1000), 0..1000_u32], 0..40_u32, 0..200_u32);
    let times = (0..5_u32, 1..40_u32, 1..60_u32);
    (any::<u64>(), rates, network, times).prop_map(|(seed, rates, network, times)| {
        let (loss, duplication, crash, restart, crashed_max) = rates;
        let (latency, reordering, cut, mend) = network;
        let (latency_min, latency_max, patience) = times;
        RandomSchedule {
            seed,
            latency: Latency::ALL[latency],
            latency_min,
            latency_max,
            reordering,
            loss,
            duplication,
            crash,
            restart,
            crashed_max,
            cut,
            mend,
            patience,
        }
    })
}

/// One arbitrary choice: what kind of event, and which of them.
type Pick = (u8, u16);

/// An event that is enabled, chosen by number: mostly progress, but anything that can happen does.
fn pick(world: &World, (kind, which): Pick) -> Option<Event> {
    let index = usize::from(which);
    let of = |events: Vec<Event>| (!events.is_empty()).then(|| events[index % events.len()].clone());
    match kind {
        0..=175 => of(world.progress()),
        176..=248 => of(world.enabled()),
        249..=252 => {
            let all: NodeSet = world.setup().nodes().collect();
            let half = NodeSet((u32::from(which) | 1) & all.0);
            let rest = NodeSet(all.0 & !half.0);
            Some(Event::Partition(vec![half, rest])).filter(|event| world.check(event).is_ok())
        }
        _ => {
            let proposers = world.setup().with_role(Role::Proposer).count();
            let node = NodeId(u8::try_from(index % proposers).expect("small"));
            Some(Event::Request(node, Value::new(&format!("asked{}", index % 3))))
                .filter(|event| world.check(event).is_ok())
        }
    }
}

/// What must hold between the moments of one run.
#[derive(Default)]
struct Watch {
    promised: BTreeMap<NodeId, Ballot>,
    accepted: BTreeMap<NodeId, Ballot>,
    last: BTreeMap<NodeId, u32>,
    chosen: Option<Value>,
}

impl Watch {
    fn look(&mut self, world: &World) -> Result<(), String> {
        for property in Property::ALL {
            let verdict = judge(property, world);
            if !verdict.holds() {
                return Err(format!("{property:?}: {verdict:?}"));
            }
        }
        for id in world.setup().nodes() {
            let Node::Synod(node) = world.node(id) else { panic!("single-decree Paxos") };
            match node {
                SynodNode::Proposer(proposer) => {
                    let before = self.last.insert(id, proposer.last.unwrap_or(0));
                    ensure(proposer.last >= before.filter(|&last| last > 0), "a number was forgotten")?;
                }
                SynodNode::Acceptor(acceptor) => {
                    let accepted = acceptor.accepted.as_ref().map(|proposal| proposal.ballot);
                    grows(world, &mut self.promised, id, acceptor.promised)?;
                    grows(world, &mut self.accepted, id, accepted)?;
                    let order = accepted.zip(acceptor.promised);
                    let fits = order.is_none_or(|(a, p)| world.setup().numbering().compare(a, p).is_le());
                    ensure(fits, "accepted above the promise")?;
                }
                SynodNode::Learner(_) => {}
                SynodNode::Server(_) => unreachable!("roles are apart"),
            }
        }
        self.look_at_choice(world)
    }

    /// The choice, found independently of the ledger from what the acceptors hold now.
    fn look_at_choice(&mut self, world: &World) -> Result<(), String> {
        let ledger = world.ledger();
        if let Some(proposal) = chosen_now(world) {
            ensure(ledger.chosen_values().contains(&&proposal.value), "the ledger missed a choice")?;
            self.chosen.get_or_insert_with(|| proposal.value.clone());
        }
        ensure(self.chosen.is_none() || self.chosen.as_ref() == ledger.chosen_value(), "a choice changed")?;
        // P2b: what is issued above a chosen number has the chosen value.
        let Some(first) = ledger.chosen.get(0) else {
            return Ok(());
        };
        let is_above = |b: Ballot| world.setup().numbering().compare(b, first.proposal.ballot).is_gt();
        for packet in world.in_flight() {
            if let Message::Synod(Synod::Accept(proposal)) = &packet.message {
                let agrees = proposal.value == first.proposal.value;
                ensure(agrees || !is_above(proposal.ballot), "P2b is broken")?;
            }
        }
        Ok(())
    }
}

fn ensure(condition: bool, otherwise: &str) -> Result<(), String> {
    if condition { Ok(()) } else { Err(otherwise.to_owned()) }
}

fn grows(
    world: &World,
    before: &mut BTreeMap<NodeId, Ballot>,
    id: NodeId,
    now: Option<Ballot>,
) -> Result<(), String> {
    match (before.get(&id), now) {
        (Some(&old), Some(new)) => {
            let order = world.setup().numbering().compare(new, old);
            ensure(order.is_ge(), "an acceptor's number went down")?;
        }
        (Some(_), None) => return Err("an acceptor forgot".to_owned()),
        (None, _) => {}
    }
    if let Some(new) = now {
        before.insert(id, new);
    }
    Ok(())
}

fn chosen_now(world: &World) -> Option<Proposal> {
    let setup = world.setup();
    let mut holders: BTreeMap<Proposal, NodeSet> = BTreeMap::new();
    for id in setup.with_role(Role::Acceptor) {
        if let Node::Synod(SynodNode::Acceptor(acceptor)) = world.node(id)
            && let Some(accepted) = &acceptor.accepted
        {
            let ballot = setup.numbering().canonical(accepted.ballot);
            let value = accepted.value.clone();
            holders.entry(Proposal { ballot, value }).or_default().insert(id);
        }
    }
    let mut chosen = holders.into_iter().filter(|(_, nodes)| setup.chooses(*nodes));
    chosen.next().map(|(proposal, _)| proposal)
}

/// Runs until the schedule has nothing left or the steps are used up; what was broken is the error.
fn drive(
    config: &Config,
    steps: usize,
    mut next: impl FnMut(&World, usize) -> Option<Event>,
) -> Result<World, String> {
    let mut world = World::new(Rc::new(Setup::Synod(config.clone())));
    let mut watch = Watch::default();
    for at in 0..steps {
        let Some(event) = next(&world, at) else { break };
        world.apply(&event).map_err(|why| format!("{event:?} was chosen and is refused: {why:?}"))?;
        watch.look(&world)?;
    }
    Ok(world)
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, max_shrink_iters: 4000, ..ProptestConfig::with_cases(cases) }
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn random_schedules_are_safe(config in clusters(), schedule in schedules()) {
        let run = drive(&config, 250, |world, _| schedule.next(world));
        prop_assert!(run.is_ok(), "{}", run.unwrap_err());
    }

    #[test]
    fn arbitrary_events_are_safe(
        config in clusters(),
        picks in prop::collection::vec(any::<Pick>(), 50..200),
    ) {
        prop_assert_eq!(config.validate(), Ok(Vec::new()));
        let run = drive(&config, picks.len(), |world, at| pick(world, picks[at]));
        prop_assert!(run.is_ok(), "{}", run.unwrap_err());
    }
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn schedules_by_turns_are_safe(config in clusters(), is_synchronous in any::<bool>()) {
        let schedule = if is_synchronous { Schedule::Synchronous } else { Schedule::RoundRobin };
        let run = drive(&config, 150, |world, _| schedule.next(world));
        prop_assert!(run.is_ok(), "{}", run.unwrap_err());
    }
}

/// A cluster of two proposers that want different values.
fn duellists(acceptors: usize) -> Config {
    let names = names("A", acceptors);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    common::cluster(&[("P", "foo"), ("Q", "bar")], &names, &[])
}

/// In which of the seeds agreement breaks, at most `seeds` of them.
fn first_disagreement(config: &Config, seeds: u64) -> Option<u64> {
    (0..seeds).find(|&seed| {
        let schedule = RandomSchedule::stormy(seed);
        let mut world = World::new(Rc::new(Setup::Synod(config.clone())));
        for _ in 0..300 {
            let Some(event) = schedule.next(&world) else { break };
            world.apply(&event).expect("a schedule chooses what is enabled");
        }
        !judge(Property::Agreement, &world).holds()
    })
}

#[test]
fn without_adoption_agreement_breaks() {
    let config = Config { adoption: Adoption::Own, ..duellists(3) };
    assert!(first_disagreement(&config, 200).is_some());
    assert_eq!(first_disagreement(&duellists(3), 200), None);
}

#[test]
fn with_quorums_that_do_not_meet_agreement_breaks() {
    let quorums = |promise, accept| Config {
        promise_quorum: Some(promise),
        accept_quorum: Some(accept),
        ..duellists(4)
    };
    for (promise, accept) in [(1, 1), (2, 2), (1, 3), (3, 1)] {
        let found = first_disagreement(&quorums(promise, accept), 1000);
        assert!(found.is_some(), "{promise} promises, {accept} acceptances");
    }
    for (promise, accept) in [(1, 4), (2, 3), (3, 2), (4, 1)] {
        let found = first_disagreement(&quorums(promise, accept), 200);
        assert_eq!(found, None, "{promise} promises, {accept} acceptances");
    }
}

/// Bare numbers that both proposers use, and one promise opens phase 2: both lead under one number, acceptors accept
/// both proposals, and each is accepted by all.
#[test]
fn with_shared_numbers_and_promises_that_do_not_meet_agreement_breaks() {
    let mut config = Config {
        numbering: Numbering::Plain,
        promise_quorum: Some(1),
        accept_quorum: Some(3),
        ..duellists(3)
    };
    assert_eq!(first_disagreement(&config, 200), None, "as long as the numbers differ");
    config.proposers[1].first = config.proposers[0].first;
    assert!(first_disagreement(&config, 1000).is_some());
}

/// Sharing bare numbers alone does no harm: an acceptor promises a number once, so if promise quorums meet each
/// other, one proposer leads under it.
#[test]
fn with_shared_numbers_and_majorities_one_proposer_leads() {
    let mut config = Config { numbering: Numbering::Plain, ..duellists(3) };
    config.proposers[1].first = config.proposers[0].first;
    for seed in 0..300 {
        let schedule = RandomSchedule::stormy(seed);
        let run = drive(&config, 300, |world, _| schedule.next(world));
        assert!(run.is_ok(), "seed {seed}: {}", run.unwrap_err());
    }
}
