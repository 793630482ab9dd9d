//! Clients of a broken cluster are told what no single copy of the store could have told them.

use paxoscope::lesson::{examine, parse};

/// Two acceptors refuse A, and the commander takes that for a yes; the other leader decides B for the same slot.
#[test]
fn a_commander_that_counts_every_answer_makes_a_read_stale() {
    let text = "---
title: T
summary: S
protocol: pmmc
terms: krishnamurthy
clients: 2
requests: 1
operations: Put k1 v1; Get k1
answers: any
---

## P

```run
C1 asks
deliver request C1 -> R1
drop request C1 -> R2
deliver propose R1 -> L0
drop propose R1 -> L1
L0 prepares
deliver p1a L0 -> a1, a2
deliver p1b a1, a2 -> L0
L1 prepares
deliver p1a L1 -> a2, a3
deliver p1b a2, a3 -> L1
deliver p2a L0 -> a2, a3
deliver p2b a2, a3 -> L0
deliver decision L0 -> R1
deliver response R1 -> C1
expect C1: results = {A: ok}
expect linearizable holds
C2 asks
deliver request C2 -> R2
deliver propose R2 -> L1
deliver p2a L1 -> a2, a3
deliver p2b a2, a3 -> L1
deliver decision L1 -> R2
deliver response R2 -> C2
expect C2: results = {B: none}
expect logs-agree broken
expect linearizable broken
```
";
    let lesson = parse("t", text).unwrap_or_else(|error| panic!("{error}"));
    let errors: Vec<String> = examine(&lesson).1.iter().map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}
