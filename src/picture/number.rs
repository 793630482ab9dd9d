//! Numbers as pictures write them: at most two digits behind the point, the same on every machine.

/// A length in a drawing.
pub(super) fn number(value: f32) -> String {
    // Adding nothing makes a negative zero an ordinary one.
    let text = format!("{:.2}", (value * 100.0).round() / 100.0 + 0.0);
    match text.trim_end_matches('0').trim_end_matches('.') {
        "" | "-0" => "0".to_owned(),
        short => short.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        for (value, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (-0.001, "0"),
            (10.0, "10"),
            (2.5, "2.5"),
            (1.0 / 3.0, "0.33"),
            (-7.25, "-7.25"),
        ] {
            assert_eq!(number(value), text);
        }
    }
}
