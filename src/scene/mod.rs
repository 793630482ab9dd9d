//! The view-model: what is to be seen, heard and read at a moment, as plain data. `ui/` draws it and decides nothing.

mod cards;
mod costs;
mod diagram;
mod drawing;
mod frame;
mod illustration;
mod journal;
mod knowledge;
mod ladder;
mod neighbour;
mod offers;
mod office_chart;
mod panels;
mod place;
mod prediction;
mod prospects;
mod rules;
mod runs;
mod safety;
mod specification;
mod stage;
mod stage_sketch;
mod timeline;
mod words;

pub use cards::{Card, Dots, Line, ValuePill};
pub use costs::costs;
pub use diagram::{
    Band, Diagram, End, Flight, Happening, Lane, Lanes, Metrics, Paired, Piece, Span, SpanKind, Stretch,
    diagram, figure, paired, pieces, sketch,
};
pub use drawing::{Anchor, Course, Drawing, Ink, Part, Shape, Sign};
pub use illustration::{Illustration, failures, majorities, roles};
pub use journal::{JournalRow, journal};
pub use knowledge::Knowledge;
pub use ladder::{CodeChange, RungRow, rungs};
pub use neighbour::{Neighbour, SCHEDULE_MAX, neighbour, neighbour_setup};
pub use offers::{Marks, Offer, Target, Verb, offers, step_offers};
pub use office_chart::{OFFICE_BOUNDS, OFFICE_COUNTS, office_chart};
pub use panels::{
    FieldRow, InFlight, MessagePanel, MessageRow, NodePanel, Reason, StepPanel, TimerRow, in_flight,
    message_panel, node_panel, step_panel,
};
pub use place::{Point, Rect};
pub use prediction::{PredictedAnswer, Prediction, prediction};
pub use prospects::{ProspectRow, prospects};
pub use rules::{RuleRow, RuleSheet, rule_sheet};
use runs::run_title;
pub use runs::{NamedMoment, PairRow, RunRow, Runs, SideBySide, runs, side_by_side};
pub use safety::{Choosing, Meeting, PropertyRow, Safety, Standstill, safety};
pub use specification::{SpecLine, SpecSheet, spec_sheet};
pub use stage::{Arrow, Column, Pill, PillState, PlacedCard, Size, Stage, Wire, stage};
pub use stage_sketch::stage_sketch;
pub use timeline::{Flag, Fork, Tick, Timeline, flag_words, timeline};
pub use words::{event_words, spoken};

use crate::protocol::{Ballot, NodeId, NodeSet, Outcome, Setup, Value};
use crate::sim::{Packet, World};
use crate::text::{Notation, Terms};

/// A moment as a scene needs it: the world, the one before it, and the words to use.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The world that is looked at.
    pub world: &'a World,
    /// The world before the last step, if there was one.
    pub before: Option<&'a World>,
    /// The last step.
    pub step: Option<&'a crate::sim::Step>,
    /// The deck's terms.
    pub terms: Terms,
    /// The nodes that a person does not want to see.
    pub hidden: NodeSet,
}

impl<'a> View<'a> {
    /// The view of the moment that a history's cursor is at.
    pub fn of(history: &'a crate::sim::History, terms: Terms) -> Self {
        View::at(history, history.cursor(), terms)
    }

    /// The view of any moment of a history.
    pub fn at(history: &'a crate::sim::History, moment: crate::sim::MomentId, terms: Terms) -> Self {
        let moment = history.moment(moment);
        let before = moment.parent.map(|parent| &*history.moment(parent).world);
        let hidden = NodeSet::default();
        View { world: &moment.world, before, step: moment.step.as_deref(), terms, hidden }
    }

    /// The nodes that are shown.
    fn shown(&self) -> impl Iterator<Item = NodeId> + 'a {
        let hidden = self.hidden;
        self.setup().nodes().filter(move |&node| !hidden.contains(node))
    }

    /// Whether both ends of a message or a link are shown.
    fn shows(&self, a: NodeId, b: NodeId) -> bool {
        !self.hidden.contains(a) && !self.hidden.contains(b)
    }

    /// The notation of this view.
    pub fn notation(&self) -> Notation<'a> {
        Notation { setup: self.world.setup(), terms: self.terms }
    }

    /// The cluster.
    pub fn setup(&self) -> &'a Setup {
        self.world.setup()
    }
}

/// The place of a value in the palette: values keep their colour for as long as the run lasts.
pub fn value_slot(world: &World, value: &Value) -> usize {
    let configured = world.setup().cluster().values();
    let mut values: Vec<&Value> = Vec::new();
    for known in configured.into_iter().chain(&world.ledger().proposed) {
        if !values.contains(&known) {
            values.push(known);
        }
    }
    values.iter().position(|&known| known == value).unwrap_or(values.len())
}

/// The place of a decision on a transaction in the palette.
pub fn outcome_slot(outcome: Outcome) -> usize {
    match outcome {
        Outcome::Commit => 3,
        Outcome::Abort => 2,
    }
}

/// How many owners the palette tells apart; then it begins anew.
const OWNERS: usize = 5;

/// The place of a ballot's owner in the palette.
pub fn owner_slot(ballot: Ballot) -> usize {
    ballot.proposer.index() % OWNERS
}

/// The place of a node in the palette, if it owns ballots.
pub fn node_slot(setup: &Setup, node: NodeId) -> Option<usize> {
    setup.cluster().owns_numbers(node).then(|| node.index() % OWNERS)
}

/// The place in the palette of whose message it is: the owner of its number or, where there are none, the proposer that
/// sent it or that it answers.
pub fn message_slot(packet: &Packet) -> usize {
    let is_answer = packet.message.kind().is_answer();
    packet
        .message
        .ballot()
        .map_or(if is_answer { packet.to } else { packet.from }.index() % OWNERS, owner_slot)
}
