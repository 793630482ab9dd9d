//! Finding the tools the page is built and tested with, and installing those that are missing.
//!
//! A tool on PATH counts if it is of the pinned version; otherwise it is installed into the cache, in a folder named
//! after its version, so that two checkouts with different pins live side by side.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process::{executable, on_path, output, run};
use crate::versions;
use crate::workspace::Workspace;

/// A program that is built from source, by cargo.
struct CargoTool<'a> {
    package: &'a str,
    program: &'a str,
    version: &'a str,
    /// What the person waiting is told.
    duration: &'a str,
}

/// A program that npm installs.
pub struct NpmPackage {
    name: &'static str,
    version: &'static str,
    /// The file we are after, inside the package.
    file: &'static str,
}

/// wasm-opt, as a script for Node.
pub const WASM_OPT: NpmPackage =
    NpmPackage { name: "binaryen", version: versions::BINARYEN, file: "bin/wasm-opt" };
/// The minifier, as a script for Node. (esbuild itself is a program for each system, which npm puts in place by a script of
/// its own; this one needs none.)
pub const ESBUILD: NpmPackage =
    NpmPackage { name: "esbuild-wasm", version: versions::ESBUILD, file: "bin/esbuild" };
/// The accessibility checker, as a script for the page.
pub const AXE: NpmPackage = NpmPackage { name: "axe-core", version: versions::AXE, file: "axe.min.js" };
/// The slides in which the example deck shows the page, as a module for a browser.
pub const REVEAL: NpmPackage =
    NpmPackage { name: "reveal.js", version: versions::REVEAL, file: "dist/reveal.mjs" };
/// The reader of sequence diagrams, as a module for Node.
pub const MERMAID: NpmPackage =
    NpmPackage { name: "mermaid", version: versions::MERMAID, file: "dist/mermaid.core.mjs" };

/// Adds the compilation target of the page, if it is missing.
pub fn wasm_target(workspace: &Workspace) -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let mut rustc = Command::new("rustc");
    let sysroot = output(rustc.args(["--print", "sysroot"]).current_dir(&workspace.root));
    let sysroot = sysroot.context("cannot run rustc; install Rust as https://rustup.rs says")?;
    if Path::new(sysroot.trim()).join("lib").join("rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    if on_path("rustup").is_none() {
        bail!(
            "this Rust has no {TARGET} target and there is no rustup to add it; get rustup from https://rustup.rs"
        );
    }
    println!("Adding the {TARGET} target to Rust…");
    run(Command::new("rustup").args(["target", "add", TARGET]).current_dir(&workspace.root))
}

/// Trunk, in the pinned version.
pub fn trunk(workspace: &Workspace) -> Result<PathBuf> {
    let duration = "about 7 minutes";
    cargo_tool(
        workspace,
        &CargoTool { package: "trunk", program: "trunk", version: versions::TRUNK, duration },
    )
}

/// wasm-bindgen, in the version that Cargo.lock asks for.
pub fn wasm_bindgen(workspace: &Workspace) -> Result<PathBuf> {
    let lock = fs::read_to_string(workspace.root.join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let version =
        versions::in_lock_file(&lock, "wasm-bindgen").context("Cargo.lock names no wasm-bindgen")?;
    let (package, program, duration) = ("wasm-bindgen-cli", "wasm-bindgen", "about 2 minutes");
    cargo_tool(workspace, &CargoTool { package, program, version, duration })
}

/// geckodriver, in the pinned version.
pub fn geckodriver(workspace: &Workspace) -> Result<PathBuf> {
    let (program, version, duration) = ("geckodriver", versions::GECKODRIVER, "about 2 minutes");
    cargo_tool(workspace, &CargoTool { package: program, program, version, duration })
}

fn cargo_tool(workspace: &Workspace, tool: &CargoTool) -> Result<PathBuf> {
    let folder = workspace.tools.join(format!("{}-{}", tool.package, tool.version));
    let cached = folder.join("bin").join(executable(tool.program));
    let is_right = |path: &Path| {
        let text = output(Command::new(path).arg("--version"));
        text.as_deref().and_then(versions::in_output) == Some(tool.version)
    };
    if let Some(found) = on_path(tool.program).into_iter().chain([cached.clone()]).find(|path| is_right(path))
    {
        return Ok(found);
    }
    println!("Installing {} {} (once, {})…", tool.package, tool.version, tool.duration);
    println!("  into {}", folder.display());
    let install = |locked: &[&str]| {
        let mut command = workspace.cargo(&["install", "--quiet", "--version", tool.version, "--root"]);
        // The tool is built for this machine, whatever the page's build has been told.
        command.env_remove("CARGO_BUILD_TARGET").env_remove("RUSTFLAGS");
        run(command.arg(&folder).args(locked).arg(tool.package))
    };
    if let Err(error) = install(&["--locked"]) {
        // A tool's own lock file may name a crate that was withdrawn since.
        println!("Its own lock file does not work here ({error}); trying with the newest dependencies…");
        install(&[]).with_context(|| format!("cannot install {} {}", tool.package, tool.version))?;
    }
    if !is_right(&cached) {
        bail!("installed {} {}, but {} does not run", tool.package, tool.version, cached.display());
    }
    Ok(cached)
}

/// A script for Node, or nothing where there is no Node with npm.
pub fn script(workspace: &Workspace, package: &NpmPackage) -> Result<Option<PathBuf>> {
    if on_path("node").is_some() { npm_file(workspace, package) } else { Ok(None) }
}

/// A file of an npm package, or nothing where there is no npm.
pub fn npm_file(workspace: &Workspace, package: &NpmPackage) -> Result<Option<PathBuf>> {
    let NpmPackage { name, version, file } = package;
    let folder = workspace.tools.join(format!("{name}-{version}"));
    let in_folder = |folder: &Path| folder.join("node_modules").join(name).join(file);
    if in_folder(&folder).is_file() {
        return Ok(Some(in_folder(&folder)));
    }
    // Windows has npm as a command file, which is found by its whole name only.
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    if output(Command::new(npm).arg("--version")).is_none() {
        return Ok(None);
    }
    println!("Installing {name} {version} with npm (once)…");
    let partial = workspace.tools.join(format!("{name}-{version}.partial-{}", std::process::id()));
    fs::create_dir_all(&partial).with_context(|| format!("cannot make {}", partial.display()))?;
    let mut install = Command::new(npm);
    install.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", "--prefix"]);
    run(install.arg(&partial).arg(format!("{name}@{version}")).current_dir(&partial))?;
    // Whole or not at all: another run may be doing the same, and the first one wins.
    if fs::rename(&partial, &folder).is_err() {
        fs::remove_dir_all(&partial).ok();
    }
    if !in_folder(&folder).is_file() {
        bail!("{name} {version} has no {file}; delete {} and try again", folder.display());
    }
    Ok(Some(in_folder(&folder)))
}
