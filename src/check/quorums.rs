//! Flexible quorums: which sizes are safe together (Howard, Malkhi and Spiegelman, *Flexible Paxos*, 2016).

/// How many promises open phase 2 and how many acceptances choose, and whether that is safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuorumPair {
    /// How many promises open phase 2.
    pub promise: u32,
    /// How many acceptances choose.
    pub accept: u32,
    /// Whether every set of promises meets every set that chooses. Two sets of promises need not meet, nor two that choose:
    /// that is what the paper shows. Unique numbers are needed whatever the sizes are, also where numbers are bare.
    pub is_safe: bool,
}

/// All pairs of sizes among so many acceptors, by rows of one number of promises.
pub fn quorum_pairs(acceptors: u32) -> Vec<QuorumPair> {
    let pair = move |promise| {
        (1..=acceptors).map(move |accept| {
            let is_safe = promise + accept > acceptors;
            QuorumPair { promise, accept, is_safe }
        })
    };
    (1..=acceptors).flat_map(pair).collect()
}
