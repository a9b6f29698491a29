//! What the tests' provider spoils is spoilt as it says.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::{answer, ask, events, picture, said, wish};
use crate::kit::provider::texts::{Speech, hostile};
use crate::kit::provider::{Call, Provider, Reply, faults, judgements, pictures};

/// The words of a story of three scenes that is told so.
async fn told(tell: impl Fn(&Call) -> Reply + Send + Sync + 'static) -> String {
    let provider = Provider::start().await;
    provider.chat.next(tell);
    said(&events(ask(&provider, "chat/completions", &wish(3)).send().await.unwrap()).await, "content")
}

/// The numbers of the scenes in lines of JSON.
fn scenes(told: &str) -> Vec<u64> {
    let lines = told.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines.filter_map(|line| line["scene"].as_u64()).collect()
}

#[tokio::test]
async fn a_spoilt_form_has_the_words() {
    for (told, start) in [
        (told(hostile::prose).await, "Ada and the Red Line\n\nAda and Mira came"),
        (told(hostile::markdown).await, "# Ada and the Red Line\n\n## Scene 1\n\n**Ada and Mira"),
        (told(hostile::html).await, "<!DOCTYPE html>\n<html><head><title>Ada"),
        (told(hostile::fenced).await, "Here is your story:\n\n```json\n{\"outline\""),
        (told(hostile::array).await, "[\n  {\n    \"outline\""),
        (told(hostile::instructions_alone).await, "For children of 3 to 5 years."),
        (told(hostile::empty).await, ""),
    ] {
        assert!(told.starts_with(start), "{told}");
    }
    assert!(told(hostile::control_characters).await.contains("\\u0007"));
}

#[tokio::test]
async fn a_spoilt_story_is_whole_in_form() {
    assert_eq!(scenes(&told(hostile::twice_as_many).await), [1, 2, 3, 4, 5, 6]);
    assert_eq!(scenes(&told(hostile::too_few).await), [1, 2]);
    assert_eq!(scenes(&told(hostile::out_of_order).await), [3, 2, 1]);
    for (told, words) in [
        (told(hostile::heroes_renamed).await, "Zofia and Mira came"),
        (told(hostile::another_language).await, "Der kleine Fuchs"),
        (told(hostile::another_script).await, "小狐狸"),
        (told(hostile::instructions_repeated).await, "For children of 3 to 5 years. Ada"),
        (told(hostile::saying("canary")).await, "The canary"),
    ] {
        assert_eq!(scenes(&told), [1, 2, 3]);
        assert!(told.contains(words), "{told}");
    }
}

#[tokio::test]
async fn a_story_may_end_early() {
    let provider = Provider::start().await;
    provider.chat.next(hostile::ends_by("length"));
    let short = events(ask(&provider, "chat/completions", &wish(3)).send().await.unwrap()).await;
    assert!(scenes(&said(&short, "content")).len() < 3);
    assert_eq!(short[short.len() - 3]["choices"][0]["finish_reason"], "length");
    provider.chat.next(hostile::error_in_the_stream);
    let failed = events(ask(&provider, "chat/completions", &wish(3)).send().await.unwrap()).await;
    assert_eq!(failed.last().unwrap()["error"]["type"], "server_error");
    provider.chat.next(|call| Speech::of("Hello.").uncounted().reply(call));
    let uncounted = events(ask(&provider, "chat/completions", &wish(3)).send().await.unwrap()).await;
    assert!(uncounted.iter().all(|event| event["usage"].is_null()), "{uncounted:?}");
}

#[tokio::test(start_paused = true)]
async fn a_dripping_story_takes_its_time() {
    let started = Instant::now();
    told(hostile::dripping(Duration::from_secs(1))).await;
    assert!(started.elapsed() > Duration::from_secs(100), "{:?}", started.elapsed());
}

#[tokio::test]
async fn statuses_say_what_is_wrong() {
    let provider = Provider::start().await;
    let judge = ask(&provider, "moderations", &json!({ "input": "a bun" }));
    let asked = async || judge.try_clone().unwrap().send().await.unwrap();
    provider.moderations.next(faults::status(529));
    assert_eq!(asked().await.status(), 529);
    provider.moderations.next(faults::retry_after(7));
    assert_eq!(asked().await.headers()["retry-after"], "7");
    provider.moderations.next(faults::rate_limited);
    assert!(!asked().await.headers().contains_key("retry-after"));
    provider.moderations.next(faults::error_in_a_good_answer);
    let good = asked().await;
    assert_eq!(
        (good.status().as_u16(), good.json::<Value>().await.unwrap()["error"]["type"].clone()),
        (200, json!("server_error"))
    );
    for (fault, start) in
        [(faults::html as fn(&Call) -> Reply, "<!DOCTYPE"), (faults::empty, ""), (judgements::nonsense, "{")]
    {
        provider.moderations.next(fault);
        assert!(asked().await.text().await.unwrap().starts_with(start));
    }
    provider.moderations.next(judgements::too_few);
    assert_eq!(asked().await.json::<Value>().await.unwrap()["results"], json!([]));
    provider.images.next(faults::refused);
    let refused: Value =
        ask(&provider, "images/generations", &picture("url")).send().await.unwrap().json().await.unwrap();
    assert_eq!(refused["error"]["code"], "moderation_blocked");
    provider.vision.next(judgements::seen("It looks fine to me!"));
    let seen = answer(&provider, "chat/completions", &json!({ "model": "sees", "messages": [] })).await;
    assert_eq!(seen["choices"][0]["message"]["content"], "It looks fine to me!");
}

/// What is at the address of a picture that is painted so.
async fn painted(paint: impl Fn(&Call) -> Reply + Send + Sync + 'static) -> Vec<u8> {
    let provider = Provider::start().await;
    provider.images.next(paint);
    let answer = answer(&provider, "images/generations", &picture("url")).await;
    reqwest::get(answer["data"][0]["url"].as_str().unwrap()).await.unwrap().bytes().await.unwrap().to_vec()
}

#[tokio::test]
async fn spoilt_pictures_are_what_they_say() {
    use pictures::hostile;
    for no_picture in [hostile::html as fn(&Call) -> Reply, hostile::truncated, hostile::bomb] {
        image::load_from_memory(&painted(no_picture).await).unwrap_err();
    }
    assert_eq!(image::guess_format(&painted(hostile::another_type).await).unwrap(), image::ImageFormat::Gif);
    let large = image::ImageReader::new(std::io::Cursor::new(painted(hostile::forty_megapixels).await));
    assert_eq!(large.with_guessed_format().unwrap().into_dimensions().unwrap(), (8_000, 5_000));
    assert!(painted(hostile::animated).await.windows(4).any(|name| name == b"ANIM"));
    let clear = image::load_from_memory(&painted(hostile::transparent).await).unwrap().into_rgba8();
    assert_eq!((clear.get_pixel(0, 0).0[3], clear.get_pixel(48, 32).0[3]), (0, 255));
    assert_eq!(painted(hostile::always_the_same).await, painted(hostile::always_the_same).await);
}

#[tokio::test]
async fn spoilt_addresses_lead_elsewhere() {
    use pictures::hostile;
    let provider = Provider::start().await;
    let address = async || {
        let answer = answer(&provider, "images/generations", &picture("url")).await;
        answer["data"][0]["url"].as_str().unwrap_or_default().to_owned()
    };
    provider.images.next(hostile::at("http://169.254.169.254/latest"));
    assert_eq!(address().await, "http://169.254.169.254/latest");
    provider.images.next(hostile::redirecting("http://10.0.0.1/"));
    let direct = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    assert_eq!(direct.get(address().await).send().await.unwrap().headers()["location"], "http://10.0.0.1/");
    provider.images.next(hostile::endless);
    let mut endless = reqwest::get(address().await).await.unwrap();
    let mut length = 0;
    while length < 200_000 {
        length += endless.chunk().await.unwrap().unwrap().len();
    }
    provider.images.next(hostile::no_base64);
    assert_eq!(address().await, "");
}
