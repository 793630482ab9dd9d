//! A server: its state, and which handler does what.

use super::{Config, Context, Executes, Leaders, Message, Out, Request, Takeover};
use crate::protocol::{
    Act, Ballot, Count, Field, FieldKey, FieldValue, LearnEntry, Map, NodeId, NodeSet, NodeState, Sequence,
    SlotEntry, Slots, Timer, Value,
};

/// How many entries of its log a server shows.
const SHOWN_MAX: usize = 8;

/// A server.
///
/// On stable storage are its round, what it has accepted and what it has executed. The deck's servers fail by stopping
/// and never come back; whoever restarts one on a rung that counts on that sees what comes of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Server {
    /// What it considers itself to be.
    pub duty: NodeState,
    /// The round that it obeys.
    pub round: Ballot,
    /// Who has promised to obey its round, since it took over.
    pub promises: NodeSet,
    /// The accepts of the highest rounds that those promises, and it itself, know of.
    pub reports: Slots<Accepted>,
    /// How far everybody who promised has executed.
    pub reported_done: u32,
    /// What it must send again before anything new, by sequence number.
    pub resend: Map<u32, Request>,
    /// The requests that it has heard and not executed, in the order in which it heard them.
    pub pending: Vec<Request>,
    /// What it has accepted and not executed, in the order in which it did, where it does not keep sequence numbers.
    pub queue: Vec<Request>,
    /// How many accepts it has sent, where it does not keep sequence numbers.
    pub ordered: u32,
    /// What it has accepted, by sequence numbers; what it ordered itself is among it.
    pub accepted: Slots<Accepted>,
    /// The learns that it has heard, by sequence numbers.
    pub learns: Slots<Vec<Learned>>,
    /// The commits that it has heard, by sequence numbers.
    pub commits: Slots<Accepted>,
    /// Up to which sequence number it has sent commits.
    pub told_until: u32,
    /// Up to which sequence number it has executed.
    pub done: u32,
    /// What it has executed.
    pub executed: Sequence,
    /// Who waits for its replies: the requests, and its state after each.
    pub owed: Vec<(Request, Sequence)>,
    /// Up to which sequence number enough others have learned what it ordered in its round.
    pub learned_to: u32,
    /// Up to which sequence number all others have.
    pub settled_to: u32,
    /// Whether its retransmission timer is set.
    pub retransmits: bool,
}

/// A request that a server has accepted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Accepted {
    /// In which round.
    pub round: Ballot,
    /// Who ordered it.
    pub by: NodeId,
    /// The request.
    pub request: Request,
}

/// Learns that a server has heard for one sequence number and round.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Learned {
    /// The round.
    pub round: Ballot,
    /// The request.
    pub request: Request,
    /// Who has accepted it.
    pub by: NodeSet,
}

impl Server {
    /// A server at the start.
    pub(super) fn start(config: &Config, me: NodeId) -> Server {
        let leads = config.has_leader && config.begins_led && me == NodeId(0);
        let duty = if leads { NodeState::Leader } else { NodeState::Follower };
        Server { duty, round: config.first_round(), ..Server::blank() }
    }

    /// Whether it considers itself leader. Who is alone has nobody to lead.
    pub(super) fn leads(&self) -> bool {
        self.duty == NodeState::Leader
    }

    pub(super) fn acts(&self, ctx: Context<'_>) -> Vec<Act> {
        let places = |count: usize| 0..u32::try_from(count).unwrap_or(u32::MAX);
        let resends = places(self.resend.len().min(1)).map(|place| Act::Resend { place });
        let proposals = places(self.proposable(ctx).len()).map(|place| Act::Propose { place });
        let executions = places(self.executable(ctx).len()).map(|place| Act::Execute { place });
        let commit = self.commit_due(ctx).map(|_| Act::SendCommit);
        let replies = places(self.owed.len()).map(|place| Act::Reply { place });
        resends.chain(proposals).chain(executions).chain(commit).chain(replies).collect()
    }

    /// The request that a step of its own is about.
    pub(super) fn act_value(&self, ctx: Context<'_>, act: Act) -> Option<Value> {
        let request = match act {
            Act::Propose { place } => self.proposable(ctx).into_iter().nth(place as usize),
            Act::Execute { place } => self.executable(ctx).into_iter().nth(place as usize),
            Act::Resend { place } => self.resend.values().nth(place as usize).cloned(),
            Act::Reply { place } => self.owed.get(place as usize).map(|(request, _)| request.clone()),
            _ => None,
        };
        request.map(|request| request.value)
    }

    /// Takes a step of its own; [`Server::acts`] has offered it.
    pub(super) fn on_act(&mut self, ctx: Context<'_>, act: Act, out: &mut Out) {
        match act {
            Act::Propose { place } => self.propose(ctx, place as usize, out),
            Act::Resend { place } => self.resend(ctx, place as usize, out),
            Act::Execute { place } => self.execute(ctx, place as usize, out),
            Act::Reply { place } => self.reply(ctx, place as usize, out),
            Act::SendCommit => self.send_commit(ctx, out),
            _ => {}
        }
        self.mind_timers(ctx, out);
    }

    pub(super) fn on_message(&mut self, ctx: Context<'_>, from: NodeId, message: &Message, out: &mut Out) {
        match message {
            Message::Request(request) => self.hear(ctx, request.clone(), out),
            Message::Accept(round, request, slot) => self.on_accept(ctx, from, *round, request, *slot, out),
            Message::Learn(round, request, slot) => self.on_learn(ctx, from, *round, request, *slot, out),
            Message::Commit(round, request, slot) => self.on_commit(from, *round, request, *slot, out),
            Message::Prepare(round) => self.on_prepare(ctx, from, *round, out),
            Message::Promise(round, reports) => self.on_promise(ctx, from, *round, reports.as_ref(), out),
            Message::Reply(..) => {}
        }
        self.mind_detector(ctx, message, out);
        self.mind_timers(ctx, out);
    }

    pub(super) fn on_timer(&mut self, ctx: Context<'_>, timer: Timer, out: &mut Out) {
        match timer {
            Timer::Retransmit => {
                self.retransmits = false;
                self.retransmit(ctx, out);
            }
            Timer::Detector => self.detect(ctx, out),
            _ => {}
        }
        self.mind_timers(ctx, out);
    }

    /// A failure detector starts anew when the leader, or whoever answers it, has been heard.
    fn mind_detector(&self, ctx: Context<'_>, message: &Message, out: &mut Out) {
        let is_alive = match message {
            Message::Accept(round, ..) | Message::Commit(round, ..) | Message::Prepare(round) => {
                *round == self.round
            }
            Message::Learn(..) | Message::Promise(..) => self.leads(),
            Message::Request(_) | Message::Reply(..) => false,
        };
        if is_alive && self.duty != NodeState::Alone && ctx.config.takeover != Takeover::Never {
            out.set_timer(Timer::Detector);
        }
    }

    /// Whether its failure detector would be right to speak, if it hears from these nodes and those lead.
    pub(super) fn suspects(&self, ctx: Context<'_>, hears: NodeSet, leaders: NodeSet) -> bool {
        match ctx.config.takeover {
            Takeover::Never => false,
            Takeover::Alone => ctx.config.others(ctx.me).any(|node| !hears.contains(node)),
            Takeover::Lead | Takeover::Prepare => !self.leads() && hears.intersection(leaders).is_empty(),
        }
    }

    /// Sets the retransmission timer as long as a learn or a promise is missing, and cancels it when none is.
    fn mind_timers(&mut self, ctx: Context<'_>, out: &mut Out) {
        self.mind_learns(ctx);
        let is_needed = self.unlearned(ctx).is_some() || !self.unpromised(ctx).is_empty();
        out.keep_timer(Timer::Retransmit, &mut self.retransmits, is_needed);
    }

    /// Forgets what is not on stable storage.
    pub(super) fn forget(&mut self) {
        let kept = Server {
            round: self.round,
            accepted: self.accepted.clone(),
            done: self.done,
            executed: self.executed.clone(),
            ordered: self.ordered,
            told_until: self.told_until,
            duty: NodeState::Follower,
            ..Server::blank()
        };
        *self = kept;
    }

    pub(super) fn fields(&self, ctx: Context<'_>) -> Vec<Field> {
        let config = ctx.config;
        let volatile = |key, value| Field { key, value, stable: false };
        let stable = |key, value| Field { key, value, stable: true };
        let mut fields = Vec::new();
        if config.has_leader {
            fields.push(volatile(FieldKey::State, FieldValue::State(self.duty)));
        }
        if config.leaders != Leaders::Alike {
            fields.push(stable(FieldKey::Round, FieldValue::Ballot(Some(self.round))));
        }
        fields.push(stable(FieldKey::Sigma, FieldValue::Sequence(self.executed.clone())));
        let requests = |requests: &[Request]| {
            FieldValue::Values(requests.iter().map(|request| request.value.clone()).collect())
        };
        fields.push(volatile(FieldKey::Pending, requests(&self.pending)));
        if config.has_leader && !config.keeps_slots() {
            fields.push(volatile(FieldKey::Queue, requests(&self.queue)));
        }
        if config.keeps_slots() {
            fields.push(stable(FieldKey::Slots, FieldValue::Slots(shown(&self.accepted))));
        }
        if config.has_learns {
            fields.push(volatile(FieldKey::Learns, FieldValue::Learns(self.shown_learns())));
        }
        if config.executes == Executes::OnCommit {
            fields.push(volatile(FieldKey::Commits, FieldValue::Slots(shown(&self.commits))));
        }
        if config.takeover == Takeover::Prepare {
            let of = u32::from(config.servers);
            let count = Count { have: self.promises.len(), need: config.majority(), of };
            fields.push(volatile(FieldKey::Promises, FieldValue::Count(count)));
        }
        if config.promise_carries {
            let entry = |(slot, request): (&u32, &Request)| SlotEntry {
                slot: *slot,
                round: Ballot::UNNUMBERED,
                value: request.value.clone(),
            };
            let entries = self.resend.iter().take(SHOWN_MAX).map(entry).collect();
            fields.push(volatile(FieldKey::Resend, FieldValue::Slots(entries)));
        }
        fields
    }

    fn shown_learns(&self) -> Vec<LearnEntry> {
        let of_slot = |(slot, learns): (u32, &Vec<Learned>)| {
            let entry = move |learned: &Learned| LearnEntry { slot, round: learned.round, by: learned.by };
            learns.iter().map(entry).collect::<Vec<_>>()
        };
        let mut latest: Vec<LearnEntry> = self
            .learns
            .iter()
            .rev()
            .flat_map(|entry| of_slot(entry).into_iter().rev())
            .take(SHOWN_MAX)
            .collect();
        latest.reverse();
        latest
    }

    fn blank() -> Server {
        Server {
            duty: NodeState::Follower,
            round: Ballot::UNNUMBERED,
            promises: NodeSet::default(),
            reports: Slots::default(),
            reported_done: 0,
            resend: Map::default(),
            pending: Vec::new(),
            queue: Vec::new(),
            ordered: 0,
            accepted: Slots::default(),
            learns: Slots::default(),
            commits: Slots::default(),
            told_until: 0,
            done: 0,
            executed: Sequence::default(),
            owed: Vec::new(),
            learned_to: 0,
            settled_to: 0,
            retransmits: false,
        }
    }
}

/// The latest entries of a log.
fn shown(entries: &Slots<Accepted>) -> Vec<SlotEntry> {
    let entry = |(slot, entry): (u32, &Accepted)| SlotEntry {
        slot,
        round: entry.round,
        value: entry.request.value.clone(),
    };
    let mut latest: Vec<SlotEntry> = entries.iter().rev().map(entry).take(SHOWN_MAX).collect();
    latest.reverse();
    latest
}
