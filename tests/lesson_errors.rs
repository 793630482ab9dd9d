//! Bad lessons: each is told where it is wrong and why, and no input makes the parser or the player panic.

use paxoscope::lesson::{BUILT_IN, examine, parse, run};
use paxoscope::sim::NotEnabled;
use proptest::prelude::*;

/// A sound head of seven lines, then this.
fn with_head(body: &str) -> String {
    let head = "---\ntitle: T\nsummary: S\nproposers: A wants foo from 8; B from 9\nacceptors: top mid bot\nlearners: l1\n---\n";
    format!("{head}{body}")
}

/// Checks that a lesson fails at this place, `line:column`, with a message that contains these words.
fn check(source: &str, place: &str, words: &str) {
    let error = match parse("t", source) {
        Ok(lesson) => run(&lesson).expect_err(source),
        Err(error) => error,
    };
    assert_eq!(format!("{}:{}", error.line, error.column), place, "{source}\n{error}");
    assert!(error.message.contains(words), "{source}\n{error}");
    assert!(!error.message.contains("[lesson"), "no sentence: {error}");
    assert!(!error.message.contains("{$"), "an argument is missing: {error}");
}

/// Checks a single line of a script, which stands on line 10; what comes before it on lines of its own shifts it.
fn check_line(line: &str, column: usize, words: &str) {
    let place = format!("{}:{column}", 9 + line.lines().count());
    check(&with_head(&format!("## P\n```run\n{line}\n```\n")), &place, words);
}

#[test]
fn a_bad_head_is_told_where_and_why() {
    check("", "1:1", "begins with its head");
    check(&"x".repeat(100_001), "1:1", "longer than");
    check("title: T\n", "1:1", "begins with its head");
    check("---\ntitle: T\n", "1:1", "begins with its head");
    check("---\ntitle\n---\n", "2:1", "key: value");
    check("---\n  tite: T\n---\n", "2:3", "The keys are: title, deck");
    check("---\ntitle: # none\n---\n", "2:1", "Nothing stands after \"title:\"");
    check("---\ntitle: T\ntitle: U\n---\n", "3:1", "twice");
    check("---\ntitle: T\n---\n", "1:1", "nothing about \"summary\"");
    check("---\ntitle: T\nsummary: S\n---\n", "1:1", "nothing about \"proposers\"");
    let head = |lines: &str| format!("---\ntitle: T\nsummary: S\n{lines}\n---\n## P\n");
    let with = |line: &str| head(&format!("{line}\nproposers: A\nacceptors: a"));
    check(&with("protocol: raft"), "4:11", "none of: synod");
    check(&with("deck: lamport"), "4:7", "marshall, meling, helwer");
    check(&with("terms: klingon"), "4:8", "standard, marshall");
    check(&with("numbers: roman"), "4:10", "pairs, plain");
    check(&with("rejections: rude"), "4:13", "silent, answered");
    check(&with("learning: never"), "4:11", "proposer, direct");
    check(&with("adoption: lowest"), "4:11", "highest, own");
    check(&with("eager: maybe"), "4:8", "no, yes");
    check(&with("quorums: 1"), "4:11", "whole number");
    check(&with("quorums: 0 1"), "4:10", "whole number");
    check(&with("quorums: 2 1"), "4:10", "at most all of them");
    check(&with("learners: 1st"), "4:11", "can't be a node's name");
    check(&with("learners: a-b"), "4:11", "can't be a node's name");
    check(&with("learners: w x y z"), "4:11", "at most 3 learners");
    check(&with("learners: a"), "5:12", "the same name");
    let proposers = |list: &str| head(&format!("proposers: {list}\nacceptors: a"));
    check(&proposers("A wants"), "4:14", "NAME wants VALUE");
    check(&proposers("A likes foo"), "4:14", "NAME wants VALUE");
    check(&proposers("A; B wants foo from 0"), "4:32", "from 1 to 999999");
    check(&proposers("A from x"), "4:19", "whole number");
    check(&proposers("A;"), "4:14", "can't be a node's name");
    check(&proposers("A; B; C; D; E; F"), "4:12", "1 to 5 proposers");
    check(&proposers(&format!("A wants {}", "x".repeat(25))), "4:12", "24 characters");
    check(&head("proposers: A\nacceptors: a b c d e f g h i j"), "5:12", "1 to 9 acceptors");
}

#[test]
fn a_bad_body_is_told_where_and_why() {
    let body = |text: &str, place: &str, words: &str| check(&with_head(text), place, words);
    body("", "8:1", "no part");
    body("# Title\n", "8:1", "begins with \"##\"");
    body("## {R1}\n", "8:1", "no title");
    body("## P {R1}\n", "8:1", "\"R1\" is no scene");
    body("```run\nheal\n```\n", "9:1", "belongs into a part");
    body("## P\n```rum\nheal\n```\n", "10:1", "\"rum\" is no kind of block");
    body("## P\n```rum\n```\n", "9:1", "\"rum\" is no kind of block");
    body("## P\n- x\n\n  ```run\n  heal\n  ```\n", "11:3", "not in a list");
    body("## P\n\n<script>alert(1)</script>\n", "10:1", "HTML");
    body("## P\n\nHello <b>you</b>\n", "10:7", "HTML");
    body("## P\n\n[x](javascript:alert(1))\n", "10:1", "not to \"javascript:alert(1)\"");
    body("## P\n\n![x](https://x.y/z.png)\n", "10:1", "something else");
    body("## P\n\n***\n", "10:1", "something else");
    body(&format!("## P\n\n{}x\n", "> ".repeat(40)), "10:19", "too deeply");
    body("## P\n```ask\nWhy?\n- so\n= that\n```\n", "10:1", "at least two answers");
    body("## P\n```ask\nWhy?\n- a\n- b\n= c\n```\n", "10:1", "exactly one of them is right");
    body("## P\n```ask\nWhy?\n- a\n+ b\n```\n", "10:1", "explanation");
    body("## P\n```ask\n- a\n+ b\n= c\n```\n", "10:1", "not one paragraph");
    body("## P\n```ask\nWhy?\n- a <i>\n+ b\n= c\n```\n", "11:3", "not one paragraph");
}

#[test]
fn a_bad_line_is_told_where_and_why() {
    check_line("dance", 1, "\"dance\" is not understood");
    check_line("  heal now", 3, "not understood");
    check_line("Z prepares 8", 1, "The nodes are: A, B, top, mid, bot, l1");
    check_line("A prepares eight", 12, "whole number");
    check_line("A prepares 4294967295", 12, "from 1 to 999999");
    check_line("A sends flowers", 9, "no kind of message");
    check_line("A sends promise", 9, "\"accept\" or \"success\"");
    check_line("deliver prepare A to top", 9, "no message");
    check_line("deliver prepaer A -> top", 9, "The kinds are: prepare, promise");
    check_line("deliver prepare A -> tip", 22, "no node \"tip\"");
    check_line("deliver prepare A -> top,", 26, "no node \"\"");
    check_line("deliver prepare A, B -> top, mid", 9, "several senders");
    check_line("deliver prepare (8 A -> top", 17, "a number like (8,A)");
    check_line("deliver prepare (8,C) A -> top", 20, "no node \"C\"");
    check_line("fire patience A", 6, "The timers are: retry, ");
    check_line("fire every patience", 12, "The timers are: retry");
    check_line("fire retry A, Z", 15, "no node \"Z\"");
    check_line("deliver every", 14, "The kinds are: prepare");
    check_line("deliver every prepare A -> top", 15, "no kind of message");
    check_line("expect leaders", 15, "leaders = NODE");
    check_line("expect leaders = A, Z", 21, "no node \"Z\"");
    check_line("cut A top", 5, "no link");
    check_line("crash", 6, "no node \"\"");
    check_line("partition A top | B mid tip", 25, "no node \"tip\"");
    check_line("expect", 7, "nothing that can be expected");
    check_line("expect luck", 8, "nothing that can be expected");
    check_line("expect chosen bar", 15, "chosen = VALUE");
    check_line("expect in the air: 3", 11, "in flight: NUMBER");
    check_line("expect rule of-thumb at top", 13, "no rule \"of-thumb\"");
    check_line("expect rule accept on top", 20, "rule RULE at NODE");
    check_line("expect agreement wobbles", 18, "\"holds\" or is \"broken\"");
    check_line("expect top: promised (8,A)", 13, "FIELD = VALUE");
    check_line("expect top: learned = foo", 13, "Its fields are: promised, accepted");
    check_line("expect tip: up", 8, "no node \"tip\"");
}

#[test]
fn a_refusal_has_its_sentence() {
    let all = [
        NotEnabled::NoSuchNode,
        NotEnabled::NoSuchMessage,
        NotEnabled::NodeIsDown,
        NotEnabled::NodeIsUp,
        NotEnabled::ActNotAllowed,
        NotEnabled::TakesNoRequests,
        NotEnabled::BadValue,
        NotEnabled::TimerNotSet,
        NotEnabled::NoSuchLink,
        NotEnabled::LinkIsCut,
        NotEnabled::LinkIsWhole,
        NotEnabled::NothingIsCut,
        NotEnabled::IsHeld,
        NotEnabled::IsNotHeld,
        NotEnabled::BadGroups,
    ];
    for reason in all {
        let key = format!("refused-{}", reason.key());
        assert!(paxoscope::text::has(&key), "{key}");
    }
}

#[test]
fn what_can_not_happen_is_told_where_and_why() {
    check_line("deliver prepare A -> top", 1, "no such message is in flight. In flight: nothing");
    check_line(
        "A prepares 8\ndrop accept A -> top",
        1,
        "In flight: prepare (8,A) A -> top; prepare (8,A) A -> mid; prepare (8,A) A -> bot",
    );
    check_line("A prepares\nA prepares\ndeliver prepare A -> top", 1, "2 such messages are in flight");
    check_line("A prepares\ndeliver copy prepare A -> top", 1, "no such message");
    check_line("A prepares\ndeliver prepare 9 A -> top", 1, "no such message");
    check_line("A prepares\ndeliver prepare (8,B) A -> top", 1, "no such message");
    check_line("A prepares 8\nA prepares 8", 1, "does not allow this step");
    check_line("B prepares", 1, "does not allow this step");
    check_line("top prepares", 1, "does not allow this step");
    check_line("A sends accept", 1, "does not allow this step");
    check_line("A wants", 1, "1 to 24 characters");
    check_line("top wants foo", 1, "takes no requests");
    check_line("crash A\nA prepares", 1, "the node is down");
    check_line("restart A", 1, "the node is up");
    check_line("fire retry A", 1, "the timer is not set");
    check_line("cut A - B", 1, "exchange no messages");
    check_line("cut A - top\ncut top - A", 1, "cut already");
    check_line("mend A - top", 1, "not cut");
    check_line("heal", 1, "no link is cut");
    let many = format!("{}drop accept A -> top", "A prepares\n".repeat(5));
    check_line(&many, 1, "; and 3 more");
    check_line(
        "A prepares\nduplicate prepare A -> top\ndrop accept A -> top",
        1,
        "; copy prepare (8,A) A -> top",
    );
    check_line("partition A top | B mid bot", 1, "exactly one of at least two groups");
    check_line("A prepares\nhold prepare A -> top\nhold prepare A -> top", 1, "held already");
    check_line("A prepares\nrelease prepare A -> top", 1, "not held");
}

#[test]
fn a_wrong_expectation_is_found() {
    check_line("expect chosen = bar", 8, "expected chosen = bar, found chosen = none");
    check_line("expect top: down", 8, "expected top: down, found top: up");
    check_line("crash top\nexpect top: up", 8, "found top: down");
    check_line("expect in flight: 1", 8, "found 0 in flight: nothing");
    check_line("expect in flight: prepare A -> top", 8, "found nothing");
    check_line("A prepares\nexpect no prepare A -> top", 8, "found prepare (8,A) A -> top;");
    check_line("expect rule prepare at A", 8, "found no rule");
    check_line("A prepares\nexpect rule retry at A", 8, "found rule prepare at A");
    check_line("expect leaders = A", 8, "found leaders = none");
    check_line("expect agreement broken", 8, "found agreement holds");
    check_line("expect cannot: A prepares", 8, "found that it can happen");
    check_line("expect cannot: deliver prepare A -> top", 8, "no such message");
    check_line("A prepares\nexpect cannot: deliver every prepare", 8, "found that it can happen");
    check_line(
        "A prepares\nexpect A: n = (8,A), state = idle, promises = 1/3",
        22,
        "found state = preparing, promises = 0/3",
    );
    check_line(
        "A prepares\ndeliver prepare A -> top\nexpect top: promised = (8,B)",
        13,
        "expected top: promised = (8,B), found promised = (8,A)",
    );
}

#[test]
fn digits_of_a_name_may_be_written_plainly() {
    let source = "---\ntitle: T\nsummary: S\nproposers: P1 wants foo\nacceptors: S1\n---\n## P\n```run\n\
                  P1 prepares\ndeliver prepare (1, P1) P1 → S1\nexpect S1: promised = ( 1 , P1 )\n```\n";
    assert_eq!(examine(&parse("t", source).expect("it is sound")).1, []);
}

/// Checks a part with a question, which stands from line 10 on, and then this script.
fn check_question(choices: &str, script: &str, place: &str, words: &str) {
    let body = format!("## P\n```ask\nWhat?\n{choices}\n= So.\n```\n```run\n{script}\n```\n");
    check(&with_head(&body), place, words);
}

#[test]
fn a_question_without_exactly_one_answer_that_comes_true_is_told_where_and_why() {
    let first = "A prepares 8\ndeliver prepare A -> top";
    let mid = "- mid {mid: promised = (8,A)}";
    check_question(
        &format!("{mid}\n- bot {{bot: promised = (8,A)}}"),
        first,
        "10:1",
        "None of the answers turns out to be right: expected mid: promised",
    );
    check_question(
        &format!("{mid}\n- A {{A: n = (8,A)}}\n- B\n- so {{chosen = none}}"),
        first,
        "14:7",
        "line 12",
    );
    check_question(
        "+ mid {mid: promised = (8,A)}\n- A {A: n = (8,A)}",
        first,
        "11:8",
        "it does not turn out so: expected mid",
    );
    check_question(&format!("{mid}\n+ yes"), first, "10:1", "the right one has facts");
    check_question("+ mid {mid: up}\n+ top {top: up}", first, "10:1", "\"+\" may stand before it");
    check_question(&format!("{mid}\n- top {{top: prmised = none}}"), first, "12:13", "no field");
    check_question(
        &format!("{mid}\n- none {{chosen = none}}"),
        "expect chosen = none",
        "10:1",
        "Nothing happens",
    );
    check_question("+ mid\n- top", "A prepares 8\nanswer", "17:1", "waits for its answer");
    check_question(
        &format!("{mid}\n- none {{chosen = none}}"),
        "A prepares 8\nanswer\nanswer",
        "18:1",
        "waits for",
    );
}

/// Whatever the source holds, parsing and playing it ends with an answer.
fn survives(source: &str) {
    if let Ok(lesson) = parse("t", source) {
        examine(&lesson);
    }
}

#[test]
fn a_lesson_without_some_line_is_survived() {
    for (_, source) in BUILT_IN {
        let lines: Vec<&str> = source.lines().collect();
        for skipped in 0..lines.len() {
            survives(&[&lines[..skipped], &lines[skipped + 1..]].concat().join("\n"));
        }
    }
}

#[test]
fn a_lesson_that_breaks_off_is_survived() {
    for (_, source) in BUILT_IN {
        let ends = source.char_indices().map(|(at, _)| at).filter(|at| at % 13 == 0);
        ends.for_each(|end| survives(&source[..end]));
        survives(&source.replace('\n', "\r\n"));
        survives(&source.replace(' ', "\t"));
    }
}

#[test]
fn deep_nesting_is_survived() {
    for mark in ["> ", "- ", "*a ", "[", "**_"] {
        survives(&with_head(&format!("## P\n\n{}", mark.repeat(5000))));
    }
}

proptest! {
    #[test]
    fn a_garbled_lesson_is_survived(
        which in 0..BUILT_IN.len(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..30_usize, "(\\PC|[\n\t `#*_<>(),:;=|→-]){0,6}"), 1..6),
    ) {
        let mut text: Vec<char> = BUILT_IN[which].1.chars().collect();
        for (at, removed, inserted) in edits {
            let at = at.index(text.len() + 1);
            let end = (at + removed).min(text.len());
            text.splice(at..end, inserted.chars());
        }
        survives(&text.into_iter().collect::<String>());
    }

    #[test]
    fn any_text_is_survived(head in any::<bool>(), text in "(\\PC|[\n\t `#*_<>(),:;=|→-]){0,200}") {
        survives(&if head { with_head(&text) } else { text });
    }
}
