//! Clusters on the ladder from one server to Multi-Paxos.

use super::Run;
use paxoscope::protocol::{Act, Node, NodeId, Role, Setup, ladder};
use paxoscope::sim::{Event, World};
use std::rc::Rc;

/// A rung, with settings that differ from the usual ones: `servers=3 promises=empty`.
pub fn cluster(rung: &str, settings: &str) -> World {
    let mut setup = Setup::usual(rung).expect("a rung");
    for setting in settings.split_whitespace() {
        let (key, value) = setting.split_once('=').expect("key=value");
        setup.cluster_mut().set(key, value).expect("it can be read");
    }
    setup.cluster().validate().expect("a sound cluster");
    World::new(Rc::new(setup))
}

/// The same once each client has sent its first request, and all servers have heard it.
pub fn asked(rung: &str, settings: &str) -> World {
    let mut world = cluster(rung, settings);
    for client in nodes(&world, Role::Client) {
        world.apply(&Event::Act(client, Act::Ask)).expect("it has a request");
    }
    while let Some(packet) = world.in_flight().first().cloned() {
        world.apply(&Event::Deliver(packet.id)).expect("it is in flight");
    }
    world
}

/// The servers, or the clients.
pub fn nodes(world: &World, role: Role) -> Vec<NodeId> {
    let cluster = world.setup().cluster();
    world.setup().nodes().filter(|&node| cluster.role(node) == role).collect()
}

/// How many requests each server has executed.
pub fn lengths(world: &World) -> Vec<u32> {
    let executed = |node| world.node(node).executed().expect("a server").len();
    nodes(world, Role::Server).into_iter().map(executed).collect()
}

/// A rung, moved by words, once both clients have sent their requests.
pub fn sent(rung: &str, settings: &str) -> Run {
    let mut run = Run::of(cluster(rung, settings).setup().as_ref().clone());
    run.play(&["C1 sends", "C2 sends"]);
    run
}

/// The same once all servers have heard m1 and then m2.
pub fn heard(rung: &str, settings: &str) -> Run {
    let mut run = sent(rung, settings);
    run.every("C1>* request").every("C2>* request");
    run
}

/// A server's state, for what its fields don't tell.
pub fn server<'a>(run: &'a Run, name: &str) -> &'a ladder::Server {
    let Node::Ladder(node) = run.world.node(run.node(name)) else { panic!("the ladder") };
    node.server().expect("a server")
}

/// What a server has executed, in order: `m1 m2`.
pub fn executed(run: &Run, name: &str) -> String {
    let values = server(run, name).executed.values();
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// What a server has accepted under a number, and in which round: `m1@4`; empty if nothing.
pub fn accepted(run: &Run, name: &str, slot: u32) -> String {
    let entry = server(run, name).accepted.get(slot);
    entry.map_or_else(String::new, |entry| format!("{}@{}", entry.request.value, entry.round.round))
}

/// How many steps of its own a server may take.
pub fn offers(run: &Run, name: &str) -> usize {
    run.world.acts(run.node(name)).len()
}
