//! The region Inspector: the selected node, link or message, or else the last step; and why.

use super::icons::icon;
use super::links::{LinksProps, link_list, links_fold};
use super::memo::part;
use super::store::{Dispatch, send, target_attribute, use_dispatch};
use super::words::{flag, leaf, phrase, word};
use crate::app::{Action, Session};
use crate::protocol::{NodeId, Role, Value};
use crate::scene::{self, MessagePanel, Target, View};
use crate::sim::Event;
use web_sys::HtmlInputElement;
use yew::functional::Hook;
use yew::prelude::*;

/// The region Inspector: the selected node, if one is, and the last step.
pub fn inspector_region(dispatch: &Dispatch, session: &Session) -> Html {
    let view = session.view();
    let step = scene::step_panel(&view);
    let node = match session.selection {
        Some(Target::Node(node)) => node_view(dispatch, &view, node, session.knower == Some(node)),
        Some(Target::Message(id)) => {
            scene::message_panel(&view, id).map_or_else(Html::default, |panel| message_view(&panel))
        }
        _ => Html::default(),
    };
    html! {
        <section class="block" aria-label={phrase("region-inspector")}>
            { node }
            { leaf("h3", "", word("inspector-why")) }
            { leaf("p", "why", &step.sentence) }
            for reason in &step.reasons {
                { leaf("p", "source", &reason.source) }
            }
            { links_fold(LinksProps { list: link_list(&view) }) }
        </section>
    }
}

fn node_view(dispatch: &Dispatch, view: &View<'_>, node: NodeId, is_asked: bool) -> Html {
    let panel = scene::node_panel(view, node);
    let offers = scene::offers(view, Target::Node(node));
    let takes_requests = view.world.node(node).takes_requests() && !panel.is_down;
    html! {
        <div class="node-view" data-target={target_attribute(Target::Node(node))}>
            <h3>{ &panel.title }
                if panel.is_down {
                    { " · " }{ word("card-down") }
                }
            </h3>
            <dl class="fields">
                for field in &panel.fields {
                    <div data-changed={flag(field.is_changed)}>
                        <dt>{ &field.label }
                            if field.is_stable {
                                <span class="stable" title={phrase("field-stable")}>{ icon("disk") }
                                    { leaf("span", "visually-hidden", word("field-stable")) }</span>
                            }
                        </dt>
                        { leaf("dd", "", &field.value) }
                    </div>
                }
            </dl>
            { leaf("p", "quiet", &panel.storage) }
            <p class="actions">
                { super::offers::buttons(dispatch, &offers, "line small") }
                <button type="button" class="line small" aria-pressed={flag(is_asked)} title={phrase("know-hint")}
                    onclick={send(dispatch, Action::Know((!is_asked).then_some(node)))}>{ word("know") }</button>
            </p>
            if takes_requests {
                { propose(ProposeProps { node, label: propose_label(view.setup().role(node)) }) }
            }
        </div>
    }
}

fn message_view(panel: &MessagePanel) -> Html {
    html! {
        <div class="message-view">
            { leaf("h3", "", &panel.title) }
            <dl class="fields">
                for (label, value) in &panel.fields {
                    <div>{ leaf("dt", "", label) }{ leaf("dd", "", value) }</div>
                }
            </dl>
        </div>
    }
}

#[derive(PartialEq)]
struct ProposeProps {
    node: NodeId,
    label: &'static str,
}

/// What a node of this role is asked for.
fn propose_label(role: Role) -> &'static str {
    match role {
        Role::Participant => "propose-vote",
        _ => "propose-label",
    }
}

/// Asks a proposer for a value that the person types.
fn propose(props: ProposeProps) -> Html {
    part("propose", props, |context, props| use_propose(props).run(context))
}

#[hook]
fn use_propose(props: &ProposeProps) -> Html {
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
            <label>{ word(props.label) }
                <input ref={field} type="text" maxlength={Value::LENGTH_MAX.to_string()} required={true} autocomplete="off" />
            </label>
            <button type="submit" class="line small">{ word("propose-button") }</button>
        </form>
    }
}
