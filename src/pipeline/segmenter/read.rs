//! What a JSON object says: an outline, scenes, both or nothing. Wrong and missing fields are forgiven.

use serde_json::{Map, Value};

use super::order::RawScene;
use crate::domain::Character;
use crate::pipeline::metadata::{RawOutline, RawPlannedScene};

/// What was found in one object, in the order in which it is told.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) outline: Option<RawOutline>,
    pub(super) scenes: Vec<RawScene>,
}

impl Found {
    pub(super) const fn is_empty(&self) -> bool {
        self.outline.is_none() && self.scenes.is_empty()
    }
}

/// Reads an object's text.
pub(super) fn read(raw: &str) -> Found {
    let parsed = serde_json::from_str(raw).or_else(|_| serde_json::from_str(&mended(raw)));
    match parsed {
        Ok(Value::Object(fields)) => found(&fields),
        _ => Found::default(),
    }
}

fn found(fields: &Map<String, Value>) -> Found {
    let text = text_of(fields).or_else(|| fields.get("scene").and_then(Value::as_object).and_then(text_of));
    if let Some(text) = text {
        return Found { outline: None, scenes: vec![RawScene { number: fields.get("scene").and_then(count), text }] };
    }
    let nested = fields.get("outline").or_else(|| fields.get("story")).and_then(Value::as_object);
    let plan = nested.or_else(|| fields.contains_key("title").then_some(fields));
    let pages = fields.get("scenes").or_else(|| nested.and_then(|inner| inner.get("scenes")));
    Found {
        outline: plan.map(outline),
        scenes: pages.and_then(Value::as_array).map(|pages| texts(pages)).unwrap_or_default(),
    }
}

fn text_of(fields: &Map<String, Value>) -> Option<String> {
    let text = ["text", "content", "words"].iter().find_map(|key| fields.get(*key).and_then(Value::as_str));
    text.map(str::to_owned)
}

/// The scenes of a list are in its order.
fn texts(pages: &[Value]) -> Vec<RawScene> {
    let text = |page: &Value| page.as_str().map(str::to_owned).or_else(|| page.as_object().and_then(text_of));
    pages.iter().filter_map(text).map(|text| RawScene { number: None, text }).collect()
}

fn outline(fields: &Map<String, Value>) -> RawOutline {
    let list = |key: &str| fields.get(key).map(strings).unwrap_or_default();
    RawOutline {
        title: string(fields, "title"),
        summary: string(fields, "summary"),
        tags: list("tags"),
        characters: fields.get("characters").and_then(Value::as_array).map(|items| cast(items)).unwrap_or_default(),
        scenes: fields.get("scenes").and_then(count),
        planned: fields.get("scenes").and_then(Value::as_array).map(|scenes| planned(scenes)).unwrap_or_default(),
    }
}

/// A scene that says nothing keeps its place among the others.
fn planned(scenes: &[Value]) -> Vec<RawPlannedScene> {
    let nothing = Map::new();
    let plan = |scene: &Value| {
        let fields = scene.as_object().unwrap_or(&nothing);
        let (place, time, feeling) = (string(fields, "place"), string(fields, "time"), string(fields, "feeling"));
        RawPlannedScene { place, time, who: fields.get("who").map(strings).unwrap_or_default(), feeling }
    };
    scenes.iter().map(plan).collect()
}

fn cast(values: &[Value]) -> Vec<Character> {
    let character = |value: &Value| match value {
        Value::String(name) => Some(Character { name: name.clone(), ..Character::default() }),
        Value::Object(fields) => Some(Character {
            name: string(fields, "name"),
            kind: string(fields, "kind"),
            traits: fields.get("traits").map(strings).unwrap_or_default(),
            look: joined(LOOKS.iter().filter_map(|key| fields.get(*key)).map(sheet)),
        }),
        _ => None,
    };
    values.iter().filter_map(character).collect()
}

/// What is asked for as one look; some models part it.
const LOOKS: [&str; 4] = ["look", "looks", "clothes", "marks"];

/// A look in one text, or in a list or an object of texts.
fn sheet(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => joined(items.iter().map(sheet)),
        Value::Object(fields) => joined(fields.values().map(sheet)),
        _ => String::new(),
    }
}

fn joined(texts: impl Iterator<Item = String>) -> String {
    texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
}

fn string(fields: &Map<String, Value>, key: &str) -> String {
    fields.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A list of strings, or one string with commas.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        Value::String(text) => text.split(',').map(|part| part.trim().to_owned()).collect(),
        _ => Vec::new(),
    }
}

/// A number, digits in a string, or the length of a list. Zero and nonsense are "not said".
fn count(value: &Value) -> Option<u32> {
    let number = match value {
        Value::Number(number) => number.as_u64(),
        Value::String(digits) => digits.trim().parse().ok(),
        Value::Array(items) => u64::try_from(items.len()).ok(),
        _ => None,
    };
    number.filter(|number| *number > 0).map(|number| u32::try_from(number).unwrap_or(u32::MAX))
}

/// The text with the escapes repaired that JSON refuses: lone surrogates become U+FFFD, unknown escapes their
/// character.
fn mended(raw: &str) -> String {
    let mut mended = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        mended.push_str(&rest[..at]);
        let (escape, length) = escape(&rest[at..]);
        mended.push_str(&escape);
        rest = &rest[at + length..];
    }
    mended.push_str(rest);
    mended
}

/// The repaired form of the escape at the start of a text, and how many bytes it took.
fn escape(text: &str) -> (String, usize) {
    let Some(kind) = text[1..].chars().next() else { return (String::new(), 1) };
    match kind {
        'u' => unicode_escape(text),
        '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => (text[..2].to_owned(), 2),
        other => (other.to_string(), 1 + other.len_utf8()),
    }
}

fn unicode_escape(text: &str) -> (String, usize) {
    const REPLACED: &str = "\\ufffd";
    match (unit(text), text.get(6..).and_then(unit)) {
        (None, _) => (REPLACED.to_owned(), 2),
        (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => (text[..12].to_owned(), 12),
        (Some(0xd800..=0xdfff), _) => (REPLACED.to_owned(), 6),
        (Some(_), _) => (text[..6].to_owned(), 6),
    }
}

fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
}
