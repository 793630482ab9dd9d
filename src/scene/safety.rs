//! What holds, what is chosen, and by whom.

use super::words::choice_words;
use super::{ProspectRow, View, outcome_slot, prospects, value_slot};
use crate::check::{Property, Verdict, judge, properties};
use crate::protocol::{Link, NodeId, NodeSet, Outcome, Quorums, Sequence, Setup, Value};
use crate::sim::{NumberBreach, SlotBreach};
use crate::text::{Arg, Notation, say, state_word};

/// More choices than this are not listed: the last ones count, as those of a log do.
const CHOICES_MAX: usize = 8;

/// The safety region.
#[derive(Clone, Debug, PartialEq)]
pub struct Safety {
    /// The properties.
    pub properties: Vec<PropertyRow>,
    /// What is chosen; none if nothing is.
    pub chosen: Vec<Choosing>,
    /// The same in a few words, for the stage; empty where nothing is voted on.
    pub chosen_words: String,
    /// Which values can still become chosen, and why; none where it is not single-decree Paxos that runs.
    pub prospects: Vec<ProspectRow>,
    /// Who leads, in a few words; none where no leader is elected.
    pub leaders_words: Option<String>,
    /// The quorums in a few words; empty where nothing is voted on.
    pub quorum_words: String,
    /// Whether two quorums may have no node in common.
    pub may_miss: bool,
    /// Why nothing can be chosen for now, if that is so.
    pub standstill: Option<Standstill>,
    /// Where the quorum of the latest leader and the one of the choice meet.
    pub meeting: Option<Meeting>,
    /// Whether every property of what is chosen holds: all but that there is one leader, which says nothing of it.
    pub choice_holds: bool,
    /// Whether more than one node leads.
    pub several_lead: bool,
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

/// Why nothing can be chosen for now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standstill {
    /// In a sentence.
    pub words: String,
    /// In a few words, for a chip.
    pub short: String,
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
        properties(view.setup()).iter().map(|&property| row(view, property)).collect();
    let quorums = view.setup().quorums();
    let is_voted = !matches!(view.setup(), Setup::Commit(_));
    let chosen = if is_voted { choices(view) } else { decisions(view) };
    let chosen_words = if is_voted { chosen_words(view) } else { decided_words(&chosen) };
    Safety {
        choice_holds: properties.iter().all(|row| row.holds || row.key == Property::OneLeader.key()),
        several_lead: view.world.leaders().len() > 1,
        properties,
        chosen,
        prospects: prospects(view),
        chosen_words,
        leaders_words: view.setup().cluster().elects().then(|| leaders_words(view)),
        quorum_words: quorums.map(quorum_words).unwrap_or_default(),
        may_miss: quorums.is_some_and(|quorums| !quorums.meet()),
        standstill: standstill(view),
        meeting: meeting(view),
    }
}

/// What is chosen, in a few words; nothing where nothing is voted on.
fn chosen_words(view: &View<'_>) -> String {
    if matches!(view.setup(), Setup::Pmmc(_)) {
        return slots_words(view);
    }
    let mut values: Vec<&Value> = Vec::new();
    for choice in view.world.ledger().chosen.iter() {
        if !values.contains(&&choice.proposal.value) {
            values.push(&choice.proposal.value);
        }
    }
    match values[..] {
        [] if view.setup().quorums().is_none() || matches!(view.setup(), Setup::Ladder(_)) => String::new(),
        [] => say("chosen-nothing", &[]),
        [value] => say("chosen-one", &[("value", value.as_str().into())]),
        [first, second, ..] => {
            say("chosen-several", &[("first", first.as_str().into()), ("second", second.as_str().into())])
        }
    }
}

/// For how many slots something is chosen, in a few words.
fn slots_words(view: &View<'_>) -> String {
    let pages = view.world.ledger().slots.pages();
    let count = pages.filter(|page| !page.chosen.is_empty()).count();
    say("chosen-slots", &[("count", u32::try_from(count).unwrap_or(u32::MAX).into())])
}

/// What is decided, in a few words.
fn decided_words(decided: &[Choosing]) -> String {
    match decided {
        [] => say("decided-nothing", &[]),
        [one] => one.words.clone(),
        _ => say("decided-both", &[]),
    }
}

/// Who leads, in a few words.
fn leaders_words(view: &View<'_>) -> String {
    let leaders = view.world.leaders();
    let nodes = view.notation().nodes(leaders.iter());
    say("leaders", &[("count", leaders.len().into()), ("nodes", nodes.into())])
}

fn row(view: &View<'_>, property: Property) -> PropertyRow {
    let notation = view.notation();
    let verdict = judge(property, view.world);
    let reason = match &verdict {
        Verdict::Holds => String::new(),
        Verdict::TwoChosen(a, b) => {
            let args = [("a", Arg::from(notation.proposal(a))), ("b", notation.proposal(b).into())];
            say(&format!("broken-{}", property.key()), &args)
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
        Verdict::Replaced(first, second) => {
            let args = [
                ("first", Arg::from(notation.proposal(&first.proposal))),
                ("then", notation.proposal(&second.proposal).into()),
                ("step", first.step.into()),
                ("later", second.step.into()),
            ];
            say("broken-immutability", &args)
        }
        Verdict::Split(first, other) => {
            let args = [
                ("a", Arg::from(notation.node(first.node))),
                ("first", state_word(first.outcome.state()).into()),
                ("b", notation.node(other.node).into()),
                ("then", state_word(other.outcome.state()).into()),
            ];
            say("broken-same-decision", &args)
        }
        Verdict::CommitWithoutYes(decision, missing) => {
            let args = [
                ("node", Arg::from(notation.node(decision.node))),
                ("missing", notation.node(*missing).into()),
            ];
            say("broken-unanimous-commit", &args)
        }
        Verdict::WaitForDown(waiting, away) => {
            say("broken-non-blocking", &wait_args(&notation, *waiting, *away))
        }
        Verdict::WaitForCutOff(waiting, away) => {
            say("waiting-for-cut-off", &wait_args(&notation, *waiting, *away))
        }
        Verdict::Stuck(up, need) => {
            say("broken-durability", &[("nodes", notation.nodes(up.iter()).into()), ("need", (*need).into())])
        }
        Verdict::SeveralLead(leaders) => {
            say("broken-one-leader", &[("nodes", notation.nodes(leaders.iter()).into())])
        }
        Verdict::NoPrefix(a, b) => no_prefix_words(&notation, property, a, b),
        Verdict::TwoValues(breach) | Verdict::Unsafe(breach) => number_words(&notation, property, breach),
        Verdict::SlotBroken(breach) => slot_broken_words(&notation, breach),
        Verdict::NoOrder(place) => no_order_words(view, *place),
        Verdict::Diverged(a, b, after) => {
            let nodes = notation.nodes([*a, *b].into_iter());
            say("broken-same-state", &[("nodes", nodes.into()), ("count", (*after).into())])
        }
    };
    let label = say(&format!("property-{}", property.key()), &[]);
    PropertyRow { key: property.key(), label, holds: verdict.holds(), reason }
}

/// That two proposals must not both be.
fn number_words(notation: &Notation<'_>, property: Property, breach: &NumberBreach) -> String {
    let words = |proposal| match breach.slot {
        Some(slot) => notation.pvalue_of(slot, proposal),
        None => notation.proposal(proposal),
    };
    let args = [("a", Arg::from(words(&breach.proposal))), ("b", words(&breach.other).into())];
    say(&format!("broken-{}", property.key()), &args)
}

/// That something else was accepted for a slot than what was chosen.
fn slot_broken_words(notation: &Notation<'_>, breach: &SlotBreach) -> String {
    let args = [
        ("chosen", Arg::from(notation.pvalue_of(breach.slot, &breach.chosen))),
        ("accepted", notation.pvalue_of(breach.slot, &breach.accepted).into()),
    ];
    say("broken-slot-agreement", &args)
}

/// That an answer fits to no order: whose, to what, and what it was.
fn no_order_words(view: &View<'_>, place: usize) -> String {
    let Some(call) = view.world.ledger().calls.get(place) else { return String::new() };
    let result = call.answer.as_ref().map(|(result, _)| result.to_string()).unwrap_or_default();
    let args = [
        ("client", Arg::from(view.notation().node(call.client))),
        ("command", call.command.as_str().into()),
        ("result", result.into()),
        ("asked", call.asked.into()),
    ];
    say("broken-linearizable", &args)
}

/// That neither of two states is a prefix of the other, and who is in them, or was told them.
fn no_prefix_words(
    notation: &Notation<'_>,
    property: Property,
    a: &(Sequence, NodeId),
    b: &(Sequence, NodeId),
) -> String {
    let args = [
        ("a", Arg::from(notation.node(a.1))),
        ("first", notation.state(&a.0, None).into()),
        ("b", notation.node(b.1).into()),
        ("other", notation.state(&b.0, None).into()),
        ("same", if a.1 == b.1 { "yes" } else { "no" }.into()),
    ];
    say(&format!("broken-{}", property.key()), &args)
}

fn wait_args(notation: &Notation<'_>, waiting: NodeSet, away: NodeSet) -> [(&'static str, Arg); 4] {
    [
        ("nodes", notation.nodes(waiting.iter()).into()),
        ("count", waiting.len().into()),
        ("away", notation.nodes(away.iter()).into()),
        ("absent", away.len().into()),
    ]
}

/// What is decided, and by whom, where nodes decide without a quorum.
fn decisions(view: &View<'_>) -> Vec<Choosing> {
    let notation = view.notation();
    let ledger = view.world.ledger();
    let words = |outcome: Outcome| {
        let nodes: NodeSet = ledger.deciders(outcome).collect();
        let key = match outcome {
            Outcome::Commit => "decided-commit",
            Outcome::Abort => "decided-abort",
        };
        let words =
            say(key, &[("nodes", notation.nodes(nodes.iter()).into()), ("count", nodes.len().into())]);
        (!nodes.is_empty()).then(|| Choosing { words, slot: outcome_slot(outcome) })
    };
    [Outcome::Commit, Outcome::Abort].into_iter().filter_map(words).collect()
}

fn choices(view: &View<'_>) -> Vec<Choosing> {
    let notation = view.notation();
    let words = |choice: &crate::sim::Choice| Choosing {
        words: choice_words(&notation, choice),
        slot: value_slot(view.world, &choice.proposal.value),
    };
    let chosen = &view.world.ledger().chosen;
    chosen.iter().skip(chosen.len().saturating_sub(CHOICES_MAX)).map(words).collect()
}

fn quorum_words(quorums: Quorums) -> String {
    let (promise, accept, of) = (quorums.promise, quorums.accept, quorums.voters.len());
    let both = [("promise", promise.into()), ("accept", accept.into()), ("of", of.into())];
    match (quorums.meet(), promise == accept) {
        (false, _) => say("quorum-miss", &both),
        (true, true) => say("quorum-one", &[("need", accept.into()), ("of", of.into())]),
        (true, false) => say("quorum-two", &both),
    }
}

/// Why nothing can be chosen for now, if that is so: too few of those who vote are up, or together, or nobody proposes.
fn standstill(view: &View<'_>) -> Option<Standstill> {
    let quorums = view.setup().quorums()?;
    // Which configuration counts, each replica knows for itself.
    if matches!(view.setup(), Setup::Pmmc(config) if config.configurations > 1) {
        return None;
    }
    let need = quorums.promise.max(quorums.accept);
    let up: NodeSet = quorums.voters.iter().filter(|&node| !view.world.is_down(node)).collect();
    let say_so = |key: &str, short: &str, have: u32| {
        let args = [("have", have.into()), ("need", need.into()), ("of", quorums.voters.len().into())];
        Some(Standstill { words: say(key, &args), short: say(short, &args) })
    };
    if up.len() < need {
        return say_so("standstill-down", "standstill-short-down", up.len());
    }
    let reach = |proposer: NodeId| {
        let is_reached =
            |node: NodeId| node == proposer || !view.world.cuts().contains(&Link::new(proposer, node));
        up.iter().filter(|&node| is_reached(node)).count()
    };
    let proposers = view.setup().proposers().filter(|&node| !view.world.is_down(node));
    let Some(best) = proposers.map(reach).max() else {
        return say_so("standstill-nobody", "standstill-short-nobody", 0);
    };
    let best = u32::try_from(best).unwrap_or(0);
    if best < need { say_so("standstill-cut", "standstill-short-cut", best) } else { None }
}

/// The heart of the safety argument, drawn from the run: the first choice's quorum, the promises of the highest
/// number that went on to phase 2, and who is in both.
fn meeting(view: &View<'_>) -> Option<Meeting> {
    let notation = view.notation();
    let ledger = view.world.ledger();
    let choice = ledger.chosen.get(0).filter(|choice| choice.slot.is_none())?;
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
