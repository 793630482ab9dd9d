//! A run is taken away and brought back: by link, by QR code, as a file, as pictures, and by a tab that was closed.

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::support::{Visit, visit};

/// Catches what the page gives the browser to save, instead of saving it.
const CATCH: &str = "window.saved = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = blob => { window.lastBlob = blob; return make(blob); };
    HTMLAnchorElement.prototype.click = function () {
        const blob = window.lastBlob, name = this.download;
        blob.arrayBuffer().then(bytes => saved.push({ name, type: blob.type, size: blob.size,
            start: [...new Uint8Array(bytes.slice(0, 8))], text: new TextDecoder().decode(bytes) }));
    };";

/// Drops a text on the page as a file.
const DROP: &str = "const data = new DataTransfer();
    data.items.add(new File([arguments[0]], 'run.json'));
    for (const kind of ['dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));";

async fn drop_text(page: &Visit, text: &str) -> Result<()> {
    page.client.execute(DROP, vec![json!(text)]).await?;
    Ok(())
}

/// What the page gave the browser to save last: its name and its text.
async fn saved(page: &Visit, count: usize) -> Result<(String, String)> {
    page.wait_until(&format!("saved.length === {count}")).await?;
    Ok((page.words("saved.at(-1).name").await?, page.words("saved.at(-1).text").await?))
}

async fn make_a_run(page: &Visit) -> Result<()> {
    page.keys(&["1", "ArrowRight", "ArrowRight"]).await?;
    page.says("A₂ receives prepare (1,A) from A.").await
}

#[tokio::test]
async fn link_brings_the_same_run_and_its_code_is_read() -> Result<()> {
    visit("#/sandbox", async |page| {
        make_a_run(page).await?;
        page.key("l").await?;
        let link = page.words("document.querySelector('#share-link').value").await?;
        ensure!(link.starts_with(&page.server.origin) && link.contains("#/run/1"), "{link}");
        page.wait_for(".qr-dark").await?;
        let rows = page.list(
            "[...document.querySelector('.qr-dark').getAttribute('d').matchAll(/M(\\d+) (\\d+)h(\\d+)/g)].map(m => m.slice(1).join(' '))",
        ).await?;
        assert_eq!(read_code(&rows)?, link);
        page.key("Escape").await?;
        page.open(&link).await?;
        page.says("A₂ receives prepare (1,A) from A.").await?;
        page.key("ArrowLeft").await?;
        page.says("A₁ receives prepare (1,A) from A.").await?;
        // The address stays the link that it was.
        page.is_at(&link[link.find('#').context("a hash")?..]).await
    })
    .await
}

/// Reads a QR code from its dark runs of modules: column, row, length.
fn read_code(runs: &[String]) -> Result<String> {
    const SCALE: usize = 4;
    let runs: Vec<Vec<usize>> =
        runs.iter().map(|run| run.split(' ').filter_map(|part| part.parse().ok()).collect()).collect();
    let size = runs.iter().map(|run| run[0] + run[2]).max().context("a code")? + 8;
    let is_dark = |x: usize, y: usize| {
        let (x, y) = ((x / SCALE).wrapping_sub(4), (y / SCALE).wrapping_sub(4));
        runs.iter().any(|run| run[1] == y && run[0] <= x && x < run[0] + run[2])
    };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(size * SCALE, size * SCALE, |x, y| {
        if is_dark(x, y) { 0 } else { 255 }
    });
    let grids = image.detect_grids();
    let (_, text) =
        grids.first().context("a code is found")?.decode().map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(text)
}

#[tokio::test]
async fn file_is_saved_and_dropped_on_the_page_again() -> Result<()> {
    visit("#/sandbox", async |page| {
        make_a_run(page).await?;
        page.client.execute(CATCH, Vec::new()).await?;
        page.key("l").await?;
        page.click("button", "Save the run").await?;
        let (name, file) = saved(page, 1).await?;
        assert_eq!(name, "single-decree-paxos.json");
        page.key("Escape").await?;
        page.keys(&["ArrowRight", "ArrowRight", "ArrowRight"]).await?;
        drop_text(page, &file).await?;
        page.says("A₂ receives prepare (1,A) from A.").await?;
        // Nothing is lost: undo brings back the run that was there.
        page.key("Control+z").await?;
        page.says("A₃ receives").await.or(page.says("A receives promise").await)
    })
    .await
}

#[tokio::test]
async fn what_is_no_run_is_refused_and_the_run_stays() -> Result<()> {
    visit("#/sandbox", async |page| {
        make_a_run(page).await?;
        let huge = "x".repeat(200_000);
        for (text, words) in [
            ("<img src=x onerror=alert(1)>", "line 1"),
            ("{}", "no run of paxoscope"),
            ("{\"paxoscope\": 99}", "newer"),
            (huge.as_str(), "line 1"),
            ("#/run/1AAAAAAAA", "incomplete or was altered"),
        ] {
            drop_text(page, text).await?;
            page.wait_until("document.querySelector('.problem p')").await?;
            let problem = page.words("document.querySelector('.problem').textContent").await?;
            ensure!(problem.to_ascii_lowercase().contains(words), "{words}: {problem}");
            ensure!(!page.holds("document.querySelector('.problem img')").await?);
            page.says("A₂ receives prepare (1,A) from A.").await?;
            page.key("Escape").await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn pictures_and_traces_are_saved_in_every_form() -> Result<()> {
    const SELECT: &str = "const [label, words] = arguments;
        const field = [...document.querySelectorAll('.picture-form .field')].find(f => f.textContent.startsWith(label));
        const select = field.querySelector('select');
        select.selectedIndex = [...select.options].findIndex(option => option.textContent === words);
        select.dispatchEvent(new Event('change', { bubbles: true }));";
    visit("#/sandbox", async |page| {
        make_a_run(page).await?;
        page.client.execute(CATCH, Vec::new()).await?;
        page.key("l").await?;
        let mut count = 0;
        for (motif, form, end, start) in [
            ("the diagram", "SVG", "svg", "<svg"),
            ("the stage", "SVG", "svg", "<svg"),
            ("the stage", "TikZ, to include", "tex", "%"),
            ("the diagram", "TikZ, a whole document", "tex", "\\documentclass"),
            ("the diagram", "Mermaid", "mmd", ""),
        ] {
            page.client.execute(SELECT, vec![json!("What"), json!(motif)]).await?;
            page.client.execute(SELECT, vec![json!("As"), json!(form)]).await?;
            page.settle().await?;
            page.click("button", "Download").await?;
            count += 1;
            let (name, text) = saved(page, count).await?;
            ensure!(
                name.ends_with(end) && text.starts_with(start),
                "{form}: {name} {}",
                &text[..text.len().min(80)]
            );
            ensure!(text.contains("prepare"), "{form} shows the message");
        }
        page.client.execute(SELECT, vec![json!("As"), json!("PNG")]).await?;
        page.settle().await?;
        page.click("button", "Download").await?;
        count += 1;
        saved(page, count).await?;
        assert_eq!(page.evaluate("saved.at(-1).start").await?, json!([137, 80, 78, 71, 13, 10, 26, 10]));
        ensure!(page.holds("saved.at(-1).size > 5000").await?, "the picture is not empty");
        for (button, end) in
            [("ITF (Apalache, Quint)", "itf.json"), ("ShiViz", "log"), ("JSON events", "events.json")]
        {
            page.click("button", button).await?;
            count += 1;
            let (name, text) = saved(page, count).await?;
            ensure!(name.ends_with(end) && !text.is_empty(), "{name}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn closed_tab_loses_nothing() -> Result<()> {
    visit("#/sandbox", async |page| {
        make_a_run(page).await?;
        page.keys(&["ArrowLeft", "4"]).await?;
        let status = page.status().await?;
        page.wait_until("localStorage.getItem('paxoscope.run.1')?.split('\\n')[1]?.startsWith('1')").await?;
        page.open(&page.server.url("/#/")).await?;
        let link = page.wait_for(".starts a:last-child").await?;
        ensure!(link.text().await?.starts_with("Continue where you were"), "{}", link.text().await?);
        link.click().await?;
        page.says(&status).await?;
        assert_eq!(
            page.evaluate("document.querySelectorAll('.scrubber .fork').length").await?,
            1,
            "branches too"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nothing_outside_a_nodes_past_is_shown_as_known() -> Result<()> {
    visit("#/sandbox", async |page| {
        page.keys(&["1", "ArrowRight", "ArrowRight"]).await?;
        page.evaluate("document.querySelector('.card[data-target=n2]').click()").await?;
        page.click_in("Inspector", "button", "What does it know?").await?;
        page.settle().await?;
        let grey = "[...document.querySelectorAll('.card[data-unknown=true] .card-name')].map(name => name.textContent)";
        assert_eq!(page.list(grey).await?, ["A₂"], "A₁ has heard of A's prepare, and of nothing that A₂ did");
        ensure!(page.holds("document.querySelectorAll('.pill[data-unknown=true]').length === 1").await?);
        ensure!(page.holds("document.querySelectorAll('.drawing [data-unknown=true]').length > 0").await?);
        page.click_in("Inspector", "button", "What does it know?").await?;
        page.settle().await?;
        assert_eq!(page.list(grey).await?, Vec::<String>::new());
        Ok(())
    })
    .await
}
