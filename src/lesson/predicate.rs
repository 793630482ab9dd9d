//! What may be asked of a node's state, typed in one line: `A2.promised >= (9,B)`, `A.phase = accepting`,
//! `L.learned = foo`. Names, numbers and values are written as lessons write them.

use super::expect::squeezed;
use super::pattern::{self, Number};
use super::source::Placed;
use super::{LessonError, expect};
use crate::protocol::{Ballot, FieldKey, FieldValue, NodeId, Phase};
use crate::sim::World;
use crate::text::{Notation, Terms, say};
use std::cmp::Ordering;

/// Something that is true or false of a node's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Predicate {
    /// The node.
    pub node: NodeId,
    /// The field.
    pub key: FieldKey,
    /// How the field is compared.
    pub comparison: Comparison,
    /// With what, as it was typed.
    pub text: String,
    terms: Terms,
    operand: Operand,
}

/// How a field is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// It holds this.
    Equal,
    /// It holds something else.
    Unequal,
    /// It holds this or something greater.
    AtLeast,
    /// It holds this or something smaller.
    AtMost,
    /// It holds something greater.
    Above,
    /// It holds something smaller.
    Below,
}

/// The signs for comparisons. Those of two characters come first, since the others are parts of them.
const SIGNS: [(&str, Comparison); 9] = [
    (">=", Comparison::AtLeast),
    ("≥", Comparison::AtLeast),
    ("<=", Comparison::AtMost),
    ("≤", Comparison::AtMost),
    ("!=", Comparison::Unequal),
    ("≠", Comparison::Unequal),
    (">", Comparison::Above),
    ("<", Comparison::Below),
    ("=", Comparison::Equal),
];

impl Comparison {
    fn fits(self, order: Ordering) -> bool {
        match self {
            Comparison::Equal => order.is_eq(),
            Comparison::Unequal => order.is_ne(),
            Comparison::AtLeast => order.is_ge(),
            Comparison::AtMost => order.is_le(),
            Comparison::Above => order.is_gt(),
            Comparison::Below => order.is_lt(),
        }
    }

    fn needs_order(self) -> bool {
        !matches!(self, Comparison::Equal | Comparison::Unequal)
    }
}

/// What a field is compared with. Nothing is below everything.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Operand {
    Nothing,
    Number(Number),
    Count(u32),
    Integer(u32),
    Phase(Phase),
    /// Text as the field is written, without white space.
    Text(String),
}

const PHASES: [Phase; 4] = [Phase::Idle, Phase::Preparing, Phase::Accepting, Phase::Chosen];

impl Predicate {
    /// Reads a predicate; the error says what is wrong with it.
    pub fn parse(notation: &Notation<'_>, text: &str) -> Result<Self, LessonError> {
        let text = Placed::within(text, 0..text.len()).trim();
        let found =
            SIGNS.iter().filter_map(|&(sign, comparison)| Some((text.text.find(sign)?, sign, comparison)));
        // The first sign counts; of two that begin at one place it is the longer, which comes first in the list.
        let (_, sign, comparison) =
            found.min_by_key(|&(at, ..)| at).ok_or_else(|| text.complaint("predicate-form"))?;
        let halves = text.split_once(sign).and_then(|(left, right)| Some((left.split_once(".")?, right)));
        let ((name, field), operand) = halves.ok_or_else(|| text.complaint("predicate-form"))?;
        let plain = squeezed(name.text);
        let node = match notation.setup.node_named(&plain) {
            Some(node) => node,
            None => pattern::node(notation, name)?,
        };
        let key = expect::field_key(notation, node, field)?;
        let fields = notation.setup.start()[node.index()].fields(notation.setup, node);
        let holds = fields.iter().find(|field| field.key == key).map(|field| &field.value);
        let typed = match holds {
            Some(value) => read(notation, value, operand)?,
            None => return Err(field.complaint("predicate-form")),
        };
        if comparison.needs_order() && matches!(typed, Operand::Text(_)) {
            return Err(field.complaint("predicate-order"));
        }
        let text = operand.text.to_owned();
        Ok(Predicate { node, key, comparison, text, terms: notation.terms, operand: typed })
    }

    /// The predicate as it would be typed.
    pub fn words(&self, notation: &Notation<'_>) -> String {
        let sign = SIGNS.iter().find(|(_, comparison)| *comparison == self.comparison);
        let sign = sign.map_or("", |(sign, _)| *sign);
        format!("{}.{} {sign} {}", notation.node(self.node), notation.terms.field(self.key), self.text)
    }

    /// Whether it is true in a world.
    pub fn holds(&self, world: &World) -> bool {
        let fields = world.fields(self.node);
        let field = fields.iter().find(|field| field.key == self.key);
        field.is_some_and(|field| self.comparison.fits(self.order(world, &field.value)))
    }

    /// How what the field holds compares with the operand. Of what has no order, anything but equal is greater.
    fn order(&self, world: &World, value: &FieldValue) -> Ordering {
        let ballot = |ballot: Ballot| match &self.operand {
            Operand::Number(Number { round, proposer: None }) => ballot.round.cmp(round),
            Operand::Number(Number { round, proposer: Some(proposer) }) => {
                world.setup().numbering().compare(ballot, Ballot { round: *round, proposer: *proposer })
            }
            _ => Ordering::Greater,
        };
        match (value, &self.operand) {
            (FieldValue::Ballot(Some(number)), Operand::Number(_)) => ballot(*number),
            (FieldValue::Proposal(Some(proposal)), Operand::Number(_)) => ballot(proposal.ballot),
            (FieldValue::Ballot(None) | FieldValue::Proposal(None), Operand::Number(_)) => Ordering::Less,
            (FieldValue::Count(count), Operand::Count(wanted)) => count.have.cmp(wanted),
            (FieldValue::Number(number) | FieldValue::Money(number), Operand::Integer(wanted)) => {
                number.cmp(wanted)
            }
            (FieldValue::Phase(phase), Operand::Phase(wanted)) => phase.cmp(wanted),
            (FieldValue::Proposal(Some(proposal)), Operand::Text(text))
                if squeezed(proposal.value.as_str()) == *text =>
            {
                Ordering::Equal
            }
            (value, Operand::Text(text)) => {
                let notation = Notation { setup: world.setup(), terms: self.terms };
                if squeezed(&notation.value(value)) == *text { Ordering::Equal } else { Ordering::Greater }
            }
            (value, Operand::Nothing) if is_nothing(value) => Ordering::Equal,
            _ => Ordering::Greater,
        }
    }
}

/// Whether a field holds nothing.
fn is_nothing(value: &FieldValue) -> bool {
    match value {
        FieldValue::Ballot(ballot) => ballot.is_none(),
        FieldValue::Proposal(proposal) => proposal.is_none(),
        FieldValue::Value(value) => value.is_none(),
        FieldValue::Tally(tally) => tally.is_empty(),
        FieldValue::Log(entries) => entries.is_empty(),
        FieldValue::Record(record) => record.is_none(),
        FieldValue::Sequence(state) => state.is_empty(),
        FieldValue::Seen(seen) => seen.is_empty(),
        FieldValue::Values(values) | FieldValue::List(values) => values.is_empty(),
        FieldValue::Slots(entries) | FieldValue::Pvalues(entries) => entries.is_empty(),
        FieldValue::Learns(entries) => entries.is_empty(),
        FieldValue::Nodes(nodes) => nodes.is_none(),
        FieldValue::Pairs(pairs) => pairs.is_empty(),
        FieldValue::Count(_)
        | FieldValue::Phase(_)
        | FieldValue::State(_)
        | FieldValue::Number(_)
        | FieldValue::Money(_)
        | FieldValue::Flag(_) => false,
    }
}

/// Reads what a field is compared with, by what the field holds.
fn read(notation: &Notation<'_>, value: &FieldValue, text: Placed<'_>) -> Result<Operand, LessonError> {
    if text.text.is_empty() {
        return Err(text.complaint("predicate-nothing"));
    }
    let terms = notation.terms;
    let nothing = match value {
        FieldValue::Ballot(_) => terms.no_number(),
        _ => terms.nothing(),
    };
    if [nothing, Terms::Standard.nothing()].iter().any(|word| squeezed(word) == squeezed(text.text)) {
        return Ok(Operand::Nothing);
    }
    let number = || match pattern::leading_number(notation, text)? {
        (Some(number), rest) if rest.text.is_empty() => Ok(number),
        _ => Err(text.complaint("predicate-number")),
    };
    Ok(match value {
        FieldValue::Ballot(_) => Operand::Number(number()?),
        // A proposal is compared by its number or, in full or by its value, as text.
        FieldValue::Proposal(_) => {
            number().map_or_else(|_| Operand::Text(squeezed(text.text)), Operand::Number)
        }
        FieldValue::Count(_) => {
            let count = text.text.split('/').next().unwrap_or_default().trim().parse();
            Operand::Count(count.map_err(|_| text.complaint("predicate-count"))?)
        }
        FieldValue::Phase(_) => {
            let named = |phase: &Phase| say(&format!("phase-{}", phase.key()), &[]) == text.text;
            let phase = PHASES.into_iter().find(named).ok_or_else(|| {
                let all = PHASES.map(|phase| say(&format!("phase-{}", phase.key()), &[])).join(", ");
                text.error("predicate-phase", &[("text", text.text.into()), ("phases", all.into())])
            });
            Operand::Phase(phase?)
        }
        FieldValue::Number(_) | FieldValue::Money(_) => {
            let number =
                text.text.trim_start_matches('$').parse().map_err(|_| text.complaint("predicate-count"));
            Operand::Integer(number?)
        }
        FieldValue::Value(_)
        | FieldValue::Tally(_)
        | FieldValue::State(_)
        | FieldValue::Record(_)
        | FieldValue::Flag(_)
        | FieldValue::Sequence(_)
        | FieldValue::Seen(_)
        | FieldValue::Values(_)
        | FieldValue::Slots(_)
        | FieldValue::Learns(_)
        | FieldValue::Pvalues(_)
        | FieldValue::Nodes(_)
        | FieldValue::List(_)
        | FieldValue::Pairs(_)
        | FieldValue::Log(_) => Operand::Text(squeezed(text.text)),
    })
}
