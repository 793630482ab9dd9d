//! Addresses: every place has one, and the browser's own buttons lead through them.

use anyhow::Result;

use crate::support::visit;

#[tokio::test]
async fn reload_keeps_the_lesson_and_its_step() -> Result<()> {
    visit("#/lesson/two-proposers/0", async |page| {
        page.keys(&["ArrowRight", "ArrowRight", "ArrowRight"]).await?;
        page.is_at("#/lesson/two-proposers/3").await?;
        let said = page.status().await?;
        page.client.refresh().await?;
        page.says(&said).await?;
        page.is_at("#/lesson/two-proposers/3").await?;
        page.key("ArrowLeft").await?;
        page.is_at("#/lesson/two-proposers/2").await
    })
    .await
}

#[tokio::test]
async fn back_leads_to_where_one_was() -> Result<()> {
    visit("#/", async |page| {
        page.click("link", "Your first minute").await?;
        page.region("Lesson").await?;
        page.keys(&["ArrowRight", "ArrowRight"]).await?;
        page.is_at("#/lesson/first-minute/2").await?;
        let said = page.status().await?;
        page.click("link", "Sandbox").await?;
        page.wait_until("location.hash.startsWith('#/sandbox')").await?;
        page.says("Nothing has happened yet").await?;
        page.client.back().await?;
        page.is_at("#/lesson/first-minute/2").await?;
        page.says(&said).await?;
        page.client.back().await?;
        page.wait_until("document.querySelector('main.home')").await?;
        page.by_role("heading", "Paxos, one message at a time").await?;
        page.client.forward().await?;
        page.is_at("#/lesson/first-minute/2").await?;
        page.says(&said).await
    })
    .await
}

#[tokio::test]
async fn link_leads_into_the_middle_of_a_lesson() -> Result<()> {
    visit("#/lesson/two-proposers/31", async |page| {
        page.is_at("#/lesson/two-proposers/31").await?;
        let said = page.status().await?;
        page.key("Home").await?;
        page.says("Nothing has happened yet").await?;
        for _ in 0..31 {
            page.key("ArrowRight").await?;
        }
        assert_eq!(page.status().await?, said, "stepping leads to the same place");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn exploring_starts_where_the_lesson_is_and_returns_there() -> Result<()> {
    visit("#/lesson/two-proposers/9", async |page| {
        let said = page.status().await?;
        page.key("e").await?;
        page.is_at("#/explore/two-proposers/9").await?;
        assert_eq!(page.status().await?, said);
        page.key("ArrowRight").await?;
        page.key("r").await?;
        page.is_at("#/lesson/two-proposers/9").await?;
        assert_eq!(page.status().await?, said);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn home_offers_to_go_on_with_the_lesson() -> Result<()> {
    visit("#/lesson/two-proposers/7", async |page| {
        page.key("o").await?;
        page.is_at("#/").await?;
        page.click("link", "Continue: Two proposers, one value").await?;
        page.is_at("#/lesson/two-proposers/7").await
    })
    .await
}
