//! The catalogue and the code fit: every key that is said exists, every key that exists is said, and every name
//! that the core gives a thing has its words.

mod source;

use paxoscope::check::Property;

use paxoscope::protocol::synod::Switch;
use paxoscope::protocol::{FieldKey, MessageKind, NodeState, Phase, Role, Rule, Setup, Timer};
use paxoscope::sim::NotEnabled;
use paxoscope::text;
use source::{File, Kind, files, pieces};
use std::collections::BTreeSet;

fn sources() -> Vec<File> {
    files(&["src", "xtask"], &[".rs"])
}

fn keys() -> BTreeSet<String> {
    text::keys().into_iter().collect()
}

fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "{complaints:#?}");
}

#[test]
fn no_key_stands_twice() {
    let all = text::keys();
    let mut seen = BTreeSet::new();
    let twice: Vec<String> = all.into_iter().filter(|key| !seen.insert(key.clone())).collect();
    assert_none(&twice);
}

#[test]
fn every_key_can_be_said() {
    let unsaid: Vec<String> = text::keys().into_iter().filter(|key| !text::has(key)).collect();
    assert_none(&unsaid);
}

/// The keys with a prefix are exactly those that the core's names make: none is missing, none is left over.
#[track_caller]
fn assert_exactly(prefix: &str, names: impl IntoIterator<Item = &'static str>) {
    let expected: BTreeSet<String> = names.into_iter().map(|name| format!("{prefix}{name}")).collect();
    let found: BTreeSet<String> = keys().into_iter().filter(|key| key.starts_with(prefix)).collect();
    assert_eq!(found, expected);
}

/// What the network, crashes and the person do at a step.
const NOTICES: [&str; 12] = [
    "notice-lost-at-crashed-node",
    "notice-dropped",
    "notice-duplicated",
    "notice-held",
    "notice-released",
    "notice-crashed",
    "notice-restarted",
    "notice-cut",
    "notice-mended",
    "notice-partitioned",
    "notice-healed",
    "notice-lost-across-cut",
];

#[test]
fn every_rule_has_its_sentence_and_its_source() {
    assert_exactly("rule-", Rule::keys());
    assert_exactly("source-", Rule::keys().chain(NOTICES));
    // That a proposal is chosen follows from the rules; all else that a step says has its source.
    let suffixes = NOTICES.map(|key| key.trim_start_matches("notice-"));
    assert_exactly("notice-", suffixes.into_iter().chain(["chosen", "chosen-unnumbered", "chosen-slot"]));
}

#[test]
fn every_name_has_its_word() {
    assert_exactly("kind-", MessageKind::ALL.map(MessageKind::key));
    assert_exactly("help-kind-", MessageKind::ALL.map(MessageKind::key));
    assert_exactly("field-", FieldKey::ALL.map(FieldKey::key).into_iter().chain(["stable"]));
    let phases = [Phase::Idle, Phase::Preparing, Phase::Accepting, Phase::Chosen];
    assert_exactly("phase-", phases.map(Phase::key));
    assert_exactly("timer-", Timer::ALL.map(Timer::key).into_iter().chain(["of"]));
    let states = ["holds", "broken"];
    assert_exactly("property-", Property::ALL.map(Property::key).into_iter().chain(states));
    assert_exactly("broken-", Property::ALL.map(Property::key));
    assert_exactly("protocol-", Setup::KEYS);
    assert_exactly("state-", NodeState::ALL.map(NodeState::key));
    assert_exactly("role-", Role::ALL.into_iter().flat_map(|role| [role.key(), role.plural()]));
}

#[test]
fn every_refusal_has_its_reason() {
    let reasons = [
        NotEnabled::NoSuchNode,
        NotEnabled::NoSuchMessage,
        NotEnabled::NodeIsDown,
        NotEnabled::NodeIsUp,
        NotEnabled::ActNotAllowed,
        NotEnabled::TakesNoRequests,
        NotEnabled::BadValue,
        NotEnabled::NoVote,
        NotEnabled::TimerNotSet,
        NotEnabled::NoSuchLink,
        NotEnabled::LinkIsCut,
        NotEnabled::LinkIsWhole,
        NotEnabled::NothingIsCut,
        NotEnabled::IsHeld,
        NotEnabled::IsNotHeld,
        NotEnabled::BadGroups,
    ];
    assert_exactly("refused-", reasons.map(NotEnabled::key));
}

/// What a source says by a literal key: `say("key"`, `say_as("key"`, `say(if … { "key" } else { "key" }`.
fn said(text: &str) -> Vec<String> {
    let pieces: Vec<(Kind, &str)> =
        pieces(text).into_iter().filter(|(kind, _)| *kind != Kind::Comment).collect();
    let mut said = Vec::new();
    // Inside `say(if`: its literals in braces are keys.
    let mut in_choice = false;
    for window in pieces.windows(2) {
        let [(Kind::Code, code), (Kind::Literal, literal)] = window else { continue };
        let opening = code.rfind("say(").max(code.rfind("say_as("));
        let after = opening.map(|at| code[at..].split_once('(').map_or("", |(_, after)| after.trim()));
        in_choice = match after {
            Some("") => {
                said.push((*literal).to_owned());
                false
            }
            Some(after) => after.starts_with("if "),
            None => in_choice && !code.contains("},"),
        };
        if in_choice && code.trim_end().ends_with('{') {
            said.push((*literal).to_owned());
        }
    }
    said
}

#[test]
fn the_scanner_finds_what_is_said() {
    let source = "say(\"a\", &[]); say_as(\n  \"b\", deck); say(if x { \"c\" } else { \"d\" }, &[(\"n\", \"m\")]); \
                  say(&format!(\"e-{x}\"), &[]); // say(\"f\")\n say(key, \"g\");";
    assert_eq!(said(source), ["a", "b", "c", "d"]);
}

#[test]
fn every_key_that_is_said_exists() {
    let keys = keys();
    let mut complaints = Vec::new();
    for file in sources().iter().filter(|file| file.path != "src/text/catalogue.rs") {
        let missing = said(&file.text).into_iter().filter(|key| !keys.contains(key));
        complaints.extend(missing.map(|key| format!("{}: {key}", file.path)));
    }
    assert_none(&complaints);
}

/// Whether a key is a pattern of the code, `start-{}-summary`, with its holes filled by literals of the code.
fn matches(pattern: &str, key: &str, literals: &BTreeSet<&str>) -> bool {
    let Some((before, rest)) = pattern.split_once('{') else {
        return pattern == key;
    };
    let (Some((_, after)), Some(tail)) = (rest.split_once('}'), key.strip_prefix(before)) else {
        return false;
    };
    let ends = (1..=tail.len()).filter(|&end| literals.contains(&tail[..end]));
    ends.into_iter().any(|end| matches(after, &tail[end..], literals))
}

/// A pattern by which the code makes keys: `kind-{}`, or `{}s` for the plurals of roles.
fn is_pattern(literal: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_lowercase() || "-{}_.".contains(c);
    literal.contains('{')
        && literal.chars().all(is_plain)
        && (literal.starts_with(|c: char| c.is_ascii_lowercase()) || literal == "{}s")
}

#[test]
fn patterns_are_matched() {
    let literals = BTreeSet::from(["pairs", "numbers", "two-proposers"]);
    assert!(matches("option-{}-{option}", "option-numbers-pairs", &literals));
    assert!(matches("start-{}-summary", "start-two-proposers-summary", &literals));
    assert!(!matches("start-{}", "start-two-proposers-summary", &literals));
    assert!(!matches("option-{}-{}", "option-numbers-plain", &literals));
    assert!(is_pattern("kind-{}") && is_pattern("{}s") && !is_pattern("{}-{}") && !is_pattern("kind"));
}

#[test]
fn every_key_of_the_catalogue_is_used() {
    let sources = sources();
    let literals: BTreeSet<&str> = sources.iter().flat_map(|file| source::literals(&file.text)).collect();
    let patterns: Vec<&str> = literals.iter().copied().filter(|literal| is_pattern(literal)).collect();
    // The groups of starts stand in their list.
    let groups: BTreeSet<String> =
        paxoscope::lesson::starts().map(|start| format!("starts-{}", start.chapter)).collect();
    // What a rule can be instead is said under its key, behind a word of its own.
    let switches = Switch::ALL
        .into_iter()
        .flat_map(|switch| switch.options().iter().map(move |option| (switch.key(), *option)));
    let adoptions = ["own", "first", "most-frequent"].map(|option| ("adoption", option));
    let options: BTreeSet<String> =
        switches.chain(adoptions).map(|(key, option)| format!("option-switch-{key}-{option}")).collect();
    let is_used = |key: &str| {
        literals.contains(key)
            || groups.contains(key)
            || options.contains(key)
            || patterns.iter().any(|pattern| matches(pattern, key, &literals))
    };
    let unused: Vec<String> = keys().into_iter().filter(|key| !is_used(key)).collect();
    assert_none(&unused);
}
