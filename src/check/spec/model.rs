//! The specification's model for TLC, for whoever wants more than fits here: TLC runs on many machines.

use super::shape::Constants;
use std::fmt::Write as _;

/// The module `MC` and its configuration, with the same constants and quorums as our own search. TLC wants `-deadlock`
/// beside it, since a behaviour may end.
pub fn tlc_model(constants: &Constants, symmetry: bool) -> (String, String) {
    let names = |letter: char, count: u32| {
        (1..=count).map(|number| format!("{letter}{number}")).collect::<Vec<_>>().join(", ")
    };
    let (acceptors, values) = (names('a', constants.acceptors), names('v', constants.values));
    let last = constants.ballots.saturating_sub(1);
    let module = format!(
        "---- MODULE MC ----\nEXTENDS Paxos, TLC\nCONSTANTS {acceptors}, {values}\n\
         MCAcceptor == {{{acceptors}}}\nMCValue == {{{values}}}\n\
         MCQuorum == {{Q \\in SUBSET MCAcceptor : Cardinality(Q) = Cardinality(MCAcceptor) \\div 2 + 1}}\n\
         MCBallot == 0..{last}\nMCSymmetry == Permutations(MCAcceptor) \\cup Permutations(MCValue)\n====\n"
    );
    let mut configuration = String::from("SPECIFICATION Spec\nCONSTANTS\n  None = None\n");
    for name in acceptors.split(", ").chain(values.split(", ")) {
        // Writing to a string cannot fail.
        let _ = writeln!(configuration, "  {name} = {name}");
    }
    for constant in ["Acceptor", "Value", "Quorum", "Ballot"] {
        let _ = writeln!(configuration, "  {constant} <- MC{constant}");
    }
    configuration.push_str("INVARIANTS TypeOK Consistency\n");
    // TLC judges no temporal formula under symmetry.
    configuration.push_str(if symmetry { "SYMMETRY MCSymmetry\n" } else { "PROPERTY Stays\n" });
    (module, configuration)
}
