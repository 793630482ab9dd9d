//! The region Network: cards, wires, messages, and the menu of what is selected.

use super::browser::{self, SizeWatch};
use super::icons::icon;
use super::keys::target_of;
use super::memo::{memo, part};
use super::store::{Dispatch, slot_attribute, target_attribute, use_dispatch};
use super::words::{flag, phrase, word};
use super::work::use_work;
use crate::app::Action;
use crate::picture::{decimal, number as px};
use crate::scene::{
    Knowledge, Line, Marks, Offer, Pill, PillState, PlacedCard, Point, Safety, Stage, Target, Verb,
};
use crate::text::say;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::functional::Hook;
use yew::prelude::*;

/// What the region shows.
#[derive(PartialEq)]
pub struct StageProps {
    /// The stage.
    pub stage: Rc<Stage>,
    /// What is chosen, for the marks in the corner.
    pub safety: Rc<Safety>,
    /// What is selected, and what lights up.
    pub marks: Marks,
    /// Whether steps come so fast that there is no time to see a message fly.
    pub in_rush: bool,
    /// What the node that is asked can know, if one is asked.
    pub knowledge: Option<Rc<Knowledge>>,
    /// What can be done with it.
    pub offers: Vec<Offer>,
}

/// The region Network.
pub fn stage_region(props: StageProps) -> Html {
    part("stage-region", props, |context, props| use_stage_region(props).run(context))
}

#[hook]
fn use_stage_region(props: &StageProps) -> Html {
    let dispatch = use_dispatch();
    let canvas = use_node_ref();
    use_work(canvas.clone(), {
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
    let style = format!("--u:{}", decimal(stage.unit, 3));
    let chosen = props.safety.chosen.first().map(|choice| slot_attribute(choice.slot));
    let state = if props.safety.choice_holds { "sound" } else { "broken" };
    html! {
        <section class="network" aria-label={phrase("region-network")}>
            <h2 class="tag">{ word("region-network") }</h2>
            <p class="chips">
                if let Some(leaders) = &props.safety.leaders_words {
                    <span class="chip" data-state={props.safety.several_lead.then_some("warning")}>{ leaders }</span>
                }
                if !props.safety.chosen_words.is_empty() {
                    <span class="chip" data-value={chosen.clone()} data-state={if chosen.is_some() { state } else { "open" }}>
                        <i aria-hidden="true"></i>{ &props.safety.chosen_words }
                    </span>
                }
                if let Some(standstill) = &props.safety.standstill {
                    <span class="chip standing" data-state="warning" title={standstill.words.clone()}>{ &standstill.short }</span>
                }
                if !props.safety.quorum_words.is_empty() {
                    <span class="chip" data-state={props.safety.may_miss.then_some("warning")}>{ &props.safety.quorum_words }</span>
                }
            </p>
            <div class="canvas" {style} ref={canvas} data-columns={stage.columns.len().to_string()} data-narrow={flag(stage.is_narrow)}
                data-flat={flag(stage.is_flat)} data-rush={flag(props.in_rush)} onclick={select(&dispatch, props.marks.selected)}>
                { wires(stage, props.marks) }
                for column in &stage.columns {
                    <span class="column" style={format!("left:{}px", px(column.x))} aria-hidden="true">{ &column.title }</span>
                }
                <ul class="layer" aria-label={phrase("stage-nodes")}>
                    { for (0..stage.cards.len()).map(|index| card_item(props, index)) }
                </ul>
                <ul class="layer" aria-label={phrase("stage-messages")}>
                    for pill in &stage.pills {
                        { pill_item(pill, stage.is_narrow, props) }
                    }
                </ul>
                if stage.hidden > 0 {
                    <p class="hidden-messages">{ say("stage-hidden", &[("count", u32::try_from(stage.hidden).unwrap_or(u32::MAX).into())]) }</p>
                }
                { stage_menu(&dispatch, stage, props.marks, &props.offers) }
            </div>
        </section>
    }
}

/// Links and the lines of messages. Links can be clicked; by key they are reached through the inspector.
fn wires(stage: &Stage, marks: Marks) -> Html {
    html! {
        <svg class="wires" aria-hidden="true">
            for wire in &stage.wires {
                <g class="wire" data-cut={flag(wire.is_cut)}
                    data-target={target_attribute(Target::Link(wire.link))} data-lit={flag(marks.lights(Target::Link(wire.link)))}
                    data-selected={flag(marks.selects(Target::Link(wire.link)))}>
                    { line("grip", wire.from, wire.to) }
                    { line("trace", wire.from, wire.to) }
                    if wire.is_cut {
                        { cross(wire.from.towards(wire.to, 0.5)) }
                    }
                </g>
            }
            for arrow in &stage.arrows {
                <g class="arrow" data-kind={arrow.kind.key()} data-lit={flag(marks.lights(Target::Message(arrow.id)))} key={arrow.id.0}>
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
    let d = format!("M{} {}l14 14m0 -14l-14 14", px(at.x - 7.0), px(at.y - 7.0));
    html! { <path class="cross" {d} /> }
}

/// An arrow's head: three points, the tip where the line ends.
fn head(from: Point, to: Point) -> String {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let length = dx.hypot(dy).max(1.0);
    let (ux, uy) = (dx / length, dy / length);
    let (bx, by) = (to.x - ux * 9.0, to.y - uy * 9.0);
    let points = [to.x, to.y, bx - uy * 4.5, by + ux * 4.5, bx + uy * 4.5, by - ux * 4.5];
    format!("M{}z", points.map(px).join(" "))
}

/// A click selects what it is at, or nothing. A second one on a selected message delivers it: two clicks, or Enter twice,
/// move a run on. The stage hears for all that is on it: to hand a listener to each would cost more than to draw it.
fn select(dispatch: &Dispatch, selected: Option<Target>) -> Callback<MouseEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: MouseEvent| {
        let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let target = element.and_then(|element| target_of(&element));
        dispatch.dispatch(match target {
            Some(Target::Message(_)) if target == selected => Action::Act(Verb::Deliver, target),
            _ => Action::Select(target),
        });
    })
}

/// What a card is drawn from: most steps change one or two of them.
struct CardFacts {
    stage: Rc<Stage>,
    /// Which of the stage's cards it is.
    index: usize,
    marks: Marks,
    /// Whether this is a node at which quorums meet.
    meets: bool,
    /// The last step of it that the node that is asked can know of, if it has gone on since.
    heard: Option<usize>,
    /// Whether this is the node that is asked.
    knows: bool,
}

impl CardFacts {
    fn all(&self) -> (&PlacedCard, Marks, bool, Option<usize>, bool) {
        (&self.stage.cards[self.index], self.marks, self.meets, self.heard, self.knows)
    }
}

impl PartialEq for CardFacts {
    fn eq(&self, other: &Self) -> bool {
        self.all() == other.all()
    }
}

fn card_item(props: &StageProps, index: usize) -> Html {
    let node = props.stage.cards[index].card.node;
    let known = props.knowledge.as_ref();
    let facts = CardFacts {
        stage: Rc::clone(&props.stage),
        index,
        marks: props.marks.of(Target::Node(node)),
        meets: props.safety.meeting.as_ref().is_some_and(|meeting| meeting.nodes.contains(&node)),
        heard: known.and_then(|known| known.stale.iter().find(|heard| heard.0 == node)).map(|heard| heard.1),
        knows: known.is_some_and(|known| known.knower == node),
    };
    memo(index as u64, facts, card_view)
}

fn card_view(facts: &CardFacts) -> Html {
    let (placed, marks, meets, heard, knows) = facts.all();
    let (card, rect, target) = (&placed.card, placed.rect, Target::Node(placed.card.node));
    let [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map(px);
    let style = format!("transform:translate({x}px,{y}px);width:{width}px;height:{height}px");
    let state = if card.is_down { "down" } else { "up" };
    let role = card.role.key();
    html! {
        <li>
            <button type="button" class="card" {style} data-unknown={heard.map(|_| "true")} data-knows={knows.then_some("true")} data-role={role} data-state={state}
                data-target={target_attribute(target)} data-owner={card.owner.map(slot_attribute)}
                data-lit={flag(marks.lights(target))} data-active={flag(card.is_active)} data-chose={card.chose.map(slot_attribute)}
                aria-pressed={flag(marks.selects(target))}>
                <span class="visually-hidden">{ &card.spoken }</span>
                <span class="card-head" aria-hidden="true">
                    <span class="card-name">{ &card.name }</span>
                    if !card.headline.is_empty() {
                        <span class="card-headline">{ &card.headline }</span>
                    }
                    if card.chose.is_some() {
                        <span class="card-mark" title={say(if meets { "card-meets" } else { "card-chose" }, &[])}>
                            { icon("check") }
                            if meets {
                                <span class="card-meets">{ word("card-meets-short") }</span>
                            }
                        </span>
                    }
                    if let Some(step) = heard {
                        <span class="card-heard">{ heard_words(step) }</span>
                    }
                    if card.is_down {
                        <span class="card-down">{ word("card-down") }</span>
                    }
                </span>
                { for card.lines.iter().map(line_html) }
            </button>
        </li>
    }
}

/// What the node that is asked has heard of another one.
fn heard_words(step: usize) -> String {
    if step == 0 { say("card-unheard", &[]) } else { say("card-heard", &[("step", step.to_string().into())]) }
}

fn line_html(line: &Line) -> Html {
    html! {
        <span class="card-line" aria-hidden="true" data-changed={flag(line.is_changed)}>
            if let Some(dots) = line.dots {
                <span class="dots">
                    for index in 0..dots.of {
                        <i data-filled={flag(index < dots.have)} data-needed={flag(index < dots.need)}></i>
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
                <span class="value" data-value={slot_attribute(value.slot)}>{ &value.text }</span>
            }
        </span>
    }
}

fn pill_item(pill: &Pill, is_short: bool, props: &StageProps) -> Html {
    let marks = props.marks;
    let is_unknown = props.knowledge.as_ref().is_some_and(|known| known.unheard.contains(&pill.id));
    let (state, is_gone) = match pill.state {
        PillState::Flying => ("flying", false),
        PillState::Held => ("held", false),
        PillState::Arrived => ("arrived", true),
        PillState::Lost => ("lost", true),
    };
    let start =
        pill.start.map(|start| format!("--x0:{}px;--y0:{}px;", px(start.x), px(start.y))).unwrap_or_default();
    let style = format!("{start}--x:{}px;--y:{}px", px(pill.at.x), px(pill.at.y));
    let target = Target::Message(pill.id);
    let is_selected = marks.selects(target);
    html! {
        <li key={pill.id.0}>
            <button type="button" class="pill" {style} data-unknown={is_unknown.then_some("true")} data-kind={pill.kind.key()} data-state={state}
                data-fresh={flag(pill.start.is_some())} data-lit={flag(marks.lights(target))} data-target={target_attribute(target)}
                aria-pressed={flag(is_selected)} disabled={is_gone}
                aria-hidden={is_gone.then_some("true")} title={pill.spoken.clone()}>
                <span class="visually-hidden">{ &pill.spoken }</span>
                <span aria-hidden="true">{ if is_short { &pill.short } else { &pill.label } }</span>
                if pill.is_copy {
                    <span class="copy" aria-hidden="true">{ "×2" }</span>
                }
            </button>
        </li>
    }
}

/// The menu of what is selected on the stage.
fn stage_menu(dispatch: &Dispatch, stage: &Stage, marks: Marks, offers: &[Offer]) -> Html {
    let Some(target) = marks.selected else { return Html::default() };
    stage.menu_place(target).map_or_else(Html::default, |at| menu(dispatch, at, target, offers))
}

/// What can be done with something, at a point beside it; nothing if there is nothing to do.
pub fn menu(dispatch: &Dispatch, at: Point, target: Target, offers: &[Offer]) -> Html {
    if offers.is_empty() {
        return Html::default();
    }
    let swallow = Callback::from(|event: MouseEvent| event.stop_propagation());
    html! {
        <div class="menu" role="toolbar" aria-label={phrase("menu-label")} onclick={swallow}
            data-target={target_attribute(target)} style={format!("left:{}px;top:{}px", px(at.x), px(at.y))}>
            { super::offers::buttons(dispatch, offers, "") }
        </div>
    }
}
