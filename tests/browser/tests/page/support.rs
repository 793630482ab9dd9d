//! A visit to the page: what a test does in it, and what holds for every visit.

use std::ops::Deref;

use anyhow::{Context, Result, bail, ensure};
use fantoccini::elements::Element;
use paxoscope_browser::{PageServer, Pointer, Session, Viewport};
use serde_json::{Value, json};

/// A window in which everything has its place.
pub const DESK: Viewport = Viewport { width: 1440, height: 900 };
/// A phone.
pub const PHONE: Viewport = Viewport { width: 390, height: 844 };

/// The page, open in a browser.
pub struct Visit {
    /// Where the page comes from.
    pub server: PageServer,
    session: Session,
}

impl Deref for Visit {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}

/// Opens the page at a route, does something there, and checks what must hold after anything at all: nothing went
/// wrong unseen, and nothing was asked of anybody else.
pub async fn visit(route: &str, act: impl AsyncFnOnce(&Visit) -> Result<()>) -> Result<()> {
    let server = PageServer::start().await?;
    let session = Session::start().await?;
    session.resize(DESK).await?;
    session.open(&server.url(&format!("/{route}"))).await?;
    let page = Visit { server, session };
    if let Err(error) = act(&page).await {
        let place =
            page.evaluate("[location.hash, document.querySelector('p[role=status]')?.textContent]").await;
        bail!("{error:#}\nat {place:?}\nconsole: {:?}", page.console_errors().await);
    }
    ensure!(
        !page.holds("[...document.querySelectorAll('.panic')].length > 0").await?,
        "the page has panicked"
    );
    assert_eq!(page.console_errors().await?, Vec::<String>::new());
    assert_eq!(page.requests_outside(&page.server.origin).await?, Vec::<String>::new());
    Ok(())
}

impl Visit {
    /// Presses a key or chord, and waits until its effect is drawn.
    pub async fn key(&self, chord: &str) -> Result<()> {
        self.press(chord).await?;
        self.settle().await
    }

    /// Presses keys, one after the other.
    pub async fn keys(&self, chords: &[&str]) -> Result<()> {
        for chord in chords {
            self.key(chord).await?;
        }
        Ok(())
    }

    /// Whether a JavaScript condition holds now.
    pub async fn holds(&self, condition: &str) -> Result<bool> {
        Ok(self.evaluate(&format!("!!({condition})")).await? == Value::Bool(true))
    }

    /// The text that a JavaScript expression gives.
    pub async fn words(&self, expression: &str) -> Result<String> {
        let value = self.evaluate(expression).await?;
        Ok(value.as_str().with_context(|| format!("`{expression}` is {value}"))?.to_owned())
    }

    /// The list of texts that a JavaScript expression gives.
    pub async fn list(&self, expression: &str) -> Result<Vec<String>> {
        serde_json::from_value(self.evaluate(expression).await?).with_context(|| expression.to_owned())
    }

    /// What the live status says.
    pub async fn status(&self) -> Result<String> {
        self.words("document.querySelector('p[role=status]').textContent").await
    }

    /// Waits until the live status says something.
    pub async fn says(&self, part: &str) -> Result<()> {
        let quoted = json!(part);
        let heard = format!("document.querySelector('p[role=status]')?.textContent.includes({quoted})");
        match self.wait_until(&heard).await {
            Ok(()) => Ok(()),
            Err(_) => {
                bail!("the status does not say `{part}` but `{}`", self.status().await.unwrap_or_default())
            }
        }
    }

    /// The region with this name.
    pub async fn region(&self, name: &str) -> Result<Element> {
        self.by_role("region", name).await
    }

    /// All that stands in a region.
    pub async fn text_in(&self, region: &str) -> Result<String> {
        let region = self.region(region).await?;
        Ok(region.prop("textContent").await?.unwrap_or_default())
    }

    /// Checks that a region shows some words.
    pub async fn shows(&self, region: &str, words: &str) -> Result<()> {
        let text = self.text_in(region).await?;
        ensure!(text.contains(words), "{region} does not show `{words}` but `{text}`");
        Ok(())
    }

    /// Checks that a region does not show some words.
    pub async fn hides(&self, region: &str, words: &str) -> Result<()> {
        let text = self.text_in(region).await?;
        ensure!(!text.contains(words), "{region} shows `{words}`: `{text}`");
        Ok(())
    }

    /// The accessible name of the card of a node, such as `acceptor mid`.
    pub async fn card(&self, node: &str) -> Result<String> {
        let all = self
            .list("[...document.querySelectorAll('.card .visually-hidden')].map(name => name.textContent)")
            .await?;
        let card = all.iter().find(|name| name.starts_with(&format!("{node}: ")));
        card.cloned().with_context(|| format!("no card is called `{node}`; there are {all:?}"))
    }

    /// The accessible names of the messages that fly on the stage.
    pub async fn messages(&self) -> Result<Vec<String>> {
        self.list(
            "[...document.querySelectorAll('.pill:enabled .visually-hidden')].map(name => name.textContent)",
        )
        .await
    }

    /// The accessible names of the messages in the list beside the stage.
    pub async fn rows(&self) -> Result<Vec<String>> {
        self.list(
            "[...document.querySelectorAll('.row-main .visually-hidden')].map(name => name.textContent)",
        )
        .await
    }

    /// Points at something in a region and presses.
    pub async fn click_in(&self, region: &str, role: &str, name: &str) -> Result<()> {
        let region = self.region(region).await?;
        let element = self.by_role_in(&region, role, name).await?;
        self.press_on(Pointer::Mouse, &element).await
    }

    /// Points at a message or a node on the stage and presses.
    pub async fn click_on_stage(&self, name: &str) -> Result<()> {
        self.click_in("Network", "button", name).await
    }

    /// Presses a button of the menu beside what is selected.
    pub async fn choose(&self, name: &str) -> Result<()> {
        let menu = self.by_role("toolbar", "What to do with it").await?;
        let button = self.by_role_in(&menu, "button", name).await?;
        self.press_on(Pointer::Mouse, &button).await
    }

    /// Presses a button of the transport.
    pub async fn transport(&self, name: &str) -> Result<()> {
        let transport = self.by_role("toolbar", "Transport").await?;
        let button = self.by_role_in(&transport, "button", name).await?;
        self.press_on(Pointer::Mouse, &button).await
    }

    /// Writes something into a text field, instead of what is there.
    pub async fn fill(&self, name: &str, text: &str) -> Result<()> {
        let field = self.by_role("textbox", name).await?;
        self.fill_element(&field, text).await
    }

    /// Writes something into a text field, instead of what is there.
    pub async fn fill_element(&self, field: &Element, text: &str) -> Result<()> {
        self.client
            .execute("arguments[0].focus(); arguments[0].select?.()", vec![serde_json::to_value(field)?])
            .await?;
        if text.is_empty() {
            return self.key("Delete").await;
        }
        field.send_keys(text).await?;
        self.settle().await
    }

    /// Checks what stands behind the `#` of the address, once it does.
    pub async fn is_at(&self, hash: &str) -> Result<()> {
        let expected = format!("location.hash === {}", json!(hash));
        if self.wait_until(&expected).await.is_err() {
            bail!("the address is {} and not {hash}", self.evaluate("location.hash").await?);
        }
        self.settle().await
    }

    /// What has the focus: its accessible name.
    pub async fn focus(&self) -> Result<String> {
        let element = self.client.active_element().await?;
        self.name_of(&element).await
    }

    /// Checks that the alert says something, once it does.
    pub async fn alerts(&self, words: &str) -> Result<()> {
        let alert = "document.querySelector('[role=alert]')?.textContent";
        if self.wait_until(&format!("{alert}?.includes({})", json!(words))).await.is_err() {
            bail!("the alert does not say `{words}` but {}", self.evaluate(alert).await?);
        }
        Ok(())
    }
}
