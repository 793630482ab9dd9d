//! A cluster as the query of an address: `proposers=foo:1,bar:2&acceptors=3&learners=1&numbers=pairs…`.
//!
//! What is left out is as in [`default_cluster`]; what is unknown is an error, so that a mistyped address is
//! noticed.

use super::keys::{ADOPTION, LEARNING, NUMBERS, REJECTIONS, named, word_of};
use crate::protocol::synod::{Adoption, Config, ConfigError, Learning, ProposerConfig, Rejections};
use crate::protocol::{Numbering, Setup, Value};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

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
    Setup::Synod(Config {
        proposers: vec![usual_proposer(0), usual_proposer(1)],
        acceptors: acceptor_names(3),
        learners: learner_names(1),
        numbering: Numbering::Pairs,
        rejections: Rejections::Silent,
        learning: Learning::Direct,
        adoption: Adoption::Highest,
        promise_quorum: None,
        accept_quorum: None,
        eager: false,
    })
}

fn proposer(index: usize, wants: &str, first: u32) -> ProposerConfig {
    let letter = u8::try_from(index).map_or('?', |index| char::from(b'A' + index.min(25)));
    let wants = (!wants.is_empty()).then(|| Value::new(wants));
    ProposerConfig { name: letter.to_string(), wants, first }
}

/// The names that acceptors have unless somebody names them.
pub(super) fn acceptor_names(count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("A{number}")).collect()
}

/// The names that learners have unless somebody names them.
pub(super) fn learner_names(count: usize) -> Vec<String> {
    if count == 1 { vec!["L".to_owned()] } else { (1..=count).map(|number| format!("L{number}")).collect() }
}

/// The proposer at this place, from 0, unless somebody sets it up: A wants foo, B wants bar, others nothing yet.
pub(super) fn usual_proposer(index: usize) -> ProposerConfig {
    let wants = ["foo", "bar"].get(index).copied().unwrap_or_default();
    proposer(index, wants, u32::try_from(index + 1).unwrap_or(1))
}

/// Reads a cluster from the query of an address.
pub fn parse_cluster(query: &str) -> Result<Setup, ClusterError> {
    let Setup::Synod(mut config) = default_cluster();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (setting, value) = pair.split_once('=').unwrap_or((pair, ""));
        apply(&mut config, setting, value)?;
    }
    config.validate().map_err(ClusterError::Config)?;
    Ok(Setup::Synod(config))
}

fn apply(config: &mut Config, setting: &str, value: &str) -> Result<(), ClusterError> {
    let bad = || ClusterError::Value { setting: setting.to_owned(), value: value.to_owned() };
    // A count that is absurd must not cost memory before it is refused.
    let count = || value.parse::<usize>().ok().filter(|&count| count <= 99).ok_or_else(bad);
    match (setting, value) {
        ("protocol", value) if Setup::KEYS.contains(&value) => {}
        ("protocol", value) => return Err(ClusterError::Protocol(value.to_owned())),
        ("proposers", value) => config.proposers = parse_proposers(value).ok_or_else(bad)?,
        ("acceptors", _) => config.acceptors = acceptor_names(count()?),
        ("learners", _) => config.learners = learner_names(count()?),
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
        _ => return Err(ClusterError::Setting(setting.to_owned())),
    }
    Ok(())
}

fn parse_proposers(value: &str) -> Option<Vec<ProposerConfig>> {
    let parse = |(index, entry): (usize, &str)| {
        let (wants, first) = entry.rsplit_once(':')?;
        let wants = percent_decode_str(wants).decode_utf8().ok()?;
        Some(proposer(index, &wants, first.parse().ok()?))
    };
    value.split(',').enumerate().map(parse).collect()
}

/// Everything but letters, digits and the marks that are safe in a fragment.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Writes a cluster as the query of an address. Names of nodes are not kept: the sandbox has its own.
pub fn write_cluster(setup: &Setup) -> String {
    let Setup::Synod(config) = setup;
    let proposer = |proposer: &ProposerConfig| {
        let wants = proposer.wants.as_ref().map(Value::as_str).unwrap_or_default();
        format!("{}:{}", utf8_percent_encode(wants, ESCAPED), proposer.first)
    };
    let proposers: Vec<String> = config.proposers.iter().map(proposer).collect();
    let quorums = match (config.promise_quorum, config.accept_quorum) {
        (None, None) => "majority".to_owned(),
        _ => format!("{},{}", config.promise_quorum(), config.accept_quorum()),
    };
    let (_, numbers) = word_of(&NUMBERS, &config.numbering);
    let (_, rejections) = word_of(&REJECTIONS, &config.rejections);
    let (_, learning) = word_of(&LEARNING, &config.learning);
    let adoption = match config.adoption {
        Adoption::Highest => "",
        Adoption::Own => "&adoption=own",
    };
    format!(
        "protocol={}&proposers={}&acceptors={}&learners={}&numbers={numbers}&rejections={rejections}\
         &learning={learning}{adoption}&quorums={quorums}&eager={}",
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
        let Setup::Synod(config) = &cluster;
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
