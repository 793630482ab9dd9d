//! Lessons: the built-in ones and those of the documentation hold, pause where they should, and are reported on.

use paxoscope::lesson::{
    BUILT_IN, Block, Deck, Entry, Inline, Item, SceneKind, decks, examine, index, library, parse, report,
    run, scenes,
};
use std::collections::BTreeSet;

#[test]
fn the_built_in_lessons_hold() {
    let report = report::check(BUILT_IN);
    assert_eq!(report.text, "114 lessons, 3382 steps, 2264 expectations: all hold");
    assert!(report.holds);
}

/// Slug, parts, steps, expectations. The steps of the deck's examples are the rows of their tables.
#[test]
fn the_built_in_lessons_have_their_golden_sizes() {
    let sizes = |lesson: &std::rc::Rc<paxoscope::lesson::Lesson>| {
        let run = run(lesson).expect("it holds");
        format!("{} {} {} {}\n", lesson.slug, lesson.parts.len(), run.events.len(), run.expectations)
    };
    let found: String = library().iter().map(sizes).collect();
    assert_eq!(found, include_str!("runs/lessons.txt"), "{found}");
}

#[test]
fn the_index_says_what_the_lessons_say() {
    let deck_of = |lesson: &paxoscope::lesson::Lesson| lesson.deck.map_or("none", |deck| deck.key);
    let lessons = library();
    let said: Vec<_> = lessons
        .iter()
        .map(|lesson| (lesson.slug.as_str(), lesson.title.as_str(), lesson.summary.as_str(), deck_of(lesson)))
        .collect();
    let listed: Vec<_> = index().map(|entry| (entry.slug, entry.title, entry.summary, entry.deck)).collect();
    assert_eq!(listed, said);
}

#[test]
fn the_index_finds_its_lessons() {
    for (slug, _) in BUILT_IN {
        let entry = Entry::find(slug).expect("it is listed");
        assert_eq!(entry.slug, *slug);
        assert!(entry.fingerprint().ends_with(slug));
    }
    assert_eq!(Entry::find("nowhere"), None);
}

/// A dozen events at most: five servers hear of everything, and a part is what a lecturer says in one breath.
#[test]
fn a_part_of_a_lesson_is_short() {
    let mut long = Vec::new();
    for lesson in library().iter() {
        let run = run(lesson).expect("it holds");
        for part in 0..lesson.parts.len() {
            let stops = run.stops.iter().filter(|stop| stop.part == part).count();
            if !(1..=13).contains(&stops) {
                long.push(format!("{} {part}: {stops} stops", lesson.slug));
            }
        }
    }
    assert_eq!(long, Vec::<String>::new());
}

#[test]
fn stops_lead_through_every_part_and_event_and_show_everything() {
    for lesson in library().iter() {
        let run = run(lesson).expect("it holds");
        for pair in run.stops.windows(2) {
            let is_arrival = pair[1].part == pair[0].part + 1 && pair[1].events == pair[0].events;
            let is_event = pair[1].part == pair[0].part
                && pair[1].events > pair[0].events
                && pair[1].items >= pair[0].items;
            assert!(is_arrival || is_event, "{}: {pair:?}", lesson.slug);
        }
        for (index, part) in lesson.parts.iter().enumerate() {
            let last = run.stops.iter().rfind(|stop| stop.part == index);
            assert_eq!(last.map(|stop| stop.items), Some(part.items.len()), "{}", part.title);
        }
    }
}

#[test]
fn prose_is_shown_once_the_events_before_it_have_happened() {
    let lesson = parse(
        "t",
        &with_head(
            "## One\n\nbefore\n\n```run\nA prepares 8\ndrop prepare A -> top\n```\n\nafter\n\n## Two\n\nslide\n",
        ),
    );
    let run = run(&lesson.expect("it is sound")).expect("it holds");
    let stops: Vec<_> = run.stops.iter().map(|stop| (stop.part, stop.events, stop.items)).collect();
    assert_eq!(stops, [(0, 0, 1), (0, 1, 2), (0, 2, 3), (1, 2, 1)]);
}

#[test]
fn the_core_answers_after_the_first_event_or_where_the_script_says_so() {
    let verdict = |answer: &str| {
        let choices =
            "- top {top: promised = (8,A)}\n- no {one}:\n  A {chosen = none; rule prepare at A}\n- nobody";
        let script = format!("A prepares 8\ndeliver prepare A -> top\n{answer}");
        let body = format!("## P\n```ask\nWho?\n{choices}\n= So.\n```\n```run\n{script}```\n");
        let lesson = parse("t", &with_head(&body)).expect("it is sound");
        let Item::Ask(question) = &lesson.parts[0].items[0] else { panic!("a question") };
        assert_eq!(Inline::plain(&question.choices[1].text), "no {one}: A");
        let run = run(&lesson).unwrap_or_else(|error| panic!("{error}"));
        run.verdict(0, 0).map(|verdict| (verdict.choice, verdict.events))
    };
    assert_eq!(verdict(""), Some((1, 1)));
    assert_eq!(verdict("answer\n"), Some((0, 2)));
}

#[test]
fn prose_becomes_plain_data() {
    let lesson = parse("t", &with_head("Hi *you*.\n\n- a\n- `b`\n\n## P\n\n[x](https://y.z) & <3\n"));
    let lesson = lesson.expect("it is sound");
    let text = |text: &str| Inline::Text(text.to_owned());
    let emphasis = Inline::Emphasis(vec![text("you")]);
    let list = vec![
        vec![Block::Paragraph(vec![text("a")])],
        vec![Block::Paragraph(vec![Inline::Code("b".to_owned())])],
    ];
    assert_eq!(
        lesson.intro,
        [Block::Paragraph(vec![text("Hi "), emphasis, text(".")]), Block::List(None, list)]
    );
    let link = Inline::Link { to: "https://y.z".to_owned(), text: vec![text("x")] };
    let paragraph = Block::Paragraph(vec![link, text(" & <3")]);
    assert_eq!(lesson.parts[0].items, [Item::Prose(paragraph)]);
}

#[test]
fn the_decks_have_their_scenes() {
    let sizes: Vec<_> = decks().iter().map(|deck| (deck.key, deck.scenes().count())).collect();
    let golden = [("marshall", 10), ("meling", 95), ("helwer", 19), ("krishnamurthy", 21), ("javed", 9)];
    assert_eq!(sizes, golden);
    let ids: Vec<&str> = decks().iter().flat_map(Deck::scenes).collect();
    assert_eq!(ids, scenes().iter().map(|scene| scene.id).collect::<Vec<_>>());
    let concepts = scenes().iter().filter(|scene| scene.kind == SceneKind::Concept).count();
    assert_eq!(concepts, 47);
    assert_eq!(ids.into_iter().collect::<BTreeSet<_>>().len(), 154);
}

#[test]
fn coverage_names_the_place_of_every_scene() {
    let report = report::coverage();
    let lines: Vec<&str> = report.text.lines().collect();
    assert_eq!(lines.len(), 155);
    assert_eq!(
        lines[1],
        "R2  two-phase-commit, steps 2–8; two-phase-twin, steps 1–5; paxos-commit, steps 1–3, 5–6: 60 expectations"
    );
    assert_eq!(lines[5], "R6  agents, steps 4–7: 15 expectations");
    assert_eq!(lines[8], "R-ex2  two-proposers, steps 1–16: 54 expectations");
    assert_eq!(lines[154], "covered 154 of 154 scenes");
    assert!(report.holds);
}

#[test]
fn the_examples_of_the_documentation_hold() {
    let text = include_str!("../docs/lessons.md");
    let examples: Vec<_> = text.split("````lesson\n").skip(1).collect();
    assert_eq!(examples.len(), 9);
    for example in examples {
        let (source, _) = example.split_once("````").expect("the example ends");
        let lesson = parse("example", source).unwrap_or_else(|error| panic!("{error}\n{source}"));
        assert_eq!(examine(&lesson).1, [], "{source}");
    }
}

#[test]
fn a_report_names_file_and_place_of_each_failure() {
    let bad = with_head(
        "## P\n```run\nexpect top: promised = 3\nexpect chosen = foo\nA prepares 8\nexpect top: down\n```\n",
    );
    let report = report::check(&[("bad.md", &bad)]);
    assert!(!report.holds);
    assert_eq!(
        report.text,
        "bad.md:10:13: expected top: promised = 3, found promised = none\n\
         bad.md:11:8: expected chosen = foo, found chosen = none\n\
         bad.md:13:8: expected top: down, found top: up\n\
         1 lesson, 1 step, 3 expectations: 3 failures"
    );
}

/// A sound head of seven lines, then this.
fn with_head(body: &str) -> String {
    let head = "---\ntitle: T\nsummary: S\nproposers: A wants foo from 8; B from 9\nacceptors: top mid bot\nlearners: l1\n---\n";
    format!("{head}{body}")
}
