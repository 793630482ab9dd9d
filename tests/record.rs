//! A run that is recorded as a lesson plays again, event by event; and what the lesson expects is no empty talk.

use paxoscope::lesson::{library, parse, record, run, start_library};
use paxoscope::protocol::Setup;
use paxoscope::sim::{Event, History, RandomSchedule, Schedule};
use paxoscope::text::Terms;
use std::rc::Rc;

/// A history of these events.
fn played(setup: &Rc<Setup>, events: &[Event]) -> History {
    let mut history = History::new(Rc::clone(setup));
    for event in events {
        history.act(event).expect("it has happened before");
    }
    history
}

/// Records a run, and holds the lesson against it. The answer is how many expectations it has; nothing if the run can't
/// be told.
fn again(history: &History, terms: Terms, what: &str) -> Option<usize> {
    let source = match record(what, history, terms) {
        Ok(source) => source,
        Err(step) => {
            let event = history.events().nth(step - 1);
            let id = event.and_then(Event::message);
            let world = &history.moment(history.line()[step - 1]).world;
            println!("{what}: step {step}: {event:?} {:?}", id.and_then(|id| world.packet(id)));
            return None;
        }
    };
    let lesson = parse("recorded", &source).unwrap_or_else(|error| panic!("{what}: {error:?}\n{source}"));
    assert_eq!(*lesson.setup, **history.world().setup(), "{what}: another cluster\n{source}");
    let played = run(&lesson).unwrap_or_else(|error| panic!("{what}: {error:?}\n{source}"));
    let events: Vec<Event> = history.events().cloned().collect();
    assert_eq!(played.events, events, "{what}\n{source}");
    Some(played.expectations)
}

#[test]
fn every_built_in_lesson_can_be_recorded_from_its_run() {
    let (mut told, mut all, mut expectations) = (0, 0, 0);
    for lesson in library().iter().chain(start_library().iter()) {
        let events = run(lesson).expect("a sound run").events;
        let history = played(&lesson.setup, &events);
        all += 1;
        if let Some(count) = again(&history, lesson.terms, &lesson.slug) {
            told += 1;
            expectations += count;
        }
    }
    assert_eq!(told, all, "runs that can't be told");
    assert!(expectations > 5 * all, "{expectations}");
}

#[test]
fn runs_of_chance_can_be_recorded() {
    let mut told = 0;
    for key in Setup::KEYS {
        let setup = Rc::new(Setup::usual(key).expect(key));
        for seed in 0..12 {
            let schedule = Schedule::Random(RandomSchedule::stormy(seed));
            let mut history = History::new(Rc::clone(&setup));
            for _ in 0..60 {
                let Some(event) = schedule.next(history.world()) else { break };
                history.act(&event).expect("it was chosen");
            }
            told += usize::from(again(&history, Terms::usual(&setup), &format!("{key} {seed}")).is_some());
        }
    }
    let all = Setup::KEYS.len() * 12;
    assert_eq!(told, all);
}

#[test]
fn moments_with_names_begin_parts_and_hostile_titles_stay_titles() {
    let setup = Rc::new(Setup::usual("synod").expect("synod"));
    let mut history = History::new(setup);
    for _ in 0..6 {
        let event = history.world().progress().first().cloned().expect("something to do");
        history.act(&event).expect("it was offered");
        if history.position() == 3 {
            history.set_name(history.cursor(), "<img src=x onerror=alert(1)> & {P1} *now*");
        }
    }
    let source = record("A # title: with --- \n## marks", &history, Terms::Standard).expect("a lesson");
    let lesson = parse("recorded", &source).expect("a sound lesson");
    assert_eq!(lesson.parts.len(), 2);
    assert_eq!(lesson.parts[1].title, "img src=x onerror=alert(1) P1 now");
    assert_eq!(lesson.title, "A title: with --- marks");
    assert!(again(&history, Terms::Standard, "named").is_some_and(|count| count > 3));
}
