//! Clusters of Paxos Made Moderately Complex.

use paxoscope::check::{Property, judge};
use paxoscope::protocol::{Node, Role, Setup, pmmc};
use paxoscope::sim::{Event, Schedule, World};
use std::rc::Rc;

/// The usual cluster with these settings, `key=value` separated by spaces; a `%` in a value stands for a space.
pub fn cluster(settings: &str) -> World {
    let mut setup = Setup::usual("pmmc").expect("a construction");
    for setting in settings.split_whitespace() {
        let (key, value) = setting.split_once('=').expect("a key and a value");
        setup
            .cluster_mut()
            .set(key, &value.replace('%', " "))
            .unwrap_or_else(|error| panic!("{setting}: {error:?}"));
    }
    setup.cluster().validate().unwrap_or_else(|error| panic!("{settings}: {error:?}"));
    World::new(Rc::new(setup))
}

/// Whether a property holds.
pub fn holds(property: Property, world: &World) -> bool {
    judge(property, world).holds()
}

/// Lets a schedule go on for so many steps, or to its end; who is down stays down. Whether it came to an end.
pub fn go_on(world: &mut World, schedule: &Schedule, steps: u32) -> bool {
    go_on_until(world, schedule, steps, |_| false)
}

/// Goes on until every client is served, at most for so many steps. Whether it came to that.
pub fn serve(world: &mut World, schedule: &Schedule, steps: u32) -> bool {
    go_on_until(world, schedule, steps, is_served);
    is_served(world)
}

fn go_on_until(world: &mut World, schedule: &Schedule, steps: u32, is_over: fn(&World) -> bool) -> bool {
    for _ in 0..steps {
        if is_over(world) {
            return true;
        }
        match schedule.next(world) {
            None | Some(Event::Restart(_)) => return true,
            Some(event) => world.apply(&event).map(|_| ()).expect("a schedule chooses what is enabled"),
        }
    }
    false
}

/// Whether every call is answered and nobody has more to ask.
pub fn is_served(world: &World) -> bool {
    let mut clients = world.setup().with_role(Role::Client);
    clients.all(|client| {
        let Node::Pmmc(pmmc::Node::Client(state)) = world.node(client) else { panic!("a client") };
        state.waits_for.is_none() && world.acts(client).is_empty()
    })
}
