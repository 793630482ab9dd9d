//! The acceptor: promises and accepts (Paxos Made Simple §2.2, phases 1b and 2b).

use super::{Config, Learning, Message, Out, Rejections, Rule, Switch};
use crate::protocol::{Ballot, Field, FieldKey, FieldValue, NodeId, Observation, Proposal};

/// An acceptor. Both fields are on stable storage: it must not forget them (§2.5), unless that is switched off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Acceptor {
    /// The highest number it promised.
    pub promised: Option<Ballot>,
    /// The last proposal it accepted, which is the highest one.
    pub accepted: Option<Proposal>,
}

impl Acceptor {
    pub(super) fn on_message(&mut self, config: &Config, from: NodeId, message: &Message, out: &mut Out) {
        match message {
            // A number greater than any it responded to: promise, and report the last acceptance.
            Message::Prepare(n) if self.may_promise(config, *n) => self.promise(config, *n, from, out),
            Message::Prepare(n) => refuse(config, from, *n, self.promised, Refused::Prepare, out),
            // Not below the promise: accept.
            Message::Accept(proposal) if self.may_accept(config, proposal.ballot) => {
                self.accept(config, proposal, from, out);
            }
            Message::Accept(proposal) => {
                refuse(config, from, proposal.ballot, self.promised, Refused::Accept, out);
            }
            Message::Promise(..) | Message::Accepted(_) | Message::Success(_) | Message::Reject(..) => {}
        }
    }

    fn may_promise(&self, config: &Config, n: Ballot) -> bool {
        config.is_above(n, self.promised)
            || config.switches.place(Switch::Promises) == 2
            || config.is_off(Switch::Repeats) && !self.has_promised_above(config, n)
    }

    fn may_accept(&self, config: &Config, n: Ballot) -> bool {
        config.is_off(Switch::Promises) || !self.has_promised_above(config, n)
    }

    fn has_promised_above(&self, config: &Config, n: Ballot) -> bool {
        self.promised.is_some_and(|promised| config.is_above(promised, Some(n)))
    }

    fn promise(&mut self, config: &Config, n: Ballot, from: NodeId, out: &mut Out) {
        let before = self.promised.filter(|&promised| !config.is_above(n, Some(promised)));
        out.rule(match (&self.accepted, before) {
            (_, Some(promised)) if config.is_above(promised, Some(n)) || !config.is_off(Switch::Repeats) => {
                Rule::PromiseAnyway { n, promised }
            }
            (_, Some(_)) => Rule::PromiseAgain { n },
            (None, None) => Rule::PromiseFresh { n },
            (Some(accepted), None) => Rule::PromiseReport { n, accepted: accepted.clone() },
        });
        self.promised = Some(n);
        out.observe(Observation::Promised(n));
        out.send(from, Message::Promise(n, self.accepted.clone()));
    }

    fn accept(&mut self, config: &Config, proposal: &Proposal, from: NodeId, out: &mut Out) {
        let below = self.promised.filter(|&promised| config.is_above(promised, Some(proposal.ballot)));
        out.rule(match below {
            Some(promised) => Rule::AcceptAnyway { proposal: proposal.clone(), promised },
            None if config.is_off(Switch::Accepting) => Rule::AcceptUnbound { proposal: proposal.clone() },
            None => Rule::Accept { proposal: proposal.clone() },
        });
        if !config.is_off(Switch::Accepting) && below.is_none() {
            // Accepting is a promise too: what is below this number is refused from now on.
            self.promised = Some(proposal.ballot);
        }
        let is_reported = config.switches.place(Switch::Accepting) != 1
            || !self
                .accepted
                .as_ref()
                .is_some_and(|last| config.is_above(last.ballot, Some(proposal.ballot)));
        if is_reported {
            self.accepted = Some(proposal.clone());
        }
        out.observe(Observation::Accepted(proposal.clone()));
        let accepted = Message::Accepted(proposal.clone());
        if config.learning == Learning::Direct {
            out.broadcast(config.learner_ids(), &accepted);
        }
        out.send(from, accepted);
    }

    /// Forgets what is not on stable storage.
    pub(super) fn on_crash(&mut self, config: &Config) {
        self.promised.take_if(|_| config.is_off(Switch::KeepPromise));
        self.accepted.take_if(|_| config.is_off(Switch::KeepAcceptance));
    }

    pub(super) fn fields(&self, config: &Config) -> Vec<Field> {
        let is_stable = |switch: Switch| !config.is_off(switch);
        vec![
            Field {
                key: FieldKey::Promised,
                value: FieldValue::Ballot(self.promised),
                stable: is_stable(Switch::KeepPromise),
            },
            Field {
                key: FieldKey::Accepted,
                value: FieldValue::Proposal(self.accepted.clone()),
                stable: is_stable(Switch::KeepAcceptance),
            },
        ]
    }
}

enum Refused {
    Prepare,
    Accept,
}

fn refuse(config: &Config, from: NodeId, n: Ballot, promised: Option<Ballot>, what: Refused, out: &mut Out) {
    let promised = promised.expect("only a promise makes an acceptor refuse");
    out.rule(match (config.rejections, what) {
        (Rejections::Silent, Refused::Prepare) => Rule::IgnorePrepare { n, promised },
        (Rejections::Silent, Refused::Accept) => Rule::IgnoreAccept { n, promised },
        (Rejections::Answered, Refused::Prepare) => Rule::RejectPrepare { n, promised },
        (Rejections::Answered, Refused::Accept) => Rule::RejectAccept { n, promised },
    });
    if config.rejections == Rejections::Answered {
        out.send(from, Message::Reject(n, promised));
    }
}
