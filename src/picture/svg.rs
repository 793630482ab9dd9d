//! A drawing as SVG that needs nothing but itself: no sheets, no scripts, no files, fonts by name only.

use super::Palette;
use super::number::number;
use super::paint::{Face, Paint, paint};
use crate::scene::{Anchor, Drawing, Ink, Part, Point, Rect, Shape};

/// A drawing as an SVG file of its own.
pub fn svg(drawing: &Drawing, palette: Palette, title: &str) -> String {
    let (width, height) = (number(drawing.size.width), number(drawing.size.height));
    let (prose, code) = palette.fonts();
    let mut pen = Pen { palette, unit: drawing.unit, text: String::new() };
    pen.line(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\">"
    ));
    pen.line(&format!("<title>{}</title>", escaped(title)));
    pen.line(&format!("<desc>{}</desc>", escaped(&description(drawing))));
    pen.line(&format!(
        "<style>text{{font-family:{prose}}}.m{{font-family:{code}}}.h{{stroke:{};stroke-width:3.5px;\
         stroke-linejoin:round;paint-order:stroke}}</style>",
        palette.colour("bg")
    ));
    let size = drawing.size;
    let ground = Rect { x: 0.0, y: 0.0, width: size.width, height: size.height };
    pen.part(&Part::new(Shape::Rect(ground, 0.0), Ink::Ground));
    if let Some(window) = drawing.window {
        let clip = rect(window);
        pen.line(&format!("<clipPath id=\"w\"><rect {clip}/></clipPath>"));
        pen.line("<g clip-path=\"url(#w)\">");
    }
    drawing.parts.iter().filter(|part| !is_outside(part)).for_each(|part| pen.part(part));
    if drawing.window.is_some() {
        pen.line("</g>");
    }
    drawing.parts.iter().filter(|part| is_outside(part)).for_each(|part| pen.part(part));
    pen.line("</svg>");
    pen.text
}

/// What stands outside of a drawing's window.
pub(super) fn is_outside(part: &Part) -> bool {
    matches!(part.ink, Ink::LaneName(_))
}

/// What the picture shows, in words: what its parts say, in their order.
fn description(drawing: &Drawing) -> String {
    let mut said: Vec<&str> = Vec::new();
    for title in drawing.parts.iter().map(|part| part.title.as_str()) {
        if !title.is_empty() && !said.contains(&title) && matches!(title.chars().count(), 4..) {
            said.push(title);
        }
    }
    said.join(". ")
}

/// Text as it stands in XML. What XML can't hold at all, control characters, becomes the mark for it.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\t' | '\n' | '\r' => safe.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

fn rect(Rect { x, y, width, height }: Rect) -> String {
    let [x, y, width, height] = [x, y, width, height].map(number);
    format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")
}

struct Pen {
    palette: Palette,
    unit: f32,
    text: String,
}

impl Pen {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn part(&mut self, part: &Part) {
        let paint = paint(part.ink, self.palette);
        let style = self.style(part, &paint);
        let name = match &part.shape {
            Shape::Line(..) => "line",
            Shape::Polygon(_) => "polygon",
            Shape::Rect(..) if self.uneven(part).is_some() => "path",
            Shape::Rect(..) => "rect",
            Shape::Circle(..) => "circle",
            Shape::Text(at, anchor, words) => return self.words(*at, *anchor, words, &paint, &style),
        };
        let geometry = self.geometry(part);
        if part.title.is_empty() {
            self.line(&format!("<{name} {geometry}{style}/>"));
        } else {
            let title = escaped(&part.title);
            self.line(&format!("<{name} {geometry}{style}><title>{title}</title></{name}>"));
        }
    }

    fn geometry(&self, part: &Part) -> String {
        match &part.shape {
            Shape::Line(from, to) => {
                let [x1, y1, x2, y2] = [from.x, from.y, to.x, to.y].map(number);
                format!("x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"")
            }
            Shape::Polygon(points) => {
                let points: Vec<String> =
                    points.iter().map(|point| format!("{},{}", number(point.x), number(point.y))).collect();
                format!("points=\"{}\"", points.join(" "))
            }
            Shape::Circle(centre, radius) => {
                let [x, y, radius] = [centre.x, centre.y, *radius].map(number);
                format!("cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"")
            }
            Shape::Rect(place, radius) => self.uneven(part).unwrap_or_else(|| {
                let radius = self.radius(part, *place, *radius).0;
                format!("{} rx=\"{}\"", rect(*place), number(radius))
            }),
            Shape::Text(..) => String::new(),
        }
    }

    /// The radii of a rectangle's corners: a message's shape is its kind's.
    fn radius(&self, part: &Part, place: Rect, own: f32) -> (f32, f32) {
        corners(part.ink, self.palette, self.unit, place, own)
    }

    /// A rectangle with different corners on its left and its right, as a path.
    fn uneven(&self, part: &Part) -> Option<String> {
        let Shape::Rect(place, own) = part.shape else { return None };
        let (left, right) = self.radius(part, place, own);
        if (left - right).abs() < 0.01 {
            return None;
        }
        let Rect { x, y, width, height } = place;
        let arc = |radius: f32, x: f32, y: f32| {
            let [radius, x, y] = [radius, x, y].map(number);
            format!("A{radius} {radius} 0 0 1 {x} {y}")
        };
        let (end, floor) = (x + width, y + height);
        Some(format!(
            "d=\"M{} {}H{}{}V{}{}H{}{}V{}{}z\"",
            number(x + left),
            number(y),
            number(end - right),
            arc(right, end, y + right),
            number(floor - right),
            arc(right, end - right, floor),
            number(x + left),
            arc(left, x, floor - left),
            number(y + left),
            arc(left, x + left, y),
        ))
    }

    fn words(&mut self, at: Point, anchor: Anchor, words: &str, paint: &Paint, style: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let face = paint.type_face.map(|face| self.face(face)).unwrap_or_default();
        let (x, y) = (number(at.x), number(at.y));
        self.line(&format!("<text x=\"{x}\" y=\"{y}\"{anchor}{face}{style}>{}</text>", escaped(words)));
    }

    fn face(&self, face: Face) -> String {
        let weight = if face.is_bold { " font-weight=\"700\"" } else { "" };
        let classes = match (face.is_mono, face.has_halo) {
            (true, true) => " class=\"m h\"",
            (true, false) => " class=\"m\"",
            (false, true) => " class=\"h\"",
            (false, false) => "",
        };
        format!("{classes} font-size=\"{}\"{weight}", number(face.size * self.unit))
    }

    fn style(&self, part: &Part, paint: &Paint) -> String {
        let mut style = Vec::new();
        let is_line = matches!(part.shape, Shape::Line(..));
        match paint.fill {
            Some(fill) => style.push(attribute("fill", self.palette.colour(fill))),
            None if is_line => (),
            None => style.push(attribute("fill", "none")),
        }
        if let Some(stroke) = paint.stroke {
            style.push(attribute("stroke", self.palette.colour(stroke)));
            style.push(attribute("stroke-width", &number(paint.width * self.unit)));
            if !paint.dash.is_empty() {
                let dash: Vec<String> = paint.dash.iter().map(|&length| number(length * self.unit)).collect();
                style.push(attribute("stroke-dasharray", &dash.join(" ")));
            }
        }
        let opacity = paint.opacity * if part.is_unknown { 0.35 } else { 1.0 };
        if opacity < 1.0 {
            style.push(attribute("opacity", &number(opacity)));
        }
        style.concat()
    }
}

fn attribute(name: &str, value: &str) -> String {
    format!(" {name}=\"{value}\"")
}

/// The radii of a rectangle's corners on its left and its right: a message's label has the shape of its kind.
pub(super) fn corners(ink: Ink, palette: Palette, unit: f32, place: Rect, own: f32) -> (f32, f32) {
    let most = (place.height / 2.0).min(place.width / 2.0);
    let (left, right) = match ink {
        Ink::Pill(kind) | Ink::PillHeld(kind) => {
            let (left, right) = palette.corners(kind);
            (left * unit, right * unit)
        }
        _ => (own, own),
    };
    (left.min(most), right.min(most))
}
