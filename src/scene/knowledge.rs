//! "What does it know?": what a node can know of from the messages that it received, and what it can't. It knows its
//! own past, and of each other node what could have influenced it: that node's past up to some step (Lamport, *Time,
//! Clocks, and the Ordering of Events*).

use crate::protocol::{NodeId, Proposal};
use crate::sim::{Causality, History, MsgId, World};
use std::cmp::max;

/// What one node can know of at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knowledge {
    /// The node that is asked.
    pub knower: NodeId,
    /// For each node, the last step of it that the asked one can know of; of itself, all.
    until: Vec<usize>,
    /// The nodes that have gone on since, unknown to it: each with the last step that it can know of.
    pub stale: Vec<(NodeId, usize)>,
    /// The messages in flight of which it can't know that they were sent.
    pub unheard: Vec<MsgId>,
    /// The steps that made a proposal chosen, of which it could find out from what it heard: it can know of every
    /// acceptance of a quorum.
    choices: Vec<usize>,
}

impl Knowledge {
    /// What a node can know at a history's cursor.
    pub fn of(history: &History, knower: NodeId) -> Self {
        let causality = Causality::at(history);
        let mut until: Vec<usize> = causality.knows(knower).iter().map(|&step| step as usize).collect();
        until[knower.index()] = history.position();
        let world = history.world();
        // A node that did nothing since is as it was when it was heard of.
        let mut latest = vec![0; until.len()];
        for step in 1..=history.position() {
            let place = u32::try_from(step).ok().and_then(|step| causality.place(step));
            if let Some(node) = place {
                latest[node.index()] = step;
            }
        }
        let stale = world.setup().nodes().filter_map(|node| {
            let known = until[node.index()];
            (latest[node.index()] > known).then_some((node, known))
        });
        let in_flight = world.in_flight().iter();
        let unheard = in_flight.filter(|packet| packet.sent_at as usize > until[packet.from.index()]);
        let is_known = |choice: &&crate::sim::Choice| {
            choice.quorum.iter().all(|node| {
                accepted_at(history, node, &choice.proposal, choice.step as usize) <= until[node.index()]
            })
        };
        let choices =
            world.ledger().chosen.iter().filter(is_known).map(|choice| choice.step as usize).collect();
        Knowledge {
            knower,
            stale: stale.collect(),
            unheard: unheard.map(|packet| packet.id).collect(),
            choices,
            until,
        }
    }

    /// The last step of a node that the asked one can know of.
    pub fn until(&self, node: NodeId) -> usize {
        self.until[node.index()]
    }

    /// Whether it can know that this step chose a value.
    pub fn knows_choice(&self, step: usize) -> bool {
        self.choices.contains(&step)
    }
}

/// The step at which a node accepted a proposal, at this step or before it.
fn accepted_at(history: &History, node: NodeId, proposal: &Proposal, until: usize) -> usize {
    let has = |at: usize| {
        let world: &World = &history.moment(history.line()[at]).world;
        world.node(node).accepted() == Some(proposal)
    };
    let mut at = until;
    // It may have accepted something else since: back to when it still had this.
    while at > 0 && !has(at) {
        at -= 1;
    }
    while at > 0 && has(at - 1) {
        at -= 1;
    }
    max(at, 1)
}
