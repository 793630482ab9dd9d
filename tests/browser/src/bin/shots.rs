//! Takes a picture of every screen, in every size, light and dark: `shots FOLDER [NAME…]`. The name `ends` stands for the
//! last step of every lesson, which is taken only if it is asked for.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use paxoscope_browser::steps::Step;
use paxoscope_browser::{Browser, PageServer, Scheme, Session, Viewport};

/// Something worth a picture. A new one is a new row in [`SCREENS`].
#[derive(Clone, Copy)]
struct Screen<'a> {
    /// The first part of the file's name.
    name: &'a str,
    /// The route, such as `#/`.
    route: &'a str,
    /// What is done there before the picture is taken.
    steps: &'static [Step],
}

const SCREENS: &[Screen<'static>] = &[
    Screen { name: "home", route: "#/", steps: &[] },
    Screen {
        name: "home-read",
        route: "#/lesson/duel/7",
        steps: &[
            Step::Script("location.hash = '#/lesson/one-proposer/0'"),
            Step::Press("End"),
            Step::Script("location.hash = '#/lesson/two-proposers/9'"),
            Step::Press("o"),
        ],
    },
    Screen {
        name: "home-search",
        route: "#/",
        steps: &[Step::Press("/"), Step::Press("r"), Step::Press("5")],
    },
    Screen {
        name: "home-starts",
        route: "#/",
        steps: &[Step::Script("document.querySelector('.what-if').scrollIntoView()")],
    },
    Screen { name: "start", route: "#/start/majority-crash", steps: &[] },
    Screen { name: "start-partition", route: "#/start/partition-3-3-3", steps: &[] },
    Screen { name: "lesson", route: "#/lesson/two-proposers/24", steps: &[] },
    Screen { name: "lesson-question", route: "#/lesson/two-proposers/20", steps: &[Step::Press("2")] },
    Screen { name: "lesson-figure", route: "#/lesson/quorums/1", steps: &[] },
    Screen { name: "lesson-verdict", route: "#/lesson/phase-two/18", steps: &[Step::Press("1")] },
    Screen { name: "lesson-chosen", route: "#/lesson/two-proposers/45", steps: &[] },
    Screen { name: "lesson-learners", route: "#/lesson/one-proposer/21", steps: &[] },
    Screen { name: "two-phase-asking", route: "#/lesson/two-phase-commit/17", steps: &[] },
    Screen { name: "two-phase-commit", route: "#/lesson/two-phase-commit/19", steps: &[] },
    Screen { name: "three-phase-commit", route: "#/lesson/three-phase-commit/14", steps: &[] },
    Screen { name: "paxos-commit", route: "#/lesson/paxos-commit/20", steps: &[] },
    Screen { name: "ladder", route: "#/ladder", steps: &[] },
    Screen { name: "ladder-lesson", route: "#/lesson/no-help/20", steps: &[] },
    Screen { name: "ladder-crowd", route: "#/lesson/all-to-all/9", steps: &[] },
    Screen {
        name: "ladder-neighbour",
        route: "#/lesson/accepts-reordered/17",
        steps: &[Step::Script(
            "const tab = document.querySelector('.time-head .tabs button:last-child'); tab.scrollIntoView(); tab.click()",
        )],
    },
    Screen { name: "ladder-log", route: "#/lesson/multi-paxos/20", steps: &[] },
    Screen {
        name: "sandbox-commit",
        route: "#/sandbox?protocol=three-phase-commit&participants=P1%3B%20P2%3B%20P3%20wants%20no",
        steps: &[Step::Press("1"), Step::Press("ArrowRight"), Step::Press("ArrowRight")],
    },
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
    let ends = if names.iter().any(|name| name == "ends") { ends()? } else { Vec::new() };
    let ends = ends.iter().map(|(name, route)| Screen { name, route, steps: &[] });
    let is_wanted = |screen: &&Screen<'_>| names.is_empty() || names.iter().any(|name| name == screen.name);
    let screens: Vec<Screen<'_>> = SCREENS.iter().filter(is_wanted).copied().chain(ends).collect();
    for screen in &screens {
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

/// The last step of every lesson: the file's name and the route.
fn ends() -> Result<Vec<(String, String)>> {
    let end = |lesson: &std::rc::Rc<paxoscope::lesson::Lesson>| {
        let slug = &lesson.slug;
        let run = paxoscope::lesson::run(lesson).map_err(|error| anyhow::anyhow!("{slug}: {error}"))?;
        Ok((format!("end-{slug}"), format!("#/lesson/{slug}/{}", run.stops.len() - 1)))
    };
    paxoscope::lesson::library().iter().map(end).collect()
}

async fn take(
    session: &Session,
    server: &PageServer,
    screen: &Screen<'_>,
    viewport: Viewport,
) -> Result<Vec<u8>> {
    session.resize(viewport).await?;
    session.open(&server.url("/")).await?;
    session.client.execute("localStorage.clear(); sessionStorage.clear()", Vec::new()).await?;
    session.open(&server.url(&format!("/{}", screen.route))).await?;
    session.perform(screen.steps).await?;
    session.screenshot().await
}
