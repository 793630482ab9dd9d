//! Where a visit starts.

use super::words::{phrase, word};
use crate::app::{DeckView, Home, LessonEntry, Reading, Start, first_sandbox};
use crate::share::{Route, write_route};
use crate::text::say;
use yew::prelude::*;

/// The home page; with the run in the sandbox that was left, if there is one, and its length.
pub fn home_page(home: &Home, latest: Option<(Route, usize)>) -> Html {
    let first_minute = Route::Lesson { slug: "first-minute".to_owned(), stop: 0 };
    html! {
        <main class="home">
            <h1>{ word("home-title") }</h1>
            <p class="lead">{ word("home-lead") }</p>
            <p class="starts">
                <a class="button solid" href={write_route(&first_minute)}>{ word("home-first-minute") }</a>
                <a class="button line" href={write_route(&first_sandbox())}>{ word("home-by-hand") }</a>
                if let Some((title, route)) = &home.resume {
                    <a class="button line" href={write_route(route)}>
                        { say("home-resume", &[("title", title.as_str().into())]) }
                    </a>
                }
                if let Some((route, steps)) = latest {
                    <a class="button line" href={write_route(&route)}>
                        { say("home-continue", &[("count", u32::try_from(steps).unwrap_or(u32::MAX).into())]) }
                    </a>
                }
            </p>
            <div class="decks">
                for deck in &home.decks {
                    { deck_card(deck) }
                }
                { starts_card(&home.starts) }
            </div>
        </main>
    }
}

fn deck_card(deck: &DeckView) -> Html {
    html! {
        <section class="deck" aria-label={deck.title}>
            <svg class="thumb" viewBox="0 0 300 76" preserveAspectRatio="none" aria-hidden="true">
                <path class="lane" d="M16 16H284M16 38H284M16 60H284" />
                <path data-kind="prepare" d="M30 16 56 58M30 16 48 36M140 16 176 58" />
                <path data-kind="promise" d="M60 60 84 17" />
                <path data-kind="accept" d="M100 16 132 58M200 16 240 58" />
            </svg>
            <h2>{ deck.title }</h2>
            <p class="by">{ say("deck-by", &[("by", deck.by.into()), ("count", deck.scenes.into())]) }</p>
            <ul>
                for lesson in &deck.lessons {
                    { entry(lesson) }
                }
            </ul>
        </section>
    }
}

/// Clusters to start from in the sandbox.
fn starts_card(starts: &[Start]) -> Html {
    html! {
                <section class="deck" aria-label={phrase("starts-title")}>
                    <svg class="thumb" viewBox="0 0 300 76" aria-hidden="true">
                        <path class="lane" d="M74 24 136 16M74 24 136 58M74 54 136 16M74 54 136 58M164 16 226 38M164 58 226 38" />
                        <circle cx="60" cy="24" r="12" data-owner="0" />
                        <circle cx="60" cy="54" r="12" data-owner="1" />
                        <circle class="node" cx="150" cy="16" r="12" />
                        <circle class="node" cx="150" cy="58" r="12" />
                        <circle class="node" cx="240" cy="38" r="12" />
                    </svg>
                    <h2>{ word("starts-title") }</h2>
                    <p class="by">{ word("starts-lead") }</p>
                    <ul>
                        for start in starts {
                            <li data-reading="new">
                                <a href={start.address.clone()}>
                                    <i aria-hidden="true"></i>
                                    <span class="lesson-title">{ say(&format!("start-{}", start.key), &[]) }</span>
                                    <span class="summary">{ say(&format!("start-{}-summary", start.key), &[]) }</span>
                                </a>
                            </li>
                        }
                    </ul>
                </section>
    }
}

fn entry(lesson: &LessonEntry) -> Html {
    let (state, words) = match lesson.reading {
        Reading::New => ("new", "reading-new"),
        Reading::Begun => ("begun", "reading-begun"),
        Reading::Done => ("done", "reading-done"),
    };
    html! {
        <li data-reading={state}>
            <a href={write_route(&lesson.route)}>
                <i aria-hidden="true"></i>
                <span class="lesson-title">{ &lesson.title }</span>
                <span class="summary">{ &lesson.summary }</span>
                <span class="visually-hidden">{ say(words, &[]) }</span>
            </a>
        </li>
    }
}
