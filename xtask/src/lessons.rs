//! `cargo xtask lessons`: lessons on the real core, without a browser.

use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail};
use paxoscope::lesson::{BUILT_IN, BUILT_IN_STARTS, CONTENTS_TEXT, Entry, library, report, start_library};
use paxoscope::share::pack_lesson;
use paxoscope::text::RULES_TEXT;

use crate::arguments::Lessons;
use crate::page;
use crate::workspace::Workspace;

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

/// Packs the built-in lessons and starts for the page, with the texts beside it, into the folder in which Trunk puts it together.
pub fn pack(workspace: &Workspace) -> Result<()> {
    let folder = page::staging(workspace)?.join("text");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for (name, text) in [("rules.txt", RULES_TEXT), ("contents.txt", CONTENTS_TEXT)] {
        let file = folder.join(name);
        fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    }
    let folder = page::staging(workspace)?.join("lessons");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for lesson in library().iter().chain(start_library().iter()) {
        let slug = &lesson.slug;
        let run = paxoscope::lesson::run(lesson).map_err(|error| anyhow!("{slug}.md:{error}"))?;
        let entry = Entry::find(slug).with_context(|| format!("{slug} is not in the list of lessons"))?;
        let file = folder.join(format!("{slug}.txt"));
        fs::write(&file, pack_lesson(lesson, &run, &entry.fingerprint()))
            .with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
}

fn built_in() -> report::Report {
    let lessons = in_folder("lessons", BUILT_IN, report::check);
    let starts = in_folder("starts", BUILT_IN_STARTS, report::check_starts);
    report::Report {
        text: format!("{}\n{}", lessons.text, starts.text),
        holds: lessons.holds && starts.holds,
    }
}

/// Checks built-in files under the names that they have in the repository.
fn in_folder(
    folder: &str,
    built_in: &[(&str, &str)],
    check: fn(&[(&str, &str)]) -> report::Report,
) -> report::Report {
    let sources: Vec<(String, &str)> =
        built_in.iter().map(|&(slug, source)| (format!("static/{folder}/{slug}.md"), source)).collect();
    let named: Vec<(&str, &str)> = sources.iter().map(|(name, source)| (name.as_str(), *source)).collect();
    check(&named)
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
