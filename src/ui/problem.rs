//! What went wrong: a bar for what a person can put right, a card for what should never happen.

use super::icons::icon;
use super::store::{Dispatch, send};
use super::tools::again_button;
use super::words::{leaf, phrase};
use crate::app::{Action, Problem};
use yew::prelude::*;

/// A bar below the banner that says what went wrong. It is always there for screen readers to notice.
pub fn problem_bar(dispatch: &Dispatch, problem: Option<&Problem>) -> Html {
    html! {
        <div class="problem" role="alert">
            if let Some(problem) = problem {
                { problem_html(dispatch, problem) }
                <button type="button" class="icon" aria-label={phrase("command-close")}
                    onclick={send(dispatch, Action::Close)}>
                    { icon("close") }
                </button>
            }
        </div>
    }
}

/// What went wrong, and a button to try again where that may help.
pub fn problem_html(dispatch: &Dispatch, problem: &Problem) -> Html {
    html! {
        <>
            { leaf("p", "", problem.words()) }
            if problem.can_be_tried_again() {
                { again_button(dispatch) }
            }
        </>
    }
}

/// Shows a panic as a card over the page, with the address of the last good state: the program can't go on after
/// one, and a silent page would be worse.
pub fn install_panic_card() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
        let (Ok(card), Some(body)) = (document.create_element("div"), document.body()) else { return };
        let _ = card.set_attribute("class", "panic");
        let _ = card.set_attribute("role", "alertdialog");
        let _ = card.set_attribute("aria-label", "Paxoscope has stopped");
        let line = |tag: &str, text: &str| {
            if let Ok(element) = document.create_element(tag) {
                // Text, never HTML: the message may quote what somebody typed.
                element.set_text_content(Some(text));
                let _ = card.append_child(&element);
            }
        };
        line("h2", "Paxoscope has stopped. This is our mistake.");
        line("pre", &info.to_string());
        line("p", "Reloading brings you back to where you were:");
        if let (Ok(link), Ok(address)) =
            (document.create_element("a"), document.location().map_or(Err(()), |l| l.href().map_err(|_| ())))
        {
            link.set_text_content(Some(&address));
            let _ = link.set_attribute("href", &address);
            let _ = link.set_attribute("onclick", "location.reload()");
            let _ = card.append_child(&link);
        }
        let _ = body.append_child(&card);
    }));
}
