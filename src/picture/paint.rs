//! How each ink looks in a picture: one table for all languages.

use super::Palette;
use crate::scene::{Course, Ink, Sign};

/// How something is drawn. Colours are names of tokens, lengths are in pixels at unit 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Paint {
    /// What it is filled with.
    pub(super) fill: Option<&'static str>,
    /// What its outline is drawn with.
    pub(super) stroke: Option<&'static str>,
    /// How wide the outline is.
    pub(super) width: f32,
    /// The outline's dashes, stroke and gap in turn; empty for a solid one.
    pub(super) dash: Vec<f32>,
    /// How much of what is behind is hidden, from 0 to 1.
    pub(super) opacity: f32,
    /// The letters, if it is text.
    pub(super) type_face: Option<Face>,
}

/// The letters of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Face {
    /// The size, in pixels at unit 1.
    pub(super) size: f32,
    /// Whether all letters have one width.
    pub(super) is_mono: bool,
    /// Whether they are bold.
    pub(super) is_bold: bool,
    /// Whether the ground shows around them, so that they can be read on a line.
    pub(super) has_halo: bool,
}

const OWNERS: [&str; 5] = ["own-0", "own-1", "own-2", "own-3", "own-4"];
const VALUES: [&str; 6] = ["val-0", "val-1", "val-2", "val-3", "val-4", "val-5"];

/// The tokens that the table names, for tests.
#[cfg(test)]
pub(super) const TOKENS_USED: [&str; 21] = [
    "bg",
    "panel",
    "ink",
    "muted",
    "line",
    "hair",
    "accent",
    "ok",
    "warn",
    "bad",
    "value-ink",
    OWNERS[0],
    OWNERS[1],
    OWNERS[2],
    OWNERS[3],
    OWNERS[4],
    VALUES[0],
    VALUES[1],
    VALUES[2],
    VALUES[3],
    VALUES[4],
];

fn owner(slot: usize) -> &'static str {
    OWNERS[slot % OWNERS.len()]
}

/// Values beyond the palette share its last colour, as on the page.
fn value(slot: usize) -> &'static str {
    VALUES[slot.min(VALUES.len() - 1)]
}

fn filled(fill: &'static str) -> Paint {
    Paint { fill: Some(fill), opacity: 1.0, ..Paint::default() }
}

fn stroked(stroke: &'static str, width: f32) -> Paint {
    Paint { stroke: Some(stroke), width, opacity: 1.0, ..Paint::default() }
}

fn framed(stroke: &'static str, width: f32) -> Paint {
    Paint { fill: Some("panel"), ..stroked(stroke, width) }
}

fn prose(fill: &'static str, size: f32, is_bold: bool) -> Paint {
    let face = Face { size, is_mono: false, is_bold, has_halo: false };
    Paint { type_face: Some(face), ..filled(fill) }
}

fn code(fill: &'static str, size: f32) -> Paint {
    let face = Face { size, is_mono: true, is_bold: false, has_halo: false };
    Paint { type_face: Some(face), ..filled(fill) }
}

/// How an ink looks.
pub(super) fn paint(ink: Ink, palette: Palette) -> Paint {
    match ink {
        Ink::Flight(kind, course) => {
            flight(Paint { dash: palette.dash(kind), ..stroked(kind.key(), 1.9) }, course)
        }
        Ink::Head(kind) => filled(kind.key()),
        Ink::Pill(kind) => framed(kind.key(), 1.7),
        Ink::PillHeld(kind) => Paint { dash: vec![1.0, 2.5], ..framed(kind.key(), 3.0) },
        Ink::Label
        | Ink::ChosenText
        | Ink::LaneName(_)
        | Ink::Scale
        | Ink::BandText
        | Ink::ValueText
        | Ink::Copy => words(ink),
        Ink::CardName
        | Ink::CardText
        | Ink::CardLabel
        | Ink::Quiet
        | Ink::PillText
        | Ink::DownText
        | Ink::BadgeText => card_words(ink),
        Ink::Ground => filled("bg"),
        Ink::Lane => stroked("muted", 1.2),
        Ink::LaneDown => Paint { dash: vec![1.5, 5.0], ..stroked("muted", 1.2) },
        Ink::Promise(slot) => Paint { opacity: 0.3, ..filled(owner(slot)) },
        Ink::Accepted(slot) | Ink::Bar(slot) | Ink::Badge(slot) => filled(owner(slot)),
        Ink::Value(slot) => filled(value(slot)),
        Ink::Chosen(slot) => Paint { opacity: 0.9, ..stroked(value(slot), 5.0) },
        Ink::Band => Paint { opacity: 0.12, ..filled("bad") },
        Ink::Sign(sign) => sign_paint(sign),
        Ink::Lost => stroked("bad", 2.2),
        Ink::Card(slot) => framed(slot.map_or("line", owner), 1.5),
        Ink::CardDown => Paint { dash: vec![5.0, 4.0], fill: Some("hair"), ..stroked("muted", 1.5) },
        Ink::Active => Paint { opacity: 0.4, ..stroked("accent", 6.0) },
        Ink::Approval => stroked("ok", 2.0),
        Ink::Fresh => Paint { opacity: 0.16, ..filled("accent") },
        Ink::Dot { owner: slot, is_filled, is_needed } => Paint {
            fill: is_filled.then_some(owner(slot)),
            dash: if is_needed || is_filled { Vec::new() } else { vec![1.2, 1.8] },
            ..stroked(owner(slot), 1.5)
        },
        Ink::Wire => stroked("line", 1.5),
        Ink::WireCut => Paint { dash: vec![3.0, 7.0], ..stroked("bad", 1.5) },
    }
}

fn flight(line: Paint, course: Course) -> Paint {
    let opacity = if course == Course::Held { 0.55 } else { 1.0 };
    Paint { opacity, ..line }
}

fn sign_paint(sign: Sign) -> Paint {
    match sign {
        Sign::Crash => stroked("bad", 3.0),
        Sign::Restart => filled("ok"),
        Sign::Timer => framed("ink", 1.5),
        Sign::Act | Sign::Learned => filled("ink"),
    }
}

/// The words of a diagram.
fn words(ink: Ink) -> Paint {
    let face = |size, is_mono, is_bold| Face { size, is_mono, is_bold, has_halo: true };
    let on_lines = |fill, face| Paint { type_face: Some(face), ..filled(fill) };
    match ink {
        Ink::ChosenText => on_lines("ink", face(14.0, false, true)),
        Ink::LaneName(slot) => prose(slot.map_or("ink", owner), 15.0, true),
        Ink::Scale => prose("muted", 11.5, false),
        Ink::BandText => on_lines("bad", face(11.0, false, false)),
        Ink::ValueText => code("value-ink", 11.5),
        Ink::Copy => on_lines("ink", face(10.5, true, false)),
        _ => on_lines("ink", face(12.0, true, false)),
    }
}

/// The words of the stage.
fn card_words(ink: Ink) -> Paint {
    match ink {
        Ink::CardName => prose("ink", 13.0, true),
        Ink::BadgeText => prose("panel", 13.0, true),
        Ink::DownText => prose("bad", 12.0, true),
        Ink::CardText => code("ink", 11.5),
        Ink::CardLabel => code("muted", 11.5),
        Ink::Quiet => prose("muted", 12.0, false),
        _ => code("ink", 11.0),
    }
}
