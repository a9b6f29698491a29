//! Which form of an answer a caller wants (RFC 9110, section 12.5.1).

use warp::http::HeaderMap;
use warp::http::header::ACCEPT;

/// Whether a caller would rather have an event stream than JSON. It must be named: `*/*` gets JSON.
#[must_use]
pub fn wants_event_stream(headers: &HeaderMap) -> bool {
    wants(headers, "text/event-stream")
}

/// Whether a caller would rather have a page than JSON, as browsers do for what stands in their address line.
#[must_use]
pub fn wants_page(headers: &HeaderMap) -> bool {
    wants(headers, "text/html")
}

/// Whether a media type is named, and not after JSON.
fn wants(headers: &HeaderMap, media_type: &str) -> bool {
    let ranges = ranges(headers);
    let find = |wanted: &str| ranges.iter().enumerate().find(|(_, (name, _))| name == wanted);
    match (find(media_type), find("application/json")) {
        (Some((place, (_, quality))), Some((other_place, (_, other)))) => {
            *quality > 0 && quality >= other && (quality > other || place < other_place)
        }
        (Some((_, (_, quality))), None) => *quality > 0,
        (None, _) => false,
    }
}

/// Media ranges with their quality in thousandths.
fn ranges(headers: &HeaderMap) -> Vec<(String, u32)> {
    let lines = headers.get_all(ACCEPT).into_iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).map(range).collect()
}

fn range(text: &str) -> (String, u32) {
    let mut parts = text.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default().to_ascii_lowercase();
    let quality = parts
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("q"))
        .map_or(Some(1000), |(_, value)| thousandths(value.trim()));
    (name, quality.unwrap_or(0))
}

/// `0.25` is 250; anything that is no quality is nothing.
fn thousandths(text: &str) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let fraction: u32 = format!("{fraction:0<3}").parse().ok()?;
    match whole {
        "0" => Some(fraction),
        "1" if fraction == 0 => Some(1000),
        _ => None,
    }
}
