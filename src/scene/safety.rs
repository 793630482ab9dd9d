//! What holds, what is chosen, and by whom.

use super::{View, value_slot};
use crate::check::{Property, Verdict, judge};
use crate::protocol::{Setup, Value};
use crate::text::{Arg, say};

/// The safety region.
#[derive(Clone, Debug, PartialEq)]
pub struct Safety {
    /// The properties.
    pub properties: Vec<PropertyRow>,
    /// What is chosen; none if nothing is.
    pub chosen: Vec<Choosing>,
    /// The same in a few words, for the stage.
    pub chosen_words: String,
    /// The quorums in a few words.
    pub quorum_words: String,
    /// Whether two quorums may have no node in common.
    pub may_miss: bool,
    /// Where the quorum of the latest leader and the one of the choice meet.
    pub meeting: Option<Meeting>,
    /// Whether every property holds.
    pub all_hold: bool,
}

/// A property and whether it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyRow {
    /// Its key in the catalogue.
    pub key: &'static str,
    /// What it says.
    pub label: String,
    /// Whether it holds.
    pub holds: bool,
    /// What breaks it; empty if nothing does.
    pub reason: String,
}

/// A proposal that is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosing {
    /// The sentence about it.
    pub words: String,
    /// The value's place in the palette.
    pub slot: usize,
}

/// Two quorums, and the nodes in which they meet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The sentence about it.
    pub words: String,
    /// The nodes in both.
    pub nodes: Vec<crate::protocol::NodeId>,
}

/// The safety region of a view.
pub fn safety(view: &View<'_>) -> Safety {
    let properties: Vec<PropertyRow> =
        Property::ALL.into_iter().map(|property| row(view, property)).collect();
    let chosen = choices(view);
    let mut values: Vec<&Value> = Vec::new();
    for choice in &view.world.ledger().chosen {
        if !values.contains(&&choice.proposal.value) {
            values.push(&choice.proposal.value);
        }
    }
    let chosen_words = match values[..] {
        [] => say("chosen-nothing", &[]),
        [value] => say("chosen-one", &[("value", value.as_str().into())]),
        [first, second, ..] => {
            say("chosen-several", &[("first", first.as_str().into()), ("second", second.as_str().into())])
        }
    };
    Safety {
        all_hold: properties.iter().all(|row| row.holds),
        properties,
        chosen,
        chosen_words,
        quorum_words: quorum_words(view),
        may_miss: quorums_may_miss(view),
        meeting: meeting(view),
    }
}

fn row(view: &View<'_>, property: Property) -> PropertyRow {
    let notation = view.notation();
    let verdict = judge(property, view.world);
    let reason = match &verdict {
        Verdict::Holds => String::new(),
        Verdict::TwoChosen(a, b) => {
            let args = [("a", Arg::from(notation.proposal(a))), ("b", notation.proposal(b).into())];
            say("broken-agreement", &args)
        }
        Verdict::NeverProposed(value) => say("broken-validity", &[("value", value.as_str().into())]),
        Verdict::LearnedUnchosen(node, value) => {
            let args = [("node", Arg::from(notation.node(*node))), ("value", value.as_str().into())];
            say("broken-learned-is-chosen", &args)
        }
        Verdict::PromiseBroken(node, promised, accepted) => {
            let args = [
                ("node", Arg::from(notation.node(*node))),
                ("promised", notation.ballot(*promised).into()),
                ("accepted", notation.ballot(*accepted).into()),
            ];
            say("broken-promises-kept", &args)
        }
    };
    let label = say(&format!("property-{}", property.key()), &[]);
    PropertyRow { key: property.key(), label, holds: verdict.holds(), reason }
}

fn choices(view: &View<'_>) -> Vec<Choosing> {
    let notation = view.notation();
    let words = |choice: &crate::sim::Choice| {
        let args = [
            ("value", Arg::from(choice.proposal.value.as_str())),
            ("ballot", notation.ballot(choice.proposal.ballot).into()),
            ("nodes", notation.nodes(choice.quorum.iter()).into()),
        ];
        Choosing { words: say("notice-chosen", &args), slot: value_slot(view.world, &choice.proposal.value) }
    };
    view.world.ledger().chosen.iter().map(words).collect()
}

fn quorums_may_miss(view: &View<'_>) -> bool {
    let Setup::Synod(config) = view.setup();
    !config.quorums_meet()
}

fn quorum_words(view: &View<'_>) -> String {
    let Setup::Synod(config) = view.setup();
    let (promise, accept, of) = (config.promise_quorum(), config.accept_quorum(), config.acceptor_count());
    if quorums_may_miss(view) {
        return say(
            "quorum-miss",
            &[("promise", promise.into()), ("accept", accept.into()), ("of", of.into())],
        );
    }
    if promise == accept {
        say("quorum-one", &[("need", accept.into()), ("of", of.into())])
    } else {
        say("quorum-two", &[("promise", promise.into()), ("accept", accept.into()), ("of", of.into())])
    }
}

/// The heart of the safety argument, drawn from the run: the first choice's quorum, the promises of the highest
/// number that went on to phase 2, and who is in both.
fn meeting(view: &View<'_>) -> Option<Meeting> {
    let notation = view.notation();
    let ledger = view.world.ledger();
    let choice = ledger.chosen.first()?;
    let (leader, promises) =
        ledger.led.iter().max_by(|(a, _), (b, _)| view.setup().numbering().compare(**a, **b))?;
    // A number's own promises and acceptances always meet; what counts is a later number that had to find out.
    if *leader == choice.proposal.ballot {
        return None;
    }
    let nodes: Vec<_> = promises.intersection(choice.quorum).iter().collect();
    let key = if nodes.is_empty() { "meeting-none" } else { "meeting" };
    let args = [
        ("chosen", Arg::from(notation.proposal(&choice.proposal))),
        ("quorum", notation.nodes(choice.quorum.iter()).into()),
        ("leader", notation.ballot(*leader).into()),
        ("promises", notation.nodes(promises.iter()).into()),
        ("nodes", notation.nodes(nodes.iter().copied()).into()),
    ];
    Some(Meeting { words: say(key, &args), nodes })
}
