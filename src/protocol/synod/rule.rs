//! The rules of single-decree Paxos, as handlers name them. Sentences and sources are in the text catalogue,
//! under `rule-<key>` and `source-<key>`.

use crate::protocol::{Ballot, NodeId, Proposal, Value};

rules! {
    /// A proposer was asked for a value.
    Want { value: Value(Value) } = "want";
    /// A proposer opens phase 1 for the first time.
    Prepare { n: Ballot(Ballot) } = "prepare";
    /// A proposer opens phase 1 again with a higher number.
    PrepareAgain { n: Ballot(Ballot) } = "prepare-again";
    /// A proposer's timer runs out, so it prepares again.
    Retry { n: Ballot(Ballot) } = "retry";
    /// An acceptor that accepted nothing promises.
    PromiseFresh { n: Ballot(Ballot) } = "promise-fresh";
    /// An acceptor promises and reports what it accepted.
    PromiseReport { n: Ballot(Ballot), accepted: Proposal(Proposal) } = "promise-report";
    /// An acceptor promises although it promised this number or a higher one: not Paxos.
    PromiseAnyway { n: Ballot(Ballot), promised: Ballot(Ballot) } = "promise-anyway";
    /// An acceptor promises the number that it promised once more.
    PromiseAgain { n: Ballot(Ballot) } = "promise-again";
    /// An acceptor ignores a prepare: it promised this number or a higher one.
    IgnorePrepare { n: Ballot(Ballot), promised: Ballot(Ballot) } = "ignore-prepare";
    /// The same, and it says so.
    RejectPrepare { n: Ballot(Ballot), promised: Ballot(Ballot) } = "reject-prepare";
    /// A proposer counts a promise; there is no quorum yet.
    CountPromise { n: Ballot(Ballot), have: Count(u32), need: Count(u32) } = "count-promise";
    /// A proposer has a quorum of promises.
    PromiseQuorum { n: Ballot(Ballot), have: Count(u32), need: Count(u32) } = "promise-quorum";
    /// A promise for a number that the proposer has given up, or forgot in a crash.
    StalePromise { n: Ballot(Ballot) } = "stale-promise";
    /// A promise that comes after the accept was sent.
    LatePromise { n: Ballot(Ballot) } = "late-promise";
    /// A second copy of a promise.
    RepeatedPromise { n: Ballot(Ballot), from: Node(NodeId) } = "repeated-promise";
    /// No promise reports a proposal, so the proposer proposes its own value.
    ProposeOwn { n: Ballot(Ballot), value: Value(Value) } = "propose-own";
    /// The proposer takes the value of the highest-numbered proposal reported.
    Adopt { n: Ballot(Ballot), value: Value(Value), reported: Proposal(Proposal) } = "adopt";
    /// The proposer proposes its own value although a promise reports another: not Paxos.
    ProposeOwnAnyway { n: Ballot(Ballot), value: Value(Value), reported: Proposal(Proposal) } = "propose-own-anyway";
    /// The proposer takes the value of the report that came first: not Paxos.
    AdoptFirst { n: Ballot(Ballot), value: Value(Value), reported: Proposal(Proposal) } = "adopt-first";
    /// The proposer takes the value that most acceptors report: not Paxos.
    AdoptMostFrequent { n: Ballot(Ballot), value: Value(Value), reported: Proposal(Proposal) } = "adopt-most-frequent";
    /// The proposer proposes without a quorum of promises: not Paxos.
    ProposeEarly { n: Ballot(Ballot), value: Value(Value), have: Count(u32), need: Count(u32) } = "propose-early";
    /// An acceptor accepts below its promise: not Paxos.
    AcceptAnyway { proposal: Proposal(Proposal), promised: Ballot(Ballot) } = "accept-anyway";
    /// An acceptor accepts, and its promise stays as it is.
    AcceptUnbound { proposal: Proposal(Proposal) } = "accept-unbound";
    /// An acceptor accepts.
    Accept { proposal: Proposal(Proposal) } = "accept";
    /// An acceptor ignores an accept below its promise.
    IgnoreAccept { n: Ballot(Ballot), promised: Ballot(Ballot) } = "ignore-accept";
    /// The same, and it says so.
    RejectAccept { n: Ballot(Ballot), promised: Ballot(Ballot) } = "reject-accept";
    /// A proposer counts an acceptance; there is no quorum yet.
    CountAccepted { proposal: Proposal(Proposal), have: Count(u32), need: Count(u32) } = "count-accepted";
    /// A proposer knows that its proposal is chosen.
    KnowChosen { proposal: Proposal(Proposal), have: Count(u32), need: Count(u32) } = "know-chosen";
    /// One more acceptance of a proposal that the proposer knows to be chosen.
    MoreAccepted { proposal: Proposal(Proposal), have: Count(u32) } = "more-accepted";
    /// An acceptance of a proposal that the proposer has given up, or forgot in a crash.
    StaleAccepted { n: Ballot(Ballot) } = "stale-accepted";
    /// A second copy of an acceptance.
    RepeatedAccepted { n: Ballot(Ballot), from: Node(NodeId) } = "repeated-accepted";
    /// A proposer hears that its number is refused: this or a higher one was promised.
    HearRejection { n: Ballot(Ballot), promised: Ballot(Ballot) } = "hear-rejection";
    /// A proposer hears so about a number that it has given up.
    StaleRejection { n: Ballot(Ballot) } = "stale-rejection";
    /// A proposer tells the learners.
    Announce { proposal: Proposal(Proposal) } = "announce";
    /// A learner is told by a proposer.
    LearnFromProposer { value: Value(Value) } = "learn-from-proposer";
    /// A learner counts acceptances; there is no quorum yet.
    CountVote { proposal: Proposal(Proposal), have: Count(u32), need: Count(u32) } = "count-vote";
    /// A learner has heard of a quorum.
    LearnFromQuorum { value: Value(Value), have: Count(u32), need: Count(u32) } = "learn-from-quorum";
    /// A learner hears what it knows.
    KnowAlready { value: Value(Value) } = "know-already";
    /// A learner hears that another value than the one it learned is chosen too: agreement is broken.
    LearnContradiction { learned: Value(Value), value: Value(Value) } = "learn-contradiction";
}
