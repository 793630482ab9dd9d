//! The search over all schedules: exact counts, shortest counterexamples, bounds, slices.

use paxoscope::check::{
    Bounds, BoundsError, Goal, Limit, Outcome, Progress, Property, Search, judge, properties,
};
use paxoscope::protocol::Setup;
use paxoscope::sim::{Event, RandomSchedule, World};
use std::rc::Rc;

fn start(key: &str, settings: &[(&str, &str)]) -> World {
    let mut setup = Setup::usual(key).expect("a construction");
    for (key, value) in settings {
        setup.cluster_mut().set(key, value).expect("a setting");
    }
    setup.cluster().validate().expect("a cluster that can be built");
    World::new(Rc::new(setup))
}

fn bounds(text: &str) -> Bounds {
    Bounds::parse(text).expect("bounds")
}

/// Looks for everything that is shown live.
fn check(world: &World, within: &str) -> (Outcome, Progress) {
    let goals = properties(world.setup()).iter().copied().map(Goal::Breaks).collect();
    Search::new(world.clone(), bounds(within), goals).run()
}

/// What is found breaks what it says, in as many steps as it says and with the last of them.
#[track_caller]
fn broken(world: &World, within: &str, property: Property, steps: usize) {
    let (outcome, _) = check(world, within);
    let Outcome::Found(goal, events) = outcome else { panic!("{outcome:?}") };
    assert_eq!((goal, events.len()), (Goal::Breaks(property), steps), "{events:?}");
    let mut end = world.clone();
    for event in &events {
        assert!(judge(property, &end).holds(), "not before the last step");
        end.apply(event).expect("what was found can happen");
    }
    assert!(!judge(property, &end).holds());
}

#[track_caller]
fn complete(world: &World, within: &str, states: u64, generated: u64, depth: u32) {
    let (outcome, progress) = check(world, within);
    assert_eq!(outcome, Outcome::Complete);
    assert_eq!((progress.states, progress.generated, progress.depth), (states, generated, depth));
}

#[test]
fn what_is_broken_breaks_in_the_fewest_steps() {
    broken(&start("attempt-2", &[]), "proposals=1", Property::Consistency, 6);
    broken(&start("two-servers", &[]), "proposals=2", Property::ServersAgree, 6);
    broken(&start("send-accept", &[]), "proposals=2", Property::ServersAgree, 9);
    broken(&start("three-phase-commit", &[]), "crashes=1 timers=3", Property::SameDecision, 7);
    broken(&start("election", &[]), "timers=6", Property::OneLeader, 4);
}

/// Whoever is cut off after voting can't decide; without a partition, and with nobody down, everybody can.
#[test]
fn partitions_are_moves_if_they_are_asked_for() {
    let world = start("two-phase-commit", &[]);
    broken(&world, "partitions=1 timers=1", Property::NonBlocking, 4);
    complete(&world, "timers=3", 103_151, 434_645, 23);
    let goal = vec![Goal::Stuck];
    let (outcome, _) = Search::new(world, bounds("partitions=1"), goal).run();
    let Outcome::Found(_, events) = outcome else { panic!("{outcome:?}") };
    assert!(events.iter().any(|event| matches!(event, Event::Partition(_))), "{events:?}");
}

#[test]
fn what_holds_is_looked_at_to_the_end() {
    complete(&start("two-phase-commit", &[]), "crashes=1", 60, 100, 9);
    complete(&start("paxos", &[]), "proposals=1", 142, 343, 8);
}

/// The same worlds as those that a search of another make finds: every one once, whatever the order.
#[test]
fn no_world_is_lost_and_none_counted_twice() {
    let world = start("synod", &[]);
    let within = bounds("proposals=1 depth=7");
    let (outcome, progress) = Search::new(world.clone(), within, Vec::new()).run();
    assert_eq!(outcome, Outcome::Stopped(Limit::Depth));
    let mut level = vec![world];
    let mut seen: Vec<Vec<u8>> = vec![written(&level[0])];
    for _ in 0..7 {
        let mut next = Vec::new();
        for world in &level {
            for event in world.progress() {
                let opens =
                    matches!(event, Event::Act(_, paxoscope::protocol::Act::Prepare { round }) if round > 2);
                if opens || matches!(event, Event::Fire(..)) {
                    continue;
                }
                let (after, _) = world.step(&event).expect("it can happen");
                let text = written(&after);
                if let Err(place) = seen.binary_search(&text) {
                    seen.insert(place, text);
                    next.push(after);
                }
            }
        }
        level = next;
    }
    assert_eq!(progress.states, seen.len() as u64);
}

/// Everything that tells worlds apart, as text: a second opinion about fingerprints.
fn written(world: &World) -> Vec<u8> {
    let mut packets: Vec<String> = world
        .in_flight()
        .iter()
        .map(|packet| format!("{:?} {:?} {:?}", packet.from, packet.to, packet.message))
        .collect();
    packets.sort();
    let nodes: Vec<String> = world.setup().nodes().map(|node| format!("{:?}", world.node(node))).collect();
    let mut timers: Vec<String> =
        world.timers().iter().map(|timer| format!("{:?} {:?}", timer.node, timer.timer)).collect();
    timers.sort();
    let ledger = world.ledger();
    format!("{nodes:?} {packets:?} {timers:?} {:?} {:?}", ledger.acceptances, world.down()).into_bytes()
}

#[test]
fn a_limit_is_said_and_never_taken_for_a_proof() {
    let world = start("synod", &[]);
    let (outcome, progress) = check(&world, "proposals=2 memory=4");
    assert_eq!(outcome, Outcome::Stopped(Limit::Memory));
    assert!(progress.bytes < 2 << 20, "what was still to look at is given back: {progress:?}");
    assert_eq!(check(&world, "depth=3").0, Outcome::Stopped(Limit::Depth));
    // As deep as it goes is deep enough.
    assert_eq!(check(&start("paxos", &[]), "depth=8").0, Outcome::Complete);
}

#[test]
fn a_search_in_slices_is_the_same_search() {
    let world = start("two-phase-commit", &[]);
    let whole = Search::new(world.clone(), bounds("crashes=1"), Vec::new()).run();
    let mut search = Search::new(world, bounds("crashes=1"), Vec::new());
    let mut slices = 0;
    while search.advance(1).is_none() {
        slices += 1;
    }
    assert!(slices > 3);
    assert_eq!(whole, (search.outcome().cloned().expect("it has ended"), search.progress()));
}

#[test]
fn it_goes_on_from_any_world() {
    let mut world = start("attempt-2", &[]);
    let (outcome, _) = check(&world, "proposals=1");
    let Outcome::Found(_, events) = outcome else { panic!("{outcome:?}") };
    for (done, event) in events.iter().enumerate() {
        let (rest, _) = check(&world, "proposals=1");
        assert!(matches!(rest, Outcome::Found(_, rest) if rest.len() == events.len() - done));
        world.apply(event).expect("it can happen");
    }
    assert!(matches!(check(&world, "").0, Outcome::Found(_, rest) if rest.is_empty()));
}

#[test]
fn a_goal_can_be_reached_instead_of_a_property_broken() {
    let world = start("paxos", &[]);
    for goal in ["chosen", "stuck", "agreement", "chosen foo bar"] {
        assert_eq!(Goal::parse(goal).map(|goal| goal.write()).as_deref(), Some(goal));
    }
    assert_eq!(Goal::parse("happiness"), None);
    let synod = start("synod", &[]);
    let to = |text: &str| {
        let goal = vec![Goal::parse(text).expect("a goal")];
        Search::new(synod.clone(), bounds("memory=64"), goal).run().0
    };
    // Prepare, two promises there and back, accept, two acceptances.
    for text in ["chosen", "chosen foo", "chosen bar"] {
        assert!(matches!(to(text), Outcome::Found(_, events) if events.len() == 8), "{text}");
    }
    assert!(!matches!(check(&world, ""), (Outcome::Found(..), _)));
}

#[test]
fn bounds_are_read_and_refused() {
    let text =
        "proposals=2 crashes=1 restarts=0 drops=0 duplicates=3 timers=0 partitions=1 depth=40 memory=512";
    assert_eq!(bounds(text).write(), text);
    // What was written before there were partitions means what it did.
    let old = bounds("proposals=2 crashes=1 restarts=0 drops=0 duplicates=3 timers=0 depth=40 memory=512");
    assert_eq!(old, Bounds { partitions: 0, ..bounds(text) });
    assert_eq!(Bounds::parse(""), Ok(Bounds::default()));
    let bad = |text: &str| Bounds::parse(text).expect_err("no bounds");
    assert_eq!(bad("proposals=10"), BoundsError::Bad("proposals", "10".into(), 9));
    assert_eq!(bad("depth=-1"), BoundsError::Bad("depth", "-1".into(), 1_000));
    assert_eq!(bad("memory"), BoundsError::Bad("memory", String::new(), 2_048));
    assert_eq!(bad("luck=3"), BoundsError::Unknown("luck".into()));
}

/// Messages have other numbers, and everything happened at other times: for what can still happen, it is one world.
#[test]
fn fingerprints_know_what_counts() {
    use paxoscope::sim::Fingerprint;
    let start = start("synod", &[]);
    let mut steps = 0;
    for seed in 0..20 {
        let schedule = RandomSchedule::stormy(seed);
        let mut world = start.clone();
        let mut print = Fingerprint::of(&world);
        for _ in 0..100 {
            let Some(event) = schedule.next(&world) else { break };
            let (after, step) = world.step(&event).expect("a schedule chooses what is enabled");
            print = print.after(&world, &step, &after);
            assert_eq!(print.with(&after, &()), Fingerprint::of(&after).with(&after, &()), "{event:?}");
            world = after;
            steps += 1;
        }
    }
    assert!(steps > 500, "{steps}");
}
