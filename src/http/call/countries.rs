//! In which countries a reader may be, as far as `Accept-Language` tells.

use warp::http::HeaderMap;
use warp::http::header::ACCEPT_LANGUAGE;

use crate::pipeline::help::Country;

/// Languages that are looked at: far more than anybody speaks.
const MOST: usize = 20;

/// The countries of the languages that the reader's browser asks for, in its order; what it refuses (`q=0`) is no place
/// where somebody is.
pub fn of(headers: &HeaderMap) -> Vec<Country> {
    let lines = headers.get_all(ACCEPT_LANGUAGE).iter().filter_map(|line| line.to_str().ok());
    let languages = lines.flat_map(|line| line.split(',')).take(MOST);
    let wanted = languages.filter_map(|language| {
        let (tag, quality) = language.split_once(';').unwrap_or((language, ""));
        let is_refused = quality.trim().strip_prefix("q=").and_then(|value| value.parse::<f32>().ok()) == Some(0.0);
        Country::of_locale(tag).filter(|_| !is_refused)
    });
    wanted.collect()
}
