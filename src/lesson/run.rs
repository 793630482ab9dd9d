//! Playing a lesson: its events in order, where its reader pauses, and whether it saw what it promised.

use super::expect::Evidence;
use super::script::Order;
use super::source::Place;
use super::verdict::{LineId, decided_at, judge};
use super::{Command, Expectation, Item, Lesson, LessonError, Line, Verdict};
use crate::sim::{Event, Step, World};
use crate::text::{Notation, say};
use std::rc::Rc;

/// A lesson that was played.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Where its reader pauses, in order.
    pub stops: Vec<Stop>,
    /// What happens, in order.
    pub events: Vec<Event>,
    /// How many expectations were checked.
    pub expectations: usize,
    /// The answers to the questions that the core answers, in order.
    pub verdicts: Vec<Verdict>,
}

impl Run {
    /// The right answer to a question that the core answers.
    pub fn verdict(&self, part: usize, item: usize) -> Option<Verdict> {
        self.verdicts.iter().copied().find(|verdict| (verdict.part, verdict.item) == (part, item))
    }
}

/// A place at which the reader of a lesson pauses: one on arrival at each part, and one after
/// each event; what happens to every message or timer of a kind is one thing to him.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The part, by its index.
    pub part: usize,
    /// How many events have happened.
    pub events: usize,
    /// How many of the part's items are to be seen.
    pub items: usize,
}

/// Plays a lesson. The error is the first thing that goes wrong: an event that can't happen, or an expectation that
/// does not hold.
pub fn run(lesson: &Lesson) -> Result<Run, LessonError> {
    let (run, mut failures) = examine(lesson);
    if failures.is_empty() { Ok(run) } else { Err(failures.swap_remove(0)) }
}

/// Plays a lesson and collects all that goes wrong. What does not hold is noted and the run goes on; an event that
/// can't happen ends it.
pub fn examine(lesson: &Lesson) -> (Run, Vec<LessonError>) {
    let mut player = Player {
        notation: Notation { setup: &lesson.setup, terms: lesson.terms },
        world: World::new(Rc::clone(&lesson.setup)),
        steps: Vec::new(),
        run: Run::default(),
        failures: Vec::new(),
    };
    for (index, part) in lesson.parts.iter().enumerate() {
        if let Err(failure) = player.play(index, &part.items) {
            player.failures.push(failure);
            break;
        }
    }
    (player.run, player.failures)
}

struct Player<'a> {
    notation: Notation<'a>,
    world: World,
    /// What the last command did, event by event.
    steps: Vec<Step>,
    run: Run,
    failures: Vec<LessonError>,
}

impl Player<'_> {
    fn play(&mut self, part: usize, items: &[Item]) -> Result<(), LessonError> {
        self.pause(part, next_events(items, 0));
        let questions = self.questions(items);
        for (at, item) in items.iter().enumerate() {
            let Item::Run(lines) = item else { continue };
            let before = self.run.events.len();
            for (index, line) in lines.iter().enumerate() {
                self.obey(part, at, line)?;
                let question = questions.iter().find(|(_, decided)| *decided == (at, index));
                match (question, &line.order) {
                    (Some(&(question, _)), _) => self.answer(part, question, &items[question]),
                    (None, Order::Answer) => {
                        self.failures.push(line.place.error("lesson-answers-nothing", &[]));
                    }
                    _ => {}
                }
            }
            // What follows is to be seen once the last of these events has happened.
            if self.run.events.len() > before
                && let Some(stop) = self.run.stops.last_mut()
            {
                stop.items = next_events(items, at + 1);
            }
        }
        Ok(())
    }

    /// The questions of a part that the core answers, and when it does.
    fn questions(&mut self, items: &[Item]) -> Vec<(usize, LineId)> {
        let mut questions = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let Item::Ask(question) = item else { continue };
            match decided_at(items, at) {
                _ if !question.is_computed() => {}
                Some(line) => questions.push((at, line)),
                None => self.failures.push(question.place.error("lesson-undecided", &[])),
            }
        }
        questions
    }

    fn answer(&mut self, part: usize, item: usize, question: &Item) {
        let Item::Ask(question) = question else { return };
        match judge(question, &self.evidence()) {
            Ok(choice) => {
                self.run.verdicts.push(Verdict { part, item, choice, events: self.run.events.len() });
            }
            Err(failure) => self.failures.push(failure),
        }
    }

    fn obey(&mut self, part: usize, item: usize, line: &Line) -> Result<(), LessonError> {
        match &line.order {
            Order::Expect(expectation) => self.check(expectation),
            Order::Answer => {}
            Order::Do(commands) => {
                for command in commands {
                    self.happen(line.place, command)?;
                    self.pause(part, item + 1);
                }
            }
        }
        Ok(())
    }

    fn check(&mut self, expectation: &Expectation) {
        self.run.expectations += 1;
        let failure = expectation.check(&self.evidence()).err();
        self.failures.extend(failure);
    }

    fn evidence(&self) -> Evidence<'_> {
        Evidence { world: &self.world, steps: &self.steps, notation: self.notation }
    }

    fn happen(&mut self, place: Place, command: &Command) -> Result<(), LessonError> {
        let impossible = |why: String| place.error("lesson-impossible", &[("why", why.into())]);
        let events = command.events(&self.notation, &self.world).map_err(impossible)?;
        self.steps.clear();
        for event in events {
            let step = self.world.apply(&event);
            let step = step.map_err(|why| impossible(say(&format!("refused-{}", why.key()), &[])))?;
            self.steps.push(step);
            self.run.events.push(event);
        }
        Ok(())
    }

    fn pause(&mut self, part: usize, items: usize) {
        let events = self.run.events.len();
        self.run.stops.push(Stop { part, events, items });
    }
}

/// How many items are to be seen before the next event at or after an item: all up to the one that holds it.
fn next_events(items: &[Item], from: usize) -> usize {
    let moves = |item: &Item| match item {
        Item::Run(lines) => lines.iter().any(|line| matches!(line.order, Order::Do(_))),
        Item::Prose(_) | Item::Ask(_) | Item::Figure(_) => false,
    };
    let next = items.iter().skip(from).position(moves);
    next.map_or(items.len(), |distance| from + distance)
}
