//! Wishing, listing, reading, cancelling, deleting, saying where one is.

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use super::checks::{SILENT, items, refused, started, stories_of, wish};
use crate::kit::{PATIENCE, Reader, Server};

async fn with_key(reader: &Reader, key: &str, body: &Value) -> Response {
    reader.request(Method::POST, "/v1/stories").header("idempotency-key", key).json(body).send().await.unwrap()
}

async fn id_of(answer: Response) -> String {
    assert_eq!(answer.status(), StatusCode::ACCEPTED);
    let body: Value = answer.json().await.unwrap();
    body["id"].as_str().unwrap().to_owned()
}

async fn end(reader: &Reader, method: Method, path: &str) -> Response {
    reader.request(method, path).send().await.unwrap()
}

/// Every call about one story.
fn calls(id: &str) -> [(Method, String, Option<Value>); 6] {
    let path = format!("/v1/stories/{id}");
    [
        (Method::GET, path.clone(), None),
        (Method::GET, format!("{path}/events"), None),
        (Method::POST, format!("{path}/cancel"), None),
        (Method::POST, format!("{path}/progress"), Some(json!({ "scene": 1 }))),
        (Method::HEAD, path.clone(), None),
        (Method::DELETE, path, None),
    ]
}

/// All calls about a story answer that there is none.
async fn assert_unknown(reader: &Reader, id: &str) {
    for (method, path, body) in calls(id) {
        let is_head = method == Method::HEAD;
        let request = reader.request(method, &path);
        let request = body.map_or(request.try_clone().unwrap(), |body| request.json(&body));
        let answer = request.send().await.unwrap();
        if is_head {
            assert_eq!(answer.status(), StatusCode::NOT_FOUND);
        } else {
            refused(answer, 404, "not_found").await;
        }
    }
    let stream = reader.request(Method::GET, &format!("/v1/stories/{id}/events")).header("accept", "text/event-stream");
    refused(stream.send().await.unwrap(), 404, "not_found").await;
}

#[tokio::test]
async fn an_accepted_wish_says_where_its_story_is() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let answer = reader.post("/v1/stories", &json!({ "theme": "a mouse who wants to see the sea" })).await;
    assert_eq!(answer.status(), StatusCode::ACCEPTED);
    let location = answer.headers()["location"].to_str().unwrap().to_owned();
    let body: Value = answer.json().await.unwrap();
    let id = body["id"].as_str().unwrap();
    assert_eq!(id.parse::<uuid::Uuid>().unwrap().get_version_num(), 7);
    assert_eq!(location, format!("/v1/stories/{id}"));
    let links = json!({ "self": location, "events": format!("{location}/events") });
    assert_eq!(body, json!({ "id": id, "status": "queued", "links": links }));
    let request = &reader.story(id).await["request"];
    assert_eq!((&request["age_group"], &request["style"]), (&json!("6-8"), &json!("watercolor")));
    assert_eq!((&request["language"], &request["scenes"]), (&json!("en"), &json!(6)));
}

#[tokio::test]
async fn a_told_story_is_whole() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let hero = json!({ "name": "Mira", "kind": "fox", "traits": ["curious"], "look": "red scarf" });
    let wish = json!({ "theme": "a lost lantern", "age_group": "3-5", "characters": [hero], "style": "night",
        "language": "en", "scenes": 3, "seed": 7, "notify": false });
    let id = reader.wish(&wish).await;
    let events = reader.whole(&id).await;
    let story = reader.story(&id).await;
    assert_eq!((&story["id"], &story["status"]), (&json!(id), &json!("completed")));
    assert_eq!((&story["request"], &story["last_event"]), (&wish, &json!(events.len())));
    assert_eq!(story["created_at"], events[0].data["at"]);
    assert!(story["created_at"].as_str().unwrap().ends_with('Z'));
    for key in ["title", "summary"] {
        assert_eq!(story[key], events[2].data[key]);
    }
    assert_eq!((&story["tags"], &story["characters"]), (&events[2].data["tags"], &events[2].data["characters"]));
    let scenes = story["scenes"].as_array().unwrap();
    let numbers: Vec<u64> = scenes.iter().map(|scene| scene["scene"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [1, 2, 3]);
    for scene in scenes {
        let picture = &scene["illustration"];
        assert_eq!((&picture["scene"], &picture["fallback"]), (&scene["scene"], &json!(false)));
        assert_eq!(picture["revision"], 1);
        let widths: Vec<u64> =
            picture["sources"].as_array().unwrap().iter().map(|source| source["width"].as_u64().unwrap()).collect();
        assert_eq!(widths, [80, 160]);
        assert!(["alt", "placeholder"].iter().all(|key| !picture[key].as_str().unwrap().is_empty()));
    }
}

#[tokio::test]
async fn what_is_not_yours_is_not_found() {
    let server = Server::start().await;
    let (reader, other) = (server.guest().await, server.guest().await);
    let id = reader.wish(&wish()).await;
    reader.whole(&id).await;
    let before = reader.story(&id).await;
    let unknown = uuid::Uuid::now_v7().to_string();
    for id in [id.as_str(), unknown.as_str(), "7", "not-a-uuid", "%2e%2e", "%00", "%ff", "'%20or%201=1--", "..%2f.."] {
        assert_unknown(&other, id).await;
    }
    assert_eq!(stories_of(&other).await, 0);
    assert_eq!(reader.story(&id).await["last_event"], before["last_event"]);
}

#[tokio::test]
async fn stories_are_listed_newest_first_page_by_page() {
    let server = Server::start_with(&[SILENT]).await;
    let reader = server.guest().await;
    let mut made = Vec::new();
    for _ in 0..5 {
        made.push(reader.wish(&wish()).await);
    }
    assert_eq!(end(&reader, Method::POST, &format!("/v1/stories/{}/cancel", made[1])).await.status(), 202);
    reader.whole(&made[1]).await;
    made.reverse();
    let (mut found, mut path, mut pages) = (Vec::new(), "/v1/stories?limit=2".to_owned(), 0);
    loop {
        let page: Value = reader.get(&path).await.json().await.unwrap();
        let ids = page["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned());
        found.extend(ids);
        pages += 1;
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/v1/stories?limit=2&cursor={cursor}");
    }
    assert_eq!((found, pages), (made.clone(), 3));
    let cancelled = items(&reader, "/v1/stories?status=cancelled").await;
    assert_eq!(cancelled.iter().map(|item| item["id"].as_str().unwrap()).collect::<Vec<_>>(), [made[3].as_str()]);
    refused(reader.get("/v1/stories?status=lost").await, 422, "invalid_request").await;
    for limit in ["0", "101", "-1", "many", "", "99999999999999999999"] {
        refused(reader.get(&format!("/v1/stories?limit={limit}")).await, 422, "invalid_request").await;
    }
    for cursor in ["garbage!", "AAAA", "%ff"] {
        refused(reader.get(&format!("/v1/stories?cursor={cursor}")).await, 400, "bad_cursor").await;
    }
}

#[tokio::test]
async fn a_repeated_key_is_the_same_story() {
    let server = Server::start().await;
    let (reader, other) = (server.guest().await, server.guest().await);
    let id = id_of(with_key(&reader, "once", &wish()).await).await;
    assert_eq!(id_of(with_key(&reader, "once", &wish()).await).await, id);
    reader.whole(&id).await;
    assert_eq!(id_of(with_key(&reader, "once", &wish()).await).await, id, "also when it has ended");
    refused(with_key(&reader, "once", &json!({ "theme": "a bear" })).await, 422, "idempotency_key_reused").await;
    assert_ne!(id_of(with_key(&reader, "twice", &wish()).await).await, id);
    assert_ne!(id_of(with_key(&other, "once", &wish()).await).await, id, "keys are each caller's own");
    assert_eq!((stories_of(&reader).await, stories_of(&other).await), (2, 1));
}

#[tokio::test]
async fn another_spelling_is_the_same_wish() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let spelt = |theme: &str, name: &str, language: &str| {
        let hero = json!({ "name": name, "kind": "", "traits": [] });
        json!({ "theme": theme, "characters": [hero], "language": language, "scenes": 1 })
    };
    let id = id_of(with_key(&reader, "once", &spelt("a fox at the caf\u{e9}", "Zo\u{eb}", "en")).await).await;
    let cafe = "a fox at the caf\u{e9}";
    let others = [
        spelt("a fox at the cafe\u{301}", "Zoe\u{308}", "EN"),
        spelt("  a\tfox  at the\n caf\u{e9} ", " Zo\u{eb}", " en "),
        json!({ "scenes": 1, "language": "en", "characters": [{ "name": "Zo\u{eb}" }], "theme": cafe }),
    ];
    for other in others {
        assert_eq!(id_of(with_key(&reader, "once", &other).await).await, id, "{other}");
    }
    let differs = spelt("a fox at the cafe", "Zo\u{eb}", "en");
    refused(with_key(&reader, "once", &differs).await, 422, "idempotency_key_reused").await;
}

#[tokio::test]
async fn a_deleted_story_s_key_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start_on(folder.path(), &[], |parts| parts).await;
    let reader = server.guest().await;
    let id = id_of(with_key(&reader, "once", &wish()).await).await;
    assert_eq!(end(&reader, Method::DELETE, &format!("/v1/stories/{id}")).await.status(), StatusCode::NO_CONTENT);
    refused(with_key(&reader, "once", &wish()).await, 410, "story_deleted").await;
    refused(with_key(&reader, "once", &json!({ "theme": "a bear" })).await, 422, "idempotency_key_reused").await;
    server.stop().await;
    let server = Server::start_on(folder.path(), &[], |parts| parts).await;
    let reader = Reader { base: server.readers.clone(), ..reader };
    refused(with_key(&reader, "once", &wish()).await, 410, "story_deleted").await;
    assert_ne!(id_of(with_key(&reader, "again", &wish()).await).await, id);
}

#[tokio::test]
async fn twenty_concurrent_repeats_are_one_story() {
    let tight = [
        SILENT,
        ("LIMITS__QUEUE", "1"),
        ("LIMITS__STORIES", "1"),
        ("PLANS__GUEST__STORIES_PER_DAY", "1"),
        ("PLANS__GUEST__STORIES_AT_ONCE", "1"),
    ];
    for settings in [&[][..], &tight] {
        let server = Server::start_with(settings).await;
        let reader = server.guest().await;
        let ids = (0..20).map(|_| async { id_of(with_key(&reader, "once", &wish()).await).await });
        let mut ids = futures_util::future::join_all(ids).await;
        ids.dedup();
        assert_eq!(ids.len(), 1);
        assert_eq!(stories_of(&reader).await, 1);
    }
}

#[tokio::test]
async fn a_refused_call_uses_up_no_key() {
    let server = Server::start().await;
    let reader = server.guest().await;
    refused(with_key(&reader, "k", &json!({ "theme": "a fox", "scenes": 0 })).await, 422, "invalid_request").await;
    refused(with_key(&reader, "k", &json!({ "theme": "kill myself" })).await, 422, "content_rejected").await;
    refused(with_key(&reader, "k", &json!({ "theme": 7 })).await, 422, "invalid_request").await;
    id_of(with_key(&reader, "k", &wish()).await).await;
    assert_eq!(stories_of(&reader).await, 1);
}

#[tokio::test]
async fn a_cancelled_story_ends_once_and_stays_readable() {
    let server = Server::start_with(&[SILENT, ("LIMITS__STORIES", "1")]).await;
    let reader = server.guest().await;
    let (running, queued) = (reader.wish(&wish()).await, reader.wish(&wish()).await);
    started(&reader, &running).await;
    for id in [&queued, &running] {
        let path = format!("/v1/stories/{id}/cancel");
        assert_eq!(end(&reader, Method::POST, &path).await.status(), StatusCode::ACCEPTED);
        let events = reader.whole(id).await;
        assert_eq!(events.last().unwrap().kind, "story.cancelled");
        refused(end(&reader, Method::POST, &path).await, 409, "story_ended").await;
        let story = reader.story(id).await;
        assert_eq!((&story["status"], &story["last_event"]), (&json!("cancelled"), &json!(events.len())));
    }
    let kinds: Vec<String> = reader.whole(&running).await.into_iter().map(|event| event.kind).collect();
    assert_eq!(kinds, ["story.created", "story.started", "story.cancelled"]);
}

#[tokio::test]
async fn nothing_of_a_deleted_story_can_be_read() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let id = reader.wish(&wish()).await;
    reader.whole(&id).await;
    let story = reader.story(&id).await;
    let sources = story["scenes"][0]["illustration"]["sources"].as_array().unwrap().clone();
    let picture = format!("{}{}", server.readers, sources[0]["url"].as_str().unwrap());
    assert_eq!(reqwest::get(&picture).await.unwrap().status(), StatusCode::OK);
    assert_eq!(end(&reader, Method::DELETE, &format!("/v1/stories/{id}")).await.status(), StatusCode::NO_CONTENT);
    assert_unknown(&reader, &id).await;
    assert_eq!(stories_of(&reader).await, 0);
    refused(reqwest::get(&picture).await.unwrap(), 404, "not_found").await;
    let head = reqwest::Client::new().head(&picture).header("if-none-match", "*").send().await.unwrap();
    assert_eq!(head.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn deleting_a_running_story_ends_its_open_streams() {
    let server = Server::start_with(&[SILENT]).await;
    let reader = server.guest().await;
    let id = reader.wish(&wish()).await;
    started(&reader, &id).await;
    let request = reader.request(Method::GET, &format!("/v1/stories/{id}/events"));
    let stream = request.header("accept", "text/event-stream").send().await.unwrap();
    assert_eq!(end(&reader, Method::DELETE, &format!("/v1/stories/{id}")).await.status(), StatusCode::NO_CONTENT);
    tokio::time::timeout(PATIENCE, stream.bytes()).await.unwrap().unwrap();
    assert_unknown(&reader, &id).await;
}

#[tokio::test]
async fn a_bookmark_is_a_scene_number() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let id = reader.wish(&wish()).await;
    let path = format!("/v1/stories/{id}/progress");
    for scene in [1, 2, 1] {
        let answer = reader.post(&path, &json!({ "scene": scene })).await;
        assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    }
    for body in [
        json!({ "scene": 0 }),
        json!({ "scene": 3 }),
        json!({ "scene": 33 }),
        json!({ "scene": "1" }),
        json!({}),
        json!({ "scene": 1, "page": 2 }),
    ] {
        refused(reader.post(&path, &body).await, 422, "invalid_request").await;
    }
    let answer = reader.request(Method::POST, &path).header("content-type", "application/json").body("{").send().await;
    refused(answer.unwrap(), 400, "malformed_json").await;
}
