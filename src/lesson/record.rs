//! The other way round: from a run that somebody made by hand to a lesson that plays it.

use super::expect::{self, Evidence};
use super::pattern;
use super::script::{self, Verb};
use super::source::{Place, Placed};
use crate::check::{Property, Verdict, judge};
use crate::protocol::synod::{Config, Layout, Learning, Rejections};
use crate::protocol::{Act, Cluster as _, Map, MessageKind, NodeId, Numbering, Setup, Value};
use crate::sim::{Event, History, MsgId, Packet, World};
use crate::text::{Notation, Terms, say};
use std::fmt::Write as _;

/// Writes the line that is looked at as a lesson's file: what happened, with what then stood on the cards as
/// expectations. A moment that has a name begins a part. The error is the step that no line can say: of several messages
/// that are alike in all that a lesson can say of them, one was moved.
pub fn record(title: &str, history: &History, terms: Terms) -> Result<String, usize> {
    let setup = history.world().setup();
    let recorder = Recorder { notation: Notation { setup, terms } };
    let mut text = head(&words(title), setup, terms);
    let names: Map<usize, &str> = history.names().map(|(moment, name)| (moment.index(), name)).collect();
    let line = history.line();
    let heading = |at: usize| names.get(&line[at].index()).map(|name| words(name));
    let mut part = heading(0).unwrap_or_else(|| say("record-part", &[]));
    let mut orders = Vec::new();
    for at in 1..line.len() {
        let (before, moment) = (&history.moment(line[at - 1]).world, history.moment(line[at]));
        let Some(step) = moment.step.as_deref() else { continue };
        orders.push(recorder.order(before, &step.event).ok_or(at)?);
        orders.extend(recorder.expectations(before, &moment.world, &step.event));
        if let Some(next) = heading(at).filter(|_| at + 1 < line.len()) {
            write_part(&mut text, &part, &orders);
            (part, orders) = (next, Vec::new());
        }
    }
    orders.extend(recorder.at_the_end(history.world()));
    write_part(&mut text, &part, &orders);
    Ok(text)
}

fn write_part(text: &mut String, title: &str, orders: &[String]) {
    // Writing to a string cannot fail.
    let _ = write!(text, "\n## {title}\n\n{}\n", say("record-prose", &[]));
    if !orders.is_empty() {
        let _ = write!(text, "\n```run\n{}\n```\n", orders.join("\n"));
    }
}

/// A title as a line of a lesson can hold it: nothing in it is a mark of Markdown's, or of the head's.
fn words(title: &str) -> String {
    let plain = |c: char| if c.is_control() || "\\`*_[]<>&#{}".contains(c) { ' ' } else { c };
    let words = title.chars().map(plain).collect::<String>();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() { say("record-title", &[]) } else { words }
}

fn head(title: &str, setup: &Setup, terms: Terms) -> String {
    let mut entries = vec![("title", title.to_owned()), ("summary", say("record-summary", &[]))];
    match setup {
        Setup::Synod(config) if config.layout == Layout::Apart => entries.extend(apart(config)),
        _ => {
            entries.push(("protocol", setup.key().to_owned()));
            entries.extend(setup.cluster().telling_settings());
        }
    }
    if terms != Terms::Standard {
        entries.push(("terms", terms.key().to_owned()));
    }
    let lines = entries.into_iter().map(|(key, value)| format!("{key}: {value}\n"));
    format!("---\n{}---\n", lines.collect::<String>())
}

/// The head of single-decree Paxos with roles apart, all of it.
fn apart(config: &Config) -> Vec<(&'static str, String)> {
    let proposer = |proposer: &crate::protocol::synod::ProposerConfig| match &proposer.wants {
        Some(value) => format!("{} wants {value} from {}", proposer.name, proposer.first),
        None => format!("{} from {}", proposer.name, proposer.first),
    };
    let proposers: Vec<String> = config.proposers.iter().map(proposer).collect();
    let learners = if config.learners.is_empty() { "none".to_owned() } else { config.learners.join(" ") };
    let either = |is_first: bool, words: [&str; 2]| words[usize::from(!is_first)].to_owned();
    let mut entries = vec![
        ("proposers", proposers.join("; ")),
        ("acceptors", config.acceptors.join(" ")),
        ("learners", learners),
        ("numbers", either(config.numbering == Numbering::Pairs, ["pairs", "plain"])),
        ("rejections", either(config.rejections == Rejections::Silent, ["silent", "answered"])),
        ("learning", either(config.learning == Learning::ViaProposer, ["proposer", "direct"])),
        ("eager", either(config.eager, ["yes", "no"])),
    ];
    if config.promise_quorum.is_some() || config.accept_quorum.is_some() {
        let quorums = Setup::Synod(config.clone()).cluster().quorums();
        entries.extend(quorums.map(|quorums| ("quorums", format!("{} {}", quorums.promise, quorums.accept))));
    }
    entries.extend(config.unusual_rules());
    // The head knows how a proposer chooses under its usual name only.
    let adoption = config.rules().into_iter().find(|(key, _)| *key == "adoption");
    entries.retain(|(key, _)| *key != "adoption");
    entries.extend(adoption);
    entries
}

struct Recorder<'a> {
    notation: Notation<'a>,
}

impl Recorder<'_> {
    /// The line that makes exactly this event happen in this world.
    fn order(&self, world: &World, event: &Event) -> Option<String> {
        let name = |node: NodeId| self.notation.setup.name(node);
        let line = match event {
            Event::Request(node, value) => format!("{} wants {value}", name(*node)),
            // A number of which no line can say how it is written is the next one.
            Event::Act(node, Act::Prepare { round: 0 }) => format!("{} prepares", name(*node)),
            Event::Act(node, act) => format!("{} {}", name(*node), self.deed(world, *node, *act)?),
            Event::Fire(node, timer) => format!("fire {} {}", timer.key(), name(*node)),
            Event::Crash(node) => format!("crash {}", name(*node)),
            Event::Restart(node) => format!("restart {}", name(*node)),
            Event::Cut(link) => format!("cut {} - {}", name(link.low), name(link.high)),
            Event::Mend(link) => format!("mend {} - {}", name(link.low), name(link.high)),
            Event::Heal => "heal".to_owned(),
            Event::Partition(groups) => {
                let group =
                    |group: &crate::protocol::NodeSet| group.iter().map(name).collect::<Vec<_>>().join(" ");
                format!("partition {}", groups.iter().map(group).collect::<Vec<_>>().join(" | "))
            }
            Event::Deliver(id) => return self.moved(world, Verb::Deliver, *id, event),
            Event::Drop(id) => return self.moved(world, Verb::Drop, *id, event),
            Event::Duplicate(id) => return self.moved(world, Verb::Duplicate, *id, event),
            Event::Hold(id) => return self.moved(world, Verb::Hold, *id, event),
            Event::Release(id) => return self.moved(world, Verb::Release, *id, event),
        };
        self.means(world, &line, event).then_some(line)
    }

    fn deed(&self, world: &World, node: NodeId, act: Act) -> Option<String> {
        let about = |verb: &str| {
            let value = world.node(node).act_value(world.setup(), node, act)?;
            Some(format!("{verb} {value}"))
        };
        let sends = |kind: MessageKind| Some(format!("sends {}", self.notation.terms.kind(kind)));
        match act {
            Act::Prepare { round } => Some(format!("prepares {round}")),
            Act::Ask => Some("asks".to_owned()),
            Act::SendAccept => sends(MessageKind::Accept),
            Act::SendSuccess => sends(MessageKind::Success),
            Act::SendCheck => sends(MessageKind::Check),
            Act::SendCommit => sends(MessageKind::Commit),
            Act::SendAbort => sends(MessageKind::Abort),
            Act::Begin => sends(MessageKind::CanCommit),
            Act::Propose { .. } => about("proposes"),
            Act::Resend { .. } => about("resends"),
            Act::Execute { .. } => about("executes"),
            Act::Reply { .. } => about("replies"),
        }
    }

    /// The shortest way to say that something is done to this message and to no other.
    fn moved(&self, world: &World, verb: Verb, id: MsgId, event: &Event) -> Option<String> {
        let packet = world.packet(id)?;
        let mut ways = self.ways(packet);
        // Of messages that are alike in all that can be said of them, one is the first.
        for way in ways.clone() {
            let nth = |nth: usize| format!("{} {way}", pattern::ordinal_words(nth));
            ways.extend((1..=world.in_flight().len()).map(nth));
        }
        ways.into_iter()
            .map(|way| format!("{} {way}", verb.key()))
            .find(|line| self.means(world, line, event))
    }

    /// Ways to point at a message, the short ones first.
    fn ways(&self, packet: &Packet) -> Vec<String> {
        let (message, setup) = (&packet.message, self.notation.setup);
        let copy = if packet.copy_of.is_some() { "copy " } else { "" };
        let kind = self.notation.terms.kind(message.kind());
        let route = format!("{} -> {}", setup.name(packet.from), setup.name(packet.to));
        let slot = message.index().map(|index| match message.kind() {
            MessageKind::Learn => format!("{index} "),
            _ => format!("slot {index} "),
        });
        let number = message.ballot().map(|ballot| format!("{} ", self.notation.ballot(ballot)));
        let request = message.request().map(|request| format!("{request} "));
        let mut ways = Vec::new();
        for included in 0..8_u8 {
            let part = |bit: u8, part: &Option<String>| {
                if included & (1 << bit) == 0 { Some(String::new()) } else { part.clone() }
            };
            let parts = [part(2, &slot), part(0, &number), part(1, &request)];
            if let [Some(slot), Some(number), Some(request)] = parts {
                ways.push(format!("{copy}{kind} {slot}{number}{request}{route}"));
            }
        }
        ways
    }

    /// Whether a line means exactly this event.
    fn means(&self, world: &World, line: &str, event: &Event) -> bool {
        let placed = Placed { text: line, place: Place::default() };
        let commands = script::commands(&self.notation, placed);
        let Ok([command]) = commands.as_deref() else { return false };
        command.events(&self.notation, world).is_ok_and(|events| events == [event.clone()])
    }

    /// What the step has changed on cards, as expectations that hold.
    fn expectations(&self, before: &World, after: &World, event: &Event) -> Vec<String> {
        let mut lines = Vec::new();
        for node in self.notation.setup.nodes().filter(|&node| !after.is_down(node)) {
            let (old, new) = (before.fields(node), after.fields(node));
            let changed = old.iter().zip(&new).filter(|(old, new)| old.value != new.value);
            for (_, field) in changed {
                let (name, label) = (self.notation.setup.name(node), self.notation.terms.field(field.key));
                let value = self.notation.value(&field.value);
                lines.push(format!("expect {name}: {label} = {value}"));
            }
        }
        if let Event::Crash(node) = event {
            lines.push(format!("expect {}: down", self.notation.setup.name(*node)));
        }
        lines.retain(|line| self.holds(after, line));
        lines
    }

    /// What a lesson says at its end: what was chosen, and what is broken.
    fn at_the_end(&self, world: &World) -> Vec<String> {
        let mut chosen: Vec<&Value> =
            world.ledger().chosen.iter().map(|choice| &choice.proposal.value).collect();
        chosen.sort();
        chosen.dedup();
        let chosen: Vec<String> = chosen.iter().map(ToString::to_string).collect();
        let chosen = if chosen.is_empty() { "none".to_owned() } else { chosen.join(", ") };
        let mut lines = vec![format!("expect chosen = {chosen}")];
        let is_broken = |property: &Property| judge(*property, world) != Verdict::Holds;
        let properties = Property::ALL.into_iter().filter(is_broken);
        lines.extend(properties.map(|property| format!("expect {} broken", property.key())));
        lines.retain(|line| self.holds(world, line));
        lines
    }

    /// Whether an expectation can be read, and is fulfilled.
    fn holds(&self, world: &World, line: &str) -> bool {
        let text = line.trim_start_matches("expect ");
        let evidence = Evidence { world, steps: &[], notation: self.notation };
        let read = expect::parse(&self.notation, Placed { text, place: Place::default() });
        read.is_ok_and(|expectation| expectation.check(&evidence).is_ok())
    }
}
