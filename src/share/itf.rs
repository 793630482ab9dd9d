//! Traces in the Informal Trace Format of Apalache and Quint (Apalache's ADR 015): the states along a line. One
//! function says what of a world is in a state; what is read is explained by letting events happen until that
//! function gives the state that was read.

use super::file::read_setup;
use super::json::{Json, NotJson};
use super::trace::{ballot_json, option_json, packet_json, proposal_json};
use super::words::{cluster_json, read_event, read_terms, terms_json, write_event};
use super::{FILE_MAX, FileError, Run, RunError};
use crate::protocol::{
    Act, Count, Field, FieldValue, Link, NodeId, NodeSet, Role, Sequence, Set, Setup, Value,
};
use crate::sim::{Event, MomentId, World};
use std::rc::Rc;

/// The most states that are read.
pub const STATES_MAX: usize = 20_000;

/// The most work that is spent on explaining a trace: events tried, each with the messages in flight.
const WORK_MAX: usize = 20_000_000;

/// The variables of a state: those that are quickly compared come first, then the nodes of each role.
fn variables(setup: &Setup) -> Vec<&'static str> {
    let mut variables = vec!["down", "cut", "timers", "chosen"];
    if setup.apart().is_some() {
        variables.extend([Role::Acceptor, Role::Proposer, Role::Learner].map(Role::plural));
    } else {
        variables.extend(setup.cluster().roles().into_iter().map(Role::plural));
    }
    variables.push("in_flight");
    variables
}

/// Why a trace can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TraceError {
    /// It has this many bytes, more than [`FILE_MAX`].
    TooLarge(usize),
    /// It has this many states, more than [`STATES_MAX`].
    TooManyStates(usize),
    /// It is not JSON.
    NotJson(NotJson),
    /// It is JSON, but no trace: it has no list of states.
    NotItf,
    /// There is no cluster in it, or it is wrong.
    Cluster(FileError),
    /// The state of this index shows none of the variables that this page knows.
    Unknown(usize),
    /// No event leads to the state of this index from the one before; of index 0: it is not the start.
    Unexplained(usize),
    /// From the state of this index on, it takes too long to find out what happened.
    TooHard(usize),
    /// What happened makes no run.
    Run(RunError),
}

/// Writes the states of the line as a trace. The variable `action` says what led to each state.
pub fn write_itf(run: &Run) -> String {
    let mut states = Vec::new();
    let start = run.play(|world, step| {
        let action = write_event(Json::Object(Vec::new()), &run.setup, &step.event);
        states.push(state_json(world, states.len() + 1, action));
    });
    let action = Json::object([("event", Json::text("start"))]);
    states.insert(0, state_json(&start, 0, action));
    let meta = Json::object([
        ("format", Json::text("ITF")),
        ("format-description", Json::text("https://apalache-mc.org/docs/adr/015adr-trace.html")),
        ("source", Json::text("Paxoscope")),
        ("cluster", cluster_json(&run.setup)),
        ("terms", terms_json(run.terms)),
    ]);
    let variables = variables(&run.setup).into_iter().chain(["action"]).map(Json::text);
    Json::object([("#meta", meta), ("vars", Json::list(variables)), ("states", Json::list(states))])
        .write_lines(&["states"])
}

fn state_json(world: &World, index: usize, action: Json) -> Json {
    let meta = Json::object([("index", Json::Number(index as u64))]);
    let state = Json::object([("#meta", meta)]);
    let variables = variables(world.setup()).into_iter();
    let state = variables.fold(state, |state, name| state.with(name, variable(world, name)));
    state.with("action", action)
}

/// A variable of a state: what of a world is in it.
fn variable(world: &World, name: &str) -> Json {
    let setup = &**world.setup();
    let text = |node: NodeId| Json::text(setup.name(node));
    match name {
        "down" => set(world.down().iter().map(text)),
        "cut" => set(world.cuts().iter().map(|link| tuple([text(link.low), text(link.high)]))),
        "timers" => set(world.timers().iter().map(|pending| {
            Json::object([("node", text(pending.node)), ("timer", Json::text(pending.timer.key()))])
        })),
        "chosen" => set(world.ledger().chosen.iter().map(|choice| proposal_json(setup, &choice.proposal))),
        "in_flight" => set(world.in_flight().iter().map(|packet| packet_json(setup, packet))),
        plural => {
            let role = Role::ALL.into_iter().find(|role| role.plural() == plural);
            nodes_json(world, role.expect("every other variable is of a role"))
        }
    }
}

fn set(items: impl IntoIterator<Item = Json>) -> Json {
    Json::object([("#set", Json::list(items))])
}

fn tuple<const N: usize>(items: [Json; N]) -> Json {
    Json::object([("#tup", Json::list(items))])
}

/// The nodes of a role, by name, with their fields.
fn nodes_json(world: &World, role: Role) -> Json {
    let setup = &**world.setup();
    let record = |node: NodeId| {
        let field = |field: Field| (field.key.key().to_owned(), field_json(setup, &field.value));
        Json::Object(world.fields(node).into_iter().map(field).collect())
    };
    let pair = |node: NodeId| Json::list([Json::text(setup.name(node)), record(node)]);
    Json::object([("#map", Json::list(setup.with_role(role).map(pair)))])
}

fn field_json(setup: &Setup, value: &FieldValue) -> Json {
    match value {
        FieldValue::Ballot(ballot) => option_json(ballot.map(|ballot| ballot_json(setup, ballot))),
        FieldValue::Proposal(proposal) => {
            option_json(proposal.as_ref().map(|proposal| proposal_json(setup, proposal)))
        }
        FieldValue::Value(value) => option_json(value.as_ref().map(|value| Json::text(value.as_str()))),
        FieldValue::Count(count) => count_json(*count),
        FieldValue::Phase(phase) => Json::text(phase.key()),
        FieldValue::Tally(tally) => set(tally.iter().map(|(proposal, count)| {
            Json::object([("proposal", proposal_json(setup, proposal)), ("count", count_json(*count))])
        })),
        FieldValue::State(state) => Json::text(state.key()),
        FieldValue::Record(record) => option_json(record.map(|state| Json::text(state.key()))),
        FieldValue::Number(number) | FieldValue::Money(number) => (*number).into(),
        FieldValue::Flag(flag) => Json::Bool(*flag),
        FieldValue::Sequence(state) => sequence_json(state),
        FieldValue::Seen(seen) => Json::list(seen.iter().map(|(state, by)| {
            Json::object([("state", sequence_json(state)), ("server", Json::text(setup.name(*by)))])
        })),
        FieldValue::Values(values) | FieldValue::List(values) => {
            Json::list(values.iter().map(|value| Json::text(value.as_str())))
        }
        FieldValue::Nodes(nodes) => {
            option_json(nodes.map(|nodes| set(nodes.iter().map(|node| Json::text(setup.name(node))))))
        }
        FieldValue::Pairs(pairs) => {
            let pair = |(name, value): &(Value, Value)| {
                tuple([Json::text(name.as_str()), Json::text(value.as_str())])
            };
            Json::list(pairs.iter().map(pair))
        }
        FieldValue::Pvalues(entries) => Json::list(entries.iter().map(|entry| {
            let value = Json::text(entry.value.as_str());
            let ballot = ballot_json(setup, entry.round);
            Json::object([("slot", entry.slot.into()), ("ballot", ballot), ("value", value)])
        })),
        FieldValue::Slots(entries) => Json::list(entries.iter().map(|entry| {
            let value = Json::text(entry.value.as_str());
            Json::object([("slot", entry.slot.into()), ("round", entry.round.round.into()), ("value", value)])
        })),
        FieldValue::Learns(entries) => Json::list(entries.iter().map(|entry| {
            let by = set(entry.by.iter().map(|node| Json::text(setup.name(node))));
            Json::object([("slot", entry.slot.into()), ("round", entry.round.round.into()), ("by", by)])
        })),
        FieldValue::Log(entries) => Json::list(
            entries.iter().map(|entry| option_json(entry.as_ref().map(|value| Json::text(value.as_str())))),
        ),
    }
}

fn sequence_json(state: &Sequence) -> Json {
    Json::list(state.values().into_iter().map(|value| Json::text(value.as_str())))
}

fn count_json(count: Count) -> Json {
    Json::object([("have", count.have.into()), ("need", count.need.into()), ("of", count.of.into())])
}

/// Reads a trace: one that this page wrote, or any other that has a cluster, as file has it, in `#meta` or in a variable
/// `cluster`, and states with some of our variables.
pub fn parse_itf(text: &str) -> Result<Run, TraceError> {
    if text.len() > FILE_MAX {
        return Err(TraceError::TooLarge(text.len()));
    }
    let json = Json::parse(text.trim_start_matches('\u{feff}')).map_err(TraceError::NotJson)?;
    let states = json.get("states").and_then(Json::as_list).ok_or(TraceError::NotItf)?;
    if states.len() > STATES_MAX {
        return Err(TraceError::TooManyStates(states.len()));
    }
    let first = canonical(states.first().ok_or(TraceError::NotItf)?);
    let meta = json.get("#meta").filter(|meta| meta.get("cluster").is_some()).map(canonical);
    let head = meta.unwrap_or_else(|| first.clone());
    let setup = Rc::new(read_setup(&head).map_err(TraceError::Cluster)?);
    let terms = read_terms(&head).map_err(|bad| TraceError::Cluster(bad.into()))?;
    let mut reader = Explainer { world: World::new(Rc::clone(&setup)), events: Vec::new(), work: 0 };
    if !shows(reader.world.setup(), &first, 0)?(&reader.world) {
        return Err(TraceError::Unexplained(0));
    }
    for (index, state) in states.iter().enumerate().skip(1) {
        reader.explain(index, &canonical(state))?;
    }
    let end = MomentId(u32::try_from(reader.events.len()).unwrap_or(u32::MAX));
    let events = (0..).map(MomentId).zip(reader.events).collect();
    let run = Run { setup, terms, schedule: None, events, names: Vec::new(), cursor: end, end };
    run.history().map_err(TraceError::Run)?;
    Ok(run)
}

/// Whether a world is what a state shows, in all variables that we know.
fn shows<'a>(
    setup: &Setup,
    state: &'a Json,
    index: usize,
) -> Result<impl Fn(&World) -> bool + use<'a>, TraceError> {
    let known: Vec<(&str, &Json)> =
        variables(setup).into_iter().filter_map(|name| Some((name, state.get(name)?))).collect();
    if known.is_empty() {
        return Err(TraceError::Unknown(index));
    }
    Ok(move |world: &World| known.iter().all(|(name, shown)| canonical(&variable(world, name)) == **shown))
}

/// Finds the events that lead from state to state.
struct Explainer {
    world: World,
    events: Vec<Event>,
    work: usize,
}

impl Explainer {
    fn explain(&mut self, index: usize, state: &Json) -> Result<(), TraceError> {
        let fits = shows(self.world.setup(), state, index)?;
        let told = state.get("action").and_then(|action| read_event(action, self.world.setup()).ok());
        if let Some(event) = told
            && self.tries(&event, index, &fits)?
        {
            return Ok(());
        }
        // A state may stand there again: TLA+ allows steps in which nothing happens.
        if fits(&self.world) {
            return Ok(());
        }
        for event in self.candidates(state) {
            if self.tries(&event, index, &fits)? {
                return Ok(());
            }
        }
        Err(TraceError::Unexplained(index))
    }

    /// Lets an event happen if it leads to the state.
    fn tries(
        &mut self,
        event: &Event,
        index: usize,
        fits: &impl Fn(&World) -> bool,
    ) -> Result<bool, TraceError> {
        self.work += 1 + self.world.in_flight().len();
        if self.work > WORK_MAX {
            return Err(TraceError::TooHard(index));
        }
        let Ok((next, _)) = self.world.step(event) else { return Ok(false) };
        let is_it = fits(&next);
        if is_it {
            self.world = next;
            self.events.push(event.clone());
        }
        Ok(is_it)
    }

    /// What may have happened: what is enabled, and of what there is no end, that which the next state suggests.
    fn candidates(&self, state: &Json) -> Vec<Event> {
        let mut events = self.world.enabled();
        let setup = &**self.world.setup();
        let field = |node: NodeId, key: &str| {
            let entries = state.get("proposers")?.get("#map")?.as_list()?;
            let is_it = |entry: &&[Json]| entry.first().and_then(Json::as_text) == Some(setup.name(node));
            entries.iter().filter_map(Json::as_list).find(is_it)?.get(1)?.get(key)?.get("value").cloned()
        };
        for node in setup.with_role(Role::Proposer) {
            let wants = field(node, "wants");
            events.extend(
                wants.as_ref().and_then(Json::as_text).map(|text| Event::Request(node, Value::new(text))),
            );
            let round = field(node, "number").and_then(|number| number.get("round")?.as_number());
            events.extend(round.map(|round| Event::Act(node, Act::Prepare { round })));
        }
        events.extend(partition(setup, state));
        events
    }
}

/// The partition that cuts the links that are cut in a state: nodes that a link connects are together.
fn partition(setup: &Setup, state: &Json) -> Option<Event> {
    let cut = |pair: &Json| match pair.as_list()? {
        [a, b] => Some(Link::new(setup.node_named(a.as_text()?)?, setup.node_named(b.as_text()?)?)),
        _ => None,
    };
    let cuts: Vec<Link> = state.get("cut")?.get("#set")?.as_list()?.iter().filter_map(cut).collect();
    let mut groups: Vec<NodeSet> = setup.nodes().map(|node| [node].into_iter().collect()).collect();
    for link in setup.links().into_iter().filter(|link| !cuts.contains(link)) {
        let low = groups.iter().position(|group| group.contains(link.low))?;
        let high = groups.iter().position(|group| group.contains(link.high))?;
        if low != high {
            let joined = groups[low].iter().chain(groups[high].iter()).collect();
            groups[low.min(high)] = joined;
            groups.remove(low.max(high));
        }
    }
    Some(Event::Partition(groups))
}

/// The same JSON, in one form of those that mean the same: sets and maps sorted, members sorted, tuples as lists, large
/// numbers as numbers, and without remarks.
fn canonical(json: &Json) -> Json {
    match json {
        Json::List(items) => Json::list(items.iter().map(canonical)),
        Json::Object(members) => match &members[..] {
            [(key, Json::Text(digits))] if key == "#bigint" => {
                digits.parse().map_or(Json::Other, Json::Number)
            }
            [(key, items)] if key == "#tup" => canonical(items),
            [(key, Json::List(items))] if key == "#set" || key == "#map" => {
                let items: Set<Json> = items.iter().map(canonical).collect();
                Json::Object(vec![(key.clone(), Json::list(items))])
            }
            _ => {
                let remarkless = members.iter().filter(|(key, _)| key != "#meta");
                let members: Set<_> =
                    remarkless.map(|(key, value)| (key.clone(), canonical(value))).collect();
                Json::Object(members.into_iter().collect())
            }
        },
        _ => json.clone(),
    }
}
