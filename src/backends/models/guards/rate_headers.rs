//! What providers write about their limits in the headers of their answers, as text.

use std::time::Duration;

use super::token_bucket::RateLimits;

/// The longest time that is taken at its word.
const LONGEST: Duration = Duration::from_hours(24 * 31);

/// The headers `x-ratelimit-limit-requests`, `-remaining-requests` and `-reset-requests`, found by name.
#[must_use]
pub fn rate_limits<'a>(header: impl Fn(&str) -> Option<&'a str>) -> Option<RateLimits> {
    let number = |name: &str| header(name)?.trim().parse().ok();
    Some(RateLimits {
        limit: number("x-ratelimit-limit-requests"),
        remaining: number("x-ratelimit-remaining-requests")?,
        reset: reset(header("x-ratelimit-reset-requests")?)?,
    })
}

/// A time as in `6m0s`, `2h1m3.5s`, `20ms`, or plain seconds.
fn reset(value: &str) -> Option<Duration> {
    let mut rest = value.trim();
    if let Some(plain) = seconds(rest) {
        return Some(plain);
    }
    if rest.is_empty() {
        return None;
    }
    let mut sum = Duration::ZERO;
    while !rest.is_empty() {
        let number = rest.find(|sign: char| !sign.is_ascii_digit() && sign != '.')?;
        let unit = rest[number..].find(|sign: char| sign.is_ascii_digit()).map_or(rest.len(), |at| number + at);
        let scale = match &rest[number..unit] {
            "ms" => 0.001,
            "s" => 1.0,
            "m" => 60.0,
            "h" => 3_600.0,
            "d" => 86_400.0,
            _ => return None,
        };
        sum += scaled(&rest[..number], scale)?;
        rest = &rest[unit..];
    }
    Some(sum.min(LONGEST))
}

fn seconds(value: &str) -> Option<Duration> {
    let is_plain = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_plain.then(|| scaled(value, 1.0))?
}

fn scaled(number: &str, scale: f64) -> Option<Duration> {
    let seconds = number.parse::<f64>().ok()? * scale;
    Some(Duration::try_from_secs_f64(seconds).unwrap_or(LONGEST).min(LONGEST))
}
