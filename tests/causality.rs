//! What could have influenced what: vector clocks against the definition, written down plainly.

mod runs;

use paxoscope::protocol::{Act, NodeId};
use paxoscope::share::default_cluster;
use paxoscope::sim::{Causality, Event, History, MsgId, Notice, RandomSchedule, Schedule, Step};
use runs::line_in;
use std::collections::BTreeMap;
use std::rc::Rc;

fn steps(history: &History) -> Vec<Step> {
    let line = history.line().iter();
    line.filter_map(|&id| history.moment(id).step.as_deref().cloned()).collect()
}

fn play(events: &[Event]) -> History {
    let mut history = History::new(Rc::new(default_cluster()));
    for event in events {
        history.act(event).expect("it can happen");
    }
    history
}

/// Lamport's definition: a step is in the past of a later one if both are of one node, or if the later one receives
/// what the earlier one sent, or by way of a third.
fn past(steps: &[Step]) -> (Vec<Option<NodeId>>, Vec<Vec<bool>>) {
    let place = |step: &Step| match &step.event {
        Event::Deliver(_) if step.notice == Some(Notice::LostAtCrashedNode) => None,
        Event::Deliver(_) => step.consumed.as_ref().map(|packet| packet.to),
        Event::Request(node, _)
        | Event::Act(node, _)
        | Event::Fire(node, _)
        | Event::Crash(node)
        | Event::Restart(node) => Some(*node),
        _ => None,
    };
    let places: Vec<Option<NodeId>> = steps.iter().map(place).collect();
    let mut sent: BTreeMap<MsgId, usize> = BTreeMap::new();
    let mut past = vec![vec![false; steps.len()]; steps.len()];
    for (later, step) in steps.iter().enumerate() {
        for packet in &step.sent {
            let origin = packet.copy_of.map_or(later, |original| sent[&original]);
            sent.insert(packet.id, origin);
        }
        if places[later].is_none() {
            continue;
        }
        past[later][later] = true;
        let same = (0..later).filter(|&earlier| places[earlier] == places[later]);
        let received = step.consumed.as_ref().map(|packet| sent[&packet.id]);
        for cause in same.chain(received) {
            let inherited = past[cause].clone();
            for (mine, theirs) in past[later].iter_mut().zip(inherited) {
                *mine |= theirs;
            }
        }
    }
    (places, past)
}

#[test]
fn clocks_say_what_the_definition_says() {
    let setup = Rc::new(default_cluster());
    for seed in 0..60 {
        let schedule = Schedule::Random(RandomSchedule::stormy(seed));
        let history = play(&line_in(&setup, &schedule, 150));
        let steps = steps(&history);
        let causality = Causality::at(&history);
        let (places, past) = past(&steps);
        let number = |index: usize| u32::try_from(index + 1).expect("few");
        for later in 0..steps.len() {
            assert_eq!(causality.place(number(later)), places[later]);
            for (earlier, &expected) in past[later].iter().enumerate() {
                let found = causality.precedes(number(earlier), number(later));
                assert_eq!(found, expected, "seed {seed}: {earlier} before {later}");
            }
        }
        for node in setup.nodes() {
            let last = places.iter().rposition(|&place| place == Some(node));
            let latest = |other: NodeId| {
                let known = |step: &usize| places[*step] == Some(other) && past[last.unwrap_or(0)][*step];
                (0..steps.len()).rev().find(known).filter(|_| last.is_some()).map_or(0, number)
            };
            assert_eq!(causality.knows(node), setup.nodes().map(latest).collect::<Vec<_>>(), "seed {seed}");
        }
    }
}

#[test]
fn what_does_an_acceptor_know() {
    let prepare = |node| Event::Act(NodeId(node), Act::Prepare { round: u32::from(node) + 1 });
    // B prepares, A prepares; A₁ hears from A alone, and a copy of B's prepare is lost.
    let history = play(&[
        prepare(1),
        prepare(0),
        Event::Duplicate(MsgId(0)),
        Event::Drop(MsgId(0)),
        Event::Deliver(MsgId(3)),
    ]);
    let causality = Causality::at(&history);
    assert_eq!(causality.knows(NodeId(2)), [2, 0, 5, 0, 0, 0]);
    assert_eq!(causality.knows(NodeId(0)), [2, 0, 0, 0, 0, 0]);
    assert_eq!(causality.knows(NodeId(3)), [0; 6], "nothing happened there");
    assert_eq!((causality.place(3), causality.clock(4)), (None, None));
    assert_eq!(causality.clock(5), Some(&[1, 0, 1, 0, 0, 0][..]));
    // The copy carries what B knew when it sent the original.
    let mut later = history.clone();
    later.act(&Event::Deliver(MsgId(6))).expect("the copy is in flight");
    assert_eq!(Causality::at(&later).knows(NodeId(2)), [2, 1, 6, 0, 0, 0]);
    assert!(!Causality::at(&later).precedes(1, 5) && Causality::at(&later).precedes(1, 6));
    assert_eq!(causality.clock(0), None);
    assert_eq!(causality.clock(99), None);
}
