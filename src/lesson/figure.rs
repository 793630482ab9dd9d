//! Figures: a block of one line that says what is to be drawn. The scenes draw it.

use super::LessonError;
use super::source::Placed;

/// What a figure shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Two majorities of so many nodes, and where they meet.
    Majorities(u32),
    /// So many nodes, half of which fail after a majority has accepted a value.
    Failures(u32),
    /// The lesson's own cluster: who sends what to whom.
    Roles,
    /// How many ballots it takes until a command is decided, with and without patience.
    Office,
}

impl Figure {
    /// The figure in words, as a lesson has it.
    pub fn words(self) -> String {
        match self {
            Figure::Majorities(nodes) => format!("majorities {nodes}"),
            Figure::Failures(nodes) => format!("failures {nodes}"),
            Figure::Roles => "roles".to_owned(),
            Figure::Office => "office".to_owned(),
        }
    }

    /// The figure that these words mean.
    pub fn of_words(words: &str) -> Option<Self> {
        let (name, nodes) = words.split_once(' ').unwrap_or((words, ""));
        let nodes = || nodes.parse().ok().filter(|nodes| (3..=NODES_MAX).contains(nodes));
        match name {
            "majorities" => nodes().map(Figure::Majorities),
            "failures" => nodes().map(Figure::Failures),
            "roles" => Some(Figure::Roles),
            "office" => Some(Figure::Office),
            _ => None,
        }
    }
}

/// So many nodes can be told apart in a lesson's panel. They are an odd number: f may fail of 2f + 1.
const NODES_MAX: u32 = 9;

/// Reads the content of a `figure` block.
pub(super) fn parse(block: Placed<'_>) -> Result<Figure, LessonError> {
    let line = block.without_comment().trim();
    let (name, rest) = line.word();
    let nodes = || {
        let number = rest.text.parse().ok();
        let fits = |number: &u32| (3..=NODES_MAX).contains(number) && number % 2 == 1;
        number.filter(fits).ok_or_else(|| rest.error("lesson-figure-nodes", &[("max", NODES_MAX.into())]))
    };
    match (name.text, rest.text) {
        ("majorities", _) => nodes().map(Figure::Majorities),
        ("failures", _) => nodes().map(Figure::Failures),
        ("roles", "") => Ok(Figure::Roles),
        ("office", "") => Ok(Figure::Office),
        _ => Err(line.complaint("lesson-unknown-figure")),
    }
}
