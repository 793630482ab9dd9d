//! The lanes: which nodes are shown, in which order.

use super::Scope;
use crate::protocol::{NodeId, NodeSet, Role, Setup};
use crate::scene::node_slot;

/// A node's lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// The node.
    pub node: NodeId,
    /// Its name.
    pub name: String,
    /// Its place in the palette, if it owns ballots.
    pub owner: Option<usize>,
}

/// The order of the lanes as a person has set it, and what is hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lanes {
    /// The nodes that were moved, in their order; empty for the order of the cluster.
    order: Vec<NodeId>,
    /// The nodes that are not shown.
    hidden: NodeSet,
}

impl Lanes {
    /// All nodes in order, hidden ones too, each with whether it is shown.
    pub fn all(&self, setup: &Setup) -> Vec<(NodeId, bool)> {
        let mut nodes: Vec<NodeId> =
            self.order.iter().copied().filter(|node| node.index() < setup.size()).collect();
        nodes.extend(setup.nodes().filter(|node| !self.order.contains(node)));
        nodes.into_iter().map(|node| (node, !self.hidden.contains(node))).collect()
    }

    /// The nodes that are not shown.
    pub fn hidden(&self) -> NodeSet {
        self.hidden
    }

    /// Hides a whole group of nodes or, if none of it is shown, shows it again. Somebody always stays.
    pub fn toggle_group(&mut self, setup: &Setup, role: Role) {
        let group: NodeSet = setup.with_role(role).collect();
        let is_shown = group.iter().any(|node| !self.hidden.contains(node));
        let hidden = if is_shown { self.hidden.0 | group.0 } else { self.hidden.0 & !group.0 };
        if setup.nodes().any(|node| !NodeSet(hidden).contains(node)) {
            self.hidden = NodeSet(hidden);
        }
    }

    /// Moves a lane up or down by one place.
    pub fn shift(&mut self, setup: &Setup, node: NodeId, is_up: bool) {
        self.order = self.all(setup).into_iter().map(|(node, _)| node).collect();
        let Some(at) = self.order.iter().position(|&other| other == node) else { return };
        let other =
            if is_up { at.checked_sub(1) } else { Some(at + 1).filter(|&next| next < self.order.len()) };
        if let Some(other) = other {
            self.order.swap(at, other);
        }
    }

    /// Hides a lane, or shows it again. The last one stays.
    pub fn toggle(&mut self, setup: &Setup, node: NodeId) {
        if self.hidden.contains(node) {
            self.hidden.remove(node);
        } else if self.all(setup).iter().filter(|(_, is_shown)| *is_shown).count() > 1 {
            self.hidden.insert(node);
        }
    }

    /// The lanes as text: the nodes' numbers in order, with a dash before those that are not shown.
    pub fn write(&self, setup: &Setup) -> String {
        let lane = |(node, is_shown): (NodeId, bool)| {
            [if is_shown { "" } else { "-" }, &node.index().to_string()].concat()
        };
        self.all(setup).into_iter().map(lane).collect::<Vec<_>>().join(",")
    }

    /// Reads what [`Lanes::write`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lanes = Lanes::default();
        for lane in text.split(',') {
            let node = NodeId(lane.trim_start_matches('-').parse().ok()?);
            lanes.order.push(node);
            if lane.starts_with('-') {
                lanes.hidden.insert(node);
            }
        }
        Some(lanes)
    }

    pub(super) fn lanes(&self, scope: &Scope<'_>) -> Vec<Lane> {
        let (setup, notation) = (scope.world(0).setup(), scope.notation());
        let shown = self.all(setup).into_iter().filter(|(_, is_shown)| *is_shown);
        shown
            .map(|(node, _)| Lane { node, name: notation.node(node), owner: node_slot(setup, node) })
            .collect()
    }
}
