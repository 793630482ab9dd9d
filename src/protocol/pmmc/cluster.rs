//! A cluster as everyone else asks about it.

use super::options::OPTIONS;
use super::{Config, Guard, Keeps, Office};
use crate::protocol::store::{Application, command_name};
use crate::protocol::{
    Cluster, ConfigError, ConfigWarning, NodeId, Numbering, Quorums, Role, SettingError, Value,
};

const REPLICAS: [&str; 5] = ["R1", "R2", "R3", "R4", "R5"];
const LEADERS: [&str; 12] = ["L0", "L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8", "L9", "L10", "L11"];
const ACCEPTORS: [&str; 27] = [
    "a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8", "a9", "a10", "a11", "a12", "a13", "a14", "a15", "a16",
    "a17", "a18", "a19", "a20", "a21", "a22", "a23", "a24", "a25", "a26", "a27",
];
const CLIENTS: [&str; 6] = ["C1", "C2", "C3", "C4", "C5", "C6"];
/// A set of nodes has room for so many.
const NODES_MAX: usize = 32;

impl Config {
    /// The construction under this key as it is first opened, if it is this one: the deck's two leaders and three acceptors,
    /// with a client, and two replicas for one failure.
    pub fn usual(key: &str) -> Option<Self> {
        (key == "pmmc").then(|| Config {
            replicas: 2,
            leaders: 2,
            acceptors: 3,
            clients: 1,
            requests: 3,
            configurations: 1,
            first_slot: 1,
            window: 5,
            guard: Guard::Equal,
            is_quorum_short: false,
            counts_any: false,
            office: Office::ByHand,
            elects_per_slot: false,
            keeps: Keeps::USUAL,
            keeps_latest: false,
            collects: false,
            application: Application::Store,
            operations: String::new(),
            is_eager: true,
            firsts: (0..8).map(command_name).collect(),
        })
    }

    fn quorums_of(&self, configuration: u8) -> Quorums {
        let need = self.quorum();
        Quorums { promise: need, accept: need, voters: self.acceptor_ids(configuration).collect() }
    }
}

impl Cluster for Config {
    fn key(&self) -> &'static str {
        "pmmc"
    }

    fn size(&self) -> usize {
        usize::from(self.first_client()) + usize::from(self.clients)
    }

    fn name(&self, node: NodeId) -> &str {
        let of = |first: u8| usize::from(node.0 - first);
        match self.role(node) {
            Role::Replica => REPLICAS[of(0)],
            Role::Leader => LEADERS[of(self.first_leader())],
            Role::Acceptor => ACCEPTORS[of(self.first_acceptor())],
            _ => CLIENTS[of(self.first_client())],
        }
    }

    fn role(&self, node: NodeId) -> Role {
        match node.0 {
            id if id < self.first_leader() => Role::Replica,
            id if id < self.first_acceptor() => Role::Leader,
            id if id < self.first_client() => Role::Acceptor,
            _ => Role::Client,
        }
    }

    fn owns_numbers(&self, node: NodeId) -> bool {
        self.role(node) == Role::Leader
    }

    fn roles(&self) -> Vec<Role> {
        let all = [
            (Role::Client, self.clients),
            (Role::Replica, self.replicas),
            (Role::Leader, self.leaders),
            (Role::Acceptor, self.acceptors),
        ];
        all.into_iter().filter(|(_, count)| *count > 0).map(|(role, _)| role).collect()
    }

    /// A leader talks to all replicas, to its acceptors, and to those that it may have to ping. Replicas help each other up.
    fn talk(&self, a: NodeId, b: NodeId) -> bool {
        let (first, second) = (a.min(b), a.max(b));
        match (self.role(first), self.role(second)) {
            (Role::Replica, Role::Replica | Role::Leader | Role::Client) => true,
            (Role::Leader, Role::Leader) => {
                self.office == Office::Ping && self.configuration_of(first) == self.configuration_of(second)
            }
            (Role::Leader, Role::Acceptor) => self.acceptors_of(first).any(|acceptor| acceptor == second),
            _ => false,
        }
    }

    fn numbering(&self) -> Numbering {
        Numbering::Pairs
    }

    /// Those of the first configuration. The others are as large, and no acceptor is in two.
    fn quorums(&self) -> Option<Quorums> {
        Some(self.quorums_of(0))
    }

    fn is_eager(&self) -> bool {
        self.is_eager
    }

    fn elects(&self) -> bool {
        true
    }

    fn values(&self) -> Vec<&Value> {
        self.firsts.iter().collect()
    }

    fn validate(&self) -> Result<Vec<ConfigWarning>, ConfigError> {
        let counts = [
            (1..=5).contains(&self.replicas),
            (1..=4).contains(&self.leaders),
            (1..=9).contains(&self.acceptors),
            (1..=3).contains(&self.configurations),
            self.size() <= NODES_MAX,
        ];
        if counts.contains(&false) {
            return Err(ConfigError::Members(self.size()));
        }
        if self.window == 0 {
            return Err(ConfigError::Switches("window"));
        }
        let meets = self.quorums_of(0).meet();
        Ok(if meets { Vec::new() } else { vec![ConfigWarning::QuorumsDoNotMeet] })
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        self.written_settings()
    }

    /// What is as it was when the construction was opened says nothing, so addresses and links stay short.
    fn telling_settings(&self) -> Vec<(&'static str, String)> {
        let usual = Config::usual("pmmc").map(|usual| usual.settings()).unwrap_or_default();
        let pairs = self.settings().into_iter().zip(usual);
        pairs.filter(|(now, usual)| now != usual).map(|(now, _)| now).collect()
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), SettingError> {
        self.read_setting(key, value)
    }

    fn options(&self, key: &str) -> &'static [&'static str] {
        OPTIONS.into_iter().find(|(other, _)| *other == key).map_or(&[], |(_, words)| words)
    }
}
