//! The tree of runs, running to a goal, and schedules by seed.

use anyhow::{Result, ensure};

use crate::support::{Visit, visit};

const SANDBOX: &str = "#/sandbox";

async fn place(page: &Visit) -> Result<String> {
    let slider = page.by_role("slider", "Place in the run").await?;
    Ok(slider.attr("aria-valuetext").await?.unwrap_or_default())
}

async fn is_accessible(page: &Visit) -> Result<()> {
    let faults: Vec<String> = page.axe().await?.iter().map(ToString::to_string).collect();
    assert_eq!(faults, Vec::<String>::new());
    Ok(())
}

/// Three steps, and back to the first: another branch drops the first message.
async fn fork(page: &Visit) -> Result<()> {
    page.keys(&["1", "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft"]).await?;
    page.click_on_stage("prepare (1,A), A to A₁").await?;
    page.choose("Drop").await?;
    page.says("prepare (1,A) from A to A₁ is lost.").await?;
    assert_eq!(place(page).await?, "step 2 of 2");
    Ok(())
}

#[tokio::test]
async fn a_moment_is_named_and_gone_back_to() -> Result<()> {
    visit(SANDBOX, async |page| {
        page.click_in("Space–time", "button", "Runs").await?;
        page.keys(&["1", "ArrowRight"]).await?;
        page.fill("Name of this moment", "A is asked").await?;
        page.key("Tab").await?;
        page.client.execute("document.activeElement.blur()", Vec::new()).await?;
        page.keys(&["ArrowRight", "ArrowRight"]).await?;
        assert_eq!(place(page).await?, "step 4 of 4");
        page.transport("A is asked: step 2").await?;
        page.wait_until("document.querySelector('input[type=range]').value === '2'").await?;
        page.key("End").await?;
        page.click_in("Runs", "button", "A is asked: step 2").await?;
        assert_eq!(place(page).await?, "step 2 of 4");
        page.keys(&["Control+z", "Control+z", "Control+z"]).await?;
        page.hides("Runs", "A is asked").await
    })
    .await
}

#[tokio::test]
async fn a_branch_is_deleted_and_undo_brings_it_back() -> Result<()> {
    visit(SANDBOX, async |page| {
        page.click_in("Space–time", "button", "Runs").await?;
        fork(page).await?;
        page.shows("Runs", "one step from step 2").await?;
        page.click_in("Runs", "button", "Delete: drop prepare (1,A) → A₁").await?;
        page.says("A prepares (1,A)").await?;
        assert_eq!(place(page).await?, "step 1 of 3");
        page.hides("Runs", "drop prepare").await?;
        page.key("Control+z").await?;
        page.says("prepare (1,A) from A to A₁ is lost.").await?;
        page.shows("Runs", "drop prepare (1,A) → A₁").await?;
        page.key("Control+Shift+z").await?;
        page.says("A prepares (1,A)").await
    })
    .await
}

#[tokio::test]
async fn two_branches_are_compared() -> Result<()> {
    visit(SANDBOX, async |page| {
        page.click_in("Space–time", "button", "Runs").await?;
        fork(page).await?;
        page.click_in("Runs", "button", "Compare: drop prepare (1,A) → A₁").await?;
        page.click_in("Runs", "button", "Compare: The start").await?;
        page.shows("Runs", "The first step is the same.").await?;
        page.shows("Runs", "They never look the same again.").await?;
        let differing = page.words("document.querySelector('.pair [data-first=true]').textContent").await?;
        ensure!(differing.contains("2 first difference"), "{differing}");
        ensure!(differing.contains("drop prepare (1,A) → A₁deliver prepare (1,A) → A₁"), "{differing}");
        is_accessible(page).await
    })
    .await
}

#[tokio::test]
async fn a_run_goes_on_to_a_goal_and_back_takes_it_back() -> Result<()> {
    visit(SANDBOX, async |page| {
        page.click_in("Space–time", "button", "Runs").await?;
        page.key("1").await?;
        page.transport("Run to …").await?;
        page.transport("The next change of a proposer’s phase").await?;
        page.wait_until("Number(document.querySelector('input[type=range]').value) > 1").await?;
        ensure!(
            page.card("proposer A").await?.contains("accepting") || page.status().await?.contains("prepares")
        );
        page.key("ArrowLeft").await?;
        assert!(place(page).await?.starts_with("step 1 of"), "{}", place(page).await?);
        page.transport("Run to …").await?;
        is_accessible(page).await?;
        page.fill("Until this is true", "A₂.promised >= (2,B)").await?;
        page.key("Enter").await?;
        page.says("A₂ promises (2,B)").await?;
        page.key("ArrowLeft").await?;
        page.says("A prepares (1,A)").await?;
        page.transport("Run to …").await?;
        page.fill("Until this is true", "A2 promises").await?;
        page.key("Enter").await?;
        page.alerts("is not of the form").await
    })
    .await
}

/// What is said in the first steps that chance chooses with a seed.
async fn listen(page: &Visit, seed: &str) -> Result<Vec<String>> {
    page.fill("Seed", seed).await?;
    page.key("Tab").await?;
    page.client.execute("document.activeElement.blur()", Vec::new()).await?;
    page.key("Home").await?;
    let mut said = Vec::new();
    for _ in 0..20 {
        page.key("n").await?;
        said.push(page.status().await?);
    }
    page.key("Home").await?;
    Ok(said)
}

async fn choose_storm(page: &Visit) -> Result<()> {
    let select = page.by_role("combobox", "Who chooses").await?;
    select.select_by_label("By chance: everything fails").await?;
    page.settle().await?;
    let delays = page.by_role("combobox", "Delays").await?;
    delays.select_by_label("mostly short, a few very long").await?;
    page.settle().await
}

#[tokio::test]
async fn a_seed_gives_the_same_run_wherever_others_have_been() -> Result<()> {
    visit("#/sandbox?eager=yes", async |page| {
        page.click_in("Space–time", "button", "Runs").await?;
        choose_storm(page).await?;
        let first = listen(page, "7").await?;
        let other = listen(page, "8").await?;
        assert_ne!(first, other);
        assert_eq!(listen(page, "7").await?, first, "typed again");
        page.open(&page.server.url("/#/sandbox?eager=yes")).await?;
        choose_storm(page).await?;
        assert_eq!(listen(page, "7").await?, first, "after a reload");
        page.click_in("Lesson", "button", "New seed").await?;
        ensure!(page.holds("Number(document.getElementById('seed').value) >= 0").await?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn synchronous_rounds_and_turns_play_to_the_end() -> Result<()> {
    visit(SANDBOX, async |page| {
        page.click_in("Space–time", "button", "Runs").await?;
        for player in ["Synchronous rounds: nothing fails", "Round-robin: nodes take turns"] {
            page.key("Home").await?;
            let select = page.by_role("combobox", "Who chooses").await?;
            select.select_by_label(player).await?;
            page.settle().await?;
            page.client.execute("document.activeElement.blur()", Vec::new()).await?;
            page.key("Shift+ArrowRight").await?;
            page.says("is chosen").await?;
        }
        Ok(())
    })
    .await
}
