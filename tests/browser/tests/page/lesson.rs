//! The lecture's second example, stepped through as a lecturer does.

use anyhow::{Context, Result, ensure};

use crate::support::{Visit, visit};

const START: &str = "#/lesson/two-proposers/0";
const END: &str = "#/lesson/two-proposers/53";

/// What is said on the way, in this order.
const DECISIVE: [&str; 7] = [
    "A prepares (8,A): it asks every acceptor for a promise.",
    "prepare (9,B) from B to top is lost.",
    "B holds 2 promises for (9,B): a quorum of 2, so it may send accept.",
    "mid ignores accept (8,A): it promised (9,B).",
    "bar is chosen, at (9,B), by mid, bot.",
    "A must send accept (10,A) bar: the highest-numbered proposal reported is ((9,B), bar).",
    "A hears of acceptance number 3 of ((10,A), bar), which is chosen already.",
];

/// Steps on with a key until there is nothing left, and answers what is asked. Returns what was said.
async fn step_to_the_end(page: &Visit, key: &str) -> Result<Vec<String>> {
    let mut said = Vec::new();
    let mut questions = 0;
    for _ in 0..60 {
        page.key(key).await?;
        said.push(page.status().await?);
        if page.holds("document.querySelector('.quiz button:enabled')").await? {
            page.key("2").await?;
            page.shows("Lesson", "Right.").await?;
            questions += 1;
        }
        if said.last().is_some_and(|last| last.contains("bar is chosen, at (9,B)")) {
            bar_is_seen_to_be_chosen(page).await?;
        }
        if page
            .holds("document.querySelector('.next-step').textContent.includes('nothing left to do')")
            .await?
        {
            break;
        }
    }
    ensure!(questions == 2, "{questions} questions were asked");
    Ok(said)
}

async fn bar_is_seen_to_be_chosen(page: &Visit) -> Result<()> {
    page.shows("Network", "bar is chosen").await?;
    page.shows("Safety", "bar is chosen").await?;
    assert_eq!(
        page.card("acceptor mid").await?,
        "acceptor mid: highest proposed = (9,B), highest accepted = ((9,B), bar). Helped choose the value"
    );
    assert_eq!(
        page.card("acceptor top").await?,
        "acceptor top: highest proposed = (8,A), highest accepted = ((8,A), foo)"
    );
    Ok(())
}

async fn is_at_the_end(page: &Visit) -> Result<()> {
    page.is_at(END).await?;
    page.by_role("heading", "The loser spreads the winner's value").await?;
    page.shows("Network", "bar is chosen").await?;
    for acceptor in ["top", "mid", "bot"] {
        let expected = format!(
            "acceptor {acceptor}: highest proposed = (10,A), highest accepted = ((10,A), bar). \
             Helped choose the value"
        );
        assert_eq!(page.card(&format!("acceptor {acceptor}")).await?, expected);
    }
    page.shows("In flight", "No message is on its way.").await
}

async fn is_at_the_start(page: &Visit) -> Result<()> {
    page.is_at(START).await?;
    page.by_role("heading", "A prepares (8,A)").await?;
    page.says("Nothing has happened yet").await?;
    page.shows("Network", "nothing chosen yet").await?;
    assert_eq!(
        page.card("acceptor top").await?,
        "acceptor top: highest proposed = none, highest accepted = none"
    );
    assert_eq!(page.messages().await?, Vec::<String>::new());
    Ok(())
}

fn was_said_in_order(said: &[String]) -> Result<()> {
    let mut rest = said.iter();
    for sentence in DECISIVE {
        rest.find(|heard| heard.contains(sentence))
            .with_context(|| format!("`{sentence}` is not in {said:#?}"))?;
    }
    Ok(())
}

#[tokio::test]
async fn example_two_is_stepped_to_its_end_and_back_with_the_arrow_keys() -> Result<()> {
    visit(START, async |page| {
        is_at_the_start(page).await?;
        was_said_in_order(&step_to_the_end(page, "ArrowRight").await?)?;
        is_at_the_end(page).await?;
        page.key("Home").await?;
        is_at_the_start(page).await?;
        page.key("End").await?;
        is_at_the_end(page).await?;
        for _ in 0..53 {
            page.key("ArrowLeft").await?;
        }
        is_at_the_start(page).await
    })
    .await
}

#[tokio::test]
async fn example_two_is_stepped_to_its_end_with_a_lecturers_remote() -> Result<()> {
    visit(START, async |page| {
        was_said_in_order(&step_to_the_end(page, "PageDown").await?)?;
        is_at_the_end(page).await?;
        page.key("PageUp").await?;
        page.is_at("#/lesson/two-proposers/52").await
    })
    .await
}

#[tokio::test]
async fn wrong_answer_is_explained_and_the_lesson_goes_on() -> Result<()> {
    visit("#/lesson/two-proposers/20", async |page| {
        let group = page.by_role("group", "Question").await?;
        let first = page.by_role_in(&group, "button", "1 accepts it: 8 was prepared first").await?;
        page.press_on(paxoscope_browser::Pointer::Mouse, &first).await?;
        page.shows("Lesson", "Not so. What A was promised has been overtaken.").await?;
        // The button that was pressed can't be pressed again; the keys must not die with it.
        page.key("ArrowRight").await?;
        page.says("mid ignores accept (8,A): it promised (9,B).").await
    })
    .await
}

#[tokio::test]
async fn parts_of_a_lesson_are_reached_by_list_and_by_key() -> Result<()> {
    visit(START, async |page| {
        page.click_in("Lesson", "button", "bar is chosen").await?;
        page.by_role("heading", "bar is chosen").await?;
        page.key("]").await?;
        page.by_role("heading", "B finds out").await?;
        page.keys(&["[", "["]).await?;
        page.by_role("heading", "B asks for bar").await?;
        page.key("Shift+ArrowRight").await?;
        page.says("bar is chosen, at (9,B), by mid, bot.").await
    })
    .await
}
