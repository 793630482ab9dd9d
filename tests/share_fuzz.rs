//! Whatever is read, nothing breaks: what is accepted can be opened and written again, what is not is refused.
//!
//! A million inputs, once: `cargo test --profile tool --no-default-features --test share_fuzz -- --ignored`

mod runs;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use paxoscope::protocol::synod::Config;
use paxoscope::protocol::{Numbering, Setup};
use paxoscope::share::{
    FileError, RouteError, Run, default_cluster, parse_file, parse_itf, parse_link, parse_packed,
    parse_route, write_file, write_itf, write_link, write_packed,
};
use paxoscope::sim::{RandomSchedule, Schedule};
use paxoscope::text::Terms;
use proptest::prelude::*;
use proptest::test_runner::{Config as Cases, TestRunner};
use runs::{line_in, line_of, tree};
use std::cell::Cell;
use std::rc::Rc;
use std::sync::OnceLock;

/// What is bent: valid links, files and traces.
struct Corpus {
    links: Vec<String>,
    files: Vec<String>,
    traces: Vec<String>,
    packed: Vec<String>,
}

fn corpus() -> &'static Corpus {
    static CORPUS: OnceLock<Corpus> = OnceLock::new();
    CORPUS.get_or_init(|| {
        let mut corpus =
            Corpus { links: Vec::new(), files: Vec::new(), traces: Vec::new(), packed: Vec::new() };
        let usual = default_cluster().apart().expect("roles are apart").clone();
        let odd = Config {
            acceptors: ["left", "mid", "right", "é"].map(str::to_owned).to_vec(),
            numbering: Numbering::Plain,
            promise_quorum: Some(3),
            eager: true,
            ..usual.clone()
        };
        for config in [usual, odd] {
            let setup = Rc::new(Setup::Synod(config.clone()));
            for seed in 0..6 {
                let mut history = tree(&setup, seed, 24);
                history.set_name(history.cursor(), "name");
                let schedule = Some(Schedule::Random(RandomSchedule::stormy(seed)));
                let run = Run::of(&history, Terms::Marshall, schedule.clone());
                corpus.links.push(write_link(&run).expect("short"));
                corpus.files.push(write_file(&run));
                corpus.packed.push(write_packed(&run));
                let line = line_in(&setup, &Schedule::Random(RandomSchedule::stormy(seed)), 6);
                corpus.traces.push(write_itf(&line_of(config.clone(), Terms::Standard, &line)));
            }
        }
        corpus
    })
}

/// How an input is made: of which kind, from which valid one, and how that is bent.
type Input = (u8, u8, Vec<(u8, u16, u32)>, Vec<u8>);

fn inputs() -> impl Strategy<Value = Input> {
    let bends = prop::collection::vec((any::<u8>(), any::<u16>(), any::<u32>()), 0..6);
    (any::<u8>(), any::<u8>(), bends, prop::collection::vec(any::<u8>(), 0..64))
}

/// Numbers, brackets and words that a reader may trip over.
const SNAGS: [&[u8]; 20] = [
    b"18446744073709551616",
    b"4294967295",
    b"-1",
    b"1e999",
    b"0.5",
    b"null",
    b"[[[[[[[[[[[[[[[[",
    b"{\"a\":",
    b"\"",
    b"\\u0000",
    b"\\ud800",
    b"}",
    b"]",
    b",",
    b"\xff\xfe",
    b"\"#bigint\":\"9\"",
    b"\"#set\":[]",
    b"\"#map\":[[]]",
    b"true",
    b"\"message\":4294967295",
];

/// Bends bytes: flips, cuts, copies, splices with another input, snags in place of numbers.
fn bend(bytes: &mut Vec<u8>, bends: &[(u8, u16, u32)], other: &[u8], is_text: bool) {
    for &(how, at, by) in bends {
        if bytes.is_empty() {
            return;
        }
        let at = usize::from(at) % bytes.len();
        let by = by as usize;
        match how % 8 {
            0 => bytes[at] ^= 1 << (by % 8),
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(at..(at + by % 16).min(bytes.len()))),
            3 => {
                let part = bytes[at..(at + by % 64).min(bytes.len())].to_vec();
                let to = by % bytes.len();
                bytes.splice(to..to, part);
            }
            4 => {
                let from = by % other.len();
                bytes.splice(at.., other[from..].iter().copied());
            }
            5 if is_text => {
                // A number becomes a snag, or another number.
                let is_digit = |at: &usize| bytes[*at].is_ascii_digit();
                if let Some(start) = (at..bytes.len()).find(is_digit) {
                    let end = (start..bytes.len()).find(|at| !is_digit(at)).unwrap_or(bytes.len());
                    let number = (by / 32 % 40).to_string();
                    let snag = SNAGS.get(by % 32).copied().unwrap_or(number.as_bytes());
                    bytes.splice(start..end, snag.iter().copied());
                }
            }
            6 if is_text => drop(bytes.splice(at..at, SNAGS[by % SNAGS.len()].iter().copied())),
            _ => bytes[at] = u8::try_from(by % 256).expect("a byte"),
        }
    }
}

/// A link with these bits and the checksum that belongs to them: what a forger would send.
fn sealed(body: &[u8]) -> String {
    let mut crc: u32 = 0x00b7_04ce;
    for &byte in b"1".iter().chain(body) {
        crc ^= u32::from(byte) << 16;
        for _ in 0..8 {
            crc = if crc & 0x0080_0000 == 0 { crc << 1 } else { (crc << 1) ^ 0x0186_4cfb };
        }
    }
    let [_, sum @ ..] = crc.to_be_bytes();
    format!("#/run/1{}", URL_SAFE_NO_PAD.encode([&sum, body].concat()))
}

/// Reads an input, and lets what is accepted go the whole way. True if it was.
fn read((kind, base, bends, noise): &Input) -> bool {
    let corpus = corpus();
    let pick = |from: &'static [String], by: u8| from[usize::from(by) % from.len()].as_bytes();
    let text = |from: &'static [String]| {
        let mut bytes = pick(from, *base).to_vec();
        bend(&mut bytes, bends, pick(from, base.wrapping_mul(7).wrapping_add(1)), true);
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let body = |link: &[u8]| {
        let sealed = URL_SAFE_NO_PAD.decode(&link["#/run/1".len()..]).expect("it was written");
        sealed[3..].to_vec()
    };
    match kind % 9 {
        0 => read_link(&text(&corpus.links)),
        1 | 2 => {
            let mut bytes = body(pick(&corpus.links, *base));
            bend(&mut bytes, bends, &body(pick(&corpus.links, base.wrapping_add(1))), false);
            read_link(&sealed(&bytes))
        }
        3 => read_link(&sealed(noise)),
        4 | 5 => read_file(&text(&corpus.files)),
        8 => {
            let body = |packed: &[u8]| body(&[b"#/run/", packed].concat());
            let mut bytes = body(pick(&corpus.packed, *base));
            bend(&mut bytes, bends, &body(pick(&corpus.packed, base.wrapping_add(1))), false);
            parse_packed(&sealed(&bytes)["#/run/".len()..]).is_ok_and(|run| opens(&run))
        }
        6 => parse_itf(&text(&corpus.traces)).is_ok_and(|run| opens(&run)),
        _ => {
            let text = String::from_utf8_lossy(noise);
            read_file(&text) | read_link(&format!("#/run/1{text}")) | parse_route(&text).is_ok()
        }
    }
}

fn read_link(link: &str) -> bool {
    match parse_route(link) {
        Ok(_) => parse_link(link).is_ok_and(|run| opens(&run)),
        Err(error) => {
            // A route needs no mark before it, or may have many; a link has one.
            if link.starts_with("#/run/") {
                assert_eq!(
                    RouteError::Link(parse_link(link).expect_err("the route is refused")),
                    error,
                    "{link}"
                );
            }
            is_said(&error.words())
        }
    }
}

fn read_file(text: &str) -> bool {
    match parse_file(text) {
        Ok(run) => opens(&run),
        Err(FileError::TooLarge(_)) => false,
        Err(error) => is_said(&error.words()),
    }
}

/// A problem has its sentence; it is no run.
fn is_said(words: &str) -> bool {
    assert!(!words.is_empty() && !words.contains("[problem"), "{words}");
    false
}

fn opens(run: &Run) -> bool {
    let history = run.history().expect("what is accepted can be opened");
    assert_eq!(history.len(), run.events.len() + 1);
    assert_eq!(parse_file(&write_file(run)).as_ref(), Ok(run));
    assert_eq!(parse_packed(&write_packed(run)).as_ref(), Ok(run));
    if let Ok(link) = write_link(run) {
        let line = parse_link(&link).expect("it was just written");
        assert_eq!(line.history().expect("it has happened").world(), history.world());
    }
    true
}

/// Reads so many inputs; returns how many were accepted.
fn run(cases: u32) -> u32 {
    let accepted = Cell::new(0);
    let config = Cases { failure_persistence: None, ..Cases::with_cases(cases) };
    let result = TestRunner::new(config).run(&inputs(), |input| {
        accepted.set(accepted.get() + u32::from(read(&input)));
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    accepted.get()
}

#[test]
fn nothing_that_is_read_breaks_anything() {
    let accepted = run(10_000);
    assert!(
        (500..9_500).contains(&accepted),
        "{accepted} of 10,000 were accepted: the inputs are too tame or too wild"
    );
}

#[test]
#[ignore = "a million inputs take minutes"]
fn a_million_inputs_break_nothing() {
    println!("{} of 1,200,000 inputs were accepted", run(1_200_000));
}
