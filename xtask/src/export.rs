//! `cargo xtask export`: pictures for slides, without a browser, the same text as on the page.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::rc::Rc;

use anyhow::{Context, Result, anyhow};
use paxoscope::lesson::{self, library};
use paxoscope::picture::{Form, Motif, Subject, Theme, Wanted, export};
use paxoscope::scene::{Lanes, Stretch};
use paxoscope::share::{Run, parse_cluster, write_events, write_file, write_itf, write_link, write_shiviz};
use paxoscope::sim::{History, RandomSchedule, Schedule};
use paxoscope::text::Terms;
use paxoscope::tools::read_run;

use crate::arguments::{self, Export};

/// A run to take pictures of. The cursor of its history is at the moment that the stage shows.
pub struct LoadedRun {
    /// What happened.
    pub history: History,
    /// Whose words are used.
    pub terms: Terms,
    /// What it is called; may be empty.
    pub title: String,
}

/// How far a sandbox runs unless told otherwise.
const STEPS: usize = 40;

/// Writes the pictures that the options ask for.
pub fn run(options: &Export) -> Result<()> {
    let run = load_run(&options.source, options)?;
    let lanes = Lanes::default();
    let subject = Subject { history: &run.history, terms: run.terms, lanes: &lanes, title: &run.title };
    let tikz = if options.is_document { Form::TikzDocument } else { Form::Tikz };
    let wanted = [(Form::Svg, &options.svg), (tikz, &options.tikz), (Form::Mermaid, &options.mermaid)];
    for (form, file) in wanted {
        if let Some(file) = file {
            write(file, &export(subject, wanted_of(options, &run, form)))?;
        }
    }
    let carried = Run::of_line(&run.history, run.terms, None);
    let link =
        |run: &Run| write_link(run).map_err(|why| anyhow!("a link would have {} characters", why.length));
    for (file, text) in [
        (&options.json, write_file as fn(&Run) -> String),
        (&options.itf, write_itf),
        (&options.shiviz, write_shiviz),
        (&options.events, write_events),
    ] {
        if let Some(file) = file {
            write(file, &text(&carried))?;
        }
    }
    if let Some(file) = &options.link {
        write(file, &format!("{}\n", link(&carried)?))?;
    }
    Ok(())
}

fn wanted_of(options: &Export, run: &LoadedRun, form: Form) -> Wanted {
    let whole = Stretch::all(&run.history);
    let stretch = Stretch { from: options.from.unwrap_or(whole.from), to: options.to.unwrap_or(whole.to) };
    let motif = match options.motif {
        arguments::Motif::Stage => Motif::Stage(options.at.unwrap_or_else(|| run.history.position())),
        arguments::Motif::Diagram => Motif::Diagram(stretch),
    };
    Wanted { motif, form, theme: if options.is_dark { Theme::Dark } else { Theme::Light } }
}

/// Reads a run. This is the one place where a new kind of source is added.
pub fn load_run(source: &str, options: &Export) -> Result<LoadedRun> {
    match source.split_once(':') {
        Some(("lesson", name)) => lesson_run(name),
        Some(("sandbox", query)) => sandbox_run(query, options),
        _ => carried_run(source),
    }
}

/// A run that somebody took away: a file, a trace, or a link.
fn carried_run(source: &str) -> Result<LoadedRun> {
    let text = if source.contains("#/run/") {
        source.to_owned()
    } else {
        fs::read_to_string(source).with_context(|| {
            format!("`{source}` is no run: it is a file, a link, lesson:SLUG[:STOP] or sandbox:QUERY")
        })?
    };
    let run = read_run(&text).map_err(|problem| anyhow!("{}", problem.words()))?;
    let history = run.history().map_err(|why| anyhow!("{why:?}"))?;
    Ok(LoadedRun { history, terms: run.terms, title: String::new() })
}

/// A lesson from its beginning to its end, seen at one of its stops; at its last one if none is named.
fn lesson_run(name: &str) -> Result<LoadedRun> {
    let (slug, stop) = name.split_once(':').map_or((name, None), |(slug, stop)| (slug, Some(stop)));
    let lessons = library();
    let lesson = lessons.iter().find(|lesson| lesson.slug == slug).with_context(|| {
        let slugs: Vec<&str> = lessons.iter().map(|lesson| lesson.slug.as_str()).collect();
        format!("there is no lesson `{slug}`; there are {}", slugs.join(", "))
    })?;
    let played = lesson::run(lesson).map_err(|error| anyhow!("{error:?}"))?;
    let mut history = History::new(Rc::clone(&lesson.setup));
    for event in &played.events {
        history.act(event).map_err(|why| anyhow!("{why:?}"))?;
    }
    let last = played.stops.len() - 1;
    let stop = match stop {
        Some(stop) => stop.parse().with_context(|| format!("`{stop}` is no stop: stops are numbers"))?,
        None => last,
    };
    let at = played.stops.get(stop).with_context(|| format!("the lesson `{slug}` ends with stop {last}"))?;
    history.seek(at.events);
    Ok(LoadedRun { history, terms: lesson.terms, title: lesson.title.clone() })
}

/// A cluster of the sandbox, moved by a schedule.
fn sandbox_run(query: &str, options: &Export) -> Result<LoadedRun> {
    let setup = parse_cluster(query).map_err(|error| anyhow!("`{query}` is no cluster: {error:?}"))?;
    let schedule =
        options.seed.map_or(Schedule::InOrder, |seed| Schedule::Random(RandomSchedule::calm(seed)));
    let mut history = History::new(Rc::new(setup));
    for _ in 0..options.steps.unwrap_or(STEPS) {
        let Some(event) = schedule.next(history.world()) else { break };
        history.act(&event).map_err(|why| anyhow!("{why:?}"))?;
    }
    let terms = Terms::usual(history.world().setup());
    Ok(LoadedRun { history, terms, title: String::new() })
}

fn write(file: &Path, picture: &str) -> Result<()> {
    if file == Path::new("-") {
        return Ok(std::io::stdout().write_all(picture.as_bytes())?);
    }
    fs::write(file, picture).with_context(|| format!("cannot write {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loaded(source: &str) -> Result<LoadedRun> {
        load_run(source, &Export::default())
    }

    #[test]
    fn a_lesson_is_seen_at_its_stop() {
        let at = |source: &str| loaded(source).expect("a lesson").history.position();
        assert_eq!(at("lesson:duel:0"), 0);
        assert!(at("lesson:duel:5") > 0 && at("lesson:duel") > at("lesson:duel:5"));
    }

    #[test]
    fn a_sandbox_runs_by_a_schedule() {
        let run = |seed, steps| {
            let options = Export { steps, seed, ..Export::default() };
            let run = load_run("sandbox:acceptors=5", &options).expect("a cluster");
            run.history.events().cloned().collect::<Vec<_>>()
        };
        assert_eq!(run(None, None).len(), STEPS);
        assert_eq!(run(Some(1), Some(25)), run(Some(1), Some(25)));
        assert_ne!(run(Some(1), Some(25)), run(Some(2), Some(25)));
    }

    #[test]
    fn what_was_written_is_read_again() {
        let folder = std::env::temp_dir().join(format!("paxoscope-export-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let files = ["json", "itf", "link"].map(|end| Some(folder.join(end)));
        let [json, itf, link] = files.clone();
        let options = Export { source: "lesson:duel".to_owned(), json, itf, link, ..Export::default() };
        run(&options).expect("written");
        let own = loaded("lesson:duel").expect("a lesson").history;
        for file in files.iter().flatten() {
            let text = fs::read_to_string(file).expect("a file");
            let source = if text.starts_with('#') { text.trim() } else { file.to_str().expect("a path") };
            let read = loaded(source).expect("a run").history;
            assert!(read.events().eq(own.events()), "{}", file.display());
        }
        fs::remove_dir_all(&folder).expect("the folder goes");
    }

    #[test]
    fn what_is_no_run_is_refused() {
        for source in [
            "",
            "duel",
            "#/run/1xyz",
            "lesson:nonsense",
            "lesson:duel:x",
            "lesson:duel:9999",
            "sandbox:colour=red",
        ] {
            assert!(loaded(source).is_err(), "{source}");
        }
    }
}
