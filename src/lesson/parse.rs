//! From a lesson's source to the lesson.

use super::markdown::Piece;
use super::source::Placed;
use super::{Deck, Item, Lesson, LessonError, Part, ask, figure, front, markdown, script};
use crate::text::Notation;

/// The longest lesson, in bytes. A lecture's notes are a tenth of it; more is some other file, dropped by mistake.
const LENGTH_MAX: usize = 100_000;

/// Reads a lesson. Whatever the source holds, the answer is a lesson or what is wrong with it and where.
pub fn parse(slug: &str, source: &str) -> Result<Lesson, LessonError> {
    if source.len() > LENGTH_MAX {
        return Err(Placed::within(source, 0..0).error("lesson-too-long", &[]));
    }
    let front = front::parse(source)?;
    let notation = Notation { setup: &front.setup, terms: front.terms };
    let mut intro = Vec::new();
    let mut parts: Vec<Part> = Vec::new();
    for piece in markdown::parse(source, front.end)? {
        match (piece, parts.last_mut()) {
            (Piece::Heading(place, text), _) => parts.push(heading(place, &text, front.deck)?),
            (Piece::Prose(block), None) => intro.push(block),
            (Piece::Prose(block), Some(part)) => part.items.push(Item::Prose(block)),
            (Piece::Fence(content, language), Some(part)) if language == "notes" => {
                part.notes.extend([content.text.trim(), "\n"]);
            }
            (Piece::Fence(content, language), Some(part)) => {
                part.items.push(fence(&notation, content, &language)?);
            }
            (Piece::Fence(content, _), None) => return Err(content.error("lesson-fence-before-part", &[])),
        }
    }
    if parts.is_empty() {
        return Err(Placed::within(source, source.len()..source.len()).error("lesson-no-part", &[]));
    }
    Ok(Lesson {
        slug: slug.to_owned(),
        title: front.title,
        deck: front.deck,
        chapter: front.chapter,
        summary: front.summary,
        terms: front.terms,
        setup: front.setup,
        intro,
        parts,
    })
}

fn fence(notation: &Notation<'_>, content: Placed<'_>, language: &str) -> Result<Item, LessonError> {
    match language {
        "run" => Ok(Item::Run(script::parse(notation, content)?)),
        "ask" => Ok(Item::Ask(ask::parse(notation, content)?)),
        "figure" => Ok(Item::Figure(figure::parse(content)?)),
        _ => Err(content.error("lesson-unknown-fence", &[("text", language.into())])),
    }
}

/// Reads `A prepares (8,A) {R-ex2}`: the part's title and the deck's scenes that it covers.
fn heading(place: Placed<'_>, text: &str, deck: Option<&Deck>) -> Result<Part, LessonError> {
    let (title, scenes) = match text.strip_suffix('}').and_then(|text| text.rsplit_once('{')) {
        Some((title, scenes)) => (title.trim(), scenes.split(',').map(str::trim).collect()),
        None => (text.trim(), Vec::new()),
    };
    if title.is_empty() {
        return Err(place.error("lesson-no-title", &[]));
    }
    let is_of_deck = |id: &str| deck.is_some_and(|deck| deck.scenes().any(|scene| scene == id));
    if let Some(&stray) = scenes.iter().find(|&&id| !is_of_deck(id)) {
        return Err(place.error("lesson-unknown-scene", &[("text", stray.into())]));
    }
    Ok(Part {
        title: title.to_owned(),
        scenes: scenes.into_iter().map(str::to_owned).collect(),
        items: Vec::new(),
        notes: String::new(),
    })
}
