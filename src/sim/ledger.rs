//! What has happened so far, as far as the properties need it. Nodes can't read it: it is the page's own notebook.

use crate::protocol::{Ballot, NodeId, NodeSet, Observation, Proposal, Setup, Value};
use crate::protocol::{Map, Set};

/// What has happened so far in a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The values that proposers brought into play, each once, in the order in which they first were.
    pub proposed: Vec<Value>,
    /// Who ever accepted which proposal.
    pub acceptances: Map<Proposal, NodeSet>,
    /// The proposals that were chosen, in the order in which they were.
    pub chosen: Vec<Choice>,
    /// Who learned what, in order.
    pub learned: Vec<Learning>,
    /// The highest number that each node ever promised.
    pub promised: Map<NodeId, Ballot>,
    /// Acceptances below a promise.
    pub broken_promises: Vec<BrokenPromise>,
    /// With whose promises each number went on to phase 2.
    pub led: Map<Ballot, NodeSet>,
}

/// A proposal became chosen: a quorum had accepted it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The proposal.
    pub proposal: Proposal,
    /// The quorum that had accepted it at that moment.
    pub quorum: NodeSet,
    /// The step at which it happened, counted from 1.
    pub step: u32,
}

/// A node learned a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learning {
    /// The node.
    pub node: NodeId,
    /// The value.
    pub value: Value,
    /// Whether the value was chosen at that moment.
    pub was_chosen: bool,
    /// The step at which it happened, counted from 1.
    pub step: u32,
}

/// A node accepted below its promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenPromise {
    /// The node.
    pub node: NodeId,
    /// What it had promised.
    pub promised: Ballot,
    /// What it accepted all the same.
    pub accepted: Ballot,
}

impl Ledger {
    /// The first chosen value, if any.
    pub fn chosen_value(&self) -> Option<&Value> {
        self.chosen.first().map(|choice| &choice.proposal.value)
    }

    /// All values that were ever chosen: more than one breaks agreement.
    pub fn chosen_values(&self) -> Set<&Value> {
        self.chosen.iter().map(|choice| &choice.proposal.value).collect()
    }

    /// Notes what a node did at this step.
    pub(super) fn note(&mut self, setup: &Setup, node: NodeId, step: u32, observation: Observation) {
        match observation {
            Observation::Proposed(value) => {
                if !self.proposed.contains(&value) {
                    self.proposed.push(value);
                }
            }
            Observation::Led(ballot, promises) => {
                self.led.insert(ballot, promises);
            }
            Observation::Promised(ballot) => self.note_promise(setup, node, ballot),
            Observation::Accepted(proposal) => self.note_acceptance(setup, node, step, &proposal),
            Observation::Learned(value) => {
                let was_chosen = self.chosen_values().contains(&value);
                self.learned.push(Learning { node, value, was_chosen, step });
            }
        }
    }

    fn note_promise(&mut self, setup: &Setup, node: NodeId, ballot: Ballot) {
        let highest = self.promised.get_or_insert(node, ballot);
        if setup.numbering().compare(ballot, *highest).is_gt() {
            *highest = ballot;
        }
    }

    fn note_acceptance(&mut self, setup: &Setup, node: NodeId, step: u32, proposal: &Proposal) {
        if let Some(&promised) = self.promised.get(&node)
            && setup.numbering().compare(promised, proposal.ballot).is_gt()
        {
            self.broken_promises.push(BrokenPromise { node, promised, accepted: proposal.ballot });
        }
        self.note_promise(setup, node, proposal.ballot);
        let ballot = setup.numbering().canonical(proposal.ballot);
        let canonical = Proposal { ballot, value: proposal.value.clone() };
        let nodes = self.acceptances.get_or_insert(canonical, NodeSet::default());
        let was_chosen = setup.chooses(*nodes);
        nodes.insert(node);
        if setup.chooses(*nodes) && !was_chosen {
            let quorum = *nodes;
            self.chosen.push(Choice { proposal: proposal.clone(), quorum, step });
        }
    }
}
