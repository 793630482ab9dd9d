//! The application's state as Yew keeps it, and the way for components to act on it.

use crate::app::{Action, AppState};
use crate::scene::Target;
use std::rc::Rc;
use yew::prelude::*;

/// The application's state, changed by actions.
#[derive(Clone)]
pub struct Store(pub AppState);

impl Reducible for Store {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        next.0.reduce(action);
        Rc::new(next)
    }
}

/// What components send actions with.
pub type Dispatch = UseReducerDispatcher<Store>;

/// The dispatcher of the page.
#[hook]
pub fn use_dispatch() -> Dispatch {
    use_context::<Dispatch>().expect("the page provides the dispatcher")
}

/// A callback that sends this action.
pub fn send<E>(dispatch: &Dispatch, action: Action) -> Callback<E> {
    let dispatch = dispatch.clone();
    Callback::from(move |_| dispatch.dispatch(action.clone()))
}

/// A target as an attribute: `m12`, `n3`, `l0-4`.
pub fn target_attribute(target: Target) -> AttrValue {
    let words = match target {
        Target::Message(id) => format!("m{}", id.0),
        Target::Node(node) => format!("n{}", node.0),
        Target::Link(link) => format!("l{}-{}", link.low.0, link.high.0),
    };
    words.into()
}

/// A place in a palette as an attribute.
pub fn slot_attribute(slot: usize) -> AttrValue {
    slot.to_string().into()
}

/// Reads what [`target_attribute`] wrote.
pub fn parse_target(attribute: &str) -> Option<Target> {
    use crate::protocol::{Link, NodeId};
    use crate::sim::MsgId;
    let (kind, rest) = attribute.split_at_checked(1)?;
    match kind {
        "m" => rest.parse().ok().map(|id| Target::Message(MsgId(id))),
        "n" => rest.parse().ok().map(|id| Target::Node(NodeId(id))),
        "l" => {
            let (low, high) = rest.split_once('-')?;
            Some(Target::Link(Link { low: NodeId(low.parse().ok()?), high: NodeId(high.parse().ok()?) }))
        }
        _ => None,
    }
}
