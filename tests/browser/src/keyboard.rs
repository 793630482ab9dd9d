//! Typing on the page, as a user does.

use anyhow::{Result, bail};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};

use crate::Session;

impl Session {
    /// Presses and releases a key or a chord, such as `ArrowRight`, `d`, `?` or `Shift+Tab`.
    pub async fn press(&self, chord: &str) -> Result<()> {
        let keys = parse(chord)?;
        let mut actions = KeyActions::new("keyboard".to_owned());
        for &value in &keys {
            actions = actions.then(KeyAction::Down { value });
        }
        for &value in keys.iter().rev() {
            actions = actions.then(KeyAction::Up { value });
        }
        self.client.perform_actions(actions).await?;
        Ok(())
    }
}

fn parse(chord: &str) -> Result<Vec<char>> {
    // A plus sign at the end is a key of its own.
    let (names, last) = match chord.strip_suffix('+') {
        Some(rest) => (rest.strip_suffix('+').unwrap_or_default(), "+"),
        None => chord.rsplit_once('+').unwrap_or(("", chord)),
    };
    names.split('+').filter(|name| !name.is_empty()).chain([last]).map(key).collect()
}

/// The character that `WebDriver` has for a key (section 17.4.2 of its standard).
fn key(name: &str) -> Result<char> {
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Ok(letter);
    }
    Ok(match name {
        "Space" => ' ',
        "ArrowLeft" => '\u{e012}',
        "ArrowRight" => '\u{e014}',
        "ArrowUp" => '\u{e013}',
        "ArrowDown" => '\u{e015}',
        "Home" => '\u{e011}',
        "End" => '\u{e010}',
        "PageUp" => '\u{e00e}',
        "PageDown" => '\u{e00f}',
        "Enter" => '\u{e007}',
        "Escape" => '\u{e00c}',
        "Tab" => '\u{e004}',
        "Backspace" => '\u{e003}',
        "Delete" => '\u{e017}',
        "Shift" => '\u{e008}',
        "Control" => '\u{e009}',
        "Alt" => '\u{e00a}',
        _ => bail!("there is no key `{name}`"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_are_read_in_order() {
        assert_eq!(parse("d").unwrap(), ['d']);
        assert_eq!(parse("Shift+ArrowRight").unwrap(), ['\u{e008}', '\u{e014}']);
        assert_eq!(parse("+").unwrap(), ['+']);
        assert_eq!(parse("Control++").unwrap(), ['\u{e009}', '+']);
        assert!(parse("Shift+Nonsense").is_err());
    }
}
