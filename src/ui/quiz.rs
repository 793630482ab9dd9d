//! Questions: the lesson's, and those that are made from the rules. Answered by tap, by key or by a count of hands, then
//! explained.

use super::icons::icon;
use super::prose;
use super::store::{Dispatch, send};
use super::words::{icon_button, leaf, phrase, word};
use crate::app::{Action, Guess, LessonPage};
use crate::lesson::Question;
use crate::picture::decimal;
use crate::text::say;
use yew::prelude::*;

/// A question as it stands.
struct Card {
    text: Html,
    /// The answers, each with what its button does.
    answers: Vec<(Html, Callback<MouseEvent>)>,
    given: Option<usize>,
    right: Option<usize>,
    /// Whether everybody knows.
    is_told: bool,
    /// What is said once everybody knows.
    why: Html,
}

/// A question of the lesson. Where the run itself answers it, that comes once it has.
pub fn of_lesson(dispatch: &Dispatch, page: &LessonPage, item: usize, question: &Question) -> Html {
    let (given, is_undecided) = (page.answer(item), page.is_undecided(item));
    let answers = question.choices.iter().enumerate();
    card(Card {
        text: prose::inlines(&question.text),
        answers: answers
            .map(|(choice, answer)| {
                (prose::inlines(&answer.text), send(dispatch, Action::Answer { item, choice }))
            })
            .collect(),
        given,
        right: page.right_answer(item),
        is_told: !is_undecided && (given.is_some() || page.is_settled(item)),
        why: prose::inlines(&question.explanation),
    })
}

/// A question about the next step. A wrong answer hears what would have had to be otherwise.
pub fn of_guess(dispatch: &Dispatch, guess: &Guess) -> Html {
    let asked = &guess.prediction;
    let missed = guess.given.map(|given| asked.answers[given].missed.as_str()).unwrap_or_default();
    let answer = |(choice, answer): (usize, &crate::scene::PredictedAnswer)| {
        (Html::from(answer.words.clone()), send(dispatch, Action::Choose(choice + 1)))
    };
    html! {
        <>
            <button type="button" class="icon quiz-close" aria-label={phrase("command-close")} onclick={send(dispatch, Action::Guess)}>{ icon("close") }</button>
            { card(Card {
                text: Html::from(asked.question.clone()),
                answers: asked.answers.iter().enumerate().map(answer).collect(),
                given: guess.given,
                right: Some(asked.right),
                is_told: guess.is_told,
                why: Html::from([missed, &asked.why].join(" ")),
            }) }
        </>
    }
}

fn card(card: Card) -> Html {
    let Card { given, right, is_told, .. } = card;
    let mark = |choice: usize| match (is_told, given == Some(choice)) {
        (true, is_given) => Some(verdict(right == Some(choice), is_given)),
        (false, true) => Some("given"),
        (false, false) => given.map(|_| "other"),
    };
    html! {
        <div class="quiz" role="group" aria-label={phrase("quiz-label")}>
            <p class="quiz-question">{ leaf("span", "predict", word("quiz-predict")) }{ card.text }</p>
            for (index, (text, onclick)) in card.answers.into_iter().enumerate() {
                <button type="button" disabled={is_told || given.is_some()} data-answer={mark(index)} {onclick}>
                    { leaf("kbd", "", index + 1) }
                    { leaf("span", "", text) }
                </button>
            }
            <div role="status">
                if is_told {
                    <p class="explanation"><b>{ outcome(given, right) }</b>{ " " }{ card.why }</p>
                }
            </div>
        </div>
    }
}

/// Whether the answer was right; or which one is, if nobody has answered.
fn outcome(given: Option<usize>, right: Option<usize>) -> String {
    match (given, right) {
        (None, Some(right)) => {
            let number = u32::try_from(right + 1).unwrap_or(u32::MAX);
            say("quiz-shown", &[("number", number.into())])
        }
        (given, right) => say(if given == right { "quiz-right" } else { "quiz-wrong" }, &[]),
    }
}

fn verdict(is_right: bool, is_given: bool) -> &'static str {
    match (is_right, is_given) {
        (true, _) => "right",
        (false, true) => "wrong",
        (false, false) => "other",
    }
}

/// The hands that were counted for each answer of a question, with their shares.
pub fn hands(dispatch: &Dispatch, item: Option<usize>, counts: &[u16]) -> Html {
    let all = counts.iter().map(|&count| f32::from(count)).sum::<f32>().max(1.0);
    html! {
        <div class="hands" role="group" aria-label={phrase("hands-label")}>
            for (choice, count) in counts.iter().enumerate() {
                { hands_row(dispatch, (item, choice), *count, f32::from(*count) / all) }
            }
        </div>
    }
}

fn hands_row(dispatch: &Dispatch, (item, choice): (Option<usize>, usize), count: u16, share: f32) -> Html {
    let args = [("number", u32::try_from(choice + 1).unwrap_or(0).into())];
    let count_by = |by: i16, key: &str, sign: &'static str| {
        let label = say(key, &args);
        icon_button(label.into(), sign.into(), false, send(dispatch, Action::Hands { item, choice, by }))
    };
    html! {
        <p>
            { count_by(-1, "hands-fewer", "−") }
            <output aria-label={say("hands-count", &args)}>{ count }</output>
            { count_by(1, "hands-more", "+") }
            <i style={format!("--share:{}", decimal(share, 3))}></i>
        </p>
    }
}
