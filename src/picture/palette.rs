//! The colours, dashes, corners and fonts of pictures. They are read from the page's own style sheet, the only place
//! that names them, so that a slide and the page show the same.

use crate::protocol::MessageKind;

/// The page's tokens.
const TOKENS: &str = include_str!("../../static/styles/tokens.css");

/// On what ground a picture stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// A light one.
    #[default]
    Light,
    /// A dark one.
    Dark,
}

/// The tokens of a theme.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    /// The theme.
    pub theme: Theme,
}

impl Palette {
    /// The tokens of a theme.
    pub fn new(theme: Theme) -> Self {
        Palette { theme }
    }

    /// A colour by the name of its token, as a hash and six digits. A name that the sheet does not have is the
    /// colour of text: a picture with one wrong colour beats none.
    pub fn colour(self, name: &str) -> &'static str {
        let value = property(TOKENS, name).or_else(|| property(TOKENS, "ink")).unwrap_or_default();
        let pair = value.strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(')'));
        match (pair.and_then(|pair| pair.split_once(',')), self.theme) {
            (Some((light, _)), Theme::Light) => light.trim(),
            (Some((_, dark)), Theme::Dark) => dark.trim(),
            (None, _) => value,
        }
    }

    /// The dash pattern of a kind's line, stroke and gap in turn; empty for a solid one.
    pub fn dash(self, kind: MessageKind) -> Vec<f32> {
        lengths(kind_property(kind, "dash").unwrap_or_default())
    }

    /// The radii of the corners of a kind's label, on its left and on its right.
    pub fn corners(self, kind: MessageKind) -> (f32, f32) {
        match lengths(kind_property(kind, "round").unwrap_or_default())[..] {
            // The order of a sheet: from the upper left, clockwise.
            [upper_left, upper_right, _, _] => (upper_left, upper_right),
            [all, ..] => (all, all),
            [] => (0.0, 0.0),
        }
    }

    /// The fonts of prose, and of what protocols write, each with what to take if it is missing.
    pub fn fonts(self) -> (&'static str, &'static str) {
        let font = |name| property(TOKENS, name).unwrap_or("sans-serif");
        (font("font"), font("mono"))
    }
}

/// The value of the first property with this name.
fn property(sheet: &'static str, name: &str) -> Option<&'static str> {
    let start = format!("--{name}:");
    let at = sheet.find(&start)? + start.len();
    let value = &sheet[at..];
    Some(value[..value.find(';')?].trim())
}

/// The value of a property in the rule of a kind of message.
fn kind_property(kind: MessageKind, name: &str) -> Option<&'static str> {
    let selector = format!("[data-kind=\"{}\"]", kind.key());
    let rule = &TOKENS[TOKENS.find(&selector)?..];
    property(&rule[..rule.find('}')?], name)
}

/// The lengths in a value, in whole pixels; words are none.
fn lengths(value: &str) -> Vec<f32> {
    let length = |word: &str| word.trim_end_matches("px").parse::<u16>().ok();
    value.split_whitespace().filter_map(length).map(f32::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_has_a_light_and_a_dark_side() {
        let tokens = [Theme::Light, Theme::Dark].map(|theme| Palette::new(theme).colour("bg"));
        assert!(tokens[0] > tokens[1], "{tokens:?}");
        assert_eq!(
            Palette::new(Theme::Light).colour("value-ink"),
            Palette::new(Theme::Dark).colour("value-ink")
        );
    }

    #[test]
    fn every_colour_is_six_digits() {
        let kinds = MessageKind::ALL.map(MessageKind::key);
        for name in super::super::paint::TOKENS_USED.iter().chain(&kinds) {
            for theme in [Theme::Light, Theme::Dark] {
                assert!(property(TOKENS, name).is_some(), "{name}");
                let colour = Palette::new(theme).colour(name);
                let digits = colour.strip_prefix('#').expect("a hash");
                assert!(
                    digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit()),
                    "{name}: {colour}"
                );
            }
        }
    }

    #[test]
    fn kinds_differ_in_dash_or_corners() {
        let palette = Palette::new(Theme::Light);
        let looks = MessageKind::ALL.map(|kind| (palette.dash(kind), palette.corners(kind)));
        for (at, look) in looks.iter().enumerate() {
            assert!(!looks[..at].contains(look), "{look:?}");
        }
        assert_eq!(palette.dash(MessageKind::Prepare), [7.0, 4.0]);
        assert_eq!(palette.corners(MessageKind::Success), (99.0, 5.0));
    }

    #[test]
    fn fonts_end_in_one_that_every_machine_has() {
        let (prose, code) = Palette::new(Theme::Light).fonts();
        assert!(prose.ends_with("sans-serif") && code.ends_with("monospace"));
    }
}
