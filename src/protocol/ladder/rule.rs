//! The rules of the ladder, as handlers name them.

use crate::protocol::{Ballot, NodeId, Sequence, Value};

rules! {
    /// A client sends a request to all servers.
    Ask { value: Value(Value) } = "ask-servers";
    /// A client sends the same request again.
    AskAgain { value: Value(Value) } = "ask-servers-again";
    /// A client is told a state.
    See { state: Told((Sequence, NodeId)) } = "see-state";
    /// A client is told a state that it knows.
    SeeAgain { state: Told((Sequence, NodeId)) } = "see-state-again";
    /// A server hears a request, and waits for it to be ordered.
    HearRequest { value: Value(Value) } = "hear-request";
    /// A server hears a request, and nobody orders it.
    HearRequestAlone { value: Value(Value) } = "hear-request-alone";
    /// A server hears a request that it knows.
    KnowRequest { value: Value(Value) } = "know-request";
    /// A server hears a request that it has executed.
    KnowExecuted { value: Value(Value) } = "know-executed";
    /// A server executes the first request that it has heard.
    ExecuteFirst { value: Value(Value), state: Told((Sequence, NodeId)) } = "execute-first";
    /// A server that is alone executes whatever request it likes.
    ExecuteAlone { value: Value(Value), state: Told((Sequence, NodeId)) } = "execute-alone";
    /// A server executes what was ordered.
    ExecuteOrdered { value: Value(Value), state: Told((Sequence, NodeId)) } = "execute-ordered";
    /// A leader executes what enough others have learned.
    ExecuteAfterLearn { value: Value(Value), state: Told((Sequence, NodeId)) } = "execute-after-learn";
    /// A server executes what a majority is known to have accepted.
    ExecuteLearned { value: Value(Value), state: Told((Sequence, NodeId)) } = "execute-learned";
    /// A server executes what the leader has.
    ExecuteCommitted { value: Value(Value), state: Told((Sequence, NodeId)) } = "execute-committed";
    /// A request is ordered for the second time, and counts once.
    SkipExecuted { value: Value(Value) } = "skip-executed";
    /// A server replies to a client.
    Reply { to: Node(NodeId), state: Told((Sequence, NodeId)) } = "reply-state";
    /// The leader orders a request.
    Order { value: Value(Value) } = "order";
    /// The leader orders a request and numbers it.
    OrderNumbered { value: Value(Value), slot: Count(u32) } = "order-numbered";
    /// A follower will execute in the order of arrival.
    FollowOrder { value: Value(Value) } = "follow-order";
    /// A follower accepts what is next.
    AcceptOrder { value: Value(Value), slot: Count(u32) } = "accept-order";
    /// A follower keeps what is not next.
    BufferOrder { value: Value(Value), slot: Count(u32) } = "buffer-order";
    /// A follower discards what is not next.
    DiscardOrder { value: Value(Value), slot: Count(u32), expected: Count(u32) } = "discard-order";
    /// A follower has this accept already.
    KnowOrder { value: Value(Value), slot: Count(u32) } = "know-order";
    /// A follower has another request under that number, and keeps it.
    RefuseOrder { value: Value(Value), slot: Count(u32), holds: Value(Value) } = "refuse-order";
    /// A follower had another request under that number, and takes the new one.
    ReplaceOrder { value: Value(Value), slot: Count(u32), holds: Value(Value) } = "replace-order";
    /// A follower accepts in a later round what it has executed.
    AcceptExecuted { value: Value(Value), slot: Count(u32) } = "accept-executed";
    /// An accept of an old leader.
    IgnoreOld { round: Ballot(Ballot), promised: Ballot(Ballot) } = "ignore-old-leader";
    /// The leader hears a learn.
    NoteLearn { value: Value(Value), from: Node(NodeId), have: Count(u32), need: Count(u32) } = "note-learn";
    /// A learn about what it has not ordered, or not like this.
    IgnoreLearn { value: Value(Value), from: Node(NodeId) } = "ignore-learn";
    /// The retransmission timer fires.
    Retransmit { value: Value(Value), slot: Count(u32) } = "retransmit-order";
    /// The leader tells that it has executed.
    SendCommit { value: Value(Value) } = "send-order-commit";
    /// A follower hears that.
    NoteCommit { value: Value(Value), from: Node(NodeId) } = "note-commit";
    /// The single-server rule.
    GoOnAlone {} = "go-on-alone";
    /// A server starts to lead, since it believes that the leader has failed.
    StartLeading {} = "start-leading";
    /// A server takes over with a number of its own.
    TakeOver { round: Ballot(Ballot) } = "take-over-round";
    /// A leader asks again those who have not promised.
    PrepareAgain { round: Ballot(Ballot) } = "prepare-round-again";
    /// A server's name is outranked, so it can't take over.
    Outranked { promised: Ballot(Ballot) } = "outranked";
    /// A server promises to obey.
    Promise { round: Ballot(Ballot) } = "promise-round";
    /// A server promises to obey, and tells what it has accepted.
    PromiseWithReport { round: Ballot(Ballot) } = "promise-with-report";
    /// A server has promised to obey somebody of higher rank.
    IgnorePrepare { round: Ballot(Ballot), promised: Ballot(Ballot) } = "ignore-takeover";
    /// A promise is counted.
    CountPromise { from: Node(NodeId), have: Count(u32), need: Count(u32) } = "count-round-promise";
    /// A majority has promised.
    Lead { round: Ballot(Ballot) } = "lead-round";
    /// The new leader has to send again what was reported.
    MustResend { count: Count(u32) } = "must-resend";
    /// A promise that is needed no more.
    LatePromise { from: Node(NodeId) } = "late-round-promise";
    /// The new leader sends again what was reported.
    ResendReported { value: Value(Value), slot: Count(u32) } = "resend-reported";
}
