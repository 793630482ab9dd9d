//! A cluster that is being set up: text as it is typed, until it is applied.

use crate::protocol::synod::{Config, ProposerConfig, Switch};
use crate::protocol::{Map, Member, SettingError, Setup, Value};
use crate::share::{ClusterError, escaped, parse_cluster, write_cluster};

/// A cluster that is being set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Draft {
    /// Of single-decree Paxos with roles apart.
    Apart(ApartDraft),
    /// Of any other construction.
    Words(WordsDraft),
}

impl Draft {
    /// The draft of a cluster as it is.
    pub fn of(setup: &Setup) -> Self {
        match setup.apart() {
            Some(config) => Draft::Apart(ApartDraft::of(setup, config)),
            None => Draft::Words(WordsDraft::of(setup)),
        }
    }

    /// The draft of a construction as it is first opened.
    pub fn usual(key: &str) -> Self {
        Self::of(&Setup::usual(key).expect("every construction has a usual cluster"))
    }

    /// The construction.
    pub fn protocol(&self) -> &'static str {
        match self {
            Draft::Apart(_) => Setup::KEYS[0],
            Draft::Words(draft) => draft.setup.key(),
        }
    }

    /// The cluster, or what is wrong with it in a sentence.
    pub fn build(&self) -> Result<Setup, String> {
        match self {
            Draft::Apart(draft) => draft.build(),
            Draft::Words(draft) => draft.build(),
        }
    }
}

/// A cluster by its settings in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordsDraft {
    /// What the settings are applied to.
    setup: Setup,
    /// The settings as they are typed.
    settings: Vec<(&'static str, String)>,
}

impl WordsDraft {
    fn of(setup: &Setup) -> Self {
        let rules = setup.cluster().rules();
        let mut settings = setup.cluster().settings();
        settings.retain(|(key, _)| rules.iter().all(|(rule, _)| rule != key));
        settings.extend(rules);
        WordsDraft { setup: setup.clone(), settings }
    }

    /// The keys of the settings that are rules, which can be switched off.
    pub fn rules(&self) -> impl Iterator<Item = &'static str> {
        self.setup.cluster().rules().into_iter().map(|(key, _)| key)
    }

    /// The settings: key, value as it is typed, and the values that it can have if they are few.
    pub fn settings(&self) -> impl Iterator<Item = (&'static str, &str, &'static [&'static str])> {
        let options = |key: &str| self.setup.cluster().options(key);
        self.settings.iter().map(move |(key, value)| (*key, value.as_str(), options(key)))
    }

    /// The same with another setting.
    #[must_use]
    pub fn with(&self, key: &str, value: &str) -> Self {
        let mut next = self.clone();
        for (_, old) in next.settings.iter_mut().filter(|(other, _)| *other == key) {
            value.clone_into(old);
        }
        next
    }

    /// The same with more or fewer members in a list of them.
    #[must_use]
    pub fn with_members(&self, key: &str, count: usize) -> Self {
        let mut members = self.members(key);
        let letter = members.first().and_then(|member| member.name.chars().next()).unwrap_or('S');
        let fresh = Member::numbered(letter, count, &[]);
        members.truncate(count);
        members.extend(fresh.into_iter().skip(members.len()));
        self.with(key, &Member::write_list(&members))
    }

    /// The same with another value that a member wants.
    #[must_use]
    pub fn with_wish(&self, key: &str, index: usize, wish: &str) -> Self {
        let mut members = self.members(key);
        if let Some(member) = members.get_mut(index) {
            // What separates members can't stand in what one of them wants.
            let wish = wish.trim().replace(';', ",");
            member.wants = (!wish.is_empty()).then(|| Value::new(&wish));
        }
        self.with(key, &Member::write_list(&members))
    }

    /// A list of members, as far as it can be read.
    pub fn members(&self, key: &str) -> Vec<Member> {
        let text =
            self.settings.iter().find(|(other, _)| *other == key).map_or("", |(_, value)| value.as_str());
        Member::parse_list(text).unwrap_or_default()
    }

    fn build(&self) -> Result<Setup, String> {
        let mut setup = self.setup.clone();
        for (key, value) in &self.settings {
            setup.cluster_mut().set(key, value.trim()).map_err(|error| {
                let error = match error {
                    SettingError::Unknown => ClusterError::Setting((*key).to_owned()),
                    SettingError::Bad => {
                        ClusterError::Value { setting: (*key).to_owned(), value: value.clone() }
                    }
                };
                error.words()
            })?;
        }
        match setup.cluster().validate() {
            Ok(_) => Ok(setup),
            Err(error) => Err(ClusterError::Config(error).words()),
        }
    }
}

/// A cluster of single-decree Paxos with roles apart.
///
/// It is kept as the settings of an address are, so that one parser serves both and names a mistake in the same
/// words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApartDraft {
    /// Each proposer's value and first number.
    pub proposers: Vec<(String, String)>,
    /// The other settings by name; the two quorums apart, empty for a majority.
    settings: Map<&'static str, String>,
}

/// The settings that an address has under the same name.
const NAMES: [&str; 7] = ["acceptors", "learners", "numbers", "rejections", "learning", "adoption", "eager"];
/// What proposers want when they are added.
const VALUES: [&str; Config::PROPOSERS_MAX] = ["foo", "bar", "baz", "qux", "quux"];

impl ApartDraft {
    fn of(setup: &Setup, config: &Config) -> Self {
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
        for rule in Switch::ALL {
            settings.insert(rule.key(), config.switches.word(rule).to_owned());
        }
        settings.insert("promise", words(config.promise_quorum));
        settings.insert("accept", words(config.accept_quorum));
        let proposer = |proposer: &ProposerConfig| {
            let wants = proposer.wants.as_ref().map_or_else(String::new, Value::to_string);
            (wants, proposer.first.to_string())
        };
        ApartDraft { proposers: config.proposers.iter().map(proposer).collect(), settings }
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

    fn build(&self) -> Result<Setup, String> {
        let mut query: Vec<String> = NAMES.iter().map(|name| format!("{name}={}", self.get(name))).collect();
        query.extend(Switch::ALL.map(|rule| format!("{}={}", rule.key(), self.get(rule.key()))));
        let proposer =
            |(wants, first): &(String, String)| format!("{}:{}", escaped(wants.trim()), first.trim());
        query
            .push(format!("proposers={}", self.proposers.iter().map(proposer).collect::<Vec<_>>().join(",")));
        let (promise, accept) = (self.get("promise").trim(), self.get("accept").trim());
        if !promise.is_empty() || !accept.is_empty() {
            let majority = (self.get("acceptors").parse().unwrap_or(0_u32) / 2 + 1).to_string();
            let or_majority =
                |quorum: &str| if quorum.is_empty() { majority.clone() } else { quorum.to_owned() };
            query.push(format!("quorums={},{}", or_majority(promise), or_majority(accept)));
        }
        parse_cluster(&query.join("&")).map_err(|error| error.words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::share::default_cluster;

    fn apart(setup: &Setup) -> ApartDraft {
        match Draft::of(setup) {
            Draft::Apart(draft) => draft,
            Draft::Words(_) => panic!("roles are apart"),
        }
    }

    #[test]
    fn an_untouched_draft_builds_the_same_cluster() {
        for key in Setup::KEYS {
            let setup = Setup::usual(key).expect("every construction has a usual cluster");
            assert_eq!(Draft::of(&setup).build(), Ok(setup), "{key}");
            assert_eq!(Draft::usual(key).protocol(), key);
        }
    }

    #[test]
    fn a_draft_keeps_what_the_form_does_not_show() {
        let odd =
            parse_cluster("adoption=own&quorums=1,3&rejections=answered&proposers=:7").expect("a cluster");
        assert_eq!(Draft::of(&odd).build(), Ok(odd));
    }

    #[test]
    fn a_draft_says_what_is_wrong() {
        let draft = apart(&default_cluster());
        assert_eq!(
            draft.with("promise", "9".to_owned()).build(),
            Err(parse_cluster("quorums=9,2").unwrap_err().words())
        );
        assert!(draft.with_proposer(0, |proposer| proposer.1 = "x".to_owned()).build().is_err());
        assert!(draft.with("acceptors", "0".to_owned()).build().is_err());
    }

    #[test]
    fn a_value_with_any_sign_in_it_survives() {
        let draft =
            apart(&default_cluster()).with_proposer(0, |proposer| proposer.0 = "a,b:&=% ü".to_owned());
        let setup = draft.build().expect("a sound cluster");
        let config = setup.apart().expect("roles are apart");
        assert_eq!(config.proposers[0].wants, Some(Value::new("a,b:&=% ü")));
    }

    #[test]
    fn servers_come_and_go_and_want_things() {
        let Draft::Words(draft) = Draft::usual("attempt-2") else { panic!("it has settings in words") };
        let draft = draft.with_members("servers", 5).with_wish("servers", 4, "Withdraw $50");
        let setup = draft.build().expect("a sound cluster");
        assert_eq!((setup.size(), setup.cluster().values().len()), (5, 3));
        assert!(draft.with_members("servers", 1).build().is_err());
        assert_eq!(draft.with_wish("servers", 0, "one; two").build().map(|setup| setup.size()), Ok(5));
    }
}
