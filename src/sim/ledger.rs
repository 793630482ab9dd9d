//! What has happened so far, as far as the properties need it. Nodes can't read it: it is the page's own notebook.

use super::issued::{Issued, breaches};
use super::slots::SlotBook;
use crate::protocol::{
    Ballot, Chunks, Map, NodeId, NodeSet, Observation, Outcome, Proposal, Sequence, Set, Setup, Value,
};

/// A protocol that promises nothing breaks promises all the time; the first ones tell enough.
const BROKEN_MAX: usize = 16;

/// What has happened so far in a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The values that proposers brought into play, each once, in the order in which they first were.
    pub proposed: Vec<Value>,
    /// Who ever accepted which proposal.
    pub acceptances: Map<Proposal, NodeSet>,
    /// The proposals that were chosen, in the order in which they were.
    pub chosen: Chunks<Choice, 16>,
    /// Who learned what, in order.
    pub learned: Vec<Learning>,
    /// The highest number that each node ever promised.
    pub promised: Map<NodeId, Ballot>,
    /// Acceptances below a promise.
    pub broken_promises: Vec<BrokenPromise>,
    /// The proposals that acceptors were asked to accept, and what is wrong with them.
    pub issued: Issued,
    /// With whose promises each number went on to phase 2.
    pub led: Map<Ballot, NodeSet>,
    /// Who voted on the transaction and how, in order.
    pub votes: Vec<Vote>,
    /// Who decided how the transaction ends, in order.
    pub decisions: Vec<Decision>,
    /// The longest state that a client was told.
    pub seen: Option<Sight>,
    /// The first two states that clients were told of which neither is a prefix of the other.
    pub contradiction: Option<(Sight, Sight)>,
    /// What was accepted for the slots of a log.
    pub slots: SlotBook,
    /// What clients asked for and were told, in the order in which they asked.
    pub calls: Chunks<Call, 16>,
}

/// A client asked for a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The client.
    pub client: NodeId,
    /// The command.
    pub command: Value,
    /// The step at which it asked, counted from 1.
    pub asked: u32,
    /// What it was told, and at which step, if it was.
    pub answer: Option<(Value, u32)>,
}

/// A client was told the state of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    /// The client.
    pub client: NodeId,
    /// The state.
    pub state: Sequence,
}

/// A proposal became chosen: a quorum had accepted it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The slot of the log that it was chosen for, where there is a log.
    pub slot: Option<u32>,
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

/// A node voted on a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vote {
    /// The node.
    pub node: NodeId,
    /// Whether it voted yes.
    pub is_yes: bool,
    /// The step at which it happened, counted from 1.
    pub step: u32,
}

/// A node decided how a transaction ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The node.
    pub node: NodeId,
    /// What it decided.
    pub outcome: Outcome,
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
        self.chosen.get(0).map(|choice| &choice.proposal.value)
    }

    /// All values that were ever chosen: more than one breaks agreement.
    pub fn chosen_values(&self) -> Set<&Value> {
        self.chosen.iter().map(|choice| &choice.proposal.value).collect()
    }

    /// The nodes that decided like this, in the order in which they did.
    pub fn deciders(&self, outcome: Outcome) -> impl Iterator<Item = NodeId> {
        self.decisions
            .iter()
            .filter(move |decision| decision.outcome == outcome)
            .map(|decision| decision.node)
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
            Observation::Issued(slot, proposal) => self.note_issue(setup, slot, &proposal),
            Observation::Promised(ballot) => self.note_promise(setup, node, ballot),
            Observation::Accepted(proposal) => self.note_acceptance(setup, node, step, &proposal),
            Observation::Learned(value) => {
                let was_chosen = self.chosen_values().contains(&value);
                self.learned.push(Learning { node, value, was_chosen, step });
            }
            Observation::Voted(is_yes) => self.votes.push(Vote { node, is_yes, step }),
            Observation::Decided(outcome) => self.decisions.push(Decision { node, outcome, step }),
            Observation::Saw(state) => self.note_sight(Sight { client: node, state }),
            Observation::AcceptedIn(slot, proposal) => {
                self.note_promised(setup, node, proposal.ballot);
                if let Some(quorum) = self.slots.note(setup, node, step, slot, &proposal) {
                    let proposal = proposal.clone();
                    self.chosen.push(Choice { slot: Some(slot), proposal, quorum, step });
                }
                self.look_at_numbers(setup, Some(slot), &proposal);
            }
            Observation::Called(command) => {
                self.calls.push(Call { client: node, command, asked: step, answer: None });
            }
            Observation::Answered(command, result) => self.note_answer(node, &command, result, step),
        }
    }

    /// As long as there is no contradiction, every state that was told is a prefix of the longest one, so it is enough to
    /// compare with that.
    fn note_sight(&mut self, sight: Sight) {
        match &self.seen {
            Some(longest) if !longest.state.fits(&sight.state) => {
                if self.contradiction.is_none() {
                    self.contradiction = Some((longest.clone(), sight));
                }
            }
            Some(longest) if longest.state.len() >= sight.state.len() => {}
            _ => self.seen = Some(sight),
        }
    }

    /// The client's last call of this command is answered.
    fn note_answer(&mut self, client: NodeId, command: &Value, result: Value, step: u32) {
        let is_meant = |call: &&Call| call.client == client && call.command == *command;
        let behind = self.calls.iter().rev().position(|call| is_meant(&call));
        let place = behind.map(|behind| self.calls.len() - 1 - behind);
        if let Some(call) = place.and_then(|place| self.calls.get_mut(place)) {
            call.answer = Some((result, step));
        }
    }

    fn note_promise(&mut self, setup: &Setup, node: NodeId, ballot: Ballot) {
        let highest = self.promised.get_or_insert(node, ballot);
        if setup.numbering().compare(ballot, *highest).is_gt() {
            *highest = ballot;
        }
    }

    fn note_acceptance(&mut self, setup: &Setup, node: NodeId, step: u32, proposal: &Proposal) {
        self.note_promised(setup, node, proposal.ballot);
        let ballot = setup.numbering().canonical(proposal.ballot);
        let canonical = Proposal { ballot, value: proposal.value.clone() };
        let nodes = self.acceptances.get_or_insert(canonical.clone(), NodeSet::default());
        let was_chosen = setup.chooses(*nodes);
        nodes.insert(node);
        if setup.chooses(*nodes) && !was_chosen {
            let quorum = *nodes;
            self.chosen.push(Choice { slot: None, proposal: proposal.clone(), quorum, step });
        }
        self.look_at_numbers(setup, None, &canonical);
    }

    fn note_issue(&mut self, setup: &Setup, slot: Option<u32>, proposal: &Proposal) {
        let ballot = setup.numbering().canonical(proposal.ballot);
        let canonical = Proposal { ballot, value: proposal.value.clone() };
        let issued = match slot {
            Some(slot) => self.slots.issued_mut(slot),
            None => Some(&mut self.issued.proposals),
        };
        // Asking again is no new proposal.
        if let Some(issued) = issued.filter(|issued| !issued.contains(&canonical)) {
            issued.push(canonical.clone());
            self.look_at_numbers(setup, slot, &canonical);
        }
    }

    /// Looks whether a proposal that was issued or accepted just now breaks what must hold of numbers.
    fn look_at_numbers(&mut self, setup: &Setup, slot: Option<u32>, new: &Proposal) {
        let page = slot.and_then(|slot| self.slots.page(slot));
        let breaches = if let Some(page) = page {
            let votes = &mut page.votes.iter().map(|(proposal, nodes)| (proposal, *nodes));
            breaches(setup, new, &page.issued, votes)
        } else {
            let votes = &mut self.acceptances.iter().map(|(proposal, nodes)| (proposal, *nodes));
            breaches(setup, new, &self.issued.proposals, votes)
        };
        self.issued.note(slot, breaches);
    }

    /// What is accepted is promised as well; if it is below a promise, that is broken.
    fn note_promised(&mut self, setup: &Setup, node: NodeId, accepted: Ballot) {
        if let Some(&promised) = self.promised.get(&node)
            && setup.numbering().compare(promised, accepted).is_gt()
            && self.broken_promises.len() < BROKEN_MAX
        {
            self.broken_promises.push(BrokenPromise { node, promised, accepted });
        }
        self.note_promise(setup, node, accepted);
    }
}
