//! The view-model: what is to be seen, heard and read at a moment, as plain data. `ui/` draws it and decides nothing.

mod cards;
mod diagram;
mod drawing;
mod journal;
mod knowledge;
mod offers;
mod panels;
mod place;
mod runs;
mod safety;
mod stage;
mod stage_sketch;
mod timeline;
mod words;

pub use cards::{Card, Dots, Line, ValuePill};
pub use diagram::{
    Band, Diagram, End, Flight, Happening, Lane, Lanes, Metrics, Paired, Span, SpanKind, Stretch, diagram,
    figure, paired, sketch,
};
pub use drawing::{Anchor, Course, Drawing, Ink, Part, Shape, Sign};
pub use journal::{JournalRow, journal};
pub use knowledge::Knowledge;
pub use offers::{Marks, Offer, Target, Verb, offers, step_offers};
pub use panels::{
    FieldRow, InFlight, MessagePanel, MessageRow, NodePanel, Reason, StepPanel, TimerRow, in_flight,
    message_panel, node_panel, step_panel,
};
pub use place::{Point, Rect};
use runs::run_title;
pub use runs::{NamedMoment, PairRow, RunRow, Runs, SideBySide, runs, side_by_side};
pub use safety::{Choosing, Meeting, PropertyRow, Safety, safety};
pub use stage::{Arrow, Column, Pill, PillState, PlacedCard, Size, Stage, Wire, stage};
pub use stage_sketch::stage_sketch;
pub use timeline::{Flag, Fork, Tick, Timeline, flag_words, timeline};
pub use words::{event_words, spoken};

use crate::protocol::{Ballot, NodeId, Role, Setup, Value};
use crate::sim::World;
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
        View { world: &moment.world, before, step: moment.step.as_deref(), terms }
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
    let Setup::Synod(config) = &**world.setup();
    let configured = config.proposers.iter().filter_map(|proposer| proposer.wants.as_ref());
    let mut values: Vec<&Value> = Vec::new();
    for known in configured.chain(&world.ledger().proposed) {
        if !values.contains(&known) {
            values.push(known);
        }
    }
    values.iter().position(|&known| known == value).unwrap_or(values.len())
}

/// The place of a ballot's owner in the palette.
pub fn owner_slot(ballot: Ballot) -> usize {
    ballot.proposer.index()
}

/// The place of a node in the palette, if it owns ballots.
pub fn node_slot(setup: &Setup, node: NodeId) -> Option<usize> {
    (setup.role(node) == Role::Proposer).then(|| node.index())
}
