//! Messages in the sandbox, moved by hand.

use anyhow::{Result, ensure};

use crate::support::{Visit, visit};

const SANDBOX: &str = "#/sandbox";
const TO_A1: &str = "prepare (1,A), A to A₁";
const TO_A2: &str = "prepare (1,A), A to A₂";

async fn prepare(page: &Visit) -> Result<()> {
    page.click_in("In flight", "button", "A prepares (1,A)").await?;
    page.says("A prepares (1,A): it asks every acceptor for a promise.").await?;
    page.shows("In flight", "In flight · 3").await
}

#[tokio::test]
async fn message_is_dropped_and_another_duplicated_on_the_stage() -> Result<()> {
    visit(SANDBOX, async |page| {
        prepare(page).await?;
        page.click_on_stage(TO_A1).await?;
        page.choose("Drop").await?;
        page.says("prepare (1,A) from A to A₁ is lost.").await?;
        page.shows("In flight", "In flight · 2").await?;
        page.click_on_stage(TO_A2).await?;
        page.choose("Duplicate").await?;
        page.says("prepare (1,A) from A to A₂ is duplicated.").await?;
        duplicate_carries_its_mark(page).await
    })
    .await
}

async fn duplicate_carries_its_mark(page: &Visit) -> Result<()> {
    let copy = format!("{TO_A2}, a duplicate");
    for names in [page.messages().await?, page.rows().await?] {
        assert_eq!(names.iter().filter(|name| **name == copy).count(), 1, "{names:?}");
        assert_eq!(names.iter().filter(|name| *name == TO_A2).count(), 1, "{names:?}");
    }
    for region in ["Network", "In flight"] {
        let parent = page.region(region).await?;
        let marked = page.by_role_in(&parent, "button", &copy).await?;
        ensure!(marked.text().await?.contains("×2"), "{region}: {}", marked.text().await?);
    }
    Ok(())
}

#[tokio::test]
async fn message_is_dropped_and_another_duplicated_in_the_list() -> Result<()> {
    visit(SANDBOX, async |page| {
        prepare(page).await?;
        // The buttons of a row show when the mouse is over it.
        let list = page.region("In flight").await?;
        page.hover(&page.by_role_in(&list, "button", TO_A1).await?).await?;
        page.click_in("In flight", "button", &format!("Drop: {TO_A1}")).await?;
        page.says("prepare (1,A) from A to A₁ is lost.").await?;
        let list = page.region("In flight").await?;
        page.hover(&page.by_role_in(&list, "button", TO_A2).await?).await?;
        page.click_in("In flight", "button", &format!("Duplicate: {TO_A2}")).await?;
        page.says("prepare (1,A) from A to A₂ is duplicated.").await?;
        duplicate_carries_its_mark(page).await
    })
    .await
}

#[tokio::test]
async fn message_that_is_pressed_twice_is_delivered() -> Result<()> {
    visit(SANDBOX, async |page| {
        prepare(page).await?;
        page.click_on_stage(TO_A2).await?;
        page.click_on_stage(TO_A2).await?;
        page.says("A₂ receives prepare (1,A) from A. A₂ promises (1,A)").await?;
        assert_eq!(page.card("acceptor A₂").await?, "acceptor A₂: promised = (1,A), accepted = none");
        assert!(page.messages().await?.contains(&"promise (1,A), A₂ to A".to_owned()));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn held_message_waits_until_it_is_released() -> Result<()> {
    visit(SANDBOX, async |page| {
        prepare(page).await?;
        page.click_on_stage(TO_A1).await?;
        page.choose("Hold").await?;
        page.says("prepare (1,A) from A to A₁ is held back.").await?;
        let held = format!("{TO_A1}, held back");
        assert!(page.rows().await?.contains(&held));
        page.shows("In flight", "held").await?;
        // Step takes the oldest message that nobody holds.
        page.transport("Step").await?;
        page.says("A₂ receives prepare (1,A) from A.").await?;
        page.click_in("In flight", "button", &held).await?;
        page.choose("Release").await?;
        page.says("prepare (1,A) from A to A₁ is released.").await?;
        page.transport("Step").await?;
        page.says("A₁ receives prepare (1,A) from A.").await
    })
    .await
}
