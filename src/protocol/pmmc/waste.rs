//! Garbage (paper, section 4.2): replicas say how far they have executed, and a leader that has heard it from all of them
//! tells acceptors and replicas what is needed no more.

use super::{Context, Leader, Message, Out, Rule};
use crate::protocol::{Map, NodeId};

/// Who has executed how far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Progress {
    /// The next slot of each replica that has said so.
    said: Map<NodeId, u32>,
    /// All slots below this one are executed by all replicas.
    pub collected: u32,
}

impl Leader {
    pub(super) fn on_executed(&mut self, ctx: Context<'_>, from: NodeId, slot: u32, out: &mut Out) {
        let said = self.progress.said.get_or_insert(from, slot);
        *said = slot.max(*said);
        out.rule(Rule::NoteExecuted { from, slot });
        let all = ctx.config.replica_ids().map(|replica| self.progress.said.get(&replica).copied());
        let Some(everywhere) = all.min().flatten() else { return };
        if everywhere <= self.progress.collected {
            return;
        }
        self.progress.collected = everywhere;
        self.proposals.forget_below(everywhere);
        self.commanders = self
            .commanders
            .iter()
            .filter(|(slot, _)| **slot >= everywhere)
            .map(|(slot, c)| (*slot, *c))
            .collect();
        if ctx.config.elects_per_slot && self.is_active && self.commanders.is_empty() {
            // The slot that it was elected for is executed everywhere already: there is nothing to wait for.
            self.is_active = false;
            self.run_for_slot(ctx, out);
        }
        out.rule(Rule::Collect { slot: everywhere });
        let everybody = ctx.config.acceptors_of(ctx.me).chain(ctx.config.replica_ids());
        out.broadcast(everybody, &Message::Collect(everywhere));
    }
}
