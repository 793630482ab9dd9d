//! Icons, as SVG paths on a grid of 16.

use yew::prelude::*;

/// An icon in the colour of its text. It has no name of its own: the button around it does.
pub fn icon(name: &str) -> Html {
    let path = match name {
        "first" => "M3 3v10M13 3 6 8l7 5z",
        "back" => "M11.5 3 4.5 8l7 5z",
        "play" => "M5 3v10l8-5z",
        "pause" => "M5 3v10M11 3v10",
        "step" => "M4.5 3v10l7-5z",
        "last" => "M13 3v10M3 3l7 5-7 5z",
        "decide" => "M2 3v10l5-5zM7 3v10l5-5zM14 3v10",
        "deliver" => "M2 8h11M9 4l4 4-4 4",
        "drop" | "close" => "M4 4l8 8M12 4l-8 8",
        "duplicate" => "M6 6h7v7H6zM3 10V3h7",
        "hold" => "M5.5 3.5v9M10.5 3.5v9",
        "fire" => "M8 4.5V8l2.5 1.5M8 2a6 6 0 1 0 .01 0",
        "compare" => "M2 5h11M10 2l3 3-3 3M14 11H3M6 8l-3 3 3 3",
        "flag" => "M4 14V2.5h8L10 5.5l2 3H4",
        "menu" => "M4 10l4-4 4 4",
        "disk" => "M3 3h8l2 2v8H3zM5.5 3v3.5h4V3M5 13V9.5h6V13",
        "check" => "M3 8.5 6.5 12 13 4.5",
        "system" => "M8 2a6 6 0 1 0 .01 0M8 2v12M8 5h4M8 8h6M8 11h4",
        "light" => {
            "M8 5a3 3 0 1 0 .01 0M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1"
        }
        "dark" => "M12.5 10A5.5 5.5 0 0 1 6 3.5a5.5 5.5 0 1 0 6.5 6.5z",
        "up" => "M3 10.5 8 5.5l5 5",
        "down" => "M3 5.5 8 10.5l5-5",
        "present" => "M2 3h12v8H2zM8 11v3M5 14h6",
        "view" => "M2 3h12v4.5H2zM2 9.5h12V13H2z",
        "spotlight" => {
            "M8 4.5a3.5 3.5 0 1 0 .01 0M2 2h2M2 2v2M14 2h-2M14 2v2M2 14h2M2 14v-2M14 14h-2M14 14v-2"
        }
        "pen" => "M3 13l1-3.5L11 2.5l2.5 2.5L6.5 12z",
        "blank" => "M2 3h12v10H2zM4.5 5.5l7 5",
        "out" => "M9 3h4v4M13 3 7 9M11 9v4H3V5h4",
        "help" => "M5.5 6a2.5 2.5 0 1 1 3.6 2.2C8.3 8.6 8 9 8 10M8 12.6v.4",
        _ => "",
    };
    let is_solid = matches!(name, "first" | "back" | "play" | "step" | "last" | "decide");
    html! {
        <svg class={classes!("glyph", is_solid.then_some("filled"))} viewBox="0 0 16 16" width="16" height="16"
            aria-hidden="true">
            <path d={path} />
        </svg>
    }
}

/// The brand's picture: two proposers and what they agree on.
pub fn logo() -> Html {
    html! {
        <svg class="logo" viewBox="0 0 22 22" width="22" height="22" aria-hidden="true">
            <path class="logo-lines" d="M10 7 5 13.5M12 7l5 6.5M7 16h8" />
            <circle data-owner="0" cx="11" cy="4" r="3" />
            <circle data-owner="1" cx="4" cy="16" r="3" />
            <circle class="logo-chosen" cx="18" cy="16" r="3" />
        </svg>
    }
}
