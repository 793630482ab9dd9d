//! Markdown, as far as lessons use it, into plain data. Raw HTML, images and unsafe links are refused, so nothing
//! that a lesson supplies can reach the page as anything but text.

use super::source::Placed;
use super::{Block, Inline, LessonError};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, OffsetIter, Options, Parser, Tag};
use std::ops::Range;

/// What a lesson's body consists of, in order.
pub(super) enum Piece<'a> {
    /// A heading: a part begins.
    Heading(Placed<'a>, String),
    /// A fenced block in a language: `run` or `ask`.
    Fence(Placed<'a>, String),
    /// Prose.
    Prose(Block),
}

/// How deep lists and quotations may nest: more is a mistake, and would exhaust the stack.
const DEPTH_MAX: usize = 8;

/// Reads the source from this byte on.
pub(super) fn parse(source: &str, start: usize) -> Result<Vec<Piece<'_>>, LessonError> {
    let mut reader = Reader::new(source, start);
    let mut pieces = Vec::new();
    while let Some((event, range)) = reader.next() {
        let place = Placed::within(source, range);
        pieces.push(match event {
            Event::Start(Tag::Heading { level, .. }) => {
                if level != HeadingLevel::H2 {
                    return Err(place.error("lesson-heading", &[]));
                }
                Piece::Heading(place, Inline::plain(&reader.inlines(0)?))
            }
            Event::Start(Tag::CodeBlock(kind)) => reader.fence(place, &kind),
            Event::Start(tag) => Piece::Prose(reader.block(&tag, place, 0)?),
            _ => return Err(place.error("lesson-markdown", &[])),
        });
    }
    Ok(pieces)
}

/// Reads text that must be a single paragraph.
pub(super) fn paragraph(text: Placed<'_>) -> Result<Vec<Inline>, LessonError> {
    let mut reader = Reader::new(text.text, 0);
    let content = match reader.next() {
        Some((Event::Start(Tag::Paragraph), _)) => reader.inlines(0).ok(),
        _ => None,
    };
    let is_all = reader.next().is_none();
    content.filter(|_| is_all).ok_or_else(|| text.complaint("lesson-paragraph"))
}

struct Reader<'a> {
    source: &'a str,
    start: usize,
    events: OffsetIter<'a>,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str, start: usize) -> Self {
        Reader {
            source,
            start,
            events: Parser::new_ext(&source[start..], Options::empty()).into_offset_iter(),
        }
    }

    fn next(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let (event, range) = self.events.next()?;
        Some((event, range.start + self.start..range.end + self.start))
    }

    /// The rest of a code block, as it stands in the source.
    fn fence(&mut self, place: Placed<'a>, kind: &CodeBlockKind<'_>) -> Piece<'a> {
        let language = match kind {
            CodeBlockKind::Fenced(info) => info.trim().to_owned(),
            CodeBlockKind::Indented => String::new(),
        };
        let (mut text, mut content) = (String::new(), None::<Range<usize>>);
        while let Some((event, range)) = self.next() {
            match event {
                Event::Text(line) => {
                    text.push_str(&line);
                    let start = content.map_or(range.start, |content| content.start);
                    content = Some(start..range.end);
                }
                _ => break,
            }
        }
        if language.is_empty() || language == "text" {
            return Piece::Prose(Block::Code(text));
        }
        match content {
            Some(range) => Piece::Fence(Placed::within(self.source, range), language),
            None => Piece::Fence(Placed { text: "", ..place }, language),
        }
    }

    /// The rest of a block that has just begun.
    fn block(&mut self, tag: &Tag<'_>, place: Placed<'_>, depth: usize) -> Result<Block, LessonError> {
        if depth > DEPTH_MAX {
            return Err(place.error("lesson-too-deep", &[]));
        }
        match tag {
            Tag::Paragraph => Ok(Block::Paragraph(self.inlines(depth)?)),
            Tag::BlockQuote(_) => Ok(Block::Quote(self.blocks(depth + 1)?)),
            Tag::List(first) => {
                let mut items = Vec::new();
                // Only items stand in a list, so what does not begin one ends it.
                while let Some((Event::Start(_), _)) = self.next() {
                    items.push(self.blocks(depth + 1)?);
                }
                Ok(Block::List(*first, items))
            }
            Tag::CodeBlock(kind) => match self.fence(Placed { text: "", ..place }, kind) {
                Piece::Prose(block) => Ok(block),
                _ => Err(place.error("lesson-fence-inside", &[])),
            },
            Tag::HtmlBlock => Err(place.error("lesson-html", &[])),
            _ => Err(place.error("lesson-markdown", &[])),
        }
    }

    /// The blocks up to the end of what contains them. The text of a tight list's item stands there without a
    /// paragraph around it; it gets one.
    fn blocks(&mut self, depth: usize) -> Result<Vec<Block>, LessonError> {
        let mut blocks = Vec::new();
        let mut loose = Vec::new();
        while let Some((event, range)) = self.next() {
            let place = Placed::within(self.source, range);
            match event {
                Event::End(_) => break,
                Event::Start(
                    tag @ (Tag::Paragraph | Tag::BlockQuote(_) | Tag::List(_) | Tag::CodeBlock(_)),
                ) => {
                    close(&mut loose, &mut blocks);
                    blocks.push(self.block(&tag, place, depth)?);
                }
                event => self.inline(event, place, depth, &mut loose)?,
            }
        }
        close(&mut loose, &mut blocks);
        Ok(blocks)
    }

    /// The inline content up to the end of what contains it.
    fn inlines(&mut self, depth: usize) -> Result<Vec<Inline>, LessonError> {
        let mut content = Vec::new();
        while let Some((event, range)) = self.next() {
            if let Event::End(_) = event {
                break;
            }
            self.inline(event, Placed::within(self.source, range), depth, &mut content)?;
        }
        Ok(content)
    }

    fn inline(
        &mut self,
        event: Event<'_>,
        place: Placed<'_>,
        depth: usize,
        content: &mut Vec<Inline>,
    ) -> Result<(), LessonError> {
        if depth > DEPTH_MAX {
            return Err(place.error("lesson-too-deep", &[]));
        }
        let inline = match event {
            Event::Text(text) => Inline::Text(text.into_string()),
            Event::SoftBreak | Event::HardBreak => Inline::Text(" ".to_owned()),
            Event::Code(text) => Inline::Code(text.into_string()),
            Event::Start(Tag::Emphasis) => Inline::Emphasis(self.inlines(depth + 1)?),
            Event::Start(Tag::Strong) => Inline::Strong(self.inlines(depth + 1)?),
            Event::Start(Tag::Link { dest_url, .. }) => {
                Inline::Link { to: safe(&dest_url, place)?, text: self.inlines(depth + 1)? }
            }
            Event::Html(_) | Event::InlineHtml(_) => return Err(place.error("lesson-html", &[])),
            _ => return Err(place.error("lesson-markdown", &[])),
        };
        match (content.last_mut(), &inline) {
            // The Markdown reader may break text anywhere.
            (Some(Inline::Text(before)), Inline::Text(more)) => before.push_str(more),
            _ => content.push(inline),
        }
        Ok(())
    }
}

fn close(loose: &mut Vec<Inline>, blocks: &mut Vec<Block>) {
    if !loose.is_empty() {
        blocks.push(Block::Paragraph(std::mem::take(loose)));
    }
}

/// A link's target, if it can do no harm: another page, or a place in this one.
fn safe(target: &str, place: Placed<'_>) -> Result<String, LessonError> {
    let is_safe = ["https://", "http://", "#"].iter().any(|&start| target.starts_with(start));
    if is_safe { Ok(target.to_owned()) } else { Err(place.error("lesson-link", &[("text", target.into())])) }
}
