//! The page of all rungs of the ladder: what each changes, what that fixes, what still breaks it.

use super::words::{flag, leaf, word};
use crate::lesson::{Entry, index};
use crate::protocol::Setup;
use crate::scene::{RungRow, rungs};
use crate::share::{Route, write_route};
use crate::text::say;
use yew::prelude::*;

/// The page of all rungs.
pub fn ladder_page() -> Html {
    html! {
        <main class="home ladder">
            { leaf("h1", "", word("ladder-title")) }
            { leaf("p", "lead", word("ladder-lead")) }
            <ol class="rungs">
                for row in &rungs() {
                    { rung(row) }
                }
            </ol>
        </main>
    }
}

fn rung(row: &RungRow) -> Html {
    let lessons: Vec<Entry> = index().filter(|entry| entry.protocol == row.key).collect();
    let (failing, others): (Vec<&Entry>, Vec<&Entry>) =
        lessons.iter().partition(|entry| entry.fails().next().is_some());
    let sandbox = Setup::usual(row.key).map(Route::Sandbox);
    html! {
        <li class="rung" id={row.key} data-safe={flag(row.is_safe)}>
            <h2>{ &row.title }</h2>
            { leaf("p", "by", say("ladder-slides", &[("slides", row.slides.into()), ("several", if row.slides.contains(' ') { "yes" } else { "no" }.into())])) }
            <dl>
                { leaf("dt", "", word("ladder-adds")) }
                { leaf("dd", "", &row.adds) }
                if !row.fixes.is_empty() {
                    { leaf("dt", "", word("ladder-fixes")) }
                    { leaf("dd", "", &row.fixes) }
                }
                { leaf("dt", "", word("ladder-breaks")) }
                <dd>{ &row.breaks }{ links(&failing) }</dd>
                if !row.messages.is_empty() {
                    { leaf("dt", "", word("ladder-messages")) }
                    { leaf("dd", "mono", row.messages.join(", ")) }
                }
                if !row.fields.is_empty() {
                    { leaf("dt", "", word("ladder-fields")) }
                    { leaf("dd", "mono", row.fields.join(", ")) }
                }
            </dl>
            if !row.code.is_empty() {
                <pre class="changes" tabindex="0" aria-label={say("ladder-code", &[("title", row.title.as_str().into())])}>
                    for change in &row.code {
                        <span data-change={if change.is_new { "rules-added" } else { "rules-removed" }}>
                            { if change.is_new { "+ " } else { "− " } }{ change.text }{ "\n" }
                        </span>
                    }
                </pre>
            }
            <p class="ways">
                { links(&others) }
                { for sandbox.map(|route| html! { <a href={write_route(&route)}>{ word("ladder-try") }</a> }) }
            </p>
        </li>
    }
}

fn links(lessons: &[&Entry]) -> Html {
    lessons
        .iter()
        .map(|entry| {
            let route = Route::Lesson { slug: entry.slug.to_owned(), stop: 0 };
            html! { <a href={write_route(&route)}>{ entry.title }</a> }
        })
        .collect()
}
