//! Installing what the system lacks, on Debian, where that may be done without asking.

use std::process::Command;

use anyhow::Result;

use crate::process::{on_path, output, run, succeeds};

/// Installs packages by `apt-get`, as root or by `sudo` without a password. False where neither is possible.
pub fn install(packages: &[&str]) -> Result<bool> {
    let Some(apt) = apt() else { return Ok(false) };
    println!("Installing {} with apt-get…", packages.join(", "));
    run(&mut apt(&["update", "-qq"]))?;
    run(apt(&["install", "-y", "-qq", "--no-install-recommends"]).args(packages))?;
    Ok(true)
}

/// How `apt-get` is called here, if it may be used without asking.
fn apt() -> Option<impl Fn(&[&str]) -> Command> {
    on_path("apt-get")?;
    let is_root = output(Command::new("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    if !is_root && !succeeds(Command::new("sudo").args(["-n", "true"])) {
        return None;
    }
    Some(move |arguments: &[&str]| {
        // sudo drops the environment, so the variable is set behind it.
        let mut command = Command::new(if is_root { "env" } else { "sudo" });
        if !is_root {
            command.args(["-n", "env"]);
        }
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(arguments);
        command
    })
}
