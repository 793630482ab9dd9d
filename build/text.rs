//! From Fluent files to the text that `src/text/catalogue.rs` includes; `src/text/marks.rs` says how it is written.
//!
//! Part of the build script, and of `tests/catalogue.rs`, which tests what it refuses.

#[path = "../src/text/marks.rs"]
mod marks;

use fluent_syntax::ast::{self, Entry, Expression, InlineExpression, PatternElement, VariantKey};
use fluent_syntax::parser::{self, ParserError};
use fluent_syntax::unicode::unescape_unicode_to_string;
use marks::{ARG, CHOICE, DEFAULT, END, ENTRY, OPTION, TEXT};
use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

/// One Fluent file of a language.
pub struct File {
    /// Its path as problems show it.
    pub name: String,
    /// What it holds.
    pub source: String,
}

/// What is wrong at a place of a file.
#[derive(Debug)]
pub struct Problem {
    file: String,
    line: usize,
    sentence: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.sentence)
    }
}

/// A message: where it stands, its text, and the variants that decks have of it.
struct Message {
    place: String,
    pattern: Vec<Part>,
    variants: BTreeMap<String, Vec<Part>>,
}

/// A part of a sentence.
enum Part {
    Text(String),
    Arg(String),
    Choice { arg: String, options: Vec<(Key, Vec<Part>)>, default: usize },
}

/// What an option of a choice fits.
#[derive(PartialEq)]
enum Key {
    Word(String),
    Number(u32),
}

/// The messages of a language, by key.
type Messages = BTreeMap<String, Message>;

/// The sentences of a language; or all that is wrong with its files.
pub fn compile(files: &[File]) -> Result<String, Vec<Problem>> {
    let mut messages = Messages::new();
    let mut problems = Vec::new();
    for file in files {
        Reader { file, messages: &mut messages, problems: &mut problems }.read();
    }
    if problems.is_empty() { Ok(written(&messages)) } else { Err(problems) }
}

/// Reads a file. A piece that can't be used leaves a problem behind, and reading goes on.
struct Reader<'a, 'b> {
    file: &'a File,
    messages: &'b mut Messages,
    problems: &'b mut Vec<Problem>,
}

impl<'a> Reader<'a, '_> {
    fn read(&mut self) {
        let (resource, errors) = match parser::parse_runtime(self.file.source.as_str()) {
            Ok(resource) => (resource, Vec::new()),
            Err(failed) => failed,
        };
        for error in errors {
            self.syntax_error(&error);
        }
        for entry in resource.body {
            match entry {
                Entry::Message(message) => self.message(message),
                Entry::Term(ast::Term { id, .. }) => {
                    self.problem(
                        id.name,
                        &format!("-{} is a term; the catalogue has only messages", id.name),
                    );
                }
                // The parser's errors speak of junk.
                Entry::Junk { .. }
                | Entry::Comment(_)
                | Entry::GroupComment(_)
                | Entry::ResourceComment(_) => (),
            }
        }
    }

    fn syntax_error(&mut self, error: &ParserError) {
        let start = error.slice.as_ref().map_or(error.pos.start, |slice| slice.start);
        let entry = self.file.source.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        // The parser names the line end that it expects by a line end; a problem is one line.
        let error_text = error.to_string().replace('\r', "\\r").replace('\n', "\\n");
        let sentence = format!("not Fluent, in what begins as \"{}\": {error_text}", entry.trim());
        self.problem_at(error.pos.start, sentence);
    }

    fn message(&mut self, message: ast::Message<&'a str>) {
        let key = message.id.name;
        let place = format!("{}:{}", self.file.name, self.line(self.offset(key)));
        if let Some(first) = self.messages.get(key) {
            let sentence = format!("\"{key}\" stands already at {}", first.place);
            self.problem(key, &sentence);
        }
        let Some(value) = message.value else {
            self.problem(key, &format!("\"{key}\" has variants, but no text of its own"));
            return;
        };
        let pattern = self.pattern(value);
        let mut variants = BTreeMap::new();
        for ast::Attribute { id, value } in message.attributes {
            let variant = self.pattern(value);
            if variants.insert(id.name.to_owned(), variant).is_some() {
                self.problem(id.name, &format!("\"{key}\" has the variant \".{}\" twice", id.name));
            }
        }
        self.messages.insert(key.to_owned(), Message { place, pattern, variants });
    }

    fn pattern(&mut self, pattern: ast::Pattern<&'a str>) -> Vec<Part> {
        let mut parts = Vec::new();
        for element in pattern.elements {
            match element {
                PatternElement::TextElement { value } => push_text(&mut parts, value),
                PatternElement::Placeable { expression } => self.expression(&mut parts, expression),
            }
        }
        parts
    }

    fn expression(&mut self, parts: &mut Vec<Part>, expression: Expression<&'a str>) {
        match expression {
            Expression::Inline(InlineExpression::StringLiteral { value }) => {
                let text = unescape_unicode_to_string(value);
                if text.contains(char::REPLACEMENT_CHARACTER) {
                    self.problem(value, &format!("\"{value}\" has an escape that stands for no character"));
                }
                push_text(parts, &text);
            }
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                parts.push(Part::Arg(id.name.to_owned()));
            }
            Expression::Inline(InlineExpression::Placeable { expression }) => {
                self.expression(parts, *expression);
            }
            Expression::Inline(other) => self.unsupported(&other),
            Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
                let choice = self.choice(id.name, variants);
                parts.push(choice);
            }
            Expression::Select { selector, .. } => self.unsupported(&selector),
        }
    }

    fn choice(&mut self, arg: &'a str, variants: Vec<ast::Variant<&'a str>>) -> Part {
        // The parser sees to it that there is exactly one.
        let default = variants.iter().position(|variant| variant.default).unwrap_or_default();
        let mut options: Vec<(Key, Vec<Part>)> = Vec::new();
        for ast::Variant { key, value, .. } in variants {
            let (shown, key) = match key {
                VariantKey::Identifier { name } => (name, Some(Key::Word(name.to_owned()))),
                VariantKey::NumberLiteral { value } => (value, value.parse().ok().map(Key::Number)),
            };
            let pattern = self.pattern(value);
            match key {
                None => {
                    self.problem(shown, &format!("[{shown}] is not a whole number that an argument can be"));
                }
                Some(key) if options.iter().any(|(other, _)| *other == key) => {
                    self.problem(shown, &format!("[{shown}] stands twice in the choice by ${arg}"));
                }
                Some(key) => options.push((key, pattern)),
            }
        }
        Part::Choice { arg: arg.to_owned(), options, default }
    }

    fn unsupported(&mut self, expression: &InlineExpression<&'a str>) {
        let (at, what) = match expression {
            InlineExpression::FunctionReference { id, .. } => {
                (id.name, format!("{}() is a function", id.name))
            }
            InlineExpression::MessageReference { id, .. } => {
                (id.name, format!("{} is another message", id.name))
            }
            InlineExpression::TermReference { id, .. } => (id.name, format!("-{} is a term", id.name)),
            InlineExpression::NumberLiteral { value } | InlineExpression::StringLiteral { value } => {
                (*value, format!("{value} is always the same"))
            }
            InlineExpression::VariableReference { .. } | InlineExpression::Placeable { .. } => {
                unreachable!("variables are supported, and the parser refuses to choose by a placeable")
            }
        };
        self.problem(at, &format!("{what}; the catalogue has text, $variables, and choices by a $variable"));
    }

    /// Something is wrong where this piece of the file stands.
    fn problem(&mut self, piece: &'a str, sentence: &str) {
        self.problem_at(self.offset(piece), sentence.to_owned());
    }

    fn problem_at(&mut self, offset: usize, sentence: String) {
        self.problems.push(Problem { file: self.file.name.clone(), line: self.line(offset), sentence });
    }

    /// Where a piece of the file stands: the parser hands out slices of the source, but no positions.
    fn offset(&self, piece: &'a str) -> usize {
        piece.as_ptr().addr() - self.file.source.as_ptr().addr()
    }

    fn line(&self, offset: usize) -> usize {
        self.file.source.bytes().take(offset).filter(|&byte| byte == b'\n').count() + 1
    }
}

/// Adds text. Text, a string literal and text again are one text.
fn push_text(parts: &mut Vec<Part>, text: &str) {
    match parts.last_mut() {
        Some(Part::Text(last)) => last.push_str(text),
        _ if text.is_empty() => (),
        _ => parts.push(Part::Text(text.to_owned())),
    }
}

/// All messages as one text, sorted by key.
fn written(messages: &Messages) -> String {
    let mut entries: BTreeMap<String, &[Part]> = BTreeMap::new();
    for (key, message) in messages {
        entries.insert(key.clone(), &message.pattern);
        for (deck, variant) in &message.variants {
            entries.insert(format!("{key}.{deck}"), variant);
        }
    }
    let mut text = String::new();
    for (key, parts) in entries {
        text.extend([ENTRY.to_string(), key, TEXT.to_string()]);
        pattern(&mut text, parts);
    }
    text
}

fn pattern(text: &mut String, parts: &[Part]) {
    for part in parts {
        match part {
            Part::Text(plain) => text.push_str(plain),
            Part::Arg(arg) => {
                let _ = write!(text, "{ARG}{arg}{END}");
            }
            Part::Choice { arg, options, default } => {
                let _ = write!(text, "{CHOICE}{arg}");
                for (index, (key, parts)) in options.iter().enumerate() {
                    text.push(OPTION);
                    if index == *default {
                        text.push(DEFAULT);
                    }
                    let _ = match key {
                        Key::Word(word) => write!(text, "{word}{TEXT}"),
                        Key::Number(number) => write!(text, "{number}{TEXT}"),
                    };
                    pattern(text, parts);
                }
                text.push(END);
            }
        }
    }
}
