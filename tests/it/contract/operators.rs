//! The operators' listener: health, metrics, pools that are resized while stories run, counts that equal the logs.

use std::collections::BTreeMap;
use std::time::Duration;

use ai_tale::accounts::Scope;
use ai_tale::domain::{Timestamp, Topic};
use futures_util::future::join_all;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::checks::{eventually, fields, operator, refused, wish};
use crate::kit::Server;

#[tokio::test]
async fn both_listeners_say_whether_the_service_is_well() {
    let server = Server::start().await;
    for base in [&server.readers, &server.operators] {
        let live = reqwest::get(format!("{base}/health/live")).await.unwrap();
        assert_eq!(live.status(), StatusCode::OK);
        let ready = reqwest::get(format!("{base}/health/ready")).await.unwrap();
        assert_eq!(ready.status(), StatusCode::OK);
        let body: Value = ready.json().await.unwrap();
        assert_eq!((&body["status"], &body["parts"]["store"]), (&json!("ok"), &json!("ok")));
        assert!(body["parts"].as_object().unwrap().values().all(|state| state == "ok"));
    }
}

#[tokio::test]
async fn only_operators_see_the_dashboards_metrics() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let id = reader.wish(&wish()).await;
    reader.whole(&id).await;
    refused(reqwest::get(format!("{}/metrics", server.readers)).await.unwrap(), 404, "not_found").await;
    let names = [
        "tale_pool_busy",
        "tale_pool_size",
        "tale_pool_waiting",
        "tale_pool_wait_seconds",
        "tale_pool_service_seconds",
        "tale_stories",
        "tale_stories_ended_total",
        "tale_first_illustrated_scene_seconds",
        "tale_model_calls_total",
        "tale_model_seconds",
        "tale_streams",
        "tale_stream_frames_total",
        "tale_streams_ended_total",
        "tale_http_requests_total",
        "tale_http_seconds",
        "tale_http_connections",
        "tale_store_commit_seconds",
        "tale_store_batch_size",
        "tale_outbox_pending",
        "tale_outbox_age_seconds",
    ];
    let scrape = async || {
        let answer = reqwest::get(format!("{}/metrics", server.operators)).await.unwrap();
        assert!(answer.headers()["content-type"].to_str().unwrap().starts_with("text/plain"));
        let text = answer.text().await.unwrap();
        assert!(!text.contains(&id) && !text.contains("fox"), "neither ids nor words are labels");
        let is_there = |name: &str| text.lines().any(|line| line.starts_with(&format!("# TYPE {name} ")));
        names.iter().all(|name| is_there(name)).then_some(())
    };
    eventually(scrape).await;
}

#[tokio::test]
async fn operators_calls_need_their_scope() {
    let server = Server::start().await;
    let (pools, counts) = ("/v1/admin/pools", "/v1/admin/analytics/counts");
    for path in [pools, counts] {
        refused(reqwest::get(format!("{}{path}", server.operators)).await.unwrap(), 401, "unauthorized").await;
        refused(reqwest::get(format!("{}{path}", server.readers)).await.unwrap(), 404, "not_found").await;
    }
    let resize = json!({ "size": 2 });
    let (for_pools, for_counts) = (operator(&server, &[Scope::Pools]), operator(&server, &[Scope::Analytics]));
    assert_eq!(for_pools.get(pools).await.status(), StatusCode::OK);
    refused(for_pools.get(counts).await, 403, "insufficient_scope").await;
    assert_eq!(for_counts.get(counts).await.status(), StatusCode::OK);
    refused(for_counts.get(pools).await, 403, "insufficient_scope").await;
    let changed = for_counts.send(Method::PATCH, "/v1/admin/pools/scene", &resize).await;
    refused(changed, 403, "insufficient_scope").await;
    for path in [pools, counts] {
        assert_eq!(operator(&server, &[Scope::Operator]).get(path).await.status(), StatusCode::OK);
        refused(operator(&server, &[Scope::PersonalData, Scope::Refunds]).get(path).await, 403, "insufficient_scope")
            .await;
        refused(operator(&server, &[]).get(path).await, 403, "insufficient_scope").await;
    }
}

#[tokio::test]
async fn a_pool_has_the_size_it_was_given() {
    let server = Server::start().await;
    let operator = operator(&server, &[Scope::Pools]);
    for stage in ["scene", "illustration", "storage"] {
        for size in [1, 1024, 3] {
            let path = format!("/v1/admin/pools/{stage}");
            let answer = operator.send(Method::PATCH, &path, &json!({ "size": size })).await;
            assert_eq!(answer.status(), StatusCode::OK);
            let pool: Value = answer.json().await.unwrap();
            assert_eq!((&pool["stage"], &pool["size"]), (&json!(stage), &json!(size)));
        }
    }
    let pools: Value = operator.get("/v1/admin/pools").await.json().await.unwrap();
    for (stage, pool) in pools.as_object().unwrap() {
        let idle = json!({ "stage": stage, "size": 3, "busy": 0, "queued": 0, "oldest_wait_ms": 0, "restarts": 0 });
        assert_eq!(pool, &idle);
    }
    assert_eq!(pools.as_object().unwrap().len(), 3);
    for body in [json!({ "size": 0 }), json!({ "size": 1025 }), json!({ "size": -1 }), json!({ "size": "8" })] {
        let document =
            refused(operator.send(Method::PATCH, "/v1/admin/pools/scene", &body).await, 422, "invalid_request");
        assert_eq!(fields(&document.await)[0].0, "size");
    }
    refused(operator.send(Method::PATCH, "/v1/admin/pools/scene", &json!({})).await, 422, "invalid_request").await;
    for stage in ["scenes", "7", "Scene"] {
        let answer = operator.send(Method::PATCH, &format!("/v1/admin/pools/{stage}"), &json!({ "size": 1 })).await;
        refused(answer, 404, "not_found").await;
    }
}

#[tokio::test]
async fn pools_resized_while_stories_run_lose_nothing() {
    let server = Server::start_with(&[("MODELS__BUILTIN__PICTURE_MS", "10")]).await;
    let reader = server.guest().await;
    let operator = operator(&server, &[Scope::Pools]);
    let mut stories = Vec::new();
    for _ in 0..6 {
        stories.push(reader.wish_for_scenes(4).await);
    }
    let resizing = async {
        for size in [1, 8, 1, 16, 2, 1] {
            for stage in ["illustration", "storage", "scene"] {
                let path = format!("/v1/admin/pools/{stage}");
                assert_eq!(operator.send(Method::PATCH, &path, &json!({ "size": size })).await.status(), 200);
            }
        }
    };
    let told = join_all(stories.iter().map(|id| reader.whole(id)));
    let (told, ()) = tokio::join!(told, resizing);
    for events in told {
        let numbers: Vec<u64> = events.iter().map(|event| event.id).collect();
        assert_eq!(numbers, (1..=12).collect::<Vec<_>>());
        assert_eq!(events.last().unwrap().kind, "story.completed");
        let quiet = events.iter().filter(|event| event.data["illustration"]["fallback"] == true).count();
        assert_eq!(quiet, 0);
    }
    let pools: Value = operator.get("/v1/admin/pools").await.json().await.unwrap();
    assert!(pools.as_object().unwrap().values().all(|pool| pool["size"] == 1 && pool["restarts"] == 0), "{pools}");
}

#[tokio::test]
async fn every_request_is_counted_whatever_it_asks_for() {
    let server = Server::start().await;
    for path in ["/", "/health/live", "/nowhere", "/v1/me", "/nowhere", "/nowhere-else"] {
        reqwest::get(format!("{}{path}", server.readers)).await.unwrap();
    }
    // a stop tells what the minute has counted so far
    let folder = server.stop().await.unwrap();
    let server = Server::start_on(folder.path(), &[], |parts| parts).await;
    let counts = async || {
        let analytics = &server.app.backends().analytics;
        let later = Timestamp::now().plus(Duration::from_hours(1));
        let counts = analytics.counts(Timestamp::default(), later).await.unwrap();
        counts.into_iter().find(|(kind, _)| kind == "api.request").map(|(_, count)| count)
    };
    assert_eq!(eventually(counts).await, 6);
    let records = server.app.backends().bus.read(Topic::Performance, 0, 0, 100).await.unwrap();
    let told: Vec<_> = records.iter().map(|record| (&record.event.data["route"], record.event.count())).collect();
    assert_eq!(told.len(), 4, "one event for each route and status: {told:?}");
}

#[tokio::test]
async fn the_counts_of_analytics_equal_the_logs() {
    let server = Server::start().await;
    let (reader, other) = (server.guest().await, server.guest().await);
    let operator = operator(&server, &[Scope::Analytics]);
    let mut expected: BTreeMap<String, u64> = BTreeMap::new();
    for scenes in [1, 2, 3] {
        let id = reader.wish_for_scenes(scenes).await;
        for event in reader.whole(&id).await {
            if ["story.created", "illustration.created", "story.completed"].contains(&event.kind.as_str()) {
                *expected.entry(event.kind).or_default() += 1;
            }
        }
        for scene in [1, 1, scenes] {
            let place = json!({ "scene": scene });
            assert_eq!(reader.post(&format!("/v1/stories/{id}/progress"), &place).await.status(), 204);
            assert_eq!(other.post(&format!("/v1/stories/{id}/progress"), &place).await.status(), 404);
        }
        *expected.entry("story.viewed".to_owned()).or_default() += 1;
    }
    assert_eq!(expected["illustration.created"], 6);
    let arrived = async || {
        for (kind, count) in &expected {
            let found = operator.count(kind).await;
            assert!(found <= *count, "{kind}: {found}");
            if found < *count {
                return None;
            }
        }
        Some(())
    };
    eventually(arrived).await;
    let counts = async |query: &str| -> Value {
        operator.get(&format!("/v1/admin/analytics/counts{query}")).await.json().await.unwrap()
    };
    assert!(counts("").await["model.inference"].as_u64().is_some_and(|calls| calls >= 6));
    assert_eq!(counts("?from=2999-01-01T00:00:00Z").await, json!({}));
    assert_eq!(counts("?to=2001-01-01T00:00:00Z").await, json!({}));
    let daily = async |query: &str| -> Value {
        operator.get(&format!("/v1/admin/analytics/daily{query}")).await.json().await.unwrap()
    };
    for (kind, count) in &expected {
        let days = daily(&format!("?type={kind}")).await;
        let sum: u64 = days["items"].as_array().unwrap().iter().map(|item| item["count"].as_u64().unwrap()).sum();
        assert_eq!(sum, *count, "{kind}: {days}");
    }
    let completed = &daily("?type=story.completed").await["items"][0];
    assert_eq!(completed["tier"], "guest");
    assert!(completed["duration"]["p50_ms"].as_f64().is_some_and(|half| half > 0.0), "{completed}");
    let first = daily("?limit=1").await;
    let second = daily(&format!("?limit=1&cursor={}", first["next_cursor"].as_str().unwrap())).await;
    assert_ne!(first["items"][0], second["items"][0]);
    assert_eq!(daily("?from=2999-01-01T00:00:00Z").await["items"], json!([]));
    refused(operator.get("/v1/admin/analytics/daily?cursor=no").await, 400, "bad_cursor").await;
    let bad = operator.get("/v1/admin/analytics/counts?from=yesterday").await;
    assert_eq!(fields(&refused(bad, 422, "invalid_request").await)[0].0, "from");
}
