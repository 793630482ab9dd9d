//! Nodes that crash and come back.

use anyhow::{Result, ensure};
use paxoscope_browser::Pointer;

use crate::support::visit;

const SANDBOX: &str = "#/sandbox";

#[tokio::test]
async fn acceptor_that_crashes_loses_what_arrives_and_keeps_its_promise() -> Result<()> {
    visit(SANDBOX, async |page| {
        page.keys(&["1", "ArrowRight", "2"]).await?;
        let before = page.card("acceptor A₁").await?;
        assert_eq!(before, "acceptor A₁: promised = (1,A), accepted = none");
        page.click_on_stage(&before).await?;
        page.choose("Crash").await?;
        page.says("A₁ crashes. What it sent is still on its way.").await?;
        assert_eq!(page.card("acceptor A₁").await?, "acceptor A₁: down");
        assert!(page.messages().await?.contains(&"promise (1,A), A₁ to A".to_owned()));
        page.click_on_stage("prepare (2,B), B to A₁").await?;
        page.choose("Deliver").await?;
        page.says("prepare (2,B) reaches A₁, which is down, and is lost.").await?;
        page.click_on_stage("acceptor A₁: down").await?;
        page.choose("Restart").await?;
        page.says("A₁ restarts from its stable storage.").await?;
        assert_eq!(page.card("acceptor A₁").await?, before);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn key_c_crashes_and_restarts_what_has_the_focus() -> Result<()> {
    visit(SANDBOX, async |page| {
        page.keys(&["1", "ArrowRight"]).await?;
        let before = page.card("acceptor A₁").await?;
        page.click_on_stage(&before).await?;
        page.key("c").await?;
        page.says("A₁ crashes.").await?;
        let network = page.region("Network").await?;
        let card = page.by_role_in(&network, "button", "acceptor A₁: down").await?;
        ensure!(card.text().await?.contains("down"), "the card shows `{}`", card.text().await?);
        page.key("c").await?;
        page.says("A₁ restarts from its stable storage.").await?;
        assert_eq!(page.card("acceptor A₁").await?, before);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn proposer_that_crashes_forgets_what_it_was_doing() -> Result<()> {
    visit(SANDBOX, async |page| {
        page.keys(&["1", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight"]).await?;
        let before = page.card("proposer A").await?;
        ensure!(before.contains("state = preparing, promises = 1/3"), "{before}");
        page.click_on_stage(&before).await?;
        page.shows("Inspector", "A crash leaves").await?;
        page.choose("Crash").await?;
        page.says("A crashes.").await?;
        page.shows("Inspector", "down").await?;
        page.click_in("Inspector", "button", "Restart").await?;
        page.says("A restarts from its stable storage.").await?;
        let after = page.card("proposer A").await?;
        ensure!(after.contains("state = idle, promises = 0/3"), "{after}");
        // The promises that are still on their way answer nothing it remembers.
        page.click_on_stage("promise (1,A), A₂ to A").await?;
        page.choose("Deliver").await?;
        page.says("A ignores a promise for (1,A)").await
    })
    .await
}

#[tokio::test]
async fn inspector_crashes_and_restarts_too() -> Result<()> {
    visit(SANDBOX, async |page| {
        let name = page.card("learner L").await?;
        page.click_on_stage(&name).await?;
        for (verb, said) in [("Crash", "L crashes."), ("Restart", "L restarts from its stable storage.")] {
            let inspector = page.region("Inspector").await?;
            let button = page.by_role_in(&inspector, "button", verb).await?;
            page.press_on(Pointer::Mouse, &button).await?;
            page.says(said).await?;
        }
        Ok(())
    })
    .await
}
