//! Accepts as they arrive.

use super::{Accepted, Context, Gaps, Leaders, Message, Out, Request, Rule, Server};
use crate::protocol::{Ballot, NodeId, NodeState};

impl Server {
    /// Hears that a request is ordered.
    pub(super) fn on_accept(
        &mut self,
        ctx: Context<'_>,
        from: NodeId,
        round: Ballot,
        request: &Request,
        slot: u32,
        out: &mut Out,
    ) {
        if round < self.round {
            return out.rule(Rule::IgnoreOld { round, promised: self.round });
        }
        if round > self.round {
            self.obey(round);
        }
        if !ctx.config.keeps_slots() {
            out.rule(Rule::FollowOrder { value: request.value.clone() });
            return self.queue.push(request.clone());
        }
        let entry = Accepted { round, by: from, request: request.clone() };
        if self.take(ctx, slot, entry, out) && ctx.config.has_learns {
            self.answer(ctx, from, round, request, slot, out);
        }
    }

    /// Obeys a round, and leads no more.
    pub(super) fn obey(&mut self, round: Ballot) {
        self.round = round;
        self.duty = NodeState::Follower;
        self.promises = crate::protocol::NodeSet::default();
        self.resend = crate::protocol::Map::default();
    }

    /// Accepts what is ordered under a sequence number, if its rung lets it. Whether it answers.
    fn take(&mut self, ctx: Context<'_>, slot: u32, entry: Accepted, out: &mut Out) -> bool {
        let value = entry.request.value.clone();
        let expected = self.accepted.free_from(self.done + 1);
        let held = self.accepted.get(slot).cloned();
        match held {
            Some(held) if held.request.value == entry.request.value && held.round == entry.round => {
                out.rule(Rule::KnowOrder { value, slot });
            }
            Some(held) if ctx.config.leaders == Leaders::Alike => {
                let holds = held.request.value.clone();
                if !ctx.config.last_wins || slot <= self.done {
                    out.rule(Rule::RefuseOrder { value, slot, holds });
                    return false;
                }
                out.rule(Rule::ReplaceOrder { value, slot, holds });
                self.give_up(ctx, &held);
                self.learns.set(slot, Vec::new());
                self.accepted.set(slot, entry);
            }
            None if ctx.config.gaps == Gaps::Discarded && slot != expected => {
                out.rule(Rule::DiscardOrder { value, slot, expected });
                return false;
            }
            held => {
                out.rule(match held {
                    Some(_) if slot <= self.done => Rule::AcceptExecuted { value, slot },
                    None if slot > expected => Rule::BufferOrder { value, slot },
                    _ => Rule::AcceptOrder { value, slot },
                });
                self.accepted.set(slot, entry);
            }
        }
        true
    }

    /// The last accept wins: what it ordered itself under this number is off, and it leads no more.
    fn give_up(&mut self, ctx: Context<'_>, held: &Accepted) {
        if held.by == ctx.me {
            self.duty = NodeState::Follower;
        }
    }

    /// It has forgotten who told it of what they accepted, but from its own log it knows of itself and of who ordered it.
    pub(super) fn remember(&mut self, ctx: Context<'_>) {
        if !ctx.config.learns_from_all() {
            return;
        }
        let (accepted, done) = (self.accepted.clone(), self.done);
        for (slot, entry) in accepted.iter().filter(|(slot, _)| *slot > done) {
            self.note_learn(slot, entry.round, &entry.request, ctx.me);
            self.note_learn(slot, entry.round, &entry.request, entry.by);
        }
    }

    /// Answers with a learn: to the leader, or, where everybody learns from everybody, to all. An accept that it had
    /// before is answered as well, since the first answer may be lost.
    fn answer(
        &mut self,
        ctx: Context<'_>,
        from: NodeId,
        round: Ballot,
        request: &Request,
        slot: u32,
        out: &mut Out,
    ) {
        let learn = Message::Learn(round, request.clone(), slot);
        if ctx.config.learns_from_all() {
            // Its own acceptance counts, and the accept counts as the leader's learn (slide 86).
            self.note_learn(slot, round, request, ctx.me);
            self.note_learn(slot, round, request, from);
            out.broadcast(ctx.config.others(ctx.me), &learn);
        } else {
            out.send(from, learn);
        }
    }
}
