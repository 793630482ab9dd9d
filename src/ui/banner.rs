//! The banner: brand, where we are, where one can go.

use super::icons::{icon, logo};
use super::store::{Dispatch, send};
use super::words::{leaf, phrase, word};
use crate::app::{Action, CheckAction, HallAction, Sheet, Theme, first_sandbox};
use crate::share::{Route, write_route};
use crate::text::say;
use yew::prelude::*;

/// The banner: where we are, from the general to the particular; the page that is shown; the theme.
pub fn banner(dispatch: &Dispatch, trail: &[String], page: &str, theme: Theme) -> Html {
    let current = |name: &str| (page == name).then_some("page");
    let label = say("theme-label", &[("theme", say(&format!("theme-{}", theme.key()), &[]).into())]);
    html! {
        <header class="banner">
            <a class="brand" href={write_route(&Route::Home)}>{ logo() }{ "Paxoscope" }</a>
            <p class="trail">
                for (index, word) in trail.iter().enumerate() {
                    if index + 1 < trail.len() {
                        <span class="trail-deck">{ word }<span aria-hidden="true">{ " › " }</span></span>
                    } else {
                        { leaf("b", "", word) }
                    }
                }
            </p>
            <nav aria-label={phrase("nav-label")}>
                <a class="tab" href={write_route(&Route::Home)} aria-current={current("home")}>
                    { word("nav-lessons") }
                </a>
                <a class="tab" href={write_route(&first_sandbox())} aria-current={current("sandbox")}>
                    { word("nav-sandbox") }
                </a>
                <button type="button" class="tab" title={format!("{} (K)", say("command-check", &[]))}
                    onclick={send(dispatch, Action::Check(CheckAction::Open))}>{ word("nav-check") }</button>
                // Only a run can be shared.
                if ["lesson", "sandbox"].contains(&page) {
                    <button type="button" class="tab" title={format!("{} (L)", say("command-share", &[]))}
                        onclick={send(dispatch, Action::Toggle(Sheet::Share))}>{ word("nav-share") }</button>
                    <button type="button" class="icon" aria-label={phrase("nav-present")} title={format!("{} (F)", say("command-present", &[]))}
                        onclick={send(dispatch, Action::Hall(HallAction::Present))}>{ icon("present") }</button>
                }
                <button type="button" class="icon" aria-label={label.clone()} title={label}
                    onclick={send(dispatch, Action::NextTheme)}>
                    { icon(theme.key()) }
                </button>
                <button type="button" class="icon" aria-label={phrase("command-help")}
                    title={format!("{} (?)", say("command-help", &[]))} onclick={send(dispatch, Action::Toggle(Sheet::Help))}>
                    { icon("help") }
                </button>
            </nav>
        </header>
    }
}
