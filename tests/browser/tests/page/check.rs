//! Checking every schedule: in a worker, with a verdict, cancelled at once, and on the page's own thread where there is none.

use anyhow::{Result, ensure};

use crate::support::{Visit, visit};

const VERDICT: &str = "document.querySelector('.verdict')?.textContent ?? ''";

async fn verdict_says(page: &Visit, words: &str) -> Result<()> {
    page.wait_until(&format!("({VERDICT}).includes({})", serde_json::json!(words))).await
}

#[tokio::test]
async fn shortest_run_is_found_shown_and_played_by_key_and_click() -> Result<()> {
    visit("#/sandbox?protocol=attempt-2", async |page| {
        page.key("k").await?;
        page.click("button", "Check from the start").await?;
        verdict_says(page, "Broken in 6 steps, and no fewer").await?;
        page.shows("Safety", "Both Withdraw $20 and Deposit $10 were chosen").await?;
        page.wait_until("location.hash.startsWith('#/')").await?;
        page.click("button", "Play it").await?;
        page.wait_until("document.querySelector('[aria-label=\"Transport\"]').textContent.includes('6 / 6')")
            .await?;
        page.shows("Safety", "Both Withdraw $20 and Deposit $10 were chosen").await
    })
    .await
}

#[tokio::test]
async fn verdict_says_whether_everything_was_looked_at() -> Result<()> {
    visit("#/sandbox?protocol=paxos", async |page| {
        page.click("button", "Check").await?;
        page.click("button", "Check from the start").await?;
        verdict_says(page, "Complete: no schedule within these bounds goes there").await?;
        verdict_says(page, "142").await?;
        page.evaluate(
            "(() => { const field = [...document.querySelectorAll('.check .field input')].at(-2);
                field.value = '3'; field.dispatchEvent(new Event('change', { bubbles: true })); })()",
        )
        .await?;
        page.click("button", "Check from the start").await?;
        verdict_says(page, "Stopped at the greatest number of steps").await
    })
    .await
}

#[tokio::test]
async fn search_goes_on_beside_the_page_and_ends_at_once() -> Result<()> {
    visit("#/sandbox", async |page| {
        page.key("k").await?;
        page.click("button", "Check from the start").await?;
        verdict_says(page, "worlds a second").await?;
        // The page is not waiting for it.
        page.key("ArrowRight").await?;
        page.says("A prepares").await?;
        page.click("button", "Cancel").await?;
        page.wait_until("document.querySelector('.verdict').textContent === ''").await?;
        ensure!(
            page.holds(
                "[...document.querySelectorAll('.check button')].some(b => b.textContent === 'From here')"
            )
            .await?
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn without_a_worker_the_search_runs_on_the_page_and_says_so() -> Result<()> {
    visit("#/sandbox?protocol=attempt-2", async |page| {
        page.client
            .execute("window.Worker = class { constructor() { throw new Error('no workers'); } }", Vec::new())
            .await?;
        page.key("k").await?;
        page.click("button", "Check from the start").await?;
        verdict_says(page, "Broken in 6 steps, and no fewer").await?;
        page.wait_until("document.querySelector('.check').textContent.includes('on the page’s own thread')")
            .await
    })
    .await
}

#[tokio::test]
async fn bad_bounds_are_refused_in_words() -> Result<()> {
    visit("#/sandbox", async |page| {
        page.key("k").await?;
        page.evaluate(
            "(() => { const field = document.querySelector('.check .field input');
                field.value = '<b>99</b>'; field.dispatchEvent(new Event('change', { bubbles: true })); })()",
        )
        .await?;
        page.wait_until(
            "document.body.textContent.includes('“proposals per node” is a whole number up to 9')",
        )
        .await?;
        ensure!(page.holds("document.querySelector('.check .field input').value === '1'").await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn challenge_is_met_by_hints_alone() -> Result<()> {
    visit("#/", async |page| {
        page.key("k").await?;
        page.evaluate("document.querySelectorAll('.challenges li')[2].querySelector('button').click()")
            .await?;
        page.wait_until(
            "document.querySelector('.challenges li[aria-current]')?.textContent.includes('Two truths')",
        )
        .await?;
        page.wait_until("document.querySelectorAll('.challenges li[aria-current] button').length === 2")
            .await?;
        page.evaluate("document.querySelectorAll('.challenges li[aria-current] button')[1].click()").await?;
        page.wait_until("document.querySelector('.hint')?.textContent.includes('5 steps are left')").await
    })
    .await
}
