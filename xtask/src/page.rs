//! Building, serving and photographing the release page.

use std::env;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::arguments::{Dist, Serve, Shots};
use crate::browsers;
use crate::process::{path_with, run};
use crate::single;
use crate::size;
use crate::tools;
use crate::wasm_opt;
use crate::workspace::Workspace;

/// Makes sure that everything is there that building the page needs.
pub fn prepare(workspace: &Workspace) -> Result<()> {
    trunk(workspace).map(drop)
}

/// `cargo xtask serve`.
pub fn serve(workspace: &Workspace, options: &Serve) -> Result<()> {
    let Serve { port, open } = *options;
    if let Err(error) = TcpListener::bind(("127.0.0.1", port)) {
        bail!(
            "port {port} cannot be used ({error}); choose another one: cargo xtask serve --port {}",
            other_than(port)
        );
    }
    let mut trunk = trunk(workspace)?;
    println!("Building the release page; it will be at http://127.0.0.1:{port}/ (stop with Ctrl+C)…");
    // A folder of its own, so that serving never overwrites what `dist` wrote.
    trunk.args(["serve", "--release", "--offline", "--port", &port.to_string(), "--dist"]);
    trunk.arg(workspace.target.join("serve"));
    if open {
        trunk.arg("--open");
    }
    become_program(&mut trunk)
}

fn other_than(port: u16) -> u16 {
    port.checked_add(1).unwrap_or(8080)
}

/// Where the system can do it this process turns into the other, so that whoever stops it stops the server.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Result<()> {
    Err(std::os::unix::process::CommandExt::exec(command)).context("cannot start trunk")
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Result<()> {
    run(command)
}

/// `cargo xtask dist`.
pub fn dist(workspace: &Workspace, options: &Dist) -> Result<()> {
    let folder = if let Some(page) = &options.page {
        given_or_built(workspace, Some(page))?
    } else {
        let folder = workspace.root.join("dist");
        build(workspace, &folder)?;
        folder
    };
    if options.is_single {
        single::write(workspace, &folder)?;
    }
    println!("The page is in {}; any static file server can serve it, from any path.", folder.display());
    Ok(())
}

/// Builds the page that tests, screenshots and measurements look at, and returns its folder.
pub fn build_for_browsers(workspace: &Workspace) -> Result<PathBuf> {
    let folder = browsers_folder(workspace);
    build(workspace, &folder)?;
    single::write(workspace, &folder)?;
    Ok(folder)
}

/// Where [`build_for_browsers`] puts the page.
pub fn browsers_folder(workspace: &Workspace) -> PathBuf {
    workspace.target.join("page")
}

fn build(workspace: &Workspace, folder: &Path) -> Result<()> {
    let mut trunk = trunk(workspace)?;
    println!("Building the release page…");
    run(trunk.args(["build", "--release", "--offline", "--dist"]).arg(folder))?;
    check_self_contained(folder)?;
    print!("{}", size::Report::of(folder)?);
    Ok(())
}

/// The folder in which Trunk puts a page together, for its steps.
pub fn staging(workspace: &Workspace) -> Result<PathBuf> {
    let staging =
        env::var_os("TRUNK_STAGING_DIR").context("this is a step of Trunk's; try `cargo xtask dist`")?;
    Ok(workspace.root.join(staging))
}

/// A trunk command that finds its helpers and nothing else.
fn trunk(workspace: &Workspace) -> Result<Command> {
    tools::wasm_target(workspace)?;
    let trunk = tools::trunk(workspace)?;
    let wasm_bindgen = tools::wasm_bindgen(workspace)?;
    let wasm_opt = tools::script(workspace, &tools::WASM_OPT)?;
    if wasm_opt.is_none() || tools::script(workspace, &tools::ESBUILD)?.is_none() {
        println!(
            "There is no Node.js with npm here, so the page is built without wasm-opt and esbuild and comes out larger."
        );
    }
    let stand_in = wasm_opt::install_stand_in(workspace)?;
    let bindgen_folder = wasm_bindgen.parent().context("wasm-bindgen lies in no folder")?;
    let mut command = Command::new(trunk);
    command.current_dir(&workspace.root);
    command.env("PATH", path_with(&[&stand_in, bindgen_folder])?);
    command.env(wasm_opt::VARIABLE, wasm_opt.unwrap_or_default());
    // The command line wins over the environment only for what it names; a page with other features is not ours.
    for variable in
        ["TRUNK_BUILD_PUBLIC_URL", "TRUNK_BUILD_NO_DEFAULT_FEATURES", "TRUNK_BUILD_FEATURES", "NO_COLOR"]
    {
        command.env_remove(variable);
    }
    Ok(command)
}

/// Fails if the page names a file by a path that works only at the root of a server, or at another one.
fn check_self_contained(folder: &Path) -> Result<()> {
    for file in size::files(folder)? {
        let kind = file.extension().and_then(|extension| extension.to_str());
        if let Some(kind @ ("html" | "css")) = kind {
            let text =
                fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
            if let Some(found) = foreign_address(kind, &text) {
                bail!("{} asks for something outside the page: {found}…", file.display());
            }
        }
    }
    Ok(())
}

fn foreign_address<'a>(kind: &str, text: &'a str) -> Option<&'a str> {
    const HTML: &[&str] =
        &["=\"/", "='/", "from '/", "from \"/", ": '/", "src=\"http", "<link href=\"http", "<base"];
    const CSS: &[&str] = &["url(/", "url(\"/", "url('/", "url(http", "url(\"http", "url('http", "@import"];
    let needles = if kind == "html" { HTML } else { CSS };
    let start = needles.iter().filter_map(|needle| text.find(needle)).min()?;
    let end = text[start..].char_indices().nth(60).map_or(text.len(), |(length, _)| start + length);
    Some(&text[start..end])
}

/// `cargo xtask shots`.
pub fn shots(workspace: &Workspace, options: &Shots) -> Result<()> {
    let page = given_or_built(workspace, options.page.as_deref())?;
    let browsers = browsers::chromium(workspace)?;
    let out = std::path::absolute(&options.out)?;
    let mut command = workspace.cargo(&["run", "--quiet", "-p", "paxoscope-browser", "--bin", "shots", "--"]);
    run(command.arg(out).args(&options.screens).envs(browsers).env("PAXOSCOPE_DIST", page))
}

/// The folder of a page that exists already, or else of one built now.
pub fn given_or_built(workspace: &Workspace, given: Option<&Path>) -> Result<PathBuf> {
    match given {
        None => build_for_browsers(workspace),
        Some(folder) if folder.join("index.html").is_file() => Ok(std::path::absolute(folder)?),
        Some(folder) => bail!("{} holds no index.html", folder.display()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_outside_the_page_are_found() {
        for (kind, text) in [
            ("html", "<script src=\"/a.js\">"),
            ("html", "<script src=\"https://x.example/a.js\">"),
            ("html", "import init from '/a.js'"),
            ("css", "a { background: url(/a.png) }"),
            ("css", "@import \"a.css\";"),
        ] {
            assert!(foreign_address(kind, text).is_some(), "{text}");
        }
    }

    #[test]
    fn relative_addresses_and_links_are_fine() {
        for (kind, text) in [
            ("html", "<link rel=\"stylesheet\" href=\"./a.css\"><script src=\"./a.js\"></script>"),
            ("html", "<a href=\"https://x.example/\">the paper</a>"),
            ("css", "a { background: url(./a.png) }"),
        ] {
            assert_eq!(foreign_address(kind, text), None);
        }
    }
}
