//! How what models used is shown: money as decimal numbers of its currency, exact to a millionth, days as dates.

use crate::domain::Timestamp;

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// An amount of money in its currency.
#[expect(clippy::cast_precision_loss, reason = "exact up to nine thousand millions of the currency")]
pub(super) fn money(micros: u64) -> f64 {
    micros as f64 / 1e6
}

#[expect(clippy::cast_precision_loss, reason = "exact up to some hundred thousand years")]
pub(super) fn seconds(milliseconds: u64) -> f64 {
    milliseconds as f64 / 1e3
}

/// A UTC day, as RFC 3339 writes it.
pub(super) fn date(day: i64) -> String {
    let moment = Timestamp::from_millis(day.saturating_mul(DAY)).to_string();
    moment.split('T').next().unwrap_or_default().to_owned()
}
