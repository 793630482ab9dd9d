//! The space–time diagram: what it says of a run, and where it says it.

mod common;

use common::{ALL, Run, two};
use paxoscope::scene::{
    Course, Diagram, End, Flight, Ink, Lanes, Metrics, Piece, Shape, Size, SpanKind, Stretch, diagram,
    paired, pieces, sketch,
};
use paxoscope::sim::{Event, History, MsgId, Schedule};
use paxoscope::text::Terms;
use std::rc::Rc;

fn history(run: &Run) -> History {
    let mut history = History::new(Rc::clone(run.world.setup()));
    for event in &run.events {
        history.act(event).expect("it happened before");
    }
    history
}

fn whole(history: &History) -> Diagram {
    diagram(history, Terms::Standard, &Lanes::default(), Stretch::all(history))
}

fn flight<'a>(diagram: &'a Diagram, label: &str, from: &str, to: &str) -> &'a Flight {
    let lane = |name: &str| diagram.lanes.iter().position(|lane| lane.name == name).expect("a lane");
    let (from, to) = (lane(from), lane(to));
    let is_it = |flight: &&Flight| (flight.label.as_str(), flight.from, flight.to) == (label, from, to);
    diagram.flights.iter().rfind(is_it).unwrap_or_else(|| panic!("no {label} in {:#?}", diagram.flights))
}

#[test]
fn every_message_has_the_end_it_had() {
    let mut run = Run::new(two());
    run.play(&[
        "A prepares 1",
        "A>top prepare",
        "drop A>mid prepare",
        "twice A>bot prepare",
        "hold A>bot prepare",
    ]);
    run.play(&["crash top", "B prepares 2", "B>top prepare"]);
    let diagram = whole(&history(&run));
    assert_eq!(flight(&diagram, "prepare (1,A)", "A", "top").end, End::Arrived(2));
    assert_eq!(flight(&diagram, "prepare (1,A)", "A", "mid").end, End::Dropped(3));
    assert_eq!(flight(&diagram, "prepare (2,B)", "B", "top").end, End::AtCrashed(8));
    assert_eq!(flight(&diagram, "prepare (2,B)", "B", "mid").end, End::Open { is_held: false });
    let copies: Vec<(bool, End)> = diagram
        .flights
        .iter()
        .filter(|flight| flight.to == 4 && flight.label == "prepare (1,A)")
        .map(|flight| (flight.is_copy, flight.end))
        .collect();
    assert_eq!(copies, [(false, End::Open { is_held: true }), (true, End::Open { is_held: false })]);
    let sent: Vec<usize> = copies_sent(&diagram);
    assert_eq!(sent, [1, 4], "a copy begins where it was made");
}

fn copies_sent(diagram: &Diagram) -> Vec<usize> {
    diagram.flights.iter().filter(|f| f.to == 4 && f.label == "prepare (1,A)").map(|f| f.sent).collect()
}

#[test]
fn what_is_sent_across_a_cut_is_lost_at_once_and_the_time_is_shaded() {
    let mut run = Run::new(two());
    run.play(&["split A,top,l1 B,mid,bot", "A prepares 1", "heal", "B prepares 2"]);
    let diagram = whole(&history(&run));
    assert_eq!(flight(&diagram, "prepare (1,A)", "A", "mid").end, End::AcrossCut);
    assert_eq!(flight(&diagram, "prepare (1,A)", "A", "top").end, End::Open { is_held: false });
    let bands: Vec<(usize, usize)> = diagram.bands.iter().map(|band| (band.from, band.to)).collect();
    assert_eq!(bands, [(1, 3)]);
}

#[test]
fn promises_acceptances_and_crashes_are_spans_of_their_lane() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).phase2("A", "top").play(&["crash top", "restart top"]);
    let diagram = whole(&history(&run));
    let top = diagram.lanes.iter().position(|lane| lane.name == "top").expect("a lane");
    let spans: Vec<(usize, usize, &SpanKind)> =
        diagram.spans.iter().filter(|span| span.lane == top).map(|s| (s.from, s.to, &s.kind)).collect();
    let end = diagram.length;
    assert!(spans.iter().any(|(from, to, kind)| (*from, *to) == (2, end)
        && matches!(kind, SpanKind::Promised { owner: 0, ballot } if ballot == "(1,A)")));
    assert!(spans.iter().any(|(from, to, kind)| (*from, *to) == (9, end)
        && matches!(kind, SpanKind::Accepted { value, .. } if value == "foo")));
    assert!(spans.contains(&(end - 1, end, &SpanKind::Down)), "{spans:?}");
}

#[test]
fn the_choice_and_every_learning_are_marked_at_their_step() {
    let mut run = Run::new(two());
    run.phase1("A", 1, ALL).phase2("A", "top mid").play(&["A tells", "A>l1 success"]);
    let diagram = whole(&history(&run));
    let marks: Vec<(usize, bool)> = diagram
        .happenings
        .iter()
        .filter(|happening| happening.value.is_some())
        .map(|happening| (happening.at, happening.is_choice))
        .collect();
    // Chosen when the second acceptor accepts, long before anybody knows.
    assert_eq!(marks.iter().find(|(_, is_choice)| *is_choice), Some(&(11, true)));
    assert_eq!(marks.last(), Some(&(14, false)), "{marks:?}");
}

#[test]
fn a_message_is_pending_as_of_the_moment_that_is_looked_at() {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "A>top prepare"]);
    let mut history = history(&run);
    history.seek(1);
    let before = whole(&history);
    let early = flight(&before, "prepare (1,A)", "A", "top");
    assert!(early.is_pending, "it has not arrived yet");
    assert_eq!(early.end, End::Arrived(2), "but the line goes on, and there it does");
    history.seek(2);
    assert!(!flight(&whole(&history), "prepare (1,A)", "A", "top").is_pending);
}

/// Whatever stretch is cut out of a run, its messages are those of the whole that were under way in it.
#[test]
fn a_stretch_shows_what_the_whole_shows_there() {
    let setup = Rc::clone(Run::new(two()).world.setup());
    let mut history = History::new(setup);
    for step in 0..150 {
        // A duel never ends; now and then a message of it is lost or doubled.
        let oldest = history.world().in_flight().first().map(|packet| packet.id);
        let event = match (step % 7, oldest) {
            (6, Some(id)) => Event::Drop(id),
            (3, Some(id)) => Event::Duplicate(id),
            _ => Schedule::Duel.next(history.world()).expect("a duel goes on"),
        };
        history.act(&event).expect("it was offered");
    }
    let all = whole(&history);
    for (from, to) in [(0, 20), (37, 61), (90, 90), (100, 150), (149, 400)] {
        let part = diagram(&history, Terms::Standard, &Lanes::default(), Stretch { from, to });
        let last = to.min(150);
        let under_way = |flight: &&Flight| {
            let end = flight.end.at().unwrap_or(if flight.end == End::AcrossCut {
                flight.sent
            } else {
                usize::MAX
            });
            flight.sent <= last && end >= from
        };
        let expected: Vec<_> = all.flights.iter().filter(under_way).map(|f| (f.id, f.sent, f.end)).collect();
        let found: Vec<_> = part.flights.iter().map(|f| (f.id, f.sent, f.end)).collect();
        assert_eq!(found, expected, "steps {from} to {to}");
    }
}

#[test]
fn lanes_can_be_moved_and_hidden_but_not_all() {
    let run = Run::new(two());
    let setup = run.world.setup();
    let mut lanes = Lanes::default();
    let names = |lanes: &Lanes| {
        let history = history(&run);
        let all = diagram(&history, Terms::Standard, lanes, Stretch::all(&history)).lanes;
        all.into_iter().map(|lane| lane.name).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(names(&lanes), "A B top mid bot l₁");
    lanes.shift(setup, run.node("B"), true);
    lanes.shift(setup, run.node("l1"), false);
    lanes.toggle(setup, run.node("mid"));
    assert_eq!(names(&lanes), "B A top bot l₁");
    for node in setup.nodes() {
        if lanes.all(setup).contains(&(node, true)) {
            lanes.toggle(setup, node);
        }
    }
    assert_eq!(names(&lanes), "l₁", "the last one stays");
}

#[test]
fn the_drawing_ends_arrived_messages_at_their_lane_and_lost_ones_short_of_it() {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "A>top prepare", "drop A>mid prepare"]);
    let diagram = whole(&history(&run));
    let metrics = Metrics::fitting(30.0, Size { width: 800.0, height: 260.0 }, diagram.lanes.len());
    let drawing = sketch(&diagram, metrics);
    let tips: Vec<(Course, f32)> = drawing
        .parts
        .iter()
        .filter_map(|part| match (part.ink, &part.shape) {
            (Ink::Flight(_, course), Shape::Line(_, tip)) if part.target.is_some() => Some((course, tip.y)),
            _ => None,
        })
        .collect();
    let done: Vec<f32> = tips.iter().filter(|(course, _)| *course == Course::Done).map(|tip| tip.1).collect();
    let lost: Vec<f32> = tips.iter().filter(|(course, _)| *course == Course::Lost).map(|tip| tip.1).collect();
    assert_eq!(done, [metrics.y(2)]);
    assert!(lost.len() == 1 && lost[0] < metrics.y(3) && lost[0] > metrics.y(0), "{lost:?}");
    let mut keys: Vec<u64> = drawing.parts.iter().map(|part| part.key).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), drawing.parts.len(), "no two parts share a key");
}

#[test]
fn a_step_changes_only_the_pieces_that_are_near_it() {
    let mut history = History::new(Rc::clone(Run::new(two()).world.setup()));
    let mut last: Vec<Piece> = Vec::new();
    for step in 0..120 {
        let event = Schedule::Duel.next(history.world()).expect("a duel goes on");
        history.act(&event).expect("it is enabled");
        let diagram = whole(&history);
        let metrics = Metrics::fitting(30.0, Size { width: 800.0, height: 260.0 }, diagram.lanes.len());
        let parts = sketch(&diagram, metrics).parts;
        let (count, pieces) = (parts.len(), pieces(parts));
        assert_eq!(pieces.iter().map(|piece| piece.parts.len()).sum::<usize>(), count, "no part is lost");
        assert!(pieces.is_sorted_by(|a, b| a.key < b.key), "those behind come first");
        let changed = pieces.iter().filter(|piece| !last.contains(piece)).count();
        // Four layers: each has what still changes, and what came to rest just now.
        assert!(changed <= 8 || step < 8, "{changed} of {} pieces at step {step}", pieces.len());
        last = pieces;
    }
}

#[test]
fn two_runs_are_drawn_from_their_ends_with_the_step_in_which_they_part() {
    let mut run = Run::new(two());
    run.play(&["A prepares 1", "A>top prepare", "A>mid prepare"]);
    let mut history = history(&run);
    let first = history.cursor();
    history.seek(1);
    let other = history.act(&Event::Drop(MsgId(0))).expect("it is in flight");
    let paired = paired(&history, Terms::Standard, &Lanes::default(), (first, other));
    assert_eq!(paired.parts_at, 2);
    let ends =
        paired.diagrams.map(|(diagram, _)| (diagram.now, flight(&diagram, "prepare (1,A)", "A", "top").end));
    assert_eq!(ends, [(3, End::Arrived(2)), (2, End::Dropped(2))]);
}
