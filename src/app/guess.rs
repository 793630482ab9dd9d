//! Guessing what the next step will do, anywhere: the question is made from the rules (`scene/prediction.rs`).

use super::{Action, AppState, Problem};
use crate::scene::{Prediction, prediction};
use crate::sim::MomentId;
use std::rc::Rc;

/// A question about the next step that somebody has before them.
#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    /// The question.
    pub prediction: Rc<Prediction>,
    /// The answer that was given.
    pub given: Option<usize>,
    /// Whether the step has been taken, so that everybody knows.
    pub is_told: bool,
    /// Hands counted for the answers.
    pub hands: Vec<u16>,
    /// The moment to which the question belongs; once it is answered, the one after it.
    at: MomentId,
}

impl AppState {
    /// Asks what the next step will do. Asked again, it is put away.
    pub(super) fn ask_for_guess(&mut self) {
        if self.guess.take().is_some() {
            return;
        }
        let Some(session) = self.session() else { return };
        let event = session.next_event();
        let found = event.and_then(|event| prediction(&session.history, session.terms, &event));
        let at = session.history.cursor();
        self.pause();
        match found.map(Rc::new) {
            Some(prediction) => {
                let hands = vec![0; prediction.answers.len()];
                self.guess = Some(Guess { prediction, given: None, is_told: false, hands, at });
            }
            None => self.problem = Some(Problem::NothingToGuess),
        }
    }

    /// Answers the question, and lets happen what it is about. The answer is whether there was a question to answer.
    pub(super) fn guesses(&mut self, choice: usize) -> bool {
        let Some(guess) = self.guess.as_mut().filter(|guess| !guess.is_told) else { return false };
        if choice < guess.prediction.answers.len() {
            (guess.given, guess.is_told) = (Some(choice), true);
            let event = guess.prediction.event.clone();
            self.act(&event);
            let now = self.session().map(|session| session.history.cursor());
            if let (Some(guess), Some(now)) = (&mut self.guess, now) {
                guess.at = now;
            }
        }
        true
    }

    /// After an action: a question of another moment is put away. A step that was taken without an answer reveals it.
    pub(super) fn settle_guess(&mut self, was_step: bool) {
        let now = self.session().map(|session| session.history.cursor());
        let Some(guess) = &mut self.guess else { return };
        let is_here = now == Some(guess.at);
        let reveals = was_step && !guess.is_told;
        match now {
            Some(now) if reveals && !is_here => {
                (guess.is_told, guess.at) = (true, now);
            }
            _ if is_here => {}
            _ => self.guess = None,
        }
    }

    /// Whether an action is a step forward.
    pub(super) fn is_step(action: &Action) -> bool {
        matches!(action, Action::Step | Action::Tick)
    }

    /// Counts hands for an answer to the question about the next step.
    pub(super) fn count_guesses(&mut self, choice: usize, by: i16) {
        if let Some(count) = self.guess.as_mut().and_then(|guess| guess.hands.get_mut(choice)) {
            *count = count.saturating_add_signed(by);
        }
    }
}
