//! A drawing as SVG: what its parts mean becomes classes, which the style sheets dress.

use super::keys::target_of;
use super::memo::memo;
use super::store::{Dispatch, slot_attribute, target_attribute};
use crate::app::Action;
use crate::picture::number as px;
use crate::scene::{Anchor, Course, Illustration, Ink, Marks, Part, Piece, Shape, Size, Target};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

/// A drawing in pieces. Messages in it that are on their way can be acted on. A piece about which nothing has changed
/// is passed over.
pub fn drawing(dispatch: &Dispatch, pieces: &[Rc<Piece>], size: Size, marks: Marks) -> Html {
    let piece = |piece: &Rc<Piece>| {
        memo(piece.key, (Rc::clone(piece), marks_within(piece, marks)), |(piece, marks)| {
            html! { <g>{ for piece.parts.iter().map(|part| part_html(part, *marks)) }</g> }
        })
    };
    let (by_click, by_key) = (dispatch.clone(), dispatch.clone());
    let onclick = Callback::from(move |event: MouseEvent| {
        select(&by_click, &event);
    });
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") && select(&by_key, &event) {
            event.prevent_default();
        }
    });
    html! {
        <svg class="drawing" width={px(size.width)} height={px(size.height)} {onclick} {onkeydown}>
            { for pieces.iter().map(piece) }
        </svg>
    }
}

/// A figure of a lesson: nothing in it can be acted on, and a screen reader says it as a whole.
pub fn illustration(figure: &Illustration) -> Html {
    let size = figure.drawing.size;
    html! {
        <svg class="figure" viewBox={["0", "0", &px(size.width), &px(size.height)].join(" ")} role="img" aria-label={figure.spoken.clone()}>
            { for figure.drawing.parts.iter().map(|part| part_html(part, Marks::default())) }
        </svg>
    }
}

/// Selects the message on its way that an event is at, and says whether it is at one.
fn select(dispatch: &Dispatch, event: &Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let arrow = element.and_then(|element| element.closest("[role=button]").ok().flatten());
    let Some(target) = arrow.and_then(|arrow| target_of(&arrow)) else { return false };
    // The plot behind would travel.
    event.stop_propagation();
    dispatch.dispatch(Action::SelectInDiagram(target));
    true
}

/// The marks as far as a piece shows what is marked: the others stay as they are when something lights up.
fn marks_within(piece: &Piece, marks: Marks) -> Marks {
    let shown = |mark: Option<Target>| mark.filter(|_| piece.parts.iter().any(|part| part.target == mark));
    Marks { selected: shown(marks.selected), lit: shown(marks.lit) }
}

/// What the style sheets know of an ink: its class, its kind or course, its places in the palettes.
#[derive(Clone, Default)]
struct Look {
    class: &'static str,
    kind: Option<&'static str>,
    state: Option<&'static str>,
    owner: Option<AttrValue>,
    value: Option<AttrValue>,
}

fn look(ink: Ink) -> Look {
    let plain = |class: &'static str| Look { class, ..Look::default() };
    let of_owner = |class, owner: Option<usize>| Look { owner: owner.map(slot_attribute), ..plain(class) };
    let of_value = |class, value: usize| Look { value: Some(slot_attribute(value)), ..plain(class) };
    match ink {
        Ink::Ground => plain("ink-ground"),
        Ink::Lane => plain("ink-lane"),
        Ink::LaneDown => plain("ink-lane-down"),
        Ink::LaneName(owner) => of_owner("ink-lane-name", owner),
        Ink::Flight(kind, course) => {
            Look { kind: Some(kind.key()), state: Some(course.key()), ..plain("ink-flight") }
        }
        Ink::Head(kind) => Look { kind: Some(kind.key()), ..plain("ink-head") },
        Ink::Label => plain("ink-label"),
        Ink::Copy => plain("ink-copy"),
        Ink::Lost => plain("ink-lost"),
        Ink::Promise(owner) => of_owner("ink-promise", Some(owner)),
        Ink::Accepted(owner) => of_owner("ink-accepted", Some(owner)),
        Ink::Value(slot) => of_value("ink-value", slot),
        Ink::ValueText => plain("ink-value-text"),
        Ink::Chosen(slot) => of_value("ink-chosen", slot),
        Ink::ChosenText => plain("ink-chosen-text"),
        Ink::Sign(sign) => Look { state: Some(sign.key()), ..plain("ink-sign") },
        Ink::Band => plain("ink-band"),
        Ink::BandText => plain("ink-band-text"),
        Ink::Scale => plain("ink-scale"),
        Ink::Wire => plain("ink-wire"),
        Ink::Card(owner) => of_owner("ink-card", owner),
        Ink::CardName => plain("ink-card-name"),
        Ink::Approval => plain("ink-approval"),
        Ink::Quiet => plain("ink-quiet"),
        // What only the drawing of the stage has; on the page the stage is made of buttons.
        _ => plain(""),
    }
}

/// A part: an element with its looks; one that says something or can be acted on is a group with a title and room for
/// the pointer.
fn part_html(part: &Part, marks: Marks) -> Html {
    let look = look(part.ink);
    let unknown = part.is_unknown.then_some("true");
    let key = part.key;
    let Some(target) = part.target else {
        let title = (!part.title.is_empty()).then(|| title_html(&part.title));
        return shape_html(&part.shape, look, unknown, key, title.unwrap_or_default());
    };
    let Look { class, kind, state, .. } = look;
    let is_lit = marks.lights(target) || marks.selects(target);
    let inner = html! {
        <>
            { title_html(&part.title) }
            { shape_html(&part.shape, Look { class: "grip", ..Look::default() }, None, 1, Html::default()) }
            { shape_html(&part.shape, Look::default(), None, 2, Html::default()) }
        </>
    };
    let can_act = matches!(part.ink, Ink::Flight(_, Course::Pending | Course::Held));
    html! {
        <g {class} data-kind={kind} data-state={state} data-unknown={unknown} data-lit={is_lit.then_some("true")} {key}
            data-target={target_attribute(target)} role={can_act.then_some("button")} tabindex={can_act.then_some("0")}
            aria-label={can_act.then(|| part.title.clone())}>{ inner }</g>
    }
}

fn title_html(words: &str) -> Html {
    html! { <title>{ words }</title> }
}

/// A shape as one element: words, or a path, whose single attribute says all about where it is.
fn shape_html(shape: &Shape, look: Look, unknown: Option<&'static str>, key: u64, title: Html) -> Html {
    let Look { class, kind, state, owner, value } = look;
    let Shape::Text(at, anchor, words) = shape else {
        return html! {
            <path {class} {key} data-kind={kind} data-state={state} data-owner={owner} data-value={value}
                data-unknown={unknown} d={outline(shape)}>{ title }</path>
        };
    };
    let anchor = match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    html! { <text {class} {key} data-unknown={unknown} x={px(at.x)} y={px(at.y)} text-anchor={anchor}>{ words }</text> }
}

/// The path of a shape.
fn outline(shape: &Shape) -> String {
    let mut path = String::new();
    let mut add = |sign: &str, numbers: &[f32]| {
        path.push_str(sign);
        for number in numbers {
            path.extend([&px(*number), " "]);
        }
    };
    match shape {
        Shape::Line(from, to) => add("M", &[from.x, from.y, to.x, to.y]),
        Shape::Polygon(points) => {
            for (index, at) in points.iter().enumerate() {
                add(if index == 0 { "M" } else { "L" }, &[at.x, at.y]);
            }
            add("z", &[]);
        }
        // Its ends are half round, or straight.
        Shape::Rect(rect, round) => {
            let end = round.min(rect.width / 2.0);
            let side = rect.width - 2.0 * end;
            add("M", &[rect.x + end, rect.y]);
            for way in [1.0, -1.0] {
                add("h", &[way * side]);
                add("a", &[end, rect.height / 2.0, 0.0, 0.0, 1.0, 0.0, way * rect.height]);
            }
        }
        Shape::Circle(at, radius) => {
            add("M", &[at.x - radius, at.y]);
            for side in [2.0, -2.0] {
                add("a", &[*radius, *radius, 0.0, 1.0, 1.0, side * radius, 0.0]);
            }
        }
        Shape::Text(..) => (),
    }
    path
}
