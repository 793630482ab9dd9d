//! The command line's grammar: arguments in, a [`Task`] out.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Result, bail};
use lexopt::prelude::*;

mod explore;
mod export;

pub use explore::{Explore, ExploreWorlds};
pub use export::{Export, Motif};

/// What `cargo xtask help` prints.
pub const HELP: &str = "\
Usage: cargo xtask COMMAND

  serve [--port N] [--no-open]   build the release page, serve it on 127.0.0.1 and open the browser (port 8080)
  dist [--single-file]           write the release page into dist/ and print its sizes; also as one file
  test [options] [-- FILTER]     run every check; FILTER goes to the browser tests
      --no-browser               leave out the stages that need a browser
      --only STAGE               run one stage and what it needs (may be given again); --list names them
      --keep-going               go on after a stage has failed
      --list                     list the stages
  lessons [FILE…]                run lessons on the real core and check what they expect (all built-in ones)
  lessons --coverage             which lesson covers which scene of the decks
  export RUN [options]           write a run's pictures for slides, or the run for other tools; RUN is a file, a link,
                                 lesson:SLUG[:STOP] or sandbox:QUERY
      --svg FILE, --tikz FILE, --mermaid FILE   in which language, and where to (- prints it)
      --json FILE, --itf FILE, --shiviz FILE, --events FILE, --link FILE   the run, for other tools
      --stage | --diagram        what is to be seen (the diagram)
      --at N                     the stage after step N (the lesson's stop, or the end)
      --from N, --to N           the steps of the diagram (all)
      --dark                     on a dark ground
      --document                 TikZ as a whole document
      --steps N, --seed N        how far a sandbox runs (40), and by which chance (none: in order)
  explore spec [options]         every state of the specification; ends with a line of counts
      --acceptors A, --values V, --ballots B   its constants (3, 2, 2)
      --symmetry                 states that differ by names only count once
      --broken NAME              leave a rule out: free-choice, half-quorums, votes-below-promise
      --trace                    print the run in which two values are chosen
      --tlc DIR                  write the specification and its model for TLC instead; run it with -deadlock
  explore CONSTRUCTION [options] every schedule of a construction, within bounds
      --set KEY=VALUE            a setting of its cluster (may be given again)
      --bounds \"KEY=N …\"        proposals, crashes, restarts, drops, duplicates, timers, depth, memory
      --goal GOAL                a property, `chosen`, `chosen VALUE` or `stuck` (all properties)
      --trace                    print what is found, step by step
  shots [OUT] [--page DIR] [-- NAME]   screenshots of every screen into OUT (./shots)
  bench [--page DIR]             measure the page
  help                           this text

Tools are kept in a cache of your own (PAXOSCOPE_TOOLS moves it); docs/developing.md says where and which.";

/// One command with its options.
#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    /// Build and serve the page.
    Serve(Serve),
    /// Write the page into `dist/`.
    Dist(Dist),
    /// Run the checks.
    Test(Test),
    /// Check lessons.
    Lessons(Lessons),
    /// Pack the lessons for the page: a step of Trunk's.
    PackLessons,
    /// Make the page smaller: a step of Trunk's.
    Shrink,
    /// Search every schedule.
    Explore(Box<Explore>),
    /// Write pictures.
    Export(Box<Export>),
    /// Take screenshots.
    Shots(Shots),
    /// Measure the page.
    Bench(Bench),
    /// Print the help.
    Help,
}

/// Options of `dist`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Dist {
    /// Whether the page is written as one file, too.
    pub is_single: bool,
    /// A page that is already built; it is not built anew.
    pub page: Option<PathBuf>,
}

/// Options of `serve`.
#[derive(Debug, PartialEq, Eq)]
pub struct Serve {
    /// The port on 127.0.0.1.
    pub port: u16,
    /// Whether the browser is opened.
    pub open: bool,
}

/// Options of `test`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Test {
    /// Leave out the stages that need a browser.
    pub no_browser: bool,
    /// The stages to run; empty for all.
    pub only: Vec<String>,
    /// Go on after a failure.
    pub keep_going: bool,
    /// Only list the stages.
    pub list: bool,
    /// Arguments for the browser test binaries.
    pub filter: Vec<OsString>,
}

/// Options of `lessons`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Lessons {
    /// The files to check; empty for the built-in lessons.
    pub files: Vec<PathBuf>,
    /// Tell which scenes are covered instead.
    pub coverage: bool,
}

/// Options of `shots`.
#[derive(Debug, PartialEq, Eq)]
pub struct Shots {
    /// The folder the pictures go to.
    pub out: PathBuf,
    /// A page that is already built.
    pub page: Option<PathBuf>,
    /// Names of the screens to take; empty for all.
    pub screens: Vec<OsString>,
}

/// Options of `bench`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Bench {
    /// A page that is already built.
    pub page: Option<PathBuf>,
}

/// Reads the arguments.
pub fn parse(mut parser: lexopt::Parser) -> Result<Task> {
    match parser.next()? {
        None | Some(Short('h') | Long("help")) => Ok(Task::Help),
        Some(Value(name)) => match name.to_string_lossy().as_ref() {
            "serve" => serve(parser).map(Task::Serve),
            "dist" => dist(parser).map(Task::Dist),
            "test" => test(parser).map(Task::Test),
            "lessons" => lessons(parser).map(Task::Lessons),
            "pack-lessons" => nothing_more(parser, Task::PackLessons),
            "shrink" => nothing_more(parser, Task::Shrink),
            "explore" => explore::parse(parser).map(|options| Task::Explore(Box::new(options))),
            "export" => export::parse(parser).map(|options| Task::Export(Box::new(options))),
            "shots" => shots(parser).map(Task::Shots),
            "bench" => bench(parser).map(Task::Bench),
            "help" => nothing_more(parser, Task::Help),
            other => bail!("unknown command `{other}`"),
        },
        Some(argument) => Err(argument.unexpected().into()),
    }
}

fn dist(mut parser: lexopt::Parser) -> Result<Dist> {
    let mut options = Dist::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("single-file") => options.is_single = true,
            Long("page") => options.page = Some(parser.value()?.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(options)
}

fn nothing_more(mut parser: lexopt::Parser, task: Task) -> Result<Task> {
    match parser.next()? {
        None => Ok(task),
        Some(argument) => Err(argument.unexpected().into()),
    }
}

fn serve(mut parser: lexopt::Parser) -> Result<Serve> {
    let mut options = Serve { port: 8080, open: true };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("port") => options.port = parser.value()?.parse()?,
            Long("no-open") => options.open = false,
            _ => return Err(argument.unexpected().into()),
        }
    }
    Ok(options)
}

fn test(mut parser: lexopt::Parser) -> Result<Test> {
    let mut options = Test::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("no-browser") => options.no_browser = true,
            Long("only") => options.only.push(parser.value()?.string()?),
            Long("keep-going") => options.keep_going = true,
            Long("list") => options.list = true,
            Value(filter) => options.filter.push(filter),
            _ => return Err(argument.unexpected().into()),
        }
    }
    Ok(options)
}

fn lessons(mut parser: lexopt::Parser) -> Result<Lessons> {
    let mut options = Lessons::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("coverage") => options.coverage = true,
            Value(file) => options.files.push(file.into()),
            _ => return Err(argument.unexpected().into()),
        }
    }
    Ok(options)
}

fn shots(mut parser: lexopt::Parser) -> Result<Shots> {
    let mut options = Shots { out: PathBuf::from("shots"), page: None, screens: Vec::new() };
    if let Some(out) = parser.try_raw_args().and_then(|mut rest| rest.next_if(|first| !is_option(first))) {
        options.out = out.into();
    }
    while let Some(argument) = parser.next()? {
        match argument {
            Long("page") => options.page = Some(parser.value()?.into()),
            Value(screen) => options.screens.push(screen),
            _ => return Err(argument.unexpected().into()),
        }
    }
    Ok(options)
}

fn is_option(argument: &std::ffi::OsStr) -> bool {
    argument.to_string_lossy().starts_with('-')
}

fn bench(mut parser: lexopt::Parser) -> Result<Bench> {
    let mut options = Bench::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Long("page") => options.page = Some(parser.value()?.into()),
            _ => return Err(argument.unexpected().into()),
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Task {
        parse(lexopt::Parser::from_args(line.split_whitespace())).expect(line)
    }

    #[test]
    fn serve_opens_port_8080_unless_told_otherwise() {
        assert_eq!(parsed("serve"), Task::Serve(Serve { port: 8080, open: true }));
        assert_eq!(parsed("serve --port 81 --no-open"), Task::Serve(Serve { port: 81, open: false }));
    }

    #[test]
    fn test_takes_stages_and_a_filter() {
        let expected = Test { only: vec!["firefox".into()], filter: vec!["smoke".into()], ..Test::default() };
        assert_eq!(parsed("test --only firefox -- smoke"), Task::Test(expected));
    }

    #[test]
    fn lessons_take_files_or_tell_coverage() {
        let files = |files: &[&str]| files.iter().map(PathBuf::from).collect();
        assert_eq!(parsed("lessons"), Task::Lessons(Lessons::default()));
        assert_eq!(
            parsed("lessons a.md b.md"),
            Task::Lessons(Lessons { files: files(&["a.md", "b.md"]), coverage: false })
        );
        assert_eq!(
            parsed("lessons --coverage"),
            Task::Lessons(Lessons { files: Vec::new(), coverage: true })
        );
    }

    #[test]
    fn shots_take_a_folder_and_screens() {
        let shots = |out: &str, page: Option<&str>, screens: &[&str]| {
            let screens = screens.iter().map(OsString::from).collect();
            Task::Shots(Shots { out: out.into(), page: page.map(Into::into), screens })
        };
        assert_eq!(parsed("shots"), shots("shots", None, &[]));
        assert_eq!(parsed("shots --page built"), shots("shots", Some("built"), &[]));
        assert_eq!(parsed("shots here --page built -- home"), shots("here", Some("built"), &["home"]));
        assert_eq!(parsed("shots -- home"), shots("shots", None, &["home"]));
    }

    #[test]
    fn explore_takes_the_specification_or_a_construction() {
        let Task::Explore(explore) = parsed("explore spec --acceptors 5 --ballots 1 --symmetry") else {
            panic!()
        };
        let Explore::Spec { options, trace: false, tlc: None } = *explore else { panic!() };
        let constants = options.constants;
        assert_eq!((constants.acceptors, constants.values, constants.ballots), (5, 2, 1));
        assert!(options.symmetry);
        let Task::Explore(explore) = parsed("explore paxos --set eager=yes --bounds depth=9 --goal chosen")
        else {
            panic!()
        };
        let Explore::Worlds(worlds) = *explore else { panic!() };
        assert_eq!(worlds.settings, [("eager".to_owned(), "yes".to_owned())]);
        assert_eq!((worlds.bounds.as_str(), worlds.goals.len(), worlds.trace), ("depth=9", 1, false));
    }

    #[test]
    fn unknown_words_are_refused() {
        for line in [
            "explore",
            "explore spec --broken everything",
            "explore paxos --set eager",
            "frobnicate",
            "dist now",
            "serve --fast",
            "test --only",
        ] {
            assert!(parse(lexopt::Parser::from_args(line.split_whitespace())).is_err(), "{line}");
        }
    }
}
