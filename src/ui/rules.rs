//! The page Rules of the region Space–time: the construction's pseudo-code beside that of the one it changes.

use super::words::{flag, phrase};
use crate::scene::{RuleRow, RuleSheet};
use yew::prelude::*;

/// The rules, side by side with what they change.
pub fn rules_page(sheet: &RuleSheet) -> Html {
    let is_pair = sheet.before.is_some();
    html! {
        <div class="rules-page" tabindex="0" role="group" aria-label={phrase("time-rules")}>
            <table>
                <thead>
                    <tr>
                        { for sheet.before.as_ref().map(|before| html! { <th scope="col">{ before }</th> }) }
                        <th scope="col">{ &sheet.title }</th>
                    </tr>
                </thead>
                <tbody>{ for sheet.rows.iter().map(|row| rule_row(row, is_pair)) }</tbody>
            </table>
        </div>
    }
}

fn rule_row(row: &RuleRow, is_pair: bool) -> Html {
    let is_same = row.old.is_some() && row.new.is_some();
    let cell = |text: Option<&'static str>, change: &'static str, is_applied: bool| {
        let mark = (is_pair && !is_same && text.is_some()).then_some(change);
        html! {
            <td data-change={mark} data-applied={flag(is_applied)} aria-current={is_applied.then_some("step")}>
                if let Some(change) = mark {
                    <span class="visually-hidden">{ phrase(change) }</span>
                }
                { text.unwrap_or_default() }
            </td>
        }
    };
    html! {
        <tr>
            if is_pair {
                { cell(row.old, "rules-removed", false) }
            }
            { cell(row.new, "rules-added", row.is_applied) }
        </tr>
    }
}
