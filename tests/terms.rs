//! A lesson speaks its deck's notation: names of messages and fields, numbers, and what stands for nothing.

use paxoscope::lesson::{Predicate, parse, run};
use paxoscope::protocol::{FieldKey, MessageKind, Setup};
use paxoscope::share::{Run, default_cluster, parse_link, write_link};
use paxoscope::sim::{History, World};
use paxoscope::text::{Notation, Terms};
use std::rc::Rc;

const JAVED: &str = "---
title: T
summary: S
terms: javed
proposers: A wants 8 from 2; B wants 5 from 4
acceptors: X Y Z
numbers: plain
---

## P

```run
expect X: max n = 0, accepted = null
A prepares 2
B prepares 4
expect in flight: PREPARE 2 A -> X
deliver PREPARE A -> X, Y
expect X: max n = 2, accepted = null
deliver prepare B -> X, Y
deliver PROMISE (4,B) X, Y -> B
B sends ACCEPT
deliver ACCEPT B -> X
expect X: promised = 4, accepted = (4,5)
A prepares 6
deliver PREPARE 6 A -> X
```
";

const HELWER: &str = "---
title: T
summary: S
terms: helwer
proposers: P1 wants foo; P5 wants bar; Q wants baz
acceptors: S1 S2 S3
rejections: answered
---

## P

```run
P5 prepares 4
expect P5: n = 5.4
deliver Prepare 5.4 P5 -> S1, S2
expect S1: proposal ID seen = 5.4, accepted = none
P1 prepares 5
deliver Prepare 1.5 P1 -> S1
expect rule promise-fresh at S1
expect S1: promised = 1.5
P5 prepares 5
deliver Prepare 5.5 P5 -> S1
expect rule promise-fresh at S1
P1 prepares 6
Q prepares 6
expect Q: n = Q.6
deliver Prepare 5.5 P5 -> S2
deliver Promise 5.5 S1, S2 -> P5
P5 sends Accept
deliver Accept 5.5 P5 -> S2
expect S2: accepted = (5.5, bar)
deliver Prepare 1.5 P1 -> S2
expect in flight: Rejected (5,P1) S2 -> P1
```
";

/// The world at the end of a lesson.
fn last_world(source: &str) -> (World, Terms) {
    let lesson = parse("t", source).expect("a sound lesson");
    let run = run(&lesson).unwrap_or_else(|error| panic!("{error}"));
    let mut world = World::new(Rc::clone(&lesson.setup));
    for event in &run.events {
        world.apply(event).expect("the lesson has just been run with it");
    }
    (world, lesson.terms)
}

fn labels(world: &World, terms: Terms) -> Vec<String> {
    let notation = Notation { setup: world.setup(), terms };
    world.in_flight().iter().map(|packet| notation.message(&packet.message)).collect()
}

fn check(found: &[String], expected: &[&str]) {
    for label in expected {
        assert!(found.iter().any(|other| other == label), "{label} is not among {found:?}");
    }
}

#[test]
fn javeds_messages_read_like_calls() {
    let (world, terms) = last_world(JAVED);
    let found = labels(&world, terms);
    check(
        &found,
        &["PREPARE(2)", "PROMISE(2, null)", "ACCEPT(4, 5)", "ACCEPTED(4, 5)", "PROMISE(6, (4, 5))"],
    );
}

#[test]
fn helwers_numbers_name_the_server_first_and_are_ordered_by_round() {
    let (world, terms) = last_world(HELWER);
    let found = labels(&world, terms);
    check(
        &found,
        &["Prepare 1.6", "Prepare Q.6", "Accept 5.5 bar", "Accepted 5.5 bar", "Rejected 1.5 ≤ 5.5"],
    );
}

#[test]
fn numbers_with_a_dot_are_only_read_where_they_are_written() {
    let source = HELWER.replace("Prepare 5.4 P5", "Prepare 7.4 P5");
    let error = parse("t", &source).expect_err("there is no server 7");
    assert_eq!((error.line, error.column), (15, 17), "{error}");
    let error = parse("t", &JAVED.replace("PREPARE 2 A", "PREPARE 1.2 A")).expect_err("numbers are plain");
    assert_eq!(error.line, 16, "{error}");
}

/// The names of fields need only be different at one node.
fn fields_of_every_node() -> Vec<Vec<FieldKey>> {
    let of = |setup: Setup| {
        let nodes: Vec<_> = setup.nodes().zip(setup.start()).collect();
        nodes
            .into_iter()
            .map(move |(id, node)| node.fields(&setup, id).iter().map(|field| field.key).collect())
            .collect::<Vec<_>>()
    };
    Setup::KEYS.iter().flat_map(|key| of(Setup::usual(key).unwrap_or_else(default_cluster))).collect()
}

#[test]
fn a_missing_word_falls_back_to_the_standard_one() {
    for (key, terms) in Terms::ALL {
        assert_eq!((Terms::named(key), terms.key()), (Some(terms), key));
        for kind in MessageKind::ALL {
            assert_eq!(terms.kind_named(&terms.kind(kind)), Some(kind));
            assert_eq!(terms.kind_named(kind.key()), Some(kind));
        }
        for fields in fields_of_every_node() {
            for &field in &fields {
                assert_eq!(terms.field_named(&terms.field(field), &fields), Some(field));
                assert_eq!(terms.field_named(field.key(), &fields), Some(field));
            }
        }
    }
    assert_eq!(Terms::Javed.kind(MessageKind::Reject), "reject");
    assert_eq!(Terms::Helwer.field(FieldKey::Promised), "proposal ID seen");
    assert_eq!(Terms::named("lamport"), None);
}

#[test]
fn what_is_typed_may_say_nothing_in_the_decks_words_or_in_the_common_ones() {
    let lesson = parse("t", JAVED).expect("a sound lesson");
    let world = World::new(Rc::clone(&lesson.setup));
    let notation = Notation { setup: &lesson.setup, terms: lesson.terms };
    for (text, holds) in [
        ("X.max n = 0", true),
        ("X.max n = none", true),
        ("X.accepted = null", true),
        ("X.accepted = none", true),
        ("X.accepted != null", false),
        ("X.max n >= 4", false),
        ("X.promised > 0", false),
        ("A.highest reported = null", true),
        ("A.wants = 8", true),
    ] {
        let predicate = Predicate::parse(&notation, text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(predicate.holds(&world), holds, "{text}");
    }
}

#[test]
fn links_carry_the_terms() {
    for (_, terms) in Terms::ALL {
        let lesson = parse("t", JAVED).expect("a sound lesson");
        let history = History::new(Rc::clone(&lesson.setup));
        let link = write_link(&Run::of_line(&history, terms, None)).expect("a short run");
        assert_eq!(parse_link(&link).expect("it was just written").terms, terms);
    }
}
