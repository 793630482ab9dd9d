//! The catalogue: every lesson is reached from it and played to its end, and a search finds its way through it.

use anyhow::{Context, Result, ensure};
use fantoccini::Locator;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use paxoscope::app::{Action, AppState, Page, Progress, Shelf};
use paxoscope::lesson::index;
use paxoscope::share::{Route, write_route};

use crate::support::{Visit, visit};

/// Notes every text that the catalogue of words did not have, or could not fill in, in whatever is drawn from now on.
const WATCH_WORDS: &str = r"window.missing = new Set();
    const look = () => document.body.innerHTML.match(/\[[a-z]+(-[a-z0-9]+)+\]|\{ ?\$/g)?.forEach(text => missing.add(text));
    look();
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });";

const RIGHT: char = '\u{e014}';

/// The keys that lead from a lesson's beginning to its end, with the first answer to every question; and the address of
/// its end. The page's own core says where there is a question.
fn way_through(slug: &str) -> Result<(Vec<char>, String)> {
    let mut state = AppState { shelf: Shelf::full(), ..AppState::new(Progress::default()) };
    state.reduce(Action::Go(Route::Lesson { slug: slug.to_owned(), stop: 0 }));
    let mut keys = Vec::new();
    loop {
        let Page::Lesson(page) = &state.page else {
            anyhow::bail!("{slug} is no lesson: {:?}", state.problem)
        };
        let (key, action) = if page.waits_for_answer() {
            ('1', Action::Choose(1))
        } else if page.stop < page.course.last_stop() {
            (RIGHT, Action::Step)
        } else {
            return Ok((keys, write_route(&state.route())));
        };
        keys.push(key);
        state.reduce(action);
    }
}

/// Opens a lesson by its link in the catalogue and plays it to its end. Returns how many questions were answered.
async fn play(page: &Visit, slug: &str) -> Result<usize> {
    let (keys, end) = way_through(slug)?;
    page.key("o").await?;
    page.is_at("#/").await?;
    let link = page.client.find(Locator::Css(&format!(".home a[href='#/lesson/{slug}/0']"))).await?;
    link.click().await?;
    page.is_at(&format!("#/lesson/{slug}/0")).await?;
    // The address is there before the lesson: what is typed meanwhile is for the catalogue.
    page.wait_for(".lesson .steps").await?;
    let mut actions = KeyActions::new("keyboard".to_owned());
    for &value in &keys {
        actions = actions.then(KeyAction::Down { value }).then(KeyAction::Up { value });
    }
    page.client.perform_actions(actions).await?;
    page.is_at(&end).await?;
    page.says("").await?;
    let parts = "[...document.querySelectorAll('.lesson .steps button')]";
    ensure!(
        page.holds(&format!("{parts}.at(-1).getAttribute('aria-current') === 'step'")).await?,
        "the last part"
    );
    ensure!(
        page.holds("document.querySelector('.next-step').textContent.includes('nothing left to do')").await?,
        "something is left to do"
    );
    ensure!(page.holds("!document.querySelector('.quiz button:enabled')").await?, "a question is still open");
    let missing = page.list("[...window.missing]").await?;
    ensure!(missing.is_empty(), "words are missing: {missing:?}");
    let errors = page.console_errors().await?;
    ensure!(errors.is_empty(), "{errors:?}");
    Ok(keys.iter().filter(|key| **key == '1').count())
}

#[tokio::test]
async fn every_lesson_is_opened_from_the_catalogue_and_played_to_its_end_by_key() -> Result<()> {
    visit("#/", async |page| {
        page.client.execute(WATCH_WORDS, Vec::new()).await?;
        let links = "[...document.querySelectorAll('.deck a')].map(link => link.getAttribute('href'))";
        let listed = page.list(links).await?;
        let listed: Vec<&str> = listed.iter().filter_map(|link| link.strip_prefix("#/lesson/")).collect();
        assert_eq!(listed.len(), index().count(), "{listed:?}");
        let mut questions = 0;
        for link in listed {
            let slug = link.trim_end_matches("/0");
            questions += play(page, slug).await.with_context(|| format!("in the lesson {slug}"))?;
        }
        ensure!(questions > index().count() / 2, "{questions} questions were asked");
        page.key("o").await?;
        let open = page.list("[...document.querySelectorAll('.deck li:not([data-reading=done]) a[href*=lesson]')].map(l => l.href)");
        assert_eq!(open.await?, Vec::<String>::new(), "every lesson is marked as read");
        Ok(())
    })
    .await
}

/// The titles that the catalogue shows.
async fn titles(page: &Visit) -> Result<Vec<String>> {
    page.list("[...document.querySelectorAll('.lesson-title')].map(title => title.textContent)").await
}

async fn status_is(page: &Visit, words: &str) -> Result<()> {
    let status = "document.querySelector('.search [role=status]').textContent";
    let said = page.words(status).await?;
    ensure!(said.contains(words), "the search says `{said}` and not `{words}`");
    Ok(())
}

#[tokio::test]
async fn search_finds_lessons_by_key_as_one_types() -> Result<()> {
    visit("#/", async |page| {
        let all = titles(page).await?;
        page.key("/").await?;
        assert_eq!(page.focus().await?, "Search lessons and starts");
        page.fill("Search lessons and starts", "marsh").await?;
        page.key("a").await?;
        let found = titles(page).await?;
        assert!(found.contains(&"The duel".to_owned()) && found.len() < all.len(), "{found:?}");
        page.fill("Search lessons and starts", "r-ex2").await?;
        assert_eq!(titles(page).await?, ["Two proposers, one value"]);
        status_is(page, "One lesson and no start found.").await?;
        page.fill("Search lessons and starts", "zebra").await?;
        status_is(page, "Nothing here fits “zebra”.").await?;
        assert_eq!(titles(page).await?, Vec::<String>::new());
        page.key("Escape").await?;
        assert_eq!(titles(page).await?, all);
        page.fill("Search lessons and starts", "duel marshall").await?;
        page.key("Enter").await?;
        page.wait_until("location.hash.startsWith('#/lesson/')").await?;
        page.client.back().await?;
        page.is_at("#/").await?;
        status_is(page, "found.").await
    })
    .await
}

#[tokio::test]
async fn catalogue_has_the_decks_their_chapters_and_the_starts() -> Result<()> {
    visit("#/", async |page| {
        for deck in paxoscope::lesson::decks() {
            page.region(deck.title).await?;
            page.shows(deck.title, deck.by).await?;
        }
        let chapters: Vec<&str> =
            index().map(|entry| entry.chapter).filter(|title| !title.is_empty()).collect();
        let shown = page
            .list("[...document.querySelectorAll('.chapter h3')].map(title => title.textContent)")
            .await?;
        assert!(
            !chapters.is_empty() && chapters.iter().all(|title| shown.contains(&(*title).to_owned())),
            "{shown:?}"
        );
        page.shows("What if …", "A majority crashes").await?;
        page.shows("What if …", "Nine acceptors, split 3–3–3").await?;
        let fails =
            page.list("[...document.querySelectorAll('.fails')].map(mark => mark.textContent)").await?;
        ensure!(fails.contains(&"fails: 3 Durability".to_owned()), "{fails:?}");
        Ok(())
    })
    .await
}
