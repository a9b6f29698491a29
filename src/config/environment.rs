//! Variables as settings: `AI_TALE__HTTP__LISTEN` is `http.listen`. A value is read as the type that its key has in
//! `config.toml`, so that a text may be `2024` or `true`, and a list, its elements apart by commas or blanks, may have
//! one alone.

use toml::{Table, Value};

use super::ConfigError;

const PREFIX: &str = "AI_TALE__";
const BETWEEN_PARTS: &str = "__";

/// The process's variables that are settings.
pub(super) fn variables() -> Result<Vec<(String, String)>, ConfigError> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
        .filter(|(name, _)| name.starts_with(PREFIX))
        .map(|(name, value)| match value.into_string() {
            Ok(value) => Ok((name, value)),
            Err(_) => Err(ConfigError::invalid(&name, "is not UTF-8")),
        })
        .collect()
}

/// What the variables say, later ones over earlier ones; an empty one counts as not set.
pub(super) fn settings(variables: Vec<(String, String)>, defaults: &Table) -> Table {
    let mut given = Table::new();
    for (name, text) in variables {
        let Some(key) = name.strip_prefix(PREFIX).filter(|_| !text.is_empty()) else { continue };
        let key = key.to_lowercase();
        let parts: Vec<&str> = key.split(BETWEEN_PARTS).collect();
        set(&mut given, &parts, read(&text, default_of(defaults, &parts)));
    }
    given
}

fn default_of<'a>(table: &'a Table, parts: &[&str]) -> Option<&'a Value> {
    let (first, rest) = parts.split_first()?;
    let value = table.get(*first)?;
    if rest.is_empty() { Some(value) } else { default_of(value.as_table()?, rest) }
}

/// A text that is no value of the default's type stays a text: then the error that names its key quotes it.
fn read(text: &str, default: Option<&Value>) -> Value {
    let as_text = || Value::String(text.to_owned());
    match default {
        Some(Value::Integer(_)) => text.trim().parse().map_or_else(|_| as_text(), Value::Integer),
        Some(Value::Boolean(_)) => text.trim().parse().map_or_else(|_| as_text(), Value::Boolean),
        Some(Value::Float(_)) => text.trim().parse().map_or_else(|_| as_text(), Value::Float),
        Some(Value::Array(items)) => {
            let of_the_default = items.first();
            let kind = of_the_default.cloned().unwrap_or_else(|| Value::String(String::new()));
            let items = text.split(|sign: char| sign == ',' || sign.is_whitespace()).filter(|item| !item.is_empty());
            Value::Array(items.map(|item| read(item, Some(&kind))).collect())
        }
        Some(Value::String(_) | Value::Datetime(_) | Value::Table(_)) => as_text(),
        // of a plan that config.toml does not have, say
        None => text.trim().parse().map_or_else(|_| as_text(), Value::Integer),
    }
}

fn set(table: &mut Table, parts: &[&str], value: Value) {
    let Some((first, rest)) = parts.split_first() else { return };
    if rest.is_empty() {
        table.insert((*first).to_owned(), value);
        return;
    }
    let below = table.entry(*first).or_insert_with(|| Value::Table(Table::new()));
    if !below.is_table() {
        *below = Value::Table(Table::new());
    }
    if let Value::Table(below) = below {
        set(below, rest, value);
    }
}
