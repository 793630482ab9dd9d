//! Bits, packed: what links are made of.

/// What a text is made of that takes five bits a character.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz -1234";

/// Why bits can't be read: there are too few, or they make no number that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadBits;

/// Bits that are written, the most significant of each byte first.
#[derive(Debug, Default)]
pub struct BitWriter {
    bytes: Vec<u8>,
    length: usize,
}

impl BitWriter {
    /// Adds one bit.
    pub fn bit(&mut self, bit: bool) {
        if self.length.is_multiple_of(8) {
            self.bytes.push(0);
        }
        if bit && let Some(last) = self.bytes.last_mut() {
            *last |= 0x80 >> (self.length % 8);
        }
        self.length += 1;
    }

    /// Adds a number in this many bits.
    pub fn bits(&mut self, number: u64, width: u32) {
        for at in (0..width).rev() {
            self.bit(number >> at & 1 == 1);
        }
    }

    /// Adds a number below a bound, in as many bits as the bound needs: none if it is 1.
    pub fn below(&mut self, number: usize, bound: usize) {
        debug_assert!(number < bound, "{number} is below {bound}");
        self.bits(number as u64, width(bound));
    }

    /// Adds any number: the smaller, the shorter. An exponential Golomb code, in which numbers below `2^order` take
    /// `order + 1` bits.
    pub fn number(&mut self, number: u64, order: u32) {
        let shifted = u128::from(number) + (1 << order);
        let width = u128::BITS - shifted.leading_zeros();
        for _ in order + 1..width {
            self.bit(false);
        }
        for at in (0..width).rev() {
            self.bit(shifted >> at & 1 == 1);
        }
    }

    /// Adds a text: its length, and five bits for each character if all are small letters or the like, else UTF-8.
    pub fn text(&mut self, text: &str) {
        let plain: Option<Vec<usize>> =
            text.bytes().map(|byte| ALPHABET.iter().position(|&b| b == byte)).collect();
        self.bit(plain.is_none());
        self.number(text.len() as u64, 2);
        match plain {
            Some(places) => places.into_iter().for_each(|place| self.below(place, ALPHABET.len())),
            None => text.bytes().for_each(|byte| self.bits(byte.into(), 8)),
        }
    }

    /// Adds the bits of another writer.
    pub fn append(&mut self, other: &BitWriter) {
        for at in 0..other.length {
            self.bit(other.bytes[at / 8] & (0x80 >> (at % 8)) != 0);
        }
    }

    /// The bytes, the last one filled up with zeros.
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

/// Bits that are read.
#[derive(Debug)]
pub struct BitReader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> BitReader<'a> {
    /// The bits of these bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        BitReader { bytes, at: 0 }
    }

    /// One bit.
    pub fn bit(&mut self) -> Result<bool, BadBits> {
        let byte = self.bytes.get(self.at / 8).ok_or(BadBits)?;
        let bit = byte & (0x80 >> (self.at % 8)) != 0;
        self.at += 1;
        Ok(bit)
    }

    /// A number of this many bits, at most 64.
    pub fn bits(&mut self, width: u32) -> Result<u64, BadBits> {
        let mut number = 0;
        for _ in 0..width {
            number = number << 1 | u64::from(self.bit()?);
        }
        Ok(number)
    }

    /// A number below a bound.
    pub fn below(&mut self, bound: usize) -> Result<usize, BadBits> {
        let number = usize::try_from(self.bits(width(bound))?).map_err(|_| BadBits)?;
        if number < bound { Ok(number) } else { Err(BadBits) }
    }

    /// Any number, as [`BitWriter::number`] writes it.
    pub fn number(&mut self, order: u32) -> Result<u64, BadBits> {
        let mut more = 0;
        while !self.bit()? {
            more += 1;
            if order + more > u64::BITS {
                return Err(BadBits);
            }
        }
        let mut shifted: u128 = 1;
        for _ in 0..order + more {
            shifted = shifted << 1 | u128::from(self.bit()?);
        }
        u64::try_from(shifted - (1 << order)).map_err(|_| BadBits)
    }

    /// A text of at most this many characters.
    pub fn text(&mut self, length_max: usize) -> Result<String, BadBits> {
        let is_utf8 = self.bit()?;
        // A character takes up to four bytes. Nothing is set aside for a text before its length is known to fit.
        let length = usize::try_from(self.number(2)?).ok().filter(|&length| length <= 4 * length_max);
        let byte = |_| {
            let byte = if is_utf8 { self.bits(8)? } else { ALPHABET[self.below(ALPHABET.len())?].into() };
            u8::try_from(byte).map_err(|_| BadBits)
        };
        let bytes: Result<Vec<u8>, BadBits> = (0..length.ok_or(BadBits)?).map(byte).collect();
        let text = String::from_utf8(bytes?).map_err(|_| BadBits)?;
        if text.chars().count() <= length_max { Ok(text) } else { Err(BadBits) }
    }

    /// How many bits are left.
    pub fn left(&self) -> usize {
        self.bytes.len() * 8 - self.at
    }

    /// Whether only the zeros are left that fill up the last byte.
    pub fn is_at_end(&mut self) -> bool {
        let left = self.left();
        left < 8 && self.bits(u32::try_from(left).unwrap_or(0)) == Ok(0)
    }
}

/// The bits that every number below a bound fits into.
fn width(bound: usize) -> u32 {
    usize::BITS - bound.saturating_sub(1).leading_zeros()
}

/// A checksum of 24 bits: the CRC of `OpenPGP` (RFC 4880 §6.1). It notices every change of up to 24 bits in a row, and
/// any other but one in sixteen million.
pub fn crc24(bytes: &[u8]) -> u32 {
    let mut crc = 0x00b7_04ce;
    for &byte in bytes {
        crc ^= u32::from(byte) << 16;
        for _ in 0..8 {
            crc <<= 1;
            if crc & 0x0100_0000 != 0 {
                crc ^= 0x0186_4cfb;
            }
        }
    }
    crc & 0x00ff_ffff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_survive_being_written_and_read() {
        let numbers = [0, 1, 2, 3, 7, 8, 9, 1000, u64::from(u32::MAX), u64::MAX - 1, u64::MAX];
        let mut writer = BitWriter::default();
        for number in numbers {
            for order in [0, 1, 3, 6] {
                writer.number(number, order);
            }
            writer.bits(number, 64);
        }
        writer.below(4, 5);
        writer.below(0, 1);
        writer.bit(true);
        let bytes = writer.finish();
        let mut reader = BitReader::new(&bytes);
        for number in numbers {
            for order in [0, 1, 3, 6] {
                assert_eq!(reader.number(order), Ok(number), "order {order}");
            }
            assert_eq!(reader.bits(64), Ok(number));
        }
        assert_eq!((reader.below(5), reader.below(1), reader.bit()), (Ok(4), Ok(0), Ok(true)));
        assert!(reader.is_at_end());
    }

    #[test]
    fn texts_survive_being_written_and_read() {
        let texts = ["", "mid", "Mid", "größer \u{1d11e}", "\0", &"x".repeat(24)];
        let mut writer = BitWriter::default();
        for text in texts {
            writer.text(text);
        }
        let mut whole = BitWriter::default();
        whole.bit(true);
        whole.append(&writer);
        let bytes = whole.finish();
        let mut reader = BitReader::new(&bytes);
        assert_eq!(reader.bit(), Ok(true));
        for text in texts {
            assert_eq!(reader.text(24).as_deref(), Ok(text));
        }
        let mut long = BitWriter::default();
        long.text(&"x".repeat(25));
        assert_eq!(BitReader::new(&long.finish()).text(24), Err(BadBits));
    }

    #[test]
    fn small_numbers_are_short() {
        let length = |number, order| {
            let mut writer = BitWriter::default();
            writer.number(number, order);
            writer.length
        };
        assert_eq!([length(0, 0), length(1, 0), length(2, 0), length(3, 0)], [1, 3, 3, 5]);
        assert_eq!([length(0, 3), length(7, 3), length(8, 3)], [4, 4, 6]);
    }

    #[test]
    fn what_is_too_short_too_large_or_not_below_is_refused() {
        assert_eq!(BitReader::new(&[0; 20]).number(0), Err(BadBits));
        assert_eq!(BitReader::new(&[]).bit(), Err(BadBits));
        assert_eq!(BitReader::new(&[0b1110_0000]).below(5), Err(BadBits));
        assert_eq!(BitReader::new(&[1]).number(0), Err(BadBits));
        assert!(!BitReader::new(&[1]).is_at_end());
        assert!(!BitReader::new(&[0, 0]).is_at_end());
    }

    /// The check value of CRC-24/OPENPGP in catalogues of such codes.
    #[test]
    fn the_checksum_is_the_known_one() {
        assert_eq!(crc24(b"123456789"), 0x0021_cf02);
        assert_ne!(crc24(b"123456788"), crc24(b"123456789"));
    }
}
