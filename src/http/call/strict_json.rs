//! JSON read strictly, so that two readers of the same bytes can't understand them differently. What is no JSON (or
//! repeats a key, or is too deep) is 400; JSON of the wrong shape is 422, with the field named: [`super::wrong_shape`].

use std::borrow::Cow;

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::wrong_shape::wrong_shape;
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;

/// The deepest JSON; the deepest that any call needs is 4.
const DEEPEST: usize = 32;
/// Below 2^49 a float that was read a few units of its last place wrong is no other whole number.
const LARGEST_EXACT: f64 = 562_949_953_421_311.0;

/// Reads JSON strictly, then its shape.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let value = parse_value(bytes)?;
    if !value.is_object() {
        return Err(Problem::invalid_field("", "invalid_type", "the body must be an object"));
    }
    check_forms("", &value)?;
    serde_path_to_error::deserialize(value)
        .map_err(|error| wrong_shape(&error.path().to_string(), &error.inner().to_string()))
}

fn parse_value(bytes: &[u8]) -> Result<Value, Problem> {
    let text = std::str::from_utf8(bytes).map_err(|_| malformed("the body is not UTF-8"))?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let mut track = serde_path_to_error::Track::new();
    let tracked = serde_path_to_error::Deserializer::new(&mut deserializer, &mut track);
    let value = Node { depth: 0 }.deserialize(tracked).map_err(|error| {
        let message = error.to_string();
        if message.starts_with("number out of range") {
            return Problem::invalid_field(track.path().to_string(), "invalid_value", "the number is out of range");
        }
        malformed(message)
    })?;
    deserializer.end().map_err(|error| malformed(error.to_string()))?;
    Ok(value)
}

/// Serde would also read an object from the list of its values, and a name from an object with one key. No call takes
/// a list of lists, or an object as the value of a key.
fn check_forms(path: &str, value: &Value) -> Result<(), Problem> {
    match value {
        Value::Object(object) => object.iter().try_for_each(|(key, value)| {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            if value.is_object() { Err(wrong_form(path)) } else { check_forms(&path, value) }
        }),
        Value::Array(list) => list.iter().enumerate().try_for_each(|(index, value)| {
            let path = format!("{path}[{index}]");
            if value.is_array() { Err(wrong_form(path)) } else { check_forms(&path, value) }
        }),
        _ => Ok(()),
    }
}

fn wrong_form(path: String) -> Problem {
    Problem::invalid_field(path, "invalid_type", "neither an object nor a list belongs here")
}

fn malformed(detail: impl Into<Cow<'static, str>>) -> Problem {
    Problem::new(ProblemCode::MalformedJson).with_detail(detail)
}

/// The integer that a number is, however it is written: `9.0` is 9, as JSON Schema has it. One so large that it may
/// have been read as a neighbour of what was written is none.
fn whole(value: f64) -> Option<i64> {
    let is_whole = value.fract() == 0.0 && value.abs() <= LARGEST_EXACT;
    #[expect(clippy::cast_possible_truncation, reason = "it is whole and small enough to be exact")]
    is_whole.then_some(value as i64)
}

/// A JSON value that knows how deep it is and refuses repeated keys.
#[derive(Clone, Copy)]
struct Node {
    depth: usize,
}

impl Node {
    fn below<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth >= DEEPEST { Err(E::custom("too deeply nested")) } else { Ok(Self { depth: self.depth + 1 }) }
    }
}

impl<'de> DeserializeSeed<'de> for Node {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node {
    type Value = Value;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(whole(value).map_or_else(|| Value::from(value), Value::from))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let below = self.below()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(below)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let below = self.below()?;
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if object.contains_key(&key) {
                return Err(A::Error::custom("a key is repeated"));
            }
            object.insert(key, entries.next_value_seed(below)?);
        }
        Ok(Value::Object(object))
    }
}
