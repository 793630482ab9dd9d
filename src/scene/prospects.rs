//! Which values can still become chosen, and why, in words.

use super::{View, value_slot};
use crate::check::{Prospect, choosable};
use crate::protocol::{NodeSet, Value};
use crate::text::{Arg, say};

/// Whether a value can become chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProspectRow {
    /// The value, and why it can or can't.
    pub words: String,
    /// Whether it is chosen or can become so.
    pub is_open: bool,
    /// The value's place in the palette; none for a value that nobody has named.
    pub slot: Option<usize>,
}

/// The prospects of all values; none where it is not single-decree Paxos that runs.
pub fn prospects(view: &View<'_>) -> Vec<ProspectRow> {
    let Some(answer) = choosable(view.world) else { return Vec::new() };
    let of_value = |(value, prospect): &(Value, Prospect)| ProspectRow {
        words: words(view, value.as_str(), prospect),
        is_open: prospect.is_open(),
        slot: Some(value_slot(view.world, value)),
    };
    let mut rows: Vec<ProspectRow> = answer.values.iter().map(of_value).collect();
    rows.extend(answer.any.map(|prospect| ProspectRow {
        words: words(view, &say("prospect-any", &[]), &prospect),
        is_open: true,
        slot: None,
    }));
    rows
}

fn words(view: &View<'_>, value: &str, prospect: &Prospect) -> String {
    let notation = view.notation();
    let names = |nodes: NodeSet| Arg::from(notation.nodes(nodes.iter()));
    let value = ("value", Arg::from(value.to_owned()));
    match prospect {
        Prospect::Chosen(proposal, quorum) | Prospect::OtherChosen(proposal, quorum) => {
            let key = if prospect.is_open() { "prospect-chosen" } else { "prospect-other" };
            say(key, &[value, ("proposal", notation.proposal(proposal).into()), ("nodes", names(*quorum))])
        }
        Prospect::Pending { proposal, accepted, open } => say(
            "prospect-pending",
            &[
                value,
                ("proposal", notation.proposal(proposal).into()),
                ("count", accepted.len().into()),
                ("accepted", names(*accepted)),
                ("nodes", names(*open)),
            ],
        ),
        Prospect::Adoptable { proposal, promises, is_accepted } => {
            let key = if *is_accepted { "prospect-adoptable" } else { "prospect-coming" };
            say(key, &[value, ("proposal", notation.proposal(proposal).into()), ("nodes", names(*promises))])
        }
        Prospect::Free(promises) => say("prospect-free", &[value, ("nodes", names(*promises))]),
        Prospect::NoAdoption => say("prospect-no-adoption", &[value]),
        Prospect::Bound(hiders) => say("prospect-bound", &[value, ("nodes", names(*hiders))]),
    }
}
