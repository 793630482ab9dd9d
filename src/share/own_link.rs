//! The link to a lesson that is not built in: its source, compressed.

use super::base64::{Signs, decode, encode};
use super::link::LINK_MAX;

/// What such an address begins with.
pub const OWN_LINK: &str = "#/own/";

/// The largest source that is read, in bytes: lessons are not longer (`lesson::parse`), and a small link must not fill the
/// memory.
const SOURCE_MAX: usize = 100_000;

/// Writes the link, from `#` on; nothing if the lesson is too long for one.
pub fn write_own_link(source: &str) -> Option<String> {
    let packed = miniz_oxide::deflate::compress_to_vec(source.as_bytes(), 10);
    let link = [OWN_LINK, &encode(&packed, Signs::InAddresses)].concat();
    (link.len() <= LINK_MAX * 4).then_some(link)
}

/// Reads what stands behind [`OWN_LINK`]; nothing if it is not that.
pub fn parse_own_link(code: &str) -> Option<String> {
    let packed = decode(code, Signs::InAddresses)?;
    let source = miniz_oxide::inflate::decompress_to_vec_with_limit(&packed, SOURCE_MAX).ok()?;
    String::from_utf8(source).ok()
}
