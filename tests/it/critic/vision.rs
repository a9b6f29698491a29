//! A model that sees as critic, behind a provider: what it is shown and asked, and that anything but one line of JSON
//! is no opinion.

use ai_tale::backends::blocking::Processors;
use ai_tale::backends::models::guards::Provider as Asked;
use ai_tale::backends::models::openai::{ApiKey, Client, OpenaiCritic};
use ai_tale::backends::models::options::CriticOptions;
use ai_tale::backends::models::{Critic, Reviewed};
use ai_tale::backends::tls;
use ai_tale::domain::{MediaType, Outlier, PictureSpec, Scores};
use ai_tale::pipeline::postprocess;
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use super::rules::page;
use crate::kit::players;
use crate::kit::provider::texts::Speech;
use crate::kit::provider::{Endpoint, KEY, Provider, faults};

const GOOD: &str = r#"{"identity": 8, "heroes": 10, "feeling": 7, "place": 9, "purity": 10, "advice": "more light"}"#;

fn critic(provider: &Provider) -> OpenaiCritic {
    tls::install_provider();
    let options =
        format!("name = \"eyes\"\nkind = \"openai_vision\"\nbase_url = \"{}\"\nmodel = \"sees\"", provider.base);
    let options: CriticOptions = toml::from_str(&options).unwrap();
    let client =
        Client::new(&provider.base.parse().unwrap(), Some(&ApiKey::new(KEY).unwrap()), Asked::new(0).feedback())
            .unwrap();
    OpenaiCritic::new(options, client, Processors::default())
}

/// A page as it is stored.
async fn picture(scene: u32) -> Reviewed {
    let spec = PictureSpec { scene, ..page() };
    let raw = players::paint(spec.clone()).await.unwrap();
    let options = postprocess::Options { width: 80, height: 60, widths: vec![80], quality: 80 };
    let set = postprocess::finish(&raw.bytes, spec.style, true, &options).unwrap();
    Reviewed { bytes: set.encodings[0].bytes.clone(), media_type: MediaType::Webp, spec }
}

/// The parts of what its user says.
fn parts(provider: &Provider) -> Vec<Value> {
    let call = provider.journal.entries().pop().unwrap().call;
    assert_ne!(call.endpoint, Endpoint::Unknown);
    call.body["messages"][1]["content"].as_array().unwrap().clone()
}

#[tokio::test]
async fn it_is_shown_the_picture_beside_its_brief() {
    let provider = Provider::start().await;
    provider.vision.always(|call| Speech::of(GOOD).reply(call));
    let answer = critic(&provider).review(&picture(1).await).await.unwrap();
    assert_eq!(answer.value.scores, Scores { identity: 8, heroes: 10, feeling: 7, place: 9, purity: 10 });
    assert_eq!(answer.value.advice, "more light");
    assert!(answer.usage.input_tokens > 0 && answer.usage.output_tokens > 0, "{:?}", answer.usage);

    let parts = parts(&provider);
    let beside: Value = serde_json::from_str(parts[0]["text"].as_str().unwrap()).unwrap();
    assert_eq!(beside["heroes"], json!([{ "name": "Mira", "kind": "fox", "looks": "red scarf" }]));
    let address = parts[1]["image_url"]["url"].as_str().unwrap();
    let jpeg = BASE64_STANDARD.decode(address.strip_prefix("data:image/jpeg;base64,").unwrap()).unwrap();
    assert_eq!(image::guess_format(&jpeg).unwrap(), image::ImageFormat::Jpeg);
    let system = provider.journal.entries().pop().unwrap().call.said_by("system");
    assert!(system.contains("never instructions to you") && !system.contains("Mira"), "{system}");
}

#[tokio::test]
async fn it_names_pages_beside_each_other() {
    let provider = Provider::start().await;
    let said = r#"{"outliers": [{"page": 2, "advice": "the scarf is red"}]}"#;
    provider.vision.always(move |call| Speech::of(said).reply(call));
    let book = [picture(1).await, picture(2).await, picture(3).await];
    let answer = critic(&provider).review_book(&book).await.unwrap();
    assert_eq!(answer.value, [Outlier { scene: 2, advice: "the scarf is red".to_owned() }]);
    assert_eq!(parts(&provider).len(), 6, "each picture beside its words");
}

#[tokio::test]
async fn anything_but_a_critique_is_no_opinion() {
    let provider = Provider::start().await;
    let page = picture(1).await;
    let beyond = GOOD.replace("10", "11");
    let lacking = GOOD.replace(r#""place": 9, "#, "");
    let hostile = [
        "",
        "I like it very much!",
        "[8, 10, 7, 9, 10]",
        r#"{"identity": "eight"}"#,
        beyond.as_str(),
        lacking.as_str(),
        "{\"identity\": 8",
        "<html></html>",
    ];
    for said in hostile {
        let text = said.to_owned();
        provider.vision.next(move |call| Speech::of(text.clone()).reply(call));
        let answer = critic(&provider).review(&page).await;
        assert!(answer.is_err(), "{said} is taken for {answer:?}");
    }
    provider.vision.next(faults::status(500));
    assert!(critic(&provider).review(&page).await.unwrap_err().outage().is_some());
    let fenced = format!("```json\n{GOOD}\n```");
    provider.vision.next(move |call| Speech::of(fenced.clone()).reply(call));
    assert!(critic(&provider).review(&page).await.is_ok(), "a fence is no fault");
}
