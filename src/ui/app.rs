//! The page as a whole: state, address, storage, clock, keys; and which page is shown.

use super::banner::banner;
use super::browser;
use super::help::HelpSheet;
use super::home::home_page;
use super::in_flight::in_flight_region;
use super::inspector::inspector_region;
use super::keys;
use super::lesson::LessonRegion;
use super::problem::problem_bar;
use super::safety::safety_region;
use super::sandbox::sandbox_region;
use super::saving::{use_drop, use_saving};
use super::share::ShareSheet;
use super::spacetime::spacetime_region;
use super::stage::StageRegion;
use super::store::{Dispatch, Store};
use super::transport::transport;
use super::words::flag;
use crate::app::{Action, AppState, Page, Problem, Session, Sheet};
use crate::scene::{self, Marks};
use crate::share::{Route, parse_route, write_route};
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
    let in_rush = use_rush(store.0.session().map(|session| session.history.cursor()));
    use_focus_rescue(store.0.session().map(|session| session.history.cursor()));
    use_effect_with((store.0.session().map(|session| session.history.cursor()), store.0.time.tab), |_| {
        browser::reveal(".log [aria-current]");
    });
    let state = &store.0;
    let theme = state.progress.theme;
    use_effect_with((theme, title(state)), |(theme, title)| browser::dress(*theme, title));
    use_effect_with(state.progress.clone(), browser::save_progress);
    let content = match &state.page {
        Page::Home => home_page(&crate::app::home(&state.progress), state.kept.latest_run()),
        Page::Lesson(page) => workbench(
            &dispatch,
            state,
            &page.session,
            in_rush,
            html! { <LessonRegion page={page.clone()} /> },
        ),
        Page::Sandbox(sandbox) => {
            workbench(&dispatch, state, &sandbox.session, in_rush, sandbox_region(&dispatch, sandbox))
        }
    };
    html! {
        <ContextProvider<Dispatch> context={dispatch.clone()}>
            { banner(&dispatch, &trail(state), page_key(state), theme) }
            { problem_bar(&dispatch, state.problem.as_ref().map(Problem::words)) }
            { content }
            { sheet_html(state) }
        </ContextProvider<Dispatch>>
    }
}

/// The sheet that is open.
fn sheet_html(state: &AppState) -> Html {
    match (state.sheet, state.session()) {
        (Some(Sheet::Help), _) => html! { <HelpSheet /> },
        (Some(Sheet::Share), Some(session)) => {
            let title = trail(state).pop().unwrap_or_default();
            html! { <ShareSheet session={Rc::new(session.clone())} {title} /> }
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
        Page::Lesson(_) => "lesson",
        Page::Sandbox(_) => "sandbox",
    }
}

/// Where we are, for the banner: the deck or the sandbox, then the lesson.
fn trail(state: &AppState) -> Vec<String> {
    match &state.page {
        Page::Home => Vec::new(),
        Page::Lesson(page) => {
            let lesson = &page.course.lesson;
            let deck = lesson.deck.map(|deck| deck.title.to_owned());
            deck.into_iter().chain([lesson.title.clone()]).collect()
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

/// The page on which a run is looked at: the panel on the left, the stage, the lists on the right, the transport.
fn workbench(dispatch: &Dispatch, state: &AppState, session: &Session, in_rush: bool, panel: Html) -> Html {
    let view = session.view();
    let has_question = matches!(&state.page, Page::Lesson(page) if page.open_question().is_some());
    let picture = Rc::new(scene::stage(&view, state.stage_size));
    let safety = Rc::new(scene::safety(&view));
    let marks = Marks { selected: session.selection, lit: state.highlight };
    let in_flight = scene::in_flight(&view, marks);
    let knowledge = session.knowledge().map(Rc::new);
    let on_stage = session.selection.filter(|_| !state.time.has_menu);
    let offers = on_stage.map(|target| scene::offers(&view, target)).unwrap_or_default();
    html! {
        <>
            <main class="workbench">
                { panel }
                <div class="middle" data-time={flag(state.time.is_open)}>
                    <StageRegion stage={picture} safety={Rc::clone(&safety)} {marks} {offers} {in_rush} knowledge={knowledge.clone()} />
                    { spacetime_region(dispatch, session, &state.time, marks, in_rush, knowledge.as_deref()) }
                </div>
                <aside class="side">
                    { in_flight_region(dispatch, &in_flight, marks, !has_question) }
                    { inspector_region(dispatch, session) }
                    { safety_region(&safety) }
                </aside>
            </main>
            { transport(dispatch, state, session) }
            <p class="visually-hidden" role="status" aria-live="polite">{ scene::spoken(&view) }</p>
        </>
    }
}

#[hook]
fn use_address(store: &UseReducerHandle<Store>, dispatch: &Dispatch) {
    let listen = dispatch.clone();
    use_effect_with((), move |()| {
        let listener =
            EventListener::new(&browser::window(), "hashchange", move |_| listen.dispatch(arrival()));
        move || drop(listener)
    });
    let page = use_mut_ref(|| (page_key(&store.0), slug(&store.0)));
    let has_failed = store.0.problem.as_ref().is_some_and(Problem::is_about_address);
    use_effect_with((write_route(&store.0.route()), has_failed), {
        let now = (page_key(&store.0), slug(&store.0));
        move |(hash, has_failed): &(String, bool)| {
            let is_new_page = *page.borrow() != now;
            *page.borrow_mut() = now;
            // An address that led nowhere stays to be read and mended, until something else is shown.
            if !*has_failed || is_new_page {
                browser::show_hash(hash, is_new_page);
            }
        }
    });
}

fn slug(state: &AppState) -> String {
    match state.route() {
        Route::Lesson { slug, .. } | Route::Explore { slug, .. } => slug,
        Route::Home | Route::Sandbox(_) | Route::Run(_) => String::new(),
    }
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
    use_effect_with((is_playing, cursor, place, state.step_ms()), move |(is_playing, _, _, step_ms)| {
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
    use_effect_with((), move |()| {
        let listener = EventListener::new(&browser::window(), "focusin", move |event| {
            *watch.borrow_mut() = browser::is_within(event, ".network, .side");
        });
        move || drop(listener)
    });
    use_effect_with(cursor, move |_| {
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
    use_effect_with((), move |()| {
        let to_keys = dispatch.clone();
        let marks = keys::listen_to_marks(Rc::clone(&latest), move |action| dispatch.dispatch(action));
        let listener = keys::listen(latest, move |action| to_keys.dispatch(action));
        move || drop((listener, marks))
    });
}
