//! The course kit: every address in docs/teaching.md opens a lesson where the part that the text names begins, and every
//! exercise has a solution that reaches its goal, which nobody has reached at the start.

use paxoscope::check::Goal;
use paxoscope::lesson::{library, run};
use paxoscope::share::{Route, parse_route};
use paxoscope::sim::World;
use std::rc::Rc;

const COURSE: &str = include_str!("../docs/teaching.md");

/// The texts and addresses of all links into lessons.
fn links(text: &str) -> Vec<(&str, &str)> {
    let mark = "](#/lesson/";
    text.match_indices(mark)
        .map(|(at, _)| {
            let title = text[..at].rsplit('[').next().unwrap_or_default();
            let address = text[at + mark.len()..].split(')').next().unwrap_or_default();
            (title, address)
        })
        .collect()
}

#[test]
fn every_address_opens_the_part_that_the_course_names() {
    let lessons = library();
    let mut wrong = Vec::new();
    let links = links(COURSE);
    assert!(links.len() > 20, "{} links", links.len());
    for (title, address) in links {
        let (slug, stop) = address.split_once('/').unwrap_or((address, "0"));
        let Some(lesson) = lessons.iter().find(|lesson| lesson.slug == slug) else {
            wrong.push(format!("{address}|{title}|no such lesson"));
            continue;
        };
        let part = lesson.parts.iter().position(|part| part.title == title);
        let run = run(lesson).expect("it holds");
        let begins = run.stops.iter().position(|stop| Some(stop.part) == part);
        if begins.map(|stop| stop.to_string()).as_deref() != Some(stop) {
            wrong.push(format!("{address}|{title}|{begins:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What stands between two marks.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let after = text.split_once(start).map_or("", |(_, after)| after);
    after.split_once(end).map_or("", |(found, _)| found)
}

#[test]
fn every_exercise_has_a_solution_that_is_no_shorter_than_it_says() {
    let rows: Vec<&str> = COURSE.lines().filter(|line| line.contains("| [start](")).collect();
    let decks = COURSE.split("\n## ").skip(1);
    for deck in decks {
        assert!(deck.matches("| [start](").count() >= 3, "{}", deck.lines().next().unwrap_or_default());
    }
    for row in rows {
        let cells: Vec<&str> = row.split(" | ").collect();
        let [name, goal, steps, start, solution] = cells[..] else { panic!("{row}") };
        let goal = Goal::parse(between(goal, "(`", "`)")).unwrap_or_else(|| panic!("{name}: no goal"));
        let Ok(Route::Sandbox(setup)) = parse_route(between(start, "](", ")")) else {
            panic!("{name}: no start")
        };
        let Ok(Route::Run(run)) = parse_route(between(solution, "](", ")")) else { panic!("{name}: no run") };
        assert_eq!(*run.setup, setup, "{name}: the solution is of another cluster");
        let mut world = World::new(Rc::new(setup));
        let events = run.line().unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!(events.len().to_string(), steps, "{name}");
        for event in events {
            assert!(!goal.is_reached(&world), "{name}: reached too early");
            world.apply(event).expect("it has happened");
        }
        assert!(goal.is_reached(&world), "{name}: not reached");
    }
}
