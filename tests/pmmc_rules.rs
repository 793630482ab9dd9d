//! The rules of Paxos Made Moderately Complex, one by one, where the lessons don't show them.

mod common;

use common::pmmc::{cluster, holds};
use paxoscope::check::Property;
use paxoscope::protocol::{Act, FieldKey, FieldValue, Node, NodeId, Role, Timer, Value, pmmc};
use paxoscope::sim::{Event, RandomSchedule, Schedule, World};

fn of(world: &World, role: Role) -> Vec<NodeId> {
    world.setup().with_role(role).collect()
}

fn leader(world: &World, index: usize) -> &pmmc::Leader {
    let Node::Pmmc(pmmc::Node::Leader(leader)) = world.node(of(world, Role::Leader)[index]) else { panic!() };
    leader
}

fn replica(world: &World, index: usize) -> &pmmc::Replica {
    let Node::Pmmc(pmmc::Node::Replica(replica)) = world.node(of(world, Role::Replica)[index]) else {
        panic!()
    };
    replica
}

fn apply(world: &mut World, event: &Event) {
    world.apply(event).unwrap_or_else(|error| panic!("{event:?}: {error:?}"));
}

fn settle(world: &mut World, schedule: &Schedule, steps: u32) -> bool {
    for _ in 0..steps {
        let Some(event) = schedule.next(world) else { return true };
        apply(world, &event);
    }
    false
}

fn fields(world: &World, node: NodeId, key: FieldKey) -> FieldValue {
    world.fields(node).into_iter().find(|field| field.key == key).expect("such a field").value
}

#[test]
fn every_client_is_served_if_nothing_fails() {
    for office in ["by-hand", "ping"] {
        for schedule in [Schedule::InOrder, Schedule::Synchronous, Schedule::RoundRobin] {
            let mut world = cluster(&format!("clients=3 requests=5 replicas=3 office={office}"));
            settle(&mut world, &schedule, 4_000);
            for index in 0..3 {
                assert_eq!(replica(&world, index).executed.len(), 15, "{office} {schedule:?}");
            }
            let answered = world.ledger().calls.iter().filter(|call| call.answer.is_some()).count();
            assert_eq!(answered, 15, "{office} {schedule:?}");
            assert!(holds(Property::Linearizable, &world));
        }
    }
}

#[test]
fn another_leader_takes_over_when_the_first_has_crashed() {
    for office in ["by-hand", "ping", "at-once"] {
        let mut world = cluster(&format!("clients=1 requests=6 office={office}"));
        let schedule = Schedule::Random(RandomSchedule::calm(7));
        settle(&mut world, &schedule, 60);
        let crashed = world.leaders().iter().next().unwrap_or(of(&world, Role::Leader)[0]);
        apply(&mut world, &Event::Crash(crashed));
        for _ in 0..4_000 {
            match schedule.next(&world) {
                Some(Event::Restart(_)) | None => break,
                Some(event) => apply(&mut world, &event),
            }
        }
        assert_eq!(replica(&world, 0).executed.len(), 6, "{office}");
        assert!(!world.leaders().contains(crashed));
    }
}

#[test]
fn a_window_that_is_full_lets_nothing_more_be_proposed() {
    let mut world = cluster("clients=0 window=2 application=none");
    let first = of(&world, Role::Replica)[0];
    for value in ["A", "B", "C"] {
        apply(&mut world, &Event::Request(first, Value::new(value)));
    }
    assert_eq!((replica(&world, 0).slot_in, replica(&world, 0).requests.len()), (3, 1));
    assert!(world.acts(first).is_empty());
}

#[test]
fn who_is_preempted_waits_twice_as_long_and_a_decision_shortens_it() {
    let mut world = cluster("clients=0 office=ping application=none acceptors=1");
    let [l0, l1] = of(&world, Role::Leader)[..] else { panic!("two leaders") };
    let replica = of(&world, Role::Replica)[0];
    assert_eq!(leader(&world, 0).rival.patience(), 1);
    // The only acceptor adopts 0.0 and then 0.1; L0 hears of it when it wants A decided.
    deliver_all(&mut world);
    apply(&mut world, &Event::Request(replica, Value::new("A")));
    deliver_all(&mut world);
    assert_eq!((leader(&world, 0).rival.patience(), leader(&world, 0).rival.watches), (2, Some(l1)));
    apply(&mut world, &Event::Fire(l0, Timer::Heartbeat));
    assert!(leader(&world, 0).scout.is_none(), "one tick of silence");
    apply(&mut world, &Event::Fire(l0, Timer::Heartbeat));
    assert!(leader(&world, 0).scout.is_some(), "two ticks of silence");
    deliver_all(&mut world);
    apply(&mut world, &Event::Request(replica, Value::new("B")));
    deliver_all(&mut world);
    assert_eq!((leader(&world, 0).is_active, leader(&world, 0).rival.patience()), (true, 1));
}

/// Delivers all but pings and their answers.
fn deliver_all(world: &mut World) {
    use paxoscope::protocol::MessageKind::{Ack, Heartbeat};
    loop {
        let next = world.in_flight().iter().find(|packet| ![Ack, Heartbeat].contains(&packet.message.kind()));
        let Some(id) = next.map(|packet| packet.id) else { return };
        apply(world, &Event::Deliver(id));
    }
}

#[test]
fn a_preempted_scout_brings_the_next_ballot_and_a_commander_does_not() {
    let mut world = cluster("clients=0 acceptors=1 application=none");
    let [l0, l1] = of(&world, Role::Leader)[..] else { panic!("two leaders") };
    apply(&mut world, &Event::Act(l1, Act::Prepare { round: 0 }));
    apply(&mut world, &Event::Act(l0, Act::Prepare { round: 0 }));
    deliver_all(&mut world);
    assert_eq!((leader(&world, 0).ballot.round, leader(&world, 0).is_active), (1, false), "p1b(0.1)");
    apply(&mut world, &Event::Act(l0, Act::Prepare { round: 1 }));
    deliver_all(&mut world);
    let replica = of(&world, Role::Replica)[0];
    apply(&mut world, &Event::Request(replica, Value::new("A")));
    assert!(leader(&world, 1).is_active, "it does not know yet");
    deliver_all(&mut world);
    assert_eq!((leader(&world, 1).ballot.round, leader(&world, 1).is_active), (0, false), "p2b(1.0)");
    assert_eq!(world.acts(l1), [Act::Prepare { round: 1 }]);
}

#[test]
fn what_all_have_executed_is_forgotten_and_a_replica_that_lost_it_catches_up() {
    let mut world = cluster("clients=2 requests=10 collect=yes replicas=3");
    settle(&mut world, &Schedule::InOrder, 4_000);
    let acceptor = of(&world, Role::Acceptor)[0];
    assert_eq!(fields(&world, acceptor, FieldKey::Pvalues), FieldValue::Pvalues(Vec::new()));
    assert_eq!(fields(&world, acceptor, FieldKey::Collected), FieldValue::Number(21));
    assert_eq!(replica(&world, 2).decisions.iter().count(), 0);
}

#[test]
fn a_replica_that_has_lost_its_log_has_the_same_state_again() {
    let mut world = cluster("clients=1 requests=6 replicas=3 keep-decisions=no");
    settle(&mut world, &Schedule::InOrder, 4_000);
    let (before, node) = (replica(&world, 1).clone(), of(&world, Role::Replica)[1]);
    apply(&mut world, &Event::Crash(node));
    apply(&mut world, &Event::Restart(node));
    assert!(replica(&world, 1).executed.is_empty());
    settle(&mut world, &Schedule::InOrder, 100);
    let after = replica(&world, 1);
    assert_eq!(
        (&after.executed, &after.store, after.slot_out),
        (&before.executed, &before.store, before.slot_out)
    );
}

#[test]
fn only_the_latest_pvalue_is_kept_where_that_is_enough() {
    for (pvalues, count) in [("all", 2), ("latest", 1)] {
        let mut world = cluster(&format!("clients=0 acceptors=1 application=none pvalues={pvalues}"));
        let [l0, l1] = of(&world, Role::Leader)[..] else { panic!("two leaders") };
        let replica = of(&world, Role::Replica)[0];
        apply(&mut world, &Event::Request(replica, Value::new("A")));
        for node in [l0, l1] {
            apply(&mut world, &Event::Act(node, Act::Prepare { round: 0 }));
            deliver_all(&mut world);
        }
        let acceptor = of(&world, Role::Acceptor)[0];
        let FieldValue::Pvalues(kept) = fields(&world, acceptor, FieldKey::Pvalues) else { panic!() };
        assert_eq!(kept.len(), count, "{pvalues}");
    }
}

/// A leader that stays asks once; one that is elected for every slot asks once for each.
#[test]
fn costs_are_counted() {
    let served = |settings: &str| {
        let mut world = cluster(&format!("clients=1 requests=20 leaders=1 {settings}"));
        settle(&mut world, &Schedule::InOrder, 4_000);
        assert_eq!(replica(&world, 0).executed.len(), 20);
        world.costs()
    };
    let (once, each) = (served(""), served("phase-1=every-slot"));
    assert_eq!((once.prepares, once.accepts), (1, 20));
    assert_eq!((each.prepares, each.accepts), (20, 20));
    // A write for each promise, each acceptance, each decision at a replica, and the leader's ballot.
    assert_eq!((once.writes, each.writes), (1 + 3 + 20 * (3 + 2), 20 * (1 + 3 + 3 + 2)));
    assert!(each.messages > once.messages + 19 * 6 - 1, "{} and {}", once.messages, each.messages);
}
