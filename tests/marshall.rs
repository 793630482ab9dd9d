//! Marshall's two worked examples, event by event, with the state that his slides show after each.

mod common;

use common::{Run, cluster, two};
use paxoscope::protocol::Numbering;
use paxoscope::protocol::synod::{Config, ProposerConfig};

/// Events with what they leave: `(event, node, fields)`.
type Script<'a> = &'a [(&'a str, &'a str, &'a str)];

fn follow(run: &mut Run, script: Script<'_>) {
    for (word, node, fields) in script {
        run.play(&[word]).is(node, fields).assert_safe();
    }
}

fn first_at(config: Config, firsts: &[u32]) -> Config {
    let with = |(p, &first): (&ProposerConfig, &u32)| ProposerConfig { first, ..p.clone() };
    let proposers = config.proposers.iter().zip(firsts).map(with).collect();
    Config { proposers, ..config }
}

#[test]
fn example_one() {
    let one = cluster(&[("P", "foo")], &["top", "mid", "bot"], &["l1", "l2", "l3"]);
    let mut run = Run::new(Config { numbering: Numbering::Plain, ..first_at(one, &[8]) });
    follow(
        &mut run,
        &[
            ("P prepares 8", "P", "number=8; phase=preparing; promises=0/3"),
            ("P>top prepare", "top", "promised=8; accepted=none"),
            ("P>mid prepare", "mid", "promised=8; accepted=none"),
            ("P>bot prepare", "bot", "promised=8; accepted=none"),
            ("top>P promise", "P", "phase=preparing; promises=1/3"),
            ("mid>P promise", "P", "phase=preparing; promises=2/3"),
            ("bot>P promise", "P", "phase=preparing; promises=3/3; reported=none"),
            ("P accepts?", "P", "phase=accepting; promises=3/3; proposing=foo; acceptances=0/3"),
            ("P>top accept", "top", "promised=8; accepted=(8, foo)"),
            ("P>mid accept", "mid", "promised=8; accepted=(8, foo)"),
            ("P>bot accept", "bot", "promised=8; accepted=(8, foo)"),
            ("top>P accepted", "P", "phase=accepting; acceptances=1/3"),
            ("mid>P accepted", "P", "phase=chosen; acceptances=2/3"),
            ("bot>P accepted", "P", "phase=chosen; acceptances=3/3"),
            ("P tells", "P", "phase=chosen"),
            ("P>l1 success", "l1", "learned=foo"),
            ("P>l2 success", "l2", "learned=foo"),
            ("P>l3 success", "l3", "learned=foo"),
        ],
    );
    assert_eq!(run.events.len(), 18);
    assert_eq!(run.count("*>*"), 0);
    assert_eq!(run.chosen(), "foo");
    assert_eq!(run.world.ledger().chosen.get(0).expect("chosen").step, 10, "the second acceptance chooses");
}

#[test]
fn example_one_plays_itself_in_order() {
    let one = cluster(&[("P", "foo")], &["top", "mid", "bot"], &["l1", "l2", "l3"]);
    let mut run = Run::new(Config { numbering: Numbering::Plain, ..first_at(one, &[8]) });
    while let Some(event) = paxoscope::sim::Schedule::InOrder.next(&run.world) {
        run.apply(&event).expect("enabled");
    }
    run.is("l1", "learned=foo").is("l2", "learned=foo").is("l3", "learned=foo");
    assert_eq!(run.events.len(), 18, "the same steps, in the same order as the slides");
}

/// Slides 1 to 7: A's phase 1 reaches everybody; 8 to 13: B's reaches mid and bot.
const BOTH_PREPARE: Script<'_> = &[
    ("A prepares 8", "A", "number=(8,A); phase=preparing; promises=0/3"),
    ("A>top prepare", "top", "promised=(8,A)"),
    ("A>mid prepare", "mid", "promised=(8,A)"),
    ("A>bot prepare", "bot", "promised=(8,A)"),
    ("top>A promise", "A", "promises=1/3"),
    ("mid>A promise", "A", "promises=2/3"),
    ("bot>A promise", "A", "promises=3/3; reported=none"),
    ("B prepares 9", "B", "number=(9,B); phase=preparing; promises=0/3"),
    ("drop B>top prepare", "top", "promised=(8,A)"),
    ("B>mid prepare", "mid", "promised=(9,B); accepted=none"),
    ("B>bot prepare", "bot", "promised=(9,B); accepted=none"),
    ("mid>B promise", "B", "promises=1/3"),
    ("bot>B promise", "B", "promises=2/3; reported=none"),
];

/// Slides 14 to 24: A's accept comes too late but at top; B's proposal is chosen.
const BOTH_ACCEPT: Script<'_> = &[
    ("A accepts?", "A", "phase=accepting; proposing=foo; acceptances=0/3"),
    ("A>top accept", "top", "promised=(8,A); accepted=((8,A), foo)"),
    ("A>mid accept", "mid", "promised=(9,B); accepted=none"),
    ("A>bot accept", "bot", "promised=(9,B); accepted=none"),
    ("top>A accepted", "A", "phase=accepting; acceptances=1/3"),
    ("B accepts?", "B", "phase=accepting; proposing=bar; acceptances=0/3"),
    ("drop B>top accept", "top", "accepted=((8,A), foo)"),
    ("B>mid accept", "mid", "promised=(9,B); accepted=((9,B), bar)"),
    ("B>bot accept", "bot", "promised=(9,B); accepted=((9,B), bar)"),
    ("mid>B accepted", "B", "phase=accepting; acceptances=1/3"),
    ("bot>B accepted", "B", "phase=chosen; acceptances=2/3"),
];

/// Slides 25 to 38: A prepares again, adopts bar, and confirms it.
const A_ADOPTS: Script<'_> = &[
    ("A prepares 10", "A", "number=(10,A); phase=preparing; promises=0/3"),
    ("A>top prepare", "top", "promised=(10,A); accepted=((8,A), foo)"),
    ("A>mid prepare", "mid", "promised=(10,A); accepted=((9,B), bar)"),
    ("A>bot prepare", "bot", "promised=(10,A); accepted=((9,B), bar)"),
    ("top>A promise", "A", "promises=1/3; reported=((8,A), foo)"),
    ("mid>A promise", "A", "promises=2/3; reported=((9,B), bar)"),
    ("bot>A promise", "A", "promises=3/3; reported=((9,B), bar)"),
    ("A accepts?", "A", "phase=accepting; proposing=bar; acceptances=0/3; wants=foo"),
    ("A>top accept", "top", "promised=(10,A); accepted=((10,A), bar)"),
    ("A>mid accept", "mid", "promised=(10,A); accepted=((10,A), bar)"),
    ("A>bot accept", "bot", "promised=(10,A); accepted=((10,A), bar)"),
    ("top>A accepted", "A", "phase=accepting; acceptances=1/3"),
    ("mid>A accepted", "A", "phase=chosen; acceptances=2/3"),
    ("bot>A accepted", "A", "phase=chosen; acceptances=3/3"),
];

#[test]
fn example_two() {
    let mut run = Run::new(first_at(two(), &[8, 9]));
    follow(&mut run, BOTH_PREPARE);
    follow(&mut run, BOTH_ACCEPT);
    assert_eq!(run.chosen(), "bar");
    let choice = run.world.ledger().chosen.get(0).expect("chosen");
    let quorum: Vec<&str> = choice.quorum.iter().map(|n| run.world.setup().name(n)).collect();
    assert_eq!((quorum.join(" "), choice.step), ("mid bot".to_owned(), 22));
    follow(&mut run, A_ADOPTS);
    assert_eq!(run.events.len(), 38);
    assert_eq!(run.count("*>*"), 0);
    assert_eq!(run.chosen(), "bar");
    assert_eq!(run.world.ledger().chosen.len(), 2, "at (9,B) and again at (10,A)");
}

#[test]
fn example_two_messages_say_what_the_slides_say() {
    let mut run = Run::new(first_at(two(), &[8, 9]));
    follow(&mut run, BOTH_PREPARE);
    follow(&mut run, BOTH_ACCEPT);
    run.play(&["A prepares 10"]).every("A>* prepare");
    assert_eq!(run.says("top>A"), "promise (10,A), ((8,A), foo)");
    assert_eq!(run.says("mid>A"), "promise (10,A), ((9,B), bar)");
    assert_eq!(run.says("bot>A"), "promise (10,A), ((9,B), bar)");
    run.every("*>A").play(&["A accepts?"]);
    assert_eq!(run.says("A>top"), "accept (10,A) bar");
}

#[test]
fn if_b_had_reached_top_foo_would_never_have_been_accepted() {
    let mut run = Run::new(first_at(two(), &[8, 9]));
    run.phase1("A", 8, common::ALL).phase1("B", 9, common::ALL);
    run.play(&["A accepts?"]).every("A>* accept");
    assert!(run.world.ledger().acceptances.is_empty());
}
