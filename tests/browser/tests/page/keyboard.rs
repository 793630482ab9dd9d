//! The page without a mouse.

use anyhow::{Result, bail, ensure};

use crate::support::{Visit, visit};

/// The name of what has the focus, as far as it is written in the page.
const NAME: &str = "(focused => {
    const copy = focused.cloneNode(true);
    copy.querySelectorAll('[aria-hidden=true]').forEach(hidden => hidden.remove());
    return focused.ariaLabel ?? copy.textContent;
})(document.activeElement)";

/// Walks with the Tab key until something with this name has the focus.
async fn tab_to(page: &Visit, name: &str) -> Result<()> {
    let mut met = Vec::new();
    for _ in 0..90 {
        page.press("Tab").await?;
        let focus = page.words(NAME).await?;
        if focus == name {
            return Ok(());
        }
        met.push(focus);
    }
    bail!("the Tab key does not lead to `{name}`, but to {met:?}")
}

#[tokio::test]
async fn regions_are_found_by_role_and_name() -> Result<()> {
    visit("#/lesson/two-proposers/5", async |page| {
        for name in ["Lesson", "Network", "In flight", "Inspector", "Safety"] {
            page.region(name).await?;
        }
        page.by_role("toolbar", "Transport").await?;
        let banner = page.wait_for("header").await?;
        assert_eq!(page.role_of(&banner).await?, "banner");
        let status = page.wait_for("p[role=status]").await?;
        assert_eq!(page.role_of(&status).await?, "status");
        assert_eq!(status.attr("aria-live").await?.as_deref(), Some("polite"));
        let alert = page.wait_for(".problem").await?;
        assert_eq!(page.role_of(&alert).await?, "alert");
        page.by_role("navigation", "Main").await?;
        page.key("e").await?;
        for name in ["Lesson", "Network", "In flight", "Inspector", "Safety"] {
            page.region(name).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn tab_reaches_a_message_and_enter_opens_its_menu() -> Result<()> {
    visit("#/sandbox", async |page| {
        page.key("1").await?;
        tab_to(page, "acceptor A₁: promised = none, accepted = none").await?;
        tab_to(page, "prepare (1,A), A to A₁").await?;
        page.key("Enter").await?;
        let menu = page.by_role("toolbar", "What to do with it").await?;
        for name in ["Deliver", "Drop", "Duplicate", "Hold"] {
            page.by_role_in(&menu, "button", name).await?;
        }
        page.key("Escape").await?;
        ensure!(page.by_role("toolbar", "What to do with it").await.is_err(), "Escape closes the menu");
        assert_eq!(page.focus().await?, "prepare (1,A), A to A₁", "the focus is still on the message");
        page.keys(&["Enter", "Enter"]).await?;
        page.says("A₁ receives prepare (1,A) from A.").await
    })
    .await
}

#[tokio::test]
async fn letters_act_on_the_message_that_has_the_focus() -> Result<()> {
    visit("#/sandbox", async |page| {
        page.key("1").await?;
        tab_to(page, "prepare (1,A), A to A₂").await?;
        page.key("h").await?;
        page.says("prepare (1,A) from A to A₂ is held back.").await?;
        page.key("h").await?;
        page.says("prepare (1,A) from A to A₂ is released.").await?;
        page.key("u").await?;
        page.says("prepare (1,A) from A to A₂ is duplicated.").await?;
        page.key("x").await?;
        page.says("prepare (1,A) from A to A₂ is lost.").await
    })
    .await
}

#[tokio::test]
async fn focus_goes_on_when_a_message_is_gone() -> Result<()> {
    visit("#/sandbox?learners=0", async |page| {
        page.key("1").await?;
        tab_to(page, "prepare (1,A), A to A₁").await?;
        page.key("x").await?;
        page.says("prepare (1,A) from A to A₁ is lost.").await?;
        assert_eq!(page.focus().await?, "prepare (1,A), A to A₂");
        page.key("x").await?;
        page.says("prepare (1,A) from A to A₂ is lost.").await?;
        assert_eq!(page.focus().await?, "prepare (1,A), A to A₃");
        page.key("x").await?;
        page.says("prepare (1,A) from A to A₃ is lost.").await?;
        ensure!(page.holds("document.activeElement.matches('.next-step')").await?, "{}", page.focus().await?);
        page.key("Enter").await
    })
    .await
}

#[tokio::test]
async fn focus_goes_on_when_a_message_is_delivered_from_its_menu() -> Result<()> {
    visit("#/sandbox", async |page| {
        page.key("1").await?;
        tab_to(page, "prepare (1,A), A to A₁").await?;
        page.key("Enter").await?;
        tab_to(page, "Drop").await?;
        page.key("Enter").await?;
        page.says("prepare (1,A) from A to A₁ is lost.").await?;
        assert_eq!(page.focus().await?, "prepare (1,A), A to A₂");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn help_keeps_the_focus_and_gives_it_back() -> Result<()> {
    visit("#/lesson/two-proposers/5", async |page| {
        tab_to(page, "Help").await?;
        page.key("Enter").await?;
        page.by_role("dialog", "Keys, messages, hands").await?;
        for _ in 0..6 {
            page.press("Tab").await?;
            let is_inside =
                "document.activeElement === document.body || document.activeElement.closest('dialog')";
            ensure!(page.holds(is_inside).await?, "the focus has left the dialog: {}", page.focus().await?);
        }
        let said = page.status().await?;
        page.key("ArrowRight").await?;
        assert_eq!(page.status().await?, said, "the keys of the page rest");
        page.key("Escape").await?;
        ensure!(page.holds("!document.querySelector('dialog')").await?, "Escape closes the dialog");
        assert_eq!(page.focus().await?, "Help");
        page.keys(&["?", "?"]).await?;
        ensure!(page.holds("!document.querySelector('dialog')").await?, "? closes the dialog");
        page.key("ArrowRight").await?;
        ensure!(page.status().await? != said, "the keys of the page are back");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn letters_in_a_text_field_are_only_letters() -> Result<()> {
    visit("#/sandbox", async |page| {
        let card = page.card("proposer A").await?;
        page.click_on_stage(&card).await?;
        page.fill("Ask it to propose", "crux d1").await?;
        page.says("Nothing has happened yet").await?;
        page.key("Enter").await?;
        page.says("A is asked to propose crux d1").await
    })
    .await
}

#[tokio::test]
async fn lecturers_remote_steps_on_even_when_the_scrubber_has_the_focus() -> Result<()> {
    visit("#/lesson/two-proposers/0", async |page| {
        page.evaluate("(document.querySelector('.scrubber input').focus(), true)").await?;
        page.key("PageDown").await?;
        page.is_at("#/lesson/two-proposers/1").await?;
        page.key("PageUp").await?;
        page.is_at("#/lesson/two-proposers/0").await
    })
    .await
}
