//! The catalogue says what a Fluent library says of the same files, and its compiler refuses what it can't say.

#[path = "../build/text.rs"]
mod text;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use paxoscope::text::{Arg, has, keys, say, say_as};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Zero, one, few, many; numbers that other languages count differently; the largest.
const NUMBERS: [u32; 9] = [0, 1, 2, 3, 5, 11, 21, 101, u32::MAX];

/// For each variable of a pattern, the words by which the pattern chooses; `None` if it doesn't choose by it.
type Variables<'a> = BTreeMap<&'a str, Option<BTreeSet<&'a str>>>;

fn resources() -> Vec<FluentResource> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("static").join("text").join("en");
    let files =
        |folder| fs::read_dir(folder).expect("it is there").map(|entry| entry.expect("it is there").path());
    let mut paths: Vec<_> = files(directory.join("rules")).chain(files(directory)).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "ftl"));
    paths.sort();
    let read =
        |path| FluentResource::try_new(fs::read_to_string(path).expect("it is text")).expect("it compiled");
    paths.iter().map(read).collect()
}

fn oracle(resources: &[FluentResource]) -> FluentBundle<&FluentResource> {
    let mut bundle = FluentBundle::new(vec!["en".parse().expect("English is a language")]);
    // The catalogue writes no marks around what it inserts: they would show up in copied text.
    bundle.set_use_isolating(false);
    for resource in resources {
        bundle.add_resource(resource).expect("no key stands twice");
    }
    bundle
}

fn variables<'a>(pattern: &Pattern<&'a str>, found: &mut Variables<'a>) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { .. } => (),
            PatternElement::Placeable { expression } => variables_of(expression, found),
        }
    }
}

fn variables_of<'a>(expression: &Expression<&'a str>, found: &mut Variables<'a>) {
    match expression {
        Expression::Inline(InlineExpression::VariableReference { id }) => {
            found.entry(id.name).or_default();
        }
        Expression::Inline(InlineExpression::Placeable { expression }) => variables_of(expression, found),
        Expression::Inline(_) => (),
        Expression::Select { selector, variants } => {
            let InlineExpression::VariableReference { id } = selector else { panic!("{selector:?}") };
            for variant in variants {
                let words = found.entry(id.name).or_default().get_or_insert_default();
                match variant.key {
                    VariantKey::Identifier { name } => words.insert(name),
                    VariantKey::NumberLiteral { value } => words.insert(value),
                };
                variables(&variant.value, found);
            }
        }
    }
}

/// What a variable can be: missing, a text, a number, a word by which the pattern chooses.
fn values(words: Option<&BTreeSet<&str>>) -> Vec<Option<Arg>> {
    let mut values = vec![None, Some(Arg::from("(8,A₁) \"{$x}\" ")), Some(Arg::from(7))];
    if let Some(words) = words {
        values.extend(NUMBERS.map(|number| Some(Arg::from(number))));
        values.extend(words.iter().map(|&word| Some(Arg::from(word))));
    }
    values
}

/// Every combination of what the variables can be.
fn combinations<'a>(variables: &Variables<'a>) -> Vec<Vec<(&'a str, Arg)>> {
    // An argument that no sentence mentions does no harm.
    let mut combinations = vec![vec![("unmentioned", Arg::from("x"))]];
    for (&name, words) in variables {
        let values = values(words.as_ref());
        combinations = combinations
            .iter()
            .flat_map(|args| {
                values.iter().map(|value| {
                    let own = value.iter().map(|value| (name, value.clone()));
                    args.iter().cloned().chain(own).collect()
                })
            })
            .collect();
    }
    combinations
}

fn expected(oracle: &FluentBundle<&FluentResource>, pattern: &Pattern<&str>, args: &[(&str, Arg)]) -> String {
    let fluent: FluentArgs = args
        .iter()
        .map(|(name, arg)| match arg {
            Arg::Text(text) => (*name, FluentValue::from(text)),
            Arg::Number(number) => (*name, FluentValue::from(*number)),
        })
        .collect();
    oracle.format_pattern(pattern, Some(&fluent), &mut Vec::new()).into_owned()
}

#[test]
fn every_sentence_is_what_the_library_makes_of_it() {
    let resources = resources();
    let oracle = oracle(&resources);
    let mut seen = BTreeSet::new();
    let mut compared = 0;
    for entry in resources.iter().flat_map(FluentResource::entries) {
        let Entry::Message(message) = entry else { continue };
        let key = message.id.name;
        seen.insert(key.to_owned());
        let own = message.value.as_ref().map(|value| (None, value));
        let variants = message.attributes.iter().map(|variant| (Some(variant.id.name), &variant.value));
        for (deck, pattern) in own.into_iter().chain(variants) {
            let mut found = Variables::new();
            variables(pattern, &mut found);
            for args in combinations(&found) {
                let said = deck.map_or_else(|| say(key, &args), |deck| say_as(key, deck, &args));
                assert_eq!(said, expected(&oracle, pattern, &args), "{key} {deck:?} {args:?}");
                compared += 1;
            }
        }
    }
    let mut all = keys();
    all.sort_unstable();
    assert_eq!(all, seen.into_iter().collect::<Vec<_>>());
    assert!(keys().iter().all(|key| has(key)));
    assert!(compared > 10_000, "{compared}");
}

#[test]
fn what_is_missing_shows_as_its_name() {
    assert_eq!(say("no-such-key", &[]), "[no-such-key]");
    assert_eq!(say_as("no-such-key", "marshall", &[]), "[no-such-key]");
    assert_eq!(say("", &[]), "[]");
    assert_eq!(say("lesson-by", &[("of", Arg::from("Lamport"))]), "after {$by}");
    assert!(!has("no-such-key") && !has("kind-promise.marshall") && !has(""));
}

#[test]
fn a_deck_has_words_of_its_own_or_the_common_ones() {
    assert_eq!(say("kind-promise", &[]), "promise");
    assert_eq!(say_as("kind-promise", "marshall", &[]), "ready");
    assert_eq!(say_as("kind-prepare", "marshall", &[]), "prepare");
    assert_eq!(say_as("kind-promise", "no-such-deck", &[]), "promise");
}

#[test]
fn of_two_arguments_of_a_name_the_latter_counts() {
    assert_eq!(say("lesson-by", &[("by", Arg::from("A")), ("by", Arg::from("B"))]), "after B");
}

/// What the compiler says of a file.
fn problems(source: &str) -> Vec<String> {
    let file = text::File { name: "a.ftl".to_owned(), source: source.to_owned() };
    let problems = text::compile(&[file]).err().unwrap_or_default();
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn the_compiler_refuses_what_the_catalogue_can_not_say() {
    const HAS: &str = "the catalogue has text, $variables, and choices by a $variable";
    let cases = [
        ("# one\n\na = { NUMBER($n) }", format!("a.ftl:3: NUMBER() is a function; {HAS}")),
        ("a = b\n  { c }", format!("a.ftl:2: c is another message; {HAS}")),
        ("a = b\n  { c.d }", format!("a.ftl:2: c is another message; {HAS}")),
        ("a = { -b }", format!("a.ftl:1: -b is a term; {HAS}")),
        ("a = { 3 }", format!("a.ftl:1: 3 is always the same; {HAS}")),
        ("a = { NUMBER($n) ->\n *[one] b\n}", format!("a.ftl:1: NUMBER() is a function; {HAS}")),
        ("a = { $n ->\n [one] { -b }\n *[other] c\n}", format!("a.ftl:2: -b is a term; {HAS}")),
        ("a = b\n    .c = d { -e }", format!("a.ftl:2: -e is a term; {HAS}")),
        ("-a = b", "a.ftl:1: -a is a term; the catalogue has only messages".to_owned()),
        ("a = b\na = c", "a.ftl:2: \"a\" stands already at a.ftl:1".to_owned()),
        ("a = b\n    .c = d\n    .c = e", "a.ftl:3: \"a\" has the variant \".c\" twice".to_owned()),
        ("a =\n    .c = d", "a.ftl:1: \"a\" has variants, but no text of its own".to_owned()),
        (
            "a = { $n ->\n [1.5] b\n *[other] c\n}",
            "a.ftl:2: [1.5] is not a whole number that an argument can be".to_owned(),
        ),
        ("a = { $n ->\n [1] b\n *[01] c\n}", "a.ftl:3: [01] stands twice in the choice by $n".to_owned()),
        ("a = {\"\\uD800\"}", "a.ftl:1: \"\\uD800\" has an escape that stands for no character".to_owned()),
    ];
    for (source, problem) in cases {
        assert_eq!(problems(source), [problem], "{source}");
    }
}

#[test]
fn the_compiler_refuses_what_is_not_fluent() {
    let cases = [
        ("a = b\nc = { $n ->\n [one] d\n}\n", "a.ftl:4", "must have a default variant"),
        ("a = b\n\nc = { $n\nd = e\n", "a.ftl:4", "Expected a token starting with \"}\""),
        ("a = b\nc\nd = e\n", "a.ftl:2", "Expected a token starting with \"=\""),
        ("a = b\nc =\nd = e\n", "a.ftl:2", "Expected a message field"),
        ("a = b }\n", "a.ftl:1", "Unbalanced closing brace"),
        ("a = b\nc = { $n -> [one] d *[other] e }\n", "a.ftl:2", "Expected one of \"\\n | \\r\\n\""),
        ("a = b\n    .c =\n", "a.ftl:2", "Expected"),
    ];
    for (source, place, what) in cases {
        let problems = problems(source);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(
            problems[0].starts_with(&format!("{place}: not Fluent, in what begins as \"")),
            "{problems:?}"
        );
        assert!(problems[0].contains(what), "{problems:?}");
    }
}

#[test]
fn the_compiler_reports_all_that_is_wrong_in_all_files() {
    let file = |name: &str, source: &str| text::File { name: name.to_owned(), source: source.to_owned() };
    let files = [file("a.ftl", "a = { -b }\nc = { D() }\ne = f"), file("b.ftl", "e = g\r\n\r\n-h = i\r\n")];
    let problems = text::compile(&files).expect_err("four things are wrong");
    let places: Vec<_> = problems
        .iter()
        .map(|problem| problem.to_string().split_once(": ").expect("a place").0.to_owned())
        .collect();
    assert_eq!(places, ["a.ftl:1", "a.ftl:2", "b.ftl:1", "b.ftl:3"]);
    assert!(problems[2].to_string().ends_with("stands already at a.ftl:3"));
}

#[test]
fn the_compiler_keeps_text_as_the_library_reads_it() {
    let source = "b = one\n    two {\"{\"}\\ {$x}{\"\\u00A0\"}\na = {\"\"}\n    .deck = d\n";
    let table = text::compile(&[text::File { name: "a.ftl".to_owned(), source: source.to_owned() }]);
    let expected = "\0a\u{1}\0a.deck\u{1}d\0b\u{1}one\ntwo {\\ \u{2}x\u{5}\u{a0}";
    assert_eq!(table.expect("it is right"), expected);
}
