//! The cards of replicas, leaders and acceptors of Paxos Made Moderately Complex.

use super::{Dots, Draft, Line};
use crate::protocol::{FieldKey, FieldValue, Setup};
use crate::text::say;

impl Draft<'_> {
    /// The next slots that a replica proposes for and executes.
    pub(super) fn slots(&self) -> String {
        let number = |key| self.field(key).map(|value| self.view.notation().value(value)).unwrap_or_default();
        let args = [("in", number(FieldKey::SlotIn).into()), ("out", number(FieldKey::SlotOut).into())];
        say("card-slots", &args)
    }

    /// What a replica has proposed, knows and has executed, and what that led to.
    pub(super) fn log_lines(&self) -> Vec<Line> {
        // What is still to be proposed is there for moments only, and takes the place of what is proposed.
        let has_requests =
            !matches!(self.field(FieldKey::Requests), Some(FieldValue::List(list)) if list.is_empty());
        let waiting = if has_requests { FieldKey::Requests } else { FieldKey::Proposals };
        self.named_lines(&[FieldKey::Decisions, FieldKey::Store, FieldKey::Balance, waiting])
    }

    /// Whether a leader is active, and its ballot.
    pub(super) fn office(&self) -> String {
        let ballot = self.field(FieldKey::Promised).map(|value| self.view.notation().value(value));
        let is_active = self.field(FieldKey::Leads) == Some(&FieldValue::Flag(true));
        let key = if is_active { "card-active" } else { "card-passive" };
        say(key, &[("ballot", ballot.unwrap_or_default().into())])
    }

    /// What a leader proposes, and whom its scout or its commanders wait for.
    pub(super) fn leader_lines(&self) -> Vec<Line> {
        let scouts = !matches!(self.field(FieldKey::Scout), Some(FieldValue::Nodes(None)));
        let waits = if scouts { FieldKey::Scout } else { FieldKey::Commanders };
        let mut lines = self.named_lines(&[FieldKey::Proposals, waits, FieldKey::Silence]);
        // There is room for a word only.
        if let Some(line) = lines.get_mut(1) {
            let label = if scouts { "card-scout" } else { "card-commanders" };
            line.label = say(label, &[]);
            if let (Some(FieldValue::Nodes(Some(missing))), Setup::Pmmc(config)) =
                (self.field(FieldKey::Scout), self.view.setup())
            {
                let of = u32::from(config.acceptors);
                line.dots = Some(Dots { have: of - missing.len(), need: config.quorum(), of });
                line.text = String::new();
                if of > 3 {
                    line.label = String::new();
                }
            }
        }
        if let (Some(FieldValue::Learns(waits)), Some(line), false) =
            (self.field(FieldKey::Commanders), lines.get_mut(1), scouts)
            && waits.len() > 1
        {
            // Of several commanders there is room for their slots.
            line.text = waits.iter().map(|wait| wait.slot.to_string()).collect::<Vec<_>>().join(", ");
        }
        // Where there is room for one line, what it waits for says more.
        if scouts && !lines.is_empty() {
            lines.rotate_left(1);
        }
        lines
    }

    /// The ballot that an acceptor has adopted, where there are so many that there is no room for a line about it.
    pub(super) fn adopted(&self) -> String {
        let ballot = self.field(FieldKey::Promised).filter(|_| self.has_many_acceptors());
        ballot.map(|value| self.view.notation().value(value)).unwrap_or_default()
    }

    fn has_many_acceptors(&self) -> bool {
        matches!(self.view.setup(), Setup::Pmmc(config) if config.acceptors * config.configurations > 3)
    }

    /// What an acceptor has accepted; of much, the last of it.
    pub(super) fn pvalue_lines(&self) -> Vec<Line> {
        let mut lines = self.named_lines(&[FieldKey::Pvalues, FieldKey::Collected]);
        if let (Some(FieldValue::Pvalues(all)), Some(line)) =
            (self.field(FieldKey::Pvalues), lines.first_mut())
        {
            let last = all[all.len().saturating_sub(1)..].to_vec();
            let more = if all.len() > 1 { "…" } else { "" };
            if all.len() > 1 {
                line.label = String::new();
            }
            if self.has_many_acceptors() {
                line.label = String::new();
            }
            line.text = format!("{more}{}", self.view.notation().value(&FieldValue::Pvalues(last)));
        }
        if !self.has_many_acceptors() {
            lines.splice(0..0, self.named_lines(&[FieldKey::Promised]));
        }
        lines
    }

    fn named_lines(&self, keys: &[FieldKey]) -> Vec<Line> {
        let line = |&key: &FieldKey| Some(self.plain_line(key, self.view.terms.field(key), self.field(key)?));
        keys.iter().filter_map(line).collect()
    }
}
