//! The learner: finds out what was chosen (Paxos Made Simple §2.3).

use super::{Config, Message, Out, Rule, Switch};
use crate::protocol::Map;
use crate::protocol::{Count, Field, FieldKey, FieldValue, NodeId, NodeSet, Observation, Proposal, Value};

/// A learner. It has no stable storage: what it forgets in a crash it can be told again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Learner {
    /// Who told it that they accepted which proposal.
    pub votes: Map<Proposal, NodeSet>,
    /// The first value that it learned.
    pub learned: Option<Value>,
}

impl Learner {
    pub(super) fn on_message(&mut self, config: &Config, from: NodeId, message: &Message, out: &mut Out) {
        match message {
            Message::Success(proposal) => {
                let value = proposal.value.clone();
                self.learn(&proposal.value, Rule::LearnFromProposer { value }, out);
            }
            Message::Accepted(proposal) => self.count(config, from, proposal, out),
            Message::Prepare(_) | Message::Promise(..) | Message::Accept(_) | Message::Reject(..) => {}
        }
    }

    fn count(&mut self, config: &Config, from: NodeId, proposal: &Proposal, out: &mut Out) {
        // Acceptances of equal values under different numbers are different votes: chosen is said of a proposal.
        let mut ballot = config.numbering.canonical(proposal.ballot);
        let known = |(other, _): &(&Proposal, &NodeSet)| other.value == proposal.value;
        if config.is_off(Switch::Choice)
            && let Some((other, _)) = self.votes.iter().find(known)
        {
            ballot = other.ballot;
        }
        let voters =
            self.votes.get_or_insert(Proposal { ballot, value: proposal.value.clone() }, NodeSet::default());
        voters.insert(from);
        let (have, need) = (voters.len(), config.accept_quorum());
        if config.chooses(*voters) {
            let value = proposal.value.clone();
            self.learn(&proposal.value, Rule::LearnFromQuorum { value, have, need }, out);
        } else {
            out.rule(Rule::CountVote { proposal: proposal.clone(), have, need });
        }
    }

    fn learn(&mut self, value: &Value, rule: Rule, out: &mut Out) {
        match &self.learned {
            Some(learned) if learned == value => {
                return out.rule(Rule::KnowAlready { value: value.clone() });
            }
            // What it learned stands; that both were learned is for the properties to judge.
            Some(learned) => {
                out.rule(Rule::LearnContradiction { learned: learned.clone(), value: value.clone() });
            }
            None => out.rule(rule),
        }
        out.observe(Observation::Learned(value.clone()));
        self.learned.get_or_insert_with(|| value.clone());
    }

    pub(super) fn fields(&self, config: &Config) -> Vec<Field> {
        let count = |voters: &NodeSet| Count {
            have: voters.len(),
            need: config.accept_quorum(),
            of: config.acceptor_count(),
        };
        let tally = self.votes.iter().map(|(proposal, voters)| (proposal.clone(), count(voters))).collect();
        let mut fields = Vec::new();
        if config.learning == super::Learning::Direct {
            fields.push(Field { key: FieldKey::Votes, value: FieldValue::Tally(tally), stable: false });
        }
        fields.push(Field {
            key: FieldKey::Learned,
            value: FieldValue::Value(self.learned.clone()),
            stable: false,
        });
        fields
    }
}
