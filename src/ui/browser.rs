//! The browser's own things: address bar, storage, theme, the size of an element. A browser that refuses one of
//! them (storage in a private window) costs that feature, never the page.

use crate::app::{Progress, Theme};
use crate::scene::Size;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{
    Element, HtmlElement, ResizeObserver, ResizeObserverEntry, ScrollIntoViewOptions, ScrollLogicalPosition,
    Window,
};

/// The window.
pub fn window() -> Window {
    web_sys::window().expect("a page has a window")
}

/// What stands behind the `#` of the address.
pub fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// Shows an address. A new page gets an entry of its own in the browser's history; a step within one replaces it.
pub fn show_hash(hash: &str, is_new_page: bool) {
    if self::hash() == hash || (hash == "#/" && self::hash().is_empty()) {
        return;
    }
    let Ok(history) = window().history() else { return };
    let state = wasm_bindgen::JsValue::NULL;
    // A refusal (too many changes in a short time) leaves the address a little behind, no more.
    let _ = if is_new_page {
        history.push_state_with_url(&state, "", Some(hash))
    } else {
        history.replace_state_with_url(&state, "", Some(hash))
    };
}

const PROGRESS_KEY: &str = "paxoscope.progress.1";

/// What was kept from earlier visits.
pub fn load_progress() -> Progress {
    let storage = window().local_storage().ok().flatten();
    let text = storage.and_then(|storage| storage.get_item(PROGRESS_KEY).ok().flatten());
    text.and_then(|text| Progress::from_text(&text)).unwrap_or_default()
}

/// Keeps something for the next visit.
pub fn save_progress(progress: &Progress) {
    let storage = window().local_storage().ok().flatten();
    if let Some(storage) = storage {
        let _ = storage.set_item(PROGRESS_KEY, &progress.to_text());
    }
}

/// Sets the theme and the title of the document.
pub fn dress(theme: Theme, title: &str) {
    let Some(document) = window().document() else { return };
    document.set_title(title);
    if let Some(root) = document.document_element() {
        let _ = root.set_attribute("data-theme", theme.key());
    }
}

/// The size of an element's content.
pub fn size_of(element: &Element) -> Size {
    #[expect(clippy::cast_precision_loss, reason = "screens are smaller than 2^24 pixels")]
    Size { width: element.client_width() as f32, height: element.client_height() as f32 }
}

/// Calls back whenever an element changes its size, until dropped.
pub struct SizeWatch {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut(js_sys::Array)>,
}

impl SizeWatch {
    /// Watches an element.
    pub fn new(element: &Element, mut on_size: impl FnMut(Size) + 'static) -> Option<Self> {
        let callback = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let entry = entries.get(0).unchecked_into::<ResizeObserverEntry>();
            on_size(size_of(&entry.target()));
        });
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(SizeWatch { observer, _callback: callback })
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// The element that has the focus, if it is an HTML element.
pub fn focused() -> Option<HtmlElement> {
    window().document()?.active_element()?.dyn_into().ok()
}

/// Whether the focus has fallen back to the page as a whole, or is about to: what has just been disabled keeps it
/// until the next frame, and in some browsers for good.
pub fn is_focus_lost() -> bool {
    focused()
        .is_none_or(|element| element.tag_name() == "BODY" || element.matches(":disabled").unwrap_or(false))
}

/// Whether an event happened within an element that matches a selector.
pub fn is_within(event: &web_sys::Event, selector: &str) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.closest(selector).is_ok_and(|found| found.is_some()))
}

/// Focuses the first element that matches a selector.
pub fn focus_first(selector: &str) {
    let element = window().document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Brings the first element that matches a selector into sight, if it is out of it.
pub fn reveal(selector: &str) {
    let element = window().document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = element {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
