//! `cargo xtask lessons`: lessons on the real core, without a browser.

use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use paxoscope::lesson::{BUILT_IN, report};

use crate::arguments::Lessons;

/// Checks lessons, or tells which scenes they cover. Coverage that is not complete is news, not a failure.
pub fn run(options: &Lessons) -> Result<ExitCode> {
    if options.coverage {
        print(&report::coverage().text);
        return Ok(ExitCode::SUCCESS);
    }
    let report = if options.files.is_empty() { built_in() } else { given(options)? };
    print(&report.text);
    Ok(if report.holds { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The same as a stage of the tests.
pub fn check() -> Result<()> {
    let report = built_in();
    print(&report.text);
    if !report.holds {
        bail!("a lesson does not hold");
    }
    Ok(())
}

fn built_in() -> report::Report {
    let sources: Vec<(String, &str)> =
        BUILT_IN.iter().map(|(slug, source)| (format!("static/lessons/{slug}.md"), *source)).collect();
    let named: Vec<(&str, &str)> = sources.iter().map(|(name, source)| (name.as_str(), *source)).collect();
    report::check(&named)
}

fn given(options: &Lessons) -> Result<report::Report> {
    let mut sources: Vec<(String, String)> = Vec::new();
    for file in &options.files {
        let source = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        sources.push((file.display().to_string(), source));
    }
    let named: Vec<(&str, &str)> =
        sources.iter().map(|(name, source)| (name.as_str(), source.as_str())).collect();
    Ok(report::check(&named))
}

fn print(text: &str) {
    println!("{}", text.trim_end());
}
