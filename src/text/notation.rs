//! How numbers, proposals, messages and state are written: the deck's names, `8` or `(8,A)`, `((8,A), foo)`.

use super::{Arg, say, say_as};
use crate::protocol::{
    Ballot, Fact, Field, FieldKey, FieldValue, Message, MessageKind, NodeId, Numbering, Proposal, Rule, Setup,
};

/// Whose words are used for kinds of messages and fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Terms {
    /// The field's standard terms.
    #[default]
    Standard,
    /// Thomas Marshall's "Paxos Made Simple": a promise is "ready", fields are "highest proposed" and so on.
    Marshall,
}

impl Terms {
    /// The terms with this name in a lesson's front matter.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "standard" => Some(Terms::Standard),
            "marshall" => Some(Terms::Marshall),
            _ => None,
        }
    }

    fn word(self, key: &str) -> String {
        match self {
            Terms::Standard => say(key, &[]),
            Terms::Marshall => say_as(key, "marshall", &[]),
        }
    }

    /// The name of a kind of message.
    pub fn kind(self, kind: MessageKind) -> String {
        self.word(&format!("kind-{}", kind.key()))
    }

    /// The name of a field.
    pub fn field(self, key: FieldKey) -> String {
        self.word(&format!("field-{}", key.key()))
    }

    /// The kind that these terms, or the standard ones, call by this name.
    pub fn kind_named(self, name: &str) -> Option<MessageKind> {
        MessageKind::ALL.into_iter().find(|&kind| self.kind(kind) == name || kind.key() == name)
    }

    /// The field that these terms, or the standard ones, call by this name, or that has it as its key.
    pub fn field_named(self, name: &str) -> Option<FieldKey> {
        let by = |terms: Terms| FieldKey::ALL.into_iter().find(|&key| terms.field(key) == name);
        let by_key = || FieldKey::ALL.into_iter().find(|key| key.key() == name);
        by(self).or_else(|| by(Terms::Standard)).or_else(by_key)
    }
}

/// A cluster's names and a deck's terms, which together say how things are written.
#[derive(Clone, Copy, Debug)]
pub struct Notation<'a> {
    /// The cluster.
    pub setup: &'a Setup,
    /// The deck's terms.
    pub terms: Terms,
}

impl Notation<'_> {
    /// A node's name as it is shown: digits at its end become an index, `A2` is A₂.
    pub fn node(&self, node: NodeId) -> String {
        node_label(self.setup.name(node))
    }

    /// The nodes' names, separated by commas.
    pub fn nodes(&self, nodes: impl Iterator<Item = NodeId>) -> String {
        nodes.map(|node| self.node(node)).collect::<Vec<_>>().join(", ")
    }

    /// A proposal number: `8` or `(8,A)`.
    pub fn ballot(&self, ballot: Ballot) -> String {
        match self.setup.numbering() {
            Numbering::Plain => ballot.round.to_string(),
            Numbering::Pairs => format!("({},{})", ballot.round, self.node(ballot.proposer)),
        }
    }

    /// A proposal: `(8, foo)` or `((8,A), foo)`.
    pub fn proposal(&self, proposal: &Proposal) -> String {
        format!("({}, {})", self.ballot(proposal.ballot), proposal.value)
    }

    /// What a message says, without its kind: `(8,A) foo`.
    pub fn content(&self, message: &Message) -> String {
        let number = self.ballot(message.ballot());
        match (message.kind(), message.proposal(), message.promised()) {
            (MessageKind::Promise, Some(reported), _) => format!("{number}, {}", self.proposal(reported)),
            (_, Some(proposal), _) => format!("{number} {}", proposal.value),
            (_, None, Some(promised)) => format!("{number} ≤ {}", self.ballot(promised)),
            (_, None, None) => number,
        }
    }

    /// A message: `accept (8,A) foo`.
    pub fn message(&self, message: &Message) -> String {
        format!("{} {}", self.terms.kind(message.kind()), self.content(message))
    }

    /// What a field holds; `none` for nothing.
    pub fn value(&self, value: &FieldValue) -> String {
        let none = || say("value-none", &[]);
        match value {
            FieldValue::Ballot(ballot) => ballot.map_or_else(none, |ballot| self.ballot(ballot)),
            FieldValue::Proposal(proposal) => proposal.as_ref().map_or_else(none, |p| self.proposal(p)),
            FieldValue::Value(value) => value.as_ref().map_or_else(none, ToString::to_string),
            FieldValue::Count(count) => format!("{}/{}", count.have, count.of),
            FieldValue::Phase(phase) => say(&format!("phase-{}", phase.key()), &[]),
            FieldValue::Tally(tally) if tally.is_empty() => none(),
            FieldValue::Tally(tally) => {
                let entries = tally
                    .iter()
                    .map(|(p, count)| format!("{} {}/{}", self.proposal(p), count.have, count.of));
                entries.collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// A field's name and what it holds: `highest proposed = (8,A)`.
    pub fn field(&self, field: &Field) -> String {
        format!("{} = {}", self.terms.field(field.key), self.value(&field.value))
    }

    /// The sentence of a rule that a node applied.
    pub fn rule(&self, node: NodeId, rule: &Rule) -> String {
        let mut args = vec![("node", Arg::Text(self.node(node)))];
        args.extend(rule.facts().into_iter().map(|(name, fact)| (name, self.fact(&fact))));
        say(&format!("rule-{}", rule.key()), &args)
    }

    /// Where a rule comes from.
    pub fn source(&self, rule: &Rule) -> String {
        say(&format!("source-{}", rule.key()), &[])
    }

    fn fact(&self, fact: &Fact) -> Arg {
        match fact {
            Fact::Ballot(ballot) => Arg::Text(self.ballot(*ballot)),
            Fact::Proposal(proposal) => Arg::Text(self.proposal(proposal)),
            Fact::Value(value) => Arg::Text(value.to_string()),
            Fact::Count(count) => Arg::Number(*count),
            Fact::Node(node) => Arg::Text(self.node(*node)),
        }
    }
}

/// A node's name as it is shown: digits after letters become an index, so `A2` reads A₂.
pub fn node_label(name: &str) -> String {
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    if letters.is_empty() {
        return name.to_owned();
    }
    let index =
        |digit: char| digit.to_digit(10).and_then(|value| char::from_u32(0x2080 + value)).unwrap_or(digit);
    letters.chars().chain(name[letters.len()..].chars().map(index)).collect()
}
