//! What stands in nearly every element: words of the catalogue, yes or no, plain buttons. As functions of their own, since every
//! conversion that `html!` writes in place is written again at each place.

use crate::text::say;
use yew::prelude::*;

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

/// Yes or no, as style sheets and screen readers read it.
pub fn flag(is_so: bool) -> &'static str {
    if is_so { "true" } else { "false" }
}

/// A button that says what it does.
#[inline(never)]
pub fn button(class: &'static str, words: Html, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" {class} {onclick}>{ words }</button> }
}

/// A button with a sign, whose label says what it does.
#[inline(never)]
pub fn icon_button(label: AttrValue, sign: Html, disabled: bool, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" class="icon" aria-label={label.clone()} title={label} {disabled} {onclick}>{ sign }</button>
    }
}
