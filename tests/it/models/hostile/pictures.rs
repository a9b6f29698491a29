//! Pictures that are none, that are dangerous to open, or that lie where nobody may ask: a quiet page stands in, and
//! the book is whole.

use std::time::Duration;

use ai_tale::domain::Event;

use crate::kit::provider::pictures::{hostile, painted};
use crate::kit::provider::{Call, Endpoint, Pace, Provider, Reply, faults, judgements};
use crate::kit::{Told, node};

/// Only this provider paints.
const ALONE: &str = "[[models.routes]]\npainters = [\"painter\"]\n";
/// By which addresses of this machine are asked.
const AT_HOME: &str = "allow_private = true\nresponse_format = \"url\"\n";

/// A story of two scenes whose pictures come so; the words are told at home.
async fn shown(paint: impl Fn(&Call) -> Reply + Send + Sync + 'static, more: &str) -> (Told, Provider) {
    let provider = Provider::start().await;
    provider.images.always(paint);
    let told = told_by(&provider, more).await;
    (told, provider)
}

/// A story of two scenes that this provider paints and judges.
async fn told_by(provider: &Provider, more: &str) -> Told {
    let file = format!("{}{more}{}{ALONE}", provider.painter(), provider.judge(&["pictures"]));
    let told = node().file(&file).story(2).run().await;
    told.assert_complete(2);
    told
}

/// No picture of the provider's is shown.
async fn stays_quiet(paint: impl Fn(&Call) -> Reply + Send + Sync + 'static) -> Provider {
    let (told, provider) = shown(paint, "").await;
    told.assert_quiet(&[1, 2]);
    provider
}

#[tokio::test(start_paused = true)]
async fn a_good_picture_is_shown() {
    let (told, provider) = shown(painted, "").await;
    told.assert_quiet(&[]);
    assert_eq!(provider.journal.of(Endpoint::Images).len(), 2);
    assert_eq!(provider.journal.of(Endpoint::Moderations).len(), 2, "each was judged");
    let (told, provider) = shown(painted, AT_HOME).await;
    told.assert_quiet(&[]);
    assert_eq!(provider.journal.of(Endpoint::File).len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_page_of_html_is_no_picture() {
    stays_quiet(hostile::html).await;
    stays_quiet(faults::html).await;
}

#[tokio::test(start_paused = true)]
async fn half_a_picture_is_none() {
    stays_quiet(hostile::truncated).await;
}

#[tokio::test(start_paused = true)]
async fn a_bomb_is_not_opened() {
    stays_quiet(hostile::bomb).await;
}

#[tokio::test(start_paused = true)]
async fn forty_megapixels_are_too_many() {
    stays_quiet(hostile::forty_megapixels).await;
}

#[tokio::test(start_paused = true)]
async fn a_type_that_nobody_takes_is_refused() {
    stays_quiet(hostile::another_type).await;
    let (told, _) = shown(hostile::another_type, AT_HOME).await;
    told.assert_quiet(&[1, 2]);
}

#[tokio::test(start_paused = true)]
async fn no_base64_is_no_picture() {
    stays_quiet(hostile::no_base64).await;
}

/// The pictures' object keys; their hash stands in them.
fn keys(told: &Told) -> Vec<String> {
    let pictures = told.log().iter().filter_map(|record| match &record.event {
        Event::IllustrationCreated(illustration) => Some(format!("{:?}", illustration.sources)),
        _ => None,
    });
    pictures.collect()
}

#[tokio::test(start_paused = true)]
async fn odd_pictures_are_shown_still_and_whole() {
    for paint in [hostile::animated as fn(&Call) -> Reply, hostile::transparent, hostile::always_the_same] {
        let (told, _) = shown(paint, "").await;
        assert_eq!(keys(&told).len(), 2, "one still picture for each page");
    }
}

#[tokio::test(start_paused = true)]
async fn a_private_address_is_not_asked() {
    let here = Provider::start().await;
    let inside = here.base.replace("/v1", "/files/1.png");
    let mapped = inside.replace("127.0.0.1", "[::ffff:127.0.0.1]");
    let named = inside.replace("127.0.0.1", "localhost");
    for address in [inside, mapped, named, "http://169.254.169.254/latest".to_owned(), "file:///etc/passwd".to_owned()]
    {
        let address: &'static str = address.leak();
        let provider = Provider::start().await;
        provider.images.always(hostile::at(address));
        told_by(&provider, "").await.assert_quiet(&[1, 2]);
    }
    assert!(here.journal.entries().is_empty(), "{:?}", here.journal.entries());
}

#[tokio::test(start_paused = true)]
async fn a_redirect_is_not_followed() {
    let here = Provider::start().await;
    let inside: &'static str = here.base.replace("/v1", "/files/1.png").leak();
    let (told, provider) = shown(hostile::redirecting(inside), AT_HOME).await;
    told.assert_quiet(&[1, 2]);
    assert!(!provider.journal.of(Endpoint::File).is_empty(), "the first address was asked");
    assert!(here.journal.entries().is_empty());
}

#[tokio::test(start_paused = true)]
async fn an_endless_picture_is_given_up() {
    let (told, provider) = shown(hostile::endless, AT_HOME).await;
    told.assert_quiet(&[1, 2]);
    assert!(!provider.journal.of(Endpoint::File).is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_refusal_is_asked_more_gently() {
    let provider = stays_quiet(faults::refused).await;
    let mut prompts: Vec<String> =
        provider.journal.of(Endpoint::Images).iter().map(|entry| entry.call.text("prompt").to_owned()).collect();
    let asked = prompts.len();
    prompts.sort();
    prompts.dedup();
    assert_eq!(prompts.len(), asked, "nothing that was refused is asked again as it is");
}

#[tokio::test(start_paused = true)]
async fn a_picture_that_is_flagged_is_not_shown() {
    for (category, score) in [("sexual", 0.9), ("violence/graphic", 0.3)] {
        let provider = Provider::start().await;
        provider.moderations.always(judgements::flagging_pictures(category, score));
        told_by(&provider, "").await.assert_quiet(&[1, 2]);
    }
}

#[tokio::test(start_paused = true)]
async fn an_unjudged_picture_is_not_shown() {
    for broken in [judgements::nonsense as fn(&Call) -> Reply, judgements::too_few, faults::html, faults::silent] {
        let provider = Provider::start().await;
        provider.moderations.always(broken);
        told_by(&provider, "").await.assert_quiet(&[1, 2]);
    }
    let provider = Provider::start().await;
    provider.moderations.always(faults::status(503));
    told_by(&provider, "").await.assert_quiet(&[1, 2]);
}

#[tokio::test(start_paused = true)]
async fn a_slow_painter_and_judge_are_waited_for() {
    let provider = Provider::start().await;
    let (picture, judgement) = (Duration::from_secs(100), Duration::from_secs(20));
    provider.pace(Pace { picture, judgement, ..Pace::default() });
    told_by(&provider, "").await.assert_quiet(&[]);
}
