//! Links: what they carry, that old ones are read for ever, and that broken ones say so.

mod common;
mod runs;

use common::cluster;
use paxoscope::protocol::synod::{Adoption, Config, Layout, Learning, ProposerConfig, Rejections};
use paxoscope::protocol::{Act, ConfigError, Link, NodeId, Numbering, Setup, Timer, Value};
use paxoscope::share::{
    LINK_MAX, LinkError, LinkTooLong, Route, RouteError, Run, RunError, default_cluster, parse_link,
    parse_route, write_link, write_route,
};
use paxoscope::sim::{Event, MomentId, MsgId, NotEnabled, RandomSchedule, Schedule};
use paxoscope::text::Terms;
use runs::{line, line_in, line_of, tree};
use std::rc::Rc;

fn one_of_each_kind() -> Vec<Event> {
    let link = Link::new(NodeId(0), NodeId(3));
    let groups =
        vec![[0, 2].map(NodeId).into_iter().collect(), [1, 3, 4, 5].map(NodeId).into_iter().collect()];
    vec![
        Event::Request(NodeId(1), Value::new("größer?")),
        Event::Act(NodeId(0), Act::Prepare { round: 1 }),
        Event::Act(NodeId(1), Act::Prepare { round: 77_000 }),
        Event::Hold(MsgId(4)),
        Event::Release(MsgId(4)),
        Event::Duplicate(MsgId(4)),
        Event::Drop(MsgId(6)),
        Event::Cut(link),
        Event::Mend(link),
        Event::Partition(groups),
        Event::Heal,
        Event::Crash(NodeId(4)),
        Event::Deliver(MsgId(5)),
        Event::Restart(NodeId(4)),
        Event::Deliver(MsgId(0)),
        Event::Deliver(MsgId(1)),
        Event::Deliver(MsgId(7)),
        Event::Deliver(MsgId(8)),
        Event::Act(NodeId(0), Act::SendAccept),
        Event::Fire(NodeId(0), Timer::Retry),
    ]
}

fn everything_unusual() -> Run {
    let proposer = |name: &str, wants: Option<&str>, first| ProposerConfig {
        name: name.to_owned(),
        wants: wants.map(Value::new),
        first,
    };
    let config = Config {
        layout: Layout::Apart,
        proposers: vec![
            proposer("Ä b", None, 999_999),
            proposer("B", Some("x"), 3),
            proposer("c", Some("Y"), 1),
        ],
        numbering: Numbering::Plain,
        rejections: Rejections::Answered,
        learning: Learning::ViaProposer,
        adoption: Adoption::Own,
        promise_quorum: Some(2),
        accept_quorum: Some(4),
        switches: paxoscope::protocol::synod::Switches::default(),
        eager: true,
        ..cluster(&[], &["A1", "two", "A3", "A4"], &["me", "<b>"])
    };
    let random = RandomSchedule { seed: u64::MAX, latency_min: 3, ..RandomSchedule::stormy(0) };
    let mut run = line_of(config, Terms::Standard, &[]);
    run.schedule = Some(Schedule::Random(random));
    run
}

/// A lesson's cluster, in the middle of its line.
fn lesson() -> Run {
    let config = Config {
        learning: Learning::ViaProposer,
        ..cluster(&[("A", "foo"), ("B", "bar")], &["left", "mid", "right"], &[])
    };
    let mut run = line_of(config, Terms::Marshall, &line(&Schedule::InOrder, 14));
    run.cursor = MomentId(5);
    run
}

fn usual() -> Config {
    default_cluster().apart().expect("roles are apart").clone()
}

/// Links that somebody may have kept, with what they lead to.
fn golden() -> Vec<(&'static str, Run)> {
    let stormy = Schedule::Random(RandomSchedule::stormy(2026));
    vec![
        ("#/run/1Hmee6YOAAA", line_of(usual(), Terms::Standard, &[])),
        (
            "#/run/1PP7Z6YOoAG1ncsO2w59lcj9FJAASzoBwJAUA4QGJDFIuLDTQ8iL6EFEA",
            line_of(usual(), Terms::Standard, &one_of_each_kind()),
        ),
        (
            "#/run/1u_8W6YL-EZJKnJJUKVGSSpUqcklQpUZJKlSpySVCgA",
            Run {
                schedule: Some(Schedule::Duel),
                ..line_of(usual(), Terms::Standard, &line(&Schedule::Duel, 60))
            },
        ),
        (
            "#/run/1BacQ6YJRHVqJy6kUrq3bAi7K8KIKss1QtpLsBaBw",
            Run { schedule: Some(stormy.clone()), ..line_of(usual(), Terms::Standard, &line(&stormy, 60)) },
        ),
        ("#/run/1Ha4T6RkLIWd2IHJigx5uvLOqjJJUKSSg", lesson()),
        (
            "#/run/1TRyeoqdGHCEDEAAD0JHq3vUXVma87ONmE-eMR9SSZUmAAAAAAAAAIAAAAAAAAB_wfxCE1JgJnyZJdAA",
            everything_unusual(),
        ),
    ]
}

/// A link that stood here once must be read to the same run by every later version. New kinds of links join; none is
/// changed and none leaves.
#[test]
fn old_links_are_read_for_ever() {
    for (link, run) in golden() {
        assert_eq!(parse_link(link).as_ref(), Ok(&run), "{link}");
        assert_eq!(write_link(&run).as_deref(), Ok(link));
        assert!(run.history().is_ok());
    }
}

#[test]
fn sixty_events_fit_into_a_line() {
    let setup = Rc::new(default_cluster());
    for seed in 0..200 {
        for schedule in [RandomSchedule::stormy(seed), RandomSchedule::calm(seed)].map(Schedule::Random) {
            let run = line_of(usual(), Terms::Standard, &line_in(&setup, &schedule, 60));
            let link = write_link(&run).expect("short");
            assert!(link.len() <= 100, "{} characters", link.len());
        }
    }
}

#[test]
fn a_run_of_any_cluster_comes_back() {
    let unusual = everything_unusual().setup;
    let lesson = lesson().setup;
    for setup in [Rc::new(default_cluster()), lesson, unusual] {
        for seed in 0..100 {
            let history = tree(&setup, seed, 120);
            let run = Run::of_line(&history, Terms::Marshall, None);
            let back = parse_link(&write_link(&run).expect("short")).expect("it was just written");
            assert_eq!(back, run);
            let again = back.history().expect("it has happened");
            assert_eq!(again.world(), history.world(), "the same world at the cursor, seed {seed}");
            assert_eq!(again.position(), history.position());
            assert_eq!(again.line().len(), history.line().len());
        }
    }
}

#[test]
fn what_is_not_on_the_line_stays_behind() {
    let mut history = tree(&Rc::new(default_cluster()), 5, 200);
    let line = Run::of_line(&history, Terms::Standard, None);
    history.set_name(MomentId(1), "a name");
    let whole = Run::of(&history, Terms::Standard, None);
    assert!(whole.events.len() > line.events.len(), "there are branches");
    assert_eq!(parse_link(&write_link(&whole).expect("short")), Ok(line));
}

#[test]
fn a_link_is_an_address() {
    let run = lesson();
    let link = write_link(&run).expect("short");
    let route = Route::Run(Box::new(run));
    assert_eq!(parse_route(&link), Ok(route.clone()));
    assert_eq!(parse_route(&link[1..]), Ok(route.clone()), "without its mark too");
    assert_eq!(write_route(&route), link);
}

#[test]
fn a_run_that_is_too_long_says_how_long() {
    let run = line_of(usual(), Terms::Standard, &line(&Schedule::Duel, 10_000));
    let Err(LinkTooLong { length }) = write_link(&run) else { panic!("10,000 events fit nowhere") };
    assert!((LINK_MAX + 1..10_000).contains(&length), "{length}");
    // There is still an address for it: its cluster's.
    let address = write_route(&Route::Run(Box::new(run)));
    assert_eq!(parse_route(&address), Ok(Route::Sandbox(default_cluster())));
}

#[test]
fn the_longest_links_can_be_read() {
    let at_most = |events| write_link(&line_of(usual(), Terms::Standard, &line(&Schedule::Duel, events)));
    // The first number of events that does not fit, by halving.
    let (mut fits, mut fails) = (60, 8000);
    while fits + 1 < fails {
        let middle = usize::midpoint(fits, fails);
        *(if at_most(middle).is_ok() { &mut fits } else { &mut fails }) = middle;
    }
    let most = fits;
    let link = at_most(most).expect("it fits");
    assert!(link.len() > LINK_MAX - 8);
    assert_eq!(parse_link(&link).map(|run| run.events.len()), Ok(most));
}

#[test]
fn every_change_of_a_link_is_noticed() {
    for (link, run) in golden() {
        for end in 0..link.len() {
            let shorter = parse_link(&link[..end]);
            assert!(shorter.is_err(), "{} was read as {shorter:?}", &link[..end]);
        }
        for at in "#/run/1".len()..link.len() {
            for symbol in "AZaz09-_=.% /?#".chars().filter(|&symbol| !link[at..].starts_with(symbol)) {
                let changed = format!("{}{symbol}{}", &link[..at], &link[at + 1..]);
                assert_eq!(parse_link(&changed), Err(LinkError::Damaged), "{changed}");
            }
        }
        for tail in [".", ")", "A", "==", "%20", "\u{1d11e}"] {
            assert_eq!(parse_link(&format!("{link}{tail}")), Err(LinkError::Damaged));
        }
        assert_eq!(parse_link(&link.to_ascii_lowercase()), Err(LinkError::Damaged));
        assert_eq!(parse_link(&link.replacen('1', "2", 1)), Err(LinkError::Newer));
        drop(run);
    }
}

#[test]
fn mistakes_are_named() {
    assert_eq!(parse_link(""), Err(LinkError::Damaged));
    assert_eq!(parse_link("#/run/"), Err(LinkError::Damaged));
    assert_eq!(parse_route("#/run"), Err(RouteError::Page("run".to_owned())));
    assert_eq!(parse_route("#/run/x/y"), Err(RouteError::Link(LinkError::Damaged)));
    let long = format!("#/run/1{}", "A".repeat(10_000_000));
    assert_eq!(parse_link(&long), Err(LinkError::TooLong(long.len())));
    assert_eq!(parse_route(&long), Err(RouteError::Link(LinkError::TooLong(long.len()))));
    assert!(
        matches!(parse_route(&"/".repeat(10_000_000)), Err(RouteError::Page(page)) if page.len() <= 4000)
    );
}

/// A link that some other program made: its checksum fits, and still it tells what can't be.
#[test]
fn a_sound_checksum_proves_nothing() {
    let forged = |config: Config| {
        let setup = Rc::new(Setup::Synod(config));
        parse_link(&write_link(&Run { setup, ..line_of(usual(), Terms::Standard, &[]) }).expect("short"))
    };
    let named = |names: [&str; 3]| Config { acceptors: names.map(str::to_owned).to_vec(), ..usual() };
    assert_eq!(forged(named(["a", "a", "b"])), Err(LinkError::Cluster(ConfigError::Names)));
    assert_eq!(forged(named(["", "a", "b"])), Err(LinkError::Cluster(ConfigError::Names)));
    assert_eq!(forged(named([&"long".repeat(7), "a", "b"])), Err(LinkError::Damaged));
    let quorum = Config { promise_quorum: Some(9), ..usual() };
    assert_eq!(forged(quorum), Err(LinkError::Cluster(ConfigError::Quorum(9))));
}

#[test]
fn a_run_that_can_not_have_happened_is_refused() {
    let refused = |events: &[(u32, Event)]| {
        let run = Run {
            events: events.iter().map(|(parent, event)| (MomentId(*parent), event.clone())).collect(),
            ..line_of(usual(), Terms::Standard, &[])
        };
        run.history().map(|history| history.len()).expect_err("it can't have happened")
    };
    let prepare = || Event::Act(NodeId(0), Act::Prepare { round: 1 });
    let why = NotEnabled::NoSuchMessage;
    assert_eq!(
        refused(&[(0, prepare()), (0, Event::Deliver(MsgId(0)))]),
        RunError::NotEnabled { moment: 2, why }
    );
    assert_eq!(refused(&[(1, prepare())]), RunError::Parent(1));
    assert_eq!(refused(&[(0, prepare()), (0, prepare())]), RunError::Twice(2));
    let elsewhere = Run { cursor: MomentId(1), ..line_of(usual(), Terms::Standard, &[]) };
    assert_eq!(elsewhere.history().err(), Some(RunError::Moment(1)));
    // A link to it has what comes before.
    let run = line_of(usual(), Terms::Standard, &[prepare(), Event::Heal, prepare()]);
    let link = write_link(&run).expect("short");
    assert_eq!(parse_link(&link).map(|run| run.events.len()), Ok(1));
}

/// A run made to use up the memory of whoever opens it: every copy doubles what each moment holds.
#[test]
fn a_run_that_would_fill_the_memory_is_refused() {
    let mut events = vec![Event::Act(NodeId(0), Act::Prepare { round: 1 })];
    events.resize(20_000, Event::Duplicate(MsgId(0)));
    let refused = line_of(usual(), Terms::Standard, &events).history().map(|history| history.len());
    assert!(matches!(refused, Err(RunError::TooLarge(_))), "{refused:?}");
}
