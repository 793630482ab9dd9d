//! What can happen in a world, and why something can't.

use super::{Event, MsgId, NotEnabled, Packet, World};
use crate::protocol::{NodeId, NodeSet, Value};
use std::rc::Rc;

impl World {
    /// The events that can happen now, in a fixed order: for each node its own steps; for each message deliver,
    /// drop, duplicate, hold or release; timers; crashes and restarts; links; heal. Requests and partitions are
    /// left out, since there is no end of them.
    pub fn enabled(&self) -> Vec<Event> {
        let mut events = self.progress();
        for packet in self.in_flight() {
            let hold = if packet.is_held { Event::Release(packet.id) } else { Event::Hold(packet.id) };
            events.extend([Event::Drop(packet.id), Event::Duplicate(packet.id), hold]);
        }
        for node in self.setup().nodes() {
            events.push(if self.is_down(node) { Event::Restart(node) } else { Event::Crash(node) });
        }
        for link in self.setup().links() {
            events.push(if self.cuts().contains(&link) { Event::Mend(link) } else { Event::Cut(link) });
        }
        if !self.cuts().is_empty() {
            events.push(Event::Heal);
        }
        events
    }

    /// The enabled events by which a run goes on when nothing fails: own steps, deliveries, timers.
    pub fn progress(&self) -> Vec<Event> {
        let acts = self
            .setup()
            .nodes()
            .flat_map(|node| self.acts(node).into_iter().map(move |a| Event::Act(node, a)));
        let mut events: Vec<Event> = acts.collect();
        events.extend(self.in_flight().iter().map(|packet| Event::Deliver(packet.id)));
        events.extend(self.timers().iter().map(|pending| Event::Fire(pending.node, pending.timer)));
        events
    }

    /// Whether an event can happen now.
    pub fn check(&self, event: &Event) -> Result<(), NotEnabled> {
        match event {
            Event::Request(node, value) => self.check_request(*node, value),
            Event::Act(node, act) => {
                self.check_up(*node)?;
                let allowed = self.node(*node).allows(self.setup(), *node, *act);
                refuse_unless(allowed, NotEnabled::ActNotAllowed)
            }
            Event::Fire(node, timer) => {
                self.check_up(*node)?;
                let is_set = self.timers().iter().any(|t| (t.node, t.timer) == (*node, *timer));
                refuse_unless(is_set, NotEnabled::TimerNotSet)
            }
            Event::Crash(node) => self.check_up(*node),
            Event::Restart(node) => {
                self.check_node(*node)?;
                refuse_unless(self.is_down(*node), NotEnabled::NodeIsUp)
            }
            Event::Deliver(id) | Event::Drop(id) | Event::Duplicate(id) => {
                self.check_message(*id).map(|_| ())
            }
            Event::Hold(id) => refuse_unless(!self.check_message(*id)?.is_held, NotEnabled::IsHeld),
            Event::Release(id) => refuse_unless(self.check_message(*id)?.is_held, NotEnabled::IsNotHeld),
            Event::Cut(link) => {
                refuse_unless(self.setup().links().contains(link), NotEnabled::NoSuchLink)?;
                refuse_unless(!self.cuts().contains(link), NotEnabled::LinkIsCut)
            }
            Event::Mend(link) => {
                refuse_unless(self.setup().links().contains(link), NotEnabled::NoSuchLink)?;
                refuse_unless(self.cuts().contains(link), NotEnabled::LinkIsWhole)
            }
            Event::Partition(groups) => self.check_groups(groups),
            Event::Heal => refuse_unless(!self.cuts().is_empty(), NotEnabled::NothingIsCut),
        }
    }

    fn check_node(&self, node: NodeId) -> Result<(), NotEnabled> {
        refuse_unless(node.index() < self.setup().size(), NotEnabled::NoSuchNode)
    }

    fn check_up(&self, node: NodeId) -> Result<(), NotEnabled> {
        self.check_node(node)?;
        refuse_unless(!self.is_down(node), NotEnabled::NodeIsDown)
    }

    fn check_request(&self, node: NodeId, value: &Value) -> Result<(), NotEnabled> {
        self.check_up(node)?;
        refuse_unless(self.node(node).takes_requests(), NotEnabled::TakesNoRequests)?;
        let length = value.as_str().chars().count();
        refuse_unless((1..=Value::LENGTH_MAX).contains(&length), NotEnabled::BadValue)?;
        refuse_unless(self.node(node).understands(value), NotEnabled::NoVote)
    }

    fn check_message(&self, id: MsgId) -> Result<&Rc<Packet>, NotEnabled> {
        self.packet(id).ok_or(NotEnabled::NoSuchMessage)
    }

    fn check_groups(&self, groups: &[NodeSet]) -> Result<(), NotEnabled> {
        let all: NodeSet = self.setup().splittable().collect();
        let members: u32 = groups.iter().map(|group| group.len()).sum();
        let union = groups.iter().fold(NodeSet::default(), |union, group| NodeSet(union.0 | group.0));
        let splits = groups.len() >= 2 && groups.iter().all(|group| !group.is_empty());
        refuse_unless(splits && union == all && members == all.len(), NotEnabled::BadGroups)
    }
}

fn refuse_unless(condition: bool, reason: NotEnabled) -> Result<(), NotEnabled> {
    if condition { Ok(()) } else { Err(reason) }
}
