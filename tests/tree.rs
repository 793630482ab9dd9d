//! The tree of runs: names, deleting and its undo, and two runs side by side. Nothing is ever lost.

#![expect(clippy::many_single_char_names, reason = "moments of a small tree, as in a drawing")]

mod common;

use common::two;
use paxoscope::protocol::{Act, NodeId, Setup};
use paxoscope::sim::{
    Branch, Difference, Event, History, MomentId, MsgId, NAME_LENGTH_MAX, Schedule, compare,
};
use std::rc::Rc;

fn history() -> History {
    History::new(Rc::new(Setup::Synod(two())))
}

fn prepare(node: u8, round: u32) -> Event {
    Event::Act(NodeId(node), Act::Prepare { round })
}

fn act(history: &mut History, event: &Event) -> MomentId {
    history.remember();
    history.act(event).expect("enabled")
}

/// A run that forks after its first step: deliver the first message or drop it, and deliver the second.
fn forked() -> (History, [MomentId; 5]) {
    let mut history = history();
    let a = act(&mut history, &prepare(0, 1));
    let b = act(&mut history, &Event::Deliver(MsgId(0)));
    let c = act(&mut history, &Event::Deliver(MsgId(1)));
    history.seek(1);
    let d = act(&mut history, &Event::Drop(MsgId(0)));
    let e = act(&mut history, &Event::Deliver(MsgId(1)));
    (history, [a, b, c, d, e])
}

fn branches(history: &History) -> Vec<(MomentId, MomentId)> {
    history.branches().map(|Branch { head, leaf }| (head, leaf)).collect()
}

#[test]
fn branches_are_paths_from_a_fork_to_a_leaf() {
    let (mut history, [_, b, c, d, e]) = forked();
    assert_eq!(branches(&history), [(MomentId(0), c), (d, e)]);
    assert_eq!((history.depth(e), history.head_of(e), history.head_of(b)), (3, d, MomentId(0)));
    assert!(history.is_on_line(d) && !history.is_on_line(b));
    history.travel(b);
    let f = act(&mut history, &Event::Drop(MsgId(1)));
    assert_eq!(branches(&history), [(MomentId(0), c), (d, e), (f, f)]);
}

#[test]
fn deleting_the_branch_one_is_on_leads_to_the_fork_and_undo_leads_back() {
    let (mut history, [a, b, c, d, e]) = forked();
    assert!(history.delete(d));
    assert_eq!(history.cursor(), a);
    assert_eq!(history.line(), [MomentId(0), a, b, c], "the line goes on along what is left");
    assert_eq!(history.forks().count(), 0);
    assert_eq!(branches(&history), [(MomentId(0), c)]);
    history.travel(e);
    assert_eq!(history.cursor(), a, "what is deleted can't be gone to");
    assert!(!history.delete(d) && !history.delete(MomentId(0)));
    history.undo();
    assert_eq!(history.cursor(), e);
    assert_eq!(history.line(), [MomentId(0), a, d, e]);
    assert_eq!(branches(&history), [(MomentId(0), c), (d, e)]);
    history.redo();
    assert_eq!((history.cursor(), history.forks().count()), (a, 0));
}

#[test]
fn deleting_the_first_branch_leaves_the_other_and_undo_restores_the_order() {
    let (mut history, [a, b, _, d, e]) = forked();
    assert!(history.delete(b));
    assert_eq!(history.cursor(), e, "the cursor is elsewhere and stays");
    assert_eq!(history.moment(a).children, [d]);
    assert_eq!(branches(&history), [(MomentId(0), e)]);
    history.undo();
    assert_eq!(history.moment(a).children, [b, d]);
}

#[test]
fn a_deleted_end_is_on_the_line_again_after_undo() {
    let (mut history, [a, b, c, ..]) = forked();
    history.travel(a);
    history.travel(b);
    assert!(history.delete(c));
    assert_eq!(history.line(), [MomentId(0), a, b]);
    history.undo();
    assert_eq!(history.line(), [MomentId(0), a, b, c]);
}

#[test]
fn acting_again_as_a_deleted_branch_began_starts_a_new_one() {
    let (mut history, [_, _, _, d, _]) = forked();
    history.delete(d);
    let again = act(&mut history, &Event::Drop(MsgId(0)));
    assert_ne!(again, d);
    assert_eq!(history.moment(again).children, [], "nothing of what was deleted follows");
    history.undo();
    history.undo();
    assert_eq!(history.forks().collect::<Vec<_>>(), [(1, 2)], "both are there");
}

#[test]
fn what_was_deleted_before_stays_so_when_more_is_deleted_and_returns() {
    let (mut history, [_, b, c, d, e]) = forked();
    history.travel(b);
    history.delete(c);
    history.delete(b);
    history.undo();
    assert!(!history.glance(b).is_hidden && history.glance(c).is_hidden);
    assert_eq!(branches(&history), [(MomentId(0), b), (d, e)]);
    history.undo();
    assert!(!history.glance(c).is_hidden);
}

#[test]
fn names_come_and_go_by_undo_in_their_order() {
    let (mut history, [a, _, _, d, e]) = forked();
    history.set_name(a, "  asked  ");
    history.set_name(d, "lost");
    history.set_name(d, "lost");
    assert_eq!(history.names().collect::<Vec<_>>(), [(a, "asked"), (d, "lost")]);
    history.delete(d);
    assert_eq!(history.names().count(), 1, "what is deleted is not listed");
    act(&mut history, &Event::Deliver(MsgId(0)));
    history.undo();
    history.undo();
    assert_eq!((history.name(d), history.cursor()), (Some("lost"), e));
    history.undo();
    assert_eq!((history.name(d), history.name(a)), (None, Some("asked")));
    history.undo();
    assert_eq!(history.name(a), None);
    history.redo();
    history.redo();
    assert_eq!((history.name(d), history.name(a)), (Some("lost"), Some("asked")));
    history.set_name(a, "");
    assert_eq!(history.name(a), None);
    history.undo();
    assert_eq!(history.name(a), Some("asked"));
    history.set_name(a, &"ü".repeat(99));
    assert_eq!(history.name(a).map(|name| name.chars().count()), Some(NAME_LENGTH_MAX));
}

#[test]
fn a_name_given_where_one_acts_next_is_an_action_of_its_own() {
    let mut history = history();
    act(&mut history, &prepare(0, 1));
    history.set_name(history.cursor(), "here");
    act(&mut history, &Event::Deliver(MsgId(0)));
    history.undo();
    assert_eq!((history.position(), history.name(MomentId(1))), (1, Some("here")));
    history.undo();
    assert_eq!((history.position(), history.name(MomentId(1))), (1, None));
}

#[test]
fn what_leads_to_the_cursor_keeps_its_names() {
    let (mut history, [a, b, _, d, e]) = forked();
    for (id, name) in [(a, "fork"), (b, "elsewhere"), (d, "lost"), (e, "later")] {
        history.set_name(id, name);
    }
    history.travel(d);
    let past = history.until_cursor();
    assert_eq!(past.names().collect::<Vec<_>>(), [(MomentId(1), "fork"), (MomentId(2), "lost")]);
}

/// Whatever is deleted, undone and redone: undoing all restores the very tree.
#[test]
fn undoing_everything_restores_the_tree() {
    let mut history = history();
    let mut trees = Vec::new();
    let tree = |history: &History| {
        let ids = (0..u32::try_from(history.len()).expect("few")).map(MomentId);
        let of = |id: MomentId| (history.moment(id).children.clone(), history.glance(id));
        (history.cursor(), ids.map(of).collect::<Vec<_>>())
    };
    for turn in 0..400_usize {
        let before = tree(&history);
        if turn % 29 == 28 {
            let id = MomentId(u32::try_from(turn * 13 % history.len()).expect("few"));
            if !history.delete(id) {
                continue;
            }
        } else if turn % 7 == 6 {
            history.remember();
            history.seek(turn % 11);
        } else {
            let enabled = history.world().enabled();
            act(&mut history, &enabled[turn * 7919 % enabled.len()]);
            continue;
        }
        trees.push(before.0);
    }
    let full = history.len();
    while history.can_undo() {
        history.undo();
    }
    assert_eq!((history.cursor(), history.len()), (MomentId(0), full), "nothing is lost");
    for id in (1..u32::try_from(full).expect("few")).map(MomentId) {
        let parent = history.moment(id).parent.expect("not the start");
        assert!(history.moment(parent).children.contains(&id), "{id:?} is back");
        assert!(!history.glance(id).is_hidden);
        assert!(history.moment(parent).children.is_sorted(), "in the order in which they were reached");
    }
    assert!(trees.len() > 40);
    let leaves = history.branches().count();
    assert!(leaves > 10, "{leaves}");
    assert!(history.branches().all(|branch| history.moment(branch.leaf).children.is_empty()));
}

#[test]
fn comparing_finds_the_fork_the_first_difference_and_where_runs_agree_again() {
    let mut history = history();
    let a = act(&mut history, &prepare(0, 1));
    let b = act(&mut history, &Event::Deliver(MsgId(0)));
    let c = act(&mut history, &Event::Deliver(MsgId(1)));
    history.seek(1);
    let d = act(&mut history, &Event::Deliver(MsgId(1)));
    let e = act(&mut history, &Event::Deliver(MsgId(0)));
    let found = compare(&history, c, e);
    assert_eq!((found.ancestor, &found.left[..], &found.right[..]), (a, &[b, c][..], &[d, e][..]));
    let difference =
        Difference { step: 2, left: Some(Event::Deliver(MsgId(0))), right: Some(Event::Deliver(MsgId(1))) };
    assert_eq!(found.difference, Some(difference));
    assert_eq!(found.agreement, Some(2), "two deliveries commute");
    let f = act(&mut history, &Event::Drop(MsgId(2)));
    history.travel(c);
    let g = act(&mut history, &Event::Drop(MsgId(4)));
    assert_eq!(compare(&history, g, f).left.len(), 3);
    assert_eq!(
        compare(&history, e, a).difference.and_then(|it| it.right),
        None,
        "that path ends at the fork"
    );
    let same = compare(&history, f, f);
    assert_eq!((same.ancestor, same.difference, same.agreement), (f, None, None));
    let (history, [_, _, c, _, e]) = forked();
    assert_eq!(compare(&history, c, e).agreement, None, "a message that is lost is missed");
}

#[test]
fn ten_thousand_steps_and_hundreds_of_branches_are_one_tree() {
    let mut history = history();
    while history.len() < 10_000 {
        let event = Schedule::Duel.next(history.world()).expect("a duel goes on for ever");
        history.act(&event).expect("enabled");
    }
    for turn in 0..500 {
        history.seek(turn * 20 + 3);
        let id = history.world().in_flight().last().map(|packet| packet.id);
        let event = id.map_or_else(|| history.world().enabled()[0].clone(), Event::Drop);
        history.act(&event).expect("enabled");
        history.travel(MomentId(9_999));
    }
    let found = history.branches().count();
    assert!(found > 400, "{found}");
    assert!(history.branches().all(|branch| history.head_of(branch.leaf) == branch.head));
}
