//! What a run can be run to.

use crate::check::{Property, judge};
use crate::lesson::Predicate;
use crate::protocol::{MessageKind, Role};
use crate::sim::{Event, Step, World};
use crate::text::{Arg, Notation, Terms, say};

/// What a run can be run to. It is always the next moment at which it becomes so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A proposal becomes chosen.
    Decision,
    /// A proposer enters another phase.
    Phase,
    /// A message of this kind is delivered.
    Message(MessageKind),
    /// A safety property breaks that held before.
    PropertyBreaks,
    /// This becomes true of a node's state.
    Predicate(Predicate),
}

impl Goal {
    /// Whether a step leads to it.
    pub fn is_reached(&self, before: &World, step: &Step, now: &World) -> bool {
        match self {
            Goal::Decision => {
                step.chosen > 0 || now.ledger().decisions.len() > before.ledger().decisions.len()
            }
            Goal::Phase => {
                let mut proposers = now.setup().with_role(Role::Proposer);
                proposers.any(|node| now.node(node).phase() != before.node(node).phase())
            }
            Goal::Message(kind) => {
                let arrived = step.consumed.as_ref().filter(|_| matches!(step.event, Event::Deliver(_)));
                arrived.is_some_and(|packet| packet.message.kind() == *kind)
            }
            Goal::PropertyBreaks => {
                let holds = |property, world| judge(property, world).holds();
                Property::ALL.into_iter().any(|property| !holds(property, now) && holds(property, before))
            }
            Goal::Predicate(predicate) => predicate.holds(now) && !predicate.holds(before),
        }
    }

    /// The goal in a few words.
    pub fn words(&self, notation: &Notation<'_>) -> String {
        match self {
            Goal::Decision => say("goal-decision", &[]),
            Goal::Phase => say("goal-phase", &[]),
            Goal::Message(kind) => message_goal(notation.terms, *kind),
            Goal::PropertyBreaks => say("goal-property", &[]),
            Goal::Predicate(predicate) => predicate.words(notation),
        }
    }

    /// The goals that can be chosen, with their words: those that need nothing to be typed, for the kinds of messages
    /// that there are.
    pub fn choices(terms: Terms) -> Vec<(Goal, String)> {
        let simple = [
            (Goal::Decision, say("goal-decision", &[])),
            (Goal::Phase, say("goal-phase", &[])),
            (Goal::PropertyBreaks, say("goal-property", &[])),
        ];
        let message = |kind| (Goal::Message(kind), message_goal(terms, kind));
        simple.into_iter().chain(MessageKind::ALL.into_iter().map(message)).collect()
    }
}

fn message_goal(terms: Terms, kind: MessageKind) -> String {
    say("goal-message", &[("kind", Arg::from(terms.kind(kind)))])
}
