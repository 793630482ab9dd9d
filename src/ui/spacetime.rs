//! The region Space–time: the diagram, its lanes, and the same steps in words.

use super::browser::{self, SizeWatch};
use super::drawing::drawing;
use super::icons::icon;
use super::memo::{memo, part};
use super::neighbour::neighbour_page;
use super::paired::pair;
use super::rules::rules_page;
use super::runs::runs_panel;
use super::specification::spec_page;
use super::stage::menu;
use super::store::{Dispatch, send, slot_attribute, target_attribute, use_dispatch};
use super::words::{flag, phrase, word};
use super::work::use_work;
use crate::app::{Action, LaneChange, Session, TimeChange, TimeTab, TimeView};
use crate::picture::{decimal, number as px};
use crate::protocol::{NodeId, Role, Setup};
use crate::scene::{
    self, Drawing, JournalRow, Knowledge, Lane, Marks, Metrics, Offer, Piece, Point, Shape, Size, Target,
};
use crate::text::{Arg, say};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::functional::Hook;
use yew::prelude::*;

/// What the region Space–time is drawn from.
#[derive(Clone, Copy)]
pub struct Showing<'a> {
    /// The run.
    pub session: &'a Session,
    /// How the region is set.
    pub time: &'a TimeView,
    /// What is selected, and what lights up.
    pub marks: Marks,
    /// Whether steps come so fast that there is no time to see anything move.
    pub in_rush: bool,
    /// What the node that is asked can know, if one is asked.
    pub knowledge: Option<&'a Knowledge>,
}

/// The region Space–time of a run.
pub fn spacetime_region(dispatch: &Dispatch, showing: Showing<'_>) -> Html {
    let Showing { session, time, .. } = showing;
    let toggle = if time.is_open { "time-hide" } else { "time-show" };
    html! {
        <section class="spacetime" aria-label={phrase("region-time")} data-open={flag(time.is_open)}>
            <header class="time-head">
                <h2 class="tag">{ word("region-time") }</h2>
                if time.is_open {
                    { tabs(dispatch, session, time) }
                    if time.tab == TimeTab::Diagram {
                        { tools(dispatch, session, time) }
                    }
                }
                <button type="button" class="icon" aria-expanded={flag(time.is_open)} aria-label={say(toggle, &[])}
                    title={format!("{} (G)", say(toggle, &[]))} onclick={send(dispatch, Action::Time(TimeChange::Toggle))}>
                    { icon(if time.is_open { "down" } else { "up" }) }
                </button>
            </header>
            if time.is_open {
                { page(dispatch, showing) }
            }
        </section>
    }
}

fn page(dispatch: &Dispatch, showing: Showing<'_>) -> Html {
    let Showing { session, time, marks, in_rush, knowledge } = showing;
    let history = &session.history;
    match time.tab {
        TimeTab::Diagram => {
            let mut diagram = scene::diagram(history, session.terms, &session.lanes, time.stretch().whole());
            diagram.knowledge = knowledge.cloned();
            let metrics = Metrics::fitting(time.column(), time.size, diagram.lanes.len());
            let drawing = scene::sketch(&diagram, metrics);
            let (size, pieces) = (drawing.size, in_pieces(drawing));
            let (now, length, first) = (diagram.now, diagram.length, time.first);
            let selected = session.selection.filter(|_| time.has_menu);
            let offers = selected.map(|target| scene::offers(&session.view(), target)).unwrap_or_default();
            timeline(TimelineProps {
                lanes: diagram.lanes,
                size,
                pieces,
                metrics,
                now,
                length,
                first,
                marks,
                offers,
                in_rush,
            })
        }
        TimeTab::Log => {
            let rows = scene::journal(history, session.terms, TimeView::log_stretch(history.position()));
            log_list(dispatch, &rows, history.position(), marks)
        }
        TimeTab::Runs => html! {
            <div class="runs-page" tabindex="0" role="group" aria-label={phrase("time-runs")}>
                { runs_panel(dispatch, session) }
                { for session.compared().map(|(a, b)| pair(dispatch, session, time, a, b)) }
            </div>
        },
        TimeTab::Rules => scene::rule_sheet(&session.view()).as_ref().map(rules_page).unwrap_or_default(),
        TimeTab::Spec => scene::spec_sheet(history, session.terms)
            .map(|sheet| spec_page(dispatch, &sheet))
            .unwrap_or_default(),
        TimeTab::Ladder => neighbour_page(dispatch, session, time),
    }
}

fn tabs(dispatch: &Dispatch, session: &Session, time: &TimeView) -> Html {
    let setup = session.history.world().setup();
    let has = |tab: TimeTab| match tab {
        TimeTab::Ladder => matches!(**setup, Setup::Ladder(_)),
        TimeTab::Spec => matches!(**setup, Setup::Synod(_)),
        _ => true,
    };
    let tabs = TimeTab::ALL.into_iter().filter(|tab| has(*tab));
    html! {
        <div class="tabs" role="group" aria-label={phrase("time-tabs")}>
            for tab in tabs {
                <button type="button" class="small" aria-pressed={flag(tab == time.tab)}
                    onclick={send(dispatch, Action::Time(TimeChange::Show(tab)))}>{ say(&format!("time-{}", tab.key()), &[]) }</button>
            }
        </div>
    }
}

fn tools(dispatch: &Dispatch, session: &Session, time: &TimeView) -> Html {
    let zoom = |is_in: bool| {
        let label = say(if is_in { "time-zoom-in" } else { "time-zoom-out" }, &[]);
        html! {
            <button type="button" class="icon" aria-label={label.clone()} title={label} disabled={!time.can_zoom(is_in)}
                onclick={send(dispatch, Action::Time(TimeChange::Zoom { is_in }))}>{ if is_in { "+" } else { "−" } }</button>
        }
    };
    html! {
        <div class="time-tools">
            { zoom(false) }
            { zoom(true) }
            <button type="button" class="small" aria-pressed={time.follows.to_string()} title={phrase("time-follow-hint")}
                onclick={send(dispatch, Action::Time(TimeChange::Follow))}>{ word("time-follow") }</button>
            { lane_menu(dispatch, session) }
        </div>
    }
}

/// Which lanes are shown, in which order.
fn lane_menu(dispatch: &Dispatch, session: &Session) -> Html {
    let view = session.view();
    let named = |(node, is_shown)| (node, is_shown, view.notation().node(node));
    let lanes: Vec<_> = session.lanes.all(view.setup()).into_iter().map(named).collect();
    let roles = view.setup().cluster().roles();
    let roles = if roles.len() > 1 { roles } else { Vec::new() };
    let is_shown = |role: &Role| lanes.iter().any(|lane| lane.1 && view.setup().role(lane.0) == *role);
    let groups: Vec<(Role, bool)> = roles.into_iter().map(|role| (role, is_shown(&role))).collect();
    memo(0, (dispatch.clone(), lanes, groups), lane_list)
}

type LaneList = (Dispatch, Vec<(NodeId, bool, String)>, Vec<(Role, bool)>);

fn lane_list((dispatch, lanes, groups): &LaneList) -> Html {
    let action = |node: NodeId, change: LaneChange| Action::Time(TimeChange::Lane(node, change));
    let words = |key: &str, name: &str| say(key, &[("node", Arg::from(name))]);
    // The last one stays.
    let is_only = lanes.iter().filter(|lane| lane.1).count() == 1;
    let row = |(node, is_shown, name): &(NodeId, bool, String)| {
        let node = *node;
        html! {
            <li key={node.0}>
                <label><input type="checkbox" checked={*is_shown} disabled={*is_shown && is_only} onchange={send(dispatch, action(node, LaneChange::Toggle))} />{ name }</label>
                <button type="button" class="icon" aria-label={words("lane-up", name)} onclick={send(dispatch, action(node, LaneChange::Up))}>{ icon("up") }</button>
                <button type="button" class="icon" aria-label={words("lane-down", name)} onclick={send(dispatch, action(node, LaneChange::Down))}>{ icon("down") }</button>
            </li>
        }
    };
    // The last group stays, too.
    let is_last = groups.iter().filter(|group| group.1).count() == 1;
    let group = |&(role, is_shown): &(Role, bool)| {
        html! {
            <label><input type="checkbox" checked={is_shown} disabled={is_shown && is_last} onchange={send(dispatch, Action::Time(TimeChange::Group(role)))} />{ say(&format!("role-{}", role.plural()), &[]) }</label>
        }
    };
    html! {
        <details class="popover">
            <summary class="small">{ word("time-lanes") }</summary>
            <div class="lane-groups">{ for groups.iter().map(group) }</div>
            <ul class="lane-list">{ for lanes.iter().map(row) }</ul>
        </details>
    }
}

pub(super) fn in_pieces(drawing: Drawing) -> Vec<Rc<Piece>> {
    scene::pieces(drawing.parts).into_iter().map(Rc::new).collect()
}

/// What the diagram shows.
#[derive(PartialEq)]
struct TimelineProps {
    lanes: Vec<Lane>,
    size: Size,
    pieces: Vec<Rc<Piece>>,
    metrics: Metrics,
    now: usize,
    length: usize,
    /// The first step in sight.
    first: usize,
    marks: Marks,
    /// What can be done with what was selected here.
    offers: Vec<Offer>,
    in_rush: bool,
}

/// The diagram in its window, which scrolls.
fn timeline(props: TimelineProps) -> Html {
    part("timeline", props, |context, props| use_timeline(props).run(context))
}

#[hook]
fn use_timeline(props: &TimelineProps) -> Html {
    let dispatch = use_dispatch();
    let window = use_node_ref();
    let metrics = props.metrics;
    use_work(window.clone(), {
        let dispatch = dispatch.clone();
        move |window| {
            let watch = window.cast::<Element>().and_then(|element| {
                let resize = move |size: Size| dispatch.dispatch(Action::Time(TimeChange::Resize(size)));
                resize(browser::size_of(&element));
                SizeWatch::new(&element, resize)
            });
            move || drop(watch)
        }
    });
    // Where the program has scrolled to: anything else was a person.
    let expected = use_mut_ref(|| 0);
    use_work((props.first, metrics.column.to_bits()), {
        let (window, expected) = (window.clone(), expected.clone());
        let left = place(metrics, props.first);
        move |_| {
            if let Some(window) = window.cast::<Element>() {
                window.set_scroll_left(left);
                *expected.borrow_mut() = window.scroll_left();
            }
        }
    });
    let onscroll = {
        let (dispatch, first) = (dispatch.clone(), props.first);
        Callback::from(move |event: Event| {
            let Some(window) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
                return;
            };
            let left = window.scroll_left();
            if (left - *expected.borrow()).abs() <= 1 {
                return;
            }
            *expected.borrow_mut() = left;
            #[expect(clippy::cast_precision_loss, reason = "a place on the screen")]
            let step = metrics.step_at(left as f32);
            if step != first {
                dispatch.dispatch(Action::Time(TimeChange::Look(step)));
            }
        })
    };
    let size = props.size;
    let now = shifted(metrics.x(props.now));
    // What is still on its way ends a little behind the moment that is looked at, and is not veiled.
    let veil = shifted(metrics.x(props.now) + metrics.column.min(26.0) * 0.8 + 4.0);
    let travel = travel(&dispatch, metrics, props.length);
    let label = say(
        "time-diagram-label",
        &[("at", props.now.to_string().into()), ("last", props.length.to_string().into())],
    );
    html! {
        <div class="time-window" ref={window} {onscroll} tabindex="0" role="group" aria-label={label} data-rush={flag(props.in_rush)}>
            <div class="time-sheet" style={format!("--u:{};width:{}px;height:{}px", decimal(metrics.unit, 3), px(size.width + 64.0), px(size.height))}>
                <ul class="lane-names" aria-label={phrase("time-lanes")}>
                    for (index, lane) in props.lanes.iter().enumerate() {
                        { lane_name(&dispatch, lane, metrics.y(index), props.marks) }
                    }
                </ul>
                <div class="time-plot" onclick={travel}>
                    { drawing(&dispatch, &props.pieces, size, props.marks) }
                    <div class="veil" style={veil}></div>
                    <div class="now" style={now}></div>
                    { pending_menu(&dispatch, props) }
                </div>
            </div>
        </div>
    }
}

/// The menu of the selected message, at the open end of its line.
fn pending_menu(dispatch: &Dispatch, props: &TimelineProps) -> Html {
    let Some(target) = props.marks.selected else { return Html::default() };
    let tip = props.pieces.iter().flat_map(|piece| &piece.parts).find_map(|part| match part.shape {
        Shape::Line(_, tip) if part.target == Some(target) => Some(tip),
        _ => None,
    });
    let Some(tip) = tip else { return Html::default() };
    let x = tip.x.max(props.metrics.x(props.first) + 170.0);
    let y = if tip.y + 56.0 < props.size.height { tip.y + 10.0 } else { tip.y - 50.0 };
    menu(dispatch, Point { x, y }, target, &props.offers)
}

/// The style of what is moved to the right.
pub(super) fn shifted(by: f32) -> String {
    format!("transform:translateX({}px)", px(by))
}

/// How far to the left a step is scrolled to.
fn place(metrics: Metrics, step: usize) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
    let left = (metrics.x(step) - metrics.left) as i32;
    left
}

/// A click goes to the moment at which it is.
fn travel(dispatch: &Dispatch, metrics: Metrics, length: usize) -> Callback<MouseEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let plot = target.and_then(|element| element.closest(".time-plot").ok().flatten());
        let Some(plot) = plot else { return };
        #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
        let x = (f64::from(event.client_x()) - plot.get_bounding_client_rect().left()) as f32;
        dispatch.dispatch(Action::TravelTo(metrics.step_at(x).min(length)));
    })
}

pub(super) fn lane_name(dispatch: &Dispatch, lane: &Lane, y: f32, marks: Marks) -> Html {
    let target = Target::Node(lane.node);
    html! {
        <li key={lane.node.0}>
            <button type="button" class="lane-name" style={format!("top:{}px", px(y))} data-target={target_attribute(target)}
                data-lit={flag(marks.lights(target))} data-owner={lane.owner.map(slot_attribute)}
                aria-pressed={flag(marks.selects(target))}
                onclick={send(dispatch, Action::Select(Some(target)))}>{ &lane.name }</button>
        </li>
    }
}

/// The steps in words; each goes to its moment.
fn log_list(dispatch: &Dispatch, rows: &[JournalRow], now: usize, marks: Marks) -> Html {
    html! {
        <ol class="log" tabindex="0" aria-label={phrase("time-log")}>
            if rows.is_empty() {
                <li class="quiet">{ word("step-start") }</li>
            }
            for row in rows {
                <li key={row.moment.0} data-target={row.target.map(target_attribute)} data-future={flag(row.at > now)}
                    data-lit={flag(row.target.is_some_and(|target| marks.lights(target)))}>
                    <button type="button" aria-current={(row.at == now).then_some("step")} onclick={send(dispatch, Action::TravelTo(row.at))}>
                        <span class="log-at">{ row.at }</span>
                        <span class="swatch" data-kind={row.mark.key()} aria-hidden="true"></span>
                        <span>{ &row.words }</span>
                    </button>
                </li>
            }
        </ol>
    }
}
