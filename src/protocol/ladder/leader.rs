//! Ordering requests: accepts, their retransmission, learns, commits.

use super::{Accepted, Context, Executes, Learned, Message, Out, Request, Rule, Server};
use crate::protocol::{Ballot, NodeId, NodeSet};

impl Server {
    /// The requests that it may order now: what it has heard and nobody has ordered yet, as far as it knows.
    pub(super) fn proposable(&self, ctx: Context<'_>) -> Vec<Request> {
        let must_wait = !self.resend.is_empty() || (ctx.config.stops_and_waits && self.awaits_learn(ctx));
        let is_full = ctx.config.is_single_decree && self.next_slot(ctx) > 1;
        if !self.leads() || !ctx.config.has_leader || must_wait || is_full {
            return Vec::new();
        }
        let is_ordered = |request: &&Request| {
            self.queue.contains(request)
                || self.accepted_from(self.done + 1).any(|entry| entry.request.value == request.value)
        };
        self.pending.iter().filter(|request| !is_ordered(request)).cloned().collect()
    }

    /// What it has accepted from this sequence number on.
    fn accepted_from(&self, slot: u32) -> impl Iterator<Item = &Accepted> {
        (slot..=self.accepted.highest()).filter_map(|slot| self.accepted.get(slot))
    }

    /// The next free sequence number.
    fn next_slot(&self, ctx: Context<'_>) -> u32 {
        if ctx.config.keeps_slots() { self.accepted.free_from(self.done + 1) } else { self.ordered + 1 }
    }

    /// Whether something that it ordered in this round has not been learned by enough.
    fn awaits_learn(&self, ctx: Context<'_>) -> bool {
        ctx.config.has_learns && self.learned_to < self.accepted.highest()
    }

    /// Notes up to where enough others, and all others, have learned what it ordered in this round. What it did not order
    /// in this round is passed over.
    pub(super) fn mind_learns(&mut self, ctx: Context<'_>) {
        let all = u32::from(ctx.config.servers) - 1;
        let enough = if ctx.config.waits_for_learn { ctx.config.majority() - 1 } else { 1 };
        self.learned_to = self.learned_from(ctx, self.learned_to, enough.min(all));
        self.settled_to = self.learned_from(ctx, self.settled_to, all);
    }

    fn learned_from(&self, ctx: Context<'_>, mut slot: u32, need: u32) -> u32 {
        let is_open = |entry: &Accepted, slot: u32| {
            entry.by == ctx.me && entry.round == self.round && self.learned(ctx, slot, entry.round) < need
        };
        while slot < self.accepted.highest()
            && !self.accepted.get(slot + 1).is_some_and(|entry| is_open(entry, slot + 1))
        {
            slot += 1;
        }
        slot
    }

    /// How many other servers are known to have accepted this.
    pub(super) fn learned(&self, ctx: Context<'_>, slot: u32, round: Ballot) -> u32 {
        let mut by = self.learned_by(slot, round);
        by.remove(ctx.me);
        by.len()
    }

    /// Which servers are known to have accepted this.
    fn learned_by(&self, slot: u32, round: Ballot) -> NodeSet {
        let learns = self.learns.get(slot).into_iter().flatten();
        let mut of_round = learns.filter(|learned| learned.round == round);
        of_round.next().map(|learned| learned.by).unwrap_or_default()
    }

    /// Orders a request: gives it the next sequence number and tells everybody.
    pub(super) fn propose(&mut self, ctx: Context<'_>, place: usize, out: &mut Out) {
        let Some(request) = self.proposable(ctx).into_iter().nth(place) else { return };
        let slot = self.next_slot(ctx);
        let value = request.value.clone();
        out.rule(if ctx.config.has_numbers {
            Rule::OrderNumbered { value, slot }
        } else {
            Rule::Order { value }
        });
        self.order(ctx, slot, request, out);
    }

    /// Sends an accept of an earlier round again in its own, as a promise told it to (slide 76).
    pub(super) fn resend(&mut self, ctx: Context<'_>, place: usize, out: &mut Out) {
        let Some((slot, request)) = self.resend.iter().nth(place).map(|(slot, r)| (*slot, r.clone())) else {
            return;
        };
        self.resend.remove(&slot);
        out.rule(Rule::ResendReported { value: request.value.clone(), slot });
        self.order(ctx, slot, request, out);
    }

    fn order(&mut self, ctx: Context<'_>, slot: u32, request: Request, out: &mut Out) {
        let sent = if ctx.config.has_numbers { slot } else { 0 };
        out.broadcast(ctx.config.others(ctx.me), &Message::Accept(self.round, request.clone(), sent));
        self.ordered += 1;
        self.learned_to = self.learned_to.min(slot - 1);
        self.settled_to = self.settled_to.min(slot - 1);
        self.told_until = self.told_until.min(slot - 1);
        if ctx.config.keeps_slots() {
            if ctx.config.learns_from_all() {
                self.note_learn(slot, self.round, &request, ctx.me);
            }
            self.accepted.set(slot, Accepted { round: self.round, by: ctx.me, request });
        } else {
            self.queue.push(request);
        }
    }

    /// What it has to send again, and to whom: first what too few have learned, then what anybody has not.
    pub(super) fn unlearned(&self, ctx: Context<'_>) -> Option<(u32, Vec<NodeId>)> {
        if !ctx.config.has_learns || !self.leads() {
            return None;
        }
        let highest = self.accepted.highest();
        let open = [self.learned_to, self.settled_to].into_iter().find(|slot| *slot < highest)?;
        let entry = self.accepted.get(open + 1)?;
        let by = self.learned_by(open + 1, entry.round);
        // Who learns from everybody, and for whom the leader and it are no majority, needs the learns of the others again.
        let is_late = open < self.learned_to && ctx.config.learns_from_all() && ctx.config.majority() > 2;
        let is_asked = |node: &NodeId| is_late || !by.contains(*node);
        Some((open + 1, ctx.config.others(ctx.me).filter(is_asked).collect()))
    }

    /// Its retransmission timer fires: the accept that learns are missing for is sent again (slide 19), and so is the
    /// prepare that a promise is missing for.
    pub(super) fn retransmit(&mut self, ctx: Context<'_>, out: &mut Out) {
        let unpromised = self.unpromised(ctx);
        if !unpromised.is_empty() {
            out.rule(Rule::PrepareAgain { round: self.round });
            out.broadcast(unpromised.into_iter(), &Message::Prepare(self.round));
        }
        let Some((slot, to)) = self.unlearned(ctx) else { return };
        let Some(entry) = self.accepted.get(slot) else { return };
        out.rule(Rule::Retransmit { value: entry.request.value.clone(), slot });
        let again = Message::Accept(entry.round, entry.request.clone(), slot);
        out.broadcast(to.iter().copied(), &again);
        // Who was not there for the accept was not there for the commit.
        if ctx.config.executes == Executes::OnCommit && slot <= self.told_until {
            let commit = Message::Commit(entry.round, entry.request.clone(), slot);
            out.broadcast(to.into_iter(), &commit);
        }
    }

    /// Hears a learn. It counts for what it ordered itself, or, where everybody learns from everybody, always.
    pub(super) fn on_learn(
        &mut self,
        ctx: Context<'_>,
        from: NodeId,
        round: Ballot,
        request: &Request,
        slot: u32,
        out: &mut Out,
    ) {
        let ordered = self.accepted.get(slot);
        let is_own = ordered
            .is_some_and(|own| own.by == ctx.me && own.round == round && own.request.value == request.value);
        let value = request.value.clone();
        if !is_own && !ctx.config.learns_from_all() {
            return out.rule(Rule::IgnoreLearn { value, from });
        }
        self.note_learn(slot, round, request, from);
        // Where everybody learns from everybody, a server's own acceptance is among the learns.
        let have = self.learned_by(slot, round).len() + u32::from(!ctx.config.learns_from_all());
        out.rule(Rule::NoteLearn { value, from, have, need: ctx.config.majority() });
    }

    /// Notes that a server has accepted this.
    pub(super) fn note_learn(&mut self, slot: u32, round: Ballot, request: &Request, by: NodeId) {
        let mut learns = self.learns.get(slot).cloned().unwrap_or_default();
        match learns.iter_mut().find(|learned| learned.round == round) {
            Some(learned) => {
                learned.by.insert(by);
            }
            None => learns.push(Learned { round, request: request.clone(), by: [by].into_iter().collect() }),
        }
        self.learns.set(slot, learns);
    }

    /// The next sequence number that it has executed, that enough have learned by its own order, and that it has told nobody.
    /// What it ordered, and what was then executed, may be two things: another leader may have been faster.
    pub(super) fn commit_due(&self, ctx: Context<'_>) -> Option<(u32, &Accepted)> {
        if ctx.config.executes != Executes::OnCommit {
            return None;
        }
        let executed =
            (self.told_until + 1..=self.done).filter_map(|slot| Some((slot, self.accepted.get(slot)?)));
        let is_learned =
            |slot: u32, entry: &Accepted| self.learned(ctx, slot, entry.round) + 1 >= ctx.config.majority();
        // In the order of their numbers: what is under way in its round is waited for.
        executed
            .filter(|(_, entry)| entry.by == ctx.me)
            .find(|(slot, entry)| entry.round == self.round || is_learned(*slot, entry))
            .filter(|(slot, entry)| is_learned(*slot, entry))
    }

    /// Tells everybody that it has executed what it ordered (slide 87).
    pub(super) fn send_commit(&mut self, ctx: Context<'_>, out: &mut Out) {
        let Some((slot, entry)) = self.commit_due(ctx) else { return };
        out.rule(Rule::SendCommit { value: entry.request.value.clone() });
        let commit = Message::Commit(entry.round, entry.request.clone(), slot);
        out.broadcast(ctx.config.others(ctx.me), &commit);
        self.told_until = slot;
    }

    /// Hears that the leader has executed something.
    pub(super) fn on_commit(
        &mut self,
        from: NodeId,
        round: Ballot,
        request: &Request,
        slot: u32,
        out: &mut Out,
    ) {
        out.rule(Rule::NoteCommit { value: request.value.clone(), from });
        self.commits.set(slot, Accepted { round, by: from, request: request.clone() });
    }
}
