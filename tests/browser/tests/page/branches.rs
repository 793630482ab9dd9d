//! The past, and the branches that lead away from it.

use anyhow::{Result, ensure};

use crate::support::{Visit, visit};

const SANDBOX: &str = "#/sandbox";
const FORKS: &str = "document.querySelectorAll('.scrubber .fork').length";

async fn drop_first(page: &Visit) -> Result<()> {
    page.click_on_stage("prepare (1,A), A to A₁").await?;
    page.choose("Drop").await?;
    page.says("prepare (1,A) from A to A₁ is lost.").await
}

async fn place(page: &Visit) -> Result<String> {
    let slider = page.by_role("slider", "Place in the run").await?;
    Ok(slider.attr("aria-valuetext").await?.unwrap_or_default())
}

#[tokio::test]
async fn acting_in_the_past_adds_a_branch_and_loses_nothing() -> Result<()> {
    visit(SANDBOX, async |page| {
        page.keys(&["1", "d"]).await?;
        // Nothing is selected: D has nothing to deliver.
        page.says("A prepares (1,A)").await?;
        page.click_on_stage("prepare (1,A), A to A₁").await?;
        page.choose("Deliver").await?;
        page.click_on_stage("prepare (1,A), A to A₂").await?;
        page.choose("Deliver").await?;
        assert_eq!(page.evaluate(FORKS).await?, 0);
        page.keys(&["ArrowLeft", "ArrowLeft"]).await?;
        page.says("A prepares (1,A)").await?;
        drop_first(page).await?;
        assert_eq!(page.evaluate(FORKS).await?, 1, "a fork is marked");
        assert_eq!(place(page).await?, "step 2 of 2");
        page.key("Control+z").await?;
        page.says("A prepares (1,A)").await?;
        page.key("Control+z").await?;
        page.says("A₁ receives prepare (1,A) from A.").await?;
        assert_eq!(place(page).await?, "step 2 of 3", "the first branch is whole");
        page.keys(&["Control+Shift+z", "Control+Shift+z"]).await?;
        page.says("prepare (1,A) from A to A₁ is lost.").await?;
        assert_eq!(page.evaluate(FORKS).await?, 1);
        assert_eq!(page.card("acceptor A₂").await?, "acceptor A₂: promised = none, accepted = none");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn undo_and_redo_return_to_each_branch_by_button() -> Result<()> {
    visit(SANDBOX, async |page| {
        page.key("1").await?;
        drop_first(page).await?;
        page.transport("Undo").await?;
        page.says("A prepares (1,A)").await?;
        page.transport("Undo").await?;
        page.says("Nothing has happened yet").await?;
        // There is nothing left to undo; the keys must not die with the button.
        page.key("Control+Shift+z").await?;
        page.says("A prepares (1,A)").await?;
        page.transport("Redo").await?;
        page.says("prepare (1,A) from A to A₁ is lost.").await?;
        page.key("ArrowLeft").await?;
        page.says("A prepares (1,A)").await
    })
    .await
}

#[tokio::test]
async fn slider_is_moved_by_key() -> Result<()> {
    visit("#/lesson/two-proposers/10", async |page| {
        let slider = page.by_role("slider", "Place in the run").await?;
        page.client.execute("arguments[0].focus()", vec![serde_json::to_value(&slider)?]).await?;
        for (key, place_then) in [
            ("ArrowRight", "step 11 of 53"),
            ("ArrowLeft", "step 10 of 53"),
            ("Home", "step 0 of 53"),
            ("End", "step 53 of 53"),
        ] {
            page.key(key).await?;
            assert_eq!(place(page).await?, place_then, "after {key}");
        }
        page.is_at("#/lesson/two-proposers/53").await?;
        assert_eq!(page.focus().await?, "Place in the run");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn side_way_of_a_lesson_leads_back_to_it() -> Result<()> {
    visit("#/lesson/two-proposers/1", async |page| {
        page.click_on_stage("prepare (8,A), A to mid").await?;
        page.choose("Drop").await?;
        page.says("prepare (8,A) from A to mid is lost.").await?;
        page.shows("Lesson", "You have left the lesson’s path.").await?;
        page.key("r").await?;
        page.hides("Lesson", "You have left the lesson’s path.").await?;
        page.keys(&["ArrowRight", "ArrowRight"]).await?;
        page.says("top receives prepare (8,A) from A.").await?;
        ensure!(page.evaluate(FORKS).await? == 1, "the side way is still marked");
        Ok(())
    })
    .await
}
