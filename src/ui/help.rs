//! The help sheet: the command table, and how to read the stage.

use super::icons::icon;
use super::store::{send, use_dispatch};
use crate::app::{Action, commands};
use crate::protocol::MessageKind;
use crate::text::{Terms, say};
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// The help sheet, as a modal dialog: the browser keeps the focus in it and gives it back.
#[component]
pub fn HelpSheet() -> Html {
    let dispatch = use_dispatch();
    let dialog = use_node_ref();
    use_effect_with(dialog.clone(), |dialog| {
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
    html! {
        <dialog class="help" ref={dialog} aria-labelledby="help-title" onclose={send(&dispatch, Action::Close)}
            oncancel={send(&dispatch, Action::Close)}>
            <header>
                <h2 id="help-title">{ say("help-title", &[]) }</h2>
                <button type="button" class="icon" aria-label={say("command-close", &[])}
                    onclick={send(&dispatch, Action::Close)}>
                    { icon("close") }
                </button>
            </header>
            <div class="help-body" tabindex="0">
                <section>
                    <h3>{ say("help-keys", &[]) }</h3>
                    <dl class="keys">
                        for command in commands() {
                            <dt><kbd>{ command.shown }</kbd></dt>
                            <dd>{ command.label() }</dd>
                        }
                    </dl>
                </section>
                <section>
                    <h3>{ say("help-messages", &[]) }</h3>
                    <ul class="legend">
                        for kind in MessageKind::ALL {
                            <li>
                                <span class="swatch" data-kind={kind.key()} aria-hidden="true"></span>
                                <b>{ Terms::Standard.kind(kind) }</b>
                                { " " }{ say(&format!("help-kind-{}", kind.key()), &[]) }
                            </li>
                        }
                    </ul>
                    <h3>{ say("help-hands", &[]) }</h3>
                    <p>{ say("help-hands-text", &[]) }</p>
                </section>
            </div>
        </dialog>
    }
}
