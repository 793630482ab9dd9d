//! A drawing as SVG: what its parts mean becomes classes, which the style sheets dress.

use super::store::{Dispatch, target_attribute};
use super::words::flag;
use crate::app::Action;
use crate::picture::number as px;
use crate::scene::{Anchor, Course, Drawing, Ink, Marks, Part, Point, Shape};
use yew::prelude::*;

/// A drawing. Messages in it that are on their way can be acted on.
pub fn drawing(dispatch: &Dispatch, drawing: &Drawing, marks: Marks) -> Html {
    html! {
        <svg class="drawing" width={px(drawing.size.width)} height={px(drawing.size.height)}>
            { for drawing.parts.iter().map(|part| part_html(dispatch, part, marks)) }
        </svg>
    }
}

/// What the style sheets know of an ink: its class, its kind or course, its places in the palettes.
#[derive(Default)]
struct Look {
    class: &'static str,
    kind: Option<&'static str>,
    state: Option<&'static str>,
    owner: Option<usize>,
    value: Option<usize>,
}

fn look(ink: Ink) -> Look {
    let plain = |class: &'static str| Look { class, ..Look::default() };
    match ink {
        Ink::Ground => plain("ink-ground"),
        Ink::Lane => plain("ink-lane"),
        Ink::LaneDown => plain("ink-lane-down"),
        Ink::LaneName(owner) => Look { owner, ..plain("ink-lane-name") },
        Ink::Flight(kind, course) => {
            Look { kind: Some(kind.key()), state: Some(course.key()), ..plain("ink-flight") }
        }
        Ink::Head(kind) => Look { kind: Some(kind.key()), ..plain("ink-head") },
        Ink::Label => plain("ink-label"),
        Ink::Copy => plain("ink-copy"),
        Ink::Lost => plain("ink-lost"),
        Ink::Promise(owner) => Look { owner: Some(owner), ..plain("ink-promise") },
        Ink::Accepted(owner) => Look { owner: Some(owner), ..plain("ink-accepted") },
        Ink::Value(slot) => Look { value: Some(slot), ..plain("ink-value") },
        Ink::ValueText => plain("ink-value-text"),
        Ink::Chosen(slot) => Look { value: Some(slot), ..plain("ink-chosen") },
        Ink::ChosenText => plain("ink-chosen-text"),
        Ink::Sign(sign) => Look { state: Some(sign.key()), ..plain("ink-sign") },
        Ink::Band => plain("ink-band"),
        Ink::BandText => plain("ink-band-text"),
        Ink::Scale => plain("ink-scale"),
        // What only the drawing of the stage has; on the page the stage is made of buttons.
        _ => plain(""),
    }
}

fn part_html(dispatch: &Dispatch, part: &Part, marks: Marks) -> Html {
    let Look { class, kind, state, owner, value } = look(part.ink);
    let is_lit = part.target.is_some_and(|target| marks.lights(target) || marks.selects(target));
    let shape = shape_html(&part.shape);
    let target = part.target.filter(|_| matches!(part.ink, Ink::Flight(_, Course::Pending | Course::Held)));
    let hit = match (&part.shape, part.target) {
        (Shape::Line(from, to), Some(_)) => line_html("grip", *from, *to),
        _ => Html::default(),
    };
    let title = (!part.title.is_empty()).then(|| html! { <title>{ &part.title }</title> });
    let (owner, value) = (owner.map(|owner| owner.to_string()), value.map(|value| value.to_string()));
    let unknown = part.is_unknown.then_some("true");
    if let Some(target) = target {
        let dispatch = dispatch.clone();
        let act = move |dispatch: &Dispatch| dispatch.dispatch(Action::SelectInDiagram(target));
        let onclick = {
            let dispatch = dispatch.clone();
            Callback::from(move |event: MouseEvent| {
                // The plot behind would travel.
                event.stop_propagation();
                act(&dispatch);
            })
        };
        let onkeydown = Callback::from(move |event: KeyboardEvent| {
            if matches!(event.key().as_str(), "Enter" | " ") {
                event.prevent_default();
                event.stop_propagation();
                act(&dispatch);
            }
        });
        return html! {
            <g {class} data-kind={kind} data-state={state} data-unknown={unknown} data-lit={flag(is_lit)} key={part.key.to_string()}
                data-target={target_attribute(target)} role="button" tabindex="0" aria-label={part.title.clone()} {onclick} {onkeydown}>
                { title }{ hit }{ shape }
            </g>
        };
    }
    html! {
        <g {class} data-kind={kind} data-state={state} data-owner={owner} data-value={value} data-unknown={unknown}
            data-lit={is_lit.then_some("true")} data-target={part.target.map(target_attribute)} key={part.key.to_string()}>
            { title }{ hit }{ shape }
        </g>
    }
}

fn line_html(class: &'static str, from: Point, to: Point) -> Html {
    html! { <line {class} x1={px(from.x)} y1={px(from.y)} x2={px(to.x)} y2={px(to.y)} /> }
}

fn shape_html(shape: &Shape) -> Html {
    match shape {
        Shape::Line(from, to) => line_html("", *from, *to),
        Shape::Polygon(points) => {
            let points: Vec<String> = points.iter().map(|at| [px(at.x), px(at.y)].join(",")).collect();
            html! { <polygon points={points.join(" ")} /> }
        }
        Shape::Rect(rect, round) => html! {
            <rect x={px(rect.x)} y={px(rect.y)} width={px(rect.width)} height={px(rect.height)} rx={px(*round)} />
        },
        Shape::Circle(at, radius) => html! { <circle cx={px(at.x)} cy={px(at.y)} r={px(*radius)} /> },
        Shape::Text(at, anchor, words) => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::Middle => "middle",
                Anchor::End => "end",
            };
            html! { <text x={px(at.x)} y={px(at.y)} text-anchor={anchor}>{ words }</text> }
        }
    }
}
