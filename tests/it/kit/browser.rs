//! A real browser: Chromium without a screen, driven through `WebDriver` by a `chromedriver` of its own.

use std::ops::Deref;
use std::process::{Command as Blocking, Stdio};

use ai_tale::backends::tls::install_provider;
use serde_json::Value;
use tempfile::TempDir;
use thirtyfour::prelude::{ChromiumLikeCapabilities, DesiredCapabilities, WebDriver};
use thirtyfour::{LoggingPrefsLogLevel, TimeoutConfiguration};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use super::skip::skip;
use super::time::PATIENCE;

const DRIVER: &str = "chromedriver";
/// No graphics card, no first-run talk, and no word to the network but to the page.
const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,900",
];

/// An open browser window. [`Browser::close`] ends it in order; dropping it ends it too.
pub struct Browser {
    /// There until [`Browser::close`].
    driver: Option<WebDriver>,
    _service: Service,
    _profile: TempDir,
}

/// The running `chromedriver`.
struct Service {
    child: Child,
    browser: Option<u64>,
}

impl Browser {
    /// A new browser; nothing, said plainly, where there is none on this machine.
    pub async fn open() -> Option<Self> {
        Self::open_with(&[]).await
    }

    /// The same, of somebody who wants nothing to move.
    pub async fn open_calm() -> Option<Self> {
        Self::open_with(&["--force-prefers-reduced-motion"]).await
    }

    async fn open_with(flags: &[&str]) -> Option<Self> {
        if Blocking::new(DRIVER).arg("--version").stdout(Stdio::null()).status().is_err() {
            skip("there is no chromedriver on this machine");
            return None;
        }
        install_provider();
        let (mut service, address) = Service::start().await;
        let profile = tempfile::tempdir().unwrap();
        let mut wanted = DesiredCapabilities::chrome();
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All).unwrap();
        wanted.add_arg(&format!("--user-data-dir={}", profile.path().display())).unwrap();
        for flag in FLAGS.iter().chain(flags) {
            wanted.add_arg(flag).unwrap();
        }
        let driver = WebDriver::new(address, wanted).await.unwrap();
        service.browser = driver.capabilities().get("goog:processID").and_then(Value::as_u64);
        driver.update_timeouts(TimeoutConfiguration::new(Some(PATIENCE), None, None)).await.unwrap();
        Some(Self { driver: Some(driver), _service: service, _profile: profile })
    }

    /// What an expression of the page is worth.
    pub async fn value(&self, expression: &str) -> Value {
        self.execute(format!("return ({expression})"), vec![]).await.unwrap().json().clone()
    }

    /// Waits until an expression of the page is true.
    pub async fn until(&self, expression: &str) {
        let script = format!(
            "const done = arguments[0]; const look = () => ({expression}) ? done(true) : setTimeout(look, 20); look();"
        );
        if let Err(error) = self.execute_async(script, vec![]).await {
            panic!("waited in vain for {expression}: {error}\n{}", self.source().await.unwrap_or_default());
        }
    }

    /// What the browser complained of since it was asked last: messages of the console, refused addresses, violated
    /// policies.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.browser_log().await.unwrap();
        log.into_iter().filter(|entry| entry.level == "SEVERE").map(|entry| entry.message).collect()
    }

    /// Makes the page as wide and high as a given screen.
    pub async fn resize(&self, width: u32, height: u32) {
        self.set_window_rect(0, 0, width, height).await.unwrap();
    }

    /// Ends the browser.
    pub async fn close(mut self) {
        self.driver.take().unwrap().quit().await.unwrap();
    }
}

impl Drop for Browser {
    /// After a failed test the browser is killed with its service: asking it to end would block the test's runtime.
    fn drop(&mut self) {
        if let Some(driver) = self.driver.take() {
            let _quit_already = driver.leak();
        }
    }
}

impl Deref for Browser {
    type Target = WebDriver;

    fn deref(&self) -> &WebDriver {
        self.driver.as_ref().unwrap()
    }
}

impl Service {
    /// On a port that it chooses and prints.
    async fn start() -> (Self, String) {
        let mut child = Command::new(DRIVER)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = loop {
            let line = timeout(PATIENCE, lines.next_line()).await.unwrap().unwrap().unwrap();
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                break port.trim_end_matches('.').to_owned();
            }
        };
        (Self { child, browser: None }, format!("http://127.0.0.1:{port}"))
    }
}

impl Drop for Service {
    /// By process id: a failed test leaves no browser behind.
    fn drop(&mut self) {
        let ids = [self.child.id().map(u64::from), self.browser];
        for id in ids.into_iter().flatten() {
            let _gone_already = Blocking::new("kill").arg(id.to_string()).stderr(Stdio::null()).status();
        }
    }
}
