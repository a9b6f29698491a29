//! JSON of the wrong shape: what serde says of it, sorted into a stable code, the field that it is about, and words for
//! people who have never seen our types.

use std::borrow::Cow;

use crate::http::answer::problem::Problem;

/// The refusal that follows from serde's message about the value at a path.
pub fn wrong_shape(path: &str, message: &str) -> Problem {
    let parent = if path == "." { "" } else { path };
    let named = message.split('`').nth(1).unwrap_or_default();
    let below = || if parent.is_empty() { named.to_owned() } else { format!("{parent}.{named}") };
    if message.starts_with("missing field") {
        return Problem::invalid_field(below(), "missing_field", "the field is required");
    }
    if message.starts_with("unknown field") {
        let is_named = parent == named || parent.ends_with(&format!(".{named}"));
        let field = if is_named { parent.to_owned() } else { below() };
        return Problem::invalid_field(field, "unknown_field", "there is no such field");
    }
    let code = if message.starts_with("unknown variant") {
        "unknown_value"
    } else if message.starts_with("invalid type") {
        "invalid_type"
    } else {
        "invalid_value"
    };
    Problem::invalid_field(parent, code, detail(message))
}

/// What belongs there. It repeats nothing that was sent.
fn detail(message: &str) -> String {
    let expected = message.rsplit_once(", expected ").map_or("", |(_, expected)| expected);
    match expected {
        "" => "this does not belong here".to_owned(),
        _ if message.starts_with("unknown variant") => format!("must be {}", expected.replace('`', "")),
        _ if message.starts_with("invalid value: integer `") && !message.contains("`-") => {
            "the number is too large".to_owned()
        }
        _ => format!("must be {}", in_words(expected)),
    }
}

fn in_words(expected: &str) -> Cow<'_, str> {
    match expected {
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number, 0 or more".into(),
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number".into(),
        "f32" | "f64" => "a number".into(),
        "a boolean" => "true or false".into(),
        "a string" | "string or map" => "a text".into(),
        "a sequence" => "a list".into(),
        "a map" => "an object".into(),
        _ if expected.starts_with("struct ") => "an object".into(),
        _ => "of another type".into(),
    }
}
