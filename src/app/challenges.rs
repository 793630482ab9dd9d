//! "Break it": goals that somebody reaches by hand, in as few steps as the search says are needed, or finds to be impossible.
//! The numbers are the search's own: `tests/challenges.rs` has it find every one of them again.

use super::{Action, AppState};
use crate::check::{Bounds, Goal};
use crate::protocol::Setup;
use crate::protocol::synod;
use crate::share::Route;
use crate::text::say;
use std::rc::Rc;

/// A goal to be reached by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// Its key: in the catalogue behind `challenge-`, and in what the browser keeps.
    pub key: &'static str,
    /// The construction.
    construction: &'static str,
    /// Its settings, as far as they are not the usual ones.
    settings: &'static [(&'static str, &'static str)],
    /// Within which bounds the search looks.
    pub bounds: &'static str,
    /// What is to be reached.
    goal: &'static str,
    /// In how many steps, at best; none if no schedule within the bounds gets there.
    pub par: Option<u32>,
}

const fn challenge(
    key: &'static str,
    construction: &'static str,
    settings: &'static [(&'static str, &'static str)],
    bounds: &'static str,
    goal: &'static str,
    par: Option<u32>,
) -> Challenge {
    Challenge { key, construction, settings, bounds, goal, par }
}

/// Two replicas that two leaders serve, without clients.
const LOG: &[(&str, &str)] =
    &[("replicas", "2"), ("clients", "0"), ("application", "none"), ("quorum", "one-less")];

/// All of them, the easiest of each deck first.
pub static CHALLENGES: &[Challenge] = &[
    challenge("underdog", "synod", &[], "proposals=1", "chosen bar", Some(8)),
    challenge(
        "split-vote",
        "attempt-1",
        &[("servers", "S1 wants a; S2 wants b; S3 wants c")],
        "proposals=1",
        "durability",
        Some(6),
    ),
    challenge("two-truths", "attempt-2", &[], "proposals=1", "consistency", Some(6)),
    challenge("look-first", "attempt-3", &[], "proposals=1", "consistency", Some(16)),
    challenge("stubborn", "attempt-4", &[("eager", "yes")], "proposals=1", "consistency", Some(14)),
    challenge("two-kings", "election", &[], "timers=6", "one-leader", Some(4)),
    challenge("left-waiting", "two-phase-commit", &[], "crashes=1 timers=2", "non-blocking", Some(7)),
    challenge("half-married", "three-phase-commit", &[], "crashes=1 timers=3", "same-decision", Some(7)),
    challenge("two-stories", "two-servers", &[], "proposals=1", "clients-agree", Some(10)),
    challenge("overtaken", "send-accept", &[], "proposals=1", "clients-agree", Some(13)),
    challenge("false-alarm", "single-server-rule", &[], "proposals=1 timers=1", "clients-agree", Some(12)),
    challenge("both-alone", "wait-for-learn", &[], "proposals=1 timers=2", "clients-agree", Some(12)),
    challenge("small-quorum", "pmmc", LOG, "proposals=1", "slot-agreement", Some(12)),
    challenge("undo-a-choice", "synod", &[], "proposals=1", "agreement", None),
    challenge("two-orders", "paxos", &[], "proposals=1", "servers-agree", None),
];

impl Challenge {
    /// The cluster that it is about.
    pub fn setup(&self) -> Option<Setup> {
        let mut setup = Setup::usual(self.construction)?;
        for (key, value) in self.settings {
            setup.cluster_mut().set(key, value).ok()?;
        }
        if let (Setup::Synod(config), None) = (&mut setup, self.par) {
            *config = small(config);
        }
        Some(setup)
    }

    /// What is to be reached.
    pub fn goal(&self) -> Option<Goal> {
        Goal::parse(self.goal)
    }

    /// The bounds of its search.
    pub fn bounds(&self) -> Bounds {
        // Impossible goals take a look at everything.
        Bounds { memory: 1_024, ..Bounds::parse(self.bounds).unwrap_or_default() }
    }
}

/// What can be searched to the end: without learners, and steps that follow are taken at once. Neither changes what can be
/// chosen.
fn small(config: &synod::Config) -> synod::Config {
    let mut small = config.clone();
    if small.layout == synod::Layout::Apart {
        small.learners.clear();
        small.eager = true;
    }
    small
}

/// A challenge that somebody has taken up.
#[derive(Clone, Debug)]
pub struct TakenUp {
    /// Which one.
    pub challenge: &'static Challenge,
    /// The cluster of the run in which it is tried.
    setup: Rc<Setup>,
    /// What the search says to do next, or that there is nothing to do any more.
    pub hint: Option<String>,
}

/// A challenge as the page shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct ChallengeView {
    /// Its key.
    pub key: &'static str,
    /// Its name.
    pub title: String,
    /// What is to be reached.
    pub lead: String,
    /// In how many steps, at best.
    pub par: String,
    /// Whether it is being tried.
    pub is_taken_up: bool,
    /// How it stands: the steps taken, reached or not, or what was reached before.
    pub status: String,
    /// What the search says to do next.
    pub hint: Option<String>,
}

impl AppState {
    /// All challenges.
    pub fn challenges(&self) -> Vec<ChallengeView> {
        CHALLENGES.iter().map(|challenge| self.challenge_view(challenge)).collect()
    }

    fn challenge_view(&self, challenge: &'static Challenge) -> ChallengeView {
        let taken_up = self.taken_up().filter(|taken_up| taken_up.challenge == challenge);
        ChallengeView {
            key: challenge.key,
            title: say(&format!("challenge-{}", challenge.key), &[]),
            lead: say(&format!("challenge-{}.lead", challenge.key), &[]),
            par: match challenge.par {
                Some(par) => say("challenge-par", &[("steps", par.into())]),
                None => say("challenge-impossible", &[]),
            },
            is_taken_up: taken_up.is_some(),
            status: self.challenge_status(challenge, taken_up.is_some()),
            hint: taken_up.and_then(|taken_up| taken_up.hint.clone()),
        }
    }

    fn challenge_status(&self, challenge: &Challenge, is_taken_up: bool) -> String {
        let count = |key: &str, steps: u32| say(key, &[("steps", steps.into())]);
        if is_taken_up && challenge.par.is_some() {
            let steps = self.steps_taken();
            let is_reached = self.is_reached(challenge);
            return count(if is_reached { "challenge-reached" } else { "challenge-so-far" }, steps);
        }
        match self.progress.solved.get(challenge.key) {
            Some(0) => say("challenge-certified", &[]),
            Some(steps) => count("challenge-best", *steps),
            None => String::new(),
        }
    }

    /// The challenge that is being tried, if its run is looked at.
    fn taken_up(&self) -> Option<&TakenUp> {
        let setup = self.session()?.history.world().setup();
        self.checker.challenge.as_ref().filter(|taken_up| taken_up.setup == *setup)
    }

    fn steps_taken(&self) -> u32 {
        self.session().map_or(0, |session| session.history.world().steps())
    }

    fn is_reached(&self, challenge: &Challenge) -> bool {
        let goal = challenge.goal();
        self.session().zip(goal).is_some_and(|(session, goal)| goal.is_reached(session.history.world()))
    }

    /// Opens the cluster of a challenge, at its start, with the search set to its goal.
    pub(super) fn take_up_challenge(&mut self, key: &str) {
        let Some(challenge) = CHALLENGES.iter().find(|challenge| challenge.key == key) else { return };
        let Some(setup) = challenge.setup() else { return };
        self.reduce(Action::Go(Route::Sandbox(setup.clone())));
        self.reduce(Action::First);
        self.checker.is_open = true;
        self.checker.bounds = challenge.bounds();
        challenge.goal.clone_into(&mut self.checker.goal);
        self.checker.challenge = Some(TakenUp { challenge, setup: Rc::new(setup), hint: None });
    }

    /// Notes what was reached by hand, and forgets a hint that was for another moment.
    pub(super) fn note_challenge(&mut self, was_searching: bool) {
        let Some(taken_up) = self.taken_up() else { return };
        let challenge = taken_up.challenge;
        // What the search found is the search's.
        let found = self.checker.finding.as_ref().and_then(|finding| finding.end).map(|(end, _)| end);
        let is_found = self.session().is_some_and(|session| Some(session.history.cursor()) == found);
        if challenge.par.is_none() || was_searching || is_found || !self.is_reached(challenge) {
            return;
        }
        self.note_solved(challenge, self.steps_taken());
    }

    /// Notes a solution, if there is no better one; 0 stands for the certificate.
    pub(super) fn note_solved(&mut self, challenge: &Challenge, steps: u32) {
        let best = self.progress.solved.get_or_insert(challenge.key.to_owned(), steps);
        *best = steps.min(*best);
    }
}
