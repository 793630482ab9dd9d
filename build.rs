//! Compiles the text catalogue, and what the page knows of lessons before it fetches them.
//!
//! What stands in `static/text/<language>/*.ftl` becomes `text_<language>.txt`, and what stands in `rules/` there, with
//! `static/rules.txt`, becomes `text_of_rules_<language>.txt`, which lies beside the page. The page then carries sentences and a
//! small formatter, but no parser, no language tables and no files. What the formatter can't do, and every mistake in
//! a file, fails the build with the file, the line and what is wrong there.
//!
//! `static/lessons.txt` and `static/starts.txt`, the files they list and `static/scenes.txt` become `lessons.txt`,
//! `starts.txt`, `contents.txt`, `library.rs`, `start_library.rs`, `decks.txt` and `deck_scenes.txt`; `build/lessons.rs` says what is in them.

#[path = "build/fingerprint.rs"]
mod fingerprint;
#[path = "build/lessons.rs"]
mod lessons;
#[path = "build/text.rs"]
mod text;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Where the languages' directories stand, below the package's root.
const LANGUAGES: [&str; 2] = ["static", "text"];

/// The file whose sentences the page itself never says.
const READERS: &str = "/readers.ftl";

/// The folder of the sentences that the page fetches when it is to say one of them, with the pseudo-code.
const RULES: &str = "rules";

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let languages = root.join(LANGUAGES.iter().collect::<PathBuf>());
    // A directory counts as changed when anything in it is added, removed or changed.
    rerun_if_changed(&languages);
    for directory in entries(&languages)?.into_iter().filter(|path| path.is_dir()) {
        let language = name(&directory);
        let (readers, page): (Vec<_>, Vec<_>) =
            read(&language, &directory)?.into_iter().partition(|file| file.name.ends_with(READERS));
        let rules = read(&format!("{language}/{RULES}"), &directory.join(RULES))?;
        for (files, name) in [(page, "text"), (readers, "text_of_readers"), (rules, "text_of_rules")] {
            let Some(mut text) = compiled(&files) else { continue };
            if name == "text_of_rules" {
                text = with_code(&root, &text)?;
            }
            fs::write(out.join(format!("{name}_{language}.txt")), text)?;
        }
    }
    if env::var_os("CARGO_FEATURE_UI").is_some() {
        println!("cargo::rustc-env=PAXOSCOPE_BUILD={}", build(&root)?);
    }
    if let Err(problem) = write_lessons(&root.join("static"), &out) {
        println!("cargo::error={problem}");
    }
    Ok(())
}

/// The sentences of these files; nothing if something is wrong with them, which is said.
fn compiled(files: &[text::File]) -> Option<String> {
    let compiled = text::compile(files);
    compiled
        .inspect_err(|problems| problems.iter().for_each(|problem| println!("cargo::error={problem}")))
        .ok()
}

/// The text of rules that the page fetches: its fingerprint in a line, the pseudo-code, the sentences.
fn with_code(root: &Path, sentences: &str) -> io::Result<String> {
    let code = root.join("static").join("rules.txt");
    rerun_if_changed(&code);
    let code = fs::read_to_string(code)?;
    let specification = root.join("static").join("spec").join("Paxos.tla");
    rerun_if_changed(&specification);
    let specification = fs::read_to_string(specification)?;
    // The specification is a section of its own. No line of it begins with a bracket.
    let code = code.lines().filter(|line| !line.starts_with('#'));
    let code: Vec<&str> = code.chain(["[tla]"]).chain(specification.lines()).collect();
    let text = [&code.join("\n"), sentences].concat();
    let fingerprint = fingerprint::fingerprint(&text);
    println!("cargo::rustc-env=PAXOSCOPE_RULES={fingerprint}");
    Ok(format!("{fingerprint}\n{text}"))
}

/// The fingerprint of all that the page and its tools are made of: each knows by it whether the other is of its build.
fn build(root: &Path) -> io::Result<String> {
    let mut sources = String::new();
    for place in ["Cargo.lock", "src", "static"] {
        rerun_if_changed(&root.join(place));
        gather(&root.join(place), &mut sources)?;
    }
    Ok(fingerprint::fingerprint(&sources))
}

fn gather(place: &Path, sources: &mut String) -> io::Result<()> {
    if place.is_dir() {
        return entries(place)?.iter().try_for_each(|inside| gather(inside, sources));
    }
    sources.push_str(&String::from_utf8_lossy(&fs::read(place)?));
    Ok(())
}

/// Writes what the page knows of lessons and starts.
fn write_lessons(files: &Path, out: &Path) -> Result<(), String> {
    let write =
        |name: &str, text: &str| fs::write(out.join(name), text).map_err(|error| format!("{name}: {error}"));
    let list = read_file(files, "lessons.txt")?;
    let names: Vec<&str> = lessons::names(&list).collect();
    let lessons = read_lessons(files, "lessons", &names)?;
    write("lessons.txt", &lessons::index(&lessons)?)?;
    write("library.rs", &lessons::library("lessons", &lessons))?;
    let list = read_file(files, "starts.txt")?;
    let (groups, slugs): (Vec<&str>, Vec<&str>) = lessons::groups(&list)?.into_iter().unzip();
    // Lessons and starts share the places where texts are kept, by name.
    if let Some(slug) = slugs.iter().find(|slug| names.contains(slug)) {
        return Err(format!("static/starts.txt: there is a lesson called {slug}"));
    }
    let starts = read_lessons(files, "starts", &slugs)?;
    let index = lessons::index(&starts)?;
    let lines: Vec<String> =
        groups.iter().zip(index.lines()).map(|(group, line)| format!("{group}\t{line}")).collect();
    write("starts.txt", &lines.join("\n"))?;
    write("start_library.rs", &lessons::library("starts", &starts))?;
    let all = lessons::fingerprint_of_all(lessons.iter().chain(&starts));
    println!("cargo::rustc-env=PAXOSCOPE_LESSONS={all}");
    let (contents, fingerprint) = lessons::contents(lessons.iter().chain(&starts))?;
    println!("cargo::rustc-env=PAXOSCOPE_CONTENTS={fingerprint}");
    write("contents.txt", &contents)?;
    let [decks, scenes] = lessons::deck_lines(&read_file(files, "scenes.txt")?, &lessons)?;
    write("decks.txt", &decks)?;
    write("deck_scenes.txt", &scenes)
}

fn read_file(files: &Path, name: &str) -> Result<String, String> {
    rerun_if_changed(&files.join(name));
    fs::read_to_string(files.join(name)).map_err(|error| format!("static/{name}: {error}"))
}

/// The lessons with these names in a folder, in which there may be no other file.
fn read_lessons(files: &Path, folder: &str, slugs: &[&str]) -> Result<Vec<lessons::Lesson>, String> {
    let path = files.join(folder);
    rerun_if_changed(&path);
    for path in entries(&path).map_err(|error| format!("static/{folder}: {error}"))? {
        let file = name(&path);
        if !slugs.iter().any(|slug| file.strip_suffix(".md") == Some(slug)) {
            return Err(format!("static/{folder}/{file} is not in the list static/{folder}.txt"));
        }
    }
    let lesson = |slug: &&str| {
        let source = read_file(files, &format!("{folder}/{slug}.md"))?;
        Ok(lessons::Lesson { slug: (*slug).to_owned(), source })
    };
    slugs.iter().map(lesson).collect()
}

/// The Fluent files of a language.
fn read(language: &str, directory: &Path) -> io::Result<Vec<text::File>> {
    let is_fluent = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "ftl");
    let files = entries(directory)?.into_iter().filter(is_fluent).map(|path| {
        rerun_if_changed(&path);
        let shown = format!("{}/{language}/{}", LANGUAGES.join("/"), name(&path));
        let unreadable = |error| io::Error::other(format!("{shown}: {error}"));
        Ok(text::File { source: fs::read_to_string(&path).map_err(unreadable)?, name: shown })
    });
    files.collect()
}

/// What stands in a directory, sorted, so that two builds of the same files are the same.
fn entries(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths =
        fs::read_dir(directory)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn rerun_if_changed(path: &Path) {
    println!("cargo::rerun-if-changed={}", path.display());
}
