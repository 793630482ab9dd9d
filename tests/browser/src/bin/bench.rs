//! Measures the page in Chromium and prints what it finds.

use std::time::Duration;

use anyhow::Result;
use paxoscope_browser::measure::{self, Start};
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
    /// How quickly it answers this key, pressed this many times.
    Latency(&'static str, usize),
}

const HOME: Start = Start { route: "#/", steps: &[] };

const ROWS: &[Row] = &[
    Row { title: "home, at rest", start: HOME, kind: Kind::Activity(Duration::from_secs(3)) },
    Row { title: "home, ArrowRight", start: HOME, kind: Kind::Latency("ArrowRight", 50) },
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let server = PageServer::start().await?;
    let session = Session::start_in(Browser::Chromium).await?;
    session.resize(Viewport { width: 1440, height: 900 }).await?;
    measure::prepare(&session).await?;
    for Row { title, start, kind } in ROWS {
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
            Kind::Latency(key, presses) => {
                let found = measure::latency(&session, &server, *start, key, presses).await?;
                println!(
                    "{title}: key to picture median {:.1} ms, p95 {:.1} ms, max {:.1} ms ({presses} presses)",
                    found.median_ms, found.p95_ms, found.max_ms,
                );
            }
        }
    }
    Ok(())
}
