//! Fetching the lessons and the texts that `app/` wants and does not have.

use super::browser;
use super::store::Dispatch;
use super::work::use_work;
use crate::app::{Action, AppState, RulesText, Shelf, address_of_contents};
use crate::lesson::Entry;
use crate::text::say;
use yew::platform::spawn_local;
use yew::prelude::*;

/// Fetches the lesson that is wanted next, if there is one. Says whether the visit has only begun and waits for the
/// very first page: then there is nothing yet that could be shown meanwhile.
#[hook]
pub fn use_fetching(state: &AppState, dispatch: &Dispatch) -> bool {
    let to_lessons = dispatch.clone();
    use_work(state.shelf.missing(), move |missing: &Option<Entry>| {
        if let Some(entry) = *missing {
            let dispatch = to_lessons;
            spawn_local(async move {
                let text = browser::fetch_text(&Shelf::address(&entry)).await;
                dispatch.dispatch(Action::Receive { slug: entry.slug.to_owned(), text });
            });
        }
    });
    use_text(state.wants_rules(), RulesText::address, Action::ReceiveRules, dispatch);
    use_text(state.wants_contents(), address_of_contents, Action::ReceiveContents, dispatch);
    let has_only_begun = use_mut_ref(|| true);
    let is_waiting = state.shelf.awaited().is_some();
    let mut has_only_begun = has_only_begun.borrow_mut();
    *has_only_begun &= is_waiting;
    *has_only_begun
}

/// Fetches a text when it is wanted.
#[hook]
fn use_text(
    is_wanted: bool,
    address: fn() -> String,
    receive: fn(Option<String>) -> Action,
    dispatch: &Dispatch,
) {
    let dispatch = dispatch.clone();
    use_work(is_wanted, move |&is_wanted| {
        if is_wanted {
            spawn_local(async move {
                let text = browser::fetch_text(&address()).await;
                dispatch.dispatch(receive(text));
            });
        }
    });
}

/// Says that a lesson or a file is on its way. Style sheets show it when that takes long enough to be noticed.
pub fn fetching_note(state: &AppState) -> Html {
    let entry = state.shelf.awaited().and_then(|_| state.shelf.missing());
    let title = entry.map(|entry| entry.title.to_owned());
    let title = title.or_else(|| state.lacks_rules().then(|| say("time-rules", &[])));
    let words = title.map(|title| say("fetching", &[("title", title.into())]));
    // The sheet that is open says by itself what is being prepared.
    let words = words.or_else(|| state.errands.words().filter(|_| state.sheet.is_none()));
    html! { <p class="fetching" aria-live="polite">{ words }</p> }
}
