//! A client: it sends a request to every server, and takes any reply.

use super::{Config, Context, Message, Out, Request, Rule};
use crate::protocol::{Act, Field, FieldKey, FieldValue, NodeId, Sequence, Timer, Value};

/// How many of the states that it saw a client shows.
const SHOWN_MAX: usize = 8;

/// A client.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Client {
    /// How many requests of its own it has sent.
    pub sent: u32,
    /// The request that it waits for.
    pub waits_for: Option<Value>,
    /// The states that it was told last, each with the server that told it.
    pub seen: Vec<(Sequence, NodeId)>,
}

impl Client {
    pub(super) fn acts(&self, ctx: Context<'_>) -> Vec<Act> {
        let is_free = self.waits_for.is_none() && self.sent < ctx.config.requests;
        is_free.then_some(Act::Ask).into_iter().collect()
    }

    /// Sends its next request.
    pub(super) fn ask_next(&mut self, ctx: Context<'_>, out: &mut Out) {
        let value = ctx.config.request(ctx.me, self.sent);
        self.sent += 1;
        self.ask(ctx, value, out);
    }

    /// Sends this request to every server.
    pub(super) fn ask(&mut self, ctx: Context<'_>, value: Value, out: &mut Out) {
        out.rule(Rule::Ask { value: value.clone() });
        send(ctx, &value, out);
        self.waits_for = Some(value);
        out.set_timer(Timer::Retry);
    }

    /// Loses patience, and sends the request that it waits for once more.
    pub(super) fn ask_again(&mut self, ctx: Context<'_>, out: &mut Out) {
        if let Some(value) = &self.waits_for {
            out.rule(Rule::AskAgain { value: value.clone() });
            send(ctx, value, out);
            out.set_timer(Timer::Retry);
        }
    }

    pub(super) fn on_message(&mut self, from: NodeId, message: &Message, out: &mut Out) {
        let Message::Reply(state, _) = message else { return };
        let is_known = self.seen.iter().any(|(seen, _)| seen == state);
        let fact = (state.clone(), from);
        out.rule(if is_known { Rule::SeeAgain { state: fact } } else { Rule::See { state: fact } });
        out.observe(crate::protocol::Observation::Saw(state.clone()));
        if self.seen.len() == SHOWN_MAX {
            self.seen.remove(0);
        }
        self.seen.push((state.clone(), from));
        if self.waits_for.as_ref().is_some_and(|value| state.contains(value)) {
            self.waits_for = None;
            out.cancel_timer(Timer::Retry);
        }
    }

    /// What it has seen, nobody can take from it; what it waits for, it forgets.
    pub(super) fn forget(&mut self) {
        self.waits_for = None;
    }

    pub(super) fn fields(&self) -> Vec<Field> {
        vec![
            Field {
                key: FieldKey::WaitsFor,
                value: FieldValue::Value(self.waits_for.clone()),
                stable: false,
            },
            Field { key: FieldKey::Seen, value: FieldValue::Seen(self.seen.clone()), stable: true },
        ]
    }
}

fn send(ctx: Context<'_>, value: &Value, out: &mut Out) {
    let request = Request { value: value.clone(), client: Some(ctx.me) };
    out.broadcast(Config::server_ids(ctx.config), &Message::Request(request));
}
