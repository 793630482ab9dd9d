//! What went wrong in the page, and what it asked of the network.

use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::{Browser, Session};

impl Session {
    /// The errors since the last call: uncaught ones, rejected promises and what was sent to `console.error`.
    pub async fn console_errors(&self) -> Result<Vec<String>> {
        match self.browser {
            Browser::Chromium => self.chromium_errors().await,
            Browser::Firefox => self.firefox_errors().await,
        }
    }

    async fn chromium_errors(&self) -> Result<Vec<String>> {
        let entries = self.post("se/log", json!({ "type": "browser" })).await?;
        let entries = entries.as_array().context("the log is a list")?;
        let severe = entries.iter().filter(|entry| entry["level"] == "SEVERE");
        Ok(severe.map(|entry| text(&entry["message"])).collect())
    }

    /// Firefox hands out no log. Its own error console has what was thrown or rejected, but not what a page sends to
    /// `console.error`; that it prints, and the driver passes it on.
    async fn firefox_errors(&self) -> Result<Vec<String>> {
        const THROWN: &str = "const messages = Services.console.getMessageArray();
            Services.console.reset();
            return messages
                .filter(message => message instanceof Ci.nsIScriptError && !(message.flags & Ci.nsIScriptError.warningFlag))
                .filter(error => error.sourceName.startsWith('http'))
                .map(error => `${error.sourceName}:${error.lineNumber} ${error.errorMessage}`);";
        // Errors travel from the page's process by themselves.
        tokio::time::sleep(Duration::from_millis(300)).await;
        let thrown = self.in_firefox_itself(THROWN, Vec::new()).await?;
        let thrown = thrown.as_array().context("the errors are a list")?.iter().map(text);
        let lines = self.driver.lines.lock().expect("no thread panics with the lines in its hands");
        let mut seen = self.lines_seen.lock().expect("no thread panics with the number in its hands");
        let new = lines.iter().skip(std::mem::replace(&mut *seen, lines.len()));
        Ok(thrown.chain(new.filter(|line| is_console_error(line)).cloned()).collect())
    }

    /// Runs a script with Firefox's own rights, not the page's.
    pub(crate) async fn in_firefox_itself(&self, script: &str, arguments: Vec<Value>) -> Result<Value> {
        self.post("moz/context", json!({ "context": "chrome" })).await?;
        let result = self.client.execute(script, arguments).await;
        self.post("moz/context", json!({ "context": "content" })).await?;
        Ok(result?)
    }

    /// The addresses outside an origin that the page has asked for since the last call.
    pub async fn requests_outside(&self, origin: &str) -> Result<Vec<String>> {
        let all = match self.browser {
            Browser::Chromium => self.chromium_requests().await?,
            Browser::Firefox => self.firefox_requests().await?,
        };
        Ok(all.into_iter().filter(|address| is_outside(address, origin)).collect())
    }

    async fn chromium_requests(&self) -> Result<Vec<String>> {
        let entries = self.post("se/log", json!({ "type": "performance" })).await?;
        let mut addresses = Vec::new();
        for entry in entries.as_array().context("the log is a list")? {
            let event: Value = serde_json::from_str(entry["message"].as_str().unwrap_or_default())?;
            let event = &event["message"];
            match event["method"].as_str() {
                Some("Network.requestWillBeSent") => addresses.push(text(&event["params"]["request"]["url"])),
                Some("Network.webSocketCreated") => addresses.push(text(&event["params"]["url"])),
                _ => {}
            }
        }
        Ok(addresses)
    }

    /// Has Firefox note every request that a page makes. Its timing entries would come late and only for some.
    pub(crate) async fn watch_firefox_requests(&self) -> Result<()> {
        const WATCH: &str = "window.paxoscopeRequests = [];
            Services.obs.addObserver(channel => {
                channel.QueryInterface(Ci.nsIHttpChannel);
                if (channel.loadInfo?.loadingPrincipal?.isContentPrincipal) {
                    window.paxoscopeRequests.push(channel.URI.spec);
                }
            }, 'http-on-modify-request');";
        self.in_firefox_itself(WATCH, Vec::new()).await.map(drop)
    }

    async fn firefox_requests(&self) -> Result<Vec<String>> {
        let addresses =
            self.in_firefox_itself("return window.paxoscopeRequests.splice(0)", Vec::new()).await?;
        Ok(addresses.as_array().context("the requests are a list")?.iter().map(text).collect())
    }
}

/// Firefox's own modules print their name first, and a colon; what a page says is in quotes.
fn is_console_error(line: &str) -> bool {
    let is_module = |rest: &str| rest.ends_with(':') && !rest.starts_with('"') && !rest.contains(' ');
    line.strip_prefix("console.error: ").is_some_and(|rest| !is_module(rest))
}

/// Whether an address is on the network at all, and not below the origin.
fn is_outside(address: &str, origin: &str) -> bool {
    let is_network = ["http:", "https:", "ws:", "wss:"].iter().any(|scheme| address.starts_with(scheme));
    let is_inside = address.strip_prefix(origin).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    is_network && !is_inside
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_firefox_itself_are_not_those_of_the_page() {
        for (line, expected) in [
            ("console.error: \"panicked at src/main.rs:\"", true),
            ("console.error: ({})", true),
            ("console.error: RSLoader:", false),
            ("console.warn: \"beware\"", false),
        ] {
            assert_eq!(is_console_error(line), expected, "{line}");
        }
    }

    #[test]
    fn another_port_or_host_is_outside() {
        for (address, expected) in [
            ("http://127.0.0.1:40/a.js", false),
            ("http://127.0.0.1:40", false),
            ("data:image/png;base64,AA", false),
            ("http://127.0.0.1:401/a.js", true),
            ("https://x.example/a.js", true),
            ("wss://x.example/", true),
        ] {
            assert_eq!(is_outside(address, "http://127.0.0.1:40"), expected, "{address}");
        }
    }
}
