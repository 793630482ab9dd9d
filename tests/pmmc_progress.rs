//! That clusters of Paxos Made Moderately Complex get on: clients are served where nothing fails for ever, another leader
//! takes over, and whoever lags catches up.

mod common;

use common::pmmc::{cluster, go_on, holds, serve};
use common::weather::Dice;
use paxoscope::check::Property;
use paxoscope::protocol::{Act, NodeId, Role, Value};
use paxoscope::sim::{Event, RandomSchedule, Schedule, World};

const ORDERLY: [Schedule; 3] = [Schedule::InOrder, Schedule::Synchronous, Schedule::RoundRobin];

fn of(world: &World, role: Role) -> Vec<NodeId> {
    world.setup().with_role(role).collect()
}

/// How many slots each replica is past.
fn lengths(world: &World) -> Vec<u32> {
    let length = |node: NodeId| world.node(node).executed().map_or(0, paxoscope::protocol::Sequence::len);
    of(world, Role::Replica).into_iter().map(length).collect()
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

/// Every schedule in which nothing fails, and with which leaders of this office get on. Those that run at once may overtake
/// each other for ever where everything goes its regular way; chance ends that.
fn calm(office: &str) -> Vec<Schedule> {
    let random = (0..20).map(|seed| Schedule::Random(RandomSchedule::calm(seed)));
    let orderly = ORDERLY.into_iter().filter(|_| office != "at-once");
    orderly.chain(random).collect()
}

#[test]
fn every_client_is_served_if_nothing_fails() {
    for office in ["by-hand", "ping", "at-once"] {
        for settings in
            ["", "accept=at-least", "phase-1=every-slot", "collect=yes", "leaders=1 replicas=1", "window=1"]
        {
            for schedule in calm(office) {
                let settings = format!("clients=3 requests=4 replicas=3 office={office} {settings}");
                let mut world = cluster(&settings);
                assert!(
                    serve(&mut world, &schedule, 6_000),
                    "{settings} {schedule:?}: {:?}",
                    lengths(&world)
                );
                assert!(holds(Property::Linearizable, &world), "{settings} {schedule:?}");
            }
        }
    }
}

/// At whatever moment it happens.
#[test]
fn a_leader_that_crashes_is_replaced() {
    for office in ["by-hand", "ping", "at-once"] {
        for schedule in calm(office) {
            for crash_at in (0..160).step_by(8) {
                let mut world = cluster(&format!("clients=2 requests=5 leaders=3 office={office}"));
                go_on(&mut world, &schedule, crash_at);
                let leader = world.leaders().iter().next().unwrap_or(of(&world, Role::Leader)[0]);
                world.apply(&Event::Crash(leader)).expect("it is up");
                let place = format!("{office} {schedule:?} {crash_at}");
                assert!(serve(&mut world, &schedule, 8_000), "{place}: {:?}", lengths(&world));
            }
        }
    }
}

/// And then every replica has executed everything.
#[test]
fn one_acceptor_and_one_replica_may_fail_for_ever() {
    for office in ["by-hand", "ping", "at-once"] {
        for schedule in calm(office) {
            for crash_at in (0..120).step_by(8) {
                let mut world = cluster(&format!("clients=2 requests=5 replicas=3 office={office}"));
                go_on(&mut world, &schedule, crash_at);
                for node in [of(&world, Role::Acceptor)[0], of(&world, Role::Replica)[0]] {
                    world.apply(&Event::Crash(node)).expect("it is up");
                }
                let place = format!("{office} {schedule:?} {crash_at}");
                assert!(serve(&mut world, &schedule, 8_000), "{place}: {:?}", lengths(&world));
                repair(&mut world);
                go_on(&mut world, &schedule, 2_000);
                assert_eq!(lengths(&world), [10; 3], "{place}");
            }
        }
    }
}

/// Storms, and then nothing fails any more: everybody is served, and in the end all replicas are where the first one is.
fn recover(settings: &str, seeds: u64) {
    for seed in 0..seeds {
        let mut dice = Dice::new(seed);
        let mut world = cluster(settings);
        let storm = RandomSchedule {
            loss: 150,
            cut: 20,
            mend: 60,
            crashed_max: 4,
            patience: 15,
            ..RandomSchedule::stormy(seed)
        };
        go_on(&mut world, &Schedule::Random(storm), 80 + u32::try_from(dice.below(150)).expect("few"));
        repair(&mut world);
        let schedules = calm(if settings.contains("office=at-once") { "at-once" } else { "" });
        let schedule = schedules[usize::try_from(dice.below(schedules.len() as u64)).expect("few")].clone();
        let place = format!("{settings}, seed {seed}, {schedule:?}");
        assert!(serve(&mut world, &schedule, 12_000), "{place}: {:?}", lengths(&world));
        // One more command, after which whoever lags knows that it does.
        let client = of(&world, Role::Client)[0];
        world.apply(&Event::Request(client, Value::new("late"))).expect("clients take requests");
        assert!(serve(&mut world, &schedule, 4_000), "{place}: late");
        go_on(&mut world, &schedule, 2_000);
        let lengths = lengths(&world);
        assert!(lengths.iter().all(|&length| length == lengths[0]), "{place}: {lengths:?}");
    }
}

#[test]
fn after_a_storm_everybody_is_served() {
    for office in ["by-hand", "ping"] {
        for accept in ["equal", "at-least"] {
            recover(&format!("clients=2 requests=4 office={office} accept={accept} replicas=3"), 250);
        }
    }
    recover("clients=2 requests=4 office=at-once leaders=2", 250);
}

#[test]
fn after_a_storm_everybody_is_served_whatever_was_lost() {
    for keeps in ["keep-decisions=no", "keep-requests=yes", "keep-leader-proposals=yes"] {
        recover(&format!("clients=2 requests=4 office=ping {keeps} replicas=3"), 250);
    }
    recover("clients=2 requests=4 phase-1=every-slot", 250);
    recover("clients=2 requests=4 phase-1=every-slot office=ping leaders=3", 250);
}

#[test]
fn after_a_storm_another_configuration_serves() {
    let operations = "operations=Put%k%1;Reconfigure%2;Get%k;Append%k%2";
    for office in ["by-hand", "ping"] {
        for window in [1, 2, 5] {
            recover(
                &format!(
                    "clients=2 requests=4 configurations=2 window={window} office={office} {operations}"
                ),
                150,
            );
        }
    }
}

/// However quickly their clocks go.
#[test]
fn of_two_leaders_that_wait_for_each_other_one_runs() {
    for seed in 0..500 {
        let mut world = cluster("clients=1 requests=3 office=ping leaders=4 acceptors=5");
        let schedule = RandomSchedule { patience: 2, latency_max: 40, ..RandomSchedule::calm(seed) };
        assert!(serve(&mut world, &Schedule::Random(schedule), 20_000), "seed {seed}");
    }
}

/// The deck's warning: with messages that cross each other regularly, leaders that run at once get nowhere, and those that
/// ping do.
#[test]
fn leaders_that_run_at_once_may_overtake_each_other_for_ever() {
    let is_served = |office: &str| {
        let settings = format!("clients=3 requests=4 replicas=3 office={office} collect=yes");
        serve(&mut cluster(&settings), &Schedule::RoundRobin, 6_000)
    };
    assert_eq!([is_served("at-once"), is_served("ping")], [false, true]);
}

/// A leader that is told to run when another one serves takes over what that one had accepted, and goes on.
#[test]
fn a_leader_that_is_told_to_takes_over() {
    for schedule in calm("by-hand") {
        let mut world = cluster("clients=2 requests=6");
        let second = of(&world, Role::Leader)[1];
        go_on(&mut world, &schedule, 50);
        if let Some(&act) = world.acts(second).first() {
            assert!(matches!(act, Act::Prepare { .. }), "{act:?}");
            world.apply(&Event::Act(second, act)).expect("it may");
        }
        assert!(serve(&mut world, &schedule, 6_000), "{schedule:?}: {:?}", lengths(&world));
    }
}
