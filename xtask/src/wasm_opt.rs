//! Standing in for wasm-opt when Trunk asks for it.
//!
//! Trunk runs whatever `wasm-opt` is first on PATH for every release build, of whatever version, and checks nothing.
//! So this program puts a copy of itself under that name in front of PATH. The copy hands the work to the pinned
//! wasm-opt for Node, or, where there is no Node, leaves the module as it is. This happens inside Trunk's build and
//! hence before Trunk computes the integrity hashes, and needs no shell script, so it works on Windows as well.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::process::executable;
use crate::versions;
use crate::workspace::Workspace;

/// Tells the copy where the real wasm-opt is; empty when there is none.
pub const VARIABLE: &str = "PAXOSCOPE_WASM_OPT";

/// What Rust's wasm32 target compiles for. A stripped module does not say so itself, and wasm-opt then refuses it.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What makes the page smaller as a visitor downloads it. Functions that are called from one place stay by themselves
/// unless they are tiny, and code that stands twice stays where it is: otherwise there is less of it, which compresses
/// worse. Rust's stack lies at the bottom of the memory, so that nothing else has an address in the first kilobyte, and
/// offsets need no check for it.
const SMALLER: &[&str] = &[
    "--converge",
    "--one-caller-inline-max-function-size=20",
    "--skip-pass=code-folding",
    "--skip-pass=local-cse",
    "--low-memory-unused",
];

/// Puts the copy into a folder of its own and returns the folder.
pub fn install_stand_in(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target.join("xtask-path");
    let copy = folder.join(executable("wasm-opt"));
    let fresh = folder.join(format!("{}.new", std::process::id()));
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    fs::copy(env::current_exe()?, &fresh).with_context(|| format!("cannot write {}", fresh.display()))?;
    // Windows refuses to replace a program that is running; the one there does as well.
    if fs::rename(&fresh, &copy).is_err() {
        fs::remove_file(&fresh).ok();
    }
    Ok(folder)
}

/// The value of [`VARIABLE`], if this process is the copy.
pub fn called_by_trunk() -> Option<OsString> {
    let name = env::args_os().next()?;
    (Path::new(&name).file_stem() == Some(OsStr::new("wasm-opt")))
        .then(|| env::var_os(VARIABLE).unwrap_or_default())
}

/// Does what Trunk asks wasm-opt to do.
pub fn stand_in(module: &OsStr) -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--version") {
        let major = versions::BINARYEN.split('.').next().unwrap_or_default();
        println!("wasm-opt version {major} (version_{major})");
        return ExitCode::SUCCESS;
    }
    let done = if module.is_empty() { copy(&arguments) } else { optimize(module, &arguments) };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn optimize(module: &OsStr, arguments: &[OsString]) -> Result<()> {
    let mut node = Command::new("node");
    let output = node
        .arg(module)
        .args(arguments)
        .args(SMALLER)
        .args(FEATURES)
        .output()
        .context("cannot start node")?;
    if !output.status.success() {
        // It prints every instruction that it objects to; the first few tell.
        let text = String::from_utf8_lossy(&output.stderr);
        let head: Vec<&str> = text.lines().take(20).collect();
        bail!("wasm-opt failed ({}):\n{}", output.status, head.join("\n"));
    }
    Ok(())
}

fn copy(arguments: &[OsString]) -> Result<()> {
    let (from, to) =
        input_and_output(arguments).context("Trunk calls wasm-opt in a way that is not known here")?;
    fs::copy(&from, &to).with_context(|| format!("cannot copy {from} to {to}"))?;
    Ok(())
}

fn input_and_output(arguments: &[OsString]) -> Option<(String, String)> {
    let words: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy()).collect();
    let from = words.iter().find(|word| !word.starts_with('-'))?;
    let to = words.iter().find_map(|word| word.strip_prefix("--output="))?;
    Some((from.to_string(), to.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn input_and_output_are_found_among_the_options() {
        let arguments = ["--output=out/a.wasm", "-Oz", "in/a.wasm", "--strip-debug"].map(OsString::from);
        assert_eq!(input_and_output(&arguments), Some(("in/a.wasm".into(), "out/a.wasm".into())));
        assert_eq!(input_and_output(&["-O".into()]), None);
    }
}
