//! The arguments of `explore`.

use std::path::PathBuf;

use anyhow::{Result, bail};
use lexopt::prelude::*;
use paxoscope::check::spec::{Broken, Constants, SpecOptions};

/// What is explored.
#[derive(Debug, PartialEq, Eq)]
pub enum Explore {
    /// The specification.
    Spec {
        /// How.
        options: SpecOptions,
        /// Whether the run that violates it is printed.
        trace: bool,
        /// Where TLC's model is written to, instead of a search.
        tlc: Option<PathBuf>,
    },
    /// A construction.
    Worlds(ExploreWorlds),
}

/// How a construction is explored.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ExploreWorlds {
    /// Its key.
    pub construction: String,
    /// Settings of its cluster.
    pub settings: Vec<(String, String)>,
    /// The bounds, as the core reads them.
    pub bounds: String,
    /// What is looked for; empty for all properties.
    pub goals: Vec<String>,
    /// Whether what is found is printed.
    pub trace: bool,
}

/// More states than this fill a machine of some gigabytes.
const STATES_MAX: usize = 400_000_000;

/// Reads the arguments of `explore`.
pub fn parse(mut parser: lexopt::Parser) -> Result<Explore> {
    let Some(Value(what)) = parser.next()? else { bail!("`explore` needs `spec` or a construction") };
    if what == "spec" { spec(parser) } else { worlds(what.string()?, parser).map(Explore::Worlds) }
}

fn spec(mut parser: lexopt::Parser) -> Result<Explore> {
    let mut constants = Constants { acceptors: 3, values: 2, ballots: 2 };
    let (mut symmetry, mut trace, mut broken, mut tlc) = (false, false, Broken::Nothing, None);
    while let Some(argument) = parser.next()? {
        match argument {
            Long("acceptors") => constants.acceptors = parser.value()?.parse()?,
            Long("values") => constants.values = parser.value()?.parse()?,
            Long("ballots") => constants.ballots = parser.value()?.parse()?,
            Long("symmetry") => symmetry = true,
            Long("trace") => trace = true,
            Long("tlc") => tlc = Some(parser.value()?.into()),
            Long("broken") => broken = named(&parser.value()?.string()?)?,
            _ => return Err(argument.unexpected().into()),
        }
    }
    let options = SpecOptions { constants, symmetry, broken, states_max: STATES_MAX };
    Ok(Explore::Spec { options, trace, tlc })
}

fn named(name: &str) -> Result<Broken> {
    let found = Broken::ALL.into_iter().find(|(other, _)| *other == name);
    let names = || Broken::ALL.map(|(name, _)| name).join(", ");
    let Some((_, broken)) = found else { bail!("nothing can be left out by the name `{name}`: {}", names()) };
    Ok(broken)
}

fn worlds(construction: String, mut parser: lexopt::Parser) -> Result<ExploreWorlds> {
    let mut options = ExploreWorlds { construction, ..ExploreWorlds::default() };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("set") => {
                let setting = parser.value()?.string()?;
                let Some((key, value)) = setting.split_once('=') else {
                    bail!("`--set` needs KEY=VALUE, not `{setting}`")
                };
                options.settings.push((key.trim().to_owned(), value.trim().to_owned()));
            }
            Long("bounds") => options.bounds = parser.value()?.string()?,
            Long("goal") => options.goals.push(parser.value()?.string()?),
            Long("trace") => options.trace = true,
            _ => return Err(argument.unexpected().into()),
        }
    }
    Ok(options)
}
