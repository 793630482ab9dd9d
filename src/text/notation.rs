//! How numbers, proposals, messages and state are written: the deck's names, `8` or `(8,A)`, `((8,A), foo)`.

use super::{Arg, say, say_as};
use crate::protocol::{
    Ballot, Content, Fact, Field, FieldKey, FieldValue, Message, MessageKind, NodeId, NodeState, Numbering,
    Proposal, Rule, Setup, Value,
};

/// Whose words and signs are used for kinds of messages, fields and numbers. A deck's own words are the attributes with
/// its name in the catalogue; where it has none, the field's standard word is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Terms {
    /// The field's standard terms.
    #[default]
    Standard,
    /// Thomas Marshall's "Paxos Made Simple": a promise is "ready", fields are "highest proposed" and so on.
    Marshall,
    /// Umar Javed's "Paxos by Example": messages read `ACCEPT(4, 5)`, and nothing is `null`, or 0 for a number.
    Javed,
    /// Andrew Helwer's Dr. TLA+ lecture: numbers read `server.round`.
    Helwer,
    /// Hein Meling and Leander Jehl's "Paxos Explained from Scratch": messages read `⟨Acc, 1, m1, 1⟩`, and states σ²¹.
    Meling,
    /// Arvind Krishnamurthy's "Paxos Made Moderately Complex": ballots read `0.1`, pvalues `<0.1, 1, A>`.
    Krishnamurthy,
}

impl Terms {
    /// Everybody's terms, each with its name in the front matter of lessons and in the catalogue. For the standard ones
    /// the catalogue has no attributes, so it answers with the common words.
    pub const ALL: [(&'static str, Terms); 6] = [
        ("standard", Terms::Standard),
        ("marshall", Terms::Marshall),
        ("javed", Terms::Javed),
        ("helwer", Terms::Helwer),
        ("meling", Terms::Meling),
        ("krishnamurthy", Terms::Krishnamurthy),
    ];

    /// The terms in which a construction is shown where nobody says otherwise: those of the deck that it comes from, if
    /// its signs say more than the standard ones.
    pub fn usual(setup: &Setup) -> Self {
        match setup {
            Setup::Ladder(_) => Terms::Meling,
            Setup::Pmmc(_) => Terms::Krishnamurthy,
            _ => Terms::Standard,
        }
    }

    /// The terms with this name in a lesson's front matter.
    pub fn named(name: &str) -> Option<Self> {
        Terms::ALL.into_iter().find(|(other, _)| *other == name).map(|(_, terms)| terms)
    }

    /// The name of these terms in lessons' front matter, and of their words in the catalogue.
    pub fn key(self) -> &'static str {
        Terms::ALL.into_iter().find(|(_, terms)| *terms == self).map_or("", |(key, _)| key)
    }

    /// These terms' word or sentence for something that the catalogue has an entry for.
    pub fn say(self, key: &str, args: &[(&str, Arg)]) -> String {
        say_as(key, self.key(), args)
    }

    fn word(self, key: &str) -> String {
        self.say(key, &[])
    }

    /// Whether numbers that belong to a proposer are written with a dot: its server's number and the round, or the round and
    /// its number.
    fn has_dotted_numbers(self) -> bool {
        matches!(self, Terms::Helwer | Terms::Krishnamurthy)
    }

    /// Whether the round stands before that dot.
    pub fn has_round_first(self) -> bool {
        self == Terms::Krishnamurthy
    }

    /// Whether what is accepted for slots is written as pvalues.
    pub(super) fn has_pvalues(self) -> bool {
        self == Terms::Krishnamurthy
    }

    /// What a field holds that holds nothing.
    pub fn nothing(self) -> String {
        self.word("value-none")
    }

    /// What a field holds that holds no number yet.
    pub fn no_number(self) -> String {
        self.word("number-none")
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

    /// The field, of those that a node has, that these terms or the standard ones call by this name, or that has it as
    /// its key.
    pub fn field_named(self, name: &str, of: &[FieldKey]) -> Option<FieldKey> {
        let by = |terms: Terms| of.iter().copied().find(|&key| terms.field(key) == name);
        let by_key = || of.iter().copied().find(|key| key.key() == name);
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

    /// A proposal number: `8`, `(8,A)`, or `5.4` for round 4 of server S5.
    pub fn ballot(&self, ballot: Ballot) -> String {
        match self.setup.numbering() {
            Numbering::Plain => ballot.round.to_string(),
            Numbering::Pairs if self.terms.has_round_first() => {
                format!("{}.{}", ballot.round, self.server(ballot.proposer))
            }
            Numbering::Pairs if self.terms.has_dotted_numbers() => {
                format!("{}.{}", self.server(ballot.proposer), ballot.round)
            }
            Numbering::Pairs => format!("({},{})", ballot.round, self.node(ballot.proposer)),
            Numbering::Named => self.node(ballot.proposer),
            Numbering::Unnumbered => String::new(),
        }
    }

    /// The proposer that numbers with a dot call this; none where numbers are written otherwise.
    pub fn server_named(&self, server: &str) -> Option<NodeId> {
        let mut proposers = self.setup.proposers().filter(|_| self.terms.has_dotted_numbers());
        proposers.find(|&node| self.server(node) == server)
    }

    /// What numbers call a proposer by: the number of its server, the 5 of S5, or else its name.
    fn server(&self, node: NodeId) -> &str {
        let name = self.setup.name(node);
        let number = name.trim_start_matches(|c: char| !c.is_ascii_digit());
        if number.is_empty() { name } else { number }
    }

    /// A proposal: `(8, foo)` or `((8,A), foo)`; without numbers, the value.
    pub fn proposal(&self, proposal: &Proposal) -> String {
        if proposal.ballot == Ballot::UNNUMBERED {
            return proposal.value.to_string();
        }
        format!("({}, {})", self.ballot(proposal.ballot), proposal.value)
    }

    /// What a message says, without its kind: `(8,A) foo`.
    pub fn content(&self, message: &Message) -> String {
        match message.content() {
            Content::Nothing => String::new(),
            Content::Number(number) => self.ballot(number),
            Content::Report(number, None) => {
                self.terms.say("content-no-report", &[("n", self.ballot(number).into())])
            }
            Content::Report(number, Some(reported)) => {
                format!("{}, {}", self.ballot(number), self.proposal(reported))
            }
            Content::Proposal(proposal) if proposal.ballot == Ballot::UNNUMBERED => {
                proposal.value.to_string()
            }
            Content::Proposal(proposal) => {
                let n = self.ballot(proposal.ballot);
                let args = [("n", n.into()), ("value", proposal.value.as_str().into())];
                self.terms.say("content-proposal", &args)
            }
            Content::Refusal(number, promised) => {
                format!("{} ≤ {}", self.ballot(number), self.ballot(promised))
            }
            Content::Found(value) => value.map_or_else(|| say("value-no", &[]), ToString::to_string),
            Content::Answer(is_yes) => say(if is_yes { "value-yes" } else { "value-no" }, &[]),
            Content::State(state) => state_word(state),
            Content::Entry(index, value) if self.terms.has_pvalues() => format!("{index}, {value}"),
            Content::Entry(index, value) => format!("{index}: {value}"),
            Content::Command(value) => value.to_string(),
            Content::Order(round, value, Some(slot)) if self.terms.has_pvalues() => {
                self.pvalue(slot, round, value)
            }
            Content::Order(round, value, slot) => self.order(round, value, slot),
            Content::Reports(round, reports) if self.terms.has_pvalues() => self.adoption(round, &reports),
            Content::Reports(round, reports) => self.reports(round, &reports),
            Content::Sequence(state, server) => self.state(state, Some(server)),
            Content::Answered(ballot, slot) => format!("{}, {slot}", self.ballot(ballot)),
            Content::Result(command, result) => format!("{command}, {result}"),
            Content::Slot(slot) => slot.to_string(),
        }
    }

    /// A request that is ordered: its round, what it is, its sequence number, as far as there are any: `1, m1, 2`.
    fn order(&self, round: Ballot, value: &Value, slot: Option<u32>) -> String {
        let round = Some(round).filter(|round| *round != Ballot::UNNUMBERED).map(|round| self.ballot(round));
        let parts = round.into_iter().chain([value.to_string()]).chain(slot.map(|slot| slot.to_string()));
        parts.collect::<Vec<_>>().join(", ")
    }

    /// What a promise reports: `2, (1,m1)`, or with the sequence numbers if there is more than the first.
    fn reports(&self, round: Ballot, reports: &[(u32, Ballot, &Value)]) -> String {
        const SHOWN_MAX: usize = 4;
        let entry = |&(slot, round, value): &(u32, Ballot, &Value)| {
            let vote = self.vote(round, value);
            if slot == 1 && reports.len() == 1 { vote } else { format!("{slot}:{vote}") }
        };
        let skipped = reports.len().saturating_sub(SHOWN_MAX);
        let mut parts: Vec<String> = reports[skipped..].iter().map(entry).collect();
        if skipped > 0 {
            parts.insert(0, "…".to_owned());
        }
        let reported = if parts.is_empty() { "(–)".to_owned() } else { parts.join(", ") };
        format!("{}, {reported}", self.ballot(round))
    }

    /// The same where there is little room.
    pub fn short_content(&self, message: &Message) -> String {
        match (message.ballot(), message.content()) {
            (_, Content::Order(_, value, _) | Content::Entry(_, value)) if self.terms.has_pvalues() => {
                value.to_string()
            }
            (_, Content::Order(_, value, _)) => value.to_string(),
            (Some(ballot), _) => self.ballot(ballot),
            (None, Content::Nothing) => self.terms.kind(message.kind()),
            (None, _) => self.content(message),
        }
    }

    /// A message: `accept (8,A) foo`, or `ACCEPT(4, 5)`.
    pub fn message(&self, message: &Message) -> String {
        let kind = self.terms.kind(message.kind());
        let key = match message.content() {
            Content::Nothing => return kind,
            // What clients send and hear, the deck writes without a name.
            _ if matches!(message.kind(), MessageKind::Request | MessageKind::Reply) => "message-plain",
            _ => "message-label",
        };
        self.terms.say(key, &[("kind", kind.into()), ("content", self.content(message).into())])
    }

    /// What a field holds; `none` for nothing.
    pub fn value(&self, value: &FieldValue) -> String {
        let none = || self.terms.nothing();
        match value {
            FieldValue::Ballot(ballot) => {
                ballot.map_or_else(|| self.terms.no_number(), |ballot| self.ballot(ballot))
            }
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
            FieldValue::State(state) => state_word(*state),
            FieldValue::Record(record) => record.map_or_else(none, state_word),
            FieldValue::Number(number) => number.to_string(),
            FieldValue::Money(dollars) => format!("${dollars}"),
            FieldValue::Flag(flag) => self.terms.say(if *flag { "value-yes" } else { "value-no" }, &[]),
            FieldValue::Sequence(state) => self.state(state, None),
            FieldValue::Seen(seen) if seen.is_empty() => none(),
            FieldValue::Seen(seen) => self.states(seen),
            FieldValue::Values(values) => super::states::requests(values),
            FieldValue::Slots(entries) => self.slots(entries),
            FieldValue::Learns(entries) => self.learns(entries),
            FieldValue::Pvalues(entries) => self.pvalues(entries),
            FieldValue::Nodes(nodes) => nodes.map_or_else(none, |nodes| self.nodes(nodes.iter())),
            FieldValue::List(values) => super::pvalues::list(values.iter().map(ToString::to_string)),
            FieldValue::Pairs(pairs) => super::pvalues::pairs(pairs),
            FieldValue::Log(entries) if entries.is_empty() => none(),
            FieldValue::Log(entries) => {
                let entry =
                    |entry: &Option<Value>| entry.as_ref().map_or_else(|| "–".to_owned(), Value::to_string);
                format!("[{}]", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
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
        self.terms.say(&format!("rule-{}", rule.key()), &args)
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
            Fact::State(state) => Arg::Text(state_word(*state)),
            Fact::Told((state, server)) => Arg::Text(self.state(state, Some(*server))),
        }
    }
}

/// The name of a state: `READY`.
pub fn state_word(state: NodeState) -> String {
    say(&format!("state-{}", state.key()), &[])
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
