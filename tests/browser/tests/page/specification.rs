//! The TLA+ specification beside the stage.

use anyhow::{Result, ensure};

use crate::support::visit;

const LIT: &str =
    "[...document.querySelectorAll('.spec-line[data-lit=true]')].map(line => line.textContent.trim())";

#[tokio::test]
async fn each_step_lights_its_action_and_enabled_actions_can_be_taken() -> Result<()> {
    visit("#/sandbox", async |page| {
        page.click_in("Space–time", "button", "Specification").await?;
        page.wait_until("document.querySelector('.spec-side [role=status]')?.textContent.startsWith('No step yet')").await?;
        page.key("ArrowRight").await?;
        page.wait_until(&format!("({LIT})[0] === 'Phase1a(b) =='")).await?;
        page.evaluate("[...document.querySelectorAll('.spec-side button')].find(b => b.textContent.startsWith('Phase1b(')).click()")
            .await?;
        page.wait_until(&format!("({LIT})[0] === 'Phase1b(a) =='")).await?;
        ensure!(
            page.holds(&format!("({LIT}).some(line => line.includes('m.bal > maxBal[a]') && line.includes('> -1'))")).await?,
            "the conjunct says what it came to"
        );
        let faults: Vec<String> = page.axe().await?.iter().map(ToString::to_string).collect();
        ensure!(faults.is_empty(), "{faults:#?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn forbidden_step_marks_its_conjunct_and_other_constructions_have_no_specification() -> Result<()> {
    // B sends its own value although it was told of another.
    visit("#/start/adoption-refused", async |page| {
        page.click_in("Space–time", "button", "Specification").await?;
        page.key("End").await?;
        for _ in 0..40 {
            if page.holds("document.querySelector('.spec-line[data-lit=true][data-broken=true]')").await? {
                break;
            }
            page.key("ArrowLeft").await?;
        }
        ensure!(
            page.holds("document.querySelector('.spec-line[data-lit=true][data-broken=true]')").await?,
            "no conjunct is marked"
        );
        page.wait_until(
            "document.querySelector('.spec-side [data-allowed=false]').textContent.includes('forbids')",
        )
        .await
    })
    .await?;
    visit("#/sandbox?protocol=multi-paxos", async |page| {
        ensure!(
            page.holds(
                "![...document.querySelectorAll('.tabs button')].some(b => b.textContent === 'Specification')"
            )
            .await?,
            "a tab without a page"
        );
        Ok(())
    })
    .await
}
