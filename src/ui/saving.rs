//! Keeping the run that is open, and taking in runs that are dropped on the page.

use super::browser;
use super::files::read_file;
use super::store::{Dispatch, Store};
use super::work::use_work;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::DragEvent;
use yew::prelude::*;

/// How long after the last change the run is kept, in milliseconds: while steps come fast, it waits.
const SAVE_AFTER_MS: u32 = 400;

/// Keeps the run a moment after it has changed, and when the page is left. While it plays it is in motion: then only
/// when the page is left.
#[hook]
pub fn use_saving(store: &UseReducerHandle<Store>) {
    let latest = use_mut_ref(|| Rc::new((**store).clone()));
    *latest.borrow_mut() = Rc::new((**store).clone());
    let save = {
        let latest = latest.clone();
        move || {
            let store = Rc::clone(&latest.borrow());
            if let Some(run) = store.0.to_save() {
                browser::save_run(&run);
            }
        }
    };
    let stamp = store.0.session().map(|session| {
        let history = &session.history;
        (history.len(), history.cursor(), history.line().len(), session.is_playing, history.can_redo())
    });
    use_work(stamp, {
        let save = save.clone();
        move |stamp| {
            let is_at_rest = stamp.is_some_and(|(.., is_playing, _)| !is_playing);
            let timeout = is_at_rest.then(|| Timeout::new(SAVE_AFTER_MS, save));
            move || drop(timeout)
        }
    });
    use_work((), move |()| {
        let listener = EventListener::new(&browser::window(), "pagehide", move |_| save());
        move || drop(listener)
    });
}

/// A run that is dropped on the page is opened.
#[hook]
pub fn use_drop(dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_work((), move |()| {
        let listeners = ["dragover", "drop"].map(|kind| {
            let dispatch = dispatch.clone();
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&browser::window(), kind, options, move |event| {
                let files =
                    event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer).and_then(|data| {
                        // Text that is dragged about within the page is none of ours.
                        data.types().includes(&"Files".into(), 0).then(|| data.files())
                    });
                let Some(files) = files else { return };
                event.prevent_default();
                if let (true, Some(file)) = (event.type_() == "drop", files.and_then(|files| files.get(0))) {
                    read_file(&file, &dispatch);
                }
            })
        });
        move || drop(listeners)
    });
}
