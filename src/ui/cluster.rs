//! The form of a cluster. Nothing runs on it until it is applied; what ran before comes back by undo.

use super::store::use_dispatch;
use super::words::word;
use crate::app::{Action, Draft, warnings_of};
use crate::protocol::Setup;
use crate::protocol::synod::Config;
use crate::text::{Arg, say};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// What the form starts from.
#[derive(PartialEq, Properties)]
pub struct ClusterProps {
    /// The cluster that runs.
    pub setup: Rc<Setup>,
}

/// The form of a cluster.
#[component]
pub fn ClusterForm(props: &ClusterProps) -> Html {
    let dispatch = use_dispatch();
    let draft = use_state(|| Draft::of(&props.setup));
    let built = draft.build();
    let set = |name: &'static str| {
        let draft = draft.clone();
        Callback::from(move |value: String| draft.set(draft.with(name, value)))
    };
    let resize = {
        let draft = draft.clone();
        Callback::from(move |value: String| {
            draft.set(draft.with_proposers(value.parse().unwrap_or(1).clamp(1, Config::PROPOSERS_MAX)));
        })
    };
    let onsubmit = {
        let built = built.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Ok(setup) = &built {
                dispatch.dispatch(Action::Rebuild(setup.clone()));
            }
        })
    };
    let count = draft.proposers.len().to_string();
    html! {
        <form class="cluster" {onsubmit}>
            <h3>{ word("cluster-title") }</h3>
            { number("role-proposers", &count, 1..=Config::PROPOSERS_MAX, &resize) }
            { number("role-acceptors", draft.get("acceptors"), 1..=Config::ACCEPTORS_MAX, &set("acceptors")) }
            { number("role-learners", draft.get("learners"), 0..=Config::LEARNERS_MAX, &set("learners")) }
            { for (0..draft.proposers.len()).map(|index| proposer(&draft, index)) }
            for (name, options) in CHOICES {
                { choice(name, draft.get(name), options, set(name)) }
            }
            <label class="field">{ word("cluster-promise-quorum") }{ text(draft.get("promise"), &say("cluster-majority", &[]), set("promise")) }</label>
            <label class="field">{ word("cluster-accept-quorum") }{ text(draft.get("accept"), &say("cluster-majority", &[]), set("accept")) }</label>
            <div role="status">
                if let Err(words) = &built {
                    <p class="error">{ words }</p>
                }
                for words in built.as_ref().map(warnings_of).unwrap_or_default() {
                    <p class="warning">{ words }</p>
                }
            </div>
            <p class="actions"><button type="submit" class="solid" disabled={built.is_err()}>{ word("cluster-apply") }</button></p>
        </form>
    }
}

/// The settings with a few possible values.
const CHOICES: [(&str, [&str; 2]); 4] = [
    ("numbers", ["pairs", "plain"]),
    ("rejections", ["silent", "answered"]),
    ("learning", ["direct", "proposer"]),
    ("eager", ["no", "yes"]),
];

fn proposer(draft: &UseStateHandle<Draft>, index: usize) -> Html {
    let name = char::from(b'A' + u8::try_from(index).unwrap_or(0)).to_string();
    let (wants, first) = &draft.proposers[index];
    let change = |set: fn(&mut (String, String), String)| {
        let draft = draft.clone();
        Callback::from(move |value: String| {
            draft.set(draft.with_proposer(index, |proposer| set(proposer, value)));
        })
    };
    html! {
        <fieldset class="proposer-row" data-owner={index.to_string()}>
            <legend>{ say("cluster-proposer", &[("name", Arg::Text(name))]) }</legend>
            <label>{ word("cluster-wants") }{ text(wants, "", change(|proposer, value| proposer.0 = value)) }</label>
            <label>{ word("cluster-first") }{ text(first, "", change(|proposer, value| proposer.1 = value)) }</label>
        </fieldset>
    }
}

fn number(label: &str, value: &str, range: std::ops::RangeInclusive<usize>, on: &Callback<String>) -> Html {
    let label = say(label, &[]);
    let count: usize = value.parse().unwrap_or(*range.start());
    let what = [("what", Arg::from(label.as_str()))];
    let change = |to: usize| on.reform(move |_: MouseEvent| to.to_string());
    html! {
        <div class="field" role="group" aria-label={label.clone()}>
            <span>{ label }</span>
            <span class="stepper">
                <button type="button" class="icon" aria-label={say("stepper-fewer", &what)} disabled={count <= *range.start()}
                    onclick={change(count.saturating_sub(1))}>{ "−" }</button>
                <output>{ value }</output>
                <button type="button" class="icon" aria-label={say("stepper-more", &what)} disabled={count >= *range.end()}
                    onclick={change(count + 1)}>{ "+" }</button>
            </span>
        </div>
    }
}

fn text(value: &str, placeholder: &str, on: Callback<String>) -> Html {
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            on.emit(input.value());
        }
    });
    html! { <input type="text" value={value.to_owned()} placeholder={placeholder.to_owned()} {oninput} autocomplete="off" size="6" /> }
}

fn choice(name: &str, value: &str, options: [&'static str; 2], on: Callback<String>) -> Html {
    let onchange = Callback::from(move |event: Event| {
        if let Some(select) = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()) {
            on.emit(select.value());
        }
    });
    html! {
        <label class="field"><span>{ say(&format!("cluster-{name}"), &[]) }</span>
            <select {onchange}>
                for option in options {
                    <option value={option} selected={value == option}>{ say(&format!("option-{name}-{option}"), &[]) }</option>
                }
            </select>
        </label>
    }
}
