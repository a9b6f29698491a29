//! A story's row, damaged in one column at a time: whatever stands there, the story comes to an end that its reader
//! sees, holds no place of its owner, and can be deleted and is erased whole.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::path::Path;

use ai_tale::domain::StoryId;
use reqwest::{Method, StatusCode};
use serde_json::Value;

use crate::kit::shelf::shelf;
use crate::kit::{Reader, Server, TINY, until};

/// A column, and what stands in it by mistake.
const DAMAGES: [(&str, &str); 29] = [
    ("owner", "x'07'"),
    ("owner", "zeroblob(16)"),
    ("day", "-1"),
    ("epoch", "-7"),
    ("epoch", "12"),
    ("epoch", "9223372036854775807"),
    ("head", "-1"),
    ("head", "1"),
    ("head", "30"),
    ("status", "'?'"),
    ("status", "'cancelled'"),
    ("ended", "1 - ended"),
    ("ended", "7"),
    ("ended_at", "NULL"),
    ("ended_at", "9223372036854775807"),
    ("outlined", "-1"),
    ("planned", "-1"),
    ("written", "-1"),
    ("claimant", "x'07'"),
    ("starts", "-1"),
    ("starts", "1099511627776"),
    ("intent", "1"),
    ("intent", "2"),
    ("intent", "7"),
    ("deleted_at", "5"),
    ("erasing", "1"),
    ("erasing", "2"),
    ("swept", "1"),
    ("swept", "7"),
];

/// Its stories are begun, and stay so until it stops.
const SILENT: (&str, &str) = ("MODELS__BUILTIN__FIRST_TOKEN_MS", "600000");

/// Whose story it is now, or whether it is one, stands in these alone.
fn is_lost(column: &str) -> bool {
    matches!(column, "owner" | "deleted_at")
}

/// Stories of one reader in a folder, each with its damage: those that had ended before, and those that had not.
async fn damaged(folder: &Path) -> (Reader, Vec<(StoryId, &'static str)>) {
    let server = Server::start_on(folder, &TINY, |parts| parts).await;
    let mut reader = server.guest().await;
    let mut stories = Vec::new();
    for _ in DAMAGES {
        let story = reader.wish_for_scenes(1).await;
        reader.whole(&story).await;
        stories.push(story);
    }
    server.stop().await;

    let settings: Vec<_> = TINY.into_iter().chain([SILENT]).collect();
    let server = Server::start_on(folder, &settings, |parts| parts).await;
    reader.base.clone_from(&server.readers);
    for _ in DAMAGES {
        let story = reader.wish_for_scenes(1).await;
        reader.follow(&story, 0, |event| event.kind == "story.started").await;
        stories.push(story);
    }
    server.stop().await;

    let connection = shelf(folder);
    let damage = |(story, (column, value)): (String, (&'static str, &str))| {
        let story: StoryId = story.parse().unwrap();
        let sql = format!("UPDATE stories SET {column} = {value} WHERE story_id = ?1");
        assert_eq!(connection.execute(&sql, [story.as_bytes()]).unwrap(), 1, "{sql}");
        (story, column)
    };
    let damages = DAMAGES.into_iter().chain(DAMAGES);
    (reader, stories.into_iter().zip(damages).map(damage).collect())
}

/// How many rows of a folder answer a question about a story.
fn count(folder: &Path, sql: &str, story: StoryId) -> u32 {
    shelf(folder).query_row(sql, [story.as_bytes()], |row| row.get(0)).unwrap()
}

#[tokio::test]
async fn no_column_keeps_a_story_alive() {
    let folder = tempfile::tempdir().unwrap();
    let (mut reader, stories) = damaged(folder.path()).await;
    let server = Server::start_on(folder.path(), &TINY, |parts| parts).await;
    reader.base.clone_from(&server.readers);

    for (story, column) in &stories {
        let path = format!("/v1/stories/{story}");
        until(&format!("an end of {column}"), async || {
            let answer = reader.get(&path).await;
            match answer.status() {
                StatusCode::OK => {
                    let status = answer.json::<Value>().await.unwrap()["status"].clone();
                    ["completed", "failed", "cancelled"].iter().any(|ended| status == *ended)
                }
                status => is_lost(column) && status == StatusCode::NOT_FOUND,
            }
        })
        .await;
    }
    let held = "SELECT count(*) FROM stories WHERE ended = 0 AND length(?1) = 16";
    until("no place is held", async || count(folder.path(), held, stories[0].0) == 0).await;

    let list: Value = reader.get("/v1/stories?limit=100").await.json().await.unwrap();
    let listed: Vec<&str> = list["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect();
    for (story, column) in &stories {
        assert_ne!(listed.contains(&story.to_string().as_str()), is_lost(column), "{column} in the list");
        let cancelled = reader.request(Method::POST, &format!("/v1/stories/{story}/cancel")).send().await.unwrap();
        let refusal = if is_lost(column) { StatusCode::NOT_FOUND } else { StatusCode::CONFLICT };
        assert_eq!(cancelled.status(), refusal, "{column}");
        let deleted = reader.request(Method::DELETE, &format!("/v1/stories/{story}")).send().await.unwrap();
        let done = if is_lost(column) { StatusCode::NOT_FOUND } else { StatusCode::NO_CONTENT };
        assert_eq!(deleted.status(), done, "{column}");
    }
    for (story, column) in stories.into_iter().filter(|(_, column)| *column != "owner") {
        let kept = "SELECT (SELECT count(*) FROM story_keys WHERE story_id = ?1)
            + (SELECT count(*) FROM story_events WHERE story_id = ?1)
            + (SELECT count(*) FROM story_work WHERE story_id = ?1)
            + (SELECT count(*) FROM stories WHERE story_id = ?1 AND erasing <> 2)";
        until(&format!("nothing is left of {column}"), async || count(folder.path(), kept, story) == 0).await;
    }
    server.stop().await;
}
