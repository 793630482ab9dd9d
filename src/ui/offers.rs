//! What can be done with something, as buttons: on the stage's menu and in the inspector.

use super::store::{Dispatch, send};
use crate::app::Action;
use crate::scene::Offer;
use yew::prelude::*;

/// A button for each offer, with the key that does the same.
pub fn buttons(dispatch: &Dispatch, offers: &[Offer], class: &'static str) -> Html {
    let button = |offer: &Offer| {
        html! {
            <button type="button" {class} onclick={send(dispatch, Action::Do(offer.event.clone()))}>
                { &offer.label }
                if let Some(key) = offer.verb.key() {
                    <kbd aria-hidden="true">{ key }</kbd>
                }
            </button>
        }
    };
    offers.iter().map(button).collect()
}
