//! A cluster of single-decree Paxos as everyone else asks about it, and its settings in words.

use super::{Adoption, Config, Layout, Learning, ProposerConfig, Rejections, Switch, Switches};
use crate::protocol::settings::{NO_YES, option};
use crate::protocol::{
    Cluster, ConfigError, ConfigWarning, Member, NodeId, Numbering, Quorums, Role, SettingError, Value,
};

/// Which value a proposer with a quorum of promises proposes, in the order of [`Config::ADOPTION`].
const ADOPTIONS: [Adoption; 4] = [Adoption::Highest, Adoption::Own, Adoption::First, Adoption::MostFrequent];
/// A quorum that nobody has set.
const MAJORITY: &str = "majority";

/// What an acceptor does with what it refuses.
const REJECTIONS: [&str; 2] = ["answered", "silent"];

impl Config {
    /// The construction under this key as it is first opened, if it is one of these.
    pub fn usual(key: &str) -> Option<Self> {
        let wishes = [Some("Withdraw $20"), None, Some("Deposit $10")];
        let servers = |adoption| Config::servers(&Member::numbered('S', 3, &wishes), adoption);
        match key {
            "synod" => Some(Config::apart(2, 3, 1)),
            "attempt-4" => Some(servers(Adoption::Own)),
            "attempt-4-continued" => Some(servers(Adoption::Highest)),
            _ => None,
        }
    }
}

impl Config {
    /// Roles apart, with the names that nodes have unless somebody names them: proposers A, B, …, of which A wants foo and
    /// B wants bar, acceptors A1, A2, …, and learners L, or L1, L2, ….
    pub fn apart(proposers: usize, acceptors: usize, learners: usize) -> Self {
        Config {
            layout: Layout::Apart,
            proposers: (0..proposers).map(Self::usual_proposer).collect(),
            acceptors: Self::acceptor_names(acceptors),
            learners: Self::learner_names(learners),
            numbering: Numbering::Pairs,
            rejections: Rejections::Silent,
            learning: Learning::Direct,
            adoption: Adoption::Highest,
            promise_quorum: None,
            accept_quorum: None,
            switches: Switches::default(),
            eager: false,
        }
    }

    /// The proposer at this place, from 0, unless somebody sets it up: A wants foo, B wants bar, others nothing yet.
    pub fn usual_proposer(index: usize) -> ProposerConfig {
        let letter = u8::try_from(index).map_or('?', |index| char::from(b'A' + index.min(25)));
        let wants = ["foo", "bar"].get(index).copied().map(Value::new);
        ProposerConfig { name: letter.to_string(), wants, first: u32::try_from(index + 1).unwrap_or(1) }
    }

    /// The names that acceptors have unless somebody names them.
    pub fn acceptor_names(count: usize) -> Vec<String> {
        (1..=count).map(|number| format!("A{number}")).collect()
    }

    /// The names that learners have unless somebody names them.
    pub fn learner_names(count: usize) -> Vec<String> {
        if count == 1 {
            vec!["L".to_owned()]
        } else {
            (1..=count).map(|number| format!("L{number}")).collect()
        }
    }
}

/// The rules in words: how to adopt, the quorums of servers, and the switches.
impl Config {
    /// The words for which value a proposer with a quorum of promises proposes; the first is Paxos.
    const ADOPTION: [&'static str; 4] = ["highest", "own", "first", "most-frequent"];

    /// What a rule can be, the rule of Paxos first; nothing if it is a number, or no rule.
    pub fn rule_options(key: &str) -> &'static [&'static str] {
        if key == "adoption" { &Self::ADOPTION } else { Switch::named(key).map_or(&[], Switch::options) }
    }

    fn all_rules(&self) -> Vec<(&'static str, String)> {
        let mut rules = vec![("adoption", Config::ADOPTION[self.adoption as usize].to_owned())];
        if self.layout == Layout::Together {
            let words = |quorum: Option<u32>| quorum.map_or(MAJORITY.to_owned(), |need| need.to_string());
            rules.push(("promise-quorum", words(self.promise_quorum)));
            rules.push(("accept-quorum", words(self.accept_quorum)));
        }
        rules.extend(Switch::ALL.map(|switch| (switch.key(), self.switches.word(switch).to_owned())));
        rules
    }

    /// The rules that are not as the construction's key says already.
    pub fn unusual_rules(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.all_rules().into_iter().filter(|(key, word)| match *key {
            "adoption" => self.adoption as usize > 1,
            "promise-quorum" | "accept-quorum" => word != MAJORITY,
            _ => Switch::named(key).is_some_and(|switch| self.is_off(switch)),
        })
    }

    /// Sets a rule by its words.
    pub fn set_rule(&mut self, key: &str, word: &str) -> Result<(), SettingError> {
        let need = || match word {
            MAJORITY => Ok(None),
            _ => word.parse().map(Some).map_err(|_| SettingError::Bad),
        };
        match key {
            "adoption" => self.adoption = ADOPTIONS[option(&Config::ADOPTION, word)?],
            "promise-quorum" => self.promise_quorum = need()?,
            "accept-quorum" => self.accept_quorum = need()?,
            _ => self.switches.turn(Switch::named(key).ok_or(SettingError::Unknown)?, word)?,
        }
        Ok(())
    }
}

impl Cluster for Config {
    fn key(&self) -> &'static str {
        match (self.layout, self.adoption) {
            (Layout::Apart, _) => "synod",
            (Layout::Together, Adoption::Own) => "attempt-4",
            (Layout::Together, _) => "attempt-4-continued",
        }
    }

    fn size(&self) -> usize {
        Config::size(self)
    }

    fn name(&self, node: NodeId) -> &str {
        self.names().nth(node.index()).expect("a node of this cluster")
    }

    fn role(&self, node: NodeId) -> Role {
        let learners = self.proposers.len() + self.acceptors.len();
        match (self.layout, node.index()) {
            (Layout::Together, _) => Role::Server,
            (_, index) if index < self.proposers.len() => Role::Proposer,
            (_, index) if index < learners => Role::Acceptor,
            _ => Role::Learner,
        }
    }

    fn roles(&self) -> Vec<Role> {
        // Learners stand next to those who tell them, so that no message crosses a column.
        match (self.layout, self.learning, self.learners.is_empty()) {
            (Layout::Together, ..) => vec![Role::Server],
            (_, _, true) => vec![Role::Proposer, Role::Acceptor],
            (_, Learning::ViaProposer, _) => vec![Role::Learner, Role::Proposer, Role::Acceptor],
            (_, Learning::Direct, _) => vec![Role::Proposer, Role::Acceptor, Role::Learner],
        }
    }

    fn talk(&self, a: NodeId, b: NodeId) -> bool {
        let to_learners = match self.learning {
            Learning::ViaProposer => Role::Proposer,
            Learning::Direct => Role::Acceptor,
        };
        match (self.role(a.min(b)), self.role(a.max(b))) {
            (Role::Proposer, Role::Acceptor) | (Role::Server, Role::Server) => true,
            (role, Role::Learner) => role == to_learners,
            _ => false,
        }
    }

    fn numbering(&self) -> Numbering {
        self.numbering
    }

    fn quorums(&self) -> Option<Quorums> {
        let voters = self.acceptor_ids().collect();
        Some(Quorums { promise: self.promise_quorum(), accept: self.accept_quorum(), voters })
    }

    fn is_eager(&self) -> bool {
        self.eager
    }

    fn values(&self) -> Vec<&Value> {
        self.proposers.iter().filter_map(|proposer| proposer.wants.as_ref()).collect()
    }

    fn validate(&self) -> Result<Vec<ConfigWarning>, ConfigError> {
        Config::validate(self)
    }

    fn settings(&self) -> Vec<(&'static str, String)> {
        let rejections = REJECTIONS[usize::from(self.rejections == Rejections::Silent)];
        let mut settings = vec![
            ("servers", Member::write_list(&self.members())),
            ("rejections", rejections.to_owned()),
            ("eager", NO_YES[usize::from(self.eager)].to_owned()),
        ];
        settings.extend(self.unusual_rules());
        settings
    }

    fn rules(&self) -> Vec<(&'static str, String)> {
        self.all_rules()
    }

    fn set(&mut self, key: &str, value: &str) -> Result<(), SettingError> {
        match key {
            "servers" => self.set_servers(&Member::parse_list(value)?),
            "rejections" if option(&REJECTIONS, value)? == 0 => self.rejections = Rejections::Answered,
            "rejections" => self.rejections = Rejections::Silent,
            "eager" => self.eager = option(&NO_YES, value)? == 1,
            _ => return self.set_rule(key, value),
        }
        Ok(())
    }

    fn options(&self, key: &str) -> &'static [&'static str] {
        match key {
            "rejections" => &REJECTIONS,
            "eager" => &NO_YES,
            _ => Config::rule_options(key),
        }
    }
}
