//! A cluster of processes as everyone else asks about it, and its settings in words.

use super::{Config, Drives};
use crate::protocol::settings::option;
use crate::protocol::{
    Cluster, ConfigError, ConfigWarning, Member, NodeId, Numbering, Quorums, Role, SettingError, Value, synod,
};

/// What the leader is for.
const DRIVES: [&str; 2] = ["nothing", "paxos"];

impl Config {
    /// The construction under this key as it is first opened, if it is this one.
    pub fn usual(key: &str) -> Option<Self> {
        let wishes = [None, None, Some("Withdraw $20"), None, Some("Deposit $50")];
        let servers = Member::numbered('S', 5, &wishes);
        let paxos = || synod::Config::servers(&servers, synod::Adoption::Highest);
        (key == "election").then(|| Config { drives: Drives::Nothing, paxos: paxos() })
    }
}

impl Cluster for Config {
    fn key(&self) -> &'static str {
        "election"
    }

    fn size(&self) -> usize {
        self.paxos.size()
    }

    fn name(&self, node: NodeId) -> &str {
        self.paxos.name(node)
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
        self.paxos.numbering
    }

    fn quorums(&self) -> Option<Quorums> {
        self.paxos.quorums().filter(|_| self.drives == Drives::Paxos)
    }

    fn elects(&self) -> bool {
        true
    }

    fn values(&self) -> Vec<&Value> {
        self.paxos.values()
    }

    fn validate(&self) -> Result<Vec<ConfigWarning>, ConfigError> {
        Member::check(&self.paxos.members(), 2..=9).map(|()| Vec::new())
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        let drives = DRIVES[usize::from(self.drives == Drives::Paxos)];
        vec![("servers", Member::write_list(&self.paxos.members())), ("drives", drives.to_owned())]
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), SettingError> {
        match key {
            "servers" => self.paxos.set_servers(&Member::parse_list(value)?),
            "drives" if option(&DRIVES, value)? == 0 => self.drives = Drives::Nothing,
            "drives" => self.drives = Drives::Paxos,
            _ => return Err(SettingError::Unknown),
        }
        Ok(())
    }

    fn options(&self, key: &str) -> &'static [&'static str] {
        if key == "drives" { &DRIVES } else { &[] }
    }
}
