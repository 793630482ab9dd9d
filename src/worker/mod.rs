//! The tools in their worker: what the page sends is answered, and nothing else is there. `static/tools_loader.js` starts
//! the module; the page's side is `ui/desk.rs`. Where the page can have no worker, the same module runs on the page's own
//! thread (`static/tools_here.js`) and speaks through a port, in slices so short that the page stays alive.

use crate::tools::{BUILD, Begun, Job, Reply, begin, write_reply};
use gloo_timers::callback::Timeout;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Where the page is heard and answered.
#[derive(Clone)]
struct Line {
    scope: DedicatedWorkerGlobalScope,
    /// How many milliseconds a slice of work may take.
    slice: f64,
}

/// Listens to the page. A panic ends the worker with an error, which the page hears.
pub fn start() {
    console_error_panic_hook::set_once();
    let line = Line::find();
    let answers = line.clone();
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(request) = event.data().as_string() else { return };
        match begin(&request) {
            Begun::Answered(Some(reply)) => answers.say(&reply),
            Begun::Answered(None) => {}
            Begun::Job(job) => answers.clone().work(job, js_sys::Date::now()),
        }
    });
    line.scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    // It listens for as long as the worker is there.
    listen.forget();
    line.say(&write_reply(Reply::Ready(BUILD)));
}

impl Line {
    /// The worker's own, or the port that the page has left for us. A port takes the same calls.
    fn find() -> Line {
        let global = js_sys::global();
        let port = js_sys::Reflect::get(&global, &JsValue::from_str("paxoscopePort"));
        match port.ok().filter(|port| !port.is_undefined()) {
            Some(port) => Line { scope: port.unchecked_into(), slice: 8.0 },
            None => Line { scope: global.unchecked_into(), slice: 100.0 },
        }
    }

    fn say(&self, text: &str) {
        // A text can always be sent.
        let _ = self.scope.post_message(&text.into());
    }

    /// Works on a job for a slice, tells how far it has come, and goes on after whatever else is waiting.
    fn work(self, mut job: Box<Job>, begun: f64) {
        const WORLDS: u32 = 100;
        let slice = js_sys::Date::now();
        let mut goes_on = true;
        while goes_on && js_sys::Date::now() - slice < self.slice {
            goes_on = job.advance(WORLDS);
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not fifty days")]
        let ms = (js_sys::Date::now() - begun) as u32;
        self.say(&job.report(ms));
        if goes_on {
            Timeout::new(0, move || self.work(job, begun)).forget();
        }
    }
}
