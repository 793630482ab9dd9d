//! Two runs side by side: what they have in common, where they part, and whether they agree again.

use super::{Event, History, MomentId, Packet, World};

/// Two paths through a tree of runs, from where they part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The last moment that both paths share.
    pub ancestor: MomentId,
    /// What follows it on the way to the first moment, that one included.
    pub left: Vec<MomentId>,
    /// What follows it on the way to the second moment, that one included.
    pub right: Vec<MomentId>,
    /// Where they part; none if they are the same moment.
    pub difference: Option<Difference>,
    /// After how many steps from the ancestor the two runs first agree again, if ever: the nodes, the links, and what
    /// is in flight are the same, whoever sent it first. Compared is what is equally far from the ancestor.
    pub agreement: Option<usize>,
}

/// The first step at which two runs differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The step, counted from 1 at the start of the run.
    pub step: usize,
    /// What happens on the way to the first moment; none if that path ends here.
    pub left: Option<Event>,
    /// What happens on the way to the second moment; none if that path ends here.
    pub right: Option<Event>,
}

/// Compares the runs that lead to two moments of a history.
pub fn compare(history: &History, a: MomentId, b: MomentId) -> Comparison {
    let (mut left, mut right) = (vec![a], vec![b]);
    let (mut at_left, mut at_right) = (a, b);
    // Numbers grow along every path: the greater of two different moments is not on the way to the other.
    while at_left != at_right {
        let (at, path) =
            if at_left > at_right { (&mut at_left, &mut left) } else { (&mut at_right, &mut right) };
        *at = history.moments.parent(*at).expect("the start is on every path");
        path.push(*at);
    }
    let towards = |mut path: Vec<MomentId>| {
        path.pop();
        path.reverse();
        path
    };
    let (left, right) = (towards(left), towards(right));
    let event = |path: &[MomentId]| {
        let step = history.moment(*path.first()?).step.as_ref()?;
        Some(step.event.clone())
    };
    let difference = (a != b).then(|| Difference {
        step: history.depth(at_left) + 1,
        left: event(&left),
        right: event(&right),
    });
    let world = |id: &MomentId| &*history.moment(*id).world;
    let agreement = left.iter().zip(&right).position(|(a, b)| agree(world(a), world(b)));
    Comparison { ancestor: at_left, left, right, difference, agreement: agreement.map(|index| index + 1) }
}

/// Whether two worlds look the same, however they came to be.
fn agree(a: &World, b: &World) -> bool {
    (a.down(), a.cuts(), a.in_flight().len()) == (b.down(), b.cuts(), b.in_flight().len())
        && a.setup().nodes().all(|node| a.node(node) == b.node(node))
        && have_same_flying(a, b)
}

/// Whether the same messages are in flight, in whichever order they were sent.
fn have_same_flying(a: &World, b: &World) -> bool {
    let mut rest: Vec<&Packet> = b.in_flight().iter().map(|packet| &**packet).collect();
    a.in_flight().iter().all(|packet| {
        let is_same = |other: &&Packet| {
            (other.from, other.to, other.is_held) == (packet.from, packet.to, packet.is_held)
                && other.message == packet.message
        };
        let twin = rest.iter().position(is_same);
        twin.map(|index| rest.swap_remove(index)).is_some()
    })
}
