//! A desk with a worker of the tools: started when something is first asked of it, told what `app/` wants, and heard. If no
//! worker can be had, the same tools can sit on the page's own thread.

use super::store::Dispatch;
use super::work::use_work;
use crate::tools::{BUILD, Reply, parse_reply};
use gloo_events::EventListener;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{EventTarget, MessageChannel, MessageEvent, MessagePort, Worker};
use yew::prelude::*;

/// What a desk is to do.
#[derive(Clone, PartialEq)]
pub struct Wanted {
    /// What is to be told to the tools, with its number, in this order.
    pub waiting: Vec<(u32, Rc<str>)>,
    /// How often the tools have been called anew: what was there is ended, and what is waiting told again.
    pub calls: u32,
    /// Whether they are to sit on the page's own thread.
    pub is_here: bool,
}

/// What comes from a desk.
pub enum News<'a> {
    /// The tools say something.
    Said(Reply<'a>),
    /// They did not start, or have stopped.
    Lost,
    /// They are of another build.
    Other,
}

/// What is done with the news.
pub type Hear = fn(&Dispatch, &News<'_>);

/// Whom the desk speaks to.
enum Tools {
    Worker(Worker),
    Here(MessagePort),
}

/// The tools, and what they are still to be told.
#[derive(Default)]
struct Desk {
    tools: Option<Tools>,
    listeners: Vec<EventListener>,
    /// Whether they have said that they listen. What is sent earlier is lost.
    is_ready: bool,
    queue: Vec<Rc<str>>,
    /// The last errand that was taken into the queue.
    last: u32,
    calls: u32,
}

impl Desk {
    fn send_all(&mut self) {
        let Some(tools) = self.tools.as_ref().filter(|_| self.is_ready) else { return };
        for request in self.queue.drain(..) {
            let text = JsValue::from_str(&request);
            // A text can always be sent.
            let _ = match tools {
                Tools::Worker(worker) => worker.post_message(&text),
                Tools::Here(port) => port.post_message(&text),
            };
        }
    }

    /// Ends the tools, with all their memory. The listeners stay until there are others: this may be called by one of them.
    fn close(&mut self) {
        match self.tools.take() {
            Some(Tools::Worker(worker)) => worker.terminate(),
            Some(Tools::Here(port)) => port.close(),
            None => {}
        }
        self.is_ready = false;
        self.queue.clear();
        self.last = 0;
    }
}

/// Has the tools do what is wanted.
#[hook]
pub fn use_desk(wanted: Wanted, dispatch: &Dispatch, hear: Hear) {
    let desk = use_mut_ref(Desk::default);
    use_work((wanted.waiting.last().map(|(id, _)| *id), wanted.calls), {
        let dispatch = dispatch.clone();
        move |_| {
            if desk.borrow().calls != wanted.calls {
                desk.borrow_mut().close();
                desk.borrow_mut().calls = wanted.calls;
            }
            let mut open = desk.borrow_mut();
            for (id, request) in wanted.waiting {
                if id > open.last {
                    open.queue.push(request);
                    open.last = id;
                }
            }
            let must_start = !open.queue.is_empty() && open.tools.is_none();
            open.send_all();
            drop(open);
            if must_start {
                start(&desk, &dispatch, hear, wanted.is_here);
            }
        }
    });
}

fn start(desk: &Rc<RefCell<Desk>>, dispatch: &Dispatch, hear: Hear, is_here: bool) {
    let lose = {
        let (desk, dispatch) = (Rc::clone(desk), dispatch.clone());
        move |news: News<'_>| {
            desk.borrow_mut().close();
            hear(&dispatch, &news);
        }
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
                Some(Reply::Ready(_)) => lose(News::Other),
                Some(reply) => hear(&dispatch, &News::Said(reply)),
                // The loader's word for a module that can't be had.
                None => lose(if text == "lost" { News::Lost } else { News::Other }),
            }
        }
    };
    let tools = if is_here { open_port().map(Tools::Here) } else { open_worker().map(Tools::Worker) };
    let Some(tools) = tools else { return lose(News::Lost) };
    let target: &EventTarget = match &tools {
        Tools::Worker(worker) => worker,
        Tools::Here(port) => port,
    };
    let mut desk = desk.borrow_mut();
    desk.listeners = vec![
        EventListener::new(target, "message", on_message),
        EventListener::new(target, "error", move |_| lose(News::Lost)),
    ];
    if let Tools::Here(port) = &tools {
        port.start();
    }
    desk.tools = Some(tools);
}

/// The query keeps a cache from giving us the tools of another build; the loader hands it on.
fn open_worker() -> Option<Worker> {
    Worker::new(&format!("tools_loader.js?{BUILD}")).ok()
}

/// The tools on this thread find their end of the channel under a name that both sides know.
fn open_port() -> Option<MessagePort> {
    let channel = MessageChannel::new().ok()?;
    let window = web_sys::window()?;
    js_sys::Reflect::set(&window, &JsValue::from_str("paxoscopePort"), &channel.port2()).ok()?;
    let script = window.document()?.create_element("script").ok()?;
    script.set_attribute("src", &format!("tools_here.js?{BUILD}")).ok()?;
    window.document()?.head()?.append_child(&script).ok()?;
    Some(channel.port1())
}
