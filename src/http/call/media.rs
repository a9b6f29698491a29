//! Which form of an answer a caller wants (RFC 9110, section 12.5.1).

use warp::http::HeaderMap;
use warp::http::header::ACCEPT;

/// Whether a caller would rather have an event stream than JSON. It must be named: `*/*` gets JSON.
#[must_use]
pub fn wants_event_stream(headers: &HeaderMap) -> bool {
    let ranges = ranges(headers);
    let stream = ranges.iter().find(|(name, _)| name == "text/event-stream");
    let json = ranges.iter().find(|(name, _)| name == "application/json");
    match (stream, json) {
        (Some((_, stream)), Some((_, json))) => *stream > 0 && stream >= json && (stream > json || is_first(&ranges)),
        (Some((_, stream)), None) => *stream > 0,
        (None, _) => false,
    }
}

fn is_first(ranges: &[(String, u32)]) -> bool {
    let place = |name| ranges.iter().position(|(range, _)| range == name);
    place("text/event-stream") < place("application/json")
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
