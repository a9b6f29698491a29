//! What went wrong with ClickHouse, in words. Its own text is kept short: it may quote a statement.

use std::io;
use std::time::Duration;

use clickhouse::error::Error;

use crate::backends::error::{StoreError, StoreErrorKind};

/// A call that ClickHouse did not carry out, or of which that is not known.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// Nobody answers there, or the connection broke.
    #[error("ClickHouse can't be reached: {0}")]
    Away(String),
    #[error("ClickHouse did not answer within {0:?}")]
    Slow(Duration),
    #[error("ClickHouse refuses the user or the password")]
    Account,
    #[error("ClickHouse has no such database or table: `ai-tale migrate` makes them")]
    NoTables,
    /// The tables are of an older version of the program.
    #[error("the tables in ClickHouse are of version {0}, and {1} is needed: `ai-tale migrate` changes them")]
    Older(u32, u32),
    #[error("the tables in ClickHouse are of version {0}, newer than this program, which knows {1}")]
    Newer(u32, u32),
    /// For any other reason, in ClickHouse's own words.
    #[error("ClickHouse says: {0}")]
    Refused(String),
    #[error("what ClickHouse answers can't be understood: {0}")]
    Garbled(String),
    #[error("a batch of {planned} records was begun, and {given} of them are there now: they are waited for")]
    Short { planned: u64, given: u64 },
    #[error("inserts of an earlier epoch may be on their way: they are waited for")]
    Unsettled,
    #[error("the password of ClickHouse can't be read: {0}")]
    Password(io::Error),
    #[error("the system's certificates can't be read: {0}")]
    Roots(io::Error),
}

/// Characters of ClickHouse's own text that are shown.
const SHOWN: usize = 300;

impl Failure {
    pub(super) fn of(error: Error) -> Self {
        match error {
            Error::Network(source) => Self::Away(with_causes(&*source)),
            Error::BadResponse(text) => Self::refused(&text),
            other => Self::Garbled(shortened(&other.to_string())),
        }
    }

    /// By the number at the begin of what ClickHouse says.
    fn refused(text: &str) -> Self {
        let code = text.strip_prefix("Code: ").and_then(|rest| rest.split(|sign: char| !sign.is_ascii_digit()).next());
        match code.and_then(|code| code.parse().ok()) {
            // UNKNOWN_TABLE, UNKNOWN_DATABASE
            Some(60 | 81) => Self::NoTables,
            // UNKNOWN_USER, WRONG_PASSWORD, REQUIRED_PASSWORD, AUTHENTICATION_FAILED
            Some(192..=194 | 516) => Self::Account,
            _ => Self::Refused(shortened(text)),
        }
    }
}

impl From<Failure> for StoreError {
    fn from(failure: Failure) -> Self {
        let kind = match failure {
            Failure::Newer(..) => StoreErrorKind::Newer,
            Failure::Garbled(_) => StoreErrorKind::Corrupt,
            _ => StoreErrorKind::Unavailable,
        };
        Self { kind, source: failure.into() }
    }
}

fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(below) = cause {
        text.push_str(": ");
        text.push_str(&below.to_string());
        cause = below.source();
    }
    shortened(&text)
}

fn shortened(text: &str) -> String {
    let mut shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() {
        shown.push_str(" ...");
    }
    shown
}
