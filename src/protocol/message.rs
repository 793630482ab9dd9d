//! Messages and rules of whichever construction, as everyone outside it sees them.

use super::{
    Ballot, Cited, Fact, MessageKind, NodeId, NodeState, Outcome, Proposal, Sequence, Value, attempts, bank,
    commit, election, ladder, pmmc, synod,
};

/// What everyone outside a construction asks of one of its messages.
pub trait Letter {
    /// The kind of the message.
    fn kind(&self) -> MessageKind;
    /// What it says besides its kind.
    fn content(&self) -> Content<'_>;
}

/// What a message says besides its kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Content<'a> {
    /// Nothing.
    Nothing,
    /// A proposal number.
    Number(Ballot),
    /// A proposal.
    Proposal(&'a Proposal),
    /// A promise for a number, and the proposal that it reports.
    Report(Ballot, Option<&'a Proposal>),
    /// The number in question, and the higher one that was promised.
    Refusal(Ballot, Ballot),
    /// What somebody has accepted, if anything.
    Found(Option<&'a Value>),
    /// A yes or a no.
    Answer(bool),
    /// The state that somebody is in.
    State(NodeState),
    /// An entry of a log.
    Entry(u32, &'a Value),
    /// A command for a log, or for a server.
    Command(&'a Value),
    /// A request that is ordered: in which round, which, and under which sequence number, if that is said.
    Order(Ballot, &'a Value, Option<u32>),
    /// A promise for a number, and what it reports: sequence numbers, rounds, values.
    Reports(Ballot, Vec<(u32, Ballot, &'a Value)>),
    /// The state of a server.
    Sequence(&'a Sequence, NodeId),
    /// The number that somebody obeys, as an answer about a slot.
    Answered(Ballot, u32),
    /// A command and its result.
    Result(&'a Value, &'a Value),
    /// A slot of a log.
    Slot(u32),
}

/// Declares the enum of what every construction has one of, with the ways in and out.
macro_rules! of_each {
    ($(#[$doc:meta])* $name:ident $(($derive:ident))*: $($(#[$one:meta])* $variant:ident($type:ty),)*) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, $($derive),*)]
        pub enum $name { $($(#[$one])* $variant($type),)* }

        $(
            impl From<$type> for $name {
                fn from(inner: $type) -> Self {
                    $name::$variant(inner)
                }
            }

            impl<'a> TryFrom<&'a $name> for &'a $type {
                type Error = ();
                fn try_from(outer: &'a $name) -> Result<Self, ()> {
                    // Where there is but one construction the pattern can't fail.
                    #[allow(irrefutable_let_patterns, reason = "the list of constructions may have one entry")]
                    if let $name::$variant(inner) = outer { Ok(inner) } else { Err(()) }
                }
            }
        )*
    };
}

of_each! {
    /// A message of whichever construction.
    Message (PartialOrd) (Ord):
    /// A message of single-decree Paxos.
    Synod(synod::Message),
    /// A message of an attempt before Paxos.
    Attempt(attempts::Message),
    /// A message of an atomic commitment.
    Commit(commit::Message),
    /// A message of an election.
    Election(election::Message),
    /// A message of a replicated bank account.
    Bank(bank::Message),
    /// A message of the ladder to Multi-Paxos.
    Ladder(ladder::Message),
    /// A message of Paxos Made Moderately Complex.
    Pmmc(pmmc::Message),
}

of_each! {
    /// A rule that a handler applied.
    Rule:
    /// A rule of single-decree Paxos.
    Synod(synod::Rule),
    /// A rule of an attempt before Paxos.
    Attempt(attempts::Rule),
    /// A rule of an atomic commitment.
    Commit(commit::Rule),
    /// A rule of an election.
    Election(election::Rule),
    /// A rule of a replicated bank account.
    Bank(bank::Rule),
    /// A rule of the ladder to Multi-Paxos.
    Ladder(ladder::Rule),
    /// A rule of Paxos Made Moderately Complex.
    Pmmc(pmmc::Rule),
}

impl Message {
    fn letter(&self) -> &dyn Letter {
        match self {
            Message::Synod(message) => message,
            Message::Attempt(message) => message,
            Message::Commit(message) => message,
            Message::Election(message) => message,
            Message::Bank(message) => message,
            Message::Ladder(message) => message,
            Message::Pmmc(message) => message,
        }
    }

    /// The kind of the message.
    pub fn kind(&self) -> MessageKind {
        self.letter().kind()
    }

    /// What it says besides its kind.
    pub fn content(&self) -> Content<'_> {
        self.letter().content()
    }

    /// The proposal number that the message is about, if it is about one.
    pub fn ballot(&self) -> Option<Ballot> {
        match self.content() {
            Content::Number(ballot)
            | Content::Report(ballot, _)
            | Content::Reports(ballot, _)
            | Content::Refusal(ballot, _)
            | Content::Answered(ballot, _) => Some(ballot),
            Content::Order(ballot, ..) if ballot != Ballot::UNNUMBERED => Some(ballot),
            Content::Proposal(proposal) if proposal.ballot != Ballot::UNNUMBERED => Some(proposal.ballot),
            _ => None,
        }
    }

    /// The proposal that the message carries, if any.
    pub fn proposal(&self) -> Option<&Proposal> {
        match self.content() {
            Content::Proposal(proposal) => Some(proposal),
            Content::Report(_, reported) => reported,
            _ => None,
        }
    }

    /// The place in a log that the message is about, if it is about one.
    pub fn index(&self) -> Option<u32> {
        match self.content() {
            Content::Entry(index, _) => Some(index),
            Content::Order(_, _, index) => index,
            Content::Answered(_, slot) | Content::Slot(slot) => Some(slot),
            _ => None,
        }
    }

    /// The request that the message is about, if it is about one.
    pub fn request(&self) -> Option<&Value> {
        match self.content() {
            Content::Order(_, value, _)
            | Content::Command(value)
            | Content::Entry(_, value)
            | Content::Result(value, _) => Some(value),
            Content::Sequence(state, _) => state.latest_first().next(),
            _ => None,
        }
    }

    /// The decision that the message tells of, if it tells of one.
    pub fn outcome(&self) -> Option<Outcome> {
        match (self.kind(), self.content()) {
            (MessageKind::Commit, _) => Some(Outcome::Commit),
            (MessageKind::Abort, _) => Some(Outcome::Abort),
            (_, Content::State(state)) => state.outcome(),
            _ => None,
        }
    }

    /// The promise that a rejection tells of.
    pub fn promised(&self) -> Option<Ballot> {
        match self.content() {
            Content::Refusal(_, promised) => Some(promised),
            _ => None,
        }
    }
}

impl Rule {
    fn cited(&self) -> &dyn Cited {
        match self {
            Rule::Synod(rule) => rule,
            Rule::Attempt(rule) => rule,
            Rule::Commit(rule) => rule,
            Rule::Election(rule) => rule,
            Rule::Bank(rule) => rule,
            Rule::Ladder(rule) => rule,
            Rule::Pmmc(rule) => rule,
        }
    }

    /// The rule's key in the text catalogue.
    pub fn key(&self) -> &'static str {
        self.cited().key()
    }

    /// What the rule's sentence mentions.
    pub fn facts(&self) -> Vec<(&'static str, Fact)> {
        self.cited().facts()
    }

    /// The keys of all rules of all constructions.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        let keys = [
            synod::Rule::KEYS,
            attempts::Rule::KEYS,
            commit::Rule::KEYS,
            election::Rule::KEYS,
            bank::Rule::KEYS,
            ladder::Rule::KEYS,
            pmmc::Rule::KEYS,
        ];
        keys.into_iter().flatten().copied()
    }
}
