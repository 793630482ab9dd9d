//! Figures of lessons that show no moment of a run: how majorities meet, what survives failures, who sends what.

use super::drawing::{Anchor, Course, Drawing, Ink, Part, Shape};
use super::place::{Point, Rect};
use super::{Size, node_slot};
use crate::protocol::{MessageKind, NodeId, Role, synod::Learning};
use crate::text::{Arg, Notation, say};

/// A figure, and what it shows in a sentence or two.
#[derive(Clone, Debug, PartialEq)]
pub struct Illustration {
    /// The figure.
    pub drawing: Drawing,
    /// What a screen reader says instead.
    pub spoken: String,
}

/// As wide as the narrowest panel that a lesson is read in has room for.
const WIDTH: f32 = 300.0;

/// Two majorities of so many nodes, as far apart as they can be, and the node in which they still meet.
pub fn majorities(nodes: u32) -> Illustration {
    let row = Row::of(nodes);
    let mut pen = Pen::default();
    let words = [say("figure-majority", &[]), say("figure-next-majority", &[])];
    row.bands(&mut pen, words);
    (0..nodes).for_each(|node| row.node(&mut pen, node));
    row.meeting(&mut pen, &say("figure-meet", &[]));
    let spoken = say("figure-majorities-spoken", &row.args());
    Illustration { drawing: pen.finish(130.0), spoken }
}

/// A majority that has accepted a value, as many failures as it can bear, and the node that still remembers.
pub fn failures(nodes: u32) -> Illustration {
    let row = Row::of(nodes);
    let mut pen = Pen::default();
    row.bands(&mut pen, [say("figure-accepted", &[]), say("figure-left", &[])]);
    for node in 0..nodes {
        row.node(&mut pen, node);
        if node < row.spare() {
            row.cross_out(&mut pen, node);
        }
        if node <= row.spare() {
            pen.value(Point { x: row.x(node) + row.radius * 0.8, y: ROW - row.radius * 0.9 });
        }
    }
    row.meeting(&mut pen, &say("figure-remembers", &[]));
    let spoken = say("figure-failures-spoken", &row.args());
    Illustration { drawing: pen.finish(130.0), spoken }
}

/// The height at which the nodes stand, and that of the words below them.
const ROW: f32 = 68.0;
const BELOW: f32 = 120.0;

/// Nodes in a row.
struct Row {
    nodes: u32,
    pitch: f32,
    radius: f32,
}

impl Row {
    fn of(nodes: u32) -> Self {
        let pitch = ((WIDTH - 8.0) / count(nodes)).min(54.0);
        Row { nodes, pitch, radius: (pitch * 0.32).min(14.0) }
    }

    /// How many may fail: f of 2f + 1.
    fn spare(&self) -> u32 {
        self.nodes.saturating_sub(1) / 2
    }

    fn x(&self, node: u32) -> f32 {
        (WIDTH - self.pitch * count(self.nodes)) / 2.0 + self.pitch * (count(node) + 0.5)
    }

    /// The two majorities, each with its words: the first nodes, and the last ones.
    fn bands(&self, pen: &mut Pen, [first, last]: [String; 2]) {
        let (meet, end) = (self.x(self.spare()), self.x(self.nodes - 1));
        let reach = self.pitch * 0.46;
        let band = |from: f32, to: f32, y| {
            let width = to - from + 2.0 * reach;
            Shape::Rect(Rect { x: from - reach, y, width, height: 60.0 }, 16.0)
        };
        pen.add(band(self.x(0), meet, 34.0), Ink::Promise(0));
        pen.add(band(meet, end, 42.0), Ink::Promise(1));
        pen.text(Point { x: self.x(0) - reach, y: 26.0 }, Anchor::Start, first, Ink::LaneName(Some(0)));
        pen.text(Point { x: meet + 9.0, y: BELOW }, Anchor::Start, last, Ink::LaneName(Some(1)));
    }

    fn node(&self, pen: &mut Pen, node: u32) {
        let at = Point { x: self.x(node), y: ROW };
        let ink = if node == self.spare() { Ink::Approval } else { Ink::Wire };
        pen.add(Shape::Circle(at, self.radius), Ink::Card(None));
        pen.add(Shape::Circle(at, self.radius), ink);
        pen.text(Point { y: ROW + 4.5, ..at }, Anchor::Middle, (node + 1).to_string(), Ink::CardName);
    }

    fn cross_out(&self, pen: &mut Pen, node: u32) {
        let (x, arm) = (self.x(node), self.radius * 0.9);
        let corner = |dx: f32, dy: f32| Point { x: x + dx * arm, y: ROW + dy * arm };
        pen.add(Shape::Line(corner(-1.0, -1.0), corner(1.0, 1.0)), Ink::Lost);
        pen.add(Shape::Line(corner(-1.0, 1.0), corner(1.0, -1.0)), Ink::Lost);
    }

    /// The words for the node that is in both.
    fn meeting(&self, pen: &mut Pen, words: &str) {
        let x = self.x(self.spare());
        let (top, end) = (Point { x, y: ROW + self.radius + 3.0 }, Point { x, y: BELOW + 3.0 });
        pen.add(Shape::Line(top, end), Ink::Approval);
        pen.text(Point { x: x - 9.0, y: BELOW }, Anchor::End, words.to_owned(), Ink::CardName);
    }

    fn args(&self) -> [(&'static str, Arg); 4] {
        [
            ("count", self.nodes.into()),
            ("need", (self.spare() + 1).into()),
            ("spare", self.spare().into()),
            ("meet", (self.spare() + 1).to_string().into()),
        ]
    }
}

/// The middles of the columns, and half of a card's size.
const COLUMNS: [f32; 3] = [28.0, 150.0, 274.0];
const CARD: (f32, f32) = (24.0, 13.0);

/// Who of a cluster sends what to whom: proposers, acceptors, learners, and the messages of both phases.
pub fn roles(notation: &Notation<'_>) -> Illustration {
    let mut pen = Pen::default();
    let setup = notation.setup;
    let [proposers, acceptors, learners] = COLUMNS;
    for (role, x, anchor) in [
        (Role::Proposer, proposers, Anchor::Start),
        (Role::Acceptor, acceptors, Anchor::Middle),
        (Role::Learner, learners, Anchor::End),
    ] {
        pen.column(notation, role, x, anchor);
    }
    let word = |kind| notation.terms.kind(kind);
    for (row, kind, from, to) in [
        (0, MessageKind::Prepare, proposers, acceptors),
        (1, MessageKind::Promise, acceptors, proposers),
        (2, MessageKind::Accept, proposers, acceptors),
        (3, MessageKind::Accepted, acceptors, proposers),
    ] {
        pen.arrow(kind, word(kind), from, to, 50.0 + 30.0 * count(row));
    }
    let names = |role| Arg::from(notation.nodes(setup.with_role(role)));
    let mut spoken = say(
        "figure-roles-spoken",
        &[
            ("proposers", names(Role::Proposer)),
            ("acceptors", names(Role::Acceptor)),
            ("prepare", word(MessageKind::Prepare).into()),
            ("promise", word(MessageKind::Promise).into()),
            ("accept", word(MessageKind::Accept).into()),
            ("accepted", word(MessageKind::Accepted).into()),
        ],
    );
    let mut height = 154.0_f32;
    if let Some(config) = setup.apart().filter(|config| !config.learners.is_empty()) {
        let (kind, from, y) = match config.learning {
            Learning::Direct => (MessageKind::Accepted, acceptors, 95.0),
            Learning::ViaProposer => (MessageKind::Success, proposers, 170.0),
        };
        pen.arrow(kind, word(kind), from, learners, y);
        height = height.max(y + 10.0);
        let args = [("learners", names(Role::Learner)), ("told", word(kind).into())];
        spoken = format!("{spoken} {}", say(&format!("figure-roles-{}", kind.key()), &args));
    }
    Illustration { drawing: pen.finish(height), spoken }
}

#[derive(Default)]
pub(super) struct Pen {
    parts: Vec<Part>,
}

impl Pen {
    pub(super) fn add(&mut self, shape: Shape, ink: Ink) {
        let key = u64::try_from(self.parts.len()).unwrap_or(u64::MAX);
        self.parts.push(Part { key, ..Part::new(shape, ink) });
    }

    pub(super) fn text(&mut self, at: Point, anchor: Anchor, words: String, ink: Ink) {
        self.add(Shape::Text(at, anchor, words), ink);
    }

    /// A pill with the letter that stands for any value.
    fn value(&mut self, at: Point) {
        self.add(Shape::Rect(Rect::around(at, 16.0, 15.0), 7.0), Ink::Value(0));
        self.text(Point { y: at.y + 4.0, ..at }, Anchor::Middle, "v".to_owned(), Ink::ValueText);
    }

    /// A role's heading, which begins or ends where its cards do, and the cards below each other.
    fn column(&mut self, notation: &Notation<'_>, role: Role, x: f32, anchor: Anchor) {
        let nodes: Vec<NodeId> = notation.setup.with_role(role).collect();
        let (top, bottom) = (24.0, 152.0);
        let of = count(u32::try_from(nodes.len()).unwrap_or(u32::MAX));
        let pitch = (bottom - top) / of.max(1.0);
        let half = CARD.1.min(pitch * 0.42);
        for (index, &node) in (0..).zip(&nodes) {
            let at = Point { x, y: top + pitch * (count(index) + 0.5) };
            let rect = Rect::around(at, 2.0 * CARD.0, 2.0 * half);
            self.add(Shape::Rect(rect, 6.0), Ink::Card(node_slot(notation.setup, node)));
            self.text(Point { y: at.y + 4.5, ..at }, Anchor::Middle, notation.node(node), Ink::CardName);
        }
        let (x, title) = match anchor {
            Anchor::Start => (x - CARD.0, "role-proposers"),
            Anchor::Middle => (x, "role-acceptors"),
            Anchor::End => (x + CARD.0, "role-learners"),
        };
        if !nodes.is_empty() {
            self.text(Point { x, y: 14.0 }, anchor, say(title, &[]), Ink::Quiet);
        }
    }

    /// A message from one column to another, and its name above the line.
    fn arrow(&mut self, kind: MessageKind, word: String, from: f32, to: f32, y: f32) {
        let side = if from < to { 1.0 } else { -1.0 };
        let gap = side * (CARD.0 + 5.0);
        let (start, tip) = (Point { x: from + gap, y }, Point { x: to - gap, y });
        let base = tip.x - side * 8.0;
        self.add(Shape::Line(start, Point { x: base, y }), Ink::Flight(kind, Course::Done));
        let head = vec![tip, Point { x: base, y: y - 4.0 }, Point { x: base, y: y + 4.0 }];
        self.add(Shape::Polygon(head), Ink::Head(kind));
        self.text(Point { x: start.towards(tip, 0.5).x, y: y - 5.0 }, Anchor::Middle, word, Ink::Label);
    }

    pub(super) fn finish(self, height: f32) -> Drawing {
        Drawing { size: Size { width: WIDTH, height }, unit: 1.0, window: None, parts: self.parts }
    }
}

/// A small number as a measure.
fn count(number: u32) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}
