//! The rungs of the ladder: each is the one before it and one change (lessons of the deck, slides 4 to 92).

use super::{Config, Executes, Gaps, Leaders, Takeover};

/// A rung of the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rung {
    /// One server executes what it hears (slide 4).
    SingleServer,
    /// Two of them (slides 6 to 8).
    TwoServers,
    /// A leader decides the order and tells it (slides 10 to 12).
    SendAccept,
    /// Accepts are numbered, and nobody looks at the numbers (slide 13).
    SequenceNumbers,
    /// What is out of order is discarded (slides 14, 15, 17).
    Discard,
    /// What is out of order is kept (slide 16).
    Buffer,
    /// Accepts are retransmitted until a learn comes (slides 16, 19).
    Retransmit,
    /// One accept at a time (slides 20 to 22).
    RetransAccept,
    /// Who believes the other to have failed goes on alone (slides 24 to 30).
    SingleServerRule,
    /// The leader waits for a learn before it executes (slides 31 to 41).
    WaitForLearn,
    /// Three servers, of which two must agree (slides 44 to 53).
    Majority,
    /// Prepare, promise, and the leader's name in accepts and learns (slides 55 to 60).
    LeaderNames,
    /// Round numbers instead of names (slides 61 to 73).
    RoundNumbers,
    /// Promises tell what was accepted, and the new leader sends it again (slides 75 to 80).
    LeaderChange,
    /// Five servers (slides 83 to 85).
    FiveServers,
    /// Everybody learns from everybody before it executes (slide 86).
    AllToAll,
    /// Or else everybody awaits the leader's commit (slide 87).
    AwaitCommit,
    /// All of it together, for three servers (slide 89).
    MultiPaxos,
    /// A single instance, which begins with a prepare of its own (slides 90 to 92).
    Paxos,
}

impl Rung {
    /// Every rung, from the lowest, with its key.
    pub const ALL: [(&'static str, Rung); 19] = [
        ("single-server", Rung::SingleServer),
        ("two-servers", Rung::TwoServers),
        ("send-accept", Rung::SendAccept),
        ("sequence-numbers", Rung::SequenceNumbers),
        ("discard", Rung::Discard),
        ("buffer", Rung::Buffer),
        ("retransmit", Rung::Retransmit),
        ("retrans-accept", Rung::RetransAccept),
        ("single-server-rule", Rung::SingleServerRule),
        ("wait-for-learn", Rung::WaitForLearn),
        ("wait-for-learn-3", Rung::Majority),
        ("leader-names", Rung::LeaderNames),
        ("round-numbers", Rung::RoundNumbers),
        ("leader-change", Rung::LeaderChange),
        ("five-servers", Rung::FiveServers),
        ("all-to-all-learn", Rung::AllToAll),
        ("await-commit", Rung::AwaitCommit),
        ("multi-paxos", Rung::MultiPaxos),
        ("paxos", Rung::Paxos),
    ];

    /// The rung's key, as lessons and addresses name it.
    pub fn key(self) -> &'static str {
        Rung::ALL[self as usize].0
    }

    /// The rung with this key.
    pub fn named(key: &str) -> Option<Rung> {
        Rung::ALL.into_iter().find(|(other, _)| *other == key).map(|(_, rung)| rung)
    }

    /// The rung below.
    pub fn below(self) -> Option<Rung> {
        (self as usize).checked_sub(1).map(|place| Rung::ALL[place].1)
    }

    /// The rung above.
    pub fn above(self) -> Option<Rung> {
        Rung::ALL.get(self as usize + 1).map(|(_, rung)| *rung)
    }

    /// Climbs from the rung below to this one.
    fn climb(self, config: &mut Config) {
        match self {
            Rung::SingleServer => {}
            Rung::TwoServers => config.servers = 2,
            Rung::SendAccept => (config.has_leader, config.begins_led) = (true, true),
            Rung::SequenceNumbers => config.has_numbers = true,
            Rung::Discard => config.gaps = Gaps::Discarded,
            Rung::Buffer => config.gaps = Gaps::Buffered,
            // The deck's second answer to what to do, instead of the first.
            Rung::Retransmit => (config.gaps, config.has_learns) = (Gaps::Discarded, true),
            Rung::RetransAccept => config.stops_and_waits = true,
            Rung::SingleServerRule => config.takeover = Takeover::Alone,
            Rung::WaitForLearn => (config.waits_for_learn, config.gaps) = (true, Gaps::Buffered),
            Rung::Majority => (config.servers, config.takeover) = (3, Takeover::Lead),
            Rung::LeaderNames => (config.takeover, config.leaders) = (Takeover::Prepare, Leaders::Named),
            Rung::RoundNumbers => config.leaders = Leaders::Rounds,
            Rung::LeaderChange => config.promise_carries = true,
            Rung::FiveServers => config.servers = 5,
            Rung::AllToAll => config.executes = Executes::OnLearns,
            Rung::AwaitCommit => config.executes = Executes::OnCommit,
            Rung::MultiPaxos => (config.executes, config.servers) = (Executes::OnLearns, 3),
            Rung::Paxos => (config.is_single_decree, config.begins_led) = (true, false),
        }
    }
}

impl Config {
    /// The cluster of a rung as it is first opened.
    pub fn of_rung(rung: Rung) -> Config {
        let mut config = Config {
            rung,
            servers: 1,
            clients: 0,
            requests: 1,
            has_leader: false,
            begins_led: false,
            has_numbers: false,
            gaps: Gaps::Ignored,
            has_learns: false,
            stops_and_waits: false,
            waits_for_learn: false,
            takeover: Takeover::Never,
            leaders: Leaders::Alike,
            promise_carries: false,
            executes: Executes::OnAccept,
            last_wins: false,
            is_single_decree: false,
            firsts: Vec::new(),
        };
        for (_, step) in Rung::ALL.into_iter().take(rung as usize + 1) {
            step.climb(&mut config);
        }
        config.set_clients(2);
        config
    }

    /// The cluster of another rung, with as many clients and requests.
    #[must_use]
    pub fn on_rung(&self, rung: Rung) -> Config {
        let mut config = Config { requests: self.requests, ..Config::of_rung(rung) };
        config.set_clients(self.clients);
        config
    }
}
