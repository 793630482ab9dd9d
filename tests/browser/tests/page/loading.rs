//! The built page in a real browser.

use anyhow::Result;
use paxoscope_browser::{PageServer, Session};

/// Loads the page from a path and checks what holds wherever it lies.
async fn check_loads_from(path: &str) -> Result<()> {
    let server = PageServer::start().await?;
    let session = Session::start().await?;
    session.open(&server.url(path)).await?;
    assert_eq!(session.client.title().await?, "Paxoscope");
    assert_eq!(session.console_errors().await?, Vec::<String>::new());
    assert_eq!(session.requests_outside(&server.origin).await?, Vec::<String>::new());
    let paths = server.take_paths();
    let strays: Vec<_> = paths.iter().filter(|asked| !asked.starts_with(path)).collect();
    assert!(strays.is_empty(), "{strays:?} are not below {path}");
    assert!(paths.iter().any(|asked| asked.ends_with("_bg.wasm")), "{paths:?}");
    Ok(())
}

#[tokio::test]
async fn page_loads_from_the_root_of_a_server() -> Result<()> {
    check_loads_from("/").await
}

#[tokio::test]
async fn page_loads_from_any_path() -> Result<()> {
    check_loads_from("/any/sub/path/").await
}

#[tokio::test]
async fn page_has_no_serious_accessibility_fault() -> Result<()> {
    let server = PageServer::start().await?;
    let session = Session::start().await?;
    session.open(&server.url("/")).await?;
    let faults: Vec<String> = session.axe().await?.iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    Ok(())
}
