//! The tests' provider speaks the API that it stands in for: one test for each part of it, through a client; and what
//! it spoils is spoilt as it says (`spoilt`).
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

mod spoilt;

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::kit::provider::texts::{self, Speech, hostile};
use crate::kit::provider::{Endpoint, KEY, Pace, Provider, Sent, Step, faults, judgements, pictures};

/// A call with the right key.
fn ask(provider: &Provider, path: &str, body: &Value) -> RequestBuilder {
    Client::new().post(format!("{}/{path}", provider.base)).bearer_auth(KEY).json(body)
}

async fn answer(provider: &Provider, path: &str, body: &Value) -> Value {
    let answer = ask(provider, path, body).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

/// What our storyteller says of a wish.
fn wish(scenes: u32) -> Value {
    let wish = json!({ "theme": "a fox", "scenes": scenes, "characters": [{ "name": "Ada", "kind": "fox" }] });
    let messages = json!([
        { "role": "system", "content": "For children of 3 to 5 years." },
        { "role": "user", "content": wish.to_string() },
    ]);
    json!({ "model": "writes", "stream": true, "stream_options": { "include_usage": true }, "messages": messages })
}

fn picture(format: &str) -> Value {
    json!({ "model": "paints", "prompt": "Ada the fox on a hill.", "size": "1536x1024", "response_format": format })
}

/// The events of a stream; the last one is no JSON.
async fn events(answer: Response) -> Vec<Value> {
    let body = answer.text().await.unwrap();
    let events = body.split("\n\n").filter_map(|frame| frame.strip_prefix("data: "));
    events.map(|event| serde_json::from_str(event).unwrap_or_else(|_| event.into())).collect()
}

/// What the deltas of a stream say in this field.
fn said(events: &[Value], field: &str) -> String {
    events.iter().filter_map(|event| event["choices"][0]["delta"][field].as_str()).collect()
}

#[tokio::test]
async fn a_story_streams_with_its_usage() {
    let provider = Provider::start().await;
    let events = events(ask(&provider, "chat/completions", &wish(3)).send().await.unwrap()).await;
    let lines: Vec<Value> = said(&events, "content").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 4, "a plan and three scenes");
    assert_eq!(lines[0]["outline"]["characters"][0]["name"], "Ada");
    assert!(lines[3]["text"].as_str().unwrap().contains("Ada"));
    let [.., end, usage, done] = &events[..] else { panic!("{events:?}") };
    assert_eq!(end["choices"][0]["finish_reason"], "stop");
    assert!(usage["usage"]["completion_tokens"].as_u64().unwrap() > 100 && usage["choices"] == json!([]));
    assert_eq!(done, "[DONE]");
}

#[tokio::test]
async fn a_text_comes_whole_where_not_streamed() {
    let provider = Provider::start().await;
    provider.chat.next(|call| Speech::of("Hello.").reasoning("A greeting?").ends_by("length").reply(call));
    let mut body = wish(1);
    body["stream"] = false.into();
    let whole = answer(&provider, "chat/completions", &body).await;
    assert_eq!(whole["choices"][0]["message"]["content"], "Hello.");
    assert_eq!(whole["choices"][0]["message"]["reasoning_content"], "A greeting?");
    assert_eq!(whole["choices"][0]["finish_reason"], "length");
    assert!(whole["usage"]["completion_tokens_details"]["reasoning_tokens"].as_u64().unwrap() > 0);
}

#[tokio::test]
async fn a_story_goes_on_as_asked() {
    let provider = Provider::start().await;
    let told = async |more: Value| {
        let mut wish = json!({ "scenes": 5, "outline": { "characters": [{ "name": "Ada" }] } });
        wish.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let body = json!({ "messages": [{ "role": "user", "content": wish.to_string() }] });
        let whole = answer(&provider, "chat/completions", &body).await;
        let told = whole["choices"][0]["message"]["content"].as_str().unwrap().to_owned();
        let lines = told.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["scene"].as_u64().unwrap());
        lines.collect::<Vec<_>>()
    };
    assert_eq!(told(json!({ "next": 3, "last": 5 })).await, [3, 4, 5]);
    assert_eq!(told(json!({ "scene": 2, "reason": "violence", "attempt": 1 })).await, [2]);
}

#[tokio::test]
async fn pictures_come_inline_or_by_address() {
    let provider = Provider::start().await;
    let inline = answer(&provider, "images/generations", &picture("b64_json")).await;
    let bytes = STANDARD.decode(inline["data"][0]["b64_json"].as_str().unwrap()).unwrap();
    let shown = image::load_from_memory(&bytes).unwrap();
    assert_eq!((shown.width(), shown.height()), (192, 128));
    let elsewhere = answer(&provider, "images/generations", &picture("url")).await;
    let file = reqwest::get(elsewhere["data"][0]["url"].as_str().unwrap()).await.unwrap();
    assert_eq!(file.headers()["content-type"], "image/png");
    assert_eq!(file.bytes().await.unwrap(), bytes, "the same prompt, the same picture");
    assert_eq!(provider.journal.of(Endpoint::File).len(), 1);
}

#[tokio::test]
async fn edits_take_the_heroes_pictures() {
    let provider = Provider::start().await;
    let hero = pictures::png(16, 16, &[], "Ada");
    let mut form = Vec::new();
    for (head, content) in [
        ("name=\"prompt\"", b"Ada on a hill".as_slice()),
        ("name=\"image[]\"; filename=\"a.png\"\r\nContent-Type: image/png", &hero),
    ] {
        form.extend(format!("--fence\r\nContent-Disposition: form-data; {head}\r\n\r\n").into_bytes());
        form.extend([content, b"\r\n"].concat());
    }
    form.extend(b"--fence--\r\n");
    let request = Client::new().post(format!("{}/images/edits", provider.base)).bearer_auth(KEY);
    let request = request.header("content-type", "multipart/form-data; boundary=fence").body(form);
    assert_eq!(request.send().await.unwrap().status(), 200);
    let [entry] = &provider.journal.of(Endpoint::Edits)[..] else { panic!("one call") };
    assert_eq!(entry.call.text("prompt"), "Ada on a hill");
    let [file] = &entry.call.files[..] else { panic!("one file") };
    assert_eq!((file.field.as_str(), file.media_type.as_str(), &file.bytes), ("image[]", "image/png", &hero));
}

#[tokio::test]
async fn a_picture_shows_whom_it_should() {
    let provider = Provider::start().await;
    let painted = async || {
        let answer = answer(&provider, "images/generations", &picture("b64_json")).await;
        answer["data"][0]["b64_json"].as_str().unwrap().to_owned()
    };
    let nobody = painted().await;
    answer(&provider, "chat/completions", &json!({ "messages": wish(1)["messages"] })).await;
    assert_ne!(painted().await, nobody, "a story was told of Ada since");
}

#[tokio::test]
async fn texts_and_pictures_are_judged() {
    let provider = Provider::start().await;
    provider.moderations.always(judgements::flagging("knife", "violence"));
    let judged = answer(&provider, "moderations", &json!({ "input": ["a bun", "a knife"] })).await;
    let flags: Vec<_> = judged["results"].as_array().unwrap().iter().map(|result| &result["flagged"]).collect();
    assert_eq!(flags, [false, true]);
    assert_eq!(judged["results"][1]["categories"]["violence"], true);
    provider.moderations.always(judgements::flagging_pictures("sexual", 0.3));
    let part = json!({ "type": "image_url", "image_url": { "url": "data:image/png;base64,AAAA" } });
    let judged = answer(&provider, "moderations", &json!({ "input": [part] })).await;
    assert_eq!(judged["results"][0]["flagged"], false);
    assert_eq!(judged["results"][0]["category_scores"]["sexual"], 0.3);
}

#[tokio::test]
async fn a_model_that_sees_says_one_line() {
    let provider = Provider::start().await;
    provider.vision.next(judgements::seen_unsafe("violence"));
    let part = json!({ "type": "image_url", "image_url": { "url": "data:image/png;base64,AAAA" } });
    let body = json!({ "messages": [{ "role": "user", "content": [{ "type": "text", "text": "Well?" }, part] }] });
    let whole = answer(&provider, "chat/completions", &body).await;
    let line = whole["choices"][0]["message"]["content"].as_str().unwrap();
    assert_eq!(serde_json::from_str::<Value>(line).unwrap(), json!({ "safe": false, "category": "violence" }));
    assert_eq!(provider.journal.of(Endpoint::Vision)[0].call.said_by("user"), "Well?");
}

#[tokio::test]
async fn only_the_right_key_opens_it() {
    let provider = Provider::start().await;
    let models = format!("{}/models", provider.base);
    assert_eq!(reqwest::get(&models).await.unwrap().status(), 401);
    let list: Value = Client::new().get(models).bearer_auth(KEY).send().await.unwrap().json().await.unwrap();
    assert_eq!(list["data"][0]["id"], "writes");
}

#[tokio::test(start_paused = true)]
async fn a_rate_is_told_and_kept() {
    let provider = Provider::start().await;
    provider.rate(1, Duration::from_secs(20));
    let moderation = json!({ "input": "a bun" });
    let first = ask(&provider, "moderations", &moderation).send().await.unwrap();
    assert_eq!(first.headers()["x-ratelimit-remaining-requests"], "0");
    let second = ask(&provider, "moderations", &moderation).send().await.unwrap();
    assert_eq!((second.status().as_u16(), second.headers()["retry-after"].to_str().unwrap()), (429, "20"));
    tokio::time::sleep(Duration::from_secs(20)).await;
    assert_eq!(ask(&provider, "moderations", &moderation).send().await.unwrap().status(), 200);
    let [first, .., last] = &provider.journal.entries()[..] else { panic!("three calls") };
    assert!(last.at - first.at >= Duration::from_secs(20));
}

#[tokio::test(start_paused = true)]
async fn its_pace_is_in_its_answers() {
    let provider = Provider::start().await;
    let (first_token, token) = (Duration::from_secs(2), Duration::from_millis(50));
    provider.pace(Pace { first_token, token, picture: Duration::from_secs(8), ..Pace::default() });
    provider.chat.always(|call| Speech::of("four tokens here").reply(call));
    let started = Instant::now();
    events(ask(&provider, "chat/completions", &wish(1)).send().await.unwrap()).await;
    let told = Instant::now();
    assert!((2_200..2_300).contains(&(told - started).as_millis()), "{:?}", told - started);
    answer(&provider, "images/generations", &picture("b64_json")).await;
    assert!((8_000..8_100).contains(&told.elapsed().as_millis()), "{:?}", told.elapsed());
}

#[tokio::test(start_paused = true)]
async fn beyond_its_knee_it_slows_and_refuses() {
    let provider = Provider::start().await;
    provider.pace(Pace { picture: Duration::from_secs(10), ..Pace::default() });
    provider.knee(2, 3);
    let started = Instant::now();
    let painted = async |delay: u64| {
        tokio::time::sleep(Duration::from_millis(delay)).await;
        let answer = ask(&provider, "images/generations", &picture("b64_json")).send().await.unwrap();
        (answer.status().as_u16(), started.elapsed().as_millis() / 500)
    };
    let painted = tokio::join!(painted(0), painted(100), painted(200), painted(300));
    assert_eq!(painted, ((200, 20), (200, 20), (200, 45), (429, 0)), "statuses, and half seconds");
}

#[tokio::test(start_paused = true)]
async fn answers_break_where_a_script_says() {
    let provider = Provider::start().await;
    let body = wish(2);
    for spoil in [hostile::cut, hostile::reset_in_the_middle] {
        provider.chat.next(spoil);
        let broken = ask(&provider, "chat/completions", &body).send().await.unwrap();
        broken.text().await.expect_err("the body has no end");
    }
    provider.chat.next(faults::reset);
    ask(&provider, "chat/completions", &body).send().await.expect_err("not even a status");
    let endless = [hostile::silent_in_the_middle, hostile::endless, hostile::endless_comments, hostile::endless_event];
    for spoil in endless {
        provider.chat.next(spoil);
        let endless = ask(&provider, "chat/completions", &body).send().await.unwrap().text();
        tokio::time::timeout(Duration::from_secs(3), endless).await.expect_err("there is no end");
    }
    provider.chat.next(faults::silent);
    let silent = ask(&provider, "chat/completions", &body).send();
    tokio::time::timeout(Duration::from_hours(1), silent).await.expect_err("there is no answer");
    tokio::time::sleep(Duration::from_secs(1)).await;
    let sent: Vec<Sent> = provider.journal.entries().iter().map(|entry| entry.sent).collect();
    assert_eq!(sent, [[Sent::Broken; 3].as_slice(), &[Sent::Abandoned; 5]].concat());
}

#[tokio::test]
async fn a_provider_that_is_gone_refuses() {
    let provider = Provider::start().await;
    let request = ask(&provider, "chat/completions", &wish(1));
    drop(provider);
    tokio::task::yield_now().await;
    assert!(request.send().await.unwrap_err().is_connect());
}

#[tokio::test]
async fn bytes_are_cut_anywhere() {
    let provider = Provider::start().await;
    let body = wish(1);
    let whole = ask(&provider, "chat/completions", &body).send().await.unwrap().text().await.unwrap();
    provider.chat.next(|call| texts::tale(call).in_parts_of(7));
    assert_eq!(ask(&provider, "chat/completions", &body).send().await.unwrap().text().await.unwrap(), whole);
    provider.chat.next(|call| texts::tale(call).cut(1_000, Step::Close));
    ask(&provider, "chat/completions", &body).send().await.unwrap().text().await.unwrap_err();
}
