//! Getting real browsers, their `WebDriver`s and the accessibility checker.
//!
//! Browsers come from the system. Where `apt-get` may be used without asking (as root, or by `sudo` without a
//! password) they are installed; elsewhere the message says what to install.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::apt;
use crate::process::on_path;
use crate::tools;
use crate::workspace::Workspace;

/// Environment for the programs of `tests/browser`.
pub type Environment = Vec<(&'static str, OsString)>;

/// A part of the system that the browser tests need.
struct Part {
    /// Any of these programs will do.
    programs: &'static [&'static str],
    /// Debian's package.
    package: &'static str,
    /// Whether it is only looked for on Linux; elsewhere applications are not on PATH, and drivers find them.
    is_application: bool,
}

const CHROMIUM: Part = Part {
    programs: &["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"],
    package: "chromium",
    is_application: true,
};
const CHROMEDRIVER: Part =
    Part { programs: &["chromedriver"], package: "chromium-driver", is_application: false };
const FIREFOX: Part =
    Part { programs: &["firefox-esr", "firefox"], package: "firefox-esr", is_application: true };

/// Everything: both browsers, their drivers and axe-core.
pub fn all(workspace: &Workspace) -> Result<Environment> {
    system(&[CHROMIUM, CHROMEDRIVER, FIREFOX])?;
    let mut environment =
        drivers(&[("PAXOSCOPE_CHROMEDRIVER", &CHROMEDRIVER), ("PAXOSCOPE_FIREFOX", &FIREFOX)]);
    environment.push(("PAXOSCOPE_GECKODRIVER", tools::geckodriver(workspace)?.into()));
    let axe = tools::npm_file(workspace, &tools::AXE)?;
    let axe = axe.context("the accessibility checker needs npm; install Node.js from https://nodejs.org")?;
    environment.push(("PAXOSCOPE_AXE", axe.into()));
    let reveal = tools::npm_file(workspace, &tools::REVEAL)?.context("reveal.js needs npm, too")?;
    environment.push(("PAXOSCOPE_REVEAL", reveal.with_file_name("").into()));
    Ok(environment)
}

/// Chromium and its driver.
pub fn chromium(_workspace: &Workspace) -> Result<Environment> {
    system(&[CHROMIUM, CHROMEDRIVER])?;
    Ok(drivers(&[("PAXOSCOPE_CHROMEDRIVER", &CHROMEDRIVER)]))
}

fn drivers(parts: &[(&'static str, &Part)]) -> Environment {
    parts.iter().filter_map(|(variable, part)| Some((*variable, find(part)?.into()))).collect()
}

fn find(part: &Part) -> Option<PathBuf> {
    part.programs.iter().find_map(|program| on_path(program))
}

fn system(parts: &[Part]) -> Result<()> {
    let is_missing =
        |part: &&Part| find(part).is_none() && (cfg!(target_os = "linux") || !part.is_application);
    let missing: Vec<&Part> = parts.iter().filter(is_missing).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().map(|part| part.package).collect();
    if !apt::install(&packages).with_context(|| advice(&missing))? {
        bail!("{}", advice(&missing));
    }
    match missing.into_iter().find(|part| find(part).is_none()) {
        None => Ok(()),
        Some(part) => bail!("installed {}, but {} is not on PATH", part.package, part.programs[0]),
    }
}

fn advice(missing: &[&Part]) -> String {
    let programs: Vec<&str> = missing.iter().map(|part| part.programs[0]).collect();
    let packages: Vec<&str> = missing.iter().map(|part| part.package).collect();
    format!(
        "the browser stages need {} on PATH.\n  On Debian: sudo apt-get install {}\n  \
         Elsewhere: install Chrome or Chromium with the chromedriver of the same version, and Firefox.\n  \
         Or leave these stages out: cargo xtask test --no-browser",
        programs.join(", "),
        packages.join(" "),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_names_programs_and_packages() {
        let text = advice(&[&CHROMEDRIVER, &FIREFOX]);
        assert!(text.contains("need chromedriver, firefox-esr on PATH"), "{text}");
        assert!(text.contains("apt-get install chromium-driver firefox-esr"), "{text}");
    }
}
