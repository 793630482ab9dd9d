//! The harness itself: it must see what goes wrong, and leave nothing behind.

use anyhow::{Context, Result};
use fantoccini::Locator;
use paxoscope_browser::{PageServer, Scheme, Session, Viewport};
use serde_json::json;

async fn opened() -> Result<(PageServer, Session)> {
    let server = PageServer::start().await?;
    let session = Session::start().await?;
    session.open(&server.url("/")).await?;
    Ok((server, session))
}

#[tokio::test]
async fn errors_of_every_kind_are_seen() -> Result<()> {
    let (_server, session) = opened().await?;
    assert_eq!(session.console_errors().await?, Vec::<String>::new());
    for (script, mark) in [
        ("console.error('told the console')", "told the console"),
        (
            "const s = document.createElement('script'); s.text = 'throw new Error(\"thrown\")'; document.body.append(s)",
            "thrown",
        ),
        (
            "const s = document.createElement('script'); s.text = 'Promise.reject(new Error(\"rejected\"))'; document.body.append(s)",
            "rejected",
        ),
    ] {
        session.client.execute(script, Vec::new()).await?;
        let errors = session.console_errors().await?;
        assert!(errors.iter().any(|error| error.contains(mark)), "{mark} is not in {errors:?}");
        assert_eq!(session.console_errors().await?, Vec::<String>::new(), "{mark} is told once");
    }
    Ok(())
}

#[tokio::test]
async fn requests_to_elsewhere_are_seen() -> Result<()> {
    let (server, session) = opened().await?;
    let elsewhere = PageServer::start().await?;
    let url = elsewhere.url("/index.html");
    let script = "fetch(arguments[0], { mode: 'no-cors' }).finally(() => arguments[1]())";
    session.client.execute_async(script, vec![json!(url)]).await?;
    assert_eq!(session.requests_outside(&server.origin).await?, [url]);
    Ok(())
}

#[tokio::test]
async fn keys_and_clicks_reach_the_page() -> Result<()> {
    let (_server, session) = opened().await?;
    let script = "window.heard = [];
        addEventListener('keydown', event => heard.push((event.shiftKey && event.key.length > 1 ? 'Shift+' : '') + event.key));
        const button = document.createElement('button');
        button.setAttribute('aria-label', 'Deliver');
        button.textContent = '→';
        button.onclick = () => heard.push('click');
        document.body.append(button);";
    session.client.execute(script, Vec::new()).await?;
    for chord in ["ArrowRight", "d", "?", "Space", "Shift+Tab"] {
        session.press(chord).await?;
    }
    session.click("button", "Deliver").await?;
    let heard = session.evaluate("heard.filter(one => one !== 'Shift+Shift')").await?;
    assert_eq!(heard, json!(["ArrowRight", "d", "?", " ", "Shift+Tab", "click"]));
    let refusal = session.click("button", "Drop").await.unwrap_err().to_string();
    assert!(refusal.contains("no button named `Drop`") && refusal.contains("\"Deliver\""), "{refusal}");
    Ok(())
}

#[tokio::test]
async fn window_has_the_size_and_the_colours_asked_for() -> Result<()> {
    let (_server, session) = opened().await?;
    for viewport in [Viewport { width: 1440, height: 900 }, Viewport { width: 800, height: 600 }] {
        session.resize(viewport).await?;
    }
    session.prefer_reduced_motion().await?;
    for scheme in [Scheme::Dark, Scheme::Light] {
        session.prefer_scheme(scheme).await?;
        session
            .wait_until(&format!("matchMedia('(prefers-color-scheme: {})').matches", scheme.name()))
            .await?;
        session.wait_until("matchMedia('(prefers-reduced-motion: reduce)').matches").await?;
    }
    assert!(session.screenshot().await?.starts_with(b"\x89PNG"));
    Ok(())
}

#[tokio::test]
async fn accessibility_faults_are_seen() -> Result<()> {
    let (_server, session) = opened().await?;
    session.client.execute("document.body.append(document.createElement('button'))", Vec::new()).await?;
    let faults = session.axe().await?;
    assert!(faults.iter().any(|fault| fault.rule == "button-name"), "{faults:?}");
    Ok(())
}

#[tokio::test]
async fn routes_change_without_loading() -> Result<()> {
    let (server, session) = opened().await?;
    server.take_paths();
    session.goto_route("#/nowhere").await?;
    assert_eq!(session.evaluate("location.hash").await?, json!("#/nowhere"));
    assert_eq!(server.take_paths(), Vec::<String>::new());
    session.client.find(Locator::Css("body")).await?;
    Ok(())
}

/// A browser must be gone after its session, however that ended.
#[cfg(unix)]
#[tokio::test]
async fn no_browser_outlives_a_test_that_panics() -> Result<()> {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let test = tokio::spawn(async move {
        let session = Session::start().await.expect("a browser");
        sender.send(session.browser_process()).ok();
        panic!("this panic is part of the test");
    });
    let process =
        receiver.await?.context("the driver does not say which process the browser is")?.to_string();
    assert!(test.await.is_err());
    let is_there = || {
        std::process::Command::new("kill").args(["-0", &process]).output().is_ok_and(|o| o.status.success())
    };
    for _ in 0..50 {
        if !is_there() {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("process {process} is still there");
}
