//! Starts: one click from the catalogue to a run that stands at its interesting moment.

use anyhow::Result;
use fantoccini::Locator;

use crate::support::{Visit, visit};

/// Opens a start by its link, steps back and forth, reloads, and returns to the catalogue by the browser's own button.
async fn opens(page: &Visit, slug: &str, last: &str, before: &str) -> Result<()> {
    let link = format!(".what-if a[href='#/start/{slug}']");
    let title = page.words(&format!("document.querySelector(\"{link} .lesson-title\").textContent")).await?;
    page.client.find(Locator::Css(&link)).await?.click().await?;
    page.is_at(&format!("#/start/{slug}")).await?;
    page.by_role("heading", &title).await?;
    page.says(last).await?;
    page.key("ArrowLeft").await?;
    page.says(before).await?;
    page.click_in("Lesson", "button", "Back to the starting point").await?;
    page.says(last).await?;
    page.client.refresh().await?;
    page.is_at(&format!("#/start/{slug}")).await?;
    page.says(last).await?;
    page.client.back().await?;
    page.is_at("#/").await
}

#[tokio::test]
async fn start_opens_at_its_end_and_back_shows_how_it_came_about() -> Result<()> {
    visit("#/", async |page| {
        for (slug, last, before) in [
            ("majority-crash", "A knows of 2 of the 3 acceptances", "A knows of 1 of the 3 acceptances"),
            ("two-routes", "L₂ has heard of 1 of the 2 acceptances", "L₁ has heard of 2 acceptances"),
            (
                "attempt-1-split",
                "S₃ accepts blue: it had nothing yet",
                "S₂ accepts green: it had nothing yet",
            ),
        ] {
            opens(page, slug, last, before).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn majority_crash_says_why_nothing_moves_and_a_restart_ends_it() -> Result<()> {
    visit("#/start/majority-crash", async |page| {
        page.shows("Safety", "Only 2 of 5 that vote are up; 3 are needed").await?;
        page.shows("Network", "2 of 5 up, 3 needed").await?;
        page.shows("Network", "nothing chosen yet").await?;
        let card = page.card("acceptor V").await?;
        page.click_on_stage(&card).await?;
        page.key("c").await?;
        page.says("V restarts").await?;
        page.hides("Safety", "that vote are up").await?;
        page.click_on_stage("accept (1,A) foo, A to V").await?;
        page.key("d").await?;
        page.shows("Network", "foo is chosen").await
    })
    .await
}

#[tokio::test]
async fn run_of_ones_own_from_a_start_survives_a_reload() -> Result<()> {
    visit("#/start/duel-begins", async |page| {
        page.key("ArrowRight").await?;
        let said = page.status().await?;
        page.client.refresh().await?;
        page.is_at("#/start/duel-begins").await?;
        page.says(&said).await?;
        page.key("o").await?;
        page.by_role("link", "Continue where you were: your run of 9 steps").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn unknown_start_is_an_alert() -> Result<()> {
    visit("#/start/nowhere", async |page| {
        page.alerts("There is no start “nowhere”.").await?;
        page.is_at("#/start/nowhere").await
    })
    .await
}
