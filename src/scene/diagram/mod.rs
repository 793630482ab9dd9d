//! The space–time diagram: a lane per node, time to the right, and every message from where it was sent to where it
//! arrived, was lost, or still is on its way.
//!
//! Built in two steps: [`diagram`] says what is to be seen of a stretch of the line, in steps and lanes; [`sketch()`]
//! says where, in pixels, and [`figure()`] the same for a picture that stands on its own.

mod figure;
mod flights;
mod lanes;
mod metrics;
mod pieces;
mod sketch;
mod spans;

pub use figure::figure;
pub use flights::{End, Flight};
pub use lanes::{Lane, Lanes};
pub use metrics::Metrics;
pub use pieces::{Piece, pieces};
pub use sketch::sketch;
pub use spans::{Band, Happening, Span, SpanKind};

use super::Knowledge;
use crate::protocol::NodeId;
use crate::sim::{History, MomentId, compare};
use crate::text::{Notation, Terms};

/// What is to be seen of a stretch of the line. Times are steps: a place on the line, from 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagram {
    /// The first step that is shown.
    pub from: usize,
    /// The last step that is shown.
    pub to: usize,
    /// The step that is looked at.
    pub now: usize,
    /// How many steps the line has.
    pub length: usize,
    /// The lanes from top to bottom.
    pub lanes: Vec<Lane>,
    /// What the node that is asked can know of, if one is asked.
    pub knowledge: Option<Knowledge>,
    /// The messages.
    pub flights: Vec<Flight>,
    /// What held of nodes over time.
    pub spans: Vec<Span>,
    /// What happened at nodes.
    pub happenings: Vec<Happening>,
    /// When links were cut.
    pub bands: Vec<Band>,
}

/// A stretch of the line, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first step.
    pub from: usize,
    /// The last step.
    pub to: usize,
}

impl Stretch {
    /// The whole line of a history.
    pub fn all(history: &History) -> Self {
        Stretch { from: 0, to: history.line().len() - 1 }
    }

    /// The stretch made longer until it begins and ends where pieces do.
    #[must_use]
    pub fn whole(self) -> Self {
        Stretch {
            from: self.from / pieces::STEPS * pieces::STEPS,
            to: self.to.next_multiple_of(pieces::STEPS),
        }
    }
}

/// The space–time diagram of a stretch of a history's line.
pub fn diagram(history: &History, terms: Terms, order: &Lanes, stretch: Stretch) -> Diagram {
    let length = history.line().len() - 1;
    let to = stretch.to.min(length);
    let scope = Scope { history, terms, from: stretch.from.min(to), to };
    let lanes = order.lanes(&scope);
    let (spans, happenings) = (scope.spans(&lanes), scope.happenings(&lanes));
    Diagram {
        from: scope.from,
        to,
        now: history.position(),
        length,
        flights: scope.flights(&lanes),
        knowledge: None,
        spans,
        happenings,
        bands: scope.bands(),
        lanes,
    }
}

/// The diagrams of two runs, and where they part.
#[derive(Clone, Debug, PartialEq)]
pub struct Paired {
    /// Each run's diagram, seen from its end, with its title.
    pub diagrams: [(Diagram, String); 2],
    /// The first step in which they differ.
    pub parts_at: usize,
}

/// The diagrams of the runs that lead to two moments, from a little before the first step in which they differ.
pub fn paired(history: &History, terms: Terms, order: &Lanes, moments: (MomentId, MomentId)) -> Paired {
    const BEFORE: usize = 6;
    const BEHIND: usize = 60;
    let parts_at = compare(history, moments.0, moments.1).difference.map_or(0, |difference| difference.step);
    let diagrams = [moments.0, moments.1].map(|moment| {
        let mut run = history.clone();
        run.travel(moment);
        run.leave_line();
        let stretch = Stretch { from: parts_at.saturating_sub(BEFORE), to: parts_at + BEHIND };
        (diagram(&run, terms, order, stretch), crate::scene::run_title(&run, terms, moment))
    });
    Paired { diagrams, parts_at }
}

/// A stretch of a history, as the parts of this module read it.
struct Scope<'a> {
    history: &'a History,
    terms: Terms,
    from: usize,
    to: usize,
}

impl<'a> Scope<'a> {
    fn world(&self, at: usize) -> &'a crate::sim::World {
        &self.history.moment(self.history.line()[at]).world
    }

    fn step(&self, at: usize) -> Option<&'a crate::sim::Step> {
        self.history.moment(self.history.line()[at]).step.as_deref()
    }

    /// The steps within the stretch, each with its place.
    fn steps(&self) -> impl Iterator<Item = (usize, &'a crate::sim::Step)> + '_ {
        (self.from..=self.to).filter_map(|at| self.step(at).map(|step| (at, step)))
    }

    fn notation(&self) -> Notation<'a> {
        Notation { setup: self.world(0).setup(), terms: self.terms }
    }
}

fn lane_of(lanes: &[Lane], node: NodeId) -> Option<usize> {
    lanes.iter().position(|lane| lane.node == node)
}
