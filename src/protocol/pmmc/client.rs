//! A client: it sends one command after the other to all replicas, and takes the first response to each.

use super::acceptor::SHOWN_MAX;
use super::{Command, Context, Message, Out, Rule, field};
use crate::protocol::{Act, Field, FieldKey, FieldValue, NodeId, Observation, Timer, Value};

/// A client.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Client {
    /// How many of its own commands it has sent.
    pub sent: u32,
    /// How many commands it has sent in all; the last one's number.
    pub number: u32,
    /// The command that it waits for.
    pub waits_for: Option<Value>,
    /// What it was told last, by commands.
    pub results: Vec<(Value, Value)>,
}

impl Client {
    pub(super) fn acts(&self, ctx: Context<'_>) -> Vec<Act> {
        let is_free = self.waits_for.is_none() && self.sent < ctx.config.requests;
        is_free.then_some(Act::Ask).into_iter().collect()
    }

    pub(super) fn ask_next(&mut self, ctx: Context<'_>, out: &mut Out) {
        let value = ctx.config.command(ctx.me, self.sent);
        self.sent += 1;
        self.ask(ctx, value, out);
    }

    /// Sends a command. One that it waited for until now, it waits for no longer.
    pub(super) fn ask(&mut self, ctx: Context<'_>, value: Value, out: &mut Out) {
        self.number += 1;
        out.rule(Rule::Ask { command: ctx.config.in_full(&value) });
        out.observe(Observation::Called(value.clone()));
        self.waits_for = Some(value);
        self.send(ctx, out);
    }

    pub(super) fn ask_again(&mut self, ctx: Context<'_>, out: &mut Out) {
        if let Some(command) = self.waits_for.clone() {
            out.rule(Rule::AskAgain { command });
            self.send(ctx, out);
        }
    }

    fn send(&self, ctx: Context<'_>, out: &mut Out) {
        let Some(value) = self.waits_for.clone() else { return };
        let command = Command { value, asked_by: Some((ctx.me, self.number)) };
        out.broadcast(ctx.config.replica_ids(), &Message::Request(command));
        out.set_timer(Timer::Retry);
    }

    pub(super) fn on_message(&mut self, ctx: Context<'_>, from: NodeId, message: &Message, out: &mut Out) {
        let Message::Response(command, result) = message else { return };
        let value = command.value.clone();
        if self.waits_for.is_none() || command.asked_by != Some((ctx.me, self.number)) {
            return out.rule(Rule::KnowResult { command: value, from });
        }
        out.rule(Rule::TakeResult { command: value.clone(), result: result.clone(), from });
        out.observe(Observation::Answered(value.clone(), result.clone()));
        out.cancel_timer(Timer::Retry);
        self.waits_for = None;
        if self.results.len() == SHOWN_MAX {
            self.results.remove(0);
        }
        self.results.push((value, result.clone()));
    }

    /// What it was told, nobody can take from it; what it waits for, it forgets.
    pub(super) fn forget(&mut self, _: Context<'_>) {
        self.waits_for = None;
    }

    pub(super) fn fields(&self, _: Context<'_>) -> Vec<Field> {
        vec![
            field(FieldKey::WaitsFor, FieldValue::Value(self.waits_for.clone()), false),
            field(FieldKey::Results, FieldValue::Pairs(self.results.clone()), true),
        ]
    }
}
