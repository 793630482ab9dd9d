//! What could have influenced what: vector clocks along a path of steps (Lamport, *Time, Clocks, and the Ordering of
//! Events* (1978); Mattern, *Virtual Time and Global States of Distributed Systems* (1989)).
//!
//! A node knows of its own events, and of what the senders of its messages knew when they sent them. A crash is an
//! event like another: what a node forgot in it is still in its past.

use super::{Event, History, MsgId, Notice, Step};
use crate::protocol::Map;
use crate::protocol::{NodeId, Setup};
use std::rc::Rc;

/// For each node, how many of its events are in the past of something, itself included.
type Clock = Rc<[u32]>;

/// The vector clocks of a path of steps.
#[derive(Clone, Debug)]
pub struct Causality {
    /// For each node, its clock after the last step.
    now: Vec<Clock>,
    /// For each node, the steps that happened at it, in order.
    events: Vec<Vec<u32>>,
    /// For each step, where it happened, and the clock there after it.
    steps: Vec<Option<(NodeId, Clock)>>,
}

impl Causality {
    /// The clocks of a path from the start of a run.
    pub fn of<'a>(setup: &Setup, steps: impl IntoIterator<Item = &'a Step>) -> Self {
        let zero: Clock = vec![0; setup.size()].into();
        let mut causality = Causality {
            now: vec![zero; setup.size()],
            events: vec![Vec::new(); setup.size()],
            steps: Vec::new(),
        };
        let mut carried = Map::default();
        for step in steps {
            causality.add(step, &mut carried);
        }
        causality
    }

    /// The clocks of what led to a history's cursor.
    pub fn at(history: &History) -> Self {
        let line = &history.line()[..=history.position()];
        let steps = line.iter().filter_map(|&id| history.moment(id).step.as_deref());
        Self::of(history.world().setup(), steps)
    }

    fn add(&mut self, step: &Step, carried: &mut Map<MsgId, Clock>) {
        let place = place_of(step);
        let number = u32::try_from(self.steps.len() + 1).expect("fewer than four billion steps");
        let received = step.consumed.as_ref().and_then(|packet| carried.remove(&packet.id));
        if let Some(node) = place {
            let mut clock = self.now[node.index()].to_vec();
            for (mine, theirs) in clock.iter_mut().zip(received.iter().flat_map(|clock| clock.iter())) {
                *mine = (*mine).max(*theirs);
            }
            clock[node.index()] += 1;
            self.now[node.index()] = clock.into();
            self.events[node.index()].push(number);
        }
        for packet in &step.sent {
            // A copy carries what its original carries; all else, what its sender knows by now.
            let original = packet.copy_of.and_then(|original| carried.get(&original)).cloned();
            let clock = original.unwrap_or_else(|| Rc::clone(&self.now[packet.from.index()]));
            carried.insert(packet.id, clock);
        }
        self.steps.push(place.map(|node| (node, Rc::clone(&self.now[node.index()]))));
    }

    /// Where a step happened, counted from 1; none if it was at no node: a message was lost, a link was cut.
    pub fn place(&self, step: u32) -> Option<NodeId> {
        self.entry(step).map(|(node, _)| *node)
    }

    /// The clock after a step, counted from 1, at the node where it happened: for each node, how many of its events are
    /// in the past of the step, itself included.
    pub fn clock(&self, step: u32) -> Option<&[u32]> {
        self.entry(step).map(|(_, clock)| &**clock)
    }

    fn entry(&self, step: u32) -> Option<&(NodeId, Clock)> {
        self.steps.get((step as usize).checked_sub(1)?)?.as_ref()
    }

    /// Whether one step is in the past of another, or is that step.
    pub fn precedes(&self, earlier: u32, later: u32) -> bool {
        let (Some((node, own)), Some((_, clock))) = (self.entry(earlier), self.entry(later)) else {
            return false;
        };
        own[node.index()] <= clock[node.index()]
    }

    /// What a node can know of after the last step: for each node, the step of that node's latest event in its past,
    /// counted from 1; 0 if there is none. Of a node, everything up to that step is in its past, and nothing later.
    pub fn knows(&self, node: NodeId) -> Vec<u32> {
        let latest = |(events, &count): (&Vec<u32>, &u32)| {
            (count as usize).checked_sub(1).map_or(0, |index| events[index])
        };
        self.events.iter().zip(self.now[node.index()].iter()).map(latest).collect()
    }
}

/// The node at which a step happened, if it did at one.
fn place_of(step: &Step) -> Option<NodeId> {
    match &step.event {
        Event::Request(node, _)
        | Event::Act(node, _)
        | Event::Fire(node, _)
        | Event::Crash(node)
        | Event::Restart(node) => Some(*node),
        // A message that reaches a crashed node is lost without a trace.
        Event::Deliver(_) if step.notice != Some(Notice::LostAtCrashedNode) => {
            step.consumed.as_ref().map(|packet| packet.to)
        }
        _ => None,
    }
}
