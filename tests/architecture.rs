//! The rooms of the crate, and who may import whom. ARCHITECTURE.md explains the table.

mod source;

use source::{File, code, code_and_literals, files, has_word};

/// The rooms in their order, each with those it may import.
const ROOMS: [(&str, &[&str]); 12] = [
    ("protocol", &[]),
    ("sim", &["protocol"]),
    ("check", &["protocol", "sim"]),
    ("text", &["protocol"]),
    ("lesson", &["protocol", "sim", "check", "text"]),
    ("share", &["protocol", "sim", "text", "lesson"]),
    ("scene", &["protocol", "sim", "check", "text"]),
    ("picture", &["protocol", "sim", "text", "scene"]),
    ("tools", &["protocol", "sim", "check", "text", "lesson", "share", "scene", "picture"]),
    ("worker", &["tools"]),
    ("app", &["protocol", "sim", "check", "text", "lesson", "share", "scene", "picture", "tools"]),
    ("ui", &["protocol", "sim", "check", "text", "lesson", "share", "scene", "picture", "tools", "app"]),
];

/// The files that are in no room: they only declare the rooms, or start one.
const OUTSIDE: [&str; 3] = ["lib.rs", "main.rs", "bin/tools.rs"];

/// What only the interface and the worker may name: the browser.
const BROWSER: [&str; 7] = ["yew", "web_sys", "js_sys", "gloo", "gloo_timers", "gloo_events", "wasm_bindgen"];

/// What no room below the interface may name: clocks, chance, the machine, the console.
const IMPURE: [&str; 13] = [
    "std::time",
    "Instant",
    "SystemTime",
    "std::thread",
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "log",
    "println!",
    "eprintln!",
    "print!",
    "rand",
];

/// What breaks the rules in a file of the source, one complaint each.
fn complaints(file: &File) -> Vec<String> {
    let mut complaints = Vec::new();
    let inside = file.path.strip_prefix("src/").expect("a file of the crate");
    let room = inside.split_once('/').map_or("", |(room, _)| room);
    let known = ROOMS.iter().find(|(name, _)| *name == room);
    if known.is_none() && !OUTSIDE.contains(&inside) {
        complaints.push(format!("{}: in no room of the table", file.path));
    }
    let mut depth = depth(inside);
    for (number, line) in (1..).zip(code(&file.text).lines()) {
        let mut complain = |what: &str| complaints.push(format!("{}:{number}: {what}", file.path));
        if let Some((_, allowed)) = known {
            for name in after_each(line, "crate::") {
                if name != room && !allowed.contains(&name) {
                    complain(&format!("{room} may not import {name:?}"));
                }
            }
            // An inline module, as unit tests are, is one level deeper.
            depth += line.matches("mod tests {").count();
            if supers(line) >= depth {
                complain("reaches the crate's root by super: say crate::");
            }
        }
        if ["ui", "worker"].contains(&room) || OUTSIDE.contains(&inside) && inside != "lib.rs" {
            continue;
        }
        for word in BROWSER.iter().filter(|word| has_word(line, word)) {
            complain(&format!("{word} belongs to the interface"));
        }
        for word in IMPURE.iter().filter(|word| has_word(line, word)) {
            complain(&format!("{word} has no place in the core"));
        }
        if has_word(line, "rand_chacha") && inside != "sim/chacha.rs" {
            complain("chance comes from sim/random.rs, through sim/chacha.rs");
        }
    }
    complaints
}

/// How many `super::` lead from a file's module to the crate's root.
fn depth(inside: &str) -> usize {
    let parts = inside.split('/').count();
    if inside.ends_with("mod.rs") { parts - 1 } else { parts }
}

fn supers(line: &str) -> usize {
    let chains = line.match_indices("super::").map(|(at, _)| {
        let mut rest = &line[at..];
        let mut length = 0;
        while let Some(next) = rest.strip_prefix("super::") {
            (rest, length) = (next, length + 1);
        }
        length
    });
    chains.max().unwrap_or(0)
}

/// The names that follow a prefix in a line; a brace, which hides the names, counts as one.
fn after_each<'a>(line: &'a str, prefix: &str) -> Vec<&'a str> {
    let name = |(at, _): (usize, &str)| {
        let rest = &line[at + prefix.len()..];
        match rest.find(|c: char| !c.is_alphanumeric() && c != '_') {
            Some(0) => "{",
            end => &rest[..end.unwrap_or(rest.len())],
        }
    };
    line.match_indices(prefix).map(name).collect()
}

#[test]
fn every_file_keeps_to_its_room() {
    let complaints: Vec<String> = files(&["src"], &[".rs"]).iter().flat_map(complaints).collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
}

#[test]
fn every_room_comes_after_those_it_imports() {
    for (at, (room, allowed)) in ROOMS.iter().enumerate() {
        let before: Vec<&str> = ROOMS[..at].iter().map(|(name, _)| *name).collect();
        assert!(allowed.iter().all(|name| before.contains(name)), "{room}");
    }
}

#[test]
fn the_rooms_stand_in_lib_in_their_order() {
    let lib = files(&["src/lib.rs"], &[".rs"]).remove(0);
    let declared = after_each(&lib.text, "pub mod ").join(" ");
    assert_eq!(declared, ROOMS.map(|(room, _)| room).join(" "));
}

#[test]
fn nothing_reads_the_folder_that_is_not_part_of_the_repository() {
    let outside = [concat!("..", "/shared"), concat!("/work", "/shared")];
    let endings = [".rs", ".toml", ".html", ".css", ".md", ".yml", ".ftl", ".json", ".sh"];
    let places = ["src", "tests", "xtask", "static", "examples", "docs", "Cargo.toml", "Trunk.toml"];
    for file in files(&places, &endings) {
        for path in outside {
            assert!(!file.text.contains(path), "{} names {path}", file.path);
        }
    }
}

fn check(path: &str, text: &str) -> usize {
    complaints(&File { path: path.to_owned(), text: text.to_owned() }).len()
}

#[test]
fn the_scanner_sees_what_is_forbidden() {
    for (path, text) in [
        ("src/protocol/ids.rs", "use crate::sim::World;"),
        ("src/sim/world.rs", "fn f() { let x: crate::text::Terms; }"),
        ("src/check/property.rs", "use crate::{protocol, text};"),
        ("src/text/mod.rs", "use super::sim::World;"),
        ("src/sim/world.rs", "use super::super::ui;"),
        ("src/sim/world.rs", "mod tests { use super::super::super::ui; }"),
        ("src/scene/stage.rs", "pub(in crate::share) fn f() {}"),
        ("src/app/state.rs", "use yew::prelude::*;"),
        ("src/scene/mod.rs", "let window = web_sys::window();"),
        ("src/share/mod.rs", "gloo_timers::callback();"),
        ("src/sim/random.rs", "use std::time::Duration;"),
        ("src/sim/random.rs", "let now = Instant::now();"),
        ("src/lesson/run.rs", "println!(\"{x}\");"),
        ("src/lesson/run.rs", "log::info!(\"\");"),
        ("src/app/mod.rs", "std::thread::sleep(d);"),
        ("src/app/mod.rs", "use rand_chacha::ChaCha8Rng;"),
        ("src/lib.rs", "use yew::Html;"),
        ("src/other/mod.rs", ""),
        ("src/sim/world.rs", "let c = '\"'; use crate::ui::App; let d = '\"';"),
        ("src/sim/world.rs", "/* a comment */ use crate::ui::App;"),
        ("src/sim/world.rs", "let raw = r#\"\"\"#; use crate::ui::App;"),
    ] {
        assert_eq!(check(path, text), 1, "{path}: {text}");
    }
}

#[test]
fn the_scanner_lets_pass_what_is_allowed() {
    for (path, text) in [
        ("src/sim/world.rs", "use crate::protocol::Node;\nuse crate::sim::Event;\nuse super::Event;"),
        ("src/protocol/synod/config.rs", "use super::super::NodeId;\nuse crate::protocol::Value;"),
        ("src/sim/world.rs", "// use crate::ui::App; println!\n/// [`crate::ui`]\nfn f() {}"),
        ("src/sim/world.rs", "let s = \"use crate::ui::App; println!\";"),
        ("src/sim/world.rs", "let raw = r#\"crate::ui \" yew\"#; let b = \"\\\" crate::ui\";"),
        ("src/sim/world.rs", "mod tests { use super::super::Event; fn f<'a>(x: &'a str) {} }"),
        ("src/ui/app.rs", "use yew::prelude::*; use crate::app::State; use std::time::Duration;"),
        ("src/main.rs", "wasm_bindgen::f();"),
        ("src/app/state.rs", "let catalogue = 1; let yewish = 2; let dialog = 3;"),
        ("src/text/catalogue.rs", "thread_local! { static A: u8 = 0; }"),
        ("src/sim/chacha.rs", "use rand_chacha::ChaCha8Rng;"),
    ] {
        assert_eq!(check(path, text), 0, "{path}: {text}");
    }
}

#[test]
fn the_scanner_keeps_lines_apart() {
    let source = "// one\nlet a = \"two\nthree\"; /* four\nfive */ let b = 'x';\n";
    assert_eq!(code(source).lines().count(), source.lines().count());
    assert_eq!(code_and_literals(source), "\nlet a = \"two\nthree\"; \n let b = 'x';\n");
    assert_eq!(source::literals(source), ["two\nthree"]);
}
