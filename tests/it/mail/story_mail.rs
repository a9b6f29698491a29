//! "Your story is ready": where it was wished for, nobody saw the story end, and the address is the reader's; once.

use std::sync::Arc;

use ai_tale::actors::notification::{Channel, StoryMail};
use ai_tale::backends::Backends;
use ai_tale::backends::accounts::Accounts;
use ai_tale::domain::{BusEvent, EventId, NodeId, StoryId, UserId};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::NOW;
use crate::contract::checks::{fields, refused};
use crate::kit::fakes::{FakeMailer, FakeMails, lock};
use crate::kit::{Reader, Server, TINY, until};

/// A served app whose readers have addresses.
struct Post {
    server: Server,
    queue: Arc<FakeMails>,
    mailer: Arc<FakeMailer>,
    #[expect(dead_code, reason = "it is kept, and dropped")]
    folder: TempDir,
}

async fn post() -> Post {
    let folder = TempDir::new().unwrap();
    let (queue, mailer) = (Arc::<FakeMails>::default(), Arc::<FakeMailer>::default());
    let (mails, taker) = (queue.clone(), mailer.clone());
    let change = |parts: Backends| Backends { accounts: Accounts { mails, ..parts.accounts }, mailer: taker, ..parts };
    let server = Server::start_on(folder.path(), &TINY, change).await;
    Post { server, queue, mailer, folder }
}

fn wish(notify: bool) -> Value {
    json!({ "theme": "a fox who is afraid of the dark", "scenes": 1, "seed": 7, "notify": notify })
}

/// Waits, without a stream, until a story is there and whoever is told of it was told.
async fn completed(post: &Post, reader: &Reader, id: &str) -> Value {
    until("the end of a story", async || reader.story(id).await["status"] == "completed").await;
    let outbox = &post.server.app.backends().store.outbox;
    until("an empty outbox", async || outbox.backlog().await.unwrap().facts == 0).await;
    reader.story(id).await
}

#[tokio::test]
async fn a_ready_story_is_mailed_without_its_words() {
    let post = post().await;
    let reader = post.server.guest().await;
    let id = reader.wish(&wish(true)).await;
    let story = completed(&post, &reader, &id).await;
    assert_eq!(story["request"]["notify"], true);
    until("a mail", async || lock(&post.mailer.taken).len() == 1).await;
    let mail = String::from_utf8(lock(&post.mailer.seen)[0].bytes.clone()).unwrap().replace("=\r\n", "");
    assert!(mail.contains(&format!("/stories/{id}")) && mail.contains("Your story is ready"), "{mail}");
    let title = story["title"].as_str().unwrap();
    for word in ["fox", "afraid", title].into_iter().filter(|word| !word.is_empty()) {
        assert!(!mail.contains(word), "{word}: {mail}");
    }
}

#[tokio::test]
async fn who_sees_the_end_gets_no_mail() {
    let post = post().await;
    let reader = post.server.guest().await;
    let id = reader.wish(&wish(true)).await;
    assert_eq!(reader.whole(&id).await.last().unwrap().kind, "story.completed");
    completed(&post, &reader, &id).await;
    assert_eq!((post.queue.waiting(), lock(&post.mailer.seen).len()), (0, 0));
}

#[tokio::test]
async fn nobody_is_mailed_who_did_not_ask() {
    let post = post().await;
    let reader = post.server.guest().await;
    let id = reader.wish(&wish(false)).await;
    completed(&post, &reader, &id).await;
    lock(&post.queue.recipient).as_mut().unwrap().is_verified = false;
    let id = reader.wish(&wish(true)).await;
    completed(&post, &reader, &id).await;
    assert_eq!((post.queue.waiting(), lock(&post.mailer.seen).len()), (0, 0));
}

#[tokio::test]
async fn a_fact_told_twice_is_mailed_once() {
    let post = post().await;
    let reader = post.server.guest().await;
    let id = reader.wish(&wish(true)).await;
    completed(&post, &reader, &id).await;
    let parts = post.server.app.backends();
    let queue = Arc::<FakeMails>::default();
    let channel =
        StoryMail { log: Arc::clone(&parts.store.log), mails: queue.clone(), hub: post.server.app.hub().clone() };
    let fact = BusEvent {
        event_id: EventId::new(),
        kind: "story.completed".to_owned(),
        at: NOW,
        user_id: Some(UserId::new()),
        story_id: Some(id.parse().unwrap()),
        node: NodeId::new(),
        data: json!({}),
    };
    for _ in 0..2 {
        channel.tell(&fact).await.unwrap();
        assert_eq!(queue.waiting(), 1);
    }
    let deleted = BusEvent { story_id: Some(StoryId::new()), event_id: EventId::new(), ..fact };
    channel.tell(&deleted).await.unwrap();
    assert_eq!(queue.waiting(), 1, "a story that is gone is nobody's news");
}

#[tokio::test]
async fn notify_is_yes_or_no() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let answer = reader.post("/v1/stories", &json!({ "theme": "a fox", "notify": "yes" })).await;
    assert_eq!(fields(&refused(answer, 422, "invalid_request").await)[0].0, "notify");
    let id = reader.wish(&json!({ "theme": "a fox", "scenes": 1 })).await;
    assert_eq!(reader.story(&id).await["request"]["notify"], false);
}
