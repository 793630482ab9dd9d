//! Clusters, schedules and events in the words of files.

use super::NAME_MAX;
use super::json::Json;
use super::keys::{ADOPTION, LEARNING, NUMBERS, REJECTIONS, TERMS, Table, named, word_of};
use crate::protocol::synod::{Config, Layout, ProposerConfig, Switch, Switches};
use crate::protocol::{Act, Link, NodeId, NodeSet, Setup, Timer, Value};
use crate::sim::{Event, Latency, MsgId, RandomSchedule, Schedule};
use crate::text::Terms;

/// A member of an object is missing, or can't be what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadMember {
    /// The member.
    pub key: &'static str,
    /// What was found, cut short; none if nothing was.
    pub found: Option<String>,
}

/// More characters than this of what was found are not told.
const FOUND_MAX: usize = 60;

impl BadMember {
    /// The member of this object can't be what it is.
    pub(super) fn of(object: &Json, key: &'static str) -> Self {
        let told = |value: &Json| match value {
            Json::Text(text) => text.chars().take(FOUND_MAX).collect(),
            Json::List(_) => "[…]".to_owned(),
            Json::Object(_) => "{…}".to_owned(),
            Json::Other => "−".to_owned(),
            _ => value.to_string(),
        };
        BadMember { key, found: object.get(key).map(told) }
    }
}

/// What a member is, as this reads it.
pub(super) fn member<'a, T>(
    object: &'a Json,
    key: &'static str,
    read: impl FnOnce(&'a Json) -> Option<T>,
) -> Result<T, BadMember> {
    object.get(key).and_then(read).ok_or_else(|| BadMember::of(object, key))
}

/// The same of a member that may be left out, or be null.
pub(super) fn optional<'a, T>(
    object: &'a Json,
    key: &'static str,
    read: impl FnOnce(&'a Json) -> Option<T>,
) -> Result<Option<T>, BadMember> {
    match object.get(key) {
        None | Some(Json::Null) => Ok(None),
        Some(_) => member(object, key, read).map(Some),
    }
}

/// An option by its word; what is left out is usual.
fn choice<T: Copy, const N: usize>(
    object: &Json,
    key: &'static str,
    table: &Table<T, N>,
) -> Result<T, BadMember> {
    let chosen = optional(object, key, |value| named(table, value.as_text()?))?;
    Ok(chosen.unwrap_or(table[0].1))
}

/// A text of 1 to so many characters.
pub(super) fn short_text(value: &Json, length_max: usize) -> Option<String> {
    let text = value.as_text()?;
    (1..=length_max).contains(&text.chars().take(length_max + 1).count()).then(|| text.to_owned())
}

/// Writes a cluster: every option is named.
pub(super) fn cluster_json(setup: &Setup) -> Json {
    let Some(config) = setup.apart() else {
        let words = setup.cluster().settings().into_iter().map(|(key, value)| (key, Json::text(value)));
        return words.fold(Json::object([("protocol", Json::text(setup.key()))]), |json, (key, value)| {
            json.with(key, value)
        });
    };
    let proposer = |proposer: &ProposerConfig| {
        let wants = proposer.wants.as_ref().map_or(Json::Null, |value| Json::text(value.as_str()));
        let name = Json::text(&*proposer.name);
        Json::object([("name", name), ("wants", wants), ("first", proposer.first.into())])
    };
    let names = |names: &[String]| Json::list(names.iter().map(Json::text));
    let quorum = |quorum: Option<u32>| quorum.map_or(Json::Null, Json::from);
    let json = Json::object([
        ("protocol", Json::text(setup.key())),
        ("proposers", Json::list(config.proposers.iter().map(proposer))),
        ("acceptors", names(&config.acceptors)),
        ("learners", names(&config.learners)),
        ("numbers", Json::text(word_of(&NUMBERS, &config.numbering).1)),
        ("rejections", Json::text(word_of(&REJECTIONS, &config.rejections).1)),
        ("learning", Json::text(word_of(&LEARNING, &config.learning).1)),
        ("adoption", Json::text(word_of(&ADOPTION, &config.adoption).1)),
        ("promise_quorum", quorum(config.promise_quorum)),
        ("accept_quorum", quorum(config.accept_quorum)),
        ("eager", Json::Bool(config.eager)),
    ]);
    // The rules of Paxos go without saying, so that older versions read what they know.
    let word = |switch: Switch| Json::text(config.switches.word(switch));
    config.switches.off().fold(json, |json, switch| json.with(switch.key(), word(switch)))
}

/// Reads a cluster. Whether it can be built is for [`crate::protocol::Cluster::validate`] to say.
pub(super) fn read_cluster(json: &Json) -> Result<Setup, BadMember> {
    match json.get("protocol").and_then(Json::as_text) {
        Some("synod") => read_synod(json).map(Setup::Synod),
        key => {
            let setup = key.and_then(Setup::usual).ok_or_else(|| BadMember::of(json, "protocol"))?;
            read_settings(json, setup)
        }
    }
}

/// Reads the settings in words of a construction; what is left out is usual.
fn read_settings(json: &Json, mut setup: Setup) -> Result<Setup, BadMember> {
    let mut usual = setup.cluster().settings();
    usual.extend(setup.cluster().rules());
    for (key, usual) in usual {
        let words = optional(json, key, Json::as_text)?.unwrap_or(&usual);
        setup.cluster_mut().set(key, words).map_err(|_| BadMember::of(json, key))?;
    }
    Ok(setup)
}

fn read_synod(json: &Json) -> Result<Config, BadMember> {
    let name = |value: &Json| short_text(value, NAME_MAX);
    let names = |value: &Json| value.as_list()?.iter().map(name).collect::<Option<Vec<_>>>();
    let proposers = member(json, "proposers", Json::as_list)?.iter().map(|proposer| {
        let wants = optional(proposer, "wants", |value| short_text(value, Value::LENGTH_MAX))?;
        Ok(ProposerConfig {
            name: member(proposer, "name", name)?,
            wants: wants.map(|text| Value::new(&text)),
            first: member(proposer, "first", Json::as_number)?,
        })
    });
    let mut switches = Switches::default();
    for switch in Switch::ALL {
        let word = |value: &Json| switches.turn(switch, value.as_text()?).ok();
        optional(json, switch.key(), word)?;
    }
    Ok(Config {
        layout: Layout::Apart,
        proposers: proposers.collect::<Result<_, _>>()?,
        acceptors: member(json, "acceptors", names)?,
        learners: member(json, "learners", names)?,
        numbering: choice(json, "numbers", &NUMBERS)?,
        rejections: choice(json, "rejections", &REJECTIONS)?,
        learning: choice(json, "learning", &LEARNING)?,
        adoption: choice(json, "adoption", &ADOPTION)?,
        promise_quorum: optional(json, "promise_quorum", Json::as_number)?,
        accept_quorum: optional(json, "accept_quorum", Json::as_number)?,
        switches,
        eager: optional(json, "eager", Json::as_bool)?.unwrap_or(false),
    })
}

/// Writes whose words are used.
pub(super) fn terms_json(terms: Terms) -> Json {
    Json::text(word_of(&TERMS, &terms).1)
}

/// Reads whose words are used, from the member of that name.
pub(super) fn read_terms(json: &Json) -> Result<Terms, BadMember> {
    choice(json, "terms", &TERMS)
}

/// Writes a schedule.
pub(super) fn schedule_json(schedule: &Schedule) -> Json {
    let play = |word: &str| Json::object([("play", Json::text(word))]);
    match schedule {
        Schedule::InOrder => play("in-order"),
        Schedule::Duel => play("duel"),
        Schedule::Synchronous => play("synchronous"),
        Schedule::RoundRobin => play("round-robin"),
        Schedule::Random(random) => {
            let latency = Json::text(random.latency.key());
            let mut json = play("random").with("seed", Json::Number(random.seed)).with("latency", latency);
            let mut random = random.clone();
            for (key, rate) in rates(&mut random) {
                json = json.with(key, (*rate).into());
            }
            json
        }
    }
}

/// The numbers of a seeded schedule, by their names.
fn rates(random: &mut RandomSchedule) -> [(&'static str, &mut u32); 11] {
    [
        ("latency_min", &mut random.latency_min),
        ("latency_max", &mut random.latency_max),
        ("reordering", &mut random.reordering),
        ("loss", &mut random.loss),
        ("duplication", &mut random.duplication),
        ("crash", &mut random.crash),
        ("restart", &mut random.restart),
        ("crashed_max", &mut random.crashed_max),
        ("cut", &mut random.cut),
        ("mend", &mut random.mend),
        ("patience", &mut random.patience),
    ]
}

/// Reads a schedule. What is left out of a seeded one is as in calm play.
pub(super) fn read_schedule(json: &Json) -> Result<Schedule, BadMember> {
    match json.get("play").and_then(Json::as_text) {
        Some("in-order") => Ok(Schedule::InOrder),
        Some("duel") => Ok(Schedule::Duel),
        Some("synchronous") => Ok(Schedule::Synchronous),
        Some("round-robin") => Ok(Schedule::RoundRobin),
        Some("random") => {
            let mut random = RandomSchedule::calm(member(json, "seed", Json::as_number)?);
            let latency = |value: &Json| {
                let key = value.as_text()?;
                Latency::ALL.into_iter().find(|latency| latency.key() == key)
            };
            random.latency = optional(json, "latency", latency)?.unwrap_or(random.latency);
            for (key, rate) in rates(&mut random) {
                *rate = optional(json, key, Json::as_number)?.unwrap_or(*rate);
            }
            Ok(Schedule::Random(random))
        }
        _ => Err(BadMember::of(json, "play")),
    }
}

/// Writes an event into an object: its kind, and what it is about.
pub(super) fn write_event(json: Json, setup: &Setup, event: &Event) -> Json {
    let node = |id: NodeId| Json::text(setup.name(id));
    let json = json.with("event", Json::text(event_key(event)));
    match event {
        Event::Request(id, value) => json.with("node", node(*id)).with("value", Json::text(value.as_str())),
        Event::Act(id, Act::Prepare { round }) => {
            json.with("node", node(*id)).with("number", (*round).into())
        }
        Event::Act(
            id,
            Act::Propose { place } | Act::Resend { place } | Act::Execute { place } | Act::Reply { place },
        ) => json.with("node", node(*id)).with("place", (*place).into()),
        Event::Act(id, _) | Event::Crash(id) | Event::Restart(id) => json.with("node", node(*id)),
        Event::Fire(id, timer) => json.with("node", node(*id)).with("timer", Json::text(timer.key())),
        Event::Deliver(id)
        | Event::Drop(id)
        | Event::Duplicate(id)
        | Event::Hold(id)
        | Event::Release(id) => json.with("message", id.0.into()),
        Event::Cut(link) | Event::Mend(link) => {
            json.with("link", Json::list([node(link.low), node(link.high)]))
        }
        Event::Partition(groups) => {
            let group = |group: &NodeSet| Json::list(group.iter().map(node));
            json.with("groups", Json::list(groups.iter().map(group)))
        }
        Event::Heal => json,
    }
}

/// The word for a kind of event.
pub(super) fn event_key(event: &Event) -> &'static str {
    match event {
        Event::Request(..) => "request",
        Event::Act(_, Act::Prepare { .. }) => "prepare",
        Event::Act(_, Act::SendAccept) => "send-accept",
        Event::Act(_, Act::SendSuccess) => "send-success",
        Event::Act(_, Act::SendCheck) => "send-check",
        Event::Act(_, Act::Begin) => "begin",
        Event::Act(_, Act::SendCommit) => "send-commit",
        Event::Act(_, Act::SendAbort) => "send-abort",
        Event::Act(_, Act::Ask) => "ask",
        Event::Act(_, Act::Propose { .. }) => "propose",
        Event::Act(_, Act::Resend { .. }) => "resend",
        Event::Act(_, Act::Execute { .. }) => "execute",
        Event::Act(_, Act::Reply { .. }) => "reply",
        Event::Deliver(_) => "deliver",
        Event::Drop(_) => "drop",
        Event::Duplicate(_) => "duplicate",
        Event::Hold(_) => "hold",
        Event::Release(_) => "release",
        Event::Fire(..) => "fire",
        Event::Crash(_) => "crash",
        Event::Restart(_) => "restart",
        Event::Cut(_) => "cut",
        Event::Mend(_) => "mend",
        Event::Partition(_) => "partition",
        Event::Heal => "heal",
    }
}

/// Reads an event. Whether it can happen is for the world to say.
pub(super) fn read_event(json: &Json, setup: &Setup) -> Result<Event, BadMember> {
    let named = |value: &Json| setup.node_named(value.as_text()?);
    let node = || member(json, "node", named);
    let message = || member(json, "message", Json::as_number).map(MsgId);
    let place = || member(json, "place", Json::as_number);
    let link = || {
        member(json, "link", |value| match value.as_list()? {
            [a, b] => Some(Link::new(named(a)?, named(b)?)),
            _ => None,
        })
    };
    Ok(match json.get("event").and_then(Json::as_text).unwrap_or_default() {
        "request" => {
            let value = member(json, "value", |value| short_text(value, Value::LENGTH_MAX))?;
            Event::Request(node()?, Value::new(&value))
        }
        "prepare" => Event::Act(node()?, Act::Prepare { round: member(json, "number", Json::as_number)? }),
        "send-accept" => Event::Act(node()?, Act::SendAccept),
        "send-success" => Event::Act(node()?, Act::SendSuccess),
        "send-check" => Event::Act(node()?, Act::SendCheck),
        "begin" => Event::Act(node()?, Act::Begin),
        "send-commit" => Event::Act(node()?, Act::SendCommit),
        "send-abort" => Event::Act(node()?, Act::SendAbort),
        "ask" => Event::Act(node()?, Act::Ask),
        "propose" => Event::Act(node()?, Act::Propose { place: place()? }),
        "resend" => Event::Act(node()?, Act::Resend { place: place()? }),
        "execute" => Event::Act(node()?, Act::Execute { place: place()? }),
        "reply" => Event::Act(node()?, Act::Reply { place: place()? }),
        "deliver" => Event::Deliver(message()?),
        "drop" => Event::Drop(message()?),
        "duplicate" => Event::Duplicate(message()?),
        "hold" => Event::Hold(message()?),
        "release" => Event::Release(message()?),
        "fire" => {
            let timer = |value: &Json| value.as_text().and_then(Timer::named);
            Event::Fire(node()?, member(json, "timer", timer)?)
        }
        "crash" => Event::Crash(node()?),
        "restart" => Event::Restart(node()?),
        "cut" => Event::Cut(link()?),
        "mend" => Event::Mend(link()?),
        "partition" => {
            let group = |group: &Json| group.as_list()?.iter().map(named).collect::<Option<NodeSet>>();
            let groups = |value: &Json| value.as_list()?.iter().map(group).collect();
            Event::Partition(member(json, "groups", groups)?)
        }
        "heal" => Event::Heal,
        _ => return Err(BadMember::of(json, "event")),
    })
}
