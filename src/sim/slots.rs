//! What was accepted for the slots of a log, as far as the properties need it.

use crate::protocol::{Chunks, NodeId, NodeSet, Proposal, Setup};

/// What was accepted for the slots of a log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SlotBook {
    /// By slots, counted from 0.
    slots: Chunks<SlotPage, 16>,
    /// The first acceptance that differs from what was chosen on a lower ballot.
    pub breach: Option<SlotBreach>,
}

/// What was accepted for one slot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SlotPage {
    /// What acceptors were asked to accept, each proposal once.
    pub issued: Vec<Proposal>,
    /// Who ever accepted which proposal, in the order in which it was accepted first.
    pub votes: Vec<(Proposal, NodeSet)>,
    /// What was chosen, in the order in which it was.
    pub chosen: Vec<Proposal>,
}

/// A value was chosen for a slot, and another one was accepted on a higher ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotBreach {
    /// The slot.
    pub slot: u32,
    /// What was chosen.
    pub chosen: Proposal,
    /// What was accepted on a higher ballot.
    pub accepted: Proposal,
    /// The step at which both had happened, counted from 1.
    pub step: u32,
}

impl SlotBook {
    /// What was accepted for a slot.
    pub fn page(&self, slot: u32) -> Option<&SlotPage> {
        self.slots.get(slot as usize)
    }

    /// The slots for which something was accepted or might have been, in order.
    pub fn pages(&self) -> impl Iterator<Item = &SlotPage> {
        self.slots.iter()
    }

    /// What acceptors were asked to accept for a slot, to be added to.
    pub(super) fn issued_mut(&mut self, slot: u32) -> Option<&mut Vec<Proposal>> {
        page_mut(&mut self.slots, slot).map(|page| &mut page.issued)
    }

    /// Notes an acceptance; if it makes the proposal chosen, the quorum.
    pub(super) fn note(
        &mut self,
        setup: &Setup,
        node: NodeId,
        step: u32,
        slot: u32,
        proposal: &Proposal,
    ) -> Option<NodeSet> {
        let page = page_mut(&mut self.slots, slot)?;
        let place = page.votes.iter().position(|(other, _)| other == proposal).unwrap_or_else(|| {
            page.votes.push((proposal.clone(), NodeSet::default()));
            page.votes.len() - 1
        });
        let nodes = &mut page.votes[place].1;
        let was_chosen = setup.chooses(*nodes);
        nodes.insert(node);
        let quorum = Some(*nodes).filter(|nodes| setup.chooses(*nodes) && !was_chosen);
        if quorum.is_some() {
            page.chosen.push(proposal.clone());
        }
        if self.breach.is_none() {
            self.breach = page.breach(slot, step);
        }
        quorum
    }
}

fn page_mut(slots: &mut Chunks<SlotPage, 16>, slot: u32) -> Option<&mut SlotPage> {
    while slots.len() <= slot as usize {
        slots.push(SlotPage::default());
    }
    slots.get_mut(slot as usize)
}

impl SlotPage {
    /// "If a value is chosen on a ballot, any value accepted on a higher ballot for the same slot is the same" (the deck's
    /// slide "Acceptors").
    fn breach(&self, slot: u32, step: u32) -> Option<SlotBreach> {
        let of = |chosen: &Proposal| {
            let differs = |other: &&Proposal| other.ballot > chosen.ballot && other.value != chosen.value;
            // Two values on the very same ballot are as bad, whichever was chosen.
            let is_twin = |other: &&Proposal| other.ballot == chosen.ballot && other.value != chosen.value;
            let accepted = || self.votes.iter().map(|(proposal, _)| proposal);
            let accepted = accepted().find(differs).or_else(|| accepted().find(is_twin))?;
            Some(SlotBreach { slot, chosen: chosen.clone(), accepted: accepted.clone(), step })
        };
        self.chosen.iter().find_map(of)
    }
}
