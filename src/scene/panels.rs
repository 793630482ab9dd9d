//! The lists beside the stage: what is in flight, a node's state, the last step and why.

use super::cards::role_key;
use super::offers::{Marks, Offer, Target, offers, step_offers};
use super::words::{lost_words, message_spoken, notice_key, notice_words};
use super::{View, spoken};
use crate::protocol::{Content, MessageKind, NodeId, Role};
use crate::sim::{Event, MsgId};
use crate::text::{Arg, say};

/// The region In flight. Numbers count through its lists in this order: own steps, messages, timers.
#[derive(Clone, Debug, PartialEq)]
pub struct InFlight {
    /// The steps that nodes may take by themselves.
    pub steps: Vec<Offer>,
    /// The messages.
    pub messages: Vec<MessageRow>,
    /// The timers that run.
    pub timers: Vec<TimerRow>,
    /// How many messages are in flight.
    pub count: usize,
}

/// A message in flight.
#[derive(Clone, Debug, PartialEq)]
pub struct MessageRow {
    /// The message.
    pub id: MsgId,
    /// Its kind.
    pub kind: MessageKind,
    /// What it says.
    pub label: String,
    /// From whom to whom.
    pub route: String,
    /// Everything in one sentence.
    pub spoken: String,
    /// Whether it is held back.
    pub is_held: bool,
    /// Whether it was made by duplication.
    pub is_copy: bool,
    /// What can be done with it; listed only for rows that somebody is at.
    pub offers: Vec<Offer>,
}

/// A timer that runs.
#[derive(Clone, Debug, PartialEq)]
pub struct TimerRow {
    /// What it is.
    pub label: String,
    /// Its firing.
    pub event: Event,
}

/// More messages than this are counted, not listed.
const ROWS_MAX: usize = 120;

/// The region In flight of a view. Rows that are marked list what can be done with them: to draw the buttons of
/// every row would cost more than all the rest of a step.
pub fn in_flight(view: &View<'_>, marks: Marks) -> InFlight {
    let notation = view.notation();
    let messages = view.world.in_flight().iter().take(ROWS_MAX).map(|packet| {
        let (from, to) = (notation.node(packet.from), notation.node(packet.to));
        MessageRow {
            id: packet.id,
            kind: packet.message.kind(),
            label: notation.message(&packet.message),
            route: format!("{from} → {to}"),
            spoken: message_spoken(&notation, packet),
            is_held: packet.is_held,
            is_copy: packet.copy_of.is_some(),
            offers: {
                let target = Target::Message(packet.id);
                if marks.selects(target) || marks.lights(target) { offers(view, target) } else { Vec::new() }
            },
        }
    });
    let timers = view.world.timers().iter().map(|pending| {
        let timer = say(&format!("timer-{}", pending.timer.key()), &[]);
        let args = [("timer", Arg::from(timer)), ("node", notation.node(pending.node).into())];
        TimerRow { label: say("timer-of", &args), event: Event::Fire(pending.node, pending.timer) }
    });
    InFlight {
        steps: step_offers(view),
        messages: messages.collect(),
        timers: timers.collect(),
        count: view.world.in_flight().len(),
    }
}

/// A node, opened in the inspector.
#[derive(Clone, Debug, PartialEq)]
pub struct NodePanel {
    /// Its name and role.
    pub title: String,
    /// Its state.
    pub fields: Vec<FieldRow>,
    /// Whether it is down.
    pub is_down: bool,
    /// What a crash would leave of it.
    pub storage: String,
}

/// A field of a node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRow {
    /// Its name in the deck's terms.
    pub label: String,
    /// What it holds.
    pub value: String,
    /// Whether it is on stable storage.
    pub is_stable: bool,
    /// Whether the last step changed it.
    pub is_changed: bool,
}

/// A node's panel.
pub fn node_panel(view: &View<'_>, node: NodeId) -> NodePanel {
    let notation = view.notation();
    let role = view.setup().role(node);
    let before = view.before.map(|before| before.fields(node)).unwrap_or_default();
    let fields: Vec<FieldRow> = view
        .world
        .fields(node)
        .iter()
        .enumerate()
        .map(|(index, field)| FieldRow {
            label: view.terms.field(field.key),
            value: notation.value(&field.value),
            is_stable: field.stable,
            is_changed: before.get(index).is_some_and(|old| old.value != field.value),
        })
        .collect();
    let stable: Vec<&str> = fields.iter().filter(|f| f.is_stable).map(|f| f.label.as_str()).collect();
    let left = || [("fields", Arg::from(stable.join(", ")))];
    let storage = match role {
        _ if stable.is_empty() => say("storage-none", &[]),
        Role::Proposer => say("storage-proposer", &left()),
        _ => say("storage-some", &left()),
    };
    let role = say(role_key(role), &[]);
    let title = say("node-title", &[("name", notation.node(node).into()), ("role", role.into())]);
    NodePanel { title, fields, is_down: view.world.is_down(node), storage }
}

/// A message, opened in the inspector.
#[derive(Clone, Debug, PartialEq)]
pub struct MessagePanel {
    /// What it says.
    pub title: String,
    /// What is known of it: name and content.
    pub fields: Vec<(String, String)>,
}

/// A message's panel; none if it is no longer in flight.
pub fn message_panel(view: &View<'_>, id: MsgId) -> Option<MessagePanel> {
    let notation = view.notation();
    let packet = view.world.packet(id)?;
    let mut fields = vec![
        (say("message-from", &[]), notation.node(packet.from)),
        (say("message-to", &[]), notation.node(packet.to)),
    ];
    match packet.message.ballot() {
        Some(ballot) => fields.push((say("message-number", &[]), notation.ballot(ballot))),
        None if packet.message.content() == Content::Nothing => {}
        None => fields.push((say("message-says", &[]), notation.content(&packet.message))),
    }
    let numbered = packet.message.proposal().filter(|_| packet.message.ballot().is_some());
    if let Some(proposal) = numbered {
        let is_report = packet.message.kind() == MessageKind::Promise;
        let label = say(if is_report { "message-reports" } else { "message-proposal" }, &[]);
        fields.push((label, notation.proposal(proposal)));
    }
    if let Some(promised) = packet.message.promised() {
        fields.push((say("message-promised", &[]), notation.ballot(promised)));
    }
    fields.push((say("message-sent", &[]), say("message-sent-at", &[("step", packet.sent_at.into())])));
    if packet.copy_of.is_some() {
        fields.push((say("message-copy", &[]), say("message-copy-yes", &[])));
    }
    Some(MessagePanel { title: notation.message(&packet.message), fields })
}

/// The last step and why it went as it did.
#[derive(Clone, Debug, PartialEq)]
pub struct StepPanel {
    /// What happened.
    pub sentence: String,
    /// The rules that were applied, and what the network did.
    pub reasons: Vec<Reason>,
}

/// A rule that was applied, or what the network did, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Its sentence.
    pub rule: String,
    /// Its source.
    pub source: String,
}

/// The last step's panel.
pub fn step_panel(view: &View<'_>) -> StepPanel {
    let notation = view.notation();
    let mut reasons = Vec::new();
    if let Some(step) = view.step {
        let notice = step.notice.map(|notice| Reason {
            rule: notice_words(view, notice),
            source: say(&format!("source-{}", notice_key(notice)), &[]),
        });
        let rules = step
            .rules
            .iter()
            .map(|(node, rule)| Reason { rule: notation.rule(*node, rule), source: notation.source(rule) });
        let lost =
            lost_words(step).map(|rule| Reason { rule, source: say("source-notice-lost-across-cut", &[]) });
        reasons.extend(notice.into_iter().chain(rules).chain(lost));
    }
    StepPanel { sentence: spoken(view), reasons }
}
