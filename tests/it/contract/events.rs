//! A story's events as a stream and as pages: every one once, in order, wherever a reader reconnects.

use futures_util::future::join_all;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use tokio::time::timeout;

use super::checks::{SILENT, connect, refused, says_when_to_come_back, started, wish};
use crate::kit::{PATIENCE, Reader, Server, StreamedEvent, cases};

/// An event as it was sent, without the addresses of its pictures, which are signed anew now and then.
fn without_addresses(event: &StreamedEvent) -> (u64, String, Value) {
    let mut data = event.data.clone();
    if let Some(sources) = data.pointer_mut("/illustration/sources").and_then(Value::as_array_mut) {
        for source in sources {
            assert!(source.as_object_mut().unwrap().remove("url").is_some());
        }
    }
    (event.id, event.kind.clone(), data)
}

fn all(events: &[StreamedEvent]) -> Vec<(u64, String, Value)> {
    events.iter().map(without_addresses).collect()
}

async fn ask(reader: &Reader, id: &str, query: &str, last_event_id: Option<&str>, accept: &str) -> Response {
    let request = reader.request(Method::GET, &format!("/v1/stories/{id}/events{query}")).header("accept", accept);
    let request = last_event_id.map_or(request.try_clone().unwrap(), |last| request.header("last-event-id", last));
    request.send().await.unwrap()
}

/// The numbers of a stream that ends with its story.
async fn numbers(answer: Response) -> Vec<u64> {
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    let text = answer.text().await.unwrap();
    text.lines().filter_map(|line| line.strip_prefix("id: ")?.parse().ok()).collect()
}

#[tokio::test]
async fn the_log_has_every_event_and_field() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let id = reader.wish_for_scenes(2).await;
    let events = reader.whole(&id).await;
    assert_eq!(events.iter().map(|event| event.id).collect::<Vec<_>>(), (1..=8).collect::<Vec<_>>());
    for event in &events {
        let data = event.data.as_object().unwrap();
        assert_eq!((&data["story_id"], &data["seq"]), (&json!(id), &json!(event.id)));
        assert!(data["at"].as_str().unwrap().ends_with('Z'));
        let fields: Vec<&str> = match event.kind.as_str() {
            "story.created" => vec!["request"],
            "story.started" => vec![],
            "story.outlined" => vec!["characters", "scenes", "summary", "tags", "title"],
            "scene.created" => vec!["palette", "scene", "text", "words"],
            "illustration.created" => vec!["illustration", "revision", "scene"],
            "story.completed" => vec!["duration_ms", "scenes"],
            other => panic!("{other}"),
        };
        let own = data.keys().filter(|key| !["story_id", "seq", "at"].contains(&key.as_str()));
        let mut own: Vec<&str> = own.map(String::as_str).collect();
        own.sort_unstable();
        assert_eq!(own, fields, "{}", event.kind);
    }
    let pictured = |kind: &str| -> Vec<u64> {
        let of_kind = events.iter().filter(|event| event.kind == kind);
        of_kind.map(|event| event.data["scene"].as_u64().unwrap()).collect()
    };
    assert_eq!(pictured("scene.created"), [1, 2]);
    let mut pictures = pictured("illustration.created");
    pictures.sort_unstable();
    assert_eq!(pictures, [1, 2]);
    assert_eq!((&events[2].data["scenes"], &events[7].data["scenes"]), (&json!(2), &json!(2)));
    let palette = events.iter().find(|event| event.kind == "scene.created").unwrap().data["palette"].clone();
    let is_colour = |colour: &Value| colour.as_str().unwrap().len() == 7 && colour.as_str().unwrap().starts_with('#');
    assert_eq!(palette.as_array().unwrap().iter().filter(|colour| is_colour(colour)).count(), 2);
}

#[tokio::test]
async fn every_reader_sees_what_the_first_saw() {
    let server = Server::start_with(&[("MODELS__BUILTIN__PICTURE_MS", "20"), ("POOLS__ILLUSTRATION__SIZE", "2")]).await;
    let reader = server.guest().await;
    let id = reader.wish_for_scenes(6).await;
    let live = join_all((0..4).map(|_| reader.whole(&id))).await;
    let replay = all(&reader.whole(&id).await);
    assert_eq!(replay.len(), 16);
    for shown in live {
        assert_eq!(all(&shown), replay);
    }
}

#[tokio::test]
async fn a_stream_resumes_after_every_event() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let id = reader.wish_for_scenes(3).await;
    let last = reader.whole(&id).await.len() as u64;
    assert_eq!(last, 10);
    for after in 0..last {
        let expected: Vec<u64> = (after + 1..=last).collect();
        let text = after.to_string();
        let by_header = ask(&reader, &id, "", Some(&text), "text/event-stream").await;
        assert_eq!(numbers(by_header).await, expected);
        let by_query = ask(&reader, &id, &format!("?after={after}"), None, "text/event-stream").await;
        assert_eq!(numbers(by_query).await, expected);
        let other = last - after;
        let by_both = ask(&reader, &id, &format!("?after={other}"), Some(&text), "text/event-stream").await;
        assert_eq!(numbers(by_both).await, expected, "the header wins");
    }
    for (query, header) in [("", Some("10")), ("?after=10", None), ("?after=3", Some("10")), ("?after=zzz", Some("10"))]
    {
        let answer = ask(&reader, &id, query, header, "text/event-stream").await;
        assert_eq!(answer.status(), StatusCode::NO_CONTENT);
        assert_eq!(answer.bytes().await.unwrap().len(), 0);
    }
}

#[tokio::test]
async fn a_bad_cursor_is_a_bad_request() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let id = reader.wish(&wish()).await;
    let last = reader.whole(&id).await.len();
    let enormous = "9".repeat(500);
    let future = (last + 1).to_string();
    let bad = ["garbage", "-1", "+1", "1.5", "1e3", "0x1", "null", "18446744073709551616", &future, &enormous];
    for accept in ["text/event-stream", "application/json"] {
        for cursor in bad {
            refused(ask(&reader, &id, "", Some(cursor), accept).await, 400, "bad_cursor").await;
            if !cursor.starts_with('+') {
                refused(ask(&reader, &id, &format!("?after={cursor}"), None, accept).await, 400, "bad_cursor").await;
            }
            refused(ask(&reader, &id, "?after=1", Some(cursor), accept).await, 400, "bad_cursor").await;
        }
    }
    refused(ask(&reader, &id, "?cursor=garbage!", None, "application/json").await, 400, "bad_cursor").await;
}

#[tokio::test]
async fn an_empty_cursor_is_none() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let id = reader.wish(&wish()).await;
    let last = reader.whole(&id).await.len();
    let numbers = async |query: &str, header: Option<&str>| -> Vec<u64> {
        let answer = ask(&reader, &id, query, header, "application/json").await;
        let page: Value = answer.json().await.unwrap();
        page["items"].as_array().unwrap().iter().map(|event| event["seq"].as_u64().unwrap()).collect()
    };
    for (query, header) in [("", Some("")), ("?after=", None), ("?after=", Some(""))] {
        assert_eq!(numbers(query, header).await.len(), last, "{query} {header:?}");
    }
    assert_eq!(numbers("?after=2", Some("")).await.first(), Some(&3), "the header says nothing, so it does not win");
    assert_eq!(numbers("?after=", Some("2")).await.first(), Some(&3));
}

#[tokio::test]
async fn no_reader_is_ahead_of_a_story() {
    let server = Server::start_with(&[SILENT]).await;
    let reader = server.guest().await;
    let id = reader.wish(&wish()).await;
    started(&reader, &id).await;
    refused(ask(&reader, &id, "", Some("3"), "text/event-stream").await, 400, "bad_cursor").await;
    let answer = ask(&reader, &id, "", Some("2"), "text/event-stream").await;
    assert_eq!(answer.status(), StatusCode::OK, "nothing is left, but more will come");
    assert_eq!(answer.headers()["cache-control"], "no-store");
}

#[tokio::test]
async fn the_events_so_far_are_pages_of_json() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let id = reader.wish_for_scenes(2).await;
    let streamed = reader.whole(&id).await;
    let (mut found, mut query) = (Vec::new(), "?limit=3".to_owned());
    loop {
        let answer = ask(&reader, &id, &query, None, "application/json").await;
        assert_eq!(answer.headers()["content-type"], "application/json");
        let page: Value = answer.json().await.unwrap();
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 3);
        found.extend(items.iter().cloned());
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        query = format!("?limit=3&cursor={cursor}");
    }
    let shown = found.into_iter().map(|mut data| {
        let kind = data.as_object_mut().unwrap().remove("type").unwrap().as_str().unwrap().to_owned();
        StreamedEvent { id: data["seq"].as_u64().unwrap(), kind, data }
    });
    assert_eq!(all(&shown.collect::<Vec<_>>()), all(&streamed));
    let rest: Value = ask(&reader, &id, "?after=6", None, "*/*").await.json().await.unwrap();
    assert_eq!((rest["items"].as_array().unwrap().len(), &rest["next_cursor"]), (2, &Value::Null));
    let nothing: Value = ask(&reader, &id, "?after=8", None, "*/*").await.json().await.unwrap();
    assert_eq!(nothing, json!({ "items": [], "next_cursor": null }));
}

#[tokio::test]
async fn a_stream_without_news_beats() {
    let server = Server::start_with(&[SILENT, ("STREAM__HEARTBEAT", "1s")]).await;
    let reader = server.guest().await;
    let id = reader.wish(&wish()).await;
    started(&reader, &id).await;
    let mut stream = ask(&reader, &id, "", Some("2"), "text/event-stream").await;
    let first = timeout(PATIENCE, stream.chunk()).await.unwrap().unwrap().unwrap();
    assert_eq!(first, ":\n\n");
}

#[tokio::test]
async fn a_stream_ends_with_its_token() {
    let server = Server::start_with(&[SILENT, ("AUTH__ACCESS_TTL", "1s")]).await;
    let reader = server.guest().await;
    let id = reader.wish(&wish()).await;
    let text = ask(&reader, &id, "", None, "text/event-stream").await.text().await.unwrap();
    assert!(text.starts_with("id: 1\nevent: story.created\n") && says_when_to_come_back(&text), "{text}");
}

#[tokio::test]
async fn a_reader_who_never_reads_delays_nobody() {
    let server = Server::start_with(&[("LIMITS__STREAMS_PER_USER", "0")]).await;
    let reader = server.guest().await;
    let id = reader.wish_for_scenes(4).await;
    let request = format!(
        "GET /v1/stories/{id}/events HTTP/1.1\r\nhost: here\r\naccept: text/event-stream\r\nauthorization: Bearer {}\r\n\r\n",
        reader.token
    );
    let mut silent = Vec::new();
    for _ in 0..50 {
        let mut stream = connect(&server.readers).await;
        tokio::io::AsyncWriteExt::write_all(&mut stream, request.as_bytes()).await.unwrap();
        silent.push(stream);
    }
    assert_eq!(reader.whole(&id).await.len(), 12);
}

/// What a reader does: after so many events the connection is cut, and the next one says where to go on by header or
/// by query.
fn cuts() -> impl Strategy<Value = Vec<(usize, bool)>> {
    proptest::collection::vec((0_usize..6, any::<bool>()), 0..8)
}

/// Follows a story through the cuts to its end.
async fn follow_through(reader: &Reader, id: &str, cuts: &[(usize, bool)]) -> Vec<StreamedEvent> {
    let mut seen: Vec<StreamedEvent> = Vec::new();
    for (count, by_query) in cuts {
        let after = seen.last().map_or(0, |event| event.id);
        if *count == 0 {
            let last = after.to_string();
            let query = format!("?after={after}");
            let (query, header) = if *by_query { (query.as_str(), None) } else { ("", Some(last.as_str())) };
            // opened and dropped unread
            assert!(ask(reader, id, query, header, "text/event-stream").await.status().is_success());
            continue;
        }
        let mut left = *count;
        let more = reader.follow(id, after, |_| {
            left -= 1;
            left == 0
        });
        seen.extend(more.await);
    }
    let after = seen.last().map_or(0, |event| event.id);
    seen.extend(reader.follow(id, after, |_| false).await);
    seen
}

#[test]
fn random_cuts_show_every_event_once() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let settings = [("MODELS__BUILTIN__PICTURE_MS", "5"), ("LIMITS__STREAMS_PER_USER", "0")];
    let server = runtime.block_on(Server::start_with(&settings));
    let reader = runtime.block_on(server.guest());
    let mut runner = TestRunner::new(cases(file!(), 16));
    let outcome = runner.run(&(1_u32..5, proptest::collection::vec(cuts(), 1..4)), |(scenes, readers)| {
        runtime.block_on(async {
            let id = reader.wish_for_scenes(scenes).await;
            let seen = join_all(readers.iter().map(|cuts| follow_through(&reader, &id, cuts))).await;
            let log = all(&reader.whole(&id).await);
            assert_eq!(log.len(), 4 + 2 * scenes as usize);
            for events in seen {
                assert_eq!(all(&events), log);
            }
        });
        Ok(())
    });
    outcome.unwrap();
    runtime.block_on(server.stop());
}
