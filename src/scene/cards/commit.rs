//! The cards of an atomic commitment.

use super::{Draft, Line, ValuePill, outcome_slot};
use crate::protocol::{FieldKey, FieldValue, NodeState};
use crate::text::state_word;

impl Draft<'_> {
    /// The state of an atomic commitment; a decision is drawn as a pill, since it does not change any more.
    pub(super) fn state_line(&self) -> Line {
        let line = self.line(FieldKey::State, self.view.terms.field(FieldKey::State));
        match self.field(FieldKey::State) {
            Some(FieldValue::State(state)) => match state.outcome() {
                Some(outcome) => {
                    let value = ValuePill { text: state_word(*state), slot: outcome_slot(outcome) };
                    Line { value: Some(value), ..line }
                }
                None => Line { text: state_word(*state), ..line },
            },
            _ => line,
        }
    }

    /// The state, and the answers to what was asked last: votes, or acknowledgements once there was a pre-commit.
    pub(super) fn coordinator_lines(&self) -> Vec<Line> {
        let has_acks = matches!(self.field(FieldKey::Acks), Some(FieldValue::Count(count)) if count.have > 0);
        let is_pre_committed =
            self.field(FieldKey::State) == Some(&FieldValue::State(NodeState::PreCommit)) || has_acks;
        let key = if is_pre_committed { FieldKey::Acks } else { FieldKey::YesVotes };
        let answers = Line { dots: self.dots(key), ..self.line(key, self.view.terms.field(key)) };
        vec![self.state_line(), answers]
    }

    /// The state and the vote or, once it has asked for the decision, who knows it as little.
    pub(super) fn participant_lines(&self) -> Vec<Line> {
        let doubts =
            matches!(self.field(FieldKey::Undecided), Some(FieldValue::Count(count)) if count.have > 0);
        let key = if doubts { FieldKey::Undecided } else { FieldKey::Vote };
        // As text: a participant has no colour of its own in which dots could be drawn.
        let text = self.field(key).map(|value| self.view.notation().value(value)).unwrap_or_default();
        vec![self.state_line(), Line { text, ..self.line(key, self.view.terms.field(key)) }]
    }
}
