//! What somebody reads with, as far as anybody needs to know: out of small sets, so that no reader is told apart by it.
//! What their program says of itself is read by `http::call::device` and kept nowhere.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A program, what it runs on, and what kind of thing that is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Device {
    pub browser: Browser,
    pub os: OperatingSystem,
    pub kind: DeviceKind,
}

impl fmt::Display for Device {
    /// For its reader: `Firefox, Windows`. What is not known is left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = [self.browser.name(), self.os.name()].into_iter().flatten();
        for (index, name) in known.enumerate() {
            f.write_str(if index == 0 { "" } else { ", " })?;
            f.write_str(name)?;
        }
        Ok(())
    }
}

/// Who shows the page. One of the family counts as its best known: every Chromium that names itself no other way is
/// Chrome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Browser {
    Chrome,
    Edge,
    Firefox,
    Opera,
    Safari,
    SamsungInternet,
    /// Another one, a program, or nothing was said.
    #[default]
    Other,
}

impl Browser {
    const fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Chrome => "Chrome",
            Self::Edge => "Edge",
            Self::Firefox => "Firefox",
            Self::Opera => "Opera",
            Self::Safari => "Safari",
            Self::SamsungInternet => "Samsung Internet",
            Self::Other => return None,
        })
    }
}

/// What it runs on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperatingSystem {
    Android,
    #[serde(rename = "chrome_os")]
    ChromeOs,
    /// Of iPhones; and of iPads, unless they say that they are a Mac, which by themselves they do.
    Ios,
    Linux,
    #[serde(rename = "macos")]
    MacOs,
    Windows,
    /// Another one, or nothing was said.
    #[default]
    Other,
}

impl OperatingSystem {
    const fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Android => "Android",
            Self::ChromeOs => "ChromeOS",
            Self::Ios => "iOS",
            Self::Linux => "Linux",
            Self::MacOs => "macOS",
            Self::Windows => "Windows",
            Self::Other => return None,
        })
    }
}

/// What kind of thing it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceKind {
    Phone,
    Tablet,
    Desktop,
    /// A program that says so: a crawler, a library, a monitor.
    Bot,
    #[default]
    Other,
}
