//! What a `User-Agent` says of a device: browsers as they say it themselves, in 2026 and before.

use ai_tale::domain::Browser::{self, Chrome, Edge, Firefox, Opera, Safari, SamsungInternet};
use ai_tale::domain::DeviceKind::{self, Bot, Desktop, Phone, Tablet};
use ai_tale::domain::OperatingSystem::{self, Android, ChromeOs, Ios, Linux, MacOs, Windows};
use ai_tale::domain::{Device, Topic};
use ai_tale::http::call::device::device;
use reqwest::Method;
use serde_json::json;

use super::headers;
use crate::kit::{Server, until};

/// What browsers say, and what is understood.
const SAID: [(&str, Browser, OperatingSystem, DeviceKind); 17] = [
    (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Safari/537.36",
        Chrome,
        Windows,
        Desktop,
    ),
    (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 \
         Safari/537.36 Edg/144.0.0.0",
        Edge,
        Windows,
        Desktop,
    ),
    ("Mozilla/5.0 (X11; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0", Firefox, Linux, Desktop),
    ("Mozilla/5.0 (Android 16; Mobile; rv:147.0) Gecko/147.0 Firefox/147.0", Firefox, Android, Phone),
    ("Mozilla/5.0 (Android 16; Tablet; rv:147.0) Gecko/147.0 Firefox/147.0", Firefox, Android, Tablet),
    (
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 Mobile \
         Safari/537.36",
        Chrome,
        Android,
        Phone,
    ),
    (
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 \
         Chrome/130.0.0.0 Safari/537.36",
        SamsungInternet,
        Android,
        Tablet,
    ),
    (
        "Mozilla/5.0 (Linux; Android 9; CUBOT_X19 Build/PPR1.180610.011) AppleWebKit/537.36 (KHTML, like Gecko) \
         Chrome/74.0.3729.157 Mobile Safari/537.36",
        Chrome,
        Android,
        Phone,
    ),
    (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
         Version/26.0 Mobile/15E148 Safari/604.1",
        Safari,
        Ios,
        Phone,
    ),
    (
        "Mozilla/5.0 (iPad; CPU OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/144.0.0.0 \
         Mobile/15E148 Safari/604.1",
        Chrome,
        Ios,
        Tablet,
    ),
    (
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 \
         Safari/605.1.15",
        Safari,
        MacOs,
        Desktop,
    ),
    (
        "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/144.0.0.0 \
         Safari/537.36",
        Chrome,
        ChromeOs,
        Desktop,
    ),
    (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 \
         Safari/537.36 OPR/127.0.0.0",
        Opera,
        Windows,
        Desktop,
    ),
    (
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        Browser::Other,
        OperatingSystem::Other,
        Bot,
    ),
    ("curl/8.14.1", Browser::Other, OperatingSystem::Other, Bot),
    ("AI Tale's own client", Browser::Other, OperatingSystem::Other, DeviceKind::Other),
    ("", Browser::Other, OperatingSystem::Other, DeviceKind::Other),
];

#[test]
fn browsers_are_known_by_what_they_say() {
    for (said, browser, os, kind) in SAID {
        assert_eq!(device(&headers(&[("user-agent", said)])), Device { browser, os, kind }, "{said}");
    }
    assert_eq!(device(&headers(&[])), Device::default());
}

#[test]
fn what_no_browser_says_is_another_device() {
    let long = format!("{} Firefox/147.0", "x".repeat(100_000));
    let bytes = warp::http::HeaderValue::from_bytes(b"\xff\xfe Windows").unwrap();
    assert_eq!(device(&headers(&[("user-agent", &long)])), Device::default());
    let of_bytes = std::iter::once((warp::http::header::USER_AGENT, bytes)).collect();
    assert_eq!(device(&of_bytes).os, Windows);
}

#[test]
fn a_device_is_shown_by_known_names() {
    let shown = |said: &str| device(&headers(&[("user-agent", said)])).to_string();
    assert_eq!(shown(SAID[6].0), "Samsung Internet, Android");
    assert_eq!(shown("Windows"), "Windows");
    assert_eq!(shown("curl/8.14.1"), "");
}

#[tokio::test]
async fn a_viewing_tells_the_device_alone() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let id = reader.wish_for_scenes(1).await;
    reader.whole(&id).await;
    let said = "Mozilla/5.0 (iPad; CPU OS 18_7 like Mac OS X) Version/26.0 Safari/604.1 a-mark-of-one-reader";
    let place = reader.request(Method::POST, &format!("/v1/stories/{id}/progress")).header("user-agent", said);
    assert_eq!(place.json(&json!({ "scene": 1 })).send().await.unwrap().status(), 204);
    let mut told = Vec::new();
    until("the viewing on the bus", async || {
        told = server.app.backends().bus.read(Topic::Users, 0, 0, 100).await.unwrap();
        !told.is_empty()
    })
    .await;
    let expected = json!({ "scene": 1, "device": { "browser": "safari", "os": "ios", "kind": "tablet" } });
    assert_eq!((told[0].event.kind.as_str(), &told[0].event.data), ("story.viewed", &expected));
}
