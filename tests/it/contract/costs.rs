//! What operators see of money: every call of a story, and the sums by day.

use ai_tale::accounts::Scope;
use ai_tale::domain::{CallKind, Timestamp};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::checks::{eventually, operator, refused};
use crate::kit::paid::Till;
use crate::kit::{Server, TINY};

/// Today, as the API writes it.
fn today() -> String {
    Timestamp::now().to_string()[..10].to_owned()
}

/// An amount of money in millionths.
fn micros(amount: &Value) -> u64 {
    format!("{:.0}", amount.as_f64().unwrap() * 1e6).parse().unwrap()
}

/// The calls of a kind.
fn of_kind<'a>(cost: &'a Value, kind: &str) -> Vec<&'a Value> {
    cost["calls"].as_array().unwrap().iter().filter(|call| call["kind"] == kind).collect()
}

#[tokio::test]
async fn costs_are_told_call_by_call() {
    let (folder, till) = (tempfile::tempdir().unwrap(), Till::default());
    let server = Server::start_on(folder.path(), &TINY, |mut parts| {
        till.sells(&mut parts);
        parts
    })
    .await;
    let reader = server.guest().await;
    let id = reader.wish_for_scenes(2).await;
    reader.whole(&id).await;
    let operator = operator(&server, &[Scope::Analytics]);
    let cost: Value = operator.get(&format!("/v1/admin/stories/{id}/cost")).await.json().await.unwrap();

    let bill = till.bill();
    assert_eq!(cost["currency"], "usd");
    assert_eq!(micros(&cost["spent"]), bill.micros + bill.wish_micros);
    let costs = cost["calls"].as_array().unwrap().iter().map(|call| micros(&call["cost"]));
    assert_eq!(costs.sum::<u64>(), micros(&cost["spent"]));
    assert_eq!(of_kind(&cost, "words").len() as u64, bill.calls[&CallKind::Words]);
    assert_eq!(of_kind(&cost, "judgement").len() as u64, bill.calls[&CallKind::Judgement] + bill.wishes);
    let mut pictures = of_kind(&cost, "picture");
    pictures.sort_by_key(|call| call["scene"].as_u64());
    for (scene, picture) in (1..).zip(&pictures) {
        let mut picture = (*picture).clone();
        assert!(picture["seconds"].as_f64().unwrap() >= 0.0);
        picture["seconds"] = json!(0);
        let expected = json!({ "day": today(), "kind": "picture", "model": "paid", "scene": scene, "cause": "first",
            "outcome": "ok", "count": 1, "input": 0, "output": 0, "pictures": 1, "seconds": 0, "cost": 0.04 });
        assert_eq!(picture, expected);
    }
    assert_eq!(pictures.len(), 2);
}

#[tokio::test]
async fn a_critic_s_looks_are_told_too() {
    let (folder, till) = (tempfile::tempdir().unwrap(), Till::default());
    let server = Server::start_on(folder.path(), &TINY, |mut parts| {
        till.sells(&mut parts);
        parts.models.critics = vec![till.critic()];
        parts
    })
    .await;
    let reader = server.guest().await;
    let id = reader.wish_for_scenes(3).await;
    reader.whole(&id).await;
    let operator = operator(&server, &[Scope::Analytics]);
    let cost: Value = operator.get(&format!("/v1/admin/stories/{id}/cost")).await.json().await.unwrap();
    let mut looks: Vec<_> = of_kind(&cost, "critique")
        .iter()
        .map(|call| (call["scene"].as_u64(), call["input"].as_u64(), call["outcome"].as_str(), micros(&call["cost"])))
        .collect();
    looks.sort_unstable();
    let page = |scene| (Some(scene), Some(1_100), Some("ok"), 1_180);
    assert_eq!(looks, [(None, Some(3_000), Some("ok"), 3_018), page(1), page(2), page(3)], "the book, and each page");
    let bill = till.bill();
    assert_eq!(micros(&cost["spent"]), bill.micros + bill.wish_micros);
}

#[tokio::test]
async fn spend_by_day_outlives_its_stories() {
    let (folder, till) = (tempfile::tempdir().unwrap(), Till::default());
    let server = Server::start_on(folder.path(), &TINY, |mut parts| {
        till.sells(&mut parts);
        parts
    })
    .await;
    let reader = server.guest().await;
    let id = reader.wish_for_scenes(1).await;
    reader.whole(&id).await;
    let operator = operator(&server, &[Scope::Analytics]);
    let spend = async |query: &str| {
        let spend: Value = operator.get(&format!("/v1/admin/spend{query}")).await.json().await.unwrap();
        spend["items"].as_array().unwrap().clone()
    };
    let before = spend("").await;
    let calls = |sum: &Value| (sum["kind"].as_str().unwrap().to_owned(), sum["calls"].as_u64().unwrap());
    let kinds: Vec<_> = before.iter().map(calls).collect();
    // the wish, the plan, the page and its picture are judged
    assert_eq!(kinds, [("words", 1), ("picture", 1), ("judgement", 4)].map(|(kind, calls)| (kind.to_owned(), calls)));
    assert!(before.iter().all(|sum| sum["day"] == today() && sum["currency"] == "usd" && sum["model"] == "paid"));
    assert_eq!((&before[1]["pictures"], &before[1]["cost"]), (&json!(1), &json!(0.04)));

    reader.request(Method::DELETE, &format!("/v1/stories/{id}")).send().await.unwrap();
    refused(operator.get(&format!("/v1/admin/stories/{id}/cost")).await, 404, "not_found").await;
    let erasure = &server.app.backends().store.erasure;
    eventually(async || erasure.to_erase(None, 1).await.unwrap().is_empty().then_some(())).await;
    assert_eq!(spend("").await, before);
    let midnight = format!("?from={}T00:00:00Z", today());
    assert_eq!(spend(&midnight).await, before, "the whole day");
    assert_eq!(spend(&format!("?to={}T00:00:00Z", today())).await, Vec::<Value>::new(), "the days before");
    refused(operator.get("/v1/admin/spend?from=yesterday").await, 422, "invalid_request").await;
}

#[tokio::test]
async fn costs_need_the_scope_of_analytics() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let id = reader.wish_for_scenes(1).await;
    reader.whole(&id).await;
    for path in ["/v1/admin/spend".to_owned(), format!("/v1/admin/stories/{id}/cost")] {
        refused(reqwest::get(format!("{}{path}", server.operators)).await.unwrap(), 401, "unauthorized").await;
        refused(reqwest::get(format!("{}{path}", server.readers)).await.unwrap(), 404, "not_found").await;
        refused(operator(&server, &[Scope::Pools]).get(&path).await, 403, "insufficient_scope").await;
        assert_eq!(operator(&server, &[Scope::Analytics]).get(&path).await.status(), StatusCode::OK);
    }
    let operator = operator(&server, &[Scope::Operator]);
    for unknown in ["7", "0190c8a0-5e3c-7cc1-9a57-0d3b6f1f2a4e"] {
        refused(operator.get(&format!("/v1/admin/stories/{unknown}/cost")).await, 404, "not_found").await;
    }
}

#[tokio::test]
async fn a_refused_wish_costs_its_day_alone() {
    let (folder, till) = (tempfile::tempdir().unwrap(), Till::default());
    let server = Server::start_on(folder.path(), &TINY, |mut parts| {
        till.sells(&mut parts);
        till.refuses_wishes();
        parts
    })
    .await;
    let reader = server.guest().await;
    let wish = json!({ "theme": "a fox who is afraid of the dark" });
    for _ in 0..2 {
        refused(reader.post("/v1/stories", &wish).await, 422, "content_rejected").await;
    }
    let operator = operator(&server, &[Scope::Analytics]);
    let told = eventually(async || {
        let spend: Value = operator.get("/v1/admin/spend").await.json().await.unwrap();
        spend["items"].as_array().unwrap().first().cloned()
    })
    .await;
    assert_eq!((&told["kind"], &told["calls"]), (&json!("judgement"), &json!(2)));
    assert_eq!(micros(&told["cost"]), till.bill().wish_micros);
}
