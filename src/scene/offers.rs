//! What a person can do with a message, a node or a link: one list that menus, the inspector and keys share.

use super::View;
use crate::protocol::{Act, Link, NodeId, Phase};
use crate::sim::{Event, MsgId};
use crate::text::say;

/// Something on the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A node.
    Node(NodeId),
    /// A message in flight.
    Message(MsgId),
    /// A link.
    Link(Link),
}

/// What is marked wherever it is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// What is selected.
    pub selected: Option<Target>,
    /// What the pointer or the focus is at.
    pub lit: Option<Target>,
}

impl Marks {
    /// Whether this is selected.
    pub fn selects(&self, target: Target) -> bool {
        self.selected == Some(target)
    }

    /// Whether the pointer or the focus is at this.
    pub fn lights(&self, target: Target) -> bool {
        self.lit == Some(target)
    }

    /// The marks as far as they are at this: what else is marked is nothing to it.
    #[must_use]
    pub fn of(&self, target: Target) -> Marks {
        let is_it = |mark: &Target| *mark == target;
        Marks { selected: self.selected.filter(is_it), lit: self.lit.filter(is_it) }
    }
}

/// Something that can be done now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What kind of thing it is; a key may stand for it.
    pub verb: Verb,
    /// What the button says.
    pub label: String,
    /// What happens.
    pub event: Event,
}

/// The kinds of things that a person can do with something on the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// Deliver a message.
    Deliver,
    /// Lose a message.
    Drop,
    /// Duplicate a message.
    Duplicate,
    /// Hold a message back, or release it.
    Hold,
    /// Let a node take a step of its own.
    Act,
    /// Fire a node's timer.
    Fire,
    /// Crash or restart a node.
    Crash,
    /// Cut or mend a link.
    Cut,
}

impl Verb {
    /// Its name, by which its icon goes.
    pub fn name(self) -> &'static str {
        match self {
            Verb::Deliver => "deliver",
            Verb::Drop => "drop",
            Verb::Duplicate => "duplicate",
            Verb::Hold => "hold",
            Verb::Act => "act",
            Verb::Fire => "fire",
            Verb::Crash => "crash",
            Verb::Cut => "cut",
        }
    }

    /// The key that does it to the focused or selected thing.
    pub fn key(self) -> Option<&'static str> {
        match self {
            Verb::Deliver => Some("D"),
            Verb::Drop => Some("X"),
            Verb::Duplicate => Some("U"),
            Verb::Hold => Some("H"),
            Verb::Fire => Some("T"),
            Verb::Crash => Some("C"),
            Verb::Act | Verb::Cut => None,
        }
    }
}

fn offer(verb: Verb, label: &str, event: Event) -> Offer {
    Offer { verb, label: say(label, &[]), event }
}

/// What can be done with something on the stage; nothing if it is no longer there.
pub fn offers(view: &View<'_>, target: Target) -> Vec<Offer> {
    match target {
        Target::Message(id) => message_offers(view, id),
        Target::Node(node) => node_offers(view, node),
        Target::Link(link) => link_offers(view, link),
    }
}

/// What can be done with a message in flight; nothing if it isn't.
fn message_offers(view: &View<'_>, id: MsgId) -> Vec<Offer> {
    let Some(packet) = view.world.packet(id) else {
        return Vec::new();
    };
    let hold = if packet.is_held {
        offer(Verb::Hold, "offer-release", Event::Release(id))
    } else {
        offer(Verb::Hold, "offer-hold", Event::Hold(id))
    };
    vec![
        offer(Verb::Deliver, "offer-deliver", Event::Deliver(id)),
        offer(Verb::Drop, "offer-drop", Event::Drop(id)),
        offer(Verb::Duplicate, "offer-duplicate", Event::Duplicate(id)),
        hold,
    ]
}

/// The steps of its own and the timers that a node has, and its crash or restart.
fn node_offers(view: &View<'_>, node: NodeId) -> Vec<Offer> {
    let world = view.world;
    let mut offers: Vec<Offer> = world.acts(node).into_iter().map(|act| act_offer(view, node, act)).collect();
    let timers = world.timers().iter().filter(|pending| pending.node == node);
    offers.extend(timers.map(|pending| offer(Verb::Fire, "offer-fire", Event::Fire(node, pending.timer))));
    offers.push(if world.is_down(node) {
        offer(Verb::Crash, "offer-restart", Event::Restart(node))
    } else {
        offer(Verb::Crash, "offer-crash", Event::Crash(node))
    });
    offers
}

fn act_offer(view: &View<'_>, node: NodeId, act: Act) -> Offer {
    let notation = view.notation();
    let label = match act {
        Act::Ask | Act::Propose { .. } | Act::Resend { .. } | Act::Execute { .. } | Act::Reply { .. } => {
            let value = super::words::act_value(view.world, node, act).unwrap_or_default();
            view.terms.say(&format!("offer-{}", act_key(act)), &[("value", value.into())])
        }
        Act::Prepare { round } => {
            let n = notation.ballot(crate::protocol::Ballot { round, proposer: node });
            let is_first = view.world.node(node).phase() == Phase::Idle;
            view.terms.say(if is_first { "offer-prepare" } else { "offer-prepare-again" }, &[("n", n.into())])
        }
        Act::SendAccept => view.terms.say("offer-send-accept", &[]),
        Act::SendSuccess => say("offer-send-success", &[]),
        Act::SendCheck => say("offer-send-check", &[]),
        Act::Begin => say("offer-begin", &[]),
        Act::SendCommit => say("offer-send-commit", &[]),
        Act::SendAbort => say("offer-send-abort", &[]),
    };
    Offer { verb: Verb::Act, label, event: Event::Act(node, act) }
}

/// The key of a step that is about one of several requests.
pub(super) fn act_key(act: Act) -> &'static str {
    match act {
        Act::Propose { .. } => "propose",
        Act::Resend { .. } => "resend",
        Act::Execute { .. } => "execute",
        Act::Reply { .. } => "reply",
        _ => "ask",
    }
}

/// The steps that nodes may take by themselves, in the order of [`crate::sim::World::progress`].
pub fn step_offers(view: &View<'_>) -> Vec<Offer> {
    let acts =
        view.world.setup().nodes().flat_map(|node| view.world.acts(node).into_iter().map(move |a| (node, a)));
    let words = |event: &Event| super::event_words(view.world, view.terms, event);
    acts.map(|(node, act)| Event::Act(node, act))
        .map(|event| Offer { verb: Verb::Act, label: words(&event), event })
        .collect()
}

/// Cutting or mending a link.
fn link_offers(view: &View<'_>, link: Link) -> Vec<Offer> {
    if view.world.cuts().contains(&link) {
        vec![offer(Verb::Cut, "offer-mend", Event::Mend(link))]
    } else {
        vec![offer(Verb::Cut, "offer-cut", Event::Cut(link))]
    }
}
