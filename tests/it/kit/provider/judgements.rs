//! What is judged: by the endpoint of moderations, with the categories of `omni-moderation`, and by a model that sees.

use serde_json::{Map, Value, json};

use super::texts::Speech;
use super::{Call, Reply};

const CATEGORIES: [&str; 13] = [
    "harassment",
    "harassment/threatening",
    "hate",
    "hate/threatening",
    "illicit",
    "illicit/violent",
    "self-harm",
    "self-harm/intent",
    "self-harm/instructions",
    "sexual",
    "sexual/minors",
    "violence",
    "violence/graphic",
];

/// Everything is safe.
pub fn safe(call: &Call) -> Reply {
    judged(call, |_| None)
}

/// Whatever has this word in it (or is this picture's data, in part) is of this category.
pub fn flagging(word: &'static str, category: &'static str) -> impl Fn(&Call) -> Reply {
    move |call| judged(call, |input| input.contains(word).then_some((category, 0.98)))
}

/// Every picture is of this category, with this score; no text is.
pub fn flagging_pictures(category: &'static str, score: f64) -> impl Fn(&Call) -> Reply {
    move |call| judged(call, |input| input.starts_with("data:image/").then_some((category, score)))
}

/// Fewer results than there were texts.
pub fn too_few(call: &Call) -> Reply {
    let mut body = results(call, |_| None);
    body["results"].as_array_mut().unwrap().pop();
    Reply::json(200, &body)
}

/// Words in place of scores.
pub fn nonsense(_: &Call) -> Reply {
    Reply::json(200, &json!({ "id": "modr-1", "model": "judges", "results": [{ "flagged": "perhaps" }, 7] }))
}

/// A model that sees finds nothing wrong.
pub fn seen_safe(call: &Call) -> Reply {
    Speech::of(json!({ "safe": true, "category": null }).to_string()).reply(call)
}

/// A model that sees finds this category.
pub fn seen_unsafe(category: &'static str) -> impl Fn(&Call) -> Reply {
    move |call| Speech::of(json!({ "safe": false, "category": category }).to_string()).reply(call)
}

/// What a critic says of a picture that is good but for what is in it that must not be.
pub fn critique(purity: u8, advice: &str) -> String {
    json!({ "identity": 9, "heroes": 9, "feeling": 9, "place": 9, "purity": purity, "advice": advice }).to_string()
}

/// A model that sees says this and nothing else.
pub fn seen(words: &'static str) -> impl Fn(&Call) -> Reply {
    move |call| Speech::of(words.to_owned()).reply(call)
}

fn judged(call: &Call, judge: impl Fn(&str) -> Option<(&'static str, f64)>) -> Reply {
    Reply::json(200, &results(call, judge)).after(call.shelf.pace().judgement)
}

/// A result for each text of a list; one for all that a list of parts has in it.
fn results(call: &Call, judge: impl Fn(&str) -> Option<(&'static str, f64)>) -> Value {
    let result = |found: Option<(&str, f64)>, kind: &str| {
        let score = |name: &str| found.filter(|(category, _)| *category == name).map_or(0.0001, |(_, score)| score);
        let mut categories = Map::new();
        let (mut scores, mut applied) = (Map::new(), Map::new());
        for name in CATEGORIES {
            categories.insert(name.to_owned(), (score(name) >= 0.5).into());
            scores.insert(name.to_owned(), score(name).into());
            applied.insert(name.to_owned(), json!([kind]));
        }
        let flagged = found.is_some_and(|(_, score)| score >= 0.5);
        json!({ "flagged": flagged, "categories": categories, "category_scores": scores,
            "category_applied_input_types": applied })
    };
    let results: Vec<Value> = match &call.body["input"] {
        Value::String(text) => vec![result(judge(text), "text")],
        Value::Array(items) if items.iter().all(Value::is_string) => {
            items.iter().filter_map(Value::as_str).map(|text| result(judge(text), "text")).collect()
        }
        Value::Array(parts) => {
            let said = |part: &Value| part["text"].as_str().or(part["image_url"]["url"].as_str()).map(str::to_owned);
            let found = parts.iter().filter_map(said).find_map(|input| judge(&input));
            vec![result(found, "image")]
        }
        _ => Vec::new(),
    };
    json!({ "id": "modr-1", "model": call.body["model"], "results": results })
}
