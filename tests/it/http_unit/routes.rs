//! The table of routes, the files of the page, and problems.

use std::path::Path;
use std::time::Duration;

use ai_tale::http::answer::problem::Problem;
use ai_tale::http::answer::problem_code::ProblemCode;
use ai_tale::http::answer::throttle::Throttle;
use ai_tale::http::routes::{self, READERS};

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
fn a_wrong_method_is_told_the_right_ones() {
    let label = |path: &str| routes::label(READERS, path);
    assert_eq!(label("/v1/stories"), "/v1/stories");
    assert_eq!(label("/v1/stories/"), "/v1/stories");
    assert_eq!(label("/v1/stories/5/events"), "/v1/stories/{id}/events");
    assert_eq!(label("/pictures/illustrations/a/1/b.webp"), "/pictures/illustrations/{story}/{scene}/{file}");
    assert_eq!(label("/"), "/");
    assert_eq!(label("/v1/admin/pools"), "unknown");
    assert_eq!(label("/metrics"), "unknown");
    let problem = routes::refuse(READERS, &Method::PUT, "/v1/stories/5");
    assert_eq!((problem.code.status().as_u16(), problem.headers[0].1.to_str().unwrap()), (405, "GET, HEAD, DELETE"));
    assert_eq!(routes::refuse(READERS, &Method::GET, "/nowhere").code.status().as_u16(), 404);
}

#[test]
fn the_program_holds_every_page_file() {
    // asked when the test runs: a test binary may be built in one clone and run in the next
    let folder = Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("src/http/site/assets");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut files = files.collect::<Vec<_>>();
    files.sort_unstable();
    let mut names = ai_tale::http::site::files::names().collect::<Vec<_>>();
    names.sort_unstable();
    assert_eq!(names, files);
}
