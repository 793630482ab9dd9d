//! The region Runs: every branch with what can be done with it, names for moments, and two runs side by side.

use super::icons::icon;
use super::store::{Dispatch, send};
use super::words::{flag, leaf, phrase, word};
use crate::app::{Action, RunsAction, Session};
use crate::scene::{self, RunRow, SideBySide};
use crate::sim::{MomentId, NAME_LENGTH_MAX};
use crate::text::say;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The region Runs.
pub fn runs_panel(dispatch: &Dispatch, session: &Session) -> Html {
    let runs = scene::runs(&session.history, session.terms);
    let (cursor, here) = (runs.cursor, say("runs-name-here", &[]));
    let pair = session.compared().map(|(a, b)| scene::side_by_side(&session.history, session.terms, a, b));
    html! {
        <section class="block runs" aria-label={phrase("region-runs")}>
            { leaf("h3", "", word("region-runs")) }
            { name_field(dispatch, cursor, &runs.cursor_name, &here, &here) }
            <ul>
                { for runs.rows.iter().map(|row| item(dispatch, row, session.chosen_runs.contains(&row.leaf))) }
            </ul>
            if runs.hidden > 0 {
                { leaf("p", "quiet", say("runs-hidden", &[("count", u32::try_from(runs.hidden).unwrap_or(u32::MAX).into())])) }
            }
            { for pair.as_ref().map(side_by_side) }
        </section>
    }
}

/// A field for the name of a moment.
fn name_field(dispatch: &Dispatch, moment: MomentId, name: &str, label: &str, hint: &str) -> Html {
    let dispatch = dispatch.clone();
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        dispatch.dispatch(Action::Runs(RunsAction::Name(moment, input.value())));
    });
    html! {
        <input type="text" class="run-name" maxlength={NAME_LENGTH_MAX.to_string()} value={name.to_owned()} {onchange}
            aria-label={label.to_owned()} placeholder={hint.to_owned()} autocomplete="off" />
    }
}

fn item(dispatch: &Dispatch, row: &RunRow, is_chosen: bool) -> Html {
    let label = |key| say(key, &[("words", row.words.as_str().into())]);
    let button = |key, name, action, pressed: Option<bool>| {
        html! {
            <button type="button" class="icon" aria-label={label(key)} title={label(key)} aria-pressed={pressed.map(|it| it.to_string())}
                onclick={send(dispatch, Action::Runs(action))}>{ icon(name) }</button>
        }
    };
    let hint = say("runs-unnamed", &[]);
    html! {
        <li class="run" data-here={flag(row.is_here)} data-on-line={flag(row.is_on_line)} style={format!("--level:{}", row.level.min(6))} key={row.head.0}>
            <button type="button" class="run-go" aria-label={format!("{} ({})", label("runs-go"), row.extent)} onclick={send(dispatch, Action::Travel(row.leaf))}>
                { &row.words }
            </button>
            <span class="run-tools">
                { button("runs-compare", "compare", RunsAction::Compare(row.leaf), Some(is_chosen)) }
                if row.can_delete() {
                    { button("runs-delete", "close", RunsAction::Delete(row.head), None) }
                }
            </span>
            <span class="quiet run-end" data-broken={flag(row.is_broken)}>
                { &row.extent }
                for slot in &row.chosen {
                    <span class="value" data-value={slot.to_string()} aria-hidden="true"></span>
                }
                { " " }{ &row.ending }
                if row.is_here {
                    { leaf("b", "", word("runs-here")) }
                }
            </span>
            { name_field(dispatch, row.head, &row.name, &label("runs-name-of"), &hint) }
            for named in &row.named {
                <button type="button" class="small run-flag" onclick={send(dispatch, Action::Travel(named.moment))}>
                    { icon("flag") }{ scene::flag_words(&named.name, named.step) }
                </button>
            }
        </li>
    }
}

/// Two runs side by side, step by step; what they have in common is said and not shown.
fn side_by_side(pair: &SideBySide) -> Html {
    html! {
        <table class="pair">
            <caption>{ word("runs-side-by-side") }{ ": " }{ &pair.common }</caption>
            <thead><tr>
                <th scope="col">{ word("runs-step") }</th>
                for title in &pair.titles {
                    <th scope="col">{ title }</th>
                }
            </tr></thead>
            <tbody>
                for row in &pair.rows {
                    <tr data-first={flag(row.is_first)}>
                        <th scope="row">{ row.step }
                            if row.is_first {
                                <span class="visually-hidden">{ " " }{ word("runs-first-difference") }</span>
                            }
                        </th>
                        for side in &row.sides {
                            { leaf("td", "", side.as_ref().map_or("–", |(_, words)| words)) }
                        }
                    </tr>
                }
            </tbody>
            <tfoot><tr><td colspan="3">
                { &pair.agreement }
                if pair.hidden > 0 {
                    { " " }{ say("runs-pairs-hidden", &[("count", u32::try_from(pair.hidden).unwrap_or(u32::MAX).into())]) }
                }
            </td></tr></tfoot>
        </table>
    }
}
