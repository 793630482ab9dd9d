//! What held of nodes over time, what happened at them, and when links were cut.

use super::{Lane, Scope, lane_of};
use crate::protocol::{Act, Ballot, NodeId, Proposal, Value};
use crate::scene::drawing::Sign;
use crate::scene::{event_words, owner_slot, value_slot};
use crate::sim::{Event, Step, World};
use crate::text::{Arg, say};

/// Something that held of a node for a while.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// The node's lane, from the top.
    pub lane: usize,
    /// The step from which it held, or the first that is shown.
    pub from: usize,
    /// The step until which it held, or the last that is shown.
    pub to: usize,
    /// Whether it began within the stretch.
    pub begins: bool,
    /// What held.
    pub kind: SpanKind,
}

/// What held of a node.
#[derive(Clone, Debug, PartialEq)]
pub enum SpanKind {
    /// It had promised to accept nothing below this number.
    Promised {
        /// The palette slot of the number's owner.
        owner: usize,
        /// The number in words.
        ballot: String,
    },
    /// It had accepted this proposal last.
    Accepted {
        /// The palette slot of the number's owner.
        owner: usize,
        /// The value.
        value: String,
        /// The value's palette slot.
        slot: usize,
        /// The proposal in words.
        proposal: String,
    },
    /// It was down.
    Down,
}

/// Something that happened at a node, or with all of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    /// The step.
    pub at: usize,
    /// The node's lane, from the top.
    pub lane: usize,
    /// What it was.
    pub sign: Sign,
    /// The same in words.
    pub label: String,
    /// The palette slot and text of the value that was chosen or learned.
    pub value: Option<(usize, String)>,
    /// Whether it made a value chosen.
    pub is_choice: bool,
}

/// A time in which links were cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// The step that cut them, or the first that is shown.
    pub from: usize,
    /// The step that changed that, or the last that is shown.
    pub to: usize,
    /// What was cut.
    pub label: String,
}

/// What a lane shows of its node at a moment.
type State = (Option<Ballot>, Option<Proposal>, bool);

fn state(world: &World, node: NodeId) -> State {
    (world.node(node).promised(), world.node(node).accepted().cloned(), world.is_down(node))
}

/// The request that an event lets a server execute, if it does.
fn executed(world: &World, event: &Event) -> Option<Value> {
    match event {
        Event::Act(node, act @ Act::Execute { .. }) => {
            world.node(*node).act_value(world.setup(), *node, *act)
        }
        _ => None,
    }
}

impl Scope<'_> {
    /// What held of each lane's node over the stretch.
    pub(super) fn spans(&self, lanes: &[Lane]) -> Vec<Span> {
        let mut spans = Vec::new();
        for (lane, Lane { node, .. }) in lanes.iter().enumerate() {
            let mut open: [Option<Span>; 3] = [None, None, None];
            let mut before: Option<(&World, State)> = None;
            for at in self.from..=self.to {
                let world = self.world(at);
                // A step shares the nodes that it did not touch.
                let is_same = before.as_ref().is_some_and(|(last, state)| {
                    std::ptr::eq(last.node(*node), world.node(*node)) && state.2 == world.is_down(*node)
                });
                if is_same {
                    continue;
                }
                let now = state(world, *node);
                let kinds = self.kinds(world, &now);
                for (open, kind) in open.iter_mut().zip(kinds) {
                    if open.as_ref().map(|span| &span.kind) != kind.as_ref() {
                        spans.extend(open.take().map(|span| Span { to: at, ..span }));
                        let begins = before.is_some();
                        *open = kind.map(|kind| Span { lane, from: at, to: self.to, begins, kind });
                    }
                }
                before = Some((world, now));
            }
            spans.extend(open.into_iter().flatten());
        }
        spans
    }

    fn kinds(&self, world: &World, (promised, accepted, is_down): &State) -> [Option<SpanKind>; 3] {
        let notation = self.notation();
        let promise = promised
            .map(|ballot| SpanKind::Promised { owner: owner_slot(ballot), ballot: notation.ballot(ballot) });
        let accepted = accepted.as_ref().map(|proposal| SpanKind::Accepted {
            owner: owner_slot(proposal.ballot),
            value: proposal.value.to_string(),
            slot: value_slot(world, &proposal.value),
            proposal: notation.proposal(proposal),
        });
        [promise, accepted, is_down.then_some(SpanKind::Down)]
    }

    /// What happened at nodes within the stretch, beyond messages.
    pub(super) fn happenings(&self, lanes: &[Lane]) -> Vec<Happening> {
        let mut found = Vec::new();
        for (at, step) in self.steps() {
            let Some(before) = at.checked_sub(1).map(|before| self.world(before)) else { continue };
            let own = match &step.event {
                Event::Crash(node) => Some((*node, Sign::Crash)),
                Event::Restart(node) => Some((*node, Sign::Restart)),
                Event::Fire(node, _) => Some((*node, Sign::Timer)),
                Event::Act(node, _) | Event::Request(node, _) => Some((*node, Sign::Act)),
                _ => None,
            };
            if let Some((lane, sign)) = own.and_then(|(node, sign)| Some((lane_of(lanes, node)?, sign))) {
                let label = event_words(before, self.terms, &step.event);
                // What was executed is drawn as what was learned is: the deck's grey box.
                let value = executed(before, &step.event)
                    .map(|value| (value_slot(before, &value), value.to_string()));
                let sign = if value.is_some() { Sign::Learned } else { sign };
                found.push(Happening { at, lane, sign, label, value, is_choice: false });
            }
            self.outcomes(lanes, at, step, &mut found);
        }
        found
    }

    /// What a step made chosen, and what nodes learned at it.
    fn outcomes(&self, lanes: &[Lane], at: usize, step: &Step, found: &mut Vec<Happening>) {
        let (world, notation) = (self.world(at), self.notation());
        let ledger = world.ledger();
        for choice in ledger.chosen.iter().rev().take(step.chosen) {
            let value = &choice.proposal.value;
            let label = say(
                "notice-chosen",
                &[
                    ("value", value.as_str().into()),
                    ("ballot", notation.ballot(choice.proposal.ballot).into()),
                    ("nodes", notation.nodes(choice.quorum.iter()).into()),
                ],
            );
            let lane = step.consumed.as_ref().and_then(|packet| lane_of(lanes, packet.to)).unwrap_or(0);
            let value = Some((value_slot(world, value), value.to_string()));
            found.push(Happening { at, lane, sign: Sign::Learned, label, value, is_choice: true });
        }
        for learning in ledger.learned.iter().rev().take_while(|learning| learning.step as usize == at) {
            let Some(lane) = lane_of(lanes, learning.node) else { continue };
            let args = [
                ("node", Arg::from(notation.node(learning.node))),
                ("value", learning.value.as_str().into()),
            ];
            let value = Some((value_slot(world, &learning.value), learning.value.to_string()));
            let label = say("diagram-learned", &args);
            found.push(Happening { at, lane, sign: Sign::Learned, label, value, is_choice: false });
        }
    }

    /// When links were cut within the stretch.
    pub(super) fn bands(&self) -> Vec<Band> {
        let mut bands: Vec<Band> = Vec::new();
        let mut last: Option<&World> = None;
        for at in self.from..=self.to {
            let world = self.world(at);
            if last.is_some_and(|last| last.cuts() == world.cuts()) {
                continue;
            }
            if let Some(band) = bands.last_mut().filter(|band| band.to == usize::MAX) {
                band.to = at;
            }
            if !world.cuts().is_empty() {
                let before = at.checked_sub(1).map(|before| self.world(before));
                let event = before.zip(self.step(at)).filter(|_| last.is_some());
                let label = event.map_or_else(
                    || {
                        say(
                            "diagram-cuts",
                            &[("count", u32::try_from(world.cuts().len()).unwrap_or(u32::MAX).into())],
                        )
                    },
                    |(before, step)| event_words(before, self.terms, &step.event),
                );
                bands.push(Band { from: at, to: usize::MAX, label });
            }
            last = Some(world);
        }
        if let Some(band) = bands.last_mut().filter(|band| band.to == usize::MAX) {
            band.to = self.to;
        }
        bands
    }
}
