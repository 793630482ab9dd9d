//! The acceptor: promises and accepts (Paxos Made Simple §2.2, phases 1b and 2b).

use super::{Config, Learning, Message, Out, Rejections, Rule};
use crate::protocol::{Ballot, Field, FieldKey, FieldValue, NodeId, Observation, Proposal};

/// An acceptor. Both fields are on stable storage: it must not forget them (§2.5).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Acceptor {
    /// The highest number it promised.
    pub promised: Option<Ballot>,
    /// The last proposal it accepted.
    pub accepted: Option<Proposal>,
}

impl Acceptor {
    pub(super) fn on_message(&mut self, config: &Config, from: NodeId, message: &Message, out: &mut Out) {
        match message {
            // A number greater than any it responded to: promise, and report the last acceptance.
            Message::Prepare(n) if config.is_above(*n, self.promised) => self.promise(*n, from, out),
            Message::Prepare(n) => refuse(config, from, *n, self.promised, Refused::Prepare, out),
            // Not below the promise: accept.
            Message::Accept(proposal) if !self.has_promised_above(config, proposal.ballot) => {
                self.accept(config, proposal, from, out);
            }
            Message::Accept(proposal) => {
                refuse(config, from, proposal.ballot, self.promised, Refused::Accept, out);
            }
            Message::Promise(..) | Message::Accepted(_) | Message::Success(_) | Message::Reject(..) => {}
        }
    }

    fn has_promised_above(&self, config: &Config, n: Ballot) -> bool {
        self.promised.is_some_and(|promised| config.is_above(promised, Some(n)))
    }

    fn promise(&mut self, n: Ballot, from: NodeId, out: &mut Out) {
        self.promised = Some(n);
        out.rule(match &self.accepted {
            None => Rule::PromiseFresh { n },
            Some(accepted) => Rule::PromiseReport { n, accepted: accepted.clone() },
        });
        out.observe(Observation::Promised(n));
        out.send(from, Message::Promise(n, self.accepted.clone()));
    }

    fn accept(&mut self, config: &Config, proposal: &Proposal, from: NodeId, out: &mut Out) {
        // Accepting is a promise too: what is below this number is refused from now on.
        self.promised = Some(proposal.ballot);
        self.accepted = Some(proposal.clone());
        out.rule(Rule::Accept { proposal: proposal.clone() });
        out.observe(Observation::Accepted(proposal.clone()));
        let accepted = Message::Accepted(proposal.clone());
        if config.learning == Learning::Direct {
            out.broadcast(config.learner_ids(), &accepted);
        }
        out.send(from, accepted);
    }

    pub(super) fn fields(&self) -> Vec<Field> {
        vec![
            Field { key: FieldKey::Promised, value: FieldValue::Ballot(self.promised), stable: true },
            Field {
                key: FieldKey::Accepted,
                value: FieldValue::Proposal(self.accepted.clone()),
                stable: true,
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
