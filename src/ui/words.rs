//! What stands in nearly every element: words of the catalogue, yes or no, plain buttons, elements with nothing but a
//! class. As functions of their own, since whatever `html!` writes in place is written again at each place.

use crate::text::say;
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, VTag};

/// A sentence of the catalogue, as an attribute.
#[inline(never)]
pub fn phrase(key: &str) -> AttrValue {
    AttrValue::from(say(key, &[]))
}

/// A sentence of the catalogue, as text.
#[inline(never)]
pub fn word(key: &str) -> Html {
    Html::from(phrase(key))
}

/// An element that holds one thing, and has a class or nothing.
pub fn leaf(name: &'static str, class: &'static str, content: impl Into<Html>) -> Html {
    element(name, class, content.into())
}

#[inline(never)]
fn element(name: &'static str, class: &'static str, content: Html) -> Html {
    let mut tag = VTag::new(name);
    if !class.is_empty() {
        let values = Box::new([Some(AttributeOrProperty::Static(class))]);
        tag.attributes = Attributes::Dynamic { keys: &["class"], values };
    }
    tag.add_child(content);
    tag.into()
}

/// Yes or no, as style sheets and screen readers read it.
pub fn flag(is_so: bool) -> &'static str {
    if is_so { "true" } else { "false" }
}

/// A button that says what it does.
pub fn button(class: &'static str, words: impl Into<Html>, onclick: Callback<MouseEvent>) -> Html {
    plain_button(class, words.into(), onclick)
}

#[inline(never)]
fn plain_button(class: &'static str, words: Html, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" {class} {onclick}>{ words }</button> }
}

/// A button with a sign, whose label says what it does.
#[inline(never)]
pub fn icon_button(label: AttrValue, sign: Html, disabled: bool, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" class="icon" aria-label={label.clone()} title={label} {disabled} {onclick}>{ sign }</button>
    }
}
