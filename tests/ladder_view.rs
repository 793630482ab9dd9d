//! The ladder as it is shown: its texts are there, and what is new on each rung is what the constructions say.

use paxoscope::protocol::ladder::Rung;
use paxoscope::scene::{RungRow, rungs};

fn row(rows: &[RungRow], key: &str) -> RungRow {
    rows.iter().find(|row| row.key == key).unwrap_or_else(|| panic!("{key} is no rung")).clone()
}

#[test]
fn nineteen_rungs_say_everything_about_themselves() {
    let rows = rungs();
    assert_eq!(rows.len(), 19);
    for (row, (place, (key, rung))) in rows.iter().zip(Rung::ALL.into_iter().enumerate()) {
        assert_eq!((row.rung, row.key, row.number), (rung, key, place + 1));
        for text in [&row.title, &row.adds, &row.fixes, &row.breaks] {
            assert!(!text.is_empty() && !text.starts_with('['), "{key}: {text}");
            assert!(text.chars().count() <= 115, "{key}: too long: {text}");
        }
    }
}

/// Each rung against the one whose rules it changes.
#[test]
fn every_rung_brings_the_messages_and_fields_that_are_new() {
    let new: [(&str, &[&str], &[&str]); 8] = [
        ("single-server", &["request", "reply"], &["σ", "pending"]),
        ("send-accept", &["Acc"], &["state", "queue"]),
        ("discard", &[], &["acc"]),
        ("retransmit", &["Lrn"], &["lrn"]),
        ("leader-names", &["Prep", "Prom"], &["rnd", "promises"]),
        ("leader-change", &[], &["must resend"]),
        ("await-commit", &["Cmt"], &["cmt"]),
        ("paxos", &[], &[]),
    ];
    for row in rungs() {
        let expected = new.iter().find(|(key, ..)| *key == row.key);
        let (messages, fields) = expected.map_or((&[][..], &[][..]), |new| (new.1, new.2));
        assert_eq!(row.messages, messages, "{}", row.key);
        assert_eq!(row.fields, fields, "{}", row.key);
    }
}

/// A rung is one change: no more lines than a reader takes in at a glance, and none that stays as it was.
#[test]
fn every_rung_changes_few_lines() {
    let rows = rungs();
    for row in &rows[1..] {
        let count = |is_new| row.code.iter().filter(|change| change.is_new == is_new).count();
        let most = if row.key == "leader-names" { (11, 6) } else { (6, 6) };
        assert!(count(true) >= 1, "{} changes nothing", row.key);
        assert!(count(true) <= most.0 && count(false) <= most.1, "{}: {:#?}", row.key, row.code);
        for change in &row.code {
            let is_twin = |other: &&_| !std::ptr::eq(*other, change) && other.text == change.text;
            assert!(!row.code.iter().any(|other| is_twin(&other)), "{}: {}", row.key, change.text);
        }
    }
    let texts =
        |key: &str| row(&rows, key).code.iter().map(|c| (c.is_new, c.text.trim())).collect::<Vec<_>>();
    assert_eq!(texts("two-servers"), [(false, "server S1:"), (true, "servers S1 and S2:")]);
    assert_eq!(texts("retrans-accept"), [(true, "wait until the last m has a Lrn")]);
    assert_eq!(texts("five-servers"), [(false, "servers S1, S2 and S3:"), (true, "servers S1 to S5:")]);
}

/// The construction's own words on its slides are the ones that are shown.
#[test]
fn slides_are_those_of_the_rungs() {
    let source = include_str!("../src/protocol/ladder/rungs.rs");
    let comments = source.lines().filter_map(|line| line.trim().strip_prefix("/// ")?.split_once("(slide"));
    let slides: Vec<&str> =
        comments.map(|(_, rest)| rest.trim_start_matches('s').trim_end_matches([')', '.']).trim()).collect();
    let shown: Vec<&str> = rungs().iter().map(|row| row.slides).collect();
    assert_eq!(shown, slides);
}

#[test]
fn clients_are_contradicted_on_eight_rungs() {
    let unsafe_rungs = rungs().into_iter().filter(|row| !row.is_safe).map(|row| row.key);
    let expected = [
        "two-servers",
        "send-accept",
        "sequence-numbers",
        "single-server-rule",
        "wait-for-learn",
        "leader-names",
        "round-numbers",
        "five-servers",
    ];
    assert_eq!(unsafe_rungs.collect::<Vec<_>>(), expected);
}

/// What the page says about messages, held against runs in which servers lose their patience, so that whatever can be
/// sent is sent.
#[test]
fn new_messages_are_those_that_runs_send() {
    use paxoscope::protocol::{MessageKind, Setup, ladder::Rung};
    use paxoscope::sim::{RandomSchedule, Schedule, World};
    use paxoscope::text::Terms;
    use std::collections::BTreeSet;
    use std::rc::Rc;
    let sent = |key: &str| {
        let mut kinds: BTreeSet<MessageKind> = BTreeSet::new();
        for seed in 0..20 {
            let schedule = Schedule::Random(RandomSchedule { patience: 5, ..RandomSchedule::stormy(seed) });
            let mut world = World::new(Rc::new(Setup::usual(key).expect("a rung")));
            for _ in 0..200 {
                let Some(event) = schedule.next(&world) else { break };
                let step = world.apply(&event).expect("a schedule chooses what is enabled");
                kinds.extend(step.sent.iter().map(|packet| packet.message.kind()));
            }
        }
        kinds
    };
    let mut told: BTreeSet<String> = BTreeSet::new();
    for ((key, _), row) in Rung::ALL.into_iter().zip(rungs()) {
        told.extend(row.messages.clone());
        let sent: BTreeSet<String> = sent(key).into_iter().map(|kind| Terms::Meling.kind(kind)).collect();
        // A commit is of its own rung only.
        let expected: BTreeSet<String> =
            told.iter().filter(|kind| *kind != "Cmt" || key == "await-commit").cloned().collect();
        assert_eq!(sent, expected, "{key}");
    }
}
