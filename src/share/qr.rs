//! A link as a QR code, large enough for the back row.

use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;

/// A QR code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// How many modules it is wide and high, without the quiet zone of [`Qr::QUIET`] modules around it.
    pub size: i32,
    /// The dark modules as an SVG path in modules, from the upper left one.
    pub path: String,
}

impl Qr {
    /// The quiet zone that readers need on every side, in modules (ISO/IEC 18004, 5.3.8).
    pub const QUIET: i32 = 4;

    /// The code of a text; none if it is longer than the largest code holds (2,953 bytes).
    pub fn of(text: &str) -> Option<Self> {
        // Low error correction: a projected code is not scratched, and larger modules reach further back.
        let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
        let size = code.size();
        let mut path = String::new();
        for y in 0..size {
            let mut x = 0;
            while x < size {
                let start = x;
                while code.get_module(x, y) {
                    x += 1;
                }
                if x > start {
                    // Writing to a string cannot fail.
                    let _ = write!(path, "M{start} {y}h{}v1h-{0}z", x - start);
                }
                x += 1;
            }
        }
        Some(Qr { size, path })
    }

    /// The code as text: its size, a space and its path.
    pub fn write(&self) -> String {
        format!("{} {}", self.size, self.path)
    }

    /// Reads what [`Qr::write`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        let (size, path) = text.split_once(' ')?;
        Some(Qr { size: size.parse().ok()?, path: path.to_owned() })
    }
}
