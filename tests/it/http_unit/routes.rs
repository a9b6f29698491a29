//! The table of routes, the document that describes them, the files of the page, and problems.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use ai_tale::http::answer::problem::Problem;
use ai_tale::http::answer::problem_code::ProblemCode;
use ai_tale::http::answer::throttle::Throttle;
use ai_tale::http::contract::openapi;
use ai_tale::http::contract::routes::{self, OPERATORS, READERS};

use warp::http::Method;

#[test]
fn a_problem_document_hides_its_cause() {
    let problem = Problem::internal("the disk of store-7 is on fire");
    let document = serde_json::to_value(problem.document("r-1")).unwrap();
    assert_eq!(document["type"], "urn:ai-tale:problem:internal");
    assert_eq!((&document["status"], &document["code"]), (&500.into(), &"internal".into()));
    assert_eq!(
        (&document["title"], &document["request_id"]),
        (&"Something went wrong on our side".into(), &"r-1".into())
    );
    assert!(!document.to_string().contains("fire"));
    let at_once = Throttle { policy: "p", quota: 3, window: None, wait: Duration::from_millis(1) };
    let headers = Problem::throttled(ProblemCode::RateLimited, at_once).headers;
    assert_eq!(headers[0].1, "1", "nobody is told to come again in zero seconds");
}

#[test]
fn the_table_of_routes_and_the_openapi_document_say_the_same() {
    let mut expected: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for route in READERS.iter().chain(OPERATORS).filter(|route| route.is_call) {
        let mut methods = route.methods.iter().copied().filter(|method| *method != "HEAD").collect::<Vec<_>>();
        methods.sort_unstable();
        expected.insert(route.path, methods);
    }
    let document = serde_json::to_value(openapi::document()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let mut methods = item.as_object().unwrap().keys().map(|key| key.to_uppercase()).collect::<Vec<_>>();
        methods.sort_unstable();
        found.insert(path, methods);
    }
    let found: BTreeMap<&str, Vec<&str>> =
        found.iter().map(|(path, methods)| (*path, methods.iter().map(String::as_str).collect())).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_openapi_document_shows_every_answer_and_names_every_call_once() {
    let document = serde_json::to_value(openapi::document()).unwrap();
    let mut names = std::collections::BTreeSet::new();
    for operation in document["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values())
    {
        assert!(names.insert(operation["operationId"].as_str().unwrap()), "{operation}");
    }
    let content = |path: &str, method: &str, status: &str| {
        let content = &document["paths"][path][method]["responses"][status]["content"];
        content.as_object().unwrap().keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(content("/v1/stories", "post", "202"), ["application/json"]);
    assert_eq!(content("/v1/stories", "post", "422"), ["application/problem+json"]);
    assert_eq!(content("/v1/stories", "get", "default"), ["application/problem+json"]);
    assert_eq!(content("/v1/stories/{id}/events", "get", "200"), ["application/json", "text/event-stream"]);
    assert_eq!(content("/health/ready", "get", "503"), ["application/json"]);
}

#[test]
fn every_reference_in_the_openapi_document_leads_somewhere() {
    let document = serde_json::to_value(openapi::document()).unwrap();
    let text = document.to_string();
    for reference in text.split(r#""$ref":"#).skip(1).map(|rest| rest.split('"').nth(1).unwrap()) {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

#[test]
fn a_path_belongs_to_one_route_and_a_wrong_method_is_told_the_right_ones() {
    let label = |path: &str| routes::label(READERS, path);
    assert_eq!(label("/v1/stories"), "/v1/stories");
    assert_eq!(label("/v1/stories/"), "/v1/stories");
    assert_eq!(label("/v1/stories/5/events"), "/v1/stories/{id}/events");
    assert_eq!(label("/pictures/illustrations/a/1/b.webp"), "/pictures/{key}");
    assert_eq!(label("/"), "/");
    assert_eq!(label("/v1/admin/pools"), "unknown");
    assert_eq!(label("/metrics"), "unknown");
    let problem = routes::refuse(READERS, &Method::PUT, "/v1/stories/5");
    assert_eq!((problem.code.status().as_u16(), problem.headers[0].1.to_str().unwrap()), (405, "GET, HEAD, DELETE"));
    assert_eq!(routes::refuse(READERS, &Method::GET, "/nowhere").code.status().as_u16(), 404);
}

#[test]
fn every_file_of_the_page_is_part_of_the_program() {
    // asked when the test runs: a test binary may be built in one clone and run in the next
    let folder = Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("src/http/site/assets");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut files = files.collect::<Vec<_>>();
    files.sort_unstable();
    let mut names = ai_tale::http::site::files::names().collect::<Vec<_>>();
    names.sort_unstable();
    assert_eq!(names, files);
}
