//! Failure detection, and what follows from it: going on alone, leading, or prepare and promise.

use super::{Accepted, Context, Leaders, Message, Out, Request, Rule, Server, Takeover};
use crate::protocol::{Ballot, NodeId, NodeState, Slots, Timer};

impl Server {
    /// Its failure detector says that the leader, or the other server, has failed. It may be wrong: "There is always a
    /// chance of false detection" (slide 40).
    pub(super) fn detect(&mut self, ctx: Context<'_>, out: &mut Out) {
        match ctx.config.takeover {
            Takeover::Never => return,
            Takeover::Alone => {
                self.duty = NodeState::Alone;
                return out.rule(Rule::GoOnAlone {});
            }
            Takeover::Lead => {
                self.duty = NodeState::Leader;
                out.rule(Rule::StartLeading {});
            }
            Takeover::Prepare => self.prepare(ctx, out),
        }
        out.set_timer(Timer::Detector);
    }

    /// Takes over with a number of its own.
    fn prepare(&mut self, ctx: Context<'_>, out: &mut Out) {
        let Some(round) = ctx.config.next_round(ctx.me, self.round) else {
            return out.rule(Rule::Outranked { promised: self.round });
        };
        self.obey(round);
        self.promises = [ctx.me].into_iter().collect();
        (self.reports, self.reported_done) = (self.accepted.clone(), self.done);
        out.rule(Rule::TakeOver { round });
        out.broadcast(ctx.config.others(ctx.me), &Message::Prepare(round));
        self.lead_if_promised(ctx, out);
    }

    /// Hears that somebody takes over.
    pub(super) fn on_prepare(&mut self, ctx: Context<'_>, from: NodeId, round: Ballot, out: &mut Out) {
        // Where a promise carries something it may be given again: the leader asks until it has it.
        let is_again = round == self.round && ctx.config.promise_carries && from == round.proposer;
        if round <= self.round && !is_again {
            return out.rule(Rule::IgnorePrepare { round, promised: self.round });
        }
        self.obey(round);
        let reports = ctx.config.promise_carries.then(|| (self.accepted.clone(), self.done));
        out.rule(match &reports {
            Some((accepted, _)) if !accepted.is_empty() => Rule::PromiseWithReport { round },
            _ => Rule::Promise { round },
        });
        out.send(from, Message::Promise(round, reports));
    }

    /// Hears a promise.
    pub(super) fn on_promise(
        &mut self,
        ctx: Context<'_>,
        from: NodeId,
        round: Ballot,
        reports: Option<&(Slots<Accepted>, u32)>,
        out: &mut Out,
    ) {
        if round == self.round && self.leads() {
            return self.on_late_promise(ctx, from, reports.map(|(_, done)| *done), out);
        }
        if round != self.round || self.promises.is_empty() {
            return out.rule(Rule::LatePromise { from });
        }
        self.promises.insert(from);
        if let Some((accepted, done)) = reports {
            self.merge(accepted);
            self.reported_done = self.reported_done.min(*done);
        }
        let (have, need) = (self.promises.len(), ctx.config.majority());
        out.rule(Rule::CountPromise { from, have, need });
        self.lead_if_promised(ctx, out);
    }

    /// Hears a promise when it leads already. Who is further behind than all who promised before needs to be sent more: a
    /// leader resends also after the merge (slide 78).
    fn on_late_promise(&mut self, ctx: Context<'_>, from: NodeId, done: Option<u32>, out: &mut Out) {
        let Some(done) = done.filter(|_| ctx.config.promise_carries) else {
            return out.rule(Rule::LatePromise { from });
        };
        self.promises.insert(from);
        let more: Vec<(u32, Request)> = (done + 1..=self.reported_done)
            .filter_map(|slot| Some((slot, self.accepted.get(slot)?)))
            .filter(|(_, entry)| entry.round < self.round)
            .map(|(slot, entry)| (slot, entry.request.clone()))
            .collect();
        self.reported_done = self.reported_done.min(done);
        if more.is_empty() {
            return out.rule(Rule::LatePromise { from });
        }
        for (slot, request) in more {
            self.resend.insert(slot, request);
        }
        out.rule(Rule::MustResend { count: u32::try_from(self.resend.len()).unwrap_or(u32::MAX) });
    }

    /// Whose promises it misses as a leader, although it leads without them: they may be further behind than anybody who
    /// promised, and it would never know.
    pub(super) fn unpromised(&self, ctx: Context<'_>) -> Vec<NodeId> {
        if !ctx.config.promise_carries || !self.leads() || self.promises.is_empty() || self.reported_done == 0
        {
            return Vec::new();
        }
        ctx.config.others(ctx.me).filter(|&node| !self.promises.contains(node)).collect()
    }

    /// Keeps what has the highest round, by sequence numbers.
    fn merge(&mut self, accepted: &Slots<Accepted>) {
        for (slot, entry) in accepted.iter() {
            if self.reports.get(slot).is_none_or(|known| known.round < entry.round) {
                self.reports.set(slot, entry.clone());
            }
        }
    }

    /// Leads once a majority has promised, itself among it. What was reported must be sent again first; what everybody
    /// who promised has executed needs no more.
    fn lead_if_promised(&mut self, ctx: Context<'_>, out: &mut Out) {
        if self.promises.len() < ctx.config.majority() {
            return;
        }
        self.duty = NodeState::Leader;
        out.rule(Rule::Lead { round: self.round });
        if ctx.config.promise_carries && ctx.config.leaders != Leaders::Alike {
            let open = self.reports.iter().filter(|(slot, _)| *slot > self.reported_done);
            let requests = open.map(|(slot, entry)| (slot, entry.request.clone()));
            self.resend = requests.collect::<crate::protocol::Map<u32, Request>>();
            if !self.resend.is_empty() {
                let count = u32::try_from(self.resend.len()).unwrap_or(u32::MAX);
                out.rule(Rule::MustResend { count });
            }
        }
        self.reports = Slots::default();
    }
}
