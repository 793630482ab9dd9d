//! Traces for other tools, and traces from them.

mod runs;

use paxoscope::protocol::synod::{Config, Learning};
use paxoscope::protocol::{NodeId, NodeSet, Setup, Value};
use paxoscope::share::{
    FileError, Run, STATES_MAX, TraceError, default_cluster, parse_file, parse_itf, write_events, write_file,
    write_itf, write_shiviz,
};
use paxoscope::sim::{Event, RandomSchedule, Schedule, World};
use paxoscope::text::Terms;
use runs::{line, line_in, line_of, tree};
use std::collections::BTreeMap;
use std::rc::Rc;

fn usual() -> Config {
    default_cluster().apart().expect("roles are apart").clone()
}

fn storm(seed: u64, events: usize) -> Run {
    line_of(usual(), Terms::Standard, &line(&Schedule::Random(RandomSchedule::stormy(seed)), events))
}

fn end(run: &Run) -> World {
    let history = run.history().expect("it has happened");
    World::clone(history.world())
}

#[test]
fn a_trace_comes_back() {
    for seed in 0..20 {
        let run = storm(seed, 60);
        assert_eq!(parse_itf(&write_itf(&run)), Ok(run));
    }
    let history = tree(&Rc::new(default_cluster()), 3, 80);
    let line = Run::of_line(&history, Terms::Marshall, None);
    let back = parse_itf(&write_itf(&line)).expect("it was just written");
    assert_eq!((back.events, back.terms), (line.events, line.terms));
}

/// A trace without the variable that says what happened: the same states are explained, if not by the same events.
#[test]
fn states_explain_themselves() {
    let groups: Vec<NodeSet> =
        [[0, 2].as_slice(), &[1, 3, 4, 5]].map(|group| group.iter().map(|&id| NodeId(id)).collect()).to_vec();
    for seed in 0..20 {
        let mut run = storm(seed, 40);
        if seed % 2 == 0 {
            let mut events: Vec<Event> = run.events.into_iter().map(|(_, event)| event).collect();
            events.extend([
                Event::Partition(groups.clone()),
                Event::Heal,
                Event::Request(NodeId(1), Value::new("new")),
                Event::Act(NodeId(1), paxoscope::protocol::Act::Prepare { round: 1234 }),
            ]);
            let mut world = World::new(Rc::new(default_cluster()));
            events.retain(|event| world.apply(event).is_ok());
            run = line_of(usual(), Terms::Standard, &events);
        }
        let text = write_itf(&run).replace("\"action\":", "\"other\":");
        let back = parse_itf(&text).expect("every state follows from the one before");
        assert_eq!(end(&back), end(&run), "seed {seed}");
    }
}

/// A trace as Apalache writes one: big integers, sets in another order, a cluster in a variable, and states that stand
/// there again.
#[test]
fn a_trace_of_another_tool_is_read() {
    let cluster = r##""cluster": {"protocol": "synod", "eager": false, "learners": [], "acceptors": ["x"],
        "proposers": [{"name": "A", "wants": "v", "first": {"#bigint": "7"}}]}"##;
    let state = |index: u32, promised: &str, down: &str| {
        format!("{{\"#meta\": {{\"index\": {index}}}, {cluster}, \"down\": {{\"#set\": [{down}]}},
            \"acceptors\": {{\"#map\": [[\"x\", {{\"accepted\": {{\"tag\": \"None\", \"value\": {{\"#tup\": []}}}},
            \"promised\": {promised}}}]]}}, \"in_flight\": {{\"#set\": []}} }}")
    };
    let none = "{\"value\": {\"#tup\": []}, \"tag\": \"None\"}";
    let trace = |states: &[String]| format!("{{\"vars\": [], \"states\": [{}]}}", states.join(","));
    let states = [
        state(0, none, ""),
        state(1, none, ""),
        state(2, none, "\"x\", \"x\""),
        state(3, none, "\"A\", \"x\""),
        state(4, none, "\"x\""),
    ];
    let run = parse_itf(&trace(&states)).expect("it can have happened");
    let events: Vec<Event> = run.events.into_iter().map(|(_, event)| event).collect();
    assert_eq!(events, [Event::Crash(NodeId(1)), Event::Crash(NodeId(0)), Event::Restart(NodeId(0))]);
    // From nobody down to both in one step: nothing does that.
    assert_eq!(parse_itf(&trace(&[states[0].clone(), states[3].clone()])), Err(TraceError::Unexplained(1)));
    assert_eq!(parse_itf(&trace(&states[2..])), Err(TraceError::Unexplained(0)));
}

#[test]
fn a_state_that_does_not_follow_is_named() {
    let text = write_itf(&storm(1, 30));
    let lines: Vec<&str> = text.lines().collect();
    let state = |index: usize| lines.iter().position(|line| line.contains(&format!("{{\"index\":{index}}}")));
    let gone = state(12).expect("it is there");
    let without: Vec<&str> =
        lines.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, line)| *line).collect();
    assert_eq!(parse_itf(&without.join("\n")), Err(TraceError::Unexplained(12)));
    let bad = text.replacen("\"kind\":\"prepare\"", "\"kind\":\"prepared\"", 1);
    assert_eq!(parse_itf(&bad), Err(TraceError::Unexplained(1)));
}

#[test]
fn mistakes_are_named() {
    let text = write_itf(&storm(1, 5));
    let long = format!("{{\"states\": [{}0]}}", "0,".repeat(STATES_MAX));
    for (broken, is_it) in [
        ("[".to_owned(), (|error| matches!(error, TraceError::NotJson(_))) as fn(&TraceError) -> bool),
        ("{}".to_owned(), |error| *error == TraceError::NotItf),
        (r#"{"states": []}"#.to_owned(), |error| *error == TraceError::NotItf),
        (long, |error| *error == TraceError::TooManyStates(STATES_MAX + 1)),
        (
            text.replace("\"cluster\"", "\"clutter\""),
            |error| matches!(error, TraceError::Cluster(FileError::Member { event: None, bad }) if bad.key == "cluster"),
        ),
        (text.replace("\"down\":", "\"d\":").replace("\"cut\":", "\"c\":"), |_| false),
    ] {
        match parse_itf(&broken) {
            // Without some of the variables the others still explain what happened.
            Ok(run) => assert_eq!(run.events.len(), 5),
            Err(error) => {
                assert!(is_it(&error), "{error:?}");
                let words = error.words();
                assert!(words.ends_with('.') && !words.contains("[problem"), "{words}");
            }
        }
    }
    for index in [0, 7] {
        for error in [TraceError::Unknown(index), TraceError::Unexplained(index), TraceError::TooHard(index)]
        {
            let words = error.words();
            assert!(words.ends_with('.') && !words.contains("[problem"), "{words}");
        }
    }
}

/// The log is what `ShiViz` asks for: pairs of lines; each node's own entry counts its events; and what an entry names
/// has happened before.
#[test]
fn the_log_has_clocks_that_shiviz_accepts() {
    let config = default_cluster().apart().expect("roles are apart").clone();
    let odd = Config { acceptors: ["a b", "a\nb", "{c}"].map(str::to_owned).to_vec(), ..config };
    for config in [usual(), odd] {
        let setup = Rc::new(Setup::Synod(config.clone()));
        let events = line_in(&setup, &Schedule::Random(RandomSchedule::stormy(9)), 80);
        let log = write_shiviz(&line_of(config, Terms::Standard, &events));
        let lines: Vec<&str> = log.lines().collect();
        assert!(lines.len() > 60 && lines.len().is_multiple_of(2));
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for pair in lines.chunks(2) {
            let (host, clock) = pair[0].split_once(' ').expect("a host, a space, a clock");
            assert!(!host.is_empty() && !pair[1].is_empty() && !host.contains('{'));
            let clock: BTreeMap<String, u64> = serde_json::from_str(clock).expect("a clock is JSON");
            let own = counts.entry(host.to_owned()).or_default();
            *own += 1;
            assert_eq!(clock[host], *own);
            let has_happened =
                |(node, count): (&String, &u64)| counts.get(node).is_some_and(|known| known >= count);
            assert!(clock.iter().all(has_happened), "{}", pair[0]);
        }
    }
}

#[test]
fn a_log_reads_well() {
    let log = write_shiviz(&line_of(usual(), Terms::Standard, &line(&Schedule::InOrder, 3)));
    assert!(log.starts_with("A {\"A\":1}\n"), "{log}");
    let lines: Vec<&str> = log.lines().collect();
    assert_eq!(lines[2], "A1 {\"A\":1,\"A1\":1}");
    assert!(lines[3].starts_with("prepare (1,A) ← A: "), "{}", lines[3]);
}

#[test]
fn events_say_where_why_and_what_was_sent() {
    let run = storm(4, 50);
    let json: serde_json::Value = serde_json::from_str(&write_events(&run)).expect("JSON");
    let events = json["events"].as_array().expect("a list");
    assert_eq!(events.len(), run.events.len());
    let history = run.history().expect("it has happened");
    for (event, &id) in events.iter().zip(&history.line()[1..]) {
        let step = history.moment(id).step.as_ref().expect("a step led here");
        let rules: Vec<&str> = step.rules.iter().map(|(_, rule)| rule.key()).collect();
        let written: Vec<&str> = event["rules"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|rule| rule["rule"].as_str())
            .collect();
        assert_eq!(written, rules);
        assert_eq!(event["sent"].as_array().map(Vec::len), Some(step.sent.len()));
        assert_eq!(event["received"].is_null(), step.consumed.is_none());
    }
    assert_eq!(events[0]["step"], 1);
}

/// What is imported is a run like any other.
#[test]
fn a_trace_can_be_saved() {
    let run = parse_itf(&write_itf(&storm(2, 40))).expect("it can have happened");
    assert_eq!(parse_file(&write_file(&run)), Ok(run));
    let other = Config { learning: Learning::ViaProposer, learners: Vec::new(), ..usual() };
    let events = line_in(&Rc::new(Setup::Synod(other.clone())), &Schedule::Duel, 30);
    let run = line_of(other, Terms::Standard, &events);
    assert_eq!(parse_itf(&write_itf(&run)), Ok(run));
}
