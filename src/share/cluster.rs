//! A cluster as the query of an address: `proposers=foo:1,bar:2&acceptors=3&learners=1&numbers=pairs…`.
//!
//! What is left out is as in [`default_cluster`]; what is unknown is an error, so that a mistyped address is
//! noticed.

use super::escape::{escaped, unescaped};
use super::keys::{ADOPTION, LEARNING, NUMBERS, REJECTIONS, named, word_of};
use crate::protocol::synod::{Config, ProposerConfig, Switch};
use crate::protocol::{ConfigError, SettingError, Setup, Value};

/// Why a cluster can't be read or built.
#[derive(Clone, Debug, PartialEq)]
pub enum ClusterError {
    /// There is no such protocol.
    Protocol(String),
    /// There is no such setting.
    Setting(String),
    /// The setting can't have this value.
    Value {
        /// The setting.
        setting: String,
        /// What it was to be.
        value: String,
    },
    /// The cluster can't be built.
    Config(ConfigError),
}

/// The sandbox's first cluster: two proposers, three acceptors, one learner.
pub fn default_cluster() -> Setup {
    Setup::Synod(usual_synod())
}

/// The same as the settings of single-decree Paxos.
pub(super) fn usual_synod() -> Config {
    Config::apart(2, 3, 1)
}

/// Reads a cluster from the query of an address.
pub fn parse_cluster(query: &str) -> Result<Setup, ClusterError> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let protocol = pairs.clone().find(|(setting, _)| *setting == "protocol").map_or("synod", |(_, key)| key);
    if protocol != "synod" {
        return parse_words(protocol, pairs);
    }
    let mut config = usual_synod();
    for (setting, value) in pairs {
        apply(&mut config, setting, value)?;
    }
    config.validate().map_err(ClusterError::Config)?;
    Ok(Setup::Synod(config))
}

/// Reads a cluster by its settings in words; what is left out is usual.
fn parse_words<'a>(
    protocol: &str,
    pairs: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<Setup, ClusterError> {
    let mut setup = Setup::usual(protocol).ok_or_else(|| ClusterError::Protocol(protocol.to_owned()))?;
    for (setting, value) in pairs.filter(|(setting, _)| *setting != "protocol") {
        let bad = || ClusterError::Value { setting: setting.to_owned(), value: value.to_owned() };
        let words = unescaped(value).ok_or_else(bad)?;
        setup.cluster_mut().set(setting, &words).map_err(|error| match error {
            SettingError::Unknown => ClusterError::Setting(setting.to_owned()),
            SettingError::Bad => bad(),
        })?;
    }
    setup.cluster().validate().map_err(ClusterError::Config)?;
    Ok(setup)
}

fn apply(config: &mut Config, setting: &str, value: &str) -> Result<(), ClusterError> {
    let bad = || ClusterError::Value { setting: setting.to_owned(), value: value.to_owned() };
    // A count that is absurd must not cost memory before it is refused.
    let count = || value.parse::<usize>().ok().filter(|&count| count <= 99).ok_or_else(bad);
    match (setting, value) {
        ("protocol", _) => {}
        ("proposers", value) => config.proposers = parse_proposers(value).ok_or_else(bad)?,
        ("acceptors", _) => config.acceptors = Config::acceptor_names(count()?),
        ("learners", _) => config.learners = Config::learner_names(count()?),
        ("numbers", value) => config.numbering = named(&NUMBERS, value).ok_or_else(bad)?,
        ("rejections", value) => config.rejections = named(&REJECTIONS, value).ok_or_else(bad)?,
        ("learning", value) => config.learning = named(&LEARNING, value).ok_or_else(bad)?,
        ("adoption", value) => config.adoption = named(&ADOPTION, value).ok_or_else(bad)?,
        ("eager", "no") => config.eager = false,
        ("eager", "yes") => config.eager = true,
        ("quorums", "majority") => (config.promise_quorum, config.accept_quorum) = (None, None),
        ("quorums", value) => {
            let (promise, accept) = value.split_once(',').ok_or_else(bad)?;
            config.promise_quorum = Some(promise.parse().map_err(|_| bad())?);
            config.accept_quorum = Some(accept.parse().map_err(|_| bad())?);
        }
        ("eager", _) => return Err(bad()),
        _ => {
            return config.set_rule(setting, value).map_err(|error| match error {
                SettingError::Unknown => ClusterError::Setting(setting.to_owned()),
                SettingError::Bad => bad(),
            });
        }
    }
    Ok(())
}

fn parse_proposers(value: &str) -> Option<Vec<ProposerConfig>> {
    let parse = |(index, entry): (usize, &str)| {
        let (wants, first) = entry.rsplit_once(':')?;
        let wants = unescaped(wants)?;
        let wants = (!wants.is_empty()).then(|| Value::new(&wants));
        Some(ProposerConfig { wants, first: first.parse().ok()?, ..Config::usual_proposer(index) })
    };
    value.split(',').enumerate().map(parse).collect()
}

/// Writes a cluster as the query of an address. Names of nodes whose roles are apart are not kept: the sandbox has its
/// own.
pub fn write_cluster(setup: &Setup) -> String {
    let Some(config) = setup.apart() else {
        let words = |(key, value): (&str, String)| format!("&{key}={}", escaped(&value));
        let settings: String = setup.cluster().telling_settings().into_iter().map(words).collect();
        return format!("protocol={}{settings}", setup.key());
    };
    let proposer = |proposer: &ProposerConfig| {
        let wants = proposer.wants.as_ref().map(Value::as_str).unwrap_or_default();
        format!("{}:{}", escaped(wants), proposer.first)
    };
    let proposers: Vec<String> = config.proposers.iter().map(proposer).collect();
    let quorums = match (config.promise_quorum, config.accept_quorum) {
        (None, None) => "majority".to_owned(),
        _ => format!("{},{}", config.promise_quorum(), config.accept_quorum()),
    };
    let (_, numbers) = word_of(&NUMBERS, &config.numbering);
    let (_, rejections) = word_of(&REJECTIONS, &config.rejections);
    let (_, learning) = word_of(&LEARNING, &config.learning);
    // The rules of Paxos go without saying.
    let adoption = match word_of(&ADOPTION, &config.adoption) {
        (0, _) => String::new(),
        (_, word) => format!("&adoption={word}"),
    };
    let word = |switch: Switch| format!("&{}={}", switch.key(), config.switches.word(switch));
    let rules: String = config.switches.off().map(word).collect();
    format!(
        "protocol={}&proposers={}&acceptors={}&learners={}&numbers={numbers}&rejections={rejections}\
         &learning={learning}{adoption}&quorums={quorums}&eager={}{rules}",
        setup.key(),
        proposers.join(","),
        config.acceptors.len(),
        config.learners.len(),
        if config.eager { "yes" } else { "no" },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_survives_being_written_and_read() {
        let query = "proposers=a%20b%2Cc:3,:4&acceptors=5&learners=3&numbers=plain&rejections=answered\
                     &learning=proposer&adoption=own&quorums=2,4&eager=yes";
        let cluster = parse_cluster(query).expect("a sound cluster");
        let config = cluster.apart().expect("single-decree Paxos");
        assert_eq!(config.proposers[0].wants, Some(Value::new("a b,c")));
        assert_eq!(config.proposers[1].wants, None);
        assert_eq!(parse_cluster(&write_cluster(&cluster)), Ok(cluster));
    }

    #[test]
    fn every_mistake_is_named() {
        let value =
            |setting: &str, value: &str| ClusterError::Value { setting: setting.into(), value: value.into() };
        for (query, error) in [
            ("protocol=raft", ClusterError::Protocol("raft".to_owned())),
            ("acceptors=0", ClusterError::Config(ConfigError::Acceptors(0))),
            ("acceptors=10", ClusterError::Config(ConfigError::Acceptors(10))),
            ("acceptors=1000000000", value("acceptors", "1000000000")),
            ("acceptors=many", value("acceptors", "many")),
            ("numbers=roman", value("numbers", "roman")),
            ("quorums=2", value("quorums", "2")),
            ("quorums=0,3", ClusterError::Config(ConfigError::Quorum(0))),
            ("proposers=foo", value("proposers", "foo")),
            ("colour=red", ClusterError::Setting("colour".to_owned())),
        ] {
            assert_eq!(parse_cluster(query), Err(error), "{query}");
        }
    }

    #[test]
    fn quorums_that_do_not_meet_are_allowed() {
        assert!(parse_cluster("acceptors=4&quorums=2,2").is_ok());
    }
}
