//! Secrets out of files: wherever a secret may stand as `KEY`, the path of a file that holds it may as `KEY_file`, so
//! that it need be in no environment and no configuration.

use std::fs;

use toml::{Table, Value};

use super::ConfigError;

/// Section and name of each secret.
const SECRETS: [(&[&str], &str); 1] = [(&["mail", "smtp"], "password")];

/// Puts what the files hold, without the white space at its end, in the place of their paths. Both in one source is an
/// error: which one is meant?
pub(super) fn read(given: &mut Table) -> Result<(), ConfigError> {
    for (section, key) in SECRETS {
        let Some(table) = super::former_keys::section_of(given, section) else { continue };
        let named = format!("{key}_file");
        let Some(path) = table.remove(&named) else { continue };
        let dotted = |name: &str| format!("{}.{name}", section.join("."));
        let invalid = |detail: &str| ConfigError::invalid(&dotted(&named), detail);
        if table.contains_key(key) {
            return Err(invalid(&format!("is given beside `{}`; keep one of them", dotted(key))));
        }
        let path = path.as_str().ok_or_else(|| invalid("must be the path of a file"))?;
        let secret = fs::read_to_string(path).map_err(|error| invalid(&format!("{path} can't be read: {error}")))?;
        table.insert(key.to_owned(), Value::String(secret.trim_end().to_owned()));
    }
    Ok(())
}
