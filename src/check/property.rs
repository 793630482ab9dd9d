//! What must hold in every run: the safety properties of consensus (Paxos Made Simple §2.1) and the promise that carries
//! them, Helwer's requirements, and those of atomic commitment.

use super::{atomic, linear};
use crate::protocol::election::Drives;
use crate::protocol::synod::Layout;
use crate::protocol::{Ballot, FieldKey, FieldValue, NodeId, NodeSet, Proposal, Sequence, Setup, Value};
use crate::sim::{BrokenPromise, Choice, Decision, Ledger, NumberBreach, SlotBreach, World};

/// A property that is shown live.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Property {
    /// Only a single value is chosen.
    Agreement,
    /// Only a value that has been proposed is accepted, and so chosen.
    Validity,
    /// A learner learns only a value that has been chosen.
    LearnedIsChosen,
    /// No acceptor accepts below what it promised (P1a).
    PromisesKept,
    /// No two values are proposed, or accepted, under one number.
    OneValue,
    /// What is proposed is safe at its number (P2c): below it nothing else is or will be chosen. `sim/issued.rs` says how
    /// that is judged.
    SafeProposals,
    /// Helwer's first requirement: only one value can be chosen.
    Consistency,
    /// His second: once a value is chosen, no different one is.
    Immutability,
    /// His third: while a majority is up, a value can still be chosen.
    Durability,
    /// Atomic commitment: all who decide decide the same (AC1 and AC2 of Bernstein, Hadzilacos and Goodman, chapter 7).
    SameDecision,
    /// Atomic commitment: nobody commits unless all participants voted yes (AC3).
    UnanimousCommit,
    /// Atomic commitment: whoever is up can decide without those who are not (Skeen).
    NonBlocking,
    /// At no moment does more than one node consider itself leader. Judged of the moment that is looked at.
    OneLeader,
    /// Of any two states that clients were told, one is a prefix of the other (Meling, slides 4 to 8).
    ClientsAgree,
    /// The same of the states of all servers that are up. Judged of the moment that is looked at.
    ServersAgree,
    /// Replicas that have executed equally many commands have executed the same ones, and have the same state.
    SameState,
    /// If a value is chosen for a slot on a ballot, any value accepted for that slot on a higher ballot is the same
    /// (Krishnamurthy, slide "Acceptors").
    SlotAgreement,
    /// Of any two replicas that are up, one has executed a prefix of what the other has. Judged of the moment that is
    /// looked at.
    LogsAgree,
    /// What clients were told is what one copy of the application could have told them, which serves each of their commands
    /// at some moment between the question and the answer (Herlihy and Wing).
    Linearizable,
}

/// The properties that count for a cluster, in the words of the deck that its construction comes from.
pub fn properties(setup: &Setup) -> &'static [Property] {
    match setup {
        Setup::Synod(config) if config.layout == Layout::Apart => &APART,
        Setup::Synod(_) | Setup::Attempt(_) => &REQUIREMENTS,
        Setup::Commit(_) => &ATOMIC,
        Setup::Election(config) if config.drives == Drives::Nothing => &[Property::OneLeader],
        Setup::Election(_) => &LED,
        Setup::Bank(_) => &[Property::SameState],
        Setup::Ladder(config) if config.clients == 0 => &[Property::ServersAgree],
        Setup::Ladder(_) => &[Property::ClientsAgree, Property::ServersAgree],
        Setup::Pmmc(config) if config.clients == 0 => &SLOTS[1..],
        Setup::Pmmc(_) => &SLOTS,
    }
}

/// What *Paxos Made Simple* §2.1 demands, and the promise that carries it.
const APART: [Property; 6] = [
    Property::Agreement,
    Property::Validity,
    Property::LearnedIsChosen,
    Property::PromisesKept,
    Property::OneValue,
    Property::SafeProposals,
];

/// Helwer's requirements (slide 9).
const REQUIREMENTS: [Property; 3] = [Property::Consistency, Property::Immutability, Property::Durability];

/// What is demanded of a replicated log; the first of it only if there are clients.
const SLOTS: [Property; 6] = [
    Property::Linearizable,
    Property::SlotAgreement,
    Property::LogsAgree,
    Property::PromisesKept,
    Property::OneValue,
    Property::SafeProposals,
];

/// What is demanded of atomic commitment.
const ATOMIC: [Property; 3] = [Property::SameDecision, Property::UnanimousCommit, Property::NonBlocking];

/// The same where leaders propose: the first may break, and the others must hold all the same.
const LED: [Property; 4] =
    [Property::OneLeader, Property::Consistency, Property::Immutability, Property::Durability];

impl Property {
    /// Every property, in the order in which they are shown.
    pub const ALL: [Property; 19] = [
        Property::Agreement,
        Property::Validity,
        Property::LearnedIsChosen,
        Property::PromisesKept,
        Property::OneValue,
        Property::SafeProposals,
        Property::Consistency,
        Property::Immutability,
        Property::Durability,
        Property::SameDecision,
        Property::UnanimousCommit,
        Property::NonBlocking,
        Property::OneLeader,
        Property::SameState,
        Property::ClientsAgree,
        Property::ServersAgree,
        Property::SlotAgreement,
        Property::LogsAgree,
        Property::Linearizable,
    ];

    /// The property with this key.
    pub fn named(key: &str) -> Option<Property> {
        Property::ALL.into_iter().find(|property| property.key() == key)
    }

    /// The property's key in the text catalogue and in lessons.
    pub fn key(self) -> &'static str {
        match self {
            Property::Agreement => "agreement",
            Property::Validity => "validity",
            Property::LearnedIsChosen => "learned-is-chosen",
            Property::PromisesKept => "promises-kept",
            Property::OneValue => "one-value",
            Property::SafeProposals => "safe-proposals",
            Property::Consistency => "consistency",
            Property::Immutability => "immutability",
            Property::Durability => "durability",
            Property::SameDecision => "same-decision",
            Property::UnanimousCommit => "unanimous-commit",
            Property::NonBlocking => "non-blocking",
            Property::OneLeader => "one-leader",
            Property::SameState => "same-state",
            Property::ClientsAgree => "clients-agree",
            Property::ServersAgree => "servers-agree",
            Property::SlotAgreement => "slot-agreement",
            Property::LogsAgree => "logs-agree",
            Property::Linearizable => "linearizable",
        }
    }
}

/// Whether a property holds of a run so far, and if not, what breaks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Holds,
    /// Two proposals with different values were chosen.
    TwoChosen(Proposal, Proposal),
    /// A value was accepted that nobody proposed.
    NeverProposed(Value),
    /// A node learned a value that was not chosen at that moment.
    LearnedUnchosen(NodeId, Value),
    /// A node accepted below its promise: what it had promised, what it accepted.
    PromiseBroken(NodeId, Ballot, Ballot),
    /// Two values have one number.
    TwoValues(NumberBreach),
    /// A proposal is not safe at its number.
    Unsafe(NumberBreach),
    /// A value was chosen after another one.
    Replaced(Choice, Choice),
    /// These acceptors are up and enough; no value can get as many as it needs any more.
    Stuck(NodeSet, u32),
    /// Two nodes decided differently.
    Split(Decision, Decision),
    /// A node committed, and this participant had not voted yes.
    CommitWithoutYes(Decision, NodeId),
    /// These nodes are up and can decide nothing until they hear from one of those, which are down.
    WaitForDown(NodeSet, NodeSet),
    /// The same, where some of those are up, but cut off.
    WaitForCutOff(NodeSet, NodeSet),
    /// These nodes lead at once.
    SeveralLead(NodeSet),
    /// These two replicas differ in what they have executed, or in their state, after so many commands.
    Diverged(NodeId, NodeId, u32),
    /// Neither of these states, of these nodes or told to them, is a prefix of the other.
    NoPrefix((Sequence, NodeId), (Sequence, NodeId)),
    /// Something else was accepted for a slot than what was chosen on a lower ballot.
    SlotBroken(SlotBreach),
    /// The answer to the command at this place among all calls fits to no order.
    NoOrder(usize),
}

impl Verdict {
    /// Whether the property holds.
    pub fn holds(&self) -> bool {
        *self == Verdict::Holds
    }
}

/// Judges one property of the run that led to this world.
pub fn judge(property: Property, world: &World) -> Verdict {
    let ledger = world.ledger();
    match property {
        Property::Agreement | Property::Consistency => agreement(ledger),
        Property::Immutability => immutability(ledger),
        Property::Durability => durability(world),
        Property::Validity => validity(ledger),
        Property::LearnedIsChosen => learned_is_chosen(ledger),
        Property::PromisesKept => promises_kept(ledger),
        Property::OneValue => ledger.issued.twins.clone().map_or(Verdict::Holds, Verdict::TwoValues),
        Property::SafeProposals => ledger.issued.reckless.clone().map_or(Verdict::Holds, Verdict::Unsafe),
        Property::SameDecision => atomic::same_decision(ledger),
        Property::UnanimousCommit => atomic::unanimous_commit(world),
        Property::NonBlocking => atomic::non_blocking(world),
        Property::OneLeader => {
            let leaders = world.leaders();
            if leaders.len() < 2 { Verdict::Holds } else { Verdict::SeveralLead(leaders) }
        }
        Property::SameState => same_state(world),
        Property::ClientsAgree => clients_agree(world),
        Property::ServersAgree | Property::LogsAgree => servers_agree(world),
        Property::SlotAgreement => ledger.slots.breach.clone().map_or(Verdict::Holds, Verdict::SlotBroken),
        Property::Linearizable => linear::judge(world),
    }
}

/// Commands are only ever added, so it is enough to compare what two replicas have in common: each of them had executed
/// that many at some time.
fn same_state(world: &World) -> Verdict {
    let executed = |node: NodeId| world.node(node).executed().filter(|executed| !executed.is_empty());
    let nodes: Vec<(NodeId, &Sequence)> =
        world.setup().nodes().filter_map(|node| Some((node, executed(node)?))).collect();
    let balance = |node: NodeId| {
        let fields = world.fields(node);
        fields.into_iter().find(|field| field.key == FieldKey::Balance).map(|field| field.value)
    };
    for (index, &(a, of_a)) in nodes.iter().enumerate() {
        for &(b, of_b) in &nodes[index + 1..] {
            let differs = !of_a.fits(of_b);
            if differs || (of_a.len() == of_b.len() && balance(a) != balance(b)) {
                return Verdict::Diverged(a, b, first_difference(of_a, of_b));
            }
        }
    }
    Verdict::Holds
}

/// After how many commands two sequences differ; their length, if they don't.
fn first_difference(a: &Sequence, b: &Sequence) -> u32 {
    let length = a.len().min(b.len());
    (1..=length).find(|&length| a.first(length) != b.first(length)).unwrap_or(length)
}

/// One client that sees the contradiction by itself is the better witness: it was told both states.
fn clients_agree(world: &World) -> Verdict {
    let Some((first, second)) = &world.ledger().contradiction else { return Verdict::Holds };
    let told = world.setup().nodes().find_map(|node| {
        let fields = world.fields(node);
        let seen = fields.into_iter().find(|field| field.key == FieldKey::Seen)?;
        let FieldValue::Seen(seen) = seen.value else { return None };
        let seen: Vec<State> = seen.into_iter().map(|(state, _)| (state, node)).collect();
        let (a, b) = misfits(&seen)?;
        Some(Verdict::NoPrefix(a, b))
    });
    told.unwrap_or_else(|| {
        Verdict::NoPrefix((first.state.clone(), first.client), (second.state.clone(), second.client))
    })
}

fn servers_agree(world: &World) -> Verdict {
    let up = world.setup().nodes().filter(|&node| !world.is_down(node));
    let states: Vec<State> =
        up.filter_map(|node| Some((world.node(node).executed()?.clone(), node))).collect();
    misfits(&states).map_or(Verdict::Holds, |(a, b)| Verdict::NoPrefix(a, b))
}

type State = (Sequence, NodeId);

/// The first two states of which neither is a prefix of the other.
fn misfits(states: &[State]) -> Option<(State, State)> {
    let pairs = states.iter().enumerate().flat_map(|(index, a)| states[..index].iter().map(move |b| (b, a)));
    let mut misfits = pairs.filter(|(a, b)| !a.0.fits(&b.0));
    misfits.next().map(|(a, b)| (a.clone(), b.clone()))
}

fn agreement(ledger: &Ledger) -> Verdict {
    let Some(first) = ledger.chosen.get(0) else {
        return Verdict::Holds;
    };
    let other = ledger.chosen.iter().find(|choice| choice.proposal.value != first.proposal.value);
    other.map_or(Verdict::Holds, |other| Verdict::TwoChosen(first.proposal.clone(), other.proposal.clone()))
}

fn immutability(ledger: &Ledger) -> Verdict {
    let Some(first) = ledger.chosen.get(0) else {
        return Verdict::Holds;
    };
    let other = ledger.chosen.iter().find(|choice| choice.proposal.value != first.proposal.value);
    other.map_or(Verdict::Holds, |other| Verdict::Replaced(first.clone(), other.clone()))
}

/// Acceptors that may accept again can always be asked again; those that keep their first value can be stuck.
fn durability(world: &World) -> Verdict {
    let setup = world.setup();
    let (Some(quorums), true) = (setup.quorums(), setup.cluster().votes_once()) else {
        return Verdict::Holds;
    };
    let up: NodeSet = quorums.voters.iter().filter(|&node| !world.is_down(node)).collect();
    if up.len() < quorums.accept || !world.ledger().chosen.is_empty() {
        return Verdict::Holds;
    }
    let is_free = |node: &NodeId| world.node(*node).accepted().is_none();
    let free = u32::try_from(up.iter().filter(is_free).count()).unwrap_or(0);
    let votes = world.ledger().acceptances.values().map(|nodes| nodes.len()).max().unwrap_or(0);
    if votes + free >= quorums.accept { Verdict::Holds } else { Verdict::Stuck(up, quorums.accept) }
}

fn validity(ledger: &Ledger) -> Verdict {
    let mut values = ledger.acceptances.keys().map(|proposal| &proposal.value);
    let stray = values.find(|&value| !ledger.proposed.contains(value));
    stray.map_or(Verdict::Holds, |value| Verdict::NeverProposed(value.clone()))
}

fn learned_is_chosen(ledger: &Ledger) -> Verdict {
    let premature = ledger.learned.iter().find(|learning| !learning.was_chosen);
    premature
        .map_or(Verdict::Holds, |learning| Verdict::LearnedUnchosen(learning.node, learning.value.clone()))
}

fn promises_kept(ledger: &Ledger) -> Verdict {
    let broken = |b: &BrokenPromise| Verdict::PromiseBroken(b.node, b.promised, b.accepted);
    ledger.broken_promises.first().map_or(Verdict::Holds, broken)
}
