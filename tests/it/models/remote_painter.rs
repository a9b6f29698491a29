//! A painter behind the image API keeps the promises of its trait, and nothing that is no picture gets past it. Which
//! addresses it asks for pictures is in `picture_addresses`, what is made of its pixels in `pictures::outside`.
#![expect(clippy::unwrap_used, reason = "a test ends where something is missing")]

use ai_tale::backends::models::guards;
use ai_tale::backends::models::openai::fetch::{PictureFetcher, Reach};
use ai_tale::backends::models::openai::{ApiKey, Client, OpenaiPainter};
use ai_tale::backends::models::options::PainterOptions;
use ai_tale::backends::models::{ModelError, Painter};
use ai_tale::backends::tls;
use ai_tale::domain::{MediaType, PictureSpec, Reference, Style};
use ai_tale::pipeline::postprocess::{Options, PictureSet, finish};
use serde_json::{Value, json};
use url::Url;

use super::painter;
use crate::kit::provider::pictures::hostile;
use crate::kit::provider::{Call, Endpoint, KEY, Provider, Reply, faults, pictures};

/// Options of a painter with this provider, and these of its own.
fn options(provider: &Provider, own: &str) -> PainterOptions {
    let base = &provider.base;
    toml::from_str(&format!("name = 'p'\nkind = 'openai'\nbase_url = '{base}'\nmodel = 'paints'\n{own}")).unwrap()
}

/// With the right key, and at any rate.
pub fn client_of(provider: &Provider) -> Client {
    tls::install_provider();
    let (base, key) = (Url::parse(&provider.base).unwrap(), ApiKey::new(KEY).unwrap());
    Client::new(&base, Some(&key), guards::Provider::new(0).feedback()).unwrap()
}

/// A painter of a provider that runs here.
pub fn painter_of(provider: &Provider, own: &str) -> OpenaiPainter {
    let options = options(provider, own);
    let reach = if options.allow_private { Reach::Private } else { Reach::Public };
    let client = client_of(provider);
    OpenaiPainter::new(options, client, PictureFetcher::new(reach).unwrap())
}

/// What comes of a picture that the provider answers so.
async fn answered(
    own: &str,
    answer: impl Fn(&Call) -> Reply + Send + Sync + 'static,
) -> (Result<usize, ModelError>, Provider) {
    let provider = Provider::start().await;
    provider.images.always(answer);
    let answer = painter_of(&provider, own).paint(&painter::spec(Style::Crayon)).await;
    (answer.map(|answer| answer.value.bytes.len()), provider)
}

/// Why there is no picture, when it comes in the answer and when it comes by its address.
async fn unusable(answer: impl Fn(&Call) -> Reply + Send + Sync + Clone + 'static) {
    for own in ["", "response_format = 'url'\nallow_private = true"] {
        let (painted, _provider) = answered(own, answer.clone()).await;
        assert!(matches!(painted, Err(ModelError::Unusable(_))), "{own}: {painted:?}");
    }
}

const AT_HOME: &str = "response_format = 'url'\nallow_private = true";

#[tokio::test]
async fn the_painter_paints_every_style() {
    let provider = Provider::start().await;
    painter::paints_every_style(&painter_of(&provider, "")).await;
    painter::paints_every_style(&painter_of(&provider, AT_HOME)).await;
}

#[tokio::test]
async fn the_painter_paints_an_empty_place() {
    let provider = Provider::start().await;
    painter::paints_an_empty_place(&painter_of(&provider, "response_format = 'b64_json'")).await;
}

#[tokio::test]
async fn the_provider_is_asked_as_configured() {
    let provider = Provider::start().await;
    let spec = painter::spec(Style::Night);
    painter_of(&provider, "size = '1024x1024'\nquality = 'low'").paint(&spec).await.unwrap();
    painter_of(&provider, "response_format = 'b64_json'").paint(&spec).await.unwrap();
    let asked: Vec<Value> = provider.journal.of(Endpoint::Images).into_iter().map(|entry| entry.call.body).collect();
    let common = json!({ "model": "paints", "prompt": spec.prompt, "n": 1 });
    let with = |own: Value| {
        let mut body = common.clone();
        body.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
        body
    };
    assert_eq!(asked[0], with(json!({ "size": "1024x1024", "quality": "low" })));
    assert_eq!(asked[1], with(json!({ "size": "1536x1024", "response_format": "b64_json" })));
}

#[tokio::test]
async fn tokens_are_counted_where_told() {
    let provider = Provider::start().await;
    let usage = painter_of(&provider, "").paint(&painter::spec(Style::Crayon)).await.unwrap().usage;
    assert!(usage.input_tokens > 10 && usage.output_tokens == 1_056 && usage.pictures == 1, "{usage:?}");
}

#[tokio::test]
async fn no_picture_costs_more_than_was_set_aside() {
    let provider = Provider::start().await;
    let prices = "per_million_input = 10.0\nper_million_output = 40.0\nper_picture = 0.01";
    let painter = painter_of(&provider, &format!("[price]\ncurrency = 'usd'\n{prices}"));
    let usage = painter.paint(&painter::spec(Style::Crayon)).await.unwrap().usage;
    let (cost, most) = (painter.terms().price.cost(&usage), painter.terms().picture_at_most(0).cost_micros);
    assert!(cost > 50_000 && cost <= most, "{cost} of {most}");
}

#[tokio::test]
async fn a_picture_by_address_costs_no_key() {
    let (painted, provider) = answered(AT_HOME, pictures::painted).await;
    assert!(painted.unwrap() > 100);
    let fetched = provider.journal.of(Endpoint::File);
    assert_eq!(fetched.len(), 1);
    assert_eq!(fetched[0].call.header("authorization"), None);
}

#[tokio::test]
async fn base64_is_read_as_servers_write_it() {
    for spoil in [
        |text: &str| format!("data:image/png;base64,{text}"),
        |text: &str| text.trim_end_matches('=').to_owned(),
        |text: &str| format!("{text}\n"),
    ] {
        let (painted, _provider) = answered("", move |call| {
            let Reply { steps, .. } = pictures::painted(call);
            let [crate::kit::provider::Step::Send(body), ..] = &steps[..] else { panic!("{steps:?}") };
            let mut body: Value = serde_json::from_slice(body).unwrap();
            body["data"][0]["b64_json"] = spoil(body["data"][0]["b64_json"].as_str().unwrap()).into();
            Reply::json(200, &body)
        })
        .await;
        assert!(painted.is_ok(), "{painted:?}");
    }
}

#[tokio::test]
async fn what_is_no_picture_is_unusable() {
    unusable(hostile::html).await;
    unusable(hostile::another_type).await;
    unusable(hostile::no_base64).await;
    unusable(faults::html).await;
    unusable(faults::empty).await;
    unusable(|_: &Call| Reply::json(200, &json!({ "created": 1, "data": [] }))).await;
    unusable(|_: &Call| Reply::json(200, &json!({ "data": [{ "b64_json": "", "url": null }] }))).await;
}

#[tokio::test]
async fn an_answer_without_end_is_cut() {
    let without_end = |_: &Call| {
        let more = crate::kit::provider::Step::Repeat(vec![b' '; 1 << 20].into(), std::time::Duration::ZERO);
        Reply::new(200, "application/json", "{").cut(1_000, more)
    };
    let (painted, _provider) = answered("", without_end).await;
    assert!(matches!(painted, Err(ModelError::Unusable(_))), "{painted:?}");
}

#[tokio::test(start_paused = true)]
async fn a_picture_without_end_is_cut() {
    let (painted, _provider) = answered(AT_HOME, hostile::endless).await;
    assert!(matches!(painted, Err(ModelError::Unusable(_))), "{painted:?}");
}

#[tokio::test]
async fn a_refusal_is_told_from_an_outage() {
    let (refused, _provider) = answered("", faults::refused).await;
    assert!(matches!(refused, Err(ModelError::Refused(_))), "{refused:?}");
    for status in [429, 500, 503, 529] {
        let (down, _provider) = answered("", faults::status(status)).await;
        assert!(down.as_ref().is_err_and(|error| error.outage().is_some()), "{status}: {down:?}");
    }
    let (down, _provider) = answered("", faults::error_in_a_good_answer).await;
    assert!(down.is_err_and(|error| error.outage().is_some()));
}

#[tokio::test]
async fn errors_tell_neither_key_nor_prompt() {
    for answer in [faults::wrong_key as fn(&Call) -> Reply, faults::refused] {
        let (failed, _provider) = answered("", answer).await;
        let told = format!("{:?}", failed.unwrap_err());
        assert!(!told.contains(KEY) && !told.contains("picture book"), "{told}");
    }
}

/// A brief beside pictures of these heroes.
fn beside(heroes: &[(&str, &[u8])]) -> PictureSpec {
    let reference = |(name, bytes): &(&str, &[u8])| Reference {
        name: (*name).to_owned(),
        media_type: MediaType::Png,
        bytes: bytes.to_vec().into(),
    };
    PictureSpec { references: heroes.iter().map(reference).collect(), ..painter::spec(Style::Crayon) }
}

#[tokio::test]
async fn heroes_are_shown_to_who_takes_them() {
    let provider = Provider::start().await;
    let (fox, bear) =
        (pictures::png(64, 48, &["Mira".into()], "a fox"), pictures::png(64, 48, &["Bo".into()], "a bear"));
    let alone = painter::spec(Style::Crayon);
    let spec = beside(&[("Mira", &fox), ("Bo", &bear)]);
    let takes = painter_of(&provider, "references = true\nquality = 'low'");
    takes.paint(&spec).await.unwrap();
    takes.paint(&alone).await.unwrap();
    painter_of(&provider, "").paint(&spec).await.unwrap();
    assert_eq!(provider.journal.of(Endpoint::Images).len(), 2, "without heroes, and where they are not taken");
    let [edit] = &provider.journal.of(Endpoint::Edits)[..] else { panic!("one edit") };
    let told = edit.call.text("prompt");
    assert!(told.starts_with(&spec.prompt) && edit.call.text("model") == "paints", "{told}");
    assert!(told.contains("in this order: the first picture is Mira and the second picture is Bo. Each"), "{told}");
    for entry in provider.journal.of(Endpoint::Images) {
        assert_eq!(entry.call.text("prompt"), spec.prompt, "of pictures that nobody sees nothing is said");
    }
    assert_eq!((edit.call.text("size"), edit.call.text("quality")), ("1536x1024", "low"));
    let files: Vec<_> = edit.call.files.iter().map(|file| (&*file.field, &*file.media_type, &file.bytes)).collect();
    assert_eq!(files, [("image[]", "image/png", &fox), ("image[]", "image/png", &bear)]);
}

#[tokio::test]
async fn money_is_set_aside_for_heroes_pictures() {
    let provider = Provider::start().await;
    let prices = "per_million_input = 10.0\nper_million_output = 40.0";
    let painter = painter_of(&provider, &format!("references = true\n[price]\ncurrency = 'usd'\n{prices}"));
    let fox = pictures::png(64, 48, &["Mira".into()], "a fox");
    let used = painter.paint(&beside(&[("Mira", &fox), ("Bo", &fox)])).await.unwrap().usage.input_tokens;
    let most = |references| painter.terms().picture_at_most(references);
    assert!(used > most(0).input_tokens && used <= most(2).input_tokens, "{used}");
    assert!(most(2).cost_micros > most(1).cost_micros);
}

#[tokio::test]
async fn what_is_no_hero_is_not_sent() {
    let provider = Provider::start().await;
    let painter = painter_of(&provider, "references = true");
    let painted = painter.paint(&beside(&[("Mira", b"<html>")])).await;
    assert!(matches!(painted, Err(ModelError::Unusable(_))), "{painted:?}");
    assert_eq!(provider.journal.entries().len(), 0);
}

/// What is stored of a picture that the provider answers so, or why there is nothing.
async fn stored(answer: impl Fn(&Call) -> Reply + Send + Sync + 'static) -> Result<PictureSet, String> {
    let provider = Provider::start().await;
    provider.images.always(answer);
    let painted = painter_of(&provider, "").paint(&painter::spec(Style::Crayon)).await;
    let bytes = painted.map_err(|error| error.to_string())?.value.bytes;
    let options = Options { width: 1280, height: 960, widths: vec![1280], quality: 80 };
    finish(&bytes, Style::Crayon, false, &options).map_err(|error| error.to_string())
}

#[tokio::test]
async fn dangerous_pictures_are_not_stored() {
    for answer in
        [hostile::truncated as fn(&Call) -> Reply, hostile::bomb, hostile::forty_megapixels, hostile::animated]
    {
        let stored = stored(answer).await;
        assert!(stored.is_err(), "{stored:?}");
    }
    let transparent = stored(hostile::transparent).await.unwrap();
    assert_eq!((transparent.width, transparent.height), (85, 64));
    assert_eq!(stored(pictures::painted).await.unwrap().height, 128);
}
