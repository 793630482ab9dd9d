//! A ratchet on tidiness: what is tidy stays so. The length of functions is clippy's business.

mod source;

use source::{File, code_and_literals, files, literals};

const LINES_MAX: usize = 400;

/// Files that are longer all the same, with their length. A number here may only become smaller.
const LONGER: [(&str, usize); 0] = [];

fn rust() -> Vec<File> {
    files(&["src", "tests", "xtask", "examples"], &[".rs"])
}

fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "{complaints:#?}");
}

#[test]
fn no_file_is_longer_than_a_reader_bears() {
    let mut complaints = Vec::new();
    for file in rust() {
        let lines = file.text.lines().count();
        let known = LONGER.iter().find(|(path, _)| *path == file.path);
        let most = known.map_or(LINES_MAX, |(_, lines)| *lines);
        if lines > most {
            complaints.push(format!("{} has {lines} lines, {most} are allowed", file.path));
        }
        if known.is_some() && lines < most {
            complaints.push(format!("{} has {lines} lines only: tighten LONGER", file.path));
        }
    }
    assert_none(&complaints);
}

#[test]
fn every_module_says_what_it_is_for() {
    let is_silent = |file: &File| !file.text.starts_with("//! ");
    let silent = rust().into_iter().filter(is_silent).map(|file| file.path);
    assert_none(&silent.collect::<Vec<_>>());
}

#[test]
fn nothing_is_left_to_do() {
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("X", "XX"),
        concat!("dbg", "!("),
        concat!("to", "do!("),
        concat!("unimple", "mented!("),
    ];
    let mut complaints = Vec::new();
    let places =
        ["src", "tests", "xtask", "examples", "static", "index.html", "README.md", "ARCHITECTURE.md"];
    for file in files(&places, &[".rs", ".html", ".css", ".ftl", ".md", ".txt", ".toml"]) {
        for (number, line) in (1..).zip(file.text.lines()) {
            if marks.iter().any(|mark| line.contains(mark)) {
                complaints.push(format!("{}:{number}: {line}", file.path));
            }
        }
    }
    assert_none(&complaints);
}

/// Where the colours are.
const TOKENS: &str = "static/styles/tokens.css";

#[test]
fn colours_stand_in_the_tokens_only() {
    let mut complaints = Vec::new();
    for file in files(&["static/styles", "index.html"], &[".css", ".html"]) {
        if file.path != TOKENS {
            complain_of_colours(&file.path, &file.text, &mut complaints);
        }
    }
    for file in files(&["src"], &[".rs"]) {
        for literal in literals(&file.text) {
            complain_of_colours(&file.path, literal, &mut complaints);
        }
    }
    assert_none(&complaints);
}

fn complain_of_colours(path: &str, text: &str, complaints: &mut Vec<String>) {
    for line in text.lines().filter(|line| has_colour(line)) {
        complaints.push(format!("{path}: {}", line.trim()));
    }
}

fn has_colour(line: &str) -> bool {
    let functions = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch("];
    let is_hex = |(at, _): (usize, &str)| {
        let rest = &line[at + 1..];
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_');
        let word = &rest[..word.unwrap_or(rest.len())];
        [3, 4, 6, 8].contains(&word.len()) && word.chars().all(|c| c.is_ascii_hexdigit())
    };
    // `&#8217;` is a character, not a colour.
    functions.iter().any(|function| source::has_word(line, function))
        || line.match_indices('#').any(|hit| is_hex(hit) && !line[..hit.0].ends_with('&'))
}

#[test]
fn colours_are_recognised() {
    let colours =
        ["color: #fff;", "fill=\"#5b4bc4\"", "a { background: rgb(0 0 0 / 50%) }", "x: oklch(1 2 3)"];
    assert!(colours.iter().all(|line| has_colour(line)));
    let others = ["#main-part { }", "<a href=\"#/lesson\">", "&#8217;", "var(--accent)", "slab(1)", "#1"];
    for line in others {
        assert!(!has_colour(line), "{line}");
    }
}

#[test]
fn hashed_collections_are_named_nowhere() {
    let names = [concat!("Hash", "Map"), concat!("Hash", "Set")];
    let mut complaints = Vec::new();
    for file in rust() {
        let code = code_and_literals(&file.text);
        let found = names.iter().filter(|name| source::has_word(&code, name));
        complaints.extend(found.map(|name| format!("{}: {name}", file.path)));
    }
    assert_none(&complaints);
}
