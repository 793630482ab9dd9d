//! An acceptor: it adopts ballots and accepts pvalues (paper, figure 4).

use super::{Command, Context, Guard, Message, Out, Pvalues, Rule, Vote, field};
use crate::protocol::{Ballot, Field, FieldKey, FieldValue, NodeId, Observation, Proposal, SlotEntry};

/// How many pvalues, or entries of a log, a card or a list shows.
pub(super) const SHOWN_MAX: usize = 8;

/// An acceptor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Acceptor {
    /// `ballot_num`: the highest ballot that it has adopted.
    pub ballot: Option<Ballot>,
    /// `accepted`: the pvalues that it has accepted.
    pub accepted: Pvalues,
    /// Slots below this one are executed by all replicas; it keeps nothing of them.
    pub collected: u32,
}

impl Acceptor {
    pub(super) fn on_message(&mut self, ctx: Context<'_>, from: NodeId, message: &Message, out: &mut Out) {
        match message {
            Message::P1a(ballot) => self.on_p1a(from, *ballot, out),
            Message::P2a(ballot, slot, command) => self.on_p2a(ctx, from, *ballot, *slot, command, out),
            Message::Collect(slot) => self.collect(*slot, out),
            _ => {}
        }
    }

    fn on_p1a(&mut self, from: NodeId, ballot: Ballot, out: &mut Out) {
        match self.ballot {
            Some(adopted) if adopted >= ballot => out.rule(Rule::KeepBallot { ballot, adopted }),
            _ => {
                self.adopt(ballot, out);
                out.rule(Rule::AdoptBallot { ballot });
            }
        }
        let adopted = self.ballot.unwrap_or(ballot);
        out.send(from, Message::P1b(adopted, self.accepted.clone(), self.collected));
    }

    fn adopt(&mut self, ballot: Ballot, out: &mut Out) {
        self.ballot = Some(ballot);
        out.write();
        out.observe(Observation::Promised(ballot));
    }

    fn on_p2a(
        &mut self,
        ctx: Context<'_>,
        from: NodeId,
        ballot: Ballot,
        slot: u32,
        command: &Command,
        out: &mut Out,
    ) {
        let is_accepted = match ctx.config.guard {
            Guard::Equal => self.ballot == Some(ballot),
            Guard::AtLeast => self.ballot.is_none_or(|adopted| ballot >= adopted),
            Guard::Any => true,
        };
        if !is_accepted {
            match self.ballot {
                Some(adopted) => {
                    out.rule(Rule::RefusePvalue { ballot, adopted });
                    out.send(from, Message::P2b(adopted, slot, ballot));
                }
                // Who has adopted no ballot has none to answer with; the commander goes on waiting.
                None => out.rule(Rule::RefuseUnadopted { ballot }),
            }
            return;
        }
        if self.ballot.is_none_or(|adopted| ballot > adopted) {
            self.adopt(ballot, out);
        }
        self.accept(ctx, ballot, slot, command, out);
        // Who promises nothing says yes to everybody.
        let answer = if ctx.config.guard == Guard::Any { ballot } else { self.ballot.unwrap_or(ballot) };
        out.send(from, Message::P2b(answer, slot, ballot));
    }

    fn accept(&mut self, ctx: Context<'_>, ballot: Ballot, slot: u32, command: &Command, out: &mut Out) {
        if slot < self.collected {
            return out.rule(Rule::KnowCollected { slot });
        }
        let vote = Vote { ballot, command: command.clone() };
        if self.accepted.insert(slot, vote, ctx.config.keeps_latest) {
            out.write();
            out.rule(Rule::AcceptPvalue { ballot, slot, command: command.value.clone() });
            let proposal = Proposal { ballot, value: command.value.clone() };
            out.observe(Observation::AcceptedIn(slot, proposal));
        } else {
            out.rule(Rule::KnowPvalue { ballot, slot, command: command.value.clone() });
        }
    }

    fn collect(&mut self, slot: u32, out: &mut Out) {
        if slot > self.collected {
            self.collected = slot;
            self.accepted.forget_below(slot);
            out.write();
            out.rule(Rule::ForgetPvalues { slot });
        }
    }

    pub(super) fn forget(&mut self, ctx: Context<'_>) {
        let keeps = ctx.config.keeps;
        if !keeps.ballot_num {
            self.ballot = None;
        }
        if !keeps.accepted {
            self.accepted = Pvalues::default();
        }
    }

    pub(super) fn fields(&self, ctx: Context<'_>) -> Vec<Field> {
        let keeps = ctx.config.keeps;
        let entry = |(slot, vote): (u32, &Vote)| SlotEntry {
            slot,
            round: vote.ballot,
            value: vote.command.value.clone(),
        };
        let mut latest: Vec<SlotEntry> = self.accepted.iter().rev().take(SHOWN_MAX).map(entry).collect();
        latest.reverse();
        let mut fields = vec![
            field(FieldKey::Promised, FieldValue::Ballot(self.ballot), keeps.ballot_num),
            field(FieldKey::Pvalues, FieldValue::Pvalues(latest), keeps.accepted),
        ];
        if ctx.config.collects {
            fields.push(field(FieldKey::Collected, FieldValue::Number(self.collected), true));
        }
        fields
    }
}
