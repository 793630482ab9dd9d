//! A cluster of an attempt as everyone else asks about it, and its settings in words.

use super::{Attempt, Config};
use crate::protocol::{
    Cluster, ConfigError, ConfigWarning, Member, NodeId, Numbering, Quorums, Role, SettingError, Value,
};

/// The attempts by their keys.
const ATTEMPTS: [(&str, Attempt); 3] =
    [("attempt-1", Attempt::First), ("attempt-2", Attempt::Every), ("attempt-3", Attempt::Check)];

impl Config {
    /// The attempt under this key as it is first opened, if it is one.
    pub fn usual(key: &str) -> Option<Self> {
        let (_, attempt) = ATTEMPTS.into_iter().find(|(other, _)| *other == key)?;
        let wishes = [Some("Withdraw $20"), None, Some("Deposit $10")];
        Some(Config { attempt, servers: Member::numbered('S', 3, &wishes) })
    }

    /// How many servers there are.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.servers.len()).expect("at most 9 servers")
    }

    /// More than half of the servers.
    pub(super) fn majority(&self) -> u32 {
        self.count() / 2 + 1
    }

    /// The ids of the servers.
    pub(super) fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..u8::try_from(self.servers.len()).expect("at most 9 servers")).map(NodeId)
    }
}

impl Cluster for Config {
    fn key(&self) -> &'static str {
        let (key, _) =
            ATTEMPTS.into_iter().find(|(_, attempt)| *attempt == self.attempt).expect("it has a key");
        key
    }

    fn size(&self) -> usize {
        self.servers.len()
    }

    fn name(&self, node: NodeId) -> &str {
        &self.servers[node.index()].name
    }

    fn role(&self, _: NodeId) -> Role {
        Role::Server
    }

    fn roles(&self) -> Vec<Role> {
        vec![Role::Server]
    }

    fn talk(&self, _: NodeId, _: NodeId) -> bool {
        true
    }

    fn numbering(&self) -> Numbering {
        Numbering::Unnumbered
    }

    fn quorums(&self) -> Option<Quorums> {
        Some(Quorums::majority(self.ids().collect()))
    }

    fn votes_once(&self) -> bool {
        self.attempt == Attempt::First
    }

    fn values(&self) -> Vec<&Value> {
        self.servers.iter().filter_map(|server| server.wants.as_ref()).collect()
    }

    fn validate(&self) -> Result<Vec<ConfigWarning>, ConfigError> {
        Member::check(&self.servers, 2..=9).map(|()| Vec::new())
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        vec![("servers", Member::write_list(&self.servers))]
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), SettingError> {
        match key {
            "servers" => self.servers = Member::parse_list(value)?,
            _ => return Err(SettingError::Unknown),
        }
        Ok(())
    }
}
