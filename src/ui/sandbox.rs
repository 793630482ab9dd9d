//! The sandbox's panel: the cluster, who plays, and the way back to the lesson.

use super::schedule::ScheduleForm;
use super::store::{send, use_dispatch};
use crate::app::{Action, Player, config_words, warning_words};
use crate::protocol::synod::Config;
use crate::protocol::{Setup, Value};
use crate::share::{ClusterError, parse_cluster, write_cluster};
use crate::text::{Arg, say};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// What the panel shows.
#[derive(PartialEq, Properties)]
pub struct SandboxProps {
    /// The cluster that runs.
    pub setup: Rc<Setup>,
    /// Who plays.
    pub player: Player,
    /// The title of the lesson that this was opened from.
    pub origin: Option<String>,
}

/// The sandbox's panel.
#[component]
pub fn SandboxRegion(props: &SandboxProps) -> Html {
    let dispatch = use_dispatch();
    html! {
        <section class="panel sandbox" aria-label={say("region-lesson", &[])}>
            if let Some(title) = &props.origin {
                <div class="aside-note">
                    <p>{ say("sandbox-from", &[("title", title.as_str().into())]) }</p>
                    <button type="button" class="line" onclick={send(&dispatch, Action::Return)}>
                        { say("command-return", &[]) }<kbd>{ "R" }</kbd>
                    </button>
                </div>
            }
            <h2>{ say("sandbox-title", &[]) }</h2>
            <p class="quiet">{ say("sandbox-lead", &[]) }</p>
            <p class="actions">
                <button type="button" class="line" onclick={send(&dispatch, Action::KeepDuelling)}>{ say("keep-duelling", &[]) }</button>
            </p>
            <ScheduleForm player={props.player.clone()} />
            <ClusterForm setup={Rc::clone(&props.setup)} key={write_cluster(&props.setup)} />
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct ClusterProps {
    setup: Rc<Setup>,
}

/// The settings of a cluster that the person edits, as they stand in an address: one parser serves both, so that a
/// mistake is named in the same words.
#[derive(Clone, PartialEq)]
struct Draft(Vec<(&'static str, String)>);

impl Draft {
    fn of(setup: &Setup) -> Self {
        let Setup::Synod(config) = setup;
        let query = write_cluster(setup);
        let value = |key: &str| {
            let pair = query.split('&').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='));
            pair.unwrap_or_default().to_owned()
        };
        let keys = ["acceptors", "learners", "numbers", "rejections", "learning", "eager"];
        let mut fields: Vec<(&'static str, String)> = keys.into_iter().map(|key| (key, value(key))).collect();
        fields.push(("promise", config.promise_quorum.map_or_else(String::new, |quorum| quorum.to_string())));
        fields.push(("accept", config.accept_quorum.map_or_else(String::new, |quorum| quorum.to_string())));
        for (index, proposer) in config.proposers.iter().enumerate() {
            let wants = proposer.wants.as_ref().map_or_else(String::new, Value::to_string);
            fields.push((WANTS[index], wants));
            fields.push((FIRST[index], proposer.first.to_string()));
        }
        Draft(fields)
    }

    fn get(&self, key: &str) -> String {
        self.0.iter().find(|(name, _)| *name == key).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    fn with(&self, key: &'static str, value: String) -> Self {
        let mut fields: Vec<_> = self.0.iter().filter(|(name, _)| *name != key).cloned().collect();
        fields.push((key, value));
        Draft(fields)
    }

    fn proposers(&self) -> usize {
        FIRST.iter().filter(|key| self.0.iter().any(|(name, _)| name == *key)).count()
    }

    fn with_proposers(&self, count: usize) -> Self {
        const VALUES: [&str; 5] = ["foo", "bar", "baz", "qux", "quux"];
        let mut draft = self.clone();
        draft.0.retain(|(name, _)| !FIRST[count..].contains(name) && !WANTS[count..].contains(name));
        for index in self.proposers()..count {
            draft = draft
                .with(WANTS[index], VALUES[index].to_owned())
                .with(FIRST[index], (index + 1).to_string());
        }
        draft
    }

    /// The cluster, or what is wrong.
    fn parse(&self) -> Result<Setup, ClusterError> {
        let keys = ["acceptors", "learners", "numbers", "rejections", "learning", "eager"];
        let mut query: Vec<String> = keys.iter().map(|key| format!("{key}={}", self.get(key))).collect();
        let proposer = |index: usize| {
            let wants = percent_encoding::utf8_percent_encode(
                &self.get(WANTS[index]),
                percent_encoding::NON_ALPHANUMERIC,
            )
            .to_string();
            format!("{wants}:{}", self.get(FIRST[index]))
        };
        query
            .push(format!("proposers={}", (0..self.proposers()).map(proposer).collect::<Vec<_>>().join(",")));
        let (promise, accept) = (self.get("promise"), self.get("accept"));
        if !promise.is_empty() || !accept.is_empty() {
            let majority = (self.get("acceptors").parse().unwrap_or(0_u32) / 2 + 1).to_string();
            let or_majority = |quorum: String| if quorum.is_empty() { majority.clone() } else { quorum };
            query.push(format!("quorums={},{}", or_majority(promise), or_majority(accept)));
        }
        parse_cluster(&query.join("&"))
    }
}

const WANTS: [&str; 5] = ["wants-0", "wants-1", "wants-2", "wants-3", "wants-4"];
const FIRST: [&str; 5] = ["first-0", "first-1", "first-2", "first-3", "first-4"];

/// The form of a cluster. Nothing runs on it until it is applied; what runs is kept for undo.
#[component]
fn ClusterForm(props: &ClusterProps) -> Html {
    let dispatch = use_dispatch();
    let draft = use_state(|| Draft::of(&props.setup));
    let parsed = draft.parse();
    let message = match &parsed {
        Ok(_) => None,
        Err(ClusterError::Config(error)) => Some(config_words(*error)),
        Err(ClusterError::Value { setting, value }) => Some(say(
            "problem-value",
            &[("setting", setting.as_str().into()), ("value", value.as_str().into())],
        )),
        Err(_) => Some(say("problem-setting", &[("name", "cluster".into())])),
    };
    let warnings = parsed.as_ref().ok().map(warnings_of).unwrap_or_default();
    let apply = {
        let parsed = parsed.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Ok(setup) = &parsed {
                dispatch.dispatch(Action::Rebuild(setup.clone()));
            }
        })
    };
    let set = |key: &'static str| {
        let draft = draft.clone();
        Callback::from(move |value: String| draft.set(draft.with(key, value)))
    };
    let resize = {
        let draft = draft.clone();
        Callback::from(move |value: String| {
            draft.set(draft.with_proposers(value.parse::<usize>().unwrap_or(1).clamp(1, 5)));
        })
    };
    html! {
        <form class="cluster" onsubmit={apply}>
            <h3>{ say("cluster-title", &[]) }</h3>
            <Number label={say("role-proposers", &[])} value={draft.proposers().to_string()} max={Config::PROPOSERS_MAX} min={1} on={resize} />
            <Number label={say("role-acceptors", &[])} value={draft.get("acceptors")} max={Config::ACCEPTORS_MAX} min={1} on={set("acceptors")} />
            <Number label={say("role-learners", &[])} value={draft.get("learners")} max={Config::LEARNERS_MAX} min={0} on={set("learners")} />
            for index in 0..draft.proposers() {
                <fieldset class="proposer-row" data-owner={index.to_string()}>
                    <legend>{ say("cluster-proposer", &[("name", Arg::Text(char::from(b'A' + u8::try_from(index).unwrap_or(0)).to_string()))]) }</legend>
                    <label>{ say("cluster-wants", &[]) }<Text value={draft.get(WANTS[index])} on={set(WANTS[index])} /></label>
                    <label>{ say("cluster-first", &[]) }<Text value={draft.get(FIRST[index])} on={set(FIRST[index])} /></label>
                </fieldset>
            }
            <Choice label={say("cluster-numbers", &[])} value={draft.get("numbers")} prefix="numbers" options={vec!["pairs", "plain"]} on={set("numbers")} />
            <Choice label={say("cluster-rejections", &[])} value={draft.get("rejections")} prefix="rejections" options={vec!["silent", "answered"]} on={set("rejections")} />
            <Choice label={say("cluster-learning", &[])} value={draft.get("learning")} prefix="learning" options={vec!["direct", "proposer"]} on={set("learning")} />
            <Choice label={say("cluster-eager", &[])} value={draft.get("eager")} prefix="eager" options={vec!["no", "yes"]} on={set("eager")} />
            <label class="field">{ say("cluster-promise-quorum", &[]) }<Text value={draft.get("promise")} placeholder={say("cluster-majority", &[])} on={set("promise")} /></label>
            <label class="field">{ say("cluster-accept-quorum", &[]) }<Text value={draft.get("accept")} placeholder={say("cluster-majority", &[])} on={set("accept")} /></label>
            <div role="status">
                if let Some(message) = &message {
                    <p class="error">{ message }</p>
                }
                for warning in &warnings {
                    <p class="warning">{ warning }</p>
                }
            </div>
            <p class="actions"><button type="submit" class="solid" disabled={parsed.is_err()}>{ say("cluster-apply", &[]) }</button></p>
        </form>
    }
}

/// What is unwise about a cluster, in sentences.
fn warnings_of(setup: &Setup) -> Vec<String> {
    let Setup::Synod(config) = setup;
    config.validate().unwrap_or_default().into_iter().map(warning_words).collect()
}

#[derive(PartialEq, Properties)]
struct NumberProps {
    label: String,
    value: String,
    min: usize,
    max: usize,
    on: Callback<String>,
}

#[component]
fn Number(props: &NumberProps) -> Html {
    let count: usize = props.value.parse().unwrap_or(props.min);
    let change = |to: usize| {
        let on = props.on.clone();
        Callback::from(move |_: MouseEvent| on.emit(to.to_string()))
    };
    html! {
        <div class="field" role="group" aria-label={props.label.clone()}>
            <span>{ &props.label }</span>
            <span class="stepper">
                <button type="button" class="icon" aria-label={say("stepper-fewer", &[("what", props.label.as_str().into())])}
                    disabled={count <= props.min} onclick={change(count.saturating_sub(1))}>{ "−" }</button>
                <output>{ &props.value }</output>
                <button type="button" class="icon" aria-label={say("stepper-more", &[("what", props.label.as_str().into())])}
                    disabled={count >= props.max} onclick={change(count + 1)}>{ "+" }</button>
            </span>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct TextProps {
    value: String,
    #[prop_or_default]
    placeholder: String,
    on: Callback<String>,
}

#[component]
fn Text(props: &TextProps) -> Html {
    let on = props.on.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
            on.emit(input.value());
        }
    });
    html! { <input type="text" value={props.value.clone()} placeholder={props.placeholder.clone()} {oninput} autocomplete="off" size="6" /> }
}

#[derive(PartialEq, Properties)]
struct ChoiceProps {
    label: String,
    value: String,
    prefix: &'static str,
    options: Vec<&'static str>,
    on: Callback<String>,
}

#[component]
fn Choice(props: &ChoiceProps) -> Html {
    let on = props.on.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(select) = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()) {
            on.emit(select.value());
        }
    });
    html! {
        <label class="field"><span>{ &props.label }</span>
            <select {onchange}>
                for option in &props.options {
                    <option value={*option} selected={props.value == *option}>{ say(&format!("option-{}-{option}", props.prefix), &[]) }</option>
                }
            </select>
        </label>
    }
}
