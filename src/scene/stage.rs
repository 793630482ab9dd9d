//! The stage: columns of cards by role, the wires between them, and the messages on their way.
//!
//! Everything is laid out in CSS pixels for the stage's real size, so that type stays readable on a phone and
//! grows on a projector. A message that the last step delivered or lost is part of the scene, at the place where
//! it ended: the browser moves it there.

use super::cards::{Card, card};
use super::frame::Frame;
use super::place::{Point, Rect, Wish, bounded, place};
use super::words::message_spoken;
use super::{Target, View, message_slot};
use crate::protocol::{Link, MessageKind, Setup};
use crate::sim::{Event, MsgId, Packet};
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
            x: bounded(
                x,
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
/// More than this do if their labels would hide each other or what stands on cards.
const FREE_LABELS_MAX: usize = 6;

/// Whether labels hide each other or cards.
fn is_crowded(pills: &[Pill], frame: &Frame) -> bool {
    let rect = |pill: &Pill| Rect::around(pill.at, frame.label_width(&pill.label), 18.0 * frame.unit);
    let labels: Vec<Rect> = pills.iter().map(rect).collect();
    let meets = |a: &Rect, b: &Rect| {
        a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
    };
    labels
        .iter()
        .enumerate()
        .any(|(index, label)| labels[..index].iter().chain(&frame.rects).any(|other| meets(label, other)))
}

/// The stage of a view, laid out for a size.
pub fn stage(view: &View<'_>, size: Size) -> Stage {
    let frame = Frame::new(view, size);
    let cards: Vec<PlacedCard> = view
        .shown()
        .map(|node| PlacedCard {
            card: fitted(card(view, node), view, &frame),
            rect: frame.rects[node.index()],
        })
        .collect();
    let links = view.setup().links().into_iter().filter(|link| view.shows(link.low, link.high));
    let wires = links.map(|link| frame.wire(view, link)).collect();
    let shown = drawn(view);
    let is_wanted = |packet: &&Rc<Packet>| view.shows(packet.from, packet.to);
    let wanted = view.world.in_flight().iter().filter(is_wanted).count();
    let mut is_short = frame.is_narrow || shown.len() > LONG_LABELS_MAX;
    let mut pills = resting(view, &frame, &shown, is_short);
    if !is_short && shown.len() > FREE_LABELS_MAX && is_crowded(&pills, &frame) {
        is_short = true;
        pills = resting(view, &frame, &shown, is_short);
    }
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
        hidden: wanted - shown.len(),
    }
}

/// A card with as many lines as there is room for; the first ones say most.
fn fitted(mut card: Card, view: &View<'_>, frame: &Frame) -> Card {
    if matches!(view.setup(), Setup::Pmmc(_)) && !frame.is_flat {
        let room = (frame.rects[card.node.index()].height / frame.unit - 34.0) / 18.0;
        let lines = [1.0, 2.0, 3.0].iter().filter(|&&lines| lines <= room).count();
        card.lines.truncate(lines.max(1));
    }
    card
}

/// The messages that are drawn: not more than can be read, and of the copies of one message not more than a few.
fn drawn<'a>(view: &View<'a>) -> Vec<&'a Rc<Packet>> {
    let mut shown: Vec<&Rc<Packet>> = Vec::new();
    for packet in view.world.in_flight().iter().filter(|packet| view.shows(packet.from, packet.to)) {
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
    if let Some(packet) = step.consumed.as_ref().filter(|packet| view.shows(packet.from, packet.to)) {
        let (from, to) = frame.ends(packet.from, packet.to);
        let (state, share) = match step.event {
            Event::Drop(_) => (PillState::Lost, 0.62),
            _ => (PillState::Arrived, 1.0),
        };
        pills.push(Pill { at: from.towards(to, share), state, ..draft(view, packet) });
    }
    for packet in step.lost.iter().filter(|packet| view.shows(packet.from, packet.to)) {
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
        short: notation.short_content(&packet.message),
        spoken: message_spoken(&notation, packet),
        label,
        at: Point { x: 0.0, y: 0.0 },
        start: None,
        state: if packet.is_held { PillState::Held } else { PillState::Flying },
        is_copy: packet.copy_of.is_some(),
        owner: message_slot(packet),
    }
}
