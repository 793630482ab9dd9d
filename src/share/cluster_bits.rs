//! The cluster in a link: what is usual costs a bit, and every choice leaves room for later ones.

use super::bits::{BitReader, BitWriter};
use super::cluster::usual_synod;
use super::keys::{ADOPTION, LEARNING, NUMBERS, REJECTIONS, TERMS, Table, word_of};
use super::{ClusterError, LinkError, NAME_MAX, Run, parse_cluster};
use crate::protocol::synod::{Config, ProposerConfig, Switch};
use crate::protocol::{Setup, Value};
use crate::sim::{Latency, RandomSchedule, Schedule};
use crate::text::Terms;

/// What stands in a link before the events.
pub(super) struct Head {
    /// The cluster.
    pub setup: Setup,
    /// Whose words are used.
    pub terms: Terms,
    /// Who plays, if that is carried.
    pub schedule: Option<Schedule>,
}

/// Single-decree Paxos with roles apart, bit by bit.
const SYNOD: u64 = 0;
/// Any other construction: its settings in words, as in an address.
const IN_WORDS: u64 = 1;
/// The most characters that those have.
const WORDS_MAX: usize = 1200;

/// Writes the cluster, the words and the schedule of a run.
pub(super) fn write_cluster(bits: &mut BitWriter, run: &Run) {
    if let Some(config) = run.setup.apart() {
        write_synod(bits, config);
    } else {
        bits.number(IN_WORDS, 0);
        bits.text(&super::write_cluster(&run.setup));
    }
    bits.number(word_of(&TERMS, &run.terms).0 as u64, 0);
    write_schedule(bits, run.schedule.as_ref());
}

fn write_synod(bits: &mut BitWriter, config: &Config) {
    bits.number(SYNOD, 0);
    bits.number(config.proposers.len() as u64 - 1, 1);
    bits.number(config.acceptors.len() as u64 - 1, 1);
    bits.number(config.learners.len() as u64, 1);
    for (index, proposer) in config.proposers.iter().enumerate() {
        write_proposer(bits, proposer, &Config::usual_proposer(index));
    }
    write_names(bits, &config.acceptors, &Config::acceptor_names(config.acceptors.len()));
    write_names(bits, &config.learners, &Config::learner_names(config.learners.len()));
    write_options(bits, config);
}

/// Reads what [`write_cluster`] wrote.
pub(super) fn read_cluster(bits: &mut BitReader<'_>) -> Result<Head, LinkError> {
    let setup = match bits.number(0)? {
        SYNOD => Setup::Synod(read_synod(bits)?),
        IN_WORDS => read_words(bits)?,
        _ => return Err(LinkError::Newer),
    };
    let terms = choose(bits, &TERMS)?;
    Ok(Head { setup, terms, schedule: read_schedule(bits)? })
}

/// A construction that this version does not know, or that has a setting more, is a newer one's.
fn read_words(bits: &mut BitReader<'_>) -> Result<Setup, LinkError> {
    parse_cluster(&bits.text(WORDS_MAX)?).map_err(|error| match error {
        ClusterError::Protocol(_) | ClusterError::Setting(_) => LinkError::Newer,
        ClusterError::Value { .. } => LinkError::Damaged,
        ClusterError::Config(error) => LinkError::Cluster(error),
    })
}

fn read_synod(bits: &mut BitReader<'_>) -> Result<Config, LinkError> {
    let proposers = read_count(bits, Config::PROPOSERS_MAX - 1)? + 1;
    let acceptors = read_count(bits, Config::ACCEPTORS_MAX - 1)? + 1;
    let learners = read_count(bits, Config::LEARNERS_MAX)?;
    let mut config = Config {
        proposers: (0..proposers)
            .map(|index| read_proposer(bits, Config::usual_proposer(index)))
            .collect::<Result<_, _>>()?,
        acceptors: read_names(bits, Config::acceptor_names(acceptors))?,
        learners: read_names(bits, Config::learner_names(learners))?,
        ..usual_synod()
    };
    read_options(bits, &mut config)?;
    config.validate().map_err(LinkError::Cluster)?;
    Ok(config)
}

fn read_count(bits: &mut BitReader<'_>, max: usize) -> Result<usize, LinkError> {
    usize::try_from(bits.number(1)?).ok().filter(|&count| count <= max).ok_or(LinkError::Newer)
}

fn write_proposer(bits: &mut BitWriter, proposer: &ProposerConfig, usual: &ProposerConfig) {
    bits.bit(proposer != usual);
    if proposer == usual {
        return;
    }
    write_name(bits, &proposer.name, &usual.name);
    bits.bit(proposer.wants.is_some());
    if let Some(wants) = &proposer.wants {
        bits.text(wants.as_str());
    }
    bits.number(proposer.first.into(), 3);
}

fn read_proposer(bits: &mut BitReader<'_>, usual: ProposerConfig) -> Result<ProposerConfig, LinkError> {
    if !bits.bit()? {
        return Ok(usual);
    }
    let name = read_name(bits, usual.name)?;
    let wants = if bits.bit()? { Some(Value::new(&bits.text(Value::LENGTH_MAX)?)) } else { None };
    let first = u32::try_from(bits.number(3)?).map_err(|_| LinkError::Damaged)?;
    Ok(ProposerConfig { name, wants, first })
}

fn write_names(bits: &mut BitWriter, names: &[String], usual: &[String]) {
    bits.bit(names != usual);
    if names != usual {
        for (name, usual) in names.iter().zip(usual) {
            write_name(bits, name, usual);
        }
    }
}

fn read_names(bits: &mut BitReader<'_>, usual: Vec<String>) -> Result<Vec<String>, LinkError> {
    if bits.bit()? { usual.into_iter().map(|usual| read_name(bits, usual)).collect() } else { Ok(usual) }
}

fn write_name(bits: &mut BitWriter, name: &str, usual: &str) {
    bits.bit(name != usual);
    if name != usual {
        bits.text(name);
    }
}

fn read_name(bits: &mut BitReader<'_>, usual: String) -> Result<String, LinkError> {
    if bits.bit()? { Ok(bits.text(NAME_MAX)?) } else { Ok(usual) }
}

/// The options: one bit if all are usual. After them a bit says whether there are the switches, which a later version
/// brought; and after these a last bit is kept for a version that has more.
fn write_options(bits: &mut BitWriter, config: &Config) {
    let options = [
        word_of(&NUMBERS, &config.numbering).0,
        word_of(&REJECTIONS, &config.rejections).0,
        word_of(&LEARNING, &config.learning).0,
        word_of(&ADOPTION, &config.adoption).0,
        config.promise_quorum.unwrap_or(0) as usize,
        config.accept_quorum.unwrap_or(0) as usize,
        usize::from(config.eager),
    ];
    let has_switches = config.switches.off().next().is_some();
    let is_unusual = has_switches || options.iter().any(|&option| option != 0);
    bits.bit(is_unusual);
    if is_unusual {
        for option in options {
            bits.number(option as u64, 0);
        }
        bits.bit(has_switches);
        if has_switches {
            for switch in Switch::ALL {
                bits.number(config.switches.place(switch).into(), 0);
            }
            bits.bit(false);
        }
    }
}

fn read_options(bits: &mut BitReader<'_>, config: &mut Config) -> Result<(), LinkError> {
    if !bits.bit()? {
        return Ok(());
    }
    config.numbering = choose(bits, &NUMBERS)?;
    config.rejections = choose(bits, &REJECTIONS)?;
    config.learning = choose(bits, &LEARNING)?;
    config.adoption = choose(bits, &ADOPTION)?;
    config.promise_quorum = read_quorum(bits)?;
    config.accept_quorum = read_quorum(bits)?;
    config.eager = choose(bits, &[("no", false), ("yes", true)])?;
    if !bits.bit()? {
        return Ok(());
    }
    for switch in Switch::ALL {
        let place = usize::try_from(bits.number(0)?).unwrap_or(usize::MAX);
        let word = switch.options().get(place).ok_or(LinkError::Newer)?;
        config.switches.turn(switch, word).map_err(|_| LinkError::Damaged)?;
    }
    if bits.bit()? { Err(LinkError::Newer) } else { Ok(()) }
}

/// The entry of a table by its place. Tables only grow, so a place beyond the end is of a later version.
fn choose<T: Copy, const N: usize>(bits: &mut BitReader<'_>, table: &Table<T, N>) -> Result<T, LinkError> {
    let place = usize::try_from(bits.number(0)?).unwrap_or(usize::MAX);
    table.get(place).map(|(_, thing)| *thing).ok_or(LinkError::Newer)
}

fn read_quorum(bits: &mut BitReader<'_>) -> Result<Option<u32>, LinkError> {
    let quorum = u32::try_from(bits.number(0)?).map_err(|_| LinkError::Damaged)?;
    Ok((quorum > 0).then_some(quorum))
}

/// Who plays. As with events, numbers keep their meaning.
mod player {
    pub const NONE: u64 = 0;
    pub const IN_ORDER: u64 = 1;
    pub const DUEL: u64 = 2;
    pub const CALM: u64 = 3;
    pub const STORMY: u64 = 4;
    pub const OTHER: u64 = 5;
    pub const SYNCHRONOUS: u64 = 6;
    pub const ROUND_ROBIN: u64 = 7;
}

fn write_schedule(bits: &mut BitWriter, schedule: Option<&Schedule>) {
    let random = match schedule {
        None => return bits.number(player::NONE, 0),
        Some(Schedule::InOrder) => return bits.number(player::IN_ORDER, 0),
        Some(Schedule::Duel) => return bits.number(player::DUEL, 0),
        Some(Schedule::Synchronous) => return bits.number(player::SYNCHRONOUS, 0),
        Some(Schedule::RoundRobin) => return bits.number(player::ROUND_ROBIN, 0),
        Some(Schedule::Random(random)) => random,
    };
    let is_calm = *random == RandomSchedule::calm(random.seed);
    let is_stormy = *random == RandomSchedule::stormy(random.seed);
    let kind = match (is_calm, is_stormy) {
        (true, _) => player::CALM,
        (_, true) => player::STORMY,
        _ => player::OTHER,
    };
    bits.number(kind, 0);
    bits.number(random.seed, 8);
    if kind == player::OTHER {
        let latency = Latency::ALL.iter().position(|latency| *latency == random.latency).unwrap_or_default();
        bits.number(latency as u64, 0);
        for number in [
            random.reordering,
            random.cut,
            random.mend,
            random.latency_min,
            random.latency_max,
            random.loss,
            random.duplication,
            random.crash,
            random.restart,
            random.crashed_max,
            random.patience,
        ] {
            bits.number(number.into(), 4);
        }
    }
}

fn read_schedule(bits: &mut BitReader<'_>) -> Result<Option<Schedule>, LinkError> {
    let random = match bits.number(0)? {
        player::NONE => return Ok(None),
        player::IN_ORDER => return Ok(Some(Schedule::InOrder)),
        player::DUEL => return Ok(Some(Schedule::Duel)),
        player::SYNCHRONOUS => return Ok(Some(Schedule::Synchronous)),
        player::ROUND_ROBIN => return Ok(Some(Schedule::RoundRobin)),
        player::CALM => RandomSchedule::calm(bits.number(8)?),
        player::STORMY => RandomSchedule::stormy(bits.number(8)?),
        player::OTHER => {
            let seed = bits.number(8)?;
            let latency = usize::try_from(bits.number(0)?).unwrap_or(usize::MAX);
            let latency = *Latency::ALL.get(latency).ok_or(LinkError::Newer)?;
            let mut number = || u32::try_from(bits.number(4)?).map_err(|_| LinkError::Damaged);
            RandomSchedule {
                seed,
                latency,
                reordering: number()?,
                cut: number()?,
                mend: number()?,
                latency_min: number()?,
                latency_max: number()?,
                loss: number()?,
                duplication: number()?,
                crash: number()?,
                restart: number()?,
                crashed_max: number()?,
                patience: number()?,
            }
        }
        _ => return Err(LinkError::Newer),
    };
    Ok(Some(Schedule::Random(random)))
}
