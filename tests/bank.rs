//! The replicated bank account: its rules one by one, and that replicas agree because of the log and not otherwise.

mod common;

use common::Run;
use paxoscope::check::{Property, Verdict, judge};
use paxoscope::protocol::bank::Command;
use paxoscope::protocol::{Node, NodeId, SettingError, Setup, Value};
use paxoscope::sim::{Event, RandomSchedule, World};
use std::rc::Rc;

fn bank(order: &str) -> Run {
    Run::with("bank", &[("replicas", "3"), ("order", order)])
}

#[test]
fn commands_are_read_and_applied() {
    let read = |text: &str| Command::parse(&Value::new(text));
    assert_eq!(read("Withdraw $20"), Some(Command::Withdraw(20)));
    assert_eq!(read("Deposit $9999"), Some(Command::Deposit(9999)));
    let bad = [
        "Deposit $10000",
        "Withdraw 20",
        "withdraw $20",
        "Withdraw $+2",
        "Withdraw $-2",
        "Withdraw $",
        "Steal $5",
        "",
    ];
    for text in bad {
        assert_eq!(read(text), None, "{text}");
    }
    assert_eq!(Command::Withdraw(100).apply(100), Some(0));
    assert_eq!(Command::Withdraw(101).apply(100), None);
    assert_eq!(Command::Deposit(50).apply(80), Some(130));
}

#[test]
fn a_request_goes_to_the_first_replica_which_numbers_it_and_tells_everybody() {
    let mut run = bank("log");
    assert_eq!(run.rules("ask R2 Withdraw $20"), "forward-command");
    assert_eq!(run.says("R2>R1"), "forward Withdraw $20");
    assert_eq!(run.rules("R2>R1 forward"), "number-command");
    assert_eq!((run.count("R1>* learn"), run.count("R1>R1 learn")), (3, 1));
    assert_eq!(run.says("R1>R3"), "learn 0: Withdraw $20");
    assert_eq!(run.rules("ask R1 Deposit $50"), "number-command");
    assert_eq!(run.count("R1>* learn"), 6);
    assert_eq!(run.rules("ask R3 give me all"), "not-a-command");
    assert_eq!(run.world.in_flight().len(), 6);
    run.is("R1", "balance=$100; log=none; executed=none");
}

/// Helwer, slide 6: $100, then $80, $130, $30, at all five replicas.
#[test]
fn five_replicas_take_the_account_from_100_to_30() {
    let mut run = Run::with("bank", &[]);
    let mut log = Vec::new();
    for (command, balance) in [("Withdraw $20", 80), ("Deposit $50", 130), ("Withdraw $100", 30)] {
        run.play(&[&format!("ask R1 {command}")]).every("R1>* learn");
        log.push(command);
        for name in ["R1", "R2", "R3", "R4", "R5"] {
            let log = log.join(", ");
            run.is(name, &format!("balance=${balance}; log=[{log}]; executed=[{log}]"));
        }
    }
}

#[test]
fn an_entry_waits_for_those_before_it() {
    let mut run = bank("log");
    run.play(&["ask R1 Withdraw $20", "ask R1 Deposit $50", "ask R1 Withdraw $100"]);
    let ids: Vec<_> = run.flying("R1>R2 learn").iter().map(|packet| packet.id).collect();
    let rules = |run: &mut Run, index: usize| {
        run.apply(&Event::Deliver(ids[index])).expect("in flight");
        let step = run.step.clone().expect("it was played");
        step.rules.iter().map(|(_, rule)| rule.key()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(rules(&mut run, 2), "log-entry await-entry");
    run.is("R2", "balance=$100; log=[–, –, Withdraw $100]; executed=none");
    assert_eq!(rules(&mut run, 0), "log-entry execute-command await-entry");
    run.is("R2", "balance=$80; executed=[Withdraw $20]");
    assert_eq!(rules(&mut run, 1), "log-entry execute-command execute-command");
    run.is("R2", "balance=$30");
    run.assert_safe();
}

#[test]
fn a_withdrawal_beyond_the_balance_is_executed_and_refused() {
    let mut run = bank("log");
    run.play(&["ask R1 Withdraw $101"]);
    assert_eq!(run.rules("R1>R2 learn"), "log-entry refuse-withdrawal");
    run.is("R2", "balance=$100; executed=[Withdraw $101]");
}

#[test]
fn copies_and_crashes_change_nothing_that_was_executed() {
    let mut run = bank("log");
    run.play(&["ask R1 Withdraw $20", "twice R1>R2 learn", "R1>R2 learn"]);
    assert_eq!(run.rules("R1>R2 learn"), "know-entry");
    run.play(&["crash R2", "restart R2"]);
    run.is("R2", "balance=$80; log=[Withdraw $20]; executed=[Withdraw $20]");
    // The place of the next entry survives as well, or two commands would have one place.
    run.play(&["crash R1", "restart R1", "ask R1 Deposit $50"]);
    assert_eq!(run.says("R1>R2 learn"), "learn 1: Deposit $50");
}

#[test]
fn in_order_of_arrival_replicas_diverge() {
    let mut run = bank("arrival");
    run.play(&["ask R1 Withdraw $100", "R1>R2 learn", "ask R1 Deposit $50", "R1>R2 learn"]);
    let late = run.flying("R1>R3 learn")[1].id;
    run.apply(&Event::Deliver(late)).expect("in flight");
    let verdict = judge(Property::SameState, &run.world);
    assert_eq!(verdict, Verdict::Diverged(NodeId(1), NodeId(2), 1));
    run.play(&["R1>R3 learn"]);
    run.is("R2", "balance=$50").is("R3", "balance=$50");
    assert!(!judge(Property::SameState, &run.world).holds(), "equal sums, and yet two histories");
}

#[test]
fn settings_are_read_as_they_are_written() {
    let setup =
        Run::with("bank", &[("replicas", "9"), ("balance", "7"), ("order", "arrival")]).world.setup().clone();
    let mut other = Setup::usual("bank").expect("a construction");
    for (key, value) in setup.cluster().settings() {
        other.cluster_mut().set(key, &value).expect("it was written so");
    }
    assert_eq!(*setup, other);
    for (key, value) in
        [("replicas", "10"), ("replicas", "x"), ("balance", "-1"), ("balance", "$10000"), ("order", "fast")]
    {
        assert_eq!(other.cluster_mut().set(key, value), Err(SettingError::Bad), "{key}={value}");
    }
    assert_eq!(other.cluster_mut().set("leader", "R1"), Err(SettingError::Unknown));
    other.cluster_mut().set("replicas", "1").expect("it can be read");
    assert!(other.cluster().validate().is_err());
}

/// Commands among which the order matters, asked for at every replica.
const COMMANDS: [&str; 4] = ["Withdraw $80", "Withdraw $50", "Deposit $30", "Withdraw $100"];

/// Plays a run to its end, and says whether replicas ever differed, whether all executed everything, and what the
/// balances were.
fn play(start: &World, schedule: &RandomSchedule) -> (bool, bool, Vec<u32>) {
    let mut world = start.clone();
    let mut same = true;
    for _ in 0..60 {
        let Some(event) = schedule.next(&world) else { break };
        let step = world.apply(&event).expect("a schedule chooses what is enabled");
        // Only who learns something executes something.
        same &= step.rules.is_empty() || judge(Property::SameState, &world).holds();
    }
    let replicas: Vec<_> = world
        .setup()
        .nodes()
        .map(|node| match world.node(node) {
            Node::Bank(replica) => replica.clone(),
            _ => panic!("a replica"),
        })
        .collect();
    let all = replicas.iter().all(|replica| replica.executed.len() as usize == COMMANDS.len());
    (same, all, replicas.iter().map(|replica| replica.balance).collect())
}

fn asked(order: &str) -> World {
    let mut run = bank(order);
    for (index, command) in COMMANDS.iter().enumerate() {
        let node = NodeId(u8::try_from(index % 3).expect("small"));
        run.apply(&Event::Request(node, Value::new(command))).expect("it is up");
    }
    World::clone(&run.world)
}

/// With the next test, a hundred thousand random runs.
#[test]
fn with_a_log_replicas_agree_in_random_runs_without_faults() {
    let start = asked("log");
    let mut balances = std::collections::BTreeSet::new();
    for seed in 0..20_000 {
        let (same, all, end) = play(&start, &RandomSchedule::calm(seed));
        assert!(same && all, "{seed}");
        assert!(end.iter().all(|balance| *balance == end[0]), "{seed}: {end:?}");
        balances.insert(end[0]);
    }
    assert!(balances.len() > 1, "the order matters to the account: {balances:?}");
}

#[test]
fn with_a_log_replicas_never_diverge_in_random_runs_with_faults() {
    let start = asked("log");
    let mut incomplete = 0;
    for seed in 20_000..100_000 {
        let stormy = RandomSchedule { cut: 20, mend: 60, ..RandomSchedule::stormy(seed) };
        let (same, all, _) = play(&start, &stormy);
        assert!(same, "{seed}");
        incomplete += u32::from(!all);
    }
    assert!(incomplete > 1_000, "faults keep entries from replicas: {incomplete}");
}

#[test]
fn in_order_of_arrival_a_random_search_finds_replicas_that_differ_for_ever() {
    let start = asked("arrival");
    let mut differ_for_ever = 0;
    for seed in 0..500 {
        let (same, all, end) = play(&start, &RandomSchedule::calm(seed));
        let differs = end.iter().any(|balance| *balance != end[0]);
        assert!(!(same && all && differs), "{seed}: what differs at the end has differed before");
        differ_for_ever += u32::from(all && differs);
    }
    assert!(differ_for_ever > 50, "{differ_for_ever}");
}

#[test]
fn the_first_replica_alone_numbers() {
    let setup = Rc::clone(bank("log").world.setup());
    let links: Vec<_> = setup.links().iter().map(|link| (link.low.0, link.high.0)).collect();
    assert_eq!(links, [(0, 1), (0, 2)], "replicas talk to the one that numbers, and to nobody else");
}
