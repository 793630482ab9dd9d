//! The form of a cluster. Nothing runs on it until it is applied; what ran before comes back by undo.

use super::kept::{Kept, use_kept};
use super::memo::part;
use super::store::use_dispatch;
use super::words::{flag, leaf, word};
use crate::app::{Action, ApartDraft, Draft, WordsDraft, warnings_of};
use crate::check::{QuorumPair, quorum_pairs};
use crate::protocol::Setup;
use crate::protocol::synod::{Config, Switch};
use crate::share::write_cluster;
use crate::text::{Arg, say};
use std::ops::RangeInclusive;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::functional::Hook;
use yew::prelude::*;

/// What the form starts from.
#[derive(PartialEq)]
pub struct ClusterProps {
    /// The cluster that runs.
    pub setup: Rc<Setup>,
}

/// The form of a cluster.
pub fn cluster_form(props: ClusterProps) -> Html {
    let key = write_cluster(&props.setup);
    part(&key, props, |context, props| use_cluster_form(props).run(context))
}

#[hook]
fn use_cluster_form(props: &ClusterProps) -> Html {
    let dispatch = use_dispatch();
    let draft = use_kept(|| Draft::of(&props.setup));
    let built = draft.build();
    let onsubmit = {
        let built = built.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Ok(setup) = &built {
                dispatch.dispatch(Action::Rebuild(setup.clone()));
            }
        })
    };
    let choose = {
        let draft = draft.clone();
        Callback::from(move |key: String| draft.set(Draft::usual(&key)))
    };
    html! {
        <form class="cluster" {onsubmit}>
            <h3>{ word("cluster-title") }</h3>
            { choice("protocol", draft.protocol(), &Setup::KEYS, choose) }
            { match &*draft {
                Draft::Apart(apart) => apart_fields(&draft, apart),
                Draft::Words(words) => words_fields(&draft, words),
            } }
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

fn apart_fields(draft: &Kept<Draft>, apart: &ApartDraft) -> Html {
    let set =
        |name: &'static str| change(draft, apart, move |apart, value| Draft::Apart(apart.with(name, value)));
    let resize = change(draft, apart, |apart, value| {
        Draft::Apart(apart.with_proposers(value.parse().unwrap_or(1).clamp(1, Config::PROPOSERS_MAX)))
    });
    let rule_of = |key| rule(key, apart.get(key), Config::rule_options(key), set(key));
    let count = apart.proposers.len().to_string();
    html! {
        <>
            { number("role-proposers", &count, 1..=Config::PROPOSERS_MAX, &resize) }
            { number("role-acceptors", apart.get("acceptors"), 1..=Config::ACCEPTORS_MAX, &set("acceptors")) }
            { number("role-learners", apart.get("learners"), 0..=Config::LEARNERS_MAX, &set("learners")) }
            { for (0..apart.proposers.len()).map(|index| proposer(draft, apart, index)) }
            for (name, options) in CHOICES {
                { choice(name, apart.get(name), &options, set(name)) }
            }
            { rules(["adoption"].into_iter().chain(Switch::ALL.map(Switch::key)).map(rule_of)) }
            <label class="field">{ word("cluster-promise-quorum") }{ text(apart.get("promise"), &say("cluster-majority", &[]), set("promise")) }</label>
            <label class="field">{ word("cluster-accept-quorum") }{ text(apart.get("accept"), &say("cluster-majority", &[]), set("accept")) }</label>
            { quorum_chart(draft, apart) }
        </>
    }
}

/// Which sizes of quorums are safe together, for as many acceptors as there are: a press sets them.
fn quorum_chart(draft: &Kept<Draft>, apart: &ApartDraft) -> Html {
    let most = u32::try_from(Config::ACCEPTORS_MAX).unwrap_or(9);
    let acceptors = apart.get("acceptors").parse().unwrap_or(3).clamp(1, most);
    let size = |name: &str| apart.get(name).parse().unwrap_or(acceptors / 2 + 1);
    let now = (size("promise"), size("accept"));
    let cell = |pair: &QuorumPair| {
        let QuorumPair { promise, accept, is_safe } = *pair;
        let args = [("promise", promise.into()), ("accept", accept.into())];
        let label = say(if is_safe { "quorums-safe" } else { "quorums-unsafe" }, &args);
        let next = apart.with("promise", promise.to_string()).with("accept", accept.to_string());
        let draft = draft.clone();
        let onclick = Callback::from(move |_: MouseEvent| draft.set(Draft::Apart(next.clone())));
        html! {
            <td><button type="button" class="icon" aria-label={label.clone()} title={label} aria-pressed={flag((promise, accept) == now)}
                data-safe={flag(is_safe)} {onclick}>{ if is_safe { "✓" } else { "✗" } }</button></td>
        }
    };
    let pairs = quorum_pairs(acceptors);
    html! {
        <details class="quorums">
            <summary>{ word("quorums-title") }</summary>
            <table>
                <tr><th scope="col">{ word("quorums-corner") }</th>{ for (1..=acceptors).map(|accept| html! { <th scope="col">{ accept }</th> }) }</tr>
                for row in pairs.chunks(usize::try_from(acceptors).unwrap_or(1).max(1)) {
                    <tr><th scope="row">{ row[0].promise }</th>{ for row.iter().map(cell) }</tr>
                }
            </table>
            { leaf("p", "quiet", word("quorums-why")) }
        </details>
    }
}

/// The fields of a construction whose settings are words: lists of members, choices, and text.
fn words_fields(draft: &Kept<Draft>, words: &WordsDraft) -> Html {
    let field = |(key, value, options): (&'static str, &str, &'static [&'static str])| {
        let set = change(draft, words, move |words, value| Draft::Words(words.with(key, &value)));
        if !options.is_empty() {
            return choice(key, value, options, set);
        }
        if let Some((_, range)) = COUNTS.into_iter().find(|(count, _)| *count == key)
            && value.parse::<usize>().is_ok()
        {
            return number(&format!("role-{key}"), value, range, &set);
        }
        let Some((_, wish)) = MEMBERS.into_iter().find(|(members, _)| *members == key) else {
            return html! { <label class="field">{ say(&format!("cluster-{key}"), &[]) }{ text(value, "", set) }</label> };
        };
        let members = words.members(key);
        let resize = change(draft, words, move |words, count| {
            Draft::Words(words.with_members(key, count.parse().unwrap_or(2)))
        });
        html! {
            <>
                { number(&format!("role-{key}"), &members.len().to_string(), 2..=Config::ACCEPTORS_MAX, &resize) }
                for (index, member) in members.iter().enumerate() {
                    <label class="field" data-owner={index.to_string()}>
                        { say(wish, &[("name", Arg::Text(crate::text::node_label(&member.name)))]) }
                        { text(member.wants.as_ref().map_or("", |value| value.as_str()), &hint(key), change(draft, words, move |words, value| {
                            Draft::Words(words.with_wish(key, index, &value))
                        })) }
                    </label>
                }
            </>
        }
    };
    let is_rule = |key: &str| words.rules().any(|rule| rule == key);
    let one = |(key, value, options): (&'static str, &str, &'static [&'static str])| {
        let set = change(draft, words, move |words, value| Draft::Words(words.with(key, &value)));
        rule(key, value, options, set)
    };
    html! {
        <>
            { for words.settings().filter(|setting| !is_rule(setting.0)).map(field) }
            if words.rules().next().is_some() {
                { rules(words.settings().filter(|setting| is_rule(setting.0)).map(one)) }
            }
        </>
    }
}

/// The group of the rules that can be switched off.
fn rules(rules: impl Iterator<Item = Html>) -> Html {
    html! { <fieldset class="rules"><legend>{ word("cluster-rules") }</legend>{ for rules }</fieldset> }
}

/// A rule: whether it is as it should be, the first of its options, and else what stands in its place. A number is typed.
fn rule(key: &str, value: &str, options: &'static [&'static str], on: Callback<String>) -> Html {
    let Some((kept, others)) = options.split_first() else {
        return html! { <label class="field">{ say(&format!("cluster-{key}"), &[]) }{ text(value, "", on) }</label> };
    };
    let is_kept = value == *kept;
    let other = if is_kept { others[0] } else { kept };
    let onchange = on.reform(move |_: Event| other.to_owned());
    html! {
        <>
            <label class="rule">
                <input type="checkbox" role="switch" checked={is_kept} {onchange} />
                <span>{ say(&format!("cluster-switch-{key}"), &[]) }<small>{ say(&format!("cluster-why-{key}"), &[]) }</small></span>
            </label>
            if !is_kept && others.len() > 1 {
                { choice(&format!("switch-{key}"), value, others, on) }
            }
        </>
    }
}

/// The settings that are numbers of nodes.
const COUNTS: [(&str, RangeInclusive<usize>); 5] = [
    ("replicas", 1..=Config::ACCEPTORS_MAX),
    ("servers", 1..=Config::ACCEPTORS_MAX),
    ("clients", 0..=6),
    ("leaders", 1..=4),
    ("acceptors", 1..=Config::ACCEPTORS_MAX),
];

/// The settings that are lists of nodes, each with what one of them is set up to do.
const MEMBERS: [(&str, &str); 2] = [("servers", "cluster-member-wants"), ("participants", "cluster-vote")];

/// What a member does that nothing is said of.
fn hint(key: &str) -> String {
    if key == "participants" { say("value-yes", &[]) } else { String::new() }
}

/// Changes the draft as it is now, by what is typed or chosen.
fn change<T: Clone + 'static>(
    draft: &Kept<Draft>,
    now: &T,
    to: impl Fn(&T, String) -> Draft + 'static,
) -> Callback<String> {
    let (draft, now) = (draft.clone(), now.clone());
    Callback::from(move |value: String| draft.set(to(&now, value)))
}

/// The settings with a few possible values.
const CHOICES: [(&str, [&str; 2]); 4] = [
    ("numbers", ["pairs", "plain"]),
    ("rejections", ["silent", "answered"]),
    ("learning", ["direct", "proposer"]),
    ("eager", ["no", "yes"]),
];

fn proposer(draft: &Kept<Draft>, apart: &ApartDraft, index: usize) -> Html {
    let name = char::from(b'A' + u8::try_from(index).unwrap_or(0)).to_string();
    let (wants, first) = &apart.proposers[index];
    let change = |set: fn(&mut (String, String), String)| {
        change(draft, apart, move |apart, value| {
            Draft::Apart(apart.with_proposer(index, |proposer| set(proposer, value)))
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

fn number(label: &str, value: &str, range: RangeInclusive<usize>, on: &Callback<String>) -> Html {
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

fn choice(name: &str, value: &str, options: &[&'static str], on: Callback<String>) -> Html {
    let onchange = Callback::from(move |event: Event| {
        if let Some(select) = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()) {
            on.emit(select.value());
        }
    });
    // A construction is called the same wherever it is named.
    let words = |option: &str| match name {
        "protocol" => say(&format!("protocol-{option}"), &[]),
        _ => say(&format!("option-{name}-{option}"), &[]),
    };
    html! {
        <label class="field"><span>{ say(&format!("cluster-{name}"), &[]) }</span>
            <select {onchange}>
                for option in options {
                    <option value={*option} selected={value == *option}>{ words(option) }</option>
                }
            </select>
        </label>
    }
}
