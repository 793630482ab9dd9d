//! What coordinator and participants have in common: a state, a log, and questions to the others.

use super::{Context, Message, Out, Rule};
use crate::protocol::{
    Count, Field, FieldKey, FieldValue, NodeId, NodeSet, NodeState, Observation, Outcome, Standing, Timer,
};

/// The part of a node that does not depend on its role.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Site {
    /// The state that the node is in.
    pub state: NodeState,
    /// The last record of its log, which is on stable storage.
    pub record: Option<NodeState>,
    /// Who has answered that it does not know the decision either; none as long as nobody was asked.
    pub undecided: Option<NodeSet>,
    /// Whether the node has crashed since and has no decision. What time-outs tell those that have always been up
    /// (Skeen) does not hold for it.
    pub is_recovering: bool,
}

impl Default for Site {
    fn default() -> Self {
        Site { state: NodeState::Init, record: None, undecided: None, is_recovering: false }
    }
}

impl Site {
    /// The decision, if it knows it.
    pub fn outcome(&self) -> Option<Outcome> {
        self.state.outcome()
    }

    /// Enters a state in which it waits for what comes next.
    pub(super) fn wait_in(&mut self, state: NodeState, out: &mut Out) {
        self.state = state;
        out.set_timer(Timer::Timeout);
    }

    /// The same, with a record in the log.
    pub(super) fn wait_logged(&mut self, state: NodeState, out: &mut Out) {
        self.record = Some(state);
        self.wait_in(state, out);
    }

    /// Decides, for good.
    pub(super) fn decide(&mut self, outcome: Outcome, out: &mut Out) {
        let state = outcome.state();
        *self = Site { state, record: Some(state), undecided: None, is_recovering: false };
        out.cancel_timer(Timer::Timeout);
        out.observe(Observation::Decided(outcome));
    }

    /// Hears how the transaction ends.
    pub(super) fn hear(&mut self, outcome: Outcome, from: NodeId, out: &mut Out) {
        let state = outcome.state();
        match self.outcome() {
            Some(own) if own == outcome => out.rule(Rule::KnowDecision { state }),
            Some(own) => out.rule(Rule::KeepDecision { state, kept: own.state() }),
            None => {
                out.rule(Rule::ObeyDecision { state, from });
                self.decide(outcome, out);
            }
        }
    }

    /// Asks everybody for the decision, and will ask again.
    pub(super) fn ask(&mut self, ctx: Context<'_>, out: &mut Out) {
        self.undecided = Some(NodeSet::default());
        out.broadcast(ctx.config.others(ctx.me), &Message::Inquire);
        out.set_timer(Timer::Timeout);
    }

    /// Tells who asks what state it is in.
    pub(super) fn answer(&self, from: NodeId, out: &mut Out) {
        let state = self.state;
        out.rule(match self.outcome() {
            Some(_) => Rule::TellState { state, from },
            None => Rule::TellDoubt { state, from },
        });
        out.send(from, Message::State(state));
    }

    /// Takes up the answer to its question.
    pub(super) fn on_state(&mut self, ctx: Context<'_>, from: NodeId, state: NodeState, out: &mut Out) {
        match (state.outcome(), &mut self.undecided) {
            (Some(outcome), _) => self.hear(outcome, from, out),
            (None, Some(undecided)) => {
                undecided.insert(from);
                let (have, need) = (undecided.len(), ctx.config.count());
                out.rule(Rule::NoteDoubt { state, from, have, need });
            }
            (None, None) => out.rule(Rule::StaleAnswer { from }),
        }
    }

    /// What a crash leaves: the log.
    pub(super) fn after_crash(&self) -> Site {
        let state = self.record.unwrap_or(NodeState::Init);
        Site { state, record: self.record, undecided: None, is_recovering: state.outcome().is_none() }
    }

    /// How it stands to the decision, given whether its rules make it wait for others.
    pub(super) fn standing(&self, must_hear: bool) -> Option<Standing> {
        match (self.outcome(), self.undecided) {
            (Some(_), _) => None,
            (None, _) if !must_hear => Some(Standing::MayDecide),
            (None, None) => Some(Standing::MayAsk),
            (None, Some(undecided)) => Some(Standing::MustHear(undecided)),
        }
    }

    pub(super) fn state_field(&self) -> Field {
        Field { key: FieldKey::State, value: FieldValue::State(self.state), stable: false }
    }

    pub(super) fn record_field(&self) -> Field {
        Field { key: FieldKey::Log, value: FieldValue::Record(self.record), stable: true }
    }

    /// Who does not know the decision either, of all others.
    pub(super) fn undecided_field(&self, others: u32) -> Field {
        let have = self.undecided.unwrap_or_default().len();
        let value = FieldValue::Count(Count { have, need: others, of: others });
        Field { key: FieldKey::Undecided, value, stable: false }
    }
}
