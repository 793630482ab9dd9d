//! Livelock: the search finds the duel as the shortest fair loop, and none where there is one proposer.

mod common;

use common::weather::Dice;
use paxoscope::check::{Bounds, Goal, Limit, Outcome, Progress, Search, renumbered_print};
use paxoscope::protocol::synod::Config;
use paxoscope::protocol::{Act, Setup};
use paxoscope::sim::{Event, World};
use std::collections::BTreeMap;
use std::rc::Rc;

fn world(proposers: usize, acceptors: usize, settings: &[(&str, &str)]) -> World {
    let mut setup = Setup::Synod(Config::apart(proposers, acceptors, 0));
    for (key, value) in settings {
        setup.cluster_mut().set(key, value).expect("a setting");
    }
    World::new(Rc::new(setup))
}

fn look(world: &World, bounds: &str) -> (Outcome, Progress) {
    let bounds = Bounds::parse(bounds).expect("bounds");
    Search::new(world.clone(), bounds, vec![Goal::Livelock(None)]).run()
}

/// Where the loop begins, and its events.
#[track_caller]
fn livelock(world: &World) -> (usize, Vec<Event>, Progress) {
    match look(world, "memory=2000 depth=1000") {
        (Outcome::Found(Goal::Livelock(Some(begin)), events), progress) => (begin as usize, events, progress),
        other => panic!("{other:?}"),
    }
}

/// The worlds that events lead through, the first one included.
fn worlds(start: &World, events: &[Event]) -> Vec<World> {
    let mut worlds = vec![start.clone()];
    for event in events {
        let (after, _) = worlds.last().expect("a world").step(event).expect("what was found can happen");
        worlds.push(after);
    }
    worlds
}

fn print(world: &World) -> u64 {
    renumbered_print(world).expect("it is single-decree Paxos")
}

/// Nothing is chosen, every message that is sent in the loop arrives in it, and at its end all is as it was but for numbers.
/// Gone around once more, by the moves that lead to the same worlds up to renumbering, it ends there again.
#[track_caller]
fn goes_on_for_ever(start: &World, begin: usize, events: &[Event]) {
    let all = worlds(start, events);
    assert!(all.iter().all(|world| world.ledger().chosen.is_empty()));
    let (first, last) = (&all[begin], all.last().expect("a world"));
    assert!(first.in_flight().is_empty() && last.in_flight().is_empty());
    assert_eq!(print(first), print(last));
    let prepares = |node: u8| {
        let is_it = |event: &&Event| matches!(event, Event::Act(id, Act::Prepare { .. }) if id.0 == node);
        events[begin..].iter().filter(is_it).count()
    };
    assert_eq!([0, 1].map(prepares), [1, 1]);
    let mut world = last.clone();
    for _ in 0..2 {
        for next in &all[begin + 1..] {
            let leads_there =
                |event: &Event| world.step(event).is_ok_and(|(to, _)| print(&to) == print(next));
            let event = world.progress().into_iter().find(leads_there).expect("the same move");
            world.apply(&event).expect("it is enabled");
        }
        assert!(world.ledger().chosen.is_empty() && print(&world) == print(first));
    }
}

/// Each prepares once and sends its accepts once: with three acceptors 1 + 3 + 3 + 1 + 3 steps, twice.
#[test]
fn two_proposers_duel_and_that_is_the_shortest_loop() {
    let start = world(2, 3, &[]);
    let (begin, events, progress) = livelock(&start);
    assert_eq!((begin, events.len() - begin), (14, 22));
    goes_on_for_ever(&start, begin, &events);
    // That is all there is, however high numbers become.
    assert_eq!((progress.states, progress.generated, progress.depth), (360_382, 1_074_370, 114));
}

#[test]
fn with_fewer_acceptors_the_loop_is_shorter() {
    for (acceptors, settings, expected) in [
        (1, &[][..], (6, 10)),
        // One acceptor is enough to be in the way of a quorum of two: B never gets as far as phase 2.
        (2, &[], (18, 13)),
        (2, &[("rejections", "answered")], (20, 15)),
        (2, &[("promise-quorum", "1")], (10, 16)),
    ] {
        let start = world(2, acceptors, settings);
        let (begin, events, _) = livelock(&start);
        assert_eq!((begin, events.len() - begin), expected, "{acceptors} {settings:?}");
        goes_on_for_ever(&start, begin, &events);
    }
}

/// Whoever learns has no part in it: its messages only arrive besides, one for each acceptance.
#[test]
fn a_learner_changes_nothing_but_what_it_hears() {
    let setup = Setup::Synod(Config::apart(2, 2, 1));
    let start = World::new(Rc::new(setup));
    let (begin, events, _) = livelock(&start);
    assert_eq!((begin, events.len() - begin), (19, 14));
    goes_on_for_ever(&start, begin, &events);
}

#[test]
fn one_proposer_comes_to_an_end() {
    for settings in [&[][..], &[("rejections", "answered")], &[("promise-quorum", "3")]] {
        let (outcome, progress) = look(&world(1, 3, settings), "");
        assert_eq!(outcome, Outcome::Complete, "{settings:?}");
        assert!(progress.states > 10);
    }
}

#[test]
fn a_limit_is_no_proof() {
    assert_eq!(look(&world(2, 3, &[]), "depth=12").0, Outcome::Stopped(Limit::Depth));
    assert_eq!(look(&world(2, 3, &[]), "memory=1").0, Outcome::Stopped(Limit::Memory));
}

/// Worlds with one fingerprint go on alike: what is possible in one leads where it does in the other.
#[test]
fn renumbering_changes_nothing_of_what_can_follow() {
    let follow = |world: &World| {
        let mut prints: Vec<u64> = world
            .progress()
            .iter()
            .filter(|event| !matches!(event, Event::Fire(..)))
            .map(|event| print(&world.step(event).expect("it is enabled").0))
            .collect();
        prints.sort_unstable();
        prints.dedup();
        prints
    };
    let mut compared = 0;
    for settings in [&[][..], &[("rejections", "answered")], &[("adoption", "first")]] {
        let mut known: BTreeMap<u64, (u32, Vec<u64>)> = BTreeMap::new();
        for seed in 0..120 {
            let mut dice = Dice::new(seed);
            let mut world = world(2, 2, settings);
            for _ in 0..120 {
                let mut events = world.progress();
                events.retain(|event| !matches!(event, Event::Fire(..)));
                let place = dice.below(events.len() as u64);
                let Some(event) = events.get(usize::try_from(place).expect("few")) else { break };
                let (after, _) = world.step(event).expect("it is enabled");
                if !after.ledger().chosen.is_empty() {
                    continue;
                }
                world = after;
                let highest = world.setup().proposers().filter_map(|id| world.node(id).last_ballot(id));
                let highest = highest.map(|ballot| ballot.round).max().unwrap_or(0);
                let (number, futures) = known.entry(print(&world)).or_insert((highest, follow(&world)));
                if *number != highest {
                    assert_eq!(*futures, follow(&world), "{number} and {highest}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 200, "{compared}");
}

#[test]
fn it_is_a_goal_where_numbers_may_be_renumbered() {
    for text in ["livelock", "livelock 14"] {
        assert_eq!(Goal::parse(text).map(|goal| goal.write()).as_deref(), Some(text));
    }
    assert!(Goal::Livelock(None).fits(&Setup::usual("attempt-4").expect("a construction")));
    assert!(!Goal::Livelock(None).fits(&Setup::usual("pmmc").expect("a construction")));
}
