//! What is told of the moment that is looked at, to a speaker's window and to a page around this one, and what they may
//! ask for.

use super::{Action, AppState, KeyPress, LessonPage, Page, command_for};
use crate::lesson::{Inline, Item};
use crate::scene;
use crate::share::write_route;
use crate::text::say;

/// What is told of the moment that is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Where we are, from the general to the particular: the deck, the lesson, its part.
    pub trail: Vec<String>,
    /// The address of this moment, from `#` on.
    pub address: String,
    /// The step that is looked at: the lesson's stop, or the place on the line. The first is 0.
    pub at: usize,
    /// The last step that there is.
    pub last: usize,
    /// What the lesson tells.
    pub story: String,
    /// What the last step did, and why.
    pub step: String,
    /// What comes next: the next step, then the next part.
    pub next: Vec<String>,
    /// The lecturer's notes on this part.
    pub notes: Vec<String>,
    /// The question that the hall has before it.
    pub question: Option<AskedOfHall>,
    /// Whether the screen is blank.
    pub is_blank: bool,
}

/// A question that the hall has before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedOfHall {
    /// What is asked.
    pub text: String,
    /// The answers, each with the hands that were counted for it.
    pub answers: Vec<(String, u16)>,
    /// Which answer is right, the first being 0.
    pub right: Option<usize>,
    /// Why.
    pub why: String,
}

impl Report {
    /// What is told; nothing where no run is looked at.
    pub fn of(state: &AppState) -> Option<Self> {
        let session = state.session()?;
        let (at, last) = state.step_and_last()?;
        let mut next = vec![state.next_words()];
        let (mut trail, mut notes) = (Vec::new(), Vec::new());
        match &state.page {
            Page::Lesson(page) => {
                let lesson = &page.course.lesson;
                trail.extend(lesson.deck.map(|deck| deck.title.to_owned()));
                trail.extend([lesson.title.clone(), page.part().title.clone()]);
                notes.extend(page.part().notes.lines().map(str::to_owned));
                next.extend(lesson.parts.get(page.at().part + 1).map(|part| part.title.clone()));
            }
            _ => trail.push(say("nav-sandbox", &[])),
        }
        Some(Report {
            trail,
            address: write_route(&state.route()),
            at,
            last,
            story: state.narration().map(crate::lesson::Block::plain).unwrap_or_default(),
            step: scene::spoken(&session.view()),
            next,
            notes,
            question: guessed(state).or_else(|| asked(state, state.question_of_hall()?)),
            is_blank: state.hall.is_blank,
        })
    }
}

fn guessed(state: &AppState) -> Option<AskedOfHall> {
    let guess = state.guess.as_ref()?;
    let answers = guess.prediction.answers.iter().map(|answer| answer.words.clone());
    Some(AskedOfHall {
        text: guess.prediction.question.clone(),
        answers: answers.zip(guess.hands.iter().copied()).collect(),
        right: Some(guess.prediction.right),
        why: guess.prediction.why.clone(),
    })
}

fn asked(state: &AppState, item: usize) -> Option<AskedOfHall> {
    let Page::Lesson(page) = &state.page else { return None };
    let Item::Ask(question) = page.visible().get(item)? else { return None };
    let answer = |(choice, answer): (usize, &crate::lesson::Choice)| {
        (Inline::plain(&answer.text), page.hands_for(item, choice))
    };
    Some(AskedOfHall {
        text: Inline::plain(&question.text),
        answers: question.choices.iter().enumerate().map(answer).collect(),
        right: page.right_answer(item),
        why: Inline::plain(&question.explanation),
    })
}

impl LessonPage {
    /// How many hands were counted for an answer to a question of the part that is shown.
    pub fn hands_for(&self, item: usize, choice: usize) -> u16 {
        self.hands.get(&(self.at().part, item, choice)).copied().unwrap_or(0)
    }
}

impl AppState {
    /// The step that is looked at, and the last one: of the lesson while it keeps to its path, or else of the line.
    pub fn step_and_last(&self) -> Option<(usize, usize)> {
        match &self.page {
            Page::Lesson(page) if page.is_on_path() => Some((page.stop, page.course.last_stop())),
            _ => {
                let history = &self.session()?.history;
                Some((history.position(), history.line().len() - 1))
            }
        }
    }

    /// What the next step will do.
    pub fn next_words(&self) -> String {
        let nothing = || say("next-nothing", &[]);
        let Some(session) = self.session() else { return nothing() };
        let event_words = |event| scene::event_words(session.history.world(), session.terms, event);
        let event = session.next_event();
        if let Page::Lesson(page) = &self.page {
            if page.waits_for_answer() {
                return say("next-answer", &[]);
            }
            if page.is_on_path() {
                let Some(stop) = page.course.run.stops.get(page.stop + 1) else { return nothing() };
                let events = stop.events - page.at().events;
                if events == 0 {
                    return page.course.lesson.parts[stop.part].title.clone();
                }
                // A line about every message or timer of a kind is several events and one step.
                if let (2.., Some(event)) = (events, &event) {
                    let more = u32::try_from(events - 1).unwrap_or(u32::MAX);
                    let args = [("event", event_words(event).into()), ("count", more.into())];
                    return say("next-several", &args);
                }
            }
        }
        event.as_ref().map_or_else(nothing, event_words)
    }

    /// What somebody outside the page asks for, in words: `next`, `prev`, `first`, `last`, `goto` with a step. Only a
    /// speaker's window, which is ours, may press keys: `key` with the key. Anything else is nothing.
    pub fn asked_for(&self, words: &str, at: usize, key: Option<&str>) -> Option<Action> {
        match words {
            "next" => Some(Action::Step),
            "prev" => Some(Action::Back),
            "first" => Some(Action::First),
            "last" => Some(Action::Last),
            "goto" => Some(Action::Seek(at)),
            "key" => command_for(self, &KeyPress { key: key?.to_owned(), ..KeyPress::default() }, None),
            _ => None,
        }
    }
}
