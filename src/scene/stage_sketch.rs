//! The stage as a drawing, for pictures: what style sheets lay out on the page has fixed places here.

use super::cards::{Card, Line};
use super::drawing::{Anchor, Course, Drawing, Ink, Part, Shape, distance};
use super::place::{Point, Rect, Wish, place};
use super::stage::{Pill, PillState, PlacedCard, Stage, Wire};
use super::{Dots, Target};
use crate::protocol::Role;
use crate::text::say;

/// The width of a letter of a card's fields, of a message's words, and of a card's name; 1 is a pixel at unit 1.
const FIELD: f32 = 6.95;
const WORDS: f32 = 6.7;
const NAME: f32 = 7.4;
/// The height of a card's line, and of its head.
const LINE: f32 = 18.6;
const HEAD: (f32, f32) = (19.0, 28.0);
/// Longer words of a message are cut.
const LETTERS_MAX: f32 = 26.0;
/// The room for the mark of a duplicate.
const COPY_MARK: f32 = 24.0;
/// How much of a message's words may be covered.
const COVERED_MAX: f32 = 0.1;
/// Cards that are lower have their lines side by side.
const TALL_MIN: f32 = 52.0;
/// The gap between the parts of a line.
const GAP: f32 = 5.5;

/// The stage as a drawing.
pub fn stage_sketch(stage: &Stage) -> Drawing {
    let mut pen = Pen { unit: stage.unit, parts: Vec::new() };
    stage.wires.iter().for_each(|wire| pen.wire(wire));
    for pill in stage.pills.iter().filter(|pill| is_there(pill)) {
        pen.arrow(stage, pill);
    }
    for column in &stage.columns {
        let at = Point { x: column.x, y: (46.0 * stage.unit).max(52.0) };
        pen.text(at, Anchor::Middle, &column.title, Ink::Quiet);
    }
    stage.cards.iter().for_each(|placed| pen.card(placed));
    for label in labels(stage) {
        pen.label(&label);
    }
    if stage.hidden > 0 {
        let count = u32::try_from(stage.hidden).unwrap_or(u32::MAX);
        let at = Point { x: stage.size.width / 2.0, y: stage.size.height - 10.0 };
        pen.text(at, Anchor::Middle, &say("stage-hidden", &[("count", count.into())]), Ink::Quiet);
    }
    Drawing { size: stage.size, unit: stage.unit, window: None, parts: pen.parts }
}

/// A message's words and where they stand.
struct Label<'a> {
    pill: &'a Pill,
    words: String,
    rect: Rect,
}

impl<'a> Label<'a> {
    fn new(pill: &'a Pill, words: String, at: Point, unit: f32) -> Self {
        let mark = if pill.is_copy { COPY_MARK } else { 0.0 };
        let width = (letters(&words) * WORDS + 18.0 + mark) * unit;
        Label { pill, words, rect: Rect::around(at, width, 21.0 * unit) }
    }
}

/// The messages' words: where the stage has them if they can be read there, or else fewer of them, placed anew.
fn labels(stage: &Stage) -> Vec<Label<'_>> {
    let pills: Vec<&Pill> = stage.pills.iter().filter(|pill| is_there(pill)).collect();
    let cards: Vec<Rect> = stage.cards.iter().map(|placed| placed.rect).collect();
    let words = |pill: &Pill, is_short: bool| {
        if is_short { pill.short.clone() } else { fitted(&pill.label, LETTERS_MAX) }
    };
    let as_laid_out: Vec<Label<'_>> = pills
        .iter()
        .map(|pill| Label::new(pill, words(pill, stage.is_narrow), pill.at, stage.unit))
        .collect();
    if stage.is_narrow || !is_crowded(&as_laid_out, &cards) {
        return as_laid_out;
    }
    let short: Vec<Label<'_>> =
        pills.iter().map(|pill| Label::new(pill, words(pill, true), pill.at, stage.unit)).collect();
    let wishes: Vec<Wish> = short
        .iter()
        .map(|Label { pill, rect, .. }| {
            let arrow = stage.arrows.iter().find(|arrow| arrow.id == pill.id);
            let (from, to) = arrow.map_or((pill.at, pill.at), |arrow| (arrow.from, arrow.to));
            Wish { from, to, width: rect.width, height: rect.height }
        })
        .collect();
    let places = place(&wishes, &cards);
    let mut labels = short;
    for (label, at) in labels.iter_mut().zip(places) {
        label.rect = Rect::around(at, label.rect.width, label.rect.height);
    }
    labels
}

/// Whether words cover each other or cards so much that they can't be read.
fn is_crowded(labels: &[Label<'_>], cards: &[Rect]) -> bool {
    labels.iter().enumerate().any(|(index, Label { rect, .. })| {
        let others = labels[..index].iter().map(|other| &other.rect);
        let covered: f32 = others.chain(cards).map(|other| rect.overlap(other)).sum();
        covered > COVERED_MAX * rect.width * rect.height
    })
}

/// What the last step delivered or lost is on the page only to be seen going.
fn is_there(pill: &Pill) -> bool {
    matches!(pill.state, PillState::Flying | PillState::Held)
}

/// Words cut to so many letters, with a mark that there was more.
fn fitted(words: &str, letters: f32) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small number, not negative"
    )]
    let most = letters.max(1.0) as usize;
    if words.chars().count() <= most {
        return words.to_owned();
    }
    words.chars().take(most - 1).chain(['…']).collect()
}

fn letters(words: &str) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "words are short")]
    let count = words.chars().count() as f32;
    count
}

struct Pen {
    unit: f32,
    parts: Vec<Part>,
}

impl Pen {
    fn add(&mut self, shape: Shape, ink: Ink) -> &mut Part {
        self.parts.push(Part::new(shape, ink));
        self.parts.last_mut().expect("just added")
    }

    fn text(&mut self, at: Point, anchor: Anchor, words: &str, ink: Ink) {
        self.add(Shape::Text(at, anchor, words.to_owned()), ink);
    }

    fn wire(&mut self, wire: &Wire) {
        let ink = if wire.is_cut { Ink::WireCut } else { Ink::Wire };
        self.add(Shape::Line(wire.from, wire.to), ink).target = Some(Target::Link(wire.link));
        if wire.is_cut {
            let Point { x, y } = wire.from.towards(wire.to, 0.5);
            let arm = 7.0 * self.unit;
            for side in [-arm, arm] {
                let ends = (Point { x: x - arm, y: y - side }, Point { x: x + arm, y: y + side });
                self.add(Shape::Line(ends.0, ends.1), Ink::Lost);
            }
        }
    }

    fn arrow(&mut self, stage: &Stage, pill: &Pill) {
        let Some(arrow) = stage.arrows.iter().find(|arrow| arrow.id == pill.id) else { return };
        let length = distance(arrow.from, arrow.to).max(1.0);
        let base = arrow.from.towards(arrow.to, 1.0 - 9.0 * self.unit / length);
        let (ux, uy) = ((arrow.to.x - arrow.from.x) / length, (arrow.to.y - arrow.from.y) / length);
        let half = 4.5 * self.unit;
        let wings = [
            Point { x: base.x - uy * half, y: base.y + ux * half },
            Point { x: base.x + uy * half, y: base.y - ux * half },
        ];
        let course = if pill.state == PillState::Held { Course::Held } else { Course::Done };
        let part = self.add(Shape::Line(arrow.from, base), Ink::Flight(arrow.kind, course));
        part.target = Some(Target::Message(arrow.id));
        part.title.clone_from(&pill.spoken);
        self.add(Shape::Polygon(vec![arrow.to, wings[0], wings[1]]), Ink::Head(arrow.kind));
    }

    fn card(&mut self, placed: &PlacedCard) {
        let (card, rect) = (&placed.card, placed.rect);
        let (unit, radius) = (self.unit, 11.0 * self.unit);
        if card.is_active {
            self.add(Shape::Rect(rect, radius), Ink::Active);
        }
        let frame = if card.is_down {
            Ink::CardDown
        } else {
            Ink::Card(card.owner.filter(|_| card.role == Role::Proposer))
        };
        let part = self.add(Shape::Rect(rect, radius), frame);
        part.target = Some(Target::Node(card.node));
        part.title.clone_from(&card.spoken);
        if card.chose.is_some() && !card.is_down {
            self.add(Shape::Rect(rect, radius), Ink::Approval);
        }
        if let Some(owner) = card.owner.filter(|_| card.role != Role::Proposer) {
            let bar = Rect {
                x: rect.x,
                y: rect.y + rect.height * 0.16,
                width: 5.0 * unit,
                height: rect.height * 0.68,
            };
            self.add(Shape::Rect(bar, 1.5 * unit), Ink::Bar(owner));
        }
        let inner = Rect { x: rect.x + 15.0 * unit, width: rect.width - 24.0 * unit, ..rect };
        if rect.height < TALL_MIN * unit { self.flat(card, inner) } else { self.tall(card, inner) }
    }

    /// The head above, the lines below it.
    fn tall(&mut self, card: &Card, inner: Rect) {
        let unit = self.unit;
        let head = if card.role == Role::Proposer { HEAD.1 } else { HEAD.0 } * unit;
        #[expect(clippy::cast_precision_loss, reason = "a few lines")]
        let lines = card.lines.len() as f32 * LINE * unit;
        let mut y = inner.centre().y - (head + lines) * 0.5;
        self.head(card, Rect { y, height: head, ..inner }, false);
        y += head;
        for line in &card.lines {
            self.line(card, line, Rect { y, height: LINE * unit, ..inner }, false);
            y += LINE * unit;
        }
    }

    /// All on one line: there is no room for more.
    fn flat(&mut self, card: &Card, inner: Rect) {
        let name = if card.role == Role::Proposer { 26.0 } else { letters(&card.name) * NAME };
        let name = (name + 8.0) * self.unit;
        self.head(card, Rect { width: if card.is_down { inner.width } else { name }, ..inner }, true);
        if card.is_down {
            return;
        }
        // A number and a value want twice the room of a number.
        let weight = |line: &Line| if line.value.is_some() || line.dots.is_some() { 2.0 } else { 1.0 };
        let weights: f32 = card.lines.iter().map(weight).sum();
        let mut x = inner.x + name;
        for line in &card.lines {
            let width = (inner.width - name) * weight(line) / weights;
            self.line(card, line, Rect { x, width, ..inner }, true);
            x += width;
        }
    }

    fn head(&mut self, card: &Card, rect: Rect, is_flat: bool) {
        let unit = self.unit;
        let base = rect.centre().y + 4.6 * unit;
        let mut x = rect.x;
        if let Some(owner) = card.owner.filter(|_| card.role == Role::Proposer) {
            let radius = (13.0 * unit).min(rect.height / 2.0);
            let centre = Point { x: x + radius, y: rect.centre().y };
            self.add(Shape::Circle(centre, radius), Ink::Badge(owner));
            self.text(Point { y: base, ..centre }, Anchor::Middle, &card.name, Ink::BadgeText);
            x += radius * 2.0;
        } else {
            self.text(Point { x, y: base }, Anchor::Start, &card.name, Ink::CardName);
            x += letters(&card.name) * NAME * unit;
        }
        let mut end = rect.x + rect.width;
        if card.is_down {
            self.text(Point { x: end, y: base }, Anchor::End, &say("card-down", &[]), Ink::DownText);
            return;
        }
        if card.chose.is_some() && !is_flat {
            end -= 13.0 * unit;
            let corner = |dx: f32, dy: f32| Point { x: end + dx * unit, y: rect.centre().y + dy * unit };
            self.add(Shape::Line(corner(1.0, 0.5), corner(4.5, 4.0)), Ink::Approval);
            self.add(Shape::Line(corner(4.5, 4.0), corner(11.0, -5.0)), Ink::Approval);
        }
        if !card.headline.is_empty() && !is_flat {
            let from = x + 8.0 * unit;
            let words = fitted(&card.headline, (end - from) / (NAME * unit));
            self.text(Point { x: from, y: base }, Anchor::Start, &words, Ink::CardName);
        }
    }

    /// Dots, name and count, what the field holds, and on the right its value.
    fn line(&mut self, card: &Card, line: &Line, rect: Rect, is_brief: bool) {
        let (unit, each) = (self.unit, FIELD * self.unit);
        let base = rect.centre().y + 4.0 * unit;
        if line.is_changed {
            let (x, width) = (rect.x - 4.0 * unit, rect.width + 6.0 * unit);
            let ground = Rect { x, width, y: rect.centre().y - 9.0 * unit, height: 18.0 * unit };
            self.add(Shape::Rect(ground, 4.0 * unit), Ink::Fresh);
        }
        let (mut x, mut end) = (rect.x, rect.x + rect.width);
        if let Some(value) = &line.value {
            let room = if is_brief { rect.width * 0.5 } else { rect.width * 0.55 };
            let words = fitted(&value.text, (room - 10.0 * unit) / each);
            let width = (letters(&words) * each + 10.0 * unit).max(37.0 * unit);
            let pill = Rect { x: end - width, width, y: rect.centre().y - 8.0 * unit, height: 16.0 * unit };
            self.add(Shape::Rect(pill, 8.0 * unit), Ink::Value(value.slot)).title.clone_from(&value.text);
            let at = Point { x: pill.centre().x, y: base };
            self.text(at, Anchor::Middle, &words, Ink::ValueText);
            end = pill.x - GAP * unit;
        }
        let count = line.dots.map(|dots| format!("{}/{}", dots.have, dots.of)).unwrap_or_default();
        if let Some(dots) = line.dots {
            x = self.dots(card, dots, Point { x, y: rect.centre().y });
        }
        let holds = if line.text.is_empty() { &count } else { &line.text };
        let behind = if holds.is_empty() { 0.0 } else { letters(holds) * each + GAP * unit };
        let room = (end - x - behind) / each;
        // A name that has no room at all says nothing in two letters.
        let least = if is_brief { letters(&line.label) } else { letters(&line.label).min(4.0) };
        if !line.label.is_empty() && room >= least && !(is_brief && line.dots.is_some()) {
            let words = fitted(&line.label, room);
            self.text(Point { x, y: base }, Anchor::Start, &words, Ink::CardLabel);
            x += letters(&words) * each + GAP * unit;
        }
        if !holds.is_empty() {
            let words = fitted(holds, (end - x) / each + 0.5);
            self.text(Point { x, y: base }, Anchor::Start, &words, Ink::CardText);
        }
    }

    /// A dot for each that could answer; returns where what follows may begin.
    fn dots(&mut self, card: &Card, dots: Dots, at: Point) -> f32 {
        let (unit, radius) = (self.unit, 3.8 * self.unit);
        let mut x = at.x + radius;
        for index in 0..dots.of {
            let (is_filled, is_needed) = (index < dots.have, index < dots.need);
            let owner = card.owner.unwrap_or(0);
            self.add(Shape::Circle(Point { x, y: at.y }, radius), Ink::Dot { owner, is_filled, is_needed });
            x += radius * 2.0 + 3.0 * unit;
        }
        x - radius - 3.0 * unit + GAP * unit
    }

    fn label(&mut self, Label { pill, words, rect }: &Label<'_>) {
        let unit = self.unit;
        let ink = if pill.state == PillState::Held { Ink::PillHeld(pill.kind) } else { Ink::Pill(pill.kind) };
        let part = self.add(Shape::Rect(*rect, 5.0 * unit), ink);
        part.target = Some(Target::Message(pill.id));
        part.title.clone_from(&pill.spoken);
        let (centre, base) = (rect.centre(), rect.centre().y + 3.9 * unit);
        let mark = if pill.is_copy { COPY_MARK * unit } else { 0.0 };
        self.text(Point { x: centre.x - mark / 2.0, y: base }, Anchor::Middle, words, Ink::PillText);
        if pill.is_copy {
            let x = rect.x + rect.width - 6.0 * unit;
            self.text(Point { x, y: base }, Anchor::End, "×2", Ink::Copy);
        }
    }
}
