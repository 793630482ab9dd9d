//! One browser with a fresh profile.

use std::sync::Mutex;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use url::Url;

use crate::driver::{Browser, Driver};

/// How long anything may take that a user would wait for.
const PATIENCE: Duration = Duration::from_secs(30);

/// A browser, driven through `WebDriver`. It ends when this is dropped.
pub struct Session {
    /// Which browser it is.
    pub browser: Browser,
    /// For everything that has no helper here.
    pub client: Client,
    pub(crate) driver: Driver,
    /// How many lines of the driver's output have been searched for errors.
    pub(crate) lines_seen: Mutex<usize>,
    /// The media features that are emulated in Chromium.
    pub(crate) media: tokio::sync::Mutex<Vec<(String, String)>>,
}

impl Session {
    /// Starts the browser that `PAXOSCOPE_BROWSER` names.
    pub async fn start() -> Result<Self> {
        Self::start_in(Browser::from_environment()?).await
    }

    /// Starts a browser.
    pub async fn start_in(browser: Browser) -> Result<Self> {
        let mut driver = Driver::start(browser)?;
        let Value::Object(capabilities) = browser.capabilities(&driver.folder) else {
            bail!("capabilities are an object");
        };
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client =
            builder.capabilities(capabilities).connect(&format!("http://127.0.0.1:{}", driver.port)).await;
        let client = client.with_context(|| format!("cannot start {browser:?}"))?;
        let id = client.session_id().await?.context("the driver gave the session no id")?;
        let process = client.capabilities().and_then(|all| {
            all.get("goog:processID").or_else(|| all.get("moz:processID")).and_then(Value::as_u64)
        });
        driver.started_session(id, process);
        let session =
            Self { browser, client, driver, lines_seen: Mutex::new(0), media: tokio::sync::Mutex::default() };
        if browser == Browser::Firefox {
            session.watch_firefox_requests().await?;
        }
        Ok(session)
    }

    /// Loads an address anew and waits until the page stands, with what the address asks for.
    pub async fn open(&self, url: &str) -> Result<()> {
        // Another hash alone would not load anything.
        self.client.goto("about:blank").await?;
        self.client.goto(url).await.with_context(|| format!("cannot load {url}"))?;
        self.wait_until("window.wasmBindings !== undefined && document.querySelector('main')").await?;
        self.settle().await
    }

    /// Goes to another route of the page that is open, such as `#/lessons`.
    pub async fn goto_route(&self, route: &str) -> Result<()> {
        self.client.execute("location.hash = arguments[0]", vec![json!(route)]).await?;
        self.settle().await
    }

    /// Waits until an element is there.
    pub async fn wait_for(&self, selector: &str) -> Result<fantoccini::elements::Element> {
        let found = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(selector)).await;
        found.with_context(|| format!("no element matches `{selector}`"))
    }

    /// Waits until a JavaScript expression is true.
    pub async fn wait_until(&self, expression: &str) -> Result<()> {
        let script = format!("return !!({expression})");
        let check = async {
            while self.client.execute(&script, Vec::new()).await? != json!(true) {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Ok(())
        };
        match tokio::time::timeout(PATIENCE, check).await {
            Ok(result) => result,
            Err(_) => bail!("`{expression}` did not become true within {} s", PATIENCE.as_secs()),
        }
    }

    /// Waits until fonts are there, a new address has been heard of, no lesson is on its way, and what has changed is
    /// drawn. (The browser tells of a new address by a task of its own: the timer stands behind it in the queue.)
    pub async fn settle(&self) -> Result<()> {
        const SCRIPT: &str = "const done = arguments[0];
            const drawn = () => requestAnimationFrame(() => requestAnimationFrame(come));
            const come = () => document.querySelector('.fetching:not(:empty)') ? drawn() : done();
            document.fonts.ready.then(() => setTimeout(drawn));";
        self.client.execute_async(SCRIPT, Vec::new()).await?;
        Ok(())
    }

    /// The value of a JavaScript expression.
    pub async fn evaluate(&self, expression: &str) -> Result<Value> {
        Ok(self.client.execute(&format!("return ({expression})"), Vec::new()).await?)
    }

    /// The process of the browser, if the driver tells.
    pub fn browser_process(&self) -> Option<u64> {
        self.driver.browser_process()
    }

    /// Sends a command of the Chrome `DevTools` protocol; Chromium only.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        let body = json!({ "cmd": command, "params": parameters });
        self.post("goog/cdp/execute", body).await.with_context(|| format!("{command} failed"))
    }

    /// Sends a command that is in no standard, by the path behind the session's own.
    pub(crate) async fn post(&self, path: &str, body: Value) -> Result<Value> {
        let command = Endpoint { method: Method::POST, path: path.to_owned(), body: Some(body) };
        Ok(self.client.issue_cmd(command).await?)
    }

    /// Asks for something by the path behind the session's own.
    pub(crate) async fn get(&self, path: String) -> Result<Value> {
        Ok(self.client.issue_cmd(Endpoint { method: Method::GET, path, body: None }).await?)
    }
}

/// A command that fantoccini does not know.
#[derive(Debug)]
struct Endpoint {
    method: Method,
    path: String,
    body: Option<Value>,
}

impl WebDriverCompatibleCommand for Endpoint {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (self.method.clone(), self.body.as_ref().map(Value::to_string))
    }
}
