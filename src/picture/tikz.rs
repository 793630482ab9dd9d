//! A drawing as TikZ, for Beamer and plain `pdflatex`.

use super::number::{decimal, number};
use super::paint::{Face, Paint, paint};
use super::svg::{corners, is_outside};
use super::{Palette, Theme, latex};
use crate::protocol::Set;
use crate::scene::{Anchor, Drawing, Ink, Part, Point, Rect, Shape};

/// Where a picture is to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// In a document of one's own, that loads TikZ.
    Inline,
    /// In a document that has nothing else.
    Document,
}

/// The room on a Beamer frame of either shape, under a title: 108 by 72 millimetres, in points.
const FRAME: (f32, f32) = (307.0, 205.0);
/// The size in points at which letters are taken from a font; all others are scaled from it, so that no font is
/// asked for a size that it does not have.
const FONT_SIZE: f32 = 10.0;
/// The margin of a document's page, in points.
const MARGIN: f32 = 6.0;

/// A drawing as a `tikzpicture`, as large as a Beamer frame has room for. `\resizebox` makes it larger or smaller.
pub fn tikz(drawing: &Drawing, palette: Palette, fit: Fit) -> String {
    let scale = (FRAME.0 / drawing.size.width).min(FRAME.1 / drawing.size.height);
    let mut pen = Pen { palette, scale, unit: drawing.unit, text: String::new(), colours: Set::default() };
    pen.ground(drawing);
    if let Some(window) = drawing.window {
        pen.line("\\begin{scope}");
        let clip = format!("\\clip {};", pen.rectangle(window));
        pen.line(&clip);
    }
    drawing.parts.iter().filter(|part| !is_outside(part)).for_each(|part| pen.part(part));
    if drawing.window.is_some() {
        pen.line("\\end{scope}");
    }
    drawing.parts.iter().filter(|part| is_outside(part)).for_each(|part| pen.part(part));
    let picture = format!("{HEAD}{}{}\\end{{tikzpicture}}\n", pen.definitions(), pen.text);
    match fit {
        Fit::Inline => format!(
            "% Needs \\usepackage{{tikz}}. To resize: \\resizebox{{\\textwidth}}{{!}}{{...}}\n{picture}"
        ),
        Fit::Document => document(&picture, drawing, scale),
    }
}

const HEAD: &str = "\\begin{tikzpicture}[x=1pt, y=-1pt, line cap=butt, line join=round,\n  \
     every node/.style={inner sep=0pt, outer sep=0pt},\n  \
     paxo prose/.style={font=\\fontsize{10}{12}\\selectfont\\sffamily},\n  \
     paxo bold/.style={font=\\fontsize{10}{12}\\selectfont\\sffamily\\bfseries},\n  \
     paxo code/.style={font=\\fontsize{10}{12}\\selectfont\\ttfamily}]\n";

fn document(picture: &str, drawing: &Drawing, scale: f32) -> String {
    let side = |length: f32| number((length * scale + 2.0 * MARGIN).ceil());
    format!(
        "\\documentclass{{article}}\n\\usepackage[paperwidth={}pt, paperheight={}pt, margin={}pt]{{geometry}}\n\
         \\usepackage{{tikz}}\n\\pagestyle{{empty}}\n\\setlength{{\\parindent}}{{0pt}}\n\
         \\setlength{{\\topskip}}{{0pt}}\n\\begin{{document}}\n{picture}\\end{{document}}\n",
        side(drawing.size.width),
        side(drawing.size.height),
        // A page that is filled to the last point is called overfull.
        number(MARGIN - 1.0),
    )
}

struct Pen {
    palette: Palette,
    scale: f32,
    unit: f32,
    text: String,
    colours: Set<&'static str>,
}

impl Pen {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// The picture's ground, which is white where it is light, as slides are.
    fn ground(&mut self, drawing: &Drawing) {
        let size = drawing.size;
        let all = self.rectangle(Rect { x: 0.0, y: 0.0, width: size.width, height: size.height });
        self.line(&format!("\\useasboundingbox {all};"));
        let ground = self.colour(self.ground_token());
        self.line(&format!("\\fill[{ground}] {all};"));
    }

    fn ground_token(&self) -> &'static str {
        match self.palette.theme {
            Theme::Light => "panel",
            Theme::Dark => "bg",
        }
    }

    fn definitions(&self) -> String {
        let define = |token: &&'static str| {
            let digits = self.palette.colour(token).trim_start_matches('#').to_ascii_uppercase();
            format!("\\definecolor{{{}}}{{HTML}}{{{digits}}}\n", colour_name(token))
        };
        self.colours.iter().map(define).collect()
    }

    /// The name of a colour, which is defined if it is used.
    fn colour(&mut self, token: &'static str) -> String {
        self.colours.insert(token);
        colour_name(token)
    }

    fn length(&self, length: f32) -> String {
        number(length * self.scale)
    }

    /// A stroke's width or dash, which follows the drawing's unit.
    fn measure(&self, length: f32) -> String {
        number((length * self.scale * self.unit).max(0.1))
    }

    fn point(&self, Point { x, y }: Point) -> String {
        format!("({},{})", self.length(x), self.length(y))
    }

    fn rectangle(&self, Rect { x, y, width, height }: Rect) -> String {
        format!(
            "{} rectangle {}",
            self.point(Point { x, y }),
            self.point(Point { x: x + width, y: y + height })
        )
    }

    fn part(&mut self, part: &Part) {
        let paint = paint(part.ink, self.palette);
        if let Shape::Text(at, anchor, words) = &part.shape {
            self.words(part, *at, *anchor, words, &paint);
            return;
        }
        let style = self.style(part, &paint);
        let path = match &part.shape {
            Shape::Line(from, to) => format!("{} -- {}", self.point(*from), self.point(*to)),
            Shape::Polygon(points) => {
                let points: Vec<String> = points.iter().map(|point| self.point(*point)).collect();
                format!("{} -- cycle", points.join(" -- "))
            }
            Shape::Circle(at, radius) => {
                format!("{} circle[radius={}pt]", self.point(*at), self.length(*radius))
            }
            Shape::Rect(rect, radius) => self.rounded(part.ink, *rect, *radius),
            Shape::Text(..) => return,
        };
        self.line(&format!("\\path[{style}] {path};"));
    }

    fn rounded(&self, ink: Ink, rect: Rect, own: f32) -> String {
        let (left, right) = corners(ink, self.palette, self.unit, rect, own);
        if left.max(right) <= 0.0 {
            return self.rectangle(rect);
        }
        let Rect { x, y, width, height } = rect;
        let at = |x: f32, y: f32| self.point(Point { x, y });
        let (middle, end, floor) = (x + width / 2.0, x + width, y + height);
        // TikZ rounds a corner only between two lines that are longer than it.
        let corner =
            |radius: f32| format!("[rounded corners={}pt]", number((radius * self.scale - 0.01).max(0.0)));
        format!(
            "{} {} -- {} -- {} -- {} {} -- {} -- {} -- cycle",
            at(middle, y),
            corner(right),
            at(end, y),
            at(end, floor),
            at(middle, floor),
            corner(left),
            at(x, floor),
            at(x, y),
        )
    }

    fn words(&mut self, part: &Part, at: Point, anchor: Anchor, words: &str, paint: &Paint) {
        let Some(face) = paint.type_face else { return };
        let anchor = match anchor {
            Anchor::Start => "base west",
            Anchor::Middle => "base",
            Anchor::End => "base east",
        };
        let size = decimal(face.size * self.unit * self.scale / FONT_SIZE, 3);
        let mut style = vec![format!("{}, anchor={anchor}, scale={size}", face_name(face))];
        if let Some(fill) = paint.fill {
            style.push(format!(", text={}", self.colour(fill)));
        }
        if face.has_halo {
            style.push(format!(", fill={}, inner sep=1pt", self.colour(self.ground_token())));
        }
        style.push(opacity(part, paint));
        self.line(&format!("\\node[{}] at {} {{{}}};", style.concat(), self.point(at), latex(words)));
    }

    fn style(&mut self, part: &Part, paint: &Paint) -> String {
        let mut style: Vec<String> = Vec::new();
        if let Some(fill) = paint.fill {
            style.push(format!("fill={}", self.colour(fill)));
        }
        if let Some(stroke) = paint.stroke {
            style.push(format!("draw={}, line width={}pt", self.colour(stroke), self.measure(paint.width)));
            let pairs: Vec<String> = paint
                .dash
                .chunks_exact(2)
                .map(|pair| format!("on {}pt off {}pt", self.measure(pair[0]), self.measure(pair[1])))
                .collect();
            if !pairs.is_empty() {
                style.push(format!("dash pattern={}", pairs.join(" ")));
            }
        }
        style.join(", ") + &opacity(part, paint)
    }
}

fn opacity(part: &Part, paint: &Paint) -> String {
    let opacity = paint.opacity * if part.is_unknown { 0.35 } else { 1.0 };
    if opacity < 1.0 { format!(", opacity={}", number(opacity)) } else { String::new() }
}

fn face_name(face: Face) -> &'static str {
    match (face.is_mono, face.is_bold) {
        // The typewriter letters of LaTeX have no bold ones.
        (true, _) => "paxo code",
        (false, true) => "paxo bold",
        (false, false) => "paxo prose",
    }
}

/// A token's name as a colour's: a hyphen would mean the colour's opposite.
fn colour_name(token: &str) -> String {
    format!("paxo{}", token.replace('-', ""))
}
