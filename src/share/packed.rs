//! Runs packed: the whole tree in the bits of links, some characters for ten events. So the browser keeps a run, and so
//! it goes from the page to its tools and back.
//!
//! Version, checksum and base64url are those of a link; then come bits:
//!
//! 1. the cluster, whose words are used, who plays: as in a link;
//! 2. the number of events, and each of them: `1` if it follows the one before it, or else `0` and the moment that it
//!    follows; then the event as in a link;
//! 3. the end of the line, and where the cursor is;
//! 4. the number of names, and each of them: its moment and its text;
//! 5. a `0`, where a later version may say that more follows.
//!
//! What was packed once is read by every later version, as links are: a browser may have kept it for years.

use super::bits::{BitReader, BitWriter};
use super::cluster_bits::{read_cluster, write_cluster};
use super::link::{read_event, seal, unseal, write_event};
use super::run::Growing;
use super::{LinkError, MOMENT_NAME_MAX, Run};
use crate::sim::MomentId;
use std::rc::Rc;

/// Packs a run.
pub fn write_packed(run: &Run) -> String {
    let mut bits = BitWriter::default();
    write_cluster(&mut bits, run);
    bits.number(run.events.len() as u64, 6);
    let mut growing = Growing::new(&run.setup);
    for (before, (parent, event)) in run.events.iter().enumerate() {
        bits.bit(parent.index() == before);
        if parent.index() != before {
            bits.below(parent.index(), before + 1);
        }
        write_event(&mut bits, growing.world(*parent), event);
        // What the page holds has happened: an event that can't is a mistake of ours, which reading will tell.
        let _ = growing.grow(*parent, event);
    }
    let moments = run.events.len() + 1;
    bits.below(run.end.index(), moments);
    bits.below(run.cursor.index(), moments);
    bits.number(run.names.len() as u64, 2);
    for (moment, name) in &run.names {
        bits.below(moment.index(), moments);
        bits.text(name);
    }
    bits.bit(false);
    seal(bits)
}

/// Unpacks a run. Every event has been let happen, so [`Run::history`] will not fail.
pub fn parse_packed(text: &str) -> Result<Run, LinkError> {
    read_run(&mut BitReader::new(&unseal(text)?))
}

fn read_run(bits: &mut BitReader<'_>) -> Result<Run, LinkError> {
    let cluster = read_cluster(bits)?;
    let setup = Rc::new(cluster.setup);
    let fits = |count: u64, left: usize| usize::try_from(count).ok().filter(|&count| count <= left);
    let count = fits(bits.number(6)?, bits.left()).ok_or(LinkError::Damaged)?;
    let moment = |index: usize| u32::try_from(index).map(MomentId).map_err(|_| LinkError::Damaged);
    let mut growing = Growing::new(&setup);
    let mut events = Vec::new();
    for before in 0..count {
        let parent = moment(if bits.bit()? { before } else { bits.below(before + 1)? })?;
        let event = read_event(bits, growing.world(parent))?;
        growing.grow(parent, &event).map_err(LinkError::Run)?;
        events.push((parent, event));
    }
    let end = moment(bits.below(count + 1)?)?;
    let cursor = moment(bits.below(count + 1)?)?;
    let mut names = Vec::new();
    for _ in 0..fits(bits.number(2)?, bits.left()).ok_or(LinkError::Damaged)? {
        names.push((moment(bits.below(count + 1)?)?, bits.text(MOMENT_NAME_MAX)?));
    }
    if bits.bit()? {
        return Err(LinkError::Newer);
    }
    if !bits.is_at_end() {
        return Err(LinkError::Damaged);
    }
    let run = Run { setup, terms: cluster.terms, schedule: cluster.schedule, events, names, cursor, end };
    run.check_moments().map_err(LinkError::Run)?;
    Ok(run)
}
