//! The page as a whole: state, address, storage, clock, keys; and which page is shown.

use super::banner::banner;
use super::fetching::{fetching_note, use_fetching};
use super::hall::hall_page;
use super::help::help_sheet;
use super::home::home_page;
use super::in_flight::in_flight_region;
use super::inspector::inspector_region;
use super::keys;
use super::ladder::ladder_page;
use super::lesson::{LessonProps, lesson_region};
use super::print::lesson_on_paper;
use super::problem::problem_bar;
use super::remote::{use_dress, use_paper, use_remote};
use super::safety::safety_region;
use super::sandbox::sandbox_region;
use super::saving::{use_drop, use_saving};
use super::share::{ShareProps, share_sheet};
use super::spacetime::{Showing, spacetime_region};
use super::stage::{StageProps, stage_region};
use super::store::{Dispatch, Store};
use super::tools::use_tools;
use super::transport::transport;
use super::words::flag;
use super::work::use_work;
use super::{browser, quiz};
use crate::app::{Action, AppState, Page, Problem, Sandbox, Session, Sheet};
use crate::scene::{self, Marks};
use crate::share::{OWN, parse_route, write_route};
use crate::text::say;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// The page.
#[component]
pub fn App() -> Html {
    let store = use_reducer(|| {
        let mut state = AppState::new(browser::load_progress());
        state.author.source = Rc::from(browser::load_lesson());
        if let Some(saved) = browser::load_run() {
            state.take_up(&saved);
        }
        state.reduce(arrival());
        Store(state)
    });
    let dispatch = store.dispatcher();
    use_address(&store, &dispatch);
    use_clock(&store.0, &dispatch);
    use_keys(&store, &dispatch);
    use_saving(&store);
    use_drop(&dispatch);
    use_tools(&store.0, &dispatch);
    use_remote(&store, &dispatch);
    use_paper(&dispatch);
    use_dress(&store.0);
    let has_only_begun = use_fetching(&store.0, &dispatch);
    let in_rush = use_rush(store.0.session().map(|session| session.history.cursor()));
    use_focus_rescue(store.0.session().map(|session| session.history.cursor()));
    use_work((store.0.session().map(|session| session.history.cursor()), store.0.time.tab), |_| {
        browser::reveal(".log [aria-current]");
        // Of the specification's lit lines the last first, so that in the end the first is in sight.
        browser::reveal(".spec-line[data-lit=true]:not(:has(+ [data-lit=true]))");
        browser::reveal(".spec-line[data-lit=true]");
    });
    use_work(store.0.asked_to_search, |asked| {
        if *asked > 0 {
            browser::focus_first(".search input");
            browser::select_field(".search input");
        }
    });
    let state = &store.0;
    let theme = state.progress.theme;
    use_work((theme, title(state)), |(theme, title)| browser::dress(*theme, title));
    use_work(state.progress.clone(), browser::save_progress);
    use_work(Rc::clone(&state.author.source), |source| browser::save_lesson(source));
    let content = match &state.page {
        Page::Home if has_only_begun => Html::default(),
        Page::Home => home_page(&dispatch, state),
        _ if state.lacks_rules() => Html::default(),
        Page::Ladder => ladder_page(),
        Page::Lesson(page) if state.hall.is_on_paper => lesson_on_paper(&dispatch, page),
        Page::Lesson(page) => workbench(
            &dispatch,
            state,
            &page.session,
            in_rush,
            lesson_region(LessonProps {
                page: page.clone(),
                author: (page.course.lesson.slug == OWN).then(|| state.author.clone()),
            }),
        ),
        Page::Sandbox(sandbox) => {
            workbench(&dispatch, state, &sandbox.session, in_rush, sandbox_region(&dispatch, state, sandbox))
        }
    };
    html! {
        <ContextProvider<Dispatch> context={dispatch.clone()}>
            if !is_in_hall(state) {
                { banner(&dispatch, &trail(state), page_key(state), theme) }
            }
            { problem_bar(&dispatch, state.problem.as_ref()) }
            { fetching_note(state) }
            { content }
            { sheet_html(state) }
        </ContextProvider<Dispatch>>
    }
}

/// The sheet that is open.
fn sheet_html(state: &AppState) -> Html {
    match (state.sheet, state.session()) {
        (Some(Sheet::Help), _) => help_sheet(),
        (Some(Sheet::Share), Some(session)) => {
            let title = trail(state).pop().unwrap_or_default();
            let link = session.link().map(|hash| [browser::address_without_hash(), hash].concat());
            let code = link.as_ref().ok().and_then(|link| state.errands.code(link).cloned());
            let (preparing, problem) = (state.errands.words(), state.problem.clone());
            share_sheet(ShareProps {
                session: Rc::new(session.clone()),
                title,
                link,
                code,
                preparing,
                problem,
            })
        }
        _ => Html::default(),
    }
}

/// The page that the address asks for, on arrival and whenever it changes.
fn arrival() -> Action {
    parse_route(&browser::hash()).map_or_else(|error| Action::Fail(Problem::Route(error)), Action::Go)
}

fn page_key(state: &AppState) -> &'static str {
    match state.page {
        Page::Home => "home",
        Page::Ladder => "ladder",
        Page::Lesson(_) => "lesson",
        Page::Sandbox(_) => "sandbox",
    }
}

/// Where we are, for the banner: the deck or the sandbox, then the lesson.
fn trail(state: &AppState) -> Vec<String> {
    match &state.page {
        Page::Home => Vec::new(),
        Page::Ladder => vec![say("ladder-title", &[])],
        Page::Lesson(page) => {
            let lesson = &page.course.lesson;
            let deck = lesson.deck.map(|deck| deck.title.to_owned());
            deck.into_iter().chain([lesson.title.clone()]).collect()
        }
        Page::Sandbox(Sandbox { start: Some(start), .. }) => {
            vec![say("nav-sandbox", &[]), start.lesson.title.clone()]
        }
        Page::Sandbox(sandbox) => {
            let protocol = say(&format!("protocol-{}", sandbox.session.history.world().setup().key()), &[]);
            vec![say("nav-sandbox", &[]), protocol]
        }
    }
}

fn title(state: &AppState) -> String {
    match trail(state).last() {
        Some(last) => format!("{last} · Paxoscope"),
        None => "Paxoscope".to_owned(),
    }
}

/// Whether a run is shown to a hall.
fn is_in_hall(state: &AppState) -> bool {
    state.hall.is_seen() && state.session().is_some()
}

/// The page on which a run is looked at: the panel on the left, the stage, the lists on the right, the transport.
fn workbench(dispatch: &Dispatch, state: &AppState, session: &Session, in_rush: bool, panel: Html) -> Html {
    let view = session.view();
    let has_question = matches!(&state.page, Page::Lesson(page) if page.open_question().is_some());
    let picture = Rc::new(scene::stage(&view, state.stage_size));
    let safety = Rc::new(scene::safety(&view));
    let marks = Marks { selected: session.selection, lit: state.highlight };
    let in_flight = scene::in_flight(&view, marks);
    let knowledge = session.knowledge().map(Rc::new);
    let time = state.time_in_sight();
    let showing = Showing { session, time: &time, marks, in_rush, knowledge: knowledge.as_deref() };
    let on_stage = session.selection.filter(|_| !state.time.has_menu);
    let offers = on_stage.map(|target| scene::offers(&view, target)).unwrap_or_default();
    let on_stage = StageProps {
        stage: picture,
        safety: Rc::clone(&safety),
        marks,
        offers,
        in_rush,
        knowledge: knowledge.clone(),
    };
    if is_in_hall(state) {
        return hall_page(dispatch, state, stage_region(on_stage), spacetime_region(dispatch, showing));
    }
    html! {
        <>
            <main class="workbench">
                { panel }
                <div class="middle" data-time={flag(state.time.is_open)}>
                    { stage_region(on_stage) }
                    { spacetime_region(dispatch, showing) }
                </div>
                <aside class="side">
                    { in_flight_region(dispatch, &in_flight, marks, !has_question) }
                    { inspector_region(dispatch, session) }
                    { safety_region(&safety, &scene::costs(&view)) }
                </aside>
            </main>
            if let Some(guess) = &state.guess {
                <div class="guess">{ quiz::of_guess(dispatch, guess) }</div>
            }
            { transport(dispatch, state, session) }
            <p class="visually-hidden" role="status" aria-live="polite">{ scene::spoken(&view) }</p>
        </>
    }
}

#[hook]
fn use_address(store: &UseReducerHandle<Store>, dispatch: &Dispatch) {
    let listen = dispatch.clone();
    use_work((), move |()| {
        let listener =
            EventListener::new(&browser::window(), "hashchange", move |_| listen.dispatch(arrival()));
        move || drop(listener)
    });
    let page = use_mut_ref(|| (page_key(&store.0), slug(&store.0)));
    let has_failed = store.0.problem.as_ref().is_some_and(Problem::is_about_address);
    let is_ahead = has_failed || store.0.shelf.awaited().is_some();
    use_work((write_route(&store.0.route()), is_ahead), {
        let now = (page_key(&store.0), slug(&store.0));
        move |(hash, is_ahead): &(String, bool)| {
            let is_new_page = *page.borrow() != now;
            *page.borrow_mut() = now;
            // An address whose lesson is on its way stays until that is there; one that led nowhere stays to be read and
            // mended, until something else is shown.
            let hash = (!*is_ahead || is_new_page).then(|| hash.clone());
            let timeout = hash.and_then(|hash| {
                if is_new_page {
                    browser::show_hash(&hash, true);
                    return None;
                }
                // Who has gone elsewhere meanwhile, by hand or by a link, goes there, even if the page has not heard of it
                // yet: a busy machine says so late.
                let before = browser::hash();
                Some(Timeout::new(ADDRESS_AFTER_MS, move || {
                    if browser::hash() == before {
                        browser::show_hash(&hash, false);
                    }
                }))
            });
            move || drop(timeout)
        }
    });
}

/// How long after the last step the address follows, in milliseconds. Browsers refuse to change it too often (Chromium
/// 200 times in ten seconds, Safari 100 times in thirty), and whoever holds a key down would be left at an old one.
const ADDRESS_AFTER_MS: u32 = 300;

fn slug(state: &AppState) -> String {
    state.route().text().unwrap_or_default().to_owned()
}

/// Playing: one tick after each step. Paused, there is no timer at all.
#[hook]
fn use_clock(state: &AppState, dispatch: &Dispatch) {
    let session = state.session();
    let is_playing = session.is_some_and(|session| session.is_playing);
    let place = match &state.page {
        Page::Lesson(page) => page.stop,
        _ => 0,
    };
    let cursor = session.map(|session| session.history.cursor());
    let dispatch = dispatch.clone();
    use_work((is_playing, cursor, place, state.step_ms()), move |(is_playing, _, _, step_ms)| {
        let timeout = is_playing.then(|| Timeout::new(*step_ms, move || dispatch.dispatch(Action::Tick)));
        move || drop(timeout)
    });
}

/// Whether this step has come so soon after the one before it that nobody could see a message fly: with a key held
/// down, or playing at speed. Motion that is cut short by the next step is only a blur, and costs frames.
#[hook]
fn use_rush(cursor: Option<crate::sim::MomentId>) -> bool {
    const SOON_MS: f64 = 150.0;
    let last = use_mut_ref(|| (cursor, f64::NEG_INFINITY, false));
    let mut last = last.borrow_mut();
    if last.0 != cursor {
        let now = js_sys::Date::now();
        *last = (cursor, now, now - last.1 < SOON_MS);
    }
    last.2
}

/// A message that is delivered, and a menu that closes, take the focus with them. Whoever works by key goes on at the
/// next message, or at the step button if there is none.
#[hook]
fn use_focus_rescue(cursor: Option<crate::sim::MomentId>) {
    let was_at_run = use_mut_ref(|| false);
    let watch = was_at_run.clone();
    use_work((), move |()| {
        let listener = EventListener::new(&browser::window(), "focusin", move |event| {
            *watch.borrow_mut() = browser::is_within(event, ".network, .side");
        });
        move || drop(listener)
    });
    use_work(cursor, move |_| {
        if *was_at_run.borrow() && browser::is_focus_lost() {
            browser::focus_first(".pill:not([disabled]), .next-step");
        }
    });
}

#[hook]
fn use_keys(store: &UseReducerHandle<Store>, dispatch: &Dispatch) {
    let latest = use_mut_ref(|| Rc::new((**store).clone()));
    // The listener is installed once; it reads the state that was drawn last.
    *latest.borrow_mut() = Rc::new((**store).clone());
    let dispatch = dispatch.clone();
    let latest: Rc<RefCell<Rc<Store>>> = latest;
    use_work((), move |()| {
        let to_keys = dispatch.clone();
        let marks = keys::listen_to_marks(Rc::clone(&latest), move |action| dispatch.dispatch(action));
        let listener = keys::listen(latest, move |action| to_keys.dispatch(action));
        move || drop((listener, marks))
    });
}
