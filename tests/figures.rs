//! Figures of lessons: they show what they say, in both themes, and nothing stands outside of them.

use paxoscope::lesson::{Figure, Item, library, parse};
use paxoscope::picture::{Palette, Theme, svg};
use paxoscope::scene::{Illustration, Ink, Shape, failures, majorities, roles};
use paxoscope::text::{Notation, Terms};
use roxmltree::Document;

fn count(figure: &Illustration, is_it: impl Fn(Ink, &Shape) -> bool) -> usize {
    figure.drawing.parts.iter().filter(|part| is_it(part.ink, &part.shape)).count()
}

/// Whether a shape lies in the figure.
fn is_inside(figure: &Illustration, shape: &Shape) -> bool {
    let size = figure.drawing.size;
    let holds = |x: f32, y: f32| (0.0..=size.width).contains(&x) && (0.0..=size.height).contains(&y);
    match shape {
        Shape::Line(from, to) => holds(from.x, from.y) && holds(to.x, to.y),
        Shape::Polygon(points) => points.iter().all(|at| holds(at.x, at.y)),
        Shape::Rect(rect, _) => holds(rect.x, rect.y) && holds(rect.x + rect.width, rect.y + rect.height),
        Shape::Circle(at, radius) => {
            holds(at.x - radius, at.y - radius) && holds(at.x + radius, at.y + radius)
        }
        Shape::Text(at, _, _) => holds(at.x, at.y),
    }
}

fn check(figure: &Illustration) {
    for part in &figure.drawing.parts {
        assert!(is_inside(figure, &part.shape), "{:?} of {}", part.shape, figure.spoken);
    }
    assert!(figure.spoken.ends_with('.') && !figure.spoken.contains(['{', '[']), "{}", figure.spoken);
    for theme in [Theme::Light, Theme::Dark] {
        let text = svg(&figure.drawing, Palette::new(theme), &figure.spoken);
        Document::parse(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    }
}

#[test]
fn two_majorities_meet_in_one_node() {
    for nodes in [3_u32, 5, 7, 9] {
        let figure = majorities(nodes);
        check(&figure);
        let circles = |ink| count(&figure, |other, shape| other == ink && matches!(shape, Shape::Circle(..)));
        assert_eq!(circles(Ink::Card(None)), nodes as usize);
        assert_eq!(circles(Ink::Approval), 1, "where they meet");
    }
    let spoken = "5 nodes in a row. The first 3 are a majority, and so are the last 3. Both contain node 3.";
    assert_eq!(majorities(5).spoken, spoken);
}

#[test]
fn f_of_two_f_and_one_nodes_may_fail() {
    for (nodes, spare) in [(3, 1), (5, 2), (7, 3), (9, 4)] {
        let figure = failures(nodes);
        check(&figure);
        assert_eq!(count(&figure, |ink, _| ink == Ink::Lost), 2 * spare, "a cross is two strokes");
        assert_eq!(count(&figure, |ink, _| ink == Ink::Value(0)), spare + 1);
    }
    let spoken = "3 nodes in a row. The first 2, a majority, have accepted v. One of them has failed. The 2 that are left \
                  are a majority, and node 2 remembers v.";
    assert_eq!(failures(3).spoken, spoken);
}

#[test]
fn roles_are_those_of_the_lesson_in_its_words() {
    for lesson in library().iter() {
        for (_, terms) in Terms::ALL {
            check(&roles(&Notation { setup: &lesson.setup, terms }));
        }
    }
    let lesson = library().iter().find(|lesson| lesson.slug == "quorums").cloned().expect("it is built in");
    let figure = roles(&Notation { setup: &lesson.setup, terms: lesson.terms });
    let spoken = "Proposers, A, B, send PREPARE to the acceptors, V, W, X, Y, Z, which answer PROMISE; then they send \
                  ACCEPT, answered by ACCEPTED. A proposer tells the learners, L, by SUCCESS.";
    assert_eq!(figure.spoken, spoken);
}

#[test]
fn a_figure_is_one_line_of_a_part() {
    let head = "---\ntitle: T\nsummary: S\nproposers: A\nacceptors: top\n---\n## P\n";
    let read = |line: &str| parse("t", &format!("{head}```figure\n{line}\n```\n"));
    let figure = |line: &str| read(line).expect(line).parts[0].items.clone();
    assert_eq!(figure("majorities 5"), [Item::Figure(Figure::Majorities(5))]);
    assert_eq!(figure("failures 9 # f is 4"), [Item::Figure(Figure::Failures(9))]);
    assert_eq!(figure("roles"), [Item::Figure(Figure::Roles)]);
    for (line, column, words) in [
        ("", 1, "is no figure"),
        ("minorities 5", 1, "is no figure"),
        ("roles 3", 1, "is no figure"),
        ("majorities", 11, "an odd number of nodes"),
        ("majorities 4", 12, "an odd number of nodes"),
        ("failures 11", 10, "from 3 to 9"),
        ("failures 5\nroles", 10, "an odd number"),
    ] {
        let error = read(line).expect_err(line);
        assert_eq!((error.line, error.column), (9, column), "{line:?} {error}");
        assert!(error.message.contains(words), "{error}");
    }
}
