//! A replica: it proposes commands for slots, executes what is decided, in slot order, and responds (paper, figure 1).

use super::acceptor::SHOWN_MAX;
use super::{Command, Config, Context, Logged, Message, Out, Rule, Snapshot, field};
use crate::protocol::store::{Application, Operation, Store};
use crate::protocol::{
    Act, Ballot, Field, FieldKey, FieldValue, Map, NodeId, Sequence, SlotEntry, Timer, Value,
};

/// A replica.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Replica {
    /// `slot_in`: the next slot for which it has made no proposal and knows no decision.
    pub slot_in: u32,
    /// `slot_out`: the next slot whose decision is to be executed.
    pub slot_out: u32,
    /// `requests`: the commands that are neither proposed nor decided.
    pub requests: Vec<Command>,
    /// `proposals`, by slots.
    pub proposals: Map<u32, Command>,
    /// `decisions`, by slots.
    pub decisions: Logged<Command>,
    /// What it has executed, each command once.
    pub executed: Sequence,
    /// The state of the application.
    pub store: Store,
    /// The last response to each client: the number of its command, and the result.
    pub answers: Map<NodeId, (u32, Value)>,
    /// From which slots on which configuration counts.
    pub configurations: Vec<(u32, u8)>,
    /// Whether its timer is set.
    pub retransmits: bool,
}

impl Replica {
    pub(super) fn start(config: &Config) -> Self {
        Replica {
            slot_in: config.first_slot,
            slot_out: config.first_slot,
            requests: Vec::new(),
            proposals: Map::default(),
            decisions: Logged::default(),
            executed: Sequence::default(),
            store: Store::default(),
            answers: Map::default(),
            configurations: vec![(config.first_slot, 0)],
            retransmits: false,
        }
    }

    /// It may propose while there is something to propose, and the window is open.
    pub(super) fn acts(&self, ctx: Context<'_>) -> Vec<Act> {
        let is_open = self.slot_in < self.slot_out + ctx.config.window;
        let has_something = !self.requests.is_empty() || self.slot_in < self.first_of_configuration();
        (is_open && has_something).then_some(Act::Propose { place: 0 }).into_iter().collect()
    }

    /// The command that it proposes next.
    pub(super) fn next_request(&self) -> Option<&Value> {
        self.requests.first().map(|command| &command.value)
    }

    /// The first slot of the latest configuration: until there, slots must be filled for it to begin.
    fn first_of_configuration(&self) -> u32 {
        self.configurations.last().map_or(0, |(slot, _)| *slot)
    }

    /// The configuration that decides a slot.
    fn configuration(&self, slot: u32) -> u8 {
        let mut latest = self.configurations.iter().rev();
        latest.find(|(first, _)| *first <= slot).map_or(0, |(_, configuration)| *configuration)
    }

    pub(super) fn on_start(&mut self, ctx: Context<'_>, out: &mut Out) {
        // Whoever was down asks what it has missed. At the start of a run there is nothing to ask for.
        if self.retransmits {
            self.retransmits = false;
            self.catch_up(ctx, out);
            self.mind_timer(out);
        }
    }

    pub(super) fn on_message(&mut self, ctx: Context<'_>, from: NodeId, message: &Message, out: &mut Out) {
        match message {
            Message::Request(command) => self.hear(ctx, command, out),
            Message::Decision(slot, command) => self.on_decision(ctx, *slot, command, out),
            Message::CatchUp(slot) => self.on_catch_up(from, *slot, out),
            Message::State(snapshot) => self.on_state(ctx, snapshot, out),
            Message::Collect(slot) => {
                self.decisions.forget_below((*slot).min(self.slot_out));
                out.rule(Rule::ForgetDecisions { slot: *slot });
            }
            _ => {}
        }
        self.mind_timer(out);
    }

    /// Hears a command, from a client or by hand.
    pub(super) fn hear(&mut self, ctx: Context<'_>, command: &Command, out: &mut Out) {
        let value = command.value.clone();
        if self.has_executed(command) {
            match self.answer_to(command) {
                Some(result) => {
                    out.rule(Rule::RespondAgain { command: value, result: result.clone() });
                    Self::respond(command, result, out);
                }
                None => out.rule(Rule::KnowExecuted { command: value }),
            }
        } else if self.requests.contains(command) || self.proposals.values().any(|known| known == command) {
            out.rule(Rule::KnowRequest { command: value });
        } else {
            self.requests.push(command.clone());
            out.rule(Rule::HearRequest { command: value });
            if ctx.config.keeps.requests {
                out.write();
            }
        }
    }

    /// Proposes its first request for the next free slot, or nothing where a slot must be filled.
    pub(super) fn propose_next(&mut self, ctx: Context<'_>, out: &mut Out) {
        // What it has executed it may have forgotten; those slots are not free.
        let slot = self.slot_in.max(self.slot_out);
        self.slot_in = slot;
        if self.decisions.get(slot).is_some() || self.proposals.get(&slot).is_some() {
            self.slot_in += 1;
            return out.rule(Rule::SlotDecided { slot });
        }
        let command = if self.requests.is_empty() { Command::nothing() } else { self.requests.remove(0) };
        if self.has_executed(&command) {
            return out.rule(Rule::DropExecuted { command: command.value });
        }
        self.slot_in += 1;
        out.rule(Rule::Propose { slot, command: command.value.clone() });
        self.send_proposal(ctx, slot, &command, out);
        self.proposals.insert(slot, command);
        if ctx.config.keeps.requests {
            out.write();
        }
        self.mind_timer(out);
    }

    fn send_proposal(&self, ctx: Context<'_>, slot: u32, command: &Command, out: &mut Out) {
        let leaders = ctx.config.leader_ids(self.configuration(slot));
        out.broadcast(leaders, &Message::Propose(slot, command.clone()));
    }

    fn on_decision(&mut self, ctx: Context<'_>, slot: u32, command: &Command, out: &mut Out) {
        let value = command.value.clone();
        if slot < self.slot_out || self.decisions.get(slot).is_some() {
            return out.rule(Rule::KnowDecision { slot, command: value });
        }
        self.decisions.set(slot, command.clone());
        if ctx.config.keeps.decisions {
            out.write();
        }
        out.rule(Rule::NoteDecision { slot, command: value });
        let before = self.slot_out;
        self.perform_decided(ctx, out);
        if self.slot_out == before {
            out.rule(Rule::AwaitSlot { slot: self.slot_out });
        } else {
            self.tell_progress(ctx, out);
        }
    }

    /// Executes what is decided, up to the first slot that is not.
    fn perform_decided(&mut self, ctx: Context<'_>, out: &mut Out) {
        while let Some(decided) = self.decisions.get(self.slot_out).cloned() {
            self.take_back(&decided, out);
            self.perform(ctx, &decided, out);
        }
    }

    /// If it proposed something else for the slot, that is to be proposed again.
    fn take_back(&mut self, decided: &Command, out: &mut Out) {
        if let Some(own) = self.proposals.remove(&self.slot_out)
            && own != *decided
            && !own.is_nothing()
        {
            out.rule(Rule::TakeBack { slot: self.slot_out, command: own.value.clone() });
            self.requests.push(own);
        }
    }

    /// `perform`: executes the command of the next slot, unless an earlier slot has had it.
    fn perform(&mut self, ctx: Context<'_>, command: &Command, out: &mut Out) {
        let slot = self.slot_out;
        self.slot_out += 1;
        let value = command.value.clone();
        if command.is_nothing() {
            return out.rule(Rule::SkipNothing { slot });
        }
        if self.has_executed(command) {
            return out.rule(Rule::SkipExecuted { slot, command: value });
        }
        self.executed = self.executed.then(value.clone());
        let operation = ctx.config.operation(&command.value);
        let result = if let Operation::Reconfigure(configuration) = operation {
            self.reconfigure(ctx, slot, configuration, out)
        } else {
            let result = self.store.apply(&operation);
            let command = ctx.config.in_full(&value);
            out.rule(Rule::Execute { slot, command, result: result.clone() });
            result
        };
        if let Some((client, number)) = command.asked_by {
            self.answers.insert(client, (number, result.clone()));
        }
        Self::respond(command, result, out);
    }

    /// A command of reconfiguration counts from WINDOW slots later on: for those before, replicas may have proposed already.
    fn reconfigure(&mut self, ctx: Context<'_>, slot: u32, configuration: u8, out: &mut Out) -> Value {
        if !(1..=ctx.config.configurations).contains(&configuration) {
            out.rule(Rule::NoConfiguration { slot });
            return Value::new("no");
        }
        let from = slot + ctx.config.window;
        self.configurations.push((from, configuration - 1));
        out.rule(Rule::Reconfigure { configuration: u32::from(configuration), slot: from });
        Value::new("ok")
    }

    fn respond(command: &Command, result: Value, out: &mut Out) {
        if let Some((client, _)) = command.asked_by {
            out.send(client, Message::Response(command.clone(), result));
        }
    }

    /// A client asks for one thing after the other, so the number of its latest command says of all of them.
    fn has_executed(&self, command: &Command) -> bool {
        match command.asked_by {
            Some((client, number)) => self.answers.get(&client).is_some_and(|(last, _)| *last >= number),
            None => !command.is_nothing() && self.executed.contains(&command.value),
        }
    }

    fn answer_to(&self, command: &Command) -> Option<Value> {
        let (client, number) = command.asked_by?;
        let (last, result) = self.answers.get(&client)?;
        (*last == number).then(|| result.clone())
    }

    fn tell_progress(&self, ctx: Context<'_>, out: &mut Out) {
        if ctx.config.collects {
            let leaders = ctx.config.leader_ids(self.configuration(self.slot_out));
            out.broadcast(leaders, &Message::Executed(self.slot_out));
        }
    }

    pub(super) fn on_timer(&mut self, ctx: Context<'_>, out: &mut Out) {
        self.retransmits = false;
        // Beyond the window it does not know which configuration decides, if it has forgotten its decisions.
        let until = self.slot_out + ctx.config.window;
        for (slot, command) in self.proposals.iter().filter(|(slot, _)| **slot < until) {
            out.rule(Rule::ProposeAgain { slot: *slot, command: command.value.clone() });
            self.send_proposal(ctx, *slot, command, out);
        }
        if self.has_gap() {
            self.catch_up(ctx, out);
        }
        self.mind_timer(out);
    }

    /// Whether it knows a decision that it can't execute, because an earlier one is missing.
    fn has_gap(&self) -> bool {
        self.decisions.end() > self.slot_out
    }

    /// Asks the other replicas for what it has missed; and the leaders, for a missing slot that it has not proposed for, by
    /// proposing nothing for it: if it is decided they say so, and if not it gets filled.
    fn catch_up(&mut self, ctx: Context<'_>, out: &mut Out) {
        let slot = self.slot_out;
        out.rule(Rule::CatchUp { slot });
        out.broadcast(ctx.config.replica_ids().filter(|&other| other != ctx.me), &Message::CatchUp(slot));
        if self.has_gap() && self.proposals.get(&slot).is_none() {
            self.send_proposal(ctx, slot, &Command::nothing(), out);
        }
    }

    fn on_catch_up(&mut self, from: NodeId, slot: u32, out: &mut Out) {
        if self.slot_out <= slot {
            return out.rule(Rule::NoLead { from });
        }
        out.rule(Rule::HelpUp { from });
        let snapshot = Snapshot {
            slot_out: self.slot_out,
            executed: self.executed.clone(),
            store: self.store.clone(),
            answers: self.answers.clone(),
            configurations: self.configurations.clone(),
        };
        out.send(from, Message::State(Box::new(snapshot)));
    }

    fn on_state(&mut self, ctx: Context<'_>, state: &Snapshot, out: &mut Out) {
        if state.slot_out <= self.slot_out {
            return out.rule(Rule::KnowState { slot: state.slot_out });
        }
        for slot in self.slot_out..state.slot_out {
            if let Some(own) = self.proposals.remove(&slot).filter(|own| !own.is_nothing()) {
                self.requests.push(own);
            }
        }
        self.slot_out = state.slot_out;
        self.slot_in = self.slot_in.max(state.slot_out);
        self.executed = state.executed.clone();
        self.store = state.store.clone();
        self.answers = state.answers.clone();
        self.configurations.clone_from(&state.configurations);
        self.requests = std::mem::take(&mut self.requests)
            .into_iter()
            .filter(|command| !self.has_executed(command))
            .collect();
        if ctx.config.keeps.decisions {
            out.write();
        }
        out.rule(Rule::TakeState { slot: state.slot_out });
        self.perform_decided(ctx, out);
        self.tell_progress(ctx, out);
    }

    /// Sets its timer as long as something is missing that it waits for, and cancels it when nothing is.
    fn mind_timer(&mut self, out: &mut Out) {
        let is_needed = !self.proposals.is_empty() || self.has_gap();
        out.keep_timer(Timer::Retransmit, &mut self.retransmits, is_needed);
    }

    pub(super) fn forget(&mut self, ctx: Context<'_>) {
        let keeps = ctx.config.keeps;
        let kept = std::mem::replace(self, Replica::start(ctx.config));
        if keeps.decisions {
            *self = Replica {
                slot_out: kept.slot_out,
                slot_in: kept.slot_out,
                requests: Vec::new(),
                proposals: Map::default(),
                ..kept.clone()
            };
        }
        if keeps.requests {
            self.requests = kept.requests;
            self.proposals = kept.proposals;
            self.slot_in = kept.slot_in;
        }
        // Read when it starts again.
        self.retransmits = true;
    }

    pub(super) fn fields(&self, ctx: Context<'_>) -> Vec<Field> {
        let config = ctx.config;
        let keeps = config.keeps;
        let entry = |slot: u32, command: &Command| SlotEntry {
            slot,
            round: Ballot::UNNUMBERED,
            value: command.value.clone(),
        };
        let mut decisions: Vec<SlotEntry> =
            self.decisions.iter().rev().take(SHOWN_MAX).map(|(slot, c)| entry(slot, c)).collect();
        decisions.reverse();
        let proposals = self.proposals.iter().take(SHOWN_MAX).map(|(slot, c)| entry(*slot, c)).collect();
        let requests = self.requests.iter().take(SHOWN_MAX).map(|command| command.value.clone()).collect();
        let mut executed: Vec<Value> = self.executed.latest_first().take(SHOWN_MAX).cloned().collect();
        executed.reverse();
        let mut fields = vec![
            field(FieldKey::SlotIn, FieldValue::Number(self.slot_in), keeps.requests),
            field(FieldKey::SlotOut, FieldValue::Number(self.slot_out), keeps.decisions),
            field(FieldKey::Requests, FieldValue::List(requests), keeps.requests),
            field(FieldKey::Proposals, FieldValue::Slots(proposals), keeps.requests),
            field(FieldKey::Decisions, FieldValue::Slots(decisions), keeps.decisions),
            field(FieldKey::Executed, FieldValue::List(executed), keeps.decisions),
        ];
        match config.application {
            Application::Nothing => {}
            Application::Store => {
                fields.push(field(FieldKey::Store, FieldValue::Pairs(self.store.pairs()), keeps.decisions));
            }
            Application::Bank => {
                let balance = FieldValue::Money(self.store.balance);
                fields.push(field(FieldKey::Balance, balance, keeps.decisions));
            }
        }
        if config.configurations > 1 {
            let number = u32::from(self.configuration(self.slot_in)) + 1;
            fields.push(field(FieldKey::Configuration, FieldValue::Number(number), keeps.decisions));
        }
        fields
    }
}
