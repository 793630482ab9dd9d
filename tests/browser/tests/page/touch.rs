//! The page on a phone, under a finger; and in a small window.

use anyhow::{Result, ensure};
use fantoccini::elements::Element;
use paxoscope_browser::{Pointer, Viewport};

use crate::support::{PHONE, Visit, visit};

/// What is left of 1440×900 when everything is twice as large.
const ZOOMED: Viewport = Viewport { width: 720, height: 450 };

async fn tap(page: &Visit, element: &Element) -> Result<()> {
    page.press_on(Pointer::Finger, element).await
}

async fn tap_in(page: &Visit, region: &str, name: &str) -> Result<()> {
    let region = page.region(region).await?;
    tap(page, &page.by_role_in(&region, "button", name).await?).await
}

async fn nothing_sticks_out(page: &Visit, width: u64, what: &str) -> Result<()> {
    let found = page.evaluate("document.documentElement.scrollWidth").await?;
    ensure!(found.as_u64().is_some_and(|found| found <= width), "{what} is {found} px wide, of {width}");
    Ok(())
}

#[tokio::test]
async fn lesson_is_stepped_with_a_finger() -> Result<()> {
    visit("#/lesson/two-proposers/0", async |page| {
        page.resize(PHONE).await?;
        let transport = page.by_role("toolbar", "Transport").await?;
        for next in ["A prepares (8,A)", "All acceptors are ready"] {
            tap(page, &page.by_role_in(&transport, "button", next).await?).await?;
        }
        page.is_at("#/lesson/two-proposers/2").await?;
        page.goto_route("#/lesson/two-proposers/20").await?;
        page.is_at("#/lesson/two-proposers/20").await?;
        tap_in(page, "Lesson", "2 ignores it: it promised (9,B)").await?;
        page.shows("Lesson", "Right.").await
    })
    .await
}

#[tokio::test]
async fn messages_are_delivered_and_dropped_with_a_finger() -> Result<()> {
    visit("#/sandbox", async |page| {
        page.resize(PHONE).await?;
        tap_in(page, "In flight", "A prepares (1,A)").await?;
        page.says("A prepares (1,A)").await?;
        tap_in(page, "Network", "prepare (1,A), A to A₁").await?;
        let menu = page.by_role("toolbar", "What to do with it").await?;
        tap(page, &page.by_role_in(&menu, "button", "Drop").await?).await?;
        page.says("prepare (1,A) from A to A₁ is lost.").await?;
        tap_in(page, "Network", "prepare (1,A), A to A₃").await?;
        tap_in(page, "Network", "prepare (1,A), A to A₃").await?;
        page.says("A₃ receives prepare (1,A) from A.").await?;
        // A tap on a row shows what can be done with it.
        tap_in(page, "In flight", "prepare (1,A), A to A₂").await?;
        tap_in(page, "In flight", "Deliver: prepare (1,A), A to A₂").await?;
        page.says("A₂ receives prepare (1,A) from A.").await
    })
    .await
}

#[tokio::test]
async fn nothing_sticks_out_of_a_small_window() -> Result<()> {
    visit("#/", async |page| {
        for viewport in [PHONE, ZOOMED] {
            page.resize(viewport).await?;
            for route in
                ["#/", "#/lesson/two-proposers/20", "#/lesson/two-proposers/53", "#/sandbox", "#/nowhere"]
            {
                page.open(&page.server.url(&format!("/{route}"))).await?;
                nothing_sticks_out(page, u64::from(viewport.width), route).await?;
            }
            page.open(
                &page.server.url("/#/sandbox?proposers=wwwwwwwwwwwwwwwwwwwwwwww:1,bar:2,baz:3&acceptors=9"),
            )
            .await?;
            page.keys(&["1", "ArrowRight"]).await?;
            let card = page.wait_for(".card").await?;
            card.click().await?;
            nothing_sticks_out(page, u64::from(viewport.width), "a crowd").await?;
            page.key("?").await?;
            nothing_sticks_out(page, u64::from(viewport.width), "help").await?;
        }
        Ok(())
    })
    .await
}
