//! The settings in words.

use super::{Config, Guard, Office};
use crate::protocol::SettingError;
use crate::protocol::settings::{NO_YES, option};
use crate::protocol::store::Application;

const GUARDS: [&str; 3] = ["equal", "at-least", "any"];
const QUORUMS: [&str; 2] = ["majority", "one-less"];
const ANSWERS: [&str; 2] = ["matching", "any"];
const OFFICES: [&str; 3] = ["by-hand", "at-once", "ping"];
const ELECTIONS: [&str; 2] = ["once", "every-slot"];
const PVALUES: [&str; 2] = ["all", "latest"];
const APPLICATIONS: [&str; 3] = ["none", "store", "bank"];

const GUARDS_OF: [Guard; 3] = [Guard::Equal, Guard::AtLeast, Guard::Any];
const OFFICES_OF: [Office; 3] = [Office::ByHand, Office::AtOnce, Office::Ping];
const APPLICATIONS_OF: [Application; 3] = [Application::Nothing, Application::Store, Application::Bank];

/// The settings with few values.
pub(super) const OPTIONS: [(&str, &[&str]); 16] = [
    ("application", &APPLICATIONS),
    ("office", &OFFICES),
    ("accept", &GUARDS),
    ("quorum", &QUORUMS),
    ("answers", &ANSWERS),
    ("phase-1", &ELECTIONS),
    ("pvalues", &PVALUES),
    ("collect", &NO_YES),
    ("keep-ballot-num", &NO_YES),
    ("keep-accepted", &NO_YES),
    ("keep-leader-ballot", &NO_YES),
    ("keep-leader-proposals", &NO_YES),
    ("keep-decisions", &NO_YES),
    ("keep-requests", &NO_YES),
    ("eager", &NO_YES),
    ("first-slot", &["1", "0"]),
];

/// More commands of one client would have longer names than a label holds.
const REQUESTS_MAX: u32 = 9_999;
/// A longer list of operations would not fit into an address.
const OPERATIONS_MAX: usize = 400;

impl Config {
    /// The place of what is set among a setting's options.
    fn place(&self, key: &str) -> usize {
        match key {
            "application" => self.application as usize,
            "office" => self.office as usize,
            "accept" => self.guard as usize,
            "quorum" => usize::from(self.is_quorum_short),
            "answers" => usize::from(self.counts_any),
            "phase-1" => usize::from(self.elects_per_slot),
            "pvalues" => usize::from(self.keeps_latest),
            "collect" => usize::from(self.collects),
            "keep-ballot-num" => usize::from(self.keeps.ballot_num),
            "keep-accepted" => usize::from(self.keeps.accepted),
            "keep-leader-ballot" => usize::from(self.keeps.leader_ballot),
            "keep-leader-proposals" => usize::from(self.keeps.leader_proposals),
            "keep-decisions" => usize::from(self.keeps.decisions),
            "keep-requests" => usize::from(self.keeps.requests),
            "eager" => usize::from(self.is_eager),
            _ => usize::from(self.first_slot == 0),
        }
    }

    fn choose(&mut self, key: &str, place: usize) {
        let is_second = place == 1;
        match key {
            "application" => self.application = APPLICATIONS_OF[place],
            "office" => self.office = OFFICES_OF[place],
            "accept" => self.guard = GUARDS_OF[place],
            "quorum" => self.is_quorum_short = is_second,
            "answers" => self.counts_any = is_second,
            "phase-1" => self.elects_per_slot = is_second,
            "pvalues" => self.keeps_latest = is_second,
            "collect" => self.collects = is_second,
            "keep-ballot-num" => self.keeps.ballot_num = is_second,
            "keep-accepted" => self.keeps.accepted = is_second,
            "keep-leader-ballot" => self.keeps.leader_ballot = is_second,
            "keep-leader-proposals" => self.keeps.leader_proposals = is_second,
            "keep-decisions" => self.keeps.decisions = is_second,
            "keep-requests" => self.keeps.requests = is_second,
            "eager" => self.is_eager = is_second,
            _ => self.first_slot = u32::from(!is_second),
        }
    }

    pub(super) fn written_settings(&self) -> Vec<(&'static str, String)> {
        let mut settings = vec![
            ("replicas", self.replicas.to_string()),
            ("leaders", self.leaders.to_string()),
            ("acceptors", self.acceptors.to_string()),
            ("clients", self.clients.to_string()),
            ("requests", self.requests.to_string()),
            ("configurations", self.configurations.to_string()),
            ("window", self.window.to_string()),
            ("operations", self.operations.clone()),
        ];
        let word = |(key, words): (&'static str, &[&str])| (key, words[self.place(key)].to_owned());
        settings.extend(OPTIONS.into_iter().map(word));
        settings
    }

    pub(super) fn read_setting(&mut self, key: &str, value: &str) -> Result<(), SettingError> {
        let count = |max: u32| value.parse().ok().filter(|count| *count <= max).ok_or(SettingError::Bad);
        let few = |max: u8| Ok(u8::try_from(count(u32::from(max))?).expect("at most 9"));
        match key {
            "replicas" => self.replicas = few(5)?,
            "leaders" => self.leaders = few(4)?,
            "acceptors" => self.acceptors = few(9)?,
            "clients" => self.clients = few(6)?,
            "configurations" => self.configurations = few(3)?,
            "requests" => self.requests = count(REQUESTS_MAX)?,
            "window" => self.window = count(99)?,
            "operations" if value.len() > OPERATIONS_MAX => return Err(SettingError::Bad),
            "operations" => value.trim().clone_into(&mut self.operations),
            _ => {
                let (key, words) =
                    OPTIONS.into_iter().find(|(other, _)| *other == key).ok_or(SettingError::Unknown)?;
                self.choose(key, option(words, value)?);
            }
        }
        Ok(())
    }
}
