//! A server of an attempt: what it does as a proposer, and what as an acceptor.

use super::{Attempt, Config, Message, Rule};
use crate::protocol::{
    Act, Ballot, Count, Field, FieldKey, FieldValue, NodeId, NodeSet, Observation, Phase, Proposal, Replica,
    Value,
};

type Context<'a> = crate::protocol::Context<'a, Config>;
type Out = crate::protocol::Out<Message, Rule>;

/// A server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Server {
    /// As an acceptor: the value that it accepted last. On stable storage.
    pub accepted: Option<Proposal>,
    /// As a proposer: the value that it was asked for.
    pub wants: Option<Value>,
    /// How far it is with that.
    pub phase: Phase,
    /// Who answered its check (#3).
    pub answers: NodeSet,
    /// The first value that an answer reported (#3).
    pub found: Option<Value>,
    /// What it asked everybody to accept.
    pub proposal: Option<Proposal>,
    /// Who told it that they accepted that.
    pub acceptances: NodeSet,
}

impl Server {
    /// The servers of a cluster at the start.
    pub fn start(config: &Config) -> Vec<Server> {
        config
            .servers
            .iter()
            .map(|member| Server { wants: member.wants.clone(), ..Server::default() })
            .collect()
    }

    fn may_send(&self, config: &Config) -> bool {
        let is_informed = match config.attempt {
            Attempt::First | Attempt::Every => true,
            Attempt::Check => self.answers.len() >= config.majority(),
        };
        self.wants.is_some() && is_informed
    }

    fn send_check(&mut self, ctx: Context<'_>, out: &mut Out) {
        (self.phase, self.answers, self.found) = (Phase::Preparing, NodeSet::default(), None);
        out.rule(Rule::SendCheck {});
        out.broadcast(ctx.config.ids(), &Message::Check);
    }

    fn send_value(&mut self, ctx: Context<'_>, out: &mut Out) {
        let own = self.wants.clone().expect("only who wants a value sends one");
        let value = self.found.clone().unwrap_or_else(|| own.clone());
        out.rule(match (ctx.config.attempt, &self.found) {
            (Attempt::First | Attempt::Every, _) => Rule::SendValue { value: value.clone() },
            (Attempt::Check, None) => Rule::ProposeUnopposed { value: value.clone() },
            (Attempt::Check, Some(_)) => Rule::ProposeFound { value: value.clone() },
        });
        out.observe(Observation::Proposed(value.clone()));
        let proposal = Proposal { ballot: Ballot::UNNUMBERED, value };
        out.broadcast(ctx.config.ids(), &Message::Accept(proposal.clone()));
        self.proposal = Some(proposal);
        self.acceptances = NodeSet::default();
        self.phase = Phase::Accepting;
    }

    /// Where the attempts part: what an acceptor does with a value when it has one already.
    fn on_value(&mut self, attempt: Attempt, from: NodeId, proposal: &Proposal, out: &mut Out) {
        let value = proposal.value.clone();
        match (attempt, &self.accepted) {
            (Attempt::First, Some(kept)) => {
                return out.rule(Rule::KeepFirst { value, kept: kept.value.clone() });
            }
            (_, None) => out.rule(Rule::TakeFirst { value }),
            (_, Some(old)) => out.rule(Rule::TakeOver { value, old: old.value.clone() }),
        }
        self.accepted = Some(proposal.clone());
        out.observe(Observation::Accepted(proposal.clone()));
        out.send(from, Message::Accepted(proposal.clone()));
    }

    fn on_check(&self, from: NodeId, out: &mut Out) {
        let value = self.accepted.as_ref().map(|accepted| accepted.value.clone());
        out.rule(match &value {
            None => Rule::FoundNothing {},
            Some(value) => Rule::FoundValue { value: value.clone() },
        });
        out.send(from, Message::Found(value));
    }

    fn on_answer(&mut self, config: &Config, from: NodeId, found: Option<&Value>, out: &mut Out) {
        if self.phase != Phase::Preparing || !self.answers.insert(from) {
            return out.rule(Rule::LateAnswer {});
        }
        if let Some(value) = found {
            self.found.get_or_insert_with(|| value.clone());
        }
        let (have, need) = (self.answers.len(), config.majority());
        out.rule(if have >= need {
            Rule::AnswersSuffice { have, need }
        } else {
            Rule::CountAnswer { have, need }
        });
    }

    fn on_accepted(&mut self, config: &Config, from: NodeId, proposal: &Proposal, out: &mut Out) {
        if self.proposal.as_ref() != Some(proposal) || !self.acceptances.insert(from) {
            return out.rule(Rule::IdleAcceptance { from });
        }
        let (value, have, need) = (proposal.value.clone(), self.acceptances.len(), config.majority());
        if have >= need {
            self.phase = Phase::Chosen;
            out.rule(Rule::KnowMajority { value, have, need });
        } else {
            out.rule(Rule::CountAcceptance { value, have, need });
        }
    }
}

impl Replica for Server {
    type Config = Config;
    type Message = Message;
    type Rule = Rule;

    fn acts(&self, ctx: Context<'_>) -> Vec<Act> {
        let may_check = ctx.config.attempt == Attempt::Check && self.wants.is_some();
        let acts = [(Act::SendAccept, self.may_send(ctx.config)), (Act::SendCheck, may_check)];
        acts.into_iter().filter(|(_, may)| *may).map(|(act, _)| act).collect()
    }

    fn eager_act(&self, ctx: Context<'_>) -> Option<Act> {
        (self.phase == Phase::Preparing && self.may_send(ctx.config)).then_some(Act::SendAccept)
    }

    fn on_act(&mut self, ctx: Context<'_>, act: Act, out: &mut Out) {
        match act {
            Act::SendCheck => self.send_check(ctx, out),
            _ => self.send_value(ctx, out),
        }
    }

    fn takes_requests(&self) -> bool {
        true
    }

    fn on_request(&mut self, _: Context<'_>, value: Value, out: &mut Out) {
        out.rule(Rule::Want { value: value.clone() });
        self.wants = Some(value);
    }

    fn on_message(&mut self, ctx: Context<'_>, from: NodeId, message: &Message, out: &mut Out) {
        match message {
            Message::Check => self.on_check(from, out),
            Message::Found(value) => self.on_answer(ctx.config, from, value.as_ref(), out),
            Message::Accept(proposal) => self.on_value(ctx.config.attempt, from, proposal, out),
            Message::Accepted(proposal) => self.on_accepted(ctx.config, from, proposal, out),
        }
    }

    /// Forgets what it was about as a proposer; what it was first asked for stands in the cluster's settings.
    fn on_crash(&mut self, ctx: Context<'_>) {
        let wants = ctx.config.servers[ctx.me.index()].wants.clone();
        *self = Server { accepted: self.accepted.take(), wants, ..Server::default() };
    }

    fn fields(&self, ctx: Context<'_>) -> Vec<Field> {
        let (need, of) = (ctx.config.majority(), ctx.config.count());
        let count = |nodes: NodeSet| FieldValue::Count(Count { have: nodes.len(), need, of });
        let value =
            |proposal: &Option<Proposal>| FieldValue::Value(proposal.as_ref().map(|p| p.value.clone()));
        let volatile = |key, value| Field { key, value, stable: false };
        let mut fields = vec![
            volatile(FieldKey::Wants, FieldValue::Value(self.wants.clone())),
            volatile(FieldKey::Phase, FieldValue::Phase(self.phase)),
        ];
        if ctx.config.attempt == Attempt::Check {
            fields.push(volatile(FieldKey::Answers, count(self.answers)));
            fields.push(volatile(FieldKey::Found, FieldValue::Value(self.found.clone())));
        }
        fields.push(volatile(FieldKey::Proposing, value(&self.proposal)));
        fields.push(volatile(FieldKey::Acceptances, count(self.acceptances)));
        fields.push(Field { key: FieldKey::Accepted, value: value(&self.accepted), stable: true });
        fields
    }

    fn phase(&self) -> Phase {
        self.phase
    }

    fn accepted(&self) -> Option<&Proposal> {
        self.accepted.as_ref()
    }
}
