//! Whoever looks on from outside: a speaker's window of ours, and a page that has this one in a frame. Both are told of every
//! moment, and ask for steps, in the same words (`docs/embedding.md`).

use super::browser;
use super::store::{Dispatch, Store};
use super::work::use_work;
use crate::app::{Action, AppState, HallAction, Report};
use gloo_events::EventListener;
use js_sys::{Array, Object, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent, Window};
use yew::prelude::*;

/// Who looks on.
#[derive(Default)]
struct Onlookers {
    /// The windows of this page on this machine that belong together.
    channel: Option<BroadcastChannel>,
    /// Windows that have asked: the page around us, or a speaker's window where there is no channel.
    windows: Vec<Window>,
}

/// Tells onlookers of the moment that is looked at, and hears what they ask for.
#[hook]
pub fn use_remote(store: &UseReducerHandle<Store>, dispatch: &Dispatch) {
    let latest = use_mut_ref(|| Rc::new((**store).clone()));
    *latest.borrow_mut() = Rc::new((**store).clone());
    let onlookers = use_mut_ref(Onlookers::default);
    use_work((), {
        let (onlookers, dispatch) = (Rc::clone(&onlookers), dispatch.clone());
        move |()| {
            if browser::query().contains("embed") {
                dispatch.dispatch(Action::Hall(HallAction::Frame));
            }
            let channel = BroadcastChannel::new(&browser::channel_name()).ok();
            let hear = |is_ours: bool| {
                let (latest, onlookers, dispatch) =
                    (Rc::clone(&latest), Rc::clone(&onlookers), dispatch.clone());
                move |event: &Event| hear(event.unchecked_ref(), is_ours, &latest, &onlookers, &dispatch)
            };
            let mut listeners = vec![EventListener::new(&browser::window(), "message", hear(false))];
            if let Some(channel) = &channel {
                listeners.push(EventListener::new(channel, "message", hear(true)));
            }
            onlookers.borrow_mut().channel = channel;
            if let Some(around) = browser::page_around() {
                onlookers.borrow_mut().windows.push(around);
            }
            move || drop(listeners)
        }
    });
    let report = Report::of(&store.0);
    use_work(report, move |report| {
        if let Some(report) = report {
            tell(&onlookers.borrow(), &written(report));
        }
    });
    let hall = store.0.hall;
    use_work(hall.speakers, |asked| {
        if *asked > 0 {
            open_speaker();
        }
    });
    let leave = dispatch.clone();
    use_work(hall.is_on, move |is_on| browser::fill_screen(*is_on));
    use_work((), move |()| {
        let listener = EventListener::new(&browser::window(), "fullscreenchange", move |_| {
            if !browser::has_full_screen() {
                leave.dispatch(Action::Hall(HallAction::Leave));
            }
        });
        move || drop(listener)
    });
}

/// Before the page is printed it shows the whole lesson, and afterwards what it showed before.
#[hook]
pub fn use_paper(dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_work((), move |()| {
        let listeners = [("beforeprint", true), ("afterprint", false)].map(|(event, is_on_paper)| {
            let dispatch = dispatch.clone();
            EventListener::new(&browser::window(), event, move |_| {
                dispatch.dispatch(Action::Hall(HallAction::Print(is_on_paper)));
            })
        });
        move || drop(listeners)
    });
}

/// What a message to us says.
fn hear(
    event: &MessageEvent,
    is_ours: bool,
    latest: &RefCell<Rc<Store>>,
    onlookers: &RefCell<Onlookers>,
    dispatch: &Dispatch,
) {
    let data = event.data();
    if text_of(&data, "to").as_deref() != Some("paxoscope") {
        return;
    }
    let state = Rc::clone(&latest.borrow());
    let what = text_of(&data, "do").unwrap_or_default();
    if what == "state" {
        // A window of another page is none of this page's kind, so asking for its kind would turn it away.
        let asker = event.source().map(JsCast::unchecked_into::<Window>);
        if let Some(asker) = asker.filter(|asker| !onlookers.borrow().windows.contains(asker)) {
            onlookers.borrow_mut().windows.push(asker);
        }
        if let Some(report) = Report::of(&state.0) {
            tell(&onlookers.borrow(), &written(&report));
        }
        return;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a step; what is none becomes the first"
    )]
    let at = Reflect::get(&data, &"at".into()).ok().and_then(|at| at.as_f64()).unwrap_or(0.0) as usize;
    let is_ours = is_ours || event.origin() == browser::origin();
    let key = text_of(&data, "key").filter(|_| is_ours);
    if let Some(action) = state.0.asked_for(&what, at, key.as_deref()) {
        dispatch.dispatch(action);
    }
}

fn text_of(object: &JsValue, name: &str) -> Option<String> {
    Reflect::get(object, &name.into()).ok()?.as_string()
}

fn tell(onlookers: &Onlookers, report: &JsValue) {
    if let Some(channel) = &onlookers.channel {
        let _ = channel.post_message(report);
    }
    // What is told is on the screen: anybody may know it.
    for window in &onlookers.windows {
        let _ = window.post_message(report, "*");
    }
}

/// A report as others read it.
fn written(report: &Report) -> JsValue {
    let object = Object::new();
    let set = |name: &str, value: JsValue| {
        let _ = Reflect::set(&object, &name.into(), &value);
    };
    set("from", "paxoscope".into());
    set("trail", list(&report.trail));
    set("address", report.address.as_str().into());
    set("at", number(report.at));
    set("last", number(report.last));
    set("story", report.story.as_str().into());
    set("step", report.step.as_str().into());
    set("next", list(&report.next));
    set("notes", list(&report.notes));
    set("blank", report.is_blank.into());
    if let Some(question) = &report.question {
        let answers: Vec<String> = question.answers.iter().map(|answer| answer.0.clone()).collect();
        let hands: Array = question.answers.iter().map(|answer| JsValue::from(answer.1)).collect();
        set("question", question.text.as_str().into());
        set("answers", list(&answers));
        set("hands", hands.into());
        set("right", question.right.map_or(JsValue::NULL, number));
        set("why", question.why.as_str().into());
    }
    object.into()
}

fn number(number: usize) -> JsValue {
    u32::try_from(number).unwrap_or(u32::MAX).into()
}

fn list(texts: &[String]) -> JsValue {
    texts.iter().map(|text| JsValue::from_str(text)).collect::<Array>().into()
}

fn open_speaker() {
    browser::open_window(&format!("speaker.html#{}", browser::channel_name()), "paxoscope-speaker");
}

/// Dresses the document for a hall.
#[hook]
pub fn use_dress(state: &AppState) {
    let is_framed = state.hall.is_framed;
    let is_seen = state.hall.is_seen() && state.session().is_some();
    use_work((is_seen, is_framed), |(is_seen, is_framed)| {
        let hall = if *is_framed { "framed" } else { "on" };
        browser::mark_page("data-hall", is_seen.then_some(hall));
    });
}
