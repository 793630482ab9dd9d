//! What a start tells its reader to try, tried: each comes out as the start says.

use paxoscope::lesson::{BUILT_IN_STARTS, examine, parse};

/// A start, what its reader does then, and what must be seen.
const TRIES: &[(&str, &str)] = &[
    ("minority-crash", "deliver accept A -> V, W, X\nexpect chosen = foo"),
    ("minority-crash", "crash V\nrestart V\nexpect V: promised = (1,A), accepted = none"),
    ("majority-crash", "deliver accept A -> V\nexpect V: accepted = none\nexpect chosen = none"),
    ("majority-crash", "restart V\ndeliver accept A -> V\nexpect chosen = foo"),
    ("leader-dies-before", "deliver accept A -> top, bot\nexpect chosen = foo"),
    (
        "leader-dies-before",
        "B prepares\ndeliver prepare B -> top, mid\ndeliver accept A -> top, mid\nexpect chosen = none",
    ),
    (
        "leader-dies-one",
        "deliver prepare B -> mid, bot\ndeliver promise mid, bot -> B\nB sends accept\nexpect B: proposing = bar",
    ),
    (
        "leader-dies-one",
        "deliver prepare B -> top, bot\ndeliver promise 2 top -> B\ndeliver promise 2 bot -> B\nB sends accept\nexpect B: proposing = foo",
    ),
    (
        "leader-dies-quorum",
        "B prepares\ndeliver prepare B -> mid, bot\ndeliver promise mid, bot -> B\nB sends accept\nexpect B: proposing = foo",
    ),
    (
        "leader-restarts",
        "A prepares\ndeliver prepare 3 A -> top, mid\ndeliver promise 3 top, mid -> A\nA sends accept\ndeliver accept A -> top, mid\nexpect chosen = foo",
    ),
    (
        "acceptor-restarts",
        "deliver accept A -> top\nexpect rule ignore-accept at top\ndeliver accept A -> mid\nexpect mid: accepted = ((1,A), foo)\nexpect chosen = none",
    ),
    (
        "nine-four-down",
        "deliver accept A -> N5, N6, N7, N8\ndrop accept A -> N9\nexpect chosen = none\nA prepares\nexpect in flight: prepare 3 A -> N9",
    ),
    (
        "single-acceptor",
        "restart only\nB prepares\ndeliver prepare B -> only\ndeliver promise 2 only -> B\nB sends accept\nexpect B: proposing = foo",
    ),
    (
        "late-duplicate-prepare",
        "deliver copy prepare A -> top\nexpect rule ignore-prepare at top\nexpect top: promised = (2,B)",
    ),
    (
        "late-duplicate-accept",
        "deliver copy accept A -> top\nexpect rule ignore-accept at top\nB sends accept\nexpect B: proposing = foo",
    ),
    (
        "late-duplicate-promise",
        "deliver copy promise top -> A\nexpect rule repeated-promise at A\nexpect A: promises = 1/3",
    ),
    ("promises-lost", "fire retry A\ndeliver prepare 3 A -> V, W\nexpect V: promised = (3,A)"),
    (
        "accept-overtakes",
        "deliver accept A -> bot\nexpect bot: promised = (1,A), accepted = ((1,A), foo)\ndeliver prepare A -> bot\nexpect bot: promised = (1,A), accepted = ((1,A), foo)",
    ),
    (
        "lost-success",
        "B prepares\ndeliver prepare B -> top, mid\ndeliver promise 2 top, mid -> B\nB sends accept\nexpect B: proposing = foo\n\
         deliver accept B -> top, mid\ndeliver accepted 2 top, mid -> B\nB sends success\ndeliver success B -> L\nexpect L: learned = foo",
    ),
    ("learner-lag", "deliver accepted mid -> L2\nexpect L2: learned = foo"),
    (
        "two-routes",
        "B prepares\ndeliver prepare B -> top, mid\ndeliver promise 2 top, mid -> B\nB sends accept\nexpect B: proposing = foo\n\
         deliver accept B -> top, mid\ndeliver accepted 2 top, mid -> L2\nexpect L2: learned = foo\nexpect agreement holds",
    ),
    (
        "held-for-ages",
        "release accept A -> mid\ndeliver accept A -> mid\nexpect rule ignore-accept at mid\nexpect chosen = bar",
    ),
    (
        "partition-3-3-3",
        "heal\nA prepares\ndeliver prepare 4 A -> N4, N7\nexpect N4: promised = (4,A)\nexpect N7: promised = (4,A)",
    ),
    (
        "minority-island",
        "heal\nA prepares\ndeliver prepare 3 A -> V, W, X\ndeliver promise 3 V, W, X -> A\nA sends accept\nexpect A: proposing = bar",
    ),
    (
        "stale-leader-returns",
        "deliver accept 1 A -> V, W\nexpect W: accepted = ((1,A), foo)\ndeliver accept 1 A -> X, Y, Z\n\
         expect Y: accepted = ((2,B), bar)\nexpect chosen = bar\nexpect agreement holds",
    ),
    ("duel-begins", "A sends accept\ndeliver accept A -> top, mid\nexpect chosen = foo"),
    (
        "duel-begins",
        "deliver prepare B -> top, mid\nA sends accept\ndeliver accept A -> top, mid, bot\nexpect chosen = none",
    ),
    (
        "duel-round-five",
        "deliver promise 5 top, mid -> A\nA sends accept\ndeliver accept 5 A -> top, mid\nexpect chosen = foo",
    ),
    (
        "three-at-once",
        "deliver prepare C -> top, mid\nexpect mid: promised = (3,C)\ndeliver prepare A -> bot\nexpect rule ignore-prepare at bot\n\
         deliver prepare B -> bot\nexpect rule ignore-prepare at bot",
    ),
    ("three-at-once", "deliver prepare B -> top\nexpect top: promised = (2,B)"),
    ("refused-in-silence", "A prepares\nexpect A: n = (3,A)"),
    (
        "refused-with-answer",
        "deliver reject top -> A\nexpect rule hear-rejection at A\nA prepares\nexpect A: n = (3,A)",
    ),
    (
        "same-number",
        "A sends accept\ndeliver accept A -> bot\nexpect bot: accepted = (5, foo)\ndeliver accept A -> top\nexpect chosen = foo\n\
         A prepares\nB prepares\nexpect A: n = 7\nexpect B: n = 7",
    ),
    ("even-cluster", "heal\nB prepares\ndeliver prepare 4 B -> N1, N2, N3\nexpect N1: promised = (4,B)"),
    ("small-accept-quorum", "crash top\nexpect cannot: B sends accept"),
    (
        "small-accept-quorum",
        "deliver prepare B -> top\ndeliver promise 2 top -> B\nB sends accept\nexpect B: proposing = foo",
    ),
    ("quorums-that-miss", "deliver accept B -> N3, N4\nexpect chosen = foo, bar\nexpect agreement broken"),
    ("adoption-refused", "deliver accept B -> mid, bot\nexpect agreement broken\nexpect promises-kept holds"),
    (
        "attempt-1-split",
        "deliver Accept S1 -> S2, S3\ndeliver Accept S2 -> S1, S3\ndeliver Accept S3 -> S1, S2\nexpect chosen = none",
    ),
    ("attempt-2-overwrite", "deliver Accept S3 -> S2\nexpect consistency broken\nexpect immutability broken"),
    (
        "attempt-3-two-no",
        "S1 sends accept\ndeliver Accept S1 -> S1, S2\nexpect chosen = Withdraw $20\nS3 sends accept\ndeliver Accept S3 -> S2, S3\n\
         expect consistency broken",
    ),
    ("attempt-4-overwrite", "deliver Accept S3 -> S2, S3\nexpect consistency broken"),
    ("attempt-4-adopts", "deliver Accept S3 -> S2, S3\nexpect consistency holds"),
    ("pmmc-no-promise", "deliver p2a L0 -> a2\nexpect slot-agreement broken\nexpect promises-kept broken"),
    ("pmmc-short-quorum", "deliver p2a L1 -> a3\ndeliver p2b a3 -> L1\nexpect slot-agreement broken"),
    (
        "pmmc-any-answer",
        "deliver p2b a3 -> L0\ndeliver decision A L0 -> R1\ndeliver p2a L1 -> a2, a3\ndeliver p2b 0.1 a2 -> L1\n\
         deliver p2b 0.1 a3 -> L1\ndeliver decision B L1 -> R2\nexpect logs-agree broken",
    ),
    (
        "pmmc-every-slot",
        "C1 asks\ndeliver every request\ndeliver every propose\nexpect in flight: p1a L0 -> a1\ndeliver every p1a\n\
         deliver every p1b\nexpect in flight: p2a L0 -> a1",
    ),
    (
        "pmmc-duel",
        "deliver p1b 0.1 a2 -> L1\ndeliver p1b 0.1 a3 -> L1\nexpect leaders = L1\ndeliver p1a 1.0 L0 -> a2, a3\n\
         deliver p1b 1.0 a2 -> L0\ndeliver p1b 1.0 a3 -> L0\nexpect leaders = L0, L1",
    ),
    (
        "pmmc-lost-response",
        "deliver response R1 -> C1\nexpect C1: results = {A: ok}\ndrop request C1 -> R2\nC2 asks\ndeliver every request\n\
         deliver every propose\ndeliver every p2a\ndeliver every p2b\ndeliver every decision\ndeliver response R1 -> C2\n\
         expect C2: results = {B: x}\nexpect linearizable holds",
    ),
    (
        "pmmc-bank",
        "crash L0\nfire detector L1\ndeliver every p1a\ndeliver every p1b\nexpect leaders = L1\nC2 asks\ndeliver every request\n\
         deliver propose slot 2 R1 -> L1\ndeliver p2a slot 2 L1 -> a1, a2, a3\ndeliver p2b slot 2 a1, a2 -> L1\n\
         deliver decision slot 2 L1 -> R2\nexpect R2: balance = $130",
    ),
    (
        "pmmc-large",
        "deliver every request\nexpect in flight: 15\ndeliver every propose\nexpect in flight: 5\ndeliver every p2a\n\
         deliver every p2b\nexpect in flight: 5\ndeliver every decision\nexpect in flight: 5",
    ),
];

#[test]
fn what_a_start_says_comes_true() {
    let mut complaints = Vec::new();
    for (slug, lines) in TRIES {
        let (_, source) = BUILT_IN_STARTS.iter().find(|(name, _)| name == slug).expect("a start");
        let source = format!("{source}\n```run\n{lines}\n```\n");
        match parse(slug, &source) {
            Ok(lesson) => {
                complaints.extend(examine(&lesson).1.iter().map(|error| format!("{slug}: {error}")));
            }
            Err(error) => complaints.push(format!("{slug}: {error}")),
        }
    }
    assert!(complaints.is_empty(), "{complaints:#?}");
}

#[test]
fn every_start_is_tried() {
    for (slug, _) in BUILT_IN_STARTS {
        assert!(TRIES.iter().any(|(name, _)| name == slug), "{slug}");
    }
}
