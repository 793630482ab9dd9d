//! Sentences: what an event would do, and what the last step did.

use super::View;
use crate::protocol::{Act, Ballot, NodeId, NodeSet, Role};
use crate::sim::{Choice, Event, MsgId, Notice, Packet, Step, World};
use crate::text::{Arg, Notation, Terms, say};

/// An event in a few words, as a button or a menu says it: "deliver accept (8,A) foo to A₂".
pub fn event_words(world: &World, terms: Terms, event: &Event) -> String {
    let notation = Notation { setup: world.setup(), terms };
    let node = |id| Arg::Text(notation.node(id));
    match event {
        Event::Request(id, value) => {
            let key = match world.setup().role(*id) {
                Role::Participant => "event-request-vote",
                _ => "event-request",
            };
            say(key, &[("node", node(*id)), ("value", value.as_str().into())])
        }
        Event::Act(id, act) => act_words(&notation, world, *id, *act),
        Event::Fire(id, timer) => {
            let timer = say(&format!("timer-{}", timer.key()), &[]);
            say("event-fire", &[("node", node(*id)), ("timer", timer.into())])
        }
        Event::Crash(id) => say("event-crash", &[("node", node(*id))]),
        Event::Restart(id) => say("event-restart", &[("node", node(*id))]),
        Event::Cut(link) => say("event-cut", &[("a", node(link.low)), ("b", node(link.high))]),
        Event::Mend(link) => say("event-mend", &[("a", node(link.low)), ("b", node(link.high))]),
        Event::Partition(groups) => {
            say("event-partition", &[("groups", groups_words(&notation, groups).into())])
        }
        Event::Heal => say("event-heal", &[]),
        Event::Deliver(id) => message_words(world, &notation, "event-deliver", *id),
        Event::Drop(id) => message_words(world, &notation, "event-drop", *id),
        Event::Duplicate(id) => message_words(world, &notation, "event-duplicate", *id),
        Event::Hold(id) => message_words(world, &notation, "event-hold", *id),
        Event::Release(id) => message_words(world, &notation, "event-release", *id),
    }
}

/// The request that a step is about, if it is about one of several.
pub(super) fn act_value(world: &World, node: NodeId, act: Act) -> Option<String> {
    world.node(node).act_value(world.setup(), node, act).map(|value| value.to_string())
}

fn act_words(notation: &Notation<'_>, world: &World, node: NodeId, act: Act) -> String {
    let args = [("node", Arg::Text(notation.node(node)))];
    match act {
        Act::Ask | Act::Propose { .. } | Act::Resend { .. } | Act::Execute { .. } | Act::Reply { .. } => {
            let value = act_value(world, node, act).unwrap_or_default();
            let [node] = args;
            notation
                .terms
                .say(&format!("event-{}", super::offers::act_key(act)), &[node, ("value", value.into())])
        }
        Act::Prepare { round } => {
            let n = notation.ballot(crate::protocol::Ballot { round, proposer: node });
            notation.terms.say("event-prepare", &[("node", Arg::Text(notation.node(node))), ("n", n.into())])
        }
        Act::SendAccept => notation.terms.say("event-send-accept", &args),
        Act::SendSuccess => say("event-send-success", &args),
        Act::SendCheck => say("event-send-check", &args),
        Act::Begin => say("event-begin", &args),
        Act::SendCommit => say("event-send-commit", &args),
        Act::SendAbort => say("event-send-abort", &args),
    }
}

fn message_words(world: &World, notation: &Notation<'_>, key: &str, id: MsgId) -> String {
    world.packet(id).map_or_else(String::new, |packet| say(key, &packet_args(notation, packet)))
}

fn packet_args(notation: &Notation<'_>, packet: &Packet) -> [(&'static str, Arg); 3] {
    [
        ("message", notation.message(&packet.message).into()),
        ("from", notation.node(packet.from).into()),
        ("to", notation.node(packet.to).into()),
    ]
}

/// A message in flight as a whole sentence: what it says, from whom to whom, whether it is a duplicate or held.
pub(super) fn message_spoken(notation: &Notation<'_>, packet: &Packet) -> String {
    let yes_no = |condition: bool| Arg::from(if condition { "yes" } else { "no" });
    let [message, from, to] = packet_args(notation, packet);
    let args =
        [message, from, to, ("copy", yes_no(packet.copy_of.is_some())), ("held", yes_no(packet.is_held))];
    say("message-spoken", &args)
}

fn groups_words(notation: &Notation<'_>, groups: &[NodeSet]) -> String {
    let names = |group: &NodeSet| format!("{{{}}}", notation.nodes(group.iter()));
    groups.iter().map(names).collect::<Vec<_>>().join(" | ")
}

/// What the last step did, as whole sentences for the live status and the inspector.
pub fn spoken(view: &View<'_>) -> String {
    let Some(step) = view.step else {
        return say("step-start", &[]);
    };
    let notation = view.notation();
    let mut sentences: Vec<String> = Vec::new();
    let rules: Vec<String> = step.rules.iter().map(|(node, rule)| notation.rule(*node, rule)).collect();
    match (&step.event, &step.consumed) {
        (Event::Deliver(_), Some(packet)) if step.notice.is_none() => {
            sentences.push(say("step-deliver", &packet_args(&notation, packet)));
        }
        _ => sentences.extend(step.notice.map(|notice| notice_words(view, notice))),
    }
    sentences.extend(rules);
    sentences.extend(lost_words(step));
    for choice in view.world.ledger().chosen.iter().rev().take(step.chosen) {
        sentences.push(choice_words(&notation, choice));
    }
    sentences.iter().map(|sentence| format!("{sentence}.")).collect::<Vec<_>>().join(" ")
}

/// That something is chosen, and by whom.
pub(super) fn choice_words(notation: &Notation<'_>, choice: &Choice) -> String {
    let args = [
        ("value", choice.proposal.value.as_str().into()),
        ("ballot", notation.ballot(choice.proposal.ballot).into()),
        ("nodes", notation.nodes(choice.quorum.iter()).into()),
        ("slot", choice.slot.unwrap_or_default().into()),
    ];
    if choice.slot.is_some() {
        return say("notice-chosen-slot", &args);
    }
    let is_numbered = choice.proposal.ballot != Ballot::UNNUMBERED;
    say(if is_numbered { "notice-chosen" } else { "notice-chosen-unnumbered" }, &args)
}

/// What was lost across cut links at a step, if anything was.
pub(super) fn lost_words(step: &Step) -> Option<String> {
    let count = u32::try_from(step.lost.len()).unwrap_or(u32::MAX);
    (count > 0).then(|| say("notice-lost-across-cut", &[("count", count.into())]))
}

/// What the network or a crash did at the last step.
pub(super) fn notice_words(view: &View<'_>, notice: Notice) -> String {
    let notation = view.notation();
    let step = view.step.expect("a notice belongs to a step");
    let node = |id| Arg::Text(notation.node(id));
    let args: Vec<(&str, Arg)> = match &step.event {
        Event::Crash(id) | Event::Restart(id) => vec![("node", node(*id))],
        Event::Cut(link) | Event::Mend(link) => vec![("a", node(link.low)), ("b", node(link.high))],
        Event::Partition(groups) => vec![("groups", groups_words(&notation, groups).into())],
        event => {
            let in_flight = || event.message().and_then(|id| view.world.packet(id));
            let packet = step.consumed.as_ref().or_else(in_flight);
            packet.map_or_else(Vec::new, |packet| packet_args(&notation, packet).to_vec())
        }
    };
    say(notice_key(notice), &args)
}

/// The key of a notice's sentence; behind `source-`, that of its source.
pub(super) fn notice_key(notice: Notice) -> &'static str {
    match notice {
        Notice::LostAtCrashedNode => "notice-lost-at-crashed-node",
        Notice::Dropped => "notice-dropped",
        Notice::Duplicated => "notice-duplicated",
        Notice::Held => "notice-held",
        Notice::Released => "notice-released",
        Notice::Crashed => "notice-crashed",
        Notice::Restarted => "notice-restarted",
        Notice::Cut => "notice-cut",
        Notice::Mended => "notice-mended",
        Notice::Partitioned => "notice-partitioned",
        Notice::Healed => "notice-healed",
    }
}
