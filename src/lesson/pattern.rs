//! How a lesson points at a message in flight: `accept (8,A) A -> mid`.

use super::LessonError;
use super::source::Placed;
use crate::protocol::{Ballot, MessageKind, NodeId, Value};
use crate::sim::{Packet, World};
use crate::text::Notation;
use std::rc::Rc;

/// What a lesson says of a message, so that it is found in flight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Which of several alike is meant, in the order in which they were sent: 1 is the first. Without it there must be one.
    pub nth: Option<usize>,
    /// Whether a copy made by duplication is meant. Without the word, only originals are.
    pub is_copy: bool,
    /// The kind of the message.
    pub kind: MessageKind,
    /// Its proposal number, if that is said.
    pub number: Option<Number>,
    /// Its place in a log, if that is said.
    pub index: Option<u32>,
    /// The request that it is about, if that is said.
    pub request: Option<Value>,
    /// The sender.
    pub from: NodeId,
    /// The receiver.
    pub to: NodeId,
}

/// A proposal number as a lesson gives it: `8`, `(8,A)`, or `5.4` where numbers have a dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// The number itself.
    pub round: u32,
    /// The proposer that issued it, if that is said.
    pub proposer: Option<NodeId>,
}

impl Number {
    fn fits(self, ballot: Ballot) -> bool {
        self.round == ballot.round && self.proposer.is_none_or(|proposer| proposer == ballot.proposer)
    }
}

impl Pattern {
    /// The messages in flight that the pattern means.
    pub fn find<'w>(&self, world: &'w World) -> Vec<&'w Rc<Packet>> {
        let fits = |packet: &&Rc<Packet>| {
            (packet.from, packet.to) == (self.from, self.to)
                && packet.message.kind() == self.kind
                && packet.copy_of.is_some() == self.is_copy
                && self
                    .number
                    .is_none_or(|number| packet.message.ballot().is_some_and(|ballot| number.fits(ballot)))
                && (self.index.is_none() || self.index == packet.message.index())
                && self.request.as_ref().is_none_or(|request| packet.message.request() == Some(request))
        };
        let found = world.in_flight().iter().filter(fits);
        match self.nth {
            Some(nth) => found.skip(nth.saturating_sub(1)).take(1).collect(),
            None => found.collect(),
        }
    }
}

/// Reads `[2nd] [copy] KIND [NUMBER] [REQUEST] FROM -> TO`, or `learn [INDEX] FROM -> TO`, with a list of nodes on one side: one
/// pattern per entry, in order.
pub(super) fn parse(notation: &Notation<'_>, text: Placed<'_>) -> Result<Vec<Pattern>, LessonError> {
    let arrow = text.split_once("->").or_else(|| text.split_once("→"));
    let (message, receivers) = arrow.ok_or_else(|| text.complaint("lesson-no-arrow"))?;
    let (word, rest) = message.word();
    let nth = ordinal(word.text);
    let message = if nth.is_some() { rest } else { message };
    let (is_copy, message) = match message.word() {
        (word, rest) if word.text == "copy" => (true, rest),
        _ => (false, message),
    };
    let (kind_word, message) = message.word();
    let kind = kind(notation, kind_word)?;
    let (index, message) = match kind {
        MessageKind::Learn => leading_index(message),
        _ => slot(message)?,
    };
    let (number, message) = leading_number(notation, message)?;
    let (request, senders) = leading_request(notation, message);
    let (from, to) = (nodes(notation, senders)?, nodes(notation, receivers)?);
    if from.len() > 1 && to.len() > 1 {
        return Err(text.complaint("lesson-two-lists"));
    }
    let pairs = from.iter().flat_map(|&from| to.iter().map(move |&to| (from, to)));
    let pattern =
        |(from, to)| Pattern { nth, is_copy, kind, number, index, request: request.clone(), from, to };
    Ok(pairs.map(pattern).collect())
}

/// Reads `1st`, `2nd`, `3rd`, `4th` and so on.
fn ordinal(word: &str) -> Option<usize> {
    let digits = ["st", "nd", "rd", "th"].into_iter().find_map(|end| word.strip_suffix(end))?;
    digits.parse().ok().filter(|nth| *nth > 0)
}

/// Writes what [`ordinal`] reads.
pub(super) fn ordinal_words(nth: usize) -> String {
    let end = match (nth % 10, nth % 100) {
        (1, tens) if tens != 11 => "st",
        (2, tens) if tens != 12 => "nd",
        (3, tens) if tens != 13 => "rd",
        _ => "th",
    };
    format!("{nth}{end}")
}

/// Reads the name of a kind of message, in the deck's terms or the standard ones.
pub(super) fn kind(notation: &Notation<'_>, name: Placed<'_>) -> Result<MessageKind, LessonError> {
    notation.terms.kind_named(name.text).ok_or_else(|| {
        let kinds = MessageKind::ALL.map(|kind| notation.terms.kind(kind)).join(", ");
        name.error("lesson-unknown-kind", &[("text", name.text.into()), ("kinds", kinds.into())])
    })
}

/// Reads the name of a node.
pub(super) fn node(notation: &Notation<'_>, name: Placed<'_>) -> Result<NodeId, LessonError> {
    notation.setup.node_named(name.text).ok_or_else(|| {
        let all: Vec<&str> = notation.setup.nodes().map(|id| notation.setup.name(id)).collect();
        name.error("lesson-unknown-node", &[("text", name.text.into()), ("nodes", all.join(", ").into())])
    })
}

/// A message as an author would point at it.
pub(super) fn describe(notation: &Notation<'_>, packet: &Packet) -> String {
    let copy = if packet.copy_of.is_some() { "copy " } else { "" };
    let (from, to) = (notation.setup.name(packet.from), notation.setup.name(packet.to));
    format!("{copy}{} {from} -> {to}", notation.message(&packet.message))
}

/// Reads names of nodes, separated by commas.
pub(super) fn nodes(notation: &Notation<'_>, names: Placed<'_>) -> Result<Vec<NodeId>, LessonError> {
    names.split(',').into_iter().map(|name| node(notation, name)).collect()
}

/// Takes `slot N` off the front, if that stands there.
fn slot(text: Placed<'_>) -> Result<(Option<u32>, Placed<'_>), LessonError> {
    match text.word() {
        (word, rest) if word.text == "slot" => {
            let (number, rest) = rest.word();
            let slot = if number.text == "0" { 0 } else { number.number()? };
            Ok((Some(slot), rest))
        }
        _ => Ok((None, text)),
    }
}

/// Takes a place in a log, counted from 0, off the front, if one stands there.
fn leading_index(text: Placed<'_>) -> (Option<u32>, Placed<'_>) {
    let (word, rest) = text.word();
    word.text.parse().map_or((None, text), |index| (Some(index), rest))
}

/// Takes a request off the front, if one stands there: a word before the sender that is no node's name.
fn leading_request<'a>(notation: &Notation<'_>, text: Placed<'a>) -> (Option<Value>, Placed<'a>) {
    let (word, rest) = text.word();
    let is_request = !rest.text.is_empty()
        && !word.text.ends_with(',')
        && !rest.text.starts_with(',')
        && notation.setup.node_named(word.text).is_none();
    if is_request { (Some(Value::new(word.text)), rest) } else { (None, text) }
}

/// Takes a number off the front, if one stands there. No node's name begins with a digit or a parenthesis.
pub(super) fn leading_number<'a>(
    notation: &Notation<'_>,
    text: Placed<'a>,
) -> Result<(Option<Number>, Placed<'a>), LessonError> {
    if let Some(rest) = text.strip_prefix("(") {
        let pair = rest.split_once(")").and_then(|(pair, rest)| Some((pair.split_once(",")?, rest)));
        let ((round, proposer), rest) = pair.ok_or_else(|| text.complaint("lesson-bad-pair"))?;
        let number = Number { round: round.number()?, proposer: Some(node(notation, proposer)?) };
        return Ok((Some(number), rest));
    }
    if text.text.starts_with(|c: char| c.is_ascii_digit()) {
        let (round, rest) = text.word();
        if let Some((first, second)) = round.split_once(".")
            && let (server, round) =
                if notation.terms.has_round_first() { (second, first) } else { (first, second) }
            && let Some(proposer) = notation.server_named(server.text)
        {
            // The deck's ballots begin with 0.1.
            let round = if round.text == "0" { 0 } else { round.number()? };
            return Ok((Some(Number { round, proposer: Some(proposer) }), rest));
        }
        let number = Number { round: round.number()?, proposer: None };
        return Ok((Some(number), rest));
    }
    Ok((None, text))
}
