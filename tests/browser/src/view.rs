//! The window: its size, light and dark, pictures of it.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::{Browser, Session};

/// The size of the part of the window that shows the page, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewport {
    /// From left to right.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

impl Viewport {
    /// Whether it is that of a phone, which has scroll bars that take no room.
    fn is_phone(self) -> bool {
        self.width < 600
    }
}

/// The colours that the user has asked the system for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Scheme {
    /// As CSS names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl Session {
    /// Gives the page a viewport of exactly this size.
    pub async fn resize(&self, viewport: Viewport) -> Result<()> {
        let Viewport { width, height } = viewport;
        match self.browser {
            Browser::Chromium => {
                let metrics = json!({
                    "width": width, "height": height, "deviceScaleFactor": 1, "mobile": viewport.is_phone(),
                });
                self.devtools("Emulation.setDeviceMetricsOverride", metrics).await?;
            }
            Browser::Firefox => {
                // No window of Firefox is as narrow as a phone; the page within it can be.
                let narrow = if viewport.is_phone() { format!("{width}px") } else { String::new() };
                let script = "window.gBrowser.selectedBrowser.style.maxWidth = arguments[0]";
                self.in_firefox_itself(script, vec![json!(narrow)]).await?;
                // The window's frame is not known beforehand, so measure it and correct.
                self.client.set_window_size(width, height).await?;
                let (inner_width, inner_height) = self.inner_size().await?;
                let outer = |wanted: u32, inner: u32| (wanted + wanted).saturating_sub(inner);
                self.client.set_window_size(outer(width, inner_width), outer(height, inner_height)).await?;
            }
        }
        self.settle().await?;
        match self.inner_size().await? {
            size if size == (width, height) => Ok(()),
            size => bail!("the viewport is {size:?} and not {width}×{height}"),
        }
    }

    async fn inner_size(&self) -> Result<(u32, u32)> {
        let size = self.evaluate("[innerWidth, innerHeight]").await?;
        let pixels = |index: usize| size[index].as_u64().and_then(|number| u32::try_from(number).ok());
        pixels(0).zip(pixels(1)).context("a window has a size")
    }

    /// Makes the system's setting for colours appear to be this one.
    pub async fn prefer_scheme(&self, scheme: Scheme) -> Result<()> {
        match self.browser {
            Browser::Chromium => self.emulate_media("prefers-color-scheme", scheme.name()).await,
            Browser::Firefox => {
                let number = match scheme {
                    Scheme::Dark => 0,
                    Scheme::Light => 1,
                };
                self.firefox_preference("layout.css.prefers-color-scheme.content-override", number).await
            }
        }
    }

    /// Makes the system appear to ask for less motion.
    pub async fn prefer_reduced_motion(&self) -> Result<()> {
        match self.browser {
            Browser::Chromium => self.emulate_media("prefers-reduced-motion", "reduce").await,
            Browser::Firefox => self.firefox_preference("ui.prefersReducedMotion", 1).await,
        }
    }

    /// Each call of the `DevTools` command replaces what was set before, so all features are set every time.
    async fn emulate_media(&self, feature: &str, value: &str) -> Result<()> {
        let mut features = self.media.lock().await;
        features.retain(|(name, _)| name != feature);
        features.push((feature.to_owned(), value.to_owned()));
        let list: Vec<Value> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": list })).await?;
        Ok(())
    }

    async fn firefox_preference(&self, name: &str, number: i32) -> Result<()> {
        let script = "Services.prefs.setIntPref(arguments[0], arguments[1])";
        let set = self.in_firefox_itself(script, vec![json!(name), json!(number)]).await;
        set.with_context(|| format!("cannot set {name}"))?;
        Ok(())
    }

    /// A picture of the viewport, as PNG.
    pub async fn screenshot(&self) -> Result<Vec<u8>> {
        self.settle().await?;
        Ok(self.client.screenshot().await?)
    }
}
