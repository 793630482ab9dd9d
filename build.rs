//! Compiles the text catalogue: what stands in `static/text/<language>/*.ftl` becomes `text_<language>.rs`.
//!
//! The page then carries sentences and a small formatter, but no parser, no language tables and no files. What the
//! formatter can't do, and every mistake in a file, fails the build with the file, the line and what is wrong there.

#[path = "build/text.rs"]
mod text;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Where the languages' directories stand, below the package's root.
const LANGUAGES: [&str; 2] = ["static", "text"];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let languages = root.join(LANGUAGES.iter().collect::<PathBuf>());
    // A directory counts as changed when anything in it is added, removed or changed.
    rerun_if_changed(&languages);
    for directory in entries(&languages)?.into_iter().filter(|path| path.is_dir()) {
        let language = name(&directory);
        match text::compile(&read(&language, &directory)?) {
            Ok(table) => fs::write(out.join(format!("text_{language}.rs")), table)?,
            Err(problems) => problems.iter().for_each(|problem| println!("cargo::error={problem}")),
        }
    }
    Ok(())
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
