//! The file of a lesson that somebody writes: what is typed is read and played at once, and the first mistake is said.

use super::store::{Dispatch, send};
use super::words::{button, leaf, phrase, word};
use super::{browser, words};
use crate::app::{Action, Author, AuthorAction};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// What an author can do with the lesson: read or write it, save it, share it.
pub fn author_bar(dispatch: &Dispatch, author: &Author) -> Html {
    let act = |action: AuthorAction| send(dispatch, Action::Author(action));
    let link = author.link.as_ref().map(|link| [browser::address_without_hash(), link.to_string()].concat());
    html! {
        <>
            <p class="actions">
                <button type="button" class="line" aria-pressed={words::flag(author.is_open)} onclick={act(AuthorAction::Toggle)}>{ word("own-edit") }</button>
                { button("line", word("own-save"), act(AuthorAction::Save)) }
                { button("line", word("share-link"), act(AuthorAction::Link)) }
            </p>
            if let Some(link) = link {
                <input type="text" class="own-link" readonly=true aria-label={phrase("share-link-field")} value={link} />
            }
        </>
    }
}

/// The field in which the lesson is written.
pub fn author_field(dispatch: &Dispatch, author: &Author) -> Html {
    let dispatch = dispatch.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let field = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
        if let Some(field) = field {
            dispatch.dispatch(Action::Author(AuthorAction::Edit(Rc::from(field.value()))));
        }
    });
    html! {
        <>
            <textarea class="own-source" spellcheck="false" aria-label={phrase("own-source")} aria-invalid={words::flag(!author.mistake.is_empty())}
                value={author.source.to_string()} {oninput} />
            <p role="status" class="own-mistake" data-sound={words::flag(author.mistake.is_empty())}>
                { if author.mistake.is_empty() { word("own-sound") } else { Html::from(author.mistake.to_string()) } }
            </p>
            { leaf("p", "quiet", word("own-hint")) }
        </>
    }
}
