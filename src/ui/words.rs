//! What stands in nearly every element: words of the catalogue, and yes or no. As functions of their own, since every
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
