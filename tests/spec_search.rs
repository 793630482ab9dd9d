//! The specification searched: the counts that TLC gives, shortest runs to two chosen values where a rule is left out.

use paxoscope::check::spec::{
    Broken, Constants, ConstantsError, SpecOptions, SpecReport, explore_spec, tlc_model,
};

fn options(acceptors: u32, values: u32, ballots: u32) -> SpecOptions {
    SpecOptions {
        constants: Constants { acceptors, values, ballots },
        symmetry: false,
        broken: Broken::Nothing,
        states_max: 10_000_000,
    }
}

fn explore(options: SpecOptions) -> SpecReport {
    explore_spec(&options).expect("constants that can be searched")
}

/// Distinct, generated, depth.
fn counts(options: SpecOptions) -> (u64, u64, u32) {
    let report = explore(options);
    assert_eq!((report.trace, report.is_stopped), (None, false));
    (report.distinct, report.generated, report.depth)
}

/// What TLC 2.15 gave for `static/spec/Paxos.tla`, one worker, quorums of the smallest majority.
#[test]
fn counts_are_those_of_tlc() {
    assert_eq!(counts(options(3, 2, 1)).0, 73);
    assert_eq!(counts(options(3, 2, 2)), (3_921, 15_867, 17));
    assert_eq!(counts(options(3, 2, 3)), (185_369, 817_036, 25));
}

#[test]
fn a_state_takes_few_bytes() {
    let report = explore(options(3, 2, 3));
    assert!(report.bytes <= 48 * report.distinct, "{} bytes", report.bytes);
}

#[test]
fn symmetric_states_count_once() {
    let symmetric = |ballots| counts(SpecOptions { symmetry: true, ..options(3, 2, ballots) }).0;
    assert_eq!([1, 2, 3].map(symmetric), [15, 443, 17_153]);
}

#[test]
fn what_is_left_out_breaks_it() {
    let broken = |broken| {
        let report = explore(SpecOptions { broken, ..options(3, 2, 2) });
        report.trace.map(|trace| trace.len())
    };
    assert_eq!(broken(Broken::Nothing), None);
    assert_eq!(Broken::ALL.map(|(_, rule)| broken(rule)), [Some(12), Some(8), Some(12)]);
}

/// The model that TLC was run with for the counts above.
#[test]
fn the_model_for_tlc_has_the_same_constants() {
    let (module, configuration) = tlc_model(&options(3, 2, 2).constants, false);
    for line in ["CONSTANTS a1, a2, a3, v1, v2", "MCBallot == 0..1", "MCAcceptor == {a1, a2, a3}"] {
        assert!(module.contains(line), "{module}");
    }
    for line in ["  a3 = a3\n", "  None = None\n", "  Quorum <- MCQuorum\n", "PROPERTY Stays\n"] {
        assert!(configuration.contains(line), "{configuration}");
    }
    assert!(tlc_model(&options(3, 2, 2).constants, true).1.ends_with("SYMMETRY MCSymmetry\n"));
}

#[test]
fn what_cannot_be_searched_is_refused() {
    let refused =
        |acceptors, values, ballots| explore_spec(&options(acceptors, values, ballots)).expect_err("no");
    assert_eq!(refused(0, 2, 2), ConstantsError::Nothing("acceptors"));
    assert_eq!(refused(3, 0, 2), ConstantsError::Nothing("values"));
    assert_eq!(refused(3, 2, 0), ConstantsError::Nothing("ballots"));
    assert_eq!(refused(9, 2, 8), ConstantsError::TooLarge(9 * 16 + 8 * 3));
    assert!(matches!(refused(u32::MAX, u32::MAX, 2), ConstantsError::TooLarge(_)));
}

#[test]
fn a_full_store_is_said() {
    let report = explore(SpecOptions { states_max: 1_000, ..options(3, 2, 2) });
    assert!(report.is_stopped && report.distinct < 1_100);
}
