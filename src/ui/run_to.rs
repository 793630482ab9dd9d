//! The menu beside "next decision": what else a run can be run to.

use super::icons::icon;
use super::store::{Dispatch, send};
use super::words::{phrase, word};
use crate::app::{Action, Goal};
use crate::text::{Terms, say};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// The button and its menu. The browser opens and closes it: no state of ours.
pub fn run_to_menu(dispatch: &Dispatch, terms: Terms) -> Html {
    let submit = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form: Element = event.target_unchecked_into();
            let field = form.query_selector("input").ok().flatten();
            if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
                dispatch.dispatch(Action::RunToTyped(field.value()));
            }
            let menu = form.closest("[popover]").ok().flatten();
            if let Some(menu) = menu.and_then(|menu| menu.dyn_into::<HtmlElement>().ok()) {
                // It is open, or nobody could have submitted its form.
                let _ = menu.hide_popover();
            }
        })
    };
    let label = say("run-to", &[]);
    html! {
        <>
            <button type="button" class="icon" popovertarget="run-to" aria-label={label.clone()} title={label.clone()}>
                { icon("menu") }
            </button>
            <div id="run-to" class="run-to" popover="auto" role="group" aria-label={label}>
                for (goal, words) in Goal::choices(terms) {
                    <button type="button" popovertarget="run-to" popovertargetaction="hide"
                        onclick={send(dispatch, Action::RunTo(goal))}>{ words }</button>
                }
                <form onsubmit={submit}>
                    <label>{ word("goal-predicate") }
                        <input type="text" required={true} placeholder={phrase("goal-predicate-hint")} autocomplete="off" spellcheck="false" />
                    </label>
                    <button type="submit" class="line small">{ word("goal-go") }</button>
                </form>
            </div>
        </>
    }
}
