//! What was proposed under which number: whether one number has two values, and whether what is proposed is safe.

use crate::protocol::{NodeId, NodeSet, Proposal, Role, Setup};

/// The first breaches of what must hold of every proposal, and all proposals, as far as they are not kept elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Issued {
    /// The proposals for which acceptors were asked, each once; those for the slots of a log are kept with their slots.
    pub proposals: Vec<Proposal>,
    /// Two values under one number.
    pub twins: Option<NumberBreach>,
    /// A proposal that is not safe at its number.
    pub reckless: Option<NumberBreach>,
}

/// Two proposals that must not both be: of the slot of a log, where there is a log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberBreach {
    /// The slot.
    pub slot: Option<u32>,
    /// What was proposed, or accepted first.
    pub proposal: Proposal,
    /// What has the same number, or was accepted under a lower one.
    pub other: Proposal,
}

/// What was accepted: each proposal with those who did.
pub(super) type Votes<'a> = &'a mut dyn Iterator<Item = (&'a Proposal, NodeSet)>;

/// Of two values under one number the earlier and the later proposal; and a proposal that is not safe with what was accepted
/// below it.
pub(super) type Breaches = [Option<(Proposal, Proposal)>; 2];

impl Issued {
    /// Remembers the first breach of each kind.
    pub(super) fn note(&mut self, slot: Option<u32>, [twins, reckless]: Breaches) {
        let breach = |(proposal, other): (Proposal, Proposal)| NumberBreach { slot, proposal, other };
        self.twins = self.twins.take().or(twins.map(breach));
        self.reckless = self.reckless.take().or(reckless.map(breach));
    }
}

/// What comes of a proposal that was issued or accepted just now; it is among those already.
pub(super) fn breaches(setup: &Setup, new: &Proposal, issued: &[Proposal], votes: Votes<'_>) -> Breaches {
    let votes: Vec<(&Proposal, NodeSet)> = votes.collect();
    let order = |a: &Proposal, b: &Proposal| setup.numbering().compare(a.ballot, b.ballot);
    let mut all = issued.iter().chain(votes.iter().map(|(proposal, _)| *proposal));
    let twin = all.find(|other| other.value != new.value && order(other, new).is_eq());
    // Only those of other values that are above it can suffer by an acceptance; itself, if it is what was issued.
    let suffers = |p: &&Proposal| *p == new || p.value != new.value && order(p, new).is_gt();
    let reckless = issued.iter().filter(suffers).find_map(|proposal| {
        unsafe_for(setup, proposal, &votes).map(|other| (proposal.clone(), other.clone()))
    });
    [twin.map(|twin| (twin.clone(), new.clone())), reckless]
}

/// What keeps a proposal from being safe, if it is not: the highest-numbered of what was accepted below it with another
/// value.
///
/// That is P2c of *Paxos Made Simple* §2.2, judged of all that was ever accepted: "if a proposal with value v and number n
/// is issued, then there is a set S consisting of a majority of acceptors such that either (a) no acceptor in S has
/// accepted any proposal numbered less than n, or (b) v is the value of the highest-numbered proposal among all proposals
/// numbered less than n accepted by the acceptors in S". It must hold when the proposal is issued and for ever after: that
/// it stays so is what promises are for. Where quorums are of other sizes, S is a set that meets every quorum that chooses.
///
/// With one value for each number it gives agreement: were the lowest proposal above a choice one of another value, S would
/// share an acceptor with the quorum that chose, and the highest that S has accepted below would be of the chosen value.
fn unsafe_for<'a>(
    setup: &Setup,
    issued: &Proposal,
    votes: &[(&'a Proposal, NodeSet)],
) -> Option<&'a Proposal> {
    let compare = |a: &Proposal, b: &Proposal| setup.numbering().compare(a.ballot, b.ballot);
    let mut below: Vec<_> = votes.iter().filter(|(accepted, _)| compare(accepted, issued).is_lt()).collect();
    below.sort_by(|(a, _), (b, _)| compare(b, a));
    let (other, _) = below.iter().find(|(accepted, _)| accepted.value != issued.value)?;
    let asked = voters(setup, issued);
    let need = (asked.len() + 1).saturating_sub(setup.quorums()?.accept);
    // Those who have accepted nothing from the number on that is looked at, from the highest down.
    let mut free = asked;
    for group in below.chunk_by(|(a, _), (b, _)| compare(a, b).is_eq()) {
        let vouch = |(accepted, nodes): &&(&Proposal, NodeSet)| {
            accepted.value == issued.value && !free.intersection(*nodes).is_empty()
        };
        if free.len() < need || group.iter().any(vouch) {
            break;
        }
        free = NodeSet(free.0 & !group.iter().fold(0, |all, (_, nodes)| all | nodes.0));
    }
    (free.len() < need).then_some(*other)
}

/// Whom a proposer asks.
fn voters(setup: &Setup, issued: &Proposal) -> NodeSet {
    let cluster = setup.cluster();
    let votes = |&node: &NodeId| {
        matches!(cluster.role(node), Role::Acceptor | Role::Server)
            && (node == issued.ballot.proposer || cluster.talk(node, issued.ballot.proposer))
    };
    setup.nodes().filter(votes).collect()
}
