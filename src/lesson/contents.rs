//! What each lesson and start covers: the ids of its scenes and the titles of its parts. Only a search looks at them, so
//! the page fetches this text when somebody searches.

use std::sync::OnceLock;

/// A line of the text: name, scenes, parts.
type Contents = [&'static str; 3];

static CONTENTS: OnceLock<Vec<Contents>> = OnceLock::new();

/// By what the text is known that belongs to this build.
pub const CONTENTS_FINGERPRINT: &str = env!("PAXOSCOPE_CONTENTS");

/// The text, which lies beside the page.
#[cfg(not(target_family = "wasm"))]
pub const CONTENTS_TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/contents.txt"));

/// Knows what lessons and starts cover from now on. False for a text of another build, of which nothing is kept.
pub fn learn_contents(text: &str) -> bool {
    let Some((CONTENTS_FINGERPRINT, text)) = text.split_once('\n') else { return false };
    // Once in a visit, and for all of it.
    CONTENTS.get_or_init(|| String::leak(text.to_owned()).lines().map(super::index::columns).collect());
    true
}

/// The scenes and parts of a lesson or start; nothing where they are not known.
pub(super) fn contents(slug: &str) -> [&'static str; 2] {
    #[cfg(not(target_family = "wasm"))]
    learn_contents(CONTENTS_TEXT);
    let mut known = CONTENTS.get().into_iter().flatten();
    known.find(|[of, ..]| *of == slug).map(|[_, scenes, parts]| [*scenes, *parts]).unwrap_or_default()
}
