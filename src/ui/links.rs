//! Links and groups in the inspector: what is cut, and how to split the network.

use super::kept::{Kept, use_kept};
use super::memo::part;
use super::store::{Dispatch, send, use_dispatch};
use super::words::{button, leaf, word};
use crate::app::Action;
use crate::protocol::{NodeId, NodeSet};
use crate::scene::{View, event_words};
use crate::sim::Event;
use crate::text::say;
use yew::functional::Hook;
use yew::prelude::*;

/// The links and nodes of a cluster.
#[derive(Clone, PartialEq)]
pub struct LinkList {
    /// Cutting or mending each link, in words.
    pub links: Vec<(String, Event, bool)>,
    /// The nodes by name.
    pub nodes: Vec<(NodeId, String)>,
}

/// The links and nodes of a view.
pub fn link_list(view: &View<'_>) -> LinkList {
    let link = |link| {
        let is_cut = view.world.cuts().contains(&link);
        let event = if is_cut { Event::Mend(link) } else { Event::Cut(link) };
        (event_words(view.world, view.terms, &event), event, is_cut)
    };
    let notation = view.notation();
    LinkList {
        links: view.setup().links().into_iter().map(link).collect(),
        nodes: view.setup().splittable().map(|node| (node, notation.node(node))).collect(),
    }
}

/// What the fold-out shows.
#[derive(PartialEq)]
pub struct LinksProps {
    /// The links and nodes.
    pub list: LinkList,
}

/// The links and nodes as a fold-out. Which group each node is to be in is remembered here, until it is carried out.
pub fn links_fold(props: LinksProps) -> Html {
    part("links-fold", props, |context, props| use_links_fold(props).run(context))
}

#[hook]
fn use_links_fold(props: &LinksProps) -> Html {
    let dispatch = use_dispatch();
    let groups = use_kept(|| vec![0_u8; props.list.nodes.len()]);
    let cut = props.list.links.iter().filter(|(_, _, is_cut)| *is_cut).count();
    let summary = if cut == 0 {
        say("links-title", &[])
    } else {
        say("links-cut", &[("count", cut.to_string().into())])
    };
    html! {
        <details class="links">
            { leaf("summary", "", summary) }
            { leaf("p", "quiet", word("links-hint")) }
            <table class="groups">
                { leaf("caption", "visually-hidden", word("links-groups")) }
                for (index, (_, name)) in props.list.nodes.iter().enumerate() {
                    <tr>
                        <th scope="row">{ name }</th>
                        for group in 0..3_u8 {
                            <td><label><input type="radio" name={format!("group-{index}")} checked={group_of(&groups, index) == group}
                                onchange={choose(&groups, index, group)} />{ group + 1 }</label></td>
                        }
                    </tr>
                }
            </table>
            <p class="actions">
                { button("line small", word("links-split"), split(&dispatch, &props.list.nodes, &groups)) }
                <button type="button" class="line small" disabled={cut == 0} onclick={send(&dispatch, Action::Do(Event::Heal))}>
                    { word("event-heal") }
                </button>
            </p>
            <ul class="link-list">
                for (words, event, _) in &props.list.links {
                    <li>{ button("small plain", words, send(&dispatch, Action::Do(event.clone()))) }</li>
                }
            </ul>
        </details>
    }
}

fn group_of(groups: &[u8], index: usize) -> u8 {
    groups.get(index).copied().unwrap_or(0)
}

fn choose(groups: &Kept<Vec<u8>>, index: usize, group: u8) -> Callback<Event_> {
    let groups = groups.clone();
    Callback::from(move |_| {
        let mut next = (*groups).clone();
        next.resize(next.len().max(index + 1), 0);
        next[index] = group;
        groups.set(next);
    })
}

type Event_ = web_sys::Event;

fn split(dispatch: &Dispatch, nodes: &[(NodeId, String)], groups: &[u8]) -> Callback<MouseEvent> {
    let sets = (0..3_u8).map(|group| {
        let members = nodes.iter().enumerate().filter(move |(index, _)| group_of(groups, *index) == group);
        members.map(|(_, (node, _))| *node).collect::<NodeSet>()
    });
    let event = Event::Partition(sets.filter(|set| !set.is_empty()).collect());
    send(dispatch, Action::Do(event))
}
