//! The rules of single-decree Paxos that can be switched off, to see what each is for. `check/switches.rs` says what comes
//! of it.

use crate::protocol::SettingError;
use crate::protocol::settings::option;

/// A rule that can be switched off. What it can be instead is among [`Switch::options`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Switch {
    /// What an acceptor looks at before it promises and accepts: `keep` its promise; its promise in phase 1 only
    /// (`prepare-only`, so that it accepts below its promise); or nothing (`none`).
    Promises,
    /// What accepting does beside: it is a promise too (`promises`). Or it is none, and the acceptor reports the highest
    /// proposal that it ever accepted (`keeps-highest`). That is harmless: it is what Paxos Made Simple §2.2 asks, where
    /// only responding to a prepare binds. Whoever promised n reports from then on a proposal at least as high as any
    /// that it accepted before, so P2c can be shown by induction over time. Or the last one (`keeps-last`): without the
    /// promise that may be a lower one than before, so what was chosen can be forgotten.
    Accepting,
    /// Whether a prepare of the very number that was promised is left alone (`ignored`) or promised once more
    /// (`promised`). The latter is harmless as long as numbers are unique: nobody else has this number.
    Repeats,
    /// Whether a proposer waits for a quorum of promises.
    Waits,
    /// Whether acceptances count for a proposal (`proposals`) or for a value, under whatever numbers (`values`).
    Choice,
    /// Whether an acceptor's promise is on stable storage (§2.5).
    KeepPromise,
    /// Whether what an acceptor accepted is on stable storage (§2.5).
    KeepAcceptance,
    /// Whether a proposer's last number is on stable storage (§2.5).
    KeepNumber,
}

const COUNT: usize = 8;
const YES_NO: [&str; 2] = ["yes", "no"];

impl Switch {
    /// All of them. Links name them by their places: new ones come at the end.
    pub const ALL: [Switch; COUNT] = [
        Switch::Promises,
        Switch::Accepting,
        Switch::Repeats,
        Switch::Waits,
        Switch::Choice,
        Switch::KeepPromise,
        Switch::KeepAcceptance,
        Switch::KeepNumber,
    ];

    /// Its key as a setting.
    pub fn key(self) -> &'static str {
        [
            "promises",
            "accepting",
            "repeats",
            "waits",
            "choice",
            "keep-promise",
            "keep-acceptance",
            "keep-number",
        ][self as usize]
    }

    /// The switch with this key.
    pub fn named(key: &str) -> Option<Self> {
        Switch::ALL.into_iter().find(|switch| switch.key() == key)
    }

    /// What it can be; the first is the rule of Paxos. Links name them by their places, too.
    pub fn options(self) -> &'static [&'static str] {
        match self {
            Switch::Promises => &["keep", "prepare-only", "none"],
            Switch::Accepting => &["promises", "keeps-highest", "keeps-last"],
            Switch::Repeats => &["ignored", "promised"],
            Switch::Choice => &["proposals", "values"],
            _ => &YES_NO,
        }
    }
}

/// How the switches stand: of each the place among its options.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Switches([u8; COUNT]);

impl Switches {
    /// The place of a switch among its options; 0 is the rule of Paxos.
    pub fn place(self, switch: Switch) -> u8 {
        self.0[switch as usize]
    }

    /// Whether a rule is another than that of Paxos.
    pub fn is_off(self, switch: Switch) -> bool {
        self.place(switch) != 0
    }

    /// The word of a switch.
    pub fn word(self, switch: Switch) -> &'static str {
        switch.options()[usize::from(self.place(switch))]
    }

    /// Turns a switch to one of its words.
    pub fn turn(&mut self, switch: Switch, word: &str) -> Result<(), SettingError> {
        let place = option(switch.options(), word)?;
        self.0[switch as usize] = u8::try_from(place).map_err(|_| SettingError::Bad)?;
        Ok(())
    }

    /// The switches that are off.
    pub fn off(self) -> impl Iterator<Item = Switch> {
        Switch::ALL.into_iter().filter(move |&switch| self.is_off(switch))
    }

    /// The switches that let something go wrong by themselves.
    pub(super) fn unsafe_ones(self) -> impl Iterator<Item = Switch> {
        self.off().filter(move |&switch| match switch {
            Switch::Repeats => false,
            Switch::Accepting => self.place(switch) == 2,
            _ => true,
        })
    }
}
