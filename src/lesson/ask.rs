//! Questions: what the class is to predict before it happens.

use super::source::{Place, Placed};
use super::{Choice, Inline, LessonError, Question, markdown};

/// Reads the content of an `ask` block: the question, then `- wrong`, `+ right` and `= explanation`. What stands on
/// the following lines goes on with the same.
pub(super) fn parse(block: Placed<'_>) -> Result<Question, LessonError> {
    let mut question = Draft::default();
    let mut choices: Vec<(bool, Draft)> = Vec::new();
    let mut explanation: Option<Draft> = None;
    for line in block.lines().map(Placed::trim).filter(|line| !line.text.is_empty()) {
        let (mark, rest) = line.word();
        match mark.text {
            "-" | "+" if explanation.is_none() => {
                choices.push((mark.text == "+", Draft::default()));
                choices.last_mut().expect("just added").1.add(rest);
            }
            "=" => explanation.get_or_insert_default().add(rest),
            _ => {
                let last_choice = choices.last_mut().map(|(_, draft)| draft);
                explanation.as_mut().or(last_choice).unwrap_or(&mut question).add(line);
            }
        }
    }
    let rights = choices.iter().filter(|(is_right, _)| *is_right).count();
    if rights != 1 || choices.len() < 2 {
        return Err(block.error("lesson-choices", &[]));
    }
    let explanation = explanation.ok_or_else(|| block.error("lesson-no-explanation", &[]))?;
    let choice =
        |(is_right, draft): &(bool, Draft)| Ok(Choice { text: draft.read(block)?, is_right: *is_right });
    Ok(Question {
        text: question.read(block)?,
        choices: choices.iter().map(choice).collect::<Result<_, _>>()?,
        explanation: explanation.read(block)?,
    })
}

/// Text that goes on over several lines, and where it begins.
#[derive(Default)]
struct Draft {
    text: String,
    place: Option<Place>,
}

impl Draft {
    fn add(&mut self, line: Placed<'_>) {
        self.place.get_or_insert(line.place);
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(line.text);
    }

    fn read(&self, block: Placed<'_>) -> Result<Vec<Inline>, LessonError> {
        markdown::paragraph(Placed { text: &self.text, place: self.place.unwrap_or(block.place) })
    }
}
