//! The cards of servers and clients on the ladder.

use super::{Draft, Line};
use crate::protocol::{FieldKey, FieldValue, NodeState};
use crate::text::{Arg, say, state_word};

impl Draft<'_> {
    /// What a server on the ladder considers itself to be, and the round that it obeys.
    pub(super) fn duty(&self) -> String {
        let duty = match self.field(FieldKey::State) {
            Some(FieldValue::State(state)) if *state != NodeState::Follower => state_word(*state),
            _ => String::new(),
        };
        let round = self
            .field(FieldKey::Round)
            .map(|round| say("card-round", &[("round", self.view.notation().value(round).into())]));
        [Some(duty).filter(|duty| !duty.is_empty()), round]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    }

    /// Its state, and what leads to the next one.
    pub(super) fn ladder_lines(&self) -> Vec<Line> {
        let keys = [FieldKey::Sigma, FieldKey::Pending, FieldKey::Queue, FieldKey::Slots, FieldKey::Learns];
        let line = |key: FieldKey| {
            // A state begins with its own sign.
            let label = if key == FieldKey::Sigma { String::new() } else { self.view.terms.field(key) };
            Some(self.plain_line(key, label, self.field(key)?))
        };
        keys.into_iter().filter_map(line).collect()
    }

    /// What a client waits for.
    pub(super) fn waiting(&self) -> String {
        match self.field(FieldKey::WaitsFor) {
            Some(FieldValue::Value(Some(value))) => {
                say("card-waits-for", &[("value", Arg::from(value.as_str()))])
            }
            _ => String::new(),
        }
    }

    pub(super) fn client_lines(&self) -> Vec<Line> {
        let line = |key| Some(self.plain_line(key, self.view.terms.field(key), self.field(key)?));
        [FieldKey::Seen, FieldKey::Results].into_iter().filter_map(line).collect()
    }
}
