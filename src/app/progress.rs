//! What is kept in the browser between visits: how far each lesson was read, and the theme.

use crate::protocol::Map;
use crate::share::{Signs, decode, encode};

/// What is kept between visits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The furthest stop that was reached in each lesson, and whether it was the last one.
    pub lessons: Map<String, Reached>,
    /// The lesson that was open last, and its stop.
    pub latest: Option<(String, usize)>,
    /// The theme.
    pub theme: Theme,
    /// The challenges that were met, by their keys, with the fewest steps; 0 where it was seen that it is impossible.
    pub solved: Map<String, u32>,
}

/// How far a lesson was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// The furthest stop.
    pub stop: usize,
    /// Whether it was the last one.
    pub is_done: bool,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system is set.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Progress {
    /// As text, to be kept by the browser: numbers in bytes of seven bits, the smallest first; texts and lists after
    /// their length. What is added later goes to the end, and the browser's key for it carries a version.
    pub fn to_text(&self) -> String {
        let mut bytes = Vec::new();
        write_number(&mut bytes, self.lessons.len());
        for (slug, reached) in self.lessons.iter() {
            write_text(&mut bytes, slug);
            write_number(&mut bytes, reached.stop);
            bytes.push(u8::from(reached.is_done));
        }
        bytes.push(u8::from(self.latest.is_some()));
        if let Some((slug, stop)) = &self.latest {
            write_text(&mut bytes, slug);
            write_number(&mut bytes, *stop);
        }
        bytes.push(self.theme as u8);
        for (key, steps) in self.solved.iter() {
            write_text(&mut bytes, key);
            write_number(&mut bytes, *steps as usize);
        }
        encode(&bytes, Signs::Usual)
    }

    /// Reads what [`Progress::to_text`] wrote; nothing if it is something else.
    pub fn from_text(text: &str) -> Option<Self> {
        let bytes = decode(text, Signs::Usual)?;
        let mut reader = Reader(&bytes);
        let mut progress = Progress::default();
        for _ in 0..reader.number()? {
            let slug = reader.text()?;
            progress.lessons.insert(slug, Reached { stop: reader.number()?, is_done: reader.flag()? });
        }
        progress.latest = if reader.flag()? { Some((reader.text()?, reader.number()?)) } else { None };
        progress.theme = *[Theme::System, Theme::Light, Theme::Dark].get(reader.number()?)?;
        // An older version ended here.
        while !reader.0.is_empty() {
            progress.solved.insert(reader.text()?, u32::try_from(reader.number()?).ok()?);
        }
        Some(progress)
    }
}

fn write_number(bytes: &mut Vec<u8>, number: usize) {
    let low = u8::try_from(number & 127).unwrap_or_default();
    if number < 128 {
        bytes.push(low);
    } else {
        bytes.push(128 | low);
        write_number(bytes, number >> 7);
    }
}

fn write_text(bytes: &mut Vec<u8>, text: &str) {
    write_number(bytes, text.len());
    bytes.extend(text.as_bytes());
}

/// What is left to read.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for at in 0..u64::BITS / 7 {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u64::from(byte & 127) << (7 * at);
            if byte < 128 {
                return usize::try_from(number).ok();
            }
        }
        None
    }

    fn flag(&mut self) -> Option<bool> {
        self.number().filter(|&number| number < 2).map(|number| number == 1)
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        String::from_utf8(text.to_vec()).ok()
    }
}

impl Theme {
    /// The theme after this one.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Theme::System => Theme::Light,
            Theme::Light => Theme::Dark,
            Theme::Dark => Theme::System,
        }
    }

    /// The theme's key in the catalogue and in styles.
    pub fn key(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

impl Progress {
    /// Notes that a stop of a lesson is shown.
    pub(super) fn note(&mut self, slug: &str, stop: usize, last: usize) {
        let reached = self.lessons.get_or_insert(slug.to_owned(), Reached::default());
        reached.stop = reached.stop.max(stop);
        reached.is_done |= stop == last;
        self.latest = Some((slug.to_owned(), stop));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_survives_being_kept() {
        let mut progress = Progress { theme: Theme::Dark, ..Progress::default() };
        progress.note("duel", 7, 40);
        progress.note("agents", 12, 12);
        progress.solved.insert("two-truths".to_owned(), 300);
        progress.solved.insert("underdog".to_owned(), 0);
        assert_eq!(Progress::from_text(&progress.to_text()), Some(progress));
    }

    #[test]
    fn what_cannot_be_read_is_nothing() {
        for text in ["", "!", "AAAA====", "{\"theme\":\"dark\"}", "/////////w"] {
            let _ = Progress::from_text(text);
        }
        assert_eq!(Progress::from_text("not base64!"), None);
    }

    /// What a browser has kept must be read by every later version.
    #[test]
    fn golden_progress_is_read() {
        let mut progress = Progress { theme: Theme::Light, ..Progress::default() };
        progress.note("duel", 7, 40);
        assert_eq!(progress.to_text(), "AQRkdWVsBwABBGR1ZWwHAQ");
    }
}
