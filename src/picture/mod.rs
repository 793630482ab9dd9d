//! Pictures for slides: the stage and the diagram as SVG, as TikZ for Beamer, and the run as a Mermaid sequence
//! diagram.
//!
//! The page and `cargo xtask export` call [`export`], and get the same text byte for byte: a picture depends on the
//! run and on what is asked for, never on a window, a font or a machine.

mod latex;
mod mermaid;
mod number;
mod paint;
mod palette;
mod svg;
mod tikz;

pub use latex::latex;
pub use mermaid::mermaid;
pub use number::{decimal, number};
pub use palette::{Palette, Theme};
pub use svg::svg;
pub use tikz::{Fit, tikz};

use crate::scene::{
    Anchor, Drawing, Ink, Lanes, Part, Point, Shape, Size, Stretch, View, diagram, figure, safety, stage,
    stage_sketch,
};
use crate::sim::History;
use crate::text::{Arg, Terms, say};

/// What is known of the run behind a picture.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The run. The moment that its cursor is at is the stage's, unless another one is asked for.
    pub history: &'a History,
    /// Whose words are used.
    pub terms: Terms,
    /// The order of the diagram's lanes.
    pub lanes: &'a Lanes,
    /// What the run is called; may be empty.
    pub title: &'a str,
}

/// What is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What is to be seen.
    pub motif: Motif,
    /// In which language it is drawn.
    pub form: Form,
    /// Light or dark.
    pub theme: Theme,
}

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motif {
    /// The stage after so many steps of the line; past its end means at the end.
    Stage(usize),
    /// The diagram of a stretch of the line.
    Diagram(Stretch),
}

/// A picture's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Scalable Vector Graphics.
    Svg,
    /// A `tikzpicture`, to stand in a document of one's own.
    Tikz,
    /// A whole LaTeX document with nothing but the picture.
    TikzDocument,
    /// A `sequenceDiagram`. It is always of the diagram: of a stage, it shows how it came about.
    Mermaid,
}

/// The size at which the stage is laid out for pictures, in CSS pixels: that of a slide.
pub const STAGE_SIZE: Size = Size { width: 960.0, height: 540.0 };

/// A picture as text.
pub fn export(subject: Subject<'_>, wanted: Wanted) -> String {
    let Subject { terms, lanes, .. } = subject;
    let mut history = subject.history.clone();
    let end = history.line().len() - 1;
    let whole = |stretch: Stretch| {
        // Seen from the end, every message has come as far as it ever came.
        let mut history = subject.history.clone();
        history.seek(end);
        diagram(&history, terms, lanes, stretch)
    };
    let drawing = match (wanted.motif, wanted.form) {
        (Motif::Stage(at), Form::Mermaid) => {
            let seen = whole(Stretch { from: 0, to: at });
            return mermaid(&seen, terms, wanted.theme, &title(subject, wanted.motif));
        }
        (Motif::Diagram(stretch), Form::Mermaid) => {
            return mermaid(&whole(stretch), terms, wanted.theme, &title(subject, wanted.motif));
        }
        (Motif::Stage(at), _) => {
            history.seek(at);
            with_choice(
                stage_sketch(&stage(&View::of(&history, terms), STAGE_SIZE)),
                &View::of(&history, terms),
            )
        }
        (Motif::Diagram(stretch), _) => figure(&whole(stretch)),
    };
    match wanted.form {
        Form::Svg => svg(&drawing, Palette::new(wanted.theme), &title(subject, wanted.motif)),
        Form::Tikz | Form::Mermaid => tikz(&drawing, Palette::new(wanted.theme), Fit::Inline),
        Form::TikzDocument => tikz(&drawing, Palette::new(wanted.theme), Fit::Document),
    }
}

/// The stage with what is chosen above it, as it stands in the page's corner.
fn with_choice(mut drawing: Drawing, view: &View<'_>) -> Drawing {
    let safety = safety(view);
    let at = Point { x: drawing.size.width / 2.0, y: 24.0 * drawing.unit };
    let shown = [safety.leaders_words.unwrap_or_default(), safety.chosen_words];
    let shown: Vec<String> = shown.into_iter().filter(|words| !words.is_empty()).collect();
    let words = Shape::Text(at, Anchor::Middle, shown.join(" · "));
    let ink = match (safety.chosen.is_empty(), safety.choice_holds) {
        (true, _) => Ink::Quiet,
        (false, true) => Ink::CardName,
        (false, false) => Ink::DownText,
    };
    drawing.parts.push(Part::new(words, ink));
    drawing
}

fn title(subject: Subject<'_>, motif: Motif) -> String {
    let end = subject.history.line().len() - 1;
    let name = if subject.title.is_empty() { say("picture-untitled", &[]) } else { subject.title.to_owned() };
    let number = |at: usize| Arg::from(at.min(end).to_string());
    match motif {
        Motif::Stage(at) => say("picture-stage", &[("run", name.into()), ("at", number(at))]),
        Motif::Diagram(Stretch { from, to }) => {
            say("picture-diagram", &[("run", name.into()), ("from", number(from)), ("to", number(to))])
        }
    }
}
