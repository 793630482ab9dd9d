//! Writing a lesson in the page.

use anyhow::{Result, ensure};

use crate::support::visit;

async fn has_written(page: &crate::support::Visit, words: &str) -> Result<()> {
    page.wait_until(&format!(
        "document.querySelector('.own-mistake')?.textContent.includes({})",
        serde_json::json!(words)
    ))
    .await
}

#[tokio::test]
async fn authored_lesson_is_recorded_edited_reloaded_and_linked() -> Result<()> {
    visit("#/sandbox", async |page| {
        for _ in 0..6 {
            page.key("ArrowRight").await?;
        }
        page.key("l").await?;
        page.click("button", "Record as a lesson").await?;
        page.is_at("#/lesson/own/0").await?;
        has_written(page, "It plays from beginning to end").await?;
        page.key("PageDown").await?;
        page.is_at("#/lesson/own/1").await?;
        // A mistake is told with its place, and the run stays.
        page.evaluate(
            "(() => { const field = document.querySelector('.own-source');
                field.value = field.value.replace('## ', '## <b>bold</b> ');
                field.dispatchEvent(new Event('input', { bubbles: true })); })()",
        )
        .await?;
        page.wait_until("/^\\d+:\\d+: /.test(document.querySelector('.own-mistake')?.textContent)").await?;
        ensure!(
            page.holds("document.querySelectorAll('.card').length > 3").await?,
            "the stage is still there"
        );
        page.evaluate(
            "(() => { const field = document.querySelector('.own-source');
                field.value = field.value.replace('<b>bold</b> ', 'My part: ');
                field.dispatchEvent(new Event('input', { bubbles: true })); })()",
        )
        .await?;
        page.wait_until("document.querySelector('.lesson h2').textContent.startsWith('My part: ')").await?;
        page.click("button", "Link").await?;
        let link = page.wait_for(".own-link").await?.prop("value").await?.unwrap_or_default();
        ensure!(link.contains("#/own/"), "{link}");
        page.client.refresh().await?;
        page.wait_until("document.querySelector('.lesson h2')?.textContent.startsWith('My part: ')").await?;
        page.open(&page.server.url("/#/")).await?;
        page.open(&link).await?;
        page.wait_until("document.querySelector('.lesson h2')?.textContent.startsWith('My part: ')").await
    })
    .await
}

#[tokio::test]
async fn lesson_is_put_on_paper_part_by_part() -> Result<()> {
    visit("#/lesson/duel/9", async |page| {
        page.evaluate("dispatchEvent(new Event('beforeprint'))").await?;
        page.wait_until("document.querySelectorAll('.paper section').length === 10").await?;
        ensure!(
            page.holds("document.querySelectorAll('.paper .paired svg').length >= 8").await?,
            "a diagram for each part in which something happens"
        );
        page.evaluate("dispatchEvent(new Event('afterprint'))").await?;
        page.wait_for(".workbench").await?;
        page.is_at("#/lesson/duel/9").await
    })
    .await
}
