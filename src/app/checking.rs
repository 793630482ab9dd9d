//! Checking every schedule: what is searched for, within which bounds, and what has come of it.

use super::{Action, AppState, Page, Problem, Session, TakenUp};
use crate::check::{Bounds, Experiment, Limit, Progress};
use crate::protocol::Setup;
use crate::scene::{Target, event_words};
use crate::share::{Route, Run, parse_packed, write_packed};
use crate::sim::{Event, MomentId};
use crate::text::say;
use crate::tools::{Check, Errand, Report, SearchState, parse_report, words_of_bounds, write_request};
use std::rc::Rc;

/// What has to do with searches.
#[derive(Clone, Debug, PartialEq)]
pub enum CheckAction {
    /// Show the panel; from a lesson, in the sandbox.
    Open,
    /// Show it no more.
    Close,
    /// Set a bound to what was typed.
    Bound(&'static str, String),
    /// Look for this goal, as [`crate::check::Goal::write`] has it; empty for all properties.
    Look(String),
    /// Begin, from the start of the run or from the moment that is looked at.
    Begin {
        /// Whether from the moment that is looked at.
        is_from_now: bool,
    },
    /// End the search.
    Cancel,
    /// The search reports.
    Report(u32, Rc<str>),
    /// It can't be done, and why.
    Refused(u32, Rc<str>),
    /// The tools did not start, or have stopped.
    Lost,
    /// They are of another build.
    Other,
    /// Play what was found, from where the search began.
    Play,
    /// Take up the challenge with this key.
    TakeUp(&'static str),
    /// Switch a rule off: set up the experiment with this key, and its search.
    Try(&'static str),
    /// Ask for the next step of the challenge.
    Hint,
}

/// The searches of a visit: one at a time.
#[derive(Clone, Debug, Default)]
pub struct Checker {
    /// Whether the panel is shown.
    pub is_open: bool,
    /// The bounds of the next search.
    pub bounds: Bounds,
    /// What the next one looks for; empty for all properties.
    pub goal: String,
    /// How the last search stands or ended.
    pub finding: Option<Finding>,
    /// The challenge that was taken up last.
    pub challenge: Option<TakenUp>,
    search: Option<Ongoing>,
    last: u32,
    calls: u32,
    is_here: bool,
}

/// A search that is under way.
#[derive(Clone, Debug)]
struct Ongoing {
    id: u32,
    request: Rc<str>,
    setup: Rc<Setup>,
    from: MomentId,
    bounds: Bounds,
    is_hint: bool,
}

/// How a search stands or ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// How it stands.
    pub state: SearchState,
    /// How far it has come.
    pub progress: Progress,
    /// How long it has taken, in milliseconds.
    pub ms: u32,
    /// Its bounds.
    pub bounds: Bounds,
    /// The cluster that was searched.
    pub setup: Rc<Setup>,
    /// Where it began.
    pub from: MomentId,
    /// Where what was found ends, and after how many steps.
    pub end: Option<(MomentId, usize)>,
}

impl Finding {
    /// Whether a bound stopped it.
    pub fn limit(&self) -> Option<Limit> {
        if let SearchState::Stopped(limit) = self.state { Some(limit) } else { None }
    }
}

impl Checker {
    /// What is to be told to the tools.
    pub fn waiting(&self) -> Option<(u32, Rc<str>)> {
        self.search.as_ref().map(|search| (search.id, Rc::clone(&search.request)))
    }

    /// How often they were called anew.
    pub fn calls(&self) -> u32 {
        self.calls
    }

    /// Whether the search runs on the page's own thread, since no worker can be had.
    pub fn is_here(&self) -> bool {
        self.is_here
    }

    /// Whether a search is under way.
    pub fn is_searching(&self) -> bool {
        self.search.is_some()
    }

    /// Ends the search, and with it the worker: its memory is given back at once.
    fn stop(&mut self) {
        if self.search.take().is_some() {
            self.calls += 1;
        }
    }
}

impl AppState {
    /// Does what has to do with searches.
    pub(super) fn check(&mut self, action: &CheckAction) {
        match action {
            CheckAction::Open => self.open_checker(),
            CheckAction::Close => self.checker.is_open = false,
            CheckAction::Bound(key, text) => match self.checker.bounds.set(key, text) {
                Ok(()) => self.problem = None,
                Err(error) => self.problem = Some(Problem::Refused(words_of_bounds(&error).into())),
            },
            CheckAction::Look(goal) => self.checker.goal.clone_from(goal),
            CheckAction::Begin { is_from_now } => self.begin_check(*is_from_now, false),
            CheckAction::Hint => self.begin_check(true, true),
            CheckAction::TakeUp(key) => self.take_up_challenge(key),
            CheckAction::Try(key) => self.try_experiment(key),
            CheckAction::Cancel => {
                self.checker.stop();
                self.checker.finding = None;
            }
            CheckAction::Report(id, text) => self.hear_report(*id, text),
            CheckAction::Refused(id, words) => {
                if self.checker.search.as_ref().is_some_and(|search| search.id == *id) {
                    self.checker.search = None;
                    self.problem = Some(Problem::Refused(Rc::clone(words)));
                }
            }
            CheckAction::Lost => self.lose_checker(),
            CheckAction::Other => {
                self.checker.stop();
                self.problem = Some(Problem::OtherTools);
            }
            CheckAction::Play => self.play_finding(),
        }
    }

    /// Sets up a cluster with a rule switched off, and the search that finds what comes of it.
    fn try_experiment(&mut self, key: &str) {
        let Some((experiment, setup)) = Experiment::named(key).and_then(|it| Some((it, it.setup().ok()?)))
        else {
            return;
        };
        self.reduce(Action::Go(Route::Sandbox(setup)));
        self.reduce(Action::First);
        self.checker.is_open = true;
        self.checker.challenge = None;
        self.checker.bounds = Bounds { memory: 1_024, ..experiment.bounds() };
        self.checker.goal = experiment.breaks.map(|property| property.key().to_owned()).unwrap_or_default();
    }

    /// A lesson's step is explored in the sandbox, so that it can be gone on with whatever is found.
    fn open_checker(&mut self) {
        match self.page {
            Page::Lesson(_) => self.reduce(Action::Explore),
            Page::Home | Page::Ladder => self.reduce(Action::Go(super::first_sandbox())),
            Page::Sandbox(_) => {}
        }
        self.checker.is_open = true;
    }

    /// Begins a search; for a hint, one of which only the first step is told.
    fn begin_check(&mut self, is_from_now: bool, is_hint: bool) {
        self.checker.stop();
        self.checker.finding = None;
        self.tell_hint(None);
        self.problem = None;
        let Some(session) = self.session() else { return };
        let history = &session.history;
        let at = if is_from_now { history.position() } else { 0 };
        let run = write_packed(&Run::of_line(history, session.terms, None));
        let (setup, from) = (Rc::clone(history.world().setup()), history.line()[at]);
        let checker = &mut self.checker;
        checker.last += 1;
        let bounds = checker.bounds.write();
        let check = Check { at, bounds: &bounds, goals: &checker.goal, run: &run };
        let request = write_request(checker.last, &Errand::Check(check)).into();
        checker.search =
            Some(Ongoing { id: checker.last, request, setup, from, bounds: checker.bounds, is_hint });
    }

    fn hear_report(&mut self, id: u32, text: &str) {
        let Some(search) = self.checker.search.clone().filter(|search| search.id == id) else { return };
        let Some(Report { state, progress, ms, run }) = parse_report(text) else { return };
        if state != SearchState::Searching {
            self.checker.search = None;
        }
        if search.is_hint {
            if state != SearchState::Searching {
                self.hear_hint(&search, &state, run);
            }
            return;
        }
        self.note_certificate(&state);
        let end = if matches!(state, SearchState::Found(_)) { self.show_finding(&search, run) } else { None };
        let Ongoing { setup, from, bounds, .. } = search;
        self.checker.finding = Some(Finding { state, progress, ms, bounds, setup, from, end });
    }

    /// Adds what was found to the run as a branch, and goes to its end. If another run is looked at by now, it is opened as a
    /// run of its own.
    fn show_finding(&mut self, search: &Ongoing, run: &str) -> Option<(MomentId, usize)> {
        let run = parse_packed(run).ok()?;
        let is_same = |session: &Session| Rc::ptr_eq(session.history.world().setup(), &search.setup);
        if !self.session().is_some_and(is_same) {
            self.open_run(Session::of_run(&run).ok()?);
        }
        let events: Vec<_> = run.line().ok()?.into_iter().cloned().collect();
        let session = self.session_mut()?;
        session.is_playing = false;
        session.history.remember();
        let begun = session.history.moment(search.from).world.steps() as usize;
        let mut at = search.from;
        for event in events.get(begun..)? {
            at = session.history.grow(at, event).ok()?;
        }
        session.history.travel(at);
        session.drop_stale_selection();
        Some((at, events.len() - begun))
    }

    /// The first step of what was found becomes the hint, and what it is about is selected.
    fn hear_hint(&mut self, search: &Ongoing, state: &SearchState, run: &str) {
        let Some(session) = self.session_mut() else { return };
        let moment = session.history.moment(search.from);
        let begun = moment.world.steps() as usize;
        let run = parse_packed(run).ok();
        let events = run.as_ref().and_then(|run| run.line().ok()).unwrap_or_default();
        let hint = match (state, events.get(begun)) {
            (SearchState::Found(_), Some(event)) => {
                let words = event_words(&moment.world, session.terms, event);
                let left = u32::try_from(events.len() - begun - 1).unwrap_or(u32::MAX);
                session.selection = target_of(event);
                say("hint-next", &[("event", words.as_str().into()), ("left", left.into())])
            }
            (SearchState::Found(_), None) => say("hint-there", &[]),
            (SearchState::Stopped(_), _) => say("verdict-stopped-memory", &[]),
            _ => say("hint-nothing", &[]),
        };
        self.tell_hint(Some(hint));
    }

    fn tell_hint(&mut self, hint: Option<String>) {
        if let Some(taken_up) = &mut self.checker.challenge {
            taken_up.hint = hint;
        }
    }

    /// Whoever has seen that a goal is impossible has met the challenge.
    fn note_certificate(&mut self, state: &SearchState) {
        let Some(challenge) = self.checker.challenge.as_ref().map(|taken_up| taken_up.challenge) else {
            return;
        };
        let is_its_goal = challenge.goal().is_some_and(|goal| goal.write() == self.checker.goal);
        if challenge.par.is_none() && is_its_goal && *state == SearchState::Complete {
            self.note_solved(challenge, 0);
            self.tell_hint(Some(say("challenge-certificate", &[])));
        }
    }

    fn play_finding(&mut self) {
        let Some(Finding { from, end: Some((end, _)), .. }) = self.checker.finding.clone() else { return };
        if let Some(session) = self.session_mut().filter(|session| end.index() < session.history.len()) {
            session.history.remember();
            session.history.travel(end);
            session.history.travel(from);
            session.drop_stale_selection();
            session.is_playing = true;
        }
    }

    /// Without a worker the search goes on here; without the module it can't.
    fn lose_checker(&mut self) {
        let checker = &mut self.checker;
        if checker.is_here || checker.search.is_none() {
            checker.stop();
            self.problem = Some(Problem::ToolsLost);
        } else {
            checker.is_here = true;
            checker.calls += 1;
        }
    }
}

/// What an event is about, if that stands on the stage.
fn target_of(event: &Event) -> Option<Target> {
    match event {
        Event::Act(node, _)
        | Event::Fire(node, _)
        | Event::Crash(node)
        | Event::Restart(node)
        | Event::Request(node, _) => Some(Target::Node(*node)),
        other => other.message().map(Target::Message),
    }
}
