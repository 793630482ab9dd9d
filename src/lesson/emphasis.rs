//! What marks of emphasis enclose, by the rules of `CommonMark`: whether a run of marks can begin or end emphasis
//! depends on the characters on both sides of it, and each end belongs to the nearest beginning that fits.

use super::Inline;
use super::inlines::Wrong;

/// A piece of a text that may yet become a part of something else.
pub(super) struct Node {
    pub kind: Kind,
    /// The byte of the text at which it begins.
    pub at: usize,
    /// How deep emphasis and links nest in it.
    height: usize,
    /// The byte of the text at which the innermost of it begins.
    innermost: usize,
}

/// What a piece is.
pub(super) enum Kind {
    Done(Inline),
    Marks(Marks),
    Bracket { is_image: bool },
}

/// A run of `*` or `_`.
#[derive(Clone, Copy)]
pub(super) struct Marks {
    mark: u8,
    /// How many of them are left.
    count: usize,
    /// How many of them there were.
    length: usize,
    begins: bool,
    ends: bool,
}

/// Finished content.
pub(super) struct Content {
    pub inlines: Vec<Inline>,
    height: usize,
    innermost: usize,
}

impl Node {
    /// A piece that contains nothing else.
    pub fn new(kind: Kind, at: usize) -> Self {
        Node { kind, at, height: 0, innermost: at }
    }
}

impl Marks {
    /// A run between these characters.
    pub fn new(mark: u8, count: usize, before: Option<char>, after: Option<char>) -> Self {
        let (before, after) = (Side::of(before), Side::of(after));
        let leads = after == Side::Word || after == Side::Punctuation && before != Side::Word;
        let trails = before == Side::Word || before == Side::Punctuation && after != Side::Word;
        let is_star = mark == b'*';
        Marks {
            mark,
            count,
            length: count,
            begins: leads && (is_star || !trails || before == Side::Punctuation),
            ends: trails && (is_star || !leads || after == Side::Punctuation),
        }
    }

    /// Whether what these begin can end with those.
    fn fit(&self, end: &Marks) -> bool {
        let is_both = self.ends || end.begins;
        let is_odd = (self.length + end.length).is_multiple_of(3) && !self.length.is_multiple_of(3);
        self.begins && self.mark == end.mark && !(is_both && is_odd)
    }

    /// Ends in the same slot fit the same beginnings.
    fn slot(&self) -> usize {
        self.length % 3 + 3 * usize::from(self.begins) + 6 * usize::from(self.mark == b'*')
    }
}

/// What stands beside a run of marks.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Space,
    Punctuation,
    Word,
}

impl Side {
    /// Beyond ASCII, what is neither a letter, a number nor an accent on one of those counts as punctuation. Tables of
    /// what Unicode says about each character would be longer than this reader.
    fn of(c: Option<char>) -> Self {
        match c {
            None => Side::Space,
            Some(c) if c.is_whitespace() => Side::Space,
            Some('\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}') => {
                Side::Word
            }
            Some(c) if c.is_alphanumeric() || c.is_ascii_control() => Side::Word,
            Some(_) => Side::Punctuation,
        }
    }
}

impl Content {
    /// Puts the content into an element, which begins at this byte. An error if that makes it too deep.
    pub fn fill(self, mut element: Inline, at: usize, height_max: usize) -> Result<Node, Wrong> {
        let height = self.height + 1;
        if height > height_max {
            return Err(Wrong { at: self.innermost, key: "lesson-too-deep", text: String::new() });
        }
        if let Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { text: content, .. } =
            &mut element
        {
            *content = self.inlines;
        }
        Ok(Node { kind: Kind::Done(element), at, height, innermost: self.innermost })
    }

    /// What is left stands for itself.
    fn of(nodes: Vec<Node>) -> Self {
        let mut content =
            Content { inlines: Vec::new(), height: 0, innermost: nodes.first().map_or(0, |node| node.at) };
        for node in nodes {
            if node.height > content.height {
                (content.height, content.innermost) = (node.height, node.innermost);
            }
            let inline = match node.kind {
                Kind::Done(inline) => inline,
                Kind::Marks(marks) => Inline::Text(char::from(marks.mark).to_string().repeat(marks.count)),
                Kind::Bracket { is_image } => Inline::Text(if is_image { "![" } else { "[" }.to_owned()),
            };
            match (content.inlines.last_mut(), inline) {
                (Some(Inline::Text(before)), Inline::Text(more)) => before.push_str(&more),
                (_, inline) => content.inlines.push(inline),
            }
        }
        content
    }
}

/// Finds what marks of emphasis enclose.
pub(super) fn resolve(nodes: Vec<Node>, height_max: usize) -> Result<Content, Wrong> {
    let mut open: Vec<Node> = Vec::new();
    // Up to where there is no beginning for the ends of each slot: none is looked for twice.
    let mut bottoms = [0; 12];
    for mut node in nodes {
        if let Kind::Marks(end) = &mut node.kind {
            while end.count > 0 && end.ends {
                let bottom = &mut bottoms[end.slot()];
                let fits = |node: &Node| matches!(&node.kind, Kind::Marks(begin) if begin.fit(end));
                let Some(found) = open[*bottom..].iter().rposition(fits) else {
                    *bottom = open.len();
                    break;
                };
                let found = found + *bottom;
                let content = Content::of(open.split_off(found + 1));
                let Some(Node { kind: Kind::Marks(begin), at, .. }) = open.last_mut() else {
                    break;
                };
                let used = if begin.count >= 2 && end.count >= 2 { 2 } else { 1 };
                begin.count -= used;
                end.count -= used;
                let at = *at + begin.count;
                if begin.count == 0 {
                    open.pop();
                }
                for bottom in &mut bottoms {
                    *bottom = open.len().min(*bottom);
                }
                let element = if used == 2 { Inline::Strong } else { Inline::Emphasis };
                open.push(content.fill(element(Vec::new()), at, height_max)?);
                node.at += used;
            }
            if end.count == 0 {
                continue;
            }
        }
        open.push(node);
    }
    Ok(Content::of(open))
}
