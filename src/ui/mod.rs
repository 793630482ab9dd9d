//! The browser interface.
use yew::prelude::*;

/// Mounts the page.
pub fn start() {
    yew::Renderer::<App>::new().render();
}

#[component]
fn App() -> Html {
    html! { <main><h1>{ "Paxoscope" }</h1></main> }
}
