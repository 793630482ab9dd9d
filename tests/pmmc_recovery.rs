//! That Paxos Made Moderately Complex recovers from any weather with any mixture of its harmless switches: once nothing
//! fails any more, or one acceptor and all leaders but one are gone for good, every client is served.

mod common;

use common::pmmc::{cluster, holds, serve};
use common::weather::Dice;
use paxoscope::check::Property;
use paxoscope::protocol::{NodeId, Role, Value};
use paxoscope::sim::{Event, RandomSchedule, Schedule, World};

/// One of these words.
fn pick<'a>(dice: &mut Dice, words: &[&'a str]) -> &'a str {
    let place = dice.below(words.len() as u64);
    words[usize::try_from(place).expect("few")]
}

/// Settings by chance. Leaders that run at once may overtake each other for ever, so there is one of them at most.
fn mixture(common: &str, dice: &mut Dice) -> String {
    let drawn = [
        ("clients", ["1", "2", "3"].as_slice()),
        ("replicas", &["2", "3"]),
        ("acceptors", &["3", "3", "4", "5"]),
        ("window", &["1", "2", "5"]),
        ("accept", &["equal", "at-least"]),
        ("phase-1", &["once", "once", "every-slot"]),
        ("pvalues", &["all", "latest"]),
        ("first-slot", &["1", "0"]),
        ("requests", &["2", "4"]),
        ("keep-requests", &["no", "yes"]),
        ("keep-leader-proposals", &["no", "yes"]),
    ];
    let mut words: Vec<String> = Vec::new();
    for (key, values) in drawn {
        words.push(format!("{key}={}", pick(dice, values)));
    }
    let office =
        pick(dice, &["office=at-once leaders=1", "office=ping leaders=3", "office=by-hand leaders=2"]);
    words.extend([office, common].map(str::to_owned));
    words.join(" ")
}

fn go_on(world: &mut World, schedule: &Schedule, steps: u32) {
    for _ in 0..steps {
        let Some(event) = schedule.next(world) else { return };
        world.apply(&event).expect("a schedule chooses what is enabled");
    }
}

/// Ends all faults.
fn repair(world: &mut World) {
    for node in world.down().iter() {
        world.apply(&Event::Restart(node)).expect("it is down");
    }
    if !world.cuts().is_empty() {
        world.apply(&Event::Heal).expect("something is cut");
    }
}

fn of(world: &World, role: Role) -> Vec<NodeId> {
    world.setup().with_role(role).collect()
}

/// Storms, repairs, lets some nodes crash for good, and asks for one more command of each client.
fn recover(common: &str, seeds: u64, gone: fn(&World, &mut Dice) -> Vec<NodeId>) {
    let first: u64 = common.bytes().map(u64::from).sum::<u64>() * 1_000_000;
    for seed in first..first + seeds {
        let mut dice = Dice::new(seed);
        let settings = mixture(common, &mut dice);
        let mut world = cluster(&settings);
        let storm = RandomSchedule {
            loss: 150,
            cut: 20,
            mend: 60,
            crashed_max: 4,
            patience: 15,
            ..RandomSchedule::stormy(seed)
        };
        go_on(&mut world, &Schedule::Random(storm), 60 + u32::try_from(dice.below(150)).expect("few"));
        repair(&mut world);
        for node in gone(&world, &mut dice) {
            world.apply(&Event::Crash(node)).expect("it is up");
        }
        for client in of(&world, Role::Client) {
            world.apply(&Event::Request(client, Value::new("late"))).expect("clients take requests");
        }
        let schedule = match dice.below(4) {
            0 => Schedule::InOrder,
            1 => Schedule::Synchronous,
            2 => Schedule::RoundRobin,
            _ => Schedule::Random(RandomSchedule::calm(seed)),
        };
        let place = format!("{settings}, seed {seed}, {schedule:?}, down: {:?}", world.down());
        assert!(serve(&mut world, &schedule, 15_000), "{place}");
        assert!(holds(Property::Linearizable, &world) && holds(Property::LogsAgree, &world), "{place}");
    }
}

fn nobody(_: &World, _: &mut Dice) -> Vec<NodeId> {
    Vec::new()
}

/// An acceptor, a replica, and all leaders but one.
fn most(world: &World, dice: &mut Dice) -> Vec<NodeId> {
    let mut leaders = of(world, Role::Leader);
    leaders.remove(usize::try_from(dice.below(leaders.len() as u64)).expect("few"));
    for role in [Role::Acceptor, Role::Replica] {
        let nodes = of(world, role);
        leaders.push(nodes[usize::try_from(dice.below(nodes.len() as u64)).expect("few")]);
    }
    leaders
}

#[test]
fn everybody_is_served_once_nothing_fails() {
    recover("", 2_000, nobody);
    recover("keep-decisions=no", 1_000, nobody);
}

#[test]
fn everybody_is_served_without_those_that_may_fail() {
    recover("", 2_000, most);
}

#[test]
fn everybody_is_served_where_old_slots_are_forgotten() {
    recover("collect=yes", 1_000, nobody);
    recover("collect=yes", 1_000, most);
}

#[test]
fn everybody_is_served_by_whichever_configuration() {
    let operations = "operations=Put%k%1;Reconfigure%2;Get%k;Append%k%2;Reconfigure%1";
    recover(&format!("configurations=2 {operations}"), 1_500, nobody);
    recover(&format!("configurations=2 collect=yes {operations}"), 1_000, nobody);
}
