//! Paxos Made Moderately Complex: a command from the client and back, and nodes that are hidden by groups.

use anyhow::{Result, ensure};

use crate::support::visit;

const CARDS: &str = "document.querySelectorAll('.network .card').length";

#[tokio::test]
async fn command_is_played_from_the_client_and_back() -> Result<()> {
    visit("#/sandbox?protocol=pmmc&requests=1", async |page| {
        for _ in 0..80 {
            page.key("ArrowRight").await?;
            if page
                .holds("document.querySelector('.side').textContent.includes('One command executed')")
                .await?
            {
                break;
            }
        }
        page.shows("Safety", "One command executed").await?;
        page.shows("Safety", "writes to stable storage").await?;
        page.shows("Safety", "Clients’ results are linearizable").await?;
        let replica = page.card("replica R₁").await?;
        ensure!(replica.contains("decisions = {1:A}") && replica.contains("k1: v1"), "{replica}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn groups_of_nodes_are_hidden_and_shown_again() -> Result<()> {
    visit("#/start/pmmc-large", async |page| {
        page.wait_until(&format!("{CARDS} === 17")).await?;
        page.evaluate("document.querySelectorAll('.lane-groups input')[0].click()").await?;
        page.wait_until(&format!("{CARDS} === 13")).await?;
        page.evaluate("document.querySelectorAll('.lane-groups input')[1].click()").await?;
        page.wait_until(&format!("{CARDS} === 8")).await?;
        page.evaluate("document.querySelectorAll('.lane-groups input')[0].click()").await?;
        page.wait_until(&format!("{CARDS} === 12")).await
    })
    .await
}
