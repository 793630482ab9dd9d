//! The page as one file, opened without a server.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use paxoscope_browser::Session;

use crate::support::DESK;

#[tokio::test]
async fn single_file_opens_by_itself_with_lessons_pictures_and_the_checker() -> Result<()> {
    let folder =
        std::env::var_os("PAXOSCOPE_DIST").map(PathBuf::from).context("run with `cargo xtask test`")?;
    let file = folder.join("paxoscope.html");
    ensure!(file.is_file(), "{} is not there", file.display());
    let session = Session::start().await?;
    session.resize(DESK).await?;
    let open = async |hash: &str| {
        session.client.goto(&format!("file://{}{hash}", file.display())).await?;
        session.wait_until("document.querySelectorAll('.card').length > 2").await
    };
    open("#/lesson/duel/2").await?;
    session.press("PageDown").await?;
    session.wait_until("location.hash === '#/lesson/duel/3'").await?;
    session.press("l").await?;
    session.wait_until("document.querySelector('.share-body svg path')").await?;
    session.client.goto("about:blank").await?;
    open("#/sandbox?protocol=attempt-2").await?;
    session.press("k").await?;
    let check = session.by_role("button", "Check from the start").await?;
    check.click().await?;
    session
        .wait_until("document.querySelector('.verdict')?.textContent.includes('Broken in 6 steps')")
        .await?;
    ensure!(
        session.evaluate("document.body.textContent.includes('own thread')").await? == false,
        "the search has a worker of its own"
    );
    assert_eq!(session.console_errors().await?, Vec::<String>::new());
    Ok(())
}
