//! The help sheet: the command table, and how to read the stage.

use super::dialog::{sheet, use_modal};
use super::memo::part;
use super::store::use_dispatch;
use super::words::{leaf, word};
use crate::app::commands;
use crate::protocol::MessageKind;
use crate::text::{Terms, say};
use yew::functional::Hook;
use yew::prelude::*;

/// The help sheet.
pub fn help_sheet() -> Html {
    part("help-sheet", (), |context, ()| use_help_sheet().run(context))
}

#[hook]
fn use_help_sheet() -> Html {
    let dispatch = use_dispatch();
    let dialog = use_modal();
    let body = html! {
            <div class="help-body" tabindex="0">
                <section>
                    { leaf("h3", "", word("help-keys")) }
                    <dl class="keys">
                        for command in commands() {
                            <dt>{ leaf("kbd", "", command.shown) }</dt>
                            { leaf("dd", "", command.label()) }
                        }
                    </dl>
                </section>
                <section>
                    { leaf("h3", "", word("help-messages")) }
                    <ul class="legend">
                        for kind in MessageKind::ALL {
                            <li>
                                <span class="swatch" data-kind={kind.key()} aria-hidden="true"></span>
                                { leaf("b", "", Terms::Standard.kind(kind)) }
                                { " " }{ say(&format!("help-kind-{}", kind.key()), &[]) }
                            </li>
                        }
                    </ul>
                    { leaf("h3", "", word("help-hands")) }
                    { leaf("p", "", word("help-hands-text")) }
                </section>
            </div>
    };
    sheet(&dispatch, &dialog, "help", &say("help-title", &[]), body)
}
