//! `cargo xtask explore`: every schedule of a construction, or every state of the specification, from the command line.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::rc::Rc;
use std::time::Instant;

use anyhow::{Context as _, Result, anyhow, bail};
use paxoscope::check::spec::{
    Action, ConstantsError, SPECIFICATION, SpecOptions, SpecReport, explore_spec, tlc_model,
};
use paxoscope::check::{Bounds, BoundsError, Goal, Limit, Outcome, Progress, Search, properties};
use paxoscope::protocol::Setup;
use paxoscope::scene::event_words;
use paxoscope::share::parse_cluster;
use paxoscope::sim::{Event, World};
use paxoscope::text::Terms;

use crate::arguments::{Explore, ExploreWorlds};
use crate::workspace::Workspace;

/// Explores, in a build that is made for speed: the figures are meant to be looked at.
pub fn run(workspace: &Workspace, options: &Explore, arguments: &[OsString]) -> Result<ExitCode> {
    if cfg!(debug_assertions) {
        return in_fast_build(workspace, arguments);
    }
    match options {
        Explore::Spec { options, tlc: Some(folder), .. } => write_model(options, folder),
        Explore::Spec { options, trace, .. } => spec(options, *trace),
        Explore::Worlds(options) => worlds(options),
    }
}

/// The same, once more, by this program as it is built for benchmarks.
fn in_fast_build(workspace: &Workspace, arguments: &[OsString]) -> Result<ExitCode> {
    let mut command: Command = workspace.cargo(&["run", "-q", "--profile", "tool", "-p", "xtask", "--"]);
    let status = command.args(arguments).status().context("cannot run cargo")?;
    let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
    Ok(ExitCode::from(code))
}

/// Writes what TLC needs.
fn write_model(options: &SpecOptions, folder: &Path) -> Result<ExitCode> {
    options.constants.check().map_err(|error| refused(&error))?;
    let (module, configuration) = tlc_model(&options.constants, options.symmetry);
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    for (name, text) in [("Paxos.tla", SPECIFICATION), ("MC.tla", &module), ("MC.cfg", &configuration)] {
        let file = folder.join(name);
        fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    }
    println!("{}: run TLC there with `-deadlock MC`", folder.display());
    Ok(ExitCode::SUCCESS)
}

#[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
fn spec(options: &SpecOptions, trace: bool) -> Result<ExitCode> {
    let begun = Instant::now();
    let report = explore_spec(options).map_err(|error| refused(&error))?;
    let seconds = begun.elapsed().as_secs_f64();
    let SpecReport { distinct, generated, depth, bytes, trace: found, is_stopped } = report;
    if is_stopped {
        println!("stopped: more states than may be stored ({})", options.states_max);
    }
    if let Some(actions) = &found {
        println!("Consistency is violated after {} steps", actions.len());
        if trace {
            actions
                .iter()
                .zip(1..)
                .for_each(|(action, step)| println!("{step:>4}  {}", action_words(action)));
        }
    }
    println!("{:.1} bytes a state", exact(bytes) / exact(distinct));
    println!("distinct {distinct} generated {generated} depth {depth} seconds {seconds:.3}");
    Ok(if found.is_some() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

#[expect(clippy::cast_precision_loss, reason = "printed with one digit")]
fn exact(number: u64) -> f64 {
    number as f64
}

fn refused(error: &ConstantsError) -> anyhow::Error {
    match error {
        ConstantsError::Nothing(what) => anyhow!("there must be {what}: 1 or more"),
        ConstantsError::TooLarge(bits) => {
            anyhow!("a state of this size takes {bits} bits, and 128 is the most that is stored")
        }
    }
}

fn action_words(action: &Action) -> String {
    match action {
        Action::Phase1a { ballot } => format!("Phase1a({ballot})"),
        Action::Phase1b { acceptor, ballot } => format!("Phase1b(a{}) for {ballot}", acceptor + 1),
        Action::Phase2a { ballot, value } => format!("Phase2a({ballot}, v{})", value + 1),
        Action::Phase2b { acceptor, ballot } => format!("Phase2b(a{}) for {ballot}", acceptor + 1),
    }
}

#[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
fn worlds(options: &ExploreWorlds) -> Result<ExitCode> {
    if !Setup::KEYS.contains(&options.construction.as_str()) {
        bail!("there is no construction `{}`; there are: {}", options.construction, Setup::KEYS.join(", "));
    }
    // Settings as addresses have them: `cargo xtask export sandbox:…` takes the same.
    let settings = options.settings.iter().map(|(key, value)| format!("&{key}={value}"));
    let query = format!("protocol={}{}", options.construction, settings.collect::<String>());
    let setup = parse_cluster(&query).map_err(|error| anyhow!("{}", error.words()))?;
    let bounds = Bounds::parse(&options.bounds).map_err(|error| bad_bound(&error))?;
    let mut goals = Vec::new();
    for goal in &options.goals {
        goals.push(Goal::parse(goal).ok_or_else(|| anyhow!("`{goal}` is no property and no goal"))?);
    }
    if goals.is_empty() {
        goals.extend(properties(&setup).iter().copied().map(Goal::Breaks));
    }
    if let Some(goal) = goals.iter().find(|goal| !goal.fits(&setup)) {
        bail!("`{}` can't be looked for in `{}`", goal.write(), options.construction);
    }
    let terms = Terms::usual(&setup);
    let world = World::new(Rc::new(setup));
    let begun = Instant::now();
    let (outcome, progress) = Search::new(world.clone(), bounds, goals).run();
    let seconds = begun.elapsed().as_secs_f64();
    println!("within {}", bounds.write());
    let is_found = matches!(outcome, Outcome::Found(..));
    match outcome {
        Outcome::Found(goal, events) => {
            println!("{}", found_words(&goal, events.len()));
            if options.trace {
                print_events(world, terms, &events);
            }
        }
        Outcome::Complete => println!("complete: nothing of this within the bounds"),
        Outcome::Stopped(Limit::Depth) => println!("stopped at depth {}: this is no proof", bounds.depth),
        Outcome::Stopped(Limit::Memory) => println!("stopped at {} MB: this is no proof", bounds.memory),
    }
    let Progress { states, generated, depth, .. } = progress;
    println!("distinct {states} generated {generated} depth {depth} seconds {seconds:.3}");
    Ok(if is_found { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn found_words(goal: &Goal, steps: usize) -> String {
    match goal {
        Goal::Livelock(Some(before)) => {
            format!(
                "livelock: after {before} steps a loop of {}, and none is shorter",
                steps - *before as usize
            )
        }
        _ => format!("{} in {steps} steps, and in no fewer", goal.write()),
    }
}

fn bad_bound(error: &BoundsError) -> anyhow::Error {
    match error {
        BoundsError::Unknown(key) => {
            let keys: Vec<&str> = Bounds::KEYS.iter().map(|(key, _)| *key).collect();
            anyhow!("there is no bound `{key}`; there are: {}", keys.join(", "))
        }
        BoundsError::Bad(key, text, most) => anyhow!("`{key}` is a whole number up to {most}, not `{text}`"),
    }
}

fn print_events(mut world: World, terms: Terms, events: &[Event]) {
    for (event, step) in events.iter().zip(1..) {
        println!("{step:>4}  {}", event_words(&world, terms, event));
        // It has happened in the search.
        let _ = world.apply(event);
    }
}
