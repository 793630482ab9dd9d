//! A diagram as a picture of its own: the names of the lanes on the left, room for every message's words, and
//! clean edges where a stretch was cut out of a longer run.

use super::sketch::{Pen, point};
use super::{Diagram, Flight, Metrics};
use crate::scene::Size;
use crate::scene::drawing::{Anchor, Drawing, Ink, Shape, Sign};
use crate::scene::place::{Point, Rect, Wish, place};

/// The distance of lanes, in CSS pixels.
const PITCH: f32 = 58.0;
/// The widest and the narrowest step: a short run fills a slide, a long one grows beyond it.
const COLUMN: (f32, f32) = (30.0, 72.0);
/// How wide the steps of a run are together, if they can be.
const STEPS_WIDTH: f32 = 1080.0;
/// The room on either side of the steps, in which arrows and marks end.
const EDGE: f32 = 18.0;
/// The width of a letter of a label, and of a name.
const LETTER: (f32, f32) = (6.7, 8.4);
/// The height of a label.
const LABEL_HEIGHT: f32 = 15.0;

/// The diagram as a drawing that stands on its own. What lies outside its stretch is outside its window.
pub fn figure(diagram: &Diagram) -> Drawing {
    let metrics = metrics(diagram);
    let mut pen = Pen::new(diagram, metrics);
    pen.draw();
    let is_whole = diagram.to == diagram.length;
    let right = if is_whole { Metrics::RIGHT - EDGE } else { EDGE };
    let size = Size { width: metrics.x(diagram.to) + right, height: pen.floor() + Metrics::BOTTOM };
    let left = metrics.x(diagram.from) - EDGE;
    let window = Rect { x: left, y: 0.0, width: size.width - left, height: size.height };
    let signs = sign_words(diagram, &mut pen, metrics, window);
    labels(diagram, &mut pen, metrics, window, &signs);
    for (index, lane) in diagram.lanes.iter().enumerate() {
        let at = point(left - 10.0, metrics.y(index) + 4.5);
        pen.text(at, Anchor::End, &lane.name, Ink::LaneName(lane.owner));
    }
    let mut parts = pen.parts;
    parts.retain_mut(|part| matches!(part.ink, Ink::LaneName(_)) || cut(&mut part.shape, window));
    Drawing { size, unit: 1.0, window: Some(window), parts }
}

/// How far beyond the window a line is drawn: it may begin thousands of steps before, and TeX counts to 16383.
const BEYOND: f32 = 60.0;

/// Shortens what goes on outside of the window; false for what is not inside at all.
fn cut(shape: &mut Shape, window: Rect) -> bool {
    let (low, high) = (window.x - BEYOND, window.x + window.width + BEYOND);
    let is_near = |point: &Point| (low..=high).contains(&point.x);
    match shape {
        Shape::Line(from, to) => {
            let (begin, end) = (*from, *to);
            if begin.x.max(end.x) < low || begin.x.min(end.x) > high {
                return false;
            }
            let at = |x: f32| begin.towards(end, (x - begin.x) / (end.x - begin.x));
            let kept = |point: Point| {
                let x = point.x.max(low).min(high);
                if is_near(&point) { point } else { at(x) }
            };
            (*from, *to) = (kept(begin), kept(end));
            true
        }
        Shape::Polygon(points) => points.iter().any(is_near),
        Shape::Rect(rect, _) => rect.x <= high && rect.x + rect.width >= low,
        Shape::Circle(at, _) | Shape::Text(at, _, _) => is_near(at),
    }
}

fn metrics(diagram: &Diagram) -> Metrics {
    let longest = diagram.lanes.iter().map(|lane| lane.name.chars().count()).max().unwrap_or(0);
    #[expect(clippy::cast_precision_loss, reason = "fewer than 2^24 steps")]
    let (steps, from) = ((diagram.to - diagram.from).max(1) as f32, diagram.from as f32);
    let column = (STEPS_WIDTH / steps).clamp(COLUMN.0, COLUMN.1);
    let left = letters(longest, LETTER.1) + 24.0 + EDGE - from * column;
    Metrics { column, pitch: PITCH, left, top: Metrics::TOP }
}

/// How wide so many letters are.
fn letters(count: usize, each: f32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "labels are short")]
    let count = count as f32;
    count * each
}

/// Crashes, restarts and timers in words: a printed picture has no tooltips. Returns where the words stand.
fn sign_words(diagram: &Diagram, pen: &mut Pen<'_>, metrics: Metrics, window: Rect) -> Vec<Rect> {
    let mut taken = Vec::new();
    for sign in &diagram.happenings {
        if !matches!(sign.sign, Sign::Crash | Sign::Restart | Sign::Timer) {
            continue;
        }
        let width = letters(sign.label.chars().count(), LETTER.0);
        let x = within(metrics.x(sign.at), width, window);
        let y = metrics.y(sign.lane) + 19.0;
        pen.text(point(x, y), Anchor::Middle, &sign.label, Ink::Label);
        taken.push(Rect::around(point(x, y - 4.0), width, LABEL_HEIGHT));
    }
    taken
}

/// What each message says, on its line, clear of other words and of the lanes where that is possible.
fn labels(diagram: &Diagram, pen: &mut Pen<'_>, metrics: Metrics, window: Rect, taken: &[Rect]) {
    let named: Vec<(&Flight, Wish)> = diagram
        .flights
        .iter()
        .filter(|flight| !flight.repeats)
        .filter_map(|flight| Some((flight, wish(flight, pen, metrics, window)?)))
        .collect();
    let mut obstacles = taken.to_vec();
    for lane in 0..diagram.lanes.len() {
        let y = metrics.y(lane) - 8.0;
        obstacles.push(Rect { x: window.x, y, width: window.width, height: 16.0 });
    }
    let wishes: Vec<Wish> = named.iter().map(|(_, wish)| *wish).collect();
    for ((flight, wish), at) in named.iter().zip(place(&wishes, &obstacles)) {
        let at = point(within(at.x, wish.width, window), at.y + 4.0);
        pen.text(at, Anchor::Middle, &flight.label, Ink::Label);
    }
}

/// The part of a message's line that is inside the window, and how large its words are; nothing if none is.
fn wish(flight: &Flight, pen: &Pen<'_>, metrics: Metrics, window: Rect) -> Option<Wish> {
    let from = point(metrics.x(flight.sent), metrics.y(flight.from));
    let (tip, _) = pen.tip(flight, from, metrics.y(flight.to));
    let (left, right) = (window.x, window.x + window.width);
    let at = |x: f32| if tip.x > from.x { from.towards(tip, (x - from.x) / (tip.x - from.x)) } else { from };
    let begin: Point = if from.x < left { at(left) } else { from };
    let end: Point = if tip.x > right { at(right) } else { tip };
    let width = letters(flight.label.chars().count(), LETTER.0);
    (begin.x < end.x).then_some(Wish { from: begin, to: end, width, height: LABEL_HEIGHT })
}

/// The middle nearest to `x` at which something of this width is inside the window.
fn within(x: f32, width: f32, window: Rect) -> f32 {
    let (low, high) = (window.x + width / 2.0 + 2.0, window.x + window.width - width / 2.0 - 2.0);
    x.min(high).max(low)
}
