//! The proposer: phases 1a and 2a (Paxos Made Simple §2.2), and the word to the learners.

use super::{Adoption, Config, Context, Learning, Message, Out, Rule, Switch};
use crate::protocol::{
    Act, Ballot, Count, Field, FieldKey, FieldValue, NodeId, NodeSet, Observation, Phase, Proposal, Timer,
    Value,
};

/// A proposer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Proposer {
    /// The last number it used. On stable storage, so that it never uses one twice (§2.5), unless that is switched off.
    pub last: Option<u32>,
    /// The value that it was asked for.
    pub wants: Option<Value>,
    /// The highest number of others that it heard of in rejections.
    pub heard: u32,
    /// How far it is with its number.
    pub phase: Phase,
    /// Who promised its number.
    pub promises: NodeSet,
    /// The accepted proposals among those promises as they came, where that matters.
    pub reports: Vec<Proposal>,
    /// The highest-numbered of them, or whichever is adopted instead.
    pub reported: Option<Proposal>,
    /// What it asked acceptors to accept under its number.
    pub proposal: Option<Proposal>,
    /// Who told it that they accepted that.
    pub acceptances: NodeSet,
    /// Whether it told the learners.
    pub announced: bool,
}

impl Proposer {
    /// A proposer that wants this value and has done nothing yet.
    pub fn new(wants: Option<Value>) -> Self {
        Proposer {
            last: None,
            wants,
            heard: 0,
            phase: Phase::Idle,
            promises: NodeSet::default(),
            reports: Vec::new(),
            reported: None,
            proposal: None,
            acceptances: NodeSet::default(),
            announced: false,
        }
    }

    pub(super) fn acts(&self, ctx: Context<'_>) -> Vec<Act> {
        let mut acts = Vec::new();
        acts.extend(self.eager_act(ctx));
        if self.wants.is_some() {
            acts.extend(self.next_round(ctx).map(|round| Act::Prepare { round }));
        }
        acts
    }

    pub(super) fn allows(&self, ctx: Context<'_>, act: Act) -> bool {
        match act {
            // Any number will do that is higher than its own last one: uniqueness lies in the pair, or in the
            // disjoint sequences from which a bare number comes by default.
            Act::Prepare { round } => {
                self.wants.is_some() && (self.last.unwrap_or(0) + 1..=Config::ROUND_MAX).contains(&round)
            }
            Act::SendAccept => {
                self.phase == Phase::Preparing
                    && (ctx.config.may_lead(self.promises) || ctx.config.is_off(Switch::Waits))
                    && self.wants.is_some()
            }
            Act::SendSuccess => {
                self.phase == Phase::Chosen
                    && !self.announced
                    && ctx.config.learning == Learning::ViaProposer
                    && !ctx.config.learners.is_empty()
            }
            _ => false,
        }
    }

    pub(super) fn eager_act(&self, ctx: Context<'_>) -> Option<Act> {
        [Act::SendAccept, Act::SendSuccess].into_iter().find(|&act| self.allows(ctx, act))
    }

    pub(super) fn on_act(&mut self, ctx: Context<'_>, act: Act, out: &mut Out) {
        match act {
            Act::Prepare { round } => {
                let n = Ballot { round, proposer: ctx.me };
                let rule = if self.last.is_none() { Rule::Prepare { n } } else { Rule::PrepareAgain { n } };
                self.prepare(ctx, n, rule, out);
            }
            Act::SendAccept => self.send_accept(ctx, out),
            Act::SendSuccess => self.send_success(ctx, out),
            _ => {}
        }
    }

    pub(super) fn on_request(&mut self, value: Value, out: &mut Out) {
        out.rule(Rule::Want { value: value.clone() });
        self.wants = Some(value);
    }

    pub(super) fn on_timer(&mut self, ctx: Context<'_>, timer: Timer, out: &mut Out) {
        match timer {
            Timer::Retry => {
                if let Some(round) = self.next_round(ctx) {
                    let n = Ballot { round, proposer: ctx.me };
                    self.prepare(ctx, n, Rule::Retry { n }, out);
                }
            }
            // Votes of a commitment and the clock of an election are none of its business.
            Timer::Timeout | Timer::Heartbeat | Timer::Retransmit | Timer::Detector => {}
        }
    }

    pub(super) fn on_message(&mut self, ctx: Context<'_>, from: NodeId, message: &Message, out: &mut Out) {
        match message {
            Message::Promise(n, accepted) => self.on_promise(ctx, from, *n, accepted.as_ref(), out),
            Message::Accepted(proposal) => self.on_accepted(ctx.config, from, proposal, out),
            Message::Reject(n, promised) => self.on_reject(ctx, *n, *promised, out),
            Message::Prepare(_) | Message::Accept(_) | Message::Success(_) => {}
        }
    }

    /// Forgets all but the last number; what it was first asked for stands in the cluster's settings.
    pub(super) fn on_crash(&mut self, ctx: Context<'_>) {
        let wants = ctx.config.proposers[ctx.me.index()].wants.clone();
        let last = self.last.filter(|_| !ctx.config.is_off(Switch::KeepNumber));
        *self = Proposer { last, ..Proposer::new(wants) };
    }

    fn next_round(&self, ctx: Context<'_>) -> Option<u32> {
        ctx.config.next_round(ctx.me, self.last.unwrap_or(0).max(self.heard))
    }

    /// The number of the proposal under way, if there is one.
    fn ballot(&self, ctx: Context<'_>) -> Option<Ballot> {
        let round = self.last.filter(|_| self.phase != Phase::Idle)?;
        Some(Ballot { round, proposer: ctx.me })
    }

    /// Phase 1a.
    fn prepare(&mut self, ctx: Context<'_>, n: Ballot, rule: Rule, out: &mut Out) {
        *self = Proposer {
            last: Some(n.round),
            heard: self.heard,
            phase: Phase::Preparing,
            ..Proposer::new(self.wants.take())
        };
        out.rule(rule);
        out.broadcast(ctx.config.acceptor_ids(), &Message::Prepare(n));
        out.set_timer(Timer::Retry);
    }

    fn on_promise(
        &mut self,
        ctx: Context<'_>,
        from: NodeId,
        n: Ballot,
        accepted: Option<&Proposal>,
        out: &mut Out,
    ) {
        if self.ballot(ctx) != Some(n) {
            return out.rule(Rule::StalePromise { n });
        }
        if self.phase != Phase::Preparing {
            return out.rule(Rule::LatePromise { n });
        }
        if !self.promises.insert(from) {
            return out.rule(Rule::RepeatedPromise { n, from });
        }
        if let Some(accepted) = accepted {
            self.hear_report(ctx.config, accepted);
        }
        let (have, need) = (self.promises.len(), ctx.config.promise_quorum());
        out.rule(if ctx.config.may_lead(self.promises) {
            Rule::PromiseQuorum { n, have, need }
        } else {
            Rule::CountPromise { n, have, need }
        });
    }

    fn hear_report(&mut self, config: &Config, accepted: &Proposal) {
        let is_adopted = match config.adoption {
            Adoption::First => self.reported.is_none(),
            Adoption::MostFrequent => {
                self.reports.push(accepted.clone());
                let times = |value: &Value| self.reports.iter().filter(|r| r.value == *value).count();
                self.reported.as_ref().is_none_or(|reported| times(&accepted.value) > times(&reported.value))
            }
            Adoption::Highest | Adoption::Own => {
                config.is_above(accepted.ballot, self.reported.as_ref().map(|reported| reported.ballot))
            }
        };
        if is_adopted {
            self.reported = Some(accepted.clone());
        }
    }

    /// Phase 2a: the value of the highest-numbered proposal among the promises, or its own if they report none (P2c).
    fn send_accept(&mut self, ctx: Context<'_>, out: &mut Out) {
        let n = self.ballot(ctx).expect("a proposer that prepares has a number");
        let own = self.wants.clone().expect("a proposer that prepares wants a value");
        let (value, rule) = match (ctx.config.adoption, &self.reported) {
            (_, None) => {
                // Only this brings a new value into play: an adopted one was proposed before.
                out.observe(Observation::Proposed(own.clone()));
                (own.clone(), Rule::ProposeOwn { n, value: own })
            }
            (adoption @ (Adoption::Highest | Adoption::First | Adoption::MostFrequent), Some(reported)) => {
                let (value, reported) = (reported.value.clone(), reported.clone());
                (
                    value.clone(),
                    match adoption {
                        Adoption::First => Rule::AdoptFirst { n, value, reported },
                        Adoption::MostFrequent => Rule::AdoptMostFrequent { n, value, reported },
                        _ => Rule::Adopt { n, value, reported },
                    },
                )
            }
            (Adoption::Own, Some(reported)) => {
                out.observe(Observation::Proposed(own.clone()));
                (own.clone(), Rule::ProposeOwnAnyway { n, value: own, reported: reported.clone() })
            }
        };
        let (have, need) = (self.promises.len(), ctx.config.promise_quorum());
        out.rule(if ctx.config.may_lead(self.promises) {
            rule
        } else {
            Rule::ProposeEarly { n, value: value.clone(), have, need }
        });
        let proposal = Proposal { ballot: n, value };
        out.observe(Observation::Led(n, self.promises));
        out.observe(Observation::Issued(None, proposal.clone()));
        out.broadcast(ctx.config.acceptor_ids(), &Message::Accept(proposal.clone()));
        out.set_timer(Timer::Retry);
        self.proposal = Some(proposal);
        self.phase = Phase::Accepting;
    }

    fn on_accepted(&mut self, config: &Config, from: NodeId, proposal: &Proposal, out: &mut Out) {
        let n = proposal.ballot;
        let is_counted = self.proposal.as_ref().is_some_and(|own| {
            own == proposal || config.is_off(Switch::Choice) && own.value == proposal.value
        });
        if !is_counted {
            return out.rule(Rule::StaleAccepted { n });
        }
        if !self.acceptances.insert(from) {
            return out.rule(Rule::RepeatedAccepted { n, from });
        }
        let (have, need) = (self.acceptances.len(), config.accept_quorum());
        let proposal = proposal.clone();
        if self.phase == Phase::Chosen {
            out.rule(Rule::MoreAccepted { proposal, have });
        } else if config.chooses(self.acceptances) {
            self.phase = Phase::Chosen;
            out.rule(Rule::KnowChosen { proposal, have, need });
            out.cancel_timer(Timer::Retry);
        } else {
            out.rule(Rule::CountAccepted { proposal, have, need });
        }
    }

    /// Remembers the higher number, so that the next one of its own is above it; giving up is left to the timer.
    fn on_reject(&mut self, ctx: Context<'_>, n: Ballot, promised: Ballot, out: &mut Out) {
        if self.ballot(ctx) != Some(n) {
            return out.rule(Rule::StaleRejection { n });
        }
        self.heard = self.heard.max(promised.round);
        out.rule(Rule::HearRejection { n, promised });
    }

    fn send_success(&mut self, ctx: Context<'_>, out: &mut Out) {
        let proposal = self.proposal.clone().expect("what is chosen was proposed");
        self.announced = true;
        out.rule(Rule::Announce { proposal: proposal.clone() });
        out.broadcast(ctx.config.learner_ids(), &Message::Success(proposal));
    }

    pub(super) fn fields(&self, ctx: Context<'_>) -> Vec<Field> {
        let of = ctx.config.acceptor_count();
        let number = self.last.map(|round| Ballot { round, proposer: ctx.me });
        let promises = Count { have: self.promises.len(), need: ctx.config.promise_quorum(), of };
        let acceptances = Count { have: self.acceptances.len(), need: ctx.config.accept_quorum(), of };
        let proposing = self.proposal.as_ref().map(|proposal| proposal.value.clone());
        vec![
            Field { key: FieldKey::Wants, value: FieldValue::Value(self.wants.clone()), stable: false },
            Field {
                key: FieldKey::Number,
                value: FieldValue::Ballot(number),
                stable: !ctx.config.is_off(Switch::KeepNumber),
            },
            Field { key: FieldKey::Phase, value: FieldValue::Phase(self.phase), stable: false },
            Field { key: FieldKey::Promises, value: FieldValue::Count(promises), stable: false },
            Field {
                key: FieldKey::Reported,
                value: FieldValue::Proposal(self.reported.clone()),
                stable: false,
            },
            Field { key: FieldKey::Proposing, value: FieldValue::Value(proposing), stable: false },
            Field { key: FieldKey::Acceptances, value: FieldValue::Count(acceptances), stable: false },
        ]
    }
}
