//! The same schedule on the rung above or below.

use paxoscope::app::{Action, AppState, Page, Progress};
use paxoscope::check::{Property, judge};
use paxoscope::protocol::{Act, NodeId, Setup, Timer};
use paxoscope::scene::{Lanes, neighbour, neighbour_setup};
use paxoscope::share::Route;
use paxoscope::sim::{Event, History, transpose};
use paxoscope::text::{Notation, Terms};
use std::rc::Rc;

fn on(key: &str) -> History {
    History::new(Rc::new(Setup::usual(key).expect("a rung")))
}

fn node(history: &History, name: &str) -> NodeId {
    history.world().setup().node_named(name).expect("a node")
}

/// Lets the oldest message between two nodes arrive, or get lost.
fn message(history: &mut History, from: &str, to: &str, is_lost: bool) {
    let (from, to) = (node(history, from), node(history, to));
    let mut packets = history.world().in_flight().iter();
    let id = packets.find(|packet| (packet.from, packet.to) == (from, to)).expect("a message").id;
    history.act(&if is_lost { Event::Drop(id) } else { Event::Deliver(id) }).expect("it is in flight");
}

/// Lets a node take the first step of its own of a kind.
fn act(history: &mut History, name: &str, act: Act) {
    let event = Event::Act(node(history, name), act);
    history.act(&event).unwrap_or_else(|why| panic!("{name} {act:?}: {why:?}"));
}

const FIRST: u32 = 0;

/// Both clients ask, and both servers hear both: C1 first.
fn ask(history: &mut History) {
    act(history, "C1", Act::Ask);
    act(history, "C2", Act::Ask);
    for server in ["S1", "S2"] {
        for client in ["C1", "C2"] {
            message(history, client, server, false);
        }
    }
}

fn state(history: &History, name: &str) -> String {
    let setup = history.world().setup();
    let executed = history.world().node(node(history, name)).executed().expect("a server");
    Notation { setup, terms: Terms::Meling }.state(executed, None)
}

/// Two accepts, of which the second overtakes the first (M07).
fn overtaking() -> History {
    let mut history = on("send-accept");
    ask(&mut history);
    act(&mut history, "S1", Act::Propose { place: FIRST });
    let first = history.world().in_flight().last().expect("an accept").id;
    act(&mut history, "S1", Act::Execute { place: FIRST });
    act(&mut history, "S1", Act::Propose { place: FIRST });
    let second = history.world().in_flight().last().expect("an accept").id;
    history.act(&Event::Deliver(second)).expect("it overtakes");
    act(&mut history, "S2", Act::Execute { place: FIRST });
    history.act(&Event::Deliver(first)).expect("it arrives at last");
    act(&mut history, "S2", Act::Execute { place: FIRST });
    history
}

#[test]
fn numbers_alone_change_nothing() {
    let history = overtaking();
    let other = transpose(&history, &Rc::new(Setup::usual("sequence-numbers").expect("a rung")));
    assert_eq!(other.refused, Vec::<usize>::new());
    assert_eq!(state(&other.history, "S2"), state(&history, "S2"));
    assert!(!judge(Property::ServersAgree, other.history.world()).holds());
}

#[test]
fn what_a_rung_forbids_is_refused_and_the_rest_goes_on() {
    let history = overtaking();
    let other = transpose(&history, &Rc::new(Setup::usual("discard").expect("a rung")));
    // S2 discards what overtook, so it has nothing to execute then, and executes m1 in the end.
    assert_eq!(other.refused, [history.position() - 2]);
    assert_eq!(
        (state(&other.history, "S1"), state(&other.history, "S2")),
        ("σ¹".to_owned(), "σ¹".to_owned())
    );
    assert!(judge(Property::ServersAgree, other.history.world()).holds());
}

#[test]
fn requests_are_the_same_by_what_they_are_and_nodes_by_their_names() {
    // A third server makes clients other nodes; the third does nothing, since nobody told it anything.
    let mut history = on("wait-for-learn");
    ask(&mut history);
    act(&mut history, "S1", Act::Propose { place: 1 });
    message(&mut history, "S1", "S2", false);
    message(&mut history, "S2", "S1", false);
    act(&mut history, "S1", Act::Execute { place: FIRST });
    let other = transpose(&history, &Rc::new(Setup::usual("wait-for-learn-3").expect("a rung")));
    assert_eq!(other.refused, Vec::<usize>::new());
    assert_eq!(state(&other.history, "S1"), "σ²");
    let waiting = other.history.world().in_flight().iter().filter(|packet| packet.to == NodeId(2)).count();
    assert_eq!(waiting, 3, "both requests, and the accept");
}

#[test]
fn partitions_and_timers_go_along() {
    let mut history = on("round-numbers");
    let groups = [vec!["S1"], vec!["S2", "S3"]];
    let groups = groups.map(|group| group.into_iter().map(|name| node(&history, name)).collect());
    history.act(&Event::Partition(groups.to_vec())).expect("it splits");
    history.act(&Event::Fire(NodeId(1), Timer::Detector)).expect("S2 suspects");
    let above = transpose(&history, &Rc::new(Setup::usual("leader-change").expect("a rung")));
    assert_eq!((above.refused.len(), above.history.world().cuts()), (0, history.world().cuts()));
    let below = transpose(&history, &Rc::new(Setup::usual("wait-for-learn").expect("a rung")));
    assert_eq!((below.refused.len(), below.history.world().cuts().len()), (0, 1), "S3 is not there");
}

#[test]
fn ends_of_the_ladder_have_one_neighbour() {
    for (key, is_above) in [("single-server", false), ("paxos", true)] {
        let setup = Setup::usual(key).expect("a rung");
        assert!(neighbour_setup(&setup, is_above).is_none());
        assert!(neighbour_setup(&setup, !is_above).is_some());
    }
    assert!(neighbour_setup(&Setup::usual("bank").expect("a bank"), true).is_none());
}

#[test]
fn as_many_clients_ask_as_often() {
    let mut setup = Setup::usual("discard").expect("a rung");
    setup.cluster_mut().set("clients", "4").expect("a setting");
    setup.cluster_mut().set("requests", "7").expect("a setting");
    let above = neighbour_setup(&setup, true).expect("a rung above");
    let told = above.cluster().settings();
    assert!(told.contains(&("clients", "4".to_owned())) && told.contains(&("requests", "7".to_owned())));
    assert_eq!(above.key(), "buffer");
}

#[test]
fn what_could_not_happen_is_said() {
    let history = overtaking();
    let mut on_numbers = on("sequence-numbers");
    for place in 1..history.line().len() {
        let step = history.moment(history.line()[place]).step.as_ref().expect("a step");
        on_numbers.act(&step.event).expect("numbers change nothing");
    }
    let pair = neighbour(&on_numbers, Terms::Meling, &Lanes::default(), true).expect("a rung above");
    let step = on_numbers.position() - 2;
    assert_eq!(pair.refused, [format!("Step {step}: S₂ executes m2")]);
    assert_eq!(pair.titles, ["Sequence numbers, unused", "Discard what is out of order"]);
    assert!(pair.diagrams[1].length < pair.diagrams[0].length);
}

#[test]
fn the_run_goes_on_there_and_undo_comes_back() {
    let mut state = AppState::new(Progress::default());
    state.reduce(Action::Go(Route::Sandbox(Setup::usual("two-servers").expect("a rung"))));
    for _ in 0..4 {
        state.reduce(Action::Step);
    }
    state.reduce(Action::Climb { is_above: true });
    let key = |state: &AppState| state.session().expect("a run").history.world().setup().key();
    // The fourth step executed the request, which needs an order there.
    assert_eq!((key(&state), state.session().expect("a run").history.position()), ("send-accept", 3));
    state.reduce(Action::Undo);
    assert_eq!(key(&state), "two-servers");
    state.reduce(Action::Redo);
    assert_eq!(key(&state), "send-accept");
    assert!(matches!(&state.page, Page::Sandbox(sandbox) if sandbox.origin.is_none()));
}
