//! What is refused: every reason an event can't happen for, every cluster that can't be built or is unwise.

mod common;

use common::{ALL, Run, cluster, two};
use paxoscope::protocol::synod::{Adoption, Config};
use paxoscope::protocol::{Act, ConfigError, ConfigWarning, Link, NodeId, NodeSet, Numbering, Timer, Value};
use paxoscope::sim::{Event, MsgId, NotEnabled, World};

fn value(text: &str) -> Value {
    Value::new(text)
}

/// A world in which every reason has its case: A has prepared and is up, B is down, A's link to top is cut, message
/// 1 is held.
fn world() -> Run {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "hold A>mid", "crash B", "cut A top"]);
    run
}

fn cases(run: &Run) -> Vec<(Event, NotEnabled)> {
    let [a, b, top, mid] = ["A", "B", "top", "mid"].map(|name| run.node(name));
    let (nobody, long) = (NodeId(6), "x".repeat(Value::LENGTH_MAX + 1));
    let set = |nodes: &[NodeId]| nodes.iter().copied().collect::<NodeSet>();
    let all: NodeSet = run.world.setup().nodes().collect();
    let far = Link { low: a, high: NodeId(255) };
    vec![
        (Event::Request(nobody, value("x")), NotEnabled::NoSuchNode),
        (Event::Request(b, value("x")), NotEnabled::NodeIsDown),
        (Event::Request(top, value("x")), NotEnabled::TakesNoRequests),
        (Event::Request(a, value("")), NotEnabled::BadValue),
        (Event::Request(a, value(&long)), NotEnabled::BadValue),
        (Event::Act(nobody, Act::SendAccept), NotEnabled::NoSuchNode),
        (Event::Act(NodeId(255), Act::SendAccept), NotEnabled::NoSuchNode),
        (Event::Act(b, Act::Prepare { round: 2 }), NotEnabled::NodeIsDown),
        (Event::Act(a, Act::Prepare { round: 1 }), NotEnabled::ActNotAllowed),
        (Event::Act(a, Act::Prepare { round: 0 }), NotEnabled::ActNotAllowed),
        (Event::Act(a, Act::SendAccept), NotEnabled::ActNotAllowed),
        (Event::Act(a, Act::SendSuccess), NotEnabled::ActNotAllowed),
        (Event::Act(top, Act::Prepare { round: 9 }), NotEnabled::ActNotAllowed),
        (Event::Deliver(MsgId(99)), NotEnabled::NoSuchMessage),
        (Event::Drop(MsgId(99)), NotEnabled::NoSuchMessage),
        (Event::Duplicate(MsgId(99)), NotEnabled::NoSuchMessage),
        (Event::Hold(MsgId(99)), NotEnabled::NoSuchMessage),
        (Event::Release(MsgId(99)), NotEnabled::NoSuchMessage),
        (Event::Hold(MsgId(1)), NotEnabled::IsHeld),
        (Event::Release(MsgId(0)), NotEnabled::IsNotHeld),
        (Event::Fire(nobody, Timer::Retry), NotEnabled::NoSuchNode),
        (Event::Fire(b, Timer::Retry), NotEnabled::NodeIsDown),
        (Event::Fire(top, Timer::Retry), NotEnabled::TimerNotSet),
        (Event::Crash(nobody), NotEnabled::NoSuchNode),
        (Event::Crash(b), NotEnabled::NodeIsDown),
        (Event::Restart(NodeId(99)), NotEnabled::NoSuchNode),
        (Event::Restart(a), NotEnabled::NodeIsUp),
        (Event::Cut(Link::new(a, b)), NotEnabled::NoSuchLink),
        (Event::Cut(Link { low: mid, high: a }), NotEnabled::NoSuchLink),
        (Event::Cut(far), NotEnabled::NoSuchLink),
        (Event::Cut(Link::new(a, top)), NotEnabled::LinkIsCut),
        (Event::Mend(Link::new(a, mid)), NotEnabled::LinkIsWhole),
        (Event::Mend(Link::new(a, b)), NotEnabled::NoSuchLink),
        (Event::Mend(far), NotEnabled::NoSuchLink),
        (Event::Partition(vec![]), NotEnabled::BadGroups),
        (Event::Partition(vec![all]), NotEnabled::BadGroups),
        (Event::Partition(vec![all, set(&[])]), NotEnabled::BadGroups),
        (Event::Partition(vec![all, set(&[a])]), NotEnabled::BadGroups),
        (Event::Partition(vec![set(&[a]), set(&[b])]), NotEnabled::BadGroups),
        (Event::Partition(vec![all, set(&[NodeId(9)])]), NotEnabled::BadGroups),
    ]
}

#[test]
fn every_refusal_names_its_reason_and_changes_nothing() {
    let run = world();
    let before = run.world.clone();
    for (event, reason) in cases(&run) {
        let mut world = before.clone();
        assert_eq!(world.apply(&event).map(|_| ()), Err(reason), "{event:?}");
        assert_eq!(world, before, "{event:?} was refused, so nothing has changed");
        assert_eq!(world.check(&event), Err(reason), "{event:?}");
        assert!(world.step(&event).is_err());
    }
}

#[test]
fn every_reason_has_a_case() {
    let run = world();
    let mut seen: Vec<&str> = cases(&run).iter().map(|(_, reason)| reason.key()).collect();
    let healed = Run::new(two());
    assert_eq!(healed.world.check(&Event::Heal), Err(NotEnabled::NothingIsCut));
    seen.push(NotEnabled::NothingIsCut.key());
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 15, "a new reason needs a case here, and a sentence in the catalogue");
}

#[test]
fn everything_that_enabled_lists_can_happen() {
    let mut run = world();
    run.play(&["heal", "restart B", "B prepares 2", "B>top prepare", "A prepares 3"]);
    for event in run.world.enabled() {
        assert!(run.world.step(&event).is_ok(), "{event:?}");
    }
}

#[test]
fn enabled_lists_in_a_fixed_order() {
    let mut run = Run::new(cluster(&[("A", "foo")], &["top"], &[]));
    run.play(&["A prepares 1", "cut A top"]);
    let (a, top, m) = (run.node("A"), run.node("top"), MsgId(0));
    let expected = [
        Event::Act(a, Act::Prepare { round: 2 }),
        Event::Deliver(m),
        Event::Fire(a, Timer::Retry),
        Event::Drop(m),
        Event::Duplicate(m),
        Event::Hold(m),
        Event::Crash(a),
        Event::Crash(top),
        Event::Mend(Link::new(a, top)),
        Event::Heal,
    ];
    assert_eq!(run.world.enabled(), expected);
    run.play(&["hold A>top", "crash A"]);
    let expected = [
        Event::Deliver(m),
        Event::Drop(m),
        Event::Duplicate(m),
        Event::Release(m),
        Event::Restart(a),
        Event::Crash(top),
        Event::Mend(Link::new(a, top)),
        Event::Heal,
    ];
    assert_eq!(run.world.enabled(), expected);
}

#[test]
fn step_leaves_its_world_alone_and_apply_does_the_same() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL);
    let before = run.world.clone();
    let (next, step) = run.world.step(&run.event("A accepts?")).expect("enabled");
    assert_eq!(run.world, before);
    run.play(&["A accepts?"]);
    assert_eq!(run.world, next);
    assert_eq!(run.step, Some(step));
}

/// However large a number a person types, nothing overflows: there is a largest one, and above it nothing.
#[test]
fn the_largest_number_is_the_last() {
    let mut run = Run::new(two());
    let beyond = run.event(&format!("A prepares {}", Config::ROUND_MAX + 1));
    assert_eq!(run.apply(&beyond), Err(NotEnabled::ActNotAllowed));
    run.phase1("A", Config::ROUND_MAX, ALL);
    assert_eq!(run.world.acts(run.node("A")), [Act::SendAccept], "it can't prepare again");
    run.play(&["fire A"]).is("A", &format!("number=({},A); promises=3/3", Config::ROUND_MAX));
    run.phase2("A", ALL);
    assert_eq!(run.chosen(), "foo");
    // Another proposer hears of that number, and has none above it either.
    let mut run = Run::new(Config { rejections: paxoscope::protocol::synod::Rejections::Answered, ..two() });
    run.phase1("A", Config::ROUND_MAX, ALL).play(&["B prepares 2"]).every("B>*");
    run.every("*>B").play(&["fire B"]).is("B", "number=(2,B)");
    assert!(run.world.acts(run.node("B")).is_empty());
}

fn with(change: impl FnOnce(&mut Config)) -> Config {
    let mut config = two();
    change(&mut config);
    config
}

fn many(count: usize) -> Vec<String> {
    (0..count).map(|i| format!("N{i}")).collect()
}

#[test]
fn a_cluster_that_cannot_be_built_says_why() {
    let proposers = |count: usize| with(|c| c.proposers = vec![c.proposers[0].clone(); count]);
    let long = "é".repeat(Value::LENGTH_MAX + 1);
    let cases = [
        (proposers(0), ConfigError::Proposers(0)),
        (proposers(6), ConfigError::Proposers(6)),
        (with(|c| c.acceptors.clear()), ConfigError::Acceptors(0)),
        (with(|c| c.acceptors = many(10)), ConfigError::Acceptors(10)),
        (with(|c| c.learners = many(4)), ConfigError::Learners(4)),
        (with(|c| c.promise_quorum = Some(0)), ConfigError::Quorum(0)),
        (with(|c| c.promise_quorum = Some(4)), ConfigError::Quorum(4)),
        (with(|c| c.accept_quorum = Some(0)), ConfigError::Quorum(0)),
        (with(|c| c.accept_quorum = Some(u32::MAX)), ConfigError::Quorum(u32::MAX)),
        (with(|c| c.acceptors[0] = "A".to_owned()), ConfigError::Names),
        (with(|c| c.acceptors[0].clear()), ConfigError::Names),
        (with(|c| c.proposers[1].first = 0), ConfigError::FirstNumber),
        (with(|c| c.proposers[1].first = Config::FIRST_MAX + 1), ConfigError::FirstNumber),
        (with(|c| c.proposers[0].wants = Some(value(""))), ConfigError::Value),
        (with(|c| c.proposers[0].wants = Some(value(&long))), ConfigError::Value),
    ];
    for (config, error) in cases {
        assert_eq!(config.validate(), Err(error), "{config:?}");
    }
}

#[test]
fn an_unwise_cluster_says_what_is_unwise() {
    let plain = |firsts: [u32; 2]| {
        with(|c| {
            c.numbering = Numbering::Plain;
            (c.proposers[0].first, c.proposers[1].first) = (firsts[0], firsts[1]);
        })
    };
    let quorums =
        |promise, accept| with(|c| (c.promise_quorum, c.accept_quorum) = (Some(promise), Some(accept)));
    let cases: [(Config, &[ConfigWarning]); 10] = [
        (two(), &[]),
        (quorums(1, 3), &[]),
        (quorums(3, 1), &[]),
        (quorums(1, 2), &[ConfigWarning::QuorumsDoNotMeet]),
        (quorums(2, 1), &[ConfigWarning::QuorumsDoNotMeet]),
        (plain([1, 2]), &[]),
        (plain([4, 7]), &[]),
        (plain([1, 1]), &[ConfigWarning::NumbersNotUnique]),
        (plain([1, 3]), &[ConfigWarning::NumbersNotUnique]),
        (with(|c| c.adoption = Adoption::Own), &[ConfigWarning::NoAdoption]),
    ];
    for (config, warnings) in cases {
        assert_eq!(config.validate().as_deref(), Ok(warnings), "{config:?}");
    }
}

#[test]
fn the_largest_cluster_can_be_built() {
    let proposers: Vec<(&str, &str)> = ["A", "B", "C", "D", "E"].map(|name| (name, name)).to_vec();
    let acceptors = many(Config::ACCEPTORS_MAX);
    let acceptors: Vec<&str> = acceptors.iter().map(String::as_str).collect();
    let config = cluster(&proposers, &acceptors, &["l1", "l2", "l3"]);
    assert_eq!(config.validate(), Ok(Vec::new()));
    let run = Run::new(config);
    assert_eq!(run.world.setup().links().len(), 5 * 9 + 5 * 3);
    assert!(run.world.enabled().iter().all(|event| World::step(&run.world, event).is_ok()));
}
