//! Whether the programs that pictures are made for read them: `pdflatex` and Mermaid.
//!
//! Either is left out, with a word about it, where it can't be had.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::rc::Rc;

use anyhow::{Context, Result, bail};
use paxoscope::lesson::{self, library};
use paxoscope::picture::{Form, Motif, Subject, Theme, Wanted, export};
use paxoscope::scene::{Lanes, Stretch};
use paxoscope::share::parse_cluster;
use paxoscope::sim::{History, RandomSchedule};
use paxoscope::text::Terms;

use crate::apt;
use crate::process::{on_path, run};
use crate::tools;
use crate::workspace::Workspace;

/// A run and what it is called.
struct Sample {
    history: History,
    terms: Terms,
    title: String,
}

/// Hands pictures of all lessons, and of runs that try to break out of them, to the programs that read them.
pub fn check(workspace: &Workspace) -> Result<()> {
    let folder = workspace.target.join("pictures");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let samples = samples()?;
    check_latex(&samples, &folder)?;
    check_mermaid(workspace, &samples, &folder)
}

fn samples() -> Result<Vec<Sample>> {
    let mut samples = Vec::new();
    for lesson in library().iter() {
        let mut history = History::new(Rc::clone(&lesson.setup));
        let played = lesson::run(lesson).ok().with_context(|| format!("{} does not hold", lesson.slug))?;
        for event in &played.events {
            history.act(event).ok().context("an event of a lesson can't happen again")?;
        }
        samples.push(Sample { history, terms: lesson.terms, title: lesson.title.clone() });
    }
    samples.extend(hostile()?);
    Ok(samples)
}

/// Values that are syntax somewhere, letters that LaTeX sets, and letters that it can't.
const VALUES: [&str; 6] = [
    "end%3Bend%23%3A%25%25%7B%7D",
    "%5Cinput%7Bx%7D%24%5E_~%25%23%7B%7D%26%22",
    "%3Cscript%3E%22'%60--",
    "%C3%84%C3%98%C3%9F%C4%83%C5%82%C5%91%C5%93%C5%AF%C5%BE%C3%A9%C4%8D%C4%9F%C2%BF%C4%AB",
    "%E4%B8%AD%E2%86%92%CE%BB%E2%89%A4%E2%8A%A5%F0%9F%98%80",
    "%01%7F%0Aa%09b",
];

fn hostile() -> Result<Vec<Sample>> {
    let mut samples = Vec::new();
    for (seed, value) in (1..).zip(VALUES) {
        let query = format!("proposers={value}:1,b:2&learners=2");
        let setup = parse_cluster(&query).ok().with_context(|| format!("{query} is no cluster"))?;
        let mut history = History::new(Rc::new(setup));
        let schedule = RandomSchedule::stormy(seed);
        for _ in 0..40 {
            let Some(event) = schedule.next(history.world()) else { break };
            history.act(&event).ok().context("a scheduled event can't happen")?;
        }
        samples.push(Sample { history, terms: Terms::Standard, title: "end; %%{ <b>#\"".to_owned() });
    }
    Ok(samples)
}

fn picture(sample: &Sample, motif: Motif, form: Form, theme: Theme) -> String {
    let lanes = Lanes::default();
    let Sample { history, terms, title } = sample;
    export(Subject { history, terms: *terms, lanes: &lanes, title }, Wanted { motif, form, theme })
}

/// One document with all pictures, as a lecturer would paste them, and one that is a picture alone.
fn check_latex(samples: &[Sample], folder: &Path) -> Result<()> {
    if on_path("pdflatex").is_none() && !apt::install(&["texlive-latex-base", "texlive-pictures"])? {
        println!("No pdflatex here: TikZ is not compiled. On Debian: texlive-latex-base, texlive-pictures.");
        return Ok(());
    }
    let mut all = String::from("\\documentclass{article}\n\\usepackage{tikz}\n\\begin{document}\n");
    for sample in samples {
        let end = Stretch::all(&sample.history).to;
        let part = Stretch { from: end / 3, to: end / 2 };
        for (motif, theme) in [
            (Motif::Diagram(Stretch::all(&sample.history)), Theme::Light),
            (Motif::Diagram(part), Theme::Dark),
            (Motif::Stage(end / 2), Theme::Light),
            (Motif::Stage(end), Theme::Dark),
        ] {
            all += "\\noindent\n";
            all += &picture(sample, motif, Form::Tikz, theme);
            all += "\\newpage\n";
        }
    }
    all += "\\end{document}\n";
    compile(folder, "all", &all)?;
    let alone = picture(&samples[0], Motif::Stage(9), Form::TikzDocument, Theme::Light);
    compile(folder, "alone", &alone)?;
    println!("pdflatex compiles {} pictures", 4 * samples.len() + 1);
    Ok(())
}

fn compile(folder: &Path, name: &str, document: &str) -> Result<()> {
    fs::write(folder.join(format!("{name}.tex")), document)?;
    let mut latex = Command::new("pdflatex");
    latex.args(["-halt-on-error", "-interaction=batchmode", name]).current_dir(folder);
    let log = folder.join(format!("{name}.log"));
    run(&mut latex).with_context(|| format!("see {}", log.display()))?;
    let log = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
    // A letter that no font has is a warning only, and a hole in the picture.
    match log.lines().find(|line| line.contains("Missing character") || line.contains("Font Warning")) {
        Some(warning) => bail!("{name}.tex: {warning}"),
        None => Ok(()),
    }
}

/// Reads every file that it is given, and compares what Mermaid understood with what was written. Mermaid's
/// sanitizer wants a browser; it is left out, so that the parser sees what is hostile as it is.
const READER: &str = r"
const [module, ...files] = process.argv.slice(1);
const { default: purify } = await import(new URL('../../dompurify/dist/purify.es.mjs', module));
Object.assign(purify, { sanitize: text => text, addHook: () => {} });
const { default: mermaid } = await import(module);
const { readFileSync } = await import('node:fs');
mermaid.initialize({ startOnLoad: false });
const written = text => text.replace(/#(\d+);/g, (_, code) => String.fromCodePoint(code));
const read = text => text.replace(/\u{fb02}°°(\d+)¶ß/gu, (_, code) => String.fromCodePoint(code));
for (const file of files) {
    const text = readFileSync(file, 'utf8');
    await mermaid.parse(text);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    const lines = text.split('\n').map(line => /^ +(?:n\d|Note|title)[^:]*: (.*)$/.exec(line)).filter(Boolean);
    const expected = lines.map(line => written(line[1]));
    const messages = db.getMessages().map(message => message.message);
    const found = [db.getDiagramTitle(), ...messages].map(read);
    const wrong = expected.findIndex((line, index) => line.trim() !== found[index]?.trim());
    if (wrong >= 0 || found.length !== expected.length) {
        throw new Error(`${file}: written ${expected[wrong]}, read ${found[wrong]}; ${found.length} messages`);
    }
}
console.log(`Mermaid reads ${files.length} diagrams`);
";

fn check_mermaid(workspace: &Workspace, samples: &[Sample], folder: &Path) -> Result<()> {
    let Some(module) = tools::npm_file(workspace, &tools::MERMAID)? else {
        println!("No npm here: Mermaid is not asked. Node.js is at https://nodejs.org.");
        return Ok(());
    };
    let mut node = Command::new("node");
    node.args(["--input-type=module", "--eval", READER, "--"]).arg(file_address(&module));
    for (index, sample) in samples.iter().enumerate() {
        let file = folder.join(format!("{index}.mmd"));
        let theme = if index % 2 == 0 { Theme::Light } else { Theme::Dark };
        let whole = Motif::Diagram(Stretch::all(&sample.history));
        fs::write(&file, picture(sample, whole, Form::Mermaid, theme))?;
        node.arg(file);
    }
    run(&mut node)
}

/// A path as Node's `import` wants it on every system.
fn file_address(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    format!("file://{}{path}", if path.starts_with('/') { "" } else { "/" })
}
