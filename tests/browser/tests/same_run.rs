//! The same seed gives the same run here and in the browser: the page's own sentences, step by step, against those
//! of the core that is compiled for this machine.

use anyhow::Result;
use paxoscope::scene::{View, spoken};
use paxoscope::share::default_cluster;
use paxoscope::sim::{History, RandomSchedule};
use paxoscope::text::Terms;
use paxoscope_browser::{PageServer, Session};
use std::rc::Rc;

const SEED: u64 = 4711;
const STEPS: usize = 120;

/// What is said at each step of the run, on this machine.
fn sentences() -> Vec<String> {
    let mut history = History::new(Rc::new(default_cluster()));
    let schedule = RandomSchedule::stormy(SEED);
    let mut sentences = Vec::new();
    while sentences.len() < STEPS {
        let Some(event) = schedule.next(history.world()) else { break };
        history.act(&event).expect("a schedule chooses what is enabled");
        sentences.push(spoken(&View::of(&history, Terms::Standard)));
    }
    sentences
}

/// Sets a form's field as a person does, and tells the page.
fn set(selector: &str, value: &str) -> String {
    format!(
        "(() => {{ const field = document.querySelector('{selector}'); field.value = '{value}'; \
         field.dispatchEvent(new Event('change', {{ bubbles: true }})); return true; }})()"
    )
}

#[tokio::test]
async fn a_seed_gives_the_same_run_on_this_machine_and_in_the_browser() -> Result<()> {
    let server = PageServer::start().await?;
    let session = Session::start().await?;
    session.open(&server.url("/#/sandbox")).await?;
    session.wait_for(".schedule select").await?;
    session.evaluate(&set(".schedule select", "stormy")).await?;
    session.wait_for(".schedule input[inputmode=numeric]").await?;
    session.evaluate(&set(".schedule input[inputmode=numeric]", &SEED.to_string())).await?;
    session.settle().await?;
    let expected = sentences();
    assert!(expected.len() > 60, "the run is long enough to mean something");
    for (index, sentence) in expected.iter().enumerate() {
        session.press("ArrowRight").await?;
        session.settle().await?;
        let said = session.evaluate("document.querySelector('body > p[role=status]').textContent").await?;
        assert_eq!(said.as_str(), Some(sentence.as_str()), "step {}", index + 1);
    }
    Ok(())
}
