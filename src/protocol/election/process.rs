//! A process: what it does at each tick of its clock, and at each heartbeat that it hears.

use super::{Config, Drives, ElectionRule, Message, Rule, SILENCE_MAX};
use crate::protocol::{
    Act, Ballot, Count, Field, FieldKey, FieldValue, NodeId, Phase, Proposal, Replica, Timer, Value, synod,
};

type Context<'a> = crate::protocol::Context<'a, Config>;
type Out = crate::protocol::Out<Message, Rule>;

/// A process.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Process {
    /// Whether it considers itself leader.
    pub leads: bool,
    /// For how many of its ticks, at most [`SILENCE_MAX`], it has heard nothing from any higher process.
    pub silence: u32,
    /// Its part as a server of single-decree Paxos, if that is what the leader drives.
    pub server: Option<synod::Node>,
}

impl Process {
    /// The processes of a cluster at the start.
    pub fn start(config: &Config) -> Vec<Process> {
        let process = |server| {
            let server = Some(server).filter(|_| config.drives == Drives::Paxos);
            Process { leads: false, silence: 0, server }
        };
        synod::Node::start(&config.paxos).into_iter().map(process).collect()
    }

    /// Lets the server of Paxos, if there is one, do something, and takes over what it did.
    fn serve(
        &mut self,
        ctx: Context<'_>,
        out: &mut Out,
        what: impl FnOnce(&mut synod::Node, synod::Context<'_>, &mut synod::Out),
    ) {
        if let Some(server) = &mut self.server {
            let mut served = synod::Out::default();
            what(server, paxos(ctx), &mut served);
            out.absorb(served);
        }
    }

    /// "... and begins to service client requests": with its own value, unless it knows that one is chosen. A value
    /// that others accepted it finds out by phase 1, as any proposer does.
    fn lead(&mut self, ctx: Context<'_>, out: &mut Out) {
        let is_prepare = |act: &Act| matches!(act, Act::Prepare { .. });
        let open = self.server.iter().filter(|server| server.phase() != Phase::Chosen);
        if let Some(act) = open.flat_map(|server| server.acts(paxos(ctx))).find(is_prepare) {
            self.serve(ctx, out, |server, context, served| server.on_act(context, act, served));
        }
    }

    /// Its server, as long as it leads: only a leader serves requests, and so takes steps of Paxos by itself.
    fn leader(&self) -> Option<&synod::Node> {
        self.server.as_ref().filter(|_| self.leads)
    }

    fn send_heartbeat(ctx: Context<'_>, out: &mut Out) {
        let others = ctx.config.paxos.acceptor_ids().filter(|&node| node != ctx.me);
        out.broadcast(others, &Message::Heartbeat);
        out.set_timer(Timer::Heartbeat);
    }

    fn tick(&mut self, ctx: Context<'_>, out: &mut Out) {
        Self::send_heartbeat(ctx, out);
        if self.leads {
            return out.rule(ElectionRule::BeatAsLeader {}.into());
        }
        self.silence += 1;
        let (silence, need) = (self.silence, SILENCE_MAX);
        out.rule(ElectionRule::Beat { silence, need }.into());
        if silence >= need {
            self.leads = true;
            out.rule(ElectionRule::Elect { silence }.into());
            self.lead(ctx, out);
        }
    }

    fn on_heartbeat(&mut self, ctx: Context<'_>, from: NodeId, out: &mut Out) {
        if from < ctx.me {
            return out.rule(ElectionRule::HearLower { from }.into());
        }
        self.silence = 0;
        if self.leads {
            self.leads = false;
            out.rule(ElectionRule::StepDown { from }.into());
            // It serves no more requests, so it does not try again; what it sent is still on its way.
            out.cancel_timer(Timer::Retry);
        } else {
            out.rule(ElectionRule::HearHigher { from }.into());
        }
    }
}

impl Replica for Process {
    type Config = Config;
    type Message = Message;
    type Rule = Rule;

    fn acts(&self, ctx: Context<'_>) -> Vec<Act> {
        self.leader().map(|server| server.acts(paxos(ctx))).unwrap_or_default()
    }

    fn allows(&self, ctx: Context<'_>, act: Act) -> bool {
        self.leader().is_some_and(|server| server.allows(paxos(ctx), act))
    }

    fn eager_act(&self, ctx: Context<'_>) -> Option<Act> {
        self.leader()?.eager_act(paxos(ctx))
    }

    fn on_act(&mut self, ctx: Context<'_>, act: Act, out: &mut Out) {
        self.serve(ctx, out, |server, context, served| server.on_act(context, act, served));
    }

    fn takes_requests(&self) -> bool {
        self.server.is_some()
    }

    /// A leader serves the request at once, unless it is at work on another.
    fn on_request(&mut self, ctx: Context<'_>, value: Value, out: &mut Out) {
        self.serve(ctx, out, |server, context, served| server.on_request(context, value, served));
        if self.leads && self.phase() == Phase::Idle {
            self.lead(ctx, out);
        }
    }

    fn on_message(&mut self, ctx: Context<'_>, from: NodeId, message: &Message, out: &mut Out) {
        match message {
            Message::Heartbeat => self.on_heartbeat(ctx, from, out),
            Message::Paxos(message) => {
                self.serve(ctx, out, |server, context, served| {
                    server.on_message(context, from, message, served);
                });
            }
        }
    }

    fn on_timer(&mut self, ctx: Context<'_>, timer: Timer, out: &mut Out) {
        match timer {
            Timer::Heartbeat => self.tick(ctx, out),
            Timer::Retry => {
                self.serve(ctx, out, |server, context, served| server.on_timer(context, timer, served));
            }
            Timer::Timeout | Timer::Retransmit | Timer::Detector => {}
        }
    }

    /// Sends its first heartbeat and begins to wait, at the beginning as after a crash.
    fn on_start(&mut self, ctx: Context<'_>, out: &mut Out) {
        out.rule(ElectionRule::FirstBeat {}.into());
        Self::send_heartbeat(ctx, out);
    }

    /// Forgets that it led and what it heard; its server keeps what is on stable storage.
    fn on_crash(&mut self, ctx: Context<'_>) {
        (self.leads, self.silence) = (false, 0);
        if let Some(server) = &mut self.server {
            server.on_crash(paxos(ctx));
        }
    }

    fn fields(&self, ctx: Context<'_>) -> Vec<Field> {
        let silence = Count { have: self.silence, need: SILENCE_MAX, of: SILENCE_MAX };
        let volatile = |key, value| Field { key, value, stable: false };
        let mut fields = vec![
            volatile(FieldKey::Leads, FieldValue::Flag(self.leads)),
            volatile(FieldKey::Silence, FieldValue::Count(silence)),
        ];
        fields.extend(self.server.iter().flat_map(|server| server.fields(paxos(ctx))));
        fields
    }

    fn phase(&self) -> Phase {
        self.server.as_ref().map_or(Phase::Idle, Replica::phase)
    }

    fn last_round(&self) -> Option<u32> {
        self.server.as_ref()?.last_round()
    }

    fn promised(&self) -> Option<Ballot> {
        self.server.as_ref()?.promised()
    }

    fn accepted(&self) -> Option<&Proposal> {
        self.server.as_ref()?.accepted()
    }

    fn leads(&self) -> bool {
        self.leads
    }
}

/// What the process knows as a server of single-decree Paxos.
fn paxos(ctx: Context<'_>) -> synod::Context<'_> {
    synod::Context { config: &ctx.config.paxos, me: ctx.me }
}
