//! The same schedule on another cluster: what a person let happen on one rung of a ladder, tried on the next.

use super::{Event, History, MsgId, Packet, Step, World};
use crate::protocol::{Act, Link, Map, NodeId, NodeSet, Setup, Value};
use std::rc::Rc;

/// A schedule on another cluster, as far as it applies there.
#[derive(Clone, Debug)]
pub struct Transposed {
    /// What happened there.
    pub history: History,
    /// The events that could not happen there, by the places of their steps on the line, counted from 1.
    pub refused: Vec<usize>,
}

/// Lets the events that led to a history's cursor happen in a cluster of another kind, one after the other. Nodes are the
/// same by their names, messages by sender, receiver, kind and what they are about, steps by the request that they are
/// about. What can't happen there is left out.
pub fn transpose(history: &History, setup: &Rc<Setup>) -> Transposed {
    let mut other = History::new(Rc::clone(setup));
    let mut refused = Vec::new();
    let start = &history.moment(history.line()[0]).world;
    let mut pairs = Pairs { here: start.setup(), there: setup, known: Map::default() };
    pairs.add(start.in_flight(), other.world().in_flight());
    for (place, pair) in history.line().windows(2).enumerate().take(history.position()) {
        let (before, after) = (&history.moment(pair[0]).world, history.moment(pair[1]));
        let Some(step) = &after.step else { continue };
        let there = translate(&step.event, before, other.world(), &pairs.known);
        match there.filter(|event| other.act(event).is_ok()) {
            Some(_) => {
                let done = other.moment(other.cursor()).step.clone();
                pairs.add(&sent(step), &done.as_deref().map(sent).unwrap_or_default());
            }
            None => refused.push(place + 1),
        }
    }
    Transposed { history: other, refused }
}

/// What a step sent, also what was lost at once.
fn sent(step: &Step) -> Vec<Rc<Packet>> {
    step.sent.iter().chain(&step.lost).cloned().collect()
}

/// Messages that are the same in both clusters, the one there by the one here.
struct Pairs<'a> {
    here: &'a Setup,
    there: &'a Setup,
    known: Map<MsgId, MsgId>,
}

impl Pairs<'_> {
    /// Notes which of these messages are the same.
    fn add(&mut self, here: &[Rc<Packet>], there: &[Rc<Packet>]) {
        let mut rest: Vec<&Rc<Packet>> = there.iter().collect();
        for packet in here {
            if let Some(at) = rest.iter().position(|other| self.is_same(packet, other)) {
                self.known.insert(packet.id, rest.remove(at).id);
            }
        }
    }

    /// Whether two messages are the same but for what a rung adds to them.
    fn is_same(&self, a: &Packet, b: &Packet) -> bool {
        let name = |node| self.here.name(node);
        let other = |node| self.there.name(node);
        (a.message.kind(), a.message.request()) == (b.message.kind(), b.message.request())
            && (name(a.from), name(a.to)) == (other(b.from), other(b.to))
    }
}

fn translate(event: &Event, here: &World, there: &World, pairs: &Map<MsgId, MsgId>) -> Option<Event> {
    let node = |id: NodeId| there.setup().node_named(here.setup().name(id));
    let message = |id: MsgId| pairs.get(&id).copied();
    let link = |link: &Link| Some(Link::new(node(link.low)?, node(link.high)?));
    Some(match event {
        Event::Request(id, value) => Event::Request(node(*id)?, value.clone()),
        Event::Act(id, act) => {
            let about = here.node(*id).act_value(here.setup(), *id, *act);
            Event::Act(node(*id)?, same_act(there, node(*id)?, *act, about.as_ref())?)
        }
        Event::Deliver(id) => Event::Deliver(message(*id)?),
        Event::Drop(id) => Event::Drop(message(*id)?),
        Event::Duplicate(id) => Event::Duplicate(message(*id)?),
        Event::Hold(id) => Event::Hold(message(*id)?),
        Event::Release(id) => Event::Release(message(*id)?),
        Event::Fire(id, timer) => Event::Fire(node(*id)?, *timer),
        Event::Crash(id) => Event::Crash(node(*id)?),
        Event::Restart(id) => Event::Restart(node(*id)?),
        Event::Cut(cut) => Event::Cut(link(cut)?),
        Event::Mend(cut) => Event::Mend(link(cut)?),
        Event::Partition(groups) => partition(groups, here, there),
        Event::Heal => Event::Heal,
    })
}

/// The same step there: of one that is about a request, the one that is about the same.
fn same_act(there: &World, node: NodeId, act: Act, about: Option<&Value>) -> Option<Act> {
    let Some(about) = about else { return Some(act) };
    let is_kind = |other: &Act| std::mem::discriminant(other) == std::mem::discriminant(&act);
    let of = |other: Act| there.node(node).act_value(there.setup(), node, other);
    there.acts(node).into_iter().filter(is_kind).find(|&other| of(other).as_ref() == Some(about))
}

/// The same groups; servers that are only there join the largest.
fn partition(groups: &[NodeSet], here: &World, there: &World) -> Event {
    let named = |id: NodeId| there.setup().node_named(here.setup().name(id));
    let mut groups: Vec<NodeSet> =
        groups.iter().map(|group| group.iter().filter_map(named).collect()).collect();
    let known = NodeSet(groups.iter().fold(0, |all, group| all | group.0));
    if let Some(largest) = groups.iter_mut().max_by_key(|group| group.len()) {
        for node in there.setup().splittable().filter(|&node| !known.contains(node)) {
            largest.insert(node);
        }
    }
    groups.retain(|group| !group.is_empty());
    Event::Partition(groups)
}
