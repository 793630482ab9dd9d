//! A participant: votes, and then waits for the decision.

use super::{Config, Context, Message, Out, Phases, Rule, Site};
use crate::protocol::{
    Field, FieldKey, FieldValue, Member, NodeId, NodeState, Observation, Outcome, Timer, Value,
};

/// A participant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Participant {
    /// What the coordinator has too.
    pub site: Site,
    /// Whether it votes yes.
    pub votes_yes: bool,
}

impl Participant {
    /// A participant at the start.
    pub fn new(member: &Member) -> Self {
        let votes_yes = Config::vote(member.wants.as_ref()).unwrap_or(true);
        Participant { site: Site::default(), votes_yes }
    }

    /// Whether it may not decide by its own rules: in two-phase commit after its yes, in three-phase commit after a crash
    /// that followed its yes.
    pub(super) fn must_hear(&self, phases: Phases) -> bool {
        let has_voted = matches!(self.site.state, NodeState::Ready | NodeState::PreCommit);
        has_voted && (phases == Phases::Two || self.site.is_recovering)
    }

    pub(super) fn on_request(&mut self, value: Value, out: &mut Out) {
        self.votes_yes = Config::vote(Some(&value)).unwrap_or(self.votes_yes);
        out.rule(Rule::ChangeVote { value });
    }

    pub(super) fn on_message(&mut self, ctx: Context<'_>, from: NodeId, message: Message, out: &mut Out) {
        match message {
            Message::Prepare | Message::CanCommit => self.vote(from, out),
            Message::PreCommit => self.on_pre_commit(from, out),
            Message::Decision(outcome) => self.site.hear(outcome, from, out),
            Message::Inquire => self.on_inquire(from, out),
            Message::State(state) => self.site.on_state(ctx, from, state, out),
            // What only participants send to the coordinator can't reach them.
            Message::Vote(_) | Message::Ack => {}
        }
    }

    /// Votes. A yes is in the log before it is said: from then on the participant must be able to commit.
    fn vote(&mut self, from: NodeId, out: &mut Out) {
        let is_yes = match self.site.state {
            NodeState::Init if self.votes_yes => {
                out.rule(Rule::VoteYes {});
                self.site.wait_logged(NodeState::Ready, out);
                true
            }
            NodeState::Init => {
                out.rule(Rule::VoteNo {});
                self.site.decide(Outcome::Abort, out);
                false
            }
            NodeState::Abort => {
                out.rule(Rule::VoteAborted {});
                false
            }
            _ => return out.rule(Rule::VoteOnce {}),
        };
        out.observe(Observation::Voted(is_yes));
        out.send(from, Message::Vote(is_yes));
    }

    fn on_pre_commit(&mut self, from: NodeId, out: &mut Out) {
        let state = self.site.state;
        if state != NodeState::Ready {
            return out.rule(Rule::IgnorePreCommit { state });
        }
        out.rule(Rule::TakePreCommit {});
        self.site.wait_logged(NodeState::PreCommit, out);
        out.send(from, Message::Ack);
    }

    /// Answers who asks for the decision. Who has not voted can still make it: without its yes nobody commits.
    fn on_inquire(&mut self, from: NodeId, out: &mut Out) {
        if self.site.state == NodeState::Init {
            out.rule(Rule::AbortWhenAsked { from });
            self.site.decide(Outcome::Abort, out);
            return out.send(from, Message::State(self.site.state));
        }
        self.site.answer(from, out);
    }

    /// What it waited for has not come. Here the two protocols part.
    pub(super) fn on_timeout(&mut self, ctx: Context<'_>, out: &mut Out) {
        match self.site.state {
            _ if self.must_hear(ctx.config.phases) => {
                out.rule(Rule::AskAround {});
                self.site.ask(ctx, out);
            }
            NodeState::Init => {
                out.rule(Rule::AbortUnasked {});
                self.site.decide(Outcome::Abort, out);
            }
            NodeState::Ready => {
                out.rule(Rule::AbortReady {});
                self.site.decide(Outcome::Abort, out);
            }
            NodeState::PreCommit => {
                out.rule(Rule::CommitPreCommitted {});
                self.site.decide(Outcome::Commit, out);
            }
            _ => {}
        }
    }

    /// Goes by its log. Whoever has no yes there can't have been counted on, and aborts.
    pub(super) fn on_start(&mut self, ctx: Context<'_>, out: &mut Out) {
        match self.site.record {
            None if self.site.is_recovering => {
                out.rule(Rule::RecoverUnvoted {});
                self.site.decide(Outcome::Abort, out);
            }
            None => out.set_timer(Timer::Timeout),
            Some(state) if state.outcome().is_some() => out.rule(Rule::RecoverDecision { state }),
            Some(state) => {
                out.rule(Rule::RecoverInDoubt { state });
                self.site.ask(ctx, out);
            }
        }
    }

    pub(super) fn fields(&self, config: &Config) -> Vec<Field> {
        vec![
            self.site.state_field(),
            Field { key: FieldKey::Vote, value: FieldValue::Flag(self.votes_yes), stable: false },
            self.site.undecided_field(config.count()),
            self.site.record_field(),
        ]
    }
}
