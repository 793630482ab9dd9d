//! `cargo xtask test`: runs the stages, in order, and sums up.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::arguments::Test;
use crate::stages::{STAGES, Stage};
use crate::workspace::Workspace;

/// How a stage ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed(Duration),
    Failed(Duration),
    NotRun,
}

/// Runs the stages that the options ask for.
pub fn run(workspace: &Workspace, options: &Test) -> Result<ExitCode> {
    if options.list {
        for stage in STAGES {
            println!("{:<10} {}", stage.name, stage.title);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let stages = chosen(options)?;
    let mut results: Vec<(&Stage, Outcome)> = Vec::new();
    for (index, stage) in stages.iter().enumerate() {
        let is_over =
            !options.keep_going && results.iter().any(|(_, outcome)| !matches!(outcome, Outcome::Passed(_)));
        let outcome = if is_over {
            Outcome::NotRun
        } else {
            println!("\n── {} of {}: {} ({})", index + 1, stages.len(), stage.title, stage.name);
            timed(stage, workspace, options)
        };
        results.push((stage, outcome));
    }
    print!("{}", summary(&results));
    let is_clean = results.iter().all(|(_, outcome)| matches!(outcome, Outcome::Passed(_)));
    Ok(if is_clean { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn chosen(options: &Test) -> Result<Vec<&'static Stage>> {
    if let Some(unknown) = options.only.iter().find(|name| STAGES.iter().all(|stage| stage.name != **name)) {
        bail!("there is no stage `{unknown}`; `cargo xtask test --list` names them");
    }
    let named: Vec<&Stage> =
        STAGES.iter().filter(|stage| options.only.iter().any(|name| name == stage.name)).collect();
    let is_wanted = |stage: &&Stage| {
        options.only.is_empty()
            || named.iter().any(|other| other.name == stage.name || other.needs.contains(&stage.name))
    };
    Ok(STAGES.iter().filter(is_wanted).filter(|stage| !(options.no_browser && stage.is_browser)).collect())
}

#[expect(clippy::disallowed_methods, reason = "a person waits for this, on a machine that has a clock")]
fn timed(stage: &Stage, workspace: &Workspace, options: &Test) -> Outcome {
    let start = Instant::now();
    match (stage.run)(workspace, options) {
        Ok(()) => Outcome::Passed(start.elapsed()),
        Err(error) => {
            eprintln!("\n{} failed: {error:#}", stage.name);
            Outcome::Failed(start.elapsed())
        }
    }
}

/// A table for people, and a last line for machines.
fn summary(results: &[(&Stage, Outcome)]) -> String {
    let mut text = String::from("\n");
    for (stage, outcome) in results {
        let (word, duration) = match outcome {
            Outcome::Passed(duration) => ("passed", format!("{:.1} s", duration.as_secs_f32())),
            Outcome::Failed(duration) => ("FAILED", format!("{:.1} s", duration.as_secs_f32())),
            Outcome::NotRun => ("not run", String::new()),
        };
        text += format!("{word:<8} {duration:>9}  {:<10} {}", stage.name, stage.title).trim_end();
        text += "\n";
    }
    let passed = results.iter().filter(|(_, outcome)| matches!(outcome, Outcome::Passed(_))).count();
    let failed = results.iter().filter(|(_, outcome)| matches!(outcome, Outcome::Failed(_))).count();
    text + &format!("\n{passed} passed, {failed} failed\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(options: &Test) -> Vec<&'static str> {
        chosen(options).expect("stages that exist").iter().map(|stage| stage.name).collect()
    }

    #[test]
    fn everything_runs_unless_told_otherwise() {
        assert_eq!(names(&Test::default()).len(), STAGES.len());
    }

    #[test]
    fn one_stage_brings_what_it_needs() {
        let only = Test { only: vec!["chromium".into()], ..Test::default() };
        assert_eq!(names(&only), ["tools", "page", "browsers", "chromium"]);
        assert!(chosen(&Test { only: vec!["nonsense".into()], ..Test::default() }).is_err());
    }

    #[test]
    fn no_browser_leaves_out_the_stages_that_need_one() {
        let options = Test { no_browser: true, ..Test::default() };
        assert!(!names(&options).iter().any(|name| ["browsers", "chromium", "firefox"].contains(name)));
    }

    #[test]
    fn last_line_counts_stages() {
        let second = Duration::from_secs(1);
        let results = [Outcome::Passed(second), Outcome::Failed(second), Outcome::NotRun];
        let results: Vec<_> = STAGES.iter().zip(results).collect();
        assert_eq!(summary(&results).lines().last(), Some("1 passed, 1 failed"));
    }
}
