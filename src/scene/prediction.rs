//! Questions about the next step, made from the rules: what will this node do with that message? The right answer is
//! what the core does. The wrong ones are what it would do under another rule, or in a state that the node was in
//! before: each is what somebody thinks who has missed one thing.

use crate::protocol::{NodeId, Setup};
use crate::sim::{Event, History, Packet, Step, World};
use crate::text::{Arg, Notation, Terms, has, say};
use std::rc::Rc;

/// A question about the next step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prediction {
    /// The event that it is about.
    pub event: Event,
    /// What is asked.
    pub question: String,
    /// The answers, each different, between two and four.
    pub answers: Vec<PredictedAnswer>,
    /// Which of them is right.
    pub right: usize,
    /// Why: the rules that the node applies.
    pub why: String,
}

/// An answer, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PredictedAnswer {
    /// What the node does.
    pub words: String,
    /// What whoever gives it has missed; nothing for the right one.
    pub missed: String,
}

/// As many wrong answers are enough.
const WRONG_MAX: usize = 3;
/// So many states of a node's past are tried, the latest first.
const PAST_MAX: usize = 60;

/// The question about this event, which is the next one; nothing if nobody could think anything else of it, or no node
/// does anything by a rule of its own.
pub fn prediction(history: &History, terms: Terms, event: &Event) -> Option<Prediction> {
    let world = history.world();
    let notation = Notation { setup: world.setup(), terms };
    let (node, question) = asked(world, &notation, event)?;
    let (after, step) = world.step(event).ok()?;
    let right = outcome(&notation, node, world, &after, &step);
    let mut answers = vec![PredictedAnswer { words: right, missed: String::new() }];
    let mut offer = |other: &World, missed: String| {
        let Ok((after, step)) = other.step(event) else { return };
        let words = outcome(&notation, node, other, &after, &step);
        if answers.len() <= WRONG_MAX && answers.iter().all(|answer| answer.words != words) {
            answers.push(PredictedAnswer { words, missed });
        }
    };
    for (missed, setup) in other_rules(world.setup()) {
        offer(&world.under(setup), missed);
    }
    for &moment in history.line()[..history.position()].iter().rev().take(PAST_MAX) {
        let past = &history.moment(moment).world;
        offer(
            &world.with_node_of(node, past),
            say(
                "predict-missed-state",
                &[("node", notation.node(node).into()), ("step", past.steps().to_string().into())],
            ),
        );
    }
    if let [only] = &answers[..] {
        let nothing = say("predict-nothing", &[]);
        if only.words != nothing {
            answers.push(PredictedAnswer { words: nothing, missed: say("predict-missed-nothing", &[]) });
        }
    }
    if answers.len() < 2 {
        return None;
    }
    // Nobody must learn where the right one stands; but the same moment asks the same.
    let right = history.position() % answers.len();
    let first = answers.remove(0);
    answers.insert(right, first);
    let why = step.rules.iter().map(|(node, rule)| format!("{}.", notation.rule(*node, rule)));
    Some(Prediction {
        event: event.clone(),
        question,
        answers,
        right,
        why: why.collect::<Vec<_>>().join(" "),
    })
}

/// The node that the event is up to, and the question.
fn asked(world: &World, notation: &Notation<'_>, event: &Event) -> Option<(NodeId, String)> {
    match event {
        Event::Deliver(id) => {
            let packet = world.packet(*id)?;
            let args = [
                ("node", Arg::from(notation.node(packet.to))),
                ("message", notation.message(&packet.message).into()),
                ("from", notation.node(packet.from).into()),
            ];
            (!world.is_down(packet.to)).then(|| (packet.to, say("predict-message", &args)))
        }
        Event::Fire(node, timer) => {
            let timer = notation.terms.say(&format!("timer-{}", timer.key()), &[]);
            let args = [("node", Arg::from(notation.node(*node))), ("timer", timer.into())];
            Some((*node, say("predict-timer", &args)))
        }
        _ => None,
    }
}

/// The same cluster with one rule or setting otherwise, for every one and every other way; with what whoever thinks of it
/// has missed.
fn other_rules(setup: &Setup) -> Vec<(String, Rc<Setup>)> {
    let mut others = Vec::new();
    let cluster = setup.cluster();
    for (key, now) in cluster.rules().into_iter().chain(cluster.settings()) {
        for option in cluster.options(key).iter().filter(|option| **option != now) {
            let mut other = setup.clone();
            if other.cluster_mut().set(key, option).is_ok() && other.cluster().validate().is_ok() {
                others.push((missed_words(key, option), Rc::new(other)));
            }
        }
    }
    others
}

fn missed_words(key: &str, option: &str) -> String {
    let switch = format!("cluster-switch-{key}");
    if has(&switch) {
        return say("predict-missed-rule", &[("rule", say(&switch, &[]).into())]);
    }
    let words = format!("option-{key}-{option}");
    let option = if has(&words) { say(&words, &[]) } else { option.to_owned() };
    let args = [("setting", Arg::from(say(&format!("cluster-{key}"), &[]))), ("option", option.into())];
    say("predict-missed-setting", &args)
}

/// What a node does in a step, in words: what changes in its state, and what it sends.
fn outcome(notation: &Notation<'_>, node: NodeId, before: &World, after: &World, step: &Step) -> String {
    let mut parts = Vec::new();
    for (old, new) in before.fields(node).iter().zip(after.fields(node)) {
        if old.value != new.value {
            let args = [("field", notation.terms.field(new.key)), ("value", notation.value(&new.value))];
            parts.push(say("predict-field", &args.map(|(key, words)| (key, Arg::from(words)))));
        }
    }
    let mut sent: Vec<&Rc<Packet>> =
        step.sent.iter().chain(&step.lost).filter(|packet| packet.from == node).collect();
    while let Some(first) = sent.first().copied() {
        let (alike, others) = sent.into_iter().partition(|packet| packet.message == first.message);
        let alike: Vec<&Rc<Packet>> = alike;
        let args = [
            ("message", Arg::from(notation.message(&first.message))),
            ("to", notation.nodes(alike.iter().map(|packet| packet.to)).into()),
        ];
        parts.push(say("predict-sends", &args));
        sent = others;
    }
    if parts.is_empty() { say("predict-nothing", &[]) } else { parts.join("; ") }
}
