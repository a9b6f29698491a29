//! The `OpenAPI` documents, one for each listener: they are those that were committed, say what the tables of routes
//! say, and explain themselves to readers who have never seen this code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::LazyLock;

use ai_tale::http::answer::problem_code::ProblemCode;
use ai_tale::http::contract::openapi;
use ai_tale::http::routes::{OPERATORS, READERS};
use serde_json::{Map, Value};
use strum::VariantArray;

static READERS_DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::to_value(openapi::readers()).unwrap());
static OPERATORS_DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::to_value(openapi::operators()).unwrap());

fn documents() -> [&'static Value; 2] {
    [&READERS_DOCUMENT, &OPERATORS_DOCUMENT]
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().unwrap()
}

/// Every call of a document, with a name for a failure's message.
fn operations(document: &'static Value) -> impl Iterator<Item = (String, &'static Value)> {
    let items = object(&document["paths"]).iter();
    items.flat_map(|(path, item)| object(item).iter().map(move |(method, call)| (format!("{method} {path}"), call)))
}

fn problems(operation: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let answers = object(&operation["responses"]).values();
    let examples = answers.filter_map(|answer| answer["content"]["application/problem+json"]["examples"].as_object());
    examples.flatten().map(|(code, example)| (code.as_str(), &example["value"]))
}

/// A change of the contract is a change of a file. Where it is meant, write the file anew:
/// `UPDATE_OPENAPI=1 cargo test --test it -- the_committed_documents`.
#[test]
fn the_committed_documents_are_the_served_ones() {
    // asked when the test runs: a test binary may be built in one clone and run in the next
    let docs = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("docs");
    for (name, document) in [("openapi.json", openapi::readers()), ("openapi-operators.json", openapi::operators())] {
        let file = docs.join(name);
        let served = format!("{}\n", serde_json::to_string_pretty(document).unwrap());
        if std::env::var_os("UPDATE_OPENAPI").is_some() {
            std::fs::write(&file, &served).unwrap();
        }
        let committed = std::fs::read_to_string(&file).unwrap_or_default();
        let first = served.lines().zip(committed.lines()).position(|(served, committed)| served != committed);
        assert!(committed == served, "docs/{name} differs from line {first:?} on; UPDATE_OPENAPI=1 rewrites it");
    }
}

#[test]
fn routes_and_document_say_the_same() {
    for (table, document) in [READERS, OPERATORS].into_iter().zip(documents()) {
        let mut expected: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for route in table.iter().filter(|route| route.is_call) {
            let methods = route.methods.iter().filter(|method| **method != "HEAD").map(|method| (*method).to_owned());
            expected.insert(route.path, methods.collect());
        }
        assert_eq!(document["openapi"], "3.1.0");
        let found: BTreeMap<&str, BTreeSet<String>> = object(&document["paths"])
            .iter()
            .map(|(path, item)| (path.as_str(), object(item).keys().map(|method| method.to_uppercase()).collect()))
            .collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn every_call_has_a_name_of_its_own() {
    for document in documents() {
        let mut names = BTreeSet::new();
        for (call, operation) in operations(document) {
            assert!(names.insert(operation["operationId"].as_str().unwrap()), "{call}");
            assert!(operation["summary"].as_str().is_some_and(|summary| !summary.is_empty()), "{call}");
        }
    }
}

#[test]
fn every_answer_has_its_media_type() {
    let content = |path: &str, method: &str, status: &str| {
        let content = &READERS_DOCUMENT["paths"][path][method]["responses"][status]["content"];
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
    for (call, operation) in documents().into_iter().flat_map(operations) {
        assert!(operation["x-problems"].is_null(), "{call}");
        for (code, example) in problems(operation) {
            assert_eq!(example["code"], code, "{call}");
            let status = example["status"].to_string();
            assert!(operation["responses"][&status]["description"].as_str().unwrap().contains(code), "{call}");
            shown.insert(code);
        }
    }
    // these may answer any call, and are told once for all
    let everywhere = [ProblemCode::BadHost, ProblemCode::Internal, ProblemCode::MethodNotAllowed];
    let missing: Vec<_> = ProblemCode::VARIANTS
        .iter()
        .filter(|code| !shown.contains(code.as_str()) && !everywhere.contains(code))
        .collect();
    assert!(missing.is_empty(), "no call is answered by {missing:?}");
    for document in documents() {
        let table = document["info"]["description"].as_str().unwrap();
        let codes = operations(document).flat_map(|(_, operation)| problems(operation)).map(|(code, _)| code);
        for code in codes.chain(everywhere.map(ProblemCode::as_str)) {
            assert!(table.contains(&format!("| `{code}` |")), "{code}");
        }
    }
}

#[test]
fn every_field_is_explained() {
    let mut unexplained = Vec::new();
    let schemas = documents().into_iter().flat_map(|document| object(&document["components"]["schemas"]));
    for (name, schema) in schemas {
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
    for document in documents() {
        let text = document.to_string();
        for reference in text.split(r#""$ref":"#).skip(1).map(|rest| rest.split('"').nth(1).unwrap()) {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{reference}");
        }
    }
}
