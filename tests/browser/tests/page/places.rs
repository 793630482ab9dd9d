//! Addresses: every place has one, and the browser's own buttons lead through them.

use anyhow::Result;

use crate::support::visit;

#[tokio::test]
async fn reload_keeps_the_lesson_and_its_step() -> Result<()> {
    visit("#/lesson/two-proposers/0", async |page| {
        page.keys(&["ArrowRight", "ArrowRight", "ArrowRight"]).await?;
        page.is_at("#/lesson/two-proposers/3").await?;
        let said = page.status().await?;
        page.client.refresh().await?;
        page.says(&said).await?;
        page.is_at("#/lesson/two-proposers/3").await?;
        page.key("ArrowLeft").await?;
        page.is_at("#/lesson/two-proposers/2").await
    })
    .await
}

#[tokio::test]
async fn back_leads_to_where_one_was() -> Result<()> {
    visit("#/", async |page| {
        page.click("link", "Your first minute").await?;
        page.region("Lesson").await?;
        page.keys(&["ArrowRight", "ArrowRight"]).await?;
        page.is_at("#/lesson/first-minute/2").await?;
        let said = page.status().await?;
        page.click("link", "Sandbox").await?;
        page.wait_until("location.hash.startsWith('#/sandbox')").await?;
        page.says("Nothing has happened yet").await?;
        page.client.back().await?;
        page.is_at("#/lesson/first-minute/2").await?;
        page.says(&said).await?;
        page.client.back().await?;
        page.wait_until("document.querySelector('main.home')").await?;
        page.by_role("heading", "Paxos, one message at a time").await?;
        page.client.forward().await?;
        page.is_at("#/lesson/first-minute/2").await?;
        page.says(&said).await
    })
    .await
}

#[tokio::test]
async fn link_leads_into_the_middle_of_a_lesson() -> Result<()> {
    visit("#/lesson/two-proposers/31", async |page| {
        page.is_at("#/lesson/two-proposers/31").await?;
        let said = page.status().await?;
        page.key("Home").await?;
        page.says("Nothing has happened yet").await?;
        for _ in 0..31 {
            page.key("ArrowRight").await?;
        }
        assert_eq!(page.status().await?, said, "stepping leads to the same place");
        Ok(())
    })
    .await
}

/// The address follows a step a little later. Who goes elsewhere meanwhile, while the page is busy, must not be called back.
#[tokio::test]
async fn link_followed_right_after_a_step_on_a_busy_machine_leads_there() -> Result<()> {
    visit("#/lesson/two-proposers/0", async |page| {
        let script = "const done = arguments[0];
            document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
            setTimeout(() => {
                const until = performance.now() + 600;
                while (performance.now() < until);
                location.hash = '#/lesson/first-minute/2';
                done();
            }, 100);";
        page.client.execute_async(script, Vec::new()).await?;
        page.wait_until("document.title.startsWith('Your first minute')").await?;
        page.is_at("#/lesson/first-minute/2").await
    })
    .await
}

#[tokio::test]
async fn exploring_starts_where_the_lesson_is_and_returns_there() -> Result<()> {
    visit("#/lesson/two-proposers/9", async |page| {
        let said = page.status().await?;
        page.key("e").await?;
        page.is_at("#/explore/two-proposers/9").await?;
        assert_eq!(page.status().await?, said);
        page.key("ArrowRight").await?;
        page.key("r").await?;
        page.is_at("#/lesson/two-proposers/9").await?;
        assert_eq!(page.status().await?, said);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn home_offers_to_go_on_with_the_lesson() -> Result<()> {
    visit("#/lesson/two-proposers/7", async |page| {
        page.key("o").await?;
        page.is_at("#/").await?;
        page.click("link", "Continue: Two proposers, one value").await?;
        page.is_at("#/lesson/two-proposers/7").await
    })
    .await
}

#[tokio::test]
async fn lesson_that_takes_its_time_is_announced_and_then_opens() -> Result<()> {
    visit("#/", async |page| {
        let script = "const fetch = window.fetch, waiting = [];
            window.fetch = (...address) => new Promise(go => waiting.push(() => go(fetch(...address))));
            window.arrive = () => waiting.forEach(go => go());";
        page.client.execute(script, Vec::new()).await?;
        page.click("link", "Your first minute").await?;
        page.wait_until("document.querySelector('.fetching').textContent.includes('Your first minute')")
            .await?;
        assert!(page.holds("document.querySelector('main.home')").await?, "what was looked at stays");
        page.client.execute("window.arrive()", Vec::new()).await?;
        page.says("Nothing has happened yet").await?;
        page.is_at("#/lesson/first-minute/0").await?;
        page.client.back().await?;
        page.wait_until("document.querySelector('main.home')").await
    })
    .await
}

#[tokio::test]
async fn lesson_that_cannot_be_fetched_is_an_alert_and_reloading_tries_again() -> Result<()> {
    visit("#/", async |page| {
        page.client.execute("window.fetch = () => Promise.reject(new Error('offline'))", Vec::new()).await?;
        page.click("link", "Your first minute").await?;
        page.alerts("“Your first minute” can’t be fetched.").await?;
        assert!(page.holds("document.querySelector('main.home')").await?, "what was looked at stays");
        page.is_at("#/lesson/first-minute/0").await?;
        page.client.refresh().await?;
        page.says("Nothing has happened yet").await
    })
    .await
}

#[tokio::test]
async fn rules_are_fetched_with_the_first_run_and_are_said() -> Result<()> {
    visit("#/", async |page| {
        let fetched =
            "performance.getEntriesByType('resource').some(entry => entry.name.includes('text/rules.txt'))";
        assert!(!page.holds(fetched).await?, "the catalogue needs no rules");
        page.client.goto(&page.server.url("/#/sandbox?protocol=two-phase-commit")).await?;
        page.says("Nothing has happened yet").await?;
        assert!(page.holds(fetched).await?);
        page.key("ArrowRight").await?;
        page.says("asks every participant whether it can commit").await?;
        assert!(!page.holds("document.body.textContent.includes('[rule-')").await?);
        page.click("button", "Rules").await?;
        page.wait_until("document.querySelectorAll('.rules-page tbody tr').length > 5").await
    })
    .await
}

#[tokio::test]
async fn rules_that_cannot_be_fetched_are_an_alert_and_reloading_tries_again() -> Result<()> {
    visit("#/", async |page| {
        page.client.execute("window.fetch = () => Promise.reject(new Error('offline'))", Vec::new()).await?;
        page.client.execute("location.hash = '#/sandbox?protocol=two-phase-commit'", Vec::new()).await?;
        page.alerts("The rules can’t be fetched").await?;
        page.client.refresh().await?;
        page.says("Nothing has happened yet").await
    })
    .await
}
