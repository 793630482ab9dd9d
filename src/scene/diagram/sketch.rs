//! Where the parts of a diagram stand, in pixels.

use super::pieces::STEPS;
use super::{Band, Diagram, End, Flight, Happening, Metrics, Span, SpanKind};
use crate::scene::Target;
use crate::scene::drawing::{Anchor, Course, Drawing, Ink, Part, Shape, Sign, distance};
use crate::scene::place::{Point, Rect};

/// Steps narrower than this have no room for words.
const WORDS_COLUMN_MIN: f32 = 13.0;

/// The diagram as a drawing.
pub fn sketch(diagram: &Diagram, metrics: Metrics) -> Drawing {
    let mut pen = Pen::new(diagram, metrics);
    pen.has_words = metrics.column >= WORDS_COLUMN_MIN;
    // Lanes and the whole drawing grow by several steps at a time, so that most steps leave them as they are.
    let length = diagram.length.next_multiple_of(STEPS);
    if diagram.to == diagram.length {
        pen.lanes_until = metrics.x(length) + BEHIND;
    }
    pen.draw();
    let size = metrics.size(length, diagram.lanes.len());
    Drawing { size, unit: 1.0, window: None, parts: pen.parts }
}

/// How far lanes go on behind the last step of a run.
const BEHIND: f32 = Metrics::RIGHT - 30.0;

/// What draws a diagram part by part.
pub(super) struct Pen<'a> {
    diagram: &'a Diagram,
    metrics: Metrics,
    /// Whether each message's words stand where it was sent.
    pub(super) has_words: bool,
    /// What is drawn so far.
    pub(super) parts: Vec<Part>,
    /// Where the lanes end.
    lanes_until: f32,
    /// Where the last words end on each lane.
    words_end: Vec<f32>,
    /// The key of the next part.
    key: u64,
    /// When the next parts came to rest.
    rest: Option<usize>,
    /// Whether the node that is asked can't know of the next parts.
    is_unknown: bool,
}

pub(super) fn point(x: f32, y: f32) -> Point {
    Point { x, y }
}

impl<'a> Pen<'a> {
    /// A pen that has drawn nothing yet.
    pub(super) fn new(diagram: &'a Diagram, metrics: Metrics) -> Self {
        let words_end = vec![f32::MIN; diagram.lanes.len()];
        let end = if diagram.to == diagram.length { BEHIND } else { 0.0 };
        let lanes_until = metrics.x(diagram.to) + end;
        Pen {
            diagram,
            metrics,
            has_words: false,
            parts: Vec::new(),
            lanes_until,
            words_end,
            key: 0,
            rest: None,
            is_unknown: false,
        }
    }

    /// Draws everything, from the ground up.
    pub(super) fn draw(&mut self) {
        let diagram = self.diagram;
        let is_choice = |happening: &&Happening| happening.is_choice;
        self.bands();
        self.scale();
        self.lanes();
        diagram.spans.iter().for_each(|span| self.span(span));
        diagram.happenings.iter().filter(is_choice).for_each(|choice| self.choice(choice));
        diagram.flights.iter().for_each(|flight| self.flight(flight));
        diagram.spans.iter().for_each(|span| self.value(span));
        diagram.happenings.iter().filter(|other| !is_choice(other)).for_each(|sign| self.sign(sign));
    }

    fn add(&mut self, shape: Shape, ink: Ink) -> &mut Part {
        self.key += 1;
        self.parts.push(Part {
            key: self.key,
            rest: self.rest,
            is_unknown: self.is_unknown,
            ..Part::new(shape, ink)
        });
        self.parts.last_mut().expect("just added")
    }

    /// From here on parts belong to this thing of a layer, which came to rest at this step: its parts have the same
    /// keys in the next drawing.
    fn begin(&mut self, layer: u64, thing: usize, rest: Option<usize>) {
        self.rest = rest;
        self.key = (layer << 48) | ((thing as u64) << 8);
        self.is_unknown = false;
    }

    /// When what lasts until this step came to rest: what lasts until the last one that is drawn may go on.
    fn ended(&self, at: usize) -> Option<usize> {
        (at < self.diagram.to).then_some(at)
    }

    pub(super) fn text(&mut self, at: Point, anchor: Anchor, words: &str, ink: Ink) {
        self.add(Shape::Text(at, anchor, words.to_owned()), ink);
    }

    /// The last step of a lane that the node that is asked can know of.
    fn known(&self, lane: usize) -> usize {
        let knowledge = self.diagram.knowledge.as_ref();
        knowledge.map_or(usize::MAX, |knowledge| knowledge.until(self.diagram.lanes[lane].node))
    }

    fn x(&self, step: usize) -> f32 {
        self.metrics.x(step)
    }

    fn y(&self, lane: usize) -> f32 {
        self.metrics.y(lane)
    }

    /// The lower edge of the last lane.
    pub(super) fn floor(&self) -> f32 {
        self.metrics.size(0, self.diagram.lanes.len()).height - Metrics::BOTTOM
    }

    fn bands(&mut self) {
        let (top, floor) = (self.metrics.top - 4.0, self.floor());
        for Band { from, to, label } in &self.diagram.bands {
            self.begin(1, *from, self.ended(*to));
            let x = self.x(*from);
            let width = (self.x(*to) - x).max(self.metrics.column / 2.0);
            let rect = Rect { x, y: top, width, height: floor - top };
            self.add(Shape::Rect(rect, 0.0), Ink::Band).title.clone_from(label);
            if self.metrics.column >= WORDS_COLUMN_MIN {
                self.text(point(x + 4.0, floor + 11.0), Anchor::Start, label, Ink::BandText);
            }
        }
    }

    /// A number every few steps.
    fn scale(&mut self) {
        let stride = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].into_iter();
        #[expect(clippy::cast_precision_loss, reason = "at most 1000")]
        let stride = stride.into_iter().find(|&n| n as f32 * self.metrics.column >= 56.0).unwrap_or(1000);
        let first = self.diagram.from.next_multiple_of(stride);
        for step in (first..=self.diagram.to).step_by(stride) {
            self.begin(2, step, Some(step));
            let at = point(self.x(step), 12.0);
            self.text(at, Anchor::Middle, &step.to_string(), Ink::Scale);
        }
    }

    fn lanes(&mut self) {
        let (from, to) = (self.x(self.diagram.from), self.lanes_until);
        for lane in 0..self.diagram.lanes.len() {
            self.begin(3, lane, None);
            let y = self.y(lane);
            // A lane breaks while its node is down.
            let mut at = from;
            let downs =
                self.diagram.spans.iter().filter(|span| span.lane == lane && span.kind == SpanKind::Down);
            for down in downs.cloned().collect::<Vec<_>>() {
                let (begin, finish) = (self.x(down.from), self.x(down.to));
                self.add(Shape::Line(point(at, y), point(begin, y)), Ink::Lane);
                self.add(Shape::Line(point(begin, y), point(finish, y)), Ink::LaneDown);
                at = finish;
            }
            let is_down_now = self.diagram.spans.iter().any(|span| {
                span.lane == lane
                    && span.kind == SpanKind::Down
                    && span.to == self.diagram.to
                    && span.to == self.diagram.length
            });
            let ink = if is_down_now { Ink::LaneDown } else { Ink::Lane };
            self.add(Shape::Line(point(at, y), point(to, y)), ink);
        }
    }

    fn span(&mut self, span: &Span) {
        let (ink, height, title) = match &span.kind {
            SpanKind::Promised { owner, ballot } => (Ink::Promise(*owner), 11.0, ballot),
            SpanKind::Accepted { owner, proposal, .. } => (Ink::Accepted(*owner), 4.0, proposal),
            SpanKind::Down => return,
        };
        let is_acceptance = usize::from(matches!(ink, Ink::Accepted(_)));
        self.begin(4 + is_acceptance as u64, (span.from << 5) | span.lane, self.ended(span.to));
        let y = self.y(span.lane);
        let end = if span.to == self.diagram.length { 6.0 } else { 0.0 };
        // What is known of it, and what is not.
        let known = self.known(span.lane).clamp(span.from, span.to);
        let (whole, is_known) = ((span.from, span.to), known > span.from || self.known(span.lane) >= span.to);
        let pieces = [(whole.0, known, true), (known, whole.1, false)];
        for (from, to, is_known) in pieces
            .into_iter()
            .filter(|piece| piece.1 > piece.0 || (whole.0 == whole.1 && piece.2 == is_known))
        {
            self.is_unknown = !is_known;
            let extra = if to == span.to { end } else { 0.0 };
            let x = self.x(from);
            let rect = Rect { x, y: y - height / 2.0, width: (self.x(to) - x + extra).max(2.0), height };
            self.add(Shape::Rect(rect, height / 2.0), ink).title.clone_from(title);
        }
    }

    /// The value that was accepted, where it was.
    fn value(&mut self, span: &Span) {
        let SpanKind::Accepted { value, slot, proposal, .. } = &span.kind else { return };
        if !span.begins || self.metrics.column < WORDS_COLUMN_MIN {
            return;
        }
        self.begin(6, (span.from << 5) | span.lane, Some(span.from));
        self.is_unknown = span.from > self.known(span.lane);
        let (at, proposal) = (point(self.x(span.from), self.y(span.lane)), proposal.clone());
        self.badge(at, *slot, value, proposal);
    }

    /// A value as a round badge with its first letter.
    fn badge(&mut self, at: Point, slot: usize, value: &str, title: String) {
        self.add(Shape::Circle(at, 8.5), Ink::Value(slot)).title = title;
        // Requests are called m1, m2 and so on: the number tells them apart.
        let number = value.strip_prefix('m').filter(|rest| (1..=2).contains(&rest.len()));
        let number = number.filter(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
        let sign = number.map_or_else(|| value.chars().take(1).collect(), str::to_owned);
        self.text(point(at.x, at.y + 3.5), Anchor::Middle, &sign, Ink::ValueText);
    }

    /// The moment of choice: a line through all lanes, with the value above.
    fn choice(&mut self, choice: &Happening) {
        let Some((slot, value)) = &choice.value else { return };
        self.begin(7, choice.at, Some(choice.at));
        self.is_unknown =
            self.diagram.knowledge.as_ref().is_some_and(|knowledge| !knowledge.knows_choice(choice.at));
        let x = self.x(choice.at);
        let line = Shape::Line(point(x, self.metrics.top - 10.0), point(x, self.floor()));
        self.add(line, Ink::Chosen(*slot)).title.clone_from(&choice.label);
        self.text(point(x, self.metrics.top - 14.0), Anchor::Middle, value, Ink::ChosenText);
    }

    fn sign(&mut self, sign: &Happening) {
        self.begin(8 + sign.sign as u64, (sign.at << 5) | sign.lane, Some(sign.at));
        self.is_unknown = sign.at > self.known(sign.lane);
        let at = point(self.x(sign.at), self.y(sign.lane));
        if let Some((slot, value)) = &sign.value {
            self.badge(at, *slot, value, sign.label.clone());
            return;
        }
        let ink = Ink::Sign(sign.sign);
        let title = sign.label.clone();
        match sign.sign {
            Sign::Crash => {
                self.add(Shape::Line(point(at.x - 5.0, at.y - 5.0), point(at.x + 5.0, at.y + 5.0)), ink);
                self.add(Shape::Line(point(at.x - 5.0, at.y + 5.0), point(at.x + 5.0, at.y - 5.0)), ink)
                    .title = title;
            }
            Sign::Restart => {
                let tips = vec![
                    point(at.x - 4.0, at.y - 6.0),
                    point(at.x + 6.0, at.y),
                    point(at.x - 4.0, at.y + 6.0),
                ];
                self.add(Shape::Polygon(tips), ink).title = title;
            }
            Sign::Timer => {
                self.add(Shape::Circle(at, 5.5), ink).title = title;
                self.add(Shape::Line(at, point(at.x, at.y - 4.0)), ink);
                self.add(Shape::Line(at, point(at.x + 3.0, at.y)), ink);
            }
            Sign::Act | Sign::Learned => {
                self.add(Shape::Circle(at, 3.0), ink).title = title;
            }
        }
    }

    fn flight(&mut self, flight: &Flight) {
        let rest = match flight.end {
            _ if flight.is_pending => None,
            End::AcrossCut => Some(flight.sent),
            end => end.at(),
        };
        self.begin(16, flight.id.0 as usize, rest);
        self.is_unknown = flight.sent > self.known(flight.from);
        let from = point(self.x(flight.sent), self.y(flight.from));
        let goal = self.y(flight.to);
        let (tip, course) = self.tip(flight, from, goal);
        let target = Some(Target::Message(flight.id));
        let ink = Ink::Flight(flight.kind, course);
        let part = self.add(Shape::Line(from, tip), ink);
        part.target = target;
        part.title.clone_from(&flight.spoken);
        match course {
            Course::Lost => self.strike(from, tip),
            Course::Done | Course::Pending | Course::Held => {
                let was_unknown = self.is_unknown;
                self.is_unknown |= flight.end.at().is_some_and(|at| at > self.known(flight.to));
                self.head(flight, from, tip);
                self.is_unknown = was_unknown;
            }
        }
        if flight.is_copy {
            let at = from.towards(tip, 0.4);
            self.text(point(at.x + 3.0, at.y), Anchor::Start, "×2", Ink::Copy);
        }
        self.words(flight);
    }

    /// Where a message's line ends, and how it is drawn up to there.
    pub(super) fn tip(&self, flight: &Flight, from: Point, goal: f32) -> (Point, Course) {
        let towards = |x: f32, share: f32| point(x, from.y + (goal - from.y) * share);
        match flight.end {
            // On its way: it ends at the moment that is looked at, the nearer to its goal the longer it has flown.
            _ if flight.is_pending => {
                let is_held = flight.end == End::Open { is_held: true };
                let age = self.x(self.diagram.now) - from.x;
                let share = (0.3 + age / (age + 6.0 * self.metrics.column) * 0.5).min(0.8);
                let course = if is_held { Course::Held } else { Course::Pending };
                (towards(self.x(self.diagram.now) + self.metrics.column.min(26.0) * 0.8, share), course)
            }
            End::Arrived(at) => (point(self.x(at), goal), Course::Done),
            End::Dropped(at) => (towards(self.x(at), 0.62), Course::Lost),
            End::AtCrashed(at) => (towards(self.x(at), 0.94), Course::Lost),
            End::AcrossCut => (towards(from.x + self.metrics.column * 0.8, 0.35), Course::Lost),
            End::Open { is_held } => {
                let course = if is_held { Course::Held } else { Course::Pending };
                (towards(self.x(self.diagram.to) + self.metrics.column.min(26.0) * 0.8, 0.8), course)
            }
        }
    }

    fn head(&mut self, flight: &Flight, from: Point, tip: Point) {
        let (dx, dy) = (tip.x - from.x, tip.y - from.y);
        let length = distance(from, tip).max(1.0);
        let (ux, uy) = (dx / length, dy / length);
        let base = point(tip.x - ux * 8.0, tip.y - uy * 8.0);
        let wing = |side: f32| point(base.x - uy * 3.6 * side, base.y + ux * 3.6 * side);
        if flight.is_pending || flight.end.at().is_none() {
            // An open end: it has not arrived.
            self.add(Shape::Line(wing(1.0), tip), Ink::Flight(flight.kind, Course::Done));
            self.add(Shape::Line(wing(-1.0), tip), Ink::Flight(flight.kind, Course::Done));
        } else {
            self.add(Shape::Polygon(vec![tip, wing(1.0), wing(-1.0)]), Ink::Head(flight.kind));
        }
    }

    /// A stroke across the end of a lost message.
    fn strike(&mut self, from: Point, tip: Point) {
        let (dx, dy) = (tip.x - from.x, tip.y - from.y);
        let length = distance(from, tip).max(1.0);
        let (nx, ny) = (-dy / length * 6.0, dx / length * 6.0);
        self.add(Shape::Line(point(tip.x - nx, tip.y - ny), point(tip.x + nx, tip.y + ny)), Ink::Lost);
        let back = point(tip.x - dx / length * 4.0, tip.y - dy / length * 4.0);
        self.add(Shape::Line(point(back.x - nx, back.y - ny), point(back.x + nx, back.y + ny)), Ink::Lost);
    }

    /// What a message says, above the lane of its sender, where there is room.
    fn words(&mut self, flight: &Flight) {
        if flight.repeats || !self.has_words {
            return;
        }
        let x = self.x(flight.sent) + 4.0;
        #[expect(clippy::cast_precision_loss, reason = "labels are short")]
        let width = flight.label.chars().count() as f32 * 6.3 * self.metrics.unit;
        let end = &mut self.words_end[flight.from];
        if x < *end {
            return;
        }
        *end = x + width + 8.0;
        let above = if flight.to < flight.from { 6.0 + 9.0 * self.metrics.unit } else { -8.0 };
        let at = point(x, self.y(flight.from) + above);
        self.text(at, Anchor::Start, &flight.label, Ink::Label);
    }
}
