//! A rule that is switched off stays so wherever a run goes: addresses, links, files, what the browser keeps.

use paxoscope::check::{EXPERIMENTS, LOG_EXPERIMENTS};
use paxoscope::protocol::Setup;
use paxoscope::protocol::synod::{Config, Switch};
use paxoscope::share::{
    Route, Run, parse_file, parse_link, parse_packed, parse_route, write_file, write_link, write_packed,
    write_route,
};
use paxoscope::sim::{History, RandomSchedule};
use paxoscope::text::Terms;
use std::rc::Rc;

/// A run of some steps in this cluster.
fn run(setup: &Setup) -> Run {
    let mut history = History::new(Rc::new(setup.clone()));
    let schedule = RandomSchedule::stormy(7);
    for _ in 0..30 {
        let Some(event) = schedule.next(history.world()) else { break };
        history.act(&event).expect("a schedule chooses what is enabled");
    }
    Run::of_line(&history, Terms::usual(setup), None)
}

#[track_caller]
fn comes_back(setup: &Setup) {
    let address = write_route(&Route::Sandbox(setup.clone()));
    assert_eq!(parse_route(&address), Ok(Route::Sandbox(setup.clone())), "{address}");
    let run = run(setup);
    assert_eq!(run.setup.as_ref(), setup);
    let link = write_link(&run).expect("it is short");
    assert_eq!(parse_link(&link).as_ref(), Ok(&run), "{link}");
    assert_eq!(parse_file(&write_file(&run)).as_ref(), Ok(&run));
    assert_eq!(parse_packed(&write_packed(&run)).as_ref(), Ok(&run));
}

/// Every word of every switch, and of the adoption, in clusters of both layouts.
#[test]
fn every_word_of_every_switch_comes_back() {
    let switches = Switch::ALL.map(Switch::key);
    let mut words = 0;
    for key in ["synod", "attempt-4-continued"] {
        let usual = Setup::usual(key).expect("a construction");
        for rule in switches.into_iter().chain(["adoption"]) {
            for word in Config::rule_options(rule) {
                let mut setup = usual.clone();
                setup.cluster_mut().set(rule, word).expect("one of its words");
                comes_back(&setup);
                words += 1;
            }
        }
    }
    assert_eq!(words, 2 * (3 + 3 + 2 + 2 + 2 + 2 + 2 + 2 + 4));
}

#[test]
fn all_of_them_together_come_back() {
    let mut setup = Setup::usual("synod").expect("a construction");
    for switch in Switch::ALL {
        let last = switch.options().last().expect("it has words");
        setup.cluster_mut().set(switch.key(), last).expect("one of its words");
    }
    comes_back(&setup);
}

#[test]
fn every_experiment_comes_back() {
    for experiment in EXPERIMENTS.iter().chain(&LOG_EXPERIMENTS) {
        comes_back(&experiment.setup().expect("settings that it has"));
    }
}
