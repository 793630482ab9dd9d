//! The banner: brand, where we are, where one can go.

use super::icons::{Icon, Logo};
use super::store::{send, use_dispatch};
use crate::app::{Action, Theme, first_sandbox};
use crate::share::{Route, write_route};
use crate::text::say;
use yew::prelude::*;

/// What the banner shows.
#[derive(PartialEq, Properties)]
pub struct BannerProps {
    /// Where we are, from the general to the particular.
    pub trail: Vec<String>,
    /// The page that is shown.
    pub page: &'static str,
    /// The theme.
    pub theme: Theme,
}

/// The banner.
#[component]
pub fn Banner(props: &BannerProps) -> Html {
    let dispatch = use_dispatch();
    let current = |page: &str| (props.page == page).then_some("page");
    let theme = say("theme-label", &[("theme", say(&format!("theme-{}", props.theme.key()), &[]).into())]);
    html! {
        <header class="banner">
            <a class="brand" href={write_route(&Route::Home)}><Logo />{ "Paxoscope" }</a>
            <p class="trail">
                for (index, word) in props.trail.iter().enumerate() {
                    if index + 1 < props.trail.len() {
                        <span class="trail-deck">{ word }<span aria-hidden="true">{ " › " }</span></span>
                    } else {
                        <b>{ word }</b>
                    }
                }
            </p>
            <nav aria-label={say("nav-label", &[])}>
                <a class="tab" href={write_route(&Route::Home)} aria-current={current("home")}>
                    { say("nav-lessons", &[]) }
                </a>
                <a class="tab" href={write_route(&first_sandbox())} aria-current={current("sandbox")}>
                    { say("nav-sandbox", &[]) }
                </a>
                <button type="button" class="icon" aria-label={theme.clone()} title={theme}
                    onclick={send(&dispatch, Action::NextTheme)}>
                    <Icon name={props.theme.key()} />
                </button>
                <button type="button" class="icon" aria-label={say("command-help", &[])}
                    title={format!("{} (?)", say("command-help", &[]))} onclick={send(&dispatch, Action::Help)}>
                    <Icon name="help" />
                </button>
            </nav>
        </header>
    }
}
