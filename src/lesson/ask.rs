//! Questions: what the class is to predict before it happens.

use super::source::{Place, Placed};
use super::{Choice, Expectation, Inline, LessonError, Question, expect, markdown};
use crate::text::Notation;

/// Reads the content of an `ask` block: the question, then `- wrong`, `+ right` and `= explanation`. What stands on
/// the following lines goes on with the same. A choice may end with the facts that make it right, `{chosen = foo}`.
pub(super) fn parse(notation: &Notation<'_>, block: Placed<'_>) -> Result<Question, LessonError> {
    let mut question = Draft::default();
    let mut choices: Vec<(bool, Draft<'_>)> = Vec::new();
    let mut explanation: Option<Draft<'_>> = None;
    for line in block.lines().map(Placed::trim).filter(|line| !line.text.is_empty()) {
        let (mark, rest) = line.word();
        match mark.text {
            "-" | "+" if explanation.is_none() => {
                choices.push((mark.text == "+", Draft::default()));
                choices.last_mut().expect("just added").1.lines.push(rest);
            }
            "=" => explanation.get_or_insert_default().lines.push(rest),
            _ => {
                let last_choice = choices.last_mut().map(|(_, draft)| draft);
                explanation.as_mut().or(last_choice).unwrap_or(&mut question).lines.push(line);
            }
        }
    }
    let explanation = explanation.ok_or_else(|| block.error("lesson-no-explanation", &[]));
    let choices = choices.into_iter().map(|(is_right, draft)| choice(notation, block, is_right, draft));
    let choices: Vec<Choice> = choices.collect::<Result<_, _>>()?;
    check(block, &choices)?;
    Ok(Question {
        place: block.place,
        text: question.read(block)?,
        choices,
        explanation: explanation?.read(block)?,
    })
}

/// At least two answers, and one that is right: the author says which, or every answer that can be right has facts.
fn check(block: Placed<'_>, choices: &[Choice]) -> Result<(), LessonError> {
    let rights = choices.iter().filter(|choice| choice.is_right).count();
    let with_facts = choices.iter().filter(|choice| !choice.facts.is_empty()).count();
    let is_sound = match with_facts {
        0 => rights == 1,
        _ => rights <= 1 && choices.iter().all(|choice| !choice.is_right || !choice.facts.is_empty()),
    };
    if is_sound && choices.len() >= 2 { Ok(()) } else { Err(block.error("lesson-choices", &[])) }
}

fn choice(
    notation: &Notation<'_>,
    block: Placed<'_>,
    is_right: bool,
    mut draft: Draft<'_>,
) -> Result<Choice, LessonError> {
    let facts = match draft.take_facts() {
        Some(facts) => facts.split(';').into_iter().map(|fact| expect::parse(notation, fact)).collect(),
        None => Ok(Vec::<Expectation>::new()),
    };
    Ok(Choice { text: draft.read(block)?, is_right, facts: facts? })
}

/// Text that goes on over several lines.
#[derive(Default)]
struct Draft<'a> {
    lines: Vec<Placed<'a>>,
}

impl<'a> Draft<'a> {
    /// What stands in braces at the end.
    fn take_facts(&mut self) -> Option<Placed<'a>> {
        let last = self.lines.last_mut()?;
        let (text, facts) = last.strip_suffix("}")?.split_before_open('{', '}')?;
        *last = text;
        Some(facts)
    }

    fn read(&self, block: Placed<'_>) -> Result<Vec<Inline>, LessonError> {
        let place: Place = self.lines.first().map_or(block.place, |line| line.place);
        let lines: Vec<&str> = self.lines.iter().map(|line| line.text).collect();
        markdown::paragraph(Placed { text: lines.join(" ").trim(), place })
    }
}
