//! Where things are: the repository, its build folder and the cache of tools.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// The folders this command line works in.
pub struct Workspace {
    /// The repository.
    pub root: PathBuf,
    /// Cargo's build folder.
    pub target: PathBuf,
    /// The cache of tools.
    pub tools: PathBuf,
}

impl Workspace {
    /// Finds the folders from the environment.
    pub fn find() -> Result<Self> {
        let package = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&package).parent().context("xtask lies in no repository")?.to_path_buf();
        let target = root.join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()));
        let tools = tools_folder(env::consts::OS, |name| env::var_os(name).filter(|value| !value.is_empty()))
            .context("neither PAXOSCOPE_TOOLS nor a home folder is set, so there is nowhere to keep tools")?;
        // Programs are run in the repository, so a relative folder would mean two places.
        let tools = std::path::absolute(tools)?;
        Ok(Self { root, target, tools })
    }

    /// A cargo command in the repository.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command.current_dir(&self.root).args(arguments);
        command
    }
}

/// The per-user folder of tools, by the custom of the operating system.
fn tools_folder(os: &str, variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    if let Some(folder) = variable("PAXOSCOPE_TOOLS") {
        return Some(folder.into());
    }
    let cache = match os {
        "windows" => PathBuf::from(variable("LOCALAPPDATA")?),
        "macos" => Path::new(&variable("HOME")?).join("Library").join("Caches"),
        _ => variable("XDG_CACHE_HOME")
            .map(PathBuf::from)
            .or_else(|| variable("HOME").map(|home| Path::new(&home).join(".cache")))?,
    };
    Some(cache.join("paxoscope").join("tools"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(os: &str, variables: &[(&str, &str)], expected: Option<&str>) {
        let lookup =
            |name: &str| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into());
        assert_eq!(tools_folder(os, lookup), expected.map(PathBuf::from), "{os} {variables:?}");
    }

    #[test]
    fn tools_lie_where_the_system_keeps_caches() {
        check("linux", &[("HOME", "/h")], Some("/h/.cache/paxoscope/tools"));
        check("linux", &[("HOME", "/h"), ("XDG_CACHE_HOME", "/c")], Some("/c/paxoscope/tools"));
        check(
            "macos",
            &[("HOME", "/h"), ("XDG_CACHE_HOME", "/c")],
            Some("/h/Library/Caches/paxoscope/tools"),
        );
        check("windows", &[("LOCALAPPDATA", "/l")], Some("/l/paxoscope/tools"));
        check("windows", &[("HOME", "/h")], None);
    }

    #[test]
    fn tools_can_be_put_elsewhere() {
        check("linux", &[("HOME", "/h"), ("PAXOSCOPE_TOOLS", "/t")], Some("/t"));
    }
}
