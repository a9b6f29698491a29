//! A cry for help: the problem document that answers it, and that who cried stands nowhere: in no line of the log, in
//! no fact on the bus; one counter grows.

use ai_tale::domain::Topic;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::checks::{fields, refused, stories_of, throttled, wish};
use crate::kit::{Process, Reader, Server};

const SAD: &str = "I want to die tonight";

async fn told(reader: &Reader, languages: &str) -> Value {
    let request = reader.request(Method::POST, "/v1/stories").header("accept-language", languages);
    refused(request.json(&json!({ "theme": SAD })).send().await.unwrap(), 422, "content_rejected").await
}

fn numbers(document: &Value) -> Vec<&str> {
    let lines = document["help"]["lines"].as_array().unwrap();
    lines.iter().map(|line| line["number"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_cry_is_answered_with_care() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let document = told(&reader, "en-GB,en;q=0.9").await;
    assert_eq!(document["category"], "help");
    assert_eq!(document["help"]["text"], server.config.help.text);
    let line = json!({ "name": "Childline (United Kingdom)", "number": "0800 1111",
        "url": "https://www.childline.org.uk/" });
    assert_eq!(document["help"]["lines"], json!([line]));
    assert_eq!(fields(&document), [("theme".to_owned(), "content_rejected".to_owned())]);
    assert!(document["detail"].as_str().unwrap().contains("grown-up"), "{document}");
    assert!(!document.to_string().contains("tonight"), "nothing that was typed is repeated");
}

#[tokio::test]
async fn lines_follow_the_reader_s_languages() {
    let server = Server::start().await;
    let reader = server.guest().await;
    assert_eq!(numbers(&told(&reader, "de-AT, de;q=0.9, en-IE;q=0.5").await), ["147", "1800 66 66 66"]);
    assert_eq!(numbers(&told(&reader, "en-AU, en-GB;q=0").await), ["1800 55 1800"]);
    let all = numbers(&told(&reader, "*").await).len();
    assert!(all >= 10, "{all}");
    assert_eq!(numbers(&told(&reader, "en;q=x, -, --G1-, ;;, ja-JP").await).len(), all);
}

#[tokio::test]
async fn an_operator_s_words_are_told() {
    let settings = [("HELP__TEXT", "Tell your teacher."), ("HELP__COUNTRY", "nl")];
    let server = Server::start_with(&settings).await;
    let document = told(&server.guest().await, "*").await;
    assert_eq!(document["help"]["text"], "Tell your teacher.");
    assert_eq!(numbers(&document), ["0800-0432"]);
}

#[tokio::test]
async fn other_refusals_name_their_category_alone() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let cases = [("a fox who murders everybody with a gun", "violence"), ("call 555-867-5309", "personal_data")];
    for (theme, category) in cases {
        let answer = reader.post("/v1/stories", &json!({ "theme": theme })).await;
        let document = refused(answer, 422, "content_rejected").await;
        assert_eq!((&document["category"], &document["help"]), (&json!(category), &Value::Null), "{theme}");
    }
    let answer = reader.post("/v1/stories", &json!({ "theme": "" })).await;
    let document = refused(answer, 422, "empty").await;
    assert_eq!(document["category"], Value::Null);
}

#[tokio::test]
async fn nobody_who_cries_is_told_to_wait() {
    let server = Server::start_with(&[("PLANS__GUEST__STORIES_PER_DAY", "1")]).await;
    let reader = server.guest().await;
    assert_eq!(reader.post("/v1/stories", &wish()).await.status(), StatusCode::ACCEPTED);
    throttled(reader.post("/v1/stories", &wish()).await, "daily_limit", "stories_per_day", 1).await;
    assert_eq!(told(&reader, "*").await["category"], "help");
}

#[tokio::test]
async fn a_cry_is_heard_beyond_rate_limits() {
    let server = Server::start_with(&[("PLANS__GUEST__REQUESTS_PER_MINUTE", "2")]).await;
    let reader = server.guest().await;
    for _ in 0..2 {
        assert_eq!(reader.get("/v1/me").await.status(), StatusCode::OK);
    }
    throttled(reader.post("/v1/stories", &wish()).await, "rate_limited", "requests", 2).await;
    assert_eq!(told(&reader, "*").await["category"], "help");
    // that is bounded too: nobody listens without end
    throttled(reader.post("/v1/stories", &json!({ "theme": SAD })).await, "rate_limited", "requests", 2).await;
}

async fn cry(reader: &Reader) {
    let request = reader.request(Method::POST, "/v1/stories").header("idempotency-key", "once");
    let answer = request.json(&json!({ "theme": SAD })).send().await.unwrap();
    let text = answer.text().await.unwrap();
    assert!(text.contains("\"category\":\"help\""), "{text}");
}

#[tokio::test]
async fn a_cry_leaves_a_count_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let mut command =
        Process::command(folder.path(), &[("TELEMETRY__FORMAT", "json"), ("TELEMETRY__FILTER", "info,ai_tale=trace")]);
    let logs = tempfile::tempdir().unwrap();
    let log = logs.path().join("log");
    let server = Process::start(command.arg("serve").stderr(std::fs::File::create(&log).unwrap())).await;
    cry(&Reader::guest(&server.readers).await).await;
    let metrics = reqwest::get(format!("{}/metrics", server.operators)).await.unwrap().text().await.unwrap();
    assert!(metrics.contains("tale_wishes_rejected_total{category=\"help\"} 1"), "{metrics}");
    assert!(server.terminate().await.success());

    let lines = std::fs::read_to_string(&log).unwrap();
    assert!(lines.contains("/v1/stories"), "the request itself is in the log: {lines}");
    let named: Vec<&str> = lines.lines().filter(|line| is_telling(line)).collect();
    assert_eq!(named, Vec::<&str>::new());
    let answered: Vec<&str> = lines.lines().filter(|line| line.contains("\"http.status\":422")).collect();
    let [answered] = answered[..] else { panic!("one line for one answer: {lines}") };
    assert!(!answered.contains("http.bytes"), "a length tells which refusal it was: {answered}");
}

/// Whether a line says more than that a request was answered.
fn is_telling(line: &str) -> bool {
    ["help", "tonight", "reject", "refus", "unsafe", "categor"].iter().any(|word| line.to_lowercase().contains(word))
}

#[tokio::test]
async fn a_cry_is_no_fact_of_anybody() {
    let server = Server::start().await;
    let reader = server.guest().await;
    cry(&reader).await;
    assert_eq!(stories_of(&reader).await, 0);
    for topic in Topic::ALL {
        let bus = &server.app.backends().bus;
        for partition in 0..bus.partitions(topic).await.unwrap() {
            let records = bus.read(topic, partition, 0, 1_000).await.unwrap();
            let told = records.iter().map(|record| record.event.data.to_string());
            let telling: Vec<String> = told.filter(|data| data.contains("help") || data.contains("reject")).collect();
            assert_eq!(telling, Vec::<String>::new(), "{topic:?}");
        }
    }
    // its key was not used up
    let request = reader.request(Method::POST, "/v1/stories").header("idempotency-key", "once");
    let answer = request.json(&json!({ "theme": "a fox", "scenes": 1 })).send().await.unwrap();
    assert_eq!(answer.status(), 202);
}
