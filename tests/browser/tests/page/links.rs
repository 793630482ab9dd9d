//! Links that are cut, and networks that split.

use anyhow::{Context, Result, ensure};
use paxoscope_browser::Pointer;
use serde_json::json;

use crate::support::{Visit, visit};

const SANDBOX: &str = "#/sandbox";

/// A place on the first link, that between A and A₁, at which nothing else lies.
const FREE_PLACE: &str = "(() => {
    const grip = document.querySelector('.wire .grip');
    const matrix = grip.getScreenCTM();
    for (let share = 0.2; share < 0.8; share += 0.01) {
        const at = (a, b) => grip[a].baseVal.value + (grip[b].baseVal.value - grip[a].baseVal.value) * share;
        const point = new DOMPoint(at('x1', 'x2'), at('y1', 'y2')).matrixTransform(matrix);
        if (document.elementFromPoint(point.x, point.y)?.parentNode === grip.parentNode) {
            return [Math.round(point.x), Math.round(point.y)];
        }
    }
})()";

async fn fold_out(page: &Visit) -> Result<()> {
    let summary = page.wait_for(".links summary").await?;
    page.press_on(Pointer::Mouse, &summary).await
}

#[tokio::test]
async fn what_is_sent_across_a_link_cut_on_the_stage_is_lost() -> Result<()> {
    visit(SANDBOX, async |page| {
        let place = page.evaluate(FREE_PLACE).await?;
        let (x, y) = place[0].as_f64().zip(place[1].as_f64()).context("the link can be pointed at")?;
        page.press_at(Pointer::Mouse, x, y).await?;
        page.choose("Cut link").await?;
        page.says("The link between A and A₁ is cut: what is sent across it from now on is lost.").await?;
        page.key("1").await?;
        page.says("One message was sent across a cut link and is lost.").await?;
        page.shows("In flight", "In flight · 2").await?;
        assert!(!page.messages().await?.iter().any(|name| name.contains("to A₁")));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn links_are_cut_and_mended_in_the_inspector() -> Result<()> {
    visit(SANDBOX, async |page| {
        fold_out(page).await?;
        page.click_in("Inspector", "button", "cut A – A₂").await?;
        page.says("The link between A and A₂ is cut").await?;
        page.shows("Inspector", "1 cut").await?;
        page.key("1").await?;
        page.says("One message was sent across a cut link and is lost.").await?;
        page.click_in("Inspector", "button", "mend A – A₂").await?;
        page.says("The link between A and A₂ works again.").await?;
        page.hides("Inspector", "1 cut").await
    })
    .await
}

#[tokio::test]
async fn network_splits_into_groups_and_heals() -> Result<()> {
    visit(SANDBOX, async |page| {
        fold_out(page).await?;
        for node in ["B", "A₃"] {
            page.client.execute(
                "const row = [...document.querySelectorAll('.groups tr')].find(row => row.cells[0].textContent === arguments[0]);
                 row.cells[2].querySelector('label').click()",
                vec![json!(node)],
            ).await?;
            page.settle().await?;
        }
        page.click_in("Inspector", "button", "Split into these groups").await?;
        page.says("The network splits into {A, A₁, A₂, L} | {B, A₃}.").await?;
        page.key("1").await?;
        page.says("One message was sent across a cut link and is lost.").await?;
        page.key("2").await?;
        page.says("2 messages were sent across cut links and are lost.").await?;
        page.click_in("Inspector", "button", "Mend all links").await?;
        page.says("All links work again.").await?;
        // The button has nothing left to mend; the keys must not die with it.
        page.key("ArrowLeft").await?;
        page.says("2 messages were sent across cut links and are lost.").await
    })
    .await
}

#[tokio::test]
async fn one_group_is_refused_and_nothing_changes() -> Result<()> {
    visit(SANDBOX, async |page| {
        page.key("1").await?;
        let said = page.status().await?;
        fold_out(page).await?;
        page.click_in("Inspector", "button", "Split into these groups").await?;
        page.alerts("each node belongs to exactly one of at least two groups").await?;
        assert_eq!(page.status().await?, said);
        page.key("Escape").await?;
        ensure!(
            page.words("document.querySelector('[role=alert]').textContent").await?.is_empty(),
            "Escape closes it"
        );
        Ok(())
    })
    .await
}
