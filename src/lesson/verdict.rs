//! Questions that the core answers: when they are decided, and which answer turns out to be right.

use super::expect::Evidence;
use super::script::Order;
use super::{Choice, Item, LessonError, Question};
use crate::text::Arg;

/// Which answer to a question the core found right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The part that asks, by its index.
    pub part: usize,
    /// The question, by its place among the part's items.
    pub item: usize,
    /// The answer that is right, by its index.
    pub choice: usize,
    /// How many events have happened when that is seen.
    pub events: usize,
}

/// A line of a part's script: the item that it stands in, and its place there.
pub(super) type LineId = (usize, usize);

/// When a question of a part is decided: at the line `answer`, or else after the first line at which something
/// happens, before the core is asked anything else.
pub(super) fn decided_at(items: &[Item], question: usize) -> Option<LineId> {
    let asks = |item: &Item| matches!(item, Item::Ask(question) if question.is_computed());
    let script = items.iter().enumerate().skip(question + 1).take_while(|(_, item)| !asks(item));
    let lines = script.flat_map(|(at, item)| match item {
        Item::Run(lines) => {
            lines.iter().enumerate().map(|(index, line)| ((at, index), &line.order)).collect()
        }
        _ => Vec::new(),
    });
    let lines: Vec<(LineId, &Order)> = lines.collect();
    let first = |is_it: fn(&Order) -> bool| lines.iter().find(|(_, order)| is_it(order)).map(|(id, _)| *id);
    first(|order| matches!(order, Order::Answer)).or_else(|| first(|order| matches!(order, Order::Do(_))))
}

/// The answer that is right now. Exactly one must be, and no other may be marked so.
pub(super) fn judge(question: &Question, evidence: &Evidence<'_>) -> Result<usize, LessonError> {
    let contradicts = |choice: &Choice| choice.facts.iter().find_map(|fact| fact.check(evidence).err());
    let found: Vec<(usize, Option<LessonError>)> = question
        .choices
        .iter()
        .enumerate()
        .filter(|(_, choice)| !choice.facts.is_empty())
        .map(|(index, choice)| (index, contradicts(choice)))
        .collect();
    for (index, error) in &found {
        if let (true, Some(error)) = (question.choices[*index].is_right, error) {
            let why: Arg = error.message.as_str().into();
            return Err(question.choices[*index].facts[0]
                .place
                .error("lesson-wrong-answer", &[("why", why)]));
        }
    }
    let right: Vec<usize> =
        found.iter().filter(|(_, error)| error.is_none()).map(|(index, _)| *index).collect();
    match right[..] {
        [only] => Ok(only),
        [first, second, ..] => {
            let line = question.choices[first].facts[0].place.line;
            let line = Arg::from(u32::try_from(line).unwrap_or(u32::MAX));
            Err(question.choices[second].facts[0].place.error("lesson-two-answers", &[("line", line)]))
        }
        [] => {
            let why: Vec<String> =
                found.into_iter().filter_map(|(_, error)| error).map(|error| error.message).collect();
            Err(question.place.error("lesson-no-answer", &[("why", why.join("; ").into())]))
        }
    }
}
