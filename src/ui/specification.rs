//! The page Specification of the region Space–time: the TLA+ text, lit where the last step was, with what its conjuncts came
//! to; and the actions that can be taken.

use super::store::{Dispatch, send};
use super::words::{flag, leaf, phrase, word};
use crate::app::Action;
use crate::scene::{SpecLine, SpecSheet};
use yew::prelude::*;

/// The specification beside the run.
pub fn spec_page(dispatch: &Dispatch, sheet: &SpecSheet) -> Html {
    html! {
        <div class="spec-page">
            <div class="spec-side">
                <p role="status" data-allowed={flag(sheet.is_allowed)}>{ &sheet.taken }</p>
                { leaf("h3", "", word("spec-enabled")) }
                <ul>
                    for (action, event) in &sheet.enabled {
                        <li><button type="button" class="line small" onclick={send(dispatch, Action::Do(event.clone()))}>{ action }</button></li>
                    }
                </ul>
                <dl>
                    for (name, value) in &sheet.variables {
                        { leaf("dt", "", *name) }
                        { leaf("dd", "", value) }
                    }
                </dl>
            </div>
            <pre tabindex="0" role="group" aria-label={phrase("time-spec")}>{ for sheet.lines.iter().map(line) }</pre>
        </div>
    }
}

fn line(line: &SpecLine) -> Html {
    html! {
        <span class="spec-line" data-lit={flag(line.is_lit)} data-broken={flag(line.is_broken)} aria-current={line.is_lit.then_some("step")}>
            { line.text }
            if !line.note.is_empty() {
                { leaf("b", "", format!("  {}", line.note)) }
            }
            { "\n" }
        </span>
    }
}
