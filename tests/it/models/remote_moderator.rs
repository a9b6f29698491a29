//! Moderators elsewhere keep the promises of their trait, and fail closed on whatever is no verdict: by the moderation
//! endpoint, and by a model that sees (`by_vision`).
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

mod by_vision;

use std::io::Cursor;

use ai_tale::backends::blocking::Processors;
use ai_tale::backends::models::openai::OpenaiModerator;
use ai_tale::backends::models::options::ModeratorOptions;
use ai_tale::backends::models::{ModelError, Moderator};
use ai_tale::domain::{Category, Role, Text, Verdict};
use image::{ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};

use super::moderator;
use super::remote_painter::client_of;
use crate::kit::provider::{Call, Endpoint, Provider, Reply, faults, judgements};

fn options(provider: &Provider, kind: &str, own: &str) -> ModeratorOptions {
    let base = &provider.base;
    let common = format!("name = 'm'\nkind = '{kind}'\nbase_url = '{base}'\nmodel = 'sees'");
    toml::from_str(&format!("{common}\njudges = ['words', 'pictures']\n{own}")).unwrap()
}

fn moderator_of(provider: &Provider, own: &str) -> OpenaiModerator {
    OpenaiModerator::new(options(provider, "openai", own), client_of(provider), Processors::default())
}

/// A picture that is larger than anybody need see it.
fn page() -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let picture = RgbImage::from_fn(1536, 1024, |x, y| Rgb([x.to_le_bytes()[0], y.to_le_bytes()[0], 80]));
    picture.write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

/// An answer with these results.
fn results(results: Value) -> impl Fn(&Call) -> Reply + Send + Sync {
    move |_| Reply::json(200, &json!({ "id": "modr-1", "model": "m", "results": results }))
}

/// What becomes of one text that the provider answers so.
async fn judged(own: &str, answer: impl Fn(&Call) -> Reply + Send + Sync + 'static) -> Result<Verdict, ModelError> {
    let provider = Provider::start().await;
    provider.moderations.always(answer);
    let texts = [Text::new("a kind fox", Role::Words)];
    moderator_of(&provider, own).check_words(&texts).await.map(|answer| answer.value[0])
}

/// One score for one text.
async fn scored(own: &str, category: &str, score: f64) -> Result<Verdict, ModelError> {
    judged(own, results(json!([{ "flagged": false, "categories": {}, "category_scores": { category: score } }]))).await
}

#[tokio::test]
async fn the_moderator_judges_each_text_in_order() {
    let provider = Provider::start().await;
    provider.moderations.always(judgements::flagging("knife", "violence"));
    moderator::judges_each_text_in_order(&moderator_of(&provider, "")).await;
    assert_eq!(provider.journal.of(Endpoint::Moderations).len(), 1, "many texts are one call");
}

#[tokio::test]
async fn the_moderator_judges_nothing_as_nothing() {
    let provider = Provider::start().await;
    moderator::judges_nothing_as_nothing(&moderator_of(&provider, "")).await;
    assert_eq!(provider.journal.entries().len(), 0, "nobody need be asked");
}

#[tokio::test]
async fn the_moderator_never_passes_a_broken_picture() {
    let provider = Provider::start().await;
    moderator::never_passes_a_broken_picture(&moderator_of(&provider, "")).await;
    assert_eq!(provider.journal.entries().len(), 0, "it is not even sent");
}

#[tokio::test]
async fn pictures_are_shown_small_enough() {
    let provider = Provider::start().await;
    let moderator = moderator_of(&provider, "");
    assert_eq!(moderator.check_picture(&page()).await.unwrap().value, Verdict::Safe);
    let asked = provider.journal.of(Endpoint::Moderations)[0].call.body.clone();
    assert_eq!(shown(asked["input"][0]["image_url"]["url"].as_str().unwrap()), (1024, 682));
    provider.moderations.always(judgements::flagging_pictures("sexual/minors", 0.03));
    let verdict = moderator.check_picture(&page()).await.unwrap().value;
    assert_eq!(verdict, Verdict::Unsafe(Category::Sexual));
}

/// The size of the JPEG that an address holds.
fn shown(address: &str) -> (u32, u32) {
    use base64::Engine;
    let encoded = address.strip_prefix("data:image/jpeg;base64,").unwrap();
    let jpeg = base64::engine::general_purpose::STANDARD.decode(encoded).unwrap();
    let picture = image::load_from_memory_with_format(&jpeg, ImageFormat::Jpeg).unwrap();
    (picture.width(), picture.height())
}

#[tokio::test]
async fn less_is_too_much_for_the_youngest() {
    let unsafe_ = Ok(Verdict::Unsafe(Category::Violence));
    for (own, least) in [("", 0.4), ("age_group = '3-5'", 0.4), ("age_group = '6-8'", 0.5), ("age_group = '9-12'", 0.6)]
    {
        assert_eq!(scored(own, "violence", least).await, unsafe_, "{own}");
        assert_eq!(scored(own, "violence", least - 0.01).await, Ok(Verdict::Safe), "{own}");
    }
    let own = "[thresholds]\nviolence = 0.9";
    assert_eq!(scored(own, "violence", 0.89).await, Ok(Verdict::Safe), "the operator's own come first");
    assert_eq!(scored("[thresholds]\nviolence = 0.0", "violence", 0.0001).await, unsafe_);
}

#[tokio::test]
async fn each_category_is_one_of_ours() {
    for (name, category) in [
        ("harassment", Category::Hate),
        ("harassment/threatening", Category::Violence),
        ("hate", Category::Hate),
        ("hate/threatening", Category::Hate),
        ("illicit", Category::Danger),
        ("illicit/violent", Category::Danger),
        ("self-harm", Category::SelfHarm),
        ("self-harm/intent", Category::SelfHarm),
        ("self-harm/instructions", Category::SelfHarm),
        ("sexual", Category::Sexual),
        ("sexual/minors", Category::Sexual),
        ("violence", Category::Violence),
        ("violence/graphic", Category::Violence),
        ("something/new", Category::Violence),
    ] {
        assert_eq!(scored("", name, 0.9).await, Ok(Verdict::Unsafe(category)), "{name}");
        assert_eq!(scored("", name, 0.0001).await, Ok(Verdict::Safe), "{name}");
    }
}

#[tokio::test]
async fn a_flag_is_enough() {
    let flagged = results(json!([{ "flagged": true, "categories": { "hate": true }, "category_scores": {} }]));
    assert_eq!(judged("", flagged).await, Ok(Verdict::Unsafe(Category::Hate)));
    let nameless = results(json!([{ "flagged": true }]));
    assert_eq!(judged("", nameless).await, Ok(Verdict::Unsafe(Category::Violence)));
    let half =
        results(json!([{ "flagged": false, "categories": { "sexual": true }, "category_scores": { "hate": 0.0 } }]));
    assert_eq!(judged("", half).await, Ok(Verdict::Unsafe(Category::Sexual)));
}

#[tokio::test]
async fn what_is_no_judgement_passes_nothing() {
    let nothing = judged("", results(json!([]))).await;
    let unscored = judged("", results(json!([{ "flagged": false, "categories": {}, "category_scores": {} }]))).await;
    let empty = judged("", results(json!([{ "flagged": false, "category_scores": { "hate": null } }]))).await;
    let impossible = scored("", "hate", -1.0).await;
    let beyond = scored("", "hate", 7.0).await;
    let unflagged = judged("", results(json!([{ "category_scores": { "hate": 0.0 } }]))).await;
    let many = judged(
        "",
        results(json!([
            { "flagged": false, "category_scores": { "hate": 0.0 } },
            { "flagged": false, "category_scores": { "hate": 0.0 } },
        ])),
    )
    .await;
    for answer in [nothing, unscored, empty, impossible, beyond, unflagged, many] {
        assert!(matches!(answer, Err(ModelError::Unusable(_))), "{answer:?}");
    }
    for answer in [judgements::too_few as fn(&Call) -> Reply, judgements::nonsense, faults::html, faults::empty] {
        let answer = judged("", answer).await;
        assert!(matches!(answer, Err(ModelError::Unusable(_))), "{answer:?}");
    }
}

#[tokio::test]
async fn an_outage_of_the_judge_is_one() {
    for answer in [faults::status(500), faults::status(529)] {
        let down = judged("", answer).await;
        assert!(down.as_ref().is_err_and(|error| error.outage().is_some()), "{down:?}");
    }
    let down = judged("", faults::rate_limited).await;
    assert!(down.is_err_and(|error| error.outage().is_some()));
    let down = judged("", faults::reset).await;
    assert!(down.is_err_and(|error| error.outage().is_some()));
}

#[test]
fn only_set_languages_are_known() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let provider = Provider::start().await;
        let moderator = moderator_of(&provider, "languages = ['en', 'pt-BR']");
        let known = ["en", "en-GB", "EN", "pt", "de", ""].map(|language| moderator.knows_language(language));
        assert_eq!(known, [true, true, true, true, false, false]);
    });
}
