//! A lesson's source text, every stretch of which knows where it stands, so that each error can say so.

use crate::text::{Arg, say};
use std::fmt;
use std::ops::Range;

/// What is wrong with a lesson, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonError {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1 in characters.
    pub column: usize,
    /// What is wrong, in words for the author.
    pub message: String,
}

impl fmt::Display for LessonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

impl std::error::Error for LessonError {}

/// A place in a lesson's source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1 in characters.
    pub column: usize,
}

impl Place {
    /// The error that stands here and reads like this entry of the catalogue.
    pub(super) fn error(self, key: &str, args: &[(&str, Arg)]) -> LessonError {
        LessonError { line: self.line, column: self.column, message: say(key, args) }
    }
}

/// A stretch of a lesson's source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed<'a> {
    /// What stands there.
    pub text: &'a str,
    /// Where it begins.
    pub place: Place,
}

impl<'a> Placed<'a> {
    /// A stretch of a lesson's source.
    pub fn within(source: &'a str, range: Range<usize>) -> Self {
        let start = Place { line: 1, column: 1 };
        let whole = Placed { text: source, place: start };
        whole.part(&source[range])
    }

    /// A part of this stretch. The text must be a slice of this one: its address says where it stands.
    fn part(self, part: &'a str) -> Self {
        let before = &self.text[..part.as_ptr().addr() - self.text.as_ptr().addr()];
        let place = match before.rsplit_once('\n') {
            None => Place { column: self.place.column + before.chars().count(), ..self.place },
            Some((lines, line)) => Place {
                line: self.place.line + lines.matches('\n').count() + 1,
                column: 1 + line.chars().count(),
            },
        };
        Placed { text: part, place }
    }

    /// Without white space at both ends.
    pub fn trim(self) -> Self {
        self.part(self.text.trim())
    }

    /// Without a comment, which goes from a `#` between spaces to the end of the line.
    pub fn without_comment(self) -> Self {
        let is_comment = |&(at, _): &(usize, &str)| {
            let is_apart = |c: Option<char>| c.is_none_or(char::is_whitespace);
            is_apart(self.text[..at].chars().next_back()) && is_apart(self.text[at + 1..].chars().next())
        };
        let end = self.text.match_indices('#').find(is_comment);
        self.part(&self.text[..end.map_or(self.text.len(), |(at, _)| at)])
    }

    /// The lines.
    pub fn lines(self) -> impl Iterator<Item = Placed<'a>> {
        self.text.lines().map(move |line| self.part(line))
    }

    /// What stands before and after the separator, trimmed.
    pub fn split_once(self, separator: &str) -> Option<(Self, Self)> {
        let (before, after) = self.text.split_once(separator)?;
        Some((self.part(before).trim(), self.part(after).trim()))
    }

    /// The first word and the rest, trimmed; empty where there is none.
    pub fn word(self) -> (Self, Self) {
        let text = self.trim();
        let end = text.text.find(char::is_whitespace).unwrap_or(text.text.len());
        let (word, rest) = text.text.split_at(end);
        (text.part(word), text.part(rest).trim())
    }

    /// What stands before the last occurrence of a separator and after it, trimmed.
    pub fn rsplit_once(self, separator: &str) -> Option<(Self, Self)> {
        let (before, after) = self.text.rsplit_once(separator)?;
        Some((self.part(before).trim(), self.part(after).trim()))
    }

    /// The rest of the text if it begins with this.
    pub fn strip_prefix(self, prefix: &str) -> Option<Self> {
        self.text.strip_prefix(prefix).map(|rest| self.part(rest).trim())
    }

    /// The rest of the text if it ends with this.
    pub fn strip_suffix(self, suffix: &str) -> Option<Self> {
        self.text.strip_suffix(suffix).map(|rest| self.part(rest).trim())
    }

    /// What stands before the last sign that opens something and is not closed, and after it, trimmed.
    pub fn split_before_open(self, open: char, close: char) -> Option<(Self, Self)> {
        let mut closed = 0_usize;
        for (at, c) in self.text.char_indices().rev() {
            if c == close {
                closed += 1;
            } else if c == open {
                let Some(left) = closed.checked_sub(1) else {
                    let after = at + c.len_utf8();
                    return Some((self.part(&self.text[..at]).trim(), self.part(&self.text[after..]).trim()));
                };
                closed = left;
            }
        }
        None
    }

    /// The pieces between separators, trimmed. A separator within parentheses or brackets separates nothing.
    pub fn split(self, separator: char) -> Vec<Self> {
        let (mut pieces, mut start, mut depth) = (Vec::new(), 0, 0_usize);
        for (at, c) in self.text.char_indices() {
            match c {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth = depth.saturating_sub(1),
                _ if c == separator && depth == 0 => {
                    pieces.push(self.part(&self.text[start..at]).trim());
                    start = at + c.len_utf8();
                }
                _ => {}
            }
        }
        pieces.push(self.part(&self.text[start..]).trim());
        pieces
    }

    /// The whole number that stands here.
    pub fn number(self) -> Result<u32, LessonError> {
        // Far below `u32::MAX`, so that the numbers after it are numbers too.
        const MAX: u32 = 999_999;
        let number = self.text.parse().ok().filter(|number| (1..=MAX).contains(number));
        number.ok_or_else(|| self.error("lesson-number", &[("text", self.text.into()), ("max", MAX.into())]))
    }

    /// The error that stands here.
    pub fn error(self, key: &str, args: &[(&str, Arg)]) -> LessonError {
        self.place.error(key, args)
    }

    /// The error that stands here and quotes what does.
    pub fn complaint(self, key: &str) -> LessonError {
        self.error(key, &[("text", self.text.into())])
    }
}
