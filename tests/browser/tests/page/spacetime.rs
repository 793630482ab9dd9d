//! The space–time diagram: seen beside the stage, and acted on.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::support::{Visit, visit};

const PENDING: &str = "[...document.querySelectorAll('.time-plot [role=button]')]";
const NOW: &str = "Number(document.querySelector('.now').style.transform.match(/[0-9.]+/)[0])";

/// Clicks the plot at a step, between the lanes.
async fn click_at(page: &Visit, step: usize) -> Result<()> {
    let script = "const plot = document.querySelector('.time-plot').getBoundingClientRect();
        const window = document.querySelector('.time-window').getBoundingClientRect();
        return [plot.left + 14 + 30 * arguments[0], window.top + 26]";
    let place = page.client.execute(script, vec![json!(step)]).await?;
    let at = |index: usize| place[index].as_f64().unwrap_or_default();
    page.press_at(paxoscope_browser::Pointer::Mouse, at(0), at(1)).await?;
    page.settle().await
}

#[tokio::test]
async fn diagram_goes_with_the_stage_and_a_click_travels() -> Result<()> {
    visit("#/sandbox", async |page| {
        page.keys(&["1", "ArrowRight", "ArrowRight", "ArrowRight"]).await?;
        let after = page.evaluate(NOW).await?;
        page.key("ArrowLeft").await?;
        let before = page.evaluate(NOW).await?;
        assert_eq!((after.as_f64(), before.as_f64()), (Some(134.0), Some(104.0)), "30 px for each step");
        click_at(page, 1).await?;
        page.says("A prepares (1,A)").await?;
        click_at(page, 4).await?;
        page.says("A₃ receives prepare (1,A) from A.").await?;
        page.key("Control+z").await?;
        page.says("A prepares (1,A)").await
    })
    .await
}

#[tokio::test]
async fn pending_message_is_acted_on_in_the_diagram() -> Result<()> {
    visit("#/sandbox", async |page| {
        page.key("1").await?;
        assert_eq!(page.evaluate(&format!("{PENDING}.length")).await?, 3);
        page.evaluate(&format!("{PENDING}[1].dispatchEvent(new MouseEvent('click', {{ bubbles: true }}))"))
            .await?;
        page.settle().await?;
        assert_eq!(page.evaluate("document.querySelectorAll('.canvas .menu').length").await?, 0);
        page.click_in("Space–time", "button", "Drop").await?;
        page.says("prepare (1,A) from A to A₂ is lost.").await?;
        assert_eq!(
            page.evaluate("document.querySelectorAll('.ink-flight[data-state=lost]').length").await?,
            1
        );
        assert_eq!(
            page.evaluate("document.querySelectorAll('.ink-lost').length").await?,
            2,
            "struck through twice"
        );
        // By key: the focus on an arrow, Enter, then the key of what to do.
        page.evaluate(&format!("{PENDING}[0].focus()")).await?;
        page.keys(&["Enter", "u"]).await?;
        page.says("is duplicated").await?;
        assert_eq!(page.evaluate("document.querySelectorAll('.ink-copy').length").await?, 1);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_the_pointer_is_at_lights_up_everywhere() -> Result<()> {
    visit("#/sandbox", async |page| {
        page.key("1").await?;
        let pill = page.wait_for(".pill[data-target=m1]").await?;
        page.hover(&pill).await?;
        page.wait_until("document.querySelectorAll('[data-target=m1][data-lit=true]').length === 3").await?;
        let row = page.wait_for(".row.message[data-target=m2]").await?;
        page.hover(&row).await?;
        page.wait_until("document.querySelectorAll('[data-target=m2][data-lit=true]').length === 3").await?;
        ensure!(!page.holds("document.querySelector('[data-target=m1][data-lit=true]')").await?);
        // The focus does the same.
        page.evaluate(&format!("{PENDING}[0].focus()")).await?;
        page.wait_until("document.querySelectorAll('[data-target=m0][data-lit=true]').length === 3").await?;
        // And in the log, for a message that has arrived.
        page.keys(&["ArrowRight"]).await?;
        page.click_in("Space–time", "button", "Log").await?;
        let row = page.wait_for(".log li[data-target=m0]").await?;
        page.hover(&row).await?;
        page.wait_until("document.querySelector('.log li[data-target=m0]').dataset.lit === 'true'").await
    })
    .await
}

#[tokio::test]
async fn log_tells_every_step_and_goes_to_it() -> Result<()> {
    visit("#/sandbox", async |page| {
        page.keys(&["1", "ArrowRight", "ArrowRight"]).await?;
        page.click_in("Space–time", "button", "Log").await?;
        let rows =
            page.list("[...document.querySelectorAll('.log button')].map(row => row.textContent)").await?;
        assert_eq!(rows.len(), 3);
        ensure!(rows[0].starts_with("1A prepares (1,A)"), "{rows:?}");
        page.evaluate("document.querySelectorAll('.log button')[0].click()").await?;
        page.says("A prepares (1,A)").await?;
        assert_eq!(
            page.words("document.querySelector('.log [aria-current]').textContent.slice(0, 3)").await?,
            "1A "
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn lanes_move_and_hide_steps_widen_and_the_region_folds() -> Result<()> {
    const NAMES: &str = "[...document.querySelectorAll('.lane-name')].map(name => name.textContent)";
    visit("#/sandbox", async |page| {
        page.keys(&["1", "ArrowRight"]).await?;
        assert_eq!(page.list(NAMES).await?, ["A", "B", "A₁", "A₂", "A₃", "L"]);
        page.evaluate("document.querySelector('.popover summary').click()").await?;
        page.click_in("Space–time", "button", "Move B up").await?;
        page.evaluate("document.querySelectorAll('.lane-list input')[2].click()").await?;
        page.settle().await?;
        assert_eq!(page.list(NAMES).await?, ["B", "A", "A₂", "A₃", "L"]);
        page.evaluate("document.querySelector('.popover summary').click()").await?;
        let narrow = page.evaluate(NOW).await?.as_f64();
        page.click_in("Space–time", "button", "Wider steps").await?;
        assert_eq!((narrow, page.evaluate(NOW).await?.as_f64()), (Some(74.0), Some(102.0)));
        page.key("g").await?;
        ensure!(!page.holds("document.querySelector('.time-plot')").await?);
        page.key("g").await?;
        page.wait_for(".time-plot").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn diagram_follows_a_long_run_until_a_person_looks_elsewhere() -> Result<()> {
    const LEFT: &str = "document.querySelector('.time-window').scrollLeft";
    const SIGHT: &str = "(() => { const now = document.querySelector('.now').getBoundingClientRect().left;
        const window = document.querySelector('.time-window').getBoundingClientRect();
        return now > window.left + 64 && now < window.right })()";
    visit("#/sandbox", async |page| {
        page.click("button", "Keep duelling").await?;
        page.key("Space").await?;
        let many = "for (let step = 0; step < 400; step++)
            document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))";
        page.evaluate(&format!("(() => {{ {many} }})()")).await?;
        page.wait_until(SIGHT).await?;
        ensure!(page.holds(&format!("{LEFT} > 9000")).await?);
        // Only what is in sight is drawn.
        ensure!(page.holds("document.querySelectorAll('.ink-flight').length < 400").await?);
        page.evaluate("document.querySelector('.time-window').scrollLeft = 300").await?;
        page.wait_until("document.querySelector('.time-tools [aria-pressed]').ariaPressed === 'false'")
            .await?;
        page.key("ArrowRight").await?;
        ensure!(page.holds(&format!("Math.abs({LEFT} - 300) < 2")).await?, "it stays where the person looks");
        page.click_in("Space–time", "button", "Follow").await?;
        page.wait_until(SIGHT).await
    })
    .await
}
