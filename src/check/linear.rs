//! Whether what clients were told is linearizable.
//!
//! The order in which replicas executed is the first order that is tried: if it explains every answer, and no command that
//! was answered before another was asked stands behind it, that settles it. Only if it does not is every order tried, by
//! the algorithm of Wing, Gong and Lowe.

use super::Verdict;
use crate::protocol::pmmc::Config;
use crate::protocol::store::{Operation, Store};
use crate::protocol::{Sequence, Setup, Value};
use crate::sim::{Call, World};
use todc_utils::linearizability::WGLChecker;
use todc_utils::linearizability::history::{Action, History};
use todc_utils::specifications::Specification;

/// More calls than this are not tried in every order: that can take for ever. The order of execution is.
const CALLS_MAX: usize = 200;

/// Judges the calls of a run so far.
pub(super) fn judge(world: &World) -> Verdict {
    let Setup::Pmmc(config) = &**world.setup() else { return Verdict::Holds };
    let calls: Vec<&Call> = world.ledger().calls.iter().collect();
    let executed = world.setup().nodes().filter_map(|node| world.node(node).executed());
    let longest = executed.max_by_key(|executed| executed.len());
    if longest.is_some_and(|longest| explains(config, longest, &calls)) || is_linearizable(config, &calls) {
        return Verdict::Holds;
    }
    Verdict::NoOrder(first_odd(config, &calls))
}

/// The place of the first call whose answer makes the history one that no order explains.
fn first_odd(config: &Config, calls: &[&Call]) -> usize {
    let mut answered: Vec<(usize, u32)> =
        calls.iter().enumerate().filter_map(|(place, call)| Some((place, call.answer.as_ref()?.1))).collect();
    answered.sort_unstable_by_key(|(_, step)| *step);
    let until = |step: u32| {
        let known = |call: &&&Call| call.asked <= step;
        let answer = |call: &&Call| {
            let answer = call.answer.clone().filter(|(_, at)| *at <= step);
            Call { answer, ..Call::clone(call) }
        };
        calls.iter().filter(known).map(answer).collect::<Vec<Call>>()
    };
    let is_odd = |(_, step): &&(usize, u32)| {
        let calls = until(*step);
        !is_linearizable(config, &calls.iter().collect::<Vec<_>>())
    };
    answered.iter().find(is_odd).map_or(0, |(place, _)| *place)
}

/// Whether the order of execution explains every answer.
fn explains(config: &Config, executed: &Sequence, calls: &[&Call]) -> bool {
    let mut store = Store::default();
    let mut told: crate::protocol::Map<&Value, (usize, Value)> = crate::protocol::Map::default();
    for (place, command) in executed.values().into_iter().enumerate() {
        told.insert(command, (place, store.apply(&config.operation(command))));
    }
    let mut placed: Vec<(usize, &Call)> = Vec::new();
    for call in calls.iter().filter(|call| call.answer.is_some()) {
        match told.get(&call.command) {
            Some((place, result)) if call.answer.as_ref().is_some_and(|(answer, _)| answer == result) => {
                placed.push((*place, call));
            }
            _ => return false,
        }
    }
    placed.sort_unstable_by_key(|(place, _)| *place);
    // From behind: nobody may have been answered before somebody asked who stands further in front.
    let mut latest_question = 0;
    placed.iter().all(|(_, call)| {
        latest_question = latest_question.max(call.asked);
        call.answer.as_ref().is_some_and(|(_, step)| *step >= latest_question)
    }) && has_each_once(&placed)
}

/// Two calls of the same words are told apart by nothing that was executed, so their order is for the search to find.
fn has_each_once(placed: &[(usize, &Call)]) -> bool {
    placed.windows(2).all(|pair| pair[0].0 != pair[1].0)
}

/// A command as the search asks about it: what it means, and what its client was told, if it was.
#[derive(Clone, Debug)]
struct Told {
    operation: Operation,
    result: Option<Value>,
}

/// The application as the search asks about it.
struct Application;

impl Specification for Application {
    type State = Store;
    type Operation = Told;

    fn init() -> Store {
        Store::default()
    }

    fn apply(told: &Told, state: &Store) -> (bool, Store) {
        let mut next = state.clone();
        let result = next.apply(&told.operation);
        (told.result.as_ref().is_none_or(|said| *said == result), next)
    }
}

/// Whether some order explains every answer. A command without an answer may have been served at any time, or never: it is
/// answered at the end, by whatever it gives.
fn is_linearizable(config: &Config, calls: &[&Call]) -> bool {
    if calls.is_empty() || calls.len() > CALLS_MAX {
        return true;
    }
    let told = |call: &Call| Told {
        operation: config.operation(&call.command),
        result: call.answer.as_ref().map(|(result, _)| result.clone()),
    };
    // Each call is a process of its own: a client that asks by hand may not wait.
    let mut actions: Vec<(u32, usize, Action<Told>)> = Vec::new();
    for (process, call) in calls.iter().enumerate() {
        let end = call.answer.as_ref().map_or(u32::MAX, |(_, step)| *step);
        actions.push((call.asked, process, Action::Call(told(call))));
        actions.push((end, process, Action::Response(told(call))));
    }
    // Of one step, answers go first: a client that is told something may ask the next thing in a later step only.
    actions.sort_by_key(|(step, _, action)| (*step, matches!(action, Action::Call(_))));
    let actions = actions.into_iter().map(|(_, process, action)| (process, action)).collect();
    WGLChecker::<Application>::is_linearizable(History::from_actions(actions))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::NodeId;

    /// A call of an operation written out: by whom, what, when, and what it was told when.
    fn call(client: u8, command: &str, asked: u32, answer: Option<(&str, u32)>) -> Call {
        let answer = answer.map(|(result, step)| (Value::new(result), step));
        Call { client: NodeId(client), command: Value::new(command), asked, answer }
    }

    /// Whether the search finds an order, and whether this one explains the answers.
    fn both(calls: &[Call], order: &[&str]) -> (bool, bool) {
        let config = Config::usual("pmmc").expect("a construction");
        let calls: Vec<&Call> = calls.iter().collect();
        let executed: Sequence = order.iter().map(|command| Value::new(command)).collect();
        (is_linearizable(&config, &calls), explains(&config, &executed, &calls))
    }

    #[test]
    fn results_in_the_order_of_the_calls_are_linearizable() {
        let calls = [call(0, "Put k v", 1, Some(("ok", 4))), call(1, "Get k", 5, Some(("v", 9)))];
        assert_eq!(both(&calls, &["Put k v", "Get k"]), (true, true));
        assert_eq!(both(&calls, &["Get k", "Put k v"]), (true, false), "another order does");
    }

    #[test]
    fn a_result_from_before_an_answered_command_is_not() {
        let calls = [call(0, "Put k v", 1, Some(("ok", 4))), call(1, "Get k", 5, Some(("none", 9)))];
        assert_eq!(both(&calls, &["Get k", "Put k v"]), (false, false));
        let overlapping = [call(0, "Put k v", 1, Some(("ok", 6))), call(1, "Get k", 5, Some(("none", 9)))];
        assert_eq!(both(&overlapping, &["Get k", "Put k v"]), (true, true));
    }

    #[test]
    fn a_command_without_an_answer_may_have_been_served_or_not() {
        let asked = call(0, "Append k x", 1, None);
        for result in ["none", "x"] {
            let calls = [asked.clone(), call(1, "Get k", 5, Some((result, 9)))];
            assert!(both(&calls, &[]).0, "{result}");
        }
        let calls = [asked, call(1, "Get k", 5, Some(("xx", 9)))];
        assert_eq!(both(&calls, &["Append k x", "Get k"]), (false, false), "but not twice");
    }

    #[test]
    fn only_one_of_two_swaps_succeeds() {
        let put = call(0, "Put k a", 1, Some(("ok", 2)));
        let swap = |client, to: &str, result| call(client, &format!("Swap k a {to}"), 3, Some((result, 9)));
        assert!(both(&[put.clone(), swap(1, "b", "ok"), swap(2, "c", "no")], &[]).0);
        assert!(!both(&[put, swap(1, "b", "ok"), swap(2, "c", "ok")], &[]).0);
    }
}
