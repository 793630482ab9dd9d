//! The region Inspector: the selected node, link or message, or else the last step; and why.

use super::links::{LinkList, link_list};
use super::store::{send, target_attribute, use_dispatch};
use crate::app::{Action, Session};
use crate::protocol::{NodeId, Value};
use crate::scene::{self, NodePanel, Offer, StepPanel, Target};
use crate::sim::Event;
use crate::text::say;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What the inspector shows.
#[derive(Clone, PartialEq)]
pub struct Content {
    /// The last step.
    pub step: StepPanel,
    /// The selected node, what can be done with it, and whether it takes a value.
    pub node: Option<(NodeId, NodePanel, Vec<Offer>, bool)>,
    /// Links and groups.
    pub links: LinkList,
}

/// What the inspector shows of a run.
pub fn content(session: &Session) -> Content {
    let view = session.view();
    let node = match session.selection {
        Some(Target::Node(node)) => {
            let takes = view.world.node(node).takes_requests() && !view.world.is_down(node);
            Some((node, scene::node_panel(&view, node), scene::offers(&view, Target::Node(node)), takes))
        }
        _ => None,
    };
    Content { step: scene::step_panel(&view), node, links: link_list(&view) }
}

/// What the region shows.
#[derive(PartialEq, Properties)]
pub struct InspectorProps {
    /// Its content.
    pub content: Content,
}

/// The region Inspector.
#[component]
pub fn InspectorRegion(props: &InspectorProps) -> Html {
    let content = &props.content;
    html! {
        <section class="block" aria-label={say("region-inspector", &[])}>
            if let Some((node, panel, offers, takes)) = &content.node {
                <NodeView node={*node} panel={panel.clone()} offers={offers.clone()} takes={*takes} />
            }
            <h3>{ say("inspector-why", &[]) }</h3>
            <p class="why">{ &content.step.sentence }</p>
            for reason in &content.step.reasons {
                <p class="source">{ &reason.source }</p>
            }
            { super::links::view(&content.links) }
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct NodeProps {
    node: NodeId,
    panel: NodePanel,
    offers: Vec<Offer>,
    takes: bool,
}

#[component]
fn NodeView(props: &NodeProps) -> Html {
    let dispatch = use_dispatch();
    let panel = &props.panel;
    html! {
        <div class="node-view" data-target={target_attribute(Target::Node(props.node))}>
            <h3>{ &panel.title }
                if panel.is_down {
                    { " · " }{ say("card-down", &[]) }
                }
            </h3>
            <dl class="fields">
                for field in &panel.fields {
                    <div data-changed={field.is_changed.to_string()}>
                        <dt>{ &field.label }
                            if field.is_stable {
                                <span class="stable" title={say("field-stable", &[])}><super::icons::Icon name="disk" />
                                    <span class="visually-hidden">{ say("field-stable", &[]) }</span></span>
                            }
                        </dt>
                        <dd>{ &field.value }</dd>
                    </div>
                }
            </dl>
            <p class="quiet">{ &panel.storage }</p>
            <p class="actions">
                for offer in &props.offers {
                    <button type="button" class="line small" onclick={send(&dispatch, Action::Do(offer.event.clone()))}>
                        { &offer.label }
                        if let Some(key) = offer.verb.key() {
                            <kbd>{ key }</kbd>
                        }
                    </button>
                }
            </p>
            if props.takes {
                <Propose node={props.node} />
            }
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct ProposeProps {
    node: NodeId,
}

/// Asks a proposer for a value that the person types.
#[component]
fn Propose(props: &ProposeProps) -> Html {
    let dispatch = use_dispatch();
    let field = use_node_ref();
    let node = props.node;
    let onsubmit = {
        let field = field.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(input) = field.cast::<HtmlInputElement>() {
                dispatch.dispatch(Action::Do(Event::Request(node, Value::new(input.value().trim()))));
                input.set_value("");
            }
        })
    };
    html! {
        <form class="propose" {onsubmit}>
            <label>{ say("propose-label", &[]) }
                <input ref={field} type="text" maxlength={Value::LENGTH_MAX.to_string()} required={true} autocomplete="off" />
            </label>
            <button type="submit" class="line small">{ say("propose-button", &[]) }</button>
        </form>
    }
}
