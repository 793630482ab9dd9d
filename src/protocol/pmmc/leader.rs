//! A leader: its proposals, its scout and its commanders (paper, figures 6 and 7).

use super::acceptor::SHOWN_MAX;
use super::office::Rival;
use super::waste::Progress;
use super::{Command, Config, Context, Guard, Logged, Message, Office, Out, Pvalues, Rule, Vote, field};
use crate::protocol::{
    Act, Ballot, Count, Field, FieldKey, FieldValue, LearnEntry, Map, NodeId, NodeSet, Observation, Phase,
    SlotEntry, Timer,
};

/// A leader with its scout and its commanders.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Leader {
    /// `active`: whether it is elected and has not been preempted since.
    pub is_active: bool,
    /// `ballot_num`.
    pub ballot: Ballot,
    /// Whether a scout has gone out with that ballot.
    pub is_ballot_used: bool,
    /// The higher ballot that preempted it, until it runs for office again.
    pub seen: Option<Ballot>,
    /// `proposals`, by slots.
    pub proposals: Logged<Proposal>,
    /// The scout, while it waits.
    pub scout: Option<Scout>,
    /// The commanders that wait, by slots.
    pub commanders: Map<u32, Commander>,
    /// How it gets on with who preempted it.
    pub rival: Rival,
    /// Who has executed how far, where that is collected.
    pub progress: Progress,
    /// Whether its retransmission timer is set.
    pub retransmits: bool,
}

/// A command that a leader is to have decided.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Proposal {
    /// The command.
    pub command: Command,
    /// Whether one of its commanders has heard from a majority.
    pub is_decided: bool,
}

/// A scout: it asks for promises.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Scout {
    /// The acceptors that have adopted its ballot.
    pub heard: NodeSet,
    /// What they have accepted: the pvalue with the highest ballot for each slot.
    pub pvalues: Logged<Vote>,
    /// Slots below this one are executed by all replicas.
    pub collected: u32,
}

/// A commander: it asks to accept one pvalue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Commander {
    /// The acceptors that have accepted it.
    pub heard: NodeSet,
}

impl Leader {
    pub(super) fn start(me: NodeId) -> Self {
        Leader {
            is_active: false,
            ballot: Ballot { round: 0, proposer: me },
            is_ballot_used: false,
            seen: None,
            proposals: Logged::default(),
            scout: None,
            commanders: Map::default(),
            rival: Rival::default(),
            progress: Progress::default(),
            retransmits: false,
        }
    }

    pub(super) fn acts(&self, ctx: Context<'_>) -> Vec<Act> {
        let is_needed = !ctx.config.elects_per_slot || self.undecided().next().is_some();
        let runs = is_needed && !self.is_active && self.scout.is_none();
        runs.then(|| Act::Prepare { round: self.next_ballot(ctx).round }).into_iter().collect()
    }

    /// The ballot with which it would run: the one it has, if that is neither used nor preempted.
    pub(super) fn next_ballot(&self, ctx: Context<'_>) -> Ballot {
        let is_free = !self.is_ballot_used && self.seen.is_none_or(|seen| seen < self.ballot);
        let above = self.seen.map_or(self.ballot, |seen| seen.max(self.ballot));
        if is_free { self.ballot } else { Config::ballot_above(ctx.me, above) }
    }

    pub(super) fn phase(&self) -> Phase {
        match (&self.scout, self.is_active) {
            (Some(_), _) => Phase::Preparing,
            (None, true) => Phase::Accepting,
            _ if self.is_waiting() => Phase::Preparing,
            _ => Phase::Idle,
        }
    }

    pub(super) fn on_message(&mut self, ctx: Context<'_>, from: NodeId, message: &Message, out: &mut Out) {
        match message {
            Message::Propose(slot, command) => self.on_propose(ctx, from, *slot, command, out),
            Message::P1b(ballot, accepted, collected) => {
                self.on_p1b(ctx, from, *ballot, accepted, *collected, out);
            }
            // An answer to a commander of an earlier ballot finds nobody.
            Message::P2b(_, slot, asked) if *asked != self.ballot => {
                out.rule(Rule::CommanderGone { from, slot: *slot });
            }
            Message::P2b(ballot, slot, _) => self.on_p2b(ctx, from, *ballot, *slot, out),
            Message::Ping => {
                out.rule(Rule::AnswerPing { from });
                out.send(from, Message::Pong);
            }
            Message::Pong => self.on_pong(from, out),
            Message::Executed(slot) => self.on_executed(ctx, from, *slot, out),
            _ => {}
        }
        self.mind_timer(out);
    }

    pub(super) fn on_timer(&mut self, ctx: Context<'_>, timer: Timer, out: &mut Out) {
        match timer {
            Timer::Retransmit => {
                self.retransmits = false;
                self.ask_again(ctx, out);
            }
            Timer::Detector => self.run(ctx, out),
            Timer::Heartbeat => self.on_tick(ctx, out),
            _ => {}
        }
        self.mind_timer(out);
    }

    /// Sends out a scout with its next ballot.
    pub(super) fn run(&mut self, ctx: Context<'_>, out: &mut Out) {
        if self.is_active || self.scout.is_some() {
            return;
        }
        self.ballot = self.next_ballot(ctx);
        self.is_ballot_used = true;
        self.seen = None;
        self.stop_waiting(out);
        if ctx.config.keeps.leader_ballot {
            out.write();
        }
        self.scout = Some(Scout::default());
        out.rule(Rule::Run { ballot: self.ballot });
        out.broadcast(ctx.config.acceptors_of(ctx.me), &Message::P1a(self.ballot));
        self.mind_timer(out);
    }

    fn on_propose(&mut self, ctx: Context<'_>, from: NodeId, slot: u32, command: &Command, out: &mut Out) {
        if slot < self.progress.collected {
            return out.rule(Rule::KnowCollected { slot });
        }
        match self.proposals.get(slot) {
            Some(known) if known.is_decided => {
                out.rule(Rule::TellDecided { slot, command: known.command.value.clone() });
                out.send(from, Message::Decision(slot, known.command.clone()));
            }
            Some(known) if known.command == *command => {
                out.rule(Rule::KnowProposal { slot, command: command.value.clone() });
            }
            Some(known) => {
                let (command, holds) = (command.value.clone(), known.command.value.clone());
                out.rule(Rule::SlotTaken { slot, command, holds });
            }
            None => {
                self.proposals.set(slot, Proposal { command: command.clone(), is_decided: false });
                let command = command.value.clone();
                if self.is_active && !ctx.config.elects_per_slot {
                    out.rule(Rule::Command { slot, command });
                    self.send_commander(ctx, slot, out);
                } else {
                    out.rule(Rule::NoteProposal { slot, command });
                    self.run_for_slot(ctx, out);
                }
            }
        }
    }

    /// Where every slot has an election of its own: runs for the next one.
    pub(super) fn run_for_slot(&mut self, ctx: Context<'_>, out: &mut Out) {
        let is_idle = !self.is_active && self.scout.is_none() && !self.is_waiting() && self.seen.is_none();
        if ctx.config.elects_per_slot && is_idle && self.undecided().next().is_some() {
            self.run(ctx, out);
        }
    }

    /// The slots of the proposals that are not decided, as far as it knows.
    fn undecided(&self) -> impl Iterator<Item = u32> {
        self.proposals.iter().filter(|(_, proposal)| !proposal.is_decided).map(|(slot, _)| slot)
    }

    fn send_commander(&mut self, ctx: Context<'_>, slot: u32, out: &mut Out) {
        let Some(proposal) = self.proposals.get(slot) else { return };
        let message = Message::P2a(self.ballot, slot, proposal.command.clone());
        let value = proposal.command.value.clone();
        out.observe(Observation::Issued(
            Some(slot),
            crate::protocol::Proposal { ballot: self.ballot, value },
        ));
        self.commanders.insert(slot, Commander::default());
        out.broadcast(ctx.config.acceptors_of(ctx.me), &message);
    }

    fn on_p1b(
        &mut self,
        ctx: Context<'_>,
        from: NodeId,
        ballot: Ballot,
        accepted: &Pvalues,
        collected: u32,
        out: &mut Out,
    ) {
        let Some(scout) = self.scout.as_mut().filter(|_| ballot >= self.ballot) else {
            return out.rule(Rule::ScoutGone { from });
        };
        if ballot > self.ballot {
            self.scout = None;
            return self.preempt(ctx, ballot, true, out);
        }
        scout.heard.insert(from);
        scout.collected = scout.collected.max(collected);
        for (slot, vote) in accepted.highest() {
            if scout.pvalues.get(slot).is_none_or(|known| known.ballot < vote.ballot) {
                scout.pvalues.set(slot, vote.clone());
            }
        }
        let (have, need) = (scout.heard.len(), ctx.config.quorum());
        out.rule(Rule::CountAdoption { from, have, need });
        if have >= need {
            self.adopted(ctx, out);
        }
    }

    /// `adopted`: a majority has adopted its ballot.
    fn adopted(&mut self, ctx: Context<'_>, out: &mut Out) {
        let Some(scout) = self.scout.take() else { return };
        self.is_active = true;
        out.observe(Observation::Led(self.ballot, scout.heard));
        out.rule(Rule::Adopted { ballot: self.ballot });
        self.progress.collected = self.progress.collected.max(scout.collected);
        self.proposals.forget_below(self.progress.collected);
        for (slot, vote) in scout.pvalues.iter().filter(|(slot, _)| *slot >= self.progress.collected) {
            let known = self.proposals.get(slot);
            if known.is_none_or(|known| known.command != vote.command && !known.is_decided) {
                self.proposals.set(slot, Proposal { command: vote.command.clone(), is_decided: false });
                out.rule(Rule::TakeOverPvalue { slot, command: vote.command.value.clone() });
            }
        }
        if ctx.config.elects_per_slot && self.undecided().next().is_none() {
            // An election for no slot is over as soon as it is won.
            self.is_active = false;
        }
        let slots = if ctx.config.elects_per_slot { 1 } else { usize::MAX };
        for slot in self.undecided().take(slots).collect::<Vec<_>>() {
            let Some(proposal) = self.proposals.get(slot) else { continue };
            out.rule(Rule::Command { slot, command: proposal.command.value.clone() });
            self.send_commander(ctx, slot, out);
        }
    }

    fn on_p2b(&mut self, ctx: Context<'_>, from: NodeId, ballot: Ballot, slot: u32, out: &mut Out) {
        let counts = ballot == self.ballot || (ctx.config.counts_any && ballot > self.ballot);
        let Some(mut commander) = self.commanders.get(&slot).copied().filter(|_| ballot >= self.ballot)
        else {
            return out.rule(Rule::CommanderGone { from, slot });
        };
        if !counts {
            return self.preempt(ctx, ballot, false, out);
        }
        commander.heard.insert(from);
        let (have, need) = (commander.heard.len(), ctx.config.quorum());
        out.rule(Rule::CountAcceptance { from, slot, have, need });
        if have < need {
            self.commanders.insert(slot, commander);
            return;
        }
        self.commanders.remove(&slot);
        self.decide(ctx, slot, out);
    }

    fn decide(&mut self, ctx: Context<'_>, slot: u32, out: &mut Out) {
        let Some(proposal) = self.proposals.get(slot).cloned() else { return };
        self.proposals.set(slot, Proposal { is_decided: true, ..proposal.clone() });
        out.rule(Rule::Decide { slot, command: proposal.command.value.clone() });
        out.broadcast(ctx.config.replica_ids(), &Message::Decision(slot, proposal.command));
        self.rival.has_decided();
        if ctx.config.elects_per_slot {
            self.is_active = false;
            self.run_for_slot(ctx, out);
        }
    }

    /// `preempted`: some acceptor has adopted a higher ballot. A scout that comes back with this news brings the next ballot
    /// along; a leader that hears it from a commander picks one when it runs again (the deck's two scenes).
    fn preempt(&mut self, ctx: Context<'_>, by: Ballot, from_scout: bool, out: &mut Out) {
        self.is_active = false;
        self.commanders = Map::default();
        out.rule(Rule::Preempted { by });
        if from_scout {
            self.ballot = Config::ballot_above(ctx.me, by);
            self.is_ballot_used = false;
        }
        self.seen = Some(by);
        self.wait(ctx, by, out);
    }

    /// Asks those again that have not answered.
    fn ask_again(&mut self, ctx: Context<'_>, out: &mut Out) {
        if let Some(scout) = &self.scout {
            out.rule(Rule::ScoutAgain { ballot: self.ballot });
            let missing = ctx.config.acceptors_of(ctx.me).filter(|&node| !scout.heard.contains(node));
            out.broadcast(missing, &Message::P1a(self.ballot));
        }
        // An acceptor that has missed the scout can accept only once it has adopted the ballot.
        if self.scout.is_none() && ctx.config.guard == Guard::Equal {
            let is_missing =
                |node: &NodeId| self.commanders.values().any(|commander| !commander.heard.contains(*node));
            let missing = ctx.config.acceptors_of(ctx.me).filter(is_missing);
            out.broadcast(missing, &Message::P1a(self.ballot));
        }
        for (slot, commander) in self.commanders.iter() {
            let Some(proposal) = self.proposals.get(*slot) else { continue };
            out.rule(Rule::CommandAgain { slot: *slot });
            let missing = ctx.config.acceptors_of(ctx.me).filter(|&node| !commander.heard.contains(node));
            out.broadcast(missing, &Message::P2a(self.ballot, *slot, proposal.command.clone()));
        }
    }

    /// Sets the retransmission timer as long as a scout or a commander waits, and cancels it when none does.
    pub(super) fn mind_timer(&mut self, out: &mut Out) {
        let is_needed = self.scout.is_some() || !self.commanders.is_empty();
        out.keep_timer(Timer::Retransmit, &mut self.retransmits, is_needed);
    }

    pub(super) fn forget(&mut self, ctx: Context<'_>) {
        let keeps = ctx.config.keeps;
        let fresh = Leader::start(ctx.me);
        let kept = std::mem::replace(self, fresh);
        if keeps.leader_ballot {
            (self.ballot, self.is_ballot_used, self.seen) = (kept.ballot, kept.is_ballot_used, kept.seen);
        }
        if keeps.leader_proposals {
            self.proposals = kept.proposals;
            self.progress.collected = kept.progress.collected;
        }
    }

    pub(super) fn fields(&self, ctx: Context<'_>) -> Vec<Field> {
        let config = ctx.config;
        let entry = |(slot, proposal): (u32, &Proposal)| SlotEntry {
            slot,
            round: Ballot::UNNUMBERED,
            value: proposal.command.value.clone(),
        };
        let mut latest: Vec<SlotEntry> = self.proposals.iter().rev().take(SHOWN_MAX).map(entry).collect();
        latest.reverse();
        let missing = |heard: NodeSet| {
            config.acceptors_of(ctx.me).filter(|&node| !heard.contains(node)).collect::<NodeSet>()
        };
        let waits = |(slot, commander): (&u32, &Commander)| LearnEntry {
            slot: *slot,
            round: Ballot::UNNUMBERED,
            by: missing(commander.heard),
        };
        let commanders = self.commanders.iter().take(SHOWN_MAX).map(waits).collect();
        let scout = self.scout.as_ref().map(|scout| missing(scout.heard));
        let mut fields = vec![
            field(FieldKey::Leads, FieldValue::Flag(self.is_active), false),
            field(FieldKey::Promised, FieldValue::Ballot(Some(self.ballot)), config.keeps.leader_ballot),
            field(FieldKey::Proposals, FieldValue::Pvalues(latest), config.keeps.leader_proposals),
            field(FieldKey::Scout, FieldValue::Nodes(scout), false),
            field(FieldKey::Commanders, FieldValue::Learns(commanders), false),
        ];
        if config.office == Office::Ping {
            let (have, need) = (self.rival.silence, self.rival.patience());
            let silence = FieldValue::Count(Count { have, need, of: need });
            fields.push(field(FieldKey::Silence, silence, false));
        }
        fields
    }
}
