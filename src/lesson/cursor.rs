//! A place within a line of Markdown, where a tab is worth as many spaces as lead to the next tab stop.

use super::source::Place;

/// What is left of a line once the marks of quotations and lists before it are read.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    line: &'a str,
    /// The line's number in the source, counted from 1.
    number: usize,
    /// The byte of the source at which the line begins.
    start: usize,
    /// The byte of the line at which the rest begins.
    at: usize,
    /// The column of the rest. It is within a tab where only a part of that tab has been read.
    column: usize,
}

impl<'a> Cursor<'a> {
    /// The beginning of a line, which has this number and begins at this byte of the source.
    pub fn new(line: &'a str, number: usize, start: usize) -> Self {
        Cursor { line, number, start, at: 0, column: 0 }
    }

    /// What is left.
    pub fn rest(&self) -> &'a str {
        &self.line[self.at..]
    }

    /// The byte of the source at which the rest begins.
    pub fn offset(&self) -> usize {
        self.start + self.at
    }

    /// The place in the source at which the rest begins.
    pub fn place(&self) -> Place {
        Place { line: self.number, column: 1 + self.line[..self.at].chars().count() }
    }

    /// Whether nothing but white space is left.
    pub fn is_blank(&self) -> bool {
        trim(self.rest()).is_empty()
    }

    /// How many columns of white space come next.
    pub fn indent(&self) -> usize {
        let mut ahead = *self;
        ahead.skip(usize::MAX);
        ahead.column - self.column
    }

    /// Goes over white space, at most so many columns of it.
    pub fn skip(&mut self, mut columns: usize) {
        while columns > 0 {
            let width = match self.line.as_bytes().get(self.at) {
                Some(b' ') => 1,
                Some(b'\t') => 4 - self.column % 4,
                _ => return,
            };
            if width <= columns {
                self.at += 1;
            }
            self.column += width.min(columns);
            columns = columns.saturating_sub(width);
        }
    }

    /// Goes over a mark that begins the rest. The mark is ASCII.
    pub fn advance(&mut self, bytes: usize) {
        self.at += bytes;
        self.column += bytes;
    }
}

/// Without the white space of Markdown at both ends.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\r'])
}

/// How many of these bytes come first.
pub(super) fn run(text: &str, mark: u8) -> usize {
    text.bytes().take_while(|&byte| byte == mark).count()
}
