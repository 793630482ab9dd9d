//! Reading the repository's own source: its files, and each file's code, comments and literals apart.
#![allow(dead_code, reason = "each test crate uses its own part of this")]

use std::fs;
use std::path::Path;

/// A file of the repository.
pub struct File {
    /// Its path from the repository's root, with `/`.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// The files below these folders, or these files, with one of these endings, in order; what is not there is left
/// out.
pub fn files(places: &[&str], endings: &[&str]) -> Vec<File> {
    let mut files = Vec::new();
    for place in places {
        collect(place, endings, &mut files);
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn collect(place: &str, endings: &[&str], files: &mut Vec<File>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(place);
    if let Ok(entries) = fs::read_dir(&path) {
        for entry in entries {
            let name = entry.expect("readable").file_name();
            collect(&format!("{place}/{}", name.to_string_lossy()), endings, files);
        }
    } else if path.exists() && endings.iter().any(|ending| place.ends_with(ending)) {
        let text = fs::read_to_string(&path).unwrap_or_else(|why| panic!("{place}: {why}"));
        files.push(File { path: place.to_owned(), text });
    }
}

/// What a piece of source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Code, the quotes of literals left out.
    Code,
    /// A comment.
    Comment,
    /// What stands between the quotes of a string.
    Literal,
}

/// A Rust source in pieces, in order: every character but quotes belongs to one.
pub fn pieces(source: &str) -> Vec<(Kind, &str)> {
    let mut pieces = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < source.len() {
        let rest = &source[at..];
        let before = source[..at].chars().next_back();
        if let Some((kind, skip, length)) = special(rest, before) {
            pieces.push((Kind::Code, &source[start..at]));
            let end = at + skip + length;
            pieces.push((kind, &source[at + skip..end]));
            // A literal's closing mark is as long as its opening one, but for the `r`.
            let opening = rest[..skip].trim_start_matches(['r', 'b']).len();
            start = (end + opening).min(source.len());
            at = start;
        } else {
            at += plain(rest);
        }
    }
    pieces.push((Kind::Code, &source[start..]));
    pieces
}

/// A comment or a literal that begins here: its kind, the length of its opening mark, and of what it holds.
fn special(rest: &str, before: Option<char>) -> Option<(Kind, usize, usize)> {
    if rest.starts_with("//") {
        return Some((Kind::Comment, 0, rest.find('\n').unwrap_or(rest.len())));
    }
    if rest.starts_with("/*") {
        let end = rest.find("*/").map_or(rest.len(), |end| end + 2);
        return Some((Kind::Comment, 0, end));
    }
    let marks = rest.strip_prefix('r').map(|raw| raw.len() - raw.trim_start_matches('#').len());
    let is_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if let Some(marks) = marks.filter(|_| !is_word || before == Some('b'))
        && rest[1 + marks..].starts_with('"')
    {
        let close = format!("\"{}", "#".repeat(marks));
        let inner = &rest[2 + marks..];
        return Some((Kind::Literal, 2 + marks, inner.find(&close).unwrap_or(inner.len())));
    }
    let inner = rest.strip_prefix('"')?;
    let mut is_escaped = false;
    let end = inner.find(|c| {
        let ends = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        ends
    });
    Some((Kind::Literal, 1, end.unwrap_or(inner.len())))
}

/// The length of the next character of code, or of a character literal, which may be a quote.
fn plain(rest: &str) -> usize {
    let mut chars = rest.chars();
    let first = chars.next().map_or(1, char::len_utf8);
    if !rest.starts_with('\'') {
        return first;
    }
    match (chars.next(), chars.next()) {
        (Some('\\'), Some(escaped)) => {
            let skipped = 2 + escaped.len_utf8();
            rest[skipped..].find('\'').map_or(rest.len(), |end| skipped + end + 1)
        }
        (Some(only), Some('\'')) => 2 + only.len_utf8(),
        _ => 1,
    }
}

/// The code of a source, line for line, without comments and without what literals hold.
pub fn code(source: &str) -> String {
    blank(source, &[Kind::Code])
}

/// The code and literals of a source, line for line, without comments.
pub fn code_and_literals(source: &str) -> String {
    blank(source, &[Kind::Code, Kind::Literal])
}

fn blank(source: &str, kept: &[Kind]) -> String {
    let keep = |(kind, text): (Kind, &str)| {
        if kept.contains(&kind) {
            if kind == Kind::Literal { format!("\"{text}\"") } else { text.to_owned() }
        } else {
            text.chars().filter(|&c| c == '\n').collect()
        }
    };
    pieces(source).into_iter().map(keep).collect()
}

/// What the literals of a source hold.
pub fn literals(source: &str) -> Vec<&str> {
    let pieces = pieces(source).into_iter();
    pieces.filter(|(kind, _)| *kind == Kind::Literal).map(|(_, text)| text).collect()
}

/// Where a word stands on its own in a line of code: not inside a longer name.
pub fn has_word(line: &str, word: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !(before.is_some_and(is_name) || word.ends_with(is_name) && after.is_some_and(is_name))
    })
}
