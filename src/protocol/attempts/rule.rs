//! The rules of the attempts, as handlers name them.

use crate::protocol::{NodeId, Value};

rules! {
    /// A proposer was asked for a value.
    Want { value: Value(Value) } = "want";
    /// A proposer sends its value to everybody (#1, #2).
    SendValue { value: Value(Value) } = "send-value";
    /// A proposer asks everybody whether a value has been accepted (#3).
    SendCheck {} = "send-check";
    /// An acceptor takes the first value that it receives.
    TakeFirst { value: Value(Value) } = "take-first";
    /// An acceptor keeps the value that it has (#1).
    KeepFirst { value: Value(Value), kept: Value(Value) } = "keep-first";
    /// An acceptor takes a value in place of the one that it had (#2, #3).
    TakeOver { value: Value(Value), old: Value(Value) } = "take-over";
    /// An acceptor has accepted nothing (#3).
    FoundNothing {} = "found-nothing";
    /// An acceptor has accepted something (#3).
    FoundValue { value: Value(Value) } = "found-value";
    /// A proposer counts an answer; there is no majority yet.
    CountAnswer { have: Count(u32), need: Count(u32) } = "count-answer";
    /// A proposer has a majority of answers.
    AnswersSuffice { have: Count(u32), need: Count(u32) } = "answers-suffice";
    /// An answer that the proposer no longer waits for.
    LateAnswer {} = "late-answer";
    /// Nobody reported a value, so the proposer sends its own.
    ProposeUnopposed { value: Value(Value) } = "propose-unopposed";
    /// Somebody reported a value, which the proposer takes up.
    ProposeFound { value: Value(Value) } = "propose-found";
    /// A proposer counts an acceptance; there is no majority yet.
    CountAcceptance { value: Value(Value), have: Count(u32), need: Count(u32) } = "count-acceptance";
    /// A proposer knows that a majority has accepted its value.
    KnowMajority { value: Value(Value), have: Count(u32), need: Count(u32) } = "know-majority";
    /// An acceptance that was counted already, or is of a value that the proposer does not propose.
    IdleAcceptance { from: Node(NodeId) } = "idle-acceptance";
}
