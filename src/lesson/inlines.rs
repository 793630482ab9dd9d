//! The inline content of a lesson's Markdown. Code, links and escapes are read from left to right and take precedence;
//! what stands between marks of emphasis is found afterwards, within a link's text and then in the rest.

use super::cursor::run;
use super::emphasis::{Content, Kind, Marks, Node, resolve};
use super::markdown::DEPTH_MAX;
use super::source::Place;
use super::{Inline, LessonError};

/// The text of a paragraph or heading.
#[derive(Default)]
pub(super) struct Prose {
    /// Its lines, without the white space before them.
    text: String,
    /// Where each line begins: in the text and in the source.
    lines: Vec<(usize, Place)>,
}

impl Prose {
    /// Adds a line that stands at this place.
    pub fn add(&mut self, line: &str, place: Place) {
        if !self.lines.is_empty() {
            self.text.push('\n');
        }
        self.lines.push((self.text.len(), place));
        self.text.push_str(line);
    }

    /// Where it begins.
    pub fn start(&self) -> Place {
        self.place(0)
    }

    /// Whether it would define where references lead, `[label]: target`.
    pub fn is_definition(&self) -> bool {
        let label = self.text.strip_prefix('[').and_then(|text| text.split_once(']'));
        label.is_some_and(|(label, rest)| !label.trim().is_empty() && rest.starts_with(':'))
    }

    /// Where this byte of the text stands.
    fn place(&self, at: usize) -> Place {
        let line = self.lines.iter().rev().find(|(start, _)| *start <= at);
        let &(start, place) = line.unwrap_or(&(at, Place { line: 1, column: 1 }));
        Place { column: place.column + self.text[start..at].chars().count(), ..place }
    }
}

/// Reads the content of what stands in so many lists and quotations.
pub(super) fn read(prose: &Prose, depth: usize) -> Result<Vec<Inline>, LessonError> {
    let reader = Reader {
        text: prose.text.trim_end_matches([' ', '\t', '\r']),
        at: 0,
        height_max: DEPTH_MAX.saturating_sub(depth),
        nodes: Vec::new(),
        brackets: Vec::new(),
        dead: 0,
    };
    let content = reader.read();
    let content =
        content.map_err(|wrong| prose.place(wrong.at).error(wrong.key, &[("text", wrong.text.into())]))?;
    Ok(content.inlines)
}

/// What is wrong, and at which byte of the text.
pub(super) struct Wrong {
    pub at: usize,
    pub key: &'static str,
    /// What the message quotes, if it does.
    pub text: String,
}

/// What has been read of a text, and what is open.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    height_max: usize,
    nodes: Vec<Node>,
    /// Which nodes are the brackets that may begin a link, the outermost first.
    brackets: Vec<usize>,
    /// How many nodes stand before the end of the last link: a bracket among them begins none, as links do not nest.
    dead: usize,
}

impl Reader<'_> {
    fn read(mut self) -> Result<Content, Wrong> {
        while let Some(&byte) = self.text.as_bytes().get(self.at) {
            match byte {
                b'\\' => self.escape(),
                b'\n' => self.line_end(),
                b'`' => self.code(),
                b'*' | b'_' => self.marks(byte),
                b'[' => self.bracket(1),
                b'!' if self.rest().starts_with("![") => self.bracket(2),
                b']' => self.close_bracket()?,
                b'<' => self.angle()?,
                b'&' if is_entity(self.rest()) => return Err(self.wrong("lesson-html")),
                _ => {
                    let special =
                        |c| matches!(c, '\\' | '\n' | '`' | '*' | '_' | '[' | '!' | ']' | '<' | '&');
                    let next = self.rest().chars().next().map_or(1, char::len_utf8);
                    let end = self.rest()[next..].find(special).map_or(self.rest().len(), |end| next + end);
                    self.literal(end);
                }
            }
        }
        resolve(self.nodes, self.height_max)
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn wrong(&self, key: &'static str) -> Wrong {
        Wrong { at: self.at, key, text: String::new() }
    }

    /// So many bytes stand for themselves.
    fn literal(&mut self, bytes: usize) {
        let text = &self.text[self.at..self.at + bytes];
        match self.nodes.last_mut().map(|node| &mut node.kind) {
            Some(Kind::Done(Inline::Text(before))) => before.push_str(text),
            _ => self.nodes.push(Node::new(Kind::Done(Inline::Text(text.to_owned())), self.at)),
        }
        self.at += bytes;
    }

    /// What follows a backslash stands for itself if it could be a mark. At the end of a line it breaks the line,
    /// which is a space like any other end of a line.
    fn escape(&mut self) {
        match self.text.as_bytes().get(self.at + 1) {
            Some(b'\n') => self.space(2),
            Some(byte) if byte.is_ascii_punctuation() => {
                self.at += 1;
                self.literal(1);
            }
            _ => self.literal(1),
        }
    }

    fn line_end(&mut self) {
        if let Some(Kind::Done(Inline::Text(before))) = self.nodes.last_mut().map(|node| &mut node.kind) {
            before.truncate(before.trim_end_matches([' ', '\t']).len());
        }
        self.space(1);
    }

    /// So many bytes stand for a space.
    fn space(&mut self, bytes: usize) {
        match self.nodes.last_mut().map(|node| &mut node.kind) {
            Some(Kind::Done(Inline::Text(before))) => before.push(' '),
            _ => self.nodes.push(Node::new(Kind::Done(Inline::Text(" ".to_owned())), self.at)),
        }
        self.at += bytes;
    }

    /// Reads `code` up to as many marks as begin it. Without these the marks stand for themselves.
    fn code(&mut self) {
        let length = run(self.rest(), b'`');
        let content = &self.text[self.at + length..];
        let mut end = 0;
        while let Some(start) = content[end..].find('`') {
            let found = run(&content[end + start..], b'`');
            if found == length {
                let code = content[..end + start].replace('\n', " ");
                let inner = code.strip_prefix(' ').and_then(|code| code.strip_suffix(' '));
                let inner = inner.filter(|_| !code.trim_matches(' ').is_empty()).unwrap_or(&code).to_owned();
                self.nodes.push(Node::new(Kind::Done(Inline::Code(inner)), self.at));
                self.at += length + end + start + length;
                return;
            }
            end += start + found;
        }
        self.literal(length);
    }

    fn marks(&mut self, mark: u8) {
        let count = run(self.rest(), mark);
        let before = self.text[..self.at].chars().next_back();
        let after = self.rest()[count..].chars().next();
        self.nodes.push(Node::new(Kind::Marks(Marks::new(mark, count, before, after)), self.at));
        self.at += count;
    }

    /// A bracket of so many bytes: `[`, or `![`.
    fn bracket(&mut self, bytes: usize) {
        self.brackets.push(self.nodes.len());
        self.nodes.push(Node::new(Kind::Bracket { is_image: bytes == 2 }, self.at));
        self.at += bytes;
    }

    /// Reads what follows a link's text. Where it does not lead anywhere, the brackets stand for themselves.
    fn close_bracket(&mut self) -> Result<(), Wrong> {
        let Some((index, node)) = self.brackets.pop().and_then(|index| Some((index, self.nodes.get(index)?)))
        else {
            self.literal(1);
            return Ok(());
        };
        let (at, is_image) = (node.at, matches!(node.kind, Kind::Bracket { is_image: true }));
        let rest = &self.rest()[1..];
        let target = Target::read(rest).filter(|_| is_image || index >= self.dead);
        let Some(target) = target else {
            self.literal(1);
            return Ok(());
        };
        let end = self.at + 1 + target.length;
        self.at = at;
        if is_image || target.is_more {
            return Err(self.wrong("lesson-markdown"));
        }
        let to = safe(target.to, at)?;
        let content = resolve(self.nodes.split_off(index + 1), self.height_max)?;
        self.nodes.pop();
        self.nodes.push(content.fill(Inline::Link { to, text: Vec::new() }, at, self.height_max)?);
        self.dead = self.nodes.len();
        self.at = end;
        Ok(())
    }

    /// Reads `<https://…>`. HTML is refused, and anything else, as in `<3` or `<n,v>`, stands for itself.
    fn angle(&mut self) -> Result<(), Wrong> {
        let rest = self.rest();
        let end = rest[1..].find(['<', '>']).map(|end| end + 1).filter(|&end| rest.as_bytes()[end] == b'>');
        let inner = &rest[1..end.unwrap_or(1)];
        if rest.starts_with("<!--") || is_tag(inner) {
            return Err(self.wrong("lesson-html"));
        }
        if !is_address(inner) {
            self.literal(1);
            return Ok(());
        }
        let (at, length) = (self.at, inner.len() + 2);
        let text = Node::new(Kind::Done(Inline::Text(inner.to_owned())), at);
        let to = safe(inner.to_owned(), at)?;
        let content = resolve(vec![text], self.height_max)?;
        self.nodes.push(content.fill(Inline::Link { to, text: Vec::new() }, at, self.height_max)?);
        self.at += length;
        Ok(())
    }
}

/// What follows a link's text.
struct Target {
    to: String,
    /// How many bytes it takes up.
    length: usize,
    /// Whether it is written with a title or in angle brackets, which lessons do not have.
    is_more: bool,
}

impl Target {
    /// Reads `(target)`.
    fn read(text: &str) -> Option<Self> {
        const SPACE: [char; 3] = [' ', '\t', '\n'];
        let start = text.strip_prefix('(')?.trim_start_matches(SPACE);
        let bracketed = start.strip_prefix('<');
        let (to, length) = match bracketed {
            Some(inner) => (
                String::new(),
                inner.find(['<', '>', '\n']).filter(|&end| inner[end..].starts_with('>'))? + 2,
            ),
            None => bare_target(start)?,
        };
        let rest = start[length..].trim_start_matches(SPACE);
        let has_title = rest.starts_with(['"', '\'']);
        let target =
            Target { to, length: text.len() - rest.len() + 1, is_more: bracketed.is_some() || has_title };
        (has_title || rest.starts_with(')')).then_some(target)
    }
}

/// Reads a link's target up to white space or the parenthesis that closes the link. The answer is the target without
/// escapes, and how many bytes it takes up.
fn bare_target(text: &str) -> Option<(String, usize)> {
    const DEPTH_MAX: usize = 32;
    let (mut to, mut depth, mut is_escaped) = (String::new(), 0, false);
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        match c {
            _ if is_escaped => {}
            '\\' if next.is_some_and(|next| next.is_ascii_punctuation()) => {
                is_escaped = true;
                continue;
            }
            '(' if depth == DEPTH_MAX => return None,
            '(' => depth += 1,
            ')' if depth == 0 => return Some((to, at)),
            ')' => depth -= 1,
            _ if c == ' ' || c.is_ascii_control() => return (depth == 0).then_some((to, at)),
            _ => {}
        }
        is_escaped = false;
        to.push(c);
    }
    None
}

/// A link's target, if it can do no harm: another page, or a place in this one.
fn safe(target: String, at: usize) -> Result<String, Wrong> {
    let is_safe = ["https://", "http://", "#"].iter().any(|&start| target.starts_with(start));
    if is_safe { Ok(target) } else { Err(Wrong { at, key: "lesson-link", text: target }) }
}

/// Whether what stands between `<` and `>` makes that a tag of HTML, or something else that HTML puts there.
fn is_tag(inner: &str) -> bool {
    let name = inner.strip_prefix('/').unwrap_or(inner);
    let after = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
    inner.starts_with(['!', '?'])
        || is_name && (after.is_empty() || after.starts_with([' ', '\t', '\n', '/']))
}

/// Whether this is the address of a page or the like: a scheme, a colon, and no white space.
fn is_address(inner: &str) -> bool {
    let scheme = inner.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme_char = |c: char| c.is_ascii_alphanumeric() || "+.-".contains(c);
    (2..=32).contains(&scheme.len())
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(is_scheme_char)
        && !inner.contains(|c: char| c == ' ' || c.is_ascii_control())
}

/// Whether this begins with a character in HTML's spelling: `&amp;`, `&#38;`.
fn is_entity(text: &str) -> bool {
    const LENGTH_MAX: usize = 32;
    let Some(length) = text.bytes().take(LENGTH_MAX).position(|byte| byte == b';') else {
        return false;
    };
    let name = &text[1..length];
    let name = name.strip_prefix('#').unwrap_or(name);
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
