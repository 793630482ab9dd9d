//! The coordinator: asks for votes, decides, tells.

use super::{Config, Context, Message, Out, Phases, Rule, Site};
use crate::protocol::{Act, Count, Field, FieldKey, FieldValue, NodeId, NodeSet, NodeState, Outcome};

/// A coordinator.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Coordinator {
    /// What participants have too.
    pub site: Site,
    /// Who voted yes.
    pub yes: NodeSet,
    /// Who acknowledged the pre-commit (three-phase commit).
    pub acks: NodeSet,
    /// Whether it has told its decision since it started last.
    pub has_told: bool,
}

impl Coordinator {
    /// Its next step of its own.
    pub(super) fn act(&self) -> Option<Act> {
        match self.site.outcome() {
            None => (self.site.state == NodeState::Init).then_some(Act::Begin),
            Some(_) if self.has_told => None,
            Some(Outcome::Commit) => Some(Act::SendCommit),
            Some(Outcome::Abort) => Some(Act::SendAbort),
        }
    }

    pub(super) fn on_act(&mut self, ctx: Context<'_>, act: Act, out: &mut Out) {
        match act {
            Act::Begin => self.begin(ctx.config, out),
            Act::SendCommit => self.tell(ctx.config, Outcome::Commit, out),
            Act::SendAbort => self.tell(ctx.config, Outcome::Abort, out),
            _ => {}
        }
    }

    fn tell(&mut self, config: &Config, outcome: Outcome, out: &mut Out) {
        out.rule(Rule::TellDecision { state: outcome.state() });
        out.broadcast(config.participant_ids(), &Message::Decision(outcome));
        self.has_told = true;
    }

    fn begin(&mut self, config: &Config, out: &mut Out) {
        out.rule(Rule::AskForVotes {});
        let request = match config.phases {
            Phases::Two => Message::Prepare,
            Phases::Three => Message::CanCommit,
        };
        out.broadcast(config.participant_ids(), &request);
        self.site.wait_in(NodeState::Wait, out);
    }

    pub(super) fn on_message(&mut self, ctx: Context<'_>, from: NodeId, message: Message, out: &mut Out) {
        match message {
            Message::Vote(is_yes) => self.on_vote(ctx.config, from, is_yes, out),
            Message::Ack => self.on_ack(ctx.config, from, out),
            Message::Inquire => self.site.answer(from, out),
            Message::State(state) => self.site.on_state(ctx, from, state, out),
            // What only a coordinator sends can't reach it.
            Message::Prepare | Message::CanCommit | Message::PreCommit | Message::Decision(_) => {}
        }
    }

    fn on_vote(&mut self, config: &Config, from: NodeId, is_yes: bool, out: &mut Out) {
        match (self.site.state, is_yes) {
            (NodeState::Wait, false) => {
                out.rule(Rule::DecideAbort { from });
                self.site.decide(Outcome::Abort, out);
            }
            (NodeState::Wait, true) => {
                self.yes.insert(from);
                let (have, need) = (self.yes.len(), config.count());
                match config.phases {
                    _ if have < need => out.rule(Rule::CountYes { have, need }),
                    Phases::Two => {
                        out.rule(Rule::DecideCommit { need });
                        self.site.decide(Outcome::Commit, out);
                    }
                    Phases::Three => {
                        out.rule(Rule::SendPreCommit { need });
                        self.site.wait_logged(NodeState::PreCommit, out);
                        out.broadcast(config.participant_ids(), &Message::PreCommit);
                    }
                }
            }
            _ => out.rule(Rule::LateVote { from }),
        }
    }

    fn on_ack(&mut self, config: &Config, from: NodeId, out: &mut Out) {
        if self.site.state != NodeState::PreCommit || self.site.is_recovering {
            return out.rule(Rule::LateAck { from });
        }
        self.acks.insert(from);
        let (have, need) = (self.acks.len(), config.count());
        if have < need {
            out.rule(Rule::CountAck { have, need });
        } else {
            out.rule(Rule::AcksSuffice { need });
            self.site.decide(Outcome::Commit, out);
        }
    }

    /// What it waited for has not come.
    pub(super) fn on_timeout(&mut self, ctx: Context<'_>, out: &mut Out) {
        let need = ctx.config.count();
        match self.site.state {
            NodeState::Wait => {
                out.rule(Rule::AbortUnanswered { have: self.yes.len(), need });
                self.site.decide(Outcome::Abort, out);
            }
            NodeState::PreCommit if self.site.is_recovering => {
                out.rule(Rule::AskAround {});
                self.site.ask(ctx, out);
            }
            NodeState::PreCommit => {
                out.rule(Rule::CommitUnacknowledged { have: self.acks.len(), need });
                self.site.decide(Outcome::Commit, out);
            }
            _ => {}
        }
    }

    /// Goes by its log. Without a record nobody can have been told to commit or to pre-commit, so it aborts; after a
    /// pre-commit the others may have decided without it.
    pub(super) fn on_start(&mut self, ctx: Context<'_>, out: &mut Out) {
        match self.site.record {
            Some(NodeState::PreCommit) => {
                out.rule(Rule::RecoverInDoubt { state: NodeState::PreCommit });
                self.site.ask(ctx, out);
            }
            Some(state) => out.rule(Rule::RecoverDecision { state }),
            None if self.site.is_recovering => {
                out.rule(Rule::PresumeAbort {});
                self.site.decide(Outcome::Abort, out);
            }
            None => {}
        }
    }

    pub(super) fn fields(&self, config: &Config) -> Vec<Field> {
        let count = |key, nodes: NodeSet| {
            let (need, of) = (config.count(), config.count());
            Field { key, value: FieldValue::Count(Count { have: nodes.len(), need, of }), stable: false }
        };
        let mut fields = vec![self.site.state_field(), count(FieldKey::YesVotes, self.yes)];
        if config.phases == Phases::Three {
            fields.push(count(FieldKey::Acks, self.acks));
            fields.push(self.site.undecided_field(config.count()));
        }
        fields.push(self.site.record_field());
        fields
    }
}
