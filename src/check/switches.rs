//! What comes of switching a rule off: each rule with the smallest bounds in which something goes wrong, or with the word
//! that nothing does. `tests/switches.rs` plays a run that goes wrong for each, and many that don't for the others.

use super::{Bounds, Property};
use crate::protocol::synod::Config;
use crate::protocol::{Numbering, SettingError, Setup};

/// A rule switched off, and what comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Experiment {
    /// Its key, in addresses and in the text catalogue.
    pub key: &'static str,
    /// The construction, by its key.
    pub construction: &'static str,
    /// What is set of its usual cluster, in words: key and value.
    pub settings: &'static [(&'static str, &'static str)],
    /// Whether proposers use bare numbers and all begin at 1, so that they share them.
    pub shares_numbers: bool,
    /// What may happen at most in a search, so that it finds what goes wrong.
    pub trouble: Trouble,
    /// The property that breaks; none if the switch is harmless.
    pub breaks: Option<Property>,
}

/// What may happen at most. Messages may always be left in flight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// How many times a proposer may prepare, all together.
    pub proposals: u32,
    /// How many nodes may crash, each restarting at most once for it.
    pub crashes: u32,
    /// How many messages may be duplicated.
    pub duplicates: u32,
}

impl Trouble {
    const fn proposals(proposals: u32) -> Self {
        Trouble { proposals, crashes: 0, duplicates: 0 }
    }

    const fn crashing(proposals: u32) -> Self {
        Trouble { proposals, crashes: 1, duplicates: 0 }
    }
}

impl Experiment {
    /// The key of its name in the text catalogue.
    pub fn name_key(&self) -> String {
        format!("experiment-{}", self.key)
    }

    /// The key of the sentence why it goes wrong, or why it does not.
    pub fn why_key(&self) -> String {
        format!("experiment-why-{}", self.key)
    }

    /// The key of where that is from.
    pub fn source_key(&self) -> String {
        format!("experiment-source-{}", self.key)
    }

    /// The bounds of a search that finds what goes wrong: proposals are counted for each of the two proposers there.
    pub fn bounds(&self) -> Bounds {
        let small = |number: u32| u8::try_from(number).unwrap_or(u8::MAX);
        let Trouble { proposals, crashes, duplicates } = self.trouble;
        Bounds {
            proposals: small(proposals.div_ceil(2)),
            crashes: small(crashes),
            restarts: small(crashes),
            duplicates: small(duplicates),
            ..Bounds::default()
        }
    }

    /// The experiment with this key.
    pub fn named(key: &str) -> Option<&'static Experiment> {
        EXPERIMENTS.iter().chain(&LOG_EXPERIMENTS).find(|experiment| experiment.key == key)
    }

    /// Its cluster, with the rule switched off. Of Paxos the smallest that shows it: two proposers, three acceptors, and a
    /// learner only where something is to be learned.
    pub fn setup(&self) -> Result<Setup, SettingError> {
        let mut setup = match self.construction {
            "synod" => {
                let learners = usize::from(self.breaks == Some(Property::LearnedIsChosen));
                let mut config = Config::apart(2, 3, learners);
                if self.shares_numbers {
                    config.numbering = Numbering::Plain;
                    config.proposers.iter_mut().for_each(|proposer| proposer.first = 1);
                }
                Setup::Synod(config)
            }
            key => Setup::usual(key).ok_or(SettingError::Unknown)?,
        };
        for (key, value) in self.settings {
            setup.cluster_mut().set(key, value)?;
        }
        Ok(setup)
    }
}

const fn synod(
    key: &'static str,
    settings: &'static [(&'static str, &'static str)],
    trouble: Trouble,
    breaks: Option<Property>,
) -> Experiment {
    Experiment { key, construction: "synod", settings, shares_numbers: false, trouble, breaks }
}

const AGREEMENT: Option<Property> = Some(Property::Agreement);

/// All experiments: what goes wrong first, then what is harmless.
pub const EXPERIMENTS: [Experiment; 21] = [
    synod("without-promises", &[("promises", "none")], Trouble::proposals(2), AGREEMENT),
    synod("accept-below-promise", &[("promises", "prepare-only")], Trouble::proposals(2), AGREEMENT),
    synod("without-adopting", &[("adoption", "own")], Trouble::proposals(2), AGREEMENT),
    synod("adopt-first", &[("adoption", "first")], Trouble::proposals(3), AGREEMENT),
    synod("adopt-most-frequent", &[("adoption", "most-frequent")], Trouble::proposals(3), AGREEMENT),
    synod(
        "minority-quorums",
        &[("promise-quorum", "1"), ("accept-quorum", "1")],
        Trouble::proposals(2),
        AGREEMENT,
    ),
    synod(
        "quorums-apart",
        &[("promise-quorum", "2"), ("accept-quorum", "1")],
        Trouble::proposals(2),
        AGREEMENT,
    ),
    Experiment {
        shares_numbers: true,
        ..synod("shared-numbers", &[("repeats", "promised")], Trouble::proposals(2), AGREEMENT)
    },
    synod(
        "forgotten-number",
        &[("keep-number", "no")],
        Trouble { proposals: 3, crashes: 1, duplicates: 1 },
        AGREEMENT,
    ),
    synod("forgotten-promise", &[("keep-promise", "no")], Trouble::crashing(2), AGREEMENT),
    synod("forgotten-acceptance", &[("keep-acceptance", "no")], Trouble::crashing(2), AGREEMENT),
    synod("equal-values", &[("choice", "values")], Trouble::proposals(2), Some(Property::LearnedIsChosen)),
    synod("without-waiting", &[("waits", "no")], Trouble::proposals(2), AGREEMENT),
    synod("report-the-last", &[("accepting", "keeps-last")], Trouble::proposals(3), AGREEMENT),
    synod("report-the-highest", &[("accepting", "keeps-highest")], Trouble::proposals(3), None),
    synod("promise-again", &[("repeats", "promised")], Trouble::proposals(3), None),
    synod("answer-refusals", &[("rejections", "answered")], Trouble::proposals(3), None),
    synod(
        "read-all-write-one",
        &[("promise-quorum", "3"), ("accept-quorum", "1")],
        Trouble::proposals(3),
        None,
    ),
    synod(
        "read-one-write-all",
        &[("promise-quorum", "1"), ("accept-quorum", "3")],
        Trouble::proposals(3),
        None,
    ),
    Experiment { shares_numbers: true, ..synod("shared-refused", &[], Trouble::proposals(3), None) },
    synod("forgotten-unrepeated", &[("keep-number", "no")], Trouble::crashing(3), None),
];

/// Two replicas whose commands compete for a slot, and no clients; and as few acceptors as show what goes wrong.
macro_rules! logged {
    ($key:literal, [$($setting:expr),*], $trouble:expr, $breaks:expr) => {
        Experiment {
            key: $key,
            construction: "pmmc",
            settings: &[("clients", "0"), ("application", "none"), $($setting),*],
            shares_numbers: false,
            trouble: $trouble,
            breaks: $breaks,
        }
    };
}

const SLOT: Option<Property> = Some(Property::SlotAgreement);

/// The same of Paxos Made Moderately Complex.
pub const LOG_EXPERIMENTS: [Experiment; 8] = [
    logged!("no-ballot-check", [("acceptors", "1"), ("accept", "any")], Trouble::proposals(2), SLOT),
    logged!("one-less", [("acceptors", "2"), ("quorum", "one-less")], Trouble::proposals(2), SLOT),
    logged!(
        "any-answer",
        [("acceptors", "1"), ("answers", "any")],
        Trouble::proposals(2),
        Some(Property::LogsAgree)
    ),
    logged!("forgotten-pvalues", [("acceptors", "1"), ("keep-accepted", "no")], Trouble::crashing(2), SLOT),
    logged!(
        "forgotten-ballot",
        [("acceptors", "1"), ("accept", "at-least"), ("keep-ballot-num", "no")],
        Trouble::crashing(2),
        SLOT
    ),
    logged!(
        "ballot-again",
        [("acceptors", "1"), ("leaders", "1"), ("keep-leader-ballot", "no")],
        Trouble::crashing(4),
        Some(Property::OneValue)
    ),
    logged!("accept-at-least", [("acceptors", "1"), ("accept", "at-least")], Trouble::proposals(2), None),
    logged!("latest-pvalues", [("acceptors", "1"), ("pvalues", "latest")], Trouble::proposals(2), None),
];
