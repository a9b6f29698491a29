//! What is asked for: kinds of answer, ranges of bytes, pages of lists.

use ai_tale::domain::StoryId;
use ai_tale::http::answer::page::{cursor_of, page};
use ai_tale::http::answer::problem_code::ProblemCode;
use ai_tale::http::call::media;
use ai_tale::http::call::query::Query;
use ai_tale::http::call::range::{self, Wanted};
use warp::http::HeaderMap;

use super::headers;

#[test]
fn who_names_an_event_stream_gets_it() {
    let wants = |accept: &str| media::wants_event_stream(&headers(&[("accept", accept)]));
    assert!(wants("text/event-stream"));
    assert!(wants("Text/Event-Stream;q=0.5, */*"));
    assert!(wants("text/event-stream, application/json"));
    assert!(wants("application/json;q=0.2, text/event-stream;q=0.3"));
    assert!(!wants("application/json, text/event-stream"));
    assert!(!wants("text/event-stream;q=0"));
    assert!(!wants("*/*"));
    assert!(!wants("application/json"));
    assert!(!media::wants_event_stream(&HeaderMap::new()));
}

#[test]
fn who_names_a_page_gets_it() {
    let wants = |accept: &str| media::wants_page(&headers(&[("accept", accept)]));
    assert!(wants("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"));
    assert!(wants("text/html, application/json"));
    assert!(!wants("application/json, text/html"));
    assert!(!wants("text/html;q=0") && !wants("*/*") && !wants("text/*"));
}

#[test]
fn a_range_is_cut_to_existing_bytes() {
    assert_eq!(range::parse("bytes=0-9", 100), Wanted::Part(0..10));
    assert_eq!(range::parse("bytes=90-", 100), Wanted::Part(90..100));
    assert_eq!(range::parse("bytes=90-900", 100), Wanted::Part(90..100));
    assert_eq!(range::parse("bytes=-10", 100), Wanted::Part(90..100));
    assert_eq!(range::parse("bytes=-900", 100), Wanted::Part(0..100));
    assert_eq!(range::parse("bytes=0-18446744073709551615", 100), Wanted::Part(0..100));
    for nothing in ["bytes=100-", "bytes=100-200", "bytes=-0"] {
        assert_eq!(range::parse(nothing, 100), Wanted::Nothing, "{nothing}");
    }
    for ignored in ["bytes=9-0", "bytes=0-1,3-4", "lines=0-1", "bytes=", "bytes=-", "bytes=a-b"] {
        assert_eq!(range::parse(ignored, 100), Wanted::Everything, "{ignored}");
    }
}

#[test]
fn lists_are_pages_with_opaque_cursors() {
    let asked = |pairs: &[(&str, &str)]| {
        Query::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    };
    let first = page(vec![1_u64, 2, 3], 2, |number| *number, |number| number * 10);
    assert_eq!(first.items, [10, 20]);
    let cursor = first.next_cursor.unwrap();
    assert_eq!(asked(&[("cursor", &cursor)]).cursor::<u64>().unwrap(), Some(2));
    assert_eq!(page(vec![3_u64], 2, |number| *number, |number| number).next_cursor, None);
    for bad in ["!", "MQ==", "AAAAAAAAAAB", &cursor_of(&StoryId::new()), ""] {
        assert_eq!(asked(&[("cursor", bad)]).cursor::<u64>().unwrap_err().code, ProblemCode::BadCursor, "{bad}");
    }
    assert_eq!(asked(&[]).limit(20).unwrap(), 20);
    assert_eq!(asked(&[("limit", "100")]).limit(20).unwrap(), 100);
    for bad in ["0", "101", "-1", "+5", "x", ""] {
        let problem = asked(&[("limit", bad)]).limit(20).unwrap_err();
        assert_eq!((problem.code.status().as_u16(), problem.errors[0].field.as_str()), (422, "limit"), "{bad}");
    }
}
