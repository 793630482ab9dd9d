//! Where Paxos Made Moderately Complex must get on although something was lost: each run once made somebody wait for ever.

mod common;

use common::Run;
use common::pmmc::{cluster, go_on, holds};
use paxoscope::check::{Property, judge};
use paxoscope::protocol::{Act, NodeId, Role, Value};
use paxoscope::sim::{Event, RandomSchedule, Schedule, World};

fn answered(world: &World) -> usize {
    world.ledger().calls.iter().filter(|call| call.answer.is_some()).count()
}

/// a3 has never heard of the ballot, and then a1, which has, crashes: a majority is up all the same.
#[test]
fn an_acceptor_that_missed_the_scout_can_replace_one_that_has_crashed() {
    for accept in ["equal", "at-least"] {
        for schedule in
            [Schedule::Synchronous, Schedule::RoundRobin, Schedule::Random(RandomSchedule::calm(1))]
        {
            for office in ["by-hand", "ping", "at-once"] {
                let mut run = Run::with("pmmc", &[("accept", accept), ("office", office), ("leaders", "1")]);
                if office == "by-hand" {
                    run.play(&["L0 prepares 0"]);
                }
                run.play(&["drop L0>a3", "L0>a1", "L0>a2", "a1>L0", "a2>L0", "crash a1"]);
                go_on(&mut run.world, &schedule, 4_000);
                assert_eq!(answered(&run.world), 3, "{accept} {office} {schedule:?}");
            }
        }
    }
}

/// R2 has executed what it never proposed for, and then forgets it: that slot is not free for what it proposes next.
#[test]
fn a_replica_proposes_for_no_slot_that_it_has_forgotten() {
    let mut run = Run::with("pmmc", &[("collect", "yes"), ("leaders", "1")]);
    run.play(&["C1 sends", "C1>R1", "drop C1>R2", "L0 prepares 0"]);
    go_on(&mut run.world, &Schedule::InOrder, 0);
    while let Some(id) = run.world.in_flight().first().map(|packet| packet.id) {
        run.apply(&Event::Deliver(id)).expect("it is in flight");
    }
    assert_eq!(answered(&run.world), 1);
    run.play(&["crash R1"]);
    go_on(&mut run.world, &Schedule::Synchronous, 4_000);
    assert_eq!(answered(&run.world), 3);
}

/// A replica that keeps its proposals and loses its log has forgotten which configuration they are for.
#[test]
fn proposals_of_before_a_crash_go_to_their_configuration() {
    let settings = "clients=2 requests=5 configurations=2 window=2 leaders=1 keep-requests=yes keep-decisions=no \
                    operations=Put%k%1;Reconfigure%2;Get%k;Append%k%2";
    let start = cluster(settings);
    for seed in 0..4_000 {
        let mut world = start.clone();
        let schedule = RandomSchedule {
            loss: 20,
            crash: 20,
            restart: 150,
            crashed_max: 1,
            patience: 15,
            ..RandomSchedule::calm(seed)
        };
        for _ in 0..300 {
            let Some(event) = schedule.next(&world) else { break };
            world.apply(&event).expect("a schedule chooses what is enabled");
        }
        for property in [Property::SlotAgreement, Property::LogsAgree, Property::Linearizable] {
            assert!(holds(property, &world), "seed {seed}: {:?}", judge(property, &world));
        }
    }
}

/// What was given to a replica by hand explains results as well, after all replicas have lost their logs.
#[test]
fn what_was_asked_by_hand_explains_results() {
    let mut world = cluster("requests=1 operations=Get%k1 keep-decisions=no");
    let of = |role: Role| world.setup().with_role(role).collect::<Vec<NodeId>>();
    let (replicas, client, leader) = (of(Role::Replica), of(Role::Client)[0], of(Role::Leader)[0]);
    let deliver_all = |world: &mut World| {
        while let Some(id) = world.in_flight().first().map(|packet| packet.id) {
            world.apply(&Event::Deliver(id)).expect("it is in flight");
        }
    };
    world.apply(&Event::Act(leader, Act::Prepare { round: 0 })).expect("it may");
    world.apply(&Event::Request(replicas[0], Value::new("Put k1 v9"))).expect("it may");
    deliver_all(&mut world);
    world.apply(&Event::Act(client, Act::Ask)).expect("it may");
    deliver_all(&mut world);
    assert_eq!(answered(&world), 1);
    assert!(holds(Property::Linearizable, &world));
    for replica in replicas {
        world.apply(&Event::Crash(replica)).expect("it is up");
    }
    assert!(holds(Property::Linearizable, &world), "{:?}", judge(Property::Linearizable, &world));
}

/// L0 is elected a second time. Late p2a messages of its first ballot are refused, and that is no acceptance on its second.
#[test]
fn a_refusal_of_an_old_pvalue_is_no_acceptance_of_a_new_one() {
    for accept in ["equal", "at-least"] {
        let mut run = Run::with("pmmc", &[("clients", "2"), ("requests", "1"), ("accept", accept)]);
        run.play(&[
            "C1 sends",
            "C1>R1 request",
            "R1>L0 propose",
            "C2 sends",
            "C2>R2 request",
            "R2>L1 propose",
        ]);
        run.play(&["L0 prepares 0", "L0>a1 prepare", "L0>a2 prepare", "a1>L0 promise", "a2>L0 promise"]);
        run.play(&["L1 prepares 0", "L1>a1 prepare", "L1>a2 prepare", "L1>a3 prepare"]);
        // Only a3 refuses now; what L0 sent to a1 and a2 is on its way.
        run.play(&["L0>a3 accept 0", "a3>L0 accepted", "L0 prepares 1"]);
        run.play(&["L0>a1 prepare 1", "L0>a2 prepare 1", "a1>L0 promise 1", "a2>L0 promise 1"]);
        run.play(&["L0>a1 accept 0", "L0>a2 accept 0"]);
        // They need not say so.
        for answer in ["a1>L0 accepted", "a2>L0 accepted"] {
            if run.count(answer) > 0 {
                run.play(&[answer]);
            }
        }
        assert_eq!(run.count("L0>R1 success"), 0, "{accept}: nobody has accepted anything");
        run.play(&["L0>a1 accept 1", "L0>a2 accept 1", "a1>L0 accepted", "a2>L0 accepted"]);
        assert_eq!(run.count("L0>R1 success"), 1, "{accept}");
    }
}
