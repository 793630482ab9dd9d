//! Texts within addresses: what could mean something there is written as `%` and two digits, byte by byte.

/// Writes a text so that it can stand anywhere in an address: letters, digits and `-._~` stay.
pub fn escaped(text: &str) -> String {
    let mut written = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            written.push(char::from(byte));
        } else {
            let digit = |number: u8| char::from(b"0123456789ABCDEF"[usize::from(number)]);
            written.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    written
}

/// Reads such a text. A `%` before anything else stands for itself; nothing where the bytes are no text.
pub fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [byte, after @ ..] = rest {
        rest = after;
        let pair = after.first_chunk().and_then(|&[high, low]| Some((value(high)?, value(low)?)));
        match pair {
            Some((high, low)) if *byte == b'%' => {
                bytes.push(high << 4 | low);
                rest = &after[2..];
            }
            _ => bytes.push(*byte),
        }
    }
    String::from_utf8(bytes).ok()
}

/// The value of a digit, in small or capital letters.
fn value(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

    const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

    /// The oracle is the library that others use.
    #[test]
    fn texts_are_written_and_read_as_others_do() {
        for text in ["", "plain-text_1.2~", "a b&c=d%25", "W $20", "ä–😀\u{7f}\n", "S1 wants foo; S2"] {
            let written = escaped(text);
            assert_eq!(written, utf8_percent_encode(text, KEPT).to_string());
            assert_eq!(unescaped(&written).as_deref(), Some(text));
        }
        for text in ["%", "%4", "%zz", "100%", "%e2%82%ac", "%E2%82", "%ff", "%%41", "+"] {
            let theirs = percent_decode_str(text).decode_utf8().ok();
            assert_eq!(unescaped(text).as_deref(), theirs.as_deref(), "{text}");
        }
    }
}
