//! The region Network: cards, wires, messages, and the menu of what is selected.

use super::browser::{self, SizeWatch};
use super::icons::Icon;
use super::store::{send, target_attribute, use_dispatch};
use crate::app::Action;
use crate::scene::{
    Arrow, Line, Offer, Pill, PillState, PlacedCard, Point, Safety, Stage, Target, Verb, Wire,
};
use crate::text::say;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// What the region shows.
#[derive(PartialEq, Properties)]
pub struct StageProps {
    /// The stage.
    pub stage: Rc<Stage>,
    /// What is chosen, for the marks in the corner.
    pub safety: Rc<Safety>,
    /// What is selected.
    pub selection: Option<Target>,
    /// What can be done with it.
    pub offers: Vec<Offer>,
}

/// The region Network.
#[component]
pub fn StageRegion(props: &StageProps) -> Html {
    let dispatch = use_dispatch();
    let canvas = use_node_ref();
    use_effect_with(canvas.clone(), {
        let dispatch = dispatch.clone();
        move |canvas| {
            let watch = canvas.cast::<Element>().and_then(|element| {
                dispatch.dispatch(Action::Resize(browser::size_of(&element)));
                SizeWatch::new(&element, move |size| dispatch.dispatch(Action::Resize(size)))
            });
            move || drop(watch)
        }
    });
    let stage = &props.stage;
    let style = format!("--u:{}", stage.unit);
    let chosen = props.safety.chosen.first().map(|choice| choice.slot.to_string());
    let state = if props.safety.all_hold { "sound" } else { "broken" };
    html! {
        <section class="network" aria-label={say("region-network", &[])}>
            <h2 class="tag">{ say("region-network", &[]) }</h2>
            <p class="chips">
                <span class="chip" data-value={chosen.clone()} data-state={if chosen.is_some() { state } else { "open" }}>
                    <i aria-hidden="true"></i>{ &props.safety.chosen_words }
                </span>
                <span class="chip">{ &props.safety.quorum_words }</span>
            </p>
            <div class="canvas" {style} ref={canvas} data-narrow={stage.is_narrow.to_string()}
                data-flat={stage.is_flat.to_string()} onclick={send(&dispatch, Action::Select(None))}>
                <Wires wires={stage.wires.clone()} arrows={stage.arrows.clone()} selection={props.selection} />
                for column in &stage.columns {
                    <span class="column" style={format!("left:{}px", column.x)} aria-hidden="true">{ &column.title }</span>
                }
                <ul class="layer" aria-label={say("stage-nodes", &[])}>
                    for placed in &stage.cards {
                        <CardItem placed={placed.clone()} key={placed.card.node.0}
                            meets={props.safety.meeting.as_ref().is_some_and(|m| m.nodes.contains(&placed.card.node))}
                            is_selected={props.selection == Some(Target::Node(placed.card.node))} />
                    }
                </ul>
                <ul class="layer" aria-label={say("stage-messages", &[])}>
                    for pill in &stage.pills {
                        <PillItem pill={pill.clone()} key={pill.id.0} is_short={stage.is_narrow}
                            is_selected={props.selection == Some(Target::Message(pill.id))} />
                    }
                </ul>
                if stage.hidden > 0 {
                    <p class="hidden-messages">{ say("stage-hidden", &[("count", u32::try_from(stage.hidden).unwrap_or(u32::MAX).into())]) }</p>
                }
                { menu(stage, props.selection, &props.offers) }
            </div>
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct WiresProps {
    wires: Vec<Wire>,
    arrows: Vec<Arrow>,
    selection: Option<Target>,
}

/// Links and the lines of messages. Links can be clicked; by key they are reached through the inspector.
#[component]
fn Wires(props: &WiresProps) -> Html {
    let dispatch = use_dispatch();
    html! {
        <svg class="wires" aria-hidden="true">
            for wire in &props.wires {
                <g class="wire" data-cut={wire.is_cut.to_string()}
                    data-selected={(props.selection == Some(Target::Link(wire.link))).to_string()}
                    onclick={select(&dispatch, Target::Link(wire.link))}>
                    { line("grip", wire.from, wire.to) }
                    { line("trace", wire.from, wire.to) }
                    if wire.is_cut {
                        { cross(wire.from.towards(wire.to, 0.5)) }
                    }
                </g>
            }
            for arrow in &props.arrows {
                <g class="arrow" data-kind={arrow.kind.key()} key={arrow.id.0}>
                    { line("shaft", arrow.from, arrow.to) }
                    <path class="head" d={head(arrow.from, arrow.to)} />
                </g>
            }
        </svg>
    }
}

fn line(class: &'static str, from: Point, to: Point) -> Html {
    html! {
        <line {class} x1={px(from.x)} y1={px(from.y)} x2={px(to.x)} y2={px(to.y)} />
    }
}

fn cross(at: Point) -> Html {
    let d = format!("M{} {}l14 14m0 -14l-14 14", at.x - 7.0, at.y - 7.0);
    html! { <path class="cross" {d} /> }
}

/// An arrow's head: three points, the tip where the line ends.
fn head(from: Point, to: Point) -> String {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = dx.hypot(dy).max(1.0);
    let (ux, uy) = (dx / length, dy / length);
    let (bx, by) = (to.x - ux * 9.0, to.y - uy * 9.0);
    format!(
        "M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}z",
        to.x,
        to.y,
        bx - uy * 4.5,
        by + ux * 4.5,
        bx + uy * 4.5,
        by - ux * 4.5
    )
}

fn px(value: f32) -> String {
    format!("{value:.1}")
}

fn select(dispatch: &super::store::Dispatch, target: Target) -> Callback<MouseEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: MouseEvent| {
        // The stage behind would clear the selection again.
        event.stop_propagation();
        dispatch.dispatch(Action::Select(Some(target)));
    })
}

#[derive(PartialEq, Properties)]
struct CardProps {
    placed: PlacedCard,
    meets: bool,
    is_selected: bool,
}

#[component]
fn CardItem(props: &CardProps) -> Html {
    let dispatch = use_dispatch();
    let (card, rect) = (&props.placed.card, props.placed.rect);
    let style = format!(
        "transform:translate({:.1}px,{:.1}px);width:{:.1}px;height:{:.1}px",
        rect.x, rect.y, rect.width, rect.height
    );
    let state = if card.is_down { "down" } else { "up" };
    let role = match card.role {
        crate::protocol::Role::Proposer => "proposer",
        crate::protocol::Role::Acceptor => "acceptor",
        crate::protocol::Role::Learner => "learner",
    };
    html! {
        <li>
            <button type="button" class="card" {style} data-role={role} data-state={state}
                data-target={target_attribute(Target::Node(card.node))} data-owner={card.owner.map(|slot| slot.to_string())}
                data-active={card.is_active.to_string()} data-chose={card.chose.map(|slot| slot.to_string())}
                aria-label={card.spoken.clone()} aria-pressed={props.is_selected.to_string()}
                onclick={select(&dispatch, Target::Node(card.node))}>
                <span class="card-head">
                    <span class="card-name">{ &card.name }</span>
                    if !card.headline.is_empty() {
                        <span class="card-headline">{ &card.headline }</span>
                    }
                    if card.chose.is_some() {
                        <span class="card-mark" title={say(if props.meets { "card-meets" } else { "card-chose" }, &[])}>
                            <Icon name="check" />
                            if props.meets {
                                <span class="card-meets">{ say("card-meets-short", &[]) }</span>
                            }
                        </span>
                    }
                    if card.is_down {
                        <span class="card-down">{ say("card-down", &[]) }</span>
                    }
                </span>
                { for card.lines.iter().map(line_html) }
            </button>
        </li>
    }
}

fn line_html(line: &Line) -> Html {
    html! {
        <span class="card-line" data-changed={line.is_changed.to_string()}>
            if let Some(dots) = line.dots {
                <span class="dots">
                    for index in 0..dots.of {
                        <i data-filled={(index < dots.have).to_string()} data-needed={(index < dots.need).to_string()}></i>
                    }
                </span>
            }
            if !line.label.is_empty() {
                <span class="card-label">{ &line.label }</span>
            }
            if let Some(dots) = line.dots {
                <span class="card-text">{ format!("{}/{}", dots.have, dots.of) }</span>
            }
            if !line.text.is_empty() {
                <span class="card-text">{ &line.text }</span>
            }
            if let Some(value) = &line.value {
                <span class="value" data-value={value.slot.to_string()}>{ &value.text }</span>
            }
        </span>
    }
}

#[derive(PartialEq, Properties)]
struct PillProps {
    pill: Pill,
    is_short: bool,
    is_selected: bool,
}

#[component]
fn PillItem(props: &PillProps) -> Html {
    let dispatch = use_dispatch();
    let pill = &props.pill;
    let (state, is_gone) = match pill.state {
        PillState::Flying => ("flying", false),
        PillState::Held => ("held", false),
        PillState::Arrived => ("arrived", true),
        PillState::Lost => ("lost", true),
    };
    let start =
        pill.start.map(|start| format!("--x0:{:.1}px;--y0:{:.1}px;", start.x, start.y)).unwrap_or_default();
    let style = format!("{start}--x:{:.1}px;--y:{:.1}px", pill.at.x, pill.at.y);
    let target = Target::Message(pill.id);
    // A second click on a selected message delivers it: two clicks, or Enter twice, move a run on.
    let onclick = if props.is_selected {
        let dispatch = dispatch.clone();
        Callback::from(move |event: MouseEvent| {
            event.stop_propagation();
            dispatch.dispatch(Action::Act(Verb::Deliver, Some(target)));
        })
    } else {
        select(&dispatch, target)
    };
    html! {
        <li>
            <button type="button" class="pill" {style} {onclick} data-kind={pill.kind.key()} data-state={state}
                data-fresh={pill.start.is_some().to_string()} data-target={target_attribute(target)}
                aria-label={pill.spoken.clone()} aria-pressed={props.is_selected.to_string()} disabled={is_gone}
                aria-hidden={is_gone.then_some("true")} title={pill.spoken.clone()}>
                <span>{ if props.is_short { &pill.short } else { &pill.label } }</span>
                if pill.is_copy {
                    <span class="copy" aria-hidden="true">{ "×2" }</span>
                }
            </button>
        </li>
    }
}

/// The menu beside what is selected.
fn menu(stage: &Stage, selection: Option<Target>, offers: &[Offer]) -> Html {
    let Some(target) = selection.filter(|_| !offers.is_empty()) else { return Html::default() };
    let Some(at) = stage.menu_place(target) else { return Html::default() };
    html! { <Menu {at} {target} offers={offers.to_vec()} /> }
}

#[derive(PartialEq, Properties)]
struct MenuProps {
    at: Point,
    target: Target,
    offers: Vec<Offer>,
}

#[component]
fn Menu(props: &MenuProps) -> Html {
    let dispatch = use_dispatch();
    let swallow = Callback::from(|event: MouseEvent| event.stop_propagation());
    html! {
        <div class="menu" role="toolbar" aria-label={say("menu-label", &[])} onclick={swallow}
            data-target={target_attribute(props.target)} style={format!("left:{:.0}px;top:{:.0}px", props.at.x, props.at.y)}>
            for offer in &props.offers {
                <button type="button" onclick={send(&dispatch, Action::Do(offer.event.clone()))}>
                    { &offer.label }
                    if let Some(key) = offer.verb.key() {
                        <kbd>{ key }</kbd>
                    }
                </button>
            }
        </div>
    }
}
