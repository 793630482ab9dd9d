//! Every run of single-decree Paxos is a behaviour of the TLA+ specification: each step is one of its actions or stutters.
//! What is allowed is written here once more, over sets, as the specification writes it.

use paxoscope::check::{Breach, SpecMessage, SpecState, Taken, Vote, enabled_actions, explain};
use paxoscope::protocol::synod::{Adoption, Config};
use paxoscope::protocol::{Member, Numbering, Setup};
use paxoscope::sim::{RandomSchedule, Schedule, World};
use std::collections::{BTreeSet, VecDeque};
use std::rc::Rc;

/// How many states of the exhaustive search are looked at.
const STATES: usize = 3_000;

/// Whether the specification allows the step, action by action.
fn is_allowed(config: &Config, before: &SpecState, after: &SpecState) -> bool {
    let old: BTreeSet<&SpecMessage> = before.msgs.iter().collect();
    let new: BTreeSet<&SpecMessage> = after.msgs.iter().collect();
    let unchanged = (&before.max_bal, &before.max_vote) == (&after.max_bal, &after.max_vote);
    if !old.is_subset(&new) {
        return false;
    }
    let added: Vec<_> = new.difference(&old).collect();
    match added[..] {
        [] | [SpecMessage::OneA(_)] => unchanged,
        [SpecMessage::OneB(a, bal, vote)] => {
            let mut expected = before.clone();
            expected.max_bal[a.index()] = Some(*bal);
            old.contains(&SpecMessage::OneA(*bal))
                && Some(*bal) > before.max_bal[a.index()]
                && *vote == before.max_vote[a.index()]
                && (expected.max_bal, expected.max_vote) == (after.max_bal.clone(), after.max_vote.clone())
        }
        [SpecMessage::TwoA(bal, val)] => {
            let is_first = !old.iter().any(|m| matches!(m, SpecMessage::TwoA(b, _) if b == bal));
            let promises: Vec<&Option<Vote>> = old
                .iter()
                .filter_map(|m| match m {
                    SpecMessage::OneB(_, b, vote) if b == bal => Some(vote),
                    _ => None,
                })
                .collect();
            // Every set of promises, as a number in binary, one bit each.
            let is_shown = (0..1_usize << promises.len()).any(|set| {
                let chosen = promises.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
                let votes: Vec<&Option<Vote>> = chosen.map(|(_, vote)| *vote).collect();
                let highest = votes.iter().filter_map(|vote| vote.as_ref()).max_by_key(|vote| vote.0);
                votes.len() == config.promise_quorum() as usize && highest.is_none_or(|vote| vote.1 == *val)
            });
            unchanged && is_first && is_shown
        }
        [SpecMessage::TwoB(a, bal, val)] => {
            let mut expected = before.clone();
            expected.max_bal[a.index()] = Some(*bal);
            expected.max_vote[a.index()] = Some((*bal, val.clone()));
            old.contains(&SpecMessage::TwoA(*bal, val.clone()))
                && Some(*bal) >= before.max_bal[a.index()]
                && (expected.max_bal, expected.max_vote) == (after.max_bal.clone(), after.max_vote.clone())
        }
        _ => false,
    }
}

/// How often each kind of action was seen, in the order of the specification; stuttering last.
type Seen = [usize; 5];

fn note(action: &Taken, seen: &mut Seen) {
    let kind = match action {
        Taken::Phase1a(_) => 0,
        Taken::Phase1b(..) => 1,
        Taken::Phase2a { .. } => 2,
        Taken::Phase2b(..) => 3,
        Taken::Stutter => 4,
    };
    seen[kind] += 1;
}

/// Plays a run by chance and explains each of its steps; the first breach ends it.
fn play(config: &Config, seed: u64, counts: &mut Seen) -> Result<(), Breach> {
    let mut world = World::new(Rc::new(Setup::Synod(config.clone())));
    let mut state = SpecState::start(&world).expect("it is Paxos");
    let schedule = Schedule::Random(RandomSchedule::stormy(seed));
    for _ in 0..100 {
        let Some(event) = schedule.next(&world) else { break };
        let did = world.apply(&event).expect("it is enabled");
        let next = state.after(&world, &did);
        let taken = explain(config, &state, &next);
        assert_eq!(taken.is_ok(), is_allowed(config, &state, &next), "seed {seed}, {event:?}: {taken:?}");
        note(&taken?, counts);
        state = next;
    }
    Ok(())
}

fn configs() -> Vec<Config> {
    let members = Member::numbered('S', 3, &[Some("foo"), Some("bar"), None]);
    vec![
        Config::apart(2, 3, 1),
        Config { numbering: Numbering::Plain, ..Config::apart(2, 5, 1) },
        Config { eager: true, ..Config::apart(3, 3, 1) },
        Config::servers(&members, Adoption::Highest),
    ]
}

#[test]
fn storms_are_behaviours_of_the_specification() {
    for config in configs() {
        let mut seen = Seen::default();
        for seed in 0..1_000 {
            play(&config, seed, &mut seen).unwrap_or_else(|breach| panic!("seed {seed}: {breach:?}"));
        }
        assert!(seen.iter().all(|&count| count > 100), "{seen:?}");
    }
}

#[test]
fn without_adoption_some_step_is_none_of_the_specification() {
    let config = Config { adoption: Adoption::Own, ..Config::apart(2, 3, 1) };
    let breaches: BTreeSet<String> = (0..1_000)
        .filter_map(|seed| play(&config, seed, &mut Seen::default()).err())
        .map(|breach| format!("{breach:?}"))
        .collect();
    assert_eq!(breaches.into_iter().collect::<Vec<_>>(), ["NotShownSafe"]);
}

#[test]
fn every_transition_of_a_search_is_one_of_the_specification() {
    let config = Config { learners: Vec::new(), ..Config::apart(2, 3, 0) };
    let world = World::new(Rc::new(Setup::Synod(config.clone())));
    let state = SpecState::start(&world).expect("it is Paxos");
    let mut known = BTreeSet::new();
    let mut queue = VecDeque::from([(world, state)]);
    let mut seen = Seen::default();
    while let Some((world, state)) = queue.pop_front().filter(|_| known.len() < STATES) {
        for event in world.enabled() {
            let (next, step) = world.step(&event).expect("it is enabled");
            let after = state.after(&next, &step);
            assert!(is_allowed(&config, &state, &after), "{event:?}");
            note(&explain(&config, &state, &after).expect("it is allowed"), &mut seen);
            let flights: Vec<_> = next.in_flight().iter().map(|p| (p.from, p.to, &p.message)).collect();
            let nodes: Vec<_> = next.setup().nodes().map(|node| next.node(node)).collect();
            if known.insert(format!("{nodes:?}{flights:?}{:?}{after:?}", next.down())) {
                queue.push_back((next, after));
            }
        }
    }
    assert!(seen[0] > 0 && seen[1] > 0 && seen[4] > 0, "{seen:?}");
}

#[test]
fn an_enabled_action_is_what_its_events_take() {
    let config = Config::apart(2, 3, 1);
    let mut world = World::new(Rc::new(Setup::Synod(config.clone())));
    let mut state = SpecState::start(&world).expect("it is Paxos");
    let mut seen = Seen::default();
    while let Some((taken, events)) = enabled_actions(&world, &state).pop() {
        let step = world.apply(&events[0]).expect("it is enabled");
        let next = state.after(&world, &step);
        assert_eq!(explain(&config, &state, &next).as_ref(), Ok(&taken));
        note(&taken, &mut seen);
        state = next;
        if seen[3] > 0 || seen.iter().sum::<usize>() > 40 {
            break;
        }
    }
    assert!(seen[0] > 0 && seen[1] > 0 && seen[4] == 0, "{seen:?}");
}
