//! `cargo xtask bench`: what the page weighs and how quick it is. A new measurement is a new row in [`MEASUREMENTS`].

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::arguments::Bench;
use crate::browsers;
use crate::page;
use crate::process;
use crate::size;
use crate::workspace::Workspace;

/// Something that is measured and printed.
struct Measurement {
    title: &'static str,
    /// Measures; gets the folder of the built page.
    run: fn(&Workspace, &Path) -> Result<()>,
}

const MEASUREMENTS: &[Measurement] = &[
    Measurement { title: "size of the page", run: page_size },
    Measurement { title: "the simulator on this machine, five acceptors and two proposers", run: simulator },
    Measurement { title: "Multi-Paxos on this machine, 3,000 requests of three clients", run: multi_paxos },
    Measurement { title: "the page in Chromium", run: page_in_chromium },
];

/// Runs all measurements.
pub fn run(workspace: &Workspace, options: &Bench) -> Result<()> {
    let page = page::given_or_built(workspace, options.page.as_deref())?;
    for measurement in MEASUREMENTS {
        println!("\n── {}", measurement.title);
        (measurement.run)(workspace, &page)?;
    }
    Ok(())
}

fn page_size(_: &Workspace, page: &Path) -> Result<()> {
    let report = size::Report::of(page)?;
    for (sum, what) in report.sums() {
        println!("{what}: {} bytes, {} gzipped", sum.raw, sum.gzipped);
    }
    Ok(())
}

/// Three runs of each weather: a machine that does something else for a moment shows as an outlier.
fn simulator(workspace: &Workspace, _: &Path) -> Result<()> {
    for weather in ["stormy", "calm"] {
        for _ in 0..3 {
            let mut command = example(workspace, "events_per_second");
            command.arg(weather);
            print!("{weather}: ");
            std::io::stdout().flush()?;
            process::run(&mut command)?;
        }
    }
    Ok(())
}

/// Three runs, as of the simulator.
fn multi_paxos(workspace: &Workspace, _: &Path) -> Result<()> {
    for _ in 0..3 {
        process::run(&mut example(workspace, "multi_paxos"))?;
    }
    Ok(())
}

/// An example program, built as the tools are, without the page.
fn example(workspace: &Workspace, name: &str) -> Command {
    let mut command =
        workspace.cargo(&["run", "--quiet", "--profile", "tool", "-p", "paxoscope", "--no-default-features"]);
    command.args(["--example", name, "--"]);
    command
}

fn page_in_chromium(workspace: &Workspace, page: &Path) -> Result<()> {
    let mut command = workspace.cargo(&["run", "--quiet", "-p", "paxoscope-browser", "--bin", "bench"]);
    process::run(command.envs(browsers::chromium(workspace)?).env("PAXOSCOPE_DIST", page))
}
