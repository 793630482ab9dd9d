//! The tools in their worker: fetched when they are first wanted, from beside the page, and not missed when they fail.

use anyhow::{Result, ensure};
use paxoscope_browser::{PageServer, Session};
use serde_json::json;

use crate::support::{Visit, visit};

/// Has the workers that the page starts noted, and finds them in another place if one is named.
const NOTE_WORKERS: &str = "const [place] = arguments;
    window.RealWorker = Worker;
    window.workers = [];
    window.Worker = class extends RealWorker {
        constructor(address) { super(place + address); workers.push(this); }
    };";

/// What the sheet says has gone wrong.
const REFUSAL: &str = "document.querySelector('dialog [role=alert]')?.textContent";

async fn note_workers(page: &Visit, place: &str) -> Result<()> {
    page.client.execute(NOTE_WORKERS, vec![json!(place)]).await?;
    Ok(())
}

/// Waits until the sheet says that something went wrong.
async fn refuses(page: &Visit, words: &str) -> Result<()> {
    page.wait_until(&format!("{REFUSAL}?.includes({})", json!(words))).await
}

async fn try_again(page: &Visit) -> Result<()> {
    page.evaluate(
        "[...document.querySelectorAll('dialog [role=alert] button')].map(button => button.click())",
    )
    .await?;
    page.settle().await
}

async fn make_a_run(page: &Visit) -> Result<()> {
    page.keys(&["1", "ArrowRight", "ArrowRight"]).await?;
    page.says("A₂ receives prepare (1,A) from A.").await
}

#[tokio::test]
async fn tools_are_fetched_from_beside_the_page_when_they_are_wanted() -> Result<()> {
    for path in ["/", "/any/sub/path/"] {
        let (server, session) = (PageServer::start().await?, Session::start().await?);
        session.open(&server.url(&format!("{path}#/sandbox"))).await?;
        let first = server.take_paths();
        ensure!(!first.iter().any(|asked| asked.contains("tools")), "{first:?}");
        session.press("l").await?;
        session.wait_for(".qr-dark").await?;
        let mut then = server.take_paths();
        then.sort();
        assert_eq!(
            then,
            ["tools.js", "tools_bg.wasm", "tools_loader.js"].map(|file| format!("{path}{file}"))
        );
        assert_eq!(session.console_errors().await?, Vec::<String>::new());
        assert_eq!(session.requests_outside(&server.origin).await?, Vec::<String>::new());
    }
    Ok(())
}

#[tokio::test]
async fn tools_that_cannot_be_had_are_said_and_can_be_called_again() -> Result<()> {
    visit("#/sandbox", async |page| {
        make_a_run(page).await?;
        note_workers(page, "missing/").await?;
        page.key("l").await?;
        refuses(page, "could not be loaded").await?;
        // They are missing still; what was wanted is not forgotten.
        try_again(page).await?;
        refuses(page, "could not be loaded").await?;
        page.client.execute("window.Worker = RealWorker", Vec::new()).await?;
        try_again(page).await?;
        page.wait_for(".qr-dark").await?;
        page.wait_until(&format!("{REFUSAL} === ''")).await?;
        page.key("Escape").await?;
        page.says("A₂ receives prepare (1,A) from A.").await?;
        page.key("ArrowLeft").await?;
        page.says("A₁ receives prepare (1,A) from A.").await?;
        // The browser says so too: the worker's file is not there.
        page.console_errors().await.map(drop)
    })
    .await
}

#[tokio::test]
async fn tools_that_stop_are_said_and_started_anew() -> Result<()> {
    visit("#/sandbox", async |page| {
        make_a_run(page).await?;
        note_workers(page, "").await?;
        page.evaluate("window.made = []").await?;
        page.client
            .execute(
                "HTMLAnchorElement.prototype.click = function () { made.push(this.download); }",
                Vec::new(),
            )
            .await?;
        page.key("l").await?;
        page.wait_for(".qr-dark").await?;
        // A worker that hears nothing any more, and then is gone.
        page.client.execute("workers[0].postMessage = () => {}", Vec::new()).await?;
        page.click("button", "ShiViz").await?;
        page.wait_until(
            "document.querySelector('.preparing').textContent.includes('.log” is being prepared')",
        )
        .await?;
        page.client.execute("workers[0].dispatchEvent(new Event('error'))", Vec::new()).await?;
        refuses(page, "has stopped").await?;
        // The other buttons still work: each of them starts the tools.
        page.click("button", "JSON events").await?;
        page.wait_until("made.length === 1 && made[0].endsWith('.events.json') && workers.length === 2")
            .await?;
        page.wait_until(&format!("{REFUSAL} === ''")).await?;
        page.wait_until("document.querySelector('.preparing').textContent === ''").await
    })
    .await
}

#[tokio::test]
async fn tools_of_another_build_are_not_asked() -> Result<()> {
    visit("#/sandbox", async |page| {
        make_a_run(page).await?;
        note_workers(page, "").await?;
        page.client
            .execute(
                "RealWorker.prototype.addEventListener = function (kind, listen) {
                    EventTarget.prototype.addEventListener.call(this, kind, event => listen(
                        kind === 'message' ? new MessageEvent(kind, { data: 'ready of-yesterday' }) : event));
                };",
                Vec::new(),
            )
            .await?;
        page.key("l").await?;
        refuses(page, "Reload it").await?;
        page.key("Escape").await?;
        page.says("A₂ receives prepare (1,A) from A.").await
    })
    .await
}
