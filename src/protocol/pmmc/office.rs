//! When a leader runs for office: the deck's "When to run for office", and section 3 of the paper.

use super::{Context, Leader, Message, Office, Out, Rule};
use crate::protocol::{Ballot, NodeId, NodeSet, Timer};

/// How a leader gets on with who preempted it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rival {
    /// Who preempted it, and is pinged.
    pub watches: Option<NodeId>,
    /// How many ticks ago it heard from that one, or was preempted.
    pub silence: u32,
    /// By how much the ticks that it waits exceed one.
    extra: u32,
}

impl Rival {
    /// Longer waits would only try everybody's patience.
    const PATIENCE_MAX: u32 = 64;

    /// After how many ticks of silence it runs again.
    pub fn patience(self) -> u32 {
        1 + self.extra
    }

    /// Waits twice as long from now on: multiplicative increase.
    fn was_preempted(&mut self, by: NodeId) {
        let patience = (self.patience() * 2).min(Self::PATIENCE_MAX);
        *self = Rival { watches: Some(by), silence: 0, extra: patience - 1 };
    }

    /// Waits a little less from now on: additive decrease.
    pub(super) fn has_decided(&mut self) {
        self.extra = self.extra.saturating_sub(1);
    }
}

impl Leader {
    pub(super) fn on_start(&mut self, ctx: Context<'_>, out: &mut Out) {
        let runs_at_start = ctx.config.office != Office::ByHand && !ctx.config.elects_per_slot;
        let is_first = ctx.config.leader_ids(ctx.config.configuration_of(ctx.me)).next() == Some(ctx.me);
        if runs_at_start {
            self.run(ctx, out);
        } else if !ctx.config.elects_per_slot && (!is_first || self.is_ballot_used) {
            // The first leader is the one that others wait for, until it has failed once.
            self.seen = self.seen.or(Some(self.ballot).filter(|_| self.is_ballot_used));
            self.rival.watches = Some(ctx.me);
            out.set_timer(Timer::Detector);
        }
    }

    /// Whether it waits for somebody else to fail before it runs.
    pub(super) fn is_waiting(&self) -> bool {
        self.rival.watches.is_some()
    }

    pub(super) fn stop_waiting(&mut self, out: &mut Out) {
        if self.rival.watches.take().is_some() {
            out.cancel_timer(Timer::Detector);
            out.cancel_timer(Timer::Heartbeat);
        }
        self.rival.silence = 0;
    }

    /// What it does when it has been preempted.
    pub(super) fn wait(&mut self, ctx: Context<'_>, by: Ballot, out: &mut Out) {
        match ctx.config.office {
            Office::AtOnce => self.run(ctx, out),
            Office::ByHand => {
                self.rival.watches = Some(by.proposer);
                out.set_timer(Timer::Detector);
            }
            Office::Ping => {
                self.rival.was_preempted(by.proposer);
                self.ping(by.proposer, out);
            }
        }
    }

    fn ping(&self, rival: NodeId, out: &mut Out) {
        out.rule(Rule::Ping { rival, patience: self.rival.patience() });
        out.send(rival, Message::Ping);
        out.set_timer(Timer::Heartbeat);
    }

    pub(super) fn on_pong(&mut self, from: NodeId, out: &mut Out) {
        if self.rival.watches == Some(from) {
            self.rival.silence = 0;
            out.rule(Rule::RivalAlive { rival: from });
        } else {
            out.rule(Rule::LatePong { from });
        }
    }

    /// Its clock has gone on: it runs if the other one has been silent for too long, or else asks it again.
    pub(super) fn on_tick(&mut self, ctx: Context<'_>, out: &mut Out) {
        let Some(rival) = self.rival.watches else { return };
        self.rival.silence += 1;
        if self.rival.silence >= self.rival.patience() {
            out.rule(Rule::RivalSilent { rival });
            self.run(ctx, out);
        } else {
            self.ping(rival, out);
        }
    }

    /// Whether a failure detector would be right to speak: none of the leaders of its configuration that it hears is active.
    pub(super) fn suspects(&self, ctx: Context<'_>, hears: NodeSet, leaders: NodeSet) -> bool {
        let rivals: NodeSet = ctx.config.rivals_of(ctx.me).collect();
        !self.is_active && hears.intersection(leaders).intersection(rivals).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patience_doubles_and_shrinks_within_bounds() {
        let mut rival = Rival::default();
        let mut waits = Vec::new();
        for _ in 0..8 {
            rival.was_preempted(NodeId(3));
            waits.push(rival.patience());
        }
        assert_eq!(waits, [2, 4, 8, 16, 32, 64, 64, 64]);
        rival.has_decided();
        assert_eq!(rival.patience(), 63);
        (0..100).for_each(|_| rival.has_decided());
        assert_eq!(rival.patience(), 1);
    }
}
