//! From the lists of lessons and starts, their files and the list of scenes to what the page knows of them.
//!
//! Part of the build script. Only what the catalogue shows and searches is read here: the head, the headings, and which
//! properties the file expects to be broken at its end. Whether a lesson is sound, and whether this reading is the same
//! as that of `src/lesson`, is for the tests.

use super::fingerprint::fingerprint;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A lesson's file.
pub struct Lesson {
    /// Its name in addresses, which is also that of the file.
    pub slug: String,
    /// What it holds.
    pub source: String,
}

/// The names in the list of lessons, in order.
pub fn names(list: &str) -> impl Iterator<Item = &str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// A line for each lesson, its columns separated by tabs: name, deck, chapter, title, summary, properties
/// that fail at its end, separated by commas, construction.
pub fn index(lessons: &[Lesson]) -> Result<String, String> {
    let mut index = String::new();
    for Lesson { slug, source } in lessons {
        let entry = |key: &str| head_entry(source, key).ok_or_else(|| format!("{slug}.md: has no {key}"));
        let deck = head_entry(source, "deck").unwrap_or("none");
        let chapter = head_entry(source, "chapter").unwrap_or_default();
        let (title, summary) = (entry("title")?, entry("summary")?);
        if !slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
            return Err(format!("{slug}.md: the name may have small letters, digits and dashes"));
        }
        let columns = [
            slug,
            deck,
            chapter,
            title,
            summary,
            &broken(source).join(","),
            head_entry(source, "protocol").unwrap_or("synod"),
        ];
        if columns.iter().any(|text| text.contains('\t')) {
            return Err(format!("{slug}.md: there is a tab in the head"));
        }
        let _ = writeln!(index, "{}", columns.join("\t"));
    }
    Ok(index)
}

/// The fingerprint of all lessons and starts.
pub fn fingerprint_of_all<'a>(lessons: impl Iterator<Item = &'a Lesson>) -> String {
    fingerprint(&lessons.map(|lesson| lesson.source.as_str()).collect::<String>())
}

/// A line for each lesson and start: name, scenes, separated by commas, titles of parts, separated by slashes. The
/// fingerprint of all lines stands before them.
pub fn contents<'a>(lessons: impl Iterator<Item = &'a Lesson>) -> Result<(String, String), String> {
    let mut lines = String::new();
    for Lesson { slug, source } in lessons {
        let (parts, scenes) = headings(source);
        let (parts, scenes) = (parts.join(PART_SEPARATOR), scenes.join(","));
        if [&parts, &scenes].iter().any(|text| text.contains('\t')) {
            return Err(format!("{slug}.md: there is a tab in a heading"));
        }
        let _ = writeln!(lines, "{slug}\t{scenes}\t{parts}");
    }
    let fingerprint = fingerprint(&lines);
    Ok((format!("{fingerprint}\n{lines}"), fingerprint))
}

/// What stands between the titles of parts, none of which has it.
const PART_SEPARATOR: &str = " // ";

/// The titles of a lesson's parts, and the ids of the scenes that they cover, each once.
fn headings(source: &str) -> (Vec<&str>, Vec<&str>) {
    let (mut parts, mut scenes) = (Vec::new(), Vec::new());
    for heading in outside_fences(source).filter_map(|line| line.strip_prefix("## ")) {
        let (title, ids) = match heading.trim().strip_suffix('}').and_then(|text| text.rsplit_once('{')) {
            Some((title, ids)) => (title.trim(), ids.split(',').map(str::trim).collect()),
            None => (heading.trim(), Vec::new()),
        };
        parts.push(title);
        for id in ids {
            if !scenes.contains(&id) {
                scenes.push(id);
            }
        }
    }
    (parts, scenes)
}

/// The lines that stand in no fenced block.
fn outside_fences(source: &str) -> impl Iterator<Item = &str> {
    let mut is_inside = false;
    source.lines().filter(move |line| {
        let is_fence = line.starts_with("```");
        is_inside ^= is_fence;
        !is_inside && !is_fence
    })
}

/// The properties that a lesson says last are broken, by key. What it says is checked whenever lessons are.
fn broken(source: &str) -> Vec<&str> {
    let mut said = BTreeMap::new();
    for line in source.lines().filter_map(|line| line.trim().strip_prefix("expect ")) {
        let words: Vec<&str> = line.split(" # ").next().unwrap_or_default().split_whitespace().collect();
        if let [property, verdict @ ("holds" | "broken")] = words[..] {
            said.insert(property, verdict == "broken");
        }
    }
    said.into_iter().filter_map(|(property, is_broken)| is_broken.then_some(property)).collect()
}

/// The groups of starts and the names of their files: a line `[key]` opens a group.
pub fn groups(list: &str) -> Result<Vec<(&str, &str)>, String> {
    let mut group = None;
    let mut starts = Vec::new();
    for line in names(list) {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(key) => group = Some(key),
            None => starts.push((group.ok_or_else(|| format!("starts.txt: {line} is in no group"))?, line)),
        }
    }
    let unique: BTreeSet<&str> = starts.iter().map(|(_, slug)| *slug).collect();
    if unique.len() == starts.len() { Ok(starts) } else { Err("starts.txt: a name stands twice".to_owned()) }
}

/// The value of a key in a lesson's head.
fn head_entry<'a>(source: &'a str, key: &str) -> Option<&'a str> {
    let head = source.lines().skip(1).take_while(|line| line.trim() != "---");
    let mut entries = head.filter_map(|line| line.split_once(':'));
    let (_, value) = entries.find(|(found, _)| found.trim() == key)?;
    Some(value.split(" # ").next()?.trim()).filter(|value| !value.is_empty())
}

/// A Rust expression: the names and sources of the lessons in a folder below `static/`.
pub fn library(folder: &str, lessons: &[Lesson]) -> String {
    let mut table = "&[\n".to_owned();
    for Lesson { slug, .. } in lessons {
        let _ = writeln!(
            table,
            "    ({slug:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/static/{folder}/{slug}.md\"))),"
        );
    }
    table.push(']');
    table
}

/// The decks in the list of scenes: key, title, author, ids.
type Deck<'a> = (&'a str, &'a str, &'a str, Vec<&'a str>);

fn decks(scenes: &str) -> Result<Vec<Deck<'_>>, String> {
    let mut decks: Vec<Deck<'_>> = Vec::new();
    for line in scenes.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some((key, name)) = line.strip_prefix('[').and_then(|line| line.split_once("] ")) {
            let (title, by) =
                name.split_once(" / ").ok_or_else(|| format!("a deck has an author: {line}"))?;
            decks.push((key, title, by, Vec::new()));
        } else {
            let (_, _, _, ids) = decks.last_mut().ok_or_else(|| format!("{line} is in no deck"))?;
            ids.push(line.split(' ').next().unwrap_or_default());
        }
    }
    Ok(decks)
}

/// A line for each deck, its columns separated by tabs: key, title, author, how many scenes it has, how many of them its
/// lessons cover. And another text with a line for each: key, the ids of its scenes.
pub fn deck_lines(scenes: &str, lessons: &[Lesson]) -> Result<[String; 2], String> {
    let (mut lines, mut ids_of_decks) = (String::new(), String::new());
    for (key, title, by, ids) in decks(scenes)? {
        let of_deck = lessons.iter().filter(|lesson| head_entry(&lesson.source, "deck") == Some(key));
        let covered: BTreeSet<&str> = of_deck.flat_map(|lesson| headings(&lesson.source).1).collect();
        let _ = writeln!(lines, "{key}\t{title}\t{by}\t{}\t{}", ids.len(), covered.len());
        let _ = writeln!(ids_of_decks, "{key}\t{}", ids.join(" "));
    }
    Ok([lines, ids_of_decks])
}
