//! Text as plain `pdflatex` sets it.

/// Text as LaTeX, in ASCII but for letters that `pdflatex` knows.
///
/// Indices and exponents become mathematics (`A₂` is `A$_{2}$`), as do arrows, comparisons and Greek letters. Accented Latin
/// letters that the usual fonts have stay as they are. Anything else becomes its number in brackets, `[U+4E2D]`:
/// nothing is lost, and the document compiles.
pub fn latex(text: &str) -> String {
    let mut set = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let Some((mark, first)) = shifted(c) else {
            set += &letter(c);
            continue;
        };
        let mut digits = String::from(first);
        while let Some((_, digit)) =
            rest.peek().copied().and_then(shifted).filter(|(other, _)| *other == mark)
        {
            digits.push(digit);
            rest.next();
        }
        set.extend(["$", mark, "{", &digits, "}$"]);
    }
    set
}

/// The digit of an index or an exponent, with LaTeX's mark for it.
fn shifted(c: char) -> Option<(&'static str, char)> {
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let raised = RAISED.chars().position(|other| other == c).and_then(|digit| u32::try_from(digit).ok());
    let lowered = u32::from(c).checked_sub(0x2080).filter(|&value| value < 10);
    let mark = if raised.is_some() { "^" } else { "_" };
    Some((mark, char::from_digit(raised.or(lowered)?, 10)?))
}

/// Letters that every LaTeX sets from its oldest fonts.
const KNOWN: &str = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿ\
                     ĀāĂăĆćČčĎďĚěĒēĞğĪīŁłŃńŇňŌōŐőŒœŘřŚśŞşŠšŤťŪūŮůŰűŸŹźŻżŽž¡¿";

fn letter(c: char) -> String {
    let name = match c {
        // In mathematics, since not every text font has them.
        '\\' => "$\\backslash$",
        '{' => "$\\{$",
        '}' => "$\\}$",
        '<' => "$<$",
        '>' => "$>$",
        '|' => "$|$",
        '$' => "\\$",
        '&' => "\\&",
        '#' => "\\#",
        '%' => "\\%",
        '_' => "\\_",
        '^' => "\\textasciicircum{}",
        '~' => "\\textasciitilde{}",
        '"' => "{\\char34}",
        // In some fonts two of these run together into one sign.
        '-' => "-{}",
        '\'' | '’' => "'{}",
        '`' | '‘' => "`{}",
        '“' => "``{}",
        '”' => "''{}",
        ',' => ",{}",
        '–' => "\\textendash{}",
        '—' => "\\textemdash{}",
        '…' => "\\ldots{}",
        '·' => "$\\cdot$",
        '×' => "$\\times$",
        '≤' => "$\\leq$",
        '≥' => "$\\geq$",
        '≠' => "$\\neq$",
        '→' => "$\\rightarrow$",
        '←' => "$\\leftarrow$",
        '⟨' => "$\\langle$",
        '⟩' => "$\\rangle$",
        '∞' => "$\\infty$",
        '∅' => "$\\emptyset$",
        '⊥' => "$\\bot$",
        'α' => "$\\alpha$",
        'β' => "$\\beta$",
        'γ' => "$\\gamma$",
        'δ' => "$\\delta$",
        'ε' => "$\\varepsilon$",
        'λ' => "$\\lambda$",
        'μ' => "$\\mu$",
        'π' => "$\\pi$",
        'σ' => "$\\sigma$",
        'φ' => "$\\varphi$",
        'ω' => "$\\omega$",
        '\t' | '\n' | '\r' | '\u{a0}' => " ",
        ' '..='~' => return c.to_string(),
        c if KNOWN.contains(c) => return c.to_string(),
        c => return format!("[U+{:04X}]", u32::from(c)),
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::latex;

    #[test]
    fn names_and_signs_become_what_latex_sets() {
        for (text, set) in [
            ("A₂", "A$_{2}$"),
            ("⟨σ²¹₂⟩", "$\\langle$$\\sigma$$^{21}$$_{2}$$\\rangle$"),
            ("A₁₀ ≤ 3", "A$_{10}$ $\\leq$ 3"),
            ("50% of {a_b}", "50\\% of $\\{$a\\_b$\\}$"),
            ("\\end{x}", "$\\backslash$end$\\{$x$\\}$"),
            ("Zoë", "Zoë"),
            ("中\u{7}", "[U+4E2D][U+0007]"),
        ] {
            assert_eq!(latex(text), set);
        }
    }
}
