//! The help sheet: the command table, and how to read the stage.

use super::dialog::{sheet, use_modal};
use super::store::use_dispatch;
use super::words::word;
use crate::app::commands;
use crate::protocol::MessageKind;
use crate::text::{Terms, say};
use yew::prelude::*;

/// The help sheet.
#[component]
pub fn HelpSheet() -> Html {
    let dispatch = use_dispatch();
    let dialog = use_modal();
    let body = html! {
            <div class="help-body" tabindex="0">
                <section>
                    <h3>{ word("help-keys") }</h3>
                    <dl class="keys">
                        for command in commands() {
                            <dt><kbd>{ command.shown }</kbd></dt>
                            <dd>{ command.label() }</dd>
                        }
                    </dl>
                </section>
                <section>
                    <h3>{ word("help-messages") }</h3>
                    <ul class="legend">
                        for kind in MessageKind::ALL {
                            <li>
                                <span class="swatch" data-kind={kind.key()} aria-hidden="true"></span>
                                <b>{ Terms::Standard.kind(kind) }</b>
                                { " " }{ say(&format!("help-kind-{}", kind.key()), &[]) }
                            </li>
                        }
                    </ul>
                    <h3>{ word("help-hands") }</h3>
                    <p>{ word("help-hands-text") }</p>
                </section>
            </div>
    };
    sheet(&dispatch, &dialog, "help", &say("help-title", &[]), body)
}
