//! The rungs of the ladder from one server to Multi-Paxos, each with what it changes, what that fixes and what still
//! breaks it.

use super::rules::{changed_lines, changes};
use crate::protocol::ladder::{Executes, Rung, Takeover};
use crate::protocol::{FieldKey, MessageKind, NodeId, Setup};
use crate::text::{Terms, say};

/// A rung as the ladder shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RungRow {
    /// Which one.
    pub rung: Rung,
    /// Its key, by which the sandbox opens it.
    pub key: &'static str,
    /// Its number from the bottom, counted from 1.
    pub number: usize,
    /// What it is called.
    pub title: String,
    /// The slides of the deck that it is about.
    pub slides: &'static str,
    /// What it changes.
    pub adds: String,
    /// Which problem that solves.
    pub fixes: String,
    /// What still breaks it, or what is lost.
    pub breaks: String,
    /// Whether clients can't be contradicted, as long as nothing fails that it does not claim to survive.
    pub is_safe: bool,
    /// The kinds of messages that it has and the rung that it changes has not, as the deck calls them.
    pub messages: Vec<String>,
    /// The same for what a server keeps.
    pub fields: Vec<String>,
    /// What changes in the pseudo-code.
    pub code: Vec<CodeChange>,
}

/// A line of pseudo-code that a rung adds or removes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeChange {
    /// The line.
    pub text: &'static str,
    /// Whether it is added.
    pub is_new: bool,
}

/// The slides of every rung, and whether clients are safe on it. The faults that a rung claims to survive are the deck's;
/// waiting for learns with two servers counts on a failure detector that is never wrong, which the deck itself takes back.
const KNOWN: [(&str, bool); Rung::ALL.len()] = [
    ("4", true),
    ("6 to 8", false),
    ("10 to 12", false),
    ("13", false),
    ("14, 15, 17", true),
    ("16", true),
    ("16, 19", true),
    ("20 to 22", true),
    ("24 to 30", false),
    ("31 to 41", false),
    ("44 to 53", true),
    ("55 to 60", false),
    ("61 to 73", false),
    ("75 to 80", true),
    ("83 to 85", false),
    ("86", true),
    ("87", true),
    ("89", true),
    ("90 to 92", true),
];

/// The rungs, from the lowest.
pub fn rungs() -> Vec<RungRow> {
    let rows = Rung::ALL.into_iter().zip(KNOWN).enumerate();
    rows.map(|(place, ((key, rung), (slides, is_safe)))| {
        let before = changes(key).map(Parts::of).unwrap_or_default();
        let parts = Parts::of(key).without(&before);
        let code = changed_lines(key).into_iter().map(|(text, is_new)| CodeChange { text, is_new });
        RungRow {
            rung,
            key,
            number: place + 1,
            title: say(&format!("protocol-{key}"), &[]),
            slides,
            adds: say(&format!("rung-{key}-adds"), &[]),
            fixes: say(&format!("rung-{key}-fixes"), &[]),
            breaks: say(&format!("rung-{key}-breaks"), &[]),
            is_safe,
            messages: parts.kinds.into_iter().map(|kind| Terms::Meling.kind(kind)).collect(),
            fields: parts.fields.into_iter().map(|field| Terms::Meling.field(field)).collect(),
            code: code.collect(),
        }
    })
    .collect()
}

/// What a cluster is made of: the kinds of messages that are sent in it, and the fields that a server has.
#[derive(Default)]
struct Parts {
    kinds: Vec<MessageKind>,
    fields: Vec<FieldKey>,
}

impl Parts {
    /// What the constructions themselves say: the fields are those of a server at the start, and the kinds follow from the
    /// switches. `tests/ladder_view.rs` holds them against runs.
    fn of(key: &str) -> Parts {
        let Some(setup) = Setup::usual(key) else { return Parts::default() };
        let Setup::Ladder(config) = &setup else { return Parts::default() };
        let fields = setup.start()[0].fields(&setup, NodeId(0)).into_iter().map(|field| field.key).collect();
        let leads_by_promise = config.takeover == Takeover::Prepare;
        let kinds = [
            (leads_by_promise, MessageKind::Prepare),
            (leads_by_promise, MessageKind::Promise),
            (config.has_leader, MessageKind::Accept),
            (config.has_learns, MessageKind::Accepted),
            (config.executes == Executes::OnCommit, MessageKind::Commit),
            (true, MessageKind::Request),
            (true, MessageKind::Reply),
        ];
        Parts {
            kinds: kinds.into_iter().filter_map(|(has_it, kind)| has_it.then_some(kind)).collect(),
            fields,
        }
    }

    fn without(mut self, other: &Parts) -> Parts {
        self.kinds.retain(|kind| !other.kinds.contains(kind));
        self.fields.retain(|field| !other.fields.contains(field));
        self
    }
}
