//! A server: proposer and acceptor in one (Helwer). It writes to itself as to any other.

use super::{Acceptor, Context, Message, Out, Proposer};
use crate::protocol::{Field, NodeId, Value};

/// A server.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Server {
    /// Its part as a proposer.
    pub proposer: Proposer,
    /// Its part as an acceptor.
    pub acceptor: Acceptor,
}

impl Server {
    /// A server that wants this value and has done nothing yet.
    pub fn new(wants: Option<Value>) -> Self {
        Server { proposer: Proposer::new(wants), acceptor: Acceptor::default() }
    }

    pub(super) fn on_message(&mut self, ctx: Context<'_>, from: NodeId, message: &Message, out: &mut Out) {
        match message {
            Message::Prepare(_) | Message::Accept(_) => {
                self.acceptor.on_message(ctx.config, from, message, out);
                self.compare_notes();
            }
            _ => self.proposer.on_message(ctx, from, message, out),
        }
    }

    pub(super) fn on_crash(&mut self, ctx: Context<'_>) {
        self.proposer.on_crash(ctx);
        self.acceptor.on_crash(ctx.config);
        self.compare_notes();
    }

    /// As a proposer it knows what it promised as an acceptor, and would not prepare below that.
    fn compare_notes(&mut self) {
        let promised = self.acceptor.promised.map_or(0, |promised| promised.round);
        self.proposer.heard = self.proposer.heard.max(promised);
    }

    pub(super) fn fields(&self, ctx: Context<'_>) -> Vec<Field> {
        let mut fields = self.proposer.fields(ctx);
        fields.extend(self.acceptor.fields(ctx.config));
        fields
    }
}
