//! Bytes as letters and digits: base64 without padding. What was not written here is not read: a text that other bits
//! would stand for too is refused.

/// The two signs beside letters and digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signs {
    /// `+` and `/`.
    Usual,
    /// `-` and `_`, which mean nothing in addresses.
    InAddresses,
}

impl Signs {
    fn pair(self) -> [u8; 2] {
        match self {
            Signs::Usual => *b"+/",
            Signs::InAddresses => *b"-_",
        }
    }

    /// The sign for a number below 64.
    fn write(self, number: u32) -> char {
        let number = u8::try_from(number & 63).unwrap_or(0);
        char::from(match number {
            0..26 => b'A' + number,
            26..52 => b'a' + (number - 26),
            52..62 => b'0' + (number - 52),
            _ => self.pair()[usize::from(number - 62)],
        })
    }

    /// The number below 64 that a sign stands for.
    fn read(self, sign: u8) -> Option<u32> {
        (0..64).find(|&number| self.write(number) == char::from(sign))
    }
}

/// Writes bytes: four signs for three bytes.
pub fn encode(bytes: &[u8], signs: Signs) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        text.extend((0..=group.len()).map(|at| signs.write(bits >> (18 - 6 * at))));
    }
    text
}

/// Reads what [`encode`] writes, and nothing else.
pub fn decode(text: &str, signs: Signs) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for group in text.as_bytes().chunks(4) {
        let mut bits = 0;
        for &sign in group {
            bits = bits << 6 | signs.read(sign)?;
        }
        let [_, all @ ..] = (bits << (6 * (4 - group.len()))).to_be_bytes();
        // One sign alone is less than a byte, and what is left over of the last byte is zero.
        let (whole, rest) = all.split_at(group.len() - 1);
        if group.len() == 1 || rest.iter().any(|&byte| byte != 0) {
            return None;
        }
        bytes.extend(whole);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::base64::Engine;
    use ::base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

    #[test]
    fn bytes_are_written_as_anybody_would() {
        let bytes: Vec<u8> = (0..=255_u8).map(|byte| byte.wrapping_mul(91).wrapping_add(7)).collect();
        for length in 0..bytes.len() {
            let bytes = &bytes[..length];
            assert_eq!(encode(bytes, Signs::Usual), STANDARD_NO_PAD.encode(bytes));
            assert_eq!(encode(bytes, Signs::InAddresses), URL_SAFE_NO_PAD.encode(bytes));
            assert_eq!(decode(&encode(bytes, Signs::Usual), Signs::Usual).as_deref(), Some(bytes));
        }
    }

    #[test]
    fn what_was_not_written_here_is_refused_as_others_refuse_it() {
        let texts = [
            "", "A", "AA", "AB", "AAA", "AAB", "AAAA", "AAAAA", "A=", "AA==", "A A", "ä", "//8", "__8",
            "-_-_",
        ];
        for text in texts {
            assert_eq!(decode(text, Signs::Usual), STANDARD_NO_PAD.decode(text).ok(), "{text}");
            assert_eq!(decode(text, Signs::InAddresses), URL_SAFE_NO_PAD.decode(text).ok(), "{text}");
        }
    }
}
