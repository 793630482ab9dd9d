//! Motion: little of it, none for those who ask for none, and nothing at all at rest.

use anyhow::{Result, ensure};

use crate::support::{Visit, visit};

/// Notes every animation and transition that takes time.
const WATCH: &str = "window.moved = [];
    for (const kind of ['animationstart', 'transitionrun']) {
        addEventListener(kind, event => {
            for (const animation of event.target.getAnimations()) {
                const { duration } = animation.effect.getComputedTiming();
                if (duration > 0) moved.push(`${event.target.className}: ${duration} ms`);
            }
        }, true);
    }";

async fn move_about(page: &Visit) -> Result<Vec<String>> {
    page.client.execute(WATCH, Vec::new()).await?;
    page.keys(&["1", "2", "ArrowRight", "ArrowRight", "ArrowLeft", "?", "Escape"]).await?;
    page.list("moved").await
}

#[tokio::test]
async fn nothing_moves_for_those_who_ask_for_less_motion() -> Result<()> {
    visit("#/sandbox", async |page| {
        ensure!(!move_about(page).await?.is_empty(), "messages fly otherwise");
        page.prefer_reduced_motion().await?;
        page.open(&page.server.url("/#/sandbox")).await?;
        page.wait_until("matchMedia('(prefers-reduced-motion: reduce)').matches").await?;
        assert_eq!(move_about(page).await?, Vec::<String>::new());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn no_motion_takes_longer_than_it_may() -> Result<()> {
    visit("#/sandbox", async |page| {
        page.client.execute(WATCH, Vec::new()).await?;
        page.keys(&["1", "2", "ArrowRight", "ArrowRight", "ArrowLeft"]).await?;
        page.click_in("In flight", "button", "prepare (2,B), B to A₁").await?;
        page.key("x").await?;
        let long = page.list("moved.filter(moved => Number(moved.match(/([0-9.]+) ms/)[1]) > 400)").await?;
        assert_eq!(long, Vec::<String>::new());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn page_at_rest_does_nothing() -> Result<()> {
    // The second is what is measured, and not waited for something else.
    const REST: &str = "const done = arguments[0];
        const counts = { frames: 0, timers: 0 };
        const [frame, timeout, interval] = [requestAnimationFrame, setTimeout, setInterval];
        window.requestAnimationFrame = callback => { counts.frames += 1; return frame(callback); };
        window.setTimeout = (...rest) => { counts.timers += 1; return timeout(...rest); };
        window.setInterval = (...rest) => { counts.timers += 1; return interval(...rest); };
        timeout(() => {
            [window.requestAnimationFrame, window.setTimeout, window.setInterval] = [frame, timeout, interval];
            const running = document.getAnimations().filter(animation => animation.playState === 'running').length;
            done([counts.frames, counts.timers, running]);
        }, 1000);";
    visit("#/sandbox", async |page| {
        // Played for a while, and paused.
        page.keys(&["+", "+", "+", "1", "Space"]).await?;
        page.says("promise").await?;
        page.key("Space").await?;
        page.by_role("button", "Play").await?;
        page.wait_until("document.getAnimations().every(animation => animation.playState !== 'running')")
            .await?;
        let done = page.client.execute_async(REST, Vec::new()).await?;
        assert_eq!(done, serde_json::json!([0, 0, 0]), "frames, timers, animations");
        Ok(())
    })
    .await
}
