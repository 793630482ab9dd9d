//! Expectations: what a lesson says must be seen, and how that is checked.

use super::source::{Place, Placed};
use super::{Command, LessonError, Pattern, pattern, script};
use crate::check::{Property, judge};
use crate::protocol::Set;
use crate::protocol::{Field, FieldKey, NodeId, NodeSet};
use crate::sim::{Step, World};
use crate::text::{Arg, Notation, say};

/// What must be seen at a line of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// The expectation in its author's words.
    pub text: String,
    /// Where those stand.
    pub place: Place,
    /// What they mean.
    pub wish: Wish,
}

/// What can be expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// A node's fields read like this.
    Fields(NodeId, Vec<FieldWish>),
    /// A node is up, or is not.
    IsUp(NodeId, bool),
    /// Exactly these values were ever chosen.
    Chosen(Set<String>),
    /// So many messages are in flight.
    InFlight(usize),
    /// Each of these messages is in flight exactly once.
    Present(Vec<Pattern>),
    /// None of these messages is in flight.
    Absent(Vec<Pattern>),
    /// Exactly these nodes consider themselves leader.
    Leaders(NodeSet),
    /// What happened last made this node apply the rule with this key.
    Rule(String, NodeId),
    /// A safety property holds so far, or is broken.
    Property(Property, bool),
    /// These things can't happen now.
    Refused(Vec<Command>),
}

/// How one field of a node must read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldWish {
    /// Where it stands.
    pub place: Place,
    /// The field.
    pub key: FieldKey,
    /// What it must hold, in the deck's notation.
    pub text: String,
}

/// What an expectation is held against.
pub(super) struct Evidence<'a> {
    /// The world now.
    pub world: &'a World,
    /// The steps that led here since the lesson paused last.
    pub steps: &'a [Step],
    /// How things are written.
    pub notation: Notation<'a>,
}

impl Expectation {
    /// Holds the expectation against what is there.
    pub(super) fn check(&self, evidence: &Evidence<'_>) -> Result<(), LessonError> {
        match evidence.contradicts(self) {
            None => Ok(()),
            Some((place, found)) => {
                let args = [("expected", self.text.as_str().into()), ("found", found.into())];
                Err(place.error("lesson-expected", &args))
            }
        }
    }
}

impl Evidence<'_> {
    /// What is there instead, and where that is expected; nothing if the wish is fulfilled.
    fn contradicts(&self, expectation: &Expectation) -> Option<(Place, String)> {
        let world = self.world;
        let in_flight = || script::in_flight(&self.notation, world);
        let found = match &expectation.wish {
            Wish::Fields(node, wishes) => return self.fields(*node, wishes),
            Wish::IsUp(node, is_up) => (world.is_down(*node) == *is_up).then(|| {
                let key = if *is_up { "lesson-is-down" } else { "lesson-is-up" };
                say(key, &[("node", world.setup().name(*node).into())])
            }),
            Wish::Chosen(values) => self.chosen(values),
            Wish::InFlight(count) => (world.in_flight().len() != *count).then(|| {
                let count = u32::try_from(world.in_flight().len()).unwrap_or(u32::MAX);
                say("lesson-count-in-flight", &[("count", count.into()), ("list", in_flight().into())])
            }),
            Wish::Present(patterns) => {
                let are_there = patterns.iter().all(|pattern| pattern.find(world).len() == 1);
                (!are_there).then(in_flight)
            }
            Wish::Absent(patterns) => {
                let is_there = patterns.iter().any(|pattern| !pattern.find(world).is_empty());
                is_there.then(in_flight)
            }
            Wish::Leaders(nodes) => self.leaders(*nodes),
            Wish::Rule(key, node) => self.rule(key, *node),
            Wish::Property(property, holds) => (judge(*property, world).holds() != *holds).then(|| {
                let key = if *holds { "lesson-is-broken" } else { "lesson-holds" };
                say(key, &[("property", property.key().into())])
            }),
            Wish::Refused(commands) => self.allows(commands),
        };
        found.map(|found| (expectation.place, found))
    }

    /// The fields that read otherwise, and where the first of them is expected.
    fn fields(&self, node: NodeId, wishes: &[FieldWish]) -> Option<(Place, String)> {
        let fields = self.world.fields(node);
        let reads = |field: &Field| squeezed(&self.notation.value(&field.value));
        let differs = |wish: &&FieldWish| {
            let as_wished = |field: &Field| field.key == wish.key && reads(field) == squeezed(&wish.text);
            !fields.iter().any(as_wished)
        };
        let wrong: Vec<&FieldWish> = wishes.iter().filter(differs).collect();
        let place = wrong.first()?.place;
        let actual = fields.iter().filter(|field| wrong.iter().any(|wish| wish.key == field.key));
        let found: Vec<String> = actual.map(|field| self.notation.field(field)).collect();
        Some((place, found.join(", ")))
    }

    fn chosen(&self, wanted: &Set<String>) -> Option<String> {
        let values = self.world.ledger().chosen_values();
        let chosen: Set<String> = values.iter().map(|value| squeezed(value.as_str())).collect();
        (chosen != *wanted).then(|| {
            let values: Vec<&str> = values.iter().map(|value| value.as_str()).collect();
            if values.is_empty() {
                say("lesson-nothing-chosen", &[])
            } else {
                say("lesson-chosen", &[("values", values.join(", ").into())])
            }
        })
    }

    fn leaders(&self, wanted: NodeSet) -> Option<String> {
        let leaders = self.world.leaders();
        let names: Vec<&str> = leaders.iter().map(|node| self.world.setup().name(node)).collect();
        let names = if names.is_empty() { say("value-none", &[]) } else { names.join(", ") };
        (leaders != wanted).then(|| say("lesson-leaders", &[("nodes", names.into())]))
    }

    fn rule(&self, key: &str, node: NodeId) -> Option<String> {
        let applied: Vec<_> = self.steps.iter().flat_map(|step| &step.rules).collect();
        if applied.iter().any(|(at, rule)| *at == node && rule.key() == key) {
            return None;
        }
        let at = |node: &NodeId| self.notation.setup.name(*node);
        let rules: Vec<String> =
            applied.iter().map(|(node, rule)| format!("rule {} at {}", rule.key(), at(node))).collect();
        Some(if rules.is_empty() { say("lesson-no-rule", &[]) } else { rules.join(", ") })
    }

    /// Says that something is possible after all, or means nothing here.
    fn allows(&self, commands: &[Command]) -> Option<String> {
        commands.iter().find_map(|command| match command.events(&self.notation, self.world) {
            // A step about a request that is not among those that the node may take.
            Err(_) if matches!(command, Command::Act(..)) => None,
            Err(why) => Some(why),
            Ok(events) => {
                let can = events.iter().any(|event| self.world.check(event).is_ok());
                can.then(|| say("lesson-can", &[]))
            }
        })
    }
}

/// Text without what may be written one way or the other: white space is left out, raised and lowered digits are plain
/// ones, and so is what is lowered by a mark in front, as in `σ21_2`.
pub(super) fn squeezed(text: &str) -> String {
    let plain = |c: char| {
        const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
        let index = u32::from(c).checked_sub(0x2080).filter(|&digit| digit < 10);
        let raised =
            || RAISED.chars().position(|other| other == c).and_then(|digit| u32::try_from(digit).ok());
        index.or_else(raised).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c)
    };
    text.chars().filter(|c| !c.is_whitespace() && *c != '_').map(plain).collect()
}

/// Reads what follows the word `expect`.
pub(super) fn parse(notation: &Notation<'_>, text: Placed<'_>) -> Result<Expectation, LessonError> {
    let (first, rest) = text.word();
    let wish = match first.text {
        "chosen" => chosen(rest)?,
        "in" => in_flight(notation, rest)?,
        "no" => Wish::Absent(pattern::parse(notation, rest)?),
        "rule" => rule(notation, rest)?,
        "leaders" => leaders(notation, rest)?,
        "cannot:" => Wish::Refused(script::commands(notation, rest)?),
        name => match Property::ALL.into_iter().find(|property| property.key() == name) {
            Some(property) => verdict(property, rest)?,
            None => node_state(notation, text)?,
        },
    };
    Ok(Expectation { text: text.text.to_owned(), place: text.place, wish })
}

fn chosen(text: Placed<'_>) -> Result<Wish, LessonError> {
    let values = text
        .strip_prefix("=")
        .filter(|values| !values.text.is_empty())
        .ok_or_else(|| text.complaint("lesson-bad-chosen"))?;
    if values.text == "none" {
        return Ok(Wish::Chosen(Set::default()));
    }
    let values = values.split(',').into_iter().map(|value| squeezed(value.text));
    Ok(Wish::Chosen(values.collect()))
}

fn leaders(notation: &Notation<'_>, text: Placed<'_>) -> Result<Wish, LessonError> {
    let nodes = text
        .strip_prefix("=")
        .filter(|nodes| !nodes.text.is_empty())
        .ok_or_else(|| text.complaint("lesson-bad-leaders"))?;
    if nodes.text == "none" {
        return Ok(Wish::Leaders(NodeSet::default()));
    }
    Ok(Wish::Leaders(pattern::nodes(notation, nodes)?.into_iter().collect()))
}

fn in_flight(notation: &Notation<'_>, text: Placed<'_>) -> Result<Wish, LessonError> {
    let what = text.strip_prefix("flight:").ok_or_else(|| text.complaint("lesson-bad-in-flight"))?;
    if let Ok(count) = what.text.parse() {
        return Ok(Wish::InFlight(count));
    }
    Ok(Wish::Present(pattern::parse(notation, what)?))
}

fn rule(notation: &Notation<'_>, text: Placed<'_>) -> Result<Wish, LessonError> {
    let (key, place) = text.word();
    if !crate::text::has(&format!("rule-{}", key.text)) {
        return Err(key.complaint("lesson-unknown-rule"));
    }
    let (at, name) = place.word();
    if at.text != "at" {
        return Err(at.complaint("lesson-bad-rule"));
    }
    Ok(Wish::Rule(key.text.to_owned(), pattern::node(notation, name)?))
}

fn verdict(property: Property, text: Placed<'_>) -> Result<Wish, LessonError> {
    match text.text {
        "holds" => Ok(Wish::Property(property, true)),
        "broken" => Ok(Wish::Property(property, false)),
        _ => Err(text.complaint("lesson-bad-verdict")),
    }
}

fn node_state(notation: &Notation<'_>, text: Placed<'_>) -> Result<Wish, LessonError> {
    let (name, state) = text.split_once(":").ok_or_else(|| text.complaint("lesson-unknown-expectation"))?;
    let node = pattern::node(notation, name)?;
    match state.text {
        "up" => return Ok(Wish::IsUp(node, true)),
        "down" => return Ok(Wish::IsUp(node, false)),
        _ => {}
    }
    let wishes = state.split(',').into_iter();
    let wishes = wishes.map(|wish| field_wish(notation, node, wish));
    Ok(Wish::Fields(node, wishes.collect::<Result<_, _>>()?))
}

fn field_wish(notation: &Notation<'_>, node: NodeId, text: Placed<'_>) -> Result<FieldWish, LessonError> {
    let (name, value) = text.split_once("=").ok_or_else(|| text.complaint("lesson-bad-field"))?;
    let key = field_key(notation, node, name)?;
    Ok(FieldWish { place: text.place, key, text: value.text.to_owned() })
}

/// Reads the name of a field of a node, in the deck's terms, in the standard ones, or by its key.
pub(super) fn field_key(
    notation: &Notation<'_>,
    node: NodeId,
    name: Placed<'_>,
) -> Result<FieldKey, LessonError> {
    let fields = notation.setup.start()[node.index()].fields(notation.setup, node);
    let keys: Vec<FieldKey> = fields.iter().map(|field| field.key).collect();
    notation.terms.field_named(name.text, &keys).ok_or_else(|| {
        let known: Vec<String> = fields.iter().map(|f| notation.terms.field(f.key)).collect();
        let node = Arg::from(notation.setup.name(node));
        let args = [("text", name.text.into()), ("node", node), ("fields", known.join(", ").into())];
        name.error("lesson-unknown-field", &args)
    })
}
