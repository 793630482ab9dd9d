//! Modal dialogs: the browser keeps the focus in them and gives it back.

use super::icons::icon;
use super::store::{Dispatch, send};
use super::words::phrase;
use super::work::use_work;
use crate::app::Action;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Opens a dialog as a modal one for as long as it is there.
#[hook]
pub fn use_modal() -> NodeRef {
    let dialog = use_node_ref();
    use_work(dialog.clone(), |dialog| {
        let dialog = dialog.cast::<HtmlDialogElement>();
        if let Some(dialog) = &dialog {
            let _ = dialog.show_modal();
        }
        // Only a dialog that is closed, and not just taken away, gives the focus back.
        move || {
            if let Some(dialog) = dialog {
                dialog.close();
            }
        }
    });
    dialog
}

/// A dialog with its title and a button that closes it.
pub fn sheet(dispatch: &Dispatch, dialog: &NodeRef, class: &'static str, title: &str, body: Html) -> Html {
    html! {
        <dialog class={classes!("sheet", class)} ref={dialog.clone()} aria-labelledby="sheet-title"
            onclose={send(dispatch, Action::Close)} oncancel={send(dispatch, Action::Close)}>
            <header>
                <h2 id="sheet-title">{ title }</h2>
                <button type="button" class="icon" aria-label={phrase("command-close")}
                    onclick={send(dispatch, Action::Close)}>
                    { icon("close") }
                </button>
            </header>
            { body }
        </dialog>
    }
}
