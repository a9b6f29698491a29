//! What a request's `User-Agent` says of the reader's device, out of small sets. The text itself is kept nowhere: it
//! would tell readers apart.
//!
//! Browsers claim to be one another, so the order of each table decides: Edge says that it is Chrome, which says that
//! it is Safari. Written by hand, because the crates that know more bring megabytes of patterns, or are of 2021.

use warp::http::HeaderMap;
use warp::http::header::USER_AGENT;

use crate::domain::{Browser, Device, DeviceKind, OperatingSystem};

/// Bytes that are looked at: browsers say it in 250.
const LONGEST: usize = 512;

/// Programs that say that they are no reader's. `bot` alone is also a maker of phones.
const BOTS: [&str; 14] = [
    "bot/",
    "bot-",
    "robot",
    "crawl",
    "spider",
    "externalhit",
    "preview",
    "monitor",
    "headless",
    "curl/",
    "wget/",
    "python-",
    "go-http-client",
    "http-client/",
];

const BROWSERS: [(&str, Browser); 14] = [
    ("edg/", Browser::Edge),
    ("edge/", Browser::Edge),
    ("edga/", Browser::Edge),
    ("edgios/", Browser::Edge),
    ("opr/", Browser::Opera),
    ("opt/", Browser::Opera),
    ("samsungbrowser/", Browser::SamsungInternet),
    ("firefox/", Browser::Firefox),
    ("fxios/", Browser::Firefox),
    ("crios/", Browser::Chrome),
    ("chromium/", Browser::Chrome),
    ("headlesschrome/", Browser::Chrome),
    ("chrome/", Browser::Chrome),
    ("safari/", Browser::Safari),
];

const SYSTEMS: [(&str, OperatingSystem); 8] = [
    ("android", OperatingSystem::Android),
    ("iphone", OperatingSystem::Ios),
    ("ipad", OperatingSystem::Ios),
    ("ipod", OperatingSystem::Ios),
    ("windows", OperatingSystem::Windows),
    ("cros ", OperatingSystem::ChromeOs),
    ("mac os x", OperatingSystem::MacOs),
    ("linux", OperatingSystem::Linux),
];

/// The device that a request comes from; of a request that says nothing, nothing.
#[must_use]
pub fn device(headers: &HeaderMap) -> Device {
    let said = headers.get(USER_AGENT).map_or(&[][..], |said| said.as_bytes());
    let said = String::from_utf8_lossy(&said[..said.len().min(LONGEST)]).to_ascii_lowercase();
    let os = find(&said, &SYSTEMS);
    Device { browser: find(&said, &BROWSERS), os, kind: kind(&said, os) }
}

fn find<T: Copy + Default>(said: &str, table: &[(&str, T)]) -> T {
    table.iter().find(|(sign, _)| said.contains(sign)).map(|(_, found)| *found).unwrap_or_default()
}

fn kind(said: &str, os: OperatingSystem) -> DeviceKind {
    let says = |sign: &str| said.contains(sign);
    match os {
        _ if BOTS.iter().any(|sign| says(sign)) => DeviceKind::Bot,
        // tablets leave `Mobile` out
        OperatingSystem::Android if says("mobile") && !says("tablet") => DeviceKind::Phone,
        OperatingSystem::Android => DeviceKind::Tablet,
        OperatingSystem::Ios if says("ipad") => DeviceKind::Tablet,
        OperatingSystem::Ios => DeviceKind::Phone,
        OperatingSystem::ChromeOs | OperatingSystem::Linux | OperatingSystem::MacOs | OperatingSystem::Windows => {
            DeviceKind::Desktop
        }
        OperatingSystem::Other => DeviceKind::Other,
    }
}
