//! The rules of the replicated account, as handlers name them.

use crate::protocol::{NodeId, Value};

rules! {
    /// A replica is asked for something that is no command.
    NotACommand { value: Value(Value) } = "not-a-command";
    /// A replica passes a client's command on to the one that numbers.
    ForwardCommand { command: Value(Value), to: Node(NodeId) } = "forward-command";
    /// The replica that numbers gives a command the next place in the log.
    NumberCommand { command: Value(Value), index: Count(u32) } = "number-command";
    /// A replica notes an entry of the log.
    LogEntry { command: Value(Value), index: Count(u32) } = "log-entry";
    /// An entry that the replica has already.
    KnowEntry { index: Count(u32) } = "know-entry";
    /// The replica executes nothing: an earlier entry is missing.
    AwaitEntry { missing: Count(u32) } = "await-entry";
    /// A replica executes a command.
    ExecuteCommand { command: Value(Value), balance: Count(u32) } = "execute-command";
    /// A replica executes a withdrawal that goes beyond the balance: nothing changes.
    RefuseWithdrawal { command: Value(Value), balance: Count(u32) } = "refuse-withdrawal";
}
