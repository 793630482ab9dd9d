//! Every construction plays, is carried and is shown as any other: links, files, diagrams, pictures of what happened.

mod common;
mod runs;

use paxoscope::picture::{Form, Motif, Subject, Theme, Wanted, export};
use paxoscope::protocol::{NodeId, Setup, Value};
use paxoscope::scene::{Knowledge, Lanes, Stretch, View, safety, spoken};
use paxoscope::share::{Run, parse_file, parse_link, write_file, write_link};
use paxoscope::sim::{Causality, Event, History, Schedule};
use paxoscope::text::{self, Terms};
use std::rc::Rc;

/// Every construction as it is first opened, and its variants.
fn setups() -> Vec<Setup> {
    let usual = |key: &str| Setup::usual(key).expect("a construction");
    let mut setups: Vec<Setup> = Setup::KEYS.map(usual).to_vec();
    for (key, name, word) in [("election", "drives", "paxos"), ("bank", "order", "arrival")] {
        let mut setup = usual(key);
        setup.cluster_mut().set(name, word).expect("a setting");
        setups.push(setup);
    }
    setups
}

/// A storm with requests in between, on one line.
fn storm(setup: &Setup, seed: u64, events: usize) -> History {
    let mut history = History::new(Rc::new(setup.clone()));
    let schedule = Schedule::Random(paxoscope::sim::RandomSchedule {
        cut: 20,
        mend: 60,
        ..paxoscope::sim::RandomSchedule::stormy(seed)
    });
    let commands = ["Withdraw $80", "Deposit $50", "Withdraw $40", "nothing at all"];
    for (index, command) in commands.into_iter().enumerate() {
        let node = NodeId(u8::try_from(index % setup.size()).expect("small"));
        // Who takes no requests refuses.
        let _refused = history.act(&Event::Request(node, Value::new(command)));
    }
    while history.position() < events
        && let Some(event) = schedule.next(history.world())
    {
        history.act(&event).expect("a schedule chooses what is enabled");
    }
    history
}

#[test]
fn links_and_files_carry_every_construction() {
    for setup in setups() {
        for seed in 0..8 {
            let run = Run::of_line(&storm(&setup, seed, 60), Terms::Helwer, None);
            let link = write_link(&run).expect("short enough");
            assert_eq!(parse_link(&link).as_ref(), Ok(&run), "{}", setup.key());
            assert_eq!(parse_file(&write_file(&run)).as_ref(), Ok(&run), "{}", setup.key());
        }
    }
}

#[test]
fn everything_that_happens_has_words() {
    for setup in setups() {
        for seed in 0..4 {
            let mut history = storm(&setup, seed, 80);
            for position in 0..history.line().len() {
                history.seek(position);
                for (_, terms) in Terms::ALL {
                    let view = View::of(&history, terms);
                    let said = [spoken(&view), format!("{:?}", safety(&view))].join(" ");
                    assert!(!said.contains("{ $") && !said.contains("[rule"), "{said}");
                }
            }
        }
    }
}

/// What is sent at the start, before anything has happened, is under way in diagrams from their beginning.
#[test]
fn diagrams_and_pictures_begin_with_what_is_sent_at_the_start() {
    let setup = Setup::usual("election").expect("a construction");
    let mut history = History::new(Rc::new(setup));
    let first = history.world().in_flight()[0].id;
    history.act(&Event::Deliver(first)).expect("in flight");
    let shown =
        paxoscope::scene::diagram(&history, Terms::Standard, &Lanes::default(), Stretch::all(&history));
    let sent_at_start = shown.flights.iter().filter(|flight| flight.sent == 0).count();
    assert_eq!(sent_at_start, 20);
    assert!(text::has("kind-heartbeat"));
}

#[test]
fn pictures_and_knowledge_of_every_construction_can_be_made() {
    for setup in setups() {
        let history = storm(&setup, 7, 60);
        let subject =
            Subject { history: &history, terms: Terms::Helwer, lanes: &Lanes::default(), title: "" };
        let all = Stretch::all(&history);
        for motif in [Motif::Stage(history.position()), Motif::Diagram(all)] {
            for form in [Form::Svg, Form::Tikz, Form::Mermaid] {
                let picture = export(subject, Wanted { motif, form, theme: Theme::Light });
                assert!(picture.len() > 100, "{}", setup.key());
            }
        }
        let causality = Causality::at(&history);
        for node in setup.nodes() {
            assert_eq!(causality.knows(node).len(), setup.size());
            let knowledge = Knowledge::of(&history, node);
            assert!(knowledge.until(node) <= history.position());
        }
    }
}
