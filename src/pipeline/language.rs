//! Languages by name, and what is said of a wish in one that stories are not told in.

use super::field_error::{FieldCode, FieldError};

/// Tags and English names of the languages that a moderator may know: those with most readers.
const NAMES: [(&str, &str); 32] = [
    ("en", "English"),
    ("ar", "Arabic"),
    ("bg", "Bulgarian"),
    ("bn", "Bengali"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("es", "Spanish"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hu", "Hungarian"),
    ("id", "Indonesian"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("nb", "Norwegian"),
    ("nl", "Dutch"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sv", "Swedish"),
    ("sw", "Swahili"),
    ("th", "Thai"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("vi", "Vietnamese"),
    ("zh", "Chinese"),
];

/// One error for each field that is in an unknown language or in unknown letters; it names the languages that are
/// known.
#[must_use]
pub fn unsupported(fields: &[String], is_known: impl Fn(&str) -> bool) -> Vec<FieldError> {
    let offered: Vec<String> =
        NAMES.iter().filter(|(tag, _)| is_known(tag)).map(|(tag, name)| format!("{name} ({tag})")).collect();
    let offered = offered.join(", ");
    let error = |field: &String| FieldError::new(field, FieldCode::UnsupportedLanguage, detail(field, &offered));
    fields.iter().map(error).collect()
}

fn detail(field: &str, offered: &str) -> String {
    let trouble = if field == "language" {
        "no stories are told in this language yet"
    } else if field.strip_suffix(".name").is_some() {
        "this name can't be read here yet"
    } else {
        "this seems to be in a language that can't be read here yet"
    };
    format!("{trouble}; stories are told in: {offered}")
}
