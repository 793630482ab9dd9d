//! The world: nodes, messages in flight, timers, links; and the one function that changes it.

use super::step::{Notice, Step};
use super::turn::Turn;
use super::{Costs, Event, Ledger, MsgId, NotEnabled};
use crate::protocol::Set;
use crate::protocol::{
    Act, Effects, Field, Input, Link, Message, Node, NodeId, NodeSet, Sequence, Setup, Timer, TimerChange,
};
use std::rc::Rc;

/// The state of a whole run at one moment. Cloning shares the nodes and messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct World {
    setup: Rc<Setup>,
    nodes: Vec<Rc<Node>>,
    down: NodeSet,
    in_flight: Vec<Rc<Packet>>,
    timers: Vec<PendingTimer>,
    cuts: Set<Link>,
    steps: u32,
    messages_sent: u32,
    turn: Turn,
    costs: Costs,
    ledger: Rc<Ledger>,
}

/// A message in flight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packet {
    /// Its number within the run.
    pub id: MsgId,
    /// The sender.
    pub from: NodeId,
    /// The receiver.
    pub to: NodeId,
    /// What it says.
    pub message: Message,
    /// The step at which it was sent or, for a copy, duplicated.
    pub sent_at: u32,
    /// The message that it is a copy of, if it was made by duplication.
    pub copy_of: Option<MsgId>,
    /// Whether it is held back.
    pub is_held: bool,
}

/// A timer that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PendingTimer {
    /// Whose timer it is.
    pub node: NodeId,
    /// Which one.
    pub timer: Timer,
    /// The step at which it was set.
    pub set_at: u32,
}

impl World {
    /// The start of a run.
    pub fn new(setup: Rc<Setup>) -> Self {
        let mut world = World {
            nodes: setup.start().into_iter().map(Rc::new).collect(),
            setup,
            down: NodeSet::default(),
            in_flight: Vec::new(),
            timers: Vec::new(),
            cuts: Set::default(),
            steps: 0,
            messages_sent: 0,
            turn: Turn::default(),
            costs: Costs::default(),
            ledger: Rc::default(),
        };
        let mut step = Step::of(Event::Heal);
        for node in world.setup.nodes() {
            world.run(node, Input::Start, &mut step);
        }
        world
    }

    /// What somebody imagines who has missed a rule, and not a world of any run: this one, with its cluster's rules otherwise from now on. The cluster has the same nodes.
    #[must_use]
    pub fn under(&self, setup: Rc<Setup>) -> World {
        World { setup, ..self.clone() }
    }

    /// What somebody imagines who has missed a step: this world, with a node in the state that it has in another world of the same cluster.
    #[must_use]
    pub fn with_node_of(&self, node: NodeId, other: &World) -> World {
        let mut world = self.clone();
        world.nodes[node.index()] = Rc::clone(&other.nodes[node.index()]);
        world
    }

    /// The cluster.
    pub fn setup(&self) -> &Rc<Setup> {
        &self.setup
    }

    /// A node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// All nodes, as worlds share them.
    pub(super) fn rc_nodes(&self) -> &[Rc<Node>] {
        &self.nodes
    }

    /// A node's state as named fields.
    pub fn fields(&self, id: NodeId) -> Vec<Field> {
        self.node(id).fields(&self.setup, id)
    }

    /// Whether a node is down.
    pub fn is_down(&self, id: NodeId) -> bool {
        self.down.contains(id)
    }

    /// The nodes that are down.
    pub fn down(&self) -> NodeSet {
        self.down
    }

    /// The nodes that consider themselves leader.
    pub fn leaders(&self) -> NodeSet {
        self.setup.nodes().filter(|&node| self.node(node).leads()).collect()
    }

    /// The messages in flight, oldest first.
    pub fn in_flight(&self) -> &[Rc<Packet>] {
        &self.in_flight
    }

    /// A message in flight.
    pub fn packet(&self, id: MsgId) -> Option<&Rc<Packet>> {
        self.position(id).ok().map(|index| &self.in_flight[index])
    }

    /// The timers that run.
    pub fn timers(&self) -> &[PendingTimer] {
        &self.timers
    }

    /// The links that are cut.
    pub fn cuts(&self) -> &Set<Link> {
        &self.cuts
    }

    /// How many events led here.
    pub fn steps(&self) -> u32 {
        self.steps
    }

    /// How many rounds have begun. A round delivers what was in flight when it began; whether anything else happens
    /// meanwhile is up to who chooses the events.
    pub fn round(&self) -> u32 {
        self.turn.round
    }

    /// Whether a message was in flight already when the current round began.
    pub(super) fn is_of_round(&self, id: MsgId) -> bool {
        id < self.turn.round_end
    }

    /// The node that took the last step.
    pub(super) fn last_to_move(&self) -> Option<NodeId> {
        self.turn.last
    }

    /// What the run has cost so far.
    pub fn costs(&self) -> Costs {
        self.costs
    }

    /// How many requests have been executed, by whoever has executed most.
    pub fn served(&self) -> u32 {
        self.nodes.iter().filter_map(|node| node.executed()).map(Sequence::len).max().unwrap_or(0)
    }

    /// What has happened so far.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// The steps of its own that a node may take now.
    pub fn acts(&self, id: NodeId) -> Vec<Act> {
        if self.is_down(id) { Vec::new() } else { self.node(id).acts(&self.setup, id) }
    }

    /// The world after an event, and what the event did. This world stays as it is.
    pub fn step(&self, event: &Event) -> Result<(World, Step), NotEnabled> {
        let mut next = self.clone();
        let step = next.apply(event)?;
        Ok((next, step))
    }

    /// Changes this world by an event. On an error nothing has changed.
    pub fn apply(&mut self, event: &Event) -> Result<Step, NotEnabled> {
        self.check(event)?;
        self.steps += 1;
        let receiver = event.message().and_then(|id| self.packet(id)).map(|packet| packet.to);
        self.turn.note(event, receiver, MsgId(self.messages_sent));
        let mut step = Step::of(event.clone());
        let chosen_before = self.ledger.chosen.len();
        match event {
            Event::Request(node, value) => self.run(*node, Input::Request(value.clone()), &mut step),
            Event::Act(node, act) => self.run(*node, Input::Act(*act), &mut step),
            Event::Fire(node, timer) => self.fire(*node, *timer, &mut step),
            Event::Crash(node) => self.crash(*node, &mut step),
            Event::Restart(node) => {
                self.down.remove(*node);
                step.notice = Some(Notice::Restarted);
                self.run(*node, Input::Start, &mut step);
            }
            Event::Deliver(id) => self.deliver(*id, &mut step),
            Event::Drop(id) => {
                step.consumed = Some(self.take(*id));
                step.notice = Some(Notice::Dropped);
            }
            Event::Duplicate(id) => self.duplicate(*id, &mut step),
            Event::Hold(id) => self.set_held(*id, true, &mut step),
            Event::Release(id) => self.set_held(*id, false, &mut step),
            Event::Cut(_) | Event::Mend(_) | Event::Partition(_) | Event::Heal => {
                self.change_links(event, &mut step);
            }
        }
        step.chosen = self.ledger.chosen.len() - chosen_before;
        Ok(step)
    }

    fn position(&self, id: MsgId) -> Result<usize, usize> {
        // Numbers only grow, and new messages join at the end.
        self.in_flight.binary_search_by_key(&id, |packet| packet.id)
    }

    fn take(&mut self, id: MsgId) -> Rc<Packet> {
        let index = self.position(id).expect("checked: the message is in flight");
        self.in_flight.remove(index)
    }

    fn deliver(&mut self, id: MsgId, step: &mut Step) {
        let packet = self.take(id);
        step.consumed = Some(Rc::clone(&packet));
        if self.is_down(packet.to) {
            step.notice = Some(Notice::LostAtCrashedNode);
        } else {
            self.run(packet.to, Input::Message(packet.from, &packet.message), step);
        }
    }

    fn duplicate(&mut self, id: MsgId, step: &mut Step) {
        let index = self.position(id).expect("checked: the message is in flight");
        let original = &self.in_flight[index];
        let copy = Packet {
            id: MsgId(self.messages_sent),
            sent_at: self.steps,
            copy_of: Some(id),
            is_held: false,
            ..Packet::clone(original)
        };
        self.messages_sent += 1;
        let copy = Rc::new(copy);
        self.in_flight.push(Rc::clone(&copy));
        step.sent.push(copy);
        step.notice = Some(Notice::Duplicated);
    }

    fn set_held(&mut self, id: MsgId, is_held: bool, step: &mut Step) {
        let index = self.position(id).expect("checked: the message is in flight");
        Rc::make_mut(&mut self.in_flight[index]).is_held = is_held;
        step.notice = Some(if is_held { Notice::Held } else { Notice::Released });
    }

    fn fire(&mut self, node: NodeId, timer: Timer, step: &mut Step) {
        self.timers.retain(|t| (t.node, t.timer) != (node, timer));
        self.run(node, Input::Timer(timer), step);
    }

    fn crash(&mut self, node: NodeId, step: &mut Step) {
        self.down.insert(node);
        self.timers.retain(|t| t.node != node);
        // Through the handler directly: what a crash does is forgetting, and nothing is sent.
        Rc::make_mut(&mut self.nodes[node.index()]).handle(&self.setup, node, Input::Crash);
        step.notice = Some(Notice::Crashed);
    }

    fn change_links(&mut self, event: &Event, step: &mut Step) {
        step.notice = Some(match event {
            Event::Cut(link) => {
                self.cuts.insert(*link);
                Notice::Cut
            }
            Event::Mend(link) => {
                self.cuts.remove(link);
                Notice::Mended
            }
            Event::Partition(groups) => {
                // Whoever is in no group, a client, is cut off from nobody.
                let group = |node: NodeId| groups.iter().position(|group| group.contains(node));
                let is_between = |link: &Link| match (group(link.low), group(link.high)) {
                    (Some(low), Some(high)) => low != high,
                    _ => false,
                };
                self.cuts = self.setup.links().into_iter().filter(is_between).collect();
                Notice::Partitioned
            }
            _ => {
                self.cuts = Set::default();
                Notice::Healed
            }
        });
    }

    /// Runs a handler and then, in eager mode, the steps of its own that it made possible.
    fn run(&mut self, node: NodeId, input: Input<'_>, step: &mut Step) {
        let effects = Rc::make_mut(&mut self.nodes[node.index()]).handle(&self.setup, node, input);
        self.take_effects(node, effects, step);
        if !self.setup.is_eager() {
            return;
        }
        while let Some(act) = self.node(node).eager_act(&self.setup, node) {
            let effects =
                Rc::make_mut(&mut self.nodes[node.index()]).handle(&self.setup, node, Input::Act(act));
            self.take_effects(node, effects, step);
        }
    }

    fn take_effects(&mut self, node: NodeId, effects: Effects, step: &mut Step) {
        self.costs.add(&self.setup, node, &effects);
        step.rules.extend(effects.rules.into_iter().map(|rule| (node, rule)));
        for (to, message) in effects.sends {
            self.send(node, to, message, step);
        }
        for change in effects.timers {
            let (TimerChange::Set(timer) | TimerChange::Cancel(timer)) = change;
            self.timers.retain(|t| (t.node, t.timer) != (node, timer));
            if matches!(change, TimerChange::Set(_)) {
                self.timers.push(PendingTimer { node, timer, set_at: self.steps });
            }
        }
        if !effects.observations.is_empty() {
            let ledger = Rc::make_mut(&mut self.ledger);
            for observation in effects.observations {
                ledger.note(&self.setup, node, self.steps, observation);
            }
        }
    }

    fn send(&mut self, from: NodeId, to: NodeId, message: Message, step: &mut Step) {
        let id = MsgId(self.messages_sent);
        self.messages_sent += 1;
        let packet =
            Rc::new(Packet { id, from, to, message, sent_at: self.steps, copy_of: None, is_held: false });
        // A cut acts here, at send time: what is in flight already may still arrive.
        if !self.cuts.is_empty() && self.cuts.contains(&Link::new(from, to)) {
            step.lost.push(packet);
        } else {
            self.in_flight.push(Rc::clone(&packet));
            step.sent.push(packet);
        }
    }
}
