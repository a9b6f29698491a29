//! Names that keys had before durations were written with their unit: `http.shutdown_grace_ms = 30000` is read as
//! `http.shutdown_grace = "30000ms"`. For one release: 0.2 drops this file.

use toml::{Table, Value};

use super::ConfigError;

/// Section, name of today, what was appended to it, and the unit of its numbers.
const FORMER: [(&[&str], &str, &str, &str); 19] = [
    (&["http"], "header_timeout", "_ms", "ms"),
    (&["http"], "body_timeout", "_ms", "ms"),
    (&["http"], "write_timeout", "_ms", "ms"),
    (&["http"], "shutdown_grace", "_ms", "ms"),
    (&["auth"], "access_ttl", "_s", "s"),
    (&["auth"], "refresh_ttl", "_days", "days"),
    (&["pools", "scene"], "max_wait", "_ms", "ms"),
    (&["pools", "illustration"], "max_wait", "_ms", "ms"),
    (&["pools", "storage"], "max_wait", "_ms", "ms"),
    (&["pools", "illustration"], "unread_after", "_s", "s"),
    (&["pools", "illustration"], "unread_delay", "_s", "s"),
    (&["stream"], "signing_window", "_s", "s"),
    (&["stream"], "heartbeat", "_s", "s"),
    (&["objects"], "grace", "_s", "s"),
    (&["models"], "silence", "_s", "s"),
    (&["models"], "picture", "_s", "s"),
    (&["models"], "judgement", "_s", "s"),
    (&["models", "builtin"], "first_token", "_ms", "ms"),
    (&["models", "builtin"], "picture", "_ms", "ms"),
];

/// A key that was given under a former name; both with dots between their parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    pub former: String,
    pub today: String,
}

/// Renames what one source gives under former names, and says which. Both names in it at once is an error: which one is
/// meant?
pub(super) fn rename(given: &mut Table) -> Result<Vec<Renamed>, ConfigError> {
    let mut renamed = Vec::new();
    for (section, key, suffix, unit) in FORMER {
        let Some(table) = section_of(given, section) else { continue };
        let former = format!("{key}{suffix}");
        let Some(value) = table.remove(&former) else { continue };
        let dotted = |name: &str| format!("{}.{name}", section.join("."));
        if table.contains_key(key) {
            let detail = format!("is given as `{}` too, its former name; keep one of them", dotted(&former));
            return Err(ConfigError::invalid(&dotted(key), detail));
        }
        let number = number(&value).ok_or_else(|| {
            let detail = format!("not a number; today it is written as `{} = \"30{unit}\"`", dotted(key));
            ConfigError::invalid(&dotted(&former), detail)
        })?;
        table.insert(key.to_owned(), Value::String(format!("{number}{unit}")));
        renamed.push(Renamed { former: dotted(&former), today: dotted(key) });
    }
    Ok(renamed)
}

/// The table of a section, where it is given.
pub(super) fn section_of<'a>(table: &'a mut Table, section: &[&str]) -> Option<&'a mut Table> {
    section.iter().try_fold(table, |table, part| table.get_mut(*part)?.as_table_mut())
}

fn number(value: &Value) -> Option<u64> {
    value.as_integer().and_then(|number| number.try_into().ok())
}
