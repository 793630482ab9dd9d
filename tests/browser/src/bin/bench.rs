//! Measures the page in Chromium and prints what it finds.

use std::time::Duration;

use anyhow::Result;
use paxoscope_browser::measure::{self, Latency, Start};
use paxoscope_browser::steps::Step;
use paxoscope_browser::{Browser, PageServer, Session, Viewport};

/// What is measured. A new measurement is a new row in [`ROWS`].
struct Row {
    title: &'static str,
    start: Start,
    kind: Kind,
}

enum Kind {
    /// What the page does by itself in this time.
    Activity(Duration),
    /// How quickly it answers these keys in turn, pressed this many times with this pause before each.
    Latency(&'static [&'static str], usize, Duration),
}

const HOME: Start = Start { route: "#/", steps: &[] };

/// Two proposers and five acceptors, whose six prepares put thirty messages in flight.
const CROWD: &str = "#/sandbox?proposers=foo:1,bar:2&acceptors=5&learners=0";
const THIRTY: [Step; 6] = [Step::Press("1"); 6];
const PLAYING: [Step; 7] = {
    let mut steps = [Step::Press("1"); 7];
    steps[6] = Step::Press(" ");
    steps
};
const PLAYING_FAST: [Step; 8] = {
    let mut steps = [Step::Press("1"); 8];
    (steps[6], steps[7]) = (Step::Press("+"), Step::Press(" "));
    steps
};

/// A duel plays for ever: pressing the step key ten thousand times makes a history of ten thousand steps.
const DUEL: &str = "#/sandbox?proposers=foo:1,bar:2&acceptors=5&learners=1";
const fn long(script: &'static str) -> [Step; 5] {
    [
        Step::Click("button", "Keep duelling"),
        Step::Press(" "),
        Step::Script(script),
        Step::Wait(3000),
        Step::Press("ArrowLeft"),
    ]
}
const LONG: [Step; 5] = long(
    "const press = new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }); \
     for (let step = 0; step < 10000; step++) document.body.dispatchEvent(press);",
);
const MIDDLING: [Step; 5] = long(
    "const press = new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }); \
     for (let step = 0; step < 1000; step++) document.body.dispatchEvent(press);",
);
const SHORT: [Step; 5] = long(
    "const press = new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }); \
     for (let step = 0; step < 100; step++) document.body.dispatchEvent(press);",
);
/// The same with the space–time diagram folded away: the difference is what drawing it costs.
const FOLDED: [Step; 6] = {
    let [a, b, c, d, e] = LONG;
    [a, b, c, d, e, Step::Press("g")]
};

const SECONDS: Duration = Duration::from_secs(10);
/// As fast as the page answers, as with a key held down.
const AT_ONCE: Duration = Duration::ZERO;

const ROWS: &[Row] = &[
    Row { title: "home, at rest", start: HOME, kind: Kind::Activity(Duration::from_secs(3)) },
    Row {
        title: "7 nodes, 30 messages, paused",
        start: Start { route: CROWD, steps: &THIRTY },
        kind: Kind::Activity(Duration::from_secs(3)),
    },
    Row {
        title: "7 nodes, 30 messages, playing at 1×",
        start: Start { route: CROWD, steps: &PLAYING },
        kind: Kind::Activity(SECONDS),
    },
    Row {
        title: "7 nodes, 30 messages, playing at 2×, nearly always in motion",
        start: Start { route: CROWD, steps: &PLAYING_FAST },
        kind: Kind::Activity(SECONDS),
    },
    Row {
        title: "17 nodes of Paxos Made Moderately Complex, playing at 1×",
        start: Start { route: "#/start/pmmc-large", steps: &[Step::Press(" ")] },
        kind: Kind::Activity(SECONDS),
    },
    Row {
        title: "step key, lesson",
        start: Start { route: "#/lesson/two-proposers/0", steps: &[] },
        kind: Kind::Latency(&["ArrowRight"], 50, AT_ONCE),
    },
    Row {
        title: "step key at the end of 10,000 steps",
        start: Start { route: DUEL, steps: &LONG },
        kind: Kind::Latency(&["ArrowRight"], 200, AT_ONCE),
    },
    Row {
        title: "the same, the diagram folded away",
        start: Start { route: DUEL, steps: &FOLDED },
        kind: Kind::Latency(&["ArrowRight"], 200, AT_ONCE),
    },
    Row {
        title: "step key at the end of 1,000 steps",
        start: Start { route: DUEL, steps: &MIDDLING },
        kind: Kind::Latency(&["ArrowRight"], 200, AT_ONCE),
    },
    Row {
        title: "step key at the end of 100 steps",
        start: Start { route: DUEL, steps: &SHORT },
        kind: Kind::Latency(&["ArrowRight"], 200, AT_ONCE),
    },
    Row {
        title: "scrub jump through 10,000 steps, to the start and to the end",
        start: Start { route: DUEL, steps: &LONG },
        kind: Kind::Latency(&["Home", "End"], 100, AT_ONCE),
    },
    Row {
        title: "step key at the end of 10,000 steps, twice a second, every message flying",
        start: Start { route: DUEL, steps: &LONG },
        kind: Kind::Latency(&["ArrowRight"], 100, Duration::from_millis(500)),
    },
    Row {
        title: "back key at the end of 10,000 steps",
        start: Start { route: DUEL, steps: &LONG },
        kind: Kind::Latency(&["ArrowLeft"], 200, AT_ONCE),
    },
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let server = PageServer::start().await?;
    for Row { title, start, kind } in ROWS {
        let session = Session::start_in(Browser::Chromium).await?;
        session.resize(Viewport { width: 1440, height: 900 }).await?;
        measure::prepare(&session).await?;
        match *kind {
            Kind::Activity(time) => {
                let found = measure::activity(&session, &server, *start, time).await?;
                println!(
                    "{title}: main thread {:.1} ms/s, {:.1} frames requested/s, {:.1} layouts/s, \
                     {:.1} style recalculations/s, {} animations running",
                    found.busy_ms,
                    found.frames_requested,
                    found.layouts,
                    found.style_recalculations,
                    found.animations,
                );
            }
            Kind::Latency(keys, presses, pause) => {
                let found = measure::latency(&session, &server, *start, keys, (presses, pause)).await?;
                let Latency { own, whole } = found;
                println!(
                    "{title}: key to picture median {:.1} ms, p95 {:.1} ms, max {:.1} ms; with the wait for the display \
                     median {:.1} ms, p95 {:.1} ms ({presses} presses)",
                    own.median_ms, own.p95_ms, own.max_ms, whole.median_ms, whole.p95_ms,
                );
            }
        }
    }
    Ok(())
}
