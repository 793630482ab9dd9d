//! Clusters, and short words for what happens to them, so that a test reads like the paper.
//!
//! A word is one event: `A prepares 8`, `A accepts?` for the send of accepts, `A tells` for the send of successes,
//! `C asks` for the request of votes, `C commits` and `C aborts` for the send of decisions,
//! `A>top prepare` for a delivery, and `drop`, `twice`, `hold`, `release`, `ask`, `fire`, `suspect` and `again` for
//! detection and retransmission, `crash`, `restart`, `cut`, `mend`, `split`, `heal` before what they are about.
#![allow(dead_code, reason = "each test crate uses its own part of these words")]

pub mod pmmc;
pub mod rungs;
pub mod search;
pub mod weather;

use paxoscope::check::{Property, judge};
use paxoscope::protocol::synod::{
    Adoption, Config, Layout, Learning, Node as Synod, ProposerConfig, Rejections,
};
use paxoscope::protocol::{Act, Link, Node, NodeId, NodeSet, Numbering, Setup, Timer, Value};
use paxoscope::sim::{Event, MsgId, NotEnabled, Packet, Step, World};
use paxoscope::text::{Notation, Terms};
use std::rc::Rc;

/// Proposers with the values they want, acceptors, learners; everything else as the paper has it.
pub fn cluster(proposers: &[(&str, &str)], acceptors: &[&str], learners: &[&str]) -> Config {
    let words = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    let proposer = |(first, &(name, wants)): (u32, &(&str, &str))| ProposerConfig {
        name: name.to_owned(),
        wants: (!wants.is_empty()).then(|| Value::new(wants)),
        first,
    };
    Config {
        layout: Layout::Apart,
        proposers: (1..).zip(proposers).map(proposer).collect(),
        acceptors: words(acceptors),
        learners: words(learners),
        numbering: Numbering::Pairs,
        rejections: Rejections::Silent,
        learning: Learning::ViaProposer,
        adoption: Adoption::Highest,
        promise_quorum: None,
        accept_quorum: None,
        switches: paxoscope::protocol::synod::Switches::default(),
        eager: false,
    }
}

/// Marshall's second cluster: A wants foo, B wants bar, and there are three acceptors; with a learner.
pub fn two() -> Config {
    cluster(&[("A", "foo"), ("B", "bar")], &["top", "mid", "bot"], &["l1"])
}

/// The three acceptors of [`two`].
pub const ALL: &str = "top mid bot";

/// A run, moved by words.
pub struct Run {
    /// The world now.
    pub world: World,
    /// What led here.
    pub events: Vec<Event>,
    /// What the last event did.
    pub step: Option<Step>,
}

impl Run {
    /// The start of a run of this cluster.
    pub fn new(config: Config) -> Self {
        config.validate().expect("a sound cluster");
        Run::of(Setup::Synod(config))
    }

    /// The start of a run of a construction, with settings in words: `drives=paxos`.
    pub fn with(key: &str, settings: &[(&str, &str)]) -> Self {
        let mut setup = Setup::usual(key).expect("a construction");
        for (name, value) in settings {
            setup.cluster_mut().set(name, value).unwrap_or_else(|why| panic!("{name}={value}: {why:?}"));
        }
        setup.cluster().validate().expect("a sound cluster");
        Run::of(setup)
    }

    /// The start of a run of any construction.
    pub fn of(setup: Setup) -> Self {
        Run { world: World::new(Rc::new(setup)), events: Vec::new(), step: None }
    }

    /// Lets these events happen; the properties are judged after each.
    pub fn play(&mut self, words: &[&str]) -> &mut Self {
        for word in words {
            let event = self.event(word);
            self.apply(&event).unwrap_or_else(|why| panic!("{word}: {why:?}"));
        }
        self
    }

    /// Lets an event happen, if it can.
    pub fn apply(&mut self, event: &Event) -> Result<(), NotEnabled> {
        let before = self.world.clone();
        match self.world.apply(event) {
            Ok(step) => {
                self.step = Some(step);
                self.events.push(event.clone());
                Ok(())
            }
            Err(why) => {
                assert_eq!(self.world, before, "what is refused changes nothing");
                Err(why)
            }
        }
    }

    /// Lets an event happen and says by which rules, by their keys.
    pub fn rules(&mut self, word: &str) -> String {
        self.play(&[word]);
        let step = self.step.as_ref().expect("it was played");
        let keys: Vec<&str> = step.rules.iter().map(|(_, rule)| rule.key()).collect();
        keys.join(" ")
    }

    /// Delivers every message that matches now, oldest first: `A>* prepare`.
    pub fn every(&mut self, words: &str) -> &mut Self {
        let ids: Vec<MsgId> = self.flying(words).iter().map(|packet| packet.id).collect();
        assert!(!ids.is_empty(), "no {words} is in flight");
        for id in ids {
            self.apply(&Event::Deliver(id)).expect("it is in flight");
        }
        self
    }

    /// Phase 1 with these acceptors: prepare, and the answers.
    pub fn phase1(&mut self, proposer: &str, round: u32, acceptors: &str) -> &mut Self {
        self.play(&[&format!("{proposer} prepares {round}")]);
        for acceptor in acceptors.split_whitespace() {
            self.play(&[
                &format!("{proposer}>{acceptor} prepare {round}"),
                &format!("{acceptor}>{proposer} promise {round}"),
            ]);
        }
        self
    }

    /// Phase 2 with these acceptors: accept, and the answers.
    pub fn phase2(&mut self, proposer: &str, acceptors: &str) -> &mut Self {
        self.play(&[&format!("{proposer} accepts?")]);
        let round = self.world.node(self.node(proposer)).last_ballot(self.node(proposer));
        let round = round.expect("it prepared").round;
        for acceptor in acceptors.split_whitespace() {
            self.play(&[
                &format!("{proposer}>{acceptor} accept {round}"),
                &format!("{acceptor}>{proposer} accepted {round}"),
            ]);
        }
        self
    }

    /// The messages in flight that match, oldest first: `A>top`, `A>* prepare`, `*>A promise 8`.
    pub fn flying(&self, words: &str) -> Vec<&Rc<Packet>> {
        let mut parts = words.split_whitespace();
        let (from, to) = parts.next().and_then(|path| path.split_once('>')).expect("sender>receiver");
        let (kind, round) = (parts.next(), parts.next());
        let is_it = |packet: &&Rc<Packet>| {
            let is_named = |name: &str, node: NodeId| name == "*" || self.node(name) == node;
            is_named(from, packet.from)
                && is_named(to, packet.to)
                && kind.is_none_or(|kind| packet.message.kind().key() == kind)
                && round
                    .is_none_or(|round| packet.message.ballot().is_some_and(|b| b.round.to_string() == round))
        };
        self.world.in_flight().iter().filter(is_it).collect()
    }

    /// How many messages in flight match.
    pub fn count(&self, words: &str) -> usize {
        self.flying(words).len()
    }

    /// What the oldest message that matches says, in the notation of the page.
    pub fn says(&self, words: &str) -> String {
        let packet = self.oldest(words);
        self.notation().message(&packet.message)
    }

    /// The oldest message in flight that matches.
    pub fn oldest(&self, words: &str) -> &Packet {
        self.flying(words).first().unwrap_or_else(|| panic!("no {words} is in flight"))
    }

    /// The event that a word stands for.
    pub fn event(&self, word: &str) -> Event {
        let (first, rest) = word.split_once(' ').unwrap_or((word, ""));
        let message = || self.oldest(rest).id;
        let link = || {
            let (a, b) = rest.split_once(' ').expect("two nodes");
            Link::new(self.node(a), self.node(b))
        };
        match first {
            "drop" => Event::Drop(message()),
            "twice" => Event::Duplicate(message()),
            "hold" => Event::Hold(message()),
            "release" => Event::Release(message()),
            "fire" => Event::Fire(self.node(rest), self.timer(self.node(rest))),
            "tick" => Event::Fire(self.node(rest), Timer::Heartbeat),
            "crash" => Event::Crash(self.node(rest)),
            "restart" => Event::Restart(self.node(rest)),
            "cut" => Event::Cut(link()),
            "mend" => Event::Mend(link()),
            "heal" => Event::Heal,
            "split" => {
                let group = |names: &str| names.split(',').map(|name| self.node(name)).collect::<NodeSet>();
                Event::Partition(rest.split_whitespace().map(group).collect())
            }
            "ask" => {
                let (node, value) = rest.split_once(' ').expect("a node and a value");
                Event::Request(self.node(node), Value::new(value))
            }
            "suspect" => Event::Fire(self.node(rest), Timer::Detector),
            "again" => Event::Fire(self.node(rest), Timer::Retransmit),
            path if path.contains('>') => Event::Deliver(self.oldest(word).id),
            name => {
                let node = self.node(name);
                Event::Act(node, self.order(node, rest).unwrap_or_else(|| act(rest)))
            }
        }
    }

    /// A step on the ladder: `sends`, `orders m1`, `resends`, `executes`, `executes m1`, `replies`, `commits`.
    fn order(&self, node: NodeId, words: &str) -> Option<Act> {
        let (verb, value) = words.split_once(' ').unwrap_or((words, ""));
        let is_it = |act: &Act| match verb {
            "sends" => *act == Act::Ask,
            "orders" => matches!(act, Act::Propose { .. }),
            "resends" => matches!(act, Act::Resend { .. }),
            "executes" => matches!(act, Act::Execute { .. }),
            "replies" => matches!(act, Act::Reply { .. }),
            _ => false,
        };
        let is_about = |act: &Act| {
            let about = self.world.node(node).act_value(self.world.setup(), node, *act);
            value.is_empty() || about.is_some_and(|about| about.as_str() == value)
        };
        self.world.acts(node).into_iter().find(|act| is_it(act) && is_about(act))
    }

    /// The timer of a node; if none runs, the one that is refused.
    fn timer(&self, node: NodeId) -> Timer {
        let pending = self.world.timers().iter().find(|pending| pending.node == node);
        pending.map_or(Timer::Retry, |pending| pending.timer)
    }

    /// A node by its name.
    pub fn node(&self, name: &str) -> NodeId {
        self.world.setup().node_named(name).unwrap_or_else(|| panic!("no node {name}"))
    }

    /// A node's state, for what its fields don't tell.
    pub fn synod(&self, name: &str) -> &Synod {
        let Node::Synod(node) = self.world.node(self.node(name)) else { panic!("single-decree Paxos") };
        node
    }

    /// Asserts fields of a node: `number=(8,A); phase=preparing; promises=0/3`.
    pub fn is(&self, name: &str, fields: &str) -> &Self {
        let notation = self.notation();
        let state = self.world.fields(self.node(name));
        for wanted in fields.split("; ") {
            let (key, value) = wanted.split_once('=').expect("key=value");
            let field = state.iter().find(|field| field.key.key() == key).expect("a field");
            let events = &self.events;
            assert_eq!(notation.value(&field.value), value, "{key} of {name} after {events:?}");
        }
        self
    }

    /// The value that is chosen; empty if none is. Panics if a property is broken.
    pub fn chosen(&self) -> String {
        self.assert_safe();
        let value = self.world.ledger().chosen_value();
        value.map_or_else(String::new, ToString::to_string)
    }

    /// Asserts all properties.
    pub fn assert_safe(&self) {
        for property in Property::ALL {
            let verdict = judge(property, &self.world);
            assert!(verdict.holds(), "{property:?}: {verdict:?} after {:?}", self.events);
        }
    }

    fn notation(&self) -> Notation<'_> {
        Notation { setup: self.world.setup(), terms: Terms::Standard }
    }
}

fn act(word: &str) -> Act {
    match word {
        "accepts?" => Act::SendAccept,
        "asks" => Act::Begin,
        "commits" => Act::SendCommit,
        "aborts" => Act::SendAbort,
        "tells" => Act::SendSuccess,
        _ => {
            let round = word.strip_prefix("prepares ").expect("a word for an event");
            Act::Prepare { round: round.parse().expect("a number") }
        }
    }
}

/// The kinds and contents of what a step sent, in order, without receivers: `prepare, prepare`.
pub fn kinds(step: &Step) -> String {
    let kind = |packet: &Rc<Packet>| packet.message.kind().key();
    step.sent.iter().map(kind).collect::<Vec<_>>().join(" ")
}
