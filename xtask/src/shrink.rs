//! `cargo xtask shrink`, a step of Trunk's: what is downloaded becomes smaller, and does the same.
//!
//! wasm-opt has been over the modules by then. What is left is what it can't see: that they are sent compressed, and
//! that the JavaScript beside them goes with them.

mod module;
mod order;
mod sheets;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::page;
use crate::size;
use crate::tools;
use crate::workspace::Workspace;

/// Shrinks the page in the folder in which Trunk puts it together.
pub fn run(workspace: &Workspace) -> Result<()> {
    let folder = page::staging(workspace)?;
    let minifier = tools::script(workspace, &tools::ESBUILD)?;
    for file in size::files(&folder)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(stem) = name.strip_suffix("_bg.wasm") {
            shrink_module(&file, &folder.join(format!("{stem}.js")))?;
        }
    }
    let Some(minifier) = minifier else { return Ok(()) };
    for file in size::files(&folder)? {
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("js") => rewrite(&file, |text| minify(&minifier, "js", text))?,
            Some("html") => rewrite(&file, |text| sheets::joined(text, |css| minify(&minifier, "css", css)))?,
            _ => (),
        }
    }
    Ok(())
}

/// Shrinks a module, and gives what it imports the same new names in the JavaScript that hands it in.
fn shrink_module(module: &Path, script: &Path) -> Result<()> {
    let bytes = fs::read(module).with_context(|| format!("cannot read {}", module.display()))?;
    let shown = || format!("cannot shrink {}", module.display());
    let names = module::short_names(&bytes).with_context(shown)?;
    let bytes = module::rewritten(&bytes, &names).with_context(shown)?;
    fs::write(module, bytes).with_context(|| format!("cannot write {}", module.display()))?;
    rewrite(script, |text| Ok(renamed(text, &names)))
}

fn rewrite(file: &Path, change: impl FnOnce(&str) -> Result<String>) -> Result<()> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let text = change(&text).with_context(|| format!("cannot shrink {}", file.display()))?;
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

/// A script in which these words, wherever they stand, are others.
fn renamed(script: &str, names: &BTreeMap<String, String>) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut text = String::with_capacity(script.len());
    let mut rest = script;
    while !rest.is_empty() {
        let is_at_word = rest.starts_with(is_word);
        let end = rest.find(|c| is_word(c) != is_at_word).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        text.push_str(names.get(piece).map_or(piece, String::as_str));
        rest = after;
    }
    text
}

/// Runs esbuild over a text in this language.
fn minify(script: &Path, language: &str, text: &str) -> Result<String> {
    // A file and not a pipe: the program reads all before it writes, but nobody has promised that.
    let input = tempfile(language, text)?;
    let mut node = Command::new("node");
    node.arg(script).args(["--minify", "--log-level=warning", "--charset=utf8"]).arg(&input);
    let output = node.stdin(Stdio::null()).output().context("cannot start node")?;
    fs::remove_file(&input).ok();
    if !output.status.success() {
        bail!("esbuild failed ({}):\n{}", output.status, String::from_utf8_lossy(&output.stderr));
    }
    String::from_utf8(output.stdout).context("esbuild wrote no text")
}

fn tempfile(extension: &str, text: &str) -> Result<PathBuf> {
    let file = std::env::temp_dir().join(format!("paxoscope-{}.{extension}", std::process::id()));
    fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_renamed() {
        let names = BTreeMap::from([("__wbg_a_1".to_owned(), "b".to_owned())]);
        let script = "{ __wbg_a_1: f, __wbg_a_12: g, x__wbg_a_1: \"…\" }";
        assert_eq!(renamed(script, &names), "{ b: f, __wbg_a_12: g, x__wbg_a_1: \"…\" }");
    }
}
