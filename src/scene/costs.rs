//! What a run has cost, per request that was served.

use super::View;
use crate::protocol::Setup;
use crate::text::say;

/// What a run on the ladder has cost so far, in sentences; nothing before anything was served.
pub fn costs(view: &View<'_>) -> Vec<String> {
    let served = view.world.served();
    let served_key = match view.setup() {
        Setup::Ladder(_) => "costs-served",
        Setup::Pmmc(_) => "costs-commands",
        _ => return Vec::new(),
    };
    if served == 0 {
        return Vec::new();
    }
    let costs = view.world.costs();
    let ratio = |key: &str, count: u32, of: u32| say(key, &[("ratio", tenths(count, of).into())]);
    let mut lines = vec![say(served_key, &[("count", served.into())])];
    lines.push(ratio("costs-throughput", served.saturating_mul(100), view.world.steps()));
    if costs.messages > 0 {
        lines.push(ratio("costs-messages", costs.messages, served));
    }
    if costs.round_trips() > 0 {
        lines.push(ratio("costs-round-trips", costs.round_trips(), served));
    }
    if costs.writes > 0 {
        lines.push(ratio("costs-writes", costs.writes, served));
    }
    lines
}

/// A quotient with one digit behind the point, rounded.
fn tenths(count: u32, of: u32) -> String {
    let tenths = (u64::from(count) * 20 + u64::from(of)) / (u64::from(of.max(1)) * 2);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotients_are_rounded_to_tenths() {
        assert_eq!([tenths(1, 1), tenths(2, 3), tenths(13, 4), tenths(0, 5)], ["1.0", "0.7", "3.3", "0.0"]);
    }
}
