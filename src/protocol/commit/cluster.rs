//! A cluster of an atomic commitment as everyone else asks about it, and its settings in words.

use super::{Config, Phases};
use crate::protocol::{
    Cluster, ConfigError, ConfigWarning, Member, NodeId, Numbering, Quorums, Role, SettingError, Value,
};

/// The protocols by their keys.
const PROTOCOLS: [(&str, Phases); 2] =
    [("two-phase-commit", Phases::Two), ("three-phase-commit", Phases::Three)];

impl Config {
    /// The coordinator.
    pub const COORDINATOR: NodeId = NodeId(0);

    /// The protocol under this key as it is first opened, if it is one.
    pub fn usual(key: &str) -> Option<Self> {
        let (_, phases) = PROTOCOLS.into_iter().find(|(other, _)| *other == key)?;
        let participants = Member::numbered('P', 2, &[]);
        Some(Config { phases, coordinator: "C".to_owned(), participants })
    }

    /// What a participant's wish means: yes if it has none, nothing if it is neither yes nor no.
    pub(super) fn vote(wish: Option<&Value>) -> Option<bool> {
        match wish.map_or("yes", Value::as_str) {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }
    }

    /// How many participants there are.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.participants.len()).expect("at most 9 participants")
    }

    /// The ids of the participants.
    pub(super) fn participant_ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (1..=u8::try_from(self.participants.len()).expect("at most 9 participants")).map(NodeId)
    }

    /// Everybody but this node.
    pub(super) fn others(&self, me: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        [Config::COORDINATOR].into_iter().chain(self.participant_ids()).filter(move |&node| node != me)
    }

    /// How a participant is set up.
    pub(super) fn member(&self, node: NodeId) -> &Member {
        &self.participants[node.index() - 1]
    }
}

impl Cluster for Config {
    fn key(&self) -> &'static str {
        let (key, _) =
            PROTOCOLS.into_iter().find(|(_, phases)| *phases == self.phases).expect("it has a key");
        key
    }

    fn size(&self) -> usize {
        1 + self.participants.len()
    }

    fn name(&self, node: NodeId) -> &str {
        if node == Config::COORDINATOR { &self.coordinator } else { &self.member(node).name }
    }

    fn role(&self, node: NodeId) -> Role {
        if node == Config::COORDINATOR { Role::Coordinator } else { Role::Participant }
    }

    fn roles(&self) -> Vec<Role> {
        vec![Role::Coordinator, Role::Participant]
    }

    fn talk(&self, _: NodeId, _: NodeId) -> bool {
        true
    }

    fn numbering(&self) -> Numbering {
        Numbering::Unnumbered
    }

    /// Everybody must agree here, and one is enough to refuse: no quorum decides anything.
    fn quorums(&self) -> Option<Quorums> {
        None
    }

    fn validate(&self) -> Result<Vec<ConfigWarning>, ConfigError> {
        Member::check(&self.participants, 2..=9)?;
        let is_taken = self.participants.iter().any(|member| member.name == self.coordinator);
        if is_taken { Err(ConfigError::Names) } else { Ok(Vec::new()) }
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        vec![
            ("coordinator", self.coordinator.clone()),
            ("participants", Member::write_list(&self.participants)),
        ]
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), SettingError> {
        let members = Member::parse_list(value);
        match (key, members) {
            ("coordinator", Ok(members)) => match &members[..] {
                [Member { name, wants: None }] => self.coordinator.clone_from(name),
                _ => return Err(SettingError::Bad),
            },
            ("participants", Ok(members))
                if members.iter().all(|member| Config::vote(member.wants.as_ref()).is_some()) =>
            {
                self.participants = members;
            }
            ("coordinator" | "participants", _) => return Err(SettingError::Bad),
            _ => return Err(SettingError::Unknown),
        }
        Ok(())
    }
}
