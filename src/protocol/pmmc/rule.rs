//! The rules, as handlers name them.

use crate::protocol::{Ballot, NodeId, Value};

rules! {
    /// A client sends a command to all replicas.
    Ask { command: Value(Value) } = "ask-replicas";
    /// A client sends the same command again.
    AskAgain { command: Value(Value) } = "ask-replicas-again";
    /// A client takes the first response.
    TakeResult { command: Value(Value), result: Value(Value), from: Node(NodeId) } = "take-result";
    /// A response to what the client does not wait for.
    KnowResult { command: Value(Value), from: Node(NodeId) } = "know-result";
    /// A replica hears a command that it has not heard before.
    HearRequest { command: Value(Value) } = "note-request";
    /// A replica hears a command that it is about to propose, or has proposed.
    KnowRequest { command: Value(Value) } = "request-known";
    /// A replica hears a command that it has executed.
    KnowExecuted { command: Value(Value) } = "request-executed";
    /// The same, and the client that waits for the result gets it again.
    RespondAgain { command: Value(Value), result: Value(Value) } = "respond-again";
    /// A replica proposes a command for the next slot.
    Propose { slot: Count(u32), command: Value(Value) } = "propose-slot";
    /// A replica proposes again what is not decided.
    ProposeAgain { slot: Count(u32), command: Value(Value) } = "propose-slot-again";
    /// The next slot is decided already.
    SlotDecided { slot: Count(u32) } = "slot-decided";
    /// A request that has been executed meanwhile is not proposed.
    DropExecuted { command: Value(Value) } = "drop-executed";
    /// A replica hears a decision.
    NoteDecision { slot: Count(u32), command: Value(Value) } = "note-decision";
    /// A replica hears a decision that it knows.
    KnowDecision { slot: Count(u32), command: Value(Value) } = "decision-known";
    /// A decision waits for an earlier one.
    AwaitSlot { slot: Count(u32) } = "await-slot";
    /// Another command got the slot that a replica had proposed one for.
    TakeBack { slot: Count(u32), command: Value(Value) } = "take-back";
    /// A replica executes a decision.
    Execute { slot: Count(u32), command: Value(Value), result: Value(Value) } = "execute-slot";
    /// A command that was executed in an earlier slot.
    SkipExecuted { slot: Count(u32), command: Value(Value) } = "skip-slot";
    /// A slot with nothing in it.
    SkipNothing { slot: Count(u32) } = "skip-no-op";
    /// Another configuration serves from a slot on.
    Reconfigure { configuration: Count(u32), slot: Count(u32) } = "reconfigure";
    /// There is no such configuration.
    NoConfiguration { slot: Count(u32) } = "no-configuration";
    /// A replica asks for what it has missed.
    CatchUp { slot: Count(u32) } = "catch-up";
    /// Another one tells it.
    HelpUp { from: Node(NodeId) } = "help-up";
    /// Another one has not executed more.
    NoLead { from: Node(NodeId) } = "no-help-up";
    /// A replica takes over what another one has executed.
    TakeState { slot: Count(u32) } = "take-state";
    /// The state of somebody who has not executed more.
    KnowState { slot: Count(u32) } = "know-state";
    /// A leader runs for office: it sends out a scout.
    Run { ballot: Ballot(Ballot) } = "run-for-office";
    /// The scout asks those again that have not answered.
    ScoutAgain { ballot: Ballot(Ballot) } = "scout-again";
    /// An acceptor has adopted the scout's ballot.
    CountAdoption { from: Node(NodeId), have: Count(u32), need: Count(u32) } = "count-adoption";
    /// An answer to a scout that is no more.
    ScoutGone { from: Node(NodeId) } = "scout-gone";
    /// A majority has adopted the ballot.
    Adopted { ballot: Ballot(Ballot) } = "adopted";
    /// The leader must propose what was accepted on the highest ballot.
    TakeOverPvalue { slot: Count(u32), command: Value(Value) } = "take-over-pvalue";
    /// A leader that is not active keeps a proposal.
    NoteProposal { slot: Count(u32), command: Value(Value) } = "note-proposal";
    /// A leader has this proposal.
    KnowProposal { slot: Count(u32), command: Value(Value) } = "know-proposal";
    /// A leader has another proposal for that slot.
    SlotTaken { slot: Count(u32), command: Value(Value), holds: Value(Value) } = "slot-taken";
    /// A leader tells again what is decided.
    TellDecided { slot: Count(u32), command: Value(Value) } = "tell-decided";
    /// A commander goes out for a slot.
    Command { slot: Count(u32), command: Value(Value) } = "send-commander";
    /// The commander asks those again that have not answered.
    CommandAgain { slot: Count(u32) } = "commander-again";
    /// An acceptor has accepted.
    CountAcceptance { from: Node(NodeId), slot: Count(u32), have: Count(u32), need: Count(u32) } = "count-pvalue";
    /// An answer to a commander that is no more.
    CommanderGone { from: Node(NodeId), slot: Count(u32) } = "commander-gone";
    /// A majority has accepted.
    Decide { slot: Count(u32), command: Value(Value) } = "decide-slot";
    /// An acceptor has adopted a higher ballot.
    Preempted { by: Ballot(Ballot) } = "preempted";
    /// A preempted leader asks the other one whether it is there.
    Ping { rival: Node(NodeId), patience: Count(u32) } = "ping-rival";
    /// A leader says that it is.
    AnswerPing { from: Node(NodeId) } = "answer-ping";
    /// It is.
    RivalAlive { rival: Node(NodeId) } = "rival-alive";
    /// It was silent for too long.
    RivalSilent { rival: Node(NodeId) } = "rival-silent";
    /// An answer that nobody waits for.
    LatePong { from: Node(NodeId) } = "late-pong";
    /// An acceptor adopts a higher ballot.
    AdoptBallot { ballot: Ballot(Ballot) } = "adopt-ballot";
    /// An acceptor keeps the ballot that it has adopted.
    KeepBallot { ballot: Ballot(Ballot), adopted: Ballot(Ballot) } = "keep-ballot";
    /// An acceptor accepts a pvalue.
    AcceptPvalue { ballot: Ballot(Ballot), slot: Count(u32), command: Value(Value) } = "accept-pvalue";
    /// An acceptor has accepted that.
    KnowPvalue { ballot: Ballot(Ballot), slot: Count(u32), command: Value(Value) } = "know-pvalue";
    /// An acceptor does not accept on another ballot than its own.
    RefusePvalue { ballot: Ballot(Ballot), adopted: Ballot(Ballot) } = "refuse-pvalue";
    /// An acceptor that has adopted no ballot accepts nothing.
    RefuseUnadopted { ballot: Ballot(Ballot) } = "refuse-unadopted";
    /// What is about a slot that all replicas have executed.
    KnowCollected { slot: Count(u32) } = "know-collected";
    /// A leader hears how far a replica has executed.
    NoteExecuted { from: Node(NodeId), slot: Count(u32) } = "note-executed";
    /// All replicas have executed the slots below this one.
    Collect { slot: Count(u32) } = "collect-slots";
    /// An acceptor forgets what is needed no more.
    ForgetPvalues { slot: Count(u32) } = "forget-pvalues";
    /// A replica does.
    ForgetDecisions { slot: Count(u32) } = "forget-decisions";
}
