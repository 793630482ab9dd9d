//! The page as a hall sees it: the picture large, what the lesson tells in a line below, the question over it.

use super::icons::icon;
use super::kept::use_kept;
use super::memo::part;
use super::store::{Dispatch, send};
use super::words::{icon_button, leaf, phrase};
use super::{browser, prose, quiz};
use crate::app::{Action, AppState, Hall, HallAction, Page, Pointer, Report};
use crate::lesson::Item;
use crate::picture::number as px;
use yew::functional::Hook;
use yew::prelude::*;

/// What a hall sees of a run; the picture is handed in.
pub fn hall_page(dispatch: &Dispatch, state: &AppState, on_stage: Html, diagram: Html) -> Html {
    let hall = state.hall;
    let Some(report) = Report::of(state) else { return Html::default() };
    let title = report.trail.last().cloned().unwrap_or_default();
    let above = report.trail.iter().rev().nth(1).cloned().unwrap_or_default();
    html! {
        <>
            <main class="hall" data-view={hall.view_key()} data-pointer={pointer_key(hall.pointer)}>
                <header class="hall-head">
                    { leaf("h1", "", title) }
                    { leaf("p", "quiet", above) }
                </header>
                <div class="middle" data-time={super::words::flag(hall.has_diagram())}>
                    if hall.has_stage() {
                        { on_stage }
                    }
                    if hall.has_diagram() {
                        { diagram }
                    }
                </div>
                { question(dispatch, state) }
                { ink(state) }
            </main>
            { bar(dispatch, state, &report) }
            if hall.is_blank {
                <button type="button" class="hall-blank" aria-label={phrase("hall-blank")} onclick={send(dispatch, Action::Hall(HallAction::Blank))}></button>
            }
            <p class="visually-hidden" role="status" aria-live="polite">{ report.step }</p>
        </>
    }
}

/// The line below the picture.
fn bar(dispatch: &Dispatch, state: &AppState, report: &Report) -> Html {
    let hall = state.hall;
    let step = |label: &str, name: &str, action: Action| {
        icon_button(phrase(label), icon(name), false, send(dispatch, action))
    };
    html! {
        <footer class="hall-bar" role="toolbar" aria-label={phrase("region-transport")}>
            <div class="hall-words">
                if let Some(story) = state.narration() {
                    <div class="hall-story">{ prose::block(story) }</div>
                    { leaf("p", "quiet", &report.step) }
                } else {
                    { leaf("p", "hall-story", &report.step) }
                }
            </div>
            { place(state, report) }
            <div class="hall-tools">
                { step("command-back", "back", Action::Back) }
                { step("command-step", "step", Action::Step) }
                { tools(dispatch, hall) }
            </div>
        </footer>
    }
}

fn tools(dispatch: &Dispatch, hall: Hall) -> Html {
    let tool = |label: &str, name: &str, is_on: bool, action: HallAction| {
        let label = phrase(label);
        html! {
            <button type="button" class="icon" aria-label={label.clone()} title={label} aria-pressed={super::words::flag(is_on)}
                onclick={send(dispatch, Action::Hall(action))}>{ icon(name) }</button>
        }
    };
    let at = |pointer: Pointer| hall.pointer == pointer;
    html! {
        <>
            { tool("command-view", "view", false, HallAction::NextView) }
            if hall.is_on {
                { tool("command-spotlight", "spotlight", at(Pointer::Spotlight), HallAction::Point(Pointer::Spotlight)) }
                { tool("command-pen", "pen", at(Pointer::Pen), HallAction::Point(Pointer::Pen)) }
                { tool("command-blank", "blank", false, HallAction::Blank) }
                { tool("command-present", "close", false, HallAction::Present) }
            } else {
                <a class="icon button" target="_blank" rel="noopener" href={browser::address_of_page()} aria-label={phrase("hall-open")}
                    title={phrase("hall-open")}>{ icon("out") }</a>
            }
        </>
    }
}

/// More parts than this are told by numbers.
const DOTS_MAX: usize = 16;

/// How far the lesson has come, or the run.
fn place(state: &AppState, report: &Report) -> Html {
    let words = format!("{} / {}", report.at, report.last);
    match &state.page {
        Page::Lesson(page) if page.course.lesson.parts.len() <= DOTS_MAX => {
            let at = page.at().part;
            html! {
                <p class="hall-dots" title={words.clone()}>
                    <span class="visually-hidden">{ words }</span>
                    for index in 0..page.course.lesson.parts.len() {
                        <i data-state={match index.cmp(&at) {
                            std::cmp::Ordering::Less => "done",
                            std::cmp::Ordering::Equal => "now",
                            std::cmp::Ordering::Greater => "next",
                        }}></i>
                    }
                </p>
            }
        }
        _ => leaf("p", "hall-place", words),
    }
}

/// The question that the hall has before it, with a count of hands for each answer.
fn question(dispatch: &Dispatch, state: &AppState) -> Html {
    let (card, item, counts) = if let Some(guess) = &state.guess {
        (quiz::of_guess(dispatch, guess), None, guess.hands.clone())
    } else {
        let (Page::Lesson(page), Some(item)) = (&state.page, state.question_of_hall()) else {
            return Html::default();
        };
        let Some(Item::Ask(question)) = page.visible().get(item) else { return Html::default() };
        let counts = (0..question.choices.len()).map(|choice| page.hands_for(item, choice)).collect();
        (quiz::of_lesson(dispatch, page, item, question), Some(item), counts)
    };
    html! {
        <div class="hall-question" style={format!("--choices:{}", counts.len())}>
            { card }
            { quiz::hands(dispatch, item, &counts) }
        </div>
    }
}

fn pointer_key(pointer: Pointer) -> &'static str {
    match pointer {
        Pointer::Hand => "hand",
        Pointer::Spotlight => "spotlight",
        Pointer::Pen => "pen",
    }
}

/// The sheet over the picture on which the pointer draws, or which it lights up. With a new step comes a new sheet.
fn ink(state: &AppState) -> Html {
    let (pointer, moment) = (state.hall.pointer, state.session().map(|session| session.history.cursor()));
    match pointer {
        Pointer::Hand => Html::default(),
        Pointer::Spotlight => part("spotlight", (), |context, ()| use_spotlight().run(context)),
        Pointer::Pen => {
            let sheet = format!("pen-{}", moment.map_or(0, |moment| moment.0));
            part(&sheet, (), |context, ()| use_pen().run(context))
        }
    }
}

#[hook]
fn use_spotlight() -> Html {
    let at = use_kept(|| None::<(i32, i32)>);
    let onpointermove = {
        let at = at.clone();
        Callback::from(move |event: PointerEvent| at.set(Some((event.offset_x(), event.offset_y()))))
    };
    let style = at.map(|(x, y)| format!("--x:{x}px;--y:{y}px"));
    html! { <div class="spotlight" aria-hidden="true" {style} {onpointermove}></div> }
}

#[hook]
fn use_pen() -> Html {
    let strokes = use_kept(Vec::<Vec<(f32, f32)>>::new);
    let draw = |begins: bool| {
        let strokes = strokes.clone();
        Callback::from(move |event: PointerEvent| {
            if event.buttons() == 0 {
                return;
            }
            #[expect(clippy::cast_precision_loss, reason = "a place on a screen")]
            let at = (event.offset_x() as f32, event.offset_y() as f32);
            let mut all = (*strokes).clone();
            match all.last_mut() {
                Some(stroke) if !begins => stroke.push(at),
                _ => all.push(vec![at]),
            }
            strokes.set(all);
        })
    };
    html! {
        <svg class="pen" aria-hidden="true" onpointerdown={draw(true)} onpointermove={draw(false)}>
            for stroke in strokes.iter() {
                <polyline points={points(stroke)} />
            }
        </svg>
    }
}

/// A dot is a stroke, too: its point stands twice.
fn points(stroke: &[(f32, f32)]) -> String {
    let all = stroke.iter().chain(stroke.first().filter(|_| stroke.len() == 1));
    all.map(|(x, y)| format!("{},{}", px(*x), px(*y))).collect::<Vec<_>>().join(" ")
}
