//! What each kind of mail fills into its letter. Dates and amounts are written the same in every language.

use super::body::{Bodies, Links, bodies};
use super::{Language, words};
use crate::backends::accounts::{MailKind, Price};
use crate::domain::Timestamp;

/// The file of a kind's letter.
#[must_use]
pub fn name(kind: &MailKind) -> &'static str {
    match kind {
        MailKind::PaymentTrouble { again_at: None, .. } => "payment_failed",
        other => other.name(),
    }
}

/// The letter of what happened at a moment, in a language, with its links.
///
/// # Panics
///
/// Where a kind has no file: a test writes every letter.
#[must_use]
pub fn compose(kind: &MailKind, at: Timestamp, language: Language, links: &Links) -> Bodies {
    let words = words(name(kind), language).expect("every kind has its file");
    let values = values(kind, at).into_iter().map(|(slot, value)| (slot, one_line(&value)));
    let values: Vec<(&str, String)> = values.collect();
    let values: Vec<(&str, &str)> = values.iter().map(|(slot, value)| (*slot, value.as_str())).collect();
    bodies(&words, &values, language, links)
}

/// A value begins no paragraph and no line of a head.
fn one_line(value: &str) -> String {
    let words = value.split(|sign: char| sign.is_control() || sign.is_whitespace());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn values(kind: &MailKind, at: Timestamp) -> Vec<(&'static str, String)> {
    match kind {
        MailKind::Verify { .. } | MailKind::Reset { .. } | MailKind::StoryCompleted { .. } => Vec::new(),
        MailKind::NewDevice { device } => {
            let shown = device.to_string();
            let shown = if shown.is_empty() { "?".to_owned() } else { shown };
            vec![("device", shown), ("when", moment(at))]
        }
        MailKind::Purchase { plan, price } => vec![("plan", plan.clone()), ("price", amount(price))],
        MailKind::Renewal { plan, price, until } => {
            vec![("plan", plan.clone()), ("price", amount(price)), ("until", day(*until))]
        }
        MailKind::PaymentTrouble { plan, again_at } => {
            let again = again_at.map(|again| ("again", day(again)));
            again.into_iter().chain([("plan", plan.clone())]).collect()
        }
        MailKind::Cancellation { plan, until } => vec![("plan", plan.clone()), ("until", day(*until))],
        MailKind::PlanChange { plan, from } => vec![("plan", plan.clone()), ("from", day(*from))],
        MailKind::Deletion { at } => vec![("when", day(*at))],
    }
}

/// `2026-11-30`.
fn day(at: Timestamp) -> String {
    at.to_string().split('T').next().unwrap_or_default().to_owned()
}

/// `2026-11-30 18:31 UTC`.
fn moment(at: Timestamp) -> String {
    let text = at.to_string();
    let minutes = text.split('T').nth(1).and_then(|time| time.get(..5)).unwrap_or_default();
    format!("{} {minutes} UTC", day(at))
}

/// Currencies without a smaller unit, as payment processors count them.
const WHOLE: [&str; 16] =
    ["bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx", "vnd", "vuv", "xaf", "xof", "xpf"];

/// `EUR 7.99`.
fn amount(Price { amount, currency }: &Price) -> String {
    let name = currency.to_ascii_uppercase();
    if WHOLE.contains(&currency.as_str()) {
        format!("{name} {amount}")
    } else {
        format!("{name} {}.{:02}", amount / 100, amount % 100)
    }
}
