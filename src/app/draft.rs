//! A cluster that is being set up: text as it is typed, until it is applied.

use super::problem::cluster_words;
use crate::protocol::Map;
use crate::protocol::synod::{Config, ProposerConfig};
use crate::protocol::{Setup, Value};
use crate::share::{parse_cluster, write_cluster};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// A cluster that is being set up.
///
/// It is kept as the settings of an address are, so that one parser serves both and names a mistake in the same
/// words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Each proposer's value and first number.
    pub proposers: Vec<(String, String)>,
    /// The other settings by name; the two quorums apart, empty for a majority.
    settings: Map<&'static str, String>,
}

/// The settings that an address has under the same name.
const NAMES: [&str; 7] = ["acceptors", "learners", "numbers", "rejections", "learning", "adoption", "eager"];
/// What proposers want when they are added.
const VALUES: [&str; Config::PROPOSERS_MAX] = ["foo", "bar", "baz", "qux", "quux"];

impl Draft {
    /// The draft of a cluster as it is.
    pub fn of(setup: &Setup) -> Self {
        let Setup::Synod(config) = setup;
        let query = write_cluster(setup);
        let pairs: Map<&str, &str> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        let mut settings: Map<&'static str, String> = NAMES
            .into_iter()
            .map(|name| (name, pairs.get(name).copied().unwrap_or_default().to_owned()))
            .collect();
        // The rule of Paxos goes without saying in an address.
        if settings.get("adoption").is_some_and(String::is_empty) {
            settings.insert("adoption", "highest".to_owned());
        }
        let words = |quorum: Option<u32>| quorum.map_or_else(String::new, |quorum| quorum.to_string());
        settings.insert("promise", words(config.promise_quorum));
        settings.insert("accept", words(config.accept_quorum));
        let proposer = |proposer: &ProposerConfig| {
            let wants = proposer.wants.as_ref().map_or_else(String::new, Value::to_string);
            (wants, proposer.first.to_string())
        };
        Draft { proposers: config.proposers.iter().map(proposer).collect(), settings }
    }

    /// A setting as it is typed.
    pub fn get(&self, name: &str) -> &str {
        self.settings.get(name).map_or("", String::as_str)
    }

    /// The same with another setting.
    #[must_use]
    pub fn with(&self, name: &'static str, value: String) -> Self {
        let mut next = self.clone();
        next.settings.insert(name, value);
        next
    }

    /// The same with more or fewer proposers. New ones get the next values and numbers.
    #[must_use]
    pub fn with_proposers(&self, count: usize) -> Self {
        let mut next = self.clone();
        next.proposers.truncate(count);
        for (index, value) in VALUES.iter().enumerate().take(count).skip(next.proposers.len()) {
            next.proposers.push(((*value).to_owned(), (index + 1).to_string()));
        }
        next
    }

    /// The same with another value and first number of a proposer.
    #[must_use]
    pub fn with_proposer(&self, index: usize, change: impl FnOnce(&mut (String, String))) -> Self {
        let mut next = self.clone();
        if let Some(proposer) = next.proposers.get_mut(index) {
            change(proposer);
        }
        next
    }

    /// The cluster, or what is wrong with it in a sentence.
    pub fn build(&self) -> Result<Setup, String> {
        let mut query: Vec<String> = NAMES.iter().map(|name| format!("{name}={}", self.get(name))).collect();
        let proposer = |(wants, first): &(String, String)| {
            format!("{}:{}", utf8_percent_encode(wants.trim(), NON_ALPHANUMERIC), first.trim())
        };
        query
            .push(format!("proposers={}", self.proposers.iter().map(proposer).collect::<Vec<_>>().join(",")));
        let (promise, accept) = (self.get("promise").trim(), self.get("accept").trim());
        if !promise.is_empty() || !accept.is_empty() {
            let majority = (self.get("acceptors").parse().unwrap_or(0_u32) / 2 + 1).to_string();
            let or_majority =
                |quorum: &str| if quorum.is_empty() { majority.clone() } else { quorum.to_owned() };
            query.push(format!("quorums={},{}", or_majority(promise), or_majority(accept)));
        }
        parse_cluster(&query.join("&")).map_err(|error| cluster_words(&error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::share::default_cluster;

    #[test]
    fn an_untouched_draft_builds_the_same_cluster() {
        assert_eq!(Draft::of(&default_cluster()).build(), Ok(default_cluster()));
    }

    #[test]
    fn a_draft_keeps_what_the_form_does_not_show() {
        let odd =
            parse_cluster("adoption=own&quorums=1,3&rejections=answered&proposers=:7").expect("a cluster");
        assert_eq!(Draft::of(&odd).build(), Ok(odd));
    }

    #[test]
    fn a_draft_says_what_is_wrong() {
        let draft = Draft::of(&default_cluster());
        assert_eq!(
            draft.with("promise", "9".to_owned()).build(),
            Err(cluster_words(&parse_cluster("quorums=9,2").unwrap_err()))
        );
        assert!(draft.with_proposer(0, |proposer| proposer.1 = "x".to_owned()).build().is_err());
        assert!(draft.with("acceptors", "0".to_owned()).build().is_err());
    }

    #[test]
    fn a_value_with_any_sign_in_it_survives() {
        let draft =
            Draft::of(&default_cluster()).with_proposer(0, |proposer| proposer.0 = "a,b:&=% ü".to_owned());
        let Ok(Setup::Synod(config)) = draft.build() else { panic!("a sound cluster") };
        assert_eq!(config.proposers[0].wants, Some(Value::new("a,b:&=% ü")));
    }
}
