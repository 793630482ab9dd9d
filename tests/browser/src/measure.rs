//! How busy and how quick the page is. Chromium only, since no other browser tells.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::steps::Step;
use crate::{PageServer, Session};

/// The state of the page that a measurement starts from.
#[derive(Clone, Copy, Debug)]
pub struct Start {
    /// The route, such as `#/`.
    pub route: &'static str,
    /// What is done there before measuring.
    pub steps: &'static [Step],
}

/// How much the page does over a time.
#[derive(Debug)]
pub struct Activity {
    /// Milliseconds per second that the main thread works.
    pub busy_ms: f64,
    /// Calls of `requestAnimationFrame` per second.
    pub frames_requested: f64,
    /// Layouts per second.
    pub layouts: f64,
    /// Recalculations of style per second.
    pub style_recalculations: f64,
    /// Animations that run at the end.
    pub animations: u64,
}

/// Milliseconds from a key press to the picture that answers it, without the time in which the page is done and waits
/// for the display, and with it.
#[derive(Debug)]
pub struct Latency {
    /// What the page takes.
    pub own: Spread,
    /// What a person waits.
    pub whole: Spread,
}

/// How times are spread, in milliseconds.
#[derive(Debug)]
pub struct Spread {
    /// Half of them are at most this.
    pub median_ms: f64,
    /// 95 of 100 are.
    pub p95_ms: f64,
    /// All are.
    pub max_ms: f64,
}

impl Spread {
    fn of(mut samples: Vec<f64>) -> Option<Self> {
        samples.sort_by(f64::total_cmp);
        let percentile =
            |percent: usize| samples.get((samples.len() * percent).div_ceil(100).saturating_sub(1)).copied();
        Some(Self { median_ms: percentile(50)?, p95_ms: percentile(95)?, max_ms: percentile(100)? })
    }
}

/// Counts requested frames, and times keys: from the event's own time stamp to the end of the work that it caused,
/// and from the start of the next frame to the first task after it, when that frame has been handed to the compositor.
/// The end of the work is when the last listener hears the key: after the page's, and after what that put off until it
/// returns. (A message to ourselves does not tell: after a key, Chromium keeps messages back until the next frame.)
const PROBE: &str = "
    const request = window.requestAnimationFrame.bind(window);
    const probe = window.paxoscopeProbe = { frames: 0, latencies: [] };
    window.requestAnimationFrame = callback => { probe.frames += 1; return request(callback); };
    const soon = callback => {
        const channel = new MessageChannel();
        channel.port1.onmessage = callback;
        channel.port2.postMessage(null);
    };
    window.addEventListener('keydown', event => {
        let worked = null;
        window.addEventListener('keydown', () => { worked = performance.now(); }, { once: true });
        request(() => {
            const framed = performance.now();
            soon(() => {
                const whole = performance.now() - event.timeStamp;
                probe.latencies.push([whole - (worked === null ? 0 : framed - worked), whole]);
            });
        });
    }, true);";

/// Prepares a session for measuring; once, before anything is loaded.
pub async fn prepare(session: &Session) -> Result<()> {
    session.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": PROBE })).await?;
    session.devtools("Performance.enable", json!({})).await?;
    Ok(())
}

/// Measures what the page does by itself: while it plays, or while it should be at rest.
pub async fn activity(
    session: &Session,
    server: &PageServer,
    start: Start,
    time: Duration,
) -> Result<Activity> {
    go(session, server, start).await?;
    // What opening the page left behind is not what it does.
    tokio::time::sleep(Duration::from_millis(500)).await;
    let before = Metrics::read(session).await?;
    tokio::time::sleep(time).await;
    let after = Metrics::read(session).await?;
    let seconds = after.timestamp - before.timestamp;
    let animations =
        session.evaluate("document.getAnimations().filter(a => a.playState === 'running').length").await?;
    Ok(Activity {
        busy_ms: (after.task_duration - before.task_duration) * 1000.0 / seconds,
        frames_requested: (after.frames_requested - before.frames_requested) / seconds,
        layouts: (after.layouts - before.layouts) / seconds,
        style_recalculations: (after.style_recalculations - before.style_recalculations) / seconds,
        animations: animations.as_u64().context("a count is a number")?,
    })
}

/// Measures how quickly the page answers keys in turn, pressed a number of times with a pause before each.
pub async fn latency(
    session: &Session,
    server: &PageServer,
    start: Start,
    keys: &[&str],
    (presses, pause): (usize, Duration),
) -> Result<Latency> {
    go(session, server, start).await?;
    // Keys that were pressed on the way here are not what is measured.
    session.evaluate("paxoscopeProbe.latencies.splice(0).length").await?;
    for press in 1..=presses {
        tokio::time::sleep(pause).await;
        dispatch(session, keys[press % keys.len()]).await?;
        session.wait_until(&format!("paxoscopeProbe.latencies.length >= {press}")).await?;
    }
    let samples = session.evaluate("paxoscopeProbe.latencies").await?;
    let samples = samples.as_array().context("a list")?;
    let spread = |place: usize| {
        let times = samples.iter().filter_map(|sample| sample[place].as_f64()).collect();
        Spread::of(times).context("no key was pressed")
    };
    Ok(Latency { own: spread(0)?, whole: spread(1)? })
}

async fn go(session: &Session, server: &PageServer, start: Start) -> Result<()> {
    session.open(&server.url(&format!("/{}", start.route))).await?;
    session.perform(start.steps).await
}

/// Presses a key below `WebDriver`, which adds time of its own.
async fn dispatch(session: &Session, key: &str) -> Result<()> {
    let (code, number, text) = match key {
        "ArrowLeft" => (key.to_owned(), 37, None),
        "ArrowUp" => (key.to_owned(), 38, None),
        "ArrowRight" => (key.to_owned(), 39, None),
        "ArrowDown" => (key.to_owned(), 40, None),
        "Home" => (key.to_owned(), 36, None),
        "End" => (key.to_owned(), 35, None),
        " " => ("Space".to_owned(), 32, Some(key)),
        _ => match key.as_bytes() {
            [letter @ b'a'..=b'z'] => {
                let capital = letter.to_ascii_uppercase();
                (format!("Key{}", char::from(capital)), u32::from(capital), Some(key))
            }
            _ => bail!("the key `{key}` has no row here"),
        },
    };
    let mut event = json!({ "type": "keyDown", "key": key, "code": code, "windowsVirtualKeyCode": number });
    if let Some(text) = text {
        event["text"] = json!(text);
    }
    session.devtools("Input.dispatchKeyEvent", event.clone()).await?;
    event["type"] = json!("keyUp");
    session.devtools("Input.dispatchKeyEvent", event).await?;
    Ok(())
}

struct Metrics {
    timestamp: f64,
    task_duration: f64,
    frames_requested: f64,
    layouts: f64,
    style_recalculations: f64,
}

impl Metrics {
    async fn read(session: &Session) -> Result<Self> {
        let frames = session.evaluate("paxoscopeProbe.frames").await?;
        let answer = session.devtools("Performance.getMetrics", json!({})).await?;
        let metrics = answer["metrics"].as_array().context("metrics are a list")?;
        let value = |name: &str| {
            let metric = metrics.iter().find(|metric| metric["name"] == name);
            metric
                .and_then(|metric| metric["value"].as_f64())
                .with_context(|| format!("there is no metric {name}"))
        };
        Ok(Self {
            timestamp: value("Timestamp")?,
            task_duration: value("TaskDuration")?,
            frames_requested: frames.as_f64().context("the page was opened before `prepare`")?,
            layouts: value("LayoutCount")?,
            style_recalculations: value("RecalcStyleCount")?,
        })
    }
}
