//! Hearing requests, executing them, replying. Executing and replying are steps of their own: a server can crash between
//! the two (slides 26 to 29).

use super::{Accepted, Context, Executes, Message, Out, Request, Rule, Server};
use crate::protocol::{NodeState, Value};

impl Server {
    /// Hears a request. One that it has executed already it will reply to once more.
    pub(super) fn hear(&mut self, ctx: Context<'_>, request: Request, out: &mut Out) {
        let value = request.value.clone();
        if let Some(state) = self.executed.through(&value) {
            out.rule(Rule::KnowExecuted { value });
            let is_owed = self.owed.iter().any(|(owed, _)| *owed == request);
            if request.client.is_some() && !is_owed {
                self.owed.push((request, state));
            }
        } else if self.pending.contains(&request) {
            out.rule(Rule::KnowRequest { value });
        } else {
            let rule = if ctx.config.has_leader {
                Rule::HearRequest { value }
            } else {
                Rule::HearRequestAlone { value }
            };
            out.rule(rule);
            self.pending.push(request);
        }
    }

    /// What it may execute next: usually one request at most, but who is alone takes any.
    pub(super) fn executable(&self, ctx: Context<'_>) -> Vec<Request> {
        let next = self.accepted.get(self.done + 1);
        if !ctx.config.has_leader {
            return self.pending.first().cloned().into_iter().collect();
        }
        if self.duty == NodeState::Alone {
            return next.map_or_else(|| self.pending.clone(), |entry| vec![entry.request.clone()]);
        }
        if !ctx.config.keeps_slots() {
            return self.queue.first().cloned().into_iter().collect();
        }
        let ordered = next.filter(|entry| self.may_execute(ctx, entry)).cloned();
        let chosen = ordered.or_else(|| self.known_chosen(ctx));
        chosen.map(|entry| entry.request).into_iter().collect()
    }

    /// Whether it may execute what it has accepted under the next sequence number.
    fn may_execute(&self, ctx: Context<'_>, entry: &Accepted) -> bool {
        let is_own = entry.by == ctx.me;
        match ctx.config.executes {
            // Its own order it executes after learns in that round, even if it leads no more (slides 31, 44, 79).
            Executes::OnAccept | Executes::OnCommit if is_own => {
                !ctx.config.waits_for_learn
                    || self.learned(ctx, self.done + 1, entry.round) >= ctx.config.majority() - 1
            }
            // The accept is an implicit learn (slide 38).
            Executes::OnAccept => true,
            Executes::OnCommit | Executes::OnLearns => false,
        }
    }

    /// What it knows to be accepted by a majority under the next sequence number, from learns or from a commit; or from
    /// those of a later one, in the round in which it has accepted this one. Who orders one at a time has seen to the
    /// earlier one before, so what was lost, in a crash or on the way, does no harm.
    fn known_chosen(&self, ctx: Context<'_>) -> Option<Accepted> {
        let slot = self.done + 1;
        if let Some(chosen) = self.chosen_at(ctx, slot) {
            return Some(chosen);
        }
        let held =
            self.accepted.get(slot).filter(|_| ctx.config.stops_and_waits && ctx.config.waits_for_learn)?;
        let highest = self.learns.highest().max(self.commits.highest());
        let later = (slot + 1..=highest).rev().find_map(|later| self.chosen_at(ctx, later))?;
        (later.round == held.round).then(|| held.clone())
    }

    /// What learns or a commit say about a sequence number.
    fn chosen_at(&self, ctx: Context<'_>, slot: u32) -> Option<Accepted> {
        match ctx.config.executes {
            Executes::OnAccept => None,
            Executes::OnCommit => self.commits.get(slot).cloned(),
            Executes::OnLearns => {
                let mut learns = self.learns.get(slot)?.iter();
                let learned = learns.find(|learned| learned.by.len() >= ctx.config.majority())?;
                let (round, request) = (learned.round, learned.request.clone());
                Some(Accepted { round, by: round.proposer, request })
            }
        }
    }

    /// Executes a request and owes its client a reply.
    pub(super) fn execute(&mut self, ctx: Context<'_>, place: usize, out: &mut Out) {
        let Some(request) = self.executable(ctx).into_iter().nth(place) else { return };
        let value = request.value.clone();
        if ctx.config.has_leader {
            self.note_done(ctx, &request);
        }
        self.pending.retain(|other| other.value != value);
        if self.executed.contains(&value) {
            // Ordered twice, by two leaders: it counts once.
            return out.rule(Rule::SkipExecuted { value });
        }
        self.executed = self.executed.then(value.clone());
        let state = (self.executed.clone(), ctx.me);
        out.rule(match (self.duty, ctx.config.has_leader) {
            (NodeState::Alone, _) => Rule::ExecuteAlone { value, state },
            (_, false) => Rule::ExecuteFirst { value, state },
            _ => self.execution_rule(ctx, value, state),
        });
        if request.client.is_some() {
            self.owed.push((request, self.executed.clone()));
        }
    }

    fn execution_rule(
        &self,
        ctx: Context<'_>,
        value: Value,
        state: (crate::protocol::Sequence, crate::protocol::NodeId),
    ) -> Rule {
        let is_own = self.accepted.get(self.done).is_some_and(|entry| entry.by == ctx.me);
        match ctx.config.executes {
            Executes::OnLearns => Rule::ExecuteLearned { value, state },
            Executes::OnCommit if !is_own => Rule::ExecuteCommitted { value, state },
            _ if is_own && ctx.config.waits_for_learn => Rule::ExecuteAfterLearn { value, state },
            _ => Rule::ExecuteOrdered { value, state },
        }
    }

    /// Takes the request off the queue, or counts its sequence number as done.
    fn note_done(&mut self, ctx: Context<'_>, request: &Request) {
        if ctx.config.keeps_slots() {
            let chosen = self.known_chosen(ctx).filter(|chosen| chosen.request == *request);
            self.done += 1;
            let held = self.accepted.get(self.done).map(|entry| entry.round);
            if held.is_none() && self.duty == NodeState::Alone {
                let entry = Accepted { round: self.round, by: ctx.me, request: request.clone() };
                self.accepted.set(self.done, entry);
            } else if let Some(chosen) = chosen.filter(|chosen| held.is_none_or(|held| held < chosen.round)) {
                // So that its log has no gap when it promises or leads.
                self.accepted.set(self.done, chosen);
            }
        } else {
            self.queue.retain(|other| other != request);
        }
    }

    /// Replies with the state that it was in after it had executed the request.
    pub(super) fn reply(&mut self, ctx: Context<'_>, place: usize, out: &mut Out) {
        if place >= self.owed.len() {
            return;
        }
        let (request, state) = self.owed.remove(place);
        if let Some(client) = request.client {
            out.rule(Rule::Reply { to: client, state: (state.clone(), ctx.me) });
            out.send(client, Message::Reply(state, ctx.me));
        }
    }
}
