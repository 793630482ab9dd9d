//! Where a visit starts: the catalogue.

use super::store::Dispatch;
use super::words::{flag, leaf, phrase, word};
use crate::app::{
    Action, AppState, Chapter, DeckView, FIRST_LESSON, Home, HomeEntry, Reading, StartGroup, first_sandbox,
    home,
};
use crate::share::{Route, write_route};
use crate::text::say;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The home page.
pub fn home_page(dispatch: &Dispatch, state: &AppState) -> Html {
    let home = home(&state.progress, &state.wanted);
    html! {
        <main class="home">
            { leaf("h1", "", word("home-title")) }
            { leaf("p", "lead", word("home-lead")) }
            { leaf("p", "starts", ways(&home, state.kept.latest_run())) }
            { search(dispatch, &home, &state.wanted) }
            <div class="decks">
                // What fills the width comes last, so that it leaves no gap beside the others.
                for deck in home.decks.iter().filter(|deck| !is_wide(deck)).chain(home.decks.iter().filter(|deck| is_wide(deck))) {
                    { deck_card(deck) }
                }
            </div>
            if !home.starts.is_empty() {
                <section class="what-if" aria-label={phrase("what-if-title")}>
                    { leaf("h2", "", word("what-if-title")) }
                    { leaf("p", "lead", word("what-if-lead")) }
                    <div class="decks">
                        for group in &home.starts {
                            { start_card(group) }
                        }
                    </div>
                </section>
            }
        </main>
    }
}

/// Where to begin, or to go on: with the run in the sandbox that was left, if there is one, and its length.
fn ways(home: &Home, latest: Option<(Route, usize)>) -> Html {
    let first_minute = Route::Lesson { slug: FIRST_LESSON.to_owned(), stop: 0 };
    let way = |class: &'static str, route: &Route, words: String| {
        html! { <a {class} href={write_route(route)}>{ words }</a> }
    };
    html! {
        <>
            { way("button solid", &first_minute, say("home-first-minute", &[])) }
            { way("button line", &first_sandbox(), say("home-by-hand", &[])) }
            if let Some((title, route)) = &home.resume {
                { way("button line", route, say("home-resume", &[("title", (*title).into())])) }
            }
            if let Some((route, steps)) = latest {
                { way("button line", &route, say("home-continue", &[("count", u32::try_from(steps).unwrap_or(u32::MAX).into())])) }
            }
        </>
    }
}

/// The search, and what it has found. Enter opens the first of it.
fn search(dispatch: &Dispatch, home: &Home, wanted: &str) -> Html {
    let typing = dispatch.clone();
    let oninput = move |event: InputEvent| {
        let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        typing.dispatch(Action::Search(field.map(|field| field.value()).unwrap_or_default()));
    };
    let first = home.found.and_then(|_| home.entries().next()).map(|entry| entry.route.clone());
    let opening = dispatch.clone();
    let onsubmit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(route) = &first {
            opening.dispatch(Action::Go(route.clone()));
        }
    };
    let found = home.found.map(|(lessons, starts)| match (lessons, starts) {
        (0, 0) => say("search-nothing", &[("text", wanted.trim().into())]),
        _ => say("search-found", &[("lessons", lessons.into()), ("starts", starts.into())]),
    });
    html! {
        <form class="search" role="search" {onsubmit}>
            <input type="text" inputmode="search" enterkeyhint="search" autocomplete="off" aria-label={phrase("search-label")}
                placeholder={phrase("search-hint")} value={wanted.to_owned()} {oninput} />
            <kbd aria-hidden="true">{ "/" }</kbd>
            <p role="status">{ found }</p>
        </form>
    }
}

/// Whether a deck has so many lessons that they fill a card of the whole width, in columns.
fn is_wide(view: &DeckView) -> bool {
    const LESSONS_MAX: u32 = 24;
    view.read().1 > LESSONS_MAX
}

fn deck_card(view: &DeckView) -> Html {
    let (title, by) = match view.deck {
        None => (say("deck-none", &[]), say("deck-none-lead", &[])),
        Some(deck) => {
            let key = match deck.covered {
                0 => "deck-by-empty",
                covered if covered == deck.scene_count => "deck-by-whole",
                _ => "deck-by",
            };
            let args = [
                ("by", deck.by.into()),
                ("count", deck.scene_count.into()),
                ("covered", deck.covered.into()),
            ];
            (deck.title.to_owned(), say(key, &args))
        }
    };
    let (done, count) = view.read();
    html! {
        <section class="deck" aria-label={title.clone()} data-wide={flag(is_wide(view))}>
            if let Some(deck) = view.deck {
                { thumb(deck.key) }
            }
            { leaf("h2", "", title) }
            <p class="by">
                { by }
                if done > 0 {
                    { " · " }{ say("deck-read", &[("done", done.into()), ("count", count.into())]) }
                }
            </p>
            if count == 0 {
                { leaf("p", "quiet", word("deck-empty")) }
            }
            if view.deck.is_some_and(|deck| deck.key == "meling") {
                <p><a href={write_route(&Route::Ladder)}>{ word("ladder-all") }</a></p>
            }
            <div class="chapters">
                for chapter in &view.chapters {
                    { chapter_list(chapter) }
                }
            </div>
        </section>
    }
}

fn chapter_list(chapter: &Chapter) -> Html {
    html! {
        <div class="chapter">
            if !chapter.title.is_empty() {
                { leaf("h3", "", chapter.title) }
            }
            { entries(&chapter.lessons) }
        </div>
    }
}

fn start_card(group: &StartGroup) -> Html {
    let title = phrase(&format!("starts-{}", group.key));
    html! {
        <section class="deck" aria-label={title.clone()}>
            { leaf("h3", "", title) }
            { entries(&group.starts) }
        </section>
    }
}

fn entries(entries: &[HomeEntry]) -> Html {
    html! {
        <ul>
            for listed in entries {
                { entry(listed) }
            }
        </ul>
    }
}

fn entry(entry: &HomeEntry) -> Html {
    let state = entry.reading.map(|reading| match reading {
        Reading::New => ("new", "reading-new"),
        Reading::Begun => ("begun", "reading-begun"),
        Reading::Done => ("done", "reading-done"),
    });
    html! {
        <li data-reading={state.map(|(state, _)| state)}>
            <a href={write_route(&entry.route)}>
                <i aria-hidden="true"></i>
                { leaf("span", "lesson-title", &entry.title) }
                if !entry.fails.is_empty() {
                    { leaf("span", "fails", say("entry-fails", &[("properties", entry.fails.join(", ").into())])) }
                }
                { leaf("span", "summary", &entry.summary) }
                if let Some(part) = entry.part {
                    { leaf("span", "summary found", say("search-part", &[("part", part.into())])) }
                }
                if let Some((_, words)) = state {
                    { leaf("span", "visually-hidden", word(words)) }
                }
            </a>
        </li>
    }
}

/// The little picture of a deck: what it is about, in the colours of the messages.
fn thumb(deck: &str) -> Html {
    const LANES: (&str, &str) = ("lane", "M16 16H284M16 38H284M16 60H284");
    let strokes: &[(&str, &str)] = match deck {
        "marshall" => &[
            LANES,
            ("prepare", "M30 16 56 58M30 16 48 36M140 16 176 58"),
            ("promise", "M60 60 84 17"),
            ("accept", "M100 16 132 58M200 16 240 58"),
        ],
        "meling" => &[
            ("lane", "M16 16H284M16 38H284M16 60H150"),
            ("accept", "M40 60 76 39"),
            ("accepted", "M90 38 120 59M170 38 200 17"),
            ("fault", "M145 54l10 12M155 54l-10 12"),
        ],
        "helwer" => &[
            ("accept", "M74 34 136 22M74 42 136 55"),
            ("reject", "M164 20 226 34"),
            ("node", "M47 38a13 13 0 1 0 26 0a13 13 0 1 0-26 0M137 20a13 13 0 1 0 26 0a13 13 0 1 0-26 0"),
            ("node", "M137 58a13 13 0 1 0 26 0a13 13 0 1 0-26 0M227 38a13 13 0 1 0 26 0a13 13 0 1 0-26 0"),
        ],
        "krishnamurthy" => &[
            (
                "lane",
                "M40 8h220v26h-220zM40 42h220v26h-220zM95 8v26M150 8v26M205 8v26M95 42v26M150 42v26M205 42v26",
            ),
            ("accepted", "M56 21h22M56 55h22M111 21h22M111 55h22"),
            ("prepare", "M221 21h22"),
            ("accept", "M166 21h22"),
        ],
        _ => &[
            ("prepare", "M68 24 136 14M68 24 136 38"),
            ("promise", "M232 50 166 14M232 50 166 38M232 50 166 62"),
            ("node", "M42 24a12 12 0 1 0 24 0a12 12 0 1 0-24 0M234 50a12 12 0 1 0 24 0a12 12 0 1 0-24 0"),
            ("node", "M140 4h22v18h-22zM140 29h22v18h-22zM140 54h22v18h-22z"),
        ],
    };
    html! {
        <svg class="thumb" viewBox="0 0 300 76" aria-hidden="true">
            for (kind, path) in strokes {
                <path data-kind={*kind} d={*path} />
            }
        </svg>
    }
}
