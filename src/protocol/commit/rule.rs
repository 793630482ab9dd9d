//! The rules of two-phase and three-phase commit, as handlers name them.

use crate::protocol::{NodeId, NodeState, Value};

rules! {
    /// A participant was told how to vote.
    ChangeVote { value: Value(Value) } = "change-vote";
    /// The coordinator asks everybody to vote.
    AskForVotes {} = "ask-for-votes";
    /// A participant votes yes, and so gives up the right to abort.
    VoteYes {} = "vote-yes";
    /// A participant votes no, and aborts.
    VoteNo {} = "vote-no";
    /// A participant that has aborted already votes no.
    VoteAborted {} = "vote-aborted";
    /// A participant has voted already.
    VoteOnce {} = "vote-once";
    /// The coordinator counts a yes; others are missing.
    CountYes { have: Count(u32), need: Count(u32) } = "count-yes";
    /// Everybody has voted yes: the coordinator decides to commit (two-phase commit).
    DecideCommit { need: Count(u32) } = "decide-commit";
    /// Somebody has voted no: the coordinator decides to abort.
    DecideAbort { from: Node(NodeId) } = "decide-abort";
    /// A vote for which the coordinator no longer waits.
    LateVote { from: Node(NodeId) } = "late-vote";
    /// Everybody has voted yes: the coordinator says so before it decides (three-phase commit).
    SendPreCommit { need: Count(u32) } = "send-pre-commit";
    /// A participant notes that everybody has voted yes.
    TakePreCommit {} = "take-pre-commit";
    /// A pre-commit that comes too late or twice.
    IgnorePreCommit { state: State(NodeState) } = "ignore-pre-commit";
    /// The coordinator counts an acknowledgement; others are missing.
    CountAck { have: Count(u32), need: Count(u32) } = "count-ack";
    /// Everybody has acknowledged the pre-commit: the coordinator decides to commit.
    AcksSuffice { need: Count(u32) } = "acks-suffice";
    /// An acknowledgement for which the coordinator no longer waits.
    LateAck { from: Node(NodeId) } = "late-ack";
    /// The coordinator tells everybody its decision.
    TellDecision { state: State(NodeState) } = "tell-decision";
    /// A node does as was decided.
    ObeyDecision { state: State(NodeState), from: Node(NodeId) } = "obey-decision";
    /// A node knows the decision already.
    KnowDecision { state: State(NodeState) } = "know-decision";
    /// A node hears of another decision than its own, which it can't take back.
    KeepDecision { state: State(NodeState), kept: State(NodeState) } = "keep-decision";
    /// A participant was never asked to vote, and aborts.
    AbortUnasked {} = "abort-unasked";
    /// A vote has not come, and the coordinator aborts.
    AbortUnanswered { have: Count(u32), need: Count(u32) } = "abort-unanswered";
    /// A participant that has voted yes asks everybody for the decision (two-phase commit).
    AskAround {} = "ask-around";
    /// A participant that waits for pre-commit aborts (three-phase commit).
    AbortReady {} = "abort-ready";
    /// A participant that waits for commit commits (three-phase commit).
    CommitPreCommitted {} = "commit-pre-committed";
    /// The coordinator commits without the missing acknowledgements (three-phase commit).
    CommitUnacknowledged { have: Count(u32), need: Count(u32) } = "commit-unacknowledged";
    /// A participant that is asked before it has voted aborts.
    AbortWhenAsked { from: Node(NodeId) } = "abort-when-asked";
    /// A node tells the decision to who asks.
    TellState { state: State(NodeState), from: Node(NodeId) } = "tell-state";
    /// A node tells who asks that it does not know the decision either.
    TellDoubt { state: State(NodeState), from: Node(NodeId) } = "tell-doubt";
    /// A node hears that somebody does not know the decision either.
    NoteDoubt { state: State(NodeState), from: Node(NodeId), have: Count(u32), need: Count(u32) } = "note-doubt";
    /// An answer for which a node no longer waits.
    StaleAnswer { from: Node(NodeId) } = "stale-answer";
    /// A coordinator restarts without a decision in its log, and aborts.
    PresumeAbort {} = "presume-abort";
    /// A participant restarts without having voted yes, and aborts.
    RecoverUnvoted {} = "recover-unvoted";
    /// A node restarts with a decision in its log.
    RecoverDecision { state: State(NodeState) } = "recover-decision";
    /// A node restarts in doubt, and asks everybody for the decision.
    RecoverInDoubt { state: State(NodeState) } = "recover-in-doubt";
}
