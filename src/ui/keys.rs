//! Keys: every one goes through the command table.

use super::browser;
use super::store::{Store, parse_target};
use crate::app::{Action, KeyPress, command_for};
use crate::protocol::is_letter_or_digit;
use crate::scene::Target;
use gloo_events::{EventListener, EventListenerOptions};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// Listens to keys until dropped.
pub fn listen(latest: Rc<RefCell<Rc<Store>>>, act: impl Fn(Action) + 'static) -> EventListener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&browser::window(), "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        // On many keyboards `[` and `]` are typed with AltGr, which some systems report as Ctrl and Alt together.
        let is_typed = event.get_modifier_state("AltGraph") || (event.alt_key() && is_sign(&event.key()));
        let press = KeyPress {
            key: event.key(),
            ctrl: !is_typed && (event.ctrl_key() || event.meta_key()),
            shift: event.shift_key(),
        };
        if (event.alt_key() && !is_typed) || event.is_composing() || belongs_to_element(event, &press) {
            return;
        }
        let store = Rc::clone(&latest.borrow());
        if let Some(action) = command_for(&store.0, &press, focused_target()) {
            event.prevent_default();
            act(action);
        }
    })
}

/// Whether a key types a single sign that is neither a letter nor a digit.
fn is_sign(key: &str) -> bool {
    let mut signs = key.chars();
    signs.next().is_some_and(|sign| !is_letter_or_digit(sign)) && signs.next().is_none()
}

/// Whether the focused element itself wants this key: text fields want all but Escape, buttons want Enter and
/// Space, sliders and radio buttons the arrows.
fn belongs_to_element(event: &KeyboardEvent, press: &KeyPress) -> bool {
    let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return false;
    };
    let tag = element.tag_name();
    let kind = element.get_attribute("type").unwrap_or_default();
    // A lecture remote sends these: whatever has the focus, they step.
    if matches!(press.key.as_str(), "PageUp" | "PageDown") {
        return false;
    }
    let is_arrow = press.key.starts_with("Arrow") || matches!(press.key.as_str(), "Home" | "End");
    match (tag.as_str(), kind.as_str()) {
        ("INPUT", "range" | "radio") => is_arrow || press.key == " ",
        ("INPUT", "checkbox") | ("BUTTON" | "A" | "SUMMARY", _) => press.key == " ",
        ("INPUT" | "SELECT" | "TEXTAREA", _) => press.key != "Escape",
        _ => false,
    }
}

/// Listens to where the pointer and the focus are until dropped: what they are at lights up wherever it is shown.
pub fn listen_to_marks(latest: Rc<RefCell<Rc<Store>>>, act: impl Fn(Action) + 'static) -> [EventListener; 2] {
    let look = Rc::new(move |event: &web_sys::Event| {
        let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let at = element.and_then(|element| target_of(&element));
        if latest.borrow().0.highlight != at {
            act(Action::Highlight(at));
        }
    });
    ["mouseover", "focusin"].map(|kind| {
        let look = Rc::clone(&look);
        EventListener::new(&browser::window(), kind, move |event| look(event))
    })
}

/// What on the stage or in a list has the focus.
fn focused_target() -> Option<Target> {
    target_of(&browser::focused()?.into())
}

/// The node, message or link that an element shows or belongs to.
pub fn target_of(element: &Element) -> Option<Target> {
    parse_target(&element.closest("[data-target]").ok().flatten()?.get_attribute("data-target")?)
}
