//! The `OpenAPI` document: it is the one that was committed, says what the table of routes says, and explains itself to
//! readers who have never seen this code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::LazyLock;

use ai_tale::http::answer::problem_code::ProblemCode;
use ai_tale::http::contract::openapi;
use ai_tale::http::routes::{OPERATORS, READERS};
use serde_json::{Map, Value};
use strum::VariantArray;

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::to_value(openapi::document()).unwrap());

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap()
}

/// Every call, with a name for a failure's message.
fn operations() -> impl Iterator<Item = (String, &'static Value)> {
    let items = object(&DOCUMENT["paths"]).iter();
    items.flat_map(|(path, item)| object(item).iter().map(move |(method, call)| (format!("{method} {path}"), call)))
}

fn problems(operation: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let answers = object(&operation["responses"]).values();
    let examples = answers.filter_map(|answer| answer["content"]["application/problem+json"]["examples"].as_object());
    examples.flatten().map(|(code, example)| (code.as_str(), &example["value"]))
}

/// A change of the contract is a change of a file. Where it is meant, write the file anew:
/// `UPDATE_OPENAPI=1 cargo test --test it -- the_committed_document`.
#[test]
fn the_committed_document_is_the_served_one() {
    // asked when the test runs: a test binary may be built in one clone and run in the next
    let file = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("docs/openapi.json");
    let served = format!("{}\n", serde_json::to_string_pretty(openapi::document()).unwrap());
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(&file, &served).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    let first = served.lines().zip(committed.lines()).position(|(served, committed)| served != committed);
    assert!(committed == served, "docs/openapi.json differs from line {first:?} on; UPDATE_OPENAPI=1 rewrites it");
}

#[test]
fn routes_and_document_say_the_same() {
    let mut expected: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for route in READERS.iter().chain(OPERATORS).filter(|route| route.is_call) {
        let methods = route.methods.iter().filter(|method| **method != "HEAD").map(|method| (*method).to_owned());
        expected.insert(route.path, methods.collect());
    }
    assert_eq!(DOCUMENT["openapi"], "3.1.0");
    let found: BTreeMap<&str, BTreeSet<String>> = object(&DOCUMENT["paths"])
        .iter()
        .map(|(path, item)| (path.as_str(), object(item).keys().map(|method| method.to_uppercase()).collect()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn every_call_has_a_name_of_its_own() {
    let mut names = BTreeSet::new();
    for (call, operation) in operations() {
        assert!(names.insert(operation["operationId"].as_str().unwrap()), "{call}");
        assert!(operation["summary"].as_str().is_some_and(|summary| !summary.is_empty()), "{call}");
    }
}

#[test]
fn every_answer_has_its_media_type() {
    let content = |path: &str, method: &str, status: &str| {
        let content = &DOCUMENT["paths"][path][method]["responses"][status]["content"];
        object(content).keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(content("/v1/stories", "post", "202"), ["application/json"]);
    assert_eq!(content("/v1/stories", "post", "422"), ["application/problem+json"]);
    assert_eq!(content("/v1/stories", "get", "default"), ["application/problem+json"]);
    assert_eq!(content("/v1/stories/{id}/events", "get", "200"), ["application/json", "text/event-stream"]);
    assert_eq!(content("/health/ready", "get", "503"), ["application/json"]);
}

#[test]
fn problems_are_shown_as_they_are_answered() {
    let mut shown = BTreeSet::new();
    for (call, operation) in operations() {
        assert!(operation["x-problems"].is_null(), "{call}");
        for (code, example) in problems(operation) {
            assert_eq!(example["code"], code, "{call}");
            let status = example["status"].to_string();
            assert!(operation["responses"][&status]["description"].as_str().unwrap().contains(code), "{call}");
            shown.insert(code);
        }
    }
    // these two may answer any call, and are told once for all
    let everywhere = [ProblemCode::Internal, ProblemCode::MethodNotAllowed];
    let missing: Vec<_> = ProblemCode::VARIANTS
        .iter()
        .filter(|code| !shown.contains(code.as_str()) && !everywhere.contains(code))
        .collect();
    assert!(missing.is_empty(), "no call is answered by {missing:?}");
    let table = DOCUMENT["info"]["description"].as_str().unwrap();
    assert!(ProblemCode::VARIANTS.iter().all(|code| table.contains(&format!("| `{}` |", code.as_str()))));
}

#[test]
fn every_field_is_explained() {
    let mut unexplained = Vec::new();
    for (name, schema) in object(&DOCUMENT["components"]["schemas"]) {
        for (field, shape) in schema["properties"].as_object().into_iter().flatten() {
            // one that may be null is explained where it is not
            let shapes = shape["oneOf"].as_array().into_iter().flatten().chain([shape]);
            let explanations = shapes.filter_map(|shape| shape["description"].as_str());
            if !explanations.into_iter().any(|text| text.split_whitespace().count() >= 4) {
                unexplained.push(format!("{name}.{field}"));
            }
        }
    }
    assert_eq!(unexplained, Vec::<String>::new());
}

#[test]
fn every_reference_leads_somewhere() {
    let text = DOCUMENT.to_string();
    for reference in text.split(r#""$ref":"#).skip(1).map(|rest| rest.split('"').nth(1).unwrap()) {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(DOCUMENT.pointer(pointer).is_some(), "{reference}");
    }
}
