//! A diagram as a picture of its own: the names of the lanes on the left, room for every message's words, and
//! clean edges where a stretch was cut out of a longer run.

use super::sketch::{Pen, point};
use super::{Diagram, Flight, Happening, Metrics};
use crate::scene::Size;
use crate::scene::drawing::{Anchor, Course, Drawing, Ink, Part, Shape, Sign};
use crate::scene::place::{Point, Rect, Wish, bounded, place};

/// The distance of lanes, in CSS pixels.
const PITCH: f32 = 54.0;
/// The narrowest and the widest step. Steps are as narrow as the words allow: on a slide, a narrow picture has large
/// letters.
const COLUMN: (f32, f32) = (24.0, 60.0);
/// How wide the steps of a run are together, at least.
const STEPS_WIDTH: f32 = 440.0;
/// How much wider steps become at a time until every message's words have room.
const WIDER: f32 = 1.12;
/// How much of all words may be covered: a little at the edges does not hurt.
const COVERED_MAX: f32 = 0.003;
/// The room above the first lane.
const TOP: f32 = 46.0;
/// The room on either side of the steps, in which arrows and marks end.
const EDGE: f32 = 18.0;
/// The width of a letter of a label, and of a name.
const LETTER: (f32, f32) = (7.3, 9.2);
/// The height of a label.
const LABEL_HEIGHT: f32 = 16.0;

/// The diagram as a drawing that stands on its own. What lies outside its stretch is outside its window.
pub fn figure(diagram: &Diagram) -> Drawing {
    let mut metrics = metrics(diagram);
    while metrics.column < COLUMN.1 && crowding(diagram, metrics) > COVERED_MAX {
        metrics = widened(diagram, metrics);
    }
    let mut pen = Pen::new(diagram, metrics);
    pen.draw();
    let (size, window) = extent(diagram, &pen, metrics);
    for (at, words, _) in signs(diagram, metrics, window) {
        pen.text(at, Anchor::Middle, words, Ink::Label);
    }
    for (flight, at) in labels(diagram, &pen, metrics, window).0 {
        pen.text(at, Anchor::Middle, &words(flight), Ink::Label);
    }
    let left = window.x;
    for (index, lane) in diagram.lanes.iter().enumerate() {
        let at = point(left - 10.0, metrics.y(index) + 4.5);
        pen.text(at, Anchor::End, &lane.name, Ink::LaneName(lane.owner));
    }
    let mut parts = pen.parts;
    for part in &mut parts {
        go_on(part, diagram, metrics);
    }
    parts.retain_mut(|part| match part.ink {
        Ink::LaneName(_) => true,
        // The words say it.
        Ink::Copy => false,
        _ => cut(&mut part.shape, window),
    });
    Drawing { size, unit: 1.0, window: Some(window), parts }
}

/// Where a longer run was cut, lanes and what held of nodes go on beyond the edge.
fn go_on(part: &mut Part, diagram: &Diagram, metrics: Metrics) {
    let (first, last) = (metrics.x(diagram.from), metrics.x(diagram.to));
    let is_at = |x: f32, edge: f32| (x - edge).abs() < 0.5;
    let (more_before, more_behind) = (diagram.from > 0, diagram.to < diagram.length);
    match (&mut part.shape, part.ink) {
        (Shape::Line(from, to), Ink::Lane | Ink::LaneDown) => {
            if more_before && is_at(from.x, first) {
                from.x -= BEYOND;
            }
            if more_behind && is_at(to.x, last) {
                to.x += BEYOND;
            }
        }
        (Shape::Rect(rect, _), Ink::Promise(_) | Ink::Accepted(_) | Ink::Band) => {
            if more_behind && is_at(rect.x + rect.width, last) {
                rect.width += BEYOND;
            }
            if more_before && is_at(rect.x, first) {
                rect.x -= BEYOND;
                rect.width += BEYOND;
            }
        }
        _ => (),
    }
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
    #[expect(clippy::cast_precision_loss, reason = "fewer than 2^24 steps")]
    let steps = (diagram.to - diagram.from).max(1) as f32;
    with_column(diagram, bounded(STEPS_WIDTH / steps, COLUMN.0, COLUMN.1))
}

fn widened(diagram: &Diagram, metrics: Metrics) -> Metrics {
    with_column(diagram, (metrics.column * WIDER).min(COLUMN.1))
}

fn with_column(diagram: &Diagram, column: f32) -> Metrics {
    let longest = diagram.lanes.iter().map(|lane| lane.name.chars().count()).max().unwrap_or(0);
    #[expect(clippy::cast_precision_loss, reason = "fewer than 2^24 steps")]
    let from = diagram.from as f32;
    let left = letters(longest, LETTER.1) + 24.0 + EDGE - from * column;
    Metrics { column, pitch: PITCH, left, top: TOP, unit: 1.0 }
}

/// How large the picture is, and where in it the steps are.
fn extent(diagram: &Diagram, pen: &Pen<'_>, metrics: Metrics) -> (Size, Rect) {
    let is_whole = diagram.to == diagram.length;
    let right = if is_whole { Metrics::RIGHT - EDGE } else { EDGE };
    let size = Size { width: metrics.x(diagram.to) + right, height: pen.floor() + Metrics::BOTTOM };
    let x = metrics.x(diagram.from) - EDGE;
    (size, Rect { x, y: 0.0, width: size.width - x, height: size.height })
}

/// How wide so many letters are.
fn letters(count: usize, each: f32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "labels are short")]
    let count = count as f32;
    count * each
}

/// How much of all words would be covered by others, from 0 to 1.
fn crowding(diagram: &Diagram, metrics: Metrics) -> f32 {
    let pen = Pen::new(diagram, metrics);
    let (_, window) = extent(diagram, &pen, metrics);
    let (_, rects) = labels(diagram, &pen, metrics, window);
    let area: f32 = rects.iter().map(|rect| rect.width * rect.height).sum();
    let mut covered = 0.0;
    for (at, rect) in rects.iter().enumerate() {
        covered += rects[..at].iter().map(|other| rect.overlap(other)).sum::<f32>();
    }
    covered / area.max(1.0)
}

/// Crashes, restarts and timers in words, each with its place and width: a printed picture has no tooltips.
fn signs(diagram: &Diagram, metrics: Metrics, window: Rect) -> Vec<(Point, &str, f32)> {
    let is_named = |sign: &&Happening| matches!(sign.sign, Sign::Crash | Sign::Restart | Sign::Timer);
    let place = |sign: &'_ Happening| {
        let width = letters(sign.label.chars().count(), LETTER.0);
        point(within(metrics.x(sign.at), width, window), metrics.y(sign.lane) + 20.0)
    };
    let named = diagram.happenings.iter().filter(is_named);
    named
        .map(|sign| (place(sign), sign.label.as_str(), letters(sign.label.chars().count(), LETTER.0)))
        .collect()
}

/// What each message says, on its line, clear of other words and of the lanes where that is possible; and the
/// ground that the words take.
fn labels<'a>(
    diagram: &'a Diagram,
    pen: &Pen<'_>,
    metrics: Metrics,
    window: Rect,
) -> (Vec<(&'a Flight, Point)>, Vec<Rect>) {
    let named: Vec<(&Flight, Wish)> = diagram
        .flights
        .iter()
        .filter(|flight| !flight.repeats || flight.is_copy)
        .filter_map(|flight| Some((flight, wish(flight, pen, metrics, window)?)))
        .collect();
    let wishes: Vec<Wish> = named.iter().map(|(_, wish)| *wish).collect();
    let places = place(&wishes, &obstacles(diagram, pen, metrics, window));
    let mut labels = Vec::new();
    let mut rects = Vec::new();
    for ((flight, wish), at) in named.iter().zip(places) {
        let x = within(at.x, wish.width, window);
        labels.push((*flight, point(x, at.y + 4.0)));
        rects.push(Rect::around(point(x, at.y), wish.width, wish.height));
    }
    (labels, rects)
}

/// What words should leave free: the lanes, the marks of what was lost and chosen, and other words.
fn obstacles(diagram: &Diagram, pen: &Pen<'_>, metrics: Metrics, window: Rect) -> Vec<Rect> {
    let mut obstacles: Vec<Rect> = signs(diagram, metrics, window)
        .into_iter()
        .map(|(at, _, width)| Rect::around(point(at.x, at.y - 4.0), width, LABEL_HEIGHT))
        .collect();
    for flight in &diagram.flights {
        let from = point(metrics.x(flight.sent), metrics.y(flight.from));
        let (tip, course) = pen.tip(flight, from, metrics.y(flight.to));
        if course == Course::Lost {
            obstacles.push(Rect::around(tip, 14.0, 14.0));
        }
    }
    for choice in diagram.happenings.iter().filter(|happening| happening.is_choice) {
        obstacles.push(Rect { x: metrics.x(choice.at) - 3.0, y: 0.0, width: 6.0, height: window.height });
    }
    for lane in 0..diagram.lanes.len() {
        let y = metrics.y(lane) - 8.0;
        obstacles.push(Rect { x: window.x, y, width: window.width, height: 16.0 });
    }
    obstacles
}

/// What a message says, with the mark of a duplicate.
fn words(flight: &Flight) -> String {
    if flight.is_copy { format!("{} ×2", flight.label) } else { flight.label.clone() }
}

/// The part of a message's line that is inside the window, and how large its words are; nothing if none is.
fn wish(flight: &Flight, pen: &Pen<'_>, metrics: Metrics, window: Rect) -> Option<Wish> {
    let from = point(metrics.x(flight.sent), metrics.y(flight.from));
    let (tip, _) = pen.tip(flight, from, metrics.y(flight.to));
    let (left, right) = (window.x, window.x + window.width);
    let at = |x: f32| if tip.x > from.x { from.towards(tip, (x - from.x) / (tip.x - from.x)) } else { from };
    let begin: Point = if from.x < left { at(left) } else { from };
    let end: Point = if tip.x > right { at(right) } else { tip };
    let width = letters(words(flight).chars().count(), LETTER.0);
    (begin.x < end.x).then_some(Wish { from: begin, to: end, width, height: LABEL_HEIGHT })
}

/// The middle nearest to `x` at which something of this width is inside the window.
fn within(x: f32, width: f32, window: Rect) -> f32 {
    let (low, high) = (window.x + width / 2.0 + 2.0, window.x + window.width - width / 2.0 - 2.0);
    x.min(high).max(low)
}
