//! What `cargo xtask test` runs, as data. A new check is a new row in [`STAGES`].

use std::process::Command;

use anyhow::{Context as _, Result};

use crate::arguments;
use crate::browsers;
use crate::lessons;
use crate::page;
use crate::pictures;
use crate::process::run;
use crate::tlc;
use crate::workspace::Workspace;

/// One step of the suite.
pub struct Stage {
    /// How `--only` calls it.
    pub name: &'static str,
    /// What it does, for the person reading along.
    pub title: &'static str,
    /// Whether `--no-browser` leaves it out.
    pub is_browser: bool,
    /// The stages before it whose work it uses.
    pub needs: &'static [&'static str],
    /// Does it.
    pub run: fn(&Workspace, &arguments::Test) -> Result<()>,
}

/// All stages, in the order in which they run: what fails quickly comes first.
pub const STAGES: &[Stage] = &[
    Stage { name: "tools", title: "tools for building the page", is_browser: false, needs: &[], run: tools },
    Stage { name: "format", title: "formatting", is_browser: false, needs: &[], run: format },
    Stage { name: "lint", title: "lints, on this machine", is_browser: false, needs: &[], run: lint },
    Stage {
        name: "lint-core",
        title: "lints, core without the page",
        is_browser: false,
        needs: &[],
        run: lint_core,
    },
    Stage {
        name: "lint-wasm",
        title: "lints, for the browser",
        is_browser: false,
        needs: &["tools"],
        run: lint_wasm,
    },
    Stage { name: "unit", title: "tests on this machine", is_browser: false, needs: &[], run: unit },
    Stage { name: "lessons", title: "lessons", is_browser: false, needs: &[], run: check_lessons },
    Stage { name: "docs", title: "documentation", is_browser: false, needs: &[], run: docs },
    Stage {
        name: "pictures",
        title: "pictures, in LaTeX and Mermaid",
        is_browser: false,
        needs: &[],
        run: check_pictures,
    },
    Stage {
        name: "tlc",
        title: "the specification, in TLC",
        is_browser: false,
        needs: &[],
        run: check_specification,
    },
    Stage {
        name: "page",
        title: "the release page",
        is_browser: false,
        needs: &["tools"],
        run: release_page,
    },
    Stage {
        name: "browsers",
        title: "browsers and their drivers",
        is_browser: true,
        needs: &[],
        run: get_browsers,
    },
    Stage {
        name: "chromium",
        title: "the page in Chromium",
        is_browser: true,
        needs: IN_BROWSER,
        run: chromium,
    },
    Stage {
        name: "firefox",
        title: "the page in Firefox",
        is_browser: true,
        needs: IN_BROWSER,
        run: firefox,
    },
];

const IN_BROWSER: &[&str] = &["tools", "page", "browsers"];

fn tools(workspace: &Workspace, _: &arguments::Test) -> Result<()> {
    page::prepare(workspace)
}

fn format(workspace: &Workspace, _: &arguments::Test) -> Result<()> {
    run(&mut workspace.cargo(&["fmt", "--all", "--check"])).context("`cargo fmt --all` puts it right")
}

fn lint(workspace: &Workspace, _: &arguments::Test) -> Result<()> {
    run(&mut workspace.cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

fn lint_core(workspace: &Workspace, _: &arguments::Test) -> Result<()> {
    let core =
        ["clippy", "-p", "paxoscope", "--no-default-features", "--all-targets", "--", "-D", "warnings"];
    run(&mut workspace.cargo(&core))
}

fn lint_wasm(workspace: &Workspace, _: &arguments::Test) -> Result<()> {
    let page = ["clippy", "-p", "paxoscope", "--target", "wasm32-unknown-unknown", "--", "-D", "warnings"];
    run(&mut workspace.cargo(&page))
}

/// This command line is tested apart from the rest: together, cargo would unite their features and build it anew,
/// and Windows does not let a running program be overwritten.
fn unit(workspace: &Workspace, _: &arguments::Test) -> Result<()> {
    let rest =
        ["test", "--no-fail-fast", "--workspace", "--exclude", "paxoscope-browser", "--exclude", "xtask"];
    run(&mut workspace.cargo(&rest))?;
    run(&mut workspace.cargo(&["test", "-p", "xtask"]))
}

fn check_lessons(_: &Workspace, _: &arguments::Test) -> Result<()> {
    lessons::check()
}

fn check_pictures(workspace: &Workspace, _: &arguments::Test) -> Result<()> {
    pictures::check(workspace)
}

fn check_specification(workspace: &Workspace, _: &arguments::Test) -> Result<()> {
    tlc::check(workspace)
}

fn docs(workspace: &Workspace, _: &arguments::Test) -> Result<()> {
    let mut command = workspace.cargo(&["doc", "--no-deps", "--workspace", "--document-private-items"]);
    run(command.env("RUSTDOCFLAGS", "-D warnings"))
}

fn release_page(workspace: &Workspace, _: &arguments::Test) -> Result<()> {
    page::build_for_browsers(workspace).map(drop)
}

fn get_browsers(workspace: &Workspace, _: &arguments::Test) -> Result<()> {
    browsers::all(workspace).map(drop)
}

fn chromium(workspace: &Workspace, options: &arguments::Test) -> Result<()> {
    run(&mut in_browser(workspace, options, "chromium")?)
}

fn firefox(workspace: &Workspace, options: &arguments::Test) -> Result<()> {
    run(&mut in_browser(workspace, options, "firefox")?)
}

fn in_browser(workspace: &Workspace, options: &arguments::Test, browser: &str) -> Result<Command> {
    // Two at a time: more browsers than that wait for each other on a small machine and run into time limits.
    let mut command =
        workspace.cargo(&["test", "-p", "paxoscope-browser", "--no-fail-fast", "--", "--test-threads=2"]);
    command.args(&options.filter).envs(browsers::all(workspace)?);
    command.env("PAXOSCOPE_BROWSER", browser).env("PAXOSCOPE_DIST", page::browsers_folder(workspace));
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_needs_come_before() {
        for (index, stage) in STAGES.iter().enumerate() {
            let before: Vec<&str> = STAGES[..index].iter().map(|stage| stage.name).collect();
            assert!(!before.contains(&stage.name), "{} is there twice", stage.name);
            for need in stage.needs {
                assert!(before.contains(need), "{} needs {need}, which does not come before it", stage.name);
            }
        }
    }
}
