//! Style sheets inside a page: Trunk writes each into an element of its own and leaves it as it is.

use anyhow::{Context, Result};

const OPEN: &str = "<style>";
const CLOSE: &str = "</style>";

/// The page with one style element in the place of the first, whose text is all texts in order, made smaller.
pub fn joined(page: &str, smaller: impl FnOnce(&str) -> Result<String>) -> Result<String> {
    let Some((before, mut rest)) = page.split_once(OPEN) else { return Ok(page.to_owned()) };
    let (mut sheets, mut after) = (String::new(), String::new());
    loop {
        let (sheet, behind) = rest.split_once(CLOSE).context("a style element has no end")?;
        sheets.push_str(sheet);
        let Some((between, next)) = behind.split_once(OPEN) else {
            after.push_str(behind);
            break;
        };
        after.push_str(between);
        rest = next;
    }
    Ok([before, OPEN, smaller(&sheets)?.trim_end(), CLOSE, &after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_become_one() {
        let joined = |page| joined(page, |css| Ok(css.replace('a', "b"))).unwrap();
        assert_eq!(joined("<i><style>a</style><b><style>c\n</style></b>"), "<i><style>bc</style><b></b>");
        assert_eq!(joined("<p>"), "<p>");
    }

    #[test]
    fn what_is_no_page_is_refused() {
        assert!(super::joined("<style>a", |css| Ok(css.to_owned())).is_err());
    }
}
