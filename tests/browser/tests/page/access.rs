//! Accessibility of every screen, light and dark, wide and narrow.

use anyhow::{Result, ensure};

use crate::support::{DESK, PHONE, Visit, visit};

/// Presses the theme button until it says this.
async fn theme(page: &Visit, name: &str) -> Result<()> {
    for _ in 0..3 {
        let button = page.wait_for("button[aria-label^='Theme:']").await?;
        if button.attr("aria-label").await?.is_some_and(|label| label == format!("Theme: {name}")) {
            return Ok(());
        }
        button.click().await?;
        page.settle().await?;
    }
    anyhow::bail!("there is no theme called {name}")
}

/// Looks for faults in the page as it stands, in both themes and on a phone.
async fn has_no_faults(page: &Visit, screen: &str) -> Result<()> {
    for (name, viewport) in [("light", DESK), ("dark", DESK), ("dark", PHONE), ("light", PHONE)] {
        page.resize(viewport).await?;
        // An open dialog lies over the button.
        if page.holds("!document.querySelector('dialog[open]')").await? {
            theme(page, name).await?;
        }
        // Colours that fade are no colours to be judged.
        page.wait_until("document.getAnimations().every(animation => animation.playState !== 'running')")
            .await?;
        let faults: Vec<String> = page.axe().await?.iter().map(ToString::to_string).collect();
        ensure!(faults.is_empty(), "{screen}, {name}, {} px wide: {faults:#?}", viewport.width);
    }
    page.resize(DESK).await
}

#[tokio::test]
async fn home_has_no_serious_accessibility_fault() -> Result<()> {
    visit("#/", async |page| has_no_faults(page, "home").await).await
}

#[tokio::test]
async fn ladder_has_no_serious_fault() -> Result<()> {
    visit("#/ladder", async |page| {
        page.wait_for(".rung").await?;
        has_no_faults(page, "the ladder").await
    })
    .await?;
    visit("#/lesson/accepts-reordered/17", async |page| {
        has_no_faults(page, "a lesson of the ladder").await?;
        page.click_in("Space–time", "button", "Ladder").await?;
        has_no_faults(page, "the same schedule on the next rung").await
    })
    .await
}

#[tokio::test]
async fn lesson_has_no_serious_accessibility_fault() -> Result<()> {
    visit("#/lesson/two-proposers/20", async |page| {
        has_no_faults(page, "question").await?;
        page.key("1").await?;
        has_no_faults(page, "answer").await?;
        page.key("End").await?;
        has_no_faults(page, "end").await
    })
    .await
}

#[tokio::test]
async fn what_takes_a_run_away_has_no_serious_accessibility_fault() -> Result<()> {
    visit("#/sandbox", async |page| {
        page.keys(&["1", "2", "ArrowRight", "ArrowRight", "ArrowRight"]).await?;
        page.click_in("Space–time", "button", "Log").await?;
        has_no_faults(page, "log").await?;
        page.click_in("Space–time", "button", "Diagram").await?;
        page.evaluate("document.querySelector('.popover summary').click()").await?;
        has_no_faults(page, "lanes").await?;
        page.key("l").await?;
        has_no_faults(page, "share").await
    })
    .await
}

#[tokio::test]
async fn sandbox_has_no_serious_accessibility_fault() -> Result<()> {
    visit("#/sandbox", async |page| {
        page.keys(&["1", "2", "ArrowRight", "ArrowRight"]).await?;
        has_no_faults(page, "messages").await?;
        page.click_in("In flight", "button", "prepare (2,B), B to A₂").await?;
        page.keys(&["u", "h"]).await?;
        has_no_faults(page, "menu").await?;
        let card = page.card("acceptor A₁").await?;
        page.click_on_stage(&card).await?;
        page.key("c").await?;
        has_no_faults(page, "node").await
    })
    .await
}

#[tokio::test]
async fn checker_has_no_serious_fault() -> Result<()> {
    visit("#/sandbox?protocol=attempt-2", async |page| {
        page.key("k").await?;
        page.click("button", "Check from the start").await?;
        page.wait_for(".figures").await?;
        page.wait_for(".verdict .solid").await?;
        has_no_faults(page, "the checker").await
    })
    .await
}

#[tokio::test]
async fn sandbox_in_trouble_has_no_serious_accessibility_fault() -> Result<()> {
    visit("#/sandbox?acceptors=4&quorums=2,2", async |page| {
        let summary = page.wait_for(".links summary").await?;
        summary.click().await?;
        page.click_in("Inspector", "button", "cut A – A₁").await?;
        page.click_in("Inspector", "button", "Split into these groups").await?;
        page.alerts("at least two groups").await?;
        page.fill("Promise quorum", "9").await?;
        has_no_faults(page, "errors").await
    })
    .await
}

#[tokio::test]
async fn help_has_no_serious_accessibility_fault() -> Result<()> {
    for name in ["light", "dark"] {
        visit("#/sandbox", async |page| {
            theme(page, name).await?;
            page.key("?").await?;
            page.by_role("dialog", "Keys, messages, hands").await?;
            has_no_faults(page, &format!("help in {name}")).await
        })
        .await?;
    }
    Ok(())
}
