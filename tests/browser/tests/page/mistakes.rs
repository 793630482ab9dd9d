//! Addresses that lead nowhere and values that mean harm.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::support::{Visit, visit};

/// Addresses that lead nowhere, and what is said of them.
const BROKEN: [(&str, &str); 13] = [
    ("#/nowhere", "There is no page “nowhere” here."),
    ("#/%%%", "There is no page “%%%” here."),
    ("#/lesson/none/0", "There is no lesson “none”."),
    ("#/lesson/two-proposers/999", "The lesson has no step 999: the last one is 53."),
    ("#/lesson/two-proposers/x", "“x” is not a step: steps are numbers."),
    ("#/lesson/two-proposers/99999999999999999999999", "is not a step"),
    ("#/explore/two-proposers/999", "The lesson has no step 999"),
    ("#/sandbox?protocol=raft", "There is no protocol “raft”. This page knows: synod."),
    ("#/sandbox?acceptors=0", "A cluster has 1 to 9 acceptors, not 0."),
    ("#/sandbox?acceptors=-1", "“-1” does not fit the setting “acceptors”."),
    ("#/sandbox?colour=red", "There is no setting “colour”."),
    ("#/sandbox?proposers=%FF:1", "does not fit the setting “proposers”."),
    ("#/<img src=x onerror=window.harmed=1>", "There is no page “"),
];

/// What somebody typed or linked must never have become an element.
async fn nothing_is_harmed(page: &Visit) -> Result<()> {
    ensure!(!page.holds("window.harmed").await?, "a script that was linked in has run");
    ensure!(
        page.holds("document.querySelectorAll('img, iframe, body script').length === 0").await?,
        "an element"
    );
    Ok(())
}

async fn nothing_sticks_out(page: &Visit) -> Result<()> {
    let widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]").await?;
    ensure!(widths[0].as_u64() <= widths[1].as_u64(), "the page is {widths} wide");
    Ok(())
}

#[tokio::test]
async fn broken_address_is_explained_and_the_lesson_stays() -> Result<()> {
    visit("#/lesson/two-proposers/4", async |page| {
        page.key("ArrowRight").await?;
        let said = page.status().await?;
        for (route, words) in BROKEN {
            page.goto_route(route).await?;
            page.alerts(words).await?;
            assert_eq!(page.status().await?, said, "after {route}");
            page.by_role("heading", "All acceptors are ready").await?;
            page.click("button", "Close").await?;
        }
        nothing_is_harmed(page).await?;
        page.key("ArrowRight").await?;
        page.is_at("#/lesson/two-proposers/6").await
    })
    .await
}

#[tokio::test]
async fn broken_address_on_arrival_leads_home_and_is_explained() -> Result<()> {
    visit("#/", async |page| {
        for (route, words) in BROKEN {
            page.open(&page.server.url(&format!("/{route}"))).await?;
            page.alerts(words).await?;
            page.by_role("heading", "Paxos, one message at a time").await?;
            nothing_is_harmed(page).await?;
        }
        page.click("link", "Sandbox").await?;
        page.says("Nothing has happened yet").await
    })
    .await
}

#[tokio::test]
async fn endless_address_is_refused_and_stays_within_the_window() -> Result<()> {
    visit("#/lesson/two-proposers/4", async |page| {
        let said = page.status().await?;
        page.client.execute("location.hash = '#/' + 'x'.repeat(100000)", Vec::new()).await?;
        page.alerts("There is no page").await?;
        nothing_sticks_out(page).await?;
        let height =
            page.evaluate("document.querySelector('[role=alert]').getBoundingClientRect().height").await?;
        ensure!(height.as_f64().is_some_and(|height| height < 300.0), "the alert is {height} px high");
        page.key("ArrowRight").await?;
        ensure!(page.status().await? != said, "the lesson goes on");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn markup_in_a_linked_value_is_shown_as_text() -> Result<()> {
    let value = "<img src=x onerror=h()>";
    let route =
        format!("#/sandbox?proposers={}:1,b:2&learners=0", value.replace(' ', "%20").replace('=', "%3D"));
    visit(&route, async |page| {
        page.client.execute("window.h = () => { window.harmed = true; }", Vec::new()).await?;
        let card = page.card("proposer A").await?;
        ensure!(card.contains(value), "{card}");
        page.key("1").await?;
        for _ in 0..12 {
            page.key("ArrowRight").await?;
        }
        page.shows("Network", value).await?;
        nothing_sticks_out(page).await?;
        nothing_is_harmed(page).await
    })
    .await
}

#[tokio::test]
async fn markup_in_a_typed_value_is_shown_as_text() -> Result<()> {
    let value = "<img src=x onerror=h()>";
    visit("#/sandbox", async |page| {
        page.client.execute("window.h = () => { window.harmed = true; }", Vec::new()).await?;
        let card = page.card("proposer A").await?;
        page.click_on_stage(&card).await?;
        page.fill("Ask it to propose", value).await?;
        page.click_in("Inspector", "button", "Ask").await?;
        page.says(&format!("A is asked to propose {value}")).await?;
        let wants = page.wait_for(".proposer-row input").await?;
        page.fill_element(&wants, value).await?;
        page.click_in("Lesson", "button", "Start a new run").await?;
        page.wait_until(&format!("document.querySelector('.card').textContent.includes({})", json!(value)))
            .await?;
        nothing_is_harmed(page).await
    })
    .await
}
