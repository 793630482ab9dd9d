//! Takes a picture of every screen, in every size, light and dark: `shots FOLDER [NAME…]`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use paxoscope_browser::steps::Step;
use paxoscope_browser::{Browser, PageServer, Scheme, Session, Viewport};

/// Something worth a picture. A new one is a new row in [`SCREENS`].
struct Screen {
    /// The first part of the file's name.
    name: &'static str,
    /// The route, such as `#/`.
    route: &'static str,
    /// What is done there before the picture is taken.
    steps: &'static [Step],
}

const SCREENS: &[Screen] = &[
    Screen { name: "home", route: "#/", steps: &[] },
    Screen { name: "lesson", route: "#/lesson/two-proposers/24", steps: &[] },
    Screen { name: "lesson-question", route: "#/lesson/two-proposers/20", steps: &[Step::Press("2")] },
    Screen { name: "lesson-chosen", route: "#/lesson/two-proposers/45", steps: &[] },
    Screen { name: "lesson-learners", route: "#/lesson/one-proposer/21", steps: &[] },
    Screen {
        name: "sandbox",
        route: "#/sandbox",
        steps: &[Step::Press("1"), Step::Press("2"), Step::Press("ArrowRight"), Step::Press("ArrowRight")],
    },
    Screen {
        name: "sandbox-crowd",
        route: "#/sandbox?proposers=foo:1,bar:2,baz:3&acceptors=9&learners=2&rejections=answered",
        steps: &[Step::Press("1"), Step::Press("3"), Step::Press("ArrowRight"), Step::Press("ArrowRight")],
    },
    Screen {
        name: "sandbox-runs",
        route: "#/sandbox?eager=yes",
        steps: &[
            Step::Press("Shift+ArrowRight"),
            Step::Press("ArrowLeft"),
            Step::Press("ArrowRight"),
            Step::Press("4"),
            Step::Press("Shift+ArrowRight"),
        ],
    },
    Screen {
        name: "share",
        route: "#/sandbox",
        steps: &[Step::Press("1"), Step::Press("ArrowRight"), Step::Press("l")],
    },
    Screen {
        name: "sandbox-log",
        route: "#/sandbox",
        steps: &[
            Step::Press("1"),
            Step::Press("ArrowRight"),
            Step::Press("ArrowRight"),
            Step::Click("button", "Log"),
        ],
    },
    Screen { name: "help", route: "#/sandbox", steps: &[Step::Press("?")] },
    Screen { name: "problem", route: "#/sandbox?acceptors=0", steps: &[] },
];

const VIEWPORTS: &[Viewport] = &[
    Viewport { width: 1440, height: 900 },
    Viewport { width: 1920, height: 1080 },
    Viewport { width: 390, height: 844 },
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let folder = PathBuf::from(arguments.next().context("usage: shots FOLDER [NAME…]")?);
    let names: Vec<String> = arguments.map(|name| name.to_string_lossy().into_owned()).collect();
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let server = PageServer::start().await?;
    let mut count = 0;
    for screen in
        SCREENS.iter().filter(|screen| names.is_empty() || names.iter().any(|name| name == screen.name))
    {
        for scheme in [Scheme::Light, Scheme::Dark] {
            // A browser of its own, so that nothing the page stores shows up in the next picture.
            let session = Session::start_in(Browser::Chromium).await?;
            session.prefer_scheme(scheme).await?;
            // Pictures of things in motion would differ every time.
            session.prefer_reduced_motion().await?;
            for viewport in VIEWPORTS {
                let file =
                    format!("{}-{}x{}-{}.png", screen.name, viewport.width, viewport.height, scheme.name());
                let picture =
                    take(&session, &server, screen, *viewport).await.with_context(|| file.clone())?;
                fs::write(folder.join(&file), picture).with_context(|| format!("cannot write {file}"))?;
                println!("{file}");
                count += 1;
            }
        }
    }
    println!("{count} pictures are in {}", folder.display());
    Ok(())
}

async fn take(
    session: &Session,
    server: &PageServer,
    screen: &Screen,
    viewport: Viewport,
) -> Result<Vec<u8>> {
    session.resize(viewport).await?;
    session.open(&server.url("/")).await?;
    session.client.execute("localStorage.clear(); sessionStorage.clear()", Vec::new()).await?;
    session.open(&server.url(&format!("/{}", screen.route))).await?;
    session.perform(screen.steps).await?;
    session.screenshot().await
}
