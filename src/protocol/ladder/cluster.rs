//! A cluster on the ladder as everyone else asks about it, and its settings in words.

use super::{Config, Executes, Gaps, Leaders, Rung, Takeover};
use crate::protocol::settings::{NO_YES, option};
use crate::protocol::{
    Cluster, ConfigError, ConfigWarning, NodeId, Numbering, Quorums, Role, SettingError, Value,
};

const SERVERS: [&str; 9] = ["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9"];
const CLIENTS: [&str; 6] = ["C1", "C2", "C3", "C4", "C5", "C6"];
/// More requests of one client would make numbers that don't fit into a message's label.
const REQUESTS_MAX: u32 = 9_999;

const ORDER: [&str; 2] = ["arrival", "leader"];
const GAPS: [&str; 3] = ["ignored", "discarded", "buffered"];
const TAKEOVER: [&str; 4] = ["never", "alone", "lead", "prepare"];
const LEADERS: [&str; 3] = ["alike", "named", "rounds"];
const PROMISES: [&str; 2] = ["empty", "accepted"];
const EXECUTES: [&str; 3] = ["accept", "learns", "commit"];
const CONFLICTS: [&str; 2] = ["first", "last"];
const BEGINS: [&str; 2] = ["nobody", "first"];
const INSTANCES: [&str; 2] = ["many", "one"];

const GAPS_OF: [Gaps; 3] = [Gaps::Ignored, Gaps::Discarded, Gaps::Buffered];
const TAKEOVER_OF: [Takeover; 4] = [Takeover::Never, Takeover::Alone, Takeover::Lead, Takeover::Prepare];
const LEADERS_OF: [Leaders; 3] = [Leaders::Alike, Leaders::Named, Leaders::Rounds];
const EXECUTES_OF: [Executes; 3] = [Executes::OnAccept, Executes::OnLearns, Executes::OnCommit];

/// The settings with few values.
const OPTIONS: [(&str, &[&str]); 13] = [
    ("order", &ORDER),
    ("begins", &BEGINS),
    ("sequence-numbers", &NO_YES),
    ("gaps", &GAPS),
    ("learns", &NO_YES),
    ("one-at-a-time", &NO_YES),
    ("wait", &NO_YES),
    ("takeover", &TAKEOVER),
    ("leaders", &LEADERS),
    ("promises", &PROMISES),
    ("execute", &EXECUTES),
    ("conflict", &CONFLICTS),
    ("instances", &INSTANCES),
];

impl Config {
    /// The rung under this key as it is first opened, if it is one.
    pub fn usual(key: &str) -> Option<Self> {
        Rung::named(key).map(Config::of_rung)
    }

    pub(super) fn set_clients(&mut self, count: u8) {
        self.clients = count;
        self.firsts = self.client_ids().map(|client| self.request(client, 0)).collect();
    }

    /// The place of what is set among a setting's options.
    fn place(&self, key: &str) -> usize {
        match key {
            "order" => usize::from(self.has_leader),
            "begins" => usize::from(self.begins_led),
            "sequence-numbers" => usize::from(self.has_numbers),
            "gaps" => self.gaps as usize,
            "learns" => usize::from(self.has_learns),
            "one-at-a-time" => usize::from(self.stops_and_waits),
            "wait" => usize::from(self.waits_for_learn),
            "takeover" => self.takeover as usize,
            "leaders" => self.leaders as usize,
            "promises" => usize::from(self.promise_carries),
            "execute" => self.executes as usize,
            "conflict" => usize::from(self.last_wins),
            _ => usize::from(self.is_single_decree),
        }
    }

    fn choose(&mut self, key: &str, place: usize) {
        let is_on = place == 1;
        match key {
            "order" => self.has_leader = is_on,
            "begins" => self.begins_led = is_on,
            "sequence-numbers" => self.has_numbers = is_on,
            "gaps" => self.gaps = GAPS_OF[place],
            "learns" => self.has_learns = is_on,
            "one-at-a-time" => self.stops_and_waits = is_on,
            "wait" => self.waits_for_learn = is_on,
            "takeover" => self.takeover = TAKEOVER_OF[place],
            "leaders" => self.leaders = LEADERS_OF[place],
            "promises" => self.promise_carries = is_on,
            "execute" => self.executes = EXECUTES_OF[place],
            "conflict" => self.last_wins = is_on,
            _ => self.is_single_decree = is_on,
        }
    }

    /// What a switch needs of another one: the setting that is wrong without it.
    fn missing(&self) -> Option<&'static str> {
        let slots = self.keeps_slots();
        [
            (self.gaps != Gaps::Ignored && !self.has_numbers, "gaps"),
            (self.has_numbers && !self.has_leader, "sequence-numbers"),
            (self.has_learns && !slots, "learns"),
            (self.stops_and_waits && !self.has_learns, "one-at-a-time"),
            (self.waits_for_learn && !self.has_learns, "wait"),
            (self.takeover != Takeover::Never && !slots, "takeover"),
            (self.takeover == Takeover::Prepare && self.leaders == Leaders::Alike, "takeover"),
            (self.leaders != Leaders::Alike && !slots, "leaders"),
            (self.promise_carries && self.leaders == Leaders::Alike, "promises"),
            (self.executes != Executes::OnAccept && !self.has_learns, "execute"),
            (self.is_single_decree && !slots, "instances"),
        ]
        .into_iter()
        .find_map(|(is_wrong, key)| is_wrong.then_some(key))
    }
}

impl Cluster for Config {
    fn key(&self) -> &'static str {
        self.rung.key()
    }

    fn size(&self) -> usize {
        usize::from(self.servers) + usize::from(self.clients)
    }

    fn name(&self, node: NodeId) -> &str {
        match node.0.checked_sub(self.servers) {
            Some(client) => CLIENTS[usize::from(client)],
            None => SERVERS[node.index()],
        }
    }

    fn role(&self, node: NodeId) -> Role {
        if node.0 < self.servers { Role::Server } else { Role::Client }
    }

    fn roles(&self) -> Vec<Role> {
        if self.clients == 0 { vec![Role::Server] } else { vec![Role::Client, Role::Server] }
    }

    /// Servers without a leader don't talk to each other, and clients never do.
    fn talk(&self, a: NodeId, b: NodeId) -> bool {
        match (self.role(a), self.role(b)) {
            (Role::Server, Role::Server) => self.has_leader,
            (a, b) => a != b,
        }
    }

    fn numbering(&self) -> Numbering {
        match self.leaders {
            Leaders::Alike => Numbering::Unnumbered,
            Leaders::Named => Numbering::Named,
            Leaders::Rounds => Numbering::Plain,
        }
    }

    fn quorums(&self) -> Option<Quorums> {
        (self.takeover == Takeover::Prepare).then(|| Quorums::majority(self.server_ids().collect()))
    }

    fn elects(&self) -> bool {
        matches!(self.takeover, Takeover::Lead | Takeover::Prepare)
    }

    fn values(&self) -> Vec<&Value> {
        self.firsts.iter().collect()
    }

    fn validate(&self) -> Result<Vec<ConfigWarning>, ConfigError> {
        match self.missing() {
            _ if self.servers == 0 => Err(ConfigError::Members(0)),
            Some(key) => Err(ConfigError::Switches(key)),
            None => Ok(Vec::new()),
        }
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        let mut settings = vec![
            ("servers", self.servers.to_string()),
            ("clients", self.clients.to_string()),
            ("requests", self.requests.to_string()),
        ];
        let word = |(key, words): (&'static str, &[&str])| (key, words[self.place(key)].to_owned());
        settings.extend(OPTIONS.into_iter().map(word));
        settings
    }

    /// What is as it was when the rung was opened says nothing, so addresses and links stay short.
    fn telling_settings(&self) -> Vec<(&'static str, String)> {
        let usual = Config::of_rung(self.rung).settings();
        self.settings()
            .into_iter()
            .zip(usual)
            .filter(|(now, usual)| now != usual)
            .map(|(now, _)| now)
            .collect()
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), SettingError> {
        let count = |max: u32| value.parse().ok().filter(|count| *count <= max).ok_or(SettingError::Bad);
        match key {
            "servers" => self.servers = u8::try_from(count(9)?).expect("at most 9"),
            "clients" => self.clients = u8::try_from(count(6)?).expect("at most 6"),
            "requests" => self.requests = count(REQUESTS_MAX)?,
            _ => {
                let (key, words) =
                    OPTIONS.into_iter().find(|(other, _)| *other == key).ok_or(SettingError::Unknown)?;
                self.choose(key, option(words, value)?);
            }
        }
        // A client's id, and with it the name of its request, follows the servers'.
        self.set_clients(self.clients);
        Ok(())
    }

    fn options(&self, key: &str) -> &'static [&'static str] {
        OPTIONS.into_iter().find(|(other, _)| *other == key).map_or(&[], |(_, words)| words)
    }
}
