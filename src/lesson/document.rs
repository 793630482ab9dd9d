//! What a lesson consists of, as plain data.

use super::source::Place;
use super::{Deck, Expectation, Figure, Line};
use crate::protocol::Setup;
use crate::text::Terms;
use std::rc::Rc;

/// A lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Its key in links.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// The deck that it follows, if it follows one.
    pub deck: Option<&'static Deck>,
    /// The chapter of the deck that it belongs to: lessons of one chapter stand together in the catalogue.
    pub chapter: Option<String>,
    /// One line about it, for the list of lessons.
    pub summary: String,
    /// The cluster that it runs on.
    pub setup: Rc<Setup>,
    /// Whose words it uses.
    pub terms: Terms,
    /// What stands before the first part.
    pub intro: Vec<Block>,
    /// Its parts, at least one.
    pub parts: Vec<Part>,
}

/// A part of a lesson: what the list of steps shows as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its heading.
    pub title: String,
    /// The deck's scenes that it covers.
    pub scenes: Vec<String>,
    /// Its content.
    pub items: Vec<Item>,
    /// What the lecturer reads beside it, a line for each note. The hall doesn't.
    pub notes: String,
}

/// A piece of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// Something to read.
    Prose(Block),
    /// Events and expectations.
    Run(Vec<Line>),
    /// Something to predict.
    Ask(Question),
    /// Something to look at.
    Figure(Figure),
}

/// A question with one right answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Where it stands.
    pub place: Place,
    /// What is asked.
    pub text: Vec<Inline>,
    /// The answers to choose from, at least two.
    pub choices: Vec<Choice>,
    /// What is said once an answer is given.
    pub explanation: Vec<Inline>,
}

/// An answer to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The answer.
    pub text: Vec<Inline>,
    /// Whether the author says that it is the right one.
    pub is_right: bool,
    /// What holds if it is the right one, once what was asked about has happened. Nothing where the author just says.
    pub facts: Vec<Expectation>,
}

impl Question {
    /// Whether the core says which answer is right, and not the author.
    pub fn is_computed(&self) -> bool {
        self.choices.iter().any(|choice| !choice.facts.is_empty())
    }
}

/// A block of prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list; with a number it counts from there.
    List(Option<u64>, Vec<Vec<Block>>),
    /// A quotation.
    Quote(Vec<Block>),
    /// Text that is shown as it stands.
    Code(String),
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Text.
    Text(String),
    /// Stressed text.
    Emphasis(Vec<Inline>),
    /// Strongly stressed text.
    Strong(Vec<Inline>),
    /// A message, a number, a value: set as code.
    Code(String),
    /// A link to a page of the web, or to a place in this page.
    Link {
        /// `https://…`, `http://…` or `#…`; nothing else passes the parser.
        to: String,
        /// What the link reads.
        text: Vec<Inline>,
    },
}

impl Block {
    /// The bare text of a block, for places that show no marks.
    pub fn plain(&self) -> String {
        let joined = |blocks: &[Block]| blocks.iter().map(Block::plain).collect::<Vec<_>>().join(" ");
        match self {
            Block::Paragraph(content) => Inline::plain(content),
            Block::List(_, items) => items.iter().map(|item| joined(item)).collect::<Vec<_>>().join(" · "),
            Block::Quote(content) => joined(content),
            Block::Code(text) => text.clone(),
        }
    }
}

impl Inline {
    /// The bare text of inline content, for places that show no marks.
    pub fn plain(content: &[Inline]) -> String {
        let bare = |inline: &Inline| match inline {
            Inline::Text(text) | Inline::Code(text) => text.clone(),
            Inline::Emphasis(content) | Inline::Strong(content) | Inline::Link { text: content, .. } => {
                Inline::plain(content)
            }
        };
        content.iter().map(bare).collect()
    }
}
