//! Flexible quorums: what the rule says of sizes is what a search finds, of the specification and of clusters.

use paxoscope::check::spec::{Broken, Constants, SpecOptions, explore_spec};
use paxoscope::check::{Bounds, Goal, Outcome, Property, QuorumPair, Search, quorum_pairs};
use paxoscope::protocol::Setup;
use paxoscope::protocol::synod::Config;
use paxoscope::sim::World;
use std::rc::Rc;

/// Every state of the specification with these quorums: the length of the shortest run in which two values are chosen.
fn specified(acceptors: u32, ballots: u32, pair: &QuorumPair) -> Option<u32> {
    let options = SpecOptions {
        constants: Constants { acceptors, values: 2, ballots },
        symmetry: true,
        broken: Broken::Quorums { promise: pair.promise, accept: pair.accept },
        states_max: 2_000_000,
    };
    let report = explore_spec(&options).expect("constants that can be searched");
    assert!(!report.is_stopped, "{pair:?}");
    report.trace.map(|trace| u32::try_from(trace.len()).expect("few"))
}

/// All schedules of one proposal by each of two proposers: the length of the shortest run that breaks agreement.
fn scheduled(acceptors: usize, pair: &QuorumPair) -> Option<u32> {
    let mut config = Config::apart(2, acceptors, 0);
    (config.promise_quorum, config.accept_quorum) = (Some(pair.promise), Some(pair.accept));
    config.eager = true;
    let bounds = Bounds { memory: 2_000, ..Bounds::default() };
    let world = World::new(Rc::new(Setup::Synod(config)));
    match Search::new(world, bounds, vec![Goal::Breaks(Property::Agreement)]).run().0 {
        Outcome::Found(_, events) => u32::try_from(events.len()).ok(),
        Outcome::Complete => None,
        Outcome::Stopped(limit) => panic!("{pair:?}: {limit:?}"),
    }
}

/// Of each pair, safe ones searched to the end. An unsafe one breaks in two ballots of which each begins, is promised,
/// proposes and is voted for by acceptors that know nothing of the other.
#[test]
fn rule_and_specification_agree() {
    for (acceptors, ballots) in [(3, 3), (4, 2)] {
        let pairs = quorum_pairs(acceptors);
        assert_eq!(pairs.len(), (acceptors * acceptors) as usize);
        for pair in pairs {
            let shortest = (!pair.is_safe).then_some(2 * (1 + pair.promise + 1 + pair.accept));
            assert_eq!(specified(acceptors, ballots, &pair), shortest, "{pair:?} of {acceptors}");
        }
    }
}

/// The same of clusters, as far as they are small enough for a test: all unsafe pairs of three acceptors, and of the safe
/// ones the majorities. Promises have to arrive there, and accepts are sent at once.
#[test]
fn rule_and_clusters_agree() {
    for pair in quorum_pairs(3).into_iter().filter(|pair| !pair.is_safe || pair.promise == pair.accept) {
        let shortest = (!pair.is_safe).then_some(2 * (1 + 2 * pair.promise + pair.accept));
        assert_eq!(scheduled(3, &pair), shortest, "{pair:?}");
    }
}
