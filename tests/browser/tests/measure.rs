//! The measurements: what they say of a page that is busy and slow on purpose.

use std::time::Duration;

use anyhow::Result;
use paxoscope_browser::measure::{self, Start};
use paxoscope_browser::{Browser, PageServer, Session};

const START: Start = Start { route: "#/", steps: &[] };

/// Measures a page made of a script alone.
async fn prepared(script: &str) -> Result<(tempfile::TempDir, PageServer, Session)> {
    let folder = tempfile::tempdir()?;
    let page = format!(
        "<!doctype html><title>Made up</title><main>x</main><script>window.wasmBindings = {{}};{script}</script>"
    );
    std::fs::write(folder.path().join("index.html"), page)?;
    let server = PageServer::serve(folder.path()).await?;
    let session = Session::start_in(Browser::Chromium).await?;
    measure::prepare(&session).await?;
    Ok((folder, server, session))
}

/// Only Chromium tells, and one run of it is enough.
fn is_elsewhere() -> Result<bool> {
    Ok(Browser::from_environment()? != Browser::Chromium)
}

#[tokio::test]
async fn busy_page_is_seen_to_be_busy() -> Result<()> {
    if is_elsewhere()? {
        return Ok(());
    }
    let script =
        "const work = ms => { const end = performance.now() + ms; while (performance.now() < end); };
        setInterval(() => { work(20); document.body.style.paddingTop = `${Math.random() * 50}px`; }, 100);
        const frame = () => { requestAnimationFrame(frame); }; frame();";
    let (_folder, server, session) = prepared(script).await?;
    let found = measure::activity(&session, &server, START, Duration::from_secs(2)).await?;
    assert!(found.busy_ms > 100.0 && found.frames_requested > 10.0 && found.layouts > 2.0, "{found:?}");
    Ok(())
}

#[tokio::test]
async fn page_at_rest_is_seen_to_be_at_rest() -> Result<()> {
    if is_elsewhere()? {
        return Ok(());
    }
    let (_folder, server, session) = prepared("").await?;
    let found = measure::activity(&session, &server, START, Duration::from_secs(2)).await?;
    assert!(found.frames_requested == 0.0 && found.layouts == 0.0 && found.animations == 0, "{found:?}");
    Ok(())
}

#[tokio::test]
async fn slow_answer_to_a_key_is_seen_to_be_slow() -> Result<()> {
    if is_elsewhere()? {
        return Ok(());
    }
    let script = "addEventListener('keydown', () => { const end = performance.now() + 40; while (performance.now() < end); });";
    let (_folder, server, session) = prepared(script).await?;
    let found = measure::latency(&session, &server, START, &["ArrowRight"], (5, Duration::ZERO)).await?;
    assert!(found.own.median_ms >= 40.0 && found.whole.median_ms >= found.own.median_ms, "{found:?}");
    Ok(())
}
