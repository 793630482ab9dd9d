//! The one function that changes the application's state.

use super::{Action, AppState, Page, Problem, Sandbox, Session};
use crate::lesson::Item;
use crate::protocol::Setup;
use crate::scene::{Target, Verb, offers};
use crate::share::Route;
use crate::sim::{Event, Schedule};
use crate::text::Terms;
use std::rc::Rc;

impl AppState {
    /// The state after an action. An action that can't be carried out leaves a [`Problem`] and all else as it was.
    pub fn reduce(&mut self, action: Action) {
        let is_of_search = matches!(action, Action::Check(_));
        let is_step = Self::is_step(&action);
        if action.goes_on() {
            self.problem = None;
        }
        if self.shows_again(&action) {
            return;
        }
        if self.leap_back(&action) {
            return self.note_progress();
        }
        match action {
            Action::Go(route) => self.go(&route),
            Action::AskToSearch => self.asked_to_search += 1,
            Action::Search(text) => self.wanted = text,
            Action::Fail(problem) => self.problem = Some(problem),
            Action::NextTheme => self.progress.theme = self.progress.theme.next(),
            Action::Toggle(sheet) => self.sheet = (self.sheet != Some(sheet)).then_some(sheet),
            Action::OpenText(text) => self.open_text(&text),
            Action::Tools(action) => self.use_tools(&action),
            Action::Check(action) => self.check(&action),
            Action::Receive { slug, text } => self.receive(&slug, text.as_deref()),
            Action::ReceiveRules(text) => self.receive_rules(text.as_deref()),
            Action::ReceiveContents(text) => self.receive_contents(text.as_deref()),
            Action::Close => self.close(),
            Action::Highlight(target) => self.highlight = target,
            Action::Resize(size) => self.stage_size = size,
            Action::Restore(progress) => self.progress = progress,
            Action::Know(node) => self.with_session(|session| session.knower = node),
            Action::Time(change) => self.change_time(change),
            Action::Faster => self.speed = (self.speed + 1).min(Self::SPEED_MAX),
            Action::Slower => self.speed = (self.speed - 1).max(Self::SPEED_MIN),
            Action::Explore => self.explore(),
            Action::Return => self.return_to_lesson(),
            Action::Rebuild(setup) => self.rebuild(setup),
            Action::Climb { is_above } => self.climb(is_above),
            Action::KeepDuelling => self.keep_duelling(),
            Action::Answer { item, choice } => self.answer(item, choice),
            Action::Hands { item: Some(item), choice, by } => self.count_hands(item, choice, by),
            Action::Hands { item: None, choice, by } => self.count_guesses(choice, by),
            Action::Guess => self.ask_for_guess(),
            Action::Author(action) => self.write_lesson(&action),
            Action::Hall(action) => self.present(action),
            Action::Choose(number) => self.choose(number),
            Action::Do(event) => self.act(&event),
            Action::Act(verb, target) => self.act_on(verb, target),
            Action::RunTo(goal) => self.run_to(&goal),
            Action::RunToTyped(text) => self.run_to_typed(&text),
            Action::Runs(change) => self.change_runs(&change),
            other => self.move_or_select(other),
        }
        self.settle_guess(is_step);
        self.forget_lost_errands();
        self.note_progress();
        self.note_challenge(is_of_search);
        self.follow_time();
    }

    fn move_or_select(&mut self, action: Action) {
        let is_tick = matches!(action, Action::Tick);
        match action {
            Action::Step | Action::Tick => self.step(is_tick),
            Action::Play => self.play(),
            Action::Select(target) => self.select(target, false),
            Action::SelectInDiagram(target) => self.select(Some(target), true),
            Action::SetPlayer(player) => self.with_session(|session| {
                session.player = player;
                session.history.leave_line();
            }),
            Action::Undo => self.undo(),
            Action::Redo => self.redo(),
            Action::Travel(moment) => self.moved(|session| {
                session.history.remember();
                session.history.travel(moment);
            }),
            Action::TravelTo(place) => self.moved(|session| {
                session.history.remember();
                session.seek(place);
            }),
            other => self.travel_line(&other),
        }
    }

    fn select(&mut self, target: Option<Target>, is_in_diagram: bool) {
        self.time.has_menu = is_in_diagram;
        self.with_session(|session| session.selection = target);
    }

    /// The moves of the transport, each of which also ends playing.
    fn travel_line(&mut self, action: &Action) {
        self.pause();
        match (&mut self.page, action) {
            (Page::Lesson(page), Action::Back) => page.back(),
            (Page::Lesson(page), Action::Part(part)) => page.go(page.first_stop(*part)),
            (Page::Lesson(page), Action::NextPart) => {
                let part = page.at().part + 1;
                if part < page.course.lesson.parts.len() {
                    page.go(page.first_stop(part));
                }
            }
            (Page::Lesson(page), Action::PreviousPart) => {
                let start = page.first_stop(page.at().part);
                let is_at_start = page.stop == start && page.is_on_path();
                page.go(if is_at_start { page.first_stop(page.at().part.saturating_sub(1)) } else { start });
            }
            (Page::Lesson(page), Action::First) if page.is_on_path() => page.go(0),
            (Page::Lesson(page), Action::Last) if page.is_on_path() => page.go(usize::MAX),
            (Page::Lesson(page), Action::Seek(stop)) if page.is_on_path() => page.go(*stop),
            (_, Action::Back) => self.seek(|position, _| position.saturating_sub(1)),
            (_, Action::First) => self.seek(|_, _| 0),
            (_, Action::Last) => self.seek(|_, length| length),
            (_, Action::Seek(place)) => self.seek(|_, _| *place),
            _ => {}
        }
    }

    fn seek(&mut self, place: impl Fn(usize, usize) -> usize) {
        self.moved(|session| {
            let position = place(session.history.position(), session.history.line().len() - 1);
            session.seek(position);
        });
    }

    fn with_session(&mut self, change: impl FnOnce(&mut Session)) {
        if let Some(session) = self.session_mut() {
            change(session);
        }
    }

    /// A change of the cursor, after which a lesson shows the stop that belongs to it.
    pub(super) fn moved(&mut self, change: impl FnOnce(&mut Session)) {
        self.pause();
        self.with_session(|session| {
            change(session);
            session.drop_stale_selection();
        });
        if let Page::Lesson(page) = &mut self.page {
            page.follow_cursor();
        }
    }

    pub(super) fn pause(&mut self) {
        self.with_session(|session| session.is_playing = false);
    }

    pub(super) fn go(&mut self, route: &Route) {
        self.shelf.wait_for(None);
        if *route == self.route() {
            return;
        }
        if self.go_to_own(route) {
            return;
        }
        if self.shelf.lacks(route) {
            self.shelf.wait_for(Some(route.clone()));
            return;
        }
        // Within an open lesson only the stop changes: what the person has added to its history stays.
        if let (Page::Lesson(page), Route::Lesson { slug, stop }) = (&mut self.page, route)
            && page.course.lesson.slug == *slug
            && *stop <= page.course.last_stop()
        {
            page.go(*stop);
            return;
        }
        match self.kept.take(route).map_or_else(|| self.open(route), Ok) {
            Ok(page) => {
                let left = std::mem::replace(&mut self.page, page);
                self.kept.put(left);
                self.problem = None;
                self.sheet = None;
            }
            Err(problem) => self.problem = Some(problem),
        }
    }

    fn close(&mut self) {
        if self.sheet.is_some() {
            self.sheet = None;
        } else if self.problem.is_some() {
            self.problem = None;
        } else if self.guess.is_some() {
            self.guess = None;
        } else if self.session().is_some_and(|session| session.selection.is_some()) || !self.close_in_hall() {
            self.wanted.clear();
            self.with_session(|session| session.selection = None);
        }
    }

    fn step(&mut self, is_tick: bool) {
        if !is_tick {
            self.pause();
        }
        let has_stepped = match &mut self.page {
            Page::Home | Page::Ladder => false,
            // A question that is open when playing waits for the hall.
            Page::Lesson(page) if is_tick && page.waits_for_answer() => false,
            Page::Lesson(page) => page.step(),
            Page::Sandbox(sandbox) => sandbox.session.step(),
        };
        // What decides a question is looked at before the lesson plays on.
        let has_decided = matches!(&self.page, Page::Lesson(page) if is_tick && page.has_just_decided());
        if !has_stepped || has_decided {
            self.pause();
        }
    }

    fn play(&mut self) {
        self.with_session(|session| {
            session.is_playing = !session.is_playing;
            if session.is_playing {
                session.history.remember();
            }
        });
    }

    /// In the sandbox the start of a new run is undone too.
    fn undo(&mut self) {
        if let Page::Sandbox(sandbox) = &mut self.page
            && !sandbox.session.history.can_undo()
            && let Some(previous) = sandbox.previous.clone()
        {
            let undone = Rc::new(sandbox.clone());
            *sandbox = Sandbox { next: Some(undone), ..Sandbox::clone(&previous) };
            return;
        }
        self.moved(|session| session.history.undo());
    }

    fn redo(&mut self) {
        if let Page::Sandbox(sandbox) = &mut self.page
            && !sandbox.session.history.can_redo()
            && let Some(next) = sandbox.next.clone()
        {
            *sandbox = Sandbox::clone(&next);
            return;
        }
        self.moved(|session| session.history.redo());
    }

    pub(super) fn act(&mut self, event: &Event) {
        self.pause();
        let check = self.session().map_or(Ok(()), |session| session.history.world().check(event));
        if let Err(reason) = check {
            self.problem = Some(Problem::NotEnabled(reason));
            return;
        }
        self.with_session(|session| session.history.remember());
        let result = match &mut self.page {
            Page::Home | Page::Ladder => Ok(()),
            Page::Lesson(page) => page.act(event),
            Page::Sandbox(sandbox) => sandbox.session.act(event),
        };
        self.problem = result.err().map(Problem::NotEnabled);
    }

    fn act_on(&mut self, verb: Verb, target: Option<Target>) {
        let Some(session) = self.session() else { return };
        let Some(target) = target.or(session.selection) else { return };
        if let Some(offer) = offers(&session.view(), target).into_iter().find(|offer| offer.verb == verb) {
            self.act(&offer.event);
        }
    }

    fn choose(&mut self, number: usize) {
        let Some(index) = number.checked_sub(1) else { return };
        if self.guesses(index) {
            return;
        }
        if let Page::Lesson(page) = &self.page
            && let Some((item, _)) = page.open_question()
        {
            return self.answer(item, index);
        }
        let event = self.session().and_then(|session| session.history.world().progress().get(index).cloned());
        if let Some(event) = event {
            self.act(&event);
        }
    }

    fn answer(&mut self, item: usize, choice: usize) {
        let Page::Lesson(page) = &mut self.page else { return };
        let Some(Item::Ask(question)) = page.visible().get(item) else { return };
        let is_open = page.answer(item).is_none() && !page.is_settled(item);
        if choice >= question.choices.len() || !is_open {
            return;
        }
        let part = page.at().part;
        page.answers.get_or_insert((part, item), choice);
        // The run itself says whether that is right: it goes on until it does.
        if page.is_undecided(item) && page.is_on_path() {
            page.session.history.remember();
            page.step();
            page.session.is_playing = page.is_undecided(item);
        }
    }

    /// The sandbox, at the state that the lesson shows: with its past, without its future.
    pub(super) fn explore(&mut self) {
        let Page::Lesson(page) = &self.page else { return };
        let mut origin = page.clone();
        origin.session.is_playing = false;
        let history = page.session.history.until_cursor();
        let session = Session::with_history(history, page.session.terms);
        self.page = Page::Sandbox(Sandbox::new(session, Some(Rc::new(origin))));
    }

    fn return_to_lesson(&mut self) {
        match &mut self.page {
            Page::Home | Page::Ladder => {}
            Page::Lesson(page) => {
                page.session.is_playing = false;
                page.session.player = Schedule::InOrder;
                page.go(page.stop);
            }
            Page::Sandbox(sandbox) => {
                if let Some(origin) = sandbox.origin.take() {
                    let mut page = super::LessonPage::clone(&origin);
                    page.go(page.stop);
                    self.page = Page::Lesson(page);
                }
            }
        }
    }

    fn rebuild(&mut self, setup: Setup) {
        if let Page::Sandbox(sandbox) = &mut self.page {
            sandbox.session.is_playing = false;
            let previous = Some(Rc::new(sandbox.clone()));
            let player = sandbox.session.player.clone();
            let terms = Terms::usual(&setup);
            let session = Session { player, ..Session::new(Rc::new(setup), terms) };
            *sandbox = Sandbox { previous, ..Sandbox::new(session, None) };
        }
    }

    /// A lesson becomes the sandbox first: what is played from here on is not its script.
    fn keep_duelling(&mut self) {
        let is_possible = |session: &Session| Schedule::Duel.next(session.history.world()).is_some();
        if !self.session().is_some_and(is_possible) {
            self.problem = Some(Problem::NoDuel);
            return;
        }
        self.explore();
        self.with_session(|session| {
            session.history.remember();
            session.history.leave_line();
            session.player = Schedule::Duel;
            session.is_playing = true;
        });
    }

    fn note_progress(&mut self) {
        if let Page::Lesson(page) = &self.page {
            let (slug, last) = (page.course.lesson.slug.clone(), page.course.last_stop());
            self.progress.note(&slug, page.stop, last);
        }
    }
}
