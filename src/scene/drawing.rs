//! A drawing as plain shapes, each with what it means and not how it looks: the page styles them by its sheets,
//! pictures for slides by tables of their own, and all of them show the same.

use super::place::{Point, Rect};
use super::{Size, Target};
use crate::protocol::MessageKind;

/// A drawing, in CSS pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// How large it is.
    pub size: Size,
    /// How large type and strokes are drawn; 1 is their size in the style tables.
    pub unit: f32,
    /// Outside of this rectangle only the names of lanes are drawn; nothing is cut off if there is none.
    pub window: Option<Rect>,
    /// Its parts, those behind first.
    pub parts: Vec<Part>,
}

/// A part of a drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its geometry.
    pub shape: Shape,
    /// What it means.
    pub ink: Ink,
    /// Whether the node that is asked what it knows can't know of it.
    pub is_unknown: bool,
    /// Tells it apart from the others, and stays the same while what it shows does; 0 where nobody asks.
    pub key: u64,
    /// The step from which on it does not change any more, if it has come to rest.
    pub rest: Option<usize>,
    /// What it shows, if that can be acted on or lit.
    pub target: Option<Target>,
    /// What it says in words; empty if another part says it.
    pub title: String,
}

impl Part {
    /// A part that says nothing and can't be acted on.
    pub fn new(shape: Shape, ink: Ink) -> Self {
        Part { shape, ink, is_unknown: false, key: 0, rest: None, target: None, title: String::new() }
    }
}

/// The geometry of a part.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A straight line.
    Line(Point, Point),
    /// A closed figure with straight sides.
    Polygon(Vec<Point>),
    /// A rectangle with rounded corners.
    Rect(Rect, f32),
    /// A circle.
    Circle(Point, f32),
    /// A line of text at its baseline.
    Text(Point, Anchor, String),
}

/// Which end of a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// What a part means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// The ground behind everything.
    Ground,
    /// A node's lane while it is up.
    Lane,
    /// A node's lane while it is down.
    LaneDown,
    /// The name of a lane; a proposer's has its owner's colour.
    LaneName(Option<usize>),
    /// The line of a message.
    Flight(MessageKind, Course),
    /// The head of a message's line.
    Head(MessageKind),
    /// The words beside a message's line.
    Label,
    /// The mark of a duplicate.
    Copy,
    /// A message or a state that was lost: a stroke across.
    Lost,
    /// A promise that holds, in its owner's colour.
    Promise(usize),
    /// An acceptance that holds, in its owner's colour.
    Accepted(usize),
    /// A value, by its place in the palette.
    Value(usize),
    /// The text on a value.
    ValueText,
    /// The moment at which a value became chosen.
    Chosen(usize),
    /// The words at a choice.
    ChosenText,
    /// A crash, a restart, a timer, or a step of a node's own.
    Sign(Sign),
    /// A time in which links are cut.
    Band,
    /// The words of a time in which links are cut.
    BandText,
    /// The scale of steps.
    Scale,
    /// A card's frame; a proposer's has its owner's colour.
    Card(Option<usize>),
    /// A node that is down.
    CardDown,
    /// The bar of a card: whom it obeys.
    Bar(usize),
    /// A card's name.
    CardName,
    /// What a field of a card holds.
    CardText,
    /// The name of a field of a card.
    CardLabel,
    /// The ground of a card's line that the last step changed.
    Fresh,
    /// The rim of a card to which the last step happened.
    Active,
    /// The rim of a card that helped choose a value, and its tick.
    Approval,
    /// The word on a card that its node is down.
    DownText,
    /// The disc behind a proposer's name, in its colour.
    Badge(usize),
    /// A proposer's name on its disc.
    BadgeText,
    /// An answer that is counted, in the colour of the one that counts.
    Dot {
        /// Whose answers are counted.
        owner: usize,
        /// Whether the answer has come.
        is_filled: bool,
        /// Whether the quorum needs as many.
        is_needed: bool,
    },
    /// Quieter words.
    Quiet,
    /// A link.
    Wire,
    /// A link that is cut.
    WireCut,
    /// The frame of a message's words.
    Pill(MessageKind),
    /// The frame of the words of a message that is held back.
    PillHeld(MessageKind),
    /// A message's words.
    PillText,
}

/// The distance of two points. Unlike `hypot` it is the same number on every machine, so pictures are the same text.
pub(super) fn distance(from: Point, to: Point) -> f32 {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    (dx * dx + dy * dy).sqrt()
}

/// How far a message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// It arrived.
    Done,
    /// It is on its way.
    Pending,
    /// It is held back.
    Held,
    /// It was lost.
    Lost,
}

impl Course {
    /// Its key in styles.
    pub fn key(self) -> &'static str {
        match self {
            Course::Done => "done",
            Course::Pending => "pending",
            Course::Held => "held",
            Course::Lost => "lost",
        }
    }
}

/// What happened at a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// It crashed.
    Crash,
    /// It restarted.
    Restart,
    /// Its timer fired.
    Timer,
    /// It took a step of its own, or was asked to.
    Act,
    /// It learned a value.
    Learned,
}

impl Sign {
    /// Its key in styles.
    pub fn key(self) -> &'static str {
        match self {
            Sign::Crash => "crash",
            Sign::Restart => "restart",
            Sign::Timer => "timer",
            Sign::Act => "act",
            Sign::Learned => "learned",
        }
    }
}
