//! Letters and digits of all scripts, without Unicode's tables, which would be two kilobytes of the page: what is no known
//! punctuation, picture or private sign counts as a letter.

/// Whether this may stand within a name. Every letter and digit of Unicode may.
pub fn is_letter_or_digit(sign: char) -> bool {
    #[expect(clippy::match_same_arms, reason = "each arm is of one kind of signs")]
    match sign {
        ..='\u{7f}' => sign.is_ascii_alphanumeric(),
        '\u{80}'..='\u{bf}' => "ª²³µ¹º¼½¾".contains(sign),
        '×' | '÷' => false,
        // Spaces and dashes; arrows and mathematics; lines, shapes and pictures; punctuation of East Asia.
        '\u{2000}'..='\u{206f}' | '\u{2190}'..='\u{245f}' => false,
        '\u{2500}'..='\u{2775}' | '\u{2794}'..='\u{2bff}' => false,
        '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => false,
        // Private signs, and those that only change how others look.
        '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe6f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}' => false,
        '\u{1f300}'..='\u{1faff}' | '\u{e0000}'.. => false,
        _ => true,
    }
}

/// Whether a name may begin with this: anything but a digit that would make a number of it.
pub fn is_letter(sign: char) -> bool {
    is_letter_or_digit(sign) && !sign.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_and_digit_of_unicode_may_stand_in_a_name() {
        for sign in (char::MIN..=char::MAX).filter(|sign| sign.is_alphanumeric()) {
            assert!(is_letter_or_digit(sign), "{sign} {:x}", u32::from(sign));
            assert!(is_letter(sign) || !sign.is_alphabetic(), "{sign} {:x}", u32::from(sign));
        }
    }

    #[test]
    fn what_is_no_letter_may_not() {
        for sign in " .,;:-_→–…“”«»¬·×÷≤√✓★☃😀\u{a0}\u{200b}\u{202e}\u{3000}\u{feff}\u{fffd}\n".chars()
        {
            assert!(!is_letter_or_digit(sign), "{sign} {:x}", u32::from(sign));
        }
    }
}
