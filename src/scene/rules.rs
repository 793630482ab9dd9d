//! A construction's rules as pseudo-code, beside those of the construction that it changes, line by line.

use super::View;
use crate::protocol::Setup;
use crate::protocol::bank::Order;
use crate::protocol::election::Drives;
use crate::text::{rules_code, say};

/// The rules of a construction and, where it changes another one, that one's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSheet {
    /// What the construction is called.
    pub title: String,
    /// What the one that it changes is called, if it changes one.
    pub before: Option<String>,
    /// Their lines.
    pub rows: Vec<RuleRow>,
}

/// A line of the rules on either side; one side is open where only the other has the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleRow {
    /// The line in the rules that were changed.
    pub old: Option<&'static str>,
    /// The line in the rules that run.
    pub new: Option<&'static str>,
    /// Whether the last step applied what the line says.
    pub is_applied: bool,
}

/// A line of pseudo-code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct CodeLine {
    text: &'static str,
    /// The keys of the rules that it is about, separated by spaces.
    keys: &'static str,
}

/// The rules of the construction that runs; none if there are none written down.
pub fn rule_sheet(view: &View<'_>) -> Option<RuleSheet> {
    let (new, after) = sheet(view.setup())?;
    let old = after.and_then(section).map(|(lines, _)| lines).unwrap_or_default();
    let applied: Vec<&str> =
        view.step.map(|step| step.rules.iter().map(|(_, rule)| rule.key()).collect()).unwrap_or_default();
    let rows = side_by_side(&old, &new).into_iter().map(|(old, new)| RuleRow {
        old: old.map(|line| line.text),
        new: new.map(|line| line.text),
        is_applied: new.is_some_and(|line| line.keys.split(' ').any(|key| applied.contains(&key))),
    });
    let name = |key: &str| say(&format!("protocol-{key}"), &[]);
    let title = match view.setup() {
        Setup::Bank(config) if config.order == Order::Arrival => say("rules-bank-arrival", &[]),
        setup => name(setup.key()),
    };
    Some(RuleSheet { title, before: after.map(name), rows: rows.collect() })
}

/// The key of the construction that another one changes, if it changes one.
pub(super) fn changes(key: &str) -> Option<&'static str> {
    section(key)?.1
}

/// The lines that a construction adds to the one that it changes, each with true, and those that it removes, in order.
pub(super) fn changed_lines(key: &str) -> Vec<(&'static str, bool)> {
    let Some((new, after)) = section(key) else { return Vec::new() };
    let old = after.and_then(section).map(|(lines, _)| lines).unwrap_or_default();
    let changed = |row: (Option<CodeLine>, Option<CodeLine>)| match row {
        (Some(line), None) => Some((line.text, false)),
        (None, Some(line)) => Some((line.text, true)),
        _ => None,
    };
    side_by_side(&old, &new).into_iter().filter_map(changed).collect()
}

/// The lines of a cluster as it is set up, and the construction that it changes.
fn sheet(setup: &Setup) -> Option<(Vec<CodeLine>, Option<&'static str>)> {
    match setup {
        Setup::Bank(config) if config.order == Order::Arrival => section("bank-arrival"),
        Setup::Election(config) if config.drives == Drives::Paxos => {
            let (mut lines, after) = section(setup.key())?;
            lines.extend(section("attempt-4-continued")?.0);
            Some((lines, after))
        }
        setup => section(setup.key()),
    }
}

/// The lines of a section of the text that is fetched with rules; none where it has no such section, or is not here.
pub(super) fn lines_of(key: &str) -> Vec<&'static str> {
    section(key).map(|(lines, _)| lines.into_iter().map(|line| line.text).collect()).unwrap_or_default()
}

/// The lines of a construction, and the one that it changes.
fn section(key: &str) -> Option<(Vec<CodeLine>, Option<&'static str>)> {
    let mut lines = rules_code().lines().skip_while(|line| head(line).is_none_or(|(found, _)| found != key));
    let (_, after) = head(lines.next()?)?;
    let lines = lines.take_while(|line| head(line).is_none()).filter(|line| !line.is_empty());
    let line = |line: &'static str| {
        let (text, keys) = line.split_once('@').unwrap_or((line, ""));
        CodeLine { text: text.trim_end(), keys }
    };
    Some((lines.map(line).collect(), after))
}

/// Reads `[key]` or `[key] after key`.
fn head(line: &'static str) -> Option<(&'static str, Option<&'static str>)> {
    let (key, rest) = line.strip_prefix('[')?.split_once(']')?;
    Some((key, rest.strip_prefix(" after ")))
}

/// Both texts in order, equal lines beside each other: as many of them as possible.
fn side_by_side(old: &[CodeLine], new: &[CodeLine]) -> Vec<(Option<CodeLine>, Option<CodeLine>)> {
    // How many equal lines the rests from here on have in order.
    let mut common = vec![vec![0_u16; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            common[i][j] = if old[i].text == new[j].text {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut rows = Vec::new();
    while i < old.len() || j < new.len() {
        let are_both = i < old.len() && j < new.len();
        if are_both && old[i].text == new[j].text {
            rows.push((Some(old[i]), Some(new[j])));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && common[i + 1][j] >= common[i][j + 1]) {
            rows.push((Some(old[i]), None));
            i += 1;
        } else {
            rows.push((None, Some(new[j])));
            j += 1;
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::ladder::Rung;
    use crate::protocol::{NodeId, Rule, Value};
    use crate::sim::{Event, RandomSchedule, Schedule, World};
    use std::collections::BTreeSet;
    use std::rc::Rc;

    /// How many storms every rung of the ladder goes through at least, and at most until everything has happened.
    const SEEDS_MIN: u64 = 12;
    const SEEDS_MAX: u64 = 400;

    /// The keys of the rules that a construction's lines are about; none if it has no lines.
    fn cited_rules(setup: &Setup) -> Option<Vec<&'static str>> {
        let (lines, _) = sheet(setup)?;
        Some(lines.iter().flat_map(|line| line.keys.split_whitespace()).collect())
    }

    #[test]
    fn every_construction_has_its_rules_and_cites_known_ones() {
        let known: Vec<&str> = Rule::keys().collect();
        for key in Setup::KEYS {
            let setup = Setup::usual(key).expect("a construction");
            let cited = cited_rules(&setup).unwrap_or_else(|| panic!("{key} has no rules"));
            for rule in cited {
                assert!(known.contains(&rule), "{key} cites {rule}");
            }
        }
    }

    /// A construction as it is first opened, with some settings changed.
    fn setup(key: &str, settings: &[(&str, &str)]) -> Rc<Setup> {
        let mut setup = Setup::usual(key).expect("a construction");
        for (name, word) in settings {
            setup.cluster_mut().set(name, word).expect("a setting");
        }
        Rc::new(setup)
    }

    /// The rules that are applied in a run in which a few requests are made by hand, and all else happens by chance.
    fn applied(
        setup: &Rc<Setup>,
        mut requests: Vec<Event>,
        schedule: &Schedule,
        steps: u32,
    ) -> Vec<&'static str> {
        let mut world = World::new(Rc::clone(setup));
        requests.retain(|event| world.check(event).is_ok());
        let mut keys = Vec::new();
        for _ in 0..steps {
            let Some(event) = requests.pop().or_else(|| schedule.next(&world)) else { break };
            let step = world.apply(&event).expect("it is enabled");
            keys.extend(step.rules.iter().map(|(_, rule)| rule.key()));
        }
        keys
    }

    /// Whatever happens in a run, some line says it.
    #[test]
    fn every_rule_that_is_applied_stands_in_a_line() {
        let variants = [("election", [("drives", "paxos")]), ("bank", [("order", "arrival")])];
        let variants = variants.iter().map(|(key, settings)| setup(key, settings));
        for setup in Setup::KEYS.map(|key| setup(key, &[])).into_iter().chain(variants) {
            let cited = cited_rules(&setup).expect("it has rules");
            for seed in 0..60 {
                let schedule = Schedule::Random(RandomSchedule::stormy(seed));
                // Clients ask wherever they can, also for what is no command.
                let values = ["Withdraw $80", "Withdraw $30", "all"].map(Value::new);
                let requests = values.map(|value| Event::Request(NodeId(1), value)).to_vec();
                for rule in applied(&setup, requests, &schedule, 120) {
                    assert!(cited.contains(&rule), "{}: no line is about {rule}", setup.key());
                }
            }
        }
    }

    /// How rungs of the ladder are set up: as they are first opened, but with more requests; so that of two accepts for one
    /// number the last wins; and as freely as the switches let it.
    const WAYS: [&[(&str, &str)]; 4] = [
        &[("requests", "3")],
        &[("requests", "3"), ("conflict", "last")],
        &[("requests", "3"), ("one-at-a-time", "no"), ("instances", "many")],
        &[
            ("requests", "3"),
            ("one-at-a-time", "no"),
            ("instances", "many"),
            ("servers", "3"),
            ("promises", "empty"),
        ],
    ];

    /// What happens in a storm on a rung. In some, requests are made by hand as well: one that a client makes, too.
    fn storm(key: &str, settings: &[(&str, &str)], seed: u64) -> Vec<&'static str> {
        let setup = setup(key, settings);
        let client = setup.nodes().last().expect("a client");
        let by_hand = |node| Event::Request(node, Value::new("m1"));
        let requests =
            if seed.is_multiple_of(3) { vec![by_hand(NodeId(0)), by_hand(client)] } else { Vec::new() };
        let patience = if seed.is_multiple_of(2) { 8 } else { 30 };
        let schedule = Schedule::Random(RandomSchedule { patience, ..RandomSchedule::stormy(seed) });
        applied(&setup, requests, &schedule, 200)
    }

    /// Nothing happens on a rung that no line is about, and there is no line about what can't happen.
    #[test]
    fn on_the_ladder_lines_are_about_what_can_happen() {
        for (key, _) in Rung::ALL {
            let cited: BTreeSet<_> =
                cited_rules(&setup(key, &[])).expect("it has rules").into_iter().collect();
            let mut happened = BTreeSet::new();
            for seed in 0..SEEDS_MAX {
                happened.extend(WAYS.iter().flat_map(|settings| storm(key, settings, seed)));
                if seed >= SEEDS_MIN && happened.is_superset(&cited) {
                    break;
                }
            }
            assert_eq!(happened, cited, "{key}");
        }
    }

    #[test]
    fn what_has_changed_stands_on_one_side() {
        let line = |text| CodeLine { text, keys: "" };
        let (old, new) = ([line("a"), line("b"), line("c")], [line("a"), line("c"), line("d")]);
        let rows = side_by_side(&old, &new);
        let texts: Vec<_> =
            rows.iter().map(|(old, new)| (old.map(|l| l.text), new.map(|l| l.text))).collect();
        let expected = [(Some("a"), Some("a")), (Some("b"), None), (Some("c"), Some("c")), (None, Some("d"))];
        assert_eq!(texts, expected);
    }
}
