//! The actions of the specification on packed states.

use super::shape::Constants;
use crate::check::search::Word;

/// A step of the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A ballot begins.
    Phase1a {
        /// Which ballot.
        ballot: u32,
    },
    /// An acceptor promises.
    Phase1b {
        /// Which acceptor.
        acceptor: u32,
        /// To which ballot.
        ballot: u32,
    },
    /// A value is proposed.
    Phase2a {
        /// In which ballot.
        ballot: u32,
        /// Which value, from 0.
        value: u32,
    },
    /// An acceptor votes.
    Phase2b {
        /// Which acceptor.
        acceptor: u32,
        /// In which ballot.
        ballot: u32,
    },
}

/// A rule of the specification that is left out, to see what it is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Broken {
    /// None: it is the specification.
    #[default]
    Nothing,
    /// Phase 2a proposes any value, whatever the quorum reports.
    FreeChoice,
    /// Half of the acceptors are a quorum, so two quorums need not meet.
    HalfQuorums,
    /// So many acceptors promise a ballot before phase 2, and so many votes choose, instead of a majority each.
    Quorums {
        /// How many promise.
        promise: u32,
        /// How many choose.
        accept: u32,
    },
    /// Phase 2b does not look at what was promised.
    VotesBelowPromise,
}

impl Broken {
    /// What can be left out, by name; the sizes of quorums are beside.
    pub const ALL: [(&'static str, Broken); 3] = [
        ("free-choice", Broken::FreeChoice),
        ("half-quorums", Broken::HalfQuorums),
        ("votes-below-promise", Broken::VotesBelowPromise),
    ];
}

/// The specification, for packed states.
#[derive(Clone, Debug)]
pub struct Steps {
    constants: Constants,
    broken: Broken,
    /// The quorums of phase 1, each as a set of acceptors: those of the smallest size.
    quorums: Vec<u32>,
    /// How many votes choose.
    votes: usize,
}

/// What a state says, read out of its bits once.
struct Reading {
    /// Of each acceptor, the ballots in which it has answered.
    answered: [u32; 32],
    /// Of each acceptor, the ballots in which it has voted.
    voted: [u32; 32],
}

impl Steps {
    /// The specification with these constants, which have been checked.
    pub fn new(constants: Constants, broken: Broken) -> Self {
        let (size, votes) = match broken {
            Broken::HalfQuorums => [(constants.acceptors / 2).max(1); 2].into(),
            Broken::Quorums { promise, accept } => (promise, accept),
            _ => [constants.quorum(); 2].into(),
        };
        let sets = 0..1_u32 << constants.acceptors;
        let quorums = sets.filter(|set| set.count_ones() == size).collect();
        Steps { constants, broken, quorums, votes: votes as usize }
    }

    /// Shows every step that the state allows, with the state after it; one that can be taken for several reasons is shown for
    /// each, as TLC counts.
    #[inline]
    pub fn each<W: Word>(&self, state: W, mut show: impl FnMut(Action, W)) {
        let c = self.constants;
        let reading = self.read(state);
        for ballot in 0..c.ballots {
            let field = (state >> c.ballot(ballot)).low() & mask(c.ballot_bits());
            let has_begun = field & 1 == 1;
            let proposed = field >> 1;
            if !has_begun {
                show(Action::Phase1a { ballot }, state | W::ONE << c.ballot(ballot));
            }
            for acceptor in 0..c.acceptors {
                let (answered, voted) =
                    (reading.answered[acceptor as usize], reading.voted[acceptor as usize]);
                let highest = answered | voted;
                if has_begun && highest >> ballot == 0 {
                    let next = state | W::ONE << (c.column(acceptor) + ballot);
                    show(Action::Phase1b { acceptor, ballot }, next);
                }
                // Not below the highest ballot that it has answered.
                let may_vote = highest >> (ballot + 1) == 0 || self.broken == Broken::VotesBelowPromise;
                if proposed != 0 && may_vote {
                    let next = state | W::ONE << (c.column(acceptor) + c.ballots + ballot);
                    show(Action::Phase2b { acceptor, ballot }, next);
                }
            }
            if proposed == 0 {
                self.propose(state, &reading, ballot, &mut show);
            }
        }
    }

    fn propose<W: Word>(&self, state: W, reading: &Reading, ballot: u32, show: &mut impl FnMut(Action, W)) {
        let c = self.constants;
        let promised = (0..c.acceptors)
            .filter(|&acceptor| reading.answered[acceptor as usize] >> ballot & 1 == 1)
            .fold(0, |set, acceptor| set | 1 << acceptor);
        let next = |value: u32| {
            // The value's bits are few, and set one by one.
            (0..c.value_bits())
                .filter(|bit| (value + 1) >> bit & 1 == 1)
                .fold(state, |state, bit| state | W::ONE << (c.ballot(ballot) + 1 + bit))
        };
        for &quorum in self.quorums.iter().filter(|&&quorum| quorum & !promised == 0) {
            let votes_of = |acceptor: u32| reading.voted[acceptor as usize] & mask(ballot);
            let members = || (0..c.acceptors).filter(|acceptor| quorum >> acceptor & 1 == 1);
            let highest = members().map(votes_of).map(|votes| u32::BITS - votes.leading_zeros()).max();
            let highest = highest.unwrap_or(0);
            if highest == 0 || self.broken == Broken::FreeChoice {
                (0..c.values).for_each(|value| show(Action::Phase2a { ballot, value }, next(value)));
                continue;
            }
            let value = ((state >> (c.ballot(highest - 1) + 1)).low() & mask(c.value_bits())) - 1;
            // As many reasons as members report that ballot.
            for _ in members().filter(|&acceptor| votes_of(acceptor) >> (highest - 1) & 1 == 1) {
                show(Action::Phase2a { ballot, value }, next(value));
            }
        }
    }

    #[inline]
    fn read<W: Word>(&self, state: W) -> Reading {
        let c = self.constants;
        let mut reading = Reading { answered: [0; 32], voted: [0; 32] };
        for acceptor in 0..c.acceptors {
            let column = state >> c.column(acceptor);
            reading.answered[acceptor as usize] = column.low() & mask(c.ballots);
            reading.voted[acceptor as usize] = (column >> c.ballots).low() & mask(c.ballots);
        }
        reading
    }

    /// Whether two different values are chosen.
    pub fn is_inconsistent<W: Word>(&self, state: W) -> bool {
        let c = self.constants;
        let reading = self.read(state);
        let mut first = 0;
        for ballot in 0..c.ballots {
            let votes = (0..c.acceptors).filter(|&a| reading.voted[a as usize] >> ballot & 1 == 1).count();
            let proposed = (state >> (c.ballot(ballot) + 1)).low() & mask(c.value_bits());
            // A vote without a value there is none.
            let is_chosen = proposed != 0 && votes >= self.votes;
            if is_chosen && first != 0 && proposed != first {
                return true;
            }
            if is_chosen {
                first = proposed;
            }
        }
        false
    }

    /// The smallest of the states that differ from this one by the names of acceptors and values only.
    pub fn canonical<W: Word>(&self, state: W) -> W {
        let c = self.constants;
        let mut columns: Vec<W> =
            (0..c.acceptors).map(|a| bits(state >> c.column(a), c.column_bits())).collect();
        columns.sort_unstable();
        let columns =
            columns.into_iter().zip(0..).fold(W::ZERO, |word, (column, at)| word | column << c.column(at));
        let fields = (0..c.ballots).map(|ballot| bits(state >> c.ballot(ballot), c.ballot_bits()));
        // Values get names in the order in which ballots propose them.
        let mut names: Vec<u32> = Vec::new();
        fields.zip(0..).fold(columns, |word, (field, ballot)| {
            let field = field.low();
            let (has_begun, value) = (field & 1, field >> 1);
            let name = if value == 0 {
                0
            } else {
                let known = names.iter().position(|other| *other == value).unwrap_or_else(|| {
                    names.push(value);
                    names.len() - 1
                });
                u32::try_from(known).unwrap_or(0) + 1
            };
            let field = has_begun | name << 1;
            (0..c.ballot_bits())
                .filter(|bit| field >> bit & 1 == 1)
                .fold(word, |word, bit| word | W::ONE << (c.ballot(ballot) + bit))
        })
    }
}

fn mask(bits: u32) -> u32 {
    if bits >= u32::BITS { u32::MAX } else { (1 << bits) - 1 }
}

/// The lowest bits of a word.
fn bits<W: Word>(word: W, count: u32) -> W {
    let ones = (0..count).fold(W::ZERO, |ones, bit| ones | W::ONE << bit);
    word & ones
}
