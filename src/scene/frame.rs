//! Where the cards stand: a column for each role, or a ring where all nodes are alike; and how messages fly between.

use super::View;
use super::cards::{lines_max, role_key};
use super::place::{Point, Rect, bounded};
use super::stage::{Arrow, Column, Size, Wire};
use crate::protocol::{Link, NodeId, Role, Setup};
use crate::sim::Packet;
use crate::text::say;

/// Where the cards stand.
pub(super) struct Frame {
    pub unit: f32,
    pub is_narrow: bool,
    pub is_flat: bool,
    pub columns: Vec<Column>,
    pub rects: Vec<Rect>,
    is_ring: bool,
}

impl Frame {
    pub(super) fn new(view: &View<'_>, size: Size) -> Self {
        let is_shown = |role: &Role| view.shown().any(|node| view.setup().role(node) == *role);
        let mut roles = view.setup().cluster().roles();
        if roles.len() > 1 {
            roles.retain(is_shown);
        }
        match roles[..] {
            [_] => Self::ring(view, size),
            [Role::Client, Role::Server] => Self::served(view, size),
            _ => Self::columns(view, &roles, size),
        }
    }

    fn columns(view: &View<'_>, roles: &[Role], size: Size) -> Self {
        let setup = view.setup();
        let is_narrow = size.width < 620.0;
        let design_width = match roles.len() {
            0..=2 => 620.0,
            3 => 790.0,
            _ => 840.0,
        };
        let smallest = if is_narrow { 0.86 } else { 0.92 };
        let unit = bounded((size.width / design_width).min(size.height / 440.0), smallest, 2.4);
        // Where there are four columns the cards are narrower, or no room would be left for what flies between them.
        let share = match (roles.len() > 3, is_narrow) {
            (false, _) => 1.0,
            (true, false) => 0.8,
            (true, true) => 0.7,
        };
        let width = |role: Role| unit * share * card_width(role, is_narrow);
        let widths: f32 = roles.iter().map(|&role| width(role)).sum();
        let margin = if is_narrow { 10.0 } else { (size.width - widths) * 0.06 };
        let shares: Vec<f32> = roles.windows(2).map(|pair| gap_share(pair[0], pair[1], is_narrow)).collect();
        let gap = ((size.width - widths - 2.0 * margin) / shares.iter().sum::<f32>()).min(300.0 * unit);
        let mut x = (size.width - widths - gap * shares.iter().sum::<f32>()) / 2.0;
        let mut columns = Vec::new();
        let mut rects = vec![Rect { x: 0.0, y: 0.0, width: 0.0, height: 0.0 }; setup.size()];
        let mut is_flat = false;
        for (index, &role) in roles.iter().enumerate() {
            let nodes: Vec<NodeId> = view.shown().filter(|&node| setup.role(node) == role).collect();
            columns
                .push(Column { title: say(&format!("{}s", role_key(role)), &[]), x: x + width(role) / 2.0 });
            let column = Rect { x, width: width(role), y: 0.0, height: size.height };
            is_flat |= stack(&nodes, &mut rects, column, card_height(setup, role) * unit, unit) < 52.0 * unit;
            x += width(role) + gap * shares.get(index).copied().unwrap_or(0.0);
        }
        Frame { unit, is_narrow, is_flat, columns, rects, is_ring: false }
    }

    /// A ring, the first node at the top, then clockwise. There is room above and below for what a node sends itself.
    fn ring(view: &View<'_>, size: Size) -> Self {
        let setup = view.setup();
        let mut frame = Self::around(setup, size);
        let nodes: Vec<NodeId> = view.shown().collect();
        frame.place_ring(setup, &nodes, Rect { x: 0.0, y: 0.0, width: size.width, height: size.height });
        frame
    }

    /// Clients in a column, and the servers in a ring beside it.
    fn served(view: &View<'_>, size: Size) -> Self {
        let setup = view.setup();
        let mut frame = Self::around(setup, size);
        let [clients, servers] = [Role::Client, Role::Server]
            .map(|role| view.shown().filter(|&node| setup.role(node) == role).collect::<Vec<_>>());
        let width = frame.unit * card_width(Role::Client, frame.is_narrow);
        let margin = if frame.is_narrow { 10.0 } else { 0.03 * size.width };
        let column = Rect { x: margin, width, y: 0.0, height: size.height };
        let wanted = card_height(setup, Role::Client) * frame.unit;
        stack(&clients, &mut frame.rects, column, wanted, frame.unit);
        let left = margin + width + if frame.is_narrow { 8.0 } else { 60.0 * frame.unit };
        let rest = Rect { x: left, y: 0.0, width: size.width - left, height: size.height };
        frame.place_ring(setup, &servers, rest);
        let title = |role: Role, x: f32| Column { title: say(&format!("{}s", role_key(role)), &[]), x };
        frame.columns = vec![title(Role::Client, margin + width / 2.0)];
        frame
    }

    /// A frame in which messages fly from card to card on the straight way.
    fn around(setup: &Setup, size: Size) -> Self {
        let is_narrow = size.width < 620.0;
        let (design, smallest) = if is_narrow { (390.0, 0.74) } else { (800.0, 0.9) };
        let unit = bounded((size.width / design).min(size.height / 560.0), smallest, 2.4);
        let rects = vec![Rect { x: 0.0, y: 0.0, width: 0.0, height: 0.0 }; setup.size()];
        Frame { unit, is_narrow, is_flat: false, columns: Vec::new(), rects, is_ring: true }
    }

    /// Puts nodes of one role around the middle of an area.
    fn place_ring(&mut self, setup: &Setup, nodes: &[NodeId], area: Rect) {
        let (unit, role) = (self.unit, setup.role(nodes[0]));
        #[expect(clippy::cast_precision_loss, reason = "at most 9 servers")]
        let count = nodes.len() as f32;
        let width = unit * if self.is_narrow { 118.0 } else { card_width(role, false) };
        let (top, bottom) = ((66.0 * unit).max(70.0), 42.0 * unit);
        let room = Size { width: area.width - 24.0, height: area.height - top - bottom };
        let height =
            (card_height(setup, role) * unit).min(room.height / (count / 2.0).ceil() - 12.0).max(40.0);
        let deep = ((room.height - height) / 2.0).max(20.0);
        let wide = ((room.width - width) / 2.0).min(deep * 2.1 + 60.0 * unit).max(20.0);
        let middle = Point { x: area.x + area.width / 2.0, y: top + room.height / 2.0 };
        for (index, &node) in nodes.iter().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "at most 9 servers")]
            let (down, right) = sin_cos(index as f64 / f64::from(count) - 0.25);
            // One alone stands in the middle.
            let reach = if nodes.len() == 1 { 0.0 } else { 1.0 };
            let centre = Point { x: middle.x + reach * wide * right, y: middle.y + reach * deep * down };
            self.rects[node.index()] = Rect::around(centre, width, height);
        }
        self.is_flat |= height < 64.0 * unit;
    }

    /// Where a message between two nodes starts and ends: at the facing edges of the cards, requests and answers
    /// a little apart.
    pub(super) fn ends(&self, from: NodeId, to: NodeId) -> (Point, Point) {
        if from == to {
            return self.loop_ends(from);
        }
        let (a, b) = (self.rects[from.index()], self.rects[to.index()]);
        if self.is_ring {
            return self.chord(a, b);
        }
        if is_column(a, b) {
            return self.within_column(a, b);
        }
        let rightwards = a.centre().x < b.centre().x;
        let apart = if from < to { -7.0 } else { 7.0 } * self.unit;
        let edge = |rect: Rect, is_right: bool| Point {
            x: if is_right { rect.x + rect.width } else { rect.x },
            y: rect.centre().y + apart,
        };
        (edge(a, rightwards), edge(b, !rightwards))
    }

    /// Between cards of one column: from edge to edge of neighbours, and past the cards that stand between others.
    fn within_column(&self, a: Rect, b: Rect) -> (Point, Point) {
        let down = if a.y < b.y { 1.0 } else { -1.0 };
        let is_between = |rect: &&Rect| is_column(**rect, a) && (rect.y - a.y) * (rect.y - b.y) < 0.0;
        let (shift, reach) = if self.rects.iter().any(|rect| is_between(&rect)) {
            (0.5 * a.width + 5.0 * self.unit, 0.0)
        } else {
            (0.26 * a.width, 0.5)
        };
        let x = a.centre().x - down * shift;
        let y = |rect: Rect, towards: f32| rect.centre().y + towards * reach * rect.height;
        (Point { x, y: y(a, down) }, Point { x, y: y(b, -down) })
    }

    /// Straight from card to card, a little to the left of the way.
    fn chord(&self, a: Rect, b: Rect) -> (Point, Point) {
        let (from, to) = (a.centre(), b.centre());
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let length = (dx * dx + dy * dy).sqrt().max(1.0);
        let (x, y) = (dy / length * 8.0 * self.unit, -dx / length * 8.0 * self.unit);
        let shifted = |point: Point| Point { x: point.x + x, y: point.y + y };
        (shifted(edge_towards(a, to)), shifted(edge_towards(b, from)))
    }

    /// What a node sends itself passes by outside of the ring.
    fn loop_ends(&self, node: NodeId) -> (Point, Point) {
        let rect = self.rects[node.index()];
        #[expect(clippy::cast_precision_loss, reason = "at most 9 servers")]
        let middle = self.rects.iter().map(|rect| rect.centre().y).sum::<f32>() / self.rects.len() as f32;
        let away = 16.0 * self.unit;
        let y = if rect.centre().y <= middle + 1.0 { rect.y - away } else { rect.y + rect.height + away };
        let reach = 0.62 * rect.width;
        (Point { x: rect.centre().x - reach, y }, Point { x: rect.centre().x + reach, y })
    }

    pub(super) fn wire(&self, view: &View<'_>, link: Link) -> Wire {
        let (low, high) = (self.rects[link.low.index()], self.rects[link.high.index()]);
        let (from, to) = if self.is_ring || is_column(low, high) {
            (edge_towards(low, high.centre()), edge_towards(high, low.centre()))
        } else {
            let (mut from, mut to) = self.ends(link.low, link.high);
            (from.y, to.y) = (low.centre().y, high.centre().y);
            (from, to)
        };
        Wire { link, from, to, is_cut: view.world.cuts().contains(&link) }
    }

    pub(super) fn arrow(&self, packet: &Packet) -> Arrow {
        let (from, to) = self.ends(packet.from, packet.to);
        Arrow { id: packet.id, kind: packet.message.kind(), from, to }
    }

    pub(super) fn label_width(&self, label: &str) -> f32 {
        // The monospaced face of the labels is 0.61 em wide, at 11 px.
        #[expect(clippy::cast_precision_loss, reason = "labels are short")]
        let characters = label.chars().count() as f32;
        self.unit * (characters * 6.7 + 18.0)
    }
}

/// Whether two cards stand above each other.
fn is_column(a: Rect, b: Rect) -> bool {
    (a.x - b.x).abs() < 1.0
}

/// Where the way from the middle of a card to a point leaves the card.
fn edge_towards(rect: Rect, to: Point) -> Point {
    let centre = rect.centre();
    let (dx, dy) = (to.x - centre.x, to.y - centre.y);
    let across = if dx == 0.0 { f32::INFINITY } else { rect.width / 2.0 / dx.abs() };
    let along = if dy == 0.0 { f32::INFINITY } else { rect.height / 2.0 / dy.abs() };
    let share = across.min(along).min(1.0);
    Point { x: centre.x + dx * share, y: centre.y + dy * share }
}

/// How much of the free width the gap between two columns gets: most messages fly between proposers and acceptors.
fn gap_share(left: Role, right: Role, is_narrow: bool) -> f32 {
    let is_busy = matches!(
        (left, right),
        (Role::Proposer | Role::Leader, Role::Acceptor) | (Role::Client, Role::Server)
    );
    match (is_busy, is_narrow) {
        (true, false) => 1.5,
        (true, true) => 3.0,
        (false, _) => 1.0,
    }
}

fn card_width(role: Role, is_narrow: bool) -> f32 {
    match (role, is_narrow) {
        (Role::Proposer, false) => 146.0,
        (Role::Acceptor | Role::Coordinator | Role::Participant | Role::Leader, false) => 174.0,
        (Role::Client, false) => 150.0,
        (Role::Learner, false) | (Role::Server | Role::Replica, true) => 118.0,
        (Role::Server | Role::Replica, false) => 206.0,
        (Role::Proposer | Role::Client | Role::Leader, true) => 92.0,
        (Role::Acceptor | Role::Coordinator | Role::Participant, true) => 110.0,
        (Role::Learner, true) => 56.0,
    }
}

/// How high a card wants to be; 1 is a pixel at unit 1.
fn card_height(setup: &Setup, role: Role) -> f32 {
    match lines_max(setup, role) {
        0..=2 => 82.0,
        lines => 40.0 + 20.0 * f32::from(lines),
    }
}

/// Stacks a column's cards in the middle of its height; returns how high each is.
fn stack(nodes: &[NodeId], rects: &mut [Rect], column: Rect, wanted: f32, unit: f32) -> f32 {
    let (top, bottom) = ((58.0 * unit).max(64.0), 30.0 * unit);
    let room = (column.height - top - bottom).max(1.0);
    #[expect(clippy::cast_precision_loss, reason = "at most 9 cards")]
    let count = nodes.len() as f32;
    let pitch = (room / count).min(190.0 * unit);
    let height = bounded(pitch - 10.0, 24.0, wanted);
    let mut y = top + (room - pitch * count) / 2.0 + (pitch - height) / 2.0;
    for &node in nodes {
        rects[node.index()] = Rect { x: column.x, y, width: column.width, height };
        y += pitch;
    }
    height
}

/// The sine and cosine of this part of a whole turn, from -1/2 to 1, by their series. The library's take any angle, and
/// would bring 7 KB into the page for that; these use sums and products only, so every machine has the same.
#[expect(clippy::cast_possible_truncation, reason = "between -1 and 1")]
fn sin_cos(turn: f64) -> (f32, f32) {
    // Beyond half a turn the series would take its time.
    let turn = if turn > 0.5 { turn - 1.0 } else { turn };
    let x = std::f64::consts::TAU * turn;
    let (mut sin, mut cos, mut term) = (0.0, 0.0, 1.0);
    for n in 0_u32..24 {
        match n % 4 {
            0 => cos += term,
            1 => sin += term,
            2 => cos -= term,
            _ => sin -= term,
        }
        term *= x / f64::from(n + 1);
    }
    (sin as f32, cos as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sines_are_those_of_the_library() {
        for part in -24..=72 {
            let turn = f64::from(part) / 96.0;
            let (sin, cos) = sin_cos(turn);
            let (right_sin, right_cos) = (std::f64::consts::TAU * turn).sin_cos();
            let is_near = |a: f32, b: f64| (f64::from(a) - b).abs() < 1e-7;
            assert!(is_near(sin, right_sin) && is_near(cos, right_cos), "{turn}: {sin}, {cos}");
        }
    }
}
