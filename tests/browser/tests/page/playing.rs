//! Playing by itself: the duel, and chance.

use anyhow::{Result, ensure};

use crate::support::{Visit, visit};

const LENGTH: &str = "Number(document.querySelector('input[type=range]').max)";

#[tokio::test]
async fn keep_duelling_plays_by_itself_and_never_chooses() -> Result<()> {
    visit("#/lesson/duel/0", async |page| {
        page.click_in("Lesson", "button", "Keep duelling").await?;
        page.keys(&["+", "+", "+"]).await?;
        let transport = page.by_role("toolbar", "Transport").await?;
        ensure!(transport.text().await?.contains("8×"), "{}", transport.text().await?);
        page.wait_until(&format!("{LENGTH} >= 40")).await?;
        page.shows("Network", "nothing chosen yet").await?;
        page.key("Space").await?;
        page.by_role("button", "Play").await?;
        let length = page.evaluate(LENGTH).await?;
        let numbers = page.card("proposer A").await?;
        page.key("ArrowLeft").await?;
        page.key("ArrowRight").await?;
        assert_eq!(page.evaluate(LENGTH).await?, length, "it has paused");
        assert_eq!(page.card("proposer A").await?, numbers);
        page.key("r").await?;
        page.is_at("#/lesson/duel/0").await?;
        page.by_role("heading", "A opens with (8,A)").await?;
        page.says("Nothing has happened yet").await
    })
    .await
}

#[tokio::test]
async fn lesson_that_plays_waits_at_its_question() -> Result<()> {
    visit("#/lesson/two-proposers/16", async |page| {
        page.keys(&["+", "+", "+", "Space"]).await?;
        page.wait_until("document.querySelector('.quiz button:enabled')").await?;
        page.wait_until("document.querySelector('.play').ariaLabel === 'Play'").await?;
        page.is_at("#/lesson/two-proposers/20").await?;
        page.keys(&["2", "Space"]).await?;
        page.wait_until("Number(location.hash.split('/').pop()) > 21").await
    })
    .await
}

/// Lets chance play with a seed and returns what is said.
async fn listen(page: &Visit, player: &str, seed: &str) -> Result<Vec<String>> {
    // A run from nothing: otherwise the page takes up the one that was open last.
    page.open(&page.server.url("/#/")).await?;
    page.evaluate("localStorage.clear()").await?;
    page.open(&page.server.url("/#/sandbox?eager=yes")).await?;
    let select = page.by_role("combobox", "Who chooses").await?;
    select.select_by_label(player).await?;
    page.settle().await?;
    page.fill("Seed", seed).await?;
    page.key("Tab").await?;
    page.wait_until("document.querySelector('.next-step')").await?;
    page.client.execute("document.activeElement.blur()", Vec::new()).await?;
    let mut said = Vec::new();
    for _ in 0..25 {
        page.key("n").await?;
        said.push(page.status().await?);
    }
    Ok(said)
}

#[tokio::test]
async fn chance_plays_the_same_run_from_the_same_seed() -> Result<()> {
    visit("#/", async |page| {
        let player = "By chance: everything fails";
        let first = listen(page, player, "7").await?;
        assert_eq!(listen(page, player, "7").await?, first);
        assert_ne!(listen(page, player, "8").await?, first, "another seed, another run");
        Ok(())
    })
    .await
}
