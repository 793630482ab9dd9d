//! A run as other tools read it: events one by one, and `ShiViz`'s text. docs/files.md describes both.

use super::Run;
use super::json::Json;
use super::words::{cluster_json, write_event};
use crate::protocol::Set;
use crate::protocol::{Ballot, Content, NodeId, Proposal, Setup};
use crate::sim::{Causality, Event, Packet, Step};
use crate::text::Notation;

/// Writes the events of the line, with where each happened, which rules were applied and what was sent, as JSON.
pub fn write_events(run: &Run) -> String {
    let setup = &*run.setup;
    let mut steps = Vec::new();
    run.play(|_, step| steps.push(step.clone()));
    let causality = Causality::of(setup, &steps);
    let packets =
        |packets: &[std::rc::Rc<Packet>]| Json::list(packets.iter().map(|packet| packet_json(setup, packet)));
    let event = |(number, step): (u32, &Step)| {
        let place = causality.place(number).map_or(Json::Null, |node| Json::text(setup.name(node)));
        let event = write_event(Json::object([("step", number.into())]), setup, &step.event);
        let rule = |(node, rule): &(NodeId, crate::protocol::Rule)| {
            Json::object([("node", Json::text(setup.name(*node))), ("rule", Json::text(rule.key()))])
        };
        event
            .with("at", place)
            .with("received", step.consumed.as_ref().map_or(Json::Null, |packet| packet_json(setup, packet)))
            .with("rules", Json::list(step.rules.iter().map(rule)))
            .with("sent", packets(&step.sent))
            .with("lost", packets(&step.lost))
    };
    let events = Json::list((1..).zip(&steps).map(event));
    Json::object([("cluster", cluster_json(setup)), ("events", events)]).write_lines(&["events"])
}

/// Writes the events of the line in `ShiViz`'s format: a line with the node and its vector clock, a line with what
/// happened. `ShiViz` reads it with the expression `(?<host>\S*) (?<clock>{.*})\n(?<event>.*)`. What happens at no node,
/// such as the loss of a message, is not in it.
pub fn write_shiviz(run: &Run) -> String {
    let setup = &*run.setup;
    let mut steps = Vec::new();
    run.play(|_, step| steps.push(step.clone()));
    let causality = Causality::of(setup, &steps);
    let hosts = hosts(setup);
    let notation = Notation { setup, terms: run.terms };
    let mut text = String::new();
    for (number, step) in (1..).zip(&steps) {
        let (Some(node), Some(clock)) = (causality.place(number), causality.clock(number)) else { continue };
        let entries = hosts.iter().zip(clock).filter(|(_, count)| **count > 0);
        let clock = entries.map(|(host, &count)| (host.clone(), count.into())).collect();
        let words = event_words(&notation, step);
        text.extend([hosts[node.index()].as_str(), " "]);
        Json::Object(clock).write(&mut text);
        text.extend(["\n", words.as_str(), "\n"]);
    }
    text
}

/// The nodes' names without spaces, each different.
fn hosts(setup: &Setup) -> Vec<String> {
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || c == '{';
    let plain: Vec<String> = setup.nodes().map(|node| setup.name(node).replace(is_odd, "_")).collect();
    let different: Set<&String> = plain.iter().collect();
    if different.len() == plain.len() {
        return plain;
    }
    plain.iter().enumerate().map(|(index, name)| format!("{name}#{index}")).collect()
}

/// What a step did at its node, on one line: the sentences of its rules, or else the kind of event.
fn event_words(notation: &Notation<'_>, step: &Step) -> String {
    let rules: Vec<String> = step.rules.iter().map(|(node, rule)| notation.rule(*node, rule)).collect();
    let words =
        if rules.is_empty() { super::words::event_key(&step.event).to_owned() } else { rules.join(". ") };
    let received = step.consumed.as_ref().filter(|_| matches!(step.event, Event::Deliver(_)));
    let line = received.map_or(words.clone(), |packet| {
        format!("{} ← {}: {words}", notation.message(&packet.message), notation.node(packet.from))
    });
    line.replace(char::is_control, " ")
}

/// Writes a message.
pub(super) fn packet_json(setup: &Setup, packet: &Packet) -> Json {
    let message = &packet.message;
    let json = Json::object([
        ("id", packet.id.0.into()),
        ("kind", Json::text(message.kind().key())),
        ("from", Json::text(setup.name(packet.from))),
        ("to", Json::text(setup.name(packet.to))),
        ("number", ballot_json(setup, message.ballot().unwrap_or(Ballot::UNNUMBERED))),
        ("proposal", option_json(message.proposal().map(|proposal| proposal_json(setup, proposal)))),
        ("promised", option_json(message.promised().map(|ballot| ballot_json(setup, ballot)))),
        ("copy_of", option_json(packet.copy_of.map(|id| id.0.into()))),
        ("held", Json::Bool(packet.is_held)),
    ]);
    match message.content() {
        Content::Found(value) => {
            json.with("found", option_json(value.map(|value| Json::text(value.as_str()))))
        }
        Content::Answer(is_yes) => json.with("answer", Json::Bool(is_yes)),
        Content::State(state) => json.with("state", Json::text(state.key())),
        Content::Entry(index, value) => {
            json.with("index", index.into()).with("value", Json::text(value.as_str()))
        }
        _ => json,
    }
}

/// Writes a proposal number.
pub(super) fn ballot_json(setup: &Setup, ballot: Ballot) -> Json {
    Json::object([("round", ballot.round.into()), ("proposer", Json::text(setup.name(ballot.proposer)))])
}

/// Writes a proposal.
pub(super) fn proposal_json(setup: &Setup, proposal: &Proposal) -> Json {
    let value = Json::text(proposal.value.as_str());
    Json::object([("number", ballot_json(setup, proposal.ballot)), ("value", value)])
}

/// Writes what may be missing, as Quint does: a variant `Some` or `None`.
pub(super) fn option_json(value: Option<Json>) -> Json {
    let (tag, value) = match value {
        Some(value) => ("Some", value),
        None => ("None", Json::object([("#tup", Json::List(Vec::new()))])),
    };
    Json::object([("tag", Json::text(tag)), ("value", value)])
}
