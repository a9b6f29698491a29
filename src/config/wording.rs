//! What the parser of settings says, in words for whoever writes them: it knows the program's types, not what they are.

/// Says what a value should be instead of which type it has.
pub(super) fn in_words(message: &str) -> String {
    const EXPECTED: &str = "expected ";
    let Some((said, expected)) = message.rsplit_once(EXPECTED) else { return message.to_owned() };
    let number = said.strip_prefix("invalid value: integer `");
    let is_too_large = number.is_some_and(|number| !number.starts_with('-') && !number.starts_with("0`"));
    let words = match expected {
        _ if is_too_large => "a smaller whole number",
        _ if expected.starts_with("a nonzero ") => "a whole number from 1",
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number from 0",
        "a boolean" => "true or false",
        "a duration" => "a time with its unit, such as \"500ms\", \"60s\" or \"30d\"",
        _ if expected.starts_with("a sequence") => "a list",
        _ if expected.starts_with("struct ") || expected == "a map" => "a section with keys of its own",
        _ => expected,
    };
    format!("{said}{EXPECTED}{words}")
}
