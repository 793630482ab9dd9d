//! The messages of a diagram: sent when, by whom, and what became of them.

use super::{Lane, Scope, lane_of};
use crate::protocol::Map;
use crate::protocol::MessageKind;
use crate::scene::words::message_spoken;
use crate::sim::{Event, MsgId, Notice, Packet, Step};
use crate::text::{Arg, say};
use std::rc::Rc;

/// A message on its way through time.
#[derive(Clone, Debug, PartialEq)]
pub struct Flight {
    /// The message.
    pub id: MsgId,
    /// Its kind.
    pub kind: MessageKind,
    /// What it says.
    pub label: String,
    /// All about it in a sentence.
    pub spoken: String,
    /// The lane of its sender, from the top.
    pub from: usize,
    /// The lane of its receiver, from the top.
    pub to: usize,
    /// The step that sent it.
    pub sent: usize,
    /// What became of it.
    pub end: End,
    /// Whether it is in flight at the moment that is looked at.
    pub is_pending: bool,
    /// Whether it was made by duplication.
    pub is_copy: bool,
    /// Whether another message of the same step says the same, so that one label does for both.
    pub repeats: bool,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It arrived at this step.
    Arrived(usize),
    /// The network lost it at this step.
    Dropped(usize),
    /// It reached a node that was down at this step.
    AtCrashed(usize),
    /// It was sent across a cut, and lost at once.
    AcrossCut,
    /// It is still on its way at the end of the stretch; held back or not.
    Open {
        /// Whether it is held back.
        is_held: bool,
    },
}

impl End {
    /// The step at which it ended, if it did.
    pub fn at(self) -> Option<usize> {
        match self {
            End::Arrived(at) | End::Dropped(at) | End::AtCrashed(at) => Some(at),
            End::AcrossCut | End::Open { .. } => None,
        }
    }
}

/// How far behind the stretch the end of a message is looked for: beyond, its line is as good as level.
const LOOKAHEAD: usize = 200;

impl Scope<'_> {
    /// The messages that were under way within the stretch.
    pub(super) fn flights(&self, lanes: &[Lane]) -> Vec<Flight> {
        let mut found: Map<MsgId, (Rc<Packet>, End)> = Map::default();
        // Looked at from the far end backwards, the end of a message is known before its beginning.
        let beyond = (self.to + LOOKAHEAD).min(self.history.line().len() - 1);
        let mut ends: Map<MsgId, End> = Map::default();
        for at in (self.to + 1..=beyond).rev() {
            self.step(at).into_iter().filter_map(|step| end_at(step, at)).for_each(|(packet, end)| {
                ends.insert(packet.id, end);
            });
        }
        for packet in self.world(self.to).in_flight() {
            let open = End::Open { is_held: packet.is_held };
            let end = ends.get(&packet.id).copied().unwrap_or(open);
            found.insert(packet.id, (Rc::clone(packet), end));
        }
        for (at, step) in self.steps() {
            if let Some((packet, end)) = end_at(step, at) {
                found.insert(packet.id, (Rc::clone(packet), end));
            }
            for packet in &step.lost {
                found.insert(packet.id, (Rc::clone(packet), End::AcrossCut));
            }
        }
        let mut flights: Vec<Flight> =
            found.into_values().filter_map(|(packet, end)| self.flight(lanes, &packet, end)).collect();
        mark_repeats(&mut flights);
        flights
    }

    fn flight(&self, lanes: &[Lane], packet: &Packet, end: End) -> Option<Flight> {
        let notation = self.notation();
        let now = self.history.world().packet(packet.id);
        // A message of this number may be another one on another branch: this line's is the one sent at this step.
        let now = now.filter(|now| now.sent_at == packet.sent_at);
        let is_held = now.is_some_and(|now| now.is_held);
        let end = if now.is_some() && end.at().is_none() { End::Open { is_held } } else { end };
        let sent = packet.sent_at as usize;
        let fate = match end {
            End::Arrived(at) => say("flight-arrived", &[("at", Arg::from(at.to_string()))]),
            End::Dropped(at) => say("flight-dropped", &[("at", Arg::from(at.to_string()))]),
            End::AtCrashed(at) => say("flight-at-crashed", &[("at", Arg::from(at.to_string()))]),
            End::AcrossCut => say("flight-across-cut", &[]),
            End::Open { .. } => say("flight-open", &[]),
        };
        let words = [
            ("message", Arg::from(message_spoken(&notation, packet))),
            ("sent", sent.to_string().into()),
            ("fate", fate.into()),
        ];
        Some(Flight {
            id: packet.id,
            kind: packet.message.kind(),
            label: notation.message(&packet.message),
            spoken: say("flight-spoken", &words),
            from: lane_of(lanes, packet.from)?,
            to: lane_of(lanes, packet.to)?,
            sent,
            end,
            is_pending: now.is_some(),
            is_copy: packet.copy_of.is_some(),
            repeats: false,
        })
    }
}

/// The message that a step took out of flight, and how.
fn end_at(step: &Step, at: usize) -> Option<(&Rc<Packet>, End)> {
    let packet = step.consumed.as_ref()?;
    let end = match (&step.event, step.notice) {
        (Event::Drop(_), _) => End::Dropped(at),
        (_, Some(Notice::LostAtCrashedNode)) => End::AtCrashed(at),
        _ => End::Arrived(at),
    };
    Some((packet, end))
}

/// A broadcast says the same to all: one label does.
fn mark_repeats(flights: &mut [Flight]) {
    for index in 1..flights.len() {
        let (before, after) = flights.split_at_mut(index);
        let flight = &mut after[0];
        // Messages of one step have neighbouring numbers.
        let earlier = before.iter().rev().take_while(|other| other.sent == flight.sent);
        flight.repeats =
            earlier.into_iter().any(|other| other.from == flight.from && other.label == flight.label);
    }
}
