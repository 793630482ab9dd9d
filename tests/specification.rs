//! The TLA+ specification beside the run: what is lit, what is told, what can be done.

mod common;

use paxoscope::lesson::{library, run};
use paxoscope::protocol::Setup;
use paxoscope::scene::{SpecSheet, spec_sheet};
use paxoscope::share::default_cluster;
use paxoscope::sim::{Event, History, RandomSchedule, Schedule};
use paxoscope::text::{Terms, know_all};
use std::rc::Rc;

fn sheet(history: &History) -> SpecSheet {
    know_all();
    spec_sheet(history, Terms::Standard).expect("single-decree Paxos")
}

fn lit(sheet: &SpecSheet) -> Vec<&'static str> {
    sheet.lines.iter().filter(|line| line.is_lit).map(|line| line.text).collect()
}

fn notes(sheet: &SpecSheet) -> Vec<(&'static str, &str)> {
    let noted = sheet.lines.iter().filter(|line| line.is_lit && !line.note.is_empty());
    noted.map(|line| (line.text.trim(), line.note.as_str())).collect()
}

/// Takes the first event of an enabled action that begins like this.
fn take(history: &mut History, action: &str) -> SpecSheet {
    let now = sheet(history);
    let found = now.enabled.iter().find(|(words, _)| words.starts_with(action));
    let (_, event) = found.unwrap_or_else(|| panic!("no {action} in {:?}", now.enabled));
    history.act(event).expect("it is enabled");
    sheet(history)
}

#[test]
fn each_action_lights_its_definition_and_says_what_its_conjuncts_came_to() {
    let mut history = History::new(Rc::new(default_cluster()));
    let start = sheet(&history);
    assert_eq!((start.taken.as_str(), lit(&start).len()), ("No step yet: Init holds.", 0));
    let first = take(&mut history, "Phase1a(");
    assert!(first.taken.starts_with("Phase1a("), "{}", first.taken);
    assert_eq!(lit(&first)[0], "Phase1a(b) ==");
    assert_eq!(lit(&first).len(), 4);
    let second = take(&mut history, "Phase1b(");
    assert_eq!(lit(&second)[0], "Phase1b(a) ==");
    let told = notes(&second);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].0.contains("m.bal > maxBal[a]") && told[0].1.ends_with("> -1"), "{told:?}");
    assert_eq!(told[1].1, "mbal = -1, mval = None");
    take(&mut history, "Phase1b(");
    // The promises arrive: the specification does not speak of that.
    while let Some(event) = history.world().progress().into_iter().find(|event| {
        matches!(event, Event::Deliver(id) if history.world().packet(*id).is_some_and(|p| p.message.kind().key() == "promise"))
    }) {
        history.act(&event).expect("it was offered");
        let arrived = sheet(&history);
        assert!(arrived.taken.starts_with("A stuttering step"), "{}", arrived.taken);
        assert_eq!(lit(&arrived).len(), 0);
    }
    let proposed = take(&mut history, "Phase2a(");
    let told = notes(&proposed);
    assert_eq!(lit(&proposed)[0], "Phase2a(b, v) ==");
    assert!(
        told.iter().any(|(line, note)| line.contains("\\E Q \\in Quorum") && note.starts_with("Q = {")),
        "{told:?}"
    );
    assert!(
        told.iter().any(|(line, note)| line.contains("Votes(Q, b) = {}") && *note == "no votes reported"),
        "{told:?}"
    );
    let voted = take(&mut history, "Phase2b(");
    assert_eq!(lit(&voted)[0], "Phase2b(a) ==");
    assert!(notes(&voted)[0].1.contains(" >= "), "{:?}", notes(&voted));
    let variables: Vec<&str> = voted.variables.iter().map(|(name, _)| *name).collect();
    assert_eq!(variables, ["maxBal", "maxVBal", "maxVal", "msgs"]);
    assert_eq!(voted.variables[3].1, "1 × 1a, 2 × 1b, 1 × 2a, 1 × 2b");
}

/// Every action that is offered is what its event is, and every step that is an action was offered before it.
#[test]
fn what_is_offered_is_what_happens_and_what_happens_was_offered() {
    let (mut offered, mut taken) = (0, 0);
    for seed in 0..60 {
        let schedule = Schedule::Random(RandomSchedule::stormy(seed));
        let mut history = History::new(Rc::new(default_cluster()));
        for _ in 0..50 {
            let now = sheet(&history);
            for (action, event) in &now.enabled {
                let mut other = history.clone();
                other.act(event).expect("it is offered");
                assert_eq!(sheet(&other).taken, *action, "seed {seed}");
                offered += 1;
            }
            let Some(event) = schedule.next(history.world()) else { break };
            history.act(&event).expect("it was chosen");
            let next = sheet(&history);
            assert!(next.is_allowed, "seed {seed}: {}", next.taken);
            if lit(&next).is_empty() {
                continue;
            }
            taken += 1;
            // Timers and requests are not among the steps that a run goes on by.
            if matches!(event, Event::Deliver(_) | Event::Act(..)) {
                assert!(
                    now.enabled.iter().any(|(action, _)| *action == next.taken),
                    "seed {seed}: {}",
                    next.taken
                );
            }
        }
    }
    assert!(offered > 3000 && taken > 500, "{offered} {taken}");
}

/// With a rule switched off, a run does what the specification forbids, and the conjunct is marked.
#[test]
fn a_forbidden_step_marks_the_conjunct_that_it_breaks() {
    let breaks = |settings: &[(&str, &str)], words: &str, conjunct: &str| {
        let mut setup = default_cluster();
        for (key, value) in settings {
            setup.cluster_mut().set(key, value).unwrap_or_else(|_| panic!("{key} = {value}"));
        }
        let setup = Rc::new(setup);
        let found = (0..4000).find_map(|seed| {
            let schedule = Schedule::Random(RandomSchedule::stormy(seed));
            let mut history = History::new(Rc::clone(&setup));
            for _ in 0..60 {
                let event = schedule.next(history.world())?;
                history.act(&event).ok()?;
                let now = sheet(&history);
                if !now.is_allowed && now.taken.contains(words) {
                    return Some(now);
                }
            }
            None
        });
        let found = found.unwrap_or_else(|| panic!("{settings:?} never did what is forbidden"));
        let marked: Vec<&str> =
            found.lines.iter().filter(|line| line.is_broken && line.is_lit).map(|line| line.text).collect();
        assert!(marked.len() == 1 && marked[0].contains(conjunct), "{marked:?}");
    };
    breaks(&[("adoption", "own")], "no quorum of promises shows", "Votes(Q, b) :");
    breaks(&[("promises", "none")], "has promised a higher ballot", "m.bal >");
}

#[test]
fn consistency_is_violated_where_the_page_says_that_agreement_is_broken() {
    let mut both = 0;
    for lesson in library().iter() {
        let Setup::Synod(_) = &*lesson.setup else { continue };
        let played = run(lesson).expect("a sound lesson");
        let mut history = History::new(Rc::clone(&lesson.setup));
        for event in &played.events {
            history.act(event).expect("it has happened");
        }
        let now = sheet(&history);
        let consistency =
            now.lines.iter().find(|line| line.text.starts_with("Consistency ==")).expect("it is there");
        let judged = paxoscope::check::judge(paxoscope::check::Property::Agreement, history.world());
        let holds = judged == paxoscope::check::Verdict::Holds;
        assert_eq!(consistency.note == "holds", holds, "{}", lesson.slug);
        assert_eq!(consistency.is_broken, !holds, "{}", lesson.slug);
        both |= 1 << u8::from(holds);
    }
    assert_eq!(both, 3, "there are lessons of both kinds");
}
