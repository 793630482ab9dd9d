//! Runs and links of the constructions whose settings are words (the ladder, Paxos Made Moderately Complex) that must be
//! the same in every later version.

use paxoscope::protocol::Setup;
use paxoscope::protocol::ladder::Rung;
use paxoscope::share::{Run, parse_link, write_link};
use paxoscope::sim::{Event, History, MomentId, RandomSchedule, Schedule};
use paxoscope::text::Terms;
use std::rc::Rc;

fn stormy(seed: u64) -> Schedule {
    Schedule::Random(RandomSchedule::stormy(seed))
}

/// A rung as it is first opened, with these settings changed.
fn setup(key: &str, settings: &[(&str, &str)]) -> Rc<Setup> {
    let mut setup = Setup::usual(key).expect("a rung");
    for (name, value) in settings {
        setup.cluster_mut().set(name, value).expect("a setting");
    }
    Rc::new(setup)
}

/// At most this many events of a schedule.
fn events(setup: &Rc<Setup>, schedule: &Schedule, count: usize) -> Vec<Event> {
    let mut history = History::new(Rc::clone(setup));
    while history.position() < count
        && let Some(event) = schedule.next(history.world())
    {
        history.act(&event).expect("a schedule chooses what is enabled");
    }
    history.events().cloned().collect()
}

fn run(setup: &Rc<Setup>, events: &[Event]) -> Run {
    let end = MomentId(u32::try_from(events.len()).expect("few"));
    let events = (0..).map(MomentId).zip(events.iter().cloned()).collect();
    let (setup, terms) = (Rc::clone(setup), Terms::usual(setup));
    Run { setup, terms, schedule: None, events, names: Vec::new(), cursor: end, end }
}

/// A digest (FNV-1a, 64 bits) of events, as they print themselves.
fn digest(events: &[Event]) -> u64 {
    let text = format!("{events:?}");
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Rung, settings, schedule, and what came of it. A change here needs a reason: links that name a seed play differently.
#[test]
fn golden_runs_do_not_change() {
    let many: &[(&str, &str)] = &[("clients", "3"), ("requests", "4")];
    let golden = [
        ("whoops", "two-servers", &[][..], stormy(1), (18, 0x662d_907d_904f_ad98)),
        ("names", "leader-names", &[][..], stormy(7), (300, 0x9a6d_1554_2840_fa77)),
        ("change", "leader-change", &[][..], stormy(2026), (300, 0x51dd_6b80_fa32_deb5)),
        ("many in order", "multi-paxos", many, Schedule::InOrder, (240, 0xf8a2_3702_28ae_59ed)),
        ("many in a storm", "multi-paxos", many, stormy(3), (300, 0xe847_ee21_6083_2b2d)),
        ("slots in a storm", "pmmc", &[("clients", "2")][..], stormy(4), (300, 0xf90e_f1ba_9d22_0a4e)),
        (
            "slots and pings",
            "pmmc",
            &[("office", "ping"), ("collect", "yes")][..],
            stormy(5),
            (155, 0x72e2_8799_4bf5_7ffa),
        ),
        ("many in rounds", "await-commit", many, Schedule::Synchronous, (300, 0xa0e4_c60e_6946_476a)),
    ];
    let found = golden.iter().map(|(name, key, settings, schedule, expected)| {
        let events = events(&setup(key, settings), schedule, 300);
        let found = (events.len(), digest(&events));
        (found != *expected).then(|| format!("{name}: ({}, {:#018x})", found.0, found.1))
    });
    assert_eq!(found.flatten().collect::<Vec<_>>(), Vec::<String>::new());
}

/// Links that somebody may have kept.
#[test]
fn old_links_are_read_for_ever() {
    let slots = setup("pmmc", &[("leaders", "3"), ("operations", "Put k 1; Get k"), ("office", "ping")]);
    let cases = [
        run(&setup("two-servers", &[]), &events(&setup("two-servers", &[]), &Schedule::InOrder, 12)),
        run(
            &setup("multi-paxos", &[("servers", "5")]),
            &events(&setup("multi-paxos", &[("servers", "5")]), &stormy(5), 60),
        ),
        run(&slots, &events(&slots, &stormy(9), 60)),
    ];
    for (run, link) in cases.iter().zip(LINKS) {
        assert_eq!(write_link(run).as_deref(), Ok(link));
        assert_eq!(parse_link(link).as_ref(), Ok(run));
        assert!(run.history().is_ok());
    }
}

#[test]
fn sixty_events_of_every_construction_fit_into_two_hundred_characters() {
    for key in Rung::ALL.map(|(key, _)| key).into_iter().chain(["pmmc"]) {
        let setup = setup(key, &[]);
        for seed in 0..20 {
            let link = write_link(&run(&setup, &events(&setup, &stormy(seed), 60))).expect("short");
            assert!(link.len() <= 200, "{key} {seed}: {} characters", link.len());
        }
    }
}

const LINKS: [&str; 3] = [
    "#/run/1khcRUw4OTe6N7G3th66O7eWubK5OzK5OZcwwmoMoN1GVG7ia",
    "#/run/1GkkdURODk3ujext7Yetrq2OjSWuDC8N7mTObK5OzK5OZ6al_DhM6NEoFcXBBpl7C-cZzf1DMJGaSNwCc1AKggBAD5CsqBWNQ3PUF263LMC4CWOOCey-CACYW65Q",
    "#/run/1_yR0UJbg5N7o3sbe2Hrg2trGTNjKwsjK5OZ6Zkze4MrkwujS3tzmeqDq6EpkYNZKZGBiSmaESmRgjsroSmRg1kzezMzSxsp64NLczm_AFM_GBMwJXeUlKwEqQvdsWjUCE1WAZJzwTAnxmBTf_lZV2rAkKTicjA",
];
