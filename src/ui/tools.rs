//! The tools' worker: started when something is first asked of it, told what `app/` wants, and heard. If it can't be
//! started or stops, the page says so and goes on.

use super::files::{download, download_png};
use super::store::Dispatch;
use super::words::word;
use super::work::use_work;
use crate::app::{Action, AppState, Parcel, ToolsAction};
use crate::tools::{BUILD, Reply, parse_reply};
use gloo_events::EventListener;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, Worker};
use yew::prelude::*;

/// The worker, and what it is still to be told.
#[derive(Default)]
struct Desk {
    worker: Option<Worker>,
    listeners: Vec<EventListener>,
    /// Whether it has said that it listens. What is sent earlier is lost.
    is_ready: bool,
    queue: Vec<Rc<str>>,
    /// The last errand that was taken into the queue.
    last: u32,
    calls: u32,
}

impl Desk {
    fn send_all(&mut self) {
        if let (true, Some(worker)) = (self.is_ready, &self.worker) {
            for request in self.queue.drain(..) {
                // A text can always be sent.
                let _ = worker.post_message(&(&*request).into());
            }
        }
    }

    /// Ends the worker. Its listeners stay until there is another one: this may be called by one of them.
    fn close(&mut self) {
        if let Some(worker) = self.worker.take() {
            worker.terminate();
        }
        self.is_ready = false;
        self.queue.clear();
        self.last = 0;
    }
}

/// Has the worker do what is wanted, and gives the browser the files that have come.
#[hook]
pub fn use_tools(state: &AppState, dispatch: &Dispatch) {
    let desk = use_mut_ref(Desk::default);
    let errands = &state.errands;
    let wanted = (errands.waiting().last().map(|waiting| waiting.id), errands.calls());
    use_work(wanted, {
        let (waiting, calls, dispatch) = (errands.waiting().to_vec(), errands.calls(), dispatch.clone());
        move |_| {
            if desk.borrow().calls != calls {
                desk.borrow_mut().close();
                desk.borrow_mut().calls = calls;
            }
            let mut open = desk.borrow_mut();
            for errand in waiting.into_iter().filter(|errand| errand.id > open.last).collect::<Vec<_>>() {
                open.queue.push(errand.request);
                open.last = errand.id;
            }
            let must_start = !open.queue.is_empty() && open.worker.is_none();
            open.send_all();
            drop(open);
            if must_start {
                start(&desk, &dispatch);
            }
        }
    });
    use_work(errands.finished().last().map(|finished| finished.id), {
        let (finished, dispatch) = (errands.finished().to_vec(), dispatch.clone());
        move |last: &Option<u32>| {
            for file in finished {
                match file.parcel {
                    Parcel::Png(_) => download_png(file.name, &file.text),
                    _ => download(&file.name, &file.text),
                }
            }
            if let Some(last) = *last {
                dispatch.dispatch(Action::Tools(ToolsAction::Offered(last)));
            }
        }
    });
}

fn start(desk: &Rc<RefCell<Desk>>, dispatch: &Dispatch) {
    let lose = {
        let (desk, dispatch) = (Rc::clone(desk), dispatch.clone());
        move |news: ToolsAction| {
            desk.borrow_mut().close();
            dispatch.dispatch(Action::Tools(news));
        }
    };
    // The query keeps a cache from giving us the tools of another build; the loader hands it on.
    let Ok(worker) = Worker::new(&format!("tools_loader.js?{BUILD}")) else {
        return lose(ToolsAction::Lost);
    };
    let on_message = {
        let (desk, dispatch, lose) = (Rc::clone(desk), dispatch.clone(), lose.clone());
        move |event: &Event| {
            let text = event.unchecked_ref::<MessageEvent>().data().as_string().unwrap_or_default();
            match parse_reply(&text) {
                Some(Reply::Ready(BUILD)) => {
                    desk.borrow_mut().is_ready = true;
                    desk.borrow_mut().send_all();
                }
                Some(Reply::Done(id, text)) => hear(&dispatch, id, Ok(text.into())),
                Some(Reply::Failed(id, words)) => hear(&dispatch, id, Err(words.into())),
                Some(Reply::Ready(_)) | None => lose(ToolsAction::Other),
            }
        }
    };
    let mut desk = desk.borrow_mut();
    desk.listeners = vec![
        EventListener::new(&worker, "message", on_message),
        EventListener::new(&worker, "error", move |_| lose(ToolsAction::Lost)),
    ];
    desk.worker = Some(worker);
}

fn hear(dispatch: &Dispatch, id: u32, answer: Result<Rc<str>, Rc<str>>) {
    dispatch.dispatch(Action::Tools(ToolsAction::Reply(id, answer)));
}

/// A button that calls the tools again.
pub fn again_button(dispatch: &Dispatch) -> Html {
    super::words::button(
        "line",
        word("tools-again"),
        super::store::send(dispatch, Action::Tools(ToolsAction::Again)),
    )
}
