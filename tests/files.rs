//! Files: they keep a run whole, they stay readable, and broken ones say what is wrong.

mod runs;

use paxoscope::protocol::synod::Config;
use paxoscope::protocol::{Act, ConfigError, NodeId, Value};
use paxoscope::share::{
    BadMember, EVENTS_MAX, FILE_MAX, FileError, NotJson, Run, RunError, default_cluster, parse_file,
    write_file,
};
use paxoscope::sim::{Event, MomentId, NotEnabled, RandomSchedule, Schedule};
use paxoscope::text::Terms;
use runs::{line_of, tree};
use std::rc::Rc;

/// A file as version 1 wrote it, and must read it for ever.
const GOLDEN: &str = r#"{
  "paxoscope": 1,
  "cluster": {"protocol":"synod","proposers":[{"name":"A","wants":"foo","first":1},{"name":"B","wants":null,"first":2}],"acceptors":["left","mid","right"],"learners":["L"],"numbers":"pairs","rejections":"answered","learning":"direct","adoption":"highest","promise_quorum":2,"accept_quorum":null,"eager":false},
  "terms": "marshall",
  "schedule": {"play":"random","seed":18446744073709551615,"latency":"memoryless","latency_min":0,"latency_max":25,"reordering":1000,"loss":80,"duplication":60,"crash":15,"restart":60,"crashed_max":2,"cut":0,"mend":0,"patience":30},
  "events": [
    {"id":1,"parent":0,"event":"prepare","node":"A","number":1},
    {"id":2,"parent":1,"event":"deliver","message":0},
    {"id":3,"parent":2,"event":"hold","message":1},
    {"id":4,"parent":3,"event":"release","message":1},
    {"id":5,"parent":4,"event":"duplicate","message":1},
    {"id":6,"parent":5,"event":"drop","message":2},
    {"id":7,"parent":6,"event":"deliver","message":1},
    {"id":8,"parent":7,"event":"deliver","message":3},
    {"id":9,"parent":8,"event":"deliver","message":5},
    {"id":10,"parent":9,"event":"send-accept","node":"A"},
    {"id":11,"parent":2,"event":"request","node":"B","value":"\"b\" \\ é"},
    {"id":12,"parent":11,"event":"fire","node":"A","timer":"retry"},
    {"id":13,"parent":12,"event":"cut","link":["A","mid"]},
    {"id":14,"parent":13,"event":"mend","link":["A","mid"]},
    {"id":15,"parent":14,"event":"partition","groups":[["A","left"],["B","mid","right","L"]]},
    {"id":16,"parent":15,"event":"heal"},
    {"id":17,"parent":16,"event":"crash","node":"mid"},
    {"id":18,"parent":17,"event":"restart","node":"mid"}
  ],
  "names": [
    {"moment":11,"name":"B wants \u003cb> too"}
  ],
  "cursor": 12,
  "end": 18
}
"#;

#[test]
fn old_files_are_read_for_ever_and_written_the_same() {
    let run = parse_file(GOLDEN).expect("sound");
    assert_eq!(write_file(&run), GOLDEN);
    let config = run.setup.apart().expect("roles are apart");
    assert_eq!((config.promise_quorum, config.accept_quorum), (Some(2), None));
    assert_eq!(run.terms, Terms::Marshall);
    assert_eq!(run.schedule, Some(Schedule::Random(RandomSchedule::stormy(u64::MAX))));
    assert_eq!(run.names, [(MomentId(11), "B wants <b> too".to_owned())]);
    let history = run.history().expect("it was read");
    assert_eq!((history.cursor(), history.position(), history.len()), (MomentId(12), 4, 19));
    assert_eq!(history.line().last(), Some(&MomentId(18)));
}

#[test]
fn a_tree_comes_back_whole() {
    let golden = parse_file(GOLDEN).expect("sound").setup;
    for setup in [Rc::new(default_cluster()), golden] {
        for seed in 0..150 {
            let mut history = tree(&setup, seed, 150);
            history.set_name(history.cursor(), &format!("moment {seed}"));
            let schedule = Some(Schedule::Random(RandomSchedule::calm(seed)));
            let run = Run::of(&history, Terms::Standard, schedule);
            let back = parse_file(&write_file(&run)).expect("it was just written");
            assert_eq!(back, run);
            let again = back.history().expect("it has happened");
            assert_eq!(again.len(), history.len());
            assert!(again.names().eq(history.names()), "names come back");
            assert_eq!((again.cursor(), again.line()), (history.cursor(), history.line()));
            for index in 0..u32::try_from(history.len()).expect("few") {
                let (a, b) = (again.moment(MomentId(index)), history.moment(MomentId(index)));
                assert_eq!((&a.world, a.parent, &a.children), (&b.world, b.parent, &b.children));
            }
        }
    }
}

/// What a person would write by hand: all that can be left out is.
#[test]
fn little_is_needed() {
    let text = r#"{"paxoscope": 1, "unknown": [1.5, -2],
        "cluster": {"protocol": "synod", "proposers": [{"name": "A", "first": 1}], "acceptors": ["x"], "learners": []},
        "events": [{"event": "request", "node": "A", "value": "v"}, {"event": "prepare", "node": "A", "number": 5}]}"#;
    let run = parse_file(&format!("\u{feff}{text}")).expect("sound");
    assert_eq!((run.cursor, run.end, run.schedule.is_none()), (MomentId(2), MomentId(2), true));
    assert_eq!(run.events[1], (MomentId(1), Event::Act(NodeId(0), Act::Prepare { round: 5 })));
}

/// The golden file with one thing changed, and what is said of it.
#[track_caller]
fn assert_refused(from: &str, to: &str, error: &FileError) {
    assert!(GOLDEN.contains(from), "{from} is not in the file");
    let found = parse_file(&GOLDEN.replacen(from, to, 1)).expect_err("it is broken");
    assert_eq!(found, *error, "{from} changed to {to}");
    let words = found.words();
    assert!(words.ends_with('.') && !words.contains("[problem") && !words.contains("{$"), "{words}");
}

fn member(
    event: impl Into<Option<u32>>,
    key: &'static str,
    found: impl Into<Option<&'static str>>,
) -> FileError {
    let found: Option<&str> = found.into();
    FileError::Member { event: event.into(), bad: BadMember { key, found: found.map(str::to_owned) } }
}

#[test]
fn every_mistake_is_named() {
    assert_refused(
        "\"paxoscope\": 1,",
        "\"paxoscope\": 1",
        &FileError::NotJson(NotJson { line: 3, column: 3 }),
    );
    assert_refused("\"paxoscope\": 1", "\"other\": 1", &FileError::NotOurs);
    assert_refused("\"paxoscope\": 1", "\"paxoscope\": 0", &FileError::NotOurs);
    assert_refused("\"paxoscope\": 1", "\"paxoscope\": 2", &FileError::Newer(2));
    assert_refused("\"protocol\":\"synod\"", "\"protocol\":\"raft\"", &member(None, "protocol", "raft"));
    assert_refused("\"cluster\"", "\"clutter\"", &member(None, "cluster", None));
    assert_refused("\"name\":\"A\"", "\"name\":\"\"", &member(None, "name", ""));
    assert_refused("\"name\":\"B\"", "\"name\":\"A\"", &FileError::Cluster(ConfigError::Names));
    assert_refused(
        "\"promise_quorum\":2",
        "\"promise_quorum\":4",
        &FileError::Cluster(ConfigError::Quorum(4)),
    );
    assert_refused("\"promise_quorum\":2", "\"promise_quorum\":-2", &member(None, "promise_quorum", "−"));
    assert_refused(
        "\"rejections\":\"answered\"",
        "\"rejections\":\"loud\"",
        &member(None, "rejections", "loud"),
    );
    assert_refused("\"eager\":false", "\"eager\":0", &member(None, "eager", "0"));
    assert_refused("\"terms\": \"marshall\"", "\"terms\": \"latin\"", &member(None, "terms", "latin"));
    assert_refused("\"play\":\"random\"", "\"play\":[]", &member(None, "play", "[…]"));
    assert_refused("\"seed\":1", "\"seed\":9", &member(None, "seed", "−"));
    assert_refused("\"message\":0", "\"massage\":0", &member(2, "message", None));
    assert_refused("\"message\":0", "\"message\":4294967296", &member(2, "message", "4294967296"));
    assert_refused("\"event\":\"send-accept\"", "\"event\":\"send\"", &member(10, "event", "send"));
    assert_refused("\"node\":\"B\"", "\"node\":\"Z\"", &member(11, "node", "Z"));
    assert_refused("\"link\":[\"A\",\"mid\"]", "\"link\":[\"A\"]", &member(13, "link", "[…]"));
    assert_refused("\"timer\":\"retry\"", "\"timer\":\"egg\"", &member(12, "timer", "egg"));
    assert_refused("\"id\":9", "\"id\":8", &member(9, "id", "8"));
    assert_refused("\"name\":\"B wants", "\"name\":0,\"n\":\"", &member(None, "name", "0"));
    assert_refused("\"cursor\": 12", "\"cursor\": 10", &FileError::Run(RunError::Moment(10)));
    assert_refused("\"end\": 18", "\"end\": 19", &FileError::Run(RunError::Moment(19)));
    assert_refused("\"moment\":11", "\"moment\":99", &FileError::Run(RunError::Moment(99)));
    assert_refused("\"parent\":9", "\"parent\":10", &FileError::Run(RunError::Parent(10)));
    let why = NotEnabled::NoSuchMessage;
    assert_refused(
        "\"message\":3",
        "\"message\":7",
        &FileError::Run(RunError::NotEnabled { moment: 8, why }),
    );
    let why = NotEnabled::BadGroups;
    assert_refused("[\"A\",\"left\"]", "[\"A\"]", &FileError::Run(RunError::NotEnabled { moment: 15, why }));
}

#[test]
fn a_moment_has_one_child_by_an_event() {
    let twice = "{\"id\":11,\"parent\":2,\"event\":\"hold\",\"message\":1},";
    let from =
        "{\"id\":11,\"parent\":2,\"event\":\"request\",\"node\":\"B\",\"value\":\"\\\"b\\\" \\\\ é\"},";
    assert_refused(from, twice, &FileError::Run(RunError::Twice(11)));
}

#[test]
fn what_is_too_large_is_refused_before_it_is_read() {
    let long = " ".repeat(FILE_MAX + 1);
    assert_eq!(parse_file(&long), Err(FileError::TooLarge(FILE_MAX + 1)));
    let head = &GOLDEN[..GOLDEN.find("\"events\"").expect("it is there")];
    let many = format!("{head}\"events\": [{}0]}}", "0,".repeat(EVENTS_MAX));
    assert_eq!(parse_file(&many), Err(FileError::TooManyEvents(EVENTS_MAX + 1)));
    let deep = format!("{head}\"events\": {}", "[".repeat(10_000_000));
    assert!(matches!(parse_file(&deep), Err(FileError::NotJson(_))));
}

/// Names are text, whatever they hold.
#[test]
fn hostile_names_are_text() {
    let hostile = "</script><img src=x>\0\u{202e}";
    let usual = default_cluster().apart().expect("roles are apart").clone();
    let mut config =
        Config { acceptors: vec![hostile.to_owned(), "\"".to_owned(), "\n".to_owned()], ..usual };
    config.proposers[0].wants = Some(Value::new("\u{1d11e}\\u0000"));
    let mut run = line_of(config, Terms::Standard, &[]);
    run.names = vec![(MomentId(0), hostile.to_owned())];
    let text = write_file(&run);
    assert!(!text.contains("</script>") && !text.contains('\0'));
    assert_eq!(parse_file(&text), Ok(run));
}
