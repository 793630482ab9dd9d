//! A node's state as named fields, as everyone outside a construction sees it.

use super::{Ballot, NodeId, NodeSet, NodeState, Phase, Proposal, Sequence, Value};

/// One named piece of a node's state.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    /// Which piece it is.
    pub key: FieldKey,
    /// What it holds.
    pub value: FieldValue,
    /// Whether it is on stable storage and survives a crash.
    pub stable: bool,
}

/// The names of the pieces of state. A lesson shows each by its deck's own name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldKey {
    /// The value that a proposer wants chosen.
    Wants,
    /// The last proposal number that a proposer used.
    Number,
    /// How far a proposer is.
    Phase,
    /// The promises that a proposer holds.
    Promises,
    /// The highest-numbered accepted proposal among those promises.
    Reported,
    /// The value that a proposer asked acceptors to accept.
    Proposing,
    /// The acceptances that a proposer has heard of.
    Acceptances,
    /// The highest number that an acceptor promised.
    Promised,
    /// The last proposal that an acceptor accepted.
    Accepted,
    /// What a learner heard so far.
    Votes,
    /// The value that a learner learned.
    Learned,
    /// The answers to a check that a proposer holds.
    Answers,
    /// The value that a check found.
    Found,
    /// The state that a node of an atomic commitment is in.
    State,
    /// A log: what its last record says, or its entries.
    Log,
    /// How it votes.
    Vote,
    /// The yes votes that a coordinator holds.
    YesVotes,
    /// The acknowledgements of its pre-commit that it holds.
    Acks,
    /// Who has answered its question for the decision, without knowing it either.
    Undecided,
    /// Whether a process considers itself leader.
    Leads,
    /// For how many ticks a process has heard nothing from any higher one.
    Silence,
    /// What is on an account.
    Balance,
    /// The commands that a replica has executed, in order.
    Executed,
    /// The round that a server obeys, or the name of the leader.
    Round,
    /// The state of a server: what it has executed.
    Sigma,
    /// The requests that a server has heard and not executed.
    Pending,
    /// What a server has accepted and not executed.
    Queue,
    /// What a server has accepted, by sequence numbers.
    Slots,
    /// The learns that a server has heard.
    Learns,
    /// The commits that a server has heard.
    Commits,
    /// What a new leader has to send again.
    Resend,
    /// The request that a client waits for.
    WaitsFor,
    /// The states that a client was told.
    Seen,
    /// What an acceptor has accepted, by slots: pvalues.
    Pvalues,
    /// What is proposed for which slots.
    Proposals,
    /// Whom a scout waits for.
    Scout,
    /// Whom the commanders of which slots wait for.
    Commanders,
    /// The next slot that a replica proposes for.
    SlotIn,
    /// The next slot that a replica executes.
    SlotOut,
    /// The commands that a replica has still to propose.
    Requests,
    /// What is decided for which slots.
    Decisions,
    /// The keys of a store with their values.
    Store,
    /// Which configuration counts for the next slot.
    Configuration,
    /// Below which slot everything is executed and forgotten.
    Collected,
    /// What a client was told, by commands.
    Results,
}

impl FieldKey {
    /// Every field name.
    pub const ALL: [FieldKey; 45] = [
        FieldKey::Wants,
        FieldKey::Number,
        FieldKey::Phase,
        FieldKey::Promises,
        FieldKey::Reported,
        FieldKey::Proposing,
        FieldKey::Acceptances,
        FieldKey::Promised,
        FieldKey::Accepted,
        FieldKey::Votes,
        FieldKey::Learned,
        FieldKey::Answers,
        FieldKey::Found,
        FieldKey::State,
        FieldKey::Log,
        FieldKey::Vote,
        FieldKey::YesVotes,
        FieldKey::Acks,
        FieldKey::Undecided,
        FieldKey::Leads,
        FieldKey::Silence,
        FieldKey::Balance,
        FieldKey::Executed,
        FieldKey::Round,
        FieldKey::Sigma,
        FieldKey::Pending,
        FieldKey::Queue,
        FieldKey::Slots,
        FieldKey::Learns,
        FieldKey::Commits,
        FieldKey::Resend,
        FieldKey::WaitsFor,
        FieldKey::Seen,
        FieldKey::Pvalues,
        FieldKey::Proposals,
        FieldKey::Scout,
        FieldKey::Commanders,
        FieldKey::SlotIn,
        FieldKey::SlotOut,
        FieldKey::Requests,
        FieldKey::Decisions,
        FieldKey::Store,
        FieldKey::Configuration,
        FieldKey::Collected,
        FieldKey::Results,
    ];

    /// The field's key in the text catalogue.
    pub fn key(self) -> &'static str {
        match self {
            FieldKey::Wants => "wants",
            FieldKey::Number => "number",
            FieldKey::Phase => "phase",
            FieldKey::Promises => "promises",
            FieldKey::Reported => "reported",
            FieldKey::Proposing => "proposing",
            FieldKey::Acceptances => "acceptances",
            FieldKey::Promised => "promised",
            FieldKey::Accepted => "accepted",
            FieldKey::Votes => "votes",
            FieldKey::Learned => "learned",
            FieldKey::Answers => "answers",
            FieldKey::Found => "found",
            FieldKey::State => "state",
            FieldKey::Log => "log",
            FieldKey::Vote => "vote",
            FieldKey::YesVotes => "yes-votes",
            FieldKey::Acks => "acks",
            FieldKey::Undecided => "undecided",
            FieldKey::Leads => "leads",
            FieldKey::Silence => "silence",
            FieldKey::Balance => "balance",
            FieldKey::Executed => "executed",
            FieldKey::Round => "round",
            FieldKey::Sigma => "sigma",
            FieldKey::Pending => "pending",
            FieldKey::Queue => "queue",
            FieldKey::Slots => "slots",
            FieldKey::Learns => "learns",
            FieldKey::Commits => "commits",
            FieldKey::Resend => "resend",
            FieldKey::WaitsFor => "waits-for",
            FieldKey::Seen => "seen",
            FieldKey::Pvalues => "pvalues",
            FieldKey::Proposals => "proposals",
            FieldKey::Scout => "scout",
            FieldKey::Commanders => "commanders",
            FieldKey::SlotIn => "slot-in",
            FieldKey::SlotOut => "slot-out",
            FieldKey::Requests => "requests",
            FieldKey::Decisions => "decisions",
            FieldKey::Store => "store",
            FieldKey::Configuration => "configuration",
            FieldKey::Collected => "collected",
            FieldKey::Results => "results",
        }
    }
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FieldValue {
    /// A proposal number, if any.
    Ballot(Option<Ballot>),
    /// A proposal, if any.
    Proposal(Option<Proposal>),
    /// A value, if any.
    Value(Option<Value>),
    /// How many of how many, and how many are needed.
    Count(Count),
    /// How far a proposer is.
    Phase(Phase),
    /// Counted proposals: who said so for each.
    Tally(Vec<(Proposal, Count)>),
    /// The state that the node is in.
    State(NodeState),
    /// The state that a record tells of, if there is a record.
    Record(Option<NodeState>),
    /// A number of whatever the field counts.
    Number(u32),
    /// Whether something is so.
    Flag(bool),
    /// Entries in order; what has not come yet is left open.
    Log(Vec<Option<Value>>),
    /// An amount of money, in dollars.
    Money(u32),
    /// What was executed.
    Sequence(Sequence),
    /// States that somebody was told, by whom.
    Seen(Vec<(Sequence, NodeId)>),
    /// Values, in order.
    Values(Vec<Value>),
    /// Entries by sequence numbers.
    Slots(Vec<SlotEntry>),
    /// Learns by sequence numbers and rounds.
    Learns(Vec<LearnEntry>),
    /// Pvalues: ballots, slots and commands, or only slots and commands.
    Pvalues(Vec<SlotEntry>),
    /// Nodes, if any are meant.
    Nodes(Option<NodeSet>),
    /// Values in a list, which may be empty.
    List(Vec<Value>),
    /// Names with what they have or gave.
    Pairs(Vec<(Value, Value)>),
}

/// What stands under a sequence number.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SlotEntry {
    /// The sequence number, counted from 1.
    pub slot: u32,
    /// In which round; [`Ballot::UNNUMBERED`] where there are none.
    pub round: Ballot,
    /// What.
    pub value: Value,
}

/// Who is known to have accepted what stands under a sequence number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LearnEntry {
    /// The sequence number, counted from 1.
    pub slot: u32,
    /// In which round; [`Ballot::UNNUMBERED`] where there are none.
    pub round: Ballot,
    /// Who.
    pub by: NodeSet,
}

/// Answers counted towards a quorum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Count {
    /// Answers so far.
    pub have: u32,
    /// The quorum.
    pub need: u32,
    /// How many could answer.
    pub of: u32,
}
