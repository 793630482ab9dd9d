//! Presenting to a hall, the speaker's window, and the page in a frame of another.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use paxoscope_browser::{PageServer, Session};

use crate::support::{DESK, PHONE, Visit, visit};

async fn place(page: &Visit) -> Result<String> {
    page.words("document.querySelector('.hall-dots .visually-hidden, .hall-place').textContent").await
}

#[tokio::test]
async fn remote_steps_through_a_lesson_before_a_hall() -> Result<()> {
    visit("#/lesson/duel/0", async |page| {
        page.key("f").await?;
        page.wait_for(".hall").await?;
        ensure!(page.holds("!document.querySelector('.banner, .side, .panel')").await?, "only the picture");
        page.keys(&["PageDown", "PageDown", "PageDown", "PageUp"]).await?;
        ensure!(place(page).await? == "2 / 63", "{}", place(page).await?);
        page.key(".").await?;
        ensure!(page.holds("document.querySelector('.hall-blank')").await?, "the point blanks the screen");
        page.key("PageDown").await?;
        ensure!(page.holds("!document.querySelector('.hall-blank')").await?, "a step shows it again");
        ensure!(place(page).await? == "2 / 63", "and is not taken");
        page.key("v").await?;
        ensure!(
            page.holds("document.querySelector('.hall .spacetime') && !document.querySelector('.network')")
                .await?,
            "V: the diagram"
        );
        page.key("v").await?;
        ensure!(
            page.holds("document.querySelector('.hall .spacetime') && document.querySelector('.network')")
                .await?,
            "V: both"
        );
        page.key("Escape").await?;
        page.wait_for(".banner").await?;
        page.is_at("#/lesson/duel/2").await
    })
    .await
}

#[tokio::test]
async fn words_on_the_stage_are_large_enough_for_the_back_row() -> Result<()> {
    visit("#/lesson/duel/5", async |page| {
        page.resize(paxoscope_browser::Viewport { width: 1920, height: 1080 }).await?;
        // The screen of a browser without a window is smaller than that, so it must not be filled.
        page.evaluate("void (Element.prototype.requestFullscreen = undefined)").await?;
        page.key("f").await?;
        page.wait_until(
            "parseFloat(getComputedStyle(document.querySelector('.hall .pill')).fontSize) >= 24 \
             && parseFloat(getComputedStyle(document.querySelector('.hall .card-line')).fontSize) >= 24",
        )
        .await
    })
    .await
}

#[tokio::test]
async fn pen_strokes_vanish_with_the_step() -> Result<()> {
    visit("#/lesson/duel/5", async |page| {
        page.keys(&["f", "i"]).await?;
        page.evaluate(
            "(() => { const pen = document.querySelector('.pen');
                for (const [type, x] of [['pointerdown', 100], ['pointermove', 200], ['pointermove', 300]])
                    pen.dispatchEvent(new PointerEvent(type, { bubbles: true, buttons: 1, clientX: x, clientY: 300 })); })()",
        )
        .await?;
        page.wait_until("document.querySelectorAll('.pen polyline').length === 1").await?;
        page.key("PageDown").await?;
        page.wait_until("document.querySelector('.pen') && document.querySelectorAll('.pen polyline').length === 0").await
    })
    .await
}

#[tokio::test]
async fn hall_answers_by_hands_and_by_key() -> Result<()> {
    visit("#/lesson/duel/0", async |page| {
        page.key("f").await?;
        for _ in 0..30 {
            if page.holds("document.querySelector('.hall-question')").await? {
                break;
            }
            page.key("PageDown").await?;
        }
        page.click("button", "One hand more for answer 2").await?;
        page.click("button", "One hand more for answer 2").await?;
        page.click("button", "One hand more for answer 1").await?;
        let hands =
            page.list("[...document.querySelectorAll('.hands output')].map(o => o.textContent)").await?;
        ensure!(hands == ["1", "2", "0"], "{hands:?}");
        page.key("2").await?;
        page.wait_until("document.querySelector('.explanation')?.textContent.startsWith('Not so.')").await
    })
    .await
}

#[tokio::test]
async fn anybody_can_ask_what_the_next_step_will_do() -> Result<()> {
    visit("#/lesson/duel/1", async |page| {
        page.key("q").await?;
        page.wait_until("document.querySelector('.guess .quiz-question')?.textContent.includes('What does top do with prepare (8,A) from A?')").await?;
        page.key("1").await?;
        page.wait_until("document.querySelector('.guess .explanation')").await?;
        page.is_at("#/lesson/duel/2").await?;
        page.key("ArrowRight").await?;
        page.wait_until("!document.querySelector('.guess')").await
    })
    .await
}

#[tokio::test]
async fn hall_has_no_serious_accessibility_fault() -> Result<()> {
    visit("#/lesson/duel/0", async |page| {
        page.keys(&["f", "v", "v", "PageDown", "q"]).await?;
        for viewport in [DESK, PHONE] {
            page.resize(viewport).await?;
            let faults: Vec<String> = page.axe().await?.iter().map(ToString::to_string).collect();
            ensure!(faults.is_empty(), "{} px wide: {faults:#?}", viewport.width);
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn both_windows_stay_in_step_also_when_one_is_loaded_anew() -> Result<()> {
    visit("#/lesson/duel/2", async |page| {
        let hall = page.client.window().await?;
        page.key("s").await?;
        let speaker = other_window(page, &hall).await?;
        let is_at = async |words: &str| {
            page.wait_until(&format!("document.getElementById('place')?.textContent === '{words}'")).await
        };
        page.client.switch_to_window(speaker.clone()).await?;
        is_at("2 / 63").await?;
        page.wait_until("document.getElementById('notes').children.length === 2").await?;
        page.press("PageDown").await?;
        is_at("3 / 63").await?;
        page.client.refresh().await?;
        is_at("3 / 63").await?;
        page.client.switch_to_window(hall.clone()).await?;
        page.is_at("#/lesson/duel/3").await?;
        page.client.refresh().await?;
        page.wait_for(".workbench").await?;
        page.key("PageDown").await?;
        page.client.switch_to_window(speaker).await?;
        is_at("4 / 63").await?;
        let faults: Vec<String> = page.axe().await?.iter().map(ToString::to_string).collect();
        ensure!(faults.is_empty(), "{faults:#?}");
        page.client.close_window().await?;
        page.client.switch_to_window(hall).await?;
        Ok(())
    })
    .await
}

async fn other_window(
    page: &Visit,
    hall: &fantoccini::wd::WindowHandle,
) -> Result<fantoccini::wd::WindowHandle> {
    for _ in 0..100 {
        let all = page.client.windows().await?;
        if let Some(other) = all.into_iter().find(|window| window != hall) {
            return Ok(other);
        }
        page.settle().await?;
    }
    anyhow::bail!("no second window has opened")
}

/// The page in a frame of a deck of slides, as `examples/reveal` shows it.
#[tokio::test]
async fn fragments_of_slides_drive_the_page_in_a_frame() -> Result<()> {
    let folder =
        |name: &str| std::env::var_os(name).map(PathBuf::from).context("run with `cargo xtask test`");
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/reveal");
    let others = [("/deck", examples), ("/reveal", folder("PAXOSCOPE_REVEAL")?)];
    let server = PageServer::serve_with(&folder("PAXOSCOPE_DIST")?, &others).await?;
    let session = Session::start().await?;
    session.client.goto(&server.url("/deck/deck.html")).await?;
    session.wait_for(".reveal.ready").await?;
    let frame = "document.querySelector('iframe').contentDocument";
    let is_at = async |step: &str| {
        session
            .wait_until(&format!(
                "{frame}.querySelector('.hall-dots .visually-hidden')?.textContent.startsWith('{step} / ')"
            ))
            .await
            .with_context(|| format!("step {step}"))
    };
    session.press("ArrowRight").await?;
    for (key, step) in [
        ("", "0"),
        ("ArrowRight", "7"),
        ("ArrowRight", "14"),
        ("ArrowLeft", "7"),
        ("ArrowRight", "14"),
        ("ArrowRight", "18"),
    ] {
        if !key.is_empty() {
            session.press(key).await?;
        }
        is_at(step).await?;
    }
    ensure!(
        session.evaluate(&format!("{frame}.querySelector('.banner, .side, .transport') === null")).await?
            == true,
        "a frame has no chrome"
    );
    assert_eq!(session.console_errors().await?, Vec::<String>::new());
    Ok(())
}
