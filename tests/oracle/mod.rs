//! A lesson's Markdown as pulldown-cmark reads it, with what lessons refuse refused at the same places.

use paxoscope::lesson::{Block, Inline, LessonError};
use paxoscope::text::say;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, OffsetIter, Options, Parser, Tag};
use std::ops::Range;

/// What a lesson's body consists of, in order.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// A heading.
    Heading(String),
    /// A fenced block in a language.
    Fence(String),
    /// Prose.
    Prose(Block),
}

const DEPTH_MAX: usize = 8;

/// Reads the source from this byte on.
pub fn oracle(source: &str, start: usize) -> Result<Vec<Piece>, LessonError> {
    let events = Parser::new_ext(&source[start..], Options::empty()).into_offset_iter();
    let mut reader = Reader { source, start, events, later: None };
    let mut pieces = Vec::new();
    while let Some((event, range)) = reader.next() {
        pieces.push(match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let is_underlined = source[range.clone()].trim_end().contains('\n');
                if level != HeadingLevel::H2 || is_underlined {
                    return Err(reader.error(&range, "lesson-heading"));
                }
                let title = Inline::plain(&reader.inlines(0)?).trim().to_owned();
                if title.is_empty() {
                    let error = reader.error(&range, "lesson-no-title");
                    reader.later.get_or_insert(error);
                }
                Piece::Heading(title)
            }
            Event::Start(Tag::CodeBlock(kind)) => reader.code(&kind, &range, false)?,
            Event::Start(tag) => Piece::Prose(reader.block(&tag, &range, 0)?),
            _ => return Err(reader.error(&range, "lesson-markdown")),
        });
    }
    reader.later.map_or(Ok(pieces), Err)
}

struct Reader<'a> {
    source: &'a str,
    start: usize,
    events: OffsetIter<'a>,
    /// What is found wrong once the whole text is read.
    later: Option<LessonError>,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let (event, range) = self.events.next()?;
        Some((event, range.start + self.start..range.end + self.start))
    }

    fn error(&self, range: &Range<usize>, key: &str) -> LessonError {
        self.complaint(range, key, "")
    }

    fn complaint(&self, range: &Range<usize>, key: &str, text: &str) -> LessonError {
        let lines: Vec<&str> = self.source[..range.start].split('\n').collect();
        let column = lines.last().map_or(0, |line| line.chars().count()) + 1;
        LessonError { line: lines.len(), column, message: say(key, &[("text", text.into())]) }
    }

    /// The rest of a code block.
    fn code(
        &mut self,
        kind: &CodeBlockKind<'_>,
        range: &Range<usize>,
        is_inside: bool,
    ) -> Result<Piece, LessonError> {
        let CodeBlockKind::Fenced(info) = kind else {
            let text = &self.source[range.start..];
            let start = range.start + text.len() - text.trim_start().len();
            return Err(self.error(&(start..range.end), "lesson-markdown"));
        };
        let (mut text, mut content) = (String::new(), None);
        while let Some((Event::Text(line), range)) = self.next() {
            text.push_str(&line);
            content.get_or_insert(range);
        }
        match info.trim() {
            "" | "text" => Ok(Piece::Prose(Block::Code(text))),
            language @ ("run" | "ask" | "figure" | "notes") => Ok(Piece::Fence(language.to_owned())),
            _ if is_inside => Err(self.error(range, "lesson-fence-inside")),
            language => {
                let place = content.as_ref().unwrap_or(range);
                let error = self.complaint(place, "lesson-unknown-fence", language);
                self.later.get_or_insert(error);
                Ok(Piece::Fence(language.to_owned()))
            }
        }
    }

    fn block(&mut self, tag: &Tag<'_>, range: &Range<usize>, depth: usize) -> Result<Block, LessonError> {
        if depth > DEPTH_MAX {
            return Err(self.error(range, "lesson-too-deep"));
        }
        match tag {
            Tag::Paragraph => Ok(Block::Paragraph(self.inlines(depth)?)),
            Tag::BlockQuote(_) => Ok(Block::Quote(self.blocks(depth + 1)?)),
            Tag::List(first) => {
                let mut items = Vec::new();
                while let Some((Event::Start(_), _)) = self.next() {
                    items.push(self.blocks(depth + 1)?);
                }
                Ok(Block::List(*first, items))
            }
            Tag::CodeBlock(kind) => match self.code(kind, range, true)? {
                Piece::Prose(block) => Ok(block),
                _ => Err(self.error(range, "lesson-fence-inside")),
            },
            Tag::HtmlBlock => Err(self.error(range, "lesson-html")),
            _ => Err(self.error(range, "lesson-markdown")),
        }
    }

    fn blocks(&mut self, depth: usize) -> Result<Vec<Block>, LessonError> {
        let (mut blocks, mut loose) = (Vec::new(), Vec::new());
        while let Some((event, range)) = self.next() {
            match event {
                Event::End(_) => break,
                Event::Start(
                    tag @ (Tag::Paragraph
                    | Tag::BlockQuote(_)
                    | Tag::List(_)
                    | Tag::CodeBlock(_)
                    | Tag::HtmlBlock),
                ) => {
                    close(&mut loose, &mut blocks);
                    blocks.push(self.block(&tag, &range, depth)?);
                }
                event => self.inline(event, &range, depth, &mut loose)?,
            }
        }
        close(&mut loose, &mut blocks);
        Ok(blocks)
    }

    fn inlines(&mut self, depth: usize) -> Result<Vec<Inline>, LessonError> {
        let mut content = Vec::new();
        while let Some((event, range)) = self.next() {
            if let Event::End(_) = event {
                break;
            }
            self.inline(event, &range, depth, &mut content)?;
        }
        Ok(content)
    }

    fn inline(
        &mut self,
        event: Event<'_>,
        range: &Range<usize>,
        depth: usize,
        content: &mut Vec<Inline>,
    ) -> Result<(), LessonError> {
        if depth > DEPTH_MAX {
            return Err(self.error(range, "lesson-too-deep"));
        }
        let inline = match event {
            Event::Text(text) => Inline::Text(text.into_string()),
            Event::SoftBreak | Event::HardBreak => Inline::Text(" ".to_owned()),
            Event::Code(text) => Inline::Code(text.into_string()),
            Event::Start(Tag::Emphasis) => Inline::Emphasis(self.inlines(depth + 1)?),
            Event::Start(Tag::Strong) => Inline::Strong(self.inlines(depth + 1)?),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let to = dest_url.into_string();
                if !["https://", "http://", "#"].iter().any(|&start| to.starts_with(start)) {
                    return Err(self.complaint(range, "lesson-link", &to));
                }
                Inline::Link { to, text: self.inlines(depth + 1)? }
            }
            Event::Html(_) | Event::InlineHtml(_) => return Err(self.error(range, "lesson-html")),
            _ => return Err(self.error(range, "lesson-markdown")),
        };
        match (content.last_mut(), &inline) {
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
