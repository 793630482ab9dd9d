//! The stage: columns of cards by role, the wires between them, and the messages on their way.
//!
//! Everything is laid out in CSS pixels for the stage's real size, so that type stays readable on a phone and
//! grows on a projector. A message that the last step delivered or lost is part of the scene, at the place where
//! it ended: the browser moves it there.

use super::cards::{Card, card, role_key};
use super::place::{Point, Rect, Wish, place};
use super::words::message_spoken;
use super::{Target, View, owner_slot};
use crate::protocol::{Link, MessageKind, NodeId, Role, Setup, synod::Learning};
use crate::sim::{Event, MsgId, Packet};
use crate::text::say;
use std::rc::Rc;

/// The size of the stage in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// The width.
    pub width: f32,
    /// The height.
    pub height: f32,
}

/// The stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// Its size.
    pub size: Size,
    /// How large type is drawn; 1 is 13 px for a card's text.
    pub unit: f32,
    /// Whether there is so little room that labels shorten and cards keep to the essential.
    pub is_narrow: bool,
    /// Whether cards are so flat that their lines stand side by side.
    pub is_flat: bool,
    /// The columns.
    pub columns: Vec<Column>,
    /// The cards.
    pub cards: Vec<PlacedCard>,
    /// The links.
    pub wires: Vec<Wire>,
    /// The lines of messages in flight.
    pub arrows: Vec<Arrow>,
    /// The messages.
    pub pills: Vec<Pill>,
    /// How many messages are in flight that there is no room to draw.
    pub hidden: usize,
}

/// A column of nodes.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its title.
    pub title: String,
    /// Where its middle is.
    pub x: f32,
}

/// A card and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedCard {
    /// The card.
    pub card: Card,
    /// Where it stands.
    pub rect: Rect,
}

/// A link between two cards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wire {
    /// The link.
    pub link: Link,
    /// One end.
    pub from: Point,
    /// The other end.
    pub to: Point,
    /// Whether it is cut.
    pub is_cut: bool,
}

/// The line along which a message flies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrow {
    /// The message.
    pub id: MsgId,
    /// Its kind.
    pub kind: MessageKind,
    /// Where it starts.
    pub from: Point,
    /// Where it points.
    pub to: Point,
}

/// A message's label.
#[derive(Clone, Debug, PartialEq)]
pub struct Pill {
    /// The message.
    pub id: MsgId,
    /// Its kind.
    pub kind: MessageKind,
    /// What it says.
    pub label: String,
    /// The same where there is little room.
    pub short: String,
    /// The whole of it for screen readers: kind, content, from, to, state.
    pub spoken: String,
    /// Where it stands.
    pub at: Point,
    /// Where it came from, if the last step sent it.
    pub start: Option<Point>,
    /// What has become of it.
    pub state: PillState,
    /// Whether it was made by duplication.
    pub is_copy: bool,
    /// The palette slot of the ballot's owner.
    pub owner: usize,
}

/// What has become of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PillState {
    /// It is on its way.
    Flying,
    /// It is held back.
    Held,
    /// The last step delivered it.
    Arrived,
    /// The last step lost it.
    Lost,
}

impl Stage {
    /// Where the menu of something on the stage is to stand: below it, or above where there is no room.
    pub fn menu_place(&self, target: Target) -> Option<Point> {
        let (x, top, bottom) = match target {
            Target::Message(id) => {
                let pill = self.pills.iter().find(|pill| pill.id == id)?;
                let half = 11.0 * self.unit;
                (pill.at.x, pill.at.y - half, pill.at.y + half)
            }
            Target::Node(node) => {
                let rect = self.cards.iter().find(|placed| placed.card.node == node)?.rect;
                (rect.centre().x, rect.y, rect.y + rect.height)
            }
            Target::Link(link) => {
                let wire = self.wires.iter().find(|wire| wire.link == link)?;
                let middle = wire.from.towards(wire.to, 0.5);
                (middle.x, middle.y - 10.0, middle.y + 10.0)
            }
        };
        let y = if bottom + 52.0 < self.size.height { bottom + 8.0 } else { (top - 48.0).max(4.0) };
        Some(Point {
            x: x.clamp(
                170.0_f32.min(self.size.width / 2.0),
                (self.size.width - 170.0).max(self.size.width / 2.0),
            ),
            y,
        })
    }
}

/// More messages than this are not drawn, only listed: nobody could read them.
const PILLS_MAX: usize = 60;
/// More copies of one message than this would only hide each other.
const COPIES_MAX: usize = 2;
/// More messages than this get short labels.
const LONG_LABELS_MAX: usize = 14;

/// The stage of a view, laid out for a size.
pub fn stage(view: &View<'_>, size: Size) -> Stage {
    let frame = Frame::new(view, size);
    let cards: Vec<PlacedCard> = view
        .setup()
        .nodes()
        .map(|node| PlacedCard { card: card(view, node), rect: frame.rects[node.index()] })
        .collect();
    let wires = view.setup().links().into_iter().map(|link| frame.wire(view, link)).collect();
    let shown = drawn(view);
    let is_short = frame.is_narrow || shown.len() > LONG_LABELS_MAX;
    let mut pills = resting(view, &frame, &shown, is_short);
    pills.extend(gone(view, &frame));
    Stage {
        size,
        unit: frame.unit,
        is_narrow: is_short,
        is_flat: frame.is_flat,
        columns: frame.columns.clone(),
        cards,
        wires,
        arrows: shown.iter().map(|packet| frame.arrow(packet)).collect(),
        pills,
        hidden: view.world.in_flight().len() - shown.len(),
    }
}

/// The messages that are drawn: not more than can be read, and of the copies of one message not more than a few.
fn drawn<'a>(view: &View<'a>) -> Vec<&'a Rc<Packet>> {
    let mut shown: Vec<&Rc<Packet>> = Vec::new();
    for packet in view.world.in_flight() {
        let is_same = |other: &&&Rc<Packet>| {
            (other.from, other.to, &other.message) == (packet.from, packet.to, &packet.message)
        };
        if shown.len() < PILLS_MAX && shown.iter().filter(is_same).count() < COPIES_MAX {
            shown.push(packet);
        }
    }
    shown
}

fn resting(view: &View<'_>, frame: &Frame, shown: &[&Rc<Packet>], is_short: bool) -> Vec<Pill> {
    let drafts: Vec<Pill> = shown.iter().map(|packet| draft(view, packet)).collect();
    let wishes: Vec<Wish> = shown
        .iter()
        .zip(&drafts)
        .map(|(packet, pill)| {
            let (from, to) = frame.ends(packet.from, packet.to);
            let label = if is_short { &pill.short } else { &pill.label };
            let mark = if pill.is_copy { 28.0 * frame.unit } else { 0.0 };
            Wish { from, to, width: frame.label_width(label) + mark, height: 22.0 * frame.unit }
        })
        .collect();
    let places = place(&wishes, &frame.rects);
    let sent = view.step.map(|step| &step.sent[..]).unwrap_or_default();
    let mut pills: Vec<Pill> = drafts;
    for (index, at) in places.iter().enumerate() {
        let packet = shown[index];
        pills[index].at = *at;
        if sent.iter().any(|fresh| fresh.id == packet.id) {
            let original = packet.copy_of.and_then(|id| shown.iter().position(|other| other.id == id));
            pills[index].start = Some(original.map_or(wishes[index].from, |original| places[original]));
        }
    }
    pills
}

/// The messages that the last step took out of flight, where they ended.
fn gone(view: &View<'_>, frame: &Frame) -> Vec<Pill> {
    let Some(step) = view.step else { return Vec::new() };
    let mut pills = Vec::new();
    if let Some(packet) = &step.consumed {
        let (from, to) = frame.ends(packet.from, packet.to);
        let (state, share) = match step.event {
            Event::Drop(_) => (PillState::Lost, 0.62),
            _ => (PillState::Arrived, 1.0),
        };
        pills.push(Pill { at: from.towards(to, share), state, ..draft(view, packet) });
    }
    for packet in &step.lost {
        let (from, to) = frame.ends(packet.from, packet.to);
        pills.push(Pill {
            at: from.towards(to, 0.4),
            start: Some(from),
            state: PillState::Lost,
            ..draft(view, packet)
        });
    }
    pills
}

fn draft(view: &View<'_>, packet: &Packet) -> Pill {
    let notation = view.notation();
    let label = notation.message(&packet.message);
    Pill {
        id: packet.id,
        kind: packet.message.kind(),
        short: notation.ballot(packet.message.ballot()),
        spoken: message_spoken(&notation, packet),
        label,
        at: Point { x: 0.0, y: 0.0 },
        start: None,
        state: if packet.is_held { PillState::Held } else { PillState::Flying },
        is_copy: packet.copy_of.is_some(),
        owner: owner_slot(packet.message.ballot()),
    }
}

/// Where the cards stand.
struct Frame {
    unit: f32,
    is_narrow: bool,
    is_flat: bool,
    columns: Vec<Column>,
    rects: Vec<Rect>,
}

impl Frame {
    fn new(view: &View<'_>, size: Size) -> Self {
        let setup = view.setup();
        let is_narrow = size.width < 620.0;
        let roles = column_order(setup);
        let design_width = if roles.len() > 2 { 790.0 } else { 620.0 };
        let smallest = if is_narrow { 0.86 } else { 0.92 };
        let unit = (size.width / design_width).min(size.height / 440.0).clamp(smallest, 2.4);
        let width = |role: Role| unit * card_width(role, is_narrow);
        let widths: f32 = roles.iter().map(|&role| width(role)).sum();
        let margin = if is_narrow { 10.0 } else { (size.width - widths) * 0.06 };
        let shares: Vec<f32> = roles.windows(2).map(|pair| gap_share(pair[0], pair[1], is_narrow)).collect();
        let gap = ((size.width - widths - 2.0 * margin) / shares.iter().sum::<f32>()).min(300.0 * unit);
        let mut x = (size.width - widths - gap * shares.iter().sum::<f32>()) / 2.0;
        let mut columns = Vec::new();
        let mut rects = vec![Rect { x: 0.0, y: 0.0, width: 0.0, height: 0.0 }; setup.size()];
        let mut is_flat = false;
        for (index, role) in roles.into_iter().enumerate() {
            let nodes: Vec<NodeId> = setup.with_role(role).collect();
            columns
                .push(Column { title: say(&format!("{}s", role_key(role)), &[]), x: x + width(role) / 2.0 });
            let column = Rect { x, width: width(role), y: 0.0, height: size.height };
            is_flat |= stack(&nodes, &mut rects, column, unit) < 52.0 * unit;
            x += width(role) + gap * shares.get(index).copied().unwrap_or(0.0);
        }
        Frame { unit, is_narrow, is_flat, columns, rects }
    }

    /// Where a message between two nodes starts and ends: at the facing edges of the cards, requests and answers
    /// a little apart.
    fn ends(&self, from: NodeId, to: NodeId) -> (Point, Point) {
        let (a, b) = (self.rects[from.index()], self.rects[to.index()]);
        let rightwards = a.centre().x < b.centre().x;
        let apart = if from < to { -7.0 } else { 7.0 } * self.unit;
        let edge = |rect: Rect, is_right: bool| Point {
            x: if is_right { rect.x + rect.width } else { rect.x },
            y: rect.centre().y + apart,
        };
        (edge(a, rightwards), edge(b, !rightwards))
    }

    fn wire(&self, view: &View<'_>, link: Link) -> Wire {
        let (mut from, mut to) = self.ends(link.low, link.high);
        from.y = self.rects[link.low.index()].centre().y;
        to.y = self.rects[link.high.index()].centre().y;
        Wire { link, from, to, is_cut: view.world.cuts().contains(&link) }
    }

    fn arrow(&self, packet: &Packet) -> Arrow {
        let (from, to) = self.ends(packet.from, packet.to);
        Arrow { id: packet.id, kind: packet.message.kind(), from, to }
    }

    fn label_width(&self, label: &str) -> f32 {
        // The monospaced face of the labels is 0.61 em wide, at 11 px.
        #[expect(clippy::cast_precision_loss, reason = "labels are short")]
        let characters = label.chars().count() as f32;
        self.unit * (characters * 6.7 + 18.0)
    }
}

/// Which column comes first. Learners stand next to those who tell them, so that no message crosses a column.
fn column_order(setup: &Setup) -> Vec<Role> {
    let Setup::Synod(config) = setup;
    let mut order = vec![Role::Proposer, Role::Acceptor];
    if !config.learners.is_empty() {
        match config.learning {
            Learning::ViaProposer => order.insert(0, Role::Learner),
            Learning::Direct => order.push(Role::Learner),
        }
    }
    order
}

/// How much of the free width the gap between two columns gets: most messages fly between proposers and acceptors.
fn gap_share(left: Role, right: Role, is_narrow: bool) -> f32 {
    match ((left, right) == (Role::Proposer, Role::Acceptor), is_narrow) {
        (true, false) => 1.5,
        (true, true) => 3.0,
        (false, _) => 1.0,
    }
}

fn card_width(role: Role, is_narrow: bool) -> f32 {
    match (role, is_narrow) {
        (Role::Proposer, false) => 146.0,
        (Role::Acceptor, false) => 174.0,
        (Role::Learner, false) => 118.0,
        (Role::Proposer, true) => 92.0,
        (Role::Acceptor, true) => 110.0,
        (Role::Learner, true) => 56.0,
    }
}

/// Stacks a column's cards in the middle of its height; returns how high each is.
fn stack(nodes: &[NodeId], rects: &mut [Rect], column: Rect, unit: f32) -> f32 {
    let (top, bottom) = ((58.0 * unit).max(64.0), 30.0 * unit);
    let room = (column.height - top - bottom).max(1.0);
    #[expect(clippy::cast_precision_loss, reason = "at most 9 cards")]
    let count = nodes.len() as f32;
    let pitch = (room / count).min(190.0 * unit);
    let height = (pitch - 10.0).clamp(24.0, 82.0 * unit);
    let mut y = top + (room - pitch * count) / 2.0 + (pitch - height) / 2.0;
    for &node in nodes {
        rects[node.index()] = Rect { x: column.x, y, width: column.width, height };
        y += pitch;
    }
    height
}
