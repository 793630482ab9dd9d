//! A cluster of replicas as everyone else asks about it, and its settings in words.

use super::command::dollars;
use super::{Config, Order};
use crate::protocol::settings::option;
use crate::protocol::{Cluster, ConfigError, ConfigWarning, NodeId, Numbering, Quorums, Role, SettingError};

/// In which order replicas execute commands.
const ORDERS: [&str; 2] = ["log", "arrival"];

/// What the replicas are called.
const NAMES: [&str; 9] = ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9"];

impl Config {
    /// The construction under this key as it is first opened, if it is this one.
    pub fn usual(key: &str) -> Option<Self> {
        (key == "bank").then_some(Config { replicas: 5, balance: 100, order: Order::Log })
    }

    /// The replica that numbers the commands.
    pub(super) const FIRST: NodeId = NodeId(0);

    /// The ids of the replicas.
    pub(super) fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..u8::try_from(self.replicas).expect("at most 9 replicas")).map(NodeId)
    }
}

impl Cluster for Config {
    fn key(&self) -> &'static str {
        "bank"
    }

    fn size(&self) -> usize {
        self.replicas
    }

    fn name(&self, node: NodeId) -> &str {
        NAMES[node.index()]
    }

    fn role(&self, _: NodeId) -> Role {
        Role::Replica
    }

    fn roles(&self) -> Vec<Role> {
        vec![Role::Replica]
    }

    fn talk(&self, a: NodeId, b: NodeId) -> bool {
        [a, b].contains(&Self::FIRST)
    }

    fn numbering(&self) -> Numbering {
        Numbering::Unnumbered
    }

    fn quorums(&self) -> Option<Quorums> {
        None
    }

    fn validate(&self) -> Result<Vec<ConfigWarning>, ConfigError> {
        if (2..=NAMES.len()).contains(&self.replicas) {
            Ok(Vec::new())
        } else {
            Err(ConfigError::Members(self.replicas))
        }
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        let order = ORDERS[usize::from(self.order == Order::Arrival)];
        vec![
            ("replicas", self.replicas.to_string()),
            ("balance", format!("${}", self.balance)),
            ("order", order.to_owned()),
        ]
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), SettingError> {
        match key {
            "replicas" => {
                // More would not fit into the names; what is too few is for `validate` to say.
                let count = value.parse().ok().filter(|count| *count <= NAMES.len());
                self.replicas = count.ok_or(SettingError::Bad)?;
            }
            "balance" => {
                let amount = dollars(value.strip_prefix('$').unwrap_or(value));
                self.balance = amount.ok_or(SettingError::Bad)?;
            }
            "order" if option(&ORDERS, value)? == 0 => self.order = Order::Log,
            "order" => self.order = Order::Arrival,
            _ => return Err(SettingError::Unknown),
        }
        Ok(())
    }

    fn options(&self, key: &str) -> &'static [&'static str] {
        if key == "order" { &ORDERS } else { &[] }
    }
}
