//! A lesson's fingerprint, by which a page knows the text that belongs to it. Part of the build script.

/// The fingerprint of a text, in eight characters. (FNV-1a with 32 bits: it tells versions apart, and no more.)
pub fn fingerprint(text: &str) -> String {
    let mix = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    format!("{:08x}", text.bytes().fold(0x811c_9dc5, mix))
}
