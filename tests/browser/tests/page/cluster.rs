//! The form of the sandbox's cluster.

use anyhow::{Result, ensure};

use crate::support::{Visit, visit};

const SANDBOX: &str = "#/sandbox";

async fn acceptors(page: &Visit) -> Result<usize> {
    Ok(page
        .list("[...document.querySelectorAll('.card[data-role=acceptor]')].map(card => card.textContent)")
        .await?
        .len())
}

async fn apply(page: &Visit) -> Result<()> {
    page.click_in("Lesson", "button", "Start a new run").await
}

#[tokio::test]
async fn another_cluster_starts_a_new_run_and_undo_brings_the_old_one_back() -> Result<()> {
    visit(SANDBOX, async |page| {
        page.keys(&["1", "ArrowRight"]).await?;
        let said = page.status().await?;
        page.click_in("Lesson", "button", "More acceptors").await?;
        page.click_in("Lesson", "button", "More acceptors").await?;
        assert_eq!(acceptors(page).await?, 3, "nothing runs on it yet");
        assert_eq!(page.status().await?, said);
        apply(page).await?;
        page.says("Nothing has happened yet").await?;
        assert_eq!(acceptors(page).await?, 5);
        page.shows("Network", "quorum 3 of 5").await?;
        page.wait_until("location.hash.includes('acceptors=5')").await?;
        page.key("Control+z").await?;
        page.says(&said).await?;
        assert_eq!(acceptors(page).await?, 3);
        page.shows("In flight", "In flight · 3").await?;
        page.shows("Network", "quorum 2 of 3").await
    })
    .await
}

#[tokio::test]
async fn bad_value_is_named_and_the_run_goes_on() -> Result<()> {
    visit(SANDBOX, async |page| {
        page.keys(&["1", "ArrowRight"]).await?;
        let said = page.status().await?;
        page.fill("Promise quorum", "9").await?;
        page.shows("Lesson", "A quorum of 9 does not fit the number of acceptors.").await?;
        let button = page.by_role("button", "Start a new run").await?;
        ensure!(!button.is_enabled().await?, "a bad cluster can't be started");
        page.key("Enter").await?;
        assert_eq!(page.status().await?, said);
        assert_eq!(acceptors(page).await?, 3);
        page.fill("Promise quorum", "").await?;
        page.hides("Lesson", "does not fit").await?;
        let wants = page.wait_for(".proposer-row input").await?;
        page.fill_element(&wants, &"x".repeat(25)).await?;
        page.shows("Lesson", "A value has 1 to 24 characters.").await?;
        assert_eq!(page.status().await?, said);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn quorums_that_do_not_meet_are_applied_with_a_warning() -> Result<()> {
    const WARNING: &str = "These quorums need not meet: two different values can be chosen.";
    visit(SANDBOX, async |page| {
        page.click_in("Lesson", "button", "More acceptors").await?;
        page.fill("Promise quorum", "2").await?;
        page.fill("Accept quorum", "2").await?;
        page.shows("Lesson", WARNING).await?;
        apply(page).await?;
        page.shows("Network", "2 of 4").await?;
        page.shows("Lesson", WARNING).await?;
        let warning = page.wait_for(".warning").await?;
        ensure!(warning.is_displayed().await?, "the warning is seen");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn two_values_are_chosen_where_quorums_do_not_meet() -> Result<()> {
    visit("#/sandbox?acceptors=4&quorums=2,2&learners=0&eager=yes", async |page| {
        page.keys(&["1", "2"]).await?;
        for message in [
            "prepare (1,A), A to A₁",
            "prepare (1,A), A to A₂",
            "prepare (2,B), B to A₃",
            "prepare (2,B), B to A₄",
            "promise (1,A), A₁ to A",
            "promise (1,A), A₂ to A",
            "promise (2,B), A₃ to B",
            "promise (2,B), A₄ to B",
            "accept (1,A) foo, A to A₁",
            "accept (1,A) foo, A to A₂",
            "accept (2,B) bar, B to A₃",
            "accept (2,B) bar, B to A₄",
        ] {
            page.click_in("In flight", "button", message).await?;
            page.key("d").await?;
        }
        page.shows("Network", "are chosen!").await?;
        page.shows("Safety", "Broken: Agreement: at most one value is chosen").await?;
        page.shows("Safety", "Both ((1,A), foo) and ((2,B), bar) were chosen").await
    })
    .await
}
