//! The lines of a `run` block: orders to the nodes, to the network, and expectations.

use super::source::{Place, Placed};
use super::{Expectation, LessonError, Pattern, expect, pattern};
use crate::protocol::{Act, Link, MessageKind, NodeId, NodeSet, Role, Timer, Value};
use crate::sim::{Event, MsgId, Packet, World};
use crate::text::{Notation, say};
use std::rc::Rc;

/// A line of a `run` block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it stands.
    pub place: Place,
    /// What it says.
    pub order: Order,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Lets things happen, one after the other: as many as the line lists nodes.
    Do(Vec<Command>),
    /// Says what must be seen now.
    Expect(Expectation),
    /// Says that the question that was asked last is decided now.
    Answer,
}

/// What makes something happen: exactly one event, or, of every message or timer of a kind, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// This event.
    Happen(Event),
    /// A proposer prepares with its next number, whichever that is by now.
    PrepareNext(NodeId),
    /// A node takes a step of its own that is about this request.
    Act(NodeId, About, Value),
    /// The network does something to the message that the pattern finds.
    Move(Verb, Pattern),
    /// It does so to every message of this kind that is in flight and not held, oldest first.
    MoveEvery(Verb, MessageKind),
    /// Every timer of this kind that is set fires, by the order of the nodes.
    FireEvery(Timer),
}

/// A step that is about one of several requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// It is ordered.
    Propose,
    /// It is sent again by a new leader.
    Resend,
    /// It is executed.
    Execute,
    /// It is replied to.
    Reply,
}

impl About {
    const VERBS: [&'static str; 4] = ["proposes", "resends", "executes", "replies"];

    fn named(verb: &str) -> Option<Self> {
        let about = [About::Propose, About::Resend, About::Execute, About::Reply];
        About::VERBS.iter().position(|other| *other == verb).map(|place| about[place])
    }

    fn fits(self, act: Act) -> bool {
        matches!(
            (self, act),
            (About::Propose, Act::Propose { .. })
                | (About::Resend, Act::Resend { .. })
                | (About::Execute, Act::Execute { .. })
                | (About::Reply, Act::Reply { .. })
        )
    }
}

/// What the network does to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// It arrives.
    Deliver,
    /// It is lost.
    Drop,
    /// It is doubled.
    Duplicate,
    /// It is held back.
    Hold,
    /// It is held back no longer.
    Release,
}

impl Verb {
    const KEYS: [(&'static str, Verb); 5] = [
        ("deliver", Verb::Deliver),
        ("drop", Verb::Drop),
        ("duplicate", Verb::Duplicate),
        ("hold", Verb::Hold),
        ("release", Verb::Release),
    ];

    fn named(name: &str) -> Option<Self> {
        Verb::KEYS.into_iter().find(|(key, _)| *key == name).map(|(_, verb)| verb)
    }

    /// The verb as lessons write it.
    pub(super) fn key(self) -> &'static str {
        Verb::KEYS.into_iter().find(|(_, verb)| *verb == self).map_or("", |(key, _)| key)
    }

    fn event(self, id: MsgId) -> Event {
        match self {
            Verb::Deliver => Event::Deliver(id),
            Verb::Drop => Event::Drop(id),
            Verb::Duplicate => Event::Duplicate(id),
            Verb::Hold => Event::Hold(id),
            Verb::Release => Event::Release(id),
        }
    }
}

impl Command {
    /// The events that the command means in this world, at least one, or why it means none.
    pub(super) fn events(&self, notation: &Notation<'_>, world: &World) -> Result<Vec<Event>, String> {
        let events: Vec<Event> = match self {
            Command::MoveEvery(verb, kind) => {
                let is_meant = |packet: &&Rc<Packet>| packet.message.kind() == *kind && !packet.is_held;
                world.in_flight().iter().filter(is_meant).map(|packet| verb.event(packet.id)).collect()
            }
            Command::FireEvery(timer) => {
                let mut nodes: Vec<NodeId> =
                    world.timers().iter().filter(|t| t.timer == *timer).map(|t| t.node).collect();
                nodes.sort_unstable();
                nodes.into_iter().map(|node| Event::Fire(node, *timer)).collect()
            }
            _ => return self.event(notation, world).map(|event| vec![event]),
        };
        match (self, events.is_empty()) {
            (_, false) => Ok(events),
            (Command::FireEvery(_), true) => Err(say("lesson-no-timer-set", &[])),
            (_, true) => Err(say("lesson-no-such-message", &[("list", in_flight(notation, world).into())])),
        }
    }

    /// The event of a command that means exactly one.
    fn event(&self, notation: &Notation<'_>, world: &World) -> Result<Event, String> {
        match self {
            Command::Happen(event) => Ok(event.clone()),
            Command::MoveEvery(..) | Command::FireEvery(_) => unreachable!("they mean several"),
            Command::PrepareNext(node) => {
                let acts = world.acts(*node);
                let next = acts.into_iter().find(|act| matches!(act, Act::Prepare { .. }));
                // Where there is no next number the world refuses whatever is asked, and says why.
                Ok(Event::Act(*node, next.unwrap_or(Act::Prepare { round: 1 })))
            }
            Command::Act(node, about, value) => {
                let is_meant = |act: &Act| {
                    about.fits(*act)
                        && world.node(*node).act_value(world.setup(), *node, *act).as_ref() == Some(value)
                };
                let act = world.acts(*node).into_iter().find(is_meant);
                act.map(|act| Event::Act(*node, act)).ok_or_else(|| say("lesson-no-such-step", &[]))
            }
            Command::Move(verb, pattern) => match pattern.find(world)[..] {
                [packet] => Ok(verb.event(packet.id)),
                ref found => {
                    let count = u32::try_from(found.len()).unwrap_or(u32::MAX);
                    let list = in_flight(notation, world);
                    Err(say("lesson-not-one-message", &[("count", count.into()), ("list", list.into())]))
                }
            },
        }
    }
}

/// The messages in flight, as an author would point at them.
pub(super) fn in_flight(notation: &Notation<'_>, world: &World) -> String {
    const SHOWN_MAX: usize = 12;
    let shown = world.in_flight().iter().take(SHOWN_MAX);
    let list: Vec<String> = shown.map(|packet| pattern::describe(notation, packet)).collect();
    let list = list.join("; ");
    match world.in_flight().len().saturating_sub(SHOWN_MAX) {
        _ if list.is_empty() => say("lesson-nothing-in-flight", &[]),
        0 => list,
        more => {
            let more = u32::try_from(more).unwrap_or(u32::MAX);
            say("lesson-more-in-flight", &[("list", list.into()), ("count", more.into())])
        }
    }
}

/// Reads the content of a `run` block.
pub(super) fn parse(notation: &Notation<'_>, block: Placed<'_>) -> Result<Vec<Line>, LessonError> {
    let lines = block.lines().map(|line| line.without_comment().trim());
    let lines = lines.filter(|line| !line.text.is_empty());
    lines.map(|line| parse_line(notation, line)).collect()
}

fn parse_line(notation: &Notation<'_>, text: Placed<'_>) -> Result<Line, LessonError> {
    let order = match text.word() {
        (word, rest) if word.text == "expect" => Order::Expect(expect::parse(notation, rest)?),
        _ if text.text == "answer" => Order::Answer,
        _ => Order::Do(commands(notation, text)?),
    };
    Ok(Line { place: text.place, order })
}

/// Reads an order to the network or to a node.
pub(super) fn commands(notation: &Notation<'_>, text: Placed<'_>) -> Result<Vec<Command>, LessonError> {
    let (first, rest) = text.word();
    if let Some(verb) = Verb::named(first.text) {
        if let Some(kind) = every(rest) {
            return Ok(vec![Command::MoveEvery(verb, pattern::kind(notation, kind)?)]);
        }
        let patterns = pattern::parse(notation, rest)?;
        return Ok(patterns.into_iter().map(|pattern| Command::Move(verb, pattern)).collect());
    }
    let event = match first.text {
        "fire" => return fire(notation, rest),
        "crash" => Event::Crash(pattern::node(notation, rest)?),
        "restart" => Event::Restart(pattern::node(notation, rest)?),
        "cut" => Event::Cut(link(notation, rest)?),
        "mend" => Event::Mend(link(notation, rest)?),
        "partition" => Event::Partition(groups(notation, rest)?),
        "heal" if rest.text.is_empty() => Event::Heal,
        _ => return Ok(vec![deed(notation, text)?]),
    };
    Ok(vec![Command::Happen(event)])
}

/// Reads what a node does: `A prepares 8`, `A sends accept`, `A wants foo`.
fn deed(notation: &Notation<'_>, text: Placed<'_>) -> Result<Command, LessonError> {
    let (name, rest) = text.word();
    let (verb, object) = rest.word();
    if !["prepares", "sends", "wants", "asks"].contains(&verb.text) && !About::VERBS.contains(&verb.text) {
        return Err(text.complaint("lesson-unknown-line"));
    }
    let node = pattern::node(notation, name)?;
    if let Some(about) = About::named(verb.text) {
        return Ok(Command::Act(node, about, Value::new(object.text)));
    }
    let event = match (verb.text, object.text) {
        ("asks", "") => Event::Act(node, Act::Ask),
        ("prepares", "") => return Ok(Command::PrepareNext(node)),
        ("prepares", _) => {
            let round = object.number()?;
            Event::Act(node, Act::Prepare { round })
        }
        ("sends", _) => match pattern::kind(notation, object)? {
            MessageKind::Accept => Event::Act(node, Act::SendAccept),
            MessageKind::Success => Event::Act(node, Act::SendSuccess),
            MessageKind::Check => Event::Act(node, Act::SendCheck),
            MessageKind::CanCommit => Event::Act(node, Act::Begin),
            // Only Gray's coordinator says it like this; a proposer prepares with a number.
            MessageKind::Prepare if notation.setup.role(node) == Role::Coordinator => {
                Event::Act(node, Act::Begin)
            }
            MessageKind::Commit => Event::Act(node, Act::SendCommit),
            MessageKind::Abort => Event::Act(node, Act::SendAbort),
            _ => return Err(object.complaint("lesson-not-sent-by-itself")),
        },
        _ => Event::Request(node, Value::new(object.text)),
    };
    Ok(Command::Happen(event))
}

/// What follows the word `every`, if it stands here.
fn every(text: Placed<'_>) -> Option<Placed<'_>> {
    let (word, rest) = text.word();
    (word.text == "every").then_some(rest)
}

/// Reads `TIMER NODE`, `TIMER NODE, NODE` or `every TIMER`.
fn fire(notation: &Notation<'_>, text: Placed<'_>) -> Result<Vec<Command>, LessonError> {
    if let Some(all) = every(text) {
        return Ok(vec![Command::FireEvery(timer(all)?)]);
    }
    let (word, names) = text.word();
    let timer = timer(word)?;
    let fire = |node| Command::Happen(Event::Fire(node, timer));
    Ok(pattern::nodes(notation, names)?.into_iter().map(fire).collect())
}

fn timer(name: Placed<'_>) -> Result<Timer, LessonError> {
    Timer::named(name.text).ok_or_else(|| {
        let known = Timer::ALL.map(Timer::key).join(", ");
        name.error("lesson-unknown-timer", &[("text", name.text.into()), ("timers", known.into())])
    })
}

fn link(notation: &Notation<'_>, text: Placed<'_>) -> Result<Link, LessonError> {
    let (a, b) = text.split_once("-").ok_or_else(|| text.complaint("lesson-bad-link"))?;
    Ok(Link::new(pattern::node(notation, a)?, pattern::node(notation, b)?))
}

fn groups(notation: &Notation<'_>, text: Placed<'_>) -> Result<Vec<NodeSet>, LessonError> {
    let group = |mut names: Placed<'_>| {
        let mut group = NodeSet::default();
        while !names.text.is_empty() {
            let (name, rest) = names.word();
            group.insert(pattern::node(notation, name)?);
            names = rest;
        }
        Ok(group)
    };
    text.split('|').into_iter().map(group).collect()
}
