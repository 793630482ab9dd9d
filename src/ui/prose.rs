//! A lesson's prose as elements. What a lesson says is text: it never becomes HTML that it supplied.

use super::words::leaf;
use crate::lesson::{Block, Inline};
use crate::text::node_label;
use yew::prelude::*;

/// Blocks of prose.
pub fn blocks(blocks: &[Block]) -> Html {
    blocks.iter().map(block).collect()
}

/// A block of prose.
pub fn block(block: &Block) -> Html {
    match block {
        Block::Paragraph(content) => leaf("p", "", inlines(content)),
        Block::List(Some(start), items) => {
            html! { <ol start={start.to_string()}>{ for items.iter().map(|item| leaf("li", "", blocks(item))) }</ol> }
        }
        Block::List(None, items) => {
            html! { <ul>{ for items.iter().map(|item| leaf("li", "", blocks(item))) }</ul> }
        }
        Block::Quote(content) => leaf("blockquote", "", blocks(content)),
        Block::Code(text) => html! { <pre tabindex="0">{ text }</pre> },
    }
}

/// The content of a paragraph.
pub fn inlines(content: &[Inline]) -> Html {
    content.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> Html {
    match inline {
        Inline::Text(text) => html! { { text } },
        Inline::Emphasis(content) => leaf("em", "", inlines(content)),
        Inline::Strong(content) => leaf("strong", "", inlines(content)),
        Inline::Code(text) => leaf("code", "", code_label(text)),
        Inline::Link { to, text } => {
            html! { <a href={to.clone()} rel="noopener noreferrer">{ inlines(text) }</a> }
        }
    }
}

/// A node's name set as code is shown as on its card: `A2` as A₂.
fn code_label(text: &str) -> String {
    let is_name = text.len() == 2 && text.starts_with(|c: char| c.is_ascii_uppercase());
    if is_name { node_label(text) } else { text.to_owned() }
}
