//! `WebDriver` processes: chromedriver for Chromium, geckodriver for Firefox.

use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The browsers that the page is tested in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Chromium or Chrome.
    Chromium,
    /// Firefox.
    Firefox,
}

impl Browser {
    /// The browser that `PAXOSCOPE_BROWSER` names; Chromium if it is unset.
    pub fn from_environment() -> Result<Self> {
        match env::var("PAXOSCOPE_BROWSER").as_deref() {
            Ok("chromium") | Err(env::VarError::NotPresent) => Ok(Self::Chromium),
            Ok("firefox") => Ok(Self::Firefox),
            other => bail!("PAXOSCOPE_BROWSER is {other:?}; it can be chromium or firefox"),
        }
    }

    /// What is asked of the driver for a new session.
    pub(crate) fn capabilities(self, profile: &TempDir) -> Value {
        let time_limits = json!({ "pageLoad": 30_000, "script": 30_000 });
        match self {
            Self::Chromium => json!({
                "timeouts": time_limits,
                "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
                "goog:chromeOptions": {
                    "args": [
                        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic",
                        "--no-first-run", "--disable-background-networking", "--disable-component-update",
                        "--disable-sync",
                        format!("--user-data-dir={}", profile.path().join("profile").display()),
                    ],
                },
            }),
            Self::Firefox => {
                let mut options = json!({
                    "args": ["-headless"],
                    "prefs": {
                        // No experiments: they change what is tested, and complain when they cannot be fetched.
                        "app.normandy.enabled": false,
                        "app.shield.optoutstudies.enabled": false,
                        // What the page sends to its console goes to the driver's output.
                        "devtools.console.stdout.content": true,
                        "devtools.console.stdout.chrome": false,
                    },
                });
                if let Some(binary) = env::var_os("PAXOSCOPE_FIREFOX") {
                    options["binary"] = binary.to_string_lossy().into();
                }
                json!({ "timeouts": time_limits, "moz:firefoxOptions": options })
            }
        }
    }

    fn command(self) -> Command {
        let named =
            |variable, otherwise: &str| env::var_os(variable).unwrap_or_else(|| OsString::from(otherwise));
        match self {
            Self::Chromium => {
                let mut command = Command::new(named("PAXOSCOPE_CHROMEDRIVER", "chromedriver"));
                command.arg("--port=0");
                command
            }
            Self::Firefox => {
                let mut command = Command::new(named("PAXOSCOPE_GECKODRIVER", "geckodriver"));
                // System access lets a session emulate dark mode; Firefox has no other way for it.
                command.args(["--port", "0", "--websocket-port", "0", "--allow-system-access"]);
                command
            }
        }
    }

    /// The port in a line that the driver prints when it is ready.
    fn port_in(self, line: &str) -> Option<u16> {
        let (_, rest) = match self {
            Self::Chromium => line.split_once("started successfully on port ")?,
            Self::Firefox => line.split_once("Listening on 127.0.0.1:")?,
        };
        rest.trim_end().trim_end_matches('.').parse().ok()
    }
}

/// A running driver. It and its browser end when this is dropped, also while a test panics.
pub(crate) struct Driver {
    /// Where it listens.
    pub port: u16,
    /// The lines that it and its browser have printed.
    pub lines: Arc<Mutex<Vec<String>>>,
    process: Child,
    session: Option<RunningSession>,
    /// Holds everything that driver and browser write; removed at the end.
    pub folder: TempDir,
}

struct RunningSession {
    id: String,
    browser_process: Option<u64>,
}

impl Driver {
    /// Starts a driver on a free port. Between finding one that is free and taking it, somebody else may have taken it:
    /// then the driver ends, and another is started.
    pub(crate) fn start(browser: Browser) -> Result<Self> {
        const TRIES: usize = 4;
        (1..TRIES).find_map(|_| Self::start_once(browser).ok()).map_or_else(|| Self::start_once(browser), Ok)
    }

    fn start_once(browser: Browser) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("paxoscope-browser-").tempdir()?;
        let mut command = browser.command();
        for variable in ["TMPDIR", "TEMP", "TMP"] {
            command.env(variable, folder.path());
        }
        let process = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut process = process.with_context(|| {
            format!(
                "cannot start {}; `cargo xtask test` installs it",
                command.get_program().to_string_lossy()
            )
        })?;
        let lines = Arc::default();
        let (port_sender, port) = mpsc::channel();
        follow(process.stderr.take(), &lines, |_| ());
        follow(process.stdout.take(), &lines, move |line| {
            if let Some(port) = browser.port_in(line) {
                port_sender.send(port).ok();
            }
        });
        // From here on dropping `driver` ends the process.
        let mut driver = Self { port: 0, lines, process, session: None, folder };
        driver.port = wait_for_port(&port, &driver)?;
        Ok(driver)
    }

    /// Remembers the session, so that it can be ended.
    pub(crate) fn started_session(&mut self, id: String, browser_process: Option<u64>) {
        self.session = Some(RunningSession { id, browser_process });
    }

    /// The process of the browser, if the driver tells.
    pub(crate) fn browser_process(&self) -> Option<u64> {
        self.session.as_ref().and_then(|session| session.browser_process)
    }

    /// Asks the driver to end the session; without the async runtime, which may be gone already.
    fn end_session(&self, id: &str) -> std::io::Result<bool> {
        let limit = Duration::from_secs(5);
        let mut stream =
            TcpStream::connect_timeout(&SocketAddr::from((Ipv4Addr::LOCALHOST, self.port)), limit)?;
        stream.set_read_timeout(Some(limit))?;
        let host = format!("127.0.0.1:{}", self.port);
        write!(stream, "DELETE /session/{id} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        let mut status = [0; 12];
        stream.read_exact(&mut status)?;
        Ok(status.ends_with(b" 200"))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(session) = self.session.take()
            && !self.end_session(&session.id).unwrap_or(false)
            && let Some(browser) = session.browser_process
        {
            end_process(browser);
        }
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

fn end_process(id: u64) {
    let mut command = if cfg!(windows) { Command::new("taskkill") } else { Command::new("kill") };
    let id = id.to_string();
    let arguments: &[&str] = if cfg!(windows) { &["/F", "/T", "/PID", &id] } else { &["-KILL", &id] };
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status().ok();
}

fn wait_for_port(port: &Receiver<u16>, driver: &Driver) -> Result<u16> {
    port.recv_timeout(Duration::from_secs(30)).ok().with_context(|| {
        let lines = driver.lines.lock().map(|lines| lines.join("\n")).unwrap_or_default();
        format!("the driver did not say where it listens; it said:\n{lines}")
    })
}

/// Keeps what a driver prints; a pipe that nobody empties would block it.
fn follow(
    pipe: Option<impl Read + Send + 'static>,
    lines: &Arc<Mutex<Vec<String>>>,
    mut on_line: impl FnMut(&str) + Send + 'static,
) {
    let lines = Arc::clone(lines);
    let Some(pipe) = pipe else { return };
    thread::spawn(move || {
        for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).trim_end().to_owned();
            on_line(&line);
            if let Ok(mut lines) = lines.lock() {
                lines.push(line);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn port_is_read_from_what_the_driver_prints() {
        let chromium = "ChromeDriver was started successfully on port 40213.";
        assert_eq!(Browser::Chromium.port_in(chromium), Some(40213));
        let firefox = "1763708000000\tgeckodriver\tINFO\tListening on 127.0.0.1:4444";
        assert_eq!(Browser::Firefox.port_in(firefox), Some(4444));
        assert_eq!(Browser::Firefox.port_in(chromium), None);
    }
}
