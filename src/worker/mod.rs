//! The tools in their worker: what the page sends is answered, and nothing else is there. `static/tools_loader.js` starts
//! the module; the page's side is `ui/tools.rs`.

use crate::tools::{BUILD, Reply, answer, write_reply};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

/// Listens to the page. A panic ends the worker with an error, which the page hears.
pub fn start() {
    console_error_panic_hook::set_once();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let page = scope.clone();
    let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let reply = event.data().as_string().as_deref().and_then(answer);
        if let Some(reply) = reply {
            // A text can always be sent.
            let _ = page.post_message(&reply.into());
        }
    });
    scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
    // It listens for as long as the worker is there.
    listen.forget();
    let _ = scope.post_message(&write_reply(Reply::Ready(BUILD)).into());
}
