//! The ladder: climbing it by key, the same schedule on the next rung, and the page of all rungs.

use anyhow::{Result, ensure};
use paxoscope_browser::Pointer;

use crate::support::visit;

/// The words of the region Safety that say what broke.
const BROKEN: &str =
    "[...document.querySelectorAll('.properties [data-holds=false]')].map(row => row.textContent).join()";

#[tokio::test]
async fn two_clients_are_contradicted_by_hand() -> Result<()> {
    visit("#/sandbox?protocol=two-servers", async |page| {
        for client in ["C1", "C2"] {
            page.click_on_stage(
                &page.card(&format!("client {}", client.replace('1', "₁").replace('2', "₂"))).await?,
            )
            .await?;
            let request = if client == "C1" { "Send m1" } else { "Send m2" };
            page.choose(request).await?;
        }
        // S1 hears C1 first, S2 hears C2.
        for (message, server) in [("m1", "S₁"), ("m2", "S₂")] {
            let flying = page.messages().await?;
            let name =
                flying.iter().find(|name| name.contains(message) && name.contains(&format!("to {server}")));
            let Some(name) = name else {
                anyhow::bail!("{message} is not on its way to {server}: {flying:?}")
            };
            page.click_on_stage(name).await?;
            page.choose("Deliver").await?;
        }
        for act in ["S₁ executes m1", "S₂ executes m2", "S₁ replies to m1", "S₂ replies to m2"] {
            page.click_in("In flight", "button", act).await?;
        }
        for client in ["C₁", "C₂"] {
            let flying = page.messages().await?;
            let Some(name) = flying.iter().find(|name| name.contains(&format!("to {client}"))) else {
                anyhow::bail!("nothing is on its way to {client}: {flying:?}")
            };
            page.click_on_stage(name).await?;
            page.choose("Deliver").await?;
        }
        let broken = page.words(BROKEN).await?;
        ensure!(broken.contains("C₁ sees σ¹, C₂ sees σ²"), "{broken}");
        page.shows("Safety", "2 requests in").await.or(page.shows("Safety", "Costs so far").await)
    })
    .await
}

#[tokio::test]
async fn schedule_is_tried_on_the_next_rung_and_gone_on_with() -> Result<()> {
    visit("#/lesson/accepts-reordered/17", async |page| {
        page.click_in("Space–time", "button", "Ladder").await?;
        page.shows("Space–time", "Sequence numbers, unused").await?;
        page.shows("Space–time", "Every step is possible there, too.").await?;
        page.click_in("Space–time", "button", "Below: Two servers").await?;
        page.shows("Space–time", "steps are not possible there").await?;
        page.click_in("Space–time", "button", "Above: Sequence numbers, unused").await?;
        ensure!(
            page.holds("document.querySelectorAll('.neighbour .paired').length === 2").await?,
            "two diagrams"
        );
        page.click_in("Space–time", "button", "Go on there").await?;
        page.wait_until("location.hash.startsWith('#/sandbox?protocol=sequence-numbers')").await?;
        // The next one up discards what came too early.
        page.shows("Space–time", "Discard what is out of order").await?;
        page.shows("Space–time", "not possible there").await?;
        page.key("Control+z").await?;
        page.is_at("#/explore/accepts-reordered/17").await
    })
    .await
}

#[tokio::test]
async fn all_rungs_are_told_with_what_breaks_them() -> Result<()> {
    visit("#/", async |page| {
        let link = page.by_role("link", "All rungs of the ladder").await?;
        page.press_on(Pointer::Mouse, &link).await?;
        page.is_at("#/ladder").await?;
        page.wait_until("document.querySelectorAll('.rung').length === 19").await?;
        let rung = "document.getElementById('two-servers').textContent";
        let words = page.words(rung).await?;
        for part in ["Changes", "Fixes", "Still broken by", "4 steps", "Two servers, two orders"] {
            ensure!(words.contains(part), "{part} is not in {words}");
        }
        ensure!(
            !page.holds(r"/\[[a-z]+(-[a-z0-9]+)+\]/.test(document.body.innerHTML)").await?,
            "words are missing"
        );
        ensure!(
            !page.holds("document.querySelector('.banner nav').textContent.includes('Share')").await?,
            "there is no run to share"
        );
        // A failing lesson is one click away, and so is the sandbox.
        let link = page.by_role("link", "Two servers, two orders").await?;
        page.press_on(Pointer::Mouse, &link).await?;
        page.is_at("#/lesson/whoops/0").await?;
        page.client.back().await?;
        page.is_at("#/ladder").await?;
        page.client.find(fantoccini::Locator::Css("#multi-paxos .ways a:last-child")).await?.click().await?;
        page.wait_until("location.hash.startsWith('#/sandbox?protocol=multi-paxos')").await
    })
    .await
}

#[tokio::test]
async fn many_requests_are_served_at_play_speed_and_counted() -> Result<()> {
    visit("#/sandbox?protocol=multi-paxos&clients=3&requests=500", async |page| {
        page.keys(&["+", "+", "+", "+", "+", "+", "Space"]).await?;
        page.wait_until("/\\d\\d requests served/.test(document.querySelector('.costs')?.textContent)")
            .await?;
        page.key("Space").await?;
        page.shows("Safety", "6.0 messages between servers for each")
            .await
            .or(page.shows("Safety", "round trips for each").await)
    })
    .await
}
