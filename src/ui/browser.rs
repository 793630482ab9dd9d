//! The browser's own things: address bar, storage, theme, the size of an element. A browser that refuses one of
//! them (storage in a private window) costs that feature, never the page.

use crate::app::{Progress, Theme};
use crate::scene::Size;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;
use web_sys::{
    Element, HtmlElement, ResizeObserver, ResizeObserverEntry, Response, ScrollIntoViewOptions,
    ScrollLogicalPosition, Window,
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
    // Where it is refused, the address stays a little behind, no more.
    let _ = if is_new_page {
        history.push_state_with_url(&state, "", Some(hash))
    } else {
        history.replace_state_with_url(&state, "", Some(hash))
    };
}

/// Fetches a text that lies beside the page; nothing if it can't be had.
pub async fn fetch_text(address: &str) -> Option<String> {
    let response: Response = JsFuture::from(window().fetch_with_str(address)).await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
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

const RUN_KEY: &str = "paxoscope.run.1";

/// The run that was open when the page was closed.
pub fn load_run() -> Option<String> {
    window().local_storage().ok().flatten()?.get_item(RUN_KEY).ok().flatten()
}

/// Keeps the run that is open. A run that is too large for the browser's storage is not kept.
pub fn save_run(run: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(RUN_KEY, run);
    }
}

const LESSON_KEY: &str = "paxoscope.lesson.1";

/// The file of the lesson that somebody was writing; empty for none.
pub fn load_lesson() -> String {
    let storage = window().local_storage().ok().flatten();
    storage.and_then(|storage| storage.get_item(LESSON_KEY).ok().flatten()).unwrap_or_default()
}

/// Keeps the file of the lesson that somebody writes.
pub fn save_lesson(source: &str) {
    if let (Ok(Some(storage)), false) = (window().local_storage(), source.is_empty()) {
        let _ = storage.set_item(LESSON_KEY, source);
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

/// The address of the page without what stands behind its `#`.
pub fn address_without_hash() -> String {
    let address = window().location().href().unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// The address of the page by itself, not in a frame.
pub fn address_of_page() -> String {
    let address = address_without_hash();
    [address.split('?').next().unwrap_or_default(), &hash()].concat()
}

/// Where the page is from, as messages name it.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// What stands behind the `?` of the address, if something does.
pub fn query() -> String {
    window().location().search().unwrap_or_default()
}

/// The page that has this one in a frame, if it stands in one.
pub fn page_around() -> Option<Window> {
    let parent = window().parent().ok().flatten()?;
    (parent != window()).then_some(parent)
}

/// The name under which this page and its speaker's window find each other. A page that is loaded anew keeps it.
pub fn channel_name() -> String {
    const KEY: &str = "paxoscope.channel";
    let storage = window().session_storage().ok().flatten();
    let kept = storage.as_ref().and_then(|storage| storage.get_item(KEY).ok().flatten());
    kept.unwrap_or_else(|| {
        let number = js_sys::Math::random().to_bits() ^ js_sys::Date::now().to_bits();
        let name = format!("paxoscope-{number:x}");
        if let Some(storage) = storage {
            let _ = storage.set_item(KEY, &name);
        }
        name
    })
}

/// Opens a window beside this one, or brings it to the front if it is open.
pub fn open_window(address: &str, name: &str) {
    let _ = window().open_with_url_and_target_and_features(address, name, "popup,width=900,height=700");
}

/// Sets an attribute of the whole document, or removes it.
pub fn mark_page(name: &str, value: Option<&str>) {
    let root = window().document().and_then(|document| document.document_element());
    if let Some(root) = root {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// Fills the screen with the page, or ends that. A browser that refuses shows the page in its window.
pub fn fill_screen(is_full: bool) {
    let Some(document) = window().document() else { return };
    let (object, name): (JsValue, _) = if is_full {
        (document.document_element().into(), "requestFullscreen")
    } else if has_full_screen() {
        (document.into(), "exitFullscreen")
    } else {
        return;
    };
    if let Some(call) = ability(&object, name)
        && let Ok(promise) = call.call0(&object)
        && let Some(catch) = ability(&promise, "catch")
    {
        let _ = catch.call1(&promise, &Closure::once_into_js(|_: JsValue| {}));
    }
}

/// Whether something of the page fills the screen.
pub fn has_full_screen() -> bool {
    let document = window().document();
    document.is_some_and(|document| {
        js_sys::Reflect::get(&document, &"fullscreenElement".into()).is_ok_and(|element| element.is_object())
    })
}

/// Selects all that stands in a field.
pub fn select_field(selector: &str) {
    let element = window().document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(field) = element.and_then(|element| element.dyn_into::<HtmlInputElement>().ok()) {
        field.select();
    }
}

/// A function of the browser's navigator, where there is one: some have it only in pages that came over a secure
/// connection, or not at all.
fn ability(object: &JsValue, name: &str) -> Option<js_sys::Function> {
    js_sys::Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
}

/// Copies a text, and says whether that was possible.
pub fn copy(text: &str, done: impl Fn(bool) + Clone + 'static) {
    let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into()).unwrap_or_default();
    let write = ability(&clipboard, "writeText").and_then(|write| write.call1(&clipboard, &text.into()).ok());
    let Some(promise) = write else { return done(false) };
    let failed = done.clone();
    let done = Closure::once_into_js(move |_: JsValue| done(true));
    let failed = Closure::once_into_js(move |_: JsValue| failed(false));
    if let Some(then) = ability(&promise, "then") {
        let _ = then.call2(&promise, &done, &failed);
    }
}

/// Whether the system has a sheet of its own for sharing.
pub fn can_hand_on() -> bool {
    ability(&window().navigator(), "share").is_some()
}

/// Hands a link to the system's own sheet for sharing.
pub fn hand_on(link: &str) {
    let navigator = window().navigator();
    let data = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&data, &"url".into(), &link.into());
    if let Some(share) = ability(&navigator, "share")
        && let Ok(promise) = share.call1(&navigator, &data)
        && let Some(catch) = ability(&promise, "catch")
    {
        // Whoever changes their mind has done nothing wrong.
        let _ = catch.call1(&promise, &Closure::once_into_js(|_: JsValue| {}));
    }
}
