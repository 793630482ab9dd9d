//! How many requests per second Multi-Paxos serves, and what each costs: a real log, three clients, nothing fails but the
//! leader, once, in the middle.
//!
//! `cargo run --profile tool --no-default-features --example multi_paxos`; with the number of requests of each client as
//! an argument, which is 1,000.
#![expect(clippy::disallowed_methods, reason = "a measurement reads the clock; it is no part of the page")]

use paxoscope::protocol::{NodeId, Setup, Timer};
use paxoscope::sim::{Event, History, Schedule};
use std::rc::Rc;
use std::time::Instant;

fn main() {
    let requests = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(1_000);
    for servers in [3, 5] {
        serve(servers, requests, false);
        serve(servers, requests, true);
    }
}

/// Serves all requests, with a history as the page keeps it.
fn serve(servers: u32, requests: u32, leader_fails: bool) {
    let mut setup = Setup::usual("multi-paxos").expect("a rung");
    let settings = [("servers", servers), ("clients", 3), ("requests", requests)];
    for (key, value) in settings {
        setup.cluster_mut().set(key, &value.to_string()).expect("a setting");
    }
    let mut history = History::new(Rc::new(setup));
    let total = 3 * requests;
    let mut leader = NodeId(0);
    let start = Instant::now();
    while history.world().served() < total {
        if leader_fails && leader == NodeId(0) && history.world().served() == total / 2 {
            leader = NodeId(1);
            history.act(&Event::Crash(NodeId(0))).expect("it is up");
            history.act(&Event::Fire(leader, Timer::Detector)).expect("it watches the leader");
        }
        let Some(event) = Schedule::InOrder.next(history.world()) else { break };
        history.act(&event).expect("a schedule chooses what is enabled");
    }
    let seconds = start.elapsed().as_secs_f64();
    let (world, served) = (history.world(), history.world().served());
    let each = |count: u32| f64::from(count) / f64::from(served);
    println!(
        "{servers} servers, {served} of {total} requests{}: {seconds:.2} s, {:.0} requests/s, {:.0} steps/s; \
         each {:.2} messages between servers, {:.3} round trips",
        if leader_fails { ", the leader crashes in the middle" } else { "" },
        f64::from(served) / seconds,
        f64::from(world.steps()) / seconds,
        each(world.costs().messages),
        each(world.costs().round_trips()),
    );
}
