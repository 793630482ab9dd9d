//! The options of `export`.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;

/// What is to be seen of the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Motif {
    /// The space–time diagram.
    #[default]
    Diagram,
    /// The stage.
    Stage,
}

/// Options of `export`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Export {
    /// Where the run comes from.
    pub source: String,
    /// What is to be seen.
    pub motif: Motif,
    /// Where the SVG goes; `-` prints it.
    pub svg: Option<PathBuf>,
    /// Where the TikZ goes; `-` prints it.
    pub tikz: Option<PathBuf>,
    /// Where the Mermaid goes; `-` prints it.
    pub mermaid: Option<PathBuf>,
    /// Where the run goes as a file of the page's own; `-` prints it.
    pub json: Option<PathBuf>,
    /// Where the ITF trace goes; `-` prints it.
    pub itf: Option<PathBuf>,
    /// Where the `ShiViz` log goes; `-` prints it.
    pub shiviz: Option<PathBuf>,
    /// Where the list of events goes; `-` prints it.
    pub events: Option<PathBuf>,
    /// Where the link goes; `-` prints it.
    pub link: Option<PathBuf>,
    /// Whether the ground is dark.
    pub is_dark: bool,
    /// Whether TikZ is a whole document.
    pub is_document: bool,
    /// The moment of the stage.
    pub at: Option<usize>,
    /// The first step of the diagram.
    pub from: Option<usize>,
    /// The last step of the diagram.
    pub to: Option<usize>,
    /// How far a sandbox runs.
    pub steps: Option<usize>,
    /// By which chance a sandbox runs.
    pub seed: Option<u64>,
}

/// Reads what stands behind `export`.
pub fn parse(mut parser: lexopt::Parser) -> Result<Export> {
    let mut options = Export::default();
    let mut motif = None;
    let mut source = None;
    while let Some(argument) = parser.next()? {
        match argument {
            Value(run) if source.is_none() => source = Some(run.string()?),
            Long("svg") => options.svg = Some(parser.value()?.into()),
            Long("tikz") => options.tikz = Some(parser.value()?.into()),
            Long("mermaid") => options.mermaid = Some(parser.value()?.into()),
            Long("json") => options.json = Some(parser.value()?.into()),
            Long("itf") => options.itf = Some(parser.value()?.into()),
            Long("shiviz") => options.shiviz = Some(parser.value()?.into()),
            Long("events") => options.events = Some(parser.value()?.into()),
            Long("link") => options.link = Some(parser.value()?.into()),
            Long("stage") if motif.is_none() => motif = Some(Motif::Stage),
            Long("diagram") if motif.is_none() => motif = Some(Motif::Diagram),
            Long("stage" | "diagram") => bail!("a picture shows the stage or the diagram, not both"),
            Long("dark") => options.is_dark = true,
            Long("document") => options.is_document = true,
            Long("at") => options.at = Some(parser.value()?.parse()?),
            Long("from") => options.from = Some(parser.value()?.parse()?),
            Long("to") => options.to = Some(parser.value()?.parse()?),
            Long("steps") => options.steps = Some(parser.value()?.parse()?),
            Long("seed") => options.seed = Some(parser.value()?.parse()?),
            _ => return Err(argument.unexpected().into()),
        }
    }
    options.source =
        source.context("export what? A RUN is a file, a link, lesson:SLUG[:STOP] or sandbox:QUERY")?;
    options.motif = motif.unwrap_or_default();
    let files = [&options.svg, &options.tikz, &options.mermaid, &options.json, &options.itf];
    let others = [&options.shiviz, &options.events, &options.link];
    if files.into_iter().chain(others).all(Option::is_none) {
        bail!(
            "export as what? Say --svg, --tikz, --mermaid, --json, --itf, --shiviz, --events or --link, and a FILE; \
             - prints it"
        );
    }
    if options.from.zip(options.to).is_some_and(|(from, to)| from > to) {
        bail!("the diagram's first step comes after its last one");
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Export> {
        parse(lexopt::Parser::from_args(line.split_whitespace()))
    }

    #[test]
    fn a_run_and_a_file_are_enough() {
        let expected =
            Export { source: "lesson:duel".into(), svg: Some("duel.svg".into()), ..Export::default() };
        assert_eq!(parsed("lesson:duel --svg duel.svg").expect("enough"), expected);
    }

    #[test]
    fn everything_can_be_said() {
        let expected = Export {
            source: "sandbox:acceptors=5".into(),
            motif: Motif::Stage,
            tikz: Some("-".into()),
            is_dark: true,
            is_document: true,
            at: Some(3),
            from: Some(1),
            to: Some(9),
            steps: Some(20),
            seed: Some(7),
            ..Export::default()
        };
        let line = "sandbox:acceptors=5 --stage --tikz - --dark --document --at 3 --from 1 --to 9 --steps 20 --seed 7";
        assert_eq!(parsed(line).expect("understood"), expected);
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for line in [
            "",
            "--svg x",
            "lesson:duel",
            "a b --svg x",
            "a --svg x --stage --diagram",
            "a --svg x --from 5 --to 2",
        ] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }
}
