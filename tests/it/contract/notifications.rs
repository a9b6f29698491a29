//! In-app notices: one for each story that ended, until it is read, for its reader alone.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::checks::{eventually, items, refused, wish};
use crate::kit::{Reader, Server};

const LIST: &str = "/v1/me/notifications";

async fn notices(reader: &Reader, count: usize) -> Vec<Value> {
    eventually(async || Some(items(reader, LIST).await).filter(|notices| notices.len() == count)).await
}

async fn read(reader: &Reader, id: &str) -> reqwest::Response {
    reader.request(Method::POST, &format!("{LIST}/{id}/read")).send().await.unwrap()
}

#[tokio::test]
async fn a_notice_comes_once_for_each_story() {
    let server = Server::start().await;
    let (reader, other) = (server.guest().await, server.guest().await);
    let story = reader.wish(&wish()).await;
    reader.whole(&story).await;
    let notice = notices(&reader, 1).await.remove(0);
    assert_eq!((&notice["type"], &notice["story_id"]), (&json!("story.completed"), &json!(story)));
    assert_eq!(notice["read"], false);
    let id = notice["id"].as_str().unwrap();
    for not_theirs in [id, "7", "not-a-uuid", &uuid::Uuid::now_v7().to_string()] {
        refused(read(&other, not_theirs).await, 404, "not_found").await;
    }
    assert_eq!(items(&reader, LIST).await[0]["read"], false);
    assert_eq!(read(&reader, id).await.status(), StatusCode::NO_CONTENT);
    assert_eq!(read(&reader, id).await.status(), StatusCode::NO_CONTENT, "a repeat is no error");
    assert_eq!(items(&reader, LIST).await[0]["read"], true);
    assert_eq!(items(&other, LIST).await, Vec::<Value>::new());
}

#[tokio::test]
async fn notices_are_listed_newest_first_page_by_page() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let mut stories = Vec::new();
    for _ in 0..3 {
        let id = reader.wish(&wish()).await;
        reader.whole(&id).await;
        stories.push(id);
        notices(&reader, stories.len()).await;
    }
    stories.reverse();
    let first: Value = reader.get(&format!("{LIST}?limit=2")).await.json().await.unwrap();
    let cursor = first["next_cursor"].as_str().unwrap();
    let second: Value = reader.get(&format!("{LIST}?limit=2&cursor={cursor}")).await.json().await.unwrap();
    let pages = [&first, &second].into_iter().flat_map(|page| page["items"].as_array().unwrap());
    let told: Vec<&str> = pages.map(|notice| notice["story_id"].as_str().unwrap()).collect();
    assert_eq!(told, stories);
    assert_eq!(second["next_cursor"], Value::Null);
    refused(reader.get(&format!("{LIST}?limit=0")).await, 422, "invalid_request").await;
    refused(reader.get(&format!("{LIST}?cursor=garbage!")).await, 400, "bad_cursor").await;
}

#[tokio::test]
async fn a_deleted_storys_notice_is_gone_with_it() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let story = reader.wish(&wish()).await;
    reader.whole(&story).await;
    notices(&reader, 1).await;
    let deleted = reader.request(Method::DELETE, &format!("/v1/stories/{story}")).send().await.unwrap();
    assert_eq!(deleted.status(), StatusCode::NO_CONTENT);
    notices(&reader, 0).await;
}
