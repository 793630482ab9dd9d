//! Numbers as pictures write them, the same on every machine.
//!
//! They are written as whole numbers of hundredths: the formatter of floats, and the reader of them with its tables,
//! would weigh more in the page than all else that draws pictures.

/// A length in a drawing, with at most two digits behind the point.
pub fn number(value: f32) -> String {
    decimal(value, 2)
}

/// A number with at most so many digits behind the point. What does not fit into 64 bits is the nearest that does.
pub fn decimal(value: f32, places: usize) -> String {
    let power = [1.0, 10.0, 100.0, 1000.0][places.min(3)];
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a drawing's lengths are small, and a cast saturates"
    )]
    let scaled = (value * power).round() as i64;
    let digits = format!("{:0>width$}", scaled.unsigned_abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let fraction = fraction.trim_end_matches('0');
    let sign = if scaled < 0 { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::{decimal, number};

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (-0.001, "0"),
            (10.0, "10"),
            (2.5, "2.5"),
            (0.05, "0.05"),
            (1.0 / 3.0, "0.33"),
            (-7.25, "-7.25"),
            (1999.996, "2000"),
        ] {
            assert_eq!(number(value), text);
        }
        assert_eq!((decimal(0.2345, 3), decimal(1.5, 0)), ("0.235".to_owned(), "2".to_owned()));
    }
}
