//! Links: a run's line, packed into an address of some hundred characters.
//!
//! `#/run/` is followed by a symbol for the version, `1`, and by base64url of a checksum (24 bits) and of bits:
//!
//! 1. the cluster, in which what is usual costs a bit; whose words are used; who plays;
//! 2. the number of events, and where the cursor is;
//! 3. each event: `1` and a message in flight for a delivery, `01` for a node's own step, `00` and five bits for the
//!    other kinds, of which there is room for twenty more. A message is its place among those in flight, in as many
//!    bits as their number needs;
//! 4. a `0`, where a later version may say that more follows.
//!
//! What is unknown to this version is said to come from a newer one. A world is never carried: reading a link plays it.

use super::base64::{Signs, decode, encode};
use super::bits::{BadBits, BitReader, BitWriter, crc24};
use super::cluster_bits::{read_cluster, write_cluster};
use super::{Run, RunError};
use crate::protocol::{Act, ConfigError, Link, NodeId, NodeSet, Timer, Value};
use crate::sim::{Event, MomentId, MsgId, World};
use std::rc::Rc;

/// The longest link, in characters from `#` on: longer ones are cut off by some of the places that links go through.
pub const LINK_MAX: usize = 2000;

const PREFIX: &str = "#/run/";

/// The version's symbol; later ones are greater digits.
const VERSION: u8 = b'1';

/// Why a link can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// It has this many characters, more than [`LINK_MAX`].
    TooLong(usize),
    /// It was cut off or altered: its checksum does not fit.
    Damaged,
    /// It comes from a newer version of the page.
    Newer,
    /// The cluster can't be built.
    Cluster(ConfigError),
    /// What it tells can't happen.
    Run(RunError),
}

impl From<BadBits> for LinkError {
    fn from(_: BadBits) -> Self {
        LinkError::Damaged
    }
}

/// The line of a run is too long for a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkTooLong {
    /// How many characters the link would have; at most [`LINK_MAX`] are allowed.
    pub length: usize,
}

/// Writes a link to a run's line, from `#` on. Other branches and the names of moments stay behind. Of a run that can't
/// have happened, it has what comes before the first event that is not enabled.
pub fn write_link(run: &Run) -> Result<String, LinkTooLong> {
    let mut bits = BitWriter::default();
    write_cluster(&mut bits, run);
    let (events, count) = write_line(run);
    bits.number(count as u64, 6);
    bits.bit(run.position() < count);
    if run.position() < count {
        bits.below(run.position(), count);
    }
    bits.append(&events);
    bits.bit(false);
    let link = [PREFIX, &seal(bits)].concat();
    if link.len() > LINK_MAX { Err(LinkTooLong { length: link.len() }) } else { Ok(link) }
}

/// Reads a link, from `#` on.
pub fn parse_link(link: &str) -> Result<Run, LinkError> {
    parse_payload(link.strip_prefix(PREFIX).unwrap_or_default())
}

/// Reads what follows `#/run/`.
pub(super) fn parse_payload(payload: &str) -> Result<Run, LinkError> {
    let length = PREFIX.len() + payload.len();
    if length > LINK_MAX {
        return Err(LinkError::TooLong(length));
    }
    read_run(&mut BitReader::new(&unseal(payload)?))
}

/// Bits as text: the version, and base64url of a checksum and of the bits.
pub(super) fn seal(bits: BitWriter) -> String {
    let bytes = bits.finish();
    let signed = [&checksum(&bytes), bytes.as_slice()].concat();
    format!("{}{}", char::from(VERSION), encode(&signed, Signs::InAddresses))
}

/// The bits that were sealed, if they are what they were.
pub(super) fn unseal(text: &str) -> Result<Vec<u8>, LinkError> {
    match text.as_bytes().first() {
        Some(&VERSION) => {}
        Some(b'2'..=b'9') => return Err(LinkError::Newer),
        _ => return Err(LinkError::Damaged),
    }
    let signed = decode(&text[1..], Signs::InAddresses).ok_or(LinkError::Damaged)?;
    let (sum, bytes) = signed.split_at_checked(3).ok_or(LinkError::Damaged)?;
    if checksum(bytes) == sum { Ok(bytes.to_vec()) } else { Err(LinkError::Damaged) }
}

/// The checksum covers the version too.
fn checksum(bytes: &[u8]) -> [u8; 3] {
    let [_, high, middle, low] = crc24(&[&[VERSION], bytes].concat()).to_be_bytes();
    [high, middle, low]
}

/// The events of the line, and how many there are.
fn write_line(run: &Run) -> (BitWriter, usize) {
    let mut bits = BitWriter::default();
    let mut world = World::new(Rc::clone(&run.setup));
    let mut count = 0;
    for event in run.line().unwrap_or_default() {
        let before = world.clone();
        if world.apply(event).is_err() {
            break;
        }
        write_event(&mut bits, &before, event);
        count += 1;
    }
    (bits, count)
}

fn read_run(bits: &mut BitReader<'_>) -> Result<Run, LinkError> {
    let cluster = read_cluster(bits)?;
    let setup = Rc::new(cluster.setup);
    // An event takes three bits at least, but for the delivery of the only message: one.
    let count = usize::try_from(bits.number(6)?).ok().filter(|&count| count <= bits.left());
    let count = count.ok_or(LinkError::Damaged)?;
    let position = if bits.bit()? { bits.below(count)? } else { count };
    let mut world = World::new(Rc::clone(&setup));
    let mut events = Vec::new();
    for moment in 1..=u32::try_from(count).map_err(|_| LinkError::Damaged)? {
        let event = read_event(bits, &world)?;
        world.apply(&event).map_err(|why| LinkError::Run(RunError::NotEnabled { moment, why }))?;
        events.push((MomentId(moment - 1), event));
    }
    if bits.bit()? {
        return Err(LinkError::Newer);
    }
    if !bits.is_at_end() {
        return Err(LinkError::Damaged);
    }
    let moment = |position: usize| u32::try_from(position).map(MomentId).map_err(|_| LinkError::Damaged);
    Ok(Run {
        setup,
        terms: cluster.terms,
        schedule: cluster.schedule,
        cursor: moment(position)?,
        end: moment(events.len())?,
        events,
        names: Vec::new(),
    })
}

/// The kinds of events that have no shorter code. A number never changes its meaning; new kinds take the next ones.
mod kind {
    pub const REQUEST: u64 = 0;
    pub const DROP: u64 = 1;
    pub const DUPLICATE: u64 = 2;
    pub const HOLD: u64 = 3;
    pub const RELEASE: u64 = 4;
    pub const FIRE: u64 = 5;
    pub const CRASH: u64 = 6;
    pub const RESTART: u64 = 7;
    pub const CUT: u64 = 8;
    pub const MEND: u64 = 9;
    pub const PARTITION: u64 = 10;
    pub const HEAL: u64 = 11;
    /// The bits that a kind takes.
    pub const WIDTH: u32 = 5;
}

/// The steps of a node's own, likewise.
mod act {
    /// Prepare with the number that the node would take by itself.
    pub const PREPARE: u64 = 0;
    pub const SEND_ACCEPT: u64 = 1;
    pub const SEND_SUCCESS: u64 = 2;
    /// Prepare with the number that follows.
    pub const PREPARE_WITH: u64 = 3;
    pub const SEND_CHECK: u64 = 4;
    pub const BEGIN: u64 = 5;
    pub const SEND_COMMIT: u64 = 6;
    pub const SEND_ABORT: u64 = 7;
    pub const ASK: u64 = 8;
    /// With a place that follows, as the next three.
    pub const PROPOSE: u64 = 9;
    pub const RESEND: u64 = 10;
    pub const EXECUTE: u64 = 11;
    pub const REPLY: u64 = 12;
}

/// A timer's number, likewise.
fn timer_number(timer: Timer) -> u64 {
    match timer {
        Timer::Retry => 0,
        Timer::Timeout => 1,
        Timer::Heartbeat => 2,
        Timer::Retransmit => 3,
        Timer::Detector => 4,
    }
}

/// Writes an event that is enabled in this world.
pub(super) fn write_event(bits: &mut BitWriter, world: &World, event: &Event) {
    let mut kind = |kind: u64| bits.bits(kind, 2 + kind::WIDTH);
    match event {
        Event::Deliver(_) => bits.bit(true),
        Event::Act(..) => bits.bits(1, 2),
        Event::Request(..) => kind(kind::REQUEST),
        Event::Drop(_) => kind(kind::DROP),
        Event::Duplicate(_) => kind(kind::DUPLICATE),
        Event::Hold(_) => kind(kind::HOLD),
        Event::Release(_) => kind(kind::RELEASE),
        Event::Fire(..) => kind(kind::FIRE),
        Event::Crash(_) => kind(kind::CRASH),
        Event::Restart(_) => kind(kind::RESTART),
        Event::Cut(_) => kind(kind::CUT),
        Event::Mend(_) => kind(kind::MEND),
        Event::Partition(_) => kind(kind::PARTITION),
        Event::Heal => kind(kind::HEAL),
    }
    if let Some(id) = event.message() {
        let in_flight = world.in_flight();
        let place = in_flight.binary_search_by_key(&id, |packet| packet.id).unwrap_or(0);
        bits.below(place, in_flight.len());
    }
    let size = world.setup().size();
    let node = |bits: &mut BitWriter, id: NodeId| bits.below(id.index(), size);
    match event {
        Event::Request(id, value) => {
            node(bits, *id);
            bits.text(value.as_str());
        }
        Event::Act(id, step) => {
            node(bits, *id);
            write_act(bits, world, *id, *step);
        }
        Event::Fire(id, timer) => {
            node(bits, *id);
            bits.number(timer_number(*timer), 0);
        }
        Event::Crash(id) | Event::Restart(id) => node(bits, *id),
        Event::Cut(link) | Event::Mend(link) => {
            node(bits, link.low);
            node(bits, link.high);
        }
        Event::Partition(groups) => {
            bits.number(groups.len() as u64, 1);
            for id in world.setup().splittable() {
                bits.below(groups.iter().position(|group| group.contains(id)).unwrap_or(0), groups.len());
            }
        }
        _ => {}
    }
}

fn write_act(bits: &mut BitWriter, world: &World, node: NodeId, step: Act) {
    match step {
        Act::Prepare { round } if usual_round(world, node) == Some(round) => bits.number(act::PREPARE, 0),
        Act::Prepare { round } => {
            bits.number(act::PREPARE_WITH, 0);
            bits.number(round.into(), 5);
        }
        Act::SendAccept => bits.number(act::SEND_ACCEPT, 0),
        Act::SendSuccess => bits.number(act::SEND_SUCCESS, 0),
        Act::SendCheck => bits.number(act::SEND_CHECK, 0),
        Act::Begin => bits.number(act::BEGIN, 0),
        Act::SendCommit => bits.number(act::SEND_COMMIT, 0),
        Act::SendAbort => bits.number(act::SEND_ABORT, 0),
        Act::Ask => bits.number(act::ASK, 0),
        Act::Propose { place } => write_place(bits, act::PROPOSE, place),
        Act::Resend { place } => write_place(bits, act::RESEND, place),
        Act::Execute { place } => write_place(bits, act::EXECUTE, place),
        Act::Reply { place } => write_place(bits, act::REPLY, place),
    }
}

/// A step that is one of several of its kind; mostly there is but one.
fn write_place(bits: &mut BitWriter, act: u64, place: u32) {
    bits.number(act, 0);
    bits.number(place.into(), 0);
}

/// The number with which a node would prepare by itself.
fn usual_round(world: &World, node: NodeId) -> Option<u32> {
    world.acts(node).into_iter().find_map(|act| match act {
        Act::Prepare { round } => Some(round),
        _ => None,
    })
}

pub(super) fn read_event(bits: &mut BitReader<'_>, world: &World) -> Result<Event, LinkError> {
    if bits.bit()? {
        return Ok(Event::Deliver(read_message(bits, world)?));
    }
    if bits.bit()? {
        return read_act(bits, world);
    }
    Ok(match bits.bits(kind::WIDTH)? {
        kind::REQUEST => Event::Request(read_node(bits, world)?, Value::new(&bits.text(Value::LENGTH_MAX)?)),
        kind::DROP => Event::Drop(read_message(bits, world)?),
        kind::DUPLICATE => Event::Duplicate(read_message(bits, world)?),
        kind::HOLD => Event::Hold(read_message(bits, world)?),
        kind::RELEASE => Event::Release(read_message(bits, world)?),
        kind::FIRE => {
            let (node, number) = (read_node(bits, world)?, bits.number(0)?);
            let timer = Timer::ALL.into_iter().find(|&timer| timer_number(timer) == number);
            Event::Fire(node, timer.ok_or(LinkError::Newer)?)
        }
        kind::CRASH => Event::Crash(read_node(bits, world)?),
        kind::RESTART => Event::Restart(read_node(bits, world)?),
        kind::CUT => Event::Cut(Link::new(read_node(bits, world)?, read_node(bits, world)?)),
        kind::MEND => Event::Mend(Link::new(read_node(bits, world)?, read_node(bits, world)?)),
        kind::PARTITION => read_partition(bits, world)?,
        kind::HEAL => Event::Heal,
        _ => return Err(LinkError::Newer),
    })
}

fn read_act(bits: &mut BitReader<'_>, world: &World) -> Result<Event, LinkError> {
    let node = read_node(bits, world)?;
    let act = match bits.number(0)? {
        // A node that would not prepare by itself gets a number that is refused, with the reason.
        act::PREPARE => Act::Prepare { round: usual_round(world, node).unwrap_or(0) },
        act::SEND_ACCEPT => Act::SendAccept,
        act::SEND_SUCCESS => Act::SendSuccess,
        act::SEND_CHECK => Act::SendCheck,
        act::BEGIN => Act::Begin,
        act::SEND_COMMIT => Act::SendCommit,
        act::SEND_ABORT => Act::SendAbort,
        act::PREPARE_WITH => {
            Act::Prepare { round: u32::try_from(bits.number(5)?).map_err(|_| LinkError::Damaged)? }
        }
        act::ASK => Act::Ask,
        act::PROPOSE => Act::Propose { place: read_place(bits)? },
        act::RESEND => Act::Resend { place: read_place(bits)? },
        act::EXECUTE => Act::Execute { place: read_place(bits)? },
        act::REPLY => Act::Reply { place: read_place(bits)? },
        _ => return Err(LinkError::Newer),
    };
    Ok(Event::Act(node, act))
}

fn read_place(bits: &mut BitReader<'_>) -> Result<u32, LinkError> {
    u32::try_from(bits.number(0)?).map_err(|_| LinkError::Damaged)
}

fn read_partition(bits: &mut BitReader<'_>, world: &World) -> Result<Event, LinkError> {
    let size = world.setup().size();
    let count = usize::try_from(bits.number(1)?).ok().filter(|&count| count <= size);
    let mut groups = vec![NodeSet::default(); count.ok_or(LinkError::Damaged)?];
    for node in world.setup().splittable() {
        let place = bits.below(groups.len())?;
        groups[place].insert(node);
    }
    Ok(Event::Partition(groups))
}

fn read_message(bits: &mut BitReader<'_>, world: &World) -> Result<MsgId, LinkError> {
    Ok(world.in_flight()[bits.below(world.in_flight().len())?].id)
}

fn read_node(bits: &mut BitReader<'_>, world: &World) -> Result<NodeId, LinkError> {
    let index = bits.below(world.setup().size())?;
    Ok(NodeId(u8::try_from(index).map_err(|_| LinkError::Damaged)?))
}
