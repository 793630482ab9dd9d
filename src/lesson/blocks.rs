//! The blocks of a lesson's Markdown, line by line. Each line first goes on with the quotations and lists that are
//! open, as far as its marks say so, then it may begin new ones, and what is left of it is text.

use super::cursor::{Cursor, run, trim};
use super::inlines::{self, Prose};
use super::markdown::{DEPTH_MAX, Piece};
use super::source::{Place, Placed};
use super::{Block, Inline, LessonError};

/// What has been read so far, and what is open.
pub(super) struct Blocks<'a> {
    source: &'a str,
    pieces: Vec<Piece<'a>>,
    /// The open quotations and lists, the outermost first.
    frames: Vec<Frame>,
    /// What stands in the innermost of them and may go on.
    leaf: Leaf<'a>,
}

/// An open quotation or list.
enum Frame {
    Quote(Vec<Block>),
    List(List),
}

/// An open list, the last item of which may go on.
struct List {
    marker: Marker,
    /// How far what belongs to the item is indented.
    indent: usize,
    items: Vec<Vec<Block>>,
}

/// What begins an item.
#[derive(Clone, Copy)]
struct Marker {
    /// The character that sets lists apart: `-`, `+`, `*`, `.` or `)`.
    mark: u8,
    number: Option<u64>,
    width: usize,
}

/// An open block that contains no blocks.
enum Leaf<'a> {
    None,
    Paragraph(Prose),
    Fence(Fence<'a>),
}

/// A fenced block.
struct Fence<'a> {
    place: Place,
    indent: usize,
    mark: u8,
    length: usize,
    language: &'a str,
    text: String,
    /// Where its content begins, and the bytes of the source that it takes up.
    content: Option<(Place, usize, usize)>,
}

impl<'a> Blocks<'a> {
    /// Reads the source from this byte on.
    pub fn read(source: &'a str, start: usize) -> Result<Vec<Piece<'a>>, LessonError> {
        let mut blocks = Blocks { source, pieces: Vec::new(), frames: Vec::new(), leaf: Leaf::None };
        let mut at = start;
        let first = 1 + source[..start].matches('\n').count();
        for (number, line) in (first..).zip(source[start..].split_inclusive('\n')) {
            let text = line.strip_suffix('\n').unwrap_or(line);
            let text = text.strip_suffix('\r').unwrap_or(text);
            blocks.line(Cursor::new(text, number, at), at + line.len())?;
            at += line.len();
        }
        blocks.close(0)?;
        Ok(blocks.pieces)
    }

    /// Reads a line, which ends before this byte.
    fn line(&mut self, mut line: Cursor<'a>, end: usize) -> Result<(), LessonError> {
        let matched = self.matched(&mut line);
        match &mut self.leaf {
            Leaf::Fence(fence) if matched == self.frames.len() => {
                if fence.goes_on(line, end) {
                    Ok(())
                } else {
                    self.close(matched)
                }
            }
            _ => self.begin(line, matched),
        }
    }

    /// Goes over the marks of the open quotations and lists. The answer is how many of these go on.
    fn matched(&mut self, line: &mut Cursor<'a>) -> usize {
        let innermost = self.frames.len().wrapping_sub(1);
        for (index, frame) in self.frames.iter_mut().enumerate() {
            match frame {
                Frame::Quote(_) => {
                    let mut ahead = *line;
                    ahead.skip(3);
                    if !ahead.rest().starts_with('>') {
                        return index;
                    }
                    ahead.advance(1);
                    ahead.skip(1);
                    *line = ahead;
                }
                Frame::List(list) => {
                    let is_empty = index == innermost
                        && matches!(self.leaf, Leaf::None)
                        && list.items.last().is_some_and(Vec::is_empty);
                    if line.indent() < list.indent && !line.is_blank() {
                        return index;
                    }
                    if line.is_blank() && is_empty {
                        // An item may begin with one empty line; after a second one nothing belongs to it.
                        list.indent = usize::MAX;
                    }
                    line.skip(list.indent);
                }
            }
        }
        self.frames.len()
    }

    /// Reads the rest of a line that goes on with so many of the open quotations and lists.
    fn begin(&mut self, mut line: Cursor<'a>, mut matched: usize) -> Result<(), LessonError> {
        while !line.is_blank() {
            let (indent, is_text) = (line.indent(), matches!(self.leaf, Leaf::Paragraph(_)));
            let goes_on = is_text && matched == self.frames.len();
            line.skip(usize::MAX);
            if indent > 3 && is_text {
                return self.text(line, matched);
            }
            if indent > 3 {
                self.add(line, matched)?;
                return Err(line.place().error("lesson-markdown", &[]));
            }
            if line.rest().starts_with('>') {
                self.add(line, matched)?;
                line.advance(1);
                line.skip(1);
                self.frames.push(Frame::Quote(Vec::new()));
            } else if goes_on && let Some(error) = self.refuse(line) {
                return Err(error);
            } else if is_rule(line.rest()) {
                return Err(line.place().error("lesson-markdown", &[]));
            } else if let Some(marker) = Marker::of(line.rest(), goes_on) {
                self.item(&mut line, indent, matched, marker)?;
            } else {
                return self.leaf(line, indent, matched);
            }
            matched = self.frames.len();
        }
        self.close(matched)
    }

    /// Begins an item: the next one of a list, or the first one of a new list.
    fn item(
        &mut self,
        line: &mut Cursor<'a>,
        indent: usize,
        matched: usize,
        marker: Marker,
    ) -> Result<(), LessonError> {
        let is_next =
            matches!(self.frames.get(matched), Some(Frame::List(list)) if list.marker.mark == marker.mark);
        if is_next {
            self.close(matched + 1)?;
        } else {
            self.add(*line, matched)?;
            self.frames.push(Frame::List(List { marker, indent: 0, items: Vec::new() }));
        }
        line.advance(marker.width);
        let space = match line.indent() {
            space @ 1..=4 if !line.is_blank() => space,
            _ => 1,
        };
        line.skip(space);
        if let Some(Frame::List(list)) = self.frames.last_mut() {
            list.indent = indent + marker.width + space;
            list.items.push(Vec::new());
        }
        Ok(())
    }

    /// Reads a heading, the beginning of a fenced block, or text.
    fn leaf(&mut self, line: Cursor<'a>, indent: usize, matched: usize) -> Result<(), LessonError> {
        if let Some(level) = heading_level(line.rest()) {
            self.add(line, matched)?;
            return self.heading(line, level);
        }
        let Some(fence) = Fence::begin(line, indent) else {
            return self.text(line, matched);
        };
        self.add(line, matched)?;
        if !self.frames.is_empty() && !fence.is_prose() {
            return Err(line.place().error("lesson-fence-inside", &[]));
        }
        self.leaf = Leaf::Fence(fence);
        Ok(())
    }

    fn heading(&mut self, line: Cursor<'a>, level: usize) -> Result<(), LessonError> {
        if !self.frames.is_empty() {
            return Err(line.place().error("lesson-markdown", &[]));
        }
        if level != 2 {
            return Err(line.place().error("lesson-heading", &[]));
        }
        let mut title = line;
        title.advance(level);
        title.skip(usize::MAX);
        let mut prose = Prose::default();
        prose.add(without_closing_marks(title.rest()), title.place());
        let title = Inline::plain(&inlines::read(&prose, 0)?);
        self.pieces.push(Piece::Heading(Placed { text: "", place: line.place() }, title));
        Ok(())
    }

    /// What is wrong with a line that makes something else of the paragraph before it: a heading that is underlined,
    /// or a table.
    fn refuse(&self, line: Cursor<'a>) -> Option<LessonError> {
        let Leaf::Paragraph(prose) = &self.leaf else {
            return None;
        };
        let rest = trim(line.rest());
        if run(rest, b'=').max(run(rest, b'-')) == rest.len() {
            let key = if self.frames.is_empty() { "lesson-heading" } else { "lesson-markdown" };
            return Some(prose.start().error(key, &[]));
        }
        let is_table =
            rest.contains('|') && rest.contains('-') && rest.bytes().all(|b| b"|-: \t".contains(&b));
        is_table.then(|| line.place().error("lesson-markdown", &[]))
    }

    /// Adds a line to the open paragraph, also where the marks of what it stands in are left out, or begins one.
    fn text(&mut self, line: Cursor<'a>, matched: usize) -> Result<(), LessonError> {
        if let Leaf::Paragraph(prose) = &mut self.leaf {
            prose.add(line.rest(), line.place());
            return Ok(());
        }
        self.add(line, matched)?;
        let mut prose = Prose::default();
        prose.add(line.rest(), line.place());
        self.leaf = Leaf::Paragraph(prose);
        Ok(())
    }

    /// Makes room for a block after what goes on.
    fn add(&mut self, line: Cursor<'a>, matched: usize) -> Result<(), LessonError> {
        self.close(matched)?;
        if self.frames.len() > DEPTH_MAX { Err(line.place().error("lesson-too-deep", &[])) } else { Ok(()) }
    }

    /// Closes the open leaf, and the quotations and lists but for so many of them.
    fn close(&mut self, remaining: usize) -> Result<(), LessonError> {
        match std::mem::replace(&mut self.leaf, Leaf::None) {
            Leaf::None => {}
            Leaf::Paragraph(prose) => {
                if prose.is_definition() {
                    return Err(prose.start().error("lesson-markdown", &[]));
                }
                let content = inlines::read(&prose, self.frames.len())?;
                self.push(Block::Paragraph(content));
            }
            Leaf::Fence(fence) if fence.is_prose() => self.push(Block::Code(fence.text)),
            Leaf::Fence(fence) => {
                let (place, start, end) = fence.content.unwrap_or((fence.place, 0, 0));
                let content = Placed { text: &self.source[start..end], place };
                self.pieces.push(Piece::Fence(content, fence.language.to_owned()));
            }
        }
        while self.frames.len() > remaining {
            match self.frames.pop() {
                Some(Frame::Quote(blocks)) => self.push(Block::Quote(blocks)),
                Some(Frame::List(list)) => self.push(Block::List(list.marker.number, list.items)),
                None => {}
            }
        }
        Ok(())
    }

    fn push(&mut self, block: Block) {
        match self.frames.last_mut() {
            None => self.pieces.push(Piece::Prose(block)),
            Some(Frame::Quote(blocks)) => blocks.push(block),
            Some(Frame::List(list)) => {
                if let Some(item) = list.items.last_mut() {
                    item.push(block);
                }
            }
        }
    }
}

impl Marker {
    /// The marker at the beginning of a line, if there is one. In the middle of a paragraph a number is likely to be
    /// just a number: only `1` begins a list there, and nothing begins an empty one.
    fn of(rest: &str, is_in_paragraph: bool) -> Option<Self> {
        const DIGITS_MAX: usize = 9;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let mark = *rest.as_bytes().get(digits)?;
        let number = match (mark, digits) {
            (b'-' | b'+' | b'*', 0) => None,
            (b'.' | b')', 1..=DIGITS_MAX) => Some(rest[..digits].parse().ok()?),
            _ => return None,
        };
        let after = &rest[digits + 1..];
        let is_marker = after.is_empty() || after.starts_with([' ', '\t']);
        let is_doubtful = trim(after).is_empty() || number.is_some_and(|number| number != 1);
        (is_marker && !(is_in_paragraph && is_doubtful)).then_some(Marker { mark, number, width: digits + 1 })
    }
}

impl<'a> Fence<'a> {
    fn begin(line: Cursor<'a>, indent: usize) -> Option<Self> {
        let rest = line.rest();
        let mark = *rest.as_bytes().first().filter(|mark| b"`~".contains(mark))?;
        let length = run(rest, mark);
        let language = trim(&rest[length..]);
        let is_code = mark == b'`' && language.contains('`');
        (length >= 3 && !is_code).then(|| Fence {
            place: line.place(),
            indent,
            mark,
            length,
            language,
            text: String::new(),
            content: None,
        })
    }

    /// Whether it is to be shown as it stands.
    fn is_prose(&self) -> bool {
        self.language.is_empty() || self.language == "text"
    }

    /// Takes in a line, which ends before this byte, unless it is the last one.
    fn goes_on(&mut self, mut line: Cursor<'a>, end: usize) -> bool {
        let mut ahead = line;
        ahead.skip(3);
        let length = run(ahead.rest(), self.mark);
        if length >= self.length && trim(&ahead.rest()[length..]).is_empty() {
            return false;
        }
        line.skip(self.indent);
        self.text.push_str(line.rest());
        self.text.push('\n');
        let (place, start, _) = self.content.unwrap_or((line.place(), line.offset(), end));
        self.content = Some((place, start, end));
        true
    }
}

/// Whether a line separates what stands before it from what follows: `***`, `- - -`.
fn is_rule(rest: &str) -> bool {
    let mut marks = rest.bytes().filter(|byte| !b" \t".contains(byte));
    let Some(mark @ (b'*' | b'-' | b'_')) = marks.next() else {
        return false;
    };
    let more = marks.clone().count();
    more >= 2 && marks.all(|byte| byte == mark)
}

/// The level of the heading that a line is, if it is one.
fn heading_level(rest: &str) -> Option<usize> {
    let level = run(rest, b'#');
    let after = &rest[level..];
    ((1..=6).contains(&level) && (after.is_empty() || after.starts_with([' ', '\t']))).then_some(level)
}

/// A heading's title without the marks that may close it.
fn without_closing_marks(title: &str) -> &str {
    let title = trim(title);
    let bare = title.trim_end_matches('#');
    if bare.is_empty() || bare.ends_with([' ', '\t']) { trim(bare) } else { title }
}
